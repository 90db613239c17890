"""The stages in order."""

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.core.coded import Step
from dateline.core.documents import Document, Segment, SegmentKind, Span
from dateline.errors import ResourceError
from dateline.pipeline.grounding.ground import GroundingResources
from dateline.pipeline.run import find_mentions, load_pipeline
from dateline.resources.actors import load_actors
from dateline.resources.counts import load_count_lexicon
from dateline.resources.times import load_time_lexicon

FARM = "Gunmen attacked a farm near Goma on Monday, killing two guards."


def paragraph(text: str, *, language: str | None) -> Document:
    segment = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text)))
    return Document(id="d", text=text, segments=(segment,), language=language)


def test_document_in_another_language_is_kept_without_claims_and_told(coder: Coder) -> None:
    document = paragraph("Hombres armados atacaron una granja.", language="es")
    coded = coder.pipeline.code(document)
    assert coded.document is document
    assert (coded.claims, coded.events) == ((), ())
    (failure,) = coded.failures
    assert failure.step is Step.CLAIMS
    assert failure.document_id == "d"
    assert "'es'" in failure.reason


def test_document_of_unknown_language_is_coded(coder: Coder) -> None:
    coded = coder.pipeline.code(paragraph(FARM, language=None))
    assert coded.failures == ()
    assert len(coded.claims) == 1


def test_document_whose_segments_end_after_its_text_fails_and_does_not_raise(
    coder: Coder,
) -> None:
    document = paragraph(FARM, language="en")
    broken = replace(document, text=document.text[:20])
    coded = coder.pipeline.code(broken)
    assert coded.document is broken
    assert (coded.claims, coded.events) == ((), ())
    assert [failure.document_id for failure in coded.failures] == ["d"]


def test_mentions_are_found_in_the_whole_text(coder: Coder) -> None:
    document = paragraph(FARM, language="en")
    resources = GroundingResources(
        times=load_time_lexicon(), counts=load_count_lexicon(), actors=load_actors()
    )
    mentions = find_mentions(document, coder.pipeline.find_toponyms(document), resources)
    assert [document.text_at(span) for span in mentions.places] == ["Goma"]
    assert any("Monday" in document.text_at(span) for span in mentions.times)
    assert "two" in [document.text_at(span) for span in mentions.quantities]


def test_pipeline_is_loaded_once() -> None:
    assert load_pipeline() is load_pipeline()


def test_codebook_that_is_missing_is_a_resource_error(tmp_path: Path) -> None:
    with pytest.raises(ResourceError):
        load_pipeline(codebook=tmp_path / "absent.toml")
