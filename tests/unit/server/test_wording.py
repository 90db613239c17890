import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dateline.core.claims import Basis, Effect, Side, Stage
from dateline.core.decisions import ClaimRef, Decision, DecisionKind
from dateline.core.documents import Span
from dateline.core.events import DECISION_RULE, FigureRule, RelationKind
from dateline.core.grounded import Place, PlacePrecision
from dateline.resources.codebook import load_codebook
from dateline.server.locales import load_catalogues
from dateline.server.wording import Wording
from tests.unit.exports.samples import ATTACK

CATALOGUES = load_catalogues()
TYPES = {each.id: each for each in load_codebook(None).types}
RUSSIAN = Wording(catalogue=CATALOGUES["ru"], types=TYPES)
ENGLISH = Wording(catalogue=CATALOGUES["en"], types=TYPES)


def refs(number: int) -> tuple[ClaimRef, ...]:
    return tuple(
        ClaimRef(claim=f"c{n}", document="d", type="bombing", trigger=Span(n, n + 1))
        for n in range(number)
    )


def decision(kind: DecisionKind, **more: object) -> Decision:
    return Decision(
        id="5c02ab19",
        kind=kind,
        at=datetime(2031, 5, 4, tzinfo=UTC),
        author="Ira",
        reason="the court's file",
        **more,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("ruling", "words"),
    [
        (decision(DecisionKind.ACCEPT, claims=refs(1)), "принято 1 утверждение"),
        (decision(DecisionKind.ACCEPT, claims=refs(3)), "приняты 3 утверждения"),
        (decision(DecisionKind.REJECT, claims=refs(5)), "отклонено 5 утверждений"),
        (decision(DecisionKind.SPLIT, claims=refs(5), others=refs(2)), "вынесены 2 утверждения"),
        (decision(DecisionKind.MERGE, claims=refs(1), others=refs(1)), "события объединены"),
        (
            decision(DecisionKind.RELATE, claims=refs(1), relation=RelationKind.LED_TO),
            "связано, привело к",
        ),
        (decision(DecisionKind.ADD, claims=refs(1)), "добавлено утверждение: Взрыв"),
        (
            decision(DecisionKind.CORRECT, field="stage", value=json.dumps(Stage.FOILED)),
            "Стадия: предотвращено",
        ),
        (decision(DecisionKind.CORRECT, field="time", value=None), "Когда: неизвестно"),
        (
            decision(
                DecisionKind.CORRECT,
                field="killed.victims",
                value=json.dumps({"low": None, "best": None, "high": 8}),
            ),
            "убиты, жертвы: до 8",
        ),
        (decision(DecisionKind.UNDO, undoes="77b0e41c99"), "решение 77b0e41c отменено"),
    ],
)
def test_a_decision_is_told_in_the_language_of_the_interface(ruling: Decision, words: str) -> None:
    assert RUSSIAN.decision(ruling).casefold() == f"{words} (ira: the court's file)".casefold()


@pytest.mark.parametrize("wording", [RUSSIAN, ENGLISH])
@pytest.mark.parametrize("kind", DecisionKind)
def test_every_kind_of_decision_has_words(wording: Wording, kind: DecisionKind) -> None:
    more: dict[str, object] = {"claims": refs(2), "others": refs(1)}
    if kind is DecisionKind.CORRECT:
        more |= {"field": "status", "value": '"denied"'}
    if kind is DecisionKind.RELATE:
        more["relation"] = RelationKind.PART_OF
    assert wording.decision(decision(kind, **more)).endswith("(Ira: the court's file)")


def test_changes_are_named_in_the_language_of_the_interface() -> None:
    after = replace(
        ATTACK,
        stage=replace(ATTACK.stage, value=Stage.ATTEMPTED, rule=DECISION_RULE),
        independent_sources=3,
    )
    changes = {change.field: change for change in RUSSIAN.changes(ATTACK, after)}
    assert changes["Стадия"].before == "совершено"
    assert changes["Стадия"].after == "покушение (решение человека)"
    assert changes["Независимые источники"].after == "3"
    assert {change.field for change in ENGLISH.changes(ATTACK, after)} == {
        "Stage",
        "Independent sources",
    }


def test_a_toll_has_the_name_that_decisions_give_it() -> None:
    assert RUSSIAN.field(f"{Effect.KILLED}.{Side.VICTIMS}") == RUSSIAN.toll(ATTACK.toll[0])


@pytest.mark.parametrize("rule", [*FigureRule, DECISION_RULE, "firmest", "nearest-then-finest"])
def test_every_rule_has_words(rule: str) -> None:
    assert RUSSIAN.rule(rule) != rule
    assert RUSSIAN.rule("a-rule-of-a-later-version") == "a-rule-of-a-later-version"


def place(name: str, precision: PlacePrecision) -> Place:
    return Place(
        name=name,
        admin1=None,
        country="KZ",
        latitude=1.0,
        longitude=2.0,
        precision=precision,
        gazetteer="geonames:1",
        basis=Basis.SENTENCE,
        mention=Span(0, 1),
    )


def test_countries_are_named_in_the_language_of_the_interface() -> None:
    town = place("Velmor", PlacePrecision.TOWN)
    assert RUSSIAN.place_by_name(town) == "Velmor, Казахстан"
    assert RUSSIAN.place_by_name(place("Kazakhstan", PlacePrecision.COUNTRY)) == "Казахстан"
    assert ENGLISH.place_in_full(town) == "Velmor, Kazakhstan (town)"
