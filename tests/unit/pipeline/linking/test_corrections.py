"""A value a person set is the event's, and every value stated stays beside it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dateline.core.claims import Basis, Effect, Scope, Side, Stage
from dateline.core.decisions import Constraints, Correction
from dateline.core.documents import Span
from dateline.core.events import DECISION_RULE as RULE
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim, TimeBasis, TimePrecision
from dateline.errors import DecisionError
from dateline.pipeline.linking.corrections import FIELDS, apply_corrections, read_value
from tests.integration.store_examples import (
    a_claim,
    a_document,
    a_place,
    an_event,
    an_interval,
)

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
CLAIM = a_claim(a_document("A bomb went off in Orvelle."), "bomb")
OTHER = a_claim(a_document("Two bombs went off in Orvelle."), "bombs")
EVENT = an_event(
    "event",
    [CLAIM, OTHER],
    time=an_interval(date(2031, 5, 1)),
    places=[a_place("Orvelle"), a_place("Tarn")],
    killed=(3, 3),
)


def corrected(
    *corrections: tuple[str, str | None], claim: GroundedClaim = CLAIM, event: Event = EVENT
) -> Event:
    made = tuple(
        Correction(decision=f"d{n}", at=NOON + timedelta(minutes=n), field=field, value=value)
        for n, (field, value) in enumerate(corrections)
    )
    ids = tuple(correction.decision for correction in made)
    constraints = Constraints(corrections={claim.claim.id: made}, decisions={claim.claim.id: ids})
    return apply_corrections(event, [CLAIM, OTHER], constraints)


def test_a_corrected_value_takes_the_place_of_the_one_chosen_and_names_its_rule() -> None:
    event = corrected(("type", '"arrest"'), ("scope", '"aggregate"'), ("stage", '"foiled"'))
    assert (event.type.value, event.type.rule) == ("arrest", RULE)
    assert (event.scope.value, event.stage.value) == (Scope.AGGREGATE, Stage.FOILED)
    assert event.type.values == EVENT.type.values
    assert event.decisions == ("d0", "d1", "d2")


def test_the_correction_decided_last_counts() -> None:
    assert corrected(("type", '"arrest"'), ("type", '"raid"')).type.value == "raid"


def test_days_given_by_a_person_are_an_interval() -> None:
    event = corrected(("time", '{"start": "2031-05-02", "end": "2031-05-03"}'))
    assert event.time.value is not None
    assert (event.time.value.start, event.time.value.end) == (date(2031, 5, 2), date(2031, 5, 3))
    assert event.time.value.precision is TimePrecision.DAYS
    assert event.time.value.basis is TimeBasis.DECISION
    assert event.time.value.mention == CLAIM.claim.trigger.span


def test_a_value_that_a_claim_states_comes_with_its_words() -> None:
    event = corrected(("place", '{"name": "Tarn", "country": "KZ", "gazetteer": "invented:Tarn"}'))
    assert event.place.value == a_place("Tarn")
    assert event.place.rule == RULE


def test_a_place_that_is_in_no_gazetteer_has_an_id_of_its_own() -> None:
    event = corrected(("place", '{"name": "Velmor", "country": "XX"}'))
    assert event.place.value is not None
    assert event.place.value.gazetteer == "decision:XX/Velmor"
    assert event.place.value.basis is Basis.DECISION


def test_a_toll_can_be_set_added_and_cleared() -> None:
    event = corrected(
        ("killed.victims", '{"low": 7, "high": 8}'), ("injured.forces", '{"low": 1, "best": 1}')
    )
    tolls = {(toll.effect, toll.side): toll.count for toll in event.toll}
    killed = tolls[Effect.KILLED, Side.VICTIMS]
    assert killed.value is not None
    assert (killed.value.low, killed.value.best, killed.value.high) == (7, None, 8)
    assert killed.values == EVENT.toll[0].count.values
    assert tolls[Effect.INJURED, Side.FORCES].value is not None
    (cleared,) = corrected(("killed.victims", None)).toll
    assert cleared.count.value is None
    assert cleared.count.values == EVENT.toll[0].count.values


def test_an_event_without_corrections_stays_as_it_is() -> None:
    assert corrected() == EVENT
    stranger = a_claim(a_document("A raid in Tarn."), "raid")
    assert corrected(("type", '"arrest"'), claim=stranger) == EVENT


def test_a_cleared_time_is_no_value() -> None:
    assert corrected(("time", None)).time == replace(EVENT.time, value=None, rule=RULE)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", None),
        ("scope", '"world"'),
        ("killed.victims", '{"low": "seven"}'),
        ("killed.victims", '{"low": 9, "high": 8}'),
        ("killed.dogs", '{"low": 1}'),
        ("time", '{"start": "yesterday"}'),
        ("time", '{"start": "2031-05-03", "end": "2031-05-02"}'),
        ("time", "[]"),
        ("place", '{"country": "KZ"}'),
        ("place", "Velmor"),
        ("colour", '"red"'),
    ],
)
def test_what_a_field_cannot_be_is_refused(field: str, value: str | None) -> None:
    with pytest.raises(DecisionError, match=field.partition(".")[0]):
        read_value(field, value, mention=Span(0, 1))


def test_every_field_that_can_be_corrected_is_named() -> None:
    assert {"type", "time", "place", "killed.victims", "detained.unspecified"} <= set(FIELDS)
