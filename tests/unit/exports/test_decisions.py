"""Decisions are written as lines and read back as the same, or refused."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dateline.core.decisions import ClaimRef, Decision, DecisionKind, with_id
from dateline.core.documents import Span
from dateline.core.events import RelationKind
from dateline.errors import DecisionError
from dateline.exports.decisions import canonical_value, in_order, load_schema, read_lines, to_line

VALIDATOR = Draft202012Validator(load_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)

ids = st.text("0123456789abcdef", min_size=1, max_size=16)
refs = st.builds(
    ClaimRef,
    claim=ids,
    document=ids,
    type=st.sampled_from(["bombing", "raid"]),
    trigger=st.integers(0, 99).map(lambda start: Span(start, start + 3)),
)
values = st.none() | st.sampled_from(
    [canonical_value(v) for v in ("arson", {"low": 7, "best": None, "high": 8.5})]
)


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    zone = timezone(timedelta(hours=draw(st.integers(-12, 12))))
    return with_id(
        Decision(
            id="",
            kind=draw(st.sampled_from(DecisionKind)),
            at=draw(
                st.timedeltas(timedelta(0), timedelta(days=30_000)).map(
                    lambda after: datetime(1990, 1, 1, tzinfo=zone) + after
                )
            ),
            author=draw(st.text(min_size=1)),
            reason=draw(st.text(min_size=1)),
            claims=tuple(draw(st.lists(refs, max_size=3))),
            others=tuple(draw(st.lists(refs, max_size=2))),
            documents=tuple(draw(st.lists(ids, max_size=2))),
            field=draw(st.none() | st.sampled_from(["type", "killed.victims"])),
            value=draw(values),
            relation=draw(st.none() | st.sampled_from(RelationKind)),
            undoes=draw(st.none() | ids),
        )
    )


@given(made=st.lists(decisions(), max_size=3))
def test_decisions_come_back_as_they_were(made: list[Decision]) -> None:
    lines = [to_line(decision) for decision in made]
    for line in lines:
        assert line.isascii()
        VALIDATOR.validate(json.loads(line))
    assert list(read_lines(["", *lines])) == made


@given(made=st.lists(decisions(), max_size=4), data=st.data())
def test_the_order_of_a_file_is_that_of_the_decisions(
    made: list[Decision], data: st.DataObject
) -> None:
    assert in_order(data.draw(st.permutations(made))) == in_order(made)


def a_line(**changes: object) -> str:
    decision = with_id(
        Decision(
            id="",
            kind=DecisionKind.RETRACT,
            at=datetime(2031, 5, 4, 12, tzinfo=UTC),
            author="Ira",
            reason="withdrawn",
            documents=("0123",),
        )
    )
    return json.dumps({**json.loads(to_line(decision)), **changes})


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("not json", "line 2: not JSON"),
        ("[]", "line 2"),
        (a_line(author="Someone else"), "was changed"),
        (a_line(kind="guess"), "kind"),
        (a_line(at="2031-05-04T12:00:00"), "at"),
        (a_line(colour="red"), "colour"),
        (a_line(schema="dateline-decisions/2"), "schema"),
        (a_line(claims=[{"claim": "a", "document": "b", "type": "c",
                         "trigger": {"start": 5, "end": 5}}]), "not a span"),
    ],
)  # fmt: skip
def test_a_line_that_is_no_decision_is_named(line: str, fault: str) -> None:
    with pytest.raises(DecisionError, match=fault):
        read_lines([a_line(), line])


def test_every_faulty_line_is_named() -> None:
    with pytest.raises(DecisionError, match=r"(?s)line 1: .*line 3: "):
        read_lines(["{}", a_line(), "{}"])
