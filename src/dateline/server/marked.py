"""Text in stretches: what each words are marked as, for which claims, cut where marks overlap.

Offsets are code points of the document's text. They are cut here and not in the browser, which
counts UTF-16 units.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim
from dateline.exports.masking import Mask
from dateline.exports.quotes import Mark, claim_marks

#: Of several marks on the same words the first one here is shown.
SHOWN = (Mark.TRIGGER, Mark.COUNT, Mark.TIME, Mark.PLACE, Mark.SOURCE, Mark.ARGUMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A span that is marked, for a claim; ``differs`` is why its value is disputed, in words."""

    span: Span
    mark: Mark
    claim: str
    differs: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words between two places where a mark begins or ends.

    ``start`` and ``end`` are where they stand in the document; ``text`` is what is shown there,
    a label in place of a masked name. ``evidence`` tells that a claim rests on them, ``mark`` what
    they say, ``claims`` the ids of the claims, ``differs`` what sources contradict each other on.
    """

    text: str
    start: int
    end: int
    mark: Mark | None
    evidence: bool
    claims: tuple[str, ...]
    differs: tuple[str, ...]
    masked: bool


def claim_layers(
    grounded: GroundedClaim, differing: Mapping[Span, str] | None = None
) -> Iterator[Layer]:
    """Yield what a claim marks in its document.

    Args:
        grounded: The claim.
        differing: Spans that give a disputed value, and what to say about it.
    """
    told = differing or {}
    for span, mark in claim_marks(grounded):
        differs = None if mark is Mark.EVIDENCE else told.get(span)
        yield Layer(span=span, mark=mark, claim=grounded.claim.id, differs=differs)


def cut(
    document: Document, window: Span, layers: Iterable[Layer], mask: Mask
) -> tuple[Stretch, ...]:
    """Return the words of ``window`` in stretches; they join to the window, names masked."""
    here = [layer for layer in layers if layer.span.overlaps(window)]
    hidden = [name for name in mask.names if name.span.overlaps(window)]
    cuts = {window.start, window.end}
    for span in (*(layer.span for layer in here), *(name.span for name in hidden)):
        cuts |= {max(span.start, window.start), min(span.end, window.end)}
    for name in hidden:
        cuts -= set(range(max(name.span.start, window.start) + 1, min(name.span.end, window.end)))
    labels = {max(name.span.start, window.start): f"[{name.label}]" for name in hidden}
    stretches = []
    for start, end in pairwise(sorted(cuts)):
        piece = Span(start, end)
        over = [layer for layer in here if layer.span.overlaps(piece)]
        marks = {layer.mark for layer in over}
        stretches.append(
            Stretch(
                text=labels.get(start) or document.text_at(piece),
                start=start,
                end=end,
                mark=next((mark for mark in SHOWN if mark in marks), None),
                evidence=bool(over),
                claims=tuple(dict.fromkeys(layer.claim for layer in over)),
                differs=tuple(dict.fromkeys(layer.differs for layer in over if layer.differs)),
                masked=start in labels,
            )
        )
    return tuple(stretches)


def touched(windows: Sequence[Span], layers: Iterable[Layer]) -> tuple[bool, ...]:
    """Tell for each window whether a layer lies on it."""
    spans = [layer.span for layer in layers]
    return tuple(any(span.overlaps(window) for span in spans) for window in windows)
