"""The OpenAPI description of the REST interface."""

from collections.abc import Mapping, Sequence
from typing import Any

from dateline import __version__
from dateline.core.claims import Scope, SourceKind, Stage, Status
from dateline.core.events import FigureRule
from dateline.explore.filters import Order
from dateline.explore.timeline import Unit
from dateline.exports.decisions import load_schema as load_decision_schema
from dateline.exports.jsonl import load_schema
from dateline.resources.codebook import EventType
from dateline.server.api.parameters import DEFAULT_LIMIT, MOST_ITEMS, MOST_ZOOM
from dateline.server.downloads import MEDIA_TYPES, Shape
from dateline.server.people.api import Ruling
from dateline.server.query import DESCENDING, EVERY_SCOPE

Json = dict[str, Any]

_ID = {"type": "string", "minLength": 1, "pattern": "^[^/]+$"}
_CHOICE = {"type": "string", "enum": ["yes", "no"]}


def openapi(types: Mapping[str, EventType]) -> Json:
    """Return the description.

    Args:
        types: The event types of the codebook, by id.
    """
    filters = _filters(types)
    paged = [_AFTER, _LIMIT]
    paths: dict[str, Json] = {
        "": _get("What there is", (), _object("What the store holds and where it is listed")),
        "/openapi.json": _get("This description", (), _object("An OpenAPI document")),
        "/events": _get(
            "Events",
            [
                *filters,
                *paged,
                _query(
                    "as",
                    {"type": "string", "enum": ["record", "line"]},
                    "Whole records, or what a table shows.",
                ),
            ],
            _object(
                "A page of events", events=_array({"anyOf": [_ref("Event"), {"type": "object"}]})
            ),
        ),
        "/events/{event}": _get("One event", [_EVENT, _FIGURES], _ref("Event"), missing=True),
        "/events/{event}/case": _get(
            "The case an event belongs to", [_EVENT], _object("The case as a tree"), missing=True
        ),
        "/events/{event}/history": _get(
            "How an event came to be what it is",
            [_EVENT],
            _object("Each linking that changed it, with the decisions it took in"),
            missing=True,
        ),
        "/facets": _get(
            "How many events there are of each type, place, actor ...",
            [*filters, _query("whole", {"type": "string"}, "The facet to list in full.")],
            _object("Facets", facets=_array({"type": "object"})),
        ),
        "/timeline": _get(
            "Events over time",
            [*filters, _query("unit", _enum(Unit), "What one bar stands for.")],
            _object("Bars: starts, exact and wide counts", starts=_array({"type": "string"})),
        ),
        "/map": _get(
            "Events on a map",
            [
                *filters,
                _query(
                    "zoom",
                    {"type": "integer", "minimum": 0, "maximum": MOST_ZOOM},
                    "How near the map is looked at.",
                ),
            ],
            _object(
                "Points [event, latitude, longitude, precision, type, day as proleptic ordinal] "
                "or, where they are many, cells [latitude, longitude, count]; and areas"
            ),
        ),
        "/cases": _get(
            "Cases of more than one event, each once",
            [*filters, *paged],
            _object("The cases of a page of events", cases=_array({"type": "object"})),
        ),
        "/claims": _get(
            "Claims, event by event",
            [*filters, *paged],
            _object("The claims of a page of events", claims=_array({"type": "object"})),
        ),
        "/claims/{claim}": _get(
            "One claim",
            [_path("claim", "Id of a claim, or its unique start.")],
            _object("A claim as documents have it"),
            missing=True,
        ),
        "/documents": _get(
            "Documents",
            [_query("q", {"type": "string", "maxLength": 500}, "Words they hold."), *paged],
            _object(
                "A page of documents without their texts", documents=_array({"type": "object"})
            ),
        ),
        "/documents/{document}": _get(
            "One document with its claims",
            [_path("document", "Id of a document.")],
            _ref("Document"),
            missing=True,
        ),
        "/totals": _get(
            "Totals beside the incidents on record",
            [
                *filters,
                *paged,
                _query(
                    "year",
                    {"type": "integer", "minimum": 1000, "maximum": 9999},
                    "Only totals that touch this year.",
                ),
            ],
            _object(
                "A page of totals, and beside them what their reports alone tell and is as wide",
                totals=_array({"type": "object"}),
                told_beside=_array({"type": "object"}),
            ),
        ),
        "/decisions": _get(
            "Decisions in the order they were recorded",
            paged,
            _object("A page of decisions", decisions=_array(_ref("Decision"))),
        ),
        "/exports/events.{shape}": _export(filters),
    }
    paths["/decisions"]["post"] = _rule()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": "Events of political violence with the words that support every value. "
            "Answers carry an ETag that changes with the events; lists give the cursor of the "
            "next page in `next` and in a Link header.",
        },
        "servers": [{"url": "/api/v1"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string"}},
                },
                **_record_schemas(),
            },
        },
    }


def _record_schemas() -> Json:
    """Return the schemas of events, documents and decisions as the exports have them."""
    record, decision = load_schema(), load_decision_schema()
    whole = {
        key: value for key, value in decision.items() if key not in ("$defs", "$id", "$schema")
    }
    return {
        **_components(record["$defs"], "record"),
        **_components(decision["$defs"], "decision"),
        "Event": _moved({"$ref": "#/$defs/event_record"}, "record"),
        "Document": _moved({"$ref": "#/$defs/document_record"}, "record"),
        "Decision": _moved(whole, "decision"),
    }


def _components(parts: Json, prefix: str) -> Json:
    return {f"{prefix}.{name}": _moved(schema, prefix) for name, schema in parts.items()}


