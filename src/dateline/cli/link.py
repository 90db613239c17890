"""``dateline link``: finish linking a store, or do it anew."""

import os
from typing import Annotated

import typer

from dateline.cli import engine
from dateline.cli.code import show_bar
from dateline.cli.console import print_json, say
from dateline.cli.options import AsJson, Codebook, Db, settings_with
from dateline.errors import StoreError

EXAMPLES = """
[bold]Examples[/]

dateline link

dateline link --all --db events.db
"""


def link(
    db: Db = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Link everything anew, not only what changed.")
    ] = False,
    codebook: Codebook = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No summary.")] = False,
    as_json: AsJson = False,
) -> None:
    """Link what is coded into events: what changed since the last linking, or everything.

    Coding and deciding link by themselves; this finishes a linking that was cut off, and links
    anew after an upgrade that links otherwise.
    """
    settings = settings_with({"db": db, "codebook": codebook})
    if not settings.db.exists():
        raise StoreError(f"{settings.db}: there is no store. Make one with dateline code")
    with engine.writing(settings.db) as store, show_bar("Linking", quiet=quiet) as update:
        report = engine.relink(
            store,
            codebook=settings.codebook,
            everything=everything,
            workers=settings.workers or os.cpu_count() or 1,
            on_progress=lambda done, total: update(completed=done, total=total),
        )
        events = store.count_events()
    if as_json:
        print_json(
            {
                "documents": report.documents,
                "acts": report.acts,
                "built": report.events,
                "ended": report.ended,
                "anew": report.anew,
                "events": events,
            }
        )
    elif not quiet:
        if report.documents == 0 and not report.ended:
            say(f"Nothing to link. {events} events.")
        else:
            say(
                f"Linked {report.documents} documents{' anew' if report.anew else ''}: "
                f"{report.events} events worked out, {report.ended} ended; {events} in all."
            )
