"""Words that may take part in an act, and what a parse says of each beside the act's trigger.

Marked arguments stand in the sentence of their trigger, so only its words are offered: names,
nouns, pronouns, and numbers that stand for people. Training reads the same features.
"""

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from dateline.core.claims import Role
from dateline.core.documents import Span

#: Size of the hashed feature space.
WIDTH = 1 << 16
#: Governors followed above a word, and the longest path between two that is a feature.
DEPTH, LONGEST_PATH = 12, 6

_UNNAMED = frozenset("DATE TIME CARDINAL ORDINAL PERCENT MONEY QUANTITY".split())
_NOUNS = frozenset({"NOUN", "PROPN"})
_PRONOUNS = frozenset({"PRP", "PRP$", "WP", "JJR"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_COUNTED = _PLACES | {"conj", "attr"}
_MODIFIERS = frozenset({"amod", "compound", "nummod", "det", "poss"})
_ADDED = frozenset({"prep", "relcl", "appos"})


@dataclass(frozen=True, slots=True)
class Participant:
    """A word that may take part: its head, and the tokens ``[first, last)`` of its name."""

    head: Token
    first: int
    last: int

    @property
    def span(self) -> Span:
        """The characters of the name, or of the head alone."""
        end = self.head.doc[self.last - 1]
        return Span(self.head.doc[self.first].idx, end.idx + len(end))

    @property
    def head_span(self) -> Span:
        """The characters of the head."""
        return Span(self.head.idx, self.head.idx + len(self.head))


#: Role and head of what the rules found for an act; no role is the place.
Stated = tuple[Role | None, Span]


def find_participants(sentence: Sequence[Token], doc: Doc) -> tuple[Participant, ...]:
    """Return the words of a sentence that may take part in an act, in text order."""
    inside = {token.i for token in sentence}
    named: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for entity in doc.ents:
        if entity.label_ not in _UNNAMED and entity.root.i in inside:
            named[entity.root.i] = (entity.start, entity.end)
            taken.update(range(entity.start, entity.end))
    for token in sentence:
        if token.i not in taken and _may_take_part(token):
            named[token.i] = (token.i, token.i + 1)
    return tuple(Participant(doc[i], *at) for i, at in sorted(named.items()))


def _may_take_part(token: Token) -> bool:
    return (
        token.pos_ in _NOUNS
        or token.tag_ in _PRONOUNS
        or (token.pos_ == "NUM" and token.dep_ in _COUNTED)
        or (token.tag_ == "DT" and token.dep_ in _PLACES)
    )


def participant_features(
    one: Participant, trigger: Token, type_: str, stated: Sequence[Stated]
) -> tuple[int, ...]:
    """Return the hashed features of a word beside a trigger of its sentence, sorted.

    Args:
        one: The word.
        trigger: The trigger's head.
        type_: The act's type, in the corpora's words.
        stated: What the rules found for the act.
    """
    names = (*_own(one, type_), *_beside(one, trigger, type_), *_by_rules(one, type_, stated))
    return tuple(sorted({zlib.crc32(name.encode()) % WIDTH for name in names}))


def roles_by_rules(one: Participant, stated: Sequence[Stated]) -> frozenset[Role | None]:
    """Return the roles that the rules gave a word, no role for the place."""
    return frozenset(role for role, head in stated if head.overlaps(one.span))


def _own(one: Participant, type_: str) -> Iterator[str]:
    """Yield what is so whatever the trigger: the word, its name, its governor and modifiers."""
    doc, head = one.head.doc, one.head
    lemma, governor = head.lemma_.lower(), head.head.lemma_.lower()
    name = _name(one)
    yield f"h={lemma}"
    yield f"hT={lemma},{type_}"
    yield f"e={name}"
    yield f"eT={name},{type_}"
    yield f"dep={head.dep_}"
    yield f"tag={head.tag_}"
    yield f"num={head.tag_[-1:]},{name}"
    yield f"g={governor},{head.dep_}"
    yield f"gT={governor},{type_}"
    if head.dep_ == "pobj":
        yield f"pp={governor},{type_},{name}"
        yield f"ppg={governor},{head.head.head.lemma_.lower()}"
    if head.dep_ in {"nsubj", "nsubjpass", "dobj"}:
        yield f"gov={head.dep_},{governor},{type_}"
    for child in head.children:
        if child.dep_ in _MODIFIERS:
            yield f"mod={child.dep_},{child.lemma_.lower()}"
        elif child.dep_ in _ADDED:
            yield f"child={child.dep_},{child.lemma_.lower()}"
    before = doc[one.first - 1].lower_ if one.first else ""
    yield f"prev={before},{type_}"
    yield f"prevent={before},{name}"
    yield f"next={doc[one.last].lower_ if one.last < len(doc) else ''}"


def _beside(one: Participant, trigger: Token, type_: str) -> Iterator[str]:
    """Yield how a word stands to the trigger."""
    head, name = one.head, _name(one)
    away = head.i - trigger.i
    step = int(math.copysign(min(int(math.log2(abs(away) + 1)), 6), away))
    yield f"T={type_}"
    yield f"d={step}"
    yield f"dT={step},{type_}"
    yield f"de={step},{name},{type_.partition('.')[0]}"
    yield f"t={trigger.lemma_.lower()}"
    yield f"tpos={trigger.pos_},{trigger.dep_}"
    yield f"same={away == 0}"
    path = _path(head, trigger)
    if path is None:
        yield f"nopath,{name}"
        return
    up, down, between, top = path
    steps = f"{'<'.join(up)}>{'>'.join(down)}"
    if len(up) + len(down) <= LONGEST_PATH:
        yield f"p={steps}"
        yield f"pT={steps},{type_}"
        yield f"pt={steps},{trigger.lemma_.lower()}"
        yield f"pe={steps},{name},{type_}"
        yield f"pm={steps},{between}"
        yield f"pmT={between},{type_},{name}"
    last, first = up[-1] if up else "", down[0] if down else ""
    yield f"plen={len(up)},{len(down)}"
    yield f"pdir={bool(up)},{bool(down)},{last},{first},{type_}"
    yield f"lca={top.lemma_.lower()},{last}"


def _by_rules(one: Participant, type_: str, stated: Sequence[Stated]) -> Iterator[str]:
    roles = roles_by_rules(one, stated)
    for role in roles:
        yield f"rule={role}"
        yield f"ruleT={role},{type_}"
    yield f"hasrule={bool(stated)},{bool(roles)}"


def _name(one: Participant) -> str:
    """Return the kind of name, or what stands for one."""
    kind = one.head.doc[one.first].ent_type_
    return kind or ("pron" if one.head.pos_ == "PRON" else "-")


def _path(one: Token, other: Token) -> tuple[list[str], list[str], str, Token] | None:
    """Return relations up from one word and down to another, words between, the common one."""
    above, below = _governors(one), _governors(other)
    places = {token.i: number for number, token in enumerate(below)}
    for number, token in enumerate(above):
        if token.i in places:
            up = [t.dep_ for t in above[:number]]
            down = [t.dep_ for t in reversed(below[: places[token.i]])]
            words = (t.lemma_.lower() if t.pos_ == "ADP" else t.pos_ for t in above[1:number])
            return up, down, "<".join(words), token
    return None


def _governors(token: Token) -> list[Token]:
    found = [token]
    while token.head.i != token.i and len(found) < DEPTH:
        token = token.head
        found.append(token)
    return found
