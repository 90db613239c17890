"""All events of a store as columns of numbers, so that a hundred thousand are counted at once."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.explore.rows import BrowseRow

Numbers = NDArray[Any]
Mask = NDArray[np.bool_]

_NAMED = ("type", "scope", "stage", "status", "place", "precision")
_LISTED = ("actors", "kinds", "outlets")
_WHOLE = ("start", "end", "sources", "documents", "decisions", "first_reported", "last_reported")
_FLAGS = ("disputed", "official", "denied")
_REAL = ("latitude", "longitude", "confidence")
_TOLLS = ("killed", "injured", "detained")


class Vocabulary:
    """Words and their numbers; a word once numbered keeps its number."""

    def __init__(self) -> None:
        """Make one without words."""
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """Return the number of a word, giving it the next one if it is new."""
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self.words)
            self.words.append(word)
        return found

    def numbers(self, words: Iterable[str]) -> list[int]:
        """Return the numbers of the words that are known."""
        return [self._numbers[word] for word in words if word in self._numbers]


@dataclass(frozen=True, slots=True)
class Lists:
    """For each event a list of numbers: entry ``i`` says that event ``owners[i]`` has one."""

    owners: Numbers
    values: Numbers

    def having(self, values: Sequence[int], events: int) -> Mask:
        """Tell which of so many events have any of these numbers."""
        mask = np.zeros(events, dtype=np.bool_)
        mask[self.owners[np.isin(self.values, values)]] = True
        return mask

    def counts(self, chosen: Mask, most: int) -> Numbers:
        """Return how many chosen events have each of the numbers below ``most``."""
        return np.bincount(self.values[chosen[self.owners]], minlength=most)

    def kept(self, mask: Mask) -> "Lists":
        """Return the lists of the events a mask keeps, which are numbered anew."""
        renumbered = np.cumsum(mask) - 1
        inside = mask[self.owners]
        return Lists(renumbered[self.owners[inside]], self.values[inside])

    def moved(self, place: Numbers) -> "Lists":
        """Return the lists of events that now stand elsewhere, event ``i`` at ``place[i]``."""
        return Lists(place[self.owners], self.values)

    def followed_by(self, other: "Lists", events: int) -> "Lists":
        """Return these lists of so many events and after them those of others."""
        return Lists(
            np.concatenate([self.owners, other.owners + events]),
            np.concatenate([self.values, other.values]),
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Events by row, sorted by id: ids, and for each thing that is browsed by a column as long.

    Of the numbers, ``linking`` is the last linking there was when an event was read: what is known
    of it changes with that.

    ``named`` are numbers in the vocabulary of that name, ``numbers`` plain ones (``NaN`` and day 0
    are not known), ``lists`` what an event may have several of.
    """

    ids: NDArray[np.str_]
    named: Mapping[str, Numbers]
    numbers: Mapping[str, Numbers]
    lists: Mapping[str, Lists]
    words: Mapping[str, Vocabulary]
    orders: dict[str, Numbers] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def rows(self, ids: Collection[str]) -> Numbers:
        """Return the number of the row of each id, in their order; -1 for one that is not there."""
        if not len(self) or not ids:
            return np.full(len(ids), -1)
        asked = np.array(list(ids), dtype=np.str_)
        at = np.minimum(np.searchsorted(self.ids, asked), len(self) - 1)
        found: Numbers = np.where(self.ids[at] == asked, at, -1)
        return found

    def rows_of(self, ids: Collection[str]) -> Mask:
        """Return which rows have one of these ids."""
        mask: Mask = np.zeros(len(self), dtype=np.bool_)
        rows = self.rows(ids)
        mask[rows[rows >= 0]] = True
        return mask

    def changed(
        self,
        rows: Mapping[str, tuple[BrowseRow, tuple[str, ...]]],
        removed: Collection[str],
        *,
        linking: int = 0,
    ) -> "Columns":
        """Return columns in which some events, with their outlets, are new or take the place of
        what was, and some are gone.
        """
        kept = ~self.rows_of([*rows, *removed])
        more = build_columns(rows, self.words, linking=linking)
        events = int(kept.sum())
        ids = np.concatenate([self.ids[kept], more.ids])
        order = np.argsort(ids)
        place = np.empty_like(order)
        place[order] = np.arange(len(order))

        def joined(before: Numbers, after: Numbers) -> Numbers:
            return np.concatenate([before[kept], after])[order]

        return replace(
            more,
            ids=ids[order],
            named={name: joined(each, more.named[name]) for name, each in self.named.items()},
            numbers={name: joined(each, more.numbers[name]) for name, each in self.numbers.items()},
            lists={
                name: each.kept(kept).followed_by(more.lists[name], events).moved(place)
                for name, each in self.lists.items()
            },
            orders={},
        )


def build_columns(
    rows: Mapping[str, tuple[BrowseRow, tuple[str, ...]]],
    words: Mapping[str, Vocabulary] | None = None,
    *,
    linking: int = 0,
) -> Columns:
    """Return the columns of events.

    Args:
        rows: What each event is browsed by and its outlets, by id.
        words: Vocabularies to go on with; new ones if there are none.
        linking: The number of the last linking there was when the events were read.
    """
    words = words or {name: Vocabulary() for name in (*_NAMED, *_LISTED)}
    rows = dict(sorted(rows.items()))
    browsed = [row for row, _ in rows.values()]
    numbers: dict[str, Numbers] = {
        **{name: _column(browsed, name, np.int32) for name in _WHOLE},
        **{name: _column(browsed, name, np.bool_) for name in _FLAGS},
        **{name: _column(browsed, name, np.float64) for name in _REAL},
    }
    numbers["linking"] = np.full(len(rows), linking, dtype=np.int32)
    for name in _TOLLS:
        bounds = np.array([getattr(row, name) for row in browsed], dtype=np.float64).reshape(-1, 2)
        numbers[f"{name}_low"], numbers[f"{name}_high"] = bounds[:, 0], bounds[:, 1]
    return Columns(
        ids=np.array(list(rows), dtype=np.str_),
        named={
            name: np.array(
                [words[name].number(getattr(row, name)) for row in browsed], dtype=np.int32
            )
            for name in _NAMED
        },
        numbers=numbers,
        lists={
            "actors": _lists((row.actors for row in browsed), words["actors"]),
            "kinds": _lists((row.kinds for row in browsed), words["kinds"]),
            "outlets": _lists((outlets for _, outlets in rows.values()), words["outlets"]),
        },
        words=words,
    )


def _column(rows: Sequence[BrowseRow], name: str, type_: Any) -> Numbers:
    return np.array([getattr(row, name) for row in rows], dtype=type_)


def _lists(lists: Iterable[tuple[str, ...]], words: Vocabulary) -> Lists:
    owners: list[int] = []
    values: list[int] = []
    for owner, listed in enumerate(lists):
        for word in listed:
            owners.append(owner)
            values.append(words.number(word))
    return Lists(np.array(owners, dtype=np.int64), np.array(values, dtype=np.int64))
