"""What every page works with: the store, the codebook, the catalogues, the static files."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request

from dateline.core.events import Event, FigureRule
from dateline.explore.explorer import Explorer
from dateline.exports.dossiers import Dossiers
from dateline.pipeline.linking.conflicts import with_figures
from dateline.resources.codebook import EventType, load_codebook
from dateline.server.config import ServerConfig
from dateline.server.locales import Catalogue, load_catalogues
from dateline.server.static_files import StaticFiles
from dateline.store.interface import Store
from dateline.store.sqlite import SqliteStore, open_store

#: Family of a type that the codebook does not know: the store may be coded with another one.
OTHER_FAMILY = "other"


class Readers:
    """Stores open to read, one for each thread: a store belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()

    @contextmanager
    def read(self) -> Iterator[Store]:
        """Give a store that shows one state of everything inside the block.

        Raises:
            StoreError: There is no store, or it cannot be read.
        """
        store: SqliteStore | None = getattr(self._own, "store", None)
        if store is None:
            store = open_store(self._path, read_only=True)
            self._own.store = store
        with store.snapshot():
            yield store


@dataclass(frozen=True, slots=True, kw_only=True)
class AppContext:
    """What the app was started with and has loaded; ``types`` is the codebook in file order."""

    config: ServerConfig
    readers: Readers
    explorer: Explorer
    types: Mapping[str, EventType]
    catalogues: Mapping[str, Catalogue]
    static: StaticFiles
    _families: Mapping[str, str] = field(default_factory=dict)

    def family(self, event_type: str | None) -> str:
        """Return the family of an event type."""
        return self._families.get(event_type or "", OTHER_FAMILY)

    @property
    def families(self) -> Mapping[str, str]:
        """The family of each type of the codebook."""
        return self._families

    def dossiers(self, store: Store, figures: FigureRule | None = None) -> Dossiers:
        """Return the dossiers of a store, with names and, if no rule is given, figures as
        configured.
        """
        rule = figures or self.config.figures

        def choose(event: Event) -> Event:
            return with_figures(event, rule)

        return Dossiers(
            store.document,
            store.claims,
            names=self.config.names,
            choose=choose,
            find_naming=store.browsing.naming_claims,
        )


def build_context(config: ServerConfig) -> AppContext:
    """Load what the pages need.

    Raises:
        ResourceError: The codebook or the base map cannot be used.
    """
    book = load_codebook(config.codebook)
    return AppContext(
        config=config,
        readers=Readers(config.store),
        explorer=Explorer(config.store, names=config.names, figures=config.figures),
        types={each.id: each for each in book.types},
        catalogues=load_catalogues(),
        static=StaticFiles(base_map=config.base_map),
        _families={each.id: str(each.family) for each in book.types},
    )


def context_of(request: Request) -> AppContext:
    """Return what the app of a request was started with."""
    context: AppContext = request.app.state.dateline
    return context
