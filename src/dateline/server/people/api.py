"""Ruling from a program: POST /api/v1/decisions, with the fields of the pages' forms as JSON."""

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dateline.core.documents import Span
from dateline.core.people import UserRole
from dateline.errors import DecisionError, StoreError
from dateline.exports.decisions import decision_record
from dateline.review.changes import changed_fields, field_json
from dateline.review.values import word_value
from dateline.server.context import AppContext, context_of
from dateline.server.forms import Form
from dateline.server.modes import API, desks_of, require, user_of
from dateline.server.people.decide import MAKERS, Maker
from dateline.server.people.rulings import Order, Stale, StaleOrderError, rule

_MOST = 1_000
#: What is not a field of a page's form.
_NO_FIELDS = {"kind", "reason", "seen", "start", "end", "type", "details"}


class Ruling(BaseModel):
    """What a program rules; which fields count depends on the kind, as in the pages' forms."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal[
        "accept",
        "reject",
        "correct",
        "merge",
        "split",
        "relate",
        "retract",
        "duplicate",
        "add",
        "span",
        "undo",
    ]
    reason: str = Field(min_length=1, max_length=2_000)
    target: list[str] = Field(default=[], max_length=_MOST, description="Events or claims.")
    event: str = ""
    field: str = ""
    value: str = Field(default="", description='As one writes it: "7..8", "2031-05", "foiled".')
    clear: bool = False
    country: str = ""
    admin1: str = ""
    with_: list[str] = Field(default=[], alias="with", max_length=_MOST)
    claim: list[str] = Field(default=[], max_length=_MOST)
    relation: str = ""
    other: str = ""
    document: list[str] = Field(default=[], max_length=_MOST)
    decision: str = ""
    start: int | None = Field(default=None, ge=0, description="Of the words, in code points.")
    end: int | None = Field(default=None, ge=0)
    type: str = ""
    details: dict[str, Any] = Field(
        default={}, description="Of an added claim, as the log of decisions keeps them."
    )
    seen: dict[str, str] = Field(
        default={},
        max_length=_MOST,
        description="The revision of each event as it was seen; nothing is stored if one changed.",
    )

    def form(self) -> Form:
        """Return it as the form of a page would say it."""
        pairs: list[tuple[str, str]] = []
        for name, value in self.model_dump(by_alias=True, exclude=_NO_FIELDS).items():
            if isinstance(value, list):
                pairs += [(name, each) for each in value]
            elif value:
                pairs.append((name, "1" if value is True else value))
        return Form(pairs)


@require(UserRole.CODER)
def decide(request: Request) -> Response:
    """Take a ruling; answer with what was stored and whether events show it yet."""
    try:
        ruling = Ruling.model_validate_json(request.state.body)
    except ValidationError as error:
        faults = [
            f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}"
            for fault in error.errors()
        ]
        return JSONResponse({"error": "; ".join(faults)}, 400)
    matched = request.headers.get("if-match", "").strip()
    try:
        order = Order(
            user=user_of(request),
            reason=ruling.reason,
            make=_maker(ruling, context_of(request)),
            seen={**ruling.seen, **_matched(ruling, matched)},
        )
        outcome = rule(context_of(request), desks_of(request), order)
    except StaleOrderError as error:
        return JSONResponse(
            {
                "error": f"changed meanwhile: {error}",
                "stale": [_stale_json(each) for each in error.stale],
            },
            412 if matched else 409,
        )
    except (DecisionError, StoreError) as error:
        return JSONResponse({"error": str(error)}, 422)
    return JSONResponse(
        {
            "decisions": [decision_record(decision) for decision in outcome.added],
            "linked": outcome.waiting is None,
            "changed": [change.id for change in outcome.events],
        },
        201,
    )


def _maker(ruling: Ruling, context: AppContext) -> Maker:
    """Return what makes the decisions of a ruling.

    Raises:
        DecisionError: Something that its kind needs is missing.
    """
    if ruling.kind not in ("add", "span"):
        return MAKERS[ruling.kind](ruling.form(), context)
    if ruling.start is None or ruling.end is None or ruling.start >= ruling.end:
        raise DecisionError("start and end must say which words these are")
    words = Span(ruling.start, ruling.end)
    named = ruling.document if ruling.kind == "add" else ruling.claim
    if len(named) != 1:
        raise DecisionError("name one document to add a claim to, or one claim to put on words")
    if ruling.kind == "span":
        return lambda desk: [desk.span(named[0], words)]
    word_value(ruling.type, known=context.families)
    return lambda desk: [desk.add(named[0], words, ruling.type, details=ruling.details)]


def _matched(ruling: Ruling, header: str) -> dict[str, str]:
    """Return the revision that ``If-Match`` asks for, by the one event that is ruled on.

    Raises:
        DecisionError: It is not one revision, or not one event is named.
    """
    if not header:
        return {}
    events = [ruling.event] if ruling.event else ruling.target
    if len(events) != 1 or not re.fullmatch(r'"[^",]+"', header):
        raise DecisionError("If-Match takes one revision in quotes, of the one event ruled on")
    return {events[0]: header.strip('"')}


def _stale_json(each: Stale) -> dict[str, object]:
    changes = changed_fields(each.before, each.event) if each.before else ()
    return {
        "event": each.key,
        "now": each.event.id if each.event else None,
        "revision": each.mark,
        "changes": [field_json(change) for change in changes],
        "decisions": [decision_record(decision) for decision in each.decisions],
    }


routes = [Route(f"{API}v1/decisions", decide, methods=["POST"])]
