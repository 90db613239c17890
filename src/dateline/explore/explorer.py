"""The one entrance to browsing: keeps all events of a store at hand and answers from memory."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, local
from typing import Generic, TypeVar

import numpy as np

from dateline.core.events import FigureRule
from dateline.core.grounded import PlacePrecision
from dateline.errors import StoreError
from dateline.explore.columns import Columns, Mask, Numbers, build_columns
from dateline.explore.coverage import Coverage, measure_coverage
from dateline.explore.facets import Facet, count_facets
from dateline.explore.filters import EVERYTHING, ExploreFilters
from dateline.explore.kept_columns import read_columns, write_columns
from dateline.explore.line_reading import read_lines
from dateline.explore.map_points import MapView, map_events
from dateline.explore.rows import BrowseRow, EventGist, row_of
from dateline.explore.selecting import all_of, conditions, sorted_rows
from dateline.explore.timeline import Timeline, Unit, count_over_time
from dateline.exports.lines import Line
from dateline.store.browse import BrowseRows, State
from dateline.store.codec import decode
from dateline.store.sqlite import SqliteStore, open_store

#: Lists of the ids of all events that pass which are kept at hand, as for the queue.
_MOST_IDS = 4
#: Share of events that have to change before columns are kept in the store anew.
_WORTH_KEEPING = 0.02
#: Events that are made ready for browsing in one go.
_BATCH = 1_000
_MOST_LINES = 20_000
_MOST_SEARCHES = 64
#: Filters whose rows are kept at hand: a page asks for those of one query several times.
_MOST_NARROWED = 32

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event as a list shows it.

    ``disputed`` tells that sources contradict each other on some value, ``decisions`` how many
    decisions in force are about the event, ``confidence`` how sure its surest claim is.
    ``country`` is the code of the country that is all that is known of the place, else empty.
    """

    line: Line
    type: str
    stage: str
    status: str
    scope: str
    documents: int
    disputed: bool
    official_only: bool
    denied: bool
    decisions: int
    confidence: float
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdPage:
    """Part of a list of events, by their ids.

    ``total`` counts all that pass; ``start`` is how many come before these. ``next`` is the
    cursor of the page after this one and ``previous`` of the one before, ``None`` if there is
    none; the first page has the empty cursor.
    """

    ids: tuple[str, ...]
    total: int
    start: int
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """Part of a list of events as it is shown; see ``IdPage``."""

    lines: tuple[EventLine, ...]
    total: int
    start: int
    next: str | None
    previous: str | None


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """Which rows meet each condition of some filters, and which meet all."""

    masks: Mapping[str, Mask]
    chosen: Mask


@dataclass(frozen=True, slots=True)
class _Held:
    """The events as they are at one state of the store.

    ``news`` counts the events that changed since columns were last kept in the store.
    """

    state: State
    columns: Columns
    news: int = 0


