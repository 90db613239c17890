"""``python -m tools.linking_gold generate|check|threshold``: compose or check the linking set."""

import argparse
import sys
from pathlib import Path

from dateline.api import Coder
from dateline.cli.engine import link_coded
from dateline.errors import EvaluationError
from dateline.resources.codebook import load_codebook
from dateline.scoring.linking_files import LinkingSet, read_linking
from dateline.scoring.linking_run import run_linking

from .check import check, copied, summary
from .compose import compose
from .threshold import scores_by_threshold

ROOT = Path(__file__).resolve().parents[2] / "evaluation" / "linking"


def main() -> int:
    """Run a command; 1 when a check finds faults."""
    parser = argparse.ArgumentParser(prog="python -m tools.linking_gold", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="check files, by default all of the set")
    checking.add_argument("files", nargs="*", type=Path)
    checking.add_argument(
        "--against", type=Path, help="a folder of .txt files no nine words may be copied from"
    )
    commands.add_parser("generate", help="compose the generated files")
    commands.add_parser("threshold", help="score thresholds of the words-only baseline on train")
    arguments = parser.parse_args()
    if arguments.command == "generate":
        compose(ROOT)
        return 0
    if arguments.command == "threshold":
        _print_thresholds()
        return 0
    return _check(arguments.files or sorted(ROOT.rglob("*.jsonl")), arguments.against)


def _print_thresholds() -> None:
    sets = [read_linking(ROOT / part / "train.jsonl") for part in ("generated", "hand")]
    run = run_linking(sets, Coder(), link_coded)
    for threshold, score in scores_by_threshold(run):
        print(f"{threshold:.2f}\t{score:.3f}")


def _check(files: list[Path], against: Path | None) -> int:
    sets: list[LinkingSet] = []
    faults: list[str] = []
    for path in files:
        try:
            sets.append(read_linking(path))
        except EvaluationError as error:
            faults.append(str(error))
    faults.extend(check(sets, load_codebook()))
    if against is not None:
        faults.extend(copied(sets, against))
    for fault in faults:
        print(fault, file=sys.stderr)
    print(summary(sets))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
