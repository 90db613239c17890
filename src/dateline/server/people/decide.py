"""Ruling from a page: accept, reject, correct, merge, split, relate, retract, duplicate, undo."""

from collections.abc import Callable, Sequence
from contextlib import closing
from urllib.parse import urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.core.decisions import Decision
from dateline.core.events import RelationKind
from dateline.core.people import UserRole
from dateline.errors import DecisionError, StoreError
from dateline.resources.gazetteer import open_gazetteer
from dateline.review.acting import Outcome
from dateline.review.deciding import Desk
from dateline.review.values import (
    AmbiguousPlaceError,
    check_field,
    count_value,
    place_value,
    time_value,
    word_value,
)
from dateline.server.context import AppContext, context_of
from dateline.server.forms import Form, form_of
from dateline.server.login import own_path
from dateline.server.modes import desks_of, require, user_of
from dateline.server.people.claims import add_order, span_order
from dateline.server.people.rulings import Order, StaleOrderError, rule
from dateline.server.render import catalogue_of, render
from dateline.server.sessions import utc_now

Maker = Callable[[Desk], Sequence[Decision]]

#: The longest time that counts as looking: who comes back after lunch has not looked for hours.
_LONGEST_LOOK_S = 3600.0


@require(UserRole.CODER)
def decide(request: Request) -> Response:
    """Take a ruling from a form; show what it did, or what changed meanwhile."""
    form = form_of(request)
    kind = request.path_params["kind"]
    makers = MAKERS.get(kind)
    if makers is None:
        raise HTTPException(404, f"nothing is decided by {kind}")
    reason = form.get("reason").strip() or catalogue_of(request).text(f"reason.{kind}")
    try:
        order = Order(
            user=user_of(request),
            reason=reason,
            make=makers(form, context_of(request)),
            seen=_seen(form),
            seconds=seconds_taken(form),
        )
        outcome = rule(context_of(request), desks_of(request), order)
    except StaleOrderError as error:
        return _show_changes(request, form, kind, reason, error)
    except AmbiguousPlaceError as error:
        return _ask_which(request, form, kind, error)
    except (DecisionError, StoreError) as error:
        return _refuse(request, form, str(error))
    return RedirectResponse(_address_after(form, outcome), 303)


def _seen(form: Form) -> dict[str, str]:
    marks = (each.partition(":") for each in form.all("seen"))
    return {key: mark for key, _, mark in marks}


def seconds_taken(form: Form) -> float | None:
    """Return how long somebody looked: as their browser measured it, or since the page was made."""
    measured = form.seconds("seconds")
    if measured is None:
        try:
            measured = round(utc_now().timestamp() - float(form.get("opened")), 1)
        except ValueError:
            return None
    return measured if 0 <= measured <= _LONGEST_LOOK_S else None


def _address_after(form: Form, outcome: Outcome) -> str:
    """Return where to go on: where the form says, with what was done."""
    target = own_path(form.get("next"))
    told = {"done": outcome.added[-1].id} if outcome.added else {}
    parts = urlsplit(target)
    joined = "&".join(part for part in (parts.query, urlencode(told)) if part)
    return f"{parts.path}?{joined}" if joined else parts.path


def _refuse(request: Request, form: Form, message: str) -> Response:
    return render(
        request,
        "people/refused.html",
        status_code=422,
        message=message,
        back=own_path(form.get("back") or form.get("next")),
    )


def _ask_which(request: Request, form: Form, kind: str, error: AmbiguousPlaceError) -> Response:
    """Show the places that have the name written, to choose one with one click."""
    # Of an added claim the place has a field of its own; of a correction it is the value.
    name = "place_id" if kind == "add" else "value"
    return render(
        request,
        "people/which_place.html",
        status_code=422,
        written=error.name,
        choices=error.choices,
        name=name,
        kept=[pair for pair in form.pairs() if pair[0] not in (name, "csrf", "country")],
        kind=kind,
        back=own_path(form.get("back") or form.get("next")),
    )


def _show_changes(
    request: Request, form: Form, kind: str, reason: str, error: StaleOrderError
) -> Response:
    """Show what somebody else did meanwhile, and ask again."""
    return render(
        request,
        "people/changed.html",
        status_code=409,
        stale=error.stale,
        kind=kind,
        reason=reason,
        back=own_path(form.get("back") or form.get("next")),
    )


