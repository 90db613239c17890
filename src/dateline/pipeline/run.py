"""Article to event: the stages in order. No other module knows this order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path

from dateline import __version__
from dateline.core.act_mentions import ActMention
from dateline.core.claims import Provenance
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document, Span
from dateline.core.fillers import Overview
from dateline.core.grounded import GroundedClaim, Place, Unresolved
from dateline.core.linking import CodedActs
from dateline.pipeline.articles.sentences import split_sentences
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
from dateline.pipeline.linking.copies import sketch_text
from dateline.pipeline.linking.features import ACTS_VERSION
from dateline.pipeline.linking.in_document import link_document
from dateline.pipeline.linking.link import acts_of, link, linker_version
from dateline.resources.actors import load_actors
from dateline.resources.calibration import Calibration, load_calibration
from dateline.resources.codebook import load_codebook
from dateline.resources.conventions import load_conventions
from dateline.resources.extractor_files import (
    NO_MODEL,
    load_extractor_files,
    name_of_extractor,
)
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.resources.lexicons import load_cues, load_nouns

#: Languages whose articles are coded; others are kept and reported.
LANGUAGES = frozenset({"en"})


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
        load_model: Callable[[], Extractor] | None,
    ) -> None:
        """Keep the loaded stages; ``load_pipeline`` makes one."""
        self.provenance = provenance
        self._extractor = extractor
        self._gazetteer = gazetteer
        self._grounding = grounding
        self._families = families
        self._calibration = calibration
        self._load_model = load_model

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

    @cached_property
    def _model(self) -> Extractor | None:
        """The trained extractor, loaded when something first needs it: claims do not."""
        return None if self._load_model is None else self._load_model()

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
    trained = None if model == NO_MODEL else name_of_extractor(model)
    provenance = Provenance(
        version=__version__,
        codebook=f"{book.id}-{book.version}+{book.digest[:8]}"
        + (f".{own.digest[:8]}" if own.digest else ""),
        model=parser.name if trained is None else f"{parser.name}+{trained}",
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
        load_model=None if trained is None else partial(_load_extractor, model),
    )


def _load_extractor(folder: Path | None) -> Extractor:
    return Extractor(load_extractor_files(folder))
