"""Which of many acts stand in which blocks, as arrays of numbers: some twenty blocks an act."""

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.core.linking import Act
from dateline.pipeline.linking.blocks import WINDOW, blocks_of, days_of_blocks

#: Rows that are turned into Python values at a time.
_CHUNK = 100_000

Pairs = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class BlockRows:
    """Which acts stand in which blocks, a row each: key, the act's number, whether it asks."""

    keys: NDArray[np.int64]
    numbers: NDArray[np.int32]
    asks: NDArray[np.int8]


def block_rows(acts: Sequence[Act]) -> BlockRows:
    """Return the blocks of acts; an act's number is its place among them."""
    keys, numbers, asks = array("q"), array("i"), array("b")
    for number, act in enumerate(acts):
        blocks = blocks_of(act)
        keys.extend(blocks)
        numbers.extend([number] * len(blocks))
        asks.extend(blocks.values())
    return BlockRows(
        np.frombuffer(keys, np.int64),
        np.frombuffer(numbers, np.int32),
        np.frombuffer(asks, np.int8),
    )


class Roster:
    """The blocks of acts, in the order of the blocks' keys and in each of the acts' numbers."""

    def __init__(self, ids: Sequence[str], rows: BlockRows) -> None:
        """Put the blocks of acts in order; an act's number is the place of its id."""
        self._ids = ids
        order = np.lexsort((rows.numbers, rows.keys))
        self._keys = rows.keys[order]
        self._numbers = rows.numbers[order]
        self._asks = rows.asks[order]

    @classmethod
    def of(cls, acts: Sequence[Act]) -> "Roster":
        """Return the roster of acts; an act's number is its place among them."""
        return cls([act.id for act in acts], block_rows(acts))

    def __iter__(self) -> Iterator[tuple[int, str, bool]]:
        """Yield key, act and whether it asks, by key and act."""
        for start in range(0, len(self._keys), _CHUNK):
            part = slice(start, start + _CHUNK)
            yield from zip(
                self._keys[part].tolist(),
                map(self._ids.__getitem__, self._numbers[part].tolist()),
                map(bool, self._asks[part].tolist()),
                strict=True,
            )

    def keys(self) -> list[int]:
        """Return the keys of all blocks, sorted."""
        found: list[int] = np.unique(self._keys).tolist()
        return found

    def members(self, key: int) -> dict[int, bool]:
        """Return the numbers of the acts of a block, ascending, and whether each asks."""
        start, end = np.searchsorted(self._keys, (key, key + 1))
        numbers, asks = self._numbers[start:end].tolist(), self._asks[start:end].tolist()
        return {number: bool(ask) for number, ask in zip(numbers, asks, strict=True)}

    def larger_than(self, size: int) -> list[int]:
        """Return the keys of the blocks in which more acts stand than this, sorted."""
        starts, sizes = self._blocks()
        found: list[int] = self._keys[starts[sizes > size]].tolist()
        return found

    def pairs(self, *, without: Sequence[int], at_once: int) -> Iterator[Pairs]:
        """Yield the pairs of acts that share a block and of which one asks the other.

        Pairs come as numbers, the lower act's in the upper 32 bits, in arrays of about ``at_once``
        and each once in its array; a pair that meets in several blocks may be in several arrays.

        Args:
            without: Keys of blocks that are left out.
            at_once: How many pairs to yield at once; those of one block are not parted.
        """
        starts, sizes = self._blocks()
        wanted = (sizes > 1) & ~np.isin(self._keys[starts], np.array(without, np.int64))
        starts, sizes = starts[wanted], sizes[wanted]
        ends = np.cumsum(sizes * (sizes - 1) // 2)
        first = 0
        while first < len(starts):
            done = int(ends[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(ends, done + at_once, side="right")))
            part = slice(first, last)
            yield np.unique(np.concatenate(list(self._pairs(starts[part], sizes[part]))))
            first = last

    def shares(self, pairs: int) -> Iterator[tuple[NDArray[np.int64], BlockRows]]:
        """Yield the blocks that may bring acts together in shares, each of days near each other.

        With each share come the numbers of the acts in it, ascending, by whose places its rows
        name them. Acts that no other one meets are in no share; others may be in several.

        Args:
            pairs: About how many pairs of acts a share has at most.
        """
        starts, sizes = self._blocks()
        if not len(starts):
            return
        asking = np.add.reduceat(self._asks, starts, dtype=np.int64)
        # In a large block only those that ask meet: of the others nothing is told.
        met = np.where(sizes > WINDOW, asking, sizes)
        wanted = (met > 1) & (asking > 0)
        starts, sizes, asking, met = starts[wanted], sizes[wanted], asking[wanted], met[wanted]
        keys = self._keys[starts]
        in_time = np.lexsort((keys, days_of_blocks(keys)))
        weights = asking * np.minimum(met - 1, WINDOW)
        ends = np.cumsum(weights[in_time]) // max(1, 2 * pairs)
        for part in np.split(in_time, np.flatnonzero(np.diff(ends)) + 1):
            if len(part):
                chosen = np.sort(part)
                rows = _ranges(starts[chosen], sizes[chosen])
                large = np.repeat(sizes[chosen] > WINDOW, sizes[chosen])
                rows = rows[~large | (self._asks[rows] != 0)]
                numbers, places = np.unique(self._numbers[rows], return_inverse=True)
                yield (
                    numbers.astype(np.int64),
                    BlockRows(self._keys[rows], places.astype(np.int32), self._asks[rows]),
                )

    def asking(self, key: int) -> NDArray[np.int64]:
        """Return the numbers of the acts of a block that ask, ascending."""
        start, end = np.searchsorted(self._keys, (key, key + 1))
        asking: NDArray[np.int64] = np.flatnonzero(self._asks[start:end]) + start
        return self._numbers[asking].astype(np.int64)

    def _blocks(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return where each block begins and how many acts stand in it."""
        changes = np.flatnonzero(self._keys[1:] != self._keys[:-1]) + 1
        starts = np.concatenate(([0], changes)) if len(self._keys) else changes
        return starts, np.diff(np.append(starts, len(self._keys)))

    def _pairs(self, starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> Iterator[Pairs]:
        for size in np.unique(sizes).tolist():
            at = starts[sizes == size][:, None] + np.arange(size)
            numbers, asks = self._numbers[at], self._asks[at]
            one, other = np.triu_indices(size, 1)
            asked = (asks[:, one] | asks[:, other]) != 0
            low = numbers[:, one][asked].astype(np.uint64)
            yield low << np.uint64(32) | numbers[:, other][asked].astype(np.uint64)


def _ranges(starts: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return all numbers of ranges, one range after the other."""
    offsets = starts - np.concatenate(([0], np.cumsum(sizes)[:-1]))
    return np.arange(sizes.sum()) + np.repeat(offsets, sizes)
