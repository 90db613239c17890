"""What of a claim or an event stands in columns of its own, to be filtered and sorted by."""

from collections.abc import Iterable
from typing import Any

from dateline.core.claims import Effect
from dateline.core.documents import Document
from dateline.core.events import Event
from dateline.core.grounded import Count, GroundedClaim, Interval, Place
from dateline.store.codec import storable
from dateline.store.words import fold_words

Columns = dict[str, Any]


def document_columns(document: Document) -> Columns:
    """Return the columns of a document, all but its id, text and record."""
    published = document.published
    return {
        "path": _storable(document.path),
        "url": _storable(document.url),
        "outlet": _storable(document.outlet),
        "title": _storable(document.title),
        "byline": _storable(document.byline),
        "dateline": _storable(document.dateline),
        "published": published.date.isoformat() if published else None,
        "published_basis": published.basis.value if published else None,
        "language": _storable(document.language),
    }


def claim_columns(grounded: GroundedClaim) -> Columns:
    """Return the columns of a claim, all but its record."""
    claim, place = grounded.claim, grounded.place
    return {
        "id": claim.id,
        "document_id": claim.document_id,
        "trigger_start": claim.trigger.span.start,
        "trigger_end": claim.trigger.span.end,
        "type": claim.type,
        "scope": claim.scope.value,
        "stage": claim.stage.value,
        "status": claim.status.value,
        **_day_columns(grounded.time if isinstance(grounded.time, Interval) else None),
        "country": place.country if isinstance(place, Place) else None,
        "place": _storable(place.name) if isinstance(place, Place) else None,
        "version": claim.made_by.version,
        "codebook": claim.made_by.codebook,
        "model": claim.made_by.model,
    }


def event_columns(event: Event) -> Columns:
    """Return the columns of an event, all but its record."""
    place = event.place.value
    killed_low, killed_high = _killed(event)
    return {
        "id": event.id,
        "type": event.type.value,
        "scope": event.scope.value,
        "stage": event.stage.value,
        "status": event.status.value,
        **_day_columns(event.time.value),
        "country": place.country if place else None,
        "admin1": _storable(place.admin1) if place else None,
        "place": _storable(place.name) if place else None,
        "place_words": _place_words(event),
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "killed_low": killed_low,
        "killed_high": killed_high,
        "independent_sources": event.independent_sources,
        "disputed": int(event.disputed),
    }


def _storable(text: str | None) -> str | None:
    return None if text is None else storable(text)


def _day_columns(interval: Interval | None) -> Columns:
    if interval is None:
        return {"first_day": None, "last_day": None}
    return {"first_day": interval.start.isoformat(), "last_day": interval.end.isoformat()}


def _place_words(event: Event) -> str:
    """Return the folded names of all places stated, so that a filter finds a disputed one too."""
    places = [support.value for support in event.place.values]
    if event.place.value is not None:
        places.append(event.place.value)
    names = {name for place in places for name in (place.name, place.admin1) if name}
    return " |".join(sorted(fold_words(storable(name)) for name in names))


def _killed(event: Event) -> tuple[float | None, float | None]:
    """Return the least and most killed on all sides together; ``None`` is not known."""
    counts = [
        part.count.value
        for part in event.toll
        if part.effect == Effect.KILLED and part.count.value is not None
    ]
    if not counts:
        return None, None
    # Of "at least five" the most stays open, though five is the best figure there is.
    return _sum(map(_least, counts)), _sum(count.high for count in counts)


def _least(count: Count) -> float | None:
    return count.low if count.low is not None else count.best


def _sum(numbers: Iterable[float | None]) -> float | None:
    total = 0.0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
