"""Who takes part in an act: which part a role counts for, and what is found in a text."""

import pytest

from dateline.api import Coder
from dateline.core.act_mentions import ActMention
from dateline.core.claims import Role
from dateline.pipeline.claims.model.participant_judge import PARTS, is_judged, part_of
from dateline.pipeline.claims.model.types import ROLES

TEXT = (
    "Gunmen attacked a police convoy in Kandahar, killing four officers. "
    "Police arrested two men after the attack."
)


@pytest.fixture(scope="module")
def mentions() -> tuple[ActMention, ...]:
    coder = Coder()
    return coder.act_mentions(coder.code(TEXT)) or ()


def words(mentions: tuple[ActMention, ...], trigger: str) -> set[tuple[Role | None, str]]:
    return {
        (argument.role, TEXT[argument.head.start : argument.head.end])
        for mention in mentions
        if TEXT[mention.trigger.start : mention.trigger.end].startswith(trigger)
        for argument in mention.arguments
    }


def test_victims_count_as_targets_and_suspects_as_defendants() -> None:
    assert part_of("victim") == part_of("target") == PARTS.index(Role.TARGET)
    assert part_of("detainee") == part_of("defendant") == PARTS.index(Role.DEFENDANT)
    assert part_of("place") == PARTS.index(None)


def test_roles_of_other_acts_have_no_part() -> None:
    assert part_of("passenger") is None
    assert part_of("origin") is None
    assert not is_judged(Role.ITEM)
    assert is_judged(None)


def test_every_part_is_some_role_of_the_corpora() -> None:
    assert {part_of(role) for role in ROLES} - {None} == set(range(len(PARTS)))


def test_attackers_target_and_place_are_found(mentions: tuple[ActMention, ...]) -> None:
    found = words(mentions, "attacked")
    assert found >= {
        (Role.PERPETRATOR, "Gunmen"),
        (Role.TARGET, "convoy"),
        (None, "Kandahar"),
    }


def test_who_is_arrested_is_a_suspect(mentions: tuple[ActMention, ...]) -> None:
    assert (Role.SUSPECT, "men") in words(mentions, "arrested")


def test_words_that_only_refer_back_have_no_arguments_of_the_first_act(
    mentions: tuple[ActMention, ...],
) -> None:
    later = [m for m in mentions if m.trigger.start > TEXT.index("after")]
    assert all(TEXT[a.head.start : a.head.end] != "Kandahar" for m in later for a in m.arguments)


def test_arguments_stand_in_the_text_with_their_probability(
    mentions: tuple[ActMention, ...],
) -> None:
    arguments = [argument for mention in mentions for argument in mention.arguments]
    assert arguments
    for argument in arguments:
        assert argument.span.contains(argument.head)
        if is_judged(argument.role):
            assert argument.probability is not None
            assert 0 < argument.probability < 1
