"""Personal names inside the phrases that name people, told from titles, places and acronyms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core.documents import Document
from dateline.core.grounded import GroundedArgument

_WORD = re.compile(r"[^\W\d_][\w'’\-]*\.?")
_POSSESSIVE = re.compile(r"['’]s\b")
_PARTICLE = re.compile(
    r"abd|abu|al|bin|bint|da|de|del|della|der|di|du|el|ibn|la|le|oglu|ould|ter|ul|van|von", re.I
)
_TITLE = re.compile(
    r"(?:the|an?|another|his|her|their|mr|mrs|ms|miss|sir|dr|prof|professor|capt|captain|col"
    r"|colonel|lt|lieutenant|sgt|sergeant|officer|judge|imam|sheikh|mullah|brothers?|sister)\.?",
    re.I,
)
_PRONOUN = re.compile(
    r"he|she|it|they|we|you|i|him|them|us|who|whom|this|that|these|those|others?|one|some|many"
    r"|several|both|all|most|each|none|two|three|four|five|six|seven|eight|nine|ten",
    re.I,
)
_PREPOSITIONS = frozenset(["at", "by", "for", "from", "in", "near", "of", "on", "with"])
#: Words after a name that begin something new.
_BEGINNINGS = _PREPOSITIONS.union(["and", "as", "but", "is", "or", "then", "was", "who", "whose"])


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words in a row, with their offsets in the phrase they stand in.

    ``modifies`` tells that a lower-case word follows at once, as in "Northfield residents".
    """

    words: tuple[str, ...]
    start: int
    end: int
    after_preposition: bool
    modifies: bool


def names_in_argument(document: Document, argument: GroundedArgument) -> Iterator[tuple[str, ...]]:
    """Yield the names in the mention and its antecedent: the one the head is in, or else all."""
    mention = argument.argument
    for span in (mention.mention, mention.antecedent):
        if span is None:
            continue
        phrase = document.text_at(span)
        runs = [run for run in _capitalised_runs(phrase) if _may_be_name(run, phrase)]
        head = mention.head.start - span.start
        with_head = [run for run in runs if run.start <= head < run.end]
        free = [run for run in runs if not run.after_preposition and not run.modifies]
        for run in with_head or free:
            yield run.words


def names_in_source(words: str) -> Iterator[tuple[str, ...]]:
    """Yield full names in a source phrase, but not places as in "Northfield residents"."""
    for run in _capitalised_runs(words):
        if len(run.words) > 1 and not run.after_preposition and not run.modifies:
            yield run.words


def _may_be_name(run: _Run, phrase: str) -> bool:
    """Tell a name from a pronoun ("They") and from an acronym ("IS" in "IS followers")."""
    if len(run.words) > 1:
        return True
    word = run.words[0]
    acronym = len(word) > 1 and word.isupper() and not phrase.isupper()
    return not acronym and _PRONOUN.fullmatch(word) is None


def _capitalised_runs(phrase: str) -> Iterator[_Run]:
    plain = _POSSESSIVE.sub("  ", phrase)
    tokens = list(_WORD.finditer(plain))
    run: list[re.Match[str]] = []
    before = ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        word = token.group()
        if run and plain[run[-1].end() : token.start()].strip():
            yield _run(run, before, plain)
            run = []
        if not run and _TITLE.fullmatch(word):
            continue
        inner = bool(run) and _PARTICLE.fullmatch(word) is not None
        if word[0].isupper() or (inner and following and following.group()[0].isupper()):
            run.append(token)
            continue
        if run:
            yield _run(run, before, plain)
            run = []
        before = word.casefold()
    if run:
        yield _run(run, before, plain)


def _run(tokens: Sequence[re.Match[str]], before: str, phrase: str) -> _Run:
    words = [token.group() for token in tokens]
    end = tokens[-1].end()
    if words[-1].endswith(".") and len(words[-1]) > len("A."):
        words[-1], end = words[-1][:-1], end - 1
    following = re.match(r"\s+([^\W\d_]+)", phrase[end:])
    modifies = following is not None and following[1].islower() and following[1] not in _BEGINNINGS
    return _Run(tuple(words), tokens[0].start(), end, before in _PREPOSITIONS, modifies)
