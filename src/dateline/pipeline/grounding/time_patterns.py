"""The forms English gives to times, as regular expressions over text in lower case.

Each form has a name; ``time_readings`` says what it means. In the patterns below ``_`` stands for
white space that does not end a paragraph, and ``M``, ``D``, ``Y`` and so on make the named groups
that a reading looks at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.pipeline.grounding.numbers import lower_ascii
from dateline.pipeline.grounding.openings import fitting, opening_pattern, openings
from dateline.resources.numbers import load_number_words
from dateline.resources.regexes import compile_regex
from dateline.resources.times import TimeLexicon

_SPACE = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2}(?=\S))"
_TO = r"(?:_?[-–—]_?|_(?:and|to|or|through|thru|until|till)_|/)"
#: "'21", where what follows cannot be the rest of a quotation.
_SHORT_YEAR = (
    r"['’][0-3]\d(?!\w)(?=\s*(?:[.,;:)\]]|$)"
    r"|_(?:and|when|while|in|at|by|near|after|before|for|the|his|their)_)"
)
_FIGURE_END = r"(?![\d%])(?![.,:]\d)"
_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade)"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|midday|noon|midnight|dawn|dusk|lunchtime)"
#: "Two weeks back", but not "sent two weeks back to prison".
_BACK = (
    r"back(?!_(?:to|home|into|behind|from|on|in_(?:power|control|jail|prison|office|custody))\b)"
)
_STRETCH = r"(?:week|weekend|month|quarter|year|decade|century)"
_NEARLY = (
    r"(?:(?:about|around|almost|nearly|over|more_than|less_than|just|just_over|just_under|only|"
    r"some|at_least|roughly|approximately|barely|exactly)_)?"
)
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
    "twenty-third",
    "twenty-fourth",
    "twenty-fifth",
    "twenty-sixth",
    "twenty-seventh",
    "twenty-eighth",
    "twenty-ninth",
    "thirtieth",
    "thirty-first",
]

#: Ordinal words and what they count, 1-31.
ORDINALS: Mapping[str, int] = {word: number for number, word in enumerate(_ORDINALS, 1)}

#: Forms whose own preposition says how an act lies to them: "since the beginning of 2016".
SELF_CONTAINED = frozenset(
    {"since_start_of_year", "since_start_of_stretch", "since_start_of_month"}
)

#: Forms that can begin or end a range told as "from ... to ..." or "between ... and ...".
_ENDS = frozenset(
    {"iso", "numeric", "date", "word_date", "numbered_date", "month", "part_of_month", "year"}
    | {"part_of_year", "part_of_stretch", "stretch", "weekday", "today", "feast", "feast_day"}
    | {"season", "part_of_season", "day_of_month", "since_start_of_year", "since_start_of_month"}
    | {"since_start_of_stretch", "nth_weekday"}
)
_OPENS_RANGE = re.compile(r"\b(from|between)\s+(?:the\s+)?$")
_HAS_OPENING = re.compile(r"(from|between)\s")
_JOINS_RANGE = re.compile(r",?\s+(to|and|until|till|through)\s+(?:the\s+)?")


#: What a time does not stand right behind.
_GATE_LEFT = r"(?<!\w)(?<![$€£#])(?<!\d[.,:/–-])(?<![a-z][-/])"
#: How many characters tell which forms may begin, and whether any may.
_TOLD, _TOLD_BY_GATE = 3, 4
#: Without this no number of years in a word stands before "anniversary".
_YEARS_ANNIVERSARY_HINT = "-year"


@dataclass(frozen=True, slots=True)
class Found:
    """A form found at ``[start, end)`` of a text; of form "joined", ``ends`` are its two ends."""

    start: int
    end: int
    form: str
    match: re.Match[str]
    ends: "tuple[Found, Found] | None" = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimePatterns:
    """The forms of one lexicon, each compiled when it is first tried.

    ``gate`` finds quickly where a form may start, so that the forms are tried there only, and of
    them those that may begin with the characters there (``begun_by``); ``gate_with_years`` finds
    "fifty-year anniversary" as well.
    """

    sources: Mapping[str, str]
    begun_by: Mapping[str, frozenset[str]]
    gate: re.Pattern[str]
    gate_with_years: re.Pattern[str]
    names: re.Pattern[str]
    lexicon: TimeLexicon

    def gate_of(self, low: str) -> re.Pattern[str]:
        """Return the gate for a text in lower case."""
        return self.gate_with_years if _YEARS_ANNIVERSARY_HINT in low else self.gate


@lru_cache(maxsize=4)
def compile_patterns(lexicon: TimeLexicon) -> TimePatterns:
    """Build the patterns for a lexicon; the result is kept."""
    sources = {name: source.replace("_", _SPACE) for name, source in _form_sources(lexicon).items()}
    names = "|".join(_longest_first([*lexicon.months, *lexicon.weekdays]))
    gate = _gate_source(lexicon).replace("_", _SPACE)
    words = r"\w+-year_anniversary".replace("_", _SPACE)
    return TimePatterns(
        sources={name: f"(?:{source})(?!\\w)" for name, source in sources.items()},
        begun_by=_begun_by(sources),
        gate=compile_regex(
            f"{_GATE_LEFT}(?={opening_pattern(openings(gate, _TOLD_BY_GATE))})(?:{gate})"
        ),
        gate_with_years=compile_regex(f"{_GATE_LEFT}(?:{gate}|{words})"),
        names=compile_regex(rf"(?<![a-z])(?:{names})(?![a-z])"),
        lexicon=lexicon,
    )


@lru_cache(maxsize=10_000)
def _forms_at(begun: str, patterns: TimePatterns) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the forms that may begin with some characters, in order."""
    names = {name for opening in fitting(begun) for name in patterns.begun_by.get(opening, ())}
    return tuple(
        (name, _compiled(source)) for name, source in patterns.sources.items() if name in names
    )


