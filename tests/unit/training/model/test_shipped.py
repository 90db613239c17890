"""The committed weights are those that the training log and the model card speak of."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from dateline.resources.extractor_files import CARD, SHIPPED, load_extractor_files

LOG = Path(__file__).parents[4] / "training" / "model" / "scores.json"
#: The part of the log, and of the card, that says what the shipped weights score.
RUN, SCORE = "the weights that ship", "MUC-4 CEAF-REE strict, 200 texts, blend cross-fitted"


def log() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(LOG.read_text(encoding="utf-8"))
    return found


def card() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    return found


def test_every_file_that_ships_is_in_the_log_with_its_digest() -> None:
    shipped = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(SHIPPED.iterdir())
        if path.name != CARD
    }
    assert log()["files that ship"] == shipped


def test_the_card_gives_the_scores_of_the_log() -> None:
    (run,) = (run for run in log()["runs"] if run["name"] == RUN)
    logged = run["roles of tags, spans and linear model, cross-fitted"]
    figures = {"all": logged["all roles"]["f1"]} | logged
    told = card()["development scores"][SCORE]
    assert told == {name: pytest.approx(figures[name], abs=0.06) for name in told}


def test_thresholds_are_those_of_the_card() -> None:
    used = load_extractor_files().thresholds
    assert dict(used) == {name: card()["thresholds"][name] for name in used}


def test_all_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 35_000_000
