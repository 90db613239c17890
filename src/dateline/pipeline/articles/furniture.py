"""Lines of a page that are not its article: share bars, related links, comment forms, scripts."""

import re
from enum import StrEnum
from importlib.resources import files

from dateline.pipeline.articles.wordlists import word_set
from dateline.resources.regexes import compile_regex
from dateline.resources.toml_tables import read_toml


class Marker(StrEnum):
    """A line that opens a part of the page which is not the article."""

    COMMENTS = "comments"
    COMMENT_COUNT = "comment_count"
    SITE_LISTS = "site_lists"
    RELATED = "related"
    END = "end"


_DATA = read_toml(files(__package__).joinpath("furniture.toml").read_text(encoding="utf-8"))


def _any_of(name: str) -> re.Pattern[str]:
    forms = (f"(?:{form})" for form in _DATA["patterns"][name])
    return compile_regex("|".join(forms), re.IGNORECASE)


_MARKERS = tuple((marker, _any_of(marker)) for marker in Marker)
_COMMENT_TRACE = _any_of("comment_trace")
_FURNITURE = _any_of("furniture")
_CODE = re.compile("|".join(_DATA["patterns"]["code"]))
_BAR_WORDS = word_set(_DATA["bar_words"])
_TELLING_BAR_WORDS = word_set(_DATA["telling_bar_words"])
#: An image file name, a bare address or a social handle on a line of its own.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|@\w{2,30}|#\w+(?: #\w+)*"
    r"|\S+\.(?:jpe?g|png|gif|webp|mp4|pdf)",
    re.IGNORECASE,
)
#: Length below which one sign of code is enough; above it, this share of code's marks is needed.
SHORT_CODE, MIN_MARKS_SHARE = 200, 0.03
#: Longest lines, in characters, that the patterns are tried on.
MAX_MARKER, MAX_FURNITURE, MAX_TRACE, CODE_SAMPLE = 320, 700, 120, 2_000


def marker_of(line: str) -> Marker | None:
    """Tell which part of a page a line opens, if it opens one."""
    if len(line) > MAX_MARKER:
        return None
    bare = line.strip(" \t#*=-–—|>»:•·")
    for marker, pattern in _MARKERS:
        if pattern.fullmatch(bare) or (bare != line and pattern.fullmatch(line)):
            # "Read more on how the plot unfolded." is prose, "Read more" is not.
            if marker in (Marker.RELATED, Marker.SITE_LISTS) and _ends_sentence(bare):
                return None
            return marker
    return None


def is_furniture(line: str) -> bool:
    """Tell whether a line is page furniture by its own words."""
    if not line or is_code(line):
        return True
    if len(line) > MAX_FURNITURE:
        return False
    if _ADDRESS.fullmatch(line):
        return True
    return bool(_FURNITURE.fullmatch(line)) or _is_bar(line) or _is_doubled(line)


def is_code(line: str) -> bool:
    """Tell whether a line is debris of a script or style sheet."""
    sample = line[:CODE_SAMPLE]
    if _CODE.search(sample) is None:
        return False
    # Running text with a scrap of script at its end is still text.
    marks = sum(character in "{}();=$<>#*" for character in sample)
    return len(sample) < SHORT_CODE or marks > MIN_MARKS_SHARE * len(sample)


def is_comment_trace(line: str) -> bool:
    """Tell whether a line is what the software prints around a reader's comment."""
    return len(line) < MAX_TRACE and _COMMENT_TRACE.fullmatch(line) is not None


def _is_bar(line: str) -> bool:
    tokens = [token.strip(".,:;|/()[]*!?•·").casefold() for token in line.split()]
    tokens = [token for token in tokens if token and not token.isdecimal()]
    if not tokens or len(tokens) > 40 or not all(token in _BAR_WORDS for token in tokens):
        return False
    return any(token in _TELLING_BAR_WORDS for token in tokens)


def _is_doubled(line: str) -> bool:
    """Tell whether a line says the same twice, as a logo and its alternative text do."""
    tokens = line.casefold().split()
    half = len(tokens) // 2
    return 4 <= len(tokens) <= 16 and len(tokens) % 2 == 0 and tokens[:half] == tokens[half:]


def _ends_sentence(line: str) -> bool:
    return line.endswith((".", "!", "”", '"')) and len(line.split()) > 4
