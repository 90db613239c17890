import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dateline.core.claims import (
    Basis,
    Effect,
    MentionKind,
    Role,
    Scope,
    Side,
    SourceKind,
    Stage,
    Status,
)
from dateline.core.coded import Failure, Step
from dateline.core.documents import DateBasis, Document, SegmentKind, document_id
from dateline.core.events import Denial, RelationKind, TollReport
from dateline.core.grounded import (
    Count,
    PlacePrecision,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.exports.dossiers import Dossier, Dossiers
from dateline.exports.jsonl import document_record, event_record, load_schema, to_line

from .samples import (
    ARREST,
    ATTACK,
    CLAIMS,
    COURIER,
    DOCUMENTS,
    EVENT_OF_CLAIM,
    HERALD,
)

VALIDATOR = Draft202012Validator(load_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def dossiers(*, names: bool = False) -> Dossiers:
    return Dossiers(DOCUMENTS.get, CLAIMS.__getitem__, names=names)


def attack(*, names: bool = False) -> Dossier:
    return dossiers(names=names).open(ATTACK)


def courier_record(*, names: bool = False) -> dict[str, Any]:
    document, claims, mask = dossiers(names=names).document(COURIER.id)
    failure = Failure(path="a.txt", step=Step.GROUNDING, reason="too long", document_id=document.id)
    return document_record(document, claims, events=EVENT_OF_CLAIM, failures=[failure], mask=mask)


def quotes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from quotes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from quotes(inner)


@pytest.mark.parametrize("names", [False, True])
def test_document_records_follow_the_schema_and_quote_their_text(names: bool) -> None:
    record = courier_record(names=names)
    VALIDATOR.validate(record)
    found = list(quotes(record["claims"]))
    assert len(found) > 8
    for quoted in found:
        assert record["document"]["text"][quoted["start"] : quoted["end"]] == quoted["text"]


@pytest.mark.parametrize("names", [False, True])
def test_event_records_follow_the_schema_and_quote_the_document_they_name(names: bool) -> None:
    texts = {
        document_id: dossiers(names=names).document(document_id)[2].block(document.text)
        for document_id, document in DOCUMENTS.items()
    }
    for event in (ATTACK, ARREST):
        record = event_record(dossiers(names=names).open(event))
        VALIDATOR.validate(record)
        for quoted in quotes(record):
            text = texts[quoted["document"]]
            assert text[quoted["start"] : quoted["end"]] == quoted["text"]


def test_each_stated_value_is_quoted_from_the_document_that_states_it() -> None:
    record = event_record(attack())["event"]
    killed = record["toll"]["killed"]["victims"]
    assert killed["disputed"]
    assert killed["value"]["low"] == 7
    assert killed["value"]["best"] is None
    assert [v["value"]["mention"]["text"] for v in killed["values"]] == [
        "seven or eight",
        "At least ten",
    ]
    assert killed["values"][1]["value"]["mention"]["document"] == HERALD.id
    assert record["toll"]["killed"]["forces"] is None


def test_names_are_blocked_in_masked_records_and_kept_when_asked_for() -> None:
    masked, named = to_line(courier_record()), to_line(courier_record(names=True))
    for name in ("Velleck", "Redfern", "Osgood"):
        assert name not in masked
        assert name in named
    assert len(courier_record()["document"]["text"]) == len(COURIER.text)


def test_a_private_person_is_a_suspect_in_records_even_by_name() -> None:
    for names in (False, True):
        (_, arrest) = courier_record(names=names)["claims"]
        assert [a["role"] for a in arrest["arguments"]] == ["authority", "suspect"]
        arguments = event_record(dossiers(names=names).open(ARREST))["event"]["arguments"]
        assert [a["value"]["role"] for a in arguments] == ["authority", "suspect"]


def test_claims_name_their_event_and_what_is_open() -> None:
    attack_claim, arrest_claim = courier_record()["claims"]
    assert attack_claim["event"] == ATTACK.id
    assert arrest_claim["time"] == {"unresolved": "not stated"}
    assert arrest_claim["toll"]["killed"] == dict.fromkeys(
        ["victims", "perpetrators", "forces", "unspecified"]
    )


def test_the_schema_refuses_unknown_fields_and_words() -> None:
    record = courier_record()
    record["claims"][0]["status"] = "rumoured"
    assert not VALIDATOR.is_valid(record)
    record = courier_record()
    record["extra"] = 1
    assert not VALIDATOR.is_valid(record)


def test_the_schema_lists_every_word_of_every_closed_set() -> None:
    Draft202012Validator.check_schema(load_schema())
    listed = list(enums(load_schema()))
    for words in (
        Basis, DateBasis, MentionKind, PlacePrecision, Reason, RelationKind, Role, Scope,
        SegmentKind, SourceKind, Stage, Status, Step, TimeBasis, TimePrecision, TimeRelation,
    ):  # fmt: skip
        assert {*words} in listed
    claim = load_schema()["$defs"]["claim"]["properties"]
    assert claim["toll"]["required"] == [*Effect]
    assert load_schema()["$defs"]["sides"]["required"] == [*Side]


def enums(schema: Any) -> Iterator[set[str]]:
    if isinstance(schema, dict):
        if "enum" in schema:
            yield set(schema["enum"])
        for inner in schema.values():
            yield from enums(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from enums(inner)


@given(st.text(st.characters(exclude_categories=[]), min_size=1))
def test_a_record_is_one_line_that_reads_back_whatever_the_text(text: str) -> None:
    record = document_record(Document(id=document_id(text), text=text), [], events={})
    line = to_line(record)
    assert len(line.splitlines()) == 1
    assert json.loads(line.encode().decode()) == record
    VALIDATOR.validate(record)


def test_a_value_that_only_a_person_gave_quotes_no_words() -> None:
    assert ATTACK.place.value is not None
    given = replace(
        ATTACK.place.value, name="Velmor", gazetteer="decision:XX/Velmor", basis=Basis.DECISION
    )
    event = replace(
        ATTACK, place=replace(ATTACK.place, value=given, rule="decision"), decisions=("0123",)
    )
    record = event_record(dossiers().open(event))
    VALIDATOR.validate(record)
    place = record["event"]["place"]
    assert (place["value"]["name"], place["value"]["mention"]) == ("Velmor", None)
    assert all(stated["value"]["mention"]["text"] for stated in place["values"])
    assert record["event"]["decisions"] == ["0123"]


def test_a_value_that_a_person_chose_among_those_stated_quotes_its_words() -> None:
    event = replace(ATTACK, place=replace(ATTACK.place, rule="decision"))
    value = event_record(dossiers().open(event))["event"]["place"]["value"]
    assert value["mention"]["text"]


def test_support_tells_how_many_sources_state_a_value_and_since_when() -> None:
    first = replace(ATTACK.type.values[0], independent_sources=2, first_reported=date(2031, 5, 4))
    event = replace(ATTACK, type=replace(ATTACK.type, values=(first,)))
    stated = event_record(dossiers().open(event))["event"]["type"]["values"][0]
    assert stated["independent_sources"] == 2
    assert (stated["first_reported"], stated["last_reported"]) == ("2031-05-04", None)


def test_figures_over_time_and_denials_are_written() -> None:
    claim = next(c for c in CLAIMS[COURIER.id] if c.claim.id in ATTACK.claims)
    count = Count(low=2, best=2, high=2, mention=claim.claim.trigger.span)
    report = TollReport(
        effect=Effect.KILLED,
        side=Side.VICTIMS,
        reported=date(2031, 5, 4),
        count=count,
        claim=claim.claim.id,
    )
    denial = Denial(claim=claim.claim.id, denies=ATTACK.claims)
    event = replace(ATTACK, toll_reports=(report,), denials=(denial,), one_official_statement=True)
    record = event_record(dossiers().open(event))
    VALIDATOR.validate(record)
    (written,) = record["event"]["toll_reports"]
    assert written["count"]["mention"]["document"] == COURIER.id
    assert (written["effect"], written["side"], written["reported"]) == (
        "killed",
        "victims",
        "2031-05-04",
    )
    assert record["event"]["denials"] == [{"claim": claim.claim.id, "denies": list(ATTACK.claims)}]
    assert record["event"]["one_official_statement"] is True
