"""Task ``linking`` on a small invented set."""

from pathlib import Path

import pytest

from dateline.core.events import Event, Relation, RelationKind
from dateline.errors import EvaluationError
from dateline.scoring.interface import FoundTotal, Options
from dateline.scoring.linking_gold import evaluate
from dateline.scoring.report import Report, Row

from .fakes import FakeCoder, silent
from .linking_sets import articles, find, joining, mention, write_set


def rightly(event: Event) -> str:
    """Return a key that tells the two bombs apart: only one of them is dated."""
    return f"{event.type.value}, {'dated' if event.time.value else 'undated'}"


def score(tmp_path: Path, **options: object) -> Report:
    options.setdefault("link", joining(rightly))
    return evaluate([write_set(tmp_path)], FakeCoder(find), Options(**options))  # type: ignore[arg-type]


def test_a_linker_that_is_right_scores_one(tmp_path: Path) -> None:
    report = score(tmp_path)
    assert report.row("CoNLL F1, mentions found").value == 1.0
    assert report.row("CoNLL F1, end to end").value == 1.0
    assert report.row("same-event pairs of articles").n == 1
    assert report.row("pairs that must stay apart, merged").value == 0


def test_look_alikes_that_were_merged_are_counted(tmp_path: Path) -> None:
    report = score(tmp_path, link=joining(lambda event: str(event.type.value)))
    assert report.row("pairs that must stay apart, merged").value == 1
    assert report.row("same-event pairs of articles").precision == pytest.approx(1 / 3)
    assert report.details["merged"] == [["ferry", "depot"]]


def test_missed_mentions_count_end_to_end_only(tmp_path: Path) -> None:
    lines = articles()
    lines[2]["mentions"] = [
        *lines[2]["mentions"],  # type: ignore[misc]
        mention("a3-3", "ferry", "protest", "in Velmora"),
    ]
    path = write_set(tmp_path, lines)
    report = evaluate([path], FakeCoder(find), Options(link=joining(rightly)))
    assert report.row("CoNLL F1, mentions found").value == 1.0
    end_to_end = report.row("CoNLL F1, end to end").value
    assert end_to_end is not None
    assert end_to_end < 1.0
    assert report.details["missed"] == ["a3-3"]


def test_nothing_found_scores_zero_end_to_end(tmp_path: Path) -> None:
    report = evaluate([write_set(tmp_path)], FakeCoder(silent), Options(link=joining(rightly)))
    assert report.row("CoNLL F1, mentions found").value is None
    assert report.row("CoNLL F1, end to end").value == 0.0


def test_one_statement_makes_one_source(tmp_path: Path) -> None:
    row = score(tmp_path).row("pairs of articles with one source for one event")
    assert (row.n, row.value) == (1, 1.0)


def test_copies_are_scored_when_there_is_something_to_find_them(tmp_path: Path) -> None:
    assert "Copies were not measured" in " ".join(score(tmp_path).notes)
    found = score(tmp_path, copies=lambda documents: [[d.id for d in documents[:2]]])
    assert found.row("pairs of articles that are copies").value == 1.0
    all_one = score(tmp_path, copies=lambda documents: [[d.id for d in documents]])
    assert all_one.row("pairs of articles that are copies").precision == pytest.approx(1 / 3)


def test_cases_are_events_tied_in_any_way_but_counting(tmp_path: Path) -> None:
    def tied(kind: RelationKind) -> Report:
        relation = Relation(kind=kind, event="arrest, undated", claims=())
        return score(tmp_path, link=joining(rightly, (relation,)))

    counted = tied(RelationKind.COUNTED_IN).row("pairs of events tied directly")
    assert (counted.n, counted.found) == (1, 0)
    led = tied(RelationKind.LED_TO).row("pairs of events tied directly")
    assert (led.n, led.found, led.recall) == (1, 2, 1.0)


def test_the_verdict_on_a_total_is_compared(tmp_path: Path) -> None:
    total = {
        "event": "arrest",
        "types": ["bombing"],
        "country": "XA",
        "start": None,
        "end": None,
        "figure": {"low": 1, "high": 1},
        "covers": ["depot"],
        "verdict": "matches",
    }
    path = write_set(tmp_path, totals=[total])

    def report(verdict: str) -> Report:
        found = {"arrest, undated": FoundTotal(verdict=verdict, covers=("bombing, undated",))}
        options = Options(link=joining(rightly), totals=lambda _: found)
        return evaluate([path], FakeCoder(find), options)

    assert report("matches").row("verdict right").value == 1.0
    assert report("fewer_on_record").row("verdict right").value == 0.0
    assert report("matches").row("incidents a total should count").value == 1.0


def test_a_part_of_a_total_is_to_be_told_as_such(tmp_path: Path) -> None:
    whole, part = (
        {
            "event": event,
            "types": ["bombing"],
            "country": "XA",
            "start": None,
            "end": None,
            "figure": {"low": 1, "high": 1},
            "covers": [],
            "within": within,
            "verdict": "matches",
        }
        for event, within in (("arrest", None), ("depot", "arrest"))
    )
    path = write_set(tmp_path, totals=[whole, part])

    def parts(within: tuple[str, ...]) -> Row:
        found = {
            "arrest, undated": FoundTotal(verdict="matches", covers=()),
            "bombing, undated": FoundTotal(verdict="matches", covers=(), within=within),
        }
        options = Options(link=joining(rightly), totals=lambda _: found)
        return evaluate([path], FakeCoder(find), options).row("totals that are part of wider ones")

    assert parts(("arrest, undated",)).value == 1.0
    assert parts(()).recall == 0.0


def test_without_a_linker_there_is_nothing_to_score(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="linker"):
        evaluate([write_set(tmp_path)], FakeCoder(find), Options())
