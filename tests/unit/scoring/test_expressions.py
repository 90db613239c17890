import json
from pathlib import Path

import pytest

from dateline.errors import EvaluationError
from dateline.scoring.expressions import score_counts, score_times

SETS = Path(__file__).parents[3] / "evaluation" / "sets"


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def values(report: dict[str, object]) -> dict[str, float | None]:
    tables = report["tables"]
    assert isinstance(tables, list)
    return {f"{t['title']}: {row['name']}": row["value"] for t in tables for row in t["rows"]}


def test_right_and_wrong_intervals_are_counted_by_part(tmp_path: Path) -> None:
    text = "He fled on Friday."
    right = {"span": [11, 17], "words": "Friday", "interval": ["2016-09-09", "2016-09-09"]}
    wrong = {**right, "interval": ["2016-09-10", "2016-09-10"]}
    row = {"id": "a", "part": "dev", "published": "2016-09-12", "text": text, "times": [right]}
    path = written(tmp_path / "t.jsonl", row, {**row, "part": "held", "times": [wrong]})
    report = score_times(path)
    assert values(report)["Times, dev part: interval exact, marked words"] == 1
    assert values(report)["Times, held part: interval exact, marked words"] == 0
    details = report["details"]
    assert isinstance(details, dict)
    assert details["misses"] == []


def test_categories_are_scored_apart_where_a_file_names_them(tmp_path: Path) -> None:
    right = {"span": [11, 17], "words": "Friday", "interval": ["2016-09-09", "2016-09-09"]}
    wrong = {**right, "interval": ["2016-09-10", "2016-09-10"], "category": "odd"}
    row = {"id": "a", "part": "dev", "published": "2016-09-12", "text": "He fled on Friday."}
    path = written(
        tmp_path / "t.jsonl",
        {**row, "category": "weekday", "times": [right]},
        {**row, "category": "weekday", "times": [wrong]},
    )
    scores = values(score_times(path))
    assert scores["Times by category, dev part: weekday"] == 1
    assert scores["Times by category, dev part: odd"] == 0


def test_counts_must_be_right_in_every_bound(tmp_path: Path) -> None:
    mark = {"span": [0, 11], "words": "At least 12", "kind": "quantity", "plural": True}
    row = {"id": "a", "part": "dev", "text": "At least 12 died."}
    good = {**row, "counts": [{**mark, "count": [12, 12, None]}]}
    bad = {**row, "counts": [{**mark, "count": [12, 12, 12]}]}
    report = score_counts(written(tmp_path / "c.jsonl", good, bad))
    assert values(report)["Counts, dev part: low, best and high exact"] == 0.5


def test_money_and_masses_must_be_right_in_unit_too(tmp_path: Path) -> None:
    text = "They took 500 rupees and 3 kg of powder."
    money = {"span": [10, 20], "words": "500 rupees", "kind": "money", "plural": True}
    mass = {"span": [25, 29], "words": "3 kg", "kind": "mass", "plural": True}
    row = {"id": "a", "part": "dev", "text": text, "country": "PK"}
    sum_, weight = {**money, "count": [500, 500, 500]}, {**mass, "count": [3, 3, 3]}
    path = written(
        tmp_path / "c.jsonl",
        {**row, "counts": [{**sum_, "unit": "PKR"}, {**weight, "unit": "kg"}]},
        {**row, "counts": [{**sum_, "unit": "INR"}, {**weight, "unit": "kg"}]},
    )
    scores = values(score_counts(path))
    assert scores["Counts, dev part: ... sums of money"] == 0.5
    assert scores["Counts, dev part: ... masses and volumes"] == 1
    assert scores["Counts, dev part: low, best and high exact"] == 0.75


@pytest.mark.parametrize(("kind", "unit"), [("money", None), ("quantity", "kg")])
def test_a_unit_goes_with_measures_and_with_nothing_else(
    tmp_path: Path, kind: str, unit: str | None
) -> None:
    mark = {"span": [0, 2], "words": "12", "kind": kind, "plural": True, "unit": unit}
    row = {
        "id": "a",
        "part": "dev",
        "text": "12 died.",
        "counts": [{**mark, "count": [12, 12, 12]}],
    }
    with pytest.raises(EvaluationError, match=r"c\.jsonl:1"):
        score_counts(written(tmp_path / "c.jsonl", row))


@pytest.mark.parametrize(
    "row",
    [
        {"id": "a"},
        {"id": "a", "part": "dev", "published": None, "text": "x",
         "times": [{"span": [0, 9], "words": "x", "interval": None}]},
    ],
)  # fmt: skip
def test_a_file_in_another_format_is_refused_by_line(tmp_path: Path, row: object) -> None:
    with pytest.raises(EvaluationError, match=r"t\.jsonl:1"):
        score_times(written(tmp_path / "t.jsonl", row))


def test_scores_on_the_shipped_sets_do_not_fall() -> None:
    times, counts = (
        values(score_times(SETS / "times.jsonl")),
        values(score_counts(SETS / "counts.jsonl")),
    )
    for part in ("dev", "held"):
        exact = times[f"Times, {part} part: interval exact, marked words"]
        bounds = counts[f"Counts, {part} part: low, best and high exact"]
        assert exact is not None
        assert exact >= 0.9
        assert bounds is not None
        assert bounds >= 0.9
