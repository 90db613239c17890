"""What copies of a text are recognised by, without the text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextSketch:
    """The runs of words of a text, as digests of 32 bits, and those it is looked up by.

    ``keys`` are the smallest digests of the runs, one in each bin of equal width, sorted.
    """

    runs: frozenset[int]
    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One document of a wire group, in order of publication.

    ``number`` counts the wordings of the group from 1; a reprint has that of the wording it is
    nearest to.
    """

    document: str
    number: int
