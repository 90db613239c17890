"""What sort of source a phrase names: "a police spokesman", "residents", "the KNB"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.core.claims import SourceKind
from dateline.resources.actors import Actor, ActorKind, ActorTable
from dateline.resources.phrases import fold_phrase, singular_forms
from dateline.resources.toml_tables import read_toml

_LONGEST = 5
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2019&.](?!s\b)[^\W_]+)*(?:['\u2019]s?\b)?")
_PART_BREAK = re.compile(r"[,;/]|\band\b|\bor\b|--|\u2014|\u2013", re.IGNORECASE)

_OF_ACTORS = {
    ActorKind.STATE: SourceKind.GOVERNMENT,
    ActorKind.SECURITY_SERVICE: SourceKind.SECURITY_SERVICE,
    ActorKind.POLICE: SourceKind.POLICE,
    ActorKind.MILITARY: SourceKind.MILITARY,
    ActorKind.COURT: SourceKind.COURT,
    ActorKind.PROSECUTOR: SourceKind.PROSECUTOR,
    ActorKind.ARMED_GROUP: SourceKind.ARMED_GROUP,
    ActorKind.IGO: SourceKind.IGO,
    ActorKind.NGO: SourceKind.NGO,
    ActorKind.POLITICAL_PARTY: SourceKind.NGO,
    ActorKind.MEDIA: SourceKind.MEDIA,
}
#: Whoever knows or tells of an armed group does not speak for it ("an expert on ...").
_NEVER_ARMED = frozenset({SourceKind.ANALYST, SourceKind.MEDIA, SourceKind.WITNESS})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _SourceWords:
    own: Mapping[str, SourceKind]
    inheriting: Mapping[str, SourceKind]
    complement: frozenset[str]
    ending: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Match:
    start: int
    end: int
    kind: SourceKind
    inherits: bool


@cache
def _load_words() -> _SourceWords:
    source = files("dateline.resources") / "lexicons" / "cues.toml"
    tables = read_toml(source.read_text(encoding="utf-8"))["sources"]
    return _SourceWords(
        own=_by_word(tables["own"]),
        inheriting=_by_word(tables["inheriting"]),
        complement=frozenset(tables["links"]["complement"]),
        ending=frozenset(tables["links"]["ending"]),
    )


def _by_word(lists: Mapping[str, Sequence[str]]) -> dict[str, SourceKind]:
    return {fold_phrase(w): SourceKind(kind) for kind, words in lists.items() for w in words}


def source_kind(phrase: str, actors: ActorTable) -> SourceKind:
    """Return what sort of source a phrase names.

    The last word of the phrase's head decides if it says so itself ("residents", "a court").
    A word that speaks for others ("spokesman", "source", "commander") takes the kind of the body
    named before it, or after "of", "for", "from", "in", "at" or "with". Otherwise a known actor
    decides.

    Args:
        phrase: A noun phrase, with or without an apposition.
        actors: Known actors.

    Returns:
        The kind; ``UNNAMED`` when nothing in the phrase tells.
    """
    best: SourceKind | None = None
    at = 0
    matches = _matches(phrase, actors)
    for stop in [*_part_breaks(phrase, matches), len(phrase)]:
        inside = [m for m in matches if at <= m.start and m.end <= stop]
        kind = _kind_of_part(phrase[at:stop], [_shifted(m, -at) for m in inside])
        if kind is not None and kind is not SourceKind.UNNAMED:
            return kind
        best = best or kind
        at = stop
    return best or SourceKind.UNNAMED


def _kind_of_part(part: str, matches: Sequence[_Match]) -> SourceKind | None:
    """Return the kind of one conjunct or apposition, ``None`` if nothing tells."""
    head, complements = _divide(part, matches)
    fallback: SourceKind | None = None
    for match in [*reversed(head), *complements]:
        if fallback in _NEVER_ARMED and match.kind is SourceKind.ARMED_GROUP:
            continue
        if not match.inherits:
            return match.kind
        if fallback is None or fallback is SourceKind.UNNAMED:
            fallback = match.kind
    return fallback


def _divide(part: str, matches: Sequence[_Match]) -> tuple[list[_Match], list[_Match]]:
    """Split matches into those of the head and those of its complements, each in text order."""
    words = _load_words()
    first_link = end = len(part)
    for word in _WORD.finditer(part):
        if any(m.start <= word.start() < m.end for m in matches):
            continue
        folded = word.group().casefold()
        if folded in words.ending:
            end = word.start()
            break
        if folded in words.complement:
            first_link = min(first_link, word.start())
    head = [m for m in matches if m.start < min(first_link, end)]
    return head, [m for m in matches if first_link < m.start < end]


def _matches(phrase: str, actors: ActorTable) -> list[_Match]:
    """Return listed words and known actors, longest first where they overlap, in text order."""
    found = [_of_actor(start, end, actor, actors) for start, end, actor in actors.find_in(phrase)]
    whole = actors.find(phrase)
    if whole is not None:
        found.append(_of_actor(0, len(phrase), whole, actors))
    found.extend(_listed(phrase))
    chosen: list[_Match] = []
    for match in sorted(found, key=lambda m: (m.start - m.end, m.inherits, m.start)):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda m: m.start)


def _listed(phrase: str) -> Iterator[_Match]:
    words = _load_words()
    tokens = list(_WORD.finditer(phrase))
    for first, token in enumerate(tokens):
        for last in range(first, min(first + _LONGEST, len(tokens))):
            start, end = token.start(), tokens[last].end()
            key = fold_phrase(phrase[start:end])
            for form in singular_forms(key):
                if form in words.own:
                    yield _Match(start, end, words.own[form], False)
                    break
                if form in words.inheriting:
                    yield _Match(start, end, words.inheriting[form], True)
                    break


def _of_actor(start: int, end: int, actor: Actor, actors: ActorTable) -> _Match:
    kind = _OF_ACTORS[actor.kind]
    parent = actors.get(actor.parent) if actor.parent else None
    if kind is SourceKind.MEDIA and parent and parent.kind is ActorKind.ARMED_GROUP:
        kind = SourceKind.ARMED_GROUP
    return _Match(start, end, kind, False)


def _part_breaks(phrase: str, matches: Sequence[_Match]) -> list[int]:
    found = (m.start() for m in _PART_BREAK.finditer(phrase))
    return [at for at in found if not any(m.start <= at < m.end for m in matches)]


def _shifted(match: _Match, by: int) -> _Match:
    return _Match(match.start + by, match.end + by, match.kind, match.inherits)
