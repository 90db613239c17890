"""Where commands print: data to stdout, messages to stderr, and nothing a terminal would obey."""

import json
import sys
from typing import TextIO

from rich.console import Console
from rich.text import Text

from dateline.exports.wording import printable

#: Width of tables where stdout is no terminal and COLUMNS is not set.
PIPED_WIDTH = 140


def data_console() -> Console:
    """Return the console for data. Colour only on a terminal and without NO_COLOR."""
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in console._environ:
        console.width = PIPED_WIDTH
    return console


def message_console() -> Console:
    """Return the console for messages and progress."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False, soft_wrap=True)


def say(message: str, *, style: str = "") -> None:
    """Print one message to stderr."""
    message_console().print(Text(printable(message), style=style))


def print_json(value: object) -> None:
    """Print one JSON object on one line to stdout."""
    data_stream().write(json.dumps(value, ensure_ascii=True) + "\n")


def data_stream() -> TextIO:
    """Return stdout for writing data as it is."""
    return sys.stdout
