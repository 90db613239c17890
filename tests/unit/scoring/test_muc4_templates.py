"""MUC-4 files, templates and their scores."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Effect, Role, Side, Stage, Status
from dateline.errors import EvaluationError
from dateline.scoring.interface import Options
from dateline.scoring.muc4_scoring import SlotCounts, score_message, score_slot
from dateline.scoring.muc4_templates import (
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    LOCATION,
    NAME,
    TARGET_ID,
    TYPE,
    Fill,
    Template,
    Value,
    read_messages,
    read_templates,
)
from dateline.scoring.muc4_templates_task import evaluate, several_table

from .fakes import FakeCoder, Said, silent

TEXTS = """TST9-MUC4-0001 (TEST)

   VELMORA CITY, 4 FEB 90 (ZNA) -- [TEXT] GUNMEN TODAY SHOT
MAYOR PEDRO OSARIO NEAR LIMA.  A WATCHMAN WAS UNHURT.


TST9-MUC4-0002

   VELMORA CITY, NO DATE -- [TEXT] THE HARVEST WAS GOOD.
"""

KEYS = """;;; a comment
0.  MESSAGE: ID                     TST9-MUC4-0001
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  (04 FEB 90) / (- 04 FEB 90)
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         -
7.  INCIDENT: INSTRUMENT TYPE       ? GUN: "-"
8.  PERP: INCIDENT CATEGORY         TERRORIST ACT
9.  PERP: INDIVIDUAL ID             "GUNMEN"
10. PERP: ORGANIZATION ID           -
12. PHYS TGT: ID                    -
18. HUM TGT: NAME                   "PEDRO OSARIO"
19. HUM TGT: DESCRIPTION            "MAYOR" / "MAYOR \\"DON\\" OSARIO": "PEDRO OSARIO"
                                    "WATCHMAN"
20. HUM TGT: TYPE                   GOVERNMENT OFFICIAL / CIVILIAN: "PEDRO OSARIO"
                                    SECURITY GUARD: "WATCHMAN"
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "PEDRO OSARIO"