class Explorer:
    """Answers what is asked of many events at once.

    One serves all threads. It looks at the store before each answer, and takes in what a linking
    changed. What it works out for each event is kept in the store, if that can be written to.

    Every method raises ``StoreError`` if the store cannot be read.
    """

    def __init__(
        self,
        path: Path,
        *,
        names: bool = False,
        figures: FigureRule = FigureRule.LOW_BEST_HIGH,
        on_progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> None:
        """Browse the store in a file.

        Args:
            path: The store.
            names: Whether private persons are shown by name.
            figures: The rule that figures are chosen by.
            on_progress: Told how many events of how many are ready while they are made so.
        """
        self._path = path
        self._names = names
        self._figures = figures
        self._on_progress = on_progress
        self._refreshing = Lock()
        self._of_thread = local()
        self._held: _Held | None = None
        self._searches = _Recent[tuple[State, str, str], frozenset[str]](_MOST_SEARCHES)
        self._lines = _Recent[tuple[str, int, FigureRule], Line](_MOST_LINES)
        self._ids = _Recent[tuple[State, ExploreFilters], tuple[str, ...]](_MOST_IDS)
        self._narrowings = _Recent[tuple[State, ExploreFilters], _Narrowed](_MOST_NARROWED)

    def state(self) -> str:
        """Return a tag that changes whenever the events do."""
        number, revision = self._current().state
        return f"{number}-{revision}"

    def count(self, filters: ExploreFilters = EVERYTHING) -> int:
        """Return how many events pass."""
        held = self._current()
        return int(np.count_nonzero(self._chosen(held, filters)))

    def ids(self, filters: ExploreFilters = EVERYTHING) -> list[str]:
        """Return the ids of the events that pass, in order."""
        held = self._current()
        found = self._ids.get((held.state, filters))
        if found is None:
            found = tuple(held.columns.ids[self._rows(held, filters)].tolist())
            self._ids.put((held.state, filters), found)
        return list(found)

    def passing(self, filters: ExploreFilters, ids: Sequence[str]) -> frozenset[str]:
        """Return which of some events pass."""
        held = self._current()
        rows, chosen = held.columns.rows(ids), self._chosen(held, filters)
        return frozenset(
            id_ for id_, row in zip(ids, rows.tolist(), strict=True) if row >= 0 and chosen[row]
        )

    def facets(
        self, filters: ExploreFilters = EVERYTHING, *, whole: str | None = None
    ) -> tuple[Facet, ...]:
        """Count what the events could be narrowed to; ``whole`` names a facet to list in full."""
        held = self._current()
        masks = self._narrowed(held, filters).masks
        return count_facets(held.columns, masks, filters, whole=whole)

    def timeline(self, filters: ExploreFilters = EVERYTHING, unit: Unit | None = None) -> Timeline:
        """Count the events over time."""
        held = self._current()
        return count_over_time(held.columns, self._chosen(held, filters), unit)

    def coverage(self, filters: ExploreFilters = EVERYTHING, unit: Unit | None = None) -> Coverage:
        """Measure what the events rest on: outlets over time, places, single sources."""
        held = self._current()
        return measure_coverage(held.columns, self._chosen(held, filters), unit)

    def map(self, filters: ExploreFilters = EVERYTHING, *, zoom: int = 2) -> MapView:
        """Put the events on a map."""
        held = self._current()
        return map_events(held.columns, self._chosen(held, filters), zoom=zoom)

    def page(
        self,
        filters: ExploreFilters = EVERYTHING,
        *,
        after: str = "",
        limit: int = 50,
        figures: FigureRule | None = None,
    ) -> EventPage:
        """Return a page of the events that pass, in order.

        Args:
            filters: Which events.
            after: See ``id_page``.
            limit: How many events a page has.
            figures: The rule that figures are chosen by, if not the one given at first.
        """
        page = self.id_page(filters, after=after, limit=limit)
        return EventPage(
            lines=self.lines(page.ids, figures=figures),
            total=page.total,
            start=page.start,
            next=page.next,
            previous=page.previous,
        )

    def id_page(
        self, filters: ExploreFilters = EVERYTHING, *, after: str = "", limit: int = 50
    ) -> IdPage:
        """Return a page of the ids of the events that pass, in order.

        Args:
            filters: Which events.
            after: A cursor of another page; one that leads nowhere any more leads to the place
                in the list where it did.
            limit: How many events a page has.
        """
        held = self._current()
        rows = self._rows(held, filters)
        start = _position(held.columns, rows, after)
        shown: list[str] = held.columns.ids[rows[start : start + limit]].tolist()
        end = start + len(shown)
        return IdPage(
            ids=tuple(shown),
            total=len(rows),
            start=start,
            next=_cursor(held.columns, rows, end) if end < len(rows) else None,
            previous=_cursor(held.columns, rows, max(0, start - limit)) if start else None,
        )

    def neighbours(self, filters: ExploreFilters, event_id: str) -> tuple[str | None, str | None]:
        """Return the ids of the events before and after one in a list, ``None`` at its ends."""
        held = self._current()
        rows, ids = self._rows(held, filters), held.columns.ids
        found = np.flatnonzero(rows == held.columns.rows([event_id])[0]).tolist()
        if not found:
            return None, None
        (at,) = found
        before = str(ids[rows[at - 1]]) if at else None
        after = str(ids[rows[at + 1]]) if at + 1 < len(rows) else None
        return before, after

    def lines(
        self, ids: Sequence[str], *, figures: FigureRule | None = None
    ) -> tuple[EventLine, ...]:
        """Return events as a list shows them, in this order; those that are gone are left out."""
        held = self._current()
        rule = figures or self._figures
        rows: list[int] = held.columns.rows(ids).tolist()
        read_at = held.columns.numbers["linking"]
        keys = {
            id_: (id_, int(read_at[row]), rule)
            for id_, row in zip(ids, rows, strict=True)
            if row >= 0
        }
        known = {i: line for i, key in keys.items() if (line := self._lines.get(key)) is not None}
        missing = [id_ for id_ in keys if id_ not in known]
        if missing:
            made = self._made_lines(missing, rule)
            known |= made
            for id_, line in made.items():
                self._lines.put(keys[id_], line)
        return tuple(
            _event_line(held.columns, row, known[id_])
            for id_, row in zip(ids, rows, strict=True)
            if id_ in known
        )

    def _made_lines(self, ids: Sequence[str], rule: FigureRule) -> dict[str, Line]:
        store = self._store()
        with store.snapshot():
            return read_lines(store.browsing, ids, rule=rule, names=self._names)

    def _current(self) -> _Held:
        """Return the events as they are now."""
        store = self._store()
        state = store.browsing.state()
        held = self._held
        if held is not None and held.state == state:
            return held
        with self._refreshing:
            if self._held is None or self._held.state != state:
                self._held = self._refreshed(store)
            return self._held

    def _store(self) -> SqliteStore:
        """Return the store as opened by this thread, which alone may read from it."""
        store: SqliteStore | None = getattr(self._of_thread, "store", None)
        if store is None:
            store = self._of_thread.store = open_store(self._path, read_only=True)
        return store

    def _refreshed(self, store: SqliteStore) -> _Held:
        with store.snapshot():
            browsing = store.browsing
            state, before = browsing.state(), self._held or _kept(browsing)
            if before is None or before.state > state:
                ids = browsing.ids()
                outlets = browsing.outlets()
                rows = self._made_rows(browsing, ids)
                columns = build_columns(
                    {id_: (rows[id_], outlets.get(id_, ())) for id_ in ids}, linking=state[0]
                )
                news = len(columns) + 1
            elif before.state == state:
                return before
            else:
                changed, gone = browsing.changes(before.state)
                outlets = browsing.outlets(changed)
                rows = self._made_rows(browsing, changed)
                columns = before.columns.changed(
                    {id_: (rows[id_], outlets.get(id_, ())) for id_ in changed},
                    gone,
                    linking=state[0],
                )
                news = before.news + len(changed) + len(gone)
        held = _Held(state, columns, news)
        return self._keep(held) if news > _WORTH_KEEPING * len(columns) else held

    def _made_rows(self, browsing: BrowseRows, ids: Sequence[str]) -> dict[str, BrowseRow]:
        rows: dict[str, BrowseRow] = {}
        for start in range(0, len(ids), _BATCH):
            self._on_progress(start, len(ids))
            batch = ids[start : start + _BATCH]
            reporting = browsing.reporting(batch)
            for id_, record in browsing.records(batch):
                rows[id_] = row_of(decode(EventGist, record), reporting[id_])
        if ids:
            self._on_progress(len(ids), len(ids))
        return rows

    def _keep(self, held: _Held) -> _Held:
        # What cannot be kept, because the store is read-only or busy, is worked out again.
        with suppress(StoreError), open_store(self._path) as store:
            store.browsing.keep(held.state, write_columns(held.columns))
        return replace(held, news=0)

    def _narrowed(self, held: _Held, filters: ExploreFilters) -> _Narrowed:
        key = (held.state, replace(filters, order=EVERYTHING.order, descending=False))
        found = self._narrowings.get(key)
        if found is None:
            masks = self._masks(held, filters)
            found = _Narrowed(masks, all_of(masks, len(held.columns)))
            self._narrowings.put(key, found)
        return found

    def _masks(self, held: _Held, filters: ExploreFilters) -> Mapping[str, Mask]:
        def with_words(text: str) -> frozenset[str]:
            return self._searched(held, "words", text)

        def of_document(document: str) -> frozenset[str]:
            return self._searched(held, "document", document)

        return conditions(held.columns, filters, with_words=with_words, of_document=of_document)

    def _searched(self, held: _Held, what: str, key: str) -> frozenset[str]:
        found = self._searches.get((held.state, what, key))
        if found is None:
            browsing = self._store().browsing
            found = browsing.with_words(key) if what == "words" else browsing.of_document(key)
            self._searches.put((held.state, what, key), found)
        return found

    def _chosen(self, held: _Held, filters: ExploreFilters) -> Mask:
        return self._narrowed(held, filters).chosen

    def _rows(self, held: _Held, filters: ExploreFilters) -> Numbers:
        return sorted_rows(
            held.columns,
            self._chosen(held, filters),
            filters.order,
            descending=filters.descending,
        )


def _kept(browsing: BrowseRows) -> _Held | None:
    """Return the events as they were when columns were last kept in the store."""
    kept = browsing.kept()
    columns = read_columns(kept[1]) if kept is not None else None
    return None if kept is None or columns is None else _Held(kept[0], columns)


class _Recent(Generic[K, V]):
    """Results for the keys asked for most recently; several threads may share one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return the result for a key, if it is still known."""
        with self._lock:
            if key not in self._results:
                return None
            self._results.move_to_end(key)
            return self._results[key]

    def put(self, key: K, result: V) -> None:
        """Keep a result, and let go of the one that was not asked for the longest."""
        with self._lock:
            self._results[key] = result
            if len(self._results) > self._most:
                self._results.popitem(last=False)


def _event_line(columns: Columns, row: int, line: Line) -> EventLine:
    def word(name: str) -> str:
        return columns.words[name].words[int(columns.named[name][row])]

    numbers = columns.numbers
    return EventLine(
        line=line,
        type=word("type"),
        stage=word("stage"),
        status=word("status"),
        scope=word("scope"),
        documents=int(numbers["documents"][row]),
        disputed=bool(numbers["disputed"][row]),
        official_only=bool(numbers["official"][row]),
        denied=bool(numbers["denied"][row]),
        decisions=int(numbers["decisions"][row]),
        confidence=float(numbers["confidence"][row]),
        country=word("place") if word("precision") == PlacePrecision.COUNTRY else "",
    )


def _cursor(columns: Columns, rows: Numbers, start: int) -> str:
    """Return a cursor to the page that begins with a row: where it is, and after which event."""
    return f"{start}.{columns.ids[rows[start - 1]]}" if start else ""


def _position(columns: Columns, rows: Numbers, cursor: str) -> int:
    """Return where the page of a cursor begins."""
    number, _, event = cursor.partition(".")
    row = columns.rows([event])[0] if event else -1
    before = np.flatnonzero(rows == row).tolist() if row >= 0 else []
    if before:
        return int(before[0]) + 1
    return min(int(number), len(rows)) if number.isdecimal() else 0
