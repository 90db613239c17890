"""The card of a rebuilt extractor: what the shipped one says of itself, with the new scores."""

import json
from pathlib import Path

from dateline.resources.extractor_files import CARD, SHIPPED

#: What was measured on the shipped weights alone, each by a command of its own.
_MEASURED_APART = ("biases",)


def write_card(scores: Path, out: Path) -> None:
    """Write ``card.json`` for weights whose development scores ``evaluate`` wrote.

    Data, licences, limits and thresholds are those of the shipped card: thresholds were chosen
    from the tables of scores and should be looked at again where these differ much.

    Args:
        scores: The file ``scores.json``.
        out: Folder of the exported files.

    Raises:
        OSError: A file cannot be read or written.
    """
    card = json.loads((SHIPPED / CARD).read_text(encoding="utf-8"))
    measured = json.loads(scores.read_text(encoding="utf-8"))
    for part in _MEASURED_APART:
        card.pop(part, None)
    card["data digests"] = measured.pop("data")
    card["development scores"] = measured
    text = json.dumps(card, indent=2, ensure_ascii=False) + "\n"
    (out / CARD).write_text(text, encoding="utf-8")