@lru_cache(maxsize=1_000)
def _compiled(source: str) -> re.Pattern[str]:
    return compile_regex(source)


def _begun_by(sources: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """Return which forms begin with what."""
    begun: dict[str, set[str]] = {}
    for name, source in sources.items():
        for opening in openings(source, _TOLD):
            begun.setdefault(opening, set()).add(name)
    return {opening: frozenset(names) for opening, names in begun.items()}


def find_forms(text: str, patterns: TimePatterns) -> Iterator[Found]:
    """Yield the times in running text, in order, without overlap, the longest at each place."""
    low = lower_ascii(text)
    yield from _joined(low, _single_forms(text, low, patterns))


def _single_forms(text: str, low: str, patterns: TimePatterns) -> Iterator[Found]:
    position, gates = 0, patterns.gate_of(low)
    while (gate := gates.search(low, position)) is not None:
        best = _longest_at(text, low, gate.start(), patterns)
        if best is None:
            position = _next_word(low, gate.start())
        else:
            yield best
            position = best.end


def _longest_at(text: str, low: str, start: int, patterns: TimePatterns) -> Found | None:
    """Return the longest form that stands as a time at a place of a text."""
    best: Found | None = None
    for name, form in _forms_at(low[start : start + _TOLD], patterns):
        match = form.match(low, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        if _stands_as_time(text, low, match, name, patterns):
            best = Found(match.start(), match.end(), name, match)
    return best


def _joined(low: str, forms: Iterable[Found]) -> Iterator[Found]:
    """Yield forms in order, two that "from ... to" or "between ... and" hold together as one."""
    last: Found | None = None
    for found in forms:
        if last is not None and _are_ends(low, last, found):
            yield Found(last.start, found.end, "joined", last.match, (last, found))
            last = None
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _are_ends(low: str, first: Found, second: Found) -> bool:
    between = low[first.end : second.start]
    if len(between) > 16 or first.form not in _ENDS or second.form not in _ENDS:
        return False
    opening = _OPENS_RANGE.search(
        low[max(0, first.start - 16) : first.start]
    ) or _HAS_OPENING.match(low, first.start, first.end)
    joint = _JOINS_RANGE.fullmatch(between)
    if opening is None or joint is None:
        return False
    return (opening[1] == "between") == (joint[1] == "and")


def match_whole(text: str, patterns: TimePatterns) -> Found | None:
    """Read a whole text as one time, whatever stands around it."""
    low = lower_ascii(text)
    for name, form in _forms_at(low[:_TOLD], patterns):
        match = form.fullmatch(low)
        if match is not None:
            return Found(match.start(), match.end(), name, match)
    return None


def _next_word(low: str, start: int) -> int:
    position = start + 1
    while position < len(low) and low[position - 1].isalnum() and low[position].isalnum():
        position += 1
    return position


def _longest_first(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))]


