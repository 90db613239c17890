"""Decisions as JSON Lines, ``dateline-decisions/1``: written, and read back as the same."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from dateline.core.decisions import ClaimRef, Decision, DecisionKind, decision_id
from dateline.core.documents import Span
from dateline.core.events import RelationKind
from dateline.errors import DecisionError, EvidenceError

SCHEMA: Literal["dateline-decisions/1"] = "dateline-decisions/1"

Json = dict[str, Any]


def load_schema() -> Json:
    """Return the JSON Schema of a line."""
    schema = files("dateline.exports").joinpath("schema/dateline-decisions-1.schema.json")
    loaded: Json = json.loads(schema.read_text(encoding="utf-8"))
    return loaded


def canonical_value(plain: object) -> str | None:
    """Return a corrected value as decisions keep it, so that equal values are equal text."""
    if plain is None:
        return None
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions in the order they were made, which is the order they count in."""
    return sorted(decisions, key=lambda decision: (decision.at, decision.id))


def decision_record(decision: Decision) -> Json:
    """Return a decision's record."""
    return {
        "schema": SCHEMA,
        "id": decision.id,
        "kind": decision.kind,
        "at": decision.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "author": decision.author,
        "reason": decision.reason,
        "claims": [_ref(ref) for ref in decision.claims],
        "others": [_ref(ref) for ref in decision.others],
        "documents": list(decision.documents),
        "field": decision.field,
        "value": None if decision.value is None else json.loads(decision.value),
        "relation": decision.relation,
        "undoes": decision.undoes,
    }


def to_line(decision: Decision) -> str:
    """Return a decision as one line of JSON, without the line break; it is plain ASCII."""
    return json.dumps(decision_record(decision), separators=(",", ":"))


def _ref(ref: ClaimRef) -> Json:
    return {
        "claim": ref.claim,
        "document": ref.document,
        "type": ref.type,
        "trigger": {"start": ref.trigger.start, "end": ref.trigger.end},
    }


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=False)


class _SpanRow(_Row):
    start: int = Field(ge=0)
    end: int = Field(gt=0)


class _RefRow(_Row):
    claim: str = Field(min_length=1)
    document: str = Field(min_length=1)
    type: str = Field(min_length=1)
    trigger: _SpanRow

    def ref(self) -> ClaimRef:
        return ClaimRef(
            claim=self.claim,
            document=self.document,
            type=self.type,
            trigger=Span(self.trigger.start, self.trigger.end),
        )


class _DecisionRow(_Row):
    schema_: Literal["dateline-decisions/1"] = Field(alias="schema")
    id: str
    kind: DecisionKind
    at: AwareDatetime
    author: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    claims: list[_RefRow]
    others: list[_RefRow]
    documents: list[str]
    field: str | None
    value: Any
    relation: RelationKind | None
    undoes: str | None


def read_lines(lines: Iterable[str]) -> Sequence[Decision]:
    """Return the decisions of a file, in its order; empty lines are passed over.

    Raises:
        DecisionError: Lines are not decisions, or not what their ids stand for; all are named.
    """
    decisions: list[Decision] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            decisions.append(_read(line))
        except (ValueError, EvidenceError) as error:
            faults.append(f"line {number}: {_short(error)}")
    if faults:
        raise DecisionError("\n".join(faults))
    return decisions


def _read(line: str) -> Decision:
    row = _DecisionRow.model_validate(json.loads(line))
    decision = Decision(
        id=row.id,
        kind=row.kind,
        at=datetime.astimezone(row.at, UTC),
        author=row.author,
        reason=row.reason,
        claims=tuple(ref.ref() for ref in row.claims),
        others=tuple(ref.ref() for ref in row.others),
        documents=tuple(row.documents),
        field=row.field,
        value=canonical_value(row.value),
        relation=row.relation,
        undoes=row.undoes,
    )
    if decision.id != decision_id(decision):
        raise ValueError(f"decision {decision.id} was changed: its id is not that of what it says")
    return decision


def _short(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'line'}: {fault['msg']}"
            for fault in error.errors()
        )
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON: {error}"
    return str(error)
