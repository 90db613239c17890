"""Find times in running text and ground them: from "on Tuesday" to calendar days."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.grounded import Interval, Reason, TimeRelation, Unresolved
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
_OPENING = re.compile(r"\s*(?:from|between|since|after|by|before|until|till)\b")
_SPEECH = re.compile(r"\b(?:said|told|says|announced|reported|stated|added|confirmed)\b")
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
        Span(found.start + offset, found.end + offset) for found in find_forms(text, patterns)
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
    left = max(0, mention.start - _REACH)
    window = document.text[left : mention.end + _REACH]
    found = _form_at(window, words, mention.start - left, patterns)
    if found is None:
        return Unresolved(reason=Reason.NOT_A_DATE, mention=mention)
    form, start, end = found
    clock = Clock(
        published=context.published,
        future=context.future or _looks_ahead(window, start, end, lexicon),
        anchor=context.anchor,
        lexicon=lexicon,
        country=context.country,
    )
    relation = TimeRelation.IN if form.form in SELF_CONTAINED else _relation(window, start)
    try:
        reading = read_form(form.form, form.match, clock)
        if relation is TimeRelation.ON_OR_BEFORE and not clock.future:
            reading = _nearer(reading, form, clock)
        return _interval(reading, relation, mention)
    except OpenTimeError as error:
        return Unresolved(reason=error.reason, mention=mention)
    except (ValueError, OverflowError):
        return Unresolved(reason=Reason.NOT_A_DATE, mention=mention)


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


def _form_at(
    window: str, words: str, start: int, patterns: TimePatterns
) -> tuple[Found, int, int] | None:
    """Find the form a mention stands for: as running text has it, as it is cut, or inside it."""
    end = start + len(words)
    around = list(find_forms(window, patterns))
    for found in around:
        if found.start <= start and end <= found.end:
            return found, found.start, found.end
    stripped = words.strip(" \t\r\n,.;:()[]\"'“”")
    whole = match_whole(stripped, patterns)
    if whole is None:
        lead = _LEADING.match(lower_ascii(stripped))
        whole = match_whole(stripped[lead.end() :], patterns) if lead is not None else None
    if whole is not None:
        return whole, start, end
    inside = [found for found in around if found.start < end and start < found.end]
    inside = inside or list(find_forms(words, patterns))
    if not inside:
        return None
    best = max(inside, key=lambda found: (found.end - found.start, -found.start))
    return best, start, end


def _looks_ahead(window: str, start: int, end: int, lexicon: TimeLexicon) -> bool:
    """Tell whether the words around a time make it lie ahead.

    They do when a cue ("will", "scheduled") stands before it in its sentence with no verb of
    speech between, or soon after a time that opens its sentence.
    """
    cues = _future_cues(lexicon.words.future)
    before = _SENTENCE_BREAK.split(window[:start])[-1]
    low = lower_ascii(before)
    cues_before = list(cues.finditer(low))
    if cues_before and not _SPEECH.search(low, cues_before[-1].end()):
        return True
    if len(before.split()) > 2:
        return False
    after = lower_ascii(_SENTENCE_BREAK.split(window[end:])[0][:60])
    cue = cues.search(after)
    return cue is not None and not _SPEECH.search(after, 0, cue.start())


@lru_cache(maxsize=4)
def _future_cues(cues: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?<!\w){re.escape(cue)}(?!\w)".replace(r"\ ", r"\s+") for cue in cues)
    )


def _nearer(reading: Reading, form: Found, clock: Clock) -> Reading:
    """Let "by Friday" and "before Easter" look ahead where the next one is much the nearer."""
    if clock.published is None:
        return reading
    ahead = read_form(form.form, form.match, replace(clock, future=True))
    days_ahead = (ahead.start - clock.published).days
    days_past = (clock.published - reading.start).days
    return ahead if 0 <= 2 * days_ahead < days_past else reading


def _relation(window: str, start: int) -> TimeRelation:
    """Read the preposition before a time, or one that its words begin with."""
    before = lower_ascii(window[:start])
    if _BEFORE.search(before):
        return TimeRelation.ON_OR_BEFORE
    if _AFTER.search(before):
        return TimeRelation.ON_OR_AFTER
    opening = _OPENING.match(lower_ascii(window[start:]))
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
