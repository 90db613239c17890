from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Effect, Side
from dateline.core.events import Event, TollReport
from dateline.core.grounded import Count, Standing
from dateline.exports.dossiers import Dossier, Dossiers
from dateline.resources.codebook import load_codebook
from dateline.server.locales import load_catalogues
from dateline.server.series import HEIGHT, WIDTH, Figure, Series, draw_chart, read_series
from dateline.server.wording import Wording
from tests.unit.exports.samples import (
    AT_LEAST_TEN,
    ATTACK,
    ATTACK_CLAIM,
    CLAIMS,
    DOCUMENTS,
    HERALD_CLAIM,
    SEVEN_OR_EIGHT,
)

WORDING = Wording(
    catalogue=load_catalogues()["en"],
    types={each.id: each for each in load_codebook(None).types},
)


def dossier_of(event: Event) -> Dossier:
    return Dossiers(DOCUMENTS.get, CLAIMS.__getitem__).open(event)


def told(claim: str, count: Count, day: date | None) -> TollReport:
    return TollReport(
        effect=Effect.KILLED,
        side=Side.VICTIMS,
        count=count,
        claim=claim,
        reported=day,
    )


def with_reports(*reports: TollReport) -> Event:
    return replace(ATTACK, toll_reports=reports)


def figure(day: date | None, low: float | None, high: float | None) -> Figure:
    return Figure(day=day, words=f"{low}–{high}", low=low, high=high, tellers=(), note=None)


def test_figures_stand_in_the_order_they_were_reported_each_day_once() -> None:
    first, second = date(2031, 5, 4), date(2031, 5, 6)
    event = with_reports(
        told(ATTACK_CLAIM.claim.id, SEVEN_OR_EIGHT, first),
        told(ATTACK_CLAIM.claim.id, SEVEN_OR_EIGHT, first),
        told(HERALD_CLAIM.claim.id, AT_LEAST_TEN, second),
    )
    (series,) = read_series(dossier_of(event), WORDING)
    assert series.name == "killed, victims"
    assert [(each.day, each.words) for each in series.figures] == [(first, "7–8"), (second, "10+")]
    assert [len(each.tellers) for each in series.figures] == [1, 1]


def test_a_single_figure_is_no_series() -> None:
    event = with_reports(told(ATTACK_CLAIM.claim.id, SEVEN_OR_EIGHT, date(2031, 5, 4)))
    assert read_series(dossier_of(event), WORDING) == ()


def test_a_figure_taken_back_is_shown_with_a_note() -> None:
    (toll,) = ATTACK.toll
    values = tuple(
        replace(value, standing=Standing.WITHDRAWN if n else Standing.STATED)
        for n, value in enumerate(toll.count.values)
    )
    event = replace(
        with_reports(
            told(ATTACK_CLAIM.claim.id, SEVEN_OR_EIGHT, date(2031, 5, 4)),
            told(HERALD_CLAIM.claim.id, AT_LEAST_TEN, date(2031, 5, 5)),
        ),
        toll=(replace(toll, count=replace(toll.count, values=values)),),
    )
    (series,) = read_series(dossier_of(event), WORDING)
    assert [each.note for each in series.figures] == [None, "withdrawn"]
    chart = draw_chart(series)
    assert chart is not None
    assert [point.firm for point in chart.points] == [True, False]


def test_undated_figures_are_in_the_table_and_not_on_the_chart() -> None:
    series = Series(name="", figures=(figure(None, 1, 1), figure(date(2031, 5, 4), 2, 2)))
    assert draw_chart(series) is None


COUNTS = st.integers(0, 5_000)


@given(
    st.lists(st.tuples(st.dates(date(1990, 1, 1), date(2035, 1, 1)), COUNTS, COUNTS), min_size=2)
)
def test_every_point_lies_on_the_chart_and_more_is_higher(
    told_: list[tuple[date, int, int]],
) -> None:
    figures = tuple(figure(day, min(a, b), max(a, b)) for day, a, b in told_)
    chart = draw_chart(Series(name="", figures=figures))
    assert chart is not None
    for point in chart.points:
        assert 0 <= point.x <= WIDTH
        assert 0 <= point.high <= point.low <= HEIGHT
    by_count = sorted(zip(figures, chart.points, strict=True), key=lambda pair: pair[0].high or 0)
    heights = [point.high for _, point in by_count]
    assert heights == sorted(heights, reverse=True)
    by_day = sorted(zip(figures, chart.points, strict=True), key=lambda pair: str(pair[0].day))
    places = [point.x for _, point in by_day]
    assert places == sorted(places)


def test_a_bound_that_is_open_is_drawn_at_the_one_that_is_known() -> None:
    open_ = Series(
        name="",
        figures=(figure(date(2031, 5, 4), 10, None), figure(date(2031, 5, 5), None, 10)),
    )
    chart = draw_chart(open_)
    assert chart is not None
    assert {(point.low, point.high) for point in chart.points} == {(chart.points[0].low,) * 2}
