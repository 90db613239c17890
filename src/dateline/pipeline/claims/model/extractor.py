"""The trained extractor beside the rules: acts that are named, attributions, role fillers."""

from collections.abc import Iterator, Sequence

from dateline.core.act_mentions import ActMention, MentionedArgument
from dateline.core.claims import Claim
from dateline.core.documents import Document, Span
from dateline.core.fillers import Filler
from dateline.errors import ResourceError
from dateline.pipeline.claims.model.fillers import FillerFinder
from dateline.pipeline.claims.model.reading import ReadArgument, Reader, Reading, ReadWord
from dateline.pipeline.claims.model.types import ROLES, TYPES, stands_for
from dateline.pipeline.claims.model.whole_texts import WholeTexts
from dateline.resources.extractor_files import ExtractorFiles, Floats

#: Least probability of all covered types together for words that no rule knows.
LEAST_MENTION = 0.2
#: Least probability for the trigger of a claim to count as words that name an act.
LEAST_CLAIM = 0.0
#: Least probability of all covered types for the extractor's type to stand instead of a claim's.
LEAST_TYPE = 0.5
#: Taken from the logit of "no role".
ROLE_BIAS = 1.0
#: Least score of a cue.
LEAST_CUE = 0.45

#: Source, cue and content of a statement.
Statement = tuple[Span | None, Span, Span]


class Extractor:
    """A trained extractor, loaded as far as it is used."""

    def __init__(self, files: ExtractorFiles) -> None:
        """Prepare the heads; the encoder is opened with the first text.

        Raises:
            ResourceError: The word pieces are damaged.
        """
        self.name = files.name
        self._files = files
        self._reader = Reader(files)
        self._covered = [number for number, name in enumerate(files.types) if name in TYPES]
        self._fillers: FillerFinder | None = None
        self._whole_texts = WholeTexts()

    def act_mentions(self, document: Document, claims: Sequence[Claim]) -> tuple[ActMention, ...]:
        """Return the words of a document that name acts, in text order.

        Args:
            document: The document; all of its text is read.
            claims: What the rules found; their triggers are among what is returned.
        """
        reading = self._reader.read(document.text)
        found, taken = [], set[Span]()
        for claim in sorted(claims, key=lambda c: (c.trigger.span, c.id)):
            near = [w for w in reading.words if w.span.overlaps(claim.trigger.span)]
            taken.update(word.span for word in near)
            best = max(near, key=lambda w: self._probability(w.types), default=None)
            sure = self._probability(best.types) if best is not None else 0.0
            if sure < LEAST_CLAIM:
                continue
            found.append(
                ActMention(
                    type=self._claim_type(claim, best) if best is not None else claim.type,
                    trigger=claim.trigger.span,
                    arguments=self._arguments(reading, claim.trigger.span),
                    probability=sure,
                    claim=claim.id,
                )
            )
        found.extend(
            ActMention(
                type=TYPES[self._type(word.types)],
                trigger=word.span,
                arguments=self._arguments(reading, word.span),
                probability=self._probability(word.types),
            )
            for word in reading.words
            if word.span not in taken and self._probability(word.types) >= LEAST_MENTION
        )
        return tuple(sorted(found, key=lambda mention: (mention.trigger, mention.type)))

    def attributions(
        self, document: Document, by_rules: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Yield source, cue and content of every statement, in text order.

        Args:
            document: The document; all of its text is read.
            by_rules: What the rules found; it stands where the extractor finds nothing.
        """
        read = self._reader.read(document.text).attributions(least=LEAST_CUE)
        found: list[Statement] = [
            (
                one.source[0] if one.source else None,
                one.cue,
                Span(one.content[0].start, one.content[-1].end),
            )
            for one in read
            if one.content
        ]
        cues = [one.cue for one in read]
        found.extend(s for s in by_rules if not any(s[1].overlaps(cue) for cue in cues))
        yield from sorted(found, key=lambda statement: statement[1])

    def fillers(self, document: Document) -> tuple[Filler, ...]:
        """Return who and what fills a role of the incidents a document reports.

        Raises:
            ResourceError: This extractor has no linear model or no blend.
        """
        if self._fillers is None:
            linear, blend = self._files.linear, self._files.blend
            if linear is None or blend is None:
                raise ResourceError(f"{self._files.folder}: this extractor finds no role fillers")
            self._fillers = FillerFinder(self._files, linear, blend)
        reading = self._reader.read(document.text)
        return self._fillers.find(reading, self._whole_texts.parse(document.text))

    def _probability(self, types: Floats) -> float:
        """Return how likely a word names an act of a type that the codebook covers."""
        return float(types[self._covered].sum())

    def _type(self, types: Floats) -> str:
        return self._reader.types[self._covered[int(types[self._covered].argmax())]]

    def _claim_type(self, claim: Claim, word: ReadWord) -> str:
        best = self._type(word.types)
        if self._probability(word.types) < LEAST_TYPE or stands_for(best, claim.type):
            return claim.type
        return TYPES[best]

    def _arguments(self, reading: Reading, trigger: Span) -> tuple[MentionedArgument, ...]:
        read: tuple[ReadArgument, ...] = reading.arguments(trigger, bias=ROLE_BIAS)
        return tuple(
            MentionedArgument(role=ROLES[one.role], span=one.span, probability=one.probability)
            for one in read
            if one.role in ROLES
        )
