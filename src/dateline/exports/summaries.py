"""An event in one sentence, made from its fields."""

from dateline.core.claims import Effect, Role, Scope, Stage, Status
from dateline.core.events import Event
from dateline.core.grounded import Interval, PlacePrecision, TimePrecision, TimeRelation
from dateline.exports.dossiers import Dossier
from dateline.exports.participants import AGENTS, PATIENTS, participants, phrases_in, summarise
from dateline.exports.tolls import Total, total_toll
from dateline.exports.wording import (
    code_words,
    interval_words,
    place_words,
    range_words,
    type_words,
)

_TARGETS = (Role.TARGET, Role.VICTIM)

_STATUS_WORDS = {
    Status.OFFICIAL: "as authorities state",
    Status.ACCUSED: "as alleged",
    Status.ACCUSED_BY_AUTHORITIES: "as authorities allege",
    Status.CLAIMED: "as those who claim it say",
    Status.POSSIBLE: "possibly",
    Status.DENIED: "though it is denied",
    Status.ACQUITTED: "of which a court acquitted the accused",
}


#: Short words for a status; a plain fact needs none.
_STATUS_NOTES = {
    Status.OFFICIAL: "official",
    Status.ACCUSED: "alleged",
    Status.ACCUSED_BY_AUTHORITIES: "alleged by authorities",
    Status.CLAIMED: "claimed",
    Status.POSSIBLE: "possible",
    Status.DENIED: "denied",
    Status.ACQUITTED: "acquitted",
}


def event_notes(event: Event) -> list[tuple[str, bool]]:
    """Return what must stand beside an event's type, each with whether it is disputed.

    An accomplished act, an incident and a plain fact need no word.
    """
    notes = []
    if event.scope.value is Scope.AGGREGATE:
        notes.append(("total", event.scope.disputed))
    if event.stage.value not in (None, Stage.ACCOMPLISHED):
        notes.append((code_words(event.stage.value), event.stage.disputed))
    if event.status.value in _STATUS_NOTES:
        notes.append((_STATUS_NOTES[event.status.value], event.status.disputed))
    return notes


def event_sentence(dossier: Dossier) -> str:
    """Return what the event's fields say, in one sentence.

    An aggregate says that it is a total; a value nobody states is left out.
    """
    event = dossier.event
    parts = [_what(event), *_participants(dossier), *_where_and_when(event)]
    clauses = [" ".join(parts), *_tolls(event)]
    status = _STATUS_WORDS.get(event.status.value) if event.status.value else None
    return ", ".join([*clauses, status] if status else clauses) + "."


def _what(event: Event) -> str:
    words = type_words(event.type.value or "event")
    if event.stage.value not in (None, Stage.ACCOMPLISHED):
        words = f"{code_words(event.stage.value).capitalize()} {words[0].lower()}{words[1:]}"
    if event.scope.value is Scope.AGGREGATE:
        words = f"Total: {words[0].lower()}{words[1:]}"
    return words


def _participants(dossier: Dossier) -> list[str]:
    parts = []
    found = participants(dossier)
    agents = summarise(phrases_in(found, AGENTS))
    targets = summarise(phrases_in(found, _TARGETS))
    persons = summarise(phrases_in(found, [role for role in PATIENTS if role not in _TARGETS]))
    instruments = summarise(phrases_in(found, [Role.INSTRUMENT, Role.ITEM]))
    if agents:
        parts.append(f"by {agents}")
    if targets:
        parts.append(f"against {targets}")
    if persons:
        parts.append(f"concerning {persons}")
    if instruments:
        parts.append(f"with {instruments}")
    return parts


def _where_and_when(event: Event) -> list[str]:
    parts = []
    if event.place.value is not None:
        preposition = "at" if event.place.value.precision is PlacePrecision.SITE else "in"
        parts.append(f"{preposition} {place_words(event.place.value)}")
    if event.time.value is not None:
        parts.append(_when(event.time.value))
    return parts


def _when(time: Interval) -> str:
    words = interval_words(time)
    if time.relation is not TimeRelation.IN:
        return words
    if time.start == time.end:
        return f"on {words}"
    return f"between {time.start} and {time.end}" if _is_open(time) else f"in {words}"


def _is_open(time: Interval) -> bool:
    return time.precision in (TimePrecision.DAYS, TimePrecision.PERIOD)


def _tolls(event: Event) -> list[str]:
    totals = [(effect, total_toll(event.toll, effect)) for effect in Effect]
    return [f"{_range(total)} {effect}" for effect, total in totals if total is not None]


def _range(total: Total) -> str:
    words = range_words(total.low, total.best, total.high)
    return f"{words} (sources differ)" if total.disputed else words
