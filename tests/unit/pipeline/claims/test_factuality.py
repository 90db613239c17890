"""Whether the text says that something happened, was tried or planned, or says no such thing."""

import pytest

from dateline.core.claims import Stage, Status
from dateline.core.documents import SegmentKind
from dateline.pipeline.claims.factuality import Context, context_of, governors
from dateline.pipeline.claims.frames import Classifier, frame_of
from dateline.pipeline.claims.parse import Parser
from dateline.pipeline.claims.triggers import TriggerIndex, find_candidates, index_triggers
from dateline.resources.actors import load_actors
from dateline.resources.codebook import load_codebook
from dateline.resources.lexicons import load_cues, load_nouns

from .reading import parse_one, token


@pytest.fixture(scope="module")
def index() -> TriggerIndex:
    """The triggers of the built-in codebook."""
    return index_triggers(load_codebook())


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """The built-in word lists."""
    return Classifier(load_nouns(), load_actors())


@pytest.fixture
def context(parser: Parser, index: TriggerIndex, classifier: Classifier) -> "Reader":
    """A function from a sentence and one of its triggers to the trigger's context."""
    return Reader(parser, index, classifier)


class Reader:
    """Reads the context of a trigger."""

    def __init__(self, parser: Parser, index: TriggerIndex, classifier: Classifier) -> None:
        self._parser = parser
        self._index = index
        self._classifier = classifier

    def __call__(
        self,
        text: str,
        trigger: str,
        *,
        segment: SegmentKind = SegmentKind.PARAGRAPH,
        tenseless: bool = False,
    ) -> Context:
        parse = parse_one(self._parser, text)
        (candidate,) = [
            c for c in find_candidates(parse, self._index) if trigger in {t.text for t in c.tokens}
        ]
        frame = frame_of(candidate, self._classifier)
        return context_of(candidate, frame, load_cues(), segment, tenseless=tenseless)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels attacked a farm.", "attacked"),
        ("A farm was attacked by rebels.", "attacked"),
        ("Rebels have attacked a farm.", "attacked"),
        ("The mayor said that rebels had attacked a farm.", "attacked"),
        ("Rebels launched an attack on a farm.", "attack"),
        ("Rebels managed to kidnap a farmer.", "kidnap"),
    ],
)
def test_plain_report_has_a_plain_context(context: Reader, text: str, trigger: str) -> None:
    assert context(text, trigger) == Context()


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Rebels did not attack the farm.", "attack"),
        ("Rebels never attacked the farm.", "attacked"),
        ("The mayor did not say that rebels attacked the farm.", "attacked"),
    ],
)
def test_negation_is_read_at_the_verb_and_above_it(
    context: Reader, text: str, trigger: str
) -> None:
    assert context(text, trigger).negated


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("If rebels attack the farm, the army will come.", "attack"),
        ("The army will come unless rebels released the farmer.", "released"),
        ("Rebels could attack the farm.", "attack"),
        ("Rebels would attack the farm.", "attack"),
        ("It is unclear whether rebels attacked the farm.", "attacked"),
    ],
)
def test_conditions_and_possibilities_are_hypothetical(
    context: Reader, text: str, trigger: str
) -> None:
    assert context(text, trigger).hypothetical


def test_will_is_future(context: Reader) -> None:
    assert context("Rebels will attack the farm.", "attack").future


def test_may_have_is_possible_and_not_hypothetical(context: Reader) -> None:
    found = context("Rebels may have attacked the farm.", "attacked")
    assert found.possible
    assert not found.hypothetical


@pytest.mark.parametrize("text", ["They attack farms.", "Rebels often attack farms."])
def test_present_tense_is_generic_in_the_body(context: Reader, text: str) -> None:
    assert context(text, "attack").generic


def test_present_tense_is_news_in_a_headline(context: Reader) -> None:
    assert not context("They attack farms.", "attack", segment=SegmentKind.HEADLINE).generic


def test_present_tense_of_what_lasts_is_not_generic(context: Reader) -> None:
    assert not context("They attack farms.", "attack", tenseless=True).generic


@pytest.mark.parametrize(
    ("text", "trigger", "stage"),
    [
        ("Rebels tried to attack a farm.", "attack", Stage.ATTEMPTED),
        ("Police foiled an assassination.", "assassination", Stage.FOILED),
        ("An attempted assassination shook the town.", "assassination", Stage.ATTEMPTED),
    ],
)
def test_words_around_a_trigger_tell_how_far_the_act_got(
    context: Reader, text: str, trigger: str, stage: Stage
) -> None:
    assert context(text, trigger).stage is stage


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("Rebels allegedly attacked a farm.", "attacked", Status.ACCUSED),
        ("Two men accused of attacking a farm fled.", "attacking", Status.ACCUSED),
        ("Rebels denied attacking a farm.", "attacking", Status.DENIED),
        ("Rebels claimed that they had attacked a farm.", "attacked", Status.CLAIMED),
    ],
)
def test_words_around_a_trigger_tell_how_sure_the_act_is(
    context: Reader, text: str, trigger: str, status: Status
) -> None:
    assert context(text, trigger).status is status


def test_what_an_act_was_to_serve_is_a_purpose(context: Reader) -> None:
    assert context("Rebels crossed the river to attack a farm.", "attack").purpose


def test_governors_are_the_words_above_with_the_preposition_passed_over(parser: Parser) -> None:
    attacking = token(parse_one(parser, "Police accused them of attacking a farm."), "attacking")
    first = next(governors(attacking))
    assert first.link == "pcomp:of"
    assert first.below == attacking


def test_root_has_no_governors(parser: Parser) -> None:
    assert list(governors(token(parse_one(parser, "Rebels attacked a farm."), "attacked"))) == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The rebels left the town without attacking the garrison.", "attacking"),
        ("Instead of arresting shepherds, the police went home.", "arresting"),
        ("There was no evidence that the militants had attacked the convoy.", "attacked"),
    ],
)
def test_what_was_left_undone_or_has_no_evidence_is_negated(
    context: "Reader", text: str, trigger: str
) -> None:
    assert context(text, trigger).negated


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The bill lets police hold terrorism suspects for 14 days.", "hold"),
        ("He will be old when he is freed.", "freed"),
    ],
)
def test_what_laws_allow_or_the_future_holds_is_hypothetical(
    context: "Reader", text: str, trigger: str
) -> None:
    assert context(text, trigger).hypothetical


def test_what_is_done_again_and_again_is_generic(context: "Reader") -> None:
    assert context("The service periodically reports on foiling attacks.", "foiling").generic


@pytest.mark.parametrize(
    "text",
    [
        "They fear the gangs who raid villages, stealing cattle and kidnapping residents.",
        "Gangs have wreaked havoc in the north, kidnapping thousands.",
    ],
)
def test_a_gerund_beside_what_goes_on_is_generic(context: "Reader", text: str) -> None:
    assert context(text, "kidnapping").generic


def test_a_gerund_beside_one_act_is_not_generic(context: "Reader") -> None:
    text = "Gunmen have attacked a village, kidnapping two women."
    assert not context(text, "kidnapping").generic
