"""Events as one HTML file that loads nothing from elsewhere and works without scripts.

A content security policy allows nothing but the file's own style sheet, and every word from a
text is escaped: an article cannot do anything to its reader.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from hashlib import sha256
from importlib.resources import files
from urllib.parse import urlsplit

from dateline.core.claims import Effect
from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import (
    document_label,
)
from dateline.exports.participants import acting, affected, participants, summarise
from dateline.exports.summaries import event_notes
from dateline.exports.tolls import total_toll
from dateline.exports.wording import (
    NOT_STATED,
    interval_words,
    place_words,
    range_words,
    type_words,
)
from dateline.reports.evidence import MARK_WORDS, render_event
from dateline.reports.map import Marker, render_map
from dateline.reports.markup import anchor, star, starred, text

OTHER_FAMILY = "other"


def render_report(
    dossiers: Sequence[Dossier],
    *,
    title: str,
    families: Mapping[str, str],
    sentences_of: Callable[[Document], Sequence[Span]],
    generated: date | None = None,
) -> str:
    """Return the report.

    Args:
        dossiers: The events, in the order to show them.
        title: The heading.
        families: The family of each event type.
        sentences_of: Where the sentences of a document stand, to show evidence in its sentence.
        generated: A day to print at the end; without it the report depends on the events alone.
    """
    family_of = {d.event.id: families.get(d.event.type.value or "", OTHER_FAMILY) for d in dossiers}
    shown_families = sorted(set(family_of.values()))
    style = _style(shown_families)
    body = [
        _header(dossiers, title),
        _table_section(dossiers, family_of, shown_families),
        _map_section(dossiers),
        _events_section(dossiers, family_of, sentences_of),
        _documents_section(dossiers),
        _footer(generated),
    ]
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{text(title)}</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#events">Skip to the events</a>',
            '<div class="page">',
            *(part for part in body if part),
            "</div>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _policy(style: str) -> str:
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _style(families: Sequence[str]) -> str:
    """Return the style sheet with a rule for each filter: what it is not for disappears."""
    sheet = (files("dateline.reports") / "report.css").read_text(encoding="utf-8")
    rules = [
        f'body:has(#family-{number}:checked) [data-family]:not([data-family="{number}"])'
        "{display:none}"
        for number in range(len(families))
    ]
    rules.append('body:has(#only-disputed:checked) [data-disputed="no"]{display:none}')
    return sheet + "\n".join(rules)


def _header(dossiers: Sequence[Dossier], title: str) -> str:
    documents = {document_id for d in dossiers for document_id in d.event.documents}
    days = sorted(d.event.time.value.start for d in dossiers if d.event.time.value is not None)
    figures = [
        ("events", str(len(dossiers))),
        ("documents", str(len(documents))),
        ("with sources that differ", str(sum(d.event.disputed for d in dossiers))),
    ]
    if days:
        first, last = days[0].isoformat(), days[-1].isoformat()
        figures.append(("days", first if first == last else f"{first} – {last}"))
    items = "".join(
        f"<div><dt>{text(label)}</dt><dd>{text(value)}</dd></div>" for label, value in figures
    )
    return (
        f"<header><h1>{text(title)}</h1>"
        '<p class="lede">What news reports say happened, with the words each value rests on. A '
        "report being recorded here does not make it true; who says so stands beside it. Private "
        "persons are shown by their role unless the report was made to name them.</p>"
        f'<dl class="figures">{items}</dl></header>\n'
        '<nav aria-label="Parts of the report"><ul>'
        '<li><a href="#events">Events</a></li><li><a href="#map">Map</a></li>'
        '<li><a href="#evidence">Evidence</a></li><li><a href="#documents">Documents</a></li>'
        "</ul></nav>"
    )


def _data(dossier: Dossier, family_of: Mapping[str, str], families: Sequence[str]) -> str:
    family = families.index(family_of[dossier.event.id])
    disputed = "yes" if dossier.event.disputed else "no"
    return f'data-family="{family}" data-disputed="{disputed}"'


def _table_section(
    dossiers: Sequence[Dossier], family_of: Mapping[str, str], families: Sequence[str]
) -> str:
    effects = [e for e in Effect if any(total_toll(d.event.toll, e) for d in dossiers)]
    head = "".join(f'<th scope="col">{h}</th>' for h in ("When", "What", "Where", "Who → whom"))
    head += "".join(
        f'<th scope="col" class="number">{h}</th>'
        for h in (*(effect.capitalize() for effect in effects), "Sources")
    )
    rows = "\n".join(_row(d, effects, _data(d, family_of, families)) for d in dossiers)
    return (
        '<main><section aria-labelledby="events"><h2 id="events">Events</h2>'
        f"{_filters(families)}"
        f'<table class="stack"><thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody></table>'
        '<p class="note"><span class="disputed">*</span> sources contradict each other; '
        f"{NOT_STATED} no report says. Sources counts those that do not repeat each other.</p>"
        "</section>"
    )


def _filters(families: Sequence[str]) -> str:
    if len(families) < 2:
        return ""
    choices = "".join(
        f'<label><input type="radio" name="family" id="family-{number}">'
        f"<span>{text(family)}</span></label>"
        for number, family in enumerate(families)
    )
    return (
        '<fieldset class="filters"><legend>Show</legend>'
        '<label><input type="radio" name="family" id="family-all" checked><span>all</span></label>'
        f"{choices}"
        '<label class="apart"><input type="checkbox" id="only-disputed">'
        "<span>only where sources differ</span></label></fieldset>"
    )


def _row(dossier: Dossier, effects: Sequence[Effect], data: str) -> str:
    event = dossier.event
    time, place = event.time, event.place
    parties = participants(dossier)
    agents, patients = summarise(acting(parties)), summarise(affected(parties))
    who = f"{agents} → {patients}" if patients else agents
    link = f'<a href="#{anchor(event.id)}">{text(type_words(event.type.value or "event"))}</a>'
    cells = [
        ("When", starred(interval_words(time.value) if time.value else NOT_STATED, time.disputed)),
        ("What", f'{link}{star(event.type.disputed)} <span class="note">{_note(event)}</span>'),
        ("Where", starred(place_words(place.value) if place.value else NOT_STATED, place.disputed)),
        ("Who → whom", text(who.strip())),
        *((effect.capitalize(), _toll(event, effect)) for effect in effects),
        ("Sources", str(event.independent_sources)),
    ]
    numeric = {*(effect.capitalize() for effect in effects), "Sources"}
    css = {"When": ' class="when"', "What": ' class="what"'} | dict.fromkeys(
        numeric, ' class="number"'
    )
    columns = "".join(
        f'<td{css.get(heading, "")} data-label="{heading}">{_cell(cell)}</td>'
        for heading, cell in cells
    )
    return f"<tr {data}>{columns}</tr>"


def _cell(html: str) -> str:
    return f"<div>{html}</div>" if html else ""


def _note(event: Event) -> str:
    return ", ".join(starred(note, disputed) for note, disputed in event_notes(event))


def _toll(event: Event, effect: Effect) -> str:
    total = total_toll(event.toll, effect)
    if total is None:
        return ""
    return starred(range_words(total.low, total.best, total.high), total.disputed)


def _map_section(dossiers: Sequence[Dossier]) -> str:
    sketch = render_map(_markers(dossiers))
    if not sketch:
        sketch = "<p>No place is known.</p>"
    return (
        '<section aria-labelledby="map"><h2 id="map">Map</h2>\n'
        f'<div class="scroll">{sketch}</div>\n'
        '<ul class="key"><li>● known to the town or site</li>'
        "<li>○ only the district, province or country is known; larger is vaguer</li>"
        "<li>Outlines: Natural Earth 1:110m. They are no statement on borders.</li></ul></section>"
    )


def _markers(dossiers: Iterable[Dossier]) -> Iterator[Marker]:
    found: dict[tuple[str, float, float, str], list[Dossier]] = {}
    for dossier in dossiers:
        place = dossier.event.place.value
        if place is not None and place.latitude is not None and place.longitude is not None:
            key = (place.name, place.latitude, place.longitude, place.precision)
            found.setdefault(key, []).append(dossier)
    for (name, latitude, longitude, _), at_place in found.items():
        place = at_place[0].event.place.value
        if place is not None:
            yield Marker(
                name=name,
                latitude=latitude,
                longitude=longitude,
                precision=place.precision,
                anchor=anchor(at_place[0].event.id),
                events=len(at_place),
            )


def _events_section(
    dossiers: Sequence[Dossier],
    family_of: Mapping[str, str],
    sentences_of: Callable[[Document], Sequence[Span]],
) -> str:
    families = sorted(set(family_of.values()))
    titles = {d.event.id: type_words(d.event.type.value or "event") for d in dossiers}
    key = "".join(
        f'<li><mark class="{mark}">{words}</mark></li>' for mark, words in MARK_WORDS.items()
    )
    articles = "\n".join(
        render_event(
            dossier,
            data=_data(dossier, family_of, families),
            family=family_of[dossier.event.id],
            titles=titles,
            sentences_of=sentences_of,
        )
        for dossier in dossiers
    )
    return (
        '<section aria-labelledby="evidence"><h2 id="evidence">Evidence</h2>'
        f'<ul class="key" aria-label="Meaning of the marks">{key}</ul><br>\n{articles}</section>'
    )


def _documents_section(dossiers: Iterable[Dossier]) -> str:
    documents: dict[str, tuple[Document, str]] = {}
    counts: dict[str, int] = {}
    for dossier in dossiers:
        for document_id, document in dossier.documents.items():
            heading = dossier.masks[document_id].replace(document.title or "")
            documents[document_id] = (document, heading)
            counts[document_id] = counts.get(document_id, 0) + 1
    rows = "\n".join(
        _document_row(document, heading, counts[document.id])
        for document, heading in sorted(documents.values(), key=_citation)
    )
    head = "".join(f'<th scope="col">{h}</th>' for h in ("Outlet, day", "Headline", "Document"))
    head += '<th scope="col" class="number">Events</th>'
    return (
        '<section aria-labelledby="documents"><h2 id="documents">Documents</h2>'
        f'<table class="stack"><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table>'
        "</section></main>"
    )


def _citation(item: tuple[Document, str]) -> tuple[str, str]:
    return document_label(item[0]), item[0].id


def _document_row(document: Document, heading: str, events: int) -> str:
    words = text(heading) or NOT_STATED
    if document.url and urlsplit(document.url).scheme in ("http", "https"):
        words = f'<a href="{text(document.url)}" rel="noopener noreferrer">{words}</a>'
    return (
        f'<tr><td data-label="Outlet, day">{text(document_label(document))}</td>'
        f'<td data-label="Headline">{words}</td><td data-label="Document">{text(document.id)}</td>'
        f'<td class="number" data-label="Events">{events}</td></tr>'
    )


def _footer(generated: date | None) -> str:
    made = f" Made on {generated.isoformat()}." if generated else ""
    return (
        "<footer><p>Made by Dateline. Values were found by a program and may be wrong: read the "
        f"words they rest on before relying on them.{made}</p></footer>"
    )
