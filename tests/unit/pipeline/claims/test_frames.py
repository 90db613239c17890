"""The parties around a trigger, verbal or nominal, and what sort of nouns they are."""

import pytest

from dateline.core.claims import MentionKind
from dateline.core.documents import Span
from dateline.pipeline.claims.frames import Classifier, Frame, frame_of, with_subject_as_patient
from dateline.pipeline.claims.parse import Parse, Parser
from dateline.pipeline.claims.triggers import TriggerIndex, find_candidates, index_triggers
from dateline.resources.actors import load_actors
from dateline.resources.codebook import load_codebook
from dateline.resources.lexicons import load_nouns

from .reading import parse_one, token, words


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """The built-in word lists."""
    return Classifier(load_nouns(), load_actors())


@pytest.fixture(scope="module")
def index() -> TriggerIndex:
    """The triggers of the built-in codebook."""
    return index_triggers(load_codebook())


def frame(parse: Parse, index: TriggerIndex, classifier: Classifier, trigger: str) -> Frame:
    """Return the frame of the trigger that reads so."""
    (candidate,) = [c for c in find_candidates(parse, index) if c.head.text == trigger]
    return frame_of(candidate, classifier)


@pytest.mark.parametrize(
    ("text", "trigger", "who", "whom"),
    [
        ("Rebels killed two guards.", "killed", ["Rebels"], ["guards"]),
        ("The killing of two guards by rebels was condemned.", "killing", ["rebels"], ["guards"]),
        ("Rebels launched an attack on a farm.", "attack", ["Rebels"], ["farm"]),
        ("An attack was launched by rebels on Monday.", "attack", ["rebels"], []),
        ("The rebels' attack on a farm was condemned.", "attack", ["rebels"], ["farm"]),
        ("A bomb exploded in the market.", "exploded", [], ["bomb"]),
        ("Two prisoners escaped.", "escaped", ["prisoners"], []),
        ("Men dressed up as soldiers killed two guards.", "killed", ["Men"], ["guards"]),
        ("Robbers posing as police killed a guard.", "killed", ["Robbers"], ["guard"]),
        ("Police charged protesters on Monday.", "charged", ["Police"], ["protesters"]),
        ("Rebels took three aid workers hostage.", "took", ["Rebels"], ["workers"]),
    ],
)
def test_parties_of_verbs_and_of_the_nouns_made_from_them(
    parser: Parser,
    index: TriggerIndex,
    classifier: Classifier,
    text: str,
    trigger: str,
    who: list[str],
    whom: list[str],
) -> None:
    found = frame(parse_one(parser, text), index, classifier, trigger)
    assert words(found.agents) == who
    assert words(found.patients) == whom


def test_light_verb_is_kept_beside_the_noun_it_carries(
    parser: Parser, index: TriggerIndex, classifier: Classifier
) -> None:
    parse = parse_one(parser, "Rebels launched an attack on a farm.")
    light = frame(parse, index, classifier, "attack").light
    assert light is not None
    assert light.text == "launched"


def test_what_the_nominal_is_done_with_is_no_party(
    parser: Parser, index: TriggerIndex, classifier: Classifier
) -> None:
    parse = parse_one(parser, "The grenade attack on a farm was condemned.")
    found = frame(parse, index, classifier, "attack")
    assert "grenade" not in words((*found.agents, *found.patients))


def test_days_are_no_parties(parser: Parser, index: TriggerIndex, classifier: Classifier) -> None:
    text = "Rebels killed two guards Monday."
    parse = parse_one(parser, text)
    start = text.index("Monday")
    parse.mark("time", [Span(start, start + len("Monday"))])
    found = frame(parse, index, classifier, "killed")
    assert words((*found.agents, *found.patients)) == ["Rebels", "guards"]


def test_turning_a_frame_round_makes_the_subject_the_one_acted_on(parser: Parser) -> None:
    parse = parse_one(parser, "The farmer faces charges.")
    farmer = token(parse, "farmer")
    turned = with_subject_as_patient(Frame((farmer,), (), ()))
    assert turned.agents == ()
    assert turned.patients == (farmer,)


def test_frame_that_names_only_whom_is_not_turned(parser: Parser) -> None:
    farmer = token(parse_one(parser, "The farmer was charged."), "farmer")
    passive = Frame((), (farmer,), ())
    assert with_subject_as_patient(passive) == passive


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Militants attacked a farm.", "Militants", "armed"),
        ("Soldiers attacked a farm.", "Soldiers", "forces"),
        ("A judge was killed.", "judge", "official"),
        ("A reporter was killed.", "reporter", "journalist"),
        ("A school was burnt.", "school", "facility"),
        ("Two rifles were found.", "rifles", "weapon"),
        ("A court convicted him.", "court", "court"),
        ("Five were killed.", "Five", "person"),
        ("Five of the soldiers were killed.", "Five", "forces"),
        ("Dozens of militants were killed.", "Dozens", "armed"),
        ("Members of al-Qaeda attacked a farm.", "Members", "armed"),
    ],
)
def test_nouns_are_sorted_into_classes(
    parser: Parser, classifier: Classifier, text: str, word: str, expected: str
) -> None:
    assert expected in classifier.classes(token(parse_one(parser, text), word))


def test_impersonal_pronoun_has_no_class(parser: Parser, classifier: Classifier) -> None:
    assert classifier.classes(token(parse_one(parser, "It was attacked."), "It")) == frozenset()


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("A militant was killed.", "militant", MentionKind.PERSON),
        ("Two militants were killed.", "militants", MentionKind.GROUP),
        ("A school was burnt.", "school", MentionKind.FACILITY),
        ("Two rifles were found.", "rifles", MentionKind.OBJECT),
    ],
)
def test_kind_follows_class_and_number(
    parser: Parser, classifier: Classifier, text: str, word: str, kind: MentionKind
) -> None:
    assert classifier.kind(token(parse_one(parser, text), word)) is kind
