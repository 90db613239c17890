"""``dateline show``: one event or one document, with the words everything rests on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli import engine
from dateline.cli.console import data_console, print_json, say
from dateline.cli.events import SHORT_ID
from dateline.cli.options import AsJson, AsOf, Db, Figures, Names, moment_of, settings_with
from dateline.core.documents import CLAIM_BEARING, Document, Segment, SegmentKind, Span
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.errors import StoreError
from dateline.exports.dossiers import Dossier, Dossiers
from dateline.exports.fields import (
    credited_sources,
    document_label,
    event_fields,
    event_participants,
    figure_series,
    independence_words,
    reported_by,
)
from dateline.exports.jsonl import document_record, event_record
from dateline.exports.masking import Mask
from dateline.exports.quotes import Mark, Piece, claim_marks, quote, widen
from dateline.exports.summaries import event_sentence
from dateline.exports.wording import (
    DISPUTED,
    NOT_STATED,
    code_words,
    interval_words,
    place_words_in_full,
    printable,
    type_words,
)
from dateline.review.wording import decision_words
from dateline.store.interface import EventFilters, Store

EXAMPLES = """
[bold]Examples[/]

dateline show 3fa9c1d2

dateline show veldmark-courier.txt

dateline show 3fa9c1d2 --json
"""

#: The look of a mark in a terminal; of several the first one here wins.
STYLES: tuple[tuple[Mark, str], ...] = (
    (Mark.MASKED, "italic"),
    (Mark.TRIGGER, "bold reverse"),
    (Mark.COUNT, "bold red"),
    (Mark.TIME, "bold blue"),
    (Mark.PLACE, "bold green"),
    (Mark.SOURCE, "bold magenta"),
    (Mark.ARGUMENT, "bold yellow"),
    (Mark.EVIDENCE, "underline"),
    (Mark.ASIDE, "dim"),
)


def show(
    key: Annotated[
        str,
        typer.Argument(
            metavar="EVENT|DOCUMENT",
            help="An event's or document's id, a unique start of it, or a document's path.",
        ),
    ],
    db: Db = None,
    figures: Figures = None,
    as_of: AsOf = None,
    names: Names = False,
    as_json: AsJson = False,
) -> None:
    """Show an event or a document with its evidence.

    Marked are the trigger, counts, times, places, sources and those who take part.
    """
    settings = settings_with({"db": db, "names": names, "figures": figures})
    with engine.reading(settings.db, as_of=moment_of(as_of)) as store:
        shelf = engine.dossiers_of(store, names=settings.names, figures=settings.figures)
        found = store.find_event(key)
        if found is not None:
            if found.former is not None:
                say(f"{found.former} is now part of {found.event.id}", style="yellow")
            dossier = shelf.open(found.event)
            if as_json:
                print_json(event_record(dossier))
            else:
                print_event(data_console(), dossier, store)
            return
        document = store.find_document(key)
        if document is None:
            raise StoreError(f"{settings.db}: {_nothing(store, key)}")
        _show_document(document.id, shelf, store, as_json=as_json)


def _nothing(store: Store, key: str) -> str:
    """Return why a key leads nowhere: there never was such an event, or it has ended."""
    former = store.event_id(key)
    if former is None:
        return f"no event or document {key!r}. List events with: dateline events"
    return (
        f"event {former} is no more: nothing supports it since a decision or a later coding. "
        f"See: dateline history {former}"
    )


def print_event(console: Console, dossier: Dossier, store: Store) -> None:
    """Print an event: its fields, who takes part, what differs, evidence and documents."""
    console.print(Text(f"Event {dossier.event.id}", style="cyan"))
    console.print(Text(printable(event_sentence(dossier)), style="bold"))
    _heading(console, "What the reports add up to")
    console.print(_field_table(dossier))
    _print_participants(console, dossier)
    _print_disagreements(console, dossier)
    _print_series(console, dossier)
    _print_denials(console, dossier)
    _heading(console, "Evidence and who says so")
    for grounded in dossier.claims:
        _print_claim(console, dossier, grounded)
    _heading(console, "Documents")
    _print_documents(console, dossier)
    _print_relations(console, dossier.event, store)
    _print_decisions(console, dossier.event, store)


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(Text(words.upper(), style="bold dim"))


def _indented(console: Console, text: Text, by: int = 2) -> None:
    console.print(Padding(text, (0, 0, 0, by)))


def _field_table(dossier: Dossier) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", style="dim")
    for field in event_fields(dossier):
        value = field.words + (DISPUTED if field.disputed else "")
        quoted = [f"“{stated.quoted}”" for stated in field.stated if stated.quoted]
        note = "; ".join([field.rule, *dict.fromkeys(quoted)])
        table.add_row(f"  {field.name}", Text(printable(value)), Text(printable(note)))
    return table


def _print_participants(console: Console, dossier: Dossier) -> None:
    participants = event_participants(dossier)
    if not participants:
        return
    _heading(console, "Who takes part")
    for participant in participants:
        details = [detail for detail in (participant.count, participant.actor) if detail]
        line = Text(f"{participant.role}: ", style="dim")
        line.append(printable(participant.words), style="default")
        if details:
            line.append(f" ({', '.join(details)})")
        _indented(console, line)


def _print_disagreements(console: Console, dossier: Dossier) -> None:
    disputed = [field for field in event_fields(dossier) if field.disputed]
    if not disputed:
        return
    _heading(console, "Where sources differ")
    for field in disputed:
        line = Text(f"{field.name}: {printable(field.words)}", style="bold")
        line.append(f" chosen by rule {field.rule}", style="not bold")
        _indented(console, line)
        for stated in field.stated:
            quoted = f" “{stated.quoted}”" if stated.quoted else ""
            words = f"{stated.words}{quoted} – {reported_by(dossier, stated.claims)}"
            note = f" ({stated.note})" if stated.note else ""
            _indented(console, Text(printable(words + note)), 4)


def _print_series(console: Console, dossier: Dossier) -> None:
    series = figure_series(dossier)
    if not series:
        return
    _heading(console, "How figures changed")
    for name in dict.fromkeys(figure.name for figure in series):
        _indented(console, Text(name, style="bold"))
        for figure in (figure for figure in series if figure.name == name):
            note = f" ({figure.note})" if figure.note else ""
            words = f"{figure.day}  {figure.words}{note} – {figure.reported_by}"
            _indented(console, Text(printable(words)), 4)


def _print_denials(console: Console, dossier: Dossier) -> None:
    if not dossier.event.denials:
        return
    _heading(console, "Denied or taken back")
    for denial in dossier.event.denials:
        by = reported_by(dossier, (denial.claim,))
        line = Text(f"{printable(by)}  ")
        line.append(denial.claim[:SHORT_ID], style="cyan")
        against = reported_by(dossier, denial.denies)
        ids = ", ".join(claim[:SHORT_ID] for claim in denial.denies)
        line.append(f" against {printable(against)}  ")
        line.append(ids, style="cyan")
        _indented(console, line)


def _print_claim(console: Console, dossier: Dossier, grounded: GroundedClaim) -> None:
    claim = grounded.claim
    document = dossier.documents[claim.document_id]
    head = Text(printable(document_label(document)), style="dim")
    head.append(f"  {code_words(claim.stage)}, {code_words(claim.status)}", style="dim italic")
    head.append(f"  {claim.id[:SHORT_ID]}", style="cyan")
    _indented(console, head)
    sentences = engine.sentences_of(document)
    windows = dict.fromkeys(widen(span, sentences) for span in claim.evidence)
    for window in windows:
        pieces = quote(
            document, window, claim_marks(grounded), mask=dossier.masks[claim.document_id]
        )
        _indented(console, highlighted(pieces), 4)
    sources = credited_sources(dossier, grounded) or ("nobody else: the outlet's own words",)
    _indented(console, Text(printable(f"credited to {'; '.join(sources)}"), style="dim"), 4)


def highlighted(pieces: Iterable[Piece]) -> Text:
    """Return quoted pieces as text for a terminal, line breaks as spaces."""
    text = Text()
    for piece in pieces:
        style = next((style for mark, style in STYLES if mark in piece.marks), "")
        text.append(printable(piece.text).replace("\n", " "), style=style)
    return text


def _print_documents(console: Console, dossier: Dossier) -> None:
    event = dossier.event
    for number, group in enumerate(event.source_groups, start=1):
        for document_id in group:
            document = dossier.documents[document_id]
            title = dossier.masks[document_id].replace(document.title or "")
            line = Text(f"{number}  {printable(document_label(document))}  ")
            line.append(printable(title), style="italic")
            line.append(f"  {document_id[:SHORT_ID]}", style="cyan")
            _indented(console, line)
    _indented(console, Text(independence_words(dossier), style="dim"))


def _print_relations(console: Console, event: Event, store: Store) -> None:
    if not event.relations:
        return
    _heading(console, "Related events")
    for relation in event.relations:
        other = store.event(relation.event)
        words = type_words(other.type.value) if other and other.type.value else ""
        _indented(
            console, Text(f"{code_words(relation.kind)} {relation.event[:SHORT_ID]}  {words}")
        )


def _print_decisions(console: Console, event: Event, store: Store) -> None:
    made = [decision for decision in store.decisions() if decision.id in event.decisions]
    if not made:
        return
    _heading(console, "Decisions")
    for decision in made:
        line = Text(f"{decision.at.isoformat(sep=' ', timespec='minutes')}  ")
        line.append(decision.id[:SHORT_ID], style="cyan")
        line.append(f"  {printable(decision_words(decision))}")
        _indented(console, line)


def _show_document(document_id: str, shelf: Dossiers, store: Store, *, as_json: bool) -> None:
    related = list(store.events(EventFilters(document=document_id)))
    events = {claim_id: event.id for event in related for claim_id in event.claims}
    document, claims, mask = shelf.document(
        document_id, beside=[other for event in related for other in event.documents]
    )
    if as_json:
        failures = [r.failure for r in store.failures() if r.failure.document_id == document_id]
        print_json(
            document_record(
                document, claims, events=events, failures=dict.fromkeys(failures), mask=mask
            )
        )
        return
    console = data_console()
    console.print(Text(printable(mask.replace(document.title or "(no title)")), style="bold"))
    for label, value in _metadata(document, mask):
        line = Text(f"{label:>10}  ", style="dim")
        line.append(printable(value), style="default")
        console.print(line)
    console.print()
    _print_text(console, document, claims, mask)
    _heading(console, f"Claims ({len(claims)})")
    for grounded in claims:
        console.print(_claim_line(grounded, events.get(grounded.claim.id)))


def _metadata(document: Document, mask: Mask) -> Iterator[tuple[str, str]]:
    published = document.published
    day = f"{published.date} (known from: {published.basis})" if published else NOT_STATED
    yield "document", document.id
    yield "published", day
    for label, value in (
        ("outlet", document.outlet),
        ("byline", document.byline and mask.replace(document.byline)),
        ("dateline", document.dateline),
        ("language", document.language),
        ("address", document.url),
        ("file", document.path),
    ):
        if value:
            yield label, value


def _print_text(
    console: Console, document: Document, claims: Sequence[GroundedClaim], mask: Mask
) -> None:
    marks = [mark for grounded in claims for mark in claim_marks(grounded)]
    for segment in document.segments or _whole(document):
        span = segment.span
        aside = [] if segment.kind in CLAIM_BEARING else [(span, Mark.ASIDE)]
        text = highlighted(quote(document, span, [*marks, *aside], mask=mask))
        table = Table.grid(padding=(0, 1))
        table.add_column(width=10, style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        table.add_row(str(segment.kind), text)
        console.print(table)


def _whole(document: Document) -> tuple[Segment, ...]:
    if not document.text:
        return ()
    return (Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(document.text))),)


def _claim_line(grounded: GroundedClaim, event: str | None) -> Text:
    claim = grounded.claim
    time, place = grounded.time, grounded.place
    parts = [
        type_words(claim.type),
        interval_words(time) if isinstance(time, Interval) else f"when: {time.reason}",
        place_words_in_full(place) if isinstance(place, Place) else f"where: {place.reason}",
        f"{code_words(claim.stage)}, {code_words(claim.status)}",
    ]
    line = Text("  ")
    line.append((event or "no event")[:SHORT_ID], style="cyan")
    line.append(f"  {printable('; '.join(parts))}")
    return line
