"""Phrases that name or point to people and groups, with what tells them apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from dateline.core.documents import Span
from dateline.pipeline.claims.frames import Classifier, is_plural
from dateline.pipeline.claims.parse import Parse, is_marked
from dateline.pipeline.claims.tolls import quantity_in
from dateline.pipeline.claims.tree import child, phrase
from dateline.resources.numbers import load_number_words

#: Classes of nouns that later words may point back to.
_PARTIES = frozenset(
    "person civilian official journalist forces armed group organization court follower "
    "leader suspect victim kin police judicial activist bomber".split()
)
#: Classes that say who somebody is, rather than that it is a person.
_TELLING = _PARTIES - {"person", "suspect", "victim"}
_PERSONAL = {
    "he": False, "him": False, "she": False, "her": False,
    "they": True, "them": True,
}  # fmt: skip
_MALE = frozenset("he him man boy father brother son husband grandfather uncle".split())
_FEMALE = frozenset("she her woman girl mother sister daughter wife grandmother aunt widow".split())
#: Nouns that stand for people told of before, whatever these were called.
_GENERIC = frozenset(
    "man woman person people individual suspect detainee defendant accused convict boy girl "
    "attacker assailant perpetrator culprit offender prisoner inmate captive hostage victim "
    "youth teenager adult citizen national resident member one trio pair duo two three four five "
    "six seven eight nine ten eleven twelve".split()
)
_SIZES = {"both": 2, "pair": 2, "duo": 2, "couple": 2, "trio": 3, "quartet": 4}
_POINTING = frozenset("the this that these those all both".split())
_FRESH = frozenset("another other others second further more additional".split())
#: Verbs whose subjects tell of others.
_TELLING_VERBS = frozenset(
    "say tell add report state announce claim note confirm declare explain write according".split()
)
_COUNTED_THROUGH = _GENERIC | {"militant", "gunman", "bomber"}
#: Words by which one of several is told of for the first time.
_PLACES_IN_A_ROW = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth last".split()
)
#: Classes of those who act for a state.
_OFFICES = frozenset({"official", "forces", "police", "judicial"})
#: What no later word for people stands for.
_NOBODY = frozenset({"one", "media", "press"})
_OWNERS = frozenset("his her their its".split())
_DIGITS = re.compile(r"\d{1,4}")
_GROUPS = frozenset({"group", "organization", "court"})
#: Classes of people, rather than of the bodies they belong to.
_PEOPLE = _TELLING - _GROUPS - {"armed"}
#: Classes of what is no party, though a noun of theirs may be.
_ELSEWHERE = frozenset({"place", "state"})


class Pointing(StrEnum):
    """How a phrase refers: by itself, back to words before, or to somebody not yet told of."""

    NAMES = "names"
    POINTS_BACK = "points back"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """A phrase for a person or group.

    Attributes:
        span: The whole phrase.
        head: Its head word.
        lemma: The head's lemma, lower case; "" for a pronoun.
        pointing: How it refers.
        plural: Whether it names several; ``None`` where it may be either.
        size: How many, where a number word says so.
        classes: What the head noun names.
        female: Sex, where the word tells it.
        proper: Capitalised words of the phrase.
        subject: Whether it is the subject of its clause.
        speaks: Whether it is the subject of a verb of saying.
        clause: Index of the head of its clause within the sentence.
        official: Whether it names somebody who holds an office or serves in a force.
    """

    span: Span
    head: Span
    lemma: str
    pointing: Pointing
    plural: bool | None
    size: int | None
    classes: frozenset[str]
    female: bool | None
    proper: frozenset[str]
    subject: bool
    speaks: bool
    clause: int
    official: bool = False

    @property
    def is_pronoun(self) -> bool:
        """Tell whether it is a pronoun."""
        return not self.lemma

    @property
    def is_generic(self) -> bool:
        """Tell whether its noun says no more than that somebody is meant."""
        return self.lemma in _GENERIC or self.lemma in _SIZES or self.lemma.isdigit()

    @property
    def is_group(self) -> bool:
        """Tell whether it names a body rather than people."""
        return bool(self.classes & _GROUPS) and not self.classes & _PEOPLE

    @property
    def telling(self) -> frozenset[str]:
        """Return the classes that say who somebody is."""
        return self.classes & _TELLING


def find_referents(
    parse: Parse, classifier: Classifier, quantities: Sequence[Span]
) -> Iterator[Referent]:
    """Yield the phrases of a sentence that name people or groups, in text order."""
    for token in parse.doc:
        if token.dep_ in {"compound", "nmod", "amod", "nummod", "det", "poss"}:
            continue
        if is_marked(token, "time") or is_marked(token, "place") or token.lower_ in _NOBODY:
            continue
        if token.pos_ == "PRON" and (token.lower_ in _PERSONAL or token.lower_ == "it"):
            yield _pronoun(parse, token)
        elif _is_spoken_to(token):
            continue
        elif token.pos_ in {"NOUN", "PROPN", "NUM"} or _stands_alone(token):
            classes = classifier.classes(token)
            if classes & _PARTIES and ("official" in classes or not classes & _ELSEWHERE):
                yield _noun(parse, token, classes, quantities, classifier)


def _is_spoken_to(noun: Token) -> bool:
    """Tell whether somebody is only told: "she told reporters", "speaking to the press"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun.head
    told = noun.dep_ in {"dobj", "dative", "iobj", "pobj"} and noun.i > verb.i
    return told and noun.lemma_.lower() in _AUDIENCE and verb.lemma_.lower() in _ADDRESSING


