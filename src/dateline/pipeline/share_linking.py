"""Read and compare the acts of a store in several processes; what comes out is the same.

Each process reads the acts of some documents and works out their blocks and outlines. Then each
takes blocks of days near each other, with the acts in them, and scores the pairs that they bring
together; a pair that meets in the blocks of several shares is scored in each, to the same outcome.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.core.linking import Act
from dateline.pipeline.linking.features import ACTS_VERSION
from dateline.pipeline.linking.outlines import Outlines, outlines_of
from dateline.pipeline.linking.relink import Compared, Scores, scores_among
from dateline.pipeline.linking.roster import BlockRows, Roster, block_rows
from dateline.pipeline.store_workers import StoreWorkers, worker_store
from dateline.store.act_codec import pack_acts, unpack_acts

#: Documents whose acts are read at a time.
_DOCUMENTS = 1_000
#: About how many pairs of acts are compared at a time.
_PAIRS = 400_000
#: Tasks that wait for a process, for each.
_AHEAD = 2

_Task = TypeVar("_Task")
_Outcome = TypeVar("_Outcome")


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """Acts of some documents, packed, with their blocks and outlines; and documents that had none.

    Acts are numbered by their places.
    """

    acts: bytes
    rows: BlockRows
    outlines: Outlines
    missing: Sequence[str]


@dataclass(frozen=True, slots=True, eq=False)
class _Share:
    """Acts with outlines, and blocks that bring them together.

    ``numbers`` are those that the acts have among all.
    """

    numbers: NDArray[np.int64]
    acts: bytes
    outlines: Outlines
    rows: BlockRows


def read_and_compare(
    workers: StoreWorkers,
    documents: Sequence[str],
    acts_otherwise: Callable[[Sequence[str]], Iterable[Act]],
) -> tuple[list[Act], Compared]:
    """Return the acts of documents, sorted by id, held against each other.

    Args:
        workers: The processes.
        documents: The documents whose acts are read as coding found them.
        acts_otherwise: Gives the acts of all others, those of the documents among them for
            which coding left none.
    """
    acts: list[Act] = []
    rows: list[BlockRows] = []
    outlines: list[Outlines] = []
    missing: list[str] = []

    def take(found: list[Act], its_rows: BlockRows, its_outlines: Outlines) -> None:
        numbers = its_rows.numbers + np.int32(len(acts))
        rows.append(BlockRows(its_rows.keys, numbers, its_rows.asks))
        outlines.append(its_outlines)
        acts.extend(found)

    for read in _in_order(workers, _read, _in_chunks(documents)):
        take(unpack_acts(read.acts), read.rows, read.outlines)
        missing.extend(read.missing)
    others = list(acts_otherwise(missing))
    take(others, block_rows(others), outlines_of(others))
    order = sorted(range(len(acts)), key=lambda number: acts[number].id)
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    acts = [acts[number] for number in order]
    in_order = np.concatenate(outlines)[order]
    outlines.clear()
    roster = Roster([act.id for act in acts], _joined(rows, rank))
    rows.clear()
    scores: Scores = {}
    for part in _in_order(workers, _compare, _shares(acts, in_order, roster)):
        for one, other, score in zip(*(values.tolist() for values in part), strict=True):
            scores[acts[one].id, acts[other].id] = score
    return acts, Compared(roster=roster, outlines=in_order, scores=scores)


def _in_chunks(documents: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(documents), _DOCUMENTS):
        yield documents[start : start + _DOCUMENTS]


def _joined(rows: Sequence[BlockRows], rank: NDArray[np.int32]) -> BlockRows:
    return BlockRows(
        np.concatenate([part.keys for part in rows]),
        rank[np.concatenate([part.numbers for part in rows])],
        np.concatenate([part.asks for part in rows]),
    )


def _in_order(
    workers: StoreWorkers, do: Callable[[_Task], _Outcome], tasks: Iterable[_Task]
) -> Iterator[_Outcome]:
    """Yield the outcomes of tasks in their order, a few of them under way at a time."""
    waiting: list[Future[_Outcome]] = []
    for task in tasks:
        waiting.append(workers.pool.submit(do, task))
        if len(waiting) > workers.count * _AHEAD:
            yield waiting.pop(0).result()
    for future in waiting:
        yield future.result()


def _read(documents: Sequence[str]) -> _Read:
    coded = worker_store().links.coded(documents, ACTS_VERSION)
    acts = [act for document in documents for act in coded.get(document, ())]
    missing = [document for document in documents if document not in coded]
    return _Read(pack_acts(acts), block_rows(acts), outlines_of(acts), missing)


_Scored = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def _shares(acts: Sequence[Act], outlines: Outlines, roster: Roster) -> Iterator[_Share]:
    for numbers, rows in roster.shares(_PAIRS):
        chosen = [acts[number] for number in numbers.tolist()]
        yield _Share(numbers, pack_acts(chosen, ties=False), outlines[numbers], rows)


def _compare(share: _Share) -> _Scored:
    """Return the pairs of acts that are likely one, by their numbers among all, with scores."""
    acts = unpack_acts(share.acts)
    roster = Roster([act.id for act in acts], share.rows)
    scores = scores_among(acts, share.outlines, roster)
    number_of = {act.id: number for act, number in zip(acts, share.numbers.tolist(), strict=True)}
    return (
        np.array([number_of[a] for a, _ in scores], np.int64),
        np.array([number_of[b] for _, b in scores], np.int64),
        np.array(list(scores.values()), np.float64),
    )
