"""Totals of coded documents against what they report, worked out in a store that is thrown away."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dateline.cli import engine
from dateline.core.coded import Coded
from dateline.reports.totals import reconcile_totals
from dateline.scoring.interface import FoundTotal
from dateline.store.interface import EventFilters, RunStart


def total_verdicts(
    coded: Sequence[Coded], *, codebook: Path | None = None
) -> Mapping[str, FoundTotal]:
    """Return what ``dateline totals`` makes of each total, by event id.

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
        )
        for report in reports
    }
