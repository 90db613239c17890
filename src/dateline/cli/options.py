"""Options that several commands share."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from dateline.settings import Settings, describe, load_settings

Db = Annotated[
    Path | None,
    typer.Option("--db", help=f"{describe('db')} [default: events.db]", show_default=False),
]
Names = Annotated[bool, typer.Option("--names", help=describe("names"))]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
Codebook = Annotated[
    Path | None, typer.Option("--codebook", help=describe("codebook"), show_default=False)
]
Gazetteer = Annotated[
    Path | None, typer.Option("--gazetteer", help=describe("gazetteer"), show_default=False)
]


def settings_with(flags: Mapping[str, object]) -> Settings:
    """Return the settings of this folder and environment with flags over them.

    A flag that is ``None`` or ``False`` was not given.

    Raises:
        SettingsError: A setting is unknown or has a value that cannot be used.
    """
    given = {name: None if value is False else value for name, value in flags.items()}
    return load_settings(given, environment=os.environ, folder=Path.cwd()).settings
