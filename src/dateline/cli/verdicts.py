"""Verdicts that scoring asks for: which texts are copies, and how totals stand to the record."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.cli import engine
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.pipeline.linking import copies
from dateline.reports.totals import reconcile_totals
from dateline.scoring.interface import FoundTotal
from dateline.store.interface import EventFilters, RunStart


def group_copies(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of documents that are copies of one text, group by group."""
    return copies.group_copies(
        {document.id: copies.sketch_text(document) for document in documents},
        {d.id: d.published.date if d.published else None for d in documents},
    )


def total_verdicts(
    coded: Sequence[Coded], *, codebook: Path | None = None
) -> Mapping[str, FoundTotal]:
    """Return what ``dateline totals`` makes of each total, by event id.

    The documents are linked in a store that is thrown away.

    Raises:
        StoreError: The store cannot be written.
    """
    made_by = next((claim.claim.made_by for one in coded for claim in one.claims), None)
    if made_by is None:
        return {}
    with TemporaryDirectory() as folder, engine.writing(Path(folder) / "totals.db") as store:
        run = store.start_run(RunStart(made_by=made_by))
        for one in coded:
            store.put(run, one, made_by)
        engine.link(store, codebook=codebook)
        reports = reconcile_totals(
            store,
            families=engine.families(codebook),
            open_dossier=engine.dossiers_of(store, names=True).open,
            filters=EventFilters(),
        )
    return {
        report.event.id: FoundTotal(
            verdict=report.result.verdict.value.replace(" ", "_"),
            covers=tuple(counted.event for counted in report.result.counted),
            within=report.result.within,
        )
        for report in reports
    }