#: Those who are told what a report then tells, and verbs of telling them.
_AUDIENCE = frozenset("reporter journalist newsman correspondent press newspaper agency".split())
_ADDRESSING = frozenset({"tell", "inform", "speak", "talk", "say", "brief"})


def _stands_alone(token: Token) -> bool:
    """Tell whether "both", "all" or "those" stands for people told of before.

    "Those detained" and "all who came" say themselves whom they mean.
    """
    if token.lower_ not in {"both", "all", "those"}:
        return False
    return child(token, "acl", "relcl") is None


def _pronoun(parse: Parse, token: Token) -> Referent:
    lower = token.lower_
    return Referent(
        span=parse.token_span(token),
        head=parse.token_span(token),
        lemma="",
        pointing=Pointing.POINTS_BACK,
        plural=_PERSONAL.get(lower, False),
        size=None,
        classes=frozenset({"group"}) if lower == "it" else frozenset({"person"}),
        female=_sex(lower),
        proper=frozenset(),
        subject=token.dep_ in {"nsubj", "nsubjpass"},
        speaks=token.dep_ == "nsubj" and token.head.lemma_.lower() in _TELLING_VERBS,
        clause=token.head.i,
    )


def _noun(
    parse: Parse,
    token: Token,
    classes: frozenset[str],
    quantities: Sequence[Span],
    classifier: Classifier,
) -> Referent:
    first, last = phrase(token)
    words = list(parse.doc[first.i : last.i + 1])
    size = _size(parse, token, quantities)
    lemma = token.lemma_.lower()
    return Referent(
        span=parse.span(first, last),
        head=parse.token_span(token),
        lemma=lemma,
        pointing=_pointing(words, token),
        plural=_plural(token, lemma, size),
        size=size,
        classes=classes,
        female=_sex(lemma),
        proper=frozenset(t.text for t in words if t.pos_ == "PROPN" and t.text[:1].isupper()),
        subject=token.dep_ in {"nsubj", "nsubjpass"},
        speaks=token.dep_ == "nsubj" and token.head.lemma_.lower() in _TELLING_VERBS,
        clause=token.head.i,
        official=_holds_office(words, token, classes, classifier),
    )


def _holds_office(
    words: Sequence[Token], head: Token, classes: frozenset[str], classifier: Classifier
) -> bool:
    """Tell whether a phrase names an official, by its noun or by the title before a name."""
    if "person" in classes and classes & _OFFICES:
        return True
    before = [t for t in words if t.i < head.i and t.pos_ in {"NOUN", "PROPN"}]
    return head.pos_ == "PROPN" and any(classifier.classes(t) & _OFFICES for t in before)


def _pointing(words: Sequence[Token], head: Token) -> Pointing:
    before = [t.lower_ for t in words if t.i <= head.i and not t.is_punct]
    if head.pos_ == "PROPN" or "every" in before or "each" in before:
        return Pointing.NAMES
    if any(t.dep_ in {"acl", "relcl"} and t.i == head.i + 1 for t in head.rights):
        return Pointing.NAMES
    if any(word in _FRESH for word in before):
        return Pointing.FRESH
    if before[0] == "the" and before[-2] in _PLACES_IN_A_ROW and _is_of_several(head):
        return Pointing.FRESH
    if before[0] in _POINTING or (before[0] in _OWNERS and head.lemma_.lower() in _GENERIC):
        return Pointing.POINTS_BACK
    return Pointing.NAMES


def _is_of_several(noun: Token) -> bool:
    """Tell whether a noun may be counted through: "the third suspect", "the last gunman"."""
    return noun.lemma_.lower() in _COUNTED_THROUGH


def _plural(token: Token, lemma: str, size: int | None) -> bool | None:
    if size is not None:
        return size != 1
    if lemma in _SIZES:
        return True
    if token.lower_ in {"police", "security", "military", "army"}:
        return None
    return is_plural(token)


def _size(parse: Parse, token: Token, quantities: Sequence[Span]) -> int | None:
    """Return the number a phrase gives; ``None`` if it gives none or a rough one."""
    lemma = token.lemma_.lower()
    if lemma in _SIZES:
        return _SIZES[lemma]
    if any(t.lower_ == "both" for t in token.lefts):
        return 2
    if token.pos_ == "NUM":
        return _number(token.lower_)
    span = quantity_in(parse, token, quantities)
    if span is None:
        return 1 if token.tag_ in {"NN", "NNP"} and not is_plural(token) else None
    words = [t.lower_ for t in parse.tokens_in(span)]
    numbers = [n for n in map(_number, words) if n is not None]
    exact = len(numbers) == 1 and len(words) <= 2 and set(words) - {"all", "the"} != set()
    return numbers[0] if exact else None


def _number(word: str) -> int | None:
    if _DIGITS.fullmatch(word):
        return int(word)
    known = load_number_words()
    return known.ones.get(word) or known.tens.get(word)


def _sex(word: str) -> bool | None:
    if word in _FEMALE:
        return True
    return False if word in _MALE else None
