"""``dateline doctor``: whether a store is sound."""

import typer

from dateline.cli import engine
from dateline.cli.console import data_console, print_json, say
from dateline.cli.exits import Exit
from dateline.cli.options import AsJson, Codebook, StoreFile, settings_with
from dateline.exports.wording import printable

EXAMPLES = """
[bold]Examples[/]

dateline doctor

dateline doctor events.db --json
"""


def doctor(
    store: StoreFile = None,
    codebook: Codebook = None,
    as_json: AsJson = False,
) -> None:
    """Check a store: its file, references, texts and spans, search index, and decision log.

    The log of decisions is a chain: each row is sealed with those before it, and each linking
    noted how far it had come. Decisions whose claims are gone are named too; they are no damage.
    Ends with status 4 if anything is damaged.
    """
    settings = settings_with({"db": store, "codebook": codebook})
    with engine.changing(settings.db) as opened:
        damage = opened.check()
        decisions = opened.decisions()
        orphans = [
            ruling.decision.id
            for ruling in engine.rulings_of(opened, codebook=settings.codebook).orphans
        ]
        counts = {
            "documents": opened.count_documents(),
            "claims": opened.count_claims(),
            "events": opened.count_events(),
            "decisions": len(decisions),
        }
        linked = opened.events_are_current()
    if as_json:
        print_json(
            {
                "store": str(settings.db),
                "sound": not damage,
                "damage": list(damage),
                "orphans": orphans,
                "linked": linked,
                **counts,
            }
        )
    else:
        for line in damage:
            data_console().print(printable(line), style="red")
        told = ", ".join(f"{number} {what}" for what, number in counts.items())
        say(f"{settings.db}: {told}")
        if orphans:
            say(f"{len(orphans)} decisions lost their claims: dateline decisions list --orphans")
        if not linked:
            say("Not all is linked yet: dateline link", style="yellow")
        say("nothing is damaged" if not damage else f"{len(damage)} faults", style="bold")
    if damage:
        raise typer.Exit(Exit.UNUSABLE)
