"""How alike two acts of different documents are: what forbids one event, and what speaks for it."""

from functools import lru_cache
from math import asin, cos, exp, log2, radians, sin, sqrt
from typing import NamedTuple, TypeVar

from dateline.core.linking import Act, Bounds, Days, Spot
from dateline.pipeline.linking.blocks import LATELY_DAYS
from dateline.pipeline.linking.compare import GENERAL_TYPES, MERGEABLE, types_fit
from dateline.pipeline.linking.marks import (
    ANOTHER,
    HOUR,
    by_kind,
    callings_differ,
    hours_of_night,
    manners_differ,
    names_alike,
    names_differ,
    on_one_road,
    places_alike,
    places_differ,
    sites_differ,
    values_differ,
)
from dateline.resources.word_weights import total_weight

V = TypeVar("V")
Figures = tuple[tuple[str, Bounds], ...]

#: What speaks for or against one event, in the order of ``features``; each is from 0 to 1.
FEATURES = (
    "same type",
    "one type is a general word",
    "same day",
    "same day, loosely",
    "near days",
    "wide times overlap",
    "news of the same days",
    "undated",
    "same town",
    "near towns",
    "one place holds the other",
    "only the country fits",
    "no place to compare",
    "places differ, loosely",
    "countries differ, loosely",
    "shared actor",
    "other actors",
    "shared name of victims",
    "other names of victims",
    "shared name of suspects",
    "other names of suspects",
    "victims called alike",
    "victims called otherwise",
    "suspects called alike",
    "same kind of site",
    "other kind of site",
    "same toll",
    "tolls fit",
    "tolls differ",
    "tolls far apart",
    "same number held",
    "same number of attackers",
    "numbers held differ",
    "same instrument",
    "other instrument",
    "words in common",
    "telling words in common",
    "headlines alike",
    "one outlet",
    "same voice",
    "same named site",
    "other named site",
    "other hours",
    "other callings",
    "other manner",
    "one said to be another",
    "same name of a place",
    "other names of places",
    "one looks back at the day",
    "too few words to compare",
)

#: Types that one report or another may use of the very same words.
_CLOSE_TYPES = (
    frozenset({"bombing", "suicide_bombing"}),
    frozenset({"assassination", "targeted_killing", "execution"}),
    frozenset({"armed_assault", "assassination"}),
    frozenset({"kidnapping", "hostage_taking"}),
)
#: How much such types count, of two that are the same.
CLOSE_TYPES = 0.7
#: Types told of with named people: other people, another act.
_OF_ONE_PERSON = frozenset({"kidnapping", "assassination", "targeted_killing", "execution"})
#: Types of acts by several of which one report may tell of one alone.
_ONE_OF_SEVERAL = frozenset({"plot"})
_VIOLENCE = MERGEABLE[0] | {"air_strike", "killing_by_security_forces"}
_SITE_OR_TOWN = 1
_DISTRICT = 2
PROVINCE = 3
COUNTRY = 4
#: How near each other the ends of a road are taken to be, of 1, for acts told from either.
_ON_ONE_ROAD = 0.4
#: Towns this far apart are one neighbourhood to reporters, and from there on no longer.
_NEIGHBOURHOOD_KM = 25.0
FAR_KM = 80.0
#: How far from a province's middle a town may lie that reports put into it, as by its old borders.
PROVINCE_KM = 250.0
EARTH_KM = 6371.0
#: Sum of word weights from which more words in common say no more.
ENOUGH_WORDS = 90.0
FEW_WORDS = 24
CLOSE_DAYS = 3
#: Days of a month at least, and of the time of an act at most.
_MONTH, _FEW_DAYS = 27, 7
#: How much a difference in days counts where one of them does not stand with the act, and
#: where both reports tell of a night.
_LOOSELY = 0.4
_OVER_NIGHT = 0.25
#: What the number of people abducted is called among an act's figures.
TAKEN = "taken"
#: Difference of two exact tolls, as ``_difference`` has it, that no update makes good.
FAR_APART = 0.6
#: Contradictions from which two reports are of two acts: see ``_contradict``.
_TOO_MUCH = 1.5
#: The same from which two acts at different kinds of sites are two.
_OTHER_TOLL = 0.2
#: From here on an equal figure, as ``_equal`` has it, tells of one act: three and more.
_TELLING_FIGURE = 0.66
#: The same in one town and of people called alike: two and more.
_TELLING_FIGURE_THERE = 0.5
#: Difference of two numbers of people held, as ``_difference`` has it, that no report corrects.
_OTHER_GROUP = 0.2


