"""How likely the claims of rules are right, by the rules' confidence and the extractor's scores.

Only the sentences that hold a trigger are read.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.core.claims import Claim
from dateline.core.documents import Document, Sentence, Span
from dateline.pipeline.claims.model.reading import Reader
from dateline.resources.extractor_files import Calibration, Floats

#: Log odds are kept between minus and plus this.
_CLIP = 4.0
#: No claim is surer, or less sure, than this.
_LOWEST, _HIGHEST = 0.02, 0.98


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a claim: see ``Calibration``."""

    rules: float
    act: float
    type: float

    def probability(self, calibration: Calibration) -> float:
        """Return how likely the claim is right."""
        logit = (
            calibration.intercept
            + calibration.rules * self.rules
            + calibration.act * self.act
            + calibration.type * self.type
        )
        return round(min(_HIGHEST, max(_LOWEST, 1 / (1 + math.exp(-logit)))), 3)


def judge(
    reader: Reader,
    document: Document,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    calibration: Calibration,
    of_types: Callable[[Floats], float],
) -> tuple[Claim, ...]:
    """Return claims with a confidence that means how likely they are right.

    Args:
        reader: The trained extractor.
        document: The document.
        sentences: Its sentences.
        claims: What rules found in it.
        calibration: The weights.
        of_types: The probability that a word names an act of the types that tell something.
    """
    evidence = weigh(reader, document, sentences, claims, of_types)
    return tuple(
        replace(claim, confidence=one.probability(calibration))
        for claim, one in zip(claims, evidence, strict=True)
    )


def weigh(
    reader: Reader,
    document: Document,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    of_types: Callable[[Floats], float],
) -> Iterator[Evidence]:
    """Yield what speaks for each claim."""
    triggers = [claim.trigger.span for claim in claims]
    words = reader.read(document.text, passages(sentences, triggers)).words
    for claim, trigger in zip(claims, triggers, strict=True):
        near = [word for word in words if word.span.overlaps(trigger)]
        yield Evidence(
            rules=claim.confidence,
            act=_log_odds(max((1.0 - float(word.acts[0]) for word in near), default=0.0)),
            type=_log_odds(max((of_types(word.types) for word in near), default=0.0)),
        )


def passages(sentences: Sequence[Sentence], triggers: Sequence[Span]) -> list[Span]:
    """Return what is to be read: sentences with a trigger, those that meet as one passage."""
    kept = [n for n, s in enumerate(sentences) if any(s.span.overlaps(t) for t in triggers)]
    found: list[Span] = []
    last = -2
    for number in kept:
        span = sentences[number].span
        if number == last + 1 and found[-1].end <= span.start:
            found[-1] = Span(found[-1].start, span.end)
        elif not found or found[-1].end <= span.start:
            found.append(span)
        last = number
    return found


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-3), 1 - 1e-3)
    return max(-_CLIP, min(_CLIP, math.log(kept / (1 - kept))))
