"""Ground actors: from "suspected IS followers" to a known actor, and whose names are private.

Who is a private person follows a policy, not a fact: suspects, victims, witnesses and their
relatives are; holders of public office, commanders of forces and publicly known leaders of armed
groups are not. In doubt a person is private.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dateline.core.claims import Role
from dateline.resources.actors import Actor, ActorTable
from dateline.resources.lexicons import NounClass, Nouns, load_name_words, load_nouns
from dateline.resources.phrases import find_phrases

_BELONGING = re.compile(r"\b(?:of|from|in|within|inside|for|belonging to|loyal to)\b", re.I)
_PHRASE_END = re.compile(
    r"\b(?:who|whom|whose|which|that|accused|suspected of|charged|convicted|linked|against|by|"
    r"between|near|at|on|over|after|before|during|killed|wounded|injured|fleeing|fighting)\b",
    re.IGNORECASE,
)
_MEMBERS = frozenset(
    {
        NounClass.ARMED,
        NounClass.FOLLOWER,
        NounClass.LEADER,
        NounClass.FORCES,
        NounClass.OFFICIAL,
        NounClass.GROUP,
        NounClass.ORGANIZATION,
        NounClass.SUSPECT,
        NounClass.COURT,
        NounClass.STATE,
    }
)
_OTHERS = frozenset(
    {
        NounClass.CIVILIAN,
        NounClass.VICTIM,
        NounClass.KIN,
        NounClass.ANALYST,
        NounClass.FACILITY,
        NounClass.VEHICLE,
        NounClass.MATERIAL,
        NounClass.ACT,
        NounClass.PLACE,
        NounClass.MONEY,
    }
)


def ground_actor(
    text: str, table: ActorTable, *, country: str | None = None, year: int | None = None
) -> str | None:
    """Return the id of the actor that a phrase names, or whose members it names.

    "The KNB" names an actor, "suspected IS followers" and "a supporter of IS" its members;
    "residents who fled Boko Haram", "a Taliban victim" and "IS-inspired attackers" name others.

    Args:
        text: A noun phrase.
        table: Known actors.
        country: ISO code of the country spoken of, which decides between namesakes unless the
            phrase itself names a country.
        year: When this was written: who came up later is not meant.
    """
    country = table.country_in(text) or country
    whole = table.find(text, country=country, year=year)
    if whole is not None:
        return whole.id
    named = table.find_in(text, country=country, year=year)
    if not named:
        return None
    nouns = load_nouns()
    head_end = _head_end(text, named)
    head = text[:head_end]
    phrase_end = _first_outside(_PHRASE_END, text, named)
    in_head = [actor for start, _, actor in named if start < min(head_end, phrase_end)]
    beside = [actor for start, _, actor in named if head_end <= start < phrase_end]
    if in_head and _stands_for_members(head[:phrase_end], named, nouns, bare=True):
        return in_head[-1].id
    if not in_head and beside and _stands_for_members(head, named, nouns, bare=False):
        return beside[0].id
    return None


def _head_end(text: str, named: Sequence[tuple[int, int, Actor]]) -> int:
    return min(_first_outside(_BELONGING, text, named), _first_outside(_PHRASE_END, text, named))


def _first_outside(
    pattern: re.Pattern[str], text: str, named: Sequence[tuple[int, int, Actor]]
) -> int:
    """Return where a pattern first stands outside every name, or the length of the text."""
    for match in pattern.finditer(text):
        if not any(start <= match.start() < end for start, end, _ in named):
            return match.start()
    return len(text)


def _stands_for_members(
    head: str, named: Sequence[tuple[int, int, Actor]], nouns: Nouns, *, bare: bool
) -> bool:
    """Tell whether a head names members or parts of an actor rather than others or things.

    With ``bare``, a head that ends in the actor's name, or in a person's name after it, counts.
    """
    last = max((end for _, end, _ in named if end <= len(head)), default=0)
    after = re.sub(r"[(\[][^)\]]*[)\]]", " ", head[last:]).strip(" ,;:.\"'\u2019\u201d)")
    after = re.split(r"[,;]|\b(?:and|or)\b", after)[0].strip()
    words = [word for word in re.split(r"\s+", after) if not word[:1].isupper()] if bare else [head]
    if not any(words):
        return bare
    classes = nouns.classes(" ".join(words))
    if classes & _OTHERS:
        return False
    return bool(classes & _MEMBERS) or NounClass.PERSON in classes


_NAME_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?")
_PRIVATE_ROLES = frozenset({Role.SUSPECT, Role.DEFENDANT, Role.CONVICT, Role.PERPETRATOR})


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of words that reads as a person's name."""

    start: int
    end: int


