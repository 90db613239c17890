"""Reading codebooks: the built-in one, and faults with their lines."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Role, Scope, Stage
from dateline.errors import CodebookError, Fault
from dateline.resources.codebook import (
    NOUN_CLASSES,
    Codebook,
    Family,
    Party,
    Strength,
    built_in_source,
    load_codebook,
    read_codebook,
)
from dateline.resources.schemes import Scheme
from dateline.resources.toml_lines import index_lines

SMALL = """\
schema = "dateline-codebook/1"
id = "small"
version = "0.1"
title = "Two types"
licence = "CC0"

[[type]]
id = "raid"
family = "enforcement"
label = "Raid"
definition = "Authorities enter a place by force."
includes = ["searches"]
excludes = ["air raids"]
roles = ["authority", "target"]
required = ["target"]
default_stage = "accomplished"
[type.syntax]
agent = "authority"
patient = "target"
prepositions = { for = "target" }
[[type.trigger]]
verbs = ["raid", "search"]
nouns = ["raid"]
agent = ["forces"]
patient = ["facility"]
strength = "weak"
unless = ["fridge"]
[[type.trigger]]
phrases = ["house search"]
strength = "strong"
stage = "attempted"
[[type.example]]
text = "Police raided a house in Karvel."
finds = true
stage = "accomplished"
scope = "incident"
roles = { target = "a house" }
[[type.example]]
text = "Children raided the fridge."
finds = false
[type.crosswalk]
gtd = { no_row = "not an attack" }
acled = { event_type = "Strategic developments", sub_event_type = "Other", note = "or Arrests" }
ged = { no_row = "no deaths" }
plover = { event = "COERCE", mode = "seize" }
muc4 = { no_row = "no type" }

