"""Document to claims: the claims stage, in order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.core.claims import Argument, Claim, Provenance, Role, Stage
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.claims.acts import CLAIM_OF_RESPONSIBILITY, DEADLY
from dateline.pipeline.claims.attribution import Attributor, attribution_spans
from dateline.pipeline.claims.coreference import introducing, resolve_antecedents
from dateline.pipeline.claims.domain import read_domain
from dateline.pipeline.claims.frames import Classifier
from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.parts import read_parts
from dateline.pipeline.claims.reading import Mentions, Reading, Tools
from dateline.pipeline.claims.refusals import add_denials
from dateline.pipeline.claims.tolls import EFFECT_WORDS
from dateline.pipeline.claims.triggers import Triage, index_triggers
from dateline.pipeline.claims.unreal import is_tale
from dateline.resources.actors import ActorTable
from dateline.resources.codebook import Codebook
from dateline.resources.lexicons import Cues, Nouns

#: A dozen words at most that end in a verb of saying, or have the passive of one.
_CREDIT = re.compile(
    r"(?:[^\s\"\u201c]+\s+){1,14}(?:reported|said|stated|announced|informed|confirmed|noted)"
    r"(?:\s+(?:this|that|it|about it|on \w+day))?\W*$|"
    r"(?:this|it|that)\s+(?:was|has been|is)\s+(?:reported|announced|stated|confirmed|said)\s+by\s",
    re.IGNORECASE,
)
#: The end of a quotation with whoever said it behind it.
_CLOSING = re.compile(
    r"[\"\u201d][^\"\u201c\u201d]{0,160}\b(?:said|told|added|stated|explained|noted|says)\b"
)


class ClaimExtractor:
    """Finds the claims of a document by codebook triggers and dependency patterns."""

    def __init__(
        self,
        *,
        codebook: Codebook,
        nouns: Nouns,
        cues: Cues,
        actors: ActorTable,
        parser: Parser,
        made_by: Provenance,
    ) -> None:
        """Index the codebook's triggers."""
        self._tools = Tools(
            index=index_triggers(codebook),
            types={event_type.id: event_type for event_type in codebook.types},
            classifier=Classifier(nouns, actors),
            cues=cues,
            actors=actors,
            made_by=made_by,
            violent=frozenset(t.id for t in codebook.types if t.family == "violence")
            - {CLAIM_OF_RESPONSIBILITY, "threat"}
            | (DEADLY & {t.id for t in codebook.types}),
        )
        self._triage = Triage(self._tools.index, nouns, EFFECT_WORDS)
        self._parser = parser
        self._ordinary = frozenset(self._tools.index.forms) | EFFECT_WORDS

    def extract(
        self, document: Document, sentences: Sequence[Sentence], mentions: Mentions
    ) -> tuple[Claim, ...]:
        """Return the claims of a document, in text order.

        Args:
            document: The article; only segments that bear claims are read.
            sentences: Its sentences.
            mentions: Times, quantities and places found in it beforehand.
        """
        kept = [
            s
            for s in sentences
            if self._triage.keeps(document, s)
            and not is_tale(document.text_at(s.span), self._tools.cues)
        ]
        domain = read_domain(document, sentences, self._tools.cues, self._tools.actors)
        if not kept or domain.excluded:
            return ()
        reading = Reading(self._tools, document, mentions, domain)
        read = sorted([*kept, *crediting(document, sentences, kept)], key=lambda s: s.span)
        for parse in self._parser.parse(document, read, self._ordinary):
            reading.read(parse)
        for parse in self._parser.parse(document, introducing(document, sentences, kept)):
            reading.note(parse)
        claims = stop_plots(resolve_antecedents(document, reading.claims, reading.referents))
        claims = read_parts(document, claims)
        return add_denials(document, sentences, claims, self._tools.violent)

    def attributions(
        self, document: Document, sentences: Sequence[Sentence]
    ) -> Iterator[tuple[Span | None, Span, Span]]:
        """Yield source, cue and content of every statement of a document, in text order."""
        attributor = Attributor(self._tools.cues, self._tools.actors, document)
        yield from attribution_spans(self._parser.parse(document, sentences), attributor)


def crediting(
    document: Document, sentences: Sequence[Sentence], kept: Sequence[Sentence]
) -> tuple[Sentence, ...]:
    """Return sentences that may name the source of those read before them in a paragraph.

    They say nothing else, or close the quotation that the others stand in.
    """
    known = {sentence.span for sentence in kept}
    told = {sentence.paragraph for sentence in kept}
    return tuple(
        sentence
        for earlier, sentence in pairwise(sentences)
        if sentence.span not in known
        and sentence.segment is SegmentKind.PARAGRAPH
        and (
            (earlier.span in known and _CREDIT.match(document.text_at(sentence.span)))
            or (
                sentence.paragraph in told
                and earlier.paragraph == sentence.paragraph
                and _CLOSING.search(document.text_at(sentence.span))
            )
        )
    )


def stop_plots(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Mark a plot as foiled when the same text has its plotters arrested."""
    held = {
        _chain(argument)
        for claim in claims
        if claim.type == "arrest" and claim.stage is Stage.ACCOMPLISHED
        for argument in claim.arguments_in(Role.SUSPECT)
    }
    return tuple(
        replace(claim, stage=Stage.FOILED)
        if claim.type == "plot"
        and claim.stage is Stage.PLANNED
        and any(_chain(a) in held for a in claim.arguments_in(Role.SUSPECT))
        else claim
        for claim in claims
    )


def _chain(argument: Argument) -> Span:
    return argument.antecedent or argument.mention
