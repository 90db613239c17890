"""Task ``passages``: acts of short passages, marked act by act."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from dateline.core.claims import Stage, Status
from dateline.errors import EvaluationError
from dateline.scoring.interface import Options
from dateline.scoring.passages import evaluate

from .fakes import FakeCoder, Said, silent

TEXT = "Guards found rifles at Oshel. Students marched in Karvel."


def act(type_: str, words: str, text: str = TEXT, **values: Any) -> dict[str, Any]:
    start = text.index(words)
    return {
        "type": type_,
        "stage": "accomplished",
        "status": "fact",
        "words": words,
        "span": [start, start + len(words)],
        **values,
    }


def write(folder: Path, *acts: dict[str, Any], part: str = "dev", **values: Any) -> Path:
    path = folder / "set.jsonl"
    item = {"id": "p1", "part": part, "text": TEXT, "acts": acts, **values}
    path.write_text(json.dumps(item), encoding="utf-8")
    return path


def finder(*said: Said) -> FakeCoder:
    def find(text: str) -> Sequence[Said]:
        return said

    return FakeCoder(find)


def test_an_act_of_the_marked_type_is_right_and_its_values_are_compared(tmp_path: Path) -> None:
    path = write(tmp_path, act("seizure", "found"), act("protest", "marched"))
    coder = finder(
        Said(type="seizure", trigger="found", status=Status.OFFICIAL),
        Said(type="raid", trigger="at"),
        Said(type="surrender", trigger="rifles", stage=Stage.PLANNED),
    )
    report = evaluate([path], coder, Options())
    types = report.row("types")
    assert (types.n, types.found, types.precision, types.recall) == (2, 2, 0.5, 0.5)
    assert report.row("stage").value == 1.0
    assert report.row("status").value == 0.0
    assert report.row("words of the act overlap").value == 1.0
    assert report.row("protest").value == 0.0


def test_other_right_types_and_optional_acts_cost_nothing(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        act("violent_demonstration", "marched", also=["mob_violence"]),
        act("seizure", "found", optional=True),
    )
    found = finder(
        Said(type="mob_violence", trigger="marched"), Said(type="seizure", trigger="found")
    )
    assert evaluate([path], found, Options()).row("types").value == 1.0
    missed = finder(Said(type="mob_violence", trigger="marched"))
    assert evaluate([path], missed, Options()).row("types").value == 1.0


def test_any_act_found_where_none_is_marked_is_wrong(tmp_path: Path) -> None:
    path = write(tmp_path)
    name = "passages without an act: nothing found"
    assert evaluate([path], finder(), Options()).row(name).value == 1.0
    report = evaluate([path], finder(Said(type="raid", trigger="found")), Options())
    assert report.row(name).value == 0.0
    assert report.details["mistakes"]


def test_mistakes_on_held_passages_are_not_told(tmp_path: Path) -> None:
    path = write(tmp_path, act("seizure", "found"), part="held")
    assert not evaluate([path], FakeCoder(silent), Options()).details["mistakes"]


def test_agreement_compares_two_readings_before_adjudication(tmp_path: Path) -> None:
    first = [act("seizure", "found"), act("raid", "at")]
    second = [act("seizure", "found", status="official")]
    path = write(tmp_path, act("seizure", "found"), readings=[first, second])
    report = evaluate([path], FakeCoder(silent), Options())
    assert report.row("types of a passage, equal").value == 1.0
    assert report.row("stage, equal").value == 1.0
    assert report.row("status, equal").value == 0.0


def test_words_that_do_not_stand_at_their_span_are_refused(tmp_path: Path) -> None:
    wrong = {**act("seizure", "found"), "span": [0, 5]}
    with pytest.raises(EvaluationError, match="does not stand"):
        evaluate([write(tmp_path, wrong)], FakeCoder(silent), Options())
