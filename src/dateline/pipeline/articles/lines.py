"""What single lines of an article are: captions, bylines, dates, ends of sentences."""

import re
from collections.abc import Iterable, Sequence

from dateline.pipeline.articles.dates import find_dates
from dateline.pipeline.articles.wordlists import word_set

#: Longest captions, in characters: with a credit that only pictures carry, and with another.
MAX_CAPTION = 600
MAX_WEAK_CAPTION = 300

_TERMINAL = re.compile(
    r"[.!?…。！？۔।](?:[\"'”’»)\]]|\s?\[[^\]]{1,40}\])*"
    r"(?:\s?(?:—|–|--?)\s?[A-Z][\w/.]*(?:\s[A-Z][\w/.]*){0,2}|\s?\([A-Z][\w/., ]{1,30}\))?$"
)
#: Credits that only pictures carry.
_CREDIT = re.compile(
    r"""
    \((?:[^()]*\b(?:photo|image|picture|courtesy|handout|screenshot|getty|shutterstock
        |EPA\b|AFP/|Reuters/|AP/)[^()]*)\)\.?$
    | \[[^\[\]]*\b(?:photo|image|picture|courtesy|handout|screenshot|getty)\b[^\[\]]*\]\.?$
    | (?:—|–|--|\s-|\||/)\s?(?:(?:file|handout|image|photo|representational)[\s:/]+)?
        (?:AFP|AP|EPA|Reuters|Xinhua|Sputnik|TASS|dpa|ANI|PTI|APP|Anadolu)\s?/\s?[\w. -]{2,60}$
    | \b(?:via|handout[ ]via|courtesy[ ]of|courtesy)[ ](?:Reuters|AP|AFP|EPA|Getty[ ]Images)
        (?:/[\w ]{1,40})?\.?$
    | (?:/|©\s?|\bby\s)(?:Getty[ ]Images|AFP|Shutterstock|EPA|Reuters)[\w /.]{0,30}$
    | \b(?:AFP|AP|Reuters|EPA)[ ](?:file[ ])?photo\b.{0,30}$
    | \b(?:photo|image|picture|photograph|photo[ ]credit)s?[ ]?(?:by|:|courtesy)\s.{2,60}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: Credits that a report's text may carry as well; they count above it, or on doubled lines.
_WEAK_CREDIT = re.compile(
    r"""
    [.!?"”’]\s?\[[^\[\]]{2,80}\]$
    | \((?:file|AFP|AP|Reuters|Xinhua|Sputnik|TASS|dpa|ANI|PTI|video|via[ ][^()]{2,30})\)\.?$
    | (?:—|–|--|\s-|/|\|)\s?(?:(?:file|photo)[\s:/]+)?
        (?:AFP|AP|EPA|EPA-EFE|Reuters|Xinhua|Sputnik|TASS|dpa|ANI|PTI|APP|INP|Online|White[ ]Star
        |File|Bernama|Antara|Anadolu(?:[ ]Agency)?|Dawn)\.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CAPTION_START = re.compile(
    r"(?:FILE(?: PHOTO| IMAGE)?\s?[:\-–—]+"
    r"|(?:(?:Archive|File|Representational|Illustrative|Stock|Representative)\s)?"
    r"(?:photo|image|picture|photograph|caption|illustration)\s?(?:shows?\b|:|\()"
    r"|In this (?:\w+[ ,]+){0,4}(?:file )?(?:photo|image|picture|frame|grab|photograph)\b"
    r"|\((?:L|R|C|left|right|top|above|from left)\)|\((?:L|From left) (?:to|-) R?\)|Pictured:)",
    re.IGNORECASE,
)
_MARKUP_LINE = re.compile(r"<(p|figcaption|em|i|small|span)\b[^>]*>.*</\1>", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:(?:analysis|compiled|posted|published|report|reported|story|text|words|written) )?"
    r"by:?\s+(.+)"
    r"|from (?:our|the) .{2,40}(?:correspondent|reporter|bureau|desk|staff)"
    r"|(?:our|a|by|staff) ?(?:own )?(?:staff )?(?:correspondent|reporter|writer)s?(?: report)?"
    r"|author\s?:\s?.{2,60}"
    r"|(?:media note|news desk|newsdesk|office of the .{2,40}|press release|web desk)",
    re.IGNORECASE,
)
_SMALL_NAME_WORDS = word_set(
    """
    a an and al bin da de del der di dos el for in la le of on the und van von with y via & at
    """
)
_DATE_WORDS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri
    sat sun january february march april may june july august september october november
    december jan feb mar apr jun jul aug sep sept oct nov dec am pm a.m p.m utc gmt est edt pst
    pdt cet cest ist pkt bst eat wib hrs hours published updated update posted modified created
    first last on at date ago minute minutes hour hours day days min mins release time eastern
    th st nd rd of am et local ist today yesterday wat cat msk sgt jst and edited added issued
    """
)
#: A commenter's name line; "The minister said:" is none.
_COMMENTER = re.compile(
    r"(?!(?:the|he|she|it|they|a|an|his|her|its|their|we|i|one|another|who)\b).{1,40}"
    r"\b(?:says|said|wrote|writes|commented)\s?(?::|\.\.\.|…)",
    re.IGNORECASE,
)
_TRAILING_ELLIPSIS = re.compile(r"\s?(?:\.\.\.|…|\[…\]|\[\.\.\.\])$")


def ends_sentence(words: str) -> bool:
    """Tell whether words end in a full stop, question or exclamation mark.

    Quotes, brackets and an agency's name after the mark do not count.
    """
    return _TERMINAL.search(words[-80:]) is not None


def is_sentence(line: str) -> bool:
    """Tell whether a line is at least one whole sentence of three words or more."""
    return ends_sentence(line) and len(line.split()) >= 3


def fold(words: str) -> str:
    """Fold case, white space and punctuation at the ends, to compare two lines."""
    return " ".join(words.casefold().split()).strip(" .\"'“”‘’")


def is_date_line(words: str) -> bool:
    """Tell whether a line holds a date or time and nothing but date and time words."""
    if len(words) > 120 or not re.search(r"\d", words):
        return False
    tokens = re.findall(r"[^\W\d_]+(?:\.[^\W\d_]+)*", words.casefold())
    return bool(tokens) and all(token in _DATE_WORDS for token in tokens)


def is_byline(words: str) -> bool:
    """Tell whether a line names who wrote or published the article, perhaps with the date."""
    if len(words) > 160 or (
        ends_sentence(words.rstrip(">-| ")) and not words.endswith((".", "->"))
    ):
        return False
    match = _BYLINE.fullmatch(words.rstrip(" ->|"))
    if match is not None:
        named = match[1]
        return named is None or _is_names(named)
    dates = list(find_dates(words))
    if not dates:
        return False
    rest = "".join(_outside(words, dates))
    tokens = re.findall(r"[^\W\d_][\w.'’&/-]*", rest)
    names = [t for t in tokens if t.casefold().strip(".") not in _DATE_WORDS]
    return len(names) <= 5 and all(t[:1].isupper() or t in _SMALL_NAME_WORDS for t in names)


def _outside(words: str, dates: Sequence[tuple[int, int, object]]) -> Iterable[str]:
    position = 0
    for start, end, _ in dates:
        yield words[position:start] + " "
        position = end
    yield words[position:]


def _is_names(words: str) -> bool:
    tokens = re.findall(r"[^\W_][\w.'’/-]*|&", words)
    if not 1 <= len(tokens) <= 16:
        return False
    odd = [
        t
        for t in tokens
        if not t[:1].isupper()
        and t not in _SMALL_NAME_WORDS
        and not t[:1].isdigit()
        and t.casefold() not in _DATE_WORDS
        and t.casefold()
        not in {"correspondent", "reporter", "staff", "writer", "editor", "agencies"}
    ]
    return not odd


def is_caption(line: str) -> bool:
    """Tell whether a line is a picture's caption by its first words or its credit."""
    if len(line) > MAX_CAPTION:
        return False
    found = _CAPTION_START.match(line) or _MARKUP_LINE.fullmatch(line) or _CREDIT.search(line)
    return found is not None


def may_be_caption(line: str) -> bool:
    """Tell whether a line ends in a credit that a caption may carry, but a report as well."""
    return len(line) <= MAX_WEAK_CAPTION and _WEAK_CREDIT.search(line) is not None


def is_title_case(line: str) -> bool:
    """Tell whether most words of a line begin with a capital, as in headlines of links."""
    tokens: list[str] = re.findall(r"[^\W\d_]+", line)
    return 2 * sum(token[0].isupper() for token in tokens) > len(tokens) > 0


def is_commenter(line: str) -> bool:
    """Tell whether a line names the writer of a reader's comment ("Roe says:")."""
    return len(line) < 80 and _COMMENTER.fullmatch(line) is not None


def without_ellipsis(line: str) -> str | None:
    """Return a line that is cut off with dots without them, or ``None`` for any other line."""
    cut = _TRAILING_ELLIPSIS.sub("", line)
    return cut if cut != line else None
