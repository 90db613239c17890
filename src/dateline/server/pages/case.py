"""The case page: what led to an event and what it led to, with the words that show it."""

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.core.events import Event
from dateline.exports.dossiers import Dossiers
from dateline.exports.fields import document_label
from dateline.exports.wording import shorten
from dateline.reports.cases import CaseNode, read_case
from dateline.server.context import context_of
from dateline.server.render import render, wording_of
from dateline.server.sentences import event_sentence
from dateline.server.wording import Wording

#: Characters of a quote.
_QUOTE = 220
#: Steps of a case whose words are quoted; a longer case is told without them.
_MOST_QUOTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event of a case: how deep it hangs, by which tie, in which words."""

    event: Event
    depth: int
    tie: str | None
    sentence: str
    quotes: tuple[tuple[str, str, str], ...]


def case(request: Request) -> Response:
    """Show the case an event belongs to."""
    context = context_of(request)
    with context.readers.read() as store:
        event = store.event(request.path_params["id"])
        if event is None:
            raise HTTPException(404, "event")
        root = read_case(event, store.event)
        quoted = sum(1 for _ in root.walk()) <= _MOST_QUOTED
        shelf = context.dossiers(store)
        steps = _steps(root, shelf, wording_of(request), depth=0, quoted=quoted)
        return render(request, "case.html", asked=event, steps=steps)


def _steps(
    node: CaseNode, shelf: Dossiers, wording: Wording, *, depth: int, quoted: bool
) -> list[Step]:
    steps = [_step(node, shelf, wording, depth=depth, quoted=quoted)]
    for child in node.children:
        steps += _steps(child, shelf, wording, depth=depth + 1, quoted=quoted)
    return steps


def _step(node: CaseNode, shelf: Dossiers, wording: Wording, *, depth: int, quoted: bool) -> Step:
    tie = str(node.tie.kind) if node.tie else None
    if not quoted:
        return Step(event=node.event, depth=depth, tie=tie, sentence="", quotes=())
    dossier = shelf.open(node.event)
    shown = set(node.tie.claims) if node.tie else set(node.event.claims[:1])
    claims = [c for c in dossier.claims if c.claim.id in shown] or list(dossier.claims[:1])
    return Step(
        event=node.event,
        depth=depth,
        tie=tie,
        sentence=event_sentence(dossier, wording),
        quotes=tuple(
            (
                shorten(dossier.words(c.claim.document_id, c.claim.evidence[0]), _QUOTE),
                document_label(dossier.documents[c.claim.document_id]),
                f"/document/{c.claim.document_id}?claim={c.claim.id}",
            )
            for c in claims
        ),
    )


routes = [Route("/case/{id}", case, methods=["GET"], name="case")]
