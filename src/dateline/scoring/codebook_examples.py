"""A codebook's example sentences run through the coder: are they coded as they promise?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.read import document_from_text
from dateline.resources.codebook import Codebook, EventType, Example


class Promise(StrEnum):
    """What an example promises: that its type is found in it, or that it is not."""

    FINDS = "finds"
    NEAR_MISS = "near miss"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleResult:
    """An example of a type, the types found in it in text order, and what is wrong, if anything.

    ``fault`` is empty for an example that keeps its promise.
    """

    type: str
    example: Example
    found: tuple[str, ...]
    fault: str

    @property
    def promise(self) -> Promise:
        """What the example promises."""
        return Promise.FINDS if self.example.finds else Promise.NEAR_MISS

    @property
    def passed(self) -> bool:
        """Whether the example keeps its promise."""
        return not self.fault


def run_examples(codebook: Codebook, code: Callable[[Document], Coded]) -> Iterator[ExampleResult]:
    """Code every example as a document of its own and compare it with its promise.

    A positive example needs one claim of its type with the stage, scope and role words it names;
    a near miss must have no claim of its type, whatever else is found in it.

    Args:
        codebook: The codebook whose examples are run.
        code: Codes a document by that codebook.

    Yields:
        One result per example, in file order.
    """
    for event_type in codebook.types:
        for example in event_type.examples:
            coded = code(example_document(example.text))
            yield ExampleResult(
                type=event_type.id,
                example=example,
                found=tuple(claim.claim.type for claim in coded.claims),
                fault=_fault(event_type, example, coded),
            )


def pass_rate(results: Sequence[ExampleResult]) -> float | None:
    """Return the share of examples that keep their promise; ``None`` if there are none."""
    return sum(result.passed for result in results) / len(results) if results else None


def example_document(text: str) -> Document:
    """Read an example as an article of its own, undated.

    Its language is given: one sentence is too short to tell it.
    """
    return replace(document_from_text(text), language="en")


def _fault(event_type: EventType, example: Example, coded: Coded) -> str:
    if coded.failures:
        return coded.failures[0].reason
    claims = [claim for claim in coded.claims if claim.claim.type == event_type.id]
    if not example.finds:
        return f"{event_type.id} found" if claims else ""
    if not claims:
        return "not found"
    return min((_shortfall(example, claim, coded.document) for claim in claims), key=len)


def _shortfall(example: Example, grounded: GroundedClaim, document: Document) -> str:
    """Tell what a claim of the right type lacks of what the example names."""
    claim = grounded.claim
    faults = []
    if example.stage is not None and claim.stage is not example.stage:
        faults.append(f"stage {claim.stage}, not {example.stage}")
    if example.scope is not None and claim.scope is not example.scope:
        faults.append(f"scope {claim.scope}, not {example.scope}")
    for role, words in example.roles.items():
        spans = [
            span
            for argument in claim.arguments_in(role)
            for span in (argument.mention, argument.antecedent)
            if span is not None
        ]
        mentions = [document.text_at(span) for span in spans]
        if not any(words.casefold() in mention.casefold() for mention in mentions):
            faults.append(f"{role} {mentions or 'not found'}, not {words!r}")
    return "; ".join(faults)
