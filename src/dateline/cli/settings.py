"""``dateline settings``: every setting, its value, and where that came from."""

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dateline.cli.console import data_console, data_stream, print_json
from dateline.cli.options import AsJson
from dateline.exports.wording import printable
from dateline.settings import describe, load_settings, render_template, show_value, values_of

EXAMPLES = """
[bold]Examples[/]

dateline settings

dateline settings --template > dateline.toml
"""


def settings(
    template: Annotated[
        bool, typer.Option("--template", help="Print a commented dateline.toml instead.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show each setting with its value and where it comes from.

    A flag wins over the environment (DATELINE_DB for db), that over dateline.toml in this folder,
    that over the default.
    """
    if template:
        data_stream().write(render_template())
        return
    loaded = load_settings(environment=os.environ, folder=Path.cwd())
    values = values_of(loaded.settings)
    if as_json:
        print_json(
            {
                name: {
                    "value": str(value) if isinstance(value, Path) else value,
                    "from": loaded.origins[name],
                }
                for name, value in values.items()
            }
        )
        return
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    table.add_column("Setting", style="bold", no_wrap=True)
    table.add_column("Value", overflow="fold")
    table.add_column("From", overflow="fold", style="cyan")
    table.add_column("Meaning", overflow="fold", style="dim")
    for name, value in values.items():
        table.add_row(
            name, Text(printable(show_value(value))), loaded.origins[name], Text(describe(name))
        )
    data_console().print(table)
