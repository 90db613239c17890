"""Invented rows to browse, and what filters mean, said plainly."""

from datetime import date
from random import Random

from hypothesis import strategies as st

from dateline.core.claims import Scope, SourceKind, Stage, Status
from dateline.explore.columns import Columns, build_columns
from dateline.explore.filters import ExploreFilters
from dateline.explore.rows import BrowseRow

Browsed = dict[str, tuple[BrowseRow, tuple[str, ...]]]

FIRST = date(2030, 12, 20).toordinal()
PLACES = (
    "",
    "KZ",
    "KZ/Almaty Region",
    "KZ/Almaty Region/Talgar",
    "KZ/Almaty",
    "PK/Sindh/Thul",
    "/Sahel",
)
TYPES = ("bombing", "arrest", "trial")
OUTLETS = ("Veldmark Courier", "Port Ossian Echo")
ACTORS = ("islamic-state", "elf")


def rows() -> st.SearchStrategy[BrowseRow]:
    return st.integers(0, 2**32).map(lambda seed: _row(Random(seed)))


def browsed(most: int = 12) -> st.SearchStrategy[Browsed]:
    return st.builds(_browsed, st.integers(0, most), st.integers(0, 2**32))


def _browsed(events: int, seed: int) -> Browsed:
    """Return so many events, at most; a seed draws faster than a strategy for each value."""
    chance = Random(seed)
    return {
        f"{chance.randrange(3 * events):04x}": (_row(chance), _some(chance, OUTLETS))
        for _ in range(events)
    }


def _row(chance: Random) -> BrowseRow:
    start = chance.choice((0, FIRST, FIRST + chance.randrange(60)))
    placed = chance.random() < 0.6
    return BrowseRow(
        type=chance.choice(TYPES),
        scope=chance.choice(list(Scope)),
        stage=chance.choice((Stage.ACCOMPLISHED, Stage.FOILED)),
        status=chance.choice((Status.FACT, Status.CLAIMED)),
        start=start,
        end=start and start + chance.randrange(40),
        place=chance.choice(PLACES),
        precision=chance.choice(("town", "province", "country")),
        latitude=chance.uniform(-80, 80) if placed else None,
        longitude=chance.uniform(-179, 179) if placed else None,
        killed=_toll(chance),
        injured=_toll(chance),
        detained=_toll(chance),
        sources=chance.randint(1, 3),
        documents=chance.randint(1, 3),
        disputed=chance.random() < 0.3,
        official=chance.random() < 0.3,
        denied=chance.random() < 0.3,
        decisions=chance.randrange(2),
        confidence=chance.choice((0.25, 0.5, 0.95)),
        first_reported=start,
        last_reported=start,
        actors=_some(chance, ACTORS),
        kinds=_some(chance, ("police", "witness")),
    )


def _toll(chance: Random) -> tuple[float | None, float | None]:
    low = float(chance.randrange(5))
    return chance.choice(((None, None), (low, low + 1), (low, None)))


def _some(chance: Random, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in values if chance.random() < 0.5)


@st.composite
def filters(draw: st.DrawFn) -> ExploreFilters:
    choice = st.one_of(st.none(), st.booleans())
    day = st.one_of(st.none(), st.integers(FIRST - 5, FIRST + 70).map(date.fromordinal))

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(values), unique=True, max_size=2)))

    return ExploreFilters(
        types=some((*TYPES, "unheard_of")),
        stages=(Stage.FOILED,) if draw(st.booleans()) else (),
        scope=draw(st.one_of(st.none(), st.sampled_from(Scope))),
        since=draw(day),
        until=draw(day),
        places=some(("KZ", "KZ/Almaty Region", "PK", "KZ/Alma")),
        actors=some(ACTORS),
        outlets=some(OUTLETS),
        kinds=(SourceKind.POLICE,) if draw(st.booleans()) else (),
        disputed=draw(choice),
        single_source=draw(choice),
        official_only=draw(choice),
        reviewed=draw(choice),
    )


def columns_of(events: Browsed) -> Columns:
    return build_columns(events)


def passes(row: BrowseRow, outlets: tuple[str, ...], wanted: ExploreFilters) -> bool:
    """Tell whether an event passes filters, one condition at a time."""
    dated = row.start > 0
    within = [row.place == p or row.place.startswith(f"{p}/") for p in wanted.places]
    return all(
        (
            not wanted.types or row.type in wanted.types,
            not wanted.stages or row.stage in wanted.stages,
            wanted.scope is None or row.scope == wanted.scope,
            wanted.since is None or (dated and row.end >= wanted.since.toordinal()),
            wanted.until is None or (dated and row.start <= wanted.until.toordinal()),
            not wanted.places or any(within),
            not wanted.actors or not set(wanted.actors).isdisjoint(row.actors),
            not wanted.outlets or not set(wanted.outlets).isdisjoint(outlets),
            not wanted.kinds or not set(wanted.kinds).isdisjoint(row.kinds),
            wanted.disputed in (None, row.disputed),
            wanted.single_source in (None, row.sources <= 1),
            wanted.official_only in (None, row.official),
            wanted.reviewed in (None, row.decisions > 0),
        )
    )
