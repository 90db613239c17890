"""The document page: a text with every claim in it, where it is from, and its copies."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.copies import TextSketch
from dateline.core.documents import CLAIM_BEARING, Document, Segment, SegmentKind, Span
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim, Interval, Place
from dateline.errors import StoreError
from dateline.exports.fields import document_label
from dateline.exports.masking import Mask
from dateline.pipeline.linking.copies import copies_of, order_versions, sketch_text
from dateline.server.context import context_of
from dateline.server.marked import SHOWN, Stretch, claim_layers, cut
from dateline.server.people.bar import done_of
from dateline.server.render import render, wording_of
from dateline.store.interface import EventFilters, Store

#: Versions and copies that are listed.
_MOST_VERSIONS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A segment of the text as it is shown; an aside yields no claim and is folded away."""

    kind: SegmentKind
    stretches: tuple[Stretch, ...]
    aside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedClaim:
    """A claim in the list beside the text.

    ``when`` and ``where`` are its values in words or why there is none; ``event`` is ``None`` if
    no event has it; ``start`` is where its trigger stands.
    """

    grounded: GroundedClaim
    event: str | None
    words: str
    when: str
    where: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVersion:
    """A document with much the same text: which wording it gives, and how it is cited."""

    document: str
    number: int
    label: str
    here: bool


def document(request: Request) -> Response:
    """Show one document; the parameter ``claim`` names the one that is picked out."""
    context = context_of(request)
    key = request.path_params["id"]
    with context.readers.read() as store:
        stored = store.find_document(key)
        if stored is None:
            raise HTTPException(404, "document")
        if stored.id != key:
            return RedirectResponse(f"/document/{stored.id}", status_code=302)
        related = list(store.events(EventFilters(document=stored.id)))
        shown, claims, mask = context.dossiers(store).document(
            stored.id, beside=[other for event in related for other in event.documents]
        )
        return render(
            request,
            "document.html",
            document=shown,
            title=mask.replace(shown.title or ""),
            byline=mask.replace(shown.byline or ""),
            blocks=_blocks(shown, claims, mask),
            claims=_listed(request, shown, claims, mask, related),
            active=request.query_params.get("claim", ""),
            events=related,
            done=done_of(request, store, back=f"/document/{stored.id}"),
            copies=list(store.copies(stored.id)),
            versions=_versions(store, shown),
            failures=[each.failure for each in store.failures(document=stored.id)],
            marks=SHOWN,
        )


def _blocks(document: Document, claims: Iterable[GroundedClaim], mask: Mask) -> tuple[Block, ...]:
    layers = [layer for grounded in claims for layer in claim_layers(grounded)]
    return tuple(
        Block(
            kind=segment.kind,
            stretches=cut(document, segment.span, layers, mask),
            aside=segment.kind not in CLAIM_BEARING
            and segment.kind not in (SegmentKind.BYLINE, SegmentKind.DATELINE),
        )
        for segment in document.segments or _whole(document)
    )


def _whole(document: Document) -> tuple[Segment, ...]:
    if not document.text:
        return ()
    return (Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(document.text))),)


def _listed(
    request: Request,
    document: Document,
    claims: Iterable[GroundedClaim],
    mask: Mask,
    related: Sequence[Event],
) -> list[ListedClaim]:
    wording = wording_of(request)
    events = {claim_id: event.id for event in related for claim_id in event.claims}
    listed = []
    for grounded in claims:
        trigger, time, place = grounded.claim.trigger.span, grounded.time, grounded.place
        listed.append(
            ListedClaim(
                grounded=grounded,
                event=events.get(grounded.claim.id),
                words=" ".join(mask.quote(document.text, trigger).split()),
                when=wording.interval(time)
                if isinstance(time, Interval)
                else wording.reason(time.reason),
                where=wording.place_in_full(place)
                if isinstance(place, Place)
                else wording.reason(place.reason),
                start=trigger.start,
            )
        )
    return listed


def _versions(store: Store, document: Document) -> tuple[ShownVersion, ...]:
    """Return the documents with much the same text, in order of publication."""

    @cache
    def find(document_id: str) -> Document:
        found = document if document_id == document.id else store.document(document_id)
        if found is None:
            raise StoreError(f"document {document_id} cannot be found")
        return found

    sketches = dict(store.sketches.of([document.id]))
    days: dict[str, date | None] = {}

    def sketch(document_id: str) -> TextSketch:
        if document_id not in sketches:
            sketches[document_id] = sketch_text(find(document_id))
        return sketches[document_id]

    def crowds(keys: Collection[int]) -> list[list[str]]:
        found = list(store.sketches.crowds(keys))
        ids = sorted({id_ for crowd in found for id_ in crowd} - days.keys())
        sketches.update(store.sketches.of([id_ for id_ in ids if id_ not in sketches]))
        days.update(store.browsing.published(ids))
        return found

    group = copies_of(document.id, crowds, sketch, days.get)
    if len(group) < 2:
        return ()
    return tuple(
        ShownVersion(
            document=version.document,
            number=version.number,
            label=document_label(find(version.document)),
            here=version.document == document.id,
        )
        for version in order_versions(map(find, group), sketch)[:_MOST_VERSIONS]
    )


routes = [Route("/document/{id}", document, methods=["GET"], name="document")]
