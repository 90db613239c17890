"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from dateline.cli.console import data_stream
from dateline.errors import ExportError

#: The path that means standard output.
STDOUT = Path("-")


@contextmanager
def whole_file(path: Path) -> Iterator[TextIO]:
    """Open a file to write; it takes its place at the end, and only if nothing went wrong.

    A path of - is standard output.

    Raises:
        ExportError: The file cannot be written.
    """
    if path == STDOUT:
        yield data_stream()
        return
    with _export_errors(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    partial = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
        with _export_errors(path):
            partial.chmod(0o644)
            partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


@contextmanager
def _export_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror or error}") from error
