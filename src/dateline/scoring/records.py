"""One shape for marked and found events, so that a scorer can compare them field by field."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import Effect, MentionKind, Role, Scope, Side
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.events import Event, Field
from dateline.core.grounded import Count, GroundedArgument, Place, TimeBasis, TimeRelation


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """How many: an open bound is ``None``."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who or what took part, in which role, and how many."""

    role: str
    text: str
    count: Range | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """An event as a coder writes it down.

    ``types`` are all types that are right for a marked event, the preferred one first; a found
    event has one. ``killed``, ``injured`` and ``arrested`` follow the coding rules of the set the
    record belongs to; ``people`` counts those the event is about (suspects, convicts, victims).
    ``places`` are names for the one place. ``status`` and ``stage`` are ``None`` where a set does
    not mark them. ``trigger`` and ``related`` (ids of events of the same case) are known for found
    events only.
    """

    id: str
    types: tuple[str, ...]
    aggregate: bool
    evidence: tuple[Span, ...]
    stage: str | None = None
    status: str | None = None
    start: date | None = None
    end: date | None = None
    places: tuple[str, ...] = ()
    admin1: str | None = None
    country: str | None = None
    actors: tuple[Actor, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: Range | None = None
    injured: Range | None = None
    arrested: Range | None = None
    people: Range | None = None
    source: str | None = None
    optional: bool = False
    trigger: Span | None = None
    claims: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """The preferred type."""
        return self.types[0]


#: Types whose dead are the ones acted against, not victims of an attack.
KILLED_BY_FORCES = frozenset({"killing_by_security_forces", "targeted_killing"})

#: Acts of authorities of which they tell when they choose: the day they do is no date of the act,
#: as the day is on which they tell of an attack.
MADE_KNOWN = frozenset(
    {"arrest", "seizure", "raid", "group_dismantled", "plot", "travel_prevention", "surrender"}
    | {"recruitment", "financing", "release", "investigation"}
)

#: Types that are about those who were held or stopped.
STOPPED_OR_HELD = frozenset(
    {"arrest", "plot", "travel_prevention", "surrender", "group_dismantled"}
)

#: Roles of those whom an authority holds or tries.
HELD_ROLES = (Role.SUSPECT, Role.DEFENDANT, Role.CONVICT)

#: Roles of those who are sure not to be victims of what they are told in.
TRIED_ROLES = (Role.DEFENDANT, Role.CONVICT)

#: Roles whose mentions say how many people an event is about, the most telling first.
PEOPLE_ROLES = (*HELD_ROLES, Role.VICTIM, Role.TARGET, Role.PERPETRATOR)


def read_event(event: Event, coded: Coded) -> EventRecord:
    """Return an event of one document as a record in Dateline's own coding."""
    document = coded.document
    claims = [claim.claim for claim in coded.claims if claim.claim.id in event.claims]
    type_ = event.type.value or "unknown"
    interval = event.time.value
    silent = (
        interval is not None
        and interval.relation is TimeRelation.ON_OR_BEFORE
        and (
            interval.basis is TimeBasis.PUBLICATION
            or type_ in MADE_KNOWN
            or interval.start != interval.end
        )
    )
    place = event.place.value
    arguments = [support.value for support in event.participants]
    detained = _toll(event, Effect.DETAINED)
    people = _people(event, type_)
    return EventRecord(
        id=event.id,
        types=(type_,),
        aggregate=event.scope.value is Scope.AGGREGATE,
        evidence=tuple(sorted({span for claim in claims for span in claim.evidence})),
        stage=event.stage.value.value if event.stage.value else None,
        status=event.status.value.value if event.status.value else None,
        start=None if interval is None or silent else interval.start,
        end=None if interval is None or silent else interval.end,
        places=_place_names(event.place, document),
        admin1=place.admin1 if place else None,
        country=place.country if place else None,
        actors=_actors(arguments, document),
        weapons=_texts(arguments, (Role.INSTRUMENT, Role.ITEM), document),
        killed=_toll(event, Effect.KILLED, of_forces=type_ in KILLED_BY_FORCES),
        injured=_toll(event, Effect.INJURED),
        arrested=detained or (people if type_ == "arrest" else None),
        people=people or detained,
        source="; ".join(
            dict.fromkeys(
                document.text_at(attribution.source)
                for claim in claims
                for attribution in claim.attribution
            )
        )
        or None,
        trigger=min((claim.trigger.span for claim in claims), default=None),
        claims=event.claims,
        related=tuple(sorted({relation.event for relation in event.relations})),
    )


def _place_names(field: Field[Place], document: Document) -> tuple[str, ...]:
    if field.value is None:
        return ()
    written = [document.text_at(field.value.mention), field.value.name]
    others = [document.text_at(support.value.mention) for support in field.values]
    return tuple(dict.fromkeys(written + others))


def _actors(arguments: Iterable[GroundedArgument], document: Document) -> tuple[Actor, ...]:
    return tuple(
        Actor(
            role=grounded.argument.role.value,
            text=document.text_at(grounded.argument.mention),
            count=range_of(grounded.count),
        )
        for grounded in arguments
    )


def _texts(
    arguments: Iterable[GroundedArgument], roles: tuple[Role, ...], document: Document
) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            document.text_at(grounded.argument.mention)
            for grounded in arguments
            if grounded.argument.role in roles
        )
    )


