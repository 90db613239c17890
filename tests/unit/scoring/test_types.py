"""Task ``types``: event types of short texts in ACLED's terms."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from dateline.core.claims import Role
from dateline.errors import EvaluationError
from dateline.scoring.interface import Options
from dateline.scoring.types import (
    evaluate,
    macro_f1,
    normalize_label,
    tables,
    weighted_f1,
)

from .fakes import FakeCoder, Said, silent

ACLED = Options(scheme="acled")


def find(text: str) -> Sequence[Said]:
    if "soldiers" in text:
        return (
            Said(
                type="armed_assault",
                trigger="fired",
                arguments=((Role.VICTIM, "soldiers", None),),
            ),
        )
    if "grenade" in text:
        return (
            Said(type="bombing", trigger="threw", arguments=((Role.INSTRUMENT, "grenade", 1),)),
        )
    if "charged" in text:
        # A charge has no code; the abduction told after it has.
        return (Said(type="kidnapping", trigger="taking"), Said(type="charge", trigger="charged"))
    return ()


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_text_gets_the_first_event_that_has_a_code(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.tsv",
        "id\ttext\tlabel",
        "1\tRaiders fired on soldiers in Velmora.\tARMED_CLASH",
        "2\tA man threw a grenade at a shop.\tGrenade",
        '3\t"He was charged with ""taking"" a trader."\tAbduction/forced disappearance',
        "4\tA quiet day at the market.\tPeaceful protest",
    )
    out = tmp_path / "out.tsv"
    report = evaluate([path], FakeCoder(find), Options(scheme="acled", predictions=out))
    assert report.row("accuracy").value == 0.75
    assert report.row("macro F1").value == 0.75
    assert report.row("texts given any type").value == 0.75
    assert report.row("grenade").value == 1.0
    assert out.read_text(encoding="utf-8").splitlines()[1].endswith("\tArmed clash")


def test_event_types_are_scored_where_all_labels_are_event_types(tmp_path: Path) -> None:
    path = write(
        tmp_path / "t.tsv",
        "1\tRaiders fired on soldiers.\tBattles",
        "2\tA man threw a grenade.\tExplosions/Remote violence",
    )
    report = evaluate([path], FakeCoder(find), ACLED)
    assert report.row("accuracy").value == 1.0
    assert any("event types" in note for note in report.notes)


def test_a_label_acled_does_not_have_is_named_and_wrong(tmp_path: Path) -> None:
    path = write(tmp_path / "t.tsv", "1\tRaiders fired on soldiers.\tskirmish")
    report = evaluate([path], FakeCoder(find), ACLED)
    assert report.row("accuracy").value == 0.0
    assert any("skirmish" in note for note in report.notes)


@pytest.mark.parametrize(
    ("line", "message"),
    [("1\tno label", "t.tsv:1: 2 columns"), ("1\t\tGrenade", "t.tsv:1: no text"), ("", "no texts")],
)
def test_a_fault_names_file_line_and_reason(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(EvaluationError, match=message):
        evaluate([write(tmp_path / "t.tsv", line)], FakeCoder(silent), ACLED)


def test_a_scheme_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="--scheme"):
        evaluate([write(tmp_path / "t.tsv", "1\tx\tGrenade")], FakeCoder(silent), Options())


def test_macro_counts_labels_alike_and_weighted_by_their_number() -> None:
    # a: 3 marked, 3 found, 3 right (F1 1); b: 1 marked, none found (F1 0).
    sums = np.asarray([3.0, 3.0, 3.0, 0.0, 0.0, 1.0])
    assert macro_f1(sums) == 0.5
    assert weighted_f1(sums) == 0.75


def test_answers_equal_to_the_labels_score_full_marks() -> None:
    labels = ["attack", "grenade", "attack"]
    rows = [row for table in tables(labels, labels) for row in table.rows]
    assert {row.value for row in rows} == {1.0}


def test_labels_are_compared_by_their_words() -> None:
    assert normalize_label("Air/drone strike") == normalize_label("AIR_DRONE_STRIKE")
