"""Which of many acts stand in which blocks, as arrays of numbers: some twenty blocks an act."""

from array import array
from collections.abc import Iterator, Sequence

import numpy as np

from dateline.core.linking import Act
from dateline.pipeline.linking.blocks import block_keys

#: Rows that are turned into Python values at a time.
_CHUNK = 100_000


class Roster:
    """The blocks of acts, in the order of the blocks' keys and in each of the acts' numbers."""

    def __init__(self, acts: Sequence[Act]) -> None:
        """Note the blocks of acts; an act's number is its place among them."""
        self._ids = [act.id for act in acts]
        keys, numbers, asks = array("q"), array("i"), array("b")
        for number, act in enumerate(acts):
            for block in block_keys(act):
                keys.append(block.key)
                numbers.append(number)
                asks.append(block.asks)
        order = np.argsort(np.frombuffer(keys, np.int64), kind="stable")
        self._keys = np.frombuffer(keys, np.int64)[order]
        self._numbers = np.frombuffer(numbers, np.int32)[order]
        self._asks = np.frombuffer(asks, np.int8)[order]

    def __iter__(self) -> Iterator[tuple[int, str, bool]]:
        """Yield key, act and whether it asks, by key and act."""
        for start in range(0, len(self._keys), _CHUNK):
            part = slice(start, start + _CHUNK)
            for key, number, asks in zip(
                self._keys[part].tolist(),
                self._numbers[part].tolist(),
                self._asks[part].tolist(),
                strict=True,
            ):
                yield key, self._ids[number], bool(asks)

    def keys(self) -> list[int]:
        """Return the keys of all blocks, sorted."""
        found: list[int] = np.unique(self._keys).tolist()
        return found

    def shared(self) -> list[int]:
        """Return the keys of the blocks in which several acts stand, sorted."""
        found: list[int] = np.unique(self._keys[1:][self._keys[1:] == self._keys[:-1]]).tolist()
        return found

    def members(self, key: int) -> dict[int, bool]:
        """Return the numbers of the acts of a block, ascending, and whether each asks."""
        start, end = np.searchsorted(self._keys, (key, key + 1))
        numbers, asks = self._numbers[start:end].tolist(), self._asks[start:end].tolist()
        return {number: bool(ask) for number, ask in zip(numbers, asks, strict=True)}
