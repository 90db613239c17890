"""Inputs to sources: folders, globs, files, archives, tables and standard input."""

import glob
import os
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from dateline.errors import ArticleError
from dateline.pipeline.articles.archives import (
    check_archive,
    check_member,
    open_gzip,
    open_member,
    reason_of,
)
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.tables import TABLE_SUFFIXES, Row, read_rows

#: The name that stands for standard input.
STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where one article is to be read from.

    ``label`` names it to people and is unique in a run: ``news.zip!a/b.txt``,
    ``rows.jsonl#12``, ``-``. ``name`` is the file name that tells the format. An article in a
    table comes with its ``row``; any other is loaded when it is read.
    """

    label: str
    name: str
    path: Path | None = None
    member: str | None = None
    row: Row | None = None


def iter_sources(inputs: Sequence[str], options: ReadOptions) -> Iterator[Source | ArticleError]:
    """Yield every article that the inputs hold, and an error for each that cannot be opened.

    Args:
        inputs: Files, folders (searched through), glob patterns, or ``-`` for standard input.
        options: Which endings count in folders, columns of tables, limits.

    Yields:
        Sources in the order of the inputs; those of a folder or archive by name, those of a table
        by row. A file that is named twice is given once.
    """
    seen: set[str] = set()
    for name in inputs:
        for path in _expand(name, options):
            if isinstance(path, ArticleError):
                yield path
                continue
            identity = STDIN if path is None else os.path.realpath(path)
            if identity in seen:
                continue
            seen.add(identity)
            if path is None:
                yield Source(label=STDIN, name=STDIN)
            else:
                yield from _in_file(path, options)


def _expand(name: str, options: ReadOptions) -> Iterator[Path | ArticleError | None]:
    if name == STDIN:
        yield None
        return
    path = Path(name)
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if glob.has_magic(name):
            yield from _matching(name, options)
        else:
            yield ArticleError(name, "not found")
    except (OSError, ValueError) as error:
        yield ArticleError(name, reason_of(error))
    else:
        yield from _in_folder(path, options) if stat.S_ISDIR(mode) else iter((path,))


def _matching(pattern: str, options: ReadOptions) -> Iterator[Path | ArticleError]:
    names = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not names:
        yield ArticleError(pattern, "no file matches this pattern")
    for name in names:
        path = Path(name)
        if path.is_dir():
            # "news/**" names folders beside their files; the files are matched by themselves.
            if "**" not in pattern:
                yield from _in_folder(path, options)
        else:
            yield path


def _in_folder(folder: Path, options: ReadOptions) -> Iterator[Path | ArticleError]:
    errors: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=errors.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found.extend(
            Path(place, name)
            for name in names
            if name.casefold().endswith(options.pattern) and not name.startswith(".")
        )
    for error in errors:
        yield ArticleError(str(error.filename or folder), reason_of(error))
    if not found and not errors:
        yield ArticleError(str(folder), f"folder holds no readable file ({_list(options.pattern)})")
    yield from sorted(found, key=lambda path: path.as_posix())


def _in_file(path: Path, options: ReadOptions) -> Iterator[Source | ArticleError]:
    label = path.as_posix()
    name = path.name.casefold()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield ArticleError(label, "not a regular file")
        elif name.endswith(".zip"):
            yield from _in_archive(path, options)
        elif name.removesuffix(".gz").endswith(TABLE_SUFFIXES):
            stream = open_gzip(path) if name.endswith(".gz") else path.open("rb")
            with stream:
                yield from _in_table(stream, label, path.name, options)
        else:
            yield Source(label=label, name=path.name, path=path)
    except ArticleError as error:
        yield error
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        yield ArticleError(label, reason_of(error))


def _in_table(
    stream: IO[bytes], label: str, name: str, options: ReadOptions
) -> Iterator[Source | ArticleError]:
    for row in read_rows(stream, label, name, options):
        if isinstance(row, ArticleError):
            yield row
        else:
            yield Source(label=f"{label}#{row.key}", name=name, row=row)


def _in_archive(path: Path, options: ReadOptions) -> Iterator[Source | ArticleError]:
    label = path.as_posix()
    with zipfile.ZipFile(path) as archive:
        check_archive(archive, label, options)
        members = [m for m in archive.infolist() if not m.is_dir() and _is_wanted(m.filename)]
        if not members:
            yield ArticleError(label, "archive holds no file")
        for member in sorted(members, key=lambda m: m.filename):
            inner = f"{label}!{member.filename}"
            base = PurePosixPath(member.filename).name
            problem = check_member(member, inner, options)
            if problem is not None:
                yield problem
            elif base.casefold().endswith(TABLE_SUFFIXES):
                with open_member(archive, member) as stream:
                    yield from _in_table(stream, inner, base, options)
            elif base.casefold().endswith(options.pattern):
                yield Source(label=inner, name=base, path=path, member=member.filename)


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not any(part.startswith(".") and part != ".." for part in parts) and (
        "__MACOSX" not in parts
    )


def _list(endings: Iterable[str]) -> str:
    return ", ".join(endings)
