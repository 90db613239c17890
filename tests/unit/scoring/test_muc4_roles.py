"""Tasks ``muc4-entities`` and ``muc4-gtt``."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Role
from dateline.errors import EvaluationError
from dateline.scoring import muc4_entities, muc4_gtt
from dateline.scoring.interface import Options
from dateline.scoring.muc4_files import RoleTemplate
from dateline.scoring.muc4_roles import ROLES, matched_entities, normalize, score_id

from .fakes import FakeCoder, Said, silent

TEXT = "two armed men shot pedro osario near the old mill with a rifle."
SHOT = Said(
    type="armed_assault",
    trigger="shot",
    arguments=(
        (Role.PERPETRATOR, "two armed men", 2),
        (Role.VICTIM, "pedro osario", None),
        (Role.INSTRUMENT, "a rifle", None),
    ),
)
FOUND = {
    "PerpInd": [[["armed men", 4]]],
    "PerpOrg": [],
    "Target": [],
    "Victim": [[["pedro osario", 19], ["osario", 25]]],
    "Weapon": [[["rifle", 56]]],
}


def find(text: str) -> Sequence[Said]:
    return (SHOT,)


def write(path: Path, key: str, value: object) -> Path:
    path.write_text(json.dumps({"docid": "TST9-MUC4-0007", "doctext": TEXT, key: value}))
    return path


def test_entities_match_when_all_their_strings_name_the_marked_one(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", "extracts", FOUND)
    out = tmp_path / "out.json"
    report = muc4_entities.evaluate([path], FakeCoder(find), Options(predictions=out))
    assert {row.name: row.value for row in report.rows if row.value is not None} == {
        "all roles": 1.0,
        "PerpInd": 1.0,
        "Victim": 1.0,
        "Weapon": 1.0,
    }
    answers = json.loads(out.read_text(encoding="utf-8"))
    assert answers["90007"]["pred_extracts"]["Victim"] == [["pedro osario"]]


def test_a_described_victim_is_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", "extracts", FOUND)
    said = Said(
        type="armed_assault", trigger="shot", arguments=((Role.VICTIM, "two armed men", 2),)
    )
    report = muc4_entities.evaluate([path], FakeCoder(lambda _: (said,)), Options())
    assert report.row("Victim").found == 0


def test_finding_nothing_scores_zero(tmp_path: Path) -> None:
    path = write(tmp_path / "e.jsonl", "extracts", FOUND)
    row = muc4_entities.evaluate([path], FakeCoder(silent), Options()).row("all roles")
    assert (row.value, row.n, row.found) == (0.0, 3, 0)


def test_one_found_entity_answers_one_marked_entity_only() -> None:
    assert matched_entities([("a", "b"), ("c",)], [("a",), ("b",)]) == 1
    assert matched_entities([("a", "b")], [("a", "x")]) == 0


def test_strings_are_compared_without_articles_and_punctuation() -> None:
    assert normalize('The "Old"  Mill, a.k.a. Mill') == "old mill aka mill"


def test_a_document_is_numbered_as_the_published_scorer_does() -> None:
    assert score_id("TST2-MUC4-0007") == "20007"


def test_templates_pair_by_type_and_count_each_slot(tmp_path: Path) -> None:
    templates = [
        {"incident_type": "attack / bombing", **FOUND},
        {"incident_type": "arson", **{role: [] for role in ROLES}},
    ]
    path = write(tmp_path / "t.jsonl", "templates", templates)
    report = muc4_gtt.evaluate([path], FakeCoder(find), Options())
    overall = report.row("all slots")
    # Found: type and three entities, all right; marked besides: the type of the arson.
    assert (overall.precision, overall.recall) == (1.0, 4 / 5)
    assert report.row("incident_type").recall == 0.5


@pytest.mark.parametrize("line", ["{}", '{"docid": "TST1-MUC3-0001", "doctext": "x"}', "[1]", ""])
def test_a_line_in_another_shape_is_a_fault(tmp_path: Path, line: str) -> None:
    path = tmp_path / "e.jsonl"
    path.write_text(line, encoding="utf-8")
    for task, key in ((muc4_entities, "e.jsonl"), (muc4_gtt, "e.jsonl")):
        with pytest.raises(EvaluationError, match=key):
            task.evaluate([path], FakeCoder(silent), Options())


ENTITIES = st.lists(st.sampled_from(["x", "y", "z"]).map(lambda name: (name,)), max_size=3)
TEMPLATES = st.lists(
    st.builds(
        lambda type_, entities: RoleTemplate(
            type=type_, entities={role: tuple(entities) for role in ROLES}
        ),
        st.sampled_from(["attack", "bombing"]),
        ENTITIES,
    ),
    max_size=4,
)


@given(TEMPLATES)
def test_templates_answer_themselves_in_full(templates: list[RoleTemplate]) -> None:
    for right, found, recalled, marked in muc4_gtt.document_tallies(templates, templates).values():
        assert right == found == recalled == marked


@given(TEMPLATES, TEMPLATES, st.randoms())
def test_template_scores_do_not_depend_on_order(gold, found, random) -> None:  # type: ignore[no-untyped-def]
    def total() -> float:
        return sum(tally[0] for tally in muc4_gtt.document_tallies(gold, found).values())

    expected = total()
    random.shuffle(gold)
    random.shuffle(found)
    assert total() == expected
