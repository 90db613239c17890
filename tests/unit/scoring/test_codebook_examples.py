from collections.abc import Callable
from dataclasses import replace

import pytest

from dateline.core.claims import Argument, MentionKind, Role, Stage
from dateline.core.coded import Coded, Failure, Step
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedArgument, GroundedClaim
from dateline.resources.codebook import Codebook, Example, load_codebook
from dateline.scoring.codebook_examples import (
    ExampleResult,
    Promise,
    example_document,
    pass_rate,
    run_examples,
)

from ..exports.samples import ARREST_CLAIM

TEXT = "Guards at the gate of Oshel prison seized nine parcels."


def book_with(*examples: Example) -> Codebook:
    book = load_codebook()
    return replace(book, types=(replace(book.type("seizure"), examples=examples),))


def example(*, finds: bool = True, **named: object) -> Example:
    return Example(text=TEXT, finds=finds, line=7, **named)  # type: ignore[arg-type]


def claiming(
    *types: str, stage: Stage = Stage.ACCOMPLISHED, authority: str | None = None
) -> Callable[[Document], Coded]:
    """Return a coder that makes claims of these types of any document."""

    def code(document: Document) -> Coded:
        arguments: tuple[Argument, ...] = ()
        if authority is not None:
            start = document.text.index(authority)
            span = Span(start, start + len(authority))
            arguments = (
                Argument(role=Role.AUTHORITY, kind=MentionKind.PERSON, mention=span, head=span),
            )
        return Coded(
            document=document,
            claims=tuple(_claim(document, type_, stage, arguments) for type_ in types),
            events=(),
        )

    return code


def _claim(
    document: Document, type_: str, stage: Stage, arguments: tuple[Argument, ...]
) -> GroundedClaim:
    claim = replace(
        ARREST_CLAIM.claim, document_id=document.id, type=type_, stage=stage, arguments=arguments
    )
    grounded = tuple(GroundedArgument(argument=argument) for argument in arguments)
    return replace(ARREST_CLAIM, claim=claim, arguments=grounded)


def run_one(promised: Example, code: Callable[[Document], Coded]) -> ExampleResult:
    (result,) = run_examples(book_with(promised), code)
    return result


def test_positive_example_holds_when_its_type_is_found() -> None:
    result = run_one(example(), claiming("arrest", "seizure"))
    assert result.passed
    assert result.found == ("arrest", "seizure")
    assert result.promise is Promise.FINDS


def test_positive_example_without_a_claim_of_its_type_fails() -> None:
    assert run_one(example(), claiming("arrest")).fault == "not found"


def test_near_miss_holds_unless_its_own_type_is_found() -> None:
    assert run_one(example(finds=False), claiming("arrest")).passed
    assert run_one(example(finds=False), claiming("seizure")).fault == "seizure found"


def test_stage_must_be_the_one_named() -> None:
    result = run_one(example(stage=Stage.FOILED), claiming("seizure"))
    assert result.fault == "stage accomplished, not foiled"
    assert run_one(example(stage=Stage.FOILED), claiming("seizure", stage=Stage.FOILED)).passed


@pytest.mark.parametrize(("authority", "passed"), [("Guards", True), ("parcels", False)])
def test_role_words_must_be_part_of_the_mention(authority: str, passed: bool) -> None:
    promised = example(roles={Role.AUTHORITY: "guards"})
    assert run_one(promised, claiming("seizure", authority=authority)).passed is passed


def test_failure_to_code_fails_even_a_near_miss() -> None:
    def fail(document: Document) -> Coded:
        failure = Failure(path="x", step=Step.CLAIMS, reason="model broke")
        return Coded(document=document, claims=(), events=(), failures=(failure,))

    assert run_one(example(finds=False), fail).fault == "model broke"


def test_example_is_read_as_an_undated_english_article() -> None:
    document = example_document(TEXT)
    assert (document.text, document.language, document.published) == (TEXT, "en", None)


def test_pass_rate_is_a_share_and_undefined_without_examples() -> None:
    good = run_one(example(), claiming("seizure"))
    bad = run_one(example(), claiming("arrest"))
    assert pass_rate([good, bad]) == 0.5
    assert pass_rate([]) is None
