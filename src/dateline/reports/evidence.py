"""One event in full, as HTML: its fields, who differs, and the words it all rests on."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.exports.dossiers import Dossier
from dateline.exports.fields import (
    FieldView,
    credited_sources,
    document_label,
    event_fields,
    event_participants,
    figure_series,
    independence_words,
    reported_by,
)
from dateline.exports.quotes import Mark, Piece, claim_marks, quote, widen
from dateline.exports.summaries import event_sentence
from dateline.exports.wording import code_words
from dateline.reports.markup import anchor, starred, text

#: Marks shown in evidence; of several on the same words the first one here is shown.
SHOWN_MARKS = (Mark.TRIGGER, Mark.COUNT, Mark.TIME, Mark.PLACE, Mark.SOURCE, Mark.ARGUMENT)

MARK_WORDS = {
    Mark.TRIGGER: "what happened",
    Mark.ARGUMENT: "who takes part",
    Mark.COUNT: "how many",
    Mark.TIME: "when",
    Mark.PLACE: "where",
    Mark.SOURCE: "who says so",
}


def render_event(
    dossier: Dossier,
    *,
    data: str,
    family: str,
    titles: Mapping[str, str],
    sentences_of: Callable[[Document], Sequence[Span]],
) -> str:
    """Return an event's article.

    Args:
        dossier: The event.
        data: Attributes that the filters look at.
        family: The family of its type.
        titles: What the other events of the report are called, by id.
        sentences_of: Where the sentences of a document stand.
    """
    event = dossier.event
    fields = event_fields(dossier)
    evidence = "".join(_evidence(dossier, grounded, sentences_of) for grounded in dossier.claims)
    flag = '<span class="disputed">sources differ</span>' if event.disputed else ""
    return (
        f'<article class="event" id="{anchor(event.id)}" {data} '
        f'aria-labelledby="{anchor(event.id)}-title">'
        f'<p class="kicker"><span>{text(family)} · {text(event.id)}</span>{flag}</p>'
        f'<h3 id="{anchor(event.id)}-title">{text(event_sentence(dossier))}</h3>'
        '<div class="columns"><div>'
        f"<h4>What the reports add up to</h4>{_field_list(fields)}{_participants(dossier)}"
        f"{_relations(event, titles)}</div><div>"
        f"{_disagreements(dossier, fields)}{_series(dossier)}{_denials(dossier)}"
        f"<h4>Evidence and who says so</h4>{evidence}"
        f'<p class="note">{text(independence_words(dossier))}</p></div></div></article>'
    )


def _field_list(fields: Iterable[FieldView]) -> str:
    items = "".join(
        f"<dt>{text(field.name)}</dt><dd>{starred(field.words, field.disputed)}"
        f'<span class="note">{text(_because(field))}</span></dd>'
        for field in fields
    )
    return f'<dl class="fields">{items}</dl>'


def _because(field: FieldView) -> str:
    quoted = dict.fromkeys(f"“{stated.quoted}”" for stated in field.stated if stated.quoted)
    return "; ".join([field.rule, *quoted])


def _participants(dossier: Dossier) -> str:
    lines = []
    for participant in event_participants(dossier):
        details = [detail for detail in (participant.count, participant.actor) if detail]
        note = f' <span class="note">({text(", ".join(details))})</span>' if details else ""
        role = f'<span class="note">{text(participant.role)}</span>'
        lines.append(f"<li>{role} {text(participant.words)}{note}</li>")
    return f'<h4>Who takes part</h4><ul class="plain">{"".join(lines)}</ul>' if lines else ""


def _relations(event: Event, titles: Mapping[str, str]) -> str:
    lines = []
    for relation in event.relations:
        words = text(titles.get(relation.event, relation.event))
        if relation.event in titles:
            words = f'<a href="#{anchor(relation.event)}">{words}</a>'
        kind = f'<span class="note">{text(code_words(relation.kind))}</span>'
        lines.append(f"<li>{kind} {words}</li>")
    return f'<h4>Related events</h4><ul class="plain">{"".join(lines)}</ul>' if lines else ""


def _disagreements(dossier: Dossier, fields: Iterable[FieldView]) -> str:
    rows = []
    for field in fields:
        for stated in field.stated if field.disputed else ():
            quoted = f" “{stated.quoted}”" if stated.quoted else ""
            rows.append(
                f'<tr><th scope="row">{text(field.name)}</th>'
                f"<td>{text(stated.words + quoted + _noted(stated.note))}</td>"
                f"<td>{text(reported_by(dossier, stated.claims))}</td></tr>"
            )
    if not rows:
        return ""
    return (
        f'<h4>Where sources differ</h4><table class="differ"><tbody>{"".join(rows)}</tbody></table>'
    )


def _series(dossier: Dossier) -> str:
    rows = "".join(
        f'<tr><th scope="row">{text(figure.name)}</th><td>{text(figure.day)}</td>'
        f"<td>{text(figure.words + _noted(figure.note))}</td>"
        f"<td>{text(figure.reported_by)}</td></tr>"
        for figure in figure_series(dossier)
    )
    if not rows:
        return ""
    return f'<h4>How figures changed</h4><table class="differ"><tbody>{rows}</tbody></table>'


def _denials(dossier: Dossier) -> str:
    lines = "".join(
        f"<li>{text(reported_by(dossier, (denial.claim,)))} "
        f'<span class="note">against</span> {text(reported_by(dossier, denial.denies))}</li>'
        for denial in dossier.event.denials
    )
    return f'<h4>Denied or taken back</h4><ul class="plain">{lines}</ul>' if lines else ""


def _noted(note: str | None) -> str:
    return f" ({note})" if note else ""


def _evidence(
    dossier: Dossier,
    grounded: GroundedClaim,
    sentences_of: Callable[[Document], Sequence[Span]],
) -> str:
    claim = grounded.claim
    document = dossier.documents[claim.document_id]
    mask = dossier.masks[claim.document_id]
    sentences = sentences_of(document)
    windows = dict.fromkeys(widen(span, sentences) for span in claim.evidence)
    marks = claim_marks(grounded)
    quotes = "".join(
        f"<p>{_pieces(quote(document, window, marks, mask=mask))}</p>" for window in windows
    )
    sources = "; ".join(credited_sources(dossier, grounded))
    credit = f"credited to {sources}" if sources else "in the outlet’s own words"
    status = f"{code_words(claim.stage)}, {code_words(claim.status)}"
    caption = f"{document_label(document)} · {status} · {credit}"
    cited = f"<figcaption>{text(caption)}</figcaption>"
    return f"<figure><blockquote>{quotes}</blockquote>{cited}</figure>"


def _pieces(pieces: Iterable[Piece]) -> str:
    parts = []
    for piece in pieces:
        words = text(piece.text)
        if Mark.MASKED in piece.marks:
            words = f'<span class="masked">{words}</span>'
        mark = next((mark for mark in SHOWN_MARKS if mark in piece.marks), None)
        if mark is not None:
            words = f'<mark class="{mark}" title="{MARK_WORDS[mark]}">{words}</mark>'
        parts.append(words)
    return "".join(parts)
