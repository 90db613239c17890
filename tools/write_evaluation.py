"""Score Dateline on every gold set at hand and write ``docs/EVALUATION.md``.

Sets that are not at hand are named on the error output and left out of the page.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.api import Coder
from dateline.cli.verdicts import group_copies, total_verdicts
from dateline.core.coded import Coded
from dateline.core.events import Event
from dateline.errors import EvaluationError
from dateline.pipeline.linking.link import link
from dateline.scoring.document import Section, write_evaluation
from dateline.scoring.interface import Options
from dateline.scoring.tasks import TASKS

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: what it scores in words, its task, and its files below ``base``."""

    title: str
    task: str
    base: str
    files: tuple[str, ...]

    @property
    def command(self) -> str:
        """The command that repeats it, with the folders as the user would name them."""
        names = (f"{self.base}/{name}" if self.base else name for name in self.files)
        return f"dateline evaluate {self.task} {' '.join(names)}"


OURS = (
    Run(
        title="Invented articles, development part",
        task="gold",
        base="",
        files=("evaluation/gold/dateline-dev.jsonl",),
    ),
    Run(
        title="Invented articles, held-out part",
        task="gold",
        base="",
        files=("evaluation/gold/held-out/dateline-test.jsonl",),
    ),
    Run(
        title="Linking, composed articles, development part",
        task="linking",
        base="",
        files=("evaluation/linking/generated/dev.jsonl",),
    ),
    Run(
        title="Linking, articles written by hand, development part",
        task="linking",
        base="",
        files=("evaluation/linking/hand/dev.jsonl",),
    ),
    Run(
        title="Linking, composed articles, held-out part",
        task="linking",
        base="",
        files=("evaluation/linking/held-out/generated.jsonl",),
    ),
    Run(
        title="Linking, articles written by hand, held-out part",
        task="linking",
        base="",
        files=("evaluation/linking/held-out/hand.jsonl",),
    ),
    Run(
        title="Linking, whole held-out part",
        task="linking",
        base="",
        files=(
            "evaluation/linking/held-out/generated.jsonl",
            "evaluation/linking/held-out/hand.jsonl",
        ),
    ),
    Run(
        title="Near misses: sport, business, games, fiction and the like",
        task="near-misses",
        base="",
        files=(
            "evaluation/sets/near-misses/dev.jsonl",
            "evaluation/sets/near-misses/held-out/held.jsonl",
        ),
    ),
    Run(
        title="Short passages on types that corpora lack, protests and battles",
        task="passages",
        base="",
        files=(
            "evaluation/sets/few-shot-types/dev.jsonl",
            "evaluation/sets/few-shot-types/held-out/held.jsonl",
        ),
    ),
    Run(title="Dated expressions", task="times", base="", files=("evaluation/sets/times.jsonl",)),
    Run(
        title="Dated expressions, marked twice",
        task="times",
        base="",
        files=("evaluation/sets/times-2.jsonl",),
    ),
    Run(title="Counts", task="counts", base="", files=("evaluation/sets/counts.jsonl",)),
    Run(
        title="Counts, marked twice",
        task="counts",
        base="",
        files=("evaluation/sets/counts-2.jsonl",),
    ),
)

SEEDS = (
    Run(title="Two real articles (development)", task="gold", base="seeds", files=("gold.json",)),
)

CORPORA = (
    Run(
        title="Rewritten reports of real incidents (development)",
        task="gold",
        base="corpora",
        files=("incidents/gold.jsonl",),
    ),
    Run(
        title="MUC-4 templates, TST1 and TST2 (development)",
        task="muc4-templates",
        base="corpora",
        files=(
            "muc4/dev/tst1-muc3",
            "muc4/dev/key-tst1.v7",
            "muc4/dev/tst2-muc4",
            "muc4/dev/key-tst2.v4",
        ),
    ),
    Run(
        title="MUC-4 role entities (development)",
        task="muc4-entities",
        base="corpora",
        files=("muc4/dev.entities.jsonl",),
    ),
    Run(
        title="MUC-4 role templates (development)",
        task="muc4-gtt",
        base="corpora",
        files=("muc4/dev.templates.jsonl",),
    ),
    Run(
        title="WikiEvents (development)",
        task="wikievents",
        base="corpora",
        files=("wikievents/dev.jsonl",),
    ),
    Run(title="RAMS", task="rams", base="corpora", files=("rams/train.jsonl",)),
    Run(
        title="PolNeAR attributions (development)",
        task="attribution",
        base="corpora",
        files=("attribution/dev",),
    ),
    Run(
        title="Place names, Local-Global Lexicon",
        task="geoparsing",
        base="corpora",
        files=("geoparsing/lgl.xml",),
    ),
    Run(
        title="Place names, TR-News",
        task="geoparsing",
        base="corpora",
        files=("geoparsing/TR-News.xml",),
    ),
)


def link_coded(coded: Sequence[Coded], /) -> Sequence[Event]:
    """Link what was found in several documents."""
    documents = {one.document.id: one.document for one in coded}
    return link([claim for one in coded for claim in one.claims], documents)


def score(runs: Sequence[Run], folder: Path, coder: Coder) -> Iterator[Section]:
    """Yield a section for each run whose files are there and whose task can be done."""
    options = Options(link=link_coded, copies=group_copies, totals=total_verdicts)
    for run in runs:
        paths = [folder / name for name in run.files]
        missing = [path for path in paths if not path.exists()]
        if missing:
            print(f"left out: {run.title}: no {missing[0]}", file=sys.stderr)
            continue
        print(run.command, file=sys.stderr, flush=True)
        try:
            report = TASKS[run.task](paths, coder, options)
        except EvaluationError as error:
            print(f"left out: {run.title}: {error}", file=sys.stderr)
            continue
        yield Section(title=run.title, command=run.command, report=report)


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--corpora", type=Path, required=True, help="folder that holds corpora/ and seeds/"
    )
    parser.add_argument("--to", type=Path, required=True, help="page to write")
    arguments = parser.parse_args()
    coder = Coder()
    sections = [
        *score(OURS, ROOT, coder),
        *score(SEEDS, arguments.corpora / "seeds", coder),
        *score(CORPORA, arguments.corpora / "corpora", coder),
    ]
    write_evaluation(sections, arguments.to)


if __name__ == "__main__":
    main()
