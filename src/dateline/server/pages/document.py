"""The document page: a text with every claim in it, and where it is from."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.documents import CLAIM_BEARING, Document, Segment, SegmentKind, Span
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.server.context import context_of
from dateline.server.marked import Stretch, claim_layers, cut
from dateline.server.render import render
from dateline.store.interface import EventFilters


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A segment of the text as it is shown; an aside yields no claim and is folded away."""

    kind: SegmentKind
    stretches: tuple[Stretch, ...]
    aside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim in the list beside the text; ``event`` is ``None`` if no event has it."""

    grounded: GroundedClaim
    event: str | None
    trigger: str
    time: Interval | None
    place: Place | None


def document(request: Request) -> Response:
    """Show one document."""
    context = context_of(request)
    key = request.path_params["id"]
    with context.readers.read() as store:
        stored = store.find_document(key)
        if stored is None:
            raise HTTPException(404, "document")
        if stored.id != key:
            return RedirectResponse(f"/document/{stored.id}", status_code=302)
        related = list(store.events(EventFilters(document=stored.id)))
        events = {claim_id: event.id for event in related for claim_id in event.claims}
        shown, claims, mask = context.dossiers(store).document(
            stored.id, beside=[other for event in related for other in event.documents]
        )
        layers = [layer for grounded in claims for layer in claim_layers(grounded)]
        blocks = [
            Block(
                kind=segment.kind,
                stretches=cut(shown, segment.span, layers, mask),
                aside=segment.kind not in CLAIM_BEARING,
            )
            for segment in shown.segments or _whole(shown)
        ]
        return render(
            request,
            "document.html",
            document=shown,
            title=mask.replace(shown.title or ""),
            byline=mask.replace(shown.byline or ""),
            blocks=blocks,
            claims=[
                ListedClaim(
                    grounded=grounded,
                    event=events.get(grounded.claim.id),
                    trigger=" ".join(mask.quote(shown.text, grounded.claim.trigger.span).split()),
                    time=grounded.time if isinstance(grounded.time, Interval) else None,
                    place=grounded.place if isinstance(grounded.place, Place) else None,
                )
                for grounded in claims
            ],
            copies=list(store.copies(stored.id)),
            failures=[r.failure for r in store.failures() if r.failure.document_id == stored.id],
        )


def _whole(document: Document) -> tuple[Segment, ...]:
    if not document.text:
        return ()
    return (Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(document.text))),)


routes = [Route("/document/{id}", document, methods=["GET"], name="document")]
