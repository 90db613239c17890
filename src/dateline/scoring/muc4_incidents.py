"""Dateline's events as MUC-4 incidents: which of them count, and who fills which part.

Relevance and parts follow MUC-4's task documentation, version 7 (1992).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.claims import MentionKind, Role, Scope, Stage, Status
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.core.grounded import GroundedArgument
from dateline.resources.lexicons import NounClass, load_nouns
from dateline.scoring.muc4_phrases import find_names, fullest_name, key_phrase

#: MUC-4's incident type for each of Dateline's types that has one.
INCIDENT_TYPES: Mapping[str, str] = {
    "air_strike": "ATTACK",
    "armed_assault": "ATTACK",
    "arson": "ARSON",
    "assassination": "ATTACK",
    "bombing": "BOMBING",
    "execution": "ATTACK",
    "force_against_protest": "ATTACK",
    "hijacking": "HIJACKING",
    "hostage_taking": "KIDNAPPING",
    "infrastructure_attack": "ATTACK",
    "kidnapping": "KIDNAPPING",
    "sexual_violence": "ATTACK",
    "shelling": "ATTACK",
    "suicide_bombing": "BOMBING",
    "threat": "ATTACK",
    "unarmed_assault": "ATTACK",
    "vehicle_attack": "ATTACK",
}

#: Types that count only when civilians were hurt.
IF_CIVILIANS_HURT: Mapping[str, str] = {
    "clash": "ATTACK",
    "killing_by_security_forces": "ATTACK",
}

_CIVILIAN = (
    NounClass.CIVILIAN,
    NounClass.OFFICIAL,
    NounClass.JOURNALIST,
    NounClass.JUDICIAL,
    NounClass.ACTIVIST,
    NounClass.KIN,
)
_STATE = (NounClass.FORCES, NounClass.POLICE, NounClass.STATE)

_PERPETRATING = (Role.PERPETRATOR, Role.SUSPECT, Role.DEFENDANT, Role.CONVICT)
_SUFFERING = (Role.VICTIM, Role.TARGET)
_GROUPS = (MentionKind.ORGANIZATION, MentionKind.STATE)
_PEOPLE = (MentionKind.PERSON, MentionKind.GROUP)
_THINGS = (MentionKind.FACILITY, MentionKind.OBJECT, MentionKind.PLACE, *_GROUPS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """A phrase that fills a part of an incident, with the argument it comes from.

    ``name`` says whether it is a proper name, if that is known; ``mentions`` are where it stands,
    if that is more than the argument's mention; ``probability`` is how likely it fills the part.
    """

    text: str
    argument: GroundedArgument
    name: bool | None = None
    mentions: tuple[Span, ...] = ()
    probability: float = 1.0

    @property
    def named(self) -> bool:
        """Whether the phrase is a proper name, as far as the words tell."""
        return not load_nouns().classes(self.text) if self.name is None else self.name

    @property
    def places(self) -> tuple[Span, ...]:
        """Where the phrase stands, in text order."""
        return self.mentions or (self.argument.argument.mention,)

    def is_a(self, *classes: NounClass) -> bool:
        """Tell whether the phrase's head noun is in any of the classes."""
        return load_nouns().is_a(self.text, *classes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """An event that MUC-4 would record, with the fillers of its string slots in text order.

    ``event`` is ``None`` where only the text as a whole tells that there was one.
    """

    event: Event | None
    type: str
    stage: str
    individuals: tuple[Filler, ...]
    organizations: tuple[Filler, ...]
    targets: tuple[Filler, ...]
    victims: tuple[Filler, ...]
    weapons: tuple[Filler, ...]

    @property
    def by_state(self) -> bool:
        """Whether police, army or government are said to have done it."""
        return any(
            filler.argument.argument.kind is MentionKind.STATE or filler.is_a(*_STATE)
            for filler in (*self.individuals, *self.organizations)
        )


def find_incidents(coded: Coded) -> tuple[Incident, ...]:
    """Return the events of a document that MUC-4 records, in the order of their claims.

    Totals, plans found out before an attempt, denied acts, and fights between armed sides in
    which no civilian was hurt are left out.
    """
    position = {claim.claim.id: claim.claim.trigger.span.start for claim in coded.claims}
    ordered = sorted(
        coded.events, key=lambda e: (min((position.get(c, 0) for c in e.claims), default=0), e.id)
    )
    names = find_names(coded)
    found = (_incident(event, coded.document, names) for event in ordered)
    return tuple(incident for incident in found if incident is not None)


def _incident(event: Event, document: Document, names: Sequence[str]) -> Incident | None:
    if event.scope.value is Scope.AGGREGATE or event.status.value is Status.DENIED:
        return None
    stage = _stage(event)
    arguments = sorted(
        (support.value for support in event.participants),
        key=lambda grounded: grounded.argument.mention,
    )

    def fill(roles: tuple[Role, ...], kinds: tuple[MentionKind, ...]) -> tuple[Filler, ...]:
        return _fillers(arguments, roles, kinds, document, names)

    people = fill(_SUFFERING, _PEOPLE)
    type_ = INCIDENT_TYPES.get(event.type.value or "")
    if type_ is None and any(person.is_a(*_CIVILIAN) for person in people):
        type_ = IF_CIVILIANS_HURT.get(event.type.value or "")
    if type_ is None or stage is None:
        return None
    groups = fill(_PERPETRATING, (MentionKind.GROUP,))
    named_groups = tuple(group for group in groups if group.named)
    unnamed = tuple(group for group in groups if not group.named)
    return Incident(
        event=event,
        type=type_,
        stage=stage,
        individuals=_merged(fill(_PERPETRATING, (MentionKind.PERSON,)), unnamed),
        organizations=_merged(
            named_groups,
            fill(_PERPETRATING, _GROUPS),
            fill((Role.ORGANIZATION,), (*_GROUPS, MentionKind.GROUP)),
        ),
        targets=fill((Role.TARGET,), _THINGS),
        victims=people,
        weapons=fill((Role.INSTRUMENT,), tuple(MentionKind)),
    )


def _stage(event: Event) -> str | None:
    """Return MUC-4's stage; a plan that was never begun has none."""
    if event.type.value == "threat" or event.stage.value is Stage.THREATENED:
        return "THREATENED"
    if event.stage.value in {Stage.ATTEMPTED, Stage.FOILED}:
        return "ATTEMPTED"
    return None if event.stage.value is Stage.PLANNED else "ACCOMPLISHED"


def _fillers(
    arguments: Iterable[GroundedArgument],
    roles: tuple[Role, ...],
    kinds: tuple[MentionKind, ...],
    document: Document,
    names: Sequence[str],
) -> tuple[Filler, ...]:
    chosen: dict[str, Filler] = {}
    for grounded in arguments:
        if grounded.argument.role in roles and grounded.argument.kind in kinds:
            text = key_phrase(grounded, document)
            if text:
                fuller = fullest_name(text, names)
                chosen.setdefault(fuller.casefold(), Filler(text=fuller, argument=grounded))
    return tuple(chosen.values())


def _merged(*groups: tuple[Filler, ...]) -> tuple[Filler, ...]:
    chosen: dict[str, Filler] = {}
    for filler in (f for group in groups for f in group):
        chosen.setdefault(filler.text.casefold(), filler)
    return tuple(chosen.values())