# What each kind of ruling reads from its form


def _one(form: Form, name: str) -> str:
    value = form.get(name).strip()
    if not value:
        raise DecisionError(f"{name} is missing")
    return value


def _targets(form: Form) -> tuple[str, ...]:
    """Return the events and claims a form lists: no more and no fewer than it showed.

    Raises:
        DecisionError: There are none, or not as many as were shown.
    """
    targets = form.all("target")
    if not targets:
        raise DecisionError("nothing is chosen")
    shown = form.number("shown")
    if shown is not None and shown != len(targets):
        raise DecisionError(f"{len(targets)} are chosen, but {shown} were confirmed")
    return targets


def _accept(form: Form, _context: AppContext) -> Maker:
    targets = _targets(form)
    return lambda desk: [desk.accept(targets)]


def _reject(form: Form, _context: AppContext) -> Maker:
    targets = _targets(form)
    return lambda desk: [desk.reject(targets)]


def _correct(form: Form, context: AppContext) -> Maker:
    event, name = _one(form, "event"), _one(form, "field")
    check_field(name)
    value = None if form.get("clear") else written_value(name, form, context)
    return lambda desk: [desk.correct(event, name, value)]


def _merge(form: Form, _context: AppContext) -> Maker:
    events = (_one(form, "event"), *(key.strip() for key in form.all("with")))
    return lambda desk: [desk.merge(events)]


def _split(form: Form, _context: AppContext) -> Maker:
    event, claims = _one(form, "event"), form.all("claim")
    if not claims:
        raise DecisionError("choose the claims to take out")
    return lambda desk: [desk.split(event, claims)]


def _relate(form: Form, _context: AppContext) -> Maker:
    event, other = _one(form, "event"), _one(form, "other")
    relation = _one(form, "relation")
    if relation not in {str(kind) for kind in RelationKind}:
        raise DecisionError(f"no relation {relation!r}")
    return lambda desk: [desk.relate(event, RelationKind(relation), other)]


def _retract(form: Form, _context: AppContext) -> Maker:
    document = _one(form, "document")
    return lambda desk: [desk.retract(document)]


def _duplicate(form: Form, _context: AppContext) -> Maker:
    documents = tuple(key.strip() for key in form.all("document"))
    return lambda desk: [desk.duplicate(documents)]


def _undo(form: Form, _context: AppContext) -> Maker:
    decision = _one(form, "decision")
    return lambda desk: [desk.undo(decision)]


def _add(form: Form, context: AppContext) -> Maker:
    return add_order(form, context).make


def _span(form: Form, context: AppContext) -> Maker:
    return span_order(form, context).make


#: What each kind of ruling makes of its form.
MAKERS: dict[str, Callable[[Form, AppContext], Maker]] = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "merge": _merge,
    "split": _split,
    "relate": _relate,
    "retract": _retract,
    "duplicate": _duplicate,
    "add": _add,
    "span": _span,
    "undo": _undo,
}


def written_value(name: str, form: Form, context: AppContext) -> str:
    """Return a value that a form gives for a field, as JSON.

    Raises:
        DecisionError: It is not one the field can have; the message says how to write one.
    """
    return typed_value(name, _one(form, "value"), form, context)


def typed_value(name: str, written: str, form: Form, context: AppContext) -> str:
    """Return what somebody wrote for a field, as JSON; ``form`` may say where a place is.

    Raises:
        DecisionError: It is not a value the field can have.
    """
    if name == "type":
        return word_value(written, known=context.families)
    if name in ("scope", "stage", "status"):
        return word_value(written)
    if name == "time":
        return time_value(written)
    if name != "place":
        return count_value(written)
    with closing(open_gazetteer(context.config.gazetteer)) as gazetteer:
        return place_value(
            written,
            gazetteer,
            country=form.get("country").strip() or None,
            admin1=form.get("admin1").strip() or None,
        )


def undo(request: Request) -> Response:
    """Take a decision back, whichever it is."""
    request.path_params["kind"] = "undo"
    return decide(request)


routes = [
    Route("/decide/{kind}", decide, methods=["POST"]),
    Route("/undo", undo, methods=["POST"]),
]
