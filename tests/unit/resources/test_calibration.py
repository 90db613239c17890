"""The numbers that say how likely claims are right."""

import pytest

from dateline.errors import ResourceError
from dateline.resources.calibration import load_calibration, read_calibration


def test_the_shipped_calibration_weighs_what_a_clause_tells_for_a_claim() -> None:
    weights = load_calibration().weights
    assert weights["dated"] > 0
    assert weights["placed"] > 0
    assert weights["counted"] > 0


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"intercept": 1, "weights": {"dated": "much"}}'])
def test_a_damaged_calibration_says_how_to_write_another(text: str) -> None:
    with pytest.raises(ResourceError, match=r"calibration\.json.*training"):
        read_calibration(text)
