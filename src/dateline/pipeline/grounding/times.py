"""Find times in running text and ground them: from "on Tuesday" to calendar days."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.grounded import Interval, Reason, TimePrecision, TimeRelation, Unresolved
from dateline.pipeline.grounding.calendars import Days, day_stretch, month_stretch, year_stretch
from dateline.pipeline.grounding.numbers import lower_ascii
from dateline.pipeline.grounding.time_patterns import (
    SELF_CONTAINED,
    Found,
    TimePatterns,
    compile_patterns,
    find_forms,
    match_whole,
)
from dateline.pipeline.grounding.time_readings import Clock, OpenTimeError, Reading, read_form
from dateline.resources.times import TimeLexicon, load_time_lexicon

#: How far around a mention, in characters, its wording may change what it means.
_REACH = 120

_LEADING = re.compile(
    r"(?:on|in|at|by|during|since|from|after|before|until|till|of|over|within|for|around|about|"
    r"throughout|as\s+of|on\s+or\s+about|late\s+on|early\s+on|dated|the\s+night\s+of)\s+"
)
_BEFORE = re.compile(
    r"\b(?:by|before|until|till|til|prior\s+to|no\s+later\s+than|not\s+later\s+than|as\s+of|"
    r"up\s+to|ahead\s+of|on\s+or\s+before)\s+(?:the\s+|early\s+|late\s+)?$"
)
_AFTER = re.compile(
    r"\b(?:since|after|starting|beginning|starting\s+on|beginning\s+on|on\s+or\s+after|"
    r"ever\s+since|following|as\s+from|from)\s+(?:at\s+least\s+|the\s+|early\s+|late\s+)?$"
)
_OFFSET_BEFORE = re.compile(
    r"\b(?:minute|hour|day|night|week|fortnight|month|year|decade)s?\s+"
    r"(?:after|before|following|prior\s+to|ahead\s+of)\s+(?:the\s+|early\s+|late\s+)?$"
)
_OWNS_NEXT = re.compile(r"['’]s?\s+[a-z]")
#: Forms that count from another time, and the ways of counting that need one to follow or precede.
_COUNTED_FROM = frozenset({"shifted", "neighbour", "days_around", "eve", "anniversary"})
_NEEDS_TIME = frozenset({"before", "after", "prior", "prior to", "ahead of", "following"})
#: How far a time may follow the words that count from it, in characters.
_GAP = 60
_AT_START = re.compile(r"(?:(?:from|between)\s+)?(?:the\s+)?")
_FIGURES = frozenset({"numeric", "short_numeric"})
_FIGURE_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)?\d\d(?![\d/])")
_RANGES = frozenset(
    {"days_month", "month_days", "date_range", "months_range", "years_range", "weekdays", "joined"}
)
_STRETCHES: Mapping[str, Callable[[date], Days]] = {
    "date": day_stretch,
    "weekday": day_stretch,
    "month": lambda day: month_stretch(day.year, day.month),
    "year": lambda day: year_stretch(day.year),
}
_WIDTHS: Mapping[str, TimePrecision] = {
    "date": TimePrecision.DAY,
    "weekday": TimePrecision.DAY,
    "month": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
}
_OPENING = re.compile(r"\s*(?:from|between|since|after|by|before|until|till)\b")
_SPEECH = re.compile(r"\b(?:said|told|says|announced|reported|stated|added|confirmed)\b")
_BREAK = re.compile(r"[.,;:()\n]")
_SENTENCE_BREAK = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z])|\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeContext:
    """What a time is counted from.

    ``published`` is the day the article came out in its outlet's time zone, ``future`` tells that
    the clause looks ahead, ``anchor`` is the time last spoken of before the mention, which "two
    days earlier" and "the same day" count from. ``country`` (ISO 3166-1 alpha-2) says whose
    national days are meant.
    """

    published: date | None
    future: bool = False
    anchor: Interval | None = None
    country: str | None = None


def find_times(
    text: str, *, offset: int = 0, lexicon: TimeLexicon | None = None
) -> tuple[Span, ...]:
    """Return the dates and other times in running English text, in order, without overlap.

    Prepositions are left out unless they make the time what it is ("between May 3 and 5").
    Times of day are left out.

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Names of months, feasts and so on; Dateline's own by default.
    """
    patterns = compile_patterns(lexicon or load_time_lexicon())
    return tuple(
        Span(found.start + offset, found.end + offset) for found in _forms_of(text, patterns).forms
    )


def ground_time(
    document: Document, mention: Span, context: TimeContext, lexicon: TimeLexicon
) -> Interval | Unresolved:
    """Return the days a time mention stands for.

    The mention may be cut wider or narrower than ``find_times`` would: words beside it that belong
    to the time are read too ("last" before "Friday"). A time without a year is the latest one
    that is not after publication, or the next one where the clause looks ahead. Nothing is dated
    by publication alone.

    Args:
        document: The article.
        mention: A time in it.
        context: What the time is counted from.
        lexicon: Words and conventions.

    Returns:
        ``Unresolved`` when the words are no time, are too vague, or count from a day that is not
        known.

    Raises:
        EvidenceError: The mention does not lie in the document.

    Reference:
        Strötgen & Gertz (2013), Language Resources and Evaluation 47(2): rules for news.
    """
    words = document.text_at(mention)
    patterns = compile_patterns(lexicon)
    forms = _forms_of(document.text, patterns)
    found = _form_at(document.text, mention, forms, patterns)
    if found is None:
        return Unresolved(reason=Reason.NOT_A_DATE, mention=mention)
    form, start, end = found
    clock = Clock(
        published=context.published,
        future=context.future or _looks_ahead(document.text, start, end, lexicon),
        anchor=context.anchor,
        lexicon=lexicon,
        country=context.country,
        month_first=form.form in _FIGURES and writes_month_first(document.text),
    )
    tells_itself = form.form in SELF_CONTAINED or form.ends is not None
    relation = TimeRelation.IN if tells_itself else _relation(document.text, start, end)
    try:
        if form.form in _COUNTED_FROM:
            clock = _anchored_after(document.text, form, end, forms, clock)
        reading = _read(form, words, clock, patterns)
        if relation is TimeRelation.ON_OR_BEFORE and not clock.future:
            reading = _nearer(reading, form, clock)
        return _interval(reading, relation, mention)
    except OpenTimeError as error:
        return Unresolved(reason=error.reason, mention=mention)
    except (ValueError, OverflowError):
        return Unresolved(reason=Reason.NOT_A_DATE, mention=mention)


def _read(form: Found, words: str, clock: Clock, patterns: TimePatterns) -> Reading:
    """Read a form, or that end of a range which the mention's words name."""
    if form.ends is not None:
        whole = _read_joined(*form.ends, clock)
    else:
        whole = read_form(form.form, form.match, clock)
    if form.form not in _RANGES:
        return whole
    own = match_whole(words.strip(" ,;.()"), patterns)
    if own is None or own.form in _RANGES or own.end - own.start >= form.end - form.start:
        return whole
    stretch = _STRETCHES.get(own.form)
    text, part = form.match.string[form.start : form.end], own.match.string
    if stretch is not None and _AT_START.fullmatch(text[: text.find(part)]):
        end = stretch(whole.start)
    elif stretch is not None and text.endswith(part):
        end = stretch(whole.end)
    else:
        return read_form(own.form, own.match, clock)
    return replace(whole, start=end[0], end=end[1], precision=_WIDTHS[own.form])