def _by_first_letter(words: Iterable[str]) -> str:
    """Return an alternation in which each first letter is tried once: it fails faster."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"{re.escape(letter)}(?:{'|'.join(_longest_first(rests[letter]))})"
        for letter in sorted(rests)
    )


def _form_sources(lexicon: TimeLexicon) -> dict[str, str]:
    month_names = "|".join(_longest_first(list(lexicon.months)))
    weekday_names = "|".join(_longest_first(list(lexicon.weekdays)))
    seasons = "|".join(_longest_first(list(lexicon.seasons)))
    feasts = "|".join(name.replace(" ", "_").replace("'", "['’]") for name in _feast_names(lexicon))
    words = load_number_words()
    small = "|".join(_longest_first([word for word in words.ones if word != "zero"]))
    tens = "|".join(_longest_first(list(words.tens)))
    ordinal = "|".join(_longest_first(_ORDINALS))
    number = (
        rf"(?:\d{{1,3}}(?!\d)|(?:{tens})(?:(?:-|_)(?:{small}))?|{small}|an?_few|a_couple_of|couple_of|"
        r"a_couple|couple|few|several|some|an?|half_an?)"
    )

    either = rf"(?:(?P<or>{number})(?:_(?:or|to)_|[-–]))?"

    def month(group: str) -> str:
        return rf"(?P<{group}>{month_names})(?![a-z])(?:(?<=[a-z][a-z][a-z])\.(?=.?\d))?"

    def day(group: str) -> str:
        return rf"(?P<{group}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?{_FIGURE_END}"

    def year(group: str) -> str:
        return rf"(?P<{group}>(?:19|20)\d\d|2100){_FIGURE_END}"

    def year_tail(group: str) -> str:
        return (
            rf"(?:(?:,_?|_|_of_|,_of_|-)(?P<{group}>(?:(?:19|20)\d\d|2100){_FIGURE_END}"
            rf"|['’][4-9]\d(?!\w)|{_SHORT_YEAR})"
            rf"|(?:,_|_)(?:of_)?(?P<{group}ref>this|last|next|that|the_same|the_following|"
            r"the_previous)_year)"
        )

    nth = r"(?:the_(?=\d{1,2}(?:st|nd|rd|th)))?"

    def weekday(group: str) -> str:
        return rf"(?P<{group}>{weekday_names})(?![a-z])"

    def full_date(suffix: str) -> str:
        first, second = f"{suffix}x", f"{suffix}z"
        return (
            rf"(?:(?:{weekday('w' + suffix)}\.?,?_(?:the_)?)?"
            rf"(?:{day('d' + first)}(?:_(?:of_)?|-){month('m' + first)}"
            rf"(?:{year_tail('y' + first)})?"
            rf"|{month('m' + second)}_{nth}{day('d' + second)}(?:{year_tail('y' + second)})?))"
        )

    month_year = rf"{month('m')}(?:{year_tail('y')})?"
    year_reference = (
        r"(?P<ref>this|last|next|that|the_(?:same|following|previous|current|past))_year"
    )
    stretch_reference = (
        r"(?:(?P<ref>this|last|next|that|the|the_(?:same|following|previous|current|past))_"
        r"(?P<unit>week|month|year|decade))"
    )
    second_stretch_reference = stretch_reference.replace("ref>", "refb>").replace("unit>", "unitb>")
    part = (
        r"(?:(?P<early>early(?:(?:-|_)in)?|(?:the_)?(?:very_)?(?:beginning|start)_of|"
        r"(?:the_)?(?:first|opening)_days_of)"
        r"|(?P<mid>mid|(?:the_)?middle_of)"
        r"|(?P<late>late(?:_in)?|(?:the_)?(?:very_)?(?:end|close)_of|(?:the_)?(?:last|final|closing)_days_of)"
        r"|(?P<earlier>earlier(?:_on)?(?:_in)?)|(?P<later>later(?:_on)?(?:_in)?)"
        r"|(?:the_)?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)_"
        r"(?:(?P<span>half|quarter|week|weekend)|(?P<many>two|three|four|five|six|seven|eight|nine|ten|"
        r"\d{1,2})_(?P<manyunit>days|weeks|months))_(?:of|in))"
    )
    since_start = r"(?:since|from)_(?:the_)?(?:very_)?(?:beginning|start)_of_"
    pod = rf"(?:_(?:early_|late_)?{_PART_OF_DAY})?"
    return {
        "iso": (
            r"(?P<y>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!-?\d)(?!\.\d)"
            r"(?:t\d\d:\d\d(?::\d\d)?(?:z|[+-]\d\d:?\d\d)?)?"
        ),
        "numeric": (
            r"(?P<a>\d{1,2})(?P<sep>[/.-])(?P<b>\d{1,2})(?P=sep)(?P<y>(?:19|20)\d\d|\d\d)"
            r"(?![\d/])(?!\.\d)"
        ),
        "days_month": (
            rf"(?:(?:from|between)_(?:the_)?|{nth})(?:{weekday('w')},?_)?{day('d')}"
            rf"(?:,_{day('dd')}){{0,6}},?"
            rf"{_TO}(?:the_|{weekday('ww')},?_)?{day('dl')}_(?:of_)?{month('m')}"
            rf"(?:{year_tail('y')})?"
        ),
        "month_days": (
            rf"(?:(?:from|between)_)?(?:{weekday('w')}\.?,?_)?{month('m')}_{day('d')}"
            rf"(?:,_{day('dd')}){{0,6}}(?P<to>,?{_TO})(?:{weekday('ww')},?_)?{day('dl')}"
            rf"(?:{year_tail('y')})?"
        ),
        "date_range": rf"(?:(?:from|between)_)?{full_date('a')}{_TO}{full_date('b')}",
        "date": rf"(?:(?:last|this|past|this_past)_)?{full_date('a')}",
        "bracketed_date": rf"{weekday('w')}_\({full_date('a')}\)",
        "weekday_of_month": (rf"{weekday('w')},?_the_(?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"),
        "edge_day": (
            r"the_(?P<o>first|opening|last|final)_day_of_(?:(?P<ref>this|last|next|that|the|"
            r"the_(?:same|previous|following|current|past))_(?P<unit>week|month|year)"
            rf"|{month_year})"
        ),
        "short_date": rf"{day('d')}_{month('m')}_['’]?(?P<yy>[4-9]\d)(?=\s*(?:[\])\.,;\-–—]|$))",
        "word_date": (rf"the_(?P<o>{ordinal})_(?:day_)?of_{month('m')}(?:{year_tail('y')})?"),
        "numbered_date": rf"the_{day('d')}_of_{month('m')}(?:{year_tail('y')})?",
        "nth_weekday": (
            rf"(?:the_)?(?P<o>first|second|third|fourth|fifth|last)_{weekday('w')}_(?:of|in)_"
            rf"{month_year}"
        ),
        "week_of": (
            r"the_week_(?P<how>of|beginning|starting|commencing|ending|ended|from)_"
            rf"(?:on_)?{full_date('a')}"
        ),
        "day_of_month": (
            r"the_(?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
            r"(?:_of_(?P<ref>this|last|next|that|the)_month)?"
        ),
        "months_range": (
            rf"(?:(?:from|between)_)?{month('ma')}(?:{year_tail('ya')})?(?:,_(?:{month_names})"
            rf"(?![a-z])){{0,10}},?{_TO}{month('mb')}"
            rf"(?:{year_tail('yb')})?"
        ),
        "month": (
            rf"(?:(?P<mod>last|this|next|that|this_past|the_previous|the_following)_)?{month_year}"
        ),
        "part_of_month": rf"{part}(?:-|_)(?:the_month_of_)?{month_year}",
        "part_of_year": rf"{part}(?:-|_){year('y')}",
        "part_of_stretch": rf"{part}_{stretch_reference}",
        "since_start_of_year": rf"{since_start}{year('y')}",
        "since_start_of_stretch": (
            rf"(?:{since_start}{stretch_reference}|so_far_{second_stretch_reference}"
            r"|this_(?P<unitc>year|month|week)_(?:so_far|to_date)"
            r"|(?P<unitd>year)(?:-|_)to(?:-|_)date)"
        ),
        "since_start_of_month": rf"{since_start}{month_year}",
        "quarter_named": (
            r"the_(?P<o>first|second|third|fourth|1st|2nd|3rd|4th)_quarter(?!_(?:of|final))(?!-)"
        ),
        "stretch_until": (
            rf"the_(?:(?P<n>{number})_)?(?P<unit>month|week|year)s?_(?:to|ending|ended|through|up_to)"
            rf"_(?:in_|the_end_of_)?{month_year}"
        ),
        "short_year": r"['’](?P<yy>[4-9]\d)",
        "turn_of_year": rf"the_turn_of_(?:the_(?:new_)?year|{year('y')})",
        "quarter": rf"q(?P<q>[1-4])(?:,?_(?:of_)?{year('y')})?",
        "half": rf"h(?P<h>[12])_(?:of_)?{year('y')}",
        "season": (
            rf"(?:(?:(?:in|during|over)_)?(?:the_)?(?P<s>{seasons})(?:_of|,)?_"
            rf"(?:{year('y')}(?:[-–/](?:20)?\d\d(?!\d))?|(?P<yy>{_SHORT_YEAR})|{year_reference}))"
        ),
        "season_after_year": (
            rf"(?:in_)?(?:the_)?(?P<y>(?:19|20)\d\d)(?:[-–/](?:20)?\d\d)?_(?P<s>{seasons})"
        ),
        "season_reference": (
            rf"(?P<ref>last|this|next|that|this_past|the_(?:previous|following))_(?P<s>{seasons})"
        ),
        "season_bare": rf"(?:in|during|over)_(?:the_)?(?P<s>{seasons})(?!_of)",
        "part_of_season": (
            rf"(?:the_)?(?P<part>early|mid|late)(?:-|_)(?P<s>{seasons})"
            rf"(?:(?:_of|,)?_(?:{year('y')}|{year_reference}))?"
        ),
        "word_decade": (
            r"the_(?:(?P<part>early|mid|late)(?:-|_))?(?P<word>twenties|thirties|forties|fifties|"
            r"sixties|seventies|eighties|nineties)"
        ),
        "century": (
            rf"the_(?:(?P<part>early|mid|late)(?:-|_))?(?:(?P<n>[12]\d)th|21st|(?P<o>{ordinal}))"
            r"(?:_|-)century"
        ),
        "decade": r"(?:the_)?(?:(?P<part>early|mid|late)(?:-|_))?(?P<y>(?:18|19|20)\d)0['’]?s",
        "short_decade": r"the_(?:(?P<part>early|mid|late)(?:-|_))?['’]?(?P<y>[2-9])0['’]?s",
        "years_range": (
            rf"(?:(?:from|between)_)?{year('ya')}(?:,_(?:19|20)\d\d){{0,8}},?{_TO}{year('yb')}"
        ),
        "years_short": r"(?P<ya>(?:19|20)\d\d)[-–/](?P<yb>\d\d)(?![\d-])",
        "year": rf"(?:the_year_)?{year('y')}",
        "today": (
            rf"(?:earlier_|later_)?(?P<word>today|yesterday|tomorrow|tonight|the_day_before_yesterday|"
            rf"the_day_after_tomorrow){pod}"
        ),
        "part_of_day": (
            r"(?:(?P<ref>last|this)_(?:night|evening|morning|afternoon)"
            r"|in_the_early_hours_(?:of_)?(?:this_morning|today)|overnight)"
        ),
        "weekdays": (
            rf"(?:(?:from|between)_)?(?:(?P<mod>last|this|next|this_past)_)?{weekday('w')}{pod}"
            rf"(?:,_(?:{weekday_names})){{0,5}},?(?:{_TO}|_into_)(?:the_)?"
            rf"(?:early_|late_|{_PART_OF_DAY}_of_|early_hours_of_|(?P<modb>last|this|next)_)?"
            rf"{weekday('wl')}{pod}(?:_(?:of_)?(?P<week>last|this|next)_week)?"
        ),
        "weekday": (
            r"(?:(?:early|late|earlier|later)_(?:on_)?)?"
            r"(?:(?P<mod>last|this|next|past|this_past|this_coming|coming|the_past|the_last|"
            r"the_previous|the_following|the_next|that|that_same|the_same)_)?"
            rf"{weekday('w')}{pod}(?:,?_(?:of_)?(?P<week>last|this|next|the_previous|the_following)"
            r"_week)?"
        ),
        "weekdays_ago": rf"(?P<n>{number})_(?P<w>{weekday_names})s_ago",
        "before_last": (
            rf"(?:(?:the_)?{weekday('w')}|the_(?P<unit>night|week|weekend|month|year))_before_last"
        ),
        "weekday_ago": (
            rf"(?:a_week_(?P<way>ago_(?:on_|last_)?|from_(?:next_)?){weekday('w')}"
            rf"|{weekday('wb')}_(?:a|one)_week_(?P<wayb>ago))"
        ),
        "weekday_postposed": (
            rf"{weekday('w')}_(?:(?P<post>week|fortnight|last|next|gone)"
            r"(?=\s*(?:[.,;:!?)]|$)|_(?:in|at|on|by|when|while|near|as)_)"
            r"|(?P<postb>past|coming)(?=\s*(?:[.,;:!?)]|$)))"
        ),
        "instant": (
            r"(?:the_)?(?P<d>[12]\d|3[01]|[1-9])(?:st|nd|rd|th)_"
            r"(?P<inst>inst(?:ant)?|ult(?:imo)?|prox(?:imo)?)(?![a-z])\.?"
        ),
        "stretch": (
            r"(?P<ref>last|this|next|this_past|past|coming|this_coming|previous|current|that|"
            r"that_same|the_(?:last|past|next|coming|same|previous|preceding|following|current))_"
            rf"(?P<unit>{_STRETCH}|fortnight)"
        ),
        "weekend": r"(?:over|during|at|on|throughout|of)_(?P<ref>the)_weekend",
        "lasting": (
            rf"(?:the_|these_)?(?P<ref>last|past|previous|preceding|recent|coming|next|following)_"
            rf"{_NEARLY}(?P<n>{number})_(?P<unit>{_UNIT})s"
        ),
        "recent": rf"(?:the_)?(?:most_)?(?P<ref>recent|coming)_(?P<unit>{_UNIT})s",
        "ago": (
            rf"{_NEARLY}{either}(?:(?P<n>{number})(?P<andhalf>_and_a_half)?_)?"
            rf"(?P<unit>{_UNIT})s?(?P<halfafter>_and_a_half)?_(?:ago|{_BACK})"
        ),
        "to_the_day": (
            rf"(?:(?P<n>{number})_(?P<unit>week|month|year)s?_ago_(?P<from>today|yesterday)"
            r"|(?:this|the_same)_day_(?:last|a|one)_(?P<unitb>week|month|year)(?:_ago)?)"
        ),
        "shifted": (
            rf"{_NEARLY}{either}(?:(?P<n>{number})_)?(?P<unit>{_UNIT})s?_"
            r"(?P<way>earlier|before|prior(?:_to)?|previously|ahead_of|later|after|afterwards|"
            r"afterward|following|on_from)"
        ),
        "from_now": (
            rf"{_NEARLY}(?P<n>{number})_(?P<unit>{_UNIT})(?:s?_from_(?:now|today)|s?['’]s?_time"
            r"|s?_hence)"
        ),
        "in_future": rf"in_(?:about_|around_|just_)?(?P<n>{number})_(?P<unit>{_UNIT})s?",
        "within": rf"within_(?:about_|just_|only_)?(?P<n>{number})_(?P<unit>{_UNIT})s?(?!_of_)",
        "eve": r"the_eve_of",
        "anniversary": (
            rf"(?:the_)?(?:(?:(?P<o>{ordinal})|(?P<n>\d{{1,3}})(?:st|nd|rd|th))_|"
            r"(?P<words>[a-z]+)-year_)?anniversary"
        ),
        "neighbour": (
            rf"the_(?:(?P<unit>{_UNIT}|weekend|morning|evening)_"
            r"(?P<way>before|prior(?:_to)?|after|following)|"
            r"(?P<wayb>previous|preceding|following|next|same|very_next|very_same)_"
            r"(?P<unitb>day|night|morning|afternoon|evening))"
        ),
        "that": (
            r"(?:that|that_same|the_same|the_very_same)_(?P<unit>day|night|evening|morning|afternoon|"
            r"period(?!_(?:last|of|in)\b))|(?:earlier|later)_(?:on_)?in_the_(?P<told>day)"
        ),
        "days_around": (
            r"the_(?:(?:next|following)_(?P<unit>day|week|month|year)s|"
            r"(?P<unitb>day|week|month|year)s_"
            r"(?P<way>after|following|that_followed|since|before|leading_up_to|preceding|prior_to))"
        ),
        "feast": (
            rf"(?:(?P<ref>last|this|next)_(?:year['’]s_)?)?(?P<feast>{feasts})"
            rf"(?:_(?:in_|of_)?{year('y')}|,_?{year('yc')}(?!_[a-z]*(?:people|s)\b)"
            r"|_(?P<yref>this|last|next)_year)?"
        ),
        "feast_day": (
            rf"(?:the_)?(?:(?P<eve>eve)_of|(?:(?P<o>{ordinal}|last|final)|(?P<n>\d{{1,2}})"
            rf"(?:st|nd|rd|th))_(?P<what>day|night|week|{weekday_names})_of)_"
            rf"(?:the_(?:holy_month_of_|holiday_of_)?)?(?P<feast>{feasts})"
            rf"(?:_(?:in_|of_)?{year('y')}|,_?{year('yc')}(?!_[a-z]*(?:people|s)\b))?"
        ),
        "short_numeric": (r"(?P<a>\d{1,2})(?:/(?P<b>\d{1,2})(?![\d/])|\.(?P<c>\d\d)\.(?!\d))"),
        "vague": "|".join(
            word.replace(" ", "_") for word in sorted(lexicon.words.vague, key=len, reverse=True)
        ),
    }


def _gate_source(lexicon: TimeLexicon) -> str:
    """Return a pattern that matches wherever a form may start, and at few other places."""
    names = _by_first_letter([*lexicon.months, *lexicon.weekdays])
    seasons = "|".join(_longest_first(list(lexicon.seasons)))
    words = load_number_words()
    numbers = _by_first_letter([*words.ones, *words.tens])
    ordinals = "|".join(_longest_first([*_ORDINALS, "last", "1st", "2nd", "3rd", "4th"]))
    openings = _by_first_letter([*lexicon.observances, *lexicon.words.vague])
    amount = rf"(?:\d|{numbers}|an?_|few|several|couple|half|some_)"
    unit = rf"(?:{_UNIT}|{_STRETCH}|fortnight)"
    part = (
        r"early|mid|late|earlier|later|beginning|start|end|close|middle|final|closing|opening|very"
    )
    side = (
        r"last|this|next|that|these|past|previous|preceding|following|coming|current|recent|same|"
        r"most"
    )
    shift = r"ago|back|earlier|before|prior|previously|later|after|afterwards?|on|to"
    opened = openings.replace("\\ ", "_").replace("'", "['’]")
    figure = (
        rf"(?:(?:19|20|21)\d\d|\d\d?[./-]\d\d?[./-](?:\d{{4}}|\d\d)(?!\d)|"
        rf"\d\d?/\d\d?(?![\d/])|\d\d?\.\d\d\.(?!\d)|"
        rf"\d{{1,3}}(?=[^\n]{{0,16}}(?:\n.{{0,16}})?"
        rf"(?:{names}|{unit}|inst|ult|prox)))"
    )
    return (
        rf"(?:{figure}|['’][4-9]\d|(?:in|within)_(?:about_|around_|just_|only_)?{amount}|(?:{names})(?![a-z])|(?:{part}|{side}|{ordinals})(?![a-z])"
        rf"|the_(?:turn_of|eve|anniversary|\w{{3,6}}t(?:ie|y)|['’]?\d|{part}|{side}|{ordinals}|{unit}|{seasons}|{_PART_OF_DAY}|day)"
        rf"|(?:{opened})(?![a-z])|(?:today|yesterday|tomorrow|tonight|overnight|so_far)(?![a-z])"
        rf"|(?:{numbers})(?![a-z])|an?_(?:{unit}|few|couple|half)|some_(?:{unit}|\d|{numbers})"
        rf"|(?:few|several|couple|half)_(?:{unit}|an?_|of_)"
        rf"|(?:about|around|almost|nearly|over|more_than|less_than|just|only|at_least|roughly|"
        rf"approximately|barely|exactly)_(?:over_|under_)?{amount}"
        rf"|{unit}s?(?:_|-)(?:{shift})(?![a-z])|anniversary|eve_of_"
        rf"|(?:from|between|since)_(?:the_)?(?:\d|{names}|{part}|{side})"
        rf"|(?:in|during|over|at|on|throughout|of)_(?:the_)?(?:weekend|early_hours|{seasons})"
        rf"|q[1-4](?!\w)|h[12]_|(?:{seasons}),?_)"
    )


def _feast_names(lexicon: TimeLexicon) -> list[str]:
    return sorted(lexicon.observances, key=lambda name: (-len(name), name))


_PREPOSITION = re.compile(
    r"(?:^|[^\w])(?:in|on|since|by|until|till|of|during|before|after|from|between|through|to|and|"
    r"or|for|early|mid|late|last|this|next|throughout|around|circa|about|back|as of|despite|than|"
    r"dated|year|the|night|morning|evening|afternoon|into|till|at|mid-|through|over)[\s-]+$"
)
_YEAR_LEAD = re.compile(
    r"(?:^|[^\w])(?:in|since|by|until|till|of|during|before|after|from|between|through|"
    r"throughout|around|circa|year|late|early|mid|back to|for|"
    r"(?:19|20)\d\d(?:,|,? (?:and|or|to)))[\s-]+"
    r"(?:the\s+year\s+|at\s+least\s+|about\s+|around\s+|early\s+|late\s+|mid-)?$"
)
#: What leads to "in two weeks" where that is when, not how long.
_LIES_AHEAD = re.compile(
    r"\b(?:will|shall|opens?|begins?|starts?|due|resumes?|expires?|held|ends?|set|scheduled|"
    r"expected|planned|takes\s+place|take\s+place)\s+(?:[\w-]+\s+){0,2}$"
)
#: What leads to "within three days" where it says by when something is to be done.
_TO_BE_DONE = re.compile(
    r"\b(?:will|shall|must|should|would|deadline|ultimatum|demand(?:s|ed|ing)?|order(?:s|ed)?|"
    r"told|promised|pledged|vowed|threaten(?:s|ed)?|warned|asked|expected|due|to\s+\w+)\b[^.;!?]*$"
)
_DETERMINER = re.compile(
    r"(?:^|[^\w])(?:the|a|an|its|his|her|their|this|that|similar)\s+$|['’]s\s+$"
)
_COUNTED = re.compile(
    r"\s+(?:people|persons|rounds|troops|soldiers|men|women|children|civilians|fighters|kg|kilograms|"
    r"km|kilometers|kilometres|metres|meters|miles|dollars|euros|tonnes|tons|hours|hrs|gmt|utc|"
    r"houses|homes|families|cases|bullets|deaths|arrests|victims)\b"
)
_CAN_FOLLOW_DAY = re.compile(
    r"\s*(?:$|[^\w\s]|\n|(?:in|at|on|by|near|when|while|after|during|as|for|to|with|was|were|"
    r"of|respectively|the|a|an|this|his|their|from|and|but|that|which|has|had|have|left|saw)\b)"
)
_BY_NUMERIC = re.compile(r"\b(?:on|since|until|from|dated|by|before|after|of)\s+$")
_ANNIVERSARY_OF = re.compile(
    r"\s+of\s[^.;\n]{0,60}?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|(?:19|20)\d\d)"
)
_EVE_OF = re.compile(
    r"\s+(?:the\s+)?[^.;,\n]{0,40}?\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|"
    r"thu|fri|sat|sun)"
)
_BY_ORDINAL = re.compile(r"(?:^|[^\w])(?:on|by|since|until|before|after|from|night of)\s+$")
#: What is called by a feast without being on it: "a Christmas market", "the Easter truce".
_FEAST_THING = re.compile(
    r"[\s-]+(?:markets?|part(?:y|ies)|shopping|shoppers?|trees?|lights|decorations?|gifts?|presents?|"
    r"cards?|bonus(?:es)?|carols?|truces?|cease-?fires?|fairs?|bazaars?|concerts?|sales?|season|"
    r"tourism|tourists?|period|themed)\b"
)
_AFTER_WEEKDAY_AND_DAY = re.compile(r"\s*(?:$|[^\w\s]|\n|[a-z]+\b)")
_AFTER_ORDINAL = re.compile(r"\s*(?:$|[.,;:)!?]|\n|and\b|when\b|at\b|in\b)")


def _stands_as_time(
    text: str, low: str, match: re.Match[str], form: str, patterns: TimePatterns
) -> bool:
    """Tell whether a form found in running text is a time there, not a name or a number."""
    start, end = match.span()
    words = patterns.lexicon.words
    if not _has_capitals(text, low, start, end, patterns):
        return False
    before = low[max(0, start - 24) : start]
    after = low[end : end + 24]
    if form == "year":
        if match[0].startswith("the"):
            return True
        if _COUNTED.match(after):
            return False
        return bool(
            _YEAR_LEAD.search(before)
            or (_DETERMINER.search(before) and re.match(r"['’]?s?\s+[a-z]", after))
            or (before.endswith("(") and after.startswith(")"))
        )
    if form == "short_year":
        return _YEAR_LEAD.search(before) is not None and not _COUNTED.match(after)
    if form == "in_future":
        return _LIES_AHEAD.search(before) is not None
    if form == "within":
        return _TO_BE_DONE.search(low[max(0, start - 80) : start]) is not None
    if form == "month" and match["mod"] is None and match["y"] is None and match["yref"] is None:
        return _bare_month_stands(text, match, before, words.need_context)
    if form == "month_days" and match["to"].strip() in {"and", "or"} and match["y"] is None:
        led = match[0].startswith(("between", "from"))
        return led or bool(_CAN_FOLLOW_DAY.match(after))
    if form in {"weekday", "weekdays"}:
        return _weekday_stands(text, match, before, after, patterns)
    if form == "day_of_month" and match["ref"] is None:
        return bool(_BY_ORDINAL.search(before) and _AFTER_ORDINAL.match(after))
    if form == "weekday_of_month":
        return _AFTER_WEEKDAY_AND_DAY.match(after) is not None
    if form == "years_short":
        following = int(match["yb"]) - int(match["ya"]) % 100
        return following in {1, -99} or (following > 0 and bool(_YEAR_LEAD.search(before)))
    if form == "years_range":
        return int(match["ya"]) <= int(match["yb"])
    if form == "stretch" and match["ref"] == "that":
        return not re.match(r"['’]?s\s+\w+\s+(?:was|is)\b", after)
    if form in {"feast", "feast_day"}:
        first = text[match.start("feast")]
        if _FEAST_THING.match(after):
            return False
        return first.isupper() or first.isdigit() or match["feast"].startswith("the ")
    if form == "anniversary":
        return _ANNIVERSARY_OF.match(low, end) is not None
    if form == "eve":
        return _EVE_OF.match(low, end) is not None
    if form == "short_numeric":
        return bool(_BY_NUMERIC.search(before)) and not re.match(r"\s+of\b", after)
    if form == "numeric" and len(match["y"]) == 2:
        return match["sep"] != "-" and _is_month_and_day(int(match["a"]), int(match["b"]))
    if form == "quarter_named":
        return bool(re.search(r"\b(?:in|during|for|since|of|by)\s+$", before))
    if form == "part_of_season" and match["y"] is None and match["ref"] is None:
        return bool(_PREPOSITION.search(before))
    if form == "vague":
        return not (before.endswith("as ") and after.startswith(" as"))
    if form == "quarter" and match["y"] is None:
        return False
    if form == "shifted" and match["n"] is None and match["way"] not in {"later", "earlier"}:
        return match[0].split()[-2].endswith("s")
    return True


def _is_month_and_day(first: int, second: int) -> bool:
    return 1 <= min(first, second) <= 12 and 1 <= max(first, second) <= 31


def _has_capitals(text: str, low: str, start: int, end: int, patterns: TimePatterns) -> bool:
    """Check month and weekday names that are also words: they need a capital letter."""
    for name in patterns.names.finditer(low, start, end):
        if text[name.start()].isupper():
            continue
        beside = low[max(start, name.start() - 4) : min(end, name.end() + 5)]
        if name[0] in patterns.lexicon.words.need_capital and not (
            re.search(r"\d", beside)
            and not re.search(r"[A-Z]", text[max(0, start - 200) : end + 200])
        ):
            return False
    return True


def _bare_month_stands(
    text: str, match: re.Match[str], before: str, need_context: frozenset[str]
) -> bool:
    if match["m"] not in need_context and len(match["m"]) > 3:
        return True
    return bool(_PREPOSITION.search(before))


_ONE_SUCH_DAY = re.compile(r"(?:\b(?:one|on\s+a|some|any)|,\s+a)\s+$")


def _weekday_stands(
    text: str, match: re.Match[str], before: str, after: str, patterns: TimePatterns
) -> bool:
    words = patterns.lexicon.words
    previous = re.search(r"([a-z]+)[\s-]+$", before)
    if previous is not None and previous[1] in words.occasions:
        return False
    if _ONE_SUCH_DAY.search(before):
        return False
    short = len(match["w"]) <= 3 or (len(match["w"]) <= 5 and match["w"] not in {"friday"})
    if short and not (
        _PREPOSITION.search(before) or (match.re.groupindex.get("mod") and match["mod"])
    ):
        return False
    following = re.match(r"\s+([a-z]+)", after)
    if following is None:
        return True
    if following[1] in words.newspapers:
        return False
    next_letter = text[match.end() + following.start(1)]
    mixed_case = any(letter.islower() for letter in text[match.start() : match.end()])
    led = _PREPOSITION.search(before) or (match.re.groupindex.get("mod") and match["mod"])
    if mixed_case and next_letter.isupper() and not led:
        opens = previous is None
        return not (opens or match["w"] == "sunday" or text[match.start() - 2].isupper())
    return True
