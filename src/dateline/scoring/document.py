"""Write ``docs/EVALUATION.md``: every score with its command, n and interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.intervals import RESAMPLES
from dateline.scoring.report import Measure, Report, Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One run: the data in words, the command that repeats it, and what it reported."""

    title: str
    command: str
    report: Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Gold data of a task: name, where a user gets it, and under which terms."""

    name: str
    address: str
    terms: str


_MUC = Corpus(
    name="MUC-3 and MUC-4 texts, keys, task and scoring documents (NIST)",
    address="https://www-nlpir.nist.gov/related_projects/muc/muc_data/muc_data_index.html",
    terms="free to download; texts are news agency and broadcast reports of 1988-91",
)

#: Where the gold data of each task comes from.
CORPORA: Mapping[str, tuple[Corpus, ...]] = {
    "gold": (
        Corpus(
            name="Sets in one of our formats",
            address="evaluation/README.md",
            terms="the sets of reports about real accused people are not distributed",
        ),
    ),
    "linking": (
        Corpus(name="Linking set", address="evaluation/linking/README.md", terms="as the code"),
    ),
    "muc4-templates": (_MUC,),
    "muc4-entities": (
        Corpus(
            name="MUC-4 as role entities (GRIT)",
            address="https://github.com/xinyadu/grit_doc_event_entity",
            terms="as MUC-4",
        ),
    ),
    "muc4-gtt": (
        Corpus(
            name="MUC-4 as role templates (GTT)",
            address="https://github.com/xinyadu/gtt",
            terms="as MUC-4",
        ),
    ),
    "wikievents": (
        Corpus(
            name="WikiEvents",
            address="https://github.com/raspberryice/gen-arg",
            terms="MIT for the annotation; texts are news",
        ),
    ),
    "rams": (
        Corpus(
            name="RAMS 1.0", address="https://nlp.jhu.edu/rams/", terms="CC BY-SA 4.0 (annotation)"
        ),
    ),
    "attribution": (
        Corpus(
            name="PolNeAR",
            address="https://github.com/networkdynamics/PolNeAR",
            terms="no licence is stated; texts are news",
        ),
    ),
    "geoparsing": (
        Corpus(
            name="LGL and TR-News",
            address="https://github.com/milangritta/Pragmatic-Guide-to-Geoparsing-Evaluation",
            terms="GPL 3.0 for the collection; TR-News texts CC BY",
        ),
    ),
    "types": (
        Corpus(
            name="Any table of id, text, label; ACLED's own from ACLED",
            address="https://acleddata.com",
            terms="ACLED's terms do not allow its notes to be passed on",
        ),
    ),
    "near-misses": (
        Corpus(
            name="Near misses", address="evaluation/sets/near-misses/dev.jsonl", terms="as the code"
        ),
    ),
    "passages": (
        Corpus(
            name="Short passages, marked act by act",
            address="evaluation/sets/few-shot-types/dev.jsonl",
            terms="as the code",
        ),
    ),
    "times": (
        Corpus(
            name="Dated expressions", address="evaluation/sets/times.jsonl", terms="as the code"
        ),
    ),
    "counts": (
        Corpus(name="Counted people", address="evaluation/sets/counts.jsonl", terms="as the code"),
    ),
}

_INTRODUCTION = f"""# Evaluation

Written by `make evaluation`; do not edit. Each table stands under the command that repeats it.

*n* counts what a person marked, *found* what Dateline found. The interval is where 95% of the
scores fall when documents are drawn anew with replacement ({RESAMPLES:,} draws, fixed seed): it
tells how much the score depends on which documents happen to be in the set, and nothing of how
Dateline does on other kinds of text. No interval is given for a set of one document.
"""


def write_evaluation(sections: Sequence[Section], path: Path) -> None:
    """Write all sections as one Markdown page.

    Raises:
        EvaluationError: The page cannot be written.
    """
    write_text_file(path, format_evaluation(sections))


def format_evaluation(sections: Sequence[Section]) -> str:
    """Return all sections as one Markdown page, with where to get the gold data."""
    parts = [_INTRODUCTION, *(_section(section) for section in sections), _corpora(sections)]
    return "\n".join(parts)


def _section(section: Section) -> str:
    report = section.report
    documents = "1 document" if report.documents == 1 else f"{report.documents} documents"
    parts = [f"## {section.title}\n", f"```\n{section.command}\n```\n", f"{documents}.\n"]
    parts.extend(_table(table) for table in report.tables)
    parts.extend(f"- {_escape(note)}" for note in report.notes)
    return "\n".join(parts) + "\n"


def _table(table: Table) -> str:
    lines = [f"### {_escape(table.title)}\n"]
    sides = []
    if any(row.found is not None for row in table.rows):
        sides.append("found")
    if any(row.measure is Measure.F1 for row in table.rows):
        sides.extend(("P", "R"))
    heading = ["", "n", *sides, "score", "measure", "95%"]
    lines.append(f"| {' | '.join(heading)} |")
    lines.append("|---|" + "---:|" * (len(heading) - 1))
    lines.extend(f"| {' | '.join(_cells(row, sides=len(sides)))} |" for row in table.rows)
    if table.note:
        lines.append(f"\n{_escape(table.note)}")
    return "\n".join(lines) + "\n"


def _cells(row: Row, *, sides: int) -> list[str]:
    counted = row.measure is Measure.COUNT
    value = f"{row.value:g}" if counted and row.value is not None else _share(row.value)
    middle = [
        "" if row.found is None else str(row.found),
        _share(row.precision),
        _share(row.recall),
    ][:sides]
    known = row.lower is not None and row.upper is not None
    interval = f"{_share(row.lower)}–{_share(row.upper)}" if known else ""
    return [_escape(row.name), str(row.n), *middle, value, row.measure.value, interval]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _corpora(sections: Sequence[Section]) -> str:
    lines = ["## Where to get the data\n", "| task | data | from | terms |", "|---|---|---|---|"]
    for task in dict.fromkeys(section.report.task for section in sections):
        lines.extend(
            f"| `{task}` | {corpus.name} | {corpus.address} | {corpus.terms} |"
            for corpus in CORPORA.get(task, ())
        )
    return "\n".join(lines) + "\n"
