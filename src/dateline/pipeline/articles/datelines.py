"""Datelines: where a report was filed, as agencies print it before the first words."""

import re
from dataclasses import dataclass

from dateline.core.documents import Span
from dateline.pipeline.articles.wordlists import word_set
from dateline.resources.regexes import compile_regex

#: News agencies and wire services that stand in datelines; they are no place names.
AGENCIES = (
    "24.kg", "AA", "AFP", "AKIpress", "ANI", "ANSA", "AP", "APA", "APP", "Agencies",
    "Anadolu Agency", "Antara", "BBC", "BIRN", "BNA", "Bernama", "Bloomberg", "CN", "CNA", "CNN",
    "CNS", "DPA", "EFE", "IANS", "IRIN", "IRNA", "ISNA", "Interfax", "JTA", "KAZINFORM", "KUNA",
    "Kazinform", "Kyodo", "MENA", "NAN", "NNN", "NYT", "PA", "PNA", "PTI", "QNA", "REUTERS",
    "RFE/RL", "RIA", "RIA Novosti", "Reuters", "SANA", "SNS", "SPA", "Sputnik", "TAP", "TASS",
    "Tempo", "Thomson Reuters Foundation", "Trend", "UNB", "UNI", "UPI", "UrduPoint News", "VOA",
    "WAM", "XINHUA", "Xinhua", "Yonhap", "dpa",
)  # fmt: skip
#: Words before a colon or dash that introduce a remark, not a place.
NOT_PLACES = word_set(
    """
    advertisement alert also analysis and answer audio background breaking but caption comment
    comments context correction credit date developing document editorial event exclusive
    explained explainer fact feature file first focus gallery graphic headline her his image in
    interactive interview it its just latest listen live location map media more moreover my
    news no note official officials opinion our p.s people photo photos picture pictures police
    poll profile published q question quote ranking read related region reply report reporter
    reports review said say says second see she source sources sport sports statement story
    summary tags that the theme there they third this tip title topic topics update updated
    urgent video view warning watch what when where which who why writer yes
    """
)

_WORD_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+"
_WORD_TITLE = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*\w"
_SMALL = (
    "(?:al|an|as|bin|da|de|del|den|der|di|do|dos|du|e|el|en|es|ibn|la|las|le|los|of|sur|the|upon|y)"
)
_CAPS_PLACE = rf"{_WORD_CAPS}(?:[ ]{_WORD_CAPS}){{0,4}}"
_TITLE_PLACE = rf"{_WORD_TITLE}(?:[ ](?:{_SMALL}[ ])?{_WORD_TITLE}){{0,3}}"
_ANY_PLACE = rf"(?:{_CAPS_PLACE}|{_TITLE_PLACE})"
_AGENCY = "(?:" + "|".join(re.escape(a) for a in sorted(AGENCIES, key=len, reverse=True)) + r")\b"
_MONTHS = r"(?:(?i:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-zA-Z]{0,6}\.?)"
_YEAR = r"(?:,?[ ]\d{4}|[ ]\d\d)?"
_DAY = rf"(?:{_MONTHS}[ ]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTHS}|NO DATE){_YEAR}"
_PAREN = r"(?:[ ]?\([^()\n]{2,60}\))"
_DASH = r"[ ]?(?:--+|[—–•]|(?<=[\s)])[-_](?=\s))[ ]?"
#: Marks by which monitoring services say how much of a report they give: [REPORT] [TEXT].
_MARKS = r"(?:\[[A-Z][A-Z ,.;\-]{2,60}\][ ]?){0,4}"


def _form(pattern: str) -> re.Pattern[str]:
    """Compile a pattern in which ``[ ]`` stands for a space or a wrapped line's end."""
    return compile_regex(pattern.replace("[ ]?", r"\s{0,8}").replace("[ ]", r"\s{1,8}"))


