"""Article to event: the stages in order. No other module knows this order."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from dateline import __version__
from dateline.core.act_mentions import ActMention
from dateline.core.claims import Provenance
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document, Span
from dateline.core.fillers import Overview
from dateline.core.grounded import GroundedClaim, Place, Unresolved
from dateline.core.linking import CodedActs
from dateline.errors import ArticleError, EvidenceError
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import read_document
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.articles.sources import Source, iter_sources
from dateline.pipeline.claims.extract import ClaimExtractor
from dateline.pipeline.claims.model.extractor import Extractor
from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.reading import Mentions
from dateline.pipeline.grounding.capital_cities import (
    Capital,
    find_capitals,
    places_of_capitals,
)
from dateline.pipeline.grounding.confidence import calibrated
from dateline.pipeline.grounding.counts import find_quantities
from dateline.pipeline.grounding.ground import GroundingResources, ground_claims
from dateline.pipeline.grounding.measures import find_money
from dateline.pipeline.grounding.nations import nations_of
from dateline.pipeline.grounding.place_names import Toponym
from dateline.pipeline.grounding.places import resolve
from dateline.pipeline.grounding.references import add_references
from dateline.pipeline.grounding.times import find_times
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.pipeline.link_store import link_store
from dateline.pipeline.linking.copies import sketch_text
from dateline.pipeline.linking.features import ACTS_VERSION
from dateline.pipeline.linking.in_document import link_document
from dateline.pipeline.linking.link import acts_of, link, linker_version
from dateline.resources.actors import load_actors
from dateline.resources.calibration import Calibration, load_calibration
from dateline.resources.codebook import load_codebook
from dateline.resources.conventions import load_conventions
from dateline.resources.extractor_files import NO_MODEL, load_extractor_files
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.resources.lexicons import load_cues, load_nouns
from dateline.store.interface import CodingState, PutOutcome, RunStart, RunTotals, Store

#: Languages whose articles are coded; others are kept and reported.
LANGUAGES = frozenset({"en"})
#: Documents a worker may be ahead of the one that is stored next.
_AHEAD = 8
#: How many documents the first process codes itself before it starts others.
_CODED_HERE = 8


class Pipeline:
    """Everything needed to code a document, loaded once."""

    def __init__(
        self,
        *,
        extractor: ClaimExtractor,
        gazetteer: Gazetteer,
        provenance: Provenance,
        grounding: GroundingResources,
        families: Mapping[str, str],
        calibration: Calibration,
        model: Extractor | None,
    ) -> None:
        """Keep the loaded stages; ``load_pipeline`` makes one."""
        self.provenance = provenance
        self._extractor = extractor
        self._gazetteer = gazetteer
        self._grounding = grounding
        self._families = families
        self._calibration = calibration
        self._model = model

    def code(self, document: Document) -> Coded:
        """Find, ground and link the claims of one document.

        What goes wrong is told in ``Coded.failures``; the document comes back in any case.
        """
        if document.language is not None and document.language not in LANGUAGES:
            reason = f"language {document.language!r} is not supported; kept without claims"
            return _uncoded(document, Step.CLAIMS, reason)
        step = Step.CLAIMS
        try:
            sentences = split_sentences(document)
            toponyms = find_toponyms(document, sentences, self._gazetteer)
            capitals = find_capitals(document, toponyms, self._gazetteer)
            mentions = find_mentions(document, toponyms, self._grounding, capitals)
            claims = self._extractor.extract(document, sentences, mentions)
            if not claims:
                return _linked(document, ())
            step = Step.GROUNDING
            resolved = self.resolve_toponyms(document, toponyms)
            places = {span: resolved[span] for span in mentions.places if span in resolved}
            places |= places_of_capitals(capitals)
            grounded = add_references(
                document,
                ground_claims(
                    document,
                    claims,
                    places=places,
                    resources=self._grounding,
                    sentences=sentences,
                    times=mentions.times,
                    nations=nations_of(toponyms),
                ),
                sentences=sentences,
                times=mentions.times,
                places=places,
                families=self._families,
                lexicon=self._grounding.times,
            )
            likely = calibrated(grounded, self._calibration, self._families)
            step = Step.LINKING
            return _linked(document, likely)
        except Exception as error:  # noqa: BLE001 - one bad page must not end a run
            return _uncoded(document, step, f"{type(error).__name__}: {error}")

    def attributions(self, document: Document) -> Iterator[tuple[Span | None, Span, Span]]:
        """Yield source, cue and content of every statement of a document, in text order."""
        by_rules = self._extractor.attributions(document, split_sentences(document))
        if self._model is None:
            yield from by_rules
        else:
            yield from self._model.attributions(document, tuple(by_rules))

    def act_mentions(self, coded: Coded) -> tuple[ActMention, ...] | None:
        """Return the words of a coded document that name acts; ``None`` by rules alone."""
        if self._model is None:
            return None
        return self._model.act_mentions(coded.document, coded.claims)

    def overview(self, document: Document) -> Overview | None:
        """Return what a document reports as a whole; ``None`` by rules alone."""
        return None if self._model is None else self._model.overview(document)

    def find_toponyms(self, document: Document) -> tuple[Toponym, ...]:
        """Return the place names of a document."""
        return find_toponyms(document, split_sentences(document), self._gazetteer)

    def resolve_toponyms(
        self, document: Document, toponyms: Sequence[Toponym]
    ) -> Mapping[Span, Place | Unresolved]:
        """Return what each place name of a document refers to."""
        return resolve(document, toponyms)


def find_mentions(
    document: Document,
    toponyms: Sequence[Toponym],
    resources: GroundingResources,
    capitals: Sequence[Capital] = (),
) -> Mentions:
    """Return the times, quantities and places that are found before parsing.

    A capital told without its name takes in the name of its country.
    """
    told = [capital.span for capital in capitals]
    named = [t for t in toponyms if not any(t.span.overlaps(span) for span in told)]
    return Mentions(
        times=find_times(document.text, lexicon=resources.times),
        quantities=find_quantities(document.text, lexicon=resources.counts),
        places=tuple(sorted([*(t.span for t in named if not t.context_only), *told])),
        demonyms=tuple(t.span for t in named if t.context_only),
        money=find_money(document.text, lexicon=resources.counts),
    )


def _linked(document: Document, grounded: Sequence[GroundedClaim]) -> Coded:
    clusters = link_document(document, grounded)
    kept = {c.claim.id for cluster in clusters for c in cluster}
    claims = tuple(c for c in grounded if c.claim.id in kept)
    acts = acts_of(document, claims)
    return Coded(
        document=document,
        claims=claims,
        events=link(claims, {document.id: document}, known=acts),
        acts=CodedActs(version=ACTS_VERSION, acts=acts, linker=linker_version()),
        sketch=sketch_text(document),
    )


def _uncoded(document: Document, step: Step, reason: str) -> Coded:
    failure = Failure(
        path=document.path or document.id, step=step, reason=reason, document_id=document.id
    )
    return Coded(document=document, claims=(), events=(), failures=(failure,))


@cache
def load_pipeline(
    *,
    codebook: Path | None = None,
    gazetteer: Path | None = None,
    conventions: Path | None = None,
    model: Path | None = None,
) -> Pipeline:
    """Load what coding needs; loading the same twice is free.

    Args:
        codebook: A codebook file, or ``None`` for the built-in one.
        gazetteer: A gazetteer file, or ``None`` for the built-in one.
        conventions: A folder with conventions for times and counts, or ``None`` for our own.
        model: A folder with a trained extractor, ``None`` for the built-in one, ``NO_MODEL`` for
            none.

    Raises:
        ResourceError: Data or a model is missing or has faults.
    """
    book = load_codebook(codebook)
    own = load_conventions(conventions)
    actors = load_actors()
    parser = Parser(actors)
    trained = None if model == NO_MODEL else Extractor(load_extractor_files(model))
    provenance = Provenance(
        version=__version__,
        codebook=f"{book.id}-{book.version}+{book.digest[:8]}"
        + (f".{own.digest[:8]}" if own.digest else ""),
        model=parser.name if trained is None else f"{parser.name}+{trained.name}",
    )
    extractor = ClaimExtractor(
        codebook=book,
        nouns=load_nouns(),
        cues=load_cues(),
        actors=actors,
        parser=parser,
        made_by=provenance,
    )
    grounding = GroundingResources(times=own.times, counts=own.counts, actors=actors)
    return Pipeline(
        extractor=extractor,
        gazetteer=open_gazetteer(gazetteer),
        provenance=provenance,
        grounding=grounding,
        families={event_type.id: str(event_type.family) for event_type in book.types},
        calibration=load_calibration(),
        model=trained,
    )


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
