"""``dateline codebook``: check a codebook of one's own, or read what types mean."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, say
from dateline.cli.exits import Exit
from dateline.cli.options import Codebook, settings_with
from dateline.errors import CodebookError, SettingsError
from dateline.exports.wording import printable
from dateline.resources.codebook import (
    BUILT_IN,
    Code,
    EventType,
    TriggerRule,
    load_codebook,
)
from dateline.resources.codebook import Codebook as LoadedCodebook

EXAMPLES = """
[bold]Examples[/]

dateline codebook check mine.toml

dateline codebook check mine.toml --examples

dateline codebook show arrest
"""

app = typer.Typer(
    help="Check a codebook, or show its event types.", no_args_is_help=True, epilog=EXAMPLES
)


@app.command("check", epilog="[bold]Example[/]\n\ndateline codebook check mine.toml")
def check(
    path: Annotated[
        Path | None,
        typer.Argument(help="A codebook (TOML); without it, the one the settings name."),
    ] = None,
    examples: Annotated[
        bool,
        typer.Option("--examples", help="Also code the examples; status 3 if any is not kept."),
    ] = False,
) -> None:
    """Read a codebook and print every fault with its line; exit status 2 if there are any."""
    source = path if path is not None else settings_with({}).codebook
    try:
        book = load_codebook(source)
    except CodebookError as error:
        console = data_console()
        for fault in error.faults:
            console.print(Text(printable(str(fault))), soft_wrap=True)
        count = len(error.faults)
        say(f"{count} {'fault' if count == 1 else 'faults'}", style="red")
        raise typer.Exit(Exit.USAGE) from error
    triggers = sum(len(event_type.triggers) for event_type in book.types)
    say(f"{book.id} {book.version}: {len(book.types)} types, {triggers} trigger rules, no faults")
    if examples and not _examples_hold(book, source):
        raise typer.Exit(Exit.FINISHED_WITH_FAILURES)


def _examples_hold(book: LoadedCodebook, source: Path | None) -> bool:
    """Code every example, print those that do not give what they promise, and count the others."""
    console = data_console()
    name = source if source is not None else BUILT_IN
    results = list(engine.run_examples(book, source))
    for result in results:
        if not result.passed:
            words = f"{name}:{result.example.line}: {result.type}: {result.fault}: "
            console.print(Text(printable(words + result.example.text)), soft_wrap=True)
    for positive, label in ((True, "examples that must be found"), (False, "near misses")):
        kind = [result for result in results if result.example.finds is positive]
        say(f"{sum(result.passed for result in kind)} of {len(kind)} {label} hold")
    return all(result.passed for result in results)


@app.command("show", epilog="[bold]Example[/]\n\ndateline codebook show arrest")
def show(
    event_type: Annotated[
        str | None, typer.Argument(metavar="TYPE", help="Show this type in full.")
    ] = None,
    codebook: Codebook = None,
) -> None:
    """List the event types, or show one in full."""
    book = load_codebook(settings_with({"codebook": codebook}).codebook)
    console = data_console()
    if event_type is None:
        console.print(Text(f"{book.title} ({book.id} {book.version})", style="bold"))
        console.print(_type_table(book.types))
        return
    try:
        chosen = book.type(event_type)
    except KeyError as error:
        raise SettingsError(
            f"no type {event_type!r} in {book.id}. List types with: dateline codebook show"
        ) from error
    _print_type(console, chosen)


def _type_table(types: tuple[EventType, ...]) -> Table:
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    table.add_column("Family", style="dim", no_wrap=True)
    table.add_column("Type", style="bold", no_wrap=True)
    table.add_column("Definition", overflow="fold")
    for event_type in types:
        table.add_row(str(event_type.family), event_type.id, Text(event_type.definition))
    return table


def _print_type(console: Console, event_type: EventType) -> None:
    console.print(Text(f"{event_type.label} ({event_type.id})", style="bold"))
    console.print(Text(event_type.definition))
    rows = [
        ("family", str(event_type.family)),
        ("includes", "; ".join(event_type.includes)),
        ("excludes", "; ".join(event_type.excludes)),
        ("roles", ", ".join(event_type.roles)),
        ("required", ", ".join(event_type.required)),
        ("default stage", str(event_type.default_stage)),
        *(("triggers", _trigger_words(rule)) for rule in event_type.triggers),
        *((str(scheme), _code_words(code)) for scheme, code in event_type.crosswalk.items()),
        *(("finds", example.text) for example in event_type.examples if example.finds),
        *(("near miss", example.text) for example in event_type.examples if not example.finds),
    ]
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    previous = ""
    for label, words in rows:
        if words:
            table.add_row("" if label == previous else label, Text(printable(words)))
            previous = label
    console.print(table)


def _trigger_words(rule: TriggerRule) -> str:
    words = ", ".join((*rule.verbs, *rule.nouns, *rule.adjectives, *rule.phrases))
    conditions = [
        f"{name}: {', '.join(sorted(values))}"
        for name, values in (
            ("doer", rule.agent),
            ("acted on", rule.patient),
            ("needs", rule.needs),
            ("unless", rule.unless),
        )
        if values
    ]
    return f"{words} ({rule.strength}{''.join(f'; {c}' for c in conditions)})"


def _code_words(code: Code) -> str:
    if code.no_row is not None:
        return f"no row: {code.no_row}"
    values = ", ".join(f"{name} {value}" for name, value in code.values.items())
    return f"{values} ({code.note})" if code.note else values
