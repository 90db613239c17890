"""Compressed files, opened within limits so that none can expand without bound."""

import gzip
import zipfile
import zlib
from pathlib import Path
from typing import IO, cast

from dateline.errors import ArticleError
from dateline.pipeline.articles.options import ReadOptions

#: Text compresses about 3- to 10-fold, the most repetitive logs about 100-fold.
MAX_RATIO = 150
#: Expanded size below which the ratio does not matter.
RATIO_FLOOR = 5_000_000
#: How many articles of the largest allowed size an archive may expand to in all.
MAX_TOTAL_ARTICLES = 40


def reason_of(error: Exception) -> str:
    """Say in one clause why a file could not be opened or read."""
    if isinstance(error, PermissionError):
        return "no read permission"
    if isinstance(error, FileNotFoundError):
        return "not found"
    if isinstance(error, IsADirectoryError):
        return "is a folder"
    if isinstance(error, EOFError):
        return "compressed data ends too early (truncated file)"
    if isinstance(error, gzip.BadGzipFile | zlib.error):
        return f"damaged gzip data ({error})"
    if isinstance(error, zipfile.BadZipFile):
        return f"damaged ZIP archive ({error})"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error) or type(error).__name__


def size_text(size: int) -> str:
    """Write a number of bytes for people."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size:,} bytes"


def too_large(path: str, size: str, options: ReadOptions) -> ArticleError:
    """Return the error for an article above the size limit."""
    limit = size_text(options.max_bytes)
    return ArticleError(path, f"too large: {size}, the limit is {limit} (max_bytes)")


def open_gzip(path: Path) -> IO[bytes]:
    """Open a gzip file for reading its content."""
    return cast(IO[bytes], gzip.open(path, "rb"))


def open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> IO[bytes]:
    """Open a member of a ZIP archive for reading its content."""
    return archive.open(member)


def check_archive(archive: zipfile.ZipFile, label: str, options: ReadOptions) -> None:
    """Refuse an archive that would expand beyond all measure.

    Raises:
        ArticleError: The expanded size is above the limit.
    """
    total = sum(member.file_size for member in archive.infolist())
    limit = options.max_bytes * MAX_TOTAL_ARTICLES
    if total > limit:
        reason = f"archive expands to {size_text(total)}, the limit is {size_text(limit)}"
        raise ArticleError(label, reason)


def check_member(member: zipfile.ZipInfo, label: str, options: ReadOptions) -> ArticleError | None:
    """Return what stands against reading a member of an archive, or ``None``."""
    if member.flag_bits & 0x1:
        return ArticleError(label, "encrypted")
    if member.filename.casefold().endswith((".zip", ".gz")):
        return ArticleError(label, "an archive inside an archive is not opened")
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > RATIO_FLOOR and ratio > MAX_RATIO:
        size = size_text(member.file_size)
        return ArticleError(label, f"expands {ratio:.0f}-fold to {size} (ZIP bomb)")
    return None


def load_file(path: Path, label: str, options: ReadOptions) -> bytes:
    """Read a file whole, expanding gzip, but no more of it than the limit allows.

    Raises:
        ArticleError: The file cannot be read, is damaged or too large.
    """
    try:
        size = path.stat().st_size
        if size > options.max_bytes:
            raise too_large(label, size_text(size), options)
        compressed = path.name.casefold().endswith(".gz")
        with open_gzip(path) if compressed else path.open("rb") as stream:
            data = stream.read(options.max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(label, reason_of(error)) from error
    if len(data) > options.max_bytes:
        raise too_large(label, f"expands to more than {size_text(options.max_bytes)}", options)
    return data


def load_member(path: Path, name: str, label: str, options: ReadOptions) -> bytes:
    """Read one member of a ZIP archive, no more of it than the limit allows.

    Raises:
        ArticleError: The member cannot be read, is damaged or too large.
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
            data = stream.read(options.max_bytes + 1)
    except (OSError, EOFError, KeyError, NotImplementedError, RuntimeError) as error:
        raise ArticleError(label, reason_of(error)) from error
    except (zipfile.BadZipFile, zlib.error) as error:
        raise ArticleError(label, f"damaged ZIP member ({error})") from error
    if len(data) > options.max_bytes:
        raise too_large(label, f"more than {size_text(options.max_bytes)}", options)
    return data
