"""Inputs into a store: articles are read, coded and stored one by one, then linked."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from dateline.core.claims import Provenance
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document
from dateline.core.grounded import Unresolved
from dateline.errors import ArticleError, EvidenceError
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import read_document
from dateline.pipeline.articles.sources import Source, iter_sources
from dateline.pipeline.link_store import link_store
from dateline.pipeline.run import Pipeline, load_pipeline
from dateline.store.interface import CodingState, PutOutcome, RunStart, RunTotals, Store

#: Documents a worker may be ahead of the one that is stored next.
_AHEAD = 8
#: How many documents the first process codes itself before it starts others.
_CODED_HERE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run has come: ``total`` is unknown while inputs are still being listed.

    While it links, ``done`` and ``total`` count events instead of inputs.
    """

    done: int
    total: int | None
    label: str
    linking: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """What a run did.

    ``already`` were coded before by the same version; ``unresolved`` counts times and places
    left open by reason; ``skipped`` says what could not be read or coded, ``warnings`` what was
    coded with something to know about it. ``documents`` are the ids taken up, sorted.
    """

    documents: int
    coded: int
    already: int
    claims: int
    events: int
    unresolved: Mapping[str, int]
    skipped: tuple[Failure, ...]
    document_ids: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """Counts of a run under way."""

    inputs: int = 0
    coded: int = 0
    already: int = 0
    claims: int = 0
    unresolved: Counter[str] = field(default_factory=Counter)
    skipped: list[Failure] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


def code_inputs(
    inputs: Sequence[str],
    *,
    store: Store,
    options: ReadOptions,
    today: date,
    workers: int = 1,
    codebook: Path | None = None,
    gazetteer: Path | None = None,
    conventions: Path | None = None,
    model: Path | None = None,
    on_progress: Callable[[Progress], None] = lambda progress: None,
    recode: bool = False,
) -> RunReport:
    """Read, code and store every article of the inputs, then link all events of the store.

    Each document is one transaction, so a run that is cut off can be taken up again: documents
    already coded by the same version and codebook are passed over. The outcome depends neither on
    the order of the inputs nor on the number of workers.

    Args:
        inputs: Files, folders, patterns, or ``-`` for standard input.
        store: Where documents, claims and events are kept.
        options: How articles are to be read.
        today: Publication dates after it are not believed.
        workers: Processes that code and link; 1 does so in this one.
        codebook: A codebook file, or ``None`` for the built-in one.
        gazetteer: A gazetteer file, or ``None`` for the built-in one.
        conventions: A folder with conventions for times and counts, or ``None`` for our own.
        model: A folder with a trained extractor, ``None`` for the built-in one, ``NO_MODEL`` for
            none.
        on_progress: Called after every input, and while events are linked.
        recode: Code documents again that were already coded.
    """
    own = _OwnFiles(codebook=codebook, gazetteer=gazetteer, conventions=conventions, model=model)
    pipeline = own.pipeline()
    run_id = store.start_run(RunStart(made_by=pipeline.provenance, arguments=tuple(inputs)))
    tally = _Tally()
    sources = list(iter_sources(inputs, options))
    to_code = _read_all(sources, store, options, today, pipeline.provenance, run_id, tally, recode)
    for coded in _code_all(to_code, pipeline, workers, own):
        _store(store, run_id, coded, pipeline.provenance, tally)
        on_progress(
            Progress(done=tally.inputs, total=len(sources), label=coded.document.path or "")
        )
    link_store(
        store,
        codebook=codebook,
        workers=workers,
        on_progress=lambda done, total: on_progress(
            Progress(done=done, total=total, label="", linking=True)
        ),
    )
    report = RunReport(
        documents=len(sources),
        coded=tally.coded,
        already=tally.already,
        claims=tally.claims,
        events=store.count_events(),
        unresolved=dict(sorted(tally.unresolved.items())),
        skipped=tuple(tally.skipped),
        document_ids=tuple(sorted(tally.ids)),
    )
    store.finish_run(
        run_id,
        RunTotals(
            documents=report.documents,
            coded=report.coded,
            skipped=report.already,
            failed=len(report.skipped),
            claims=report.claims,
            events=report.events,
            unresolved=sum(report.unresolved.values()),
        ),
    )
    on_progress(Progress(done=len(sources), total=len(sources), label=""))
    return report


