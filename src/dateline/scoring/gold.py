"""Task ``gold``: whole events of whole articles against what a person coded."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.errors import EvaluationError
from dateline.scoring.comparing import (
    FIELD_TESTS,
    Alignment,
    TypeTest,
    any_type,
    near_type,
    same_type,
)
from dateline.scoring.gold_coding import ScoredDocument, code_gold
from dateline.scoring.gold_files import Clusters, GoldFormat, GoldSet, read_gold
from dateline.scoring.gold_predictions import write_predictions
from dateline.scoring.in_document import acts_table, read_acts
from dateline.scoring.interface import Coder, Options
from dateline.scoring.linking import linking_table
from dateline.scoring.reliability import reliability_table
from dateline.scoring.report import Report, Row, Table, accuracy_row, f1_row

TASK = "gold"


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score whole events of articles, their values and, where marked, linking.

    Sets of several formats can be scored together; each keeps its own coding rules.

    Raises:
        EvaluationError: A file cannot be read as gold data, or predictions of several files
            would go to one.
    """
    if options.predictions is not None and len(paths) != 1:
        raise EvaluationError("--predictions takes one gold file at a time")
    sets = [read_gold(path) for path in paths]
    scored = [
        [code_gold(document, gold.format, coder) for document in gold.documents] for gold in sets
    ]
    if options.predictions is not None:
        write_predictions(options.predictions, sets[0].format, scored[0])
    everything = [document for documents in scored for document in documents]
    tables = [
        _events_table(everything),
        _types_table(everything),
        _fields_table(everything),
        _negatives_table(everything),
        reliability_table(everything),
        _acts_table(sets, scored),
    ]
    notes = [_NOTES[gold.format] for gold in sets]
    for gold, documents in zip(sets, scored, strict=True):
        if gold.clusters is not None:
            table, note = _linking(gold.clusters, documents, options)
            tables.extend(table)
            notes.extend(note)
    return Report(
        task=TASK,
        documents=len(everything),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(dict.fromkeys(notes)),
        details={"documents": [_details(document) for document in everything]},
    )


_NOTES = {
    GoldFormat.SEED: "Seed set: Dateline's own coding; status is scored as alleged or not.",
    GoldFormat.INCIDENT: "Incident set: our events are first rewritten under its coding rules "
    "(plot and arrests of one case are one plot_foiled, and so on).",
    GoldFormat.DATELINE: "Dateline set: Dateline's own coding.",
}


def _scoped(test: TypeTest) -> TypeTest:
    return lambda marked, found: test(marked, found) and marked.aggregate == found.aggregate


#: The ways of counting an event as found, strict first.
EVENT_ROWS: Mapping[str, TypeTest] = {
    "events": same_type,
    "events, scope also right": _scoped(same_type),
    "events, near types accepted": near_type,
    "events, any type": any_type,
}


def _events_table(scored: Sequence[ScoredDocument]) -> Table:
    return Table(
        title="Events",
        rows=tuple(
            f1_row(name, [document.align(test).tally for document in scored])
            for name, test in EVENT_ROWS.items()
        ),
        note="One-to-one; a found event counts if its type is right and a sentence it rests on "
        "overlaps the marked words, or date and place agree.",
    )


def _types_table(scored: Sequence[ScoredDocument]) -> Table:
    alignments = [document.align(same_type) for document in scored]
    types = sorted(
        {m.type for a in alignments for m in (*(p[0] for p in a.pairs), *a.missed)}
        | {f.type for a in alignments for f in a.spurious}
    )
    return Table(
        title="Events by type",
        rows=tuple(f1_row(t, [_type_tally(a, t) for a in alignments]) for t in types),
        note="A pair counts for the type marked first.",
    )


def _type_tally(alignment: Alignment, type_: str) -> tuple[float, float, float]:
    right = sum(marked.type == type_ for marked, _ in alignment.pairs)
    spurious = sum(found.type == type_ for found in alignment.spurious)
    missed = sum(marked.type == type_ for marked in alignment.missed)
    return (right, right + spurious, right + missed)


def _fields_table(scored: Sequence[ScoredDocument]) -> Table:
    alignments = [document.align(same_type) for document in scored]
    rows: list[Row] = []
    for name, test in FIELD_TESTS.items():
        tallies = []
        for alignment in alignments:
            asked = [pair for pair in alignment.pairs if test.asked(*pair)]
            tallies.append((sum(test.right(*pair) for pair in asked), len(asked)))
        if any(asked for _, asked in tallies):
            rows.append(accuracy_row(name, tallies))
    return Table(
        title="Values of events found",
        rows=tuple(rows),
        note="Over the pairs in which the marked or the found event states the value.",
    )


def _negatives_table(scored: Sequence[ScoredDocument]) -> Table:
    empty = [document for document in scored if not document.marked]
    rows = [
        accuracy_row(
            "documents without event: nothing coded",
            [(float(not document.found), 1.0) for document in empty],
        )
    ]
    return Table(title="Documents without event", rows=tuple(rows) if empty else ())


def _acts_table(sets: Sequence[GoldSet], scored: Sequence[Sequence[ScoredDocument]]) -> Table:
    """Return how acts were told apart in sets whose types are those of Dateline's claims."""
    return acts_table(
        [read_acts(document)]
        for gold, documents in zip(sets, scored, strict=True)
        if gold.format is not GoldFormat.INCIDENT
        for document in documents
    )


def _linking(
    clusters: Clusters, scored: Sequence[ScoredDocument], options: Options
) -> tuple[list[Table], list[str]]:
    if options.link is None:
        return [], ["Linking across documents was not measured: no linker was given."]
    events = options.link([document.coded for document in scored])
    pairs = [
        (marked.id, document.gold.id, found.claims)
        for document in scored
        for marked, found in document.align(same_type).pairs
    ]
    return [linking_table(clusters, pairs, events)], []


def _details(document: ScoredDocument) -> dict[str, object]:
    alignment = document.align(same_type)
    return {
        "id": document.gold.id,
        "right": [[marked.id, found.id] for marked, found in alignment.pairs],
        "missed": [marked.id for marked in alignment.missed],
        "spurious": [found.id for found in alignment.spurious],
        "excused": alignment.excused,
        "failures": [failure.reason for failure in document.coded.failures],
    }
