"""Read the lines of a dump in batches, every other one in a second process."""

from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Self

from dateline.errors import GazetteerError
from dateline.resources.gazetteer_parts import Batch, read_batch
from dateline.resources.geonames_dump import DumpFile

#: First line, lines and text of a piece of a file.
Piece = tuple[int, int, bytes]


class BatchReader:
    """Turns pieces of a dump into batches; a context manager, which ends its second process."""

    def __init__(self, bounds: Sequence[str], *, processes: int) -> None:
        """Read with one process or with two.

        Args:
            bounds: The keys at which parts of names begin.
            processes: From two on a second process reads too, started when there is work for it.
        """
        self._bounds = bounds
        self._processes = processes
        self._other: tuple[Connection, BaseProcess] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._other is not None:
            connection, process = self._other
            connection.close()
            process.terminate()
            process.join()

    def read(self, one: DumpFile, pieces: Iterable[Piece]) -> Iterator[tuple[Piece, Batch]]:
        """Yield what each piece of a file says, in their order.

        Raises:
            GazetteerError: A line is wrong, or the second process has ended.
        """
        waiting = iter(pieces)
        for here in waiting:
            there = next(waiting, None) if self._processes > 1 else None
            if there is not None:
                self._connection().send((one, there[0], there[2]))
            yield here, read_batch(one, here[0], here[2], self._bounds)
            if there is not None:
                yield there, self._receive()

    def _connection(self) -> Connection:
        if self._other is None:
            spawn = get_context("spawn")
            here, there = spawn.Pipe()
            process = spawn.Process(target=_read_for, args=(there, self._bounds), daemon=True)
            process.start()
            there.close()
            self._other = here, process
        return self._other[0]

    def _receive(self) -> Batch:
        try:
            found: Batch | GazetteerError = self._connection().recv()
        except EOFError as error:
            raise GazetteerError(
                "the second process of the import has ended; give the same command again to go on"
            ) from error
        if isinstance(found, GazetteerError):
            raise found
        return found


def _read_for(connection: Connection, bounds: Sequence[str]) -> None:
    """Read what comes over a connection until its other end is closed, by whatever ends that."""
    try:
        while True:
            one, first, text = connection.recv()
            try:
                found: Batch | GazetteerError = read_batch(one, first, text, bounds)
            except GazetteerError as error:
                found = error
            connection.send(found)
    except (EOFError, OSError, KeyboardInterrupt):
        return