def _people(event: Event, type_: str) -> Range | None:
    """Return how many people an event is about, by rule 13 of the gold sets.

    Those held or tried come first; of an attack the dead, then the injured, then other victims;
    where nobody is told of but those who did it, these.
    """
    tried = any(s.value.argument.role in TRIED_ROLES for s in event.participants)
    if type_ in STOPPED_OR_HELD or tried:
        told = _told_in(event, PEOPLE_ROLES)
        return _toll(event, Effect.DETAINED) or told if type_ == "arrest" else told
    for effect in (Effect.KILLED, Effect.INJURED):
        harmed = _toll(event, effect, of_forces=type_ in KILLED_BY_FORCES, attackers=False)
        if harmed is not None and harmed.high != 0:
            return harmed
    return _told_in(event, (Role.VICTIM, *PEOPLE_ROLES))


def _told_in(event: Event, roles: Iterable[Role]) -> Range | None:
    """Return how many people the first role that gives a number has: the most one claim tells."""
    for role in roles:
        found: dict[str, dict[Span, Range]] = {}
        for support in event.participants:
            counted = _stated(support.value) if support.value.argument.role is role else None
            if counted is not None:
                for claim in support.claims:
                    found.setdefault(claim, {})[support.value.argument.mention] = counted
        sums = [
            Range(
                low=_sum(each.low for each in parts.values()),
                high=_sum(each.high for each in parts.values()),
            )
            for parts in found.values()
        ]
        if sums:
            return max(sums, key=lambda r: (r.low or 0, r.high or 0))
    return None


def _stated(grounded: GroundedArgument) -> Range | None:
    """Return the number a mention of people gives; a bare plural gives none."""
    argument, count = grounded.argument, range_of(grounded.count)
    if count is None or argument.kind not in (MentionKind.PERSON, MentionKind.GROUP):
        return None
    return None if argument.quantity is None and count.high is None else count


def _toll(
    event: Event, effect: Effect, *, of_forces: bool = False, attackers: bool = True
) -> Range | None:
    """Return how many were affected: victims and forces, or, failing them, the others.

    In a killing by security forces (``of_forces``) those acted against come first. Without
    ``attackers`` those who attacked are left out, as they were acted against there only.
    """
    counts = {
        toll.side: count
        for toll in event.toll
        if toll.effect is effect and (count := range_of(toll.count.value)) is not None
    }
    orders: tuple[tuple[Side, ...], ...] = (
        (Side.VICTIMS, Side.FORCES),
        (Side.UNSPECIFIED,),
        (Side.PERPETRATORS,),
    )
    if not (attackers or of_forces):
        orders = orders[:-1]
    for sides in reversed(orders) if of_forces else orders:
        found = [counts[side] for side in sides if side in counts]
        if found:
            return Range(low=_sum(r.low for r in found), high=_sum(r.high for r in found))
    return None


def _sum(bounds: Iterable[float | None]) -> float | None:
    total = 0.0
    for bound in bounds:
        if bound is None:
            return None
        total += bound
    return total


def range_of(count: Count | None) -> Range | None:
    """Return a count's bounds; a best guess without bounds is both."""
    if count is None:
        return None
    if count.low is None and count.high is None:
        return None if count.best is None else Range(low=count.best, high=count.best)
    return Range(low=count.low, high=count.high)


def fold(text: str) -> str:
    """Return a text without case, accents, quotation marks and runs of white space."""
    plain = "".join(
        c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c)
    )
    return " ".join(re.findall(r"[^\W_]+", plain))


#: Quotation marks and dashes that copyists exchange; each for one character, so offsets stay.
_EXCHANGED = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")


def locate(text: str, quote: str) -> tuple[Span, ...]:
    """Return where a quotation stands in a text, white space and quotation marks aside."""
    words = [re.escape(word) for word in quote.translate(_EXCHANGED).split()]
    if not words:
        return ()
    found = re.finditer(r"\s+".join(words), text.translate(_EXCHANGED))
    return tuple(Span(match.start(), match.end()) for match in found)


_BOUNDARY = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n")


def sentences_around(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans widened to the sentences they stand in."""
    bounds = [(match.start(), match.end()) for match in _BOUNDARY.finditer(text)]
    widened = []
    for span in spans:
        start = max((end for _, end in bounds if end <= span.start), default=0)
        end = min((begin + 1 for begin, _ in bounds if begin >= span.end), default=len(text))
        widened.append(Span(min(start, span.start), max(end, span.end)))
    return tuple(widened)