def _moved(schema: Any, prefix: str) -> Any:
    """Return a schema whose references lead to the components of the description."""
    if isinstance(schema, dict):
        return {
            key: value.replace("#/$defs/", f"#/components/schemas/{prefix}.")
            if key == "$ref"
            else _moved(value, prefix)
            for key, value in schema.items()
        }
    if isinstance(schema, list):
        return [_moved(item, prefix) for item in schema]
    return schema


def _query(name: str, schema: Json, description: str, *, many: bool = False) -> Json:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": {"type": "array", "items": schema, "maxItems": 200} if many else schema,
        **({"style": "form", "explode": True} if many else {}),
    }


def _path(name: str, description: str) -> Json:
    return {"name": name, "in": "path", "required": True, "description": description, "schema": _ID}


_AFTER = _query("after", {"type": "string", "maxLength": 500}, "The cursor of a page.")
_LIMIT = _query(
    "limit",
    {"type": "integer", "minimum": 1, "maximum": MOST_ITEMS, "default": DEFAULT_LIMIT},
    "Items of a page.",
)
_EVENT = _path("event", "Id of an event, or its unique start; former ids lead on.")
_IF_MATCH: Json = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The revision of the one event ruled on, in quotes, as the header "
    "dateline-revision of /events/ID told it: nothing is stored if the event changed since.",
    "schema": {"type": "string", "maxLength": 200},
}


def _enum(values: Any) -> Json:
    return {"type": "string", "enum": [str(value) for value in values]}


_FIGURES = _query("figures", _enum(FigureRule), "The rule that figures are chosen by.")


def _filters(types: Mapping[str, EventType]) -> list[Json]:
    text = {"type": "string", "maxLength": 500}
    day = {"type": "string", "format": "date"}
    orders = [f"{sign}{order}" for order in Order for sign in ("", DESCENDING)]
    families = sorted({str(each.family) for each in types.values()})
    return [
        _query("q", text, "Words of a document; in double quotes they follow each other."),
        _query("family", _enum(families), "Any of these families of types.", many=True),
        _query("type", text, "Any of these types.", many=True),
        _query("stage", _enum(Stage), "Any of these stages.", many=True),
        _query("status", _enum(Status), "Any of these statuses.", many=True),
        _query("scope", _enum((*Scope, EVERY_SCOPE)), "Incidents unless told otherwise."),
        _query("since", day, "Not over before this day."),
        _query("until", day, "Begun by this day."),
        _query("place", text, 'Any of these places: "KZ", "KZ/Almaty Region/Almaty".', many=True),
        _query("bbox", text, "west,south,east,north in degrees."),
        _query("actor", text, "Any of these actors, by id.", many=True),
        _query("outlet", text, "Any of these outlets.", many=True),
        _query("kind", _enum(SourceKind), "A source of any of these kinds.", many=True),
        _query("disputed", _CHOICE, "Sources contradict each other."),
        _query("single", _CHOICE, "One independent source alone tells of it."),
        _query("official", _CHOICE, "Everything goes back to one official statement."),
        _query("reviewed", _CHOICE, "A decision in force is about it."),
        _query("document", text, "Reported by the document with this id."),
        _query("order", _enum(orders), "What to sort by; a minus sorts the other way round."),
        _FIGURES,
    ]


def _get(summary: str, parameters: Sequence[Json], body: Json, *, missing: bool = False) -> Json:
    refused = {"description": "", "content": {"application/json": {"schema": _ref("Error")}}}
    responses: Json = {
        "200": {"description": "OK", "content": {"application/json": {"schema": body}}},
        "307": {"description": "The event is part of another one by now"},
        "304": {"description": "Nothing changed since the answer with this ETag"},
        "400": {**refused, "description": "A parameter cannot be understood"},
        "401": {**refused, "description": "Nobody is signed in"},
        "503": {**refused, "description": "The store cannot be read just now"},
    }
    if missing:
        responses["404"] = {**refused, "description": "There is none"}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": responses}}


def _export(filters: Sequence[Json]) -> Json:
    chosen = {**_path("shape", "What the file is."), "schema": _enum(Shape)}
    described = _get("All events that pass, as a file", [chosen, *filters], {}, missing=True)
    described["get"]["responses"]["200"]["content"] = {
        media.split(";")[0]: {"schema": {"type": "object" if shape is Shape.GEOJSON else "string"}}
        for shape, media in MEDIA_TYPES.items()
    }
    return described


def _rule() -> Json:
    """Return what ruling takes; ``docs/api.md`` says which fields a kind needs."""
    refused = {"content": {"application/json": {"schema": _ref("Error")}}}
    stale = {"content": {"application/json": {"schema": _stale()}}}
    body = Ruling.model_json_schema(by_alias=True)
    ruled = _object("The decisions as stored", decisions=_array(_ref("Decision")))
    return {
        "summary": "Rule: add decisions, which act at once",
        "parameters": [_IF_MATCH],
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "201": {"description": "Stored", "content": {"application/json": {"schema": ruled}}},
            "400": {**refused, "description": "The body is not JSON of this form"},
            "401": {**refused, "description": "Nobody is signed in"},
            "403": {**refused, "description": "Needs a higher role"},
            "409": {**stale, "description": "An event is not what `seen` says; what changed"},
            "412": {**stale, "description": "The event is not what If-Match says; what changed"},
            "413": {"description": "The body is too long"},
            "422": {**refused, "description": "There is nothing to rule"},
        },
    }


def _stale() -> Json:
    """Return what tells of events that changed under the hands of who ruled."""
    return _object(
        "Events that changed, each with its state now, the fields that differ and the decisions "
        "made meanwhile",
        error={"type": "string"},
        stale=_array({"type": "object"}),
    )


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _array(items: Json) -> Json:
    return {"type": "array", "items": items}


def _object(description: str, **properties: Json) -> Json:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
    }