def _read_all(
    sources: Sequence[Source | ArticleError],
    store: Store,
    options: ReadOptions,
    today: date,
    made_by: Provenance,
    run_id: int,
    tally: _Tally,
    recode: bool,
) -> Iterator[Document]:
    """Yield the documents that need coding; note in the tally and the store what does not."""
    waiting: set[str] = set()
    for source in sources:
        tally.inputs += 1
        if isinstance(source, ArticleError):
            _note(
                store,
                run_id,
                tally,
                Failure(path=source.path, step=Step.READING, reason=source.reason),
            )
            continue
        try:
            read = read_document(source, options, today=today)
        except ArticleError as error:
            _note(
                store,
                run_id,
                tally,
                Failure(path=error.path, step=Step.READING, reason=error.reason),
            )
            continue
        document = read.document
        tally.ids.add(document.id)
        for warning in read.warnings:
            _note(
                store,
                run_id,
                tally,
                Failure(
                    path=source.label, step=Step.READING, reason=warning, document_id=document.id
                ),
            )
        if document.id in waiting:
            yield document
            continue
        state = store.coding_of(document, made_by)
        if state is CodingState.CODED and not recode:
            tally.already += 1
        elif state is CodingState.COPY:
            _note_copy(store, run_id, tally, document)
        else:
            waiting.add(document.id)
            yield document


def _note_copy(store: Store, run_id: int, tally: _Tally, document: Document) -> None:
    if store.add_copy(document):
        _note(store, run_id, tally, _duplicate(store, document))
    else:
        tally.already += 1


def _duplicate(store: Store, document: Document) -> Failure:
    stored = store.document(document.id)
    other = stored.path if stored is not None and stored.path != document.path else None
    return Failure(
        path=document.path or document.id,
        step=Step.READING,
        reason=f"duplicate: same text as {other or document.id}; noted as a copy",
    )


def _note(store: Store, run_id: int, tally: _Tally, failure: Failure) -> None:
    store.add_failure(run_id, failure)
    tally.skipped.append(failure)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OwnFiles:
    """The files that a user gives instead of ours; each process loads them for itself."""

    codebook: Path | None
    gazetteer: Path | None
    conventions: Path | None
    model: Path | None

    def pipeline(self) -> Pipeline:
        return load_pipeline(
            codebook=self.codebook,
            gazetteer=self.gazetteer,
            conventions=self.conventions,
            model=self.model,
        )


def _code_all(
    documents: Iterator[Document], pipeline: Pipeline, workers: int, own: _OwnFiles
) -> Iterator[Coded]:
    """Yield the coded documents in the order of the documents, whoever codes them.

    The first few are coded here: to start other processes takes longer.
    """
    yield from map(pipeline.code, islice(documents, _CODED_HERE) if workers > 1 else documents)
    following = next(documents, None)
    if following is None:
        return
    with ProcessPoolExecutor(
        workers,
        mp_context=get_context("spawn"),
        initializer=_start_worker,
        initargs=(own,),
    ) as pool:
        waiting: list[Future[Coded]] = []
        for document in chain([following], documents):
            waiting.append(pool.submit(_code_in_worker, document, own))
            if len(waiting) > workers * _AHEAD:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


def _start_worker(own: _OwnFiles) -> None:
    own.pipeline()


def _code_in_worker(document: Document, own: _OwnFiles) -> Coded:
    return own.pipeline().code(document)


def _store(store: Store, run_id: int, coded: Coded, made_by: Provenance, tally: _Tally) -> None:
    try:
        result = store.put(run_id, coded, made_by)
    except EvidenceError as error:
        failure = Failure(
            path=coded.document.path or coded.document.id,
            step=Step.STORING,
            reason=str(error),
            document_id=coded.document.id,
        )
        _note(store, run_id, tally, failure)
        return
    tally.skipped.extend(coded.failures)
    if result.outcome is PutOutcome.COPY:
        _note(store, run_id, tally, _duplicate(store, coded.document))
        return
    if not coded.failures:
        tally.coded += 1
    tally.claims += len(coded.claims)
    for claim in coded.claims:
        for what, value in (("time", claim.time), ("place", claim.place)):
            if isinstance(value, Unresolved):
                tally.unresolved[f"{what}: {value.reason.value}"] += 1
