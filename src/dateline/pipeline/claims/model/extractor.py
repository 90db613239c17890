"""The trained extractor beside the rules: acts that are named, attributions, role fillers."""

import math
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

import numpy as np

from dateline.core.act_mentions import ActMention, MentionedArgument
from dateline.core.documents import Document, Span
from dateline.core.fillers import Overview
from dateline.core.grounded import GroundedClaim, Place
from dateline.pipeline.claims.model.fillers import FillerFinder
from dateline.pipeline.claims.model.participant_judge import ParticipantJudge, is_judged
from dateline.pipeline.claims.model.reading import DECIMALS, Reader, Reading, ReadWord
from dateline.pipeline.claims.model.types import ANSWERING, ROLES, TYPES, stands_for
from dateline.pipeline.claims.model.whole_texts import WholeTexts
from dateline.resources.extractor_files import ExtractorFiles, Floats

#: Least probability of all covered types for the trigger of a claim to name an act.
LEAST_CLAIM = 0.3
#: Least probability of all covered types for the extractor's type to stand instead of a claim's.
LEAST_TYPE = 0.5

#: Source, cue and content of a statement.
Statement = tuple[Span | None, Span, Span]


class Extractor:
    """A trained extractor, loaded as far as it is used."""

    def __init__(self, files: ExtractorFiles) -> None:
        """Note what there is; heads, word pieces and encoder are opened with the first text."""
        self.name = files.name
        self._files = files
        self._covered = [number for number, name in enumerate(files.types) if name in TYPES]
        self._answering = [number for number, name in enumerate(files.acts) if name in ANSWERING]
        self._least_trigger = files.thresholds["triggers.least"]
        self._least_argument = files.thresholds["arguments.least"]
        self._least_cue = files.thresholds["cues.least"]
        self._judge = (
            None if files.arguments is None else ParticipantJudge(files.arguments, files.roles)
        )
        self._fillers: FillerFinder | None = None
        # Whoever asks for one thing of a text asks for another next.
        self._read = lru_cache(maxsize=1)(lambda text: self._reader.read(text))
        self._parse = lru_cache(maxsize=1)(WholeTexts().parse)

    @cached_property
    def _reader(self) -> Reader:
        return Reader(self._files)

    def act_mentions(
        self, document: Document, claims: Sequence[GroundedClaim]
    ) -> tuple[ActMention, ...]:
        """Return the words of a document that name acts, in text order.

        Args:
            document: The document; all of its text is read.
            claims: What the rules found; their triggers are among what is returned, unless the
                extractor is sure that they name no act.
        """
        reading = self._read(document.text)
        likely = self._probabilities(reading.words)
        found, taken = [], set[Span]()
        for claim in sorted(claims, key=lambda c: (c.claim.trigger.span, c.claim.id)):
            trigger = claim.claim.trigger.span
            near = [at for at, word in enumerate(reading.words) if word.span.overlaps(trigger)]
            at = max(near, key=lambda number: likely[number], default=None)
            if at is None or likely[at] < LEAST_CLAIM:
                continue
            best = reading.words[at]
            taken.update(reading.words[number].span for number in near)
            type_ = self._type(best.types)
            stated = tuple(stated_by_rules(claim))
            found.append(
                ActMention(
                    type=self._claim_type(claim.claim.type, type_, likely[at]),
                    trigger=trigger,
                    arguments=self._arguments(reading, trigger, type_, stated),
                    probability=likely[at],
                    claim=claim.claim.id,
                )
            )
        found.extend(
            ActMention(
                type=TYPES[self._type(word.types)],
                trigger=word.span,
                arguments=self._arguments(reading, word.span, self._type(word.types)),
                probability=probability,
            )
            for word, probability in zip(reading.words, likely, strict=True)
            if probability >= self._least_trigger and word.span not in taken
        )
        return tuple(sorted(found, key=lambda mention: (mention.trigger, mention.type)))

    def attributions(
        self, document: Document, by_rules: Sequence[Statement]
    ) -> Iterator[Statement]:
        """Yield source, cue and content of every statement, in text order.

        The extractor tells better what attributes, rules draw the edges of source and content
        better: theirs stand where they overlap the extractor's.

        Args:
            document: The document; all of its text is read.
            by_rules: What the rules found.
        """
        for one in self._read(document.text).attributions(least=self._least_cue):
            drawn = next((s for s in by_rules if s[1].overlaps(one.cue)), None)
            source = one.source[0] if one.source else None
            content = Span(one.content[0].start, one.content[-1].end) if one.content else None
            if drawn is not None:
                source = _better_drawn(source, drawn[0])
                content = _better_drawn(content, drawn[2])
            if content is not None:
                yield source, one.cue, content

    def overview(self, document: Document) -> Overview | None:
        """Return what a document reports; ``None`` if this extractor was not trained for that."""
        if self._fillers is None:
            linear, blend = self._files.linear, self._files.blend
            if linear is None or blend is None:
                return None
            self._fillers = FillerFinder(self._files, linear, blend)
        return self._fillers.overview(self._read(document.text), self._parse)

    def _probabilities(self, words: Sequence[ReadWord]) -> list[float]:
        """Return how likely each word names an act of a type that corpora and codebook both have.

        Two heads say so; the log odds are averaged.
        """
        if not words:
            return []
        by_corpora = _log_odds(_sums([word.types for word in words], self._covered))
        by_codebook = _log_odds(_sums([word.acts for word in words], self._answering))
        averages = ((one + other) / 2 for one, other in zip(by_corpora, by_codebook, strict=True))
        return [round(1 / (1 + math.exp(-average)), DECIMALS) for average in averages]

    def _type(self, types: Floats) -> str:
        return self._files.types[self._covered[int(types[self._covered].argmax())]]

    def _claim_type(self, type_: str, read: str, probability: float) -> str:
        """Return a claim's type, or the one read if that is likely and another one."""
        if probability < LEAST_TYPE or stands_for(read, type_):
            return type_
        return TYPES[read]

    def _arguments(
        self,
        reading: Reading,
        trigger: Span,
        type_: str,
        stated: Sequence[MentionedArgument] = (),
    ) -> tuple[MentionedArgument, ...]:
        """Return who and what takes part; ``stated`` is what the rules found."""
        if self._judge is not None:
            told = [(argument.role, argument.head) for argument in stated]
            doc = self._parse(reading.text)
            judged = self._judge.arguments(reading, doc, trigger, type_, told)
            return (*judged, *(a for a in stated if not is_judged(a.role)))
        roles = {argument.role for argument in stated}
        read = (
            MentionedArgument(
                role=ROLES[one.role], span=one.span, head=one.span, probability=one.probability
            )
            for one in reading.arguments(trigger, type_, least=self._least_argument)
            if one.role in ROLES
        )
        return (*stated, *(argument for argument in read if argument.role not in roles))


def _better_drawn(read: Span | None, by_rules: Span | None) -> Span | None:
    """Return what rules drew, unless it is another part of the text than what was read."""
    if by_rules is not None and (read is None or read.overlaps(by_rules)):
        return by_rules
    return read


def _sums(tables: Sequence[Floats], columns: Sequence[int]) -> list[float]:
    """Return for each table of probabilities the sum over some columns."""
    chosen = np.ascontiguousarray(np.stack(tables)[:, columns])
    sums: list[float] = chosen.sum(1).tolist()
    return sums


def _log_odds(probabilities: Sequence[float]) -> list[float]:
    kept = (min(max(probability, 1e-3), 1 - 1e-3) for probability in probabilities)
    return [math.log(one / (1 - one)) for one in kept]


def stated_by_rules(claim: GroundedClaim) -> Iterator[MentionedArgument]:
    """Yield the arguments and the place that rules found for a claim."""
    for grounded in claim.arguments:
        argument = grounded.argument
        yield MentionedArgument(
            role=argument.role, span=argument.mention, head=argument.head, probability=None
        )
    if isinstance(claim.place, Place):
        mention = claim.place.mention
        yield MentionedArgument(role=None, span=mention, head=mention, probability=None)
