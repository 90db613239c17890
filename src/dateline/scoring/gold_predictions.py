"""Write what was found in the formats of the gold sets, for scorers other than ours."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from dateline.core.claims import Scope
from dateline.core.documents import Document
from dateline.errors import EvaluationError
from dateline.scoring.gold_coding import ScoredDocument
from dateline.scoring.gold_files import SEED_STAGES, GoldFormat
from dateline.scoring.records import Actor, EventRecord, Range

#: The longest quotation the incident sets allow as evidence.
EVIDENCE_WORDS = 8


def write_predictions(path: Path, format_: GoldFormat, scored: Sequence[ScoredDocument]) -> None:
    """Write found events as a gold file of the same format.

    Raises:
        EvaluationError: The file cannot be written.
    """
    if format_ is GoldFormat.SEED:
        whole = {"documents": [_seed_document(document) for document in scored]}
        content = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
    else:
        shape = _incident_line if format_ is GoldFormat.INCIDENT else _dateline_line
        content = json_lines(shape(document) for document in scored)
    write_text_file(path, content)


def json_lines(values: Iterable[Mapping[str, object]]) -> str:
    """Return one JSON object a line."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def write_text_file(path: Path, content: str) -> None:
    """Write UTF-8 text.

    Raises:
        EvaluationError: The file cannot be written.
    """
    try:
        path.write_text(content, encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be written: {error.strerror}") from error


def _incident_line(scored: ScoredDocument) -> dict[str, object]:
    document, id_ = scored.coded.document, scored.gold.id
    published = document.published
    return {
        "id": id_,
        "url": scored.gold.url,
        "published": published.date.isoformat() if published else "unknown",
        "events": [
            {
                "eid": f"{id_}-{number}",
                "type": record.type,
                "status": record.status,
                "aggregate": record.aggregate,
                **_common(record),
                "weapons": list(record.weapons),
                "arrested": _range(record.arrested),
                "evidence": _quotation(record, document),
            }
            for number, record in enumerate(scored.found, start=1)
        ],
        "negative": not scored.found,
    }


def _dateline_line(scored: ScoredDocument) -> dict[str, object]:
    document, id_ = scored.coded.document, scored.gold.id
    published = document.published
    return {
        "schema": "dateline-gold/1",
        "id": id_,
        "url": scored.gold.url,
        "published": published.date.isoformat() if published else None,
        "events": [
            {
                "id": f"{id_}-{number}",
                "type": record.type,
                "scope": _scope(record),
                "stage": record.stage,
                "status": record.status,
                **_common(record),
                "detained": _range(record.arrested),
                "people": _range(record.people),
                "evidence": _quotation(record, document),
            }
            for number, record in enumerate(scored.found, start=1)
        ],
    }


def _seed_document(scored: ScoredDocument) -> dict[str, object]:
    document = scored.coded.document
    words = {stage.value: word for word, stage in SEED_STAGES.items()}
    return {
        "file": scored.gold.id,
        "published": document.published.date.isoformat() if document.published else None,
        "events": [
            {
                "id": record.id,
                "type": record.type,
                "scope": _scope(record),
                "status": words.get(record.stage or ""),
                "assertion": "alleged" if record.status == "alleged" else None,
                "start": record.start.isoformat() if record.start else None,
                "end": record.end.isoformat() if record.end else None,
                "place": record.places[0] if record.places else None,
                "country": record.country,
                "people": _range(record.people),
                "killed": _range(record.killed),
                "source": record.source,
                "evidence": _quotation(record, document),
            }
            for record in scored.found
        ],
    }


def _common(record: EventRecord) -> dict[str, object]:
    name = record.places[0] if record.places else None
    place = {"name": name, "admin1": record.admin1, "country": record.country}
    return {
        "date": {"start": record.start.isoformat(), "end": record.end.isoformat()}
        if record.start and record.end
        else None,
        "place": place if record.places else None,
        "actors": [_actor(actor) for actor in record.actors],
        "killed": _range(record.killed),
        "injured": _range(record.injured),
        "source": record.source,
    }


def _scope(record: EventRecord) -> str:
    return (Scope.AGGREGATE if record.aggregate else Scope.INCIDENT).value


def _actor(actor: Actor) -> dict[str, object]:
    return {"role": actor.role, "text": actor.text, "count": _range(actor.count)}


def _range(value: Range | None) -> dict[str, float | int | None] | None:
    if value is None:
        return None
    return {"low": _whole(value.low), "high": _whole(value.high)}


def _whole(bound: float | None) -> float | int | None:
    return int(bound) if bound is not None and bound == int(bound) else bound


def _quotation(record: EventRecord, document: Document) -> str:
    """Return at most eight words of the evidence, from the trigger on where it is known."""
    spans = [s for s in record.evidence if record.trigger and s.contains(record.trigger)]
    span = (spans or list(record.evidence))[0]
    start = record.trigger.start if spans and record.trigger else span.start
    words = document.text[start : span.end].split()
    if len(words) < EVIDENCE_WORDS:
        words = document.text_at(span).split()[-EVIDENCE_WORDS:]
    return " ".join(words[:EVIDENCE_WORDS])
