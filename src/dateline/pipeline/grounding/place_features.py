"""What speaks for each place a name may mean, as numbers for the ranker.

Features of a candidate are read against a *context*: how likely each candidate of every other name
is at the moment. The first context comes from the gazetteer's prior alone, a second one from the
ranker's first answers.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.documents import Document
from dateline.pipeline.grounding.hierarchy import EARTH_RADIUS_KM, lies_in
from dateline.pipeline.grounding.place_names import PlaceName
from dateline.resources.gazetteer import FORMS, KINDS, Entry, PlaceKind, name_key, priors
from dateline.resources.outlets import OutletHome

Floats = NDArray[np.float64]

#: The columns of the features, in order; a ranker file names the columns it was trained on.
FEATURES = (
    "population",
    "kind",
    "form",
    "is_main_name",
    "n_candidates",
    "rank",
    "prior",
    "prior_margin",
    "population_share",
    "kind_fits_word",
    "area_words",
    "town_words",
    "n_words",
    "country_votes",
    "country_named",
    "area_named",
    "area_votes",
    "country_votes_rank",
    "outer_fits",
    "outer_may_fit",
    "inner_fit",
    "sibling_kind",
    "sibling_country",
    "near_100km",
    "near_400km",
    "near_in_text",
    "nearest_km",
    "near_rank",
    "home_km",
    "home_rank",
    "home_country",
    "in_outlet_name",
    "in_dateline",
    "dateline_km",
    "mentions",
    "mention_share",
    "first_mention",
    "n_in_country",
    "is_best_in_country",
    "n_names",
    "top_country_share",
    "own_country_is_top",
)

_COLUMN = {name: number for number, name in enumerate(FEATURES)}
_UNKNOWN = -1.0
_TOWNLIKE = (PlaceKind.TOWN, PlaceKind.ADMIN2, PlaceKind.SITE)
_IS_TOWNLIKE = np.array([kind in _TOWNLIKE for kind in KINDS])
_KIND_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_FORM_NUMBER = {form: float(number) for number, form in enumerate(FORMS)}
#: Margin of the only candidate of a name.
_ALONE = 5.0
#: Candidates less likely than this are no landmarks for others.
_LANDMARK = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """All candidates of a document side by side; ``name`` is the index of the name of each.

    ``unit`` are points on the unit sphere, shape (n_candidates, 3). ``country`` and ``area`` are
    numbers given out within the document, -1 for none.
    """

    entries: tuple[Entry, ...]
    name: NDArray[np.int64]
    unit: Floats
    country: NDArray[np.int64]
    area: NDArray[np.int64]
    kind: NDArray[np.int64]
    prior: Floats
    slices: tuple[slice, ...]
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Grouping:
    """Which candidates belong together across names, by country or area.

    ``known`` is 1 where a candidate has a group; ``pair`` numbers the groups within each name.
    """

    known: Floats
    group: NDArray[np.int64]
    pair: NDArray[np.int64]

    @classmethod
    def of(cls, columns: _Columns, group: NDArray[np.int64]) -> "_Grouping":
        safe = np.maximum(group, 0)
        pair = columns.name * (int(safe.max(initial=0)) + 1) + safe
        return cls((group >= 0).astype(float), safe, pair)

    def others(self, weights: Floats) -> Floats:
        """Sum the weights of a candidate's group over the other names; 0 without a group."""
        counted = weights * self.known
        totals, own = np.bincount(self.group, counted), np.bincount(self.pair, counted)
        return (totals[self.group] - own[self.pair]) * self.known


