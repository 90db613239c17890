"""Task ``near-misses``: sentences in which nothing may be found."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.errors import EvaluationError
from dateline.scoring.interface import Options
from dateline.scoring.near_misses import evaluate

from .fakes import FakeCoder, Said, silent


def find(text: str) -> Sequence[Said]:
    return [Said(type="armed_assault", trigger="fired")] if "fired" in text else []


def write(folder: Path, *items: tuple[str, str, str]) -> Path:
    path = folder / "set.jsonl"
    lines = [
        json.dumps({"id": f"n{i}", "part": part, "domain": domain, "text": text})
        for i, (part, domain, text) in enumerate(items)
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_sentences_with_claims_are_counted_by_part_and_domain(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        ("dev", "sport", "Lund fired wide."),
        ("dev", "sport", "Lund scored."),
        ("dev", "games", "The rook moves."),
        ("held", "sport", "Lund fired over the bar."),
    )
    report = evaluate([path], FakeCoder(find), Options())
    dev, held = report.tables
    assert [(row.name, row.n, row.found) for row in dev.rows[:1]] == [
        ("sentences with a claim", 3, 1)
    ]
    assert report.row("claims found").value == 1.0
    assert report.row("sport: sentences with a claim").value == 0.5
    assert report.row("games: sentences with a claim").value == 0.0
    assert held.rows[0].value == 1.0


def test_what_was_found_in_a_held_sentence_is_not_told(tmp_path: Path) -> None:
    path = write(tmp_path, ("dev", "sport", "Lund fired."), ("held", "sport", "Ode fired."))
    report = evaluate([path], FakeCoder(find), Options())
    assert [wrong["id"] for wrong in report.details["claims"]] == ["n0"]  # type: ignore[attr-defined]


def test_silence_on_few_sentences_leaves_a_wide_interval(tmp_path: Path) -> None:
    path = write(tmp_path, *[("dev", "sport", f"Lund scored {n}.") for n in range(10)])
    row = evaluate([path], FakeCoder(silent), Options()).row("sentences with a claim")
    assert row.value == 0.0
    assert row.lower == 0.0
    assert row.upper == pytest.approx(0.278, abs=0.001)


@pytest.mark.parametrize("content", ["", '{"id": "n0"}', "no json"])
def test_a_file_without_sentences_or_with_other_lines_is_refused(
    tmp_path: Path, content: str
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"set\.jsonl"):
        evaluate([path], FakeCoder(silent), Options())
