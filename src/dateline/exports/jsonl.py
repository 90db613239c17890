"""The record ``dateline/1``: a document with its claims, or an event, as one JSON object a line.

Offsets are half-open, in Unicode code points of ``document.text``, and every ``text`` beside them
is what they slice to. Where private persons are masked, blocks of the same length stand for their
names, so that this holds as well.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any, TypeVar

from dateline.core.claims import Attribution, Effect, Side
from dateline.core.coded import Failure
from dateline.core.documents import Document, Published, Segment, Span
from dateline.core.events import DECISION_RULE, Field, Support, TollField, TollReport
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    Standing,
    TollCount,
    Unresolved,
)
from dateline.exports.dossiers import Dossier, Grounded
from dateline.exports.masking import NO_MASK, Mask
from dateline.exports.persons import published_role

SCHEMA = "dateline/1"

#: Confidences are written with so many decimals: more would only show how floats add up.
CONFIDENCE_DECIMALS = 4

#: Line breaks to Unicode that JSON allows in a string, but that would split a record in two.
_LINE_BREAKS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Json = dict[str, Any]
V = TypeVar("V")


def load_schema() -> Json:
    """Return the JSON Schema of the record."""
    schema = files("dateline.exports").joinpath("schema/dateline-1.schema.json")
    loaded: Json = json.loads(schema.read_text(encoding="utf-8"))
    return loaded


def to_line(record: Json) -> str:
    """Return a record as one line of JSON, without the line break."""
    line = json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escape in _LINE_BREAKS.items():
        line = line.replace(character, escape)
    if any("\ud800" <= character <= "\udfff" for character in line):
        return json.dumps(record, separators=(",", ":"), allow_nan=False)
    return line


def document_record(
    document: Document,
    claims: Iterable[GroundedClaim],
    *,
    events: Mapping[str, str],
    failures: Iterable[Failure] = (),
    mask: Mask = NO_MASK,
) -> Json:
    """Return a document's record.

    Args:
        document: The article.
        claims: All its claims.
        events: Event ids by claim id.
        failures: What went wrong with this document.
        mask: The private persons to hide.
    """
    text = mask.block(document.text)
    return {
        "schema": SCHEMA,
        "document": {
            "id": document.id,
            "path": document.path,
            "url": document.url,
            "outlet": document.outlet,
            "title": document.title and mask.replace(document.title),
            "byline": document.byline and mask.replace(document.byline),
            "dateline": document.dateline,
            "published": _published(document.published, text),
            "language": document.language,
            "text": text,
            "segments": [_segment(segment) for segment in document.segments],
        },
        "claims": [_claim(grounded, text, events.get(grounded.claim.id)) for grounded in claims],
        "failures": [
            {"step": failure.step, "path": failure.path, "reason": failure.reason}
            for failure in failures
        ],
    }


def _published(published: Published | None, text: str) -> Json | None:
    if published is None:
        return None
    return {
        "date": published.date.isoformat(),
        "basis": published.basis,
        "mention": None if published.mention is None else _quoted(published.mention, text),
    }


def _segment(segment: Segment) -> Json:
    return {"kind": segment.kind, **_span(segment.span)}


def _claim(grounded: GroundedClaim, text: str, event: str | None) -> Json:
    claim = grounded.claim
    return {
        "id": claim.id,
        "event": event,
        "type": claim.type,
        "scope": claim.scope,
        "stage": claim.stage,
        "status": claim.status,
        "trigger": _quoted(claim.trigger.span, text),
        "evidence": [_span(span) for span in claim.evidence],
        "arguments": [_claim_argument(argument, grounded, text) for argument in grounded.arguments],
        "toll": _claim_toll(grounded.toll, text),
        "time": _time(grounded.time, lambda span: _quoted(span, text)),
        "place": _place(grounded.place, lambda span: _quoted(span, text)),
        "attribution": [_attribution(attribution, text) for attribution in claim.attribution],
        "confidence": {
            "claim": round(claim.confidence, CONFIDENCE_DECIMALS),
            "type": round(claim.type_confidence, CONFIDENCE_DECIMALS),
            "time": round(grounded.time_confidence, CONFIDENCE_DECIMALS),
            "place": round(grounded.place_confidence, CONFIDENCE_DECIMALS),
        },
        "made_by": {
            "version": claim.made_by.version,
            "codebook": claim.made_by.codebook,
            "model": claim.made_by.model,
        },
    }


def _claim_argument(argument: GroundedArgument, grounded: GroundedClaim, text: str) -> Json:
    record = _argument(argument, lambda span: _quoted(span, text))
    return {"role": published_role(argument, grounded.claim.status), **record}


def _argument(argument: GroundedArgument, quoted: Callable[[Span], Json]) -> Json:
    return {
        "kind": argument.argument.kind,
        "mention": quoted(argument.argument.mention),
        "count": None if argument.count is None else _count(argument.count, quoted),
        "actor": argument.actor,
        "class": argument.class_,
        "private_person": argument.private_person,
    }


def _claim_toll(toll: Iterable[TollCount], text: str) -> Json:
    record: Json = {effect: dict.fromkeys(Side) for effect in Effect}
    ordered = sorted(toll, key=lambda t: (t.standing is Standing.WITHDRAWN, t.count.mention))
    for stated in reversed(ordered):
        record[stated.effect][stated.side] = _count(stated.count, lambda s: _quoted(s, text))
    return record


def _count(count: Count, quoted: Callable[[Span], Json]) -> Json:
    record: Json = {
        "low": _integral(count.low),
        "best": _integral(count.best),
        "high": _integral(count.high),
        "mention": quoted(count.mention),
    }
    if count.unit is not None:
        record["unit"] = count.unit
    return record


def _integral(bound: float | None) -> float | int | None:
    return int(bound) if bound is not None and bound == int(bound) else bound


def _time(time: Interval | Unresolved, quoted: Callable[[Span], Json]) -> Json:
    if isinstance(time, Unresolved):
        return {"unresolved": time.reason}
    return {
        "start": time.start.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision,
        "relation": time.relation,
        "basis": time.basis,
        "mention": quoted(time.mention),
    }


def _place(place: Place | Unresolved, quoted: Callable[[Span], Json]) -> Json:
    if isinstance(place, Unresolved):
        return {"unresolved": place.reason}
    return {**place_record(place), "basis": place.basis, "mention": quoted(place.mention)}


def place_record(place: Place) -> Json:
    """Return which place it is and where, without the words that name it."""
    return {
        "name": place.name,
        "admin1": place.admin1,
        "country": place.country,
        "lat": place.latitude,
        "lon": place.longitude,
        "precision": place.precision,
        "gazetteer": place.gazetteer,
    }


def _attribution(attribution: Attribution, text: str) -> Json:
    return {
        "source": _quoted(attribution.source, text),
        "cue": _quoted(attribution.cue, text),
        "kind": attribution.kind,
    }


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _quoted(span: Span, text: str) -> Json:
    return {**_span(span), "text": text[span.start : span.end]}


def event_record(dossier: Dossier) -> Json:
    """Return an event's record.

    Each mention names the ``document`` its offsets lie in.
    """
    event = dossier.event

    def in_text(value: Grounded, claims: tuple[str, ...]) -> Callable[[Span], Json]:
        return _quoted_in(dossier, dossier.document_stating(value, claims))

    return {
        "schema": SCHEMA,
        "event": {
            "id": event.id,
            "type": _field(event.type, _word),
            "scope": _field(event.scope, _word),
            "stage": _field(event.stage, _word),
            "status": _field(event.status, _word),
            "time": _field(event.time, lambda value, claims: _time(value, in_text(value, claims))),
            "place": _field(
                event.place, lambda value, claims: _place(value, in_text(value, claims))
            ),
            "toll": _event_toll(event.toll, in_text),
            "arguments": [_event_argument(support, dossier) for support in event.participants],
            "claims": list(event.claims),
            "documents": list(event.documents),
            "independent_sources": event.independent_sources,
            "source_groups": [list(group) for group in event.source_groups],
            "relations": [
                {"kind": relation.kind, "event": relation.event, "claims": list(relation.claims)}
                for relation in event.relations
            ],
            "one_official_statement": event.one_official_statement,
            "toll_reports": [_toll_report(report, dossier) for report in event.toll_reports],
            "denials": [
                {"claim": denial.claim, "denies": list(denial.denies)} for denial in event.denials
            ],
            "decisions": list(event.decisions),
        },
    }


def _toll_report(report: TollReport, dossier: Dossier) -> Json:
    quoted = _quoted_in(dossier, dossier.claim(report.claim).claim.document_id)
    return {
        "effect": report.effect,
        "side": report.side,
        "reported": _day(report.reported),
        "count": _count(report.count, quoted),
        "claim": report.claim,
    }


def _support(value: Any, support: Support[Any]) -> Json:
    return {
        "value": value,
        "claims": list(support.claims),
        "independent_sources": support.independent_sources,
        "first_reported": _day(support.first_reported),
        "last_reported": _day(support.last_reported),
    }


def _stated(value: Any, support: Support[Any]) -> Json:
    record = _support(value, support)
    if support.standing is not None:
        record["standing"] = support.standing
    return record


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _field(field: Field[V], to_json: Callable[[V, tuple[str, ...]], Any]) -> Json:
    stated = [_stated(to_json(support.value, support.claims), support) for support in field.values]
    chosen = next((s.claims for s in field.values if s.value == field.value), ())
    value = None if field.value is None else to_json(field.value, chosen)
    if field.rule == DECISION_RULE and not chosen and isinstance(value, dict):
        # A value that a person gave and no text does rests on no words.
        value["mention"] = None
    return {
        "value": value,
        "rule": field.rule,
        "values": stated,
        "disputed": field.disputed,
    }


def _word(value: str, _claims: tuple[str, ...]) -> str:
    return value


def _event_toll(
    fields: Iterable[TollField],
    in_text: Callable[[Grounded, tuple[str, ...]], Callable[[Span], Json]],
) -> Json:
    record: Json = {effect: dict.fromkeys(Side) for effect in Effect}
    for field in fields:
        record[field.effect][field.side] = _field(
            field.count, lambda value, claims: _count(value, in_text(value, claims))
        )
    return record


def _event_argument(support: Support[GroundedArgument], dossier: Dossier) -> Json:
    quoted = _quoted_in(dossier, dossier.document_of(support))
    value = {"role": dossier.published_role(support), **_argument(support.value, quoted)}
    return _support(value, support)


def _quoted_in(dossier: Dossier, document_id: str) -> Callable[[Span], Json]:
    text = dossier.masks[document_id].block(dossier.documents[document_id].text)
    return lambda span: {"document": document_id, **_quoted(span, text)}
