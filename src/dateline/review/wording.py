"""Decisions in words."""

import json

from dateline.core.decisions import Decision, DecisionKind
from dateline.exports.wording import code_words, range_words, type_words

_SHORT = 8


def decision_words(decision: Decision) -> str:
    """Return what was ruled, in one line: "correct killed.victims to 7–8, 3 claims (Ira: why)"."""
    return f"{_ruled(decision)} ({decision.author}: {decision.reason})"


def _ruled(decision: Decision) -> str:
    claims, others = _claims(len(decision.claims)), _claims(len(decision.others))
    kind = decision.kind
    if kind is DecisionKind.CORRECT:
        return f"correct {decision.field} to {value_words(decision.value)}, {claims}"
    if kind is DecisionKind.MERGE:
        return f"merge {claims} with {others}"
    if kind is DecisionKind.SPLIT:
        return f"split {others} off {claims}"
    if kind is DecisionKind.RELATE:
        tie = code_words(decision.relation) if decision.relation else "tied to"
        return f"relate {claims}: {tie} {others}"
    if kind in (DecisionKind.RETRACT, DecisionKind.DUPLICATE):
        return f"{kind} {', '.join(document[:_SHORT] for document in decision.documents)}"
    if kind is DecisionKind.ADD:
        types = ", ".join(type_words(ref.type) for ref in decision.claims)
        return f"add claim {types}"
    if kind is DecisionKind.SPAN:
        return f"correct the words of {claims}"
    if kind is DecisionKind.UNDO:
        return f"undo {(decision.undoes or '')[:_SHORT]}"
    return f"{kind} {claims}"


def _claims(number: int) -> str:
    return f"{number} {'claim' if number == 1 else 'claims'}"


def value_words(value: str | None) -> str:
    """Return a corrected value, kept as JSON, in words."""
    plain = None if value is None else json.loads(value)
    if plain is None:
        return "not known"
    if isinstance(plain, str):
        return code_words(plain)
    if "start" in plain:
        end = plain.get("end") or plain["start"]
        return f"{plain['start']}" if end == plain["start"] else f"{plain['start']}..{end}"
    if "name" in plain:
        parts = (plain["name"], plain.get("admin1"), plain.get("country"))
        return ", ".join(part for part in parts if part)
    return range_words(plain.get("low"), plain.get("best"), plain.get("high"))