def _read_joined(first: Found, second: Found, clock: Clock) -> Reading:
    """Read a range told by its two ends; the second tells the year of the first."""
    end = read_form(second.form, second.match, clock)
    if clock.published is None or end.end < clock.published:
        clock = replace(clock, published=end.end)
    start = read_form(first.form, first.match, clock)
    if start.start > end.end:
        raise OpenTimeError(Reason.NOT_A_DATE)
    days = (end.end - start.start).days
    precision = TimePrecision.DAYS if days <= 31 else TimePrecision.PERIOD
    return replace(start, end=end.end, precision=precision, relation=TimeRelation.IN)


def _anchored_after(text: str, form: Found, end: int, forms: "_Forms", clock: Clock) -> Clock:
    """Count "two days after" from the time that follows it: "after the May 3 attack"."""
    way = form.match.groupdict().get("way")
    if form.form in {"shifted", "neighbour"} and (way is None or way not in _NEEDS_TIME):
        return clock
    for later in forms.between(end, end + _GAP + 1):
        if later.start < end or later.form in _COUNTED_FROM:
            continue
        if _BREAK.search(text, end, later.start):
            return clock
        reading = read_form(later.form, later.match, clock) if later.ends is None else None
        if reading is None:
            return clock
        mention = Span(later.start, later.end)
        return replace(clock, anchor=_interval(reading, TimeRelation.IN, mention))
    return clock


def writes_month_first(text: str) -> bool:
    """Tell whether a text writes dates in figures with the month first, as 3/24/2016 shows."""
    return _writes_month_first(text)


@lru_cache(maxsize=8)
def _writes_month_first(text: str) -> bool:
    pairs = [(int(m[1]), int(m[2])) for m in _FIGURE_DATE.finditer(text)]
    american = sum(first <= 12 < second <= 31 for first, second in pairs)
    return american > sum(second <= 12 < first <= 31 for first, second in pairs)