[[type]]
id = "storming"
family = "violence"
label = "Storming"
definition = "Armed people enter a place by force."
roles = ["perpetrator", "target"]
default_stage = "accomplished"
[type.syntax]
[[type.trigger]]
verbs = ["storm"]
strength = "strong"
[[type.example]]
text = "Gunmen stormed a bank in Karvel."
finds = true
[type.crosswalk]
gtd = { code = "2", label = "Armed Assault" }
acled = { no_row = "none" }
ged = { type_of_violence = "3" }
plover = { event = "AID" }
muc4 = { type = "ATTACK" }
"""


@pytest.fixture(scope="module")
def built_in() -> Codebook:
    return load_codebook()


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(CodebookError) as caught:
        read_codebook(text, path="my.toml")
    return caught.value.faults


def line_of(text: str, marker: str) -> int:
    return text[: text.index(marker)].count("\n") + 1


# ------------------------------------------------------------------ the codebook we ship


def test_every_family_has_its_types(built_in: Codebook) -> None:
    ids = {family: [t.id for t in built_in.types if t.family == family] for family in Family}
    assert {family: len(found) for family, found in ids.items()} == {
        Family.VIOLENCE: 19,
        Family.PLOT: 7,
        Family.ENFORCEMENT: 13,
        Family.JUSTICE: 9,
        Family.DEMONSTRATION: 3,
    }


def test_every_type_has_ten_examples_and_both_sorts(built_in: Codebook) -> None:
    for event_type in built_in.types:
        found = sum(example.finds for example in event_type.examples)
        missed = len(event_type.examples) - found
        assert len(event_type.examples) >= 10, event_type.id
        assert found >= 5, event_type.id
        assert missed >= 4, event_type.id


def test_every_type_says_what_counts_and_what_does_not(built_in: Codebook) -> None:
    for event_type in built_in.types:
        assert event_type.definition.endswith("."), event_type.id
        assert event_type.includes, event_type.id
        assert event_type.excludes, event_type.id


def test_excluded_cases_name_types_that_exist(built_in: Codebook) -> None:
    ids = {event_type.id for event_type in built_in.types}
    texts = [text for event_type in built_in.types for text in event_type.excludes]
    named = {id_ for text in texts for id_ in re.findall(r"\(([a-z_]+)[,)]", text)}
    assert len(named) > 15
    assert named <= ids


def test_every_type_has_a_code_or_a_reason_in_every_scheme(built_in: Codebook) -> None:
    for event_type in built_in.types:
        assert set(event_type.crosswalk) == set(Scheme), event_type.id
        for code in event_type.crosswalk.values():
            assert bool(code.values) != bool(code.no_row), event_type.id


def test_only_violence_makes_a_gtd_row(built_in: Codebook) -> None:
    rows = {t.family for t in built_in.types if t.crosswalk[Scheme.GTD].no_row is None}
    assert rows == {Family.VIOLENCE}


def test_no_verb_is_left_without_a_home_for_everyday_violence(built_in: Codebook) -> None:
    def types_of(verb: str) -> set[str]:
        return {t.id for t in built_in.types for r in t.triggers if verb in r.verbs}

    assert {"armed_assault", "assassination", "killing_by_security_forces"} <= types_of("kill")
    assert {"arrest"} <= types_of("detain")
    assert {"plot"} <= types_of("foil")
    assert {"bombing"} <= types_of("detonate")


@pytest.mark.parametrize(
    "word", ["attack", "strike", "hit", "shoot", "raid", "capture", "hold", "seize", "storm"]
)
def test_words_with_everyday_meanings_are_weak_everywhere(built_in: Codebook, word: str) -> None:
    rules = [r for t in built_in.types for r in t.triggers if word in r.verbs + r.nouns]
    assert rules
    assert {rule.strength for rule in rules} == {Strength.WEAK}
    assert all(rule.agent or rule.patient for rule in rules)


def test_special_types_stand_before_the_general_ones(built_in: Codebook) -> None:
    place = {event_type.id: index for index, event_type in enumerate(built_in.types)}
    assert place["killing_by_security_forces"] < place["armed_assault"]
    assert place["force_against_protest"] < place["killing_by_security_forces"]
    assert place["assassination"] < place["armed_assault"]
    assert place["targeted_killing"] < place["air_strike"]


def test_lines_point_at_the_words_they_belong_to() -> None:
    source = built_in_source()
    rows = source.split("\n")
    index = index_lines(source)
    for number, event_type in enumerate(load_codebook().types):
        assert rows[event_type.line - 1] == "[[type]]"
        for place, rule in enumerate(event_type.triggers):
            assert rows[rule.line - 1] == "[[type.trigger]]"
            for at, verb in enumerate(rule.verbs):
                line = index.line(("type", number, "trigger", place, "verbs", at))
                assert line is not None
                assert f'"{verb}"' in rows[line - 1]
        for example in event_type.examples:
            assert rows[example.line - 1] == "[[type.example]]"


# ------------------------------------------------------------------------ what is read


def test_values_are_read_as_written() -> None:
    codebook = read_codebook(SMALL, path="my.toml")
    assert (codebook.id, codebook.version, codebook.licence) == ("small", "0.1", "CC0")
    raid = codebook.type("raid")
    assert raid.family is Family.ENFORCEMENT
    assert raid.required == (Role.TARGET,)
    assert raid.syntax.agent is Role.AUTHORITY
    assert raid.syntax.prepositions == {"for": Role.TARGET}
    assert raid.triggers[0].verbs == ("raid", "search")
    assert raid.triggers[0].patient == {"facility"}
    assert raid.triggers[0].unless == {"fridge"}
    assert raid.triggers[1].stage is Stage.ATTEMPTED
    assert raid.examples[0].roles == {Role.TARGET: "a house"}
    assert raid.examples[0].scope is Scope.INCIDENT
    assert not raid.examples[1].finds
    assert raid.crosswalk[Scheme.ACLED].values["sub_event_type"] == "Other"
    assert raid.crosswalk[Scheme.ACLED].note == "or Arrests"
    assert raid.crosswalk[Scheme.GTD].no_row == "not an attack"


def test_syntax_may_leave_parties_without_a_role() -> None:
    syntax = read_codebook(SMALL, path="my.toml").type("storming").syntax
    assert (syntax.agent, syntax.patient, syntax.prepositions) == (None, None, {})


def test_a_weak_trigger_needs_its_patient_and_a_strong_one_nothing() -> None:
    weak, strong = read_codebook(SMALL, path="my.toml").type("raid").triggers
    assert weak.needs == {Party.PATIENT}
    assert strong.needs == frozenset()


def test_a_weak_trigger_without_patient_classes_needs_its_agent() -> None:
    text = SMALL.replace('patient = ["facility"]\n', "")
    assert read_codebook(text, path="my.toml").type("raid").triggers[0].needs == {Party.AGENT}


def test_what_a_trigger_needs_can_be_written() -> None:
    text = SMALL.replace('strength = "weak"', 'strength = "weak"\nneeds = ["agent", "patient"]')
    rule = read_codebook(text, path="my.toml").type("raid").triggers[0]
    assert rule.needs == {Party.AGENT, Party.PATIENT}


def test_the_subject_is_the_doer_unless_written_otherwise() -> None:
    text = SMALL.replace('stage = "attempted"', 'subject = "patient"')
    first, second = read_codebook(text, path="my.toml").type("raid").triggers
    assert (first.subject, second.subject) == (Party.AGENT, Party.PATIENT)


def test_a_trigger_may_ask_for_an_object_of_a_preposition() -> None:
    text = SMALL.replace('unless = ["fridge"]', 'behind = { for = ["weapon", "drug"] }')
    first, second = read_codebook(text, path="my.toml").type("raid").triggers
    assert first.behind == (("for", frozenset({"weapon", "drug"})),)
    assert second.behind == ()


def test_a_type_that_is_not_there_is_a_key_error(built_in: Codebook) -> None:
    with pytest.raises(KeyError):
        built_in.type("parade")


def test_the_digest_tells_texts_apart() -> None:
    one = read_codebook(SMALL, path="a.toml")
    assert one.digest == read_codebook(SMALL, path="b.toml").digest
    assert one.digest != read_codebook(SMALL + "# changed\n", path="a.toml").digest


def test_a_file_is_read_like_its_text(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert load_codebook(path).digest == read_codebook(SMALL, path="x").digest


def test_classes_of_nouns_are_those_of_the_word_list() -> None:
    assert {"person", "armed", "forces", "explosive", "court"} <= NOUN_CLASSES


# ----------------------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('label = "Raid"', 'lable = "Raid"', 'unknown key "lable". Did you mean "label"?'),
        ('"dateline-codebook/1"', '"dateline-codebook/9"', 'Write "dateline-codebook/1".'),
        ('family = "violence"', 'family = "violense"', 'Did you mean "violence"?'),
        ('default_stage = "accomplished"', 'default_stage = "done"', 'unknown stage "done"'),
        ('roles = ["authority", "target"]', 'roles = ["authority", "target", "boss"]', '"boss"'),
        ('required = ["target"]', 'required = ["item"]', "not among the type's roles"),
        ('agent = "authority"', 'agent = "convict"', 'Add it to "roles" or remove it.'),
        ('{ for = "target" }', '{ for = "tarjet" }', 'Did you mean "target"?'),
        ('agent = ["forces"]', 'agent = ["force"]', 'Did you mean "forces"?'),
        ('strength = "weak"', 'strength = "feeble"', 'Known: "strong", "weak".'),
        ('stage = "attempted"', 'stage = "attemptd"', 'Did you mean "attempted"?'),
        ('scope = "incident"', 'scope = "total"', 'unknown scope "total"'),
        ('nouns = ["raid"]', 'nouns = ["Raid"]', "not in lower case"),
        ('unless = ["fridge"]', 'unless = ["ice box"]', "is not one word"),
        ('stage = "attempted"', 'subject = "object"', 'unknown party "object"'),
        ('unless = ["fridge"]', 'behind = { to = ["armd"] }', 'Did you mean "armed"?'),
        ('unless = ["fridge"]', "behind = { to = [] }", "names no class"),
        ('["raid", "search"]', '["raid", "raid"]', "stands twice"),
        ('id = "storming"', 'id = "Storming!"', "not a name"),
        ('id = "storming"', 'id = "raid"', "defined twice, first in line 8"),
        ('phrases = ["house search"]', "phrases = []", "has no words"),
        ('target = "a house"', 'target = "the house"', '"the house" is not in the example'),
        ('target = "a house"', 'convict = "a house"', "not among the type's roles"),
        ('text = "Children raided the fridge."', 'text = ["x"]', "must be text in quotation marks"),
        ("finds = false", 'finds = false\nscope = "incident"', "a near miss expects nothing"),
        ("finds = false", 'finds = "no"', "must be true or false"),
        ('code = "2"', 'code = "12"', "no GTD attack type"),
        ('label = "Armed Assault"', 'label = "Assault"', 'GTD 2 is "Armed Assault"'),
        ('event_type = "Strategic', 'event_type = "strategic', 'Did you mean "Strategic'),
        ('sub_event_type = "Other"', 'sub_event_type = "Attack"', "no sub-event type of"),
        ('type_of_violence = "3"', 'type_of_violence = "4"', 'Write "1", "2" or "3".'),
        ('event = "COERCE"', 'event = "COERSE"', 'Did you mean "COERCE"?'),
        ('mode = "seize"', 'mode = "abduct"', 'no mode of PLOVER "COERCE"'),
        ('event = "AID"', 'event = "ASSAULT"', "needs a mode"),
        ('type = "ATTACK"', 'type = "SHOOTING"', "no MUC-4 incident type"),
        ('no_row = "no deaths"', 'no_row = ""', "Give the reason."),
        ('no_row = "no deaths"', 'note = "x"', 'no "type_of_violence" and no "no_row"'),
        ('no_row = "no deaths"', 'no_row = "x", type_of_violence = "1"', "Keep one of them."),
        ('ged = { no_row = "no deaths" }', "", 'no code for "ged"'),
        ('ged = { no_row = "no deaths" }', 'gedd = { no_row = "x" }', 'Did you mean "ged"?'),
        ('verbs = ["storm"]', "verbs = 7", '"verbs" in [type.trigger] must be a list.'),
    ],
)
def test_a_fault_says_what_was_found_and_what_to_do(old: str, new: str, message: str) -> None:
    text = SMALL.replace(old, new, 1)
    faults = faults_of(text)
    assert [fault for fault in faults if message in fault.message], [str(f) for f in faults]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('family = "violence"', 'family = "violense"'),
        ('agent = ["forces"]', 'agent = [\n  "armed",\n  "force",\n]'),
        ('mode = "seize"', 'mode = "abduct"'),
        ('label = "Raid"', 'lable = "Raid"'),
        ('target = "a house"', 'target = "the house"'),
        ('nouns = ["raid"]', 'nouns = ["raid",\n\n "Raid"]'),
    ],
)
def test_the_line_is_that_of_the_wrong_value(old: str, new: str) -> None:
    text = SMALL.replace(old, new, 1)
    wrong = new.split("\n")[-2] if new.endswith("\n]") else new.split("\n")[-1]
    assert line_of(text, wrong.strip()) in {fault.line for fault in faults_of(text)}


def test_a_missing_key_is_named_at_its_table() -> None:
    faults = faults_of(SMALL.replace('label = "Storming"\n', ""))
    assert [str(f) for f in faults] == [
        f"my.toml:{line_of(SMALL, '[[type]]' + chr(10) + 'id = ' + chr(34) + 'storming')}: "
        '[type] has no "label". Add it.'
    ]


def test_a_type_without_a_found_example_is_a_fault() -> None:
    faults = faults_of(
        SMALL.replace("finds = true\n[type.crosswalk]", "finds = false\n[type.crosswalk]")
    )
    assert ["no example that is found" in fault.message for fault in faults] == [True]


def test_one_word_with_two_meanings_under_the_same_conditions_is_a_fault() -> None:
    text = SMALL.replace('verbs = ["storm"]', 'verbs = ["storm"]\nphrases = ["house search"]')
    (fault,) = faults_of(text)
    assert fault.line == line_of(
        text, 'phrases = ["house search"]\nstrength = "strong"\n[[type.example]]\ntext = "Gunmen'
    )
    assert '"house search" means "raid" in line' in fault.message
    assert f"line {line_of(text, 'phrases = ')}" in fault.message


def test_one_word_with_two_meanings_under_other_conditions_is_fine() -> None:
    text = SMALL.replace('verbs = ["storm"]', 'verbs = ["storm", "raid"]\nagent = ["armed"]')
    assert read_codebook(text, path="my.toml").type("storming").triggers[0].verbs[1] == "raid"


def test_every_fault_is_reported_at_once_and_in_line_order() -> None:
    text = (
        SMALL.replace('label = "Raid"', 'lable = "Raid"')
        .replace('agent = ["forces"]', 'agent = ["force"]')
        .replace('code = "2"', 'code = "12"')
        .replace('event = "COERCE"', 'event = "COERSE"')
    )
    faults = faults_of(text)
    assert len(faults) == 5
    assert [f.line for f in faults] == sorted(f.line or 0 for f in faults)


def test_text_that_is_not_toml_is_a_fault_with_its_line() -> None:
    (fault,) = faults_of(SMALL.replace('id = "storming"', "id = storming"))
    assert fault.line == line_of(SMALL, 'id = "storming"')
    assert fault.message.startswith("not TOML: ")


def test_text_that_breaks_off_is_a_fault_in_its_last_line() -> None:
    text = 'schema = "dateline-codebook/1"\nid = ['
    (fault,) = faults_of(text)
    assert fault.line == 2


def test_a_codebook_without_types_is_a_fault() -> None:
    (fault,) = faults_of(SMALL[: SMALL.index("[[type]]")] + "type = []\n")
    assert "no event type" in fault.message


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=r"none\.toml: cannot be read: no such file"):
        load_codebook(tmp_path / "none.toml")


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'title = "caf\xe9"\n')
    with pytest.raises(CodebookError, match="byte 12 is not UTF-8"):
        load_codebook(path)


LINES = SMALL.splitlines()


def faults_if_any(text: str) -> tuple[Fault, ...]:
    try:
        read_codebook(text, path="my.toml")
    except CodebookError as error:
        return error.faults
    return ()


@given(
    at=st.integers(0, len(LINES) - 1),
    new=st.sampled_from(
        [
            "",
            "x = 1",
            "type = 3",
            "[type.trigger]",
            "roles = 3",
            'text = ""',
            "[[type]]",
            "}",
            "[a]",
        ]
    ),
)
def test_a_broken_codebook_gives_faults_within_the_file_and_nothing_else(at: int, new: str) -> None:
    for fault in faults_if_any("\n".join([*LINES[:at], new, *LINES[at + 1 :]])):
        assert fault.line is None or 1 <= fault.line <= len(LINES)
        assert fault.message.endswith((".", "?"))
