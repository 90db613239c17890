"""Datelines: where a report was filed, as agencies print it before the first words."""

import re
from dataclasses import dataclass

from dateline.core.documents import Span
from dateline.pipeline.articles.wordlists import word_set

#: News agencies and wire services that stand in datelines; they are no place names.
AGENCIES = (
    "AFP", "AP", "ANI", "ANSA", "Antara", "APA", "APP", "Bernama", "BIRN", "BNA", "CN", "CNA", "CNN",
    "CNS", "dpa", "DPA", "EFE", "IANS", "Interfax", "IRNA", "ISNA", "JTA", "KAZINFORM", "Kazinform",
    "KUNA", "Kyodo", "MENA", "NAN", "NNN", "PNA", "PTI", "QNA", "Reuters", "REUTERS", "RFE/RL", "RIA",
    "RIA Novosti", "SANA", "SPA", "Sputnik", "TASS", "Tempo", "TAP", "UNB", "UNI", "UPI", "VOA", "WAM",
    "Xinhua", "XINHUA", "Yonhap", "AKIpress", "24.kg", "Anadolu Agency", "AA", "Trend", "BBC", "NYT",
    "UrduPoint News", "IRIN", "Thomson Reuters Foundation", "Bloomberg", "Agencies", "PA", "SNS",
)  # fmt: skip
_AGENCY = "(?:" + "|".join(re.escape(a) for a in sorted(AGENCIES, key=len, reverse=True)) + r")\b"

#: Words before a colon that introduce a remark, not a place.
NOT_PLACES = word_set(
    """
    advertisement alert also analysis and answer audio background breaking but caption comment
    comments context correction credit date developing document editorial event exclusive
    explained explainer fact feature file first focus gallery graphic headline her his image in
    interactive interview it its just latest listen live location map media more moreover my
    news note official officials opinion our p.s photo photos picture pictures poll police
    profile published q question quote ranking read related region reply report reporter reports
    review second see she source sources sport sports statement story summary tags the theme
    they third tip title topic topics update updated urgent video view warning watch what when
    where which who why writer yes no
    """
)

_WORD_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+"
_WORD_TITLE = r"[A-ZÀ-ÖØ-Þ][\w'’.\-]*\w"
_SMALL = r"(?:al|an|as|bin|da|de|del|den|der|di|do|dos|du|e|el|en|es|ibn|la|las|le|los|of|the|sur|y|upon)"
_CAPS_PLACE = rf"{_WORD_CAPS}(?:[ ]{_WORD_CAPS}){{0,4}}"
_TITLE_PLACE = rf"{_WORD_TITLE}(?:[ ](?:{_SMALL}[ ])?{_WORD_TITLE}){{0,3}}"
_ANY_PLACE = rf"(?:{_CAPS_PLACE}|{_TITLE_PLACE})"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTHS}[ ]\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?[ ]{_MONTHS})(?:,?[ ]\d{{4}})?"
_PAREN = r"(?:[ ]?\([^()\n]{2,60}\))"
_DASH = r"[ ]?(?:--+|[—–]|(?<=[ )])-(?=[ ]))[ ]?"

_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        # ALMATY -- ; NEW YORK (Reuters)— ; DERA SAHIL, Norland, June 3 (AP) –
        rf"(?P<place>{_CAPS_PLACE})(?:[,/][ ]?(?:{_ANY_PLACE}))?(?:,?[ ]{_DAY})?{_PAREN}?{_DASH}",
        # Kabul, Nov 20, 2018 (AFP) - ; Jakarta (Antara) –
        rf"(?P<place>{_ANY_PLACE})(?:[,/][ ]?{_ANY_PLACE})?(?:,?[ ]{_DAY})?,?[ ]?"
        rf"\((?:{_AGENCY})[^()\n]{{0,40}}\){_DASH}",
        # Kabul, Nov 20 - ; TORVA, Korland, June 30 –
        rf"(?P<place>{_ANY_PLACE})(?:,[ ]{_ANY_PLACE})?,[ ]{_DAY}{_DASH}",
        # Antara, Jakarta – ; AFP, Kabul:
        rf"(?:{_AGENCY}),[ ](?P<place>{_ANY_PLACE})(?:{_DASH}|:[ ])",
        # Jakarta, Antara –
        rf"(?P<place>{_ANY_PLACE})[,./][ ](?:{_AGENCY})(?:{_DASH}|:[ ])",
        # ASTANA. KAZINFORM - ; ASTANA. KAZINFORM Words
        rf"(?P<place>{_CAPS_PLACE})\.?[ ](?:{_AGENCY})(?:[ ]?[/\-–—:.][ ]?|[ ])",
        # April 17 (Reuters) - ; (Reuters) -
        rf"(?P<place>)(?:{_DAY}[ ])?\((?:{_AGENCY})[^()\n]{{0,40}}\){_DASH}",
        # KABUL:
        rf"(?P<place>{_CAPS_PLACE})(?:[,/][ ]?{_ANY_PLACE})?(?:[ ]?\([^()\n]{{2,30}}\))?:[ ]",
    )
)
#: Forms that look like much else; only the first paragraph of an article may open with one.
_OPENING_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_TITLE_PLACE})(?:,[ ]{_TITLE_PLACE})?(?:[ ]?\([^()\n]{{2,30}}\))?:[ ]",
        rf"(?P<place>{_TITLE_PLACE})(?:,[ ]{_TITLE_PLACE})?[ ]?(?:--+|[—–])[ ]?",
        rf"(?P<place>{_TITLE_PLACE})(?:,[ ]{_TITLE_PLACE})?[ ]-[ ]",
    )
)
#: A dateline on a line of its own: TORVA (Example News / Sputnik - 26th March, 2020)
_OWN_LINE = re.compile(
    rf"(?P<place>{_CAPS_PLACE})(?:,[ ]{_ANY_PLACE})?(?:,?[ ]{_DAY})?[ ]?\([^()\n]{{2,80}}\)[ ]?[-–—:]*"
)
_SHORT_NOT_PLACE = re.compile(rf"(?:{_AGENCY})|[A-Z]|(?:UPDATE|BREAKING|EXCLUSIVE|VIDEO|WATCH)\b.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """A dateline: the characters it takes up, and the place in it, if it names one."""

    length: int
    place: Span | None


def match_dateline(line: str, *, opening: bool) -> Dateline | None:
    """Read the dateline at the start of a paragraph.

    Args:
        line: The paragraph as written.
        opening: Whether it is the first paragraph of the article; only there do mixed-case
            forms such as "Kabul: " or "Jakarta – " count.
    """
    head = line[:160]
    for form in (*_FORMS, *(_OPENING_FORMS if opening else ())):
        match = form.match(head)
        if match is not None and _is_dateline(match, head):
            return _make(match)
    return None


def match_own_line(line: str) -> Dateline | None:
    """Read a line that is a dateline as a whole, with the text beginning on the next."""
    if len(line) > 160:
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
    rest = head[match.end() :]
    if not rest or not rest.lstrip("\"'“‘([")[:1].strip():
        return False
    if rest[:1].islower() or not (rest[:1].isalnum() or rest[:1] in "\"'“‘([«$£€#"):
        return False
    return not match["place"] or _is_place(match["place"])


def _is_place(place: str) -> bool:
    words = [word.strip(".,'’").casefold() for word in place.split()]
    if any(word in NOT_PLACES for word in words):
        return False
    return _SHORT_NOT_PLACE.fullmatch(place) is None
