"""Task ``near-misses``: sentences that sound like violence and report none.

A file holds one JSON object a line: ``id``, ``part`` ("dev" or "held"), ``domain`` and ``text``.
Every claim found in one is wrong. Wrong claims are told for "dev" only, so that "held" stays
unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.coded import Coded
from dateline.errors import EvaluationError
from dateline.scoring.interface import Coder, Options
from dateline.scoring.intervals import wilson_interval
from dateline.scoring.marked_lines import PARTS, MarkedText, Part, read_marked
from dateline.scoring.report import Measure, Report, Row, Table, count_row

TASK = "near-misses"


class NearMiss(MarkedText):
    """A sentence in which nothing may be found, and the field of life that it is from."""

    domain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    sentence: NearMiss
    coded: Coded

    @property
    def claims(self) -> int:
        return len(self.coded.claims)


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score how few claims are found in sentences that report no violence and no enforcement.

    Raises:
        EvaluationError: A file is not in the format above, or holds no sentence.
    """
    del options
    sentences = [item for path in paths for _, item in read_marked(path, NearMiss)]
    if not sentences:
        raise EvaluationError(f"{paths[0]}: no sentences")
    read = [_Read(sentence=item, coded=item.code(coder)) for item in sentences]
    return Report(
        task=TASK,
        documents=len(read),
        tables=tuple(
            _table(part, chosen)
            for part in PARTS
            if (chosen := [one for one in read if one.sentence.part == part])
        ),
        notes=("Every claim found here is wrong: the lower, the better.",),
        details={"claims": [miss for one in read for miss in _wrong_claims(one)]},
    )


def _table(part: Part, read: Sequence[_Read]) -> Table:
    domains = dict.fromkeys(one.sentence.domain for one in read)
    return Table(
        title=f"Near misses, {part} part",
        rows=(
            _share_row("sentences with a claim", read),
            count_row("claims found", len(read), sum(one.claims for one in read)),
            *(
                _share_row(f"{name}: sentences with a claim", of_domain)
                for name in domains
                if (of_domain := [one for one in read if one.sentence.domain == name])
            ),
        ),
        note="Share of all sentences; the interval is Wilson's for independent sentences.",
    )


def _share_row(name: str, read: Sequence[_Read]) -> Row:
    hits = sum(one.claims > 0 for one in read)
    interval = wilson_interval(hits, len(read))
    return Row(
        name=name,
        measure=Measure.SHARE,
        n=len(read),
        value=hits / len(read),
        found=hits,
        lower=interval[0] if interval else None,
        upper=interval[1] if interval else None,
    )


def _wrong_claims(one: _Read) -> list[dict[str, object]]:
    if one.sentence.part == "held":
        return []
    document = one.coded.document
    return [
        {
            "id": one.sentence.id,
            "type": claim.claim.type,
            "words": document.text_at(claim.claim.trigger.span),
            "text": document.text,
        }
        for claim in one.coded.claims
    ]
