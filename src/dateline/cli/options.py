"""Options that several commands share."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Annotated

import typer

from dateline.core.events import FigureRule
from dateline.settings import Settings, describe, load_settings

Db = Annotated[
    Path | None,
    typer.Option("--db", help=f"{describe('db')} [default: events.db]", show_default=False),
]
StoreFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="STORE", help=f"{describe('db')} [default: events.db]", show_default=False
    ),
]
Names = Annotated[bool, typer.Option("--names", help=describe("names"))]
Figures = Annotated[
    FigureRule | None,
    typer.Option(
        "--figures", help=f"{describe('figures')} [default: low-best-high]", show_default=False
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Codebook = Annotated[
    Path | None, typer.Option("--codebook", help=describe("codebook"), show_default=False)
]
Gazetteer = Annotated[
    Path | None, typer.Option("--gazetteer", help=describe("gazetteer"), show_default=False)
]
Conventions = Annotated[
    Path | None, typer.Option("--conventions", help=describe("conventions"), show_default=False)
]
Model = Annotated[Path | None, typer.Option("--model", help=describe("model"), show_default=False)]

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY|TIME",
        help="What was known then: at the end of a day, or at a time (2031-05-04T12:30), in UTC.",
        show_default=False,
    ),
]


def moment_of(as_of: str | None) -> datetime | None:
    """Return the moment that ``--as-of`` means: a day means its end, and all is UTC.

    Raises:
        BadParameter: It is neither a day nor a time.
    """
    if as_of is None:
        return None
    try:
        moment = datetime.fromisoformat(as_of)
        if len(as_of) <= len("2031-05-04"):
            moment = datetime.combine(moment.date(), time.max)
    except ValueError as error:
        raise typer.BadParameter(
            f"{as_of!r} is neither a day nor a time. Write 2031-05-04 or 2031-05-04T12:30"
        ) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def settings_with(flags: Mapping[str, object]) -> Settings:
    """Return the settings of this folder and environment with flags over them.

    A flag that is ``None`` or ``False`` was not given.

    Raises:
        SettingsError: A setting is unknown or has a value that cannot be used.
    """
    given = {name: None if value is False else value for name, value in flags.items()}
    return load_settings(given, environment=os.environ, folder=Path.cwd()).settings