def names_private_person(
    text: str,
    table: ActorTable,
    *,
    role: Role | None = None,
    known_words: Collection[str] = (),
) -> bool:
    """Tell whether a phrase contains the personal name of a private person.

    Args:
        text: A noun phrase that names one or more persons.
        table: Known actors with their publicly known leaders.
        role: The part the phrase plays. Those accused or convicted are private even when called a
            leader, unless they are publicly known; an authority acts in public.
        known_words: Words, in lower case, that name places or other things here, not persons.
    """
    if "-" not in text and text.islower():
        return False
    # A lone capitalised word that plays a part a person plays is a surname ("Dural was charged").
    certain = role is not None and len(_words(text)) == 1
    names = list(_names(text, table, frozenset(known_words), certain=certain))
    if not names:
        return False
    if role is Role.AUTHORITY or table.leader_in(text) is not None:
        return False
    beside = _without(text, names)
    words = load_name_words()
    if any(load_nouns().is_a(word, NounClass.KIN) for word in _words(beside)):
        return True
    if find_phrases(beside, words.hedged):
        return True
    if _holds_office(beside):
        return False
    if role in _PRIVATE_ROLES or find_phrases(beside, words.lesser_leaders):
        return True
    return not find_phrases(beside, words.leaders)


def _holds_office(beside: str) -> bool:
    """Tell whether the words beside a name are a public office or a high rank."""
    words, nouns = load_name_words(), load_nouns()
    if find_phrases(beside, words.no_office):
        return False
    for part in re.split(r"[,;()]| of | for | and ", beside):
        if find_phrases(part, words.ranks) and not find_phrases(part, words.leaders):
            return True
        if nouns.is_a(part, NounClass.OFFICIAL):
            return True
        if nouns.is_a(part, NounClass.FORCES) and find_phrases(part, words.ranks):
            return True
    return False


def _names(
    text: str, table: ActorTable, known: frozenset[str], *, certain: bool
) -> Iterator[_Name]:
    """Yield runs of capitalised words that read as personal names.

    Two such words make a name; one does after a civil title or a word for a person ("suspect
    ..."), or when it is certain that a person is named.
    """
    actors = [(start, end) for start, end, _ in table.find_in(text)]
    run: list[re.Match[str]] = []
    for word in [*_NAME_WORD.finditer(text), None]:
        if word is not None and _continues(text, run, word, table, known, actors):
            run.append(word)
            continue
        while run and run[-1].group().casefold() in load_name_words().particles:
            run.pop()
        if run and _is_name(text, run, certain=certain):
            yield _Name(run[0].start(), run[-1].end())
        run = []


def _continues(
    text: str,
    run: Sequence[re.Match[str]],
    word: re.Match[str],
    table: ActorTable,
    known: frozenset[str],
    actors: Sequence[tuple[int, int]],
) -> bool:
    """Tell whether a word begins a name or goes on with one."""
    words = load_name_words()
    written, folded = word.group(), word.group().casefold().rstrip(".")
    if any(start <= word.start() < end for start, end in actors):
        return False
    if run and text[run[-1].end() : word.start()].strip(" -\u2011") != "":
        return False
    if folded in words.particles and (run or written[0].islower()):
        return bool(run) or text[word.end() : word.end() + 1] in {"-", " "}
    if not written[0].isupper() or folded in words.never_names | words.civil_titles | known:
        return False
    if len(written) > 1 and written.isupper() and not text.isupper() and "." not in written:
        return False
    singular = written.removesuffix("s")
    return not load_nouns().classes(folded) and table.country_in(f"{written} {singular}") is None


def _is_name(text: str, run: Sequence[re.Match[str]], *, certain: bool) -> bool:
    capitals = [word for word in run if word.group()[0].isupper() or "-" in word.group()]
    if not capitals:
        return False
    if certain:
        return True
    before, after = _words(text[: run[0].start()]), _words(text[run[-1].end() :])
    nouns = load_nouns()
    if before and before[-1].casefold() in {"in", "at", "near", "to"}:
        return False
    if after and text[run[-1].end() :].startswith(" ") and _names_a_thing(after[0], nouns):
        return False
    if len(capitals) >= 2:
        return True
    title = before[-1].casefold().rstrip(".") if before else ""
    return title in load_name_words().civil_titles or nouns.is_a(title, NounClass.PERSON)


def _names_a_thing(word: str, nouns: Nouns) -> bool:
    """Tell whether a word after a capitalised run makes it the name of a place or a body."""
    classes = nouns.classes(word)
    return bool(classes) and NounClass.PERSON not in classes


def _without(text: str, names: Sequence[_Name]) -> str:
    kept, at = [], 0
    for name in names:
        kept.append(text[at : name.start])
        at = name.end
    return ", ".join([*kept, text[at:]])


def _words(text: str) -> list[str]:
    return [match.group() for match in _NAME_WORD.finditer(text)]
