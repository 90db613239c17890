"""Which events are one case, from invented acts and the ties they have in common."""

from time import process_time

import pytest

from dateline.core.events import RelationKind
from dateline.core.linking import Act, Days, Tie, TiePart
from dateline.pipeline.linking.relations import relate
from tests.unit.pipeline.linking.acts import ABROAD, FIRST_DAY, act

LATER = (Days(FIRST_DAY + 9, FIRST_DAY + 9, 1, near=True),)
PEOPLE = 7
PLACE = 8


def tie(part: TiePart, key: int = PLACE, kind: str = "") -> tuple[Tie, ...]:
    return (Tie(key, "shown", part, kind),)


def related(*acts: Act) -> dict[str, set[str]]:
    event_of = {a.id: a.id for a in acts}
    found = relate(acts, event_of, set(event_of))
    return {event: {r.event for r in relations} for event, relations in found.items()}


def incident(id_: str, **values: object) -> Act:
    return act(id_, ties=tie(TiePart.IS), **values)


def arrest(kind: str = "", **values: object) -> Act:
    values = {"days": LATER, **values}
    return act("x", types=("arrest",), ties=tie(TiePart.REFERS, kind=kind), **values)


def test_a_reference_is_to_the_incident_of_the_kind_it_names() -> None:
    acts = (incident("a"), incident("b", types=("kidnapping",)), arrest("kidnap"))
    assert related(*acts) == {"b": {"x"}, "x": {"b"}}


def test_of_two_incidents_the_one_by_the_same_group_is_meant() -> None:
    group = frozenset({"group"})
    acts = (incident("a"), incident("b", actors=group), arrest(actors=group))
    assert related(*acts) == {"b": {"x"}, "x": {"b"}}


def test_an_incident_that_came_after_is_not_meant() -> None:
    after = (Days(FIRST_DAY + 20, FIRST_DAY + 20, 1, near=True),)
    assert related(incident("a", days=after), arrest()) == {}


def test_a_reference_that_several_answer_to_alike_ties_none() -> None:
    assert related(incident("a"), incident("b"), arrest()) == {}


def test_as_many_people_held_in_one_text_are_the_same_at_another_step() -> None:
    ties = tie(TiePart.NUMBERS)
    held = act("a", types=("arrest",), ties=ties)
    tried = act("b", types=("trial",), days=LATER, ties=ties)
    others = act("c", types=("arrest",), ties=ties)
    assert related(held, tried) == {"a": {"b"}, "b": {"a"}}
    assert related(held, others) == {}


@pytest.mark.parametrize("part", [TiePart.SHARES, TiePart.NUMBERS])
def test_people_held_in_two_countries_are_no_case(part: TiePart) -> None:
    ties = tie(part)
    held = act("a", types=("arrest",), ties=ties)
    tried = act("b", types=("trial",), spots=(ABROAD,), days=LATER, ties=ties)
    assert related(held, tried) == {}


def test_an_attack_led_to_the_arrest_over_it() -> None:
    acts = (incident("a"), arrest())
    event_of = {each.id: each.id for each in acts}
    found = relate(acts, event_of, set(event_of))
    assert [r.kind for r in found["a"]] == [RelationKind.LED_TO]
    assert [r.kind for r in found["x"]] == [RelationKind.RESPONSE_TO]


@pytest.mark.parametrize("events", [20, 5_000])
def test_a_tie_of_thousands_of_acts_is_read_in_little_time(events: int) -> None:
    parts = [TiePart.IS, TiePart.REFERS, TiePart.SHARES, TiePart.NUMBERS]
    acts = [
        act(f"{n:05}", types=("arrest",) if n % 4 else ("bombing",), ties=tie(parts[n % 4]))
        for n in range(5_000)
    ]
    event_of = {each.id: str(number % events) for number, each in enumerate(acts)}
    start = process_time()
    relate(acts, event_of, set(event_of.values()))
    assert process_time() - start < 5


def test_a_step_in_court_follows_on_the_last_before_it_over_the_same_incident() -> None:
    ties = tie(TiePart.REFERS)
    days = [(Days(FIRST_DAY + n, FIRST_DAY + n, 1, near=True),) for n in (9, 40, 90)]
    types = ("arrest", "charge", "sentence")
    steps = [act(t, types=(t,), ties=ties, days=d) for t, d in zip(types, days, strict=True)]
    found = related(incident("a"), *steps)
    assert found["sentence"] == {"a", "charge"}
    assert found["charge"] == {"a", "arrest", "sentence"}


def test_steps_in_court_told_in_one_document_are_one_case_unless_a_step_is_told_twice() -> None:
    ties = tie(TiePart.COURT)
    trial = act("a", types=("trial",), ties=ties)
    freed = act("b", types=("acquittal",), ties=ties)
    jailed = act("c", types=("sentence",), ties=ties)
    assert related(trial, freed, jailed) == {"a": {"b", "c"}, "b": {"a"}, "c": {"a"}}
    assert related(trial, act("d", types=("trial",), ties=ties), jailed) == {}
