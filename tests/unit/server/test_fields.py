from dataclasses import replace

import pytest

from dateline.core.claims import Status
from dateline.core.events import DECISION_RULE, Event
from dateline.exports.dossiers import Dossier, Dossiers
from dateline.resources.codebook import load_codebook
from dateline.server.fields import EventField, differing_spans, event_fields, tellers
from dateline.server.locales import load_catalogues
from dateline.server.wording import Wording
from tests.unit.exports.samples import (
    ATTACK,
    ATTACK_CLAIM,
    CLAIMS,
    COURIER,
    DOCUMENTS,
    HERALD,
    HERALD_CLAIM,
)

TYPES = {each.id: each for each in load_codebook(None).types}
WORDING = Wording(catalogue=load_catalogues()["en"], types=TYPES)


def dossier_of(event: Event = ATTACK) -> Dossier:
    return Dossiers(DOCUMENTS.get, CLAIMS.__getitem__).open(event)


def fields_of(event: Event = ATTACK, wording: Wording = WORDING) -> dict[str, EventField]:
    return {field.key: field for field in event_fields(dossier_of(event), wording)}


def test_fields_have_the_keys_that_decisions_give_them() -> None:
    assert list(fields_of()) == [
        "type",
        "time",
        "place",
        "killed.victims",
        "stage",
        "status",
        "scope",
    ]


def test_every_value_stands_with_the_words_that_give_it_and_who_tells_it() -> None:
    toll = fields_of()["killed.victims"]
    assert toll.disputed
    assert toll.words == "7–8"
    assert [each.words for each in toll.stated] == ["7–8", "10+"]
    assert [each.chosen for each in toll.stated] == [True, False]
    assert [each.quoted for each in toll.stated] == ["seven or eight", "At least ten"]
    assert [[t.document for t in each.tellers] for each in toll.stated] == [
        [COURIER.id],
        [HERALD.id],
    ]


def test_a_value_nobody_states_says_so() -> None:
    place = fields_of(replace(ATTACK, place=replace(ATTACK.place, value=None, values=())))["place"]
    assert place.words == "not stated"
    assert place.stated == ()


def test_a_value_that_a_person_set_keeps_what_reports_state_beside_it() -> None:
    status = replace(ATTACK.status, value=Status.DENIED, rule=DECISION_RULE)
    field = fields_of(replace(ATTACK, status=status))["status"]
    assert (field.words, field.rule) == ("denied", DECISION_RULE)
    assert not any(each.chosen for each in field.stated)
    assert len(field.stated) == 2


def test_a_disputed_value_is_marked_where_it_stands_in_each_text() -> None:
    dossier = dossier_of()
    spans = differing_spans(dossier, event_fields(dossier, WORDING), WORDING)
    said = {
        claim: {
            dossier.documents[dossier.claim(claim).claim.document_id].text_at(span): words
            for span, words in marked.items()
        }
        for claim, marked in spans.items()
    }
    assert said[ATTACK_CLAIM.claim.id] == {
        "seven or eight": "killed, victims: 7–8 here, elsewhere 10+"
    }
    assert said[HERALD_CLAIM.claim.id] == {
        "At least ten": "killed, victims: 10+ here, elsewhere 7–8"
    }


def test_nothing_is_marked_where_sources_agree() -> None:
    (toll,) = ATTACK.toll
    event = replace(ATTACK, toll=(replace(toll, count=replace(toll.count, disputed=False)),))
    dossier = dossier_of(event)
    assert differing_spans(dossier, event_fields(dossier, WORDING), WORDING) == {}


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_fields_are_named_in_every_language(locale: str) -> None:
    wording = Wording(catalogue=load_catalogues()[locale], types=TYPES)
    names = [field.name for field in fields_of(wording=wording).values()]
    assert len(set(names)) == len(names)
    assert all(names)


def test_a_document_that_tells_twice_is_named_once() -> None:
    ids = (ATTACK_CLAIM.claim.id, HERALD_CLAIM.claim.id, ATTACK_CLAIM.claim.id)
    assert [each.document for each in tellers(dossier_of(), ids)] in (
        [COURIER.id, HERALD.id],
        [HERALD.id, COURIER.id],
    )
