"""A rebuilt extractor has a card that its readers accept, with its own scores."""

import json
from pathlib import Path

from training.model.card import write_card

from dateline.resources.extractor_files import CARD, SHIPPED, THRESHOLDS


def test_a_card_has_the_new_scores_and_the_shipped_thresholds(tmp_path: Path) -> None:
    scores = tmp_path / "scores.json"
    scores.write_text(json.dumps({"data": {"train": "12ab"}, "roles": {"all": 1.5}}))
    write_card(scores, tmp_path)
    written = json.loads((tmp_path / CARD).read_text(encoding="utf-8"))
    shipped = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    assert written["development scores"] == {"roles": {"all": 1.5}}
    assert written["data digests"] == {"train": "12ab"}
    assert {name: written["thresholds"][name] for name in THRESHOLDS} == {
        name: shipped["thresholds"][name] for name in THRESHOLDS
    }
    assert "biases" not in written
