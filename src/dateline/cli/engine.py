"""The costly parts, imported only by the commands that use them.

The parser and the models take seconds to import; ``dateline --help`` must not wait for them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.console import say
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.events import Event, FigureRule
from dateline.errors import StoreError
from dateline.exports.dossiers import Dossiers
from dateline.store.interface import Store

if TYPE_CHECKING:
    from dateline.api import Coder
    from dateline.pipeline.articles.options import ReadOptions
    from dateline.pipeline.code_store import Progress, RunReport
    from dateline.pipeline.link_store import LinkReport
    from dateline.pipeline.linking.decide import Rulings
    from dateline.resources.codebook import Codebook
    from dateline.resources.gazetteer import Gazetteer
    from dateline.scoring.codebook_examples import ExampleResult


def today() -> date:
    """Return the day it is here: publication dates after it are refused."""
    return datetime.now(UTC).astimezone().date()


@contextmanager
def reading(path: Path, *, as_of: datetime | None = None) -> Iterator[Store]:
    """Open a store to read one unchanging state of it.

    Args:
        path: The store.
        as_of: The past state to read; ``None`` is the present one.

    Raises:
        StoreError: There is none, or it cannot be read.
    """
    from dateline.store.sqlite import open_store

    with open_store(path, read_only=True) as store, store.snapshot(as_of=as_of):
        if not store.events_are_current():
            say(
                "Articles or decisions are stored that are not linked yet; shown is the last "
                "state that was. Link them with: dateline decisions list",
                style="yellow",
            )
        yield store


@contextmanager
def writing(path: Path) -> Iterator[Store]:
    """Open a store to write, making it if there is none.

    Raises:
        StoreError: It cannot be opened or written.
    """
    from dateline.store.sqlite import open_store

    with open_store(path) as store:
        yield store


@contextmanager
def changing(path: Path) -> Iterator[Store]:
    """Open a store that there is, to write.

    Raises:
        StoreError: There is none, or it cannot be opened or written.
    """
    from dateline.store.sqlite import open_store

    if not path.exists():
        raise StoreError(f"{path}: there is no such store. Make one with: dateline code ... --db")
    with open_store(path) as store:
        yield store


def link(store: Store, *, codebook: Path | None) -> None:
    """Link what is not linked yet; see ``dateline.pipeline.link_store``."""
    from dateline.pipeline.link_store import link_store

    link_store(store, codebook=codebook)


def rulings_of(store: Store, *, codebook: Path | None) -> "Rulings":
    """Return how the decisions of a store stand; see ``dateline.pipeline.link_store``."""
    from dateline.pipeline import link_store

    return link_store.rulings_of(store, codebook=codebook)


def gazetteer(path: Path | None) -> "Gazetteer":
    """Open a gazetteer.

    Raises:
        GazetteerError: It is missing or has faults.
    """
    from dateline.resources.gazetteer import open_gazetteer

    return open_gazetteer(path)


def dossiers_of(
    store: Store, *, names: bool, figures: FigureRule = FigureRule.LOW_BEST_HIGH
) -> Dossiers:
    """Return the dossiers of a store's events, with figures chosen by a rule."""
    from dateline.pipeline.linking.conflicts import with_figures

    return Dossiers(
        store.document,
        store.claims,
        names=names,
        choose=lambda event: with_figures(event, figures),
    )


def sentences_of(document: Document) -> tuple[Span, ...]:
    """Return where the sentences of a document stand."""
    from dateline.pipeline.articles.sentences import split_sentences

    return tuple(sentence.span for sentence in split_sentences(document))


def families(codebook: Path | None) -> Mapping[str, str]:
    """Return the family of each event type of a codebook.

    Raises:
        CodebookError: The codebook has faults.
    """
    from dateline.resources.codebook import load_codebook

    book = load_codebook(codebook)
    return {event_type.id: str(event_type.family) for event_type in book.types}


def code(
    inputs: Sequence[str],
    *,
    store: Store,
    options: "ReadOptions",
    workers: int,
    codebook: Path | None,
    gazetteer: Path | None,
    conventions: Path | None = None,
    model: Path | None = None,
    on_progress: "Callable[[Progress], None]",
    recode: bool,
) -> "RunReport":
    """Code inputs into a store; see ``dateline.pipeline.code_store.code_inputs``."""
    from dateline.pipeline.code_store import code_inputs

    return code_inputs(
        inputs,
        store=store,
        options=options,
        workers=workers,
        today=today(),
        codebook=codebook,
        gazetteer=gazetteer,
        conventions=conventions,
        model=model,
        on_progress=on_progress,
        recode=recode,
    )


def relink(
    store: Store,
    *,
    codebook: Path | None,
    everything: bool,
    workers: int,
    on_progress: "Callable[[int, int], None]",
) -> "LinkReport":
    """Link a store that nothing else may write to meanwhile; see ``pipeline.link_store``."""
    from dateline.pipeline.link_store import link_store

    with store.linking():
        return link_store(
            store,
            codebook=codebook,
            everything=everything,
            workers=workers,
            on_progress=on_progress,
        )


def coder(*, codebook: Path | None, gazetteer: Path | None, model: Path | None = None) -> "Coder":
    """Return a coder of single articles.

    Raises:
        ResourceError: A resource is missing or has faults.
    """
    from dateline.api import Coder

    return Coder(codebook=codebook, gazetteer=gazetteer, model=model)


def run_examples(book: "Codebook", path: Path | None) -> "Iterator[ExampleResult]":
    """Code the examples of a codebook that was loaded from a path; see ``scoring``."""
    from dateline.scoring import codebook_examples

    return codebook_examples.run_examples(book, coder(codebook=path, gazetteer=None).code_document)


def link_coded(coded: Sequence[Coded]) -> tuple[Event, ...]:
    """Link what was found in several documents."""
    from dateline.pipeline.linking.link import link

    claims = [claim for one in coded for claim in one.claims]
    return tuple(link(claims, {one.document.id: one.document for one in coded}))


@contextmanager
def samples() -> Iterator[Path]:
    """Give the folder of sample articles that come with Dateline."""
    with as_file(files("dateline.resources") / "samples") as folder:
        yield folder