#: Forms that a date, an agency or a double dash makes certain.
_SURE_FORMS = tuple(
    _form(pattern + _MARKS)
    for pattern in (
        # Kabul, Nov 20, 2018 (AFP) - ; JAKARTA (Antara) – ; TORVA, June 30 –
        rf"(?P<place>{_ANY_PLACE})(?:[,/][ ]?{_ANY_PLACE})?{_PAREN}?,?[ ]{_DAY}{_PAREN}?{_DASH}",
        # QUETTA, May 23:
        rf"(?P<place>{_CAPS_PLACE})(?:[,/][ ]?{_ANY_PLACE})?,[ ]{_DAY}:[ ]",
        rf"(?P<place>{_ANY_PLACE})(?:[,/][ ]?{_ANY_PLACE})?[ ]?"
        rf"\((?:{_AGENCY})[^()\n]{{0,40}}\)(?:{_DASH}|:[ ])",
        # New Torva, Dec 5: ; Torva, August 11, Interfax - ; Torva, Jan 27 (IANS) Words
        rf"(?P<place>{_TITLE_PLACE}),[ ]{_DAY}:[ ]",
        rf"(?P<place>{_TITLE_PLACE}),[ ]{_DAY},[ ](?:{_AGENCY}){_DASH}",
        rf"(?P<place>{_TITLE_PLACE}),[ ]{_DAY}[ ]\((?:{_AGENCY})\)[ ]",
        # TORVA, January 29. /Wire/. ; TORVA, December 7. Words
        rf"(?P<place>{_CAPS_PLACE}),[ ]{_DAY}\.(?:[ ]?/[^/\n]{{2,24}}/\.?)?[ ]",
        # Antara, Jakarta – ; AFP, Kabul:
        rf"(?:{_AGENCY}),[ ](?P<place>{_ANY_PLACE})(?:{_DASH}|:[ ])",
        # Jakarta, Antara –
        rf"(?P<place>{_ANY_PLACE})[,./][ ](?:{_AGENCY})(?:{_DASH}|:[ ])",
        # ASTANA. KAZINFORM - ; ASTANA. KAZINFORM Words
        rf"(?P<place>{_CAPS_PLACE})\.[ ](?:{_AGENCY})(?:[ ]?[/\-–—:.][ ]?|[ ])",
        rf"(?P<place>{_CAPS_PLACE})[ ](?:{_AGENCY}){_DASH}",
        # April 17 (Reuters) - ; (Reuters) -
        rf"(?P<place>)(?:{_DAY}[ ])?\((?:{_AGENCY})[^()\n]{{0,40}}\){_DASH}",
    )
)
#: ALMATY -- ; DERA SAHIL, Norland – ; MANHATTAN (CN) —
_CAPS_FORM = _form(rf"(?P<place>{_CAPS_PLACE})(?:[,/][ ]?{_ANY_PLACE})?{_PAREN}?{_DASH}{_MARKS}")
#: KABUL: ; only where an article opens, and not in a text that is all capitals.
_CAPS_COLON = _form(
    rf"(?P<place>{_CAPS_PLACE})(?:[,/][ ]?{_ANY_PLACE})?(?:[ ]?\([^()\n]{{2,30}}\))?:[ ]"
)
#: Kabul: ; Jakarta – ; forms that look like much else, only where an article opens.
_TITLE_FORM = _form(
    rf"(?P<place>{_TITLE_PLACE})(?:,[ ]{_TITLE_PLACE})?(?:[ ]?\([^()\n]{{2,30}}\))?(?:{_DASH}|:[ ])"
)
#: A dateline on a line of its own: TORVA (Courier News / Example Wire - 4th May, 2021)
_OWN_LINE = _form(
    rf"(?P<place>{_CAPS_PLACE})(?:,[ ]{_ANY_PLACE})?(?:,?[ ]{_DAY})?[ ]?"
    r"\([^()\n]{2,80}\)[ ]?[-–—:]*"
)
_NOT_PLACE = re.compile(rf"(?:{_AGENCY})|[A-Z]|(?:UPDATE|BREAKING|EXCLUSIVE|VIDEO|WATCH)\b.*")
#: Characters a dateline may take up.
MAX_LENGTH = 200
#: Words a paragraph needs for a mixed-case opening to count as its dateline.
TITLE_FORM_WORDS = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline: the characters it takes up, and the place in it, if it names one."""

    length: int
    place: Span | None


def match_dateline(line: str, *, opening: bool) -> Dateline | None:
    """Read the dateline at the start of a paragraph.

    Args:
        line: The paragraph as written.
        opening: Whether the article may begin here; only then do the forms count that stand for
            much else later on, such as "KABUL: " or "Jakarta – ".
    """
    head = line[:MAX_LENGTH]
    for form in _SURE_FORMS:
        match = form.match(head)
        if match is not None and _is_dateline(match, head):
            return _make(match)
    if head.isupper():
        return None
    match = _CAPS_FORM.match(head)
    if match is None and opening:
        match = _CAPS_COLON.match(head)
    if match is None and opening and len(line.split(None, TITLE_FORM_WORDS)) > TITLE_FORM_WORDS:
        match = _TITLE_FORM.match(head)
        if match is not None and head[match.end() :][:1] in "\"'“‘«":
            return None  # who speaks, not where: Roe: "We saw it."
    return _make(match) if match is not None and _is_dateline(match, head) else None


def match_own_line(line: str) -> Dateline | None:
    """Read a line that is a dateline as a whole, with the text beginning on the next."""
    if len(line) > MAX_LENGTH:
        return None
    match = _OWN_LINE.fullmatch(line)
    return _make(match) if match is not None and _is_place(match["place"]) else None


def _make(match: re.Match[str]) -> Dateline:
    start, end = match.span("place")
    while end > start and match.string[end - 1] in ".,":
        end -= 1
    place = Span(start, end) if end > start else None
    return Dateline(length=len(match[0].rstrip()), place=place)


def _is_dateline(match: re.Match[str], head: str) -> bool:
    following = head[match.end() :][:1]
    if not (following.isalnum() or following in tuple("\"'“‘([«$£€#")) or following.islower():
        return False
    return not match["place"] or _is_place(match["place"])


def _is_place(place: str) -> bool:
    tokens = [token.strip(".,'’").casefold() for token in place.split()]
    return not any(token in NOT_PLACES for token in tokens) and not _NOT_PLACE.fullmatch(place)
