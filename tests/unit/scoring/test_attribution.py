"""Task ``attribution``: source, cue, content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.errors import EvaluationError
from dateline.scoring.attribution import Attributed, evaluate, read_folder, score_attributions
from dateline.scoring.interface import AttributionSpans, Options

from .fakes import FakeCoder, code, silent, span_of

TEXT = 'Harbour news.\n\n"Boats," said Mayor Lund, "are late."  Ferries may stop, it is feared.\n'
GOLD = (
    "T1\tSource 29 39\tMayor Lund\n"
    "T2\tCue 24 28\tsaid\n"
    'T3\tContent 15 23;41 52\t"Boats," "are late."\n'
    "T4\tAttribution 24 28\tsaid\n"
    "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    "T5\tCue 72 84\tit is feared\n"
    "T6\tContent 54 71\tFerries may stop,\n"
    "T7\tAttribution-no-source 72 84\tit is feared\n"
    "E2\tAttribution-no-source:T7 Cue:T5 Content:T6\n"
)


@dataclass(frozen=True)
class Finder:
    """A coder whose document text drops a line and white space, as a reader may."""

    words: Sequence[tuple[str | None, str, str]]

    def read_text(
        self, text: str, *, published: date | None, path: str | None = None, url: str | None = None
    ) -> Document:
        return Document(id="x", text=text.split("\n\n")[1].replace("  ", " ").strip())

    def code_document(self, document: Document) -> Coded:
        return code(document, ())

    def attributions(self, document: Document) -> Sequence[AttributionSpans]:
        text = document.text
        return [
            (span_of(text, s) if s else None, span_of(text, cue), span_of(text, content))
            for s, cue, content in self.words
        ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text" / "a_1.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "attributions" / "a_1_ef2d.ann").write_text(GOLD, encoding="utf-8")
    (tmp_path / "attributions" / "a_1_zz.ann").write_text("", encoding="utf-8")
    return tmp_path


def test_the_first_annotation_of_a_text_is_read_with_broken_quotations(folder: Path) -> None:
    (text,) = read_folder(folder)
    said, feared = text.attributions
    assert [TEXT[s.start : s.end] for s in said.content] == ['"Boats,"', '"are late."']
    assert [TEXT[s.start : s.end] for s in said.source] == ["Mayor Lund"]
    assert feared.source == ()


def test_parts_are_scored_in_the_offsets_of_the_file(folder: Path, tmp_path: Path) -> None:
    coder = Finder([("Lund", "said", '"Boats,"'), (None, "it is feared", "Ferries may stop,")])
    out = tmp_path / "out"
    report = evaluate([folder], coder, Options(predictions=out))
    assert report.row("found (cue overlaps)").value == 1.0
    assert report.row("source, cue and content all overlap").value == 1.0
    assert report.row("source, overlap").value == 1.0
    assert report.row("source, exact").value == 0.0
    assert report.row("cue, exact").value == 1.0
    assert report.row("content, exact").value == 0.5
    lines = (out / "a_1_dateline.ann").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "T2\tSource 35 39\tLund"
    assert lines[4] == "E1\tAttribution:T1 Source:T2 Cue:T3 Content:T4"


def test_a_cue_where_none_is_marked_costs_precision(folder: Path) -> None:
    coder = Finder([("Lund", "said", '"Boats,"'), (None, "late", "are")])
    row = evaluate([folder], coder, Options()).row("found (cue overlaps)")
    assert (row.precision, row.recall) == (0.5, 0.5)


def test_a_coder_without_attributions_of_texts_says_so(folder: Path) -> None:
    with pytest.raises(EvaluationError, match="claims only"):
        evaluate([folder], FakeCoder(silent), Options())


@pytest.mark.parametrize(
    "line", ["T1\tCue x y\tz", "T1\tCue 5 4000\tz", "E1\tAttribution:T9 Cue:T9"]
)
def test_a_line_that_is_no_annotation_is_named(folder: Path, line: str) -> None:
    (folder / "attributions" / "a_1_ef2d.ann").write_text(line, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"a_1_ef2d\.ann:1: not standoff"):
        evaluate([folder], Finder([]), Options())


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="no text"):
        evaluate([tmp_path], Finder([]), Options())


ATTRIBUTED = st.lists(
    st.integers(0, 20).map(
        lambda at: Attributed(
            source=(Span(30 * at, 30 * at + 5),),
            cue=(Span(30 * at + 6, 30 * at + 10),),
            content=(Span(30 * at + 11, 30 * at + 29),),
        )
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda a: a.cue,
)


@given(ATTRIBUTED)
def test_what_was_marked_found_again_is_all_right(marked: list[Attributed]) -> None:
    rows = [r for t in score_attributions([marked], [marked[::-1]]) for r in t.rows]
    assert {row.value for row in rows} == {1.0}