def features(a: Act, b: Act) -> tuple[float, ...] | None:
    """Return the values of ``FEATURES`` for two acts, or ``None`` if they cannot be one event.

    Acts of one document, a total and an incident, types that are never told of one act, days or
    towns that exclude each other, and other people held or abducted are never one; nor are acts
    at another kind of site with another toll, or that contradict each other in too much else. The
    result depends on the two acts alone, and not on their order.
    """
    if a.document == b.document or a.aggregate != b.aggregate:
        return None
    fitting = _fitting(a.types, b.types)
    if not fitting:
        return None
    time = _time(a, b)
    if time is None:
        return None
    place = _place(a, b)
    if place is None:
        return None
    if _sums_up(a, b) or _sums_up(b, a):
        return None
    people = _people(a, b, violent=any(x in _VIOLENCE for x, _ in fitting))
    if people is None or (people.sites_other and people.toll_differs >= _OTHER_TOLL):
        return None
    manner, told = _manner(a, b), _told(a, b, place)
    if _contradict(time, people, manner, told):
        return None
    if time.undated and (_is_memory(a) or _is_memory(b)) and not _is_known_by(place, people, told):
        return None
    same = _types_alike(fitting)
    general = same < 1.0 and any(x in GENERAL_TYPES or y in GENERAL_TYPES for x, y in fitting)
    remembered = bool(time.same_day) and (looks_back(a) or looks_back(b))
    dated = bool(time.same_day or time.same_day_loosely)
    few_words = dated and min(_weighed(a.words)[1], _weighed(b.words)[1]) < FEW_WORDS
    rest = (float(remembered), float(few_words))
    return (same, float(general), *time, *place, *people, *manner, *told, *rest)


def _sums_up(whole: Act, part: Act) -> bool:
    """Tell whether a report counts people in a month or more, and the other some of one day.

    The first names no town; one that does tells of one act known by its month. Its dead are more
    than the other's, who may have come to be more since; its number held is another.
    """
    if not whole.days or not part.days or part.implied:
        return False
    if min(days.span for days in whole.days) < _MONTH or max(d.span for d in part.days) > _FEW_DAYS:
        return False
    if any(spot.level < PROVINCE for spot in whole.spots):
        return False
    most, figures = dict(whole.figures), dict(part.figures)
    return _difference(most.get("held"), figures.get("held")) > 0 or any(
        key.startswith("killed.")
        and (high := figures.get(key, (None, None, None))[2]) is not None
        and low is not None
        and 0 < high < low
        for key, (low, _, _) in most.items()
    )


def _contradict(time: "_Times", people: "_People", manner: "_Manner", told: "_Told") -> bool:
    """Tell whether two reports contradict each other in too much to be of one act.

    One slip is common between reports of one act, two are not: hours that differ, other callings
    of the victims, another manner, kind of site, actor, day or toll. Names of small places that
    differ count like two. Somebody named in both, or one named site, outweighs them.
    """
    if people.harmed_shared or people.held_shared or told.site_same:
        return False
    against = (
        2.0 * told.site_other
        + told.hours_other
        + told.callings_other
        + told.another
        + people.harmed_other
        + 0.75 * max(told.manner_other, manner.tool_other)
        + people.sites_other
        + 0.75 * min(1.0, 1.5 * people.toll_differs)
        + 0.25 * people.toll_far
        + 0.75 * time.near_days
        + 0.5 * people.other_actors
    )
    return against >= _TOO_MUCH


def _is_memory(act: Act) -> bool:
    """Tell whether a dated report tells of an act without a day, as one its readers know."""
    return not act.days and act.published is not None


def _is_known_by(place: "_Places", people: "_People", told: "_Told") -> bool:
    """Tell whether two reports share what tells one act from all of its kind, whenever it was."""
    figure = max(people.toll_same, people.held_same)
    alike_there = bool(place.same and (people.heads_alike or people.held_heads_alike))
    return bool(
        people.harmed_shared
        or people.held_shared
        or told.site_same
        or figure >= (_TELLING_FIGURE_THERE if alike_there else _TELLING_FIGURE)
    )