class Featurizer:
    """Features of all candidates of one document."""

    def __init__(
        self, document: Document, names: Sequence[PlaceName], home: OutletHome | None
    ) -> None:
        """Read what does not depend on the context.

        Args:
            document: The article.
            names: Its place names, in order of first mention.
            home: Where its outlet is at home, if known.
        """
        self._document = document
        self._names = names
        self._home = home
        self._columns = _columns(names)
        kind = self._columns.kind
        self._is_country = (kind == KINDS.index(PlaceKind.COUNTRY)).astype(float)
        self._is_area = (kind == KINDS.index(PlaceKind.ADMIN1)).astype(float)
        self._is_townlike = _IS_TOWNLIKE[kind]
        self._by_country = _Grouping.of(self._columns, self._columns.country)
        self._by_area = _Grouping.of(self._columns, self._columns.area)
        self._apart = self._columns.name[:, None] != self._columns.name[None, :]
        self._km = _distances_km(self._columns.unit, self._columns.unit)
        self._gaps = self._text_gaps()
        self._outer = self._containment()
        self._fixed = self._context_free()

    @property
    def slices(self) -> tuple[slice, ...]:
        """Which rows belong to each name."""
        return self._columns.slices

    def first_context(self) -> Floats:
        """Return how likely each candidate is by the gazetteer's prior alone, (n_candidates,)."""
        weights = np.exp(2.0 * self._columns.prior)
        return self.normalized(weights)

    def normalized(self, weights: Floats) -> Floats:
        """Return weights that add up to 1 within each name."""
        totals = np.bincount(self._columns.name, weights, minlength=len(self._names))
        return weights / np.maximum(totals[self._columns.name], 1e-12)

    def matrix(self, context: Floats) -> Floats:
        """Return the features, shape (n_candidates, len(FEATURES)).

        Args:
            context: How likely each candidate is, (n_candidates,), adding up to 1 per name.
        """
        matrix = self._fixed.copy()
        for part in (self._votes(context), self._structure(context), self._nearness(context)):
            for name, values in part.items():
                matrix[:, _COLUMN[name]] = values
        return matrix

    def tops(self, values: Floats) -> Floats:
        """Return for each candidate the greatest value of its name."""
        greatest = np.maximum.reduceat(values, self._columns.starts)
        return np.asarray(greatest[self._columns.name], dtype=np.float64)

    def _per_candidate(self, value: Callable[[PlaceName], float]) -> Floats:
        return np.array([value(name) for name in self._names])[self._columns.name]

    def _context_free(self) -> Floats:
        """Return the features with the columns filled in that no context changes."""
        columns, names = self._columns, self._names
        entries = columns.entries
        population = np.log10(np.array([e.population for e in entries], dtype=float) + 1.0)
        total = float(sum(len(name.spans) for name in names))
        values = {
            "population": population,
            "kind": columns.kind.astype(float),
            "form": np.array([_FORM_NUMBER[e.form] for e in entries]),
            "is_main_name": np.array(
                [
                    float(name_key(e.name) == names[n].key)
                    for e, n in zip(entries, columns.name, strict=True)
                ]
            ),
            "n_candidates": self._per_candidate(lambda n: float(len(n.candidates))),
            "rank": _per_name(columns, lambda part: np.arange(part.stop - part.start, dtype=float)),
            "prior": columns.prior,
            "prior_margin": _margins(columns, columns.prior),
            "population_share": _relative(columns, population),
            "kind_fits_word": np.array(
                [_fits(e, names[n]) for e, n in zip(entries, columns.name, strict=True)]
            ),
            "area_words": self._per_candidate(lambda n: n.area_words / len(n.spans)),
            "town_words": self._per_candidate(lambda n: n.town_words / len(n.spans)),
            "n_words": self._per_candidate(lambda n: float(n.key.count(" ") + 1)),
            "in_dateline": self._per_candidate(lambda n: float(n.in_dateline)),
            "mentions": self._per_candidate(lambda n: math.log1p(len(n.spans))),
            "mention_share": self._per_candidate(lambda n: len(n.spans) / total),
            "first_mention": self._per_candidate(
                lambda n: n.spans[0].start / max(1, len(self._document.text))
            ),
            "n_names": self._per_candidate(lambda _: float(len(names))),
        }
        values |= _within_country(columns)
        values |= self._home_features()
        matrix = np.zeros((len(entries), len(FEATURES)))
        for feature, column in values.items():
            matrix[:, _COLUMN[feature]] = column
        return matrix

    def _home_features(self) -> dict[str, Floats]:
        columns, home = self._columns, self._home
        n = len(columns.entries)
        values = {
            "home_km": np.full(n, _UNKNOWN),
            "home_rank": np.full(n, _UNKNOWN),
            "home_country": np.full(n, _UNKNOWN),
            "in_outlet_name": np.zeros(n),
        }
        if home is None:
            return values
        if home.latitude is not None and home.longitude is not None:
            point = _unit(np.array([home.latitude]), np.array([home.longitude]))
            km = _distances_km(columns.unit, point)[:, 0]
            values["home_km"] = np.log1p(km)
            values["home_rank"] = _ranks(columns, km)
        if home.country is not None:
            values["home_country"] = np.array(
                [float(e.country == home.country) for e in columns.entries]
            )
        squashed = [name.key.replace(" ", "") for name in self._names]
        named = [float(len(s) >= 4 and s in home.label) for s in squashed]
        values["in_outlet_name"] = np.array(named)[columns.name]
        return values

    def _containment(self) -> dict[int, list[tuple[int, NDArray[np.bool_]]]]:
        """Return per name the names it contains, with which candidate contains which.

        The matrix has a row for each candidate of the outer name, a column for each of the inner.
        """
        found: dict[int, list[tuple[int, NDArray[np.bool_]]]] = {}
        for outer, name in enumerate(self._names):
            for inner in name.inner:
                matrix = np.array(
                    [
                        [lies_in(i, o) for i in self._names[inner].candidates]
                        for o in name.candidates
                    ]
                )
                found.setdefault(outer, []).append((inner, matrix))
        return found

    def _votes(self, context: Floats) -> dict[str, Floats]:
        """Count what the other names say of a candidate's country and first-order area."""
        columns = self._columns
        votes = self._by_country.others(context)
        total = float(len(self._names))
        per_country = np.bincount(self._by_country.group, context * self._by_country.known)
        top = int(np.argmax(per_country))
        return {
            "country_votes": votes / max(total - 1.0, 1.0),
            "country_named": self._by_country.others(context * self._is_country),
            "area_named": self._by_area.others(context * self._is_area),
            "area_votes": self._by_area.others(context * (1.0 - self._is_area)),
            "country_votes_rank": _margins(columns, votes),
            "top_country_share": np.full(len(context), per_country[top] / total),
            "own_country_is_top": (columns.country == top).astype(float),
        }

    def _structure(self, context: Floats) -> dict[str, Floats]:
        """Read pairs of a place with its area, and lists of names."""
        columns = self._columns
        n = len(context)
        values = {
            name: np.full(n, _UNKNOWN)
            for name in ("outer_fits", "outer_may_fit", "sibling_kind", "sibling_country")
        }
        values["inner_fit"] = np.zeros(n)
        for outer, pairs in self._outer.items():
            rows = columns.slices[outer]
            for inner, contains in pairs:
                part = columns.slices[inner]
                fits = (contains * context[rows][:, None]).max(axis=0)
                values["outer_fits"][part] = np.maximum(values["outer_fits"][part], fits)
                may = contains.any(axis=0).astype(float)
                values["outer_may_fit"][part] = np.maximum(values["outer_may_fit"][part], may)
                values["inner_fit"][rows] += contains.any(axis=1)
        for number, name in enumerate(self._names):
            if name.siblings:
                part = columns.slices[number]
                others = np.concatenate([np.arange(*_bounds(columns, s)) for s in name.siblings])
                share = context[others] / len(name.siblings)
                for feature, column in (
                    ("sibling_kind", columns.kind),
                    ("sibling_country", columns.country),
                ):
                    same = column[part][:, None] == column[others][None, :]
                    values[feature][part] = (same * share).sum(axis=1)
        return values

    def _nearness(self, context: Floats) -> dict[str, Floats]:
        """Measure how near the other places of the text are."""
        columns = self._columns
        n = len(context)
        values = {
            "near_100km": np.zeros(n),
            "near_400km": np.zeros(n),
            "near_in_text": np.zeros(n),
            "nearest_km": np.full(n, _UNKNOWN),
            "near_rank": np.zeros(n),
            "dateline_km": np.full(n, _UNKNOWN),
        }
        marks = np.flatnonzero((context >= _LANDMARK) & self._is_townlike)
        if not len(marks):
            return values
        km = self._km[:, marks]
        weight = self._apart[:, marks] * context[marks]
        decay = np.exp(km * (-1.0 / 400.0))
        near = (weight * decay).sum(axis=1)
        values["near_400km"] = near
        values["near_100km"] = (weight * np.square(np.square(decay))).sum(axis=1)
        values["near_rank"] = _margins(columns, near)
        gaps = self._gaps[columns.name[:, None], columns.name[marks]]
        values["near_in_text"] = (weight * np.exp(km / -150.0 - gaps / 300.0)).sum(axis=1)
        sure = np.where(weight >= 0.4, km, np.inf)
        values["nearest_km"] = _least_km(sure)
        in_dateline = self._fixed[marks, _COLUMN["in_dateline"]] > 0
        if in_dateline.any():
            values["dateline_km"] = _least_km(sure[:, in_dateline])
        return values

    def _text_gaps(self) -> Floats:
        """Return the least distance in characters between the mentions of two names."""
        sizes = [len(name.spans) for name in self._names]
        starts = np.array([span.start for name in self._names for span in name.spans], dtype=float)
        firsts = np.cumsum([0, *sizes[:-1]])
        gaps = np.abs(starts[:, None] - starts[None, :])
        per_row = np.minimum.reduceat(gaps, firsts, axis=0)
        nearest: Floats = np.minimum.reduceat(per_row, firsts, axis=1)
        return nearest


