"""Stated confidence against what is right."""

import pytest

from dateline.scoring.reliability import Judged, calibration_error


def judged(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence=c, right=r, document=0) for c, r in pairs]


def test_confidence_that_is_the_share_right_has_no_error() -> None:
    halves = judged((0.5, True), (0.5, False))
    sure = judged((1.0, True))
    assert calibration_error([halves, sure]) == 0.0


def test_bins_weigh_by_their_size() -> None:
    wrong = judged((0.8, False))
    right = judged((0.8, True), (0.8, True), (0.8, True))
    assert calibration_error([wrong, right]) == pytest.approx((0.8 + 3 * 0.2) / 4)


def test_nothing_found_has_no_error() -> None:
    assert calibration_error([]) == 0.0
