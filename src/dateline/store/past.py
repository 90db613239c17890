"""The tables of a store as they were at a linking, under their own names.

SQLite looks a name up among temporary views first, so that everything that reads ``events`` or
``claims`` reads the past while these views stand, with no word of its SQL changed.
"""

from collections.abc import Iterator, Sequence

from dateline.store.database import Database
from dateline.store.interface import Linking

#: Before the first linking nothing had been worked out.
_NEVER = -1


def past_views(database: Database, linking: Linking | None) -> Iterator[str]:
    """Yield the statements that make the views of a past state.

    Args:
        database: Whose columns the views have.
        linking: The state; ``None`` is that before the first linking.
    """
    number = linking.number if linking else 0
    revision = linking.revision if linking else _NEVER
    decisions = linking.decisions if linking else 0
    yield _view("changes", f"SELECT {revision} AS claims, {revision} AS linked")
    yield _view("linkings", f"SELECT * FROM main.linkings WHERE number <= {number}")
    yield _view("decisions", f"SELECT * FROM main.decisions WHERE number <= {decisions}")
    yield _view("changed_documents", "SELECT * FROM main.changed_documents WHERE 0")
    for table in ("claims", "copies"):
        columns = ", ".join(database.columns(table))
        yield _view(
            table,
            f"SELECT {columns} FROM main.{table} WHERE revision <= {revision}"
            f" UNION ALL SELECT {columns} FROM main.past_{table}"
            f" WHERE revision <= {revision} AND until > {revision}",
        )
    yield _view(
        "past_claims",
        f"SELECT * FROM main.past_claims WHERE until <= {revision}",
    )
    yield _view("documents", _documents(database.columns("documents"), revision))
    columns = ", ".join(database.columns("events"))
    yield _view(
        "events",
        f"SELECT {columns} FROM main.events WHERE valid_from <= {number}"
        f" UNION ALL SELECT {columns} FROM main.past_events"
        f" WHERE valid_from <= {number} AND valid_until > {number}",
    )
    yield _view("past_events", f"SELECT * FROM main.past_events WHERE valid_until <= {number}")
    for what in ("claim", "document"):
        yield _view(
            f"event_{what}s",
            f"SELECT events.id AS event_id, part.value AS {what}_id"
            f" FROM temp.events AS events, json_each(events.record, '$.{what}s') AS part",
        )


def _view(name: str, query: str) -> str:
    return f"CREATE TEMP VIEW {name} AS {query}"


def _documents(columns: Sequence[str], revision: int) -> str:
    """Return the query for documents; a text stands once, whatever became of its metadata."""
    names = ", ".join(columns)
    past = ", ".join(f"{'now' if name == 'text' else 'past'}.{name}" for name in columns)
    return (
        f"SELECT {names} FROM main.documents WHERE revision <= {revision}"
        f" UNION ALL SELECT {past} FROM main.past_documents AS past"
        " JOIN main.documents AS now ON now.id = past.id"
        f" WHERE past.revision <= {revision} AND past.until > {revision}"
    )
