"""Event filters as SQL."""

from dateline.store.codec import storable
from dateline.store.interface import EventFilters, EventOrder
from dateline.store.words import fold_words, full_text_query

_ORDERS = {
    EventOrder.DATE: "first_day NULLS LAST, last_day, id",
    EventOrder.NEWEST: "last_day DESC NULLS LAST, first_day DESC, id",
    EventOrder.KILLED: "killed_low DESC NULLS LAST, killed_high DESC, id",
    EventOrder.SOURCES: "independent_sources DESC, id",
    EventOrder.ID: "id",
}

_WITH_TEXT = """id IN (
    SELECT event_id FROM event_documents
    JOIN documents ON documents.id = event_documents.document_id
    WHERE documents.number IN (SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?)
)"""

_WITH_DOCUMENT = "id IN (SELECT event_id FROM event_documents WHERE document_id = ?)"

Parameters = list[str | int]


def where(filters: EventFilters) -> tuple[str, Parameters]:
    """Return the condition on table ``events``, always true without filters, and its values."""
    conditions: list[str] = []
    parameters: Parameters = []

    def require(condition: str, *values: str | int) -> None:
        conditions.append(condition)
        parameters.extend(values)

    for column, allowed in (
        ("type", filters.types),
        ("stage", filters.stages),
        ("status", filters.statuses),
        ("country", filters.countries),
    ):
        if allowed:
            marks = ", ".join("?" for _ in allowed)
            require(f"{column} IN ({marks})", *(storable(str(value)) for value in allowed))
    if filters.scope is not None:
        require("scope = ?", filters.scope.value)
    if filters.since is not None:
        require("last_day >= ?", filters.since.isoformat())
    if filters.until is not None:
        require("first_day <= ?", filters.until.isoformat())
    if filters.place is not None:
        words = fold_words(filters.place)
        require("instr(place_words, ?) > 0" if words else "0", *([words] if words else []))
    if filters.text is not None:
        query = full_text_query(filters.text)
        require(_WITH_TEXT if query else "0", *([query] if query else []))
    if filters.document is not None:
        require(_WITH_DOCUMENT, storable(filters.document))
    if filters.disputed is not None:
        require("disputed = ?", int(filters.disputed))
    return " AND ".join(conditions) or "1", parameters


def order_by(order: EventOrder) -> str:
    """Return the columns to sort events by."""
    return _ORDERS[order]