def last_time_before(
    document: Document,
    mention: Span,
    times: Sequence[Span],
    context: TimeContext,
    lexicon: TimeLexicon,
) -> Interval | None:
    """Return the time last spoken of before a mention: what "two days earlier" counts from.

    Args:
        document: The article.
        mention: The mention that counts from an earlier time.
        times: Times found in the document, in order.
        context: Publication date; its anchor is where the first time counts from.
        lexicon: Words and conventions.

    Returns:
        The last grounded time that ends before the mention, of a year or narrower; else the
        context's anchor.
    """
    anchor = context.anchor
    for time in times:
        if time.end > mention.start:
            break
        grounded = ground_time(document, time, replace(context, anchor=anchor), lexicon)
        if isinstance(grounded, Interval) and (grounded.end - grounded.start).days <= 366:
            anchor = grounded
    return anchor


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    """The forms in a text, in order; ``ends`` are where they end."""

    forms: tuple[Found, ...]
    ends: tuple[int, ...]

    def between(self, start: int, end: int) -> Iterator[Found]:
        """Yield the forms that overlap ``[start, end)``, in order."""
        for index in range(bisect_right(self.ends, start), len(self.forms)):
            if self.forms[index].start >= end:
                return
            yield self.forms[index]


@lru_cache(maxsize=4)
def _forms_of(text: str, patterns: TimePatterns) -> _Forms:
    """Return the forms in a text, which is read once however many of its times are grounded."""
    forms = tuple(find_forms(text, patterns))
    return _Forms(forms, tuple(form.end for form in forms))


def _form_at(
    text: str, mention: Span, forms: _Forms, patterns: TimePatterns
) -> tuple[Found, int, int] | None:
    """Find the form a mention stands for: as running text has it, as it is cut, or inside it."""
    start, end = mention.start, mention.end
    inside = list(forms.between(start, end))
    for found in inside:
        if found.start <= start and end <= found.end:
            return found, found.start, found.end
    words = text[start:end]
    stripped = words.strip(" \t\r\n,.;:()[]\"'“”")
    whole = match_whole(stripped, patterns)
    if whole is None:
        lead = _LEADING.match(lower_ascii(stripped))
        whole = match_whole(stripped[lead.end() :], patterns) if lead is not None else None
    if whole is not None:
        return whole, start, end
    inside = inside or list(find_forms(words, patterns))
    if not inside:
        return None
    best = next((found for found in inside if found.form in _COUNTED_FROM), None) or max(
        inside, key=lambda found: (found.end - found.start, -found.start)
    )
    return best, start, end


def _looks_ahead(text: str, start: int, end: int, lexicon: TimeLexicon) -> bool:
    """Tell whether the words around a time make it lie ahead.

    They do when a cue ("will", "scheduled") stands before it in its sentence with no verb of
    speech between, or soon after a time that opens its sentence.
    """
    cues = _future_cues(lexicon.words.future)
    before = text[max(0, start - _REACH) : start]
    for broken in _SENTENCE_BREAK.finditer(before):
        before = text[max(0, start - _REACH) + broken.end() : start]
    low = lower_ascii(before)
    cues_before = list(cues.finditer(low))
    if cues_before and not _SPEECH.search(low, cues_before[-1].end()):
        return True
    if len(before.split()) > 2:
        return False
    after = lower_ascii(_SENTENCE_BREAK.split(text[end : end + _REACH], 1)[0][:60])
    cue = cues.search(after)
    return cue is not None and not _SPEECH.search(after, 0, cue.start())


@lru_cache(maxsize=4)
def _future_cues(cues: tuple[str, ...]) -> re.Pattern[str]:
    # With a letter in front the search is faster than with the look behind.
    rests: dict[str, list[str]] = {}
    for cue in cues:
        rests.setdefault(cue[0], []).append(re.escape(cue[1:]).replace(r"\ ", r"\s+"))
    choices = (rf"{re.escape(first)}(?<!\w\w)(?:{'|'.join(rest)})" for first, rest in rests.items())
    return re.compile(rf"(?:{'|'.join(choices)})(?!\w)")


def _nearer(reading: Reading, form: Found, clock: Clock) -> Reading:
    """Let "by Friday" and "before Easter" look ahead where the next one is much the nearer."""
    if clock.published is None:
        return reading
    ahead = read_form(form.form, form.match, replace(clock, future=True))
    days_ahead = (ahead.start - clock.published).days
    days_past = (clock.published - reading.start).days
    return ahead if 0 <= 2 * days_ahead < days_past else reading


def _relation(text: str, start: int, end: int) -> TimeRelation:
    """Read the preposition before a time, or one that its words begin with.

    A time that dates what follows it ("after Monday's attack") is the time of that.
    """
    before = lower_ascii(text[max(0, start - _REACH) : start])
    if _OFFSET_BEFORE.search(before) or _OWNS_NEXT.match(text, end):
        return TimeRelation.IN
    if _BEFORE.search(before):
        return TimeRelation.ON_OR_BEFORE
    if _AFTER.search(before):
        return TimeRelation.ON_OR_AFTER
    opening = _OPENING.match(lower_ascii(text[start:end]))
    word = "" if opening is None else opening[0].strip()
    if word in {"by", "before", "until", "till"}:
        return TimeRelation.ON_OR_BEFORE
    return TimeRelation.ON_OR_AFTER if word in {"after", "since"} else TimeRelation.IN


def _interval(reading: Reading, relation: TimeRelation, mention: Span) -> Interval:
    return Interval(
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        relation=relation if reading.relation is TimeRelation.IN else reading.relation,
        basis=reading.basis,
        mention=mention,
    )