0.  MESSAGE: ID                     TST9-MUC4-0002
1.  MESSAGE: TEMPLATE               *
"""

SHOT = Said(
    type="assassination",
    trigger="SHOT",
    evidence="GUNMEN TODAY SHOT MAYOR PEDRO OSARIO NEAR LIMA",
    days=(date(1990, 2, 4), date(1990, 2, 4)),
    place=("LIMA", None, "PE"),
    arguments=((Role.PERPETRATOR, "GUNMEN", None), (Role.VICTIM, "MAYOR PEDRO OSARIO", 1)),
    toll={(Effect.KILLED, Side.VICTIMS): (1, 1)},
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    texts, keys = tmp_path / "texts", tmp_path / "keys"
    texts.write_text(TEXTS, encoding="latin-1")
    keys.write_text(KEYS, encoding="latin-1")
    return [texts, keys]


def find(text: str) -> Sequence[Said]:
    return (SHOT,) if "GUNMEN" in text else ()


def test_messages_are_unwrapped_and_dated_by_their_header(files: list[Path]) -> None:
    first, second = read_messages(files[0])
    assert (first.id, first.date, second.date) == ("TST9-MUC4-0001", date(1990, 2, 4), None)
    assert "SHOT MAYOR" in first.text


def test_a_key_is_read_with_alternatives_options_and_references(files: list[Path]) -> None:
    templates, messages = read_templates(files[1])
    (template,) = templates["TST9-MUC4-0001"]
    assert messages == {"TST9-MUC4-0001", "TST9-MUC4-0002"}
    assert [v.text for v in template.fills(DATE)[0].values] == ["04 FEB 90", "- 04 FEB 90"]
    assert template.fills(7)[0] == Fill(values=(Value(text="GUN", tags=("-",)),), optional=True)
    mayor, watchman = template.fills(DESCRIPTION)
    assert mayor.values[1] == Value(text='MAYOR "DON" OSARIO', tags=("PEDRO OSARIO",))
    assert watchman.values == (Value(text="WATCHMAN"),)
    assert template.fills(TARGET_ID) == ()


def test_every_slot_of_a_coded_message_is_scored(files: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "response"
    report = evaluate(files, FakeCoder(find), Options(predictions=out))
    right = {
        "INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE", "HUM TGT: NAME",
        "INCIDENT: STAGE OF EXECUTION", "PERP: INDIVIDUAL ID", "PERP: INCIDENT CATEGORY",
        "HUM TGT: EFFECT OF INCIDENT", "text filtering", "templates",
        "messages without incident: nothing coded",
    }  # fmt: skip
    assert {row.name for row in report.rows if row.value == 1.0} == right
    assert report.row("HUM TGT: DESCRIPTION").recall == 0.0
    assert report.row("INCIDENT: INSTRUMENT TYPE").n == 0
    written, _ = read_templates(out)
    assert [fill.values[0].text for fill in written["TST9-MUC4-0001"][0].fills(LOCATION)] == [
        "PERU: LIMA (CITY)"
    ]
    assert [f.values[0].tags for f in written["TST9-MUC4-0001"][0].fills(HUMAN_EFFECT)] == [
        ("PEDRO OSARIO",)
    ]
    assert [f.values[0].text for f in written["TST9-MUC4-0001"][0].fills(NAME)] == ["PEDRO OSARIO"]


def test_nothing_found_costs_recall_only(files: list[Path]) -> None:
    report = evaluate(files, FakeCoder(silent), Options())
    row = report.row("all templates")
    assert (row.recall, row.precision, row.found) == (0.0, None, 0)
    assert report.row("messages without incident: nothing coded").value == 1.0


def test_plans_and_denied_acts_are_no_incidents(files: list[Path]) -> None:
    for said in (
        Said(type="bombing", trigger="SHOT", stage=Stage.PLANNED),
        Said(type="bombing", trigger="SHOT", status=Status.DENIED),
        Said(type="arrest", trigger="SHOT"),
        Said(type="clash", trigger="SHOT"),
    ):
        coder = FakeCoder(lambda text, said=said: (said,) if "SHOT" in text else ())  # type: ignore[misc]
        assert evaluate(files, coder, Options()).row("templates").found == 0, said


@pytest.mark.parametrize(
    ("texts", "keys", "message"),
    [
        (TEXTS, KEYS + "nonsense\n", r"keys:\d+: not a slot"),
        (TEXTS, KEYS.replace("0002", "0003"), "no key for TST9-MUC4-0002"),
        (TEXTS.replace("0002", "0001"), KEYS, "no text for TST9-MUC4-0002"),
        ("no messages", KEYS, "no message ids"),
        (TEXTS, "4.  INCIDENT: TYPE                  ATTACK\n", "keys:1: slot before any"),
    ],
)
def test_faults_name_the_file(files: list[Path], texts: str, keys: str, message: str) -> None:
    files[0].write_text(texts, encoding="latin-1")
    files[1].write_text(keys, encoding="latin-1")
    with pytest.raises(EvaluationError, match=message):
        evaluate(files, FakeCoder(silent), Options())


def test_texts_without_keys_are_refused(files: list[Path]) -> None:
    with pytest.raises(EvaluationError, match="file of keys"):
        evaluate(files[:1], FakeCoder(silent), Options())


def fills(*texts: str, optional: bool = False) -> tuple[Fill, ...]:
    return tuple(Fill(values=(Value(text=text),), optional=optional) for text in texts)


def test_fills_left_over_are_incorrect_then_spurious_or_missing() -> None:
    counts = score_slot(TARGET_ID, fills("HUTS", "BARN", "MILL"), fills("HUTS", "BRIDGE"))
    assert counts == SlotCounts(correct=1, incorrect=1, spurious=1)
    counts = score_slot(TARGET_ID, fills("OIL"), fills("OIL PIPELINE", "BRIDGE"))
    assert counts == SlotCounts(partial=1, missing=1)
    assert counts.credit / counts.possible == 0.25


def test_an_optional_fill_may_be_left_out() -> None:
    assert score_slot(TARGET_ID, (), fills("HUTS", optional=True)) == SlotCounts()
    assert score_slot(TARGET_ID, fills("HUTS"), fills("HUTS", optional=True)).correct == 1


def template(type_: str, *targets: str, optional: bool = False) -> Template:
    slots = {TYPE: fills(type_), TARGET_ID: fills(*targets)}
    return Template(message="M", number=1, slots=slots, optional=optional)


def test_templates_that_share_only_a_type_are_not_paired() -> None:
    score = score_message([template("BOMBING", "HUTS")], [template("BOMBING", "BRIDGE")])
    assert score.templates == SlotCounts(spurious=1, missing=1)
    assert score.spurious[TARGET_ID].spurious == score.missing[TARGET_ID].missing == 1


def test_an_optional_template_is_not_missed() -> None:
    score = score_message([], [template("BOMBING", "HUTS", optional=True)])
    assert score.templates == SlotCounts()


def test_messages_of_several_incidents_are_scored_apart() -> None:
    key = [template("BOMBING", "HUTS"), template("BOMBING", "BRIDGE")]
    one = [template("BOMBING", "HUTS")]
    table = several_table([(key, score_message(one, key)), (one, score_message(one, one))])
    templates, equal, fewer = table.rows
    assert (templates.precision, templates.recall, templates.n) == (1.0, 0.5, 2)
    assert (equal.value, fewer.value) == (0.0, 1.0)


def test_optional_templates_make_no_message_one_of_several_incidents() -> None:
    key = [template("BOMBING", "HUTS"), template("BOMBING", "BRIDGE", optional=True)]
    assert several_table([(key, score_message([], key))]).rows == ()


TEMPLATES = st.lists(
    st.builds(
        template,
        st.sampled_from(["BOMBING", "ATTACK", "ARSON"]),
        st.sampled_from(["HUTS", "BRIDGE", "OIL PIPELINE"]),
    ),
    max_size=4,
)


@given(TEMPLATES)
def test_a_key_answers_itself_in_full(key: list[Template]) -> None:
    score = score_message(key, key)
    assert score.templates == SlotCounts(correct=len(key))
    assert score.matched[TARGET_ID] == SlotCounts(correct=len(key))


@given(TEMPLATES, TEMPLATES, st.randoms())
def test_credit_does_not_depend_on_the_order_of_templates(response, key, random) -> None:  # type: ignore[no-untyped-def]
    def credit() -> float:
        return sum(counts.credit for counts in score_message(response, key).matched.values())

    expected = credit()
    random.shuffle(response)
    random.shuffle(key)
    assert credit() == expected
