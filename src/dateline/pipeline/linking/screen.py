"""Which of very many pairs of acts need not be compared: a bound on their likelihood, by arrays.

Of each pair the log odds are bounded from above by their outlines: numbers that stand for sets tell
which cannot share anything, and what is uncertain counts as if it spoke for one event as much as it
can. A pair is left out only if even so it cannot reach the likelihood asked for; so
nothing that comes out depends on this module, only how soon.
"""

from collections.abc import Callable, Mapping
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.pipeline.linking import compare_acts as exact
from dateline.pipeline.linking.outlines import TOLL_EFFECTS, UNKNOWN, Outlines
from dateline.resources.pair_weights import PairWeights

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

#: Pairs whose words are held against each other at a time: what fits the processor's cache.
_AT_ONCE = 2_048
#: The bits of a word that are its weight.
_WEIGHT = np.uint32(15)
#: Distances may come out otherwise in the last digits here than where they are compared exactly.
_ROUNDING = 1e-6

#: Sets of which a shared or another member speaks, with what counts for either.
_SETS = (
    ("actors", "shared actor", "other actors"),
    ("harmed", "shared name of victims", "other names of victims"),
    ("held", "shared name of suspects", "other names of suspects"),
    ("harmed_heads", "victims called alike", "victims called otherwise"),
    ("held_heads", "suspects called alike", None),
    ("sites", "same kind of site", None),
    ("tools", "same instrument", "other instrument"),
    ("voices", "same voice", None),
    ("headline", "headlines alike", None),
)
#: Sets of which one shared member makes two acts worth comparing, besides words and figures.
_KIN = ("harmed", "harmed_heads", "headline")


