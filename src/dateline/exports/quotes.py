"""Quoted text in pieces: which words are marked as what, with private persons masked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.exports.masking import Mask


class Mark(StrEnum):
    """What a stretch of quoted text is marked as."""

    EVIDENCE = "evidence"
    TRIGGER = "trigger"
    ARGUMENT = "argument"
    COUNT = "count"
    TIME = "time"
    PLACE = "place"
    SOURCE = "source"
    MASKED = "masked"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words to show, and everything they are marked as."""

    text: str
    marks: frozenset[Mark]


def quote(
    document: Document, window: Span, marks: Iterable[tuple[Span, Mark]], *, mask: Mask
) -> tuple[Piece, ...]:
    """Cut the words of ``window`` at every place where a mark or a masked name begins or ends.

    A masked name is shown once, as its label in square brackets.
    """
    spans = [(span, mark) for span, mark in marks if span.overlaps(window)]
    hidden = [name for name in mask.names if name.span.overlaps(window)]
    cuts = {window.start, window.end}
    for span in (*(span for span, _ in spans), *(name.span for name in hidden)):
        cuts |= {max(span.start, window.start), min(span.end, window.end)}
    for name in hidden:
        cuts -= set(range(max(name.span.start, window.start) + 1, min(name.span.end, window.end)))
    edges = sorted(cuts)
    pieces = []
    for start, end in pairwise(edges):
        here = Span(start, end)
        found = {mark for span, mark in spans if span.overlaps(here)}
        label = next((f"[{name.label}]" for name in hidden if name.span.overlaps(here)), None)
        if label is not None:
            found.add(Mark.MASKED)
        pieces.append(Piece(text=label or document.text_at(here), marks=frozenset(found)))
    return tuple(pieces)


def claim_marks(grounded: GroundedClaim) -> list[tuple[Span, Mark]]:
    """Return every span a claim rests on, with what it stands for."""
    claim = grounded.claim
    marks = [(span, Mark.EVIDENCE) for span in claim.evidence]
    marks.append((claim.trigger.span, Mark.TRIGGER))
    marks += [(argument.argument.mention, Mark.ARGUMENT) for argument in grounded.arguments]
    marks += [
        (argument.count.mention, Mark.COUNT)
        for argument in grounded.arguments
        if argument.count is not None
    ]
    marks += [(toll.count.mention, Mark.COUNT) for toll in grounded.toll]
    if isinstance(grounded.time, Interval):
        marks.append((grounded.time.mention, Mark.TIME))
    if isinstance(grounded.place, Place):
        marks.append((grounded.place.mention, Mark.PLACE))
    for attribution in claim.attribution:
        marks += [(attribution.source, Mark.SOURCE), (attribution.cue, Mark.SOURCE)]
    return marks


def widen(span: Span, sentences: Sequence[Span]) -> Span:
    """Return ``span`` widened to the sentences it touches."""
    touched = [sentence for sentence in sentences if sentence.overlaps(span)]
    if not touched:
        return span
    return Span(
        min(span.start, *(s.start for s in touched)), max(span.end, *(s.end for s in touched))
    )
