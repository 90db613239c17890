"""A person's search words to what a database understands, whatever they typed."""

import re
import unicodedata

_QUOTED_OR_WORD = re.compile(r'"([^"]*)"|(\S+)')


def full_text_query(text: str) -> str | None:
    """Return the FTS5 query for all words of a text, or ``None`` if it has no word.

    Each word is quoted, so that no character in it has a meaning to FTS5. Words inside double
    quotes stay together, and a final ``*`` asks for words that begin so.
    """
    parts = []
    for phrase, word in _QUOTED_OR_WORD.findall(text):
        words = _searchable(phrase or word)
        if words:
            parts.append(f'"{words}"' + ("*" if word.endswith("*") else ""))
    return " AND ".join(parts) or None


def fold_words(text: str) -> str:
    """Return a text's words, each after one space, without case, accents and punctuation."""
    # Some letters have a case only once they are taken apart, and fold to letters that are not.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in kept).split()
    return "".join(f" {word}" for word in words)


def _searchable(text: str) -> str:
    """Return a text's words, apart by one space; marks are parts of words."""
    return " ".join(
        "".join(
            c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in text
        ).split()
    )
