"""Who acts in an event and whom it befalls, in the words of the reports."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.core.claims import Role
from dateline.core.events import Support
from dateline.core.grounded import GroundedArgument
from dateline.exports.casts import Cast
from dateline.exports.parties import Phrase, find_parties
from dateline.exports.wording import shorten

#: Roles of those who act, and of those it befalls, in the order they are named.
AGENTS = (Role.PERPETRATOR, Role.AUTHORITY)
PATIENTS = (
    Role.TARGET,
    Role.VICTIM,
    Role.SUSPECT,
    Role.DEFENDANT,
    Role.CONVICT,
    Role.BENEFICIARY,
)

_PRONOUNS = frozenset("it they them he him she her we us you i me himself herself".split())

#: Longer phrases are cut at a word: a relative clause can run on for lines.
MAX_PHRASE = 60


def acting(parties: Sequence["Participant"]) -> list[str]:
    """Return those who act, perpetrators before authorities.

    A person only alleged to have done it is marked as a suspect.
    """
    return phrases_in(parties, AGENTS)


def affected(parties: Sequence["Participant"]) -> list[str]:
    """Return those it befalls: targets, victims, suspects, defendants, convicts."""
    return phrases_in(parties, PATIENTS)


def phrases_in(parties: Sequence["Participant"], roles: Iterable[Role]) -> list[str]:
    """Return the phrases that name participants in some roles, each participant once.

    Those of whom only a number is told are left out: the figures tell it.
    """
    phrases: dict[str, str] = {}
    for role in roles:
        for party in parties:
            if party.role is role and not party.is_number:
                said = party.published is role or f"[{party.published}" in party.words
                words = shorten(party.words, MAX_PHRASE)
                phrase = words if said else f"{words} ({party.published})"
                phrases.setdefault(phrase.casefold(), phrase)
    return list(phrases.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part, by whatever words the reports call them.

    ``published`` is the role as it may be told: nobody alleged is called a perpetrator. ``count``
    is how many, in words, and ``is_number`` tells that no more than that is told of them, which
    the event's figures tell too. ``actor`` is the id of a known actor.
    """

    role: Role
    published: Role
    words: str
    is_number: bool
    count: str | None
    actor: str | None
    claims: tuple[str, ...]


def participants(cast: Cast) -> tuple[Participant, ...]:
    """Return who takes part, in the event's order, each once in each role.

    A pronoun of which the text does not say whom it means tells nobody anything and is left out.
    """
    published: dict[int, Role] = {}
    phrases = []
    for support in cast.event.participants:
        phrase = _phrase(cast, support)
        if phrase.words.casefold() not in _PRONOUNS:
            phrases.append(phrase)
            published[id(phrase)] = cast.published_role(support)
    return tuple(
        Participant(
            role=party.phrases[0].role,
            published=_least({published[id(phrase)] for phrase in party.phrases}),
            words=party.words,
            is_number=party.is_number,
            count=party.count,
            actor=party.actor,
            claims=party.claims,
        )
        for party in find_parties(phrases)
    )


def _least(roles: set[Role]) -> Role:
    return Role.SUSPECT if Role.SUSPECT in roles else min(roles)


def _phrase(cast: Cast, support: Support[GroundedArgument]) -> Phrase:
    argument, count = support.value.argument, support.value.count
    befell = [
        toll.effect
        for claim_id in support.claims
        for toll in cast.claim(claim_id).toll
        if count is not None and toll.count.mention == count.mention
    ]
    bare = argument.quantity is not None and argument.quantity.contains(argument.head)
    return Phrase(
        words=cast.argument_words(support),
        role=argument.role,
        claims=support.claims,
        bare=bare and argument.antecedent is None,
        count=count,
        actor=support.value.actor,
        effect=befell[0] if befell else None,
    )


def summarise(phrases: list[str], *, limit: int = 2) -> str:
    """Join the first few phrases and say how many more there are."""
    separator = "; " if any("," in phrase for phrase in phrases[:limit]) else ", "
    shown = separator.join(phrases[:limit])
    return shown if len(phrases) <= limit else f"{shown} and {len(phrases) - limit} more"