class Screen:
    """Arrays over acts by which pairs are bounded; acts are known by their place in the list."""

    def __init__(self, outlines: Outlines, model: PairWeights) -> None:
        """Take in outlines of acts and the weights by which they will be compared."""
        self._weight = {**dict.fromkeys(exact.FEATURES, 0.0), **model.weights}
        self._model = model
        self._document = _column(outlines, "document")
        self._outlet = _column(outlines, "outlet")
        self._aggregate = _column(outlines, "aggregate")
        self._types, self._fitting = _column(outlines, "types"), _column(outlines, "fitting")
        self._sets = {name: _column(outlines, name) for name, _, _ in _SETS}
        self._sites = _column(outlines, "named_sites")
        self._figures = _column(outlines, "figures")
        self._counted = {
            name: _column(outlines, f"{name}_counted") for name in ("held", "attackers")
        }
        self._tolled = _column(outlines, "tolled")
        self._tolled_otherwise = _column(outlines, "tolled_otherwise")
        self._tolls, self._sides = _column(outlines, "tolls"), _column(outlines, "toll_sides")
        self._days = _Days(outlines)
        self._spots = _Spots(outlines)
        self._looks_back = _column(outlines, "looks_back")
        self._roads, self._names = _column(outlines, "roads"), _column(outlines, "names")
        self._words = _Words(outlines)

    def passing(self, first: Numbers, second: Numbers, *, least: float) -> Truths:
        """Tell which pairs may have log odds of at least ``least`` and share what makes them kin.

        Args:
            first: The one act of each pair.
            second: The other, in the same order.
            least: Log odds below which a pair is of no use.
        """
        passed = np.zeros(len(first), np.bool_)
        may = self._document[first] != self._document[second]
        may &= self._aggregate[first] == self._aggregate[second]
        may &= (self._fitting[first] & self._types[second]) != 0
        at = np.flatnonzero(may)
        bound = np.full(len(at), self._model.bias)
        bound += self._days.bound(first[at], second[at], self._weight, self._most)
        remembered = self._looks_back[first[at]] | self._looks_back[second[at]]
        bound += np.where(remembered, self._most("one looks back at the day"), 0.0)
        at, bound = at[bound > -inf], bound[bound > -inf]
        bound += self._places(first[at], second[at])
        at, bound = at[bound > -inf], bound[bound > -inf]
        for add in (self._kind, self._people, self._figure):
            bound += add(first[at], second[at])
        likely = bound + self._hope >= least - _ROUNDING
        at, bound = at[likely], bound[likely]
        kin, words = self._compare_words(first[at], second[at])
        passed[at[kin & (bound + words >= least - _ROUNDING)]] = True
        return passed

    def _places(self, first: Numbers, second: Numbers) -> Floats:
        """Return the most that places add; those on one road never exclude each other."""
        bound = self._spots.bound(first, second, self._weight, self._most)
        road = (self._roads[first] & self._names[second]) | (
            self._names[first] & self._roads[second]
        )
        return np.where(road != 0, np.maximum(bound, self._most(*_PLACES)), bound)

    @property
    def _hope(self) -> float:
        """What words may add at most."""
        return (
            self._most("words in common")
            + self._most("telling words in common")
            + self._most("too few words to compare")
        )

    def _most(self, *names: str) -> float:
        """Return what a feature adds at most, or the one of several that adds most."""
        return max(0.0, *(self._weight[name] for name in names))

    def _kind(self, first: Numbers, second: Numbers) -> Floats:
        general = self._most("one type is a general word")
        same = (self._types[first] & self._types[second]) != 0
        type_ = self._weight["same type"]
        other = exact.CLOSE_TYPES * max(0.0, type_) + general
        bound = np.where(same, max(type_, other), other)
        outlet = (self._outlet[first] == self._outlet[second]) & (self._outlet[first] >= 0)
        return bound + np.where(outlet, self._weight["one outlet"], 0.0)

    def _people(self, first: Numbers, second: Numbers) -> Floats:
        bound = np.zeros(len(first))
        for name, shared, other in _SETS:
            a, b = self._sets[name][first], self._sets[name][second]
            otherwise = self._weight[other] if other else 0.0
            bound += np.where(
                (a & b) != 0,
                max(self._weight[shared], otherwise, 0.0 if other is None else -inf),
                np.where((a != 0) & (b != 0), otherwise, 0.0),
            )
        one_site = (self._sites[first] & self._sites[second]) != 0
        named = self._most("same named site") + self._most("same name of a place")
        return bound + np.where(one_site, named, 0.0)

    def _figure(self, first: Numbers, second: Numbers) -> Floats:
        both = self._tolled[first] & self._tolled[second]
        toll = self._most("same toll") + self._most("tolls fit") + self._most("tolls differ")
        bound = np.where(both, toll, 0.0)
        known = np.flatnonzero(
            both & ~self._tolled_otherwise[first] & ~self._tolled_otherwise[second]
        )
        bound[known] = self._compare_tolls(first[known], second[known])
        most = {
            "held": self._most("same number held") + self._most("numbers held differ"),
            "attackers": self._most("same number of attackers"),
        }
        for name, counted in self._counted.items():
            bound += np.where(counted[first] & counted[second], most[name], 0.0)
        return bound

    def _compare_tolls(self, first: Numbers, second: Numbers) -> Floats:
        """Return what tolls add, of acts with one at most of each effect."""
        same, differs = np.zeros(len(first)), np.zeros(len(first))
        fits, far = np.zeros(len(first), np.bool_), np.zeros(len(first), np.bool_)
        # Where a figure just comes to be far from another is where rounding may tell.
        apart = exact.FAR_APART + (_ROUNDING if self._weight["tolls far apart"] < 0 else -_ROUNDING)
        for at, effect in enumerate(TOLL_EFFECTS):
            (low, best, high), (its_low, its_best, its_high) = (
                self._tolls[numbers, at].T for numbers in (first, second)
            )
            side, its_side = self._sides[first, at], self._sides[second, at]
            equal = (side != 0) & (its_side != 0) & (best == its_best) & (best > 0)
            same = np.maximum(same, np.where(equal, np.minimum(1.0, np.log2(1 + best) / 3), 0.0))
            below, above = high < its_low, its_high < low
            least = np.where(below, high, its_high)
            most = np.where(below, its_low, low)
            difference = np.where(
                below | above, np.minimum(1.0, np.log2((most + 1) / (least + 1)) / 3), 0.0
            )
            one_side = (side != 0) & (side == its_side)
            differs = np.maximum(differs, np.where(one_side, difference, 0.0))
            fits |= one_side & (difference == 0.0)
            bounded = ~np.isnan(low + best + high + its_low + its_best + its_high)
            far |= one_side & (difference >= apart) & (bounded | (effect == exact.TAKEN))
        return (
            self._weight["same toll"] * same
            + self._weight["tolls fit"] * fits
            + self._weight["tolls differ"] * differs
            + self._weight["tolls far apart"] * far
        )

    def _compare_words(self, first: Numbers, second: Numbers) -> tuple[Truths, Floats]:
        """Tell which pairs may be kin, and return the bound of what their words add."""
        common, shorter = self._words.compare(first, second)
        kin = (common > 0) | ((self._figures[first] & self._figures[second]) != 0)
        for name in _KIN:
            masks = self._sets[name]
            kin |= (masks[first] & masks[second]) != 0
        share = np.where(
            shorter >= exact.FEW_WORDS, np.minimum(1.0, common / np.maximum(shorter, 1)), 0.0
        )
        telling = np.minimum(1.0, common / exact.ENOUGH_WORDS)
        few = np.where(shorter < exact.FEW_WORDS, self._weight["too few words to compare"], 0.0)
        return kin, (
            few
            + self._weight["words in common"] * share
            + self._weight["telling words in common"] * telling
        )