def _columns(names: Sequence[PlaceName]) -> _Columns:
    entries = tuple(entry for name in names for entry in name.candidates)
    sizes = [len(name.candidates) for name in names]
    ends = np.cumsum(sizes).tolist()
    prior: list[float] = []
    for name in names:
        scores = priors(name.candidates)
        prior.extend(scores[entry.id] for entry in name.candidates)
    countries: dict[str | None, int] = {None: -1}
    areas: dict[str | None, int] = {None: -1}
    return _Columns(
        entries=entries,
        name=np.repeat(np.arange(len(names)), sizes),
        unit=_unit(
            np.array([e.latitude for e in entries]), np.array([e.longitude for e in entries])
        ),
        country=np.array([countries.setdefault(e.country, len(countries) - 1) for e in entries]),
        area=np.array([areas.setdefault(_area_id(e), len(areas) - 1) for e in entries]),
        kind=np.array([_KIND_NUMBER[e.kind] for e in entries]),
        prior=np.array(prior),
        slices=tuple(slice(end - size, end) for end, size in zip(ends, sizes, strict=True)),
        starts=np.array([0, *ends[:-1]], dtype=np.int64),
    )


def _area_id(entry: Entry) -> str | None:
    return entry.id if entry.kind is PlaceKind.ADMIN1 else entry.admin1_id


