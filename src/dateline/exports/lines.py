"""An event in one line: when, where, what, who to whom, how many, from how many sources."""

from dataclasses import dataclass

from dateline.core.claims import Effect
from dateline.core.events import Event
from dateline.exports.casts import Cast
from dateline.exports.participants import acting, affected, participants, summarise
from dateline.exports.summaries import event_notes
from dateline.exports.tolls import total_toll
from dateline.exports.wording import (
    DISPUTED,
    NOT_STATED,
    interval_words,
    place_words,
    range_words,
    type_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An event in one line of a table; a value on which sources contradict each other is marked.

    ``who`` and ``whom`` name those who act and those it befalls, empty if nobody is named;
    ``notes`` say what is particular about the act, as that it was foiled.
    """

    id: str
    when: str
    where: str
    what: str
    notes: tuple[str, ...]
    who: str
    whom: str
    killed: str
    injured: str
    detained: str
    sources: int


def event_line(cast: Cast) -> Line:
    """Return an event in one line."""
    event = cast.event
    time, place = event.time, event.place
    parties = participants(cast)
    return Line(
        id=event.id,
        when=marked(
            NOT_STATED if time.value is None else interval_words(time.value), time.disputed
        ),
        where=marked(
            NOT_STATED if place.value is None else place_words(place.value), place.disputed
        ),
        what=marked(type_words(event.type.value or "event"), event.type.disputed),
        notes=tuple(marked(note, disputed) for note, disputed in event_notes(event)),
        who=summarise(acting(parties)),
        whom=summarise(affected(parties)),
        killed=_toll(event, Effect.KILLED),
        injured=_toll(event, Effect.INJURED),
        detained=_toll(event, Effect.DETAINED),
        sources=event.independent_sources,
    )


def marked(words: str, disputed: bool) -> str:
    """Return words, marked if what they say is disputed."""
    return f"{words}{DISPUTED}" if disputed else words


def _toll(event: Event, effect: Effect) -> str:
    total = total_toll(event.toll, effect)
    if total is None:
        return ""
    return marked(range_words(total.low, total.best, total.high), total.disputed)
