"""GeoNames' dump files, row by row: allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt.

Files may be zipped. Every fault names file and line.
"""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO

from dateline.errors import GazetteerError

COLUMNS = {"places": 19, "names": 10, "admin1": 4}
_OPTIONAL = {"names": (8, 9, 10), "places": (19,), "admin1": (4,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpFile:
    """A file of the dump; ``table`` is "places", "names" or "admin1"."""

    path: Path
    table: str

    def size(self) -> int:
        """Return the bytes of the text, unpacked.

        Raises:
            GazetteerError: The file is missing or cannot be read.
        """
        try:
            if zipfile.is_zipfile(self.path):
                with zipfile.ZipFile(self.path) as archive:
                    return _member(archive, self.path).file_size
            return self.path.stat().st_size
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def batches(self, lines: int, *, skip: int = 0) -> Iterator[tuple[int, int, bytes]]:
        """Yield the text in pieces of so many lines: number of the first line, of lines, the text.

        Args:
            lines: How many lines to yield at a time; the last piece has fewer.
            skip: Lines at the beginning that were read before.

        Raises:
            GazetteerError: The file cannot be read.
        """
        line = 1
        try:
            with self._open() as stream:
                for _ in islice(stream, skip):
                    line += 1
                while piece := list(islice(stream, lines)):
                    yield line, len(piece), b"".join(piece)
                    line += len(piece)
        except (OSError, zipfile.BadZipFile, EOFError) as error:
            raise GazetteerError(
                f"{self.path}:{line}: cannot be read on: {error}. Download it again."
            ) from error

    def rows(self, first: int, text: bytes) -> list[list[str]]:
        """Return the cells of lines.

        Args:
            first: The number of the first line.
            text: Whole lines.

        Raises:
            GazetteerError: A line is not UTF-8 or has too few or too many columns; the last line
                must be whole.
        """
        allowed = _OPTIONAL[self.table]
        if b"\r" not in text:
            try:
                lines = text.decode("utf-8").removesuffix("\n").split("\n")
            except UnicodeDecodeError:
                lines = []
            rows = [line.split("\t") for line in lines]
            if rows and {*map(len, rows)}.issubset(allowed):
                return rows
        return [
            self._cells(line, raw, allowed)
            for line, raw in enumerate(io.BytesIO(text), start=first)
        ]

    def _cells(self, line: int, raw: bytes, allowed: tuple[int, ...]) -> list[str]:
        try:
            cells = raw.decode("utf-8").rstrip("\r\n").split("\t")
        except UnicodeDecodeError as error:
            raise self.fault(line, f"not UTF-8 (byte {error.start + 1} of the line)") from error
        if len(cells) not in allowed:
            what = f"{len(cells)} columns, not {COLUMNS[self.table]}"
            if not raw.endswith(b"\n"):
                what = f"the file ends in the middle of a line ({what}); download it again"
            raise self.fault(line, what)
        return cells

    def fault(self, line: int, what: str) -> GazetteerError:
        """Return the error about a line."""
        return GazetteerError(f"{self.path}:{line}: {what}.")

    @contextmanager
    def _open(self) -> Iterator[IO[bytes]]:
        if not self.path.exists():
            raise GazetteerError(f"{self.path}: no such file. Download it from geonames.org.")
        if zipfile.is_zipfile(self.path):
            with zipfile.ZipFile(self.path) as archive:
                member = _member(archive, self.path)
                with archive.open(member) as packed, io.BufferedReader(packed, 1 << 20) as text:  # type: ignore[type-var]
                    yield text
            return
        with self.path.open("rb", buffering=1 << 20) as stream:
            if stream.read(4) == b"PK\x03\x04":
                raise GazetteerError(f"{self.path}: a damaged zip file. Download it again.")
            stream.seek(0)
            yield stream


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    """Return the member that holds the table: the largest text file."""
    members = [m for m in archive.infolist() if m.filename.endswith(".txt")]
    if not members:
        raise GazetteerError(f"{path}: no .txt file in it.")
    return max(members, key=lambda member: (member.file_size, member.filename))


def _unreadable(path: Path, error: OSError) -> GazetteerError:
    if isinstance(error, FileNotFoundError):
        return GazetteerError(f"{path}: no such file. Download it from geonames.org.")
    return GazetteerError(f"{path}: cannot be read: {error.strerror or error}.")