def _bounds(columns: _Columns, number: int) -> tuple[int, int]:
    part = columns.slices[number]
    return part.start, part.stop


def _fits(entry: Entry, name: PlaceName) -> float:
    """Return whether a word for the sort of place allows this kind, -1 where there is none."""
    if not name.kinds:
        return _UNKNOWN
    return 1.0 - name.kinds.index(entry.kind) / 4.0 if entry.kind in name.kinds else 0.0


def _within_country(columns: _Columns) -> dict[str, Floats]:
    """Count namesakes in a candidate's country, and tell whether it stands first among them."""
    pair = columns.name * (int(columns.country.max(initial=0)) + 2) + columns.country + 1
    best = np.full(int(pair.max(initial=0)) + 1, -np.inf)
    np.maximum.at(best, pair, columns.prior)
    return {
        "n_in_country": np.bincount(pair)[pair].astype(float),
        "is_best_in_country": (columns.prior >= best[pair]).astype(float),
    }


def _margins(columns: _Columns, values: Floats) -> Floats:
    """Return how far a value lies above the best of the other candidates of its name."""
    name, starts = columns.name, columns.starts
    top = np.maximum.reduceat(values, starts)
    is_top = values == top[name]
    below = np.maximum.reduceat(np.where(is_top, -np.inf, values), starts)
    second = np.where(np.add.reduceat(is_top, starts, dtype=np.int64) > 1, top, below)
    others = np.where(is_top, second[name], top[name])
    return np.where(np.isfinite(others), values - others, _ALONE)


def _least_km(km: Floats) -> Floats:
    """Return the least of each row on a log scale, unknown where there is none."""
    least = km.min(axis=1)
    return np.where(np.isfinite(least), np.log1p(least), _UNKNOWN)


def _relative(columns: _Columns, values: Floats) -> Floats:
    return _per_name(columns, lambda part: values[part] - values[part].max())


def _ranks(columns: _Columns, values: Floats) -> Floats:
    """Return how many candidates of the same name have a smaller value."""
    return _per_name(
        columns,
        lambda part: (values[part][None, :] < values[part][:, None]).sum(axis=1).astype(float),
    )


def _per_name(columns: _Columns, value: Callable[[slice], Floats]) -> Floats:
    return np.concatenate([value(part) for part in columns.slices])


def _unit(latitude: Floats, longitude: Floats) -> Floats:
    """Return points (degrees) as vectors on the unit sphere, shape (n, 3)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def _distances_km(a: Floats, b: Floats) -> Floats:
    return EARTH_RADIUS_KM * np.arccos(np.clip(a @ b.T, -1.0, 1.0))
