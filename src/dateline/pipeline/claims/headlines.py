"""Headlines In Title Case, given to the parser as a sentence would be written."""

import re
from collections.abc import Collection

from dateline.core.documents import Document

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
#: How long, in letters, words are that only title case gives a capital, and how many there must be.
_LONG, _ENOUGH = 4, 4
#: The share of long words that have a capital, at least, and which body words are ordinary.
_SHARE = 0.8
_SMALL = frozenset(
    "a an and are as at be been but by for from has have he her his how in into is it its more "
    "near no not of off on one or our out over s say says set she than that the their they this to "
    "two three four five six seven eight nine ten eleven twelve up was were when where while who "
    "why will with after amid against among during least about before others other people police "
    "dozens scores several many some dead hurt injured wounded new old car suicide roadside air "
    "military army town city village province state".split()
)


def is_title_case(text: str) -> bool:
    """Tell whether a line gives capitals to words whatever they are: "Gunmen Kill Two Farmers"."""
    if text.rstrip().endswith((".", "!", ":", '"', "”")):
        return False
    words = [w for w in _WORD.findall(text) if len(w) >= _LONG]
    told = [w for w in words if w[0].isupper() and not w.isupper()]
    return len(told) >= _ENOUGH and len(told) >= _SHARE * len(words)


def ordinary_in(document: Document) -> frozenset[str]:
    """Return the words that a document writes in lower case somewhere."""
    return frozenset(w for w in _WORD.findall(document.text) if w.islower())


def lowered(text: str, ordinary: Collection[str], names: Collection[tuple[int, int]]) -> str:
    """Return a line with its ordinary words in lower case, character for character.

    Args:
        text: A line in title case.
        ordinary: Words that are no names, in lower case.
        names: Start and end of names that keep their capitals.
    """

    def lower(match: re.Match[str]) -> str:
        word = match[0]
        low = word.lower()
        if len(low) != len(word) or (word.isupper() and len(word) > 1):
            return word
        if any(start < match.end() and match.start() < end for start, end in names):
            return word
        return low if low in _SMALL or low in ordinary else word

    return _WORD.sub(lower, text)