@lru_cache(maxsize=10_000)
def _fitting(types: tuple[str, ...], others: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of types of two acts that may be told of one."""
    return tuple((x, y) for x in types for y in others if types_fit(x, y))


@lru_cache(maxsize=10_000)
def _types_alike(fitting: tuple[tuple[str, str], ...]) -> float:
    return max(_type_likeness(x, y) for x, y in fitting)


def _type_likeness(x: str, y: str) -> float:
    if x == y:
        return 1.0
    return CLOSE_TYPES if any(x in group and y in group for group in _CLOSE_TYPES) else 0.0


class _Times(NamedTuple):
    same_day: float = 0.0
    same_day_loosely: float = 0.0
    near_days: float = 0.0
    wide: float = 0.0
    news: float = 0.0
    undated: float = 0.0


def _time(a: Act, b: Act) -> _Times | None:
    if not a.days or not b.days:
        return _open_time(a, b)
    best: tuple[int, int, bool] | None = None
    for x in a.days:
        for y in b.days:
            gap = max(0, x.start - y.end, y.start - x.end)
            if gap <= _slack(x, y):
                rank = (gap, max(x.span, y.span), not (x.near and y.near))
                best = rank if best is None else min(best, rank)
    if best is None:
        return None
    gap, span, loosely = best
    if a.implied or b.implied:
        return _Times(news=1.0 if gap == 0 else 0.5)
    if gap:
        over_night = hours_of_night(a.marks) and hours_of_night(b.marks)
        stated = _LOOSELY if loosely else 1.0
        return _Times(near_days=min(stated, _OVER_NIGHT) if over_night else stated)
    if span > CLOSE_DAYS:
        return _Times(news=1.0) if loosely else _Times(wide=min(1.0, 31.0 / span))
    return _Times(same_day_loosely=1.0) if loosely else _Times(same_day=1.0)


def _open_time(a: Act, b: Act) -> _Times | None:
    """Return how the times of two acts fit of which one has no day, ``None`` if they cannot.

    What is told without a day may be news, or long past, but is not told before it happens.
    """
    dated, other = (a, b) if a.days else (b, a)
    if other.published is None or not dated.days:
        return _Times(undated=1.0)
    if min(days.start for days in dated.days) > other.published + 1:
        return None
    if any(
        other.published - days.end <= LATELY_DAYS and days.span <= LATELY_DAYS
        for days in dated.days
    ):
        return _Times(news=1.0)
    return _Times(undated=1.0)


def looks_back(act: Act) -> bool:
    """Tell whether an act was long before its report, which remembers what many were told of."""
    if act.published is None:
        return False
    known_from = act.published - _LOOKS_BACK_DAYS
    return not any(days.end >= known_from for days in act.days)


def _slack(x: Days, y: Days) -> int:
    """Return how many days two times may lie apart and still be meant as one."""
    span = max(x.span, y.span)
    if x.near and y.near:
        return 1 if span <= CLOSE_DAYS else span // 3
    return CLOSE_DAYS if span <= 2 * CLOSE_DAYS else span // 2


class _Places(NamedTuple):
    same: float = 0.0
    near: float = 0.0
    holds: float = 0.0
    country: float = 0.0
    unknown: float = 0.0
    differ: float = 0.0
    countries_differ: float = 0.0


_UNKNOWN_PLACE = _Places(unknown=1.0)
_ONLY_COUNTRY = _Places(country=1.0)
_SAME_TOWN = _Places(same=1.0)
_SAME_PROVINCE = _Places(same=0.6)


def _place(a: Act, b: Act) -> _Places | None:
    """Return how the best fitting of the places stated fit, ``None`` if all exclude each other."""
    if not a.spots or not b.spots:
        return _UNKNOWN_PLACE
    if len(a.spots) == len(b.spots) == 1:
        best = _spots(a.spots[0], b.spots[0])
    else:
        found = [_spots(x, y) for x in a.spots for y in b.spots]
        fitting = [places for places in found if places is not None]
        best = max(fitting, key=_place_rank) if fitting else None
    if (best is None or best.differ) and on_one_road(a.marks, b.marks):
        return _Places(near=_ON_ONE_ROAD)
    return best


def _place_rank(places: _Places) -> tuple[float, ...]:
    return (*places[:5], -places.countries_differ)


def _spots(x: Spot, y: Spot) -> _Places | None:
    fine, coarse = (x, y) if x.level <= y.level else (y, x)
    if x.country is None or y.country is None:
        return (
            _Places(same=1.0) if x.place == y.place and coarse.level < COUNTRY else _UNKNOWN_PLACE
        )
    if x.country != y.country:
        return None if x.near and y.near else _Places(countries_differ=1.0)
    if coarse.level >= COUNTRY:
        return _ONLY_COUNTRY
    if x.place == y.place:
        return _SAME_TOWN if coarse.level <= _DISTRICT else _SAME_PROVINCE
    if coarse.level == PROVINCE or fine.level == PROVINCE:
        holds = x.admin1 is not None and x.admin1 == y.admin1
        if holds:
            return _Places(holds=1.0)
        distance = _distance_km(x, y)
        beside = distance is not None and distance <= PROVINCE_KM
        return _Places(differ=1.0) if beside else _apart(x, y)
    distance = _distance_km(x, y)
    if distance is None:
        same_unit = x.admin1 is not None and x.admin1 == y.admin1
        return _Places(near=0.2) if same_unit else _apart(x, y)
    if distance <= FAR_KM:
        return _Places(near=exp(-distance / _NEIGHBOURHOOD_KM))
    return _apart(x, y)


def _apart(x: Spot, y: Spot) -> _Places | None:
    """A place that only stands elsewhere in a report may be wrong; two that are stated exclude."""
    return None if x.near and y.near else _Places(differ=1.0)


def _distance_km(x: Spot, y: Spot) -> float | None:
    if x.latitude is None or y.latitude is None or x.longitude is None or y.longitude is None:
        return None
    north = radians(y.latitude - x.latitude) / 2
    east = radians(y.longitude - x.longitude) / 2
    chord = sin(north) ** 2 + cos(radians(x.latitude)) * cos(radians(y.latitude)) * sin(east) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


class _People(NamedTuple):
    shared_actor: float
    other_actors: float
    harmed_shared: float
    harmed_other: float
    held_shared: float
    held_other: float
    heads_alike: float
    heads_other: float
    held_heads_alike: float
    sites_alike: float
    sites_other: float
    toll_same: float
    toll_fits: float
    toll_differs: float
    toll_far: float
    held_same: float
    attackers_same: float
    held_differs: float


def _people(a: Act, b: Act, *, violent: bool) -> _People | None:
    harmed_shared = not a.harmed.isdisjoint(b.harmed)
    harmed_other = bool(a.harmed and b.harmed) and not harmed_shared
    held_shared = not a.held.isdisjoint(b.held)
    held_other = bool(a.held and b.held) and not held_shared
    if harmed_other and (
        not _OF_ONE_PERSON.isdisjoint(a.types + b.types) or (_harms_one(a) and _harms_one(b))
    ):
        return None
    if held_other and not violent:
        return None
    left, right = dict(a.figures), dict(b.figures)
    held, its_held = left.get("held"), right.get("held")
    held_differs = _difference(held, its_held)
    one_of_them = _ONE_OF_SEVERAL.issuperset(a.types + b.types)
    if held_differs >= _OTHER_GROUP and not (violent or held_shared or one_of_them):
        return None
    actors_shared, actors_other = _alike(a.actors, b.actors)
    heads_alike, heads_other = _alike(a.harmed_heads, b.harmed_heads)
    sites_alike = not a.sites.isdisjoint(b.sites)
    return _People(
        actors_shared,
        actors_other,
        1.0 if harmed_shared else 0.0,
        1.0 if harmed_other else 0.0,
        1.0 if held_shared else 0.0,
        1.0 if held_other else 0.0,
        heads_alike,
        heads_other,
        0.0 if a.held_heads.isdisjoint(b.held_heads) else 1.0,
        1.0 if sites_alike else 0.0,
        1.0 if not sites_alike and sites_differ(a.marks, b.marks) else 0.0,
        *_tolls(a.figures, b.figures),
        _equal(held, its_held),
        _equal(left.get("attackers"), right.get("attackers")),
        held_differs,
    )


def _alike(ours: frozenset[V], theirs: frozenset[V]) -> tuple[float, float]:
    """Return whether two sets share anything, and whether both have members and share none."""
    if not ours or not theirs:
        return 0.0, 0.0
    return (0.0, 1.0) if ours.isdisjoint(theirs) else (1.0, 0.0)


def _harms_one(act: Act) -> bool:
    """Tell whether an act is told to have harmed one person, by its figures and names."""
    return len(act.harmed) == 1 and all(
        high == 1 for key, (_, _, high) in act.figures if "." in key
    )


@lru_cache(maxsize=50_000)
def _tolls(ours: Figures, theirs: Figures) -> tuple[float, float, float, float]:
    """Return how equal, fitting and contradicting the killed and injured are, and if far apart.

    A figure may be told of another side by another report: equality counts over sides, a
    contradiction only within one. Figures are far apart if neither is a least or most one; of
    those taken, who are counted from the first, also then.
    """
    same = fits = differs = far = 0.0
    for key, x in ours:
        effect, _, side = key.partition(".")
        if not side:
            continue
        for other, y in theirs:
            if other.partition(".")[0] == effect:
                same = max(same, _equal(x, y))
                if key == other:
                    difference = _difference(x, y)
                    differs = max(differs, difference)
                    fits = max(fits, float(not difference))
                    exact = None not in (*x, *y) or effect == TAKEN
                    if exact and difference >= FAR_APART:
                        far = 1.0
    return same, fits, differs, far


def _equal(x: Bounds | None, y: Bounds | None) -> float:
    """Return how much an equal figure says: one dead is told of many attacks, 17 of few."""
    if x is None or y is None or x[1] is None or x[1] != y[1]:
        return 0.0
    return min(1.0, log2(1 + x[1]) / 3) if x[1] > 0 else 0.0


def _difference(x: Bounds | None, y: Bounds | None) -> float:
    """Return how far apart two figures are that contradict each other, 1 from eightfold on."""
    if x is None or y is None:
        return 0.0
    if x[2] is not None and y[0] is not None and x[2] < y[0]:
        low, high = x[2], y[0]
    elif y[2] is not None and x[0] is not None and y[2] < x[0]:
        low, high = y[2], x[0]
    else:
        return 0.0
    return min(1.0, log2((high + 1) / (low + 1)) / 3)


class _Manner(NamedTuple):
    tool_same: float
    tool_other: float
    words: float
    telling: float
    headlines: float
    outlet: float
    voice: float


def _manner(a: Act, b: Act) -> _Manner:
    tool_same, tool_other = _alike(a.tools, b.tools)
    left, left_total = _weighed(a.words)
    right, right_total = _weighed(b.words)
    common = total_weight(left & right)
    shorter = min(left_total, right_total)
    headlines = least = 0
    if a.headline and b.headline:
        titles, title_total = _weighed(a.headline)
        others, other_total = _weighed(b.headline)
        headlines, least = total_weight(titles & others), min(title_total, other_total)
    return _Manner(
        tool_same,
        tool_other,
        common / shorter if shorter >= FEW_WORDS else 0.0,
        min(1.0, common / ENOUGH_WORDS),
        headlines / least if least >= FEW_WORDS else 0.0,
        1.0 if a.outlet is not None and a.outlet == b.outlet else 0.0,
        0.0 if a.voices.isdisjoint(b.voices) else 1.0,
    )


class _Told(NamedTuple):
    site_same: float
    site_other: float
    hours_other: float
    callings_other: float
    manner_other: float
    another: float
    names_same: float
    names_other: float


_UNMARKED = _Told(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
#: Days after which a report that names an act's day looks back at it.
_LOOKS_BACK_DAYS = 7


def _told(a: Act, b: Act, place: _Places) -> _Told:
    if not a.marks or not b.marks:
        return _UNMARKED
    named_alike = names_alike(a.marks, b.marks)
    towns_fit = bool(place.same or place.near or place.holds)
    another = (ANOTHER in by_kind(a.marks)) != (ANOTHER in by_kind(b.marks))
    names_other = names_differ(a.marks, b.marks, besides_towns=towns_fit) and not on_one_road(
        a.marks, b.marks
    )
    return _Told(
        1.0 if places_alike(a.marks, b.marks) else 0.0,
        1.0 if places_differ(a.marks, b.marks) else 0.0,
        1.0 if values_differ(a.marks, b.marks, HOUR) else 0.0,
        1.0 if callings_differ(a.marks, b.marks) else 0.0,
        1.0 if manners_differ(a.marks, b.marks) else 0.0,
        1.0 if another and not named_alike else 0.0,
        1.0 if named_alike else 0.0,
        1.0 if names_other else 0.0,
    )


@lru_cache(maxsize=50_000)
def _weighed(words: tuple[int, ...]) -> tuple[frozenset[int], int]:
    """Return words as a set, and what they weigh together."""
    return frozenset(words), total_weight(words)
