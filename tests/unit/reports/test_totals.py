"""Totals beside the record, from invented articles coded and linked here."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.exports.dossiers import Dossiers
from dateline.pipeline.linking.link import link
from dateline.pipeline.linking.totals import Obstacle, Verdict
from dateline.reports.totals import TotalReport, reconcile_totals
from dateline.resources.codebook import load_codebook
from dateline.store.interface import EventFilters, RunStart, Store
from dateline.store.sqlite import open_store

PUBLISHED = date(2024, 7, 10)
ARRESTS = (
    "ALMATY -- Police arrested three militants in Almaty on March 4.",
    "ASTANA -- Police arrested two terrorism suspects in Astana on May 20.",
)


@contextmanager
def stored(coder: Coder, *texts: str) -> Iterator[Store]:
    coded = [coder.code(text, published=PUBLISHED) for text in texts]
    documents = {c.document.id: c.document for c in coded}
    with open_store(Path(":memory:")) as store:
        made_by = coded[0].claims[0].claim.made_by
        run = store.start_run(RunStart(made_by=made_by))
        for each in coded:
            store.put(run, each, made_by)
        store.replace_events(link([claim for c in coded for claim in c.claims], documents))
        yield store


def reports(store: Store, filters: EventFilters | None = None) -> list[TotalReport]:
    families = {t.id: str(t.family) for t in load_codebook().types}
    shelf = Dossiers(store.document, store.claims)
    return list(
        reconcile_totals(
            store, families=families, open_dossier=shelf.open, filters=filters or EventFilters()
        )
    )


@pytest.mark.parametrize(
    ("figure", "verdict", "missing"),
    [("five", Verdict.MATCHES, 0), ("nine", Verdict.FEWER, 4), ("four", Verdict.MORE, 1)],
)
def test_a_total_is_compared_with_the_incidents_it_should_cover(
    coder: Coder, figure: str, verdict: Verdict, missing: int
) -> None:
    total = f"Since January police in Kazakhstan have arrested {figure} militants, officials said."
    with stored(coder, *ARRESTS, total) as store:
        (report,) = reports(store)
    assert report.result.verdict is verdict
    assert report.result.missing.low == missing
    assert len(report.result.counted) == 2
    assert report.sources[0].speaker == "officials"


def test_incidents_before_the_period_or_abroad_are_not_counted(coder: Coder) -> None:
    others = (
        "Police arrested six militants in Almaty on November 9, 2023.",
        "Police arrested seven militants in Nairobi on March 4.",
    )
    total = "Since January police in Kazakhstan have arrested five militants, officials said."
    with stored(coder, *ARRESTS, *others, total) as store:
        (report,) = reports(store)
    assert report.result.verdict is Verdict.MATCHES
    assert len(report.result.counted) == 2


def test_a_total_told_one_by_one_in_its_report_covers_those(coder: Coder) -> None:
    text = (
        "ALMATY -- Police rolled up three more terrorism suspects in Kazakhstan this year. "
        "Officers arrested a militant in Karaganda on April 2. "
        "They arrested two militants in Taraz on June 8."
    )
    with stored(coder, *ARRESTS, text) as store:
        (report,) = reports(store)
    assert report.result.itemised
    assert report.result.verdict is Verdict.MATCHES
    assert len(report.result.counted) == 2


def test_more_of_something_told_elsewhere_cannot_be_compared(coder: Coder) -> None:
    text = "ALMATY -- Police in Kazakhstan have arrested 12 more militants since January."
    with stored(coder, *ARRESTS, text) as store:
        (report,) = reports(store)
    assert report.result.verdict is Verdict.NOT_COMPARABLE
    assert report.result.obstacle is Obstacle.ADDS_TO_OTHERS


def test_a_total_for_half_a_year_lies_within_that_for_the_year(coder: Coder) -> None:
    year = "Since January police in Kazakhstan have arrested 41 militants, officials said."
    part = "Police in Kazakhstan have arrested 12 militants between January and March."
    with stored(coder, year, part) as store:
        found = {r.result.figure.low: r for r in reports(store) if r.result.figure is not None}
    assert found[12].result.within == (found[41].event.id,)
    assert found[41].result.within == ()


def test_what_is_told_of_a_month_beside_a_total_is_part_of_it_and_no_incident(
    coder: Coder,
) -> None:
    text = (
        "Since January police in Kazakhstan have arrested nine militants, officials said. "
        "Six militants were arrested in Kazakhstan in May, officials said."
    )
    another = "ATYRAU -- Police arrested four militants in Atyrau on May 28."
    with stored(coder, *ARRESTS, another, text) as store:
        found = {r.result.figure.low: r.result for r in reports(store) if r.result.figure}
    assert {figure: result.verdict for figure, result in found.items()} == {
        9: Verdict.MATCHES,
        6: Verdict.MATCHES,
    }
    assert found[6].within == (found[9].total,)


def test_arrests_in_breaking_up_a_group_are_no_further_group(coder: Coder) -> None:
    broken = (
        "DUSHANBE -- Security forces broke up an extremist cell in Dushanbe on March 4. "
        "Two members of the cell were detained in Dushanbe on March 4."
    )
    total = "Since January security forces in Tajikistan have broken up two extremist cells."
    with stored(coder, broken, total) as store:
        (report,) = reports(store)
    assert report.result.verdict is Verdict.FEWER
    assert report.result.missing.low == 1


@pytest.mark.parametrize(("figure", "verdict"), [("20", Verdict.MATCHES), ("90", Verdict.FEWER)])
def test_at_least_three_is_not_taken_for_any_number(
    coder: Coder, figure: str, verdict: Verdict
) -> None:
    arrest = "ALMATY -- Police arrested at least three militants in Almaty on March 4."
    total = f"Since January police in Kazakhstan have arrested {figure} militants, officials said."
    with stored(coder, arrest, total) as store:
        (report,) = reports(store)
    assert report.result.verdict is verdict


def test_attacks_are_counted_one_each_whatever_their_type(coder: Coder) -> None:
    texts = (
        "A car bomb killed four people in Quetta on February 3, police said.",
        "Gunmen shot dead two soldiers in Quetta on March 9, police said.",
        "The ministry said there have been six attacks in Quetta since January.",
    )
    with stored(coder, *texts) as store:
        (report,) = reports(store)
    assert report.result.verdict is Verdict.FEWER
    assert report.result.missing.low == 4


def test_only_totals_of_a_country_and_year_are_read_when_asked(coder: Coder) -> None:
    total = "Since January police in Kazakhstan have arrested 41 militants, officials said."
    with stored(coder, total) as store:
        assert len(reports(store, EventFilters(countries=("KZ",)))) == 1
        assert reports(store, EventFilters(countries=("KE",))) == []
        assert reports(store, EventFilters(until=date(2020, 1, 1))) == []