Most = Callable[..., float]


class _Days:
    """The times of acts; of acts with several only that they have them."""

    def __init__(self, outlines: Outlines) -> None:
        self._count = _column(outlines, "days")
        self._start, self._end = _column(outlines, "start"), _column(outlines, "end")
        self._span = _column(outlines, "span")
        self._near = _column(outlines, "days_near")
        self._implied = _column(outlines, "implied")

    def bound(
        self, first: Numbers, second: Numbers, weight: Mapping[str, float], most: Most
    ) -> Floats:
        """Return what the times add, ``-inf`` where they exclude each other."""
        near = self._near[first] & self._near[second]
        span = np.maximum(self._span[first], self._span[second])
        gap = np.maximum(
            self._start[first] - self._end[second], self._start[second] - self._end[first]
        )
        gap = np.maximum(gap, 0)
        slack = np.where(
            near,
            np.where(span <= exact.CLOSE_DAYS, 1, span // 3),
            np.where(span <= 2 * exact.CLOSE_DAYS, exact.CLOSE_DAYS, span // 2),
        )
        news = weight["news of the same days"]
        close = np.where(near, weight["same day"], weight["same day, loosely"])
        wide = np.where(near, weight["wide times overlap"] * np.minimum(1.0, 31.0 / span), news)
        found = np.where(span > exact.CLOSE_DAYS, wide, close)
        found = np.where(gap > 0, max(0.0, weight["near days"]) / np.maximum(gap, 1), found)
        implied = self._implied[first] | self._implied[second]
        found = np.where(implied, np.where(gap == 0, news, 0.5 * news), found)
        found = np.where(gap > slack, -inf, found)
        counts = np.minimum(self._count[first], self._count[second])
        several = (self._count[first] > 1) | (self._count[second] > 1)
        found = np.where(several, most(*_TIMES), found)
        undated = max(weight["undated"], news)
        return np.where(counts == 0, undated, found)


class _Spots:
    """The places of acts; of acts with several only that they have them."""

    def __init__(self, outlines: Outlines) -> None:
        self._count = _column(outlines, "spots")
        self._level = _column(outlines, "level")
        self._place = _column(outlines, "place")
        self._country = _column(outlines, "country")
        self._admin1 = _column(outlines, "admin1")
        self._latitude = _column(outlines, "latitude")
        self._longitude = _column(outlines, "longitude")
        self._near = _column(outlines, "spots_near")

    def bound(
        self, first: Numbers, second: Numbers, weight: Mapping[str, float], most: Most
    ) -> Floats:
        """Return the most that the places add, ``-inf`` where they exclude each other."""
        near = self._near[first] & self._near[second]
        here, there = self._country[first], self._country[second]
        known = (here != UNKNOWN) & (there != UNKNOWN)
        apart = np.where(near, -inf, weight["countries differ, loosely"])
        found = np.where(here != there, apart, self._inside(first, second, near, weight, most))
        unknown = most("same town", "no place to compare")
        found = np.where(known, found, unknown)
        counts = np.minimum(self._count[first], self._count[second])
        several = (self._count[first] > 1) | (self._count[second] > 1)
        found = np.where(several, most(*_PLACES), found)
        return np.where(counts == 0, weight["no place to compare"], found)

    def _inside(
        self,
        first: Numbers,
        second: Numbers,
        near: Truths,
        weight: Mapping[str, float],
        most: Most,
    ) -> Floats:
        """Return the most that two places of one country add."""
        coarse = np.maximum(self._level[first], self._level[second])
        fine = np.minimum(self._level[first], self._level[second])
        province = (coarse == exact.PROVINCE) | (fine == exact.PROVINCE)
        limit = np.where(province, exact.PROVINCE_KM, exact.FAR_KM)
        far = self._distance_km(first, second) > limit * (1 + _ROUNDING)
        far &= ~province | (self._admin1[first] != self._admin1[second])
        close = most("near towns", "one place holds the other", "places differ, loosely")
        found = np.where(far, np.where(near, -inf, weight["places differ, loosely"]), close)
        same = self._place[first] == self._place[second]
        found = np.where(same, most("same town"), found)
        return np.where(coarse >= exact.COUNTRY, weight["only the country fits"], found)

    def _distance_km(self, first: Numbers, second: Numbers) -> Floats:
        """Return distances, ``nan`` where one is not known."""
        y, z = self._latitude[first], self._latitude[second]
        north, east = (z - y) / 2, (self._longitude[second] - self._longitude[first]) / 2
        chord = np.sin(north) ** 2 + np.cos(y) * np.cos(z) * np.sin(east) ** 2
        distance: Floats = 2 * exact.EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
        return distance


class _Words:
    """The telling words of acts, as rows of as many numbers as the longest has words."""

    def __init__(self, outlines: Outlines) -> None:
        words = outlines["words"]
        used = np.flatnonzero(words.any(axis=0))
        self._rows = np.ascontiguousarray(words[:, : used[-1] + 1 if len(used) else 1])
        self._totals = _column(outlines, "word_total")

    def compare(self, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
        """Return what the words of each pair have in common, and what the lighter weighs."""
        common = np.empty(len(first), np.int64)
        for start in range(0, len(first), _AT_ONCE):
            part = slice(start, start + _AT_ONCE)
            one, other = self._rows[first[part]], self._rows[second[part]]
            shared = (one[:, :, None] == other[:, None, :]).any(axis=2)
            common[part] = ((one & _WEIGHT) * shared).sum(axis=1)
        return common, np.minimum(self._totals[first], self._totals[second])


_TIMES = (
    "same day",
    "same day, loosely",
    "near days",
    "wide times overlap",
    "news of the same days",
    "undated",
)
_PLACES = (
    "same town",
    "near towns",
    "one place holds the other",
    "only the country fits",
    "no place to compare",
    "places differ, loosely",
    "countries differ, loosely",
)


def _column(outlines: Outlines, name: str) -> NDArray[Any]:
    """Return what outlines have by a name, as an array of its own."""
    return np.ascontiguousarray(outlines[name])
