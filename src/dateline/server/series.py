"""How the figures of an event changed from report to report, as a table and a small chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.claims import Effect, Side
from dateline.core.events import TollReport
from dateline.core.grounded import Count, Standing
from dateline.exports.dossiers import Dossier
from dateline.server.fields import Teller, tellers
from dateline.server.wording import Wording

WIDTH, HEIGHT = 360, 150
_LEFT, _RIGHT, _TOP, _BOTTOM = 30, 14, 12, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure as it was given on one day, by whom, and what became of it."""

    day: date | None
    words: str
    low: float | None
    high: float | None
    tellers: tuple[Teller, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The figures for one effect on one side, in order of publication."""

    name: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPoint:
    """A figure on the chart: where it stands, from how low to how high, and what to say of it."""

    x: float
    low: float
    high: float
    words: str
    firm: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart of figures over days; ``ticks`` are heights with their labels, ``days`` its ends."""

    points: tuple[ChartPoint, ...]
    ticks: tuple[tuple[float, str], ...]
    days: tuple[str, str]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    bottom: int = HEIGHT - _BOTTOM


def read_series(dossier: Dossier, wording: Wording) -> tuple[Series, ...]:
    """Return the figures of each toll that several reports give or that changed."""
    event = dossier.event
    standings = {
        (toll.effect, toll.side, _bounds(support.value)): support.standing
        for toll in event.toll
        for support in toll.count.values
    }
    found = []
    for toll in event.toll:
        reports = [r for r in event.toll_reports if (r.effect, r.side) == (toll.effect, toll.side)]
        figures = tuple(_figures(dossier, reports, standings, wording))
        if len(figures) > 1:
            found.append(Series(name=wording.toll(toll), figures=figures))
    return tuple(found)


Bounds = tuple[float | None, float | None, float | None]


def _bounds(count: Count) -> Bounds:
    return (count.low, count.best, count.high)


def _figures(
    dossier: Dossier,
    reports: Sequence[TollReport],
    standings: dict[tuple[Effect, Side, Bounds], Standing | None],
    wording: Wording,
) -> Iterator[Figure]:
    told: dict[tuple[date | None, Bounds], list[TollReport]] = {}
    for report in reports:
        if (report.effect, report.side, _bounds(report.count)) in standings:
            told.setdefault((report.reported, _bounds(report.count)), []).append(report)
    for (day, bounds), alike in told.items():
        first = alike[0]
        yield Figure(
            day=day,
            words=wording.count(first.count),
            low=first.count.low if first.count.low is not None else first.count.best,
            high=first.count.high if first.count.high is not None else first.count.best,
            tellers=tellers(dossier, tuple(report.claim for report in alike)),
            note=wording.standing(standings[first.effect, first.side, bounds]),
        )


def draw_chart(series: Series) -> Chart | None:
    """Return the chart of a series, or ``None`` if it has fewer than two dated figures."""
    dated = [
        (figure.day, figure)
        for figure in series.figures
        if figure.day is not None and (figure.low is not None or figure.high is not None)
    ]
    if len(dated) < 2:
        return None
    first, last = min(day for day, _ in dated), max(day for day, _ in dated)
    most = max(figure.high or figure.low or 0 for _, figure in dated) or 1
    span = max(1, (last - first).days)

    def height(value: float) -> float:
        return round(HEIGHT - _BOTTOM - value / most * (HEIGHT - _TOP - _BOTTOM), 1)

    points = tuple(
        ChartPoint(
            x=round(_LEFT + 8 + (day - first).days / span * (WIDTH - _LEFT - _RIGHT - 16), 1),
            low=height(figure.low if figure.low is not None else figure.high or 0),
            high=height(figure.high if figure.high is not None else figure.low or 0),
            words=f"{day}: {figure.words}",
            firm=figure.note is None,
        )
        for day, figure in dated
    )
    return Chart(
        points=points,
        ticks=tuple((height(value), f"{value:g}") for value in (0, most)),
        days=(first.isoformat(), last.isoformat()),
    )
