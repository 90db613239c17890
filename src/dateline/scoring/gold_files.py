"""Read gold files: three ways of writing down the events of articles, told apart by content.

- *seed* sets: one JSON object with ``documents``, their texts beside the file;
- *incident* sets: JSON Lines with ``eid``, texts in ``text/ID.txt``, ``clusters.json`` beside it;
- *dateline* sets: JSON Lines with ``"schema": "dateline-gold/1"``, our own (``evaluation/gold``).
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError, field_validator

from dateline.core.claims import Scope, Stage
from dateline.errors import EvaluationError, Fault
from dateline.scoring.marked_events import (
    Marked,
    MarkedDates,
    MarkedEvent,
    MarkedPlace,
    MarkedRange,
    explain,
    stated_range,
)
from dateline.scoring.records import Actor, EventRecord, locate


class GoldFormat(StrEnum):
    """How a gold file is written, which also says by which coding rules."""

    SEED = "seed"
    INCIDENT = "incident"
    DATELINE = "dateline"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """A marked event and the words that show it; spans are found once the text is read."""

    record: EventRecord
    evidence: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A marked article: its text as filed and what a person found in it."""

    id: str
    path: str
    text: str
    published: date | None
    url: str | None
    events: tuple[GoldEvent, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """Which marked events of different documents are one, and which pairs must stay apart."""

    groups: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """One gold file."""

    path: Path
    format: GoldFormat
    documents: tuple[GoldDocument, ...]
    clusters: Clusters | None


class _Actor(Marked):
    role: str
    text: str
    count: MarkedRange | None = None


class _IncidentEvent(Marked):
    eid: str
    type: str
    status: str
    aggregate: bool
    date: MarkedDates | None
    place: MarkedPlace | None
    actors: tuple[_Actor, ...] = ()
    weapons: tuple[str, ...] = ()
    killed: MarkedRange | None
    injured: MarkedRange | None
    arrested: MarkedRange | None
    source: str | None = None
    evidence: str
    alt_types: tuple[str, ...] = ()
    optional: bool = False


class _IncidentDocument(Marked):
    id: str
    url: str | None = None
    published: date | None = None
    events: list[_IncidentEvent]

    @field_validator("published", mode="before")
    @classmethod
    def _unknown_is_none(cls, value: object) -> object:
        return None if value == "unknown" else value


class _DatelineEvent(MarkedEvent):
    actors: tuple[_Actor, ...] = ()


class _DatelineDocument(Marked):
    schema_: Literal["dateline-gold/1"] = Field(alias="schema")
    id: str
    url: str | None = None
    published: date | None = None
    text: str | None = None
    events: list[_DatelineEvent]


class _SeedPeople(MarkedRange):
    role: str = "suspect"
    text: str = ""


class _SeedEvent(Marked):
    id: str
    type: str
    scope: Scope
    status: str | None = None
    assertion: str | None = None
    start: date | None = None
    end: date | None = None
    place: str | None = None
    places: tuple[str, ...] = ()
    country: str | None = None
    people: _SeedPeople | None = None
    killed: MarkedRange | None = None
    source: str | None = None
    evidence: str


class _SeedDocument(Marked):
    file: str
    published: date | None = None
    events: list[_SeedEvent]


class _SeedFile(Marked):
    documents: list[_SeedDocument]


class _Cluster(Marked):
    eids: list[str]


class _Apart(Marked):
    a: str
    b: str


class _ClusterFile(Marked):
    clusters: list[_Cluster]
    must_not_merge: tuple[_Apart, ...] = ()


#: The seed sets' words for how far an act got.
SEED_STAGES: Mapping[str, Stage] = {
    "completed": Stage.ACCOMPLISHED,
    "ongoing": Stage.ONGOING,
    "attempted": Stage.ATTEMPTED,
    "foiled": Stage.FOILED,
    "planned": Stage.PLANNED,
    "threatened": Stage.THREATENED,
}


def read_gold(path: Path) -> GoldSet:
    """Read a gold file of any of the three formats with the texts it is about.

    Raises:
        EvaluationError: The file or a text is missing, is in none of the formats, or a quotation
            does not stand in its text; every fault found, one a line.
    """
    content = read_text_file(path)
    first = content.lstrip()[:1]
    whole = _whole_json(path, content)
    if isinstance(whole, dict) and "documents" in whole:
        gold = GoldSet(
            path=path,
            format=GoldFormat.SEED,
            documents=_read_seed(path, content, whole),
            clusters=None,
        )
    elif first == "{":
        gold = _read_lines(path, content)
    else:
        raise EvaluationError(str(Fault(str(path), 1, "neither a JSON object nor JSON Lines")))
    _check_quotations(gold)
    return gold


def read_text_file(path: Path) -> str:
    """Return a UTF-8 file's text.

    Raises:
        EvaluationError: It cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise EvaluationError(f"{path}: {reason}") from error


def iter_json_lines(path: Path, content: str) -> Iterable[tuple[int, dict[str, Any]]]:
    """Yield line number and object of each line that is not blank.

    Raises:
        EvaluationError: A line is not a JSON object.
    """
    for number, line in enumerate(content.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except json.JSONDecodeError as error:
            raise EvaluationError(
                str(Fault(str(path), number, f"not JSON: {error.msg}"))
            ) from error
        if not isinstance(value, dict):
            raise EvaluationError(str(Fault(str(path), number, "not a JSON object")))
        yield number, value


def _whole_json(path: Path, content: str) -> object:
    """Return the value of a JSON file, or ``None`` for JSON Lines.

    Raises:
        EvaluationError: It opens like an indented JSON object and is broken further down.
    """
    try:
        value: object = json.loads(content)
    except json.JSONDecodeError as error:
        if content.strip() and not content.lstrip().split("\n", 1)[0].rstrip().endswith("}"):
            fault = Fault(str(path), error.lineno, f"not JSON: {error.msg}")
            raise EvaluationError(str(fault)) from error
        return None
    return value


def _read_lines(path: Path, content: str) -> GoldSet:
    documents: list[GoldDocument] = []
    faults: list[str] = []
    formats: set[GoldFormat] = set()
    for number, value in iter_json_lines(path, content):
        ours = "schema" in value
        formats.add(GoldFormat.DATELINE if ours else GoldFormat.INCIDENT)
        read = _dateline_document if ours else _incident_document
        try:
            documents.append(read(path, number, value))
        except ValidationError as error:
            faults.append(explain(path, number, error))
        except EvaluationError as error:
            faults.append(str(error))
    if len(formats) > 1:
        faults.append(f'{path}: lines with and without "schema" are mixed')
    if faults:
        raise EvaluationError("\n".join(faults))
    if not formats:
        raise EvaluationError(f"{path}: no documents")
    return GoldSet(
        path=path,
        format=formats.pop(),
        documents=tuple(documents),
        clusters=_read_clusters(path.with_name("clusters.json")),
    )


def _incident_document(path: Path, line: int, value: Mapping[str, Any]) -> GoldDocument:
    read = _IncidentDocument.model_validate(value)
    text_path = path.parent / "text" / f"{read.id}.txt"
    return GoldDocument(
        id=read.id,
        path=str(text_path),
        text=read_text_file(text_path),
        published=read.published,
        url=read.url,
        line=line,
        events=tuple(
            GoldEvent(record=_incident_record(event), evidence=event.evidence, line=line)
            for event in read.events
        ),
    )


def _incident_record(event: _IncidentEvent) -> EventRecord:
    return EventRecord(
        id=event.eid,
        types=(event.type, *event.alt_types),
        aggregate=event.aggregate,
        evidence=(),
        status=event.status,
        start=event.date.start if event.date else None,
        end=event.date.end if event.date else None,
        places=(event.place.name,) if event.place else (),
        admin1=event.place.admin1 if event.place else None,
        country=event.place.country if event.place else None,
        actors=_actors(event.actors),
        weapons=tuple(event.weapons),
        killed=stated_range(event.killed),
        injured=stated_range(event.injured),
        arrested=stated_range(event.arrested),
        source=event.source,
        optional=event.optional,
    )


def _dateline_document(path: Path, line: int, value: Mapping[str, Any]) -> GoldDocument:
    read = _DatelineDocument.model_validate(value)
    text_path = path.parent / "text" / f"{read.id}.txt"
    return GoldDocument(
        id=read.id,
        path=str(text_path),
        text=read_text_file(text_path) if read.text is None else read.text,
        published=read.published,
        url=read.url,
        line=line,
        events=tuple(
            GoldEvent(
                record=replace(event.record(), actors=_actors(event.actors)),
                evidence=event.evidence,
                line=line,
            )
            for event in read.events
        ),
    )


def _read_seed(path: Path, content: str, whole: Mapping[str, Any]) -> tuple[GoldDocument, ...]:
    try:
        read = _SeedFile.model_validate(whole)
    except ValidationError as error:
        raise EvaluationError(explain(path, 1, error)) from error
    documents = []
    for document in read.documents:
        text_path = path.parent / document.file
        events = []
        for event in document.events:
            line = _line_of(content, f'"{event.id}"')
            if event.status is not None and event.status not in SEED_STAGES:
                known = ", ".join(SEED_STAGES)
                message = f'{event.id}: status "{event.status}" is none of {known}'
                raise EvaluationError(str(Fault(str(path), line, message)))
            record = _seed_record(event)
            events.append(GoldEvent(record=record, evidence=event.evidence, line=line))
        documents.append(
            GoldDocument(
                id=document.file,
                path=str(text_path),
                text=read_text_file(text_path),
                published=document.published,
                url=None,
                line=_line_of(content, f'"{document.file}"'),
                events=tuple(events),
            )
        )
    return tuple(documents)


def _seed_record(event: _SeedEvent) -> EventRecord:
    stage = SEED_STAGES[event.status] if event.status else None
    people = stated_range(event.people)
    return EventRecord(
        id=event.id,
        types=(event.type,),
        aggregate=event.scope is Scope.AGGREGATE,
        evidence=(),
        stage=stage.value if stage else None,
        status="alleged" if event.assertion == "alleged" else "not alleged",
        start=event.start,
        end=event.end,
        places=tuple([event.place] if event.place else event.places),
        country=event.country,
        actors=(
            (Actor(role=event.people.role, text=event.people.text, count=people),)
            if event.people
            else ()
        ),
        killed=stated_range(event.killed),
        people=people,
        source=event.source,
    )


def _read_clusters(path: Path) -> Clusters | None:
    if not path.exists():
        return None
    content = read_text_file(path)
    try:
        read = _ClusterFile.model_validate_json(content)
    except ValidationError as error:
        raise EvaluationError(explain(path, 1, error)) from error
    return Clusters(
        groups=tuple(tuple(cluster.eids) for cluster in read.clusters),
        apart=tuple((pair.a, pair.b) for pair in read.must_not_merge),
    )


def _actors(actors: Iterable[_Actor]) -> tuple[Actor, ...]:
    return tuple(Actor(role=a.role, text=a.text, count=stated_range(a.count)) for a in actors)


def _line_of(content: str, key: str) -> int:
    return content.count("\n", 0, max(content.find(key), 0)) + 1


def _check_quotations(gold: GoldSet) -> None:
    faults = [
        Fault(
            str(gold.path),
            event.line,
            f'{event.record.id}: evidence "{event.evidence}" is not in {document.path}',
        )
        for document in gold.documents
        for event in document.events
        if not locate(document.text, event.evidence)
    ]
    if faults:
        raise EvaluationError("\n".join(str(fault) for fault in faults))
