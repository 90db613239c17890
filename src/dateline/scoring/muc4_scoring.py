"""Score MUC-4 responses against keys, slot by slot.

Reference:
    Chinchor (1992), MUC-4 Evaluation Metrics, Proceedings of MUC-4, 22-29.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.scoring.matching import best_pairs
from dateline.scoring.muc4_marks import Mark, mark_fill
from dateline.scoring.muc4_templates import (
    DESCRIPTION,
    HUMAN_TYPE,
    INDIVIDUAL,
    NAME,
    ORGANIZATION,
    SCORED_SLOTS,
    TARGET_ID,
    TARGET_TYPE,
    TYPE,
    Fill,
    Template,
)

#: Slots of which one must agree, beside the type, before two templates may be paired.
CONTENT_SLOTS = (
    INDIVIDUAL,
    ORGANIZATION,
    TARGET_ID,
    TARGET_TYPE,
    NAME,
    DESCRIPTION,
    HUMAN_TYPE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotCounts:
    """How the fills of a slot were marked."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    spurious: int = 0
    missing: int = 0

    def __add__(self, other: "SlotCounts") -> "SlotCounts":
        return SlotCounts(
            correct=self.correct + other.correct,
            partial=self.partial + other.partial,
            incorrect=self.incorrect + other.incorrect,
            spurious=self.spurious + other.spurious,
            missing=self.missing + other.missing,
        )

    @property
    def credit(self) -> float:
        """Correct fills and half the partial ones."""
        return self.correct + 0.5 * self.partial

    @property
    def possible(self) -> int:
        """Fills the response should have had."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """Fills the response had."""
        return self.correct + self.partial + self.incorrect + self.spurious


def score_slot(slot: int, response: Sequence[Fill], key: Sequence[Fill]) -> SlotCounts:
    """Mark the fills of one slot, paired one to one for the most credit.

    Fills left over on both sides are paired as incorrect; then a response's fill is spurious and
    a key's, unless optional, missing.
    """
    marks = [[mark_fill(slot, given, wanted) for wanted in key] for given in response]
    pairs = best_pairs([[mark.value for mark in row] for row in marks])
    correct = sum(marks[r][k] is Mark.CORRECT for r, k in pairs)
    matched = {k for _, k in pairs}
    left = len(response) - len(pairs)
    wanted = sum(not fill.optional for k, fill in enumerate(key) if k not in matched)
    incorrect = min(left, wanted)
    return SlotCounts(
        correct=correct,
        partial=len(pairs) - correct,
        incorrect=incorrect,
        spurious=left - incorrect,
        missing=wanted - incorrect,
    )


Counts = Mapping[int, SlotCounts]


def score_pair(response: Template, key: Template) -> dict[int, SlotCounts]:
    """Mark every slot of a response's template against a key's."""
    return {s: score_slot(s, response.fills(s), key.fills(s)) for s in SCORED_SLOTS}


def may_pair(counts: Counts) -> bool:
    """Tell whether two templates agree enough to be paired.

    At least partly on the type of incident, and at least partly on a perpetrator, a physical or
    a human target (guidelines 3.2.1).
    """
    return counts[TYPE].credit > 0 and any(counts[slot].credit > 0 for slot in CONTENT_SLOTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageScore:
    """The marks of one message.

    ``matched`` are counts over paired templates, ``spurious`` and ``missing`` over the others;
    ``templates`` counts templates themselves.
    """

    matched: Counts
    spurious: Counts
    missing: Counts
    templates: SlotCounts


def score_message(response: Sequence[Template], key: Sequence[Template]) -> MessageScore:
    """Pair templates for the most credit and mark them."""
    table = [[score_pair(given, wanted) for wanted in key] for given in response]
    pairs = best_pairs(
        [
            [sum(c.credit for c in counts.values()) if may_pair(counts) else 0.0 for counts in row]
            for row in table
        ]
    )
    rows, columns = {r for r, _ in pairs}, {c for _, c in pairs}
    lost = [t for c, t in enumerate(key) if c not in columns and not t.optional]
    extra = [t for r, t in enumerate(response) if r not in rows]
    return MessageScore(
        matched=_sum_counts([table[r][c] for r, c in pairs]),
        spurious=_sum_counts(
            [{s: SlotCounts(spurious=len(t.fills(s))) for s in SCORED_SLOTS} for t in extra]
        ),
        missing=_sum_counts(
            [
                {
                    s: SlotCounts(missing=sum(not f.optional for f in t.fills(s)))
                    for s in SCORED_SLOTS
                }
                for t in lost
            ]
        ),
        templates=SlotCounts(correct=len(pairs), spurious=len(extra), missing=len(lost)),
    )


def _sum_counts(parts: Sequence[Counts]) -> dict[int, SlotCounts]:
    return {slot: sum((part[slot] for part in parts), start=SlotCounts()) for slot in SCORED_SLOTS}
