"""How far stated confidence can be believed: what share of events is right, by confidence.

Reference:
    Guo et al. (2017), On Calibration of Modern Neural Networks, ICML (reliability, calibration
    error); El-Yaniv & Wiener (2010), On the Foundations of Noise-free Selective Classification,
    JMLR (precision at a coverage).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.scoring.comparing import same_type
from dateline.scoring.gold_coding import ScoredDocument
from dateline.scoring.report import Measure, Row, Table, accuracy_row

#: Bins of confidence, as tenths.
TENTHS = 10
#: The share of events that is kept, the surest first.
COVERAGE = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A found event: the highest confidence of its claims, and whether it is right."""

    confidence: float
    right: bool
    document: int


def judged_events(scored: Sequence[ScoredDocument]) -> Iterator[Judged]:
    """Yield the found events that count as right or wrong; those that cost nothing are left out."""
    for number, document in enumerate(scored):
        confidence = {c.claim.id: c.claim.confidence for c in document.coded.claims}
        alignment = document.align(same_type)
        for right, found in (
            *((True, found) for _, found in alignment.pairs),
            *((False, found) for found in alignment.spurious),
        ):
            stated = [confidence[claim] for claim in found.claims if claim in confidence]
            if stated:
                yield Judged(confidence=max(stated), right=right, document=number)


def reliability_table(scored: Sequence[ScoredDocument]) -> Table:
    """Return the share of right events by stated confidence, and among the surest."""
    every = list(judged_events(scored))
    if not every:
        return Table(title="Reliability", rows=())
    bins: dict[int, list[Judged]] = {}
    for one in every:
        bins.setdefault(min(int(one.confidence * TENTHS), TENTHS - 1), []).append(one)
    rows = [
        _row(f"confidence {low / TENTHS:.1f} to {(low + 1) / TENTHS:.1f}, right", some, len(scored))
        for low, some in sorted(bins.items())
    ]
    surest = sorted(every, key=lambda j: (-j.confidence, j.document))[: _kept(len(every))]
    return Table(
        title="Reliability",
        rows=(
            *rows,
            _row(f"precision at {COVERAGE:.0%} coverage", surest, len(scored)),
            _row("precision of all events", every, len(scored)),
            Row(
                name="calibration error",
                measure=Measure.SHARE,
                n=len(every),
                value=calibration_error(bins.values()),
            ),
        ),
        note="An event is as sure as its surest claim. Calibration error is the mean distance "
        "between stated confidence and share right, over the bins by size.",
    )


def _kept(events: int) -> int:
    return max(1, round(COVERAGE * events))


def _row(name: str, events: Sequence[Judged], documents: int) -> Row:
    tallies = [(0.0, 0.0)] * documents
    for one in events:
        right, asked = tallies[one.document]
        tallies[one.document] = (right + one.right, asked + 1)
    return accuracy_row(name, tallies)


def calibration_error(bins: Iterable[Sequence[Judged]]) -> float:
    """Return the mean distance between stated confidence and share right, weighted by size."""
    distance = total = 0.0
    for events in bins:
        stated = sum(one.confidence for one in events)
        distance += abs(stated - sum(one.right for one in events))
        total += len(events)
    return distance / total if total else 0.0
