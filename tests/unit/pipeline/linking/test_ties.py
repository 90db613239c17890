"""What ties acts to each other, from invented sentences."""

from datetime import date

from dateline.api import Coder
from dateline.core.linking import TiePart
from dateline.pipeline.linking.ties import ties_of

TEXT = (
    "NAIROBI, June 20 -- Gunmen killed three soldiers in Garissa on June 5. Police in Garissa "
    "arrested Baraka Otundo on Wednesday over the June 5 attack in Garissa."
)


def test_each_number_ties_an_act_once_whatever_its_claims_say(coder: Coder) -> None:
    coded = coder.code(TEXT, published=date(2024, 6, 20))
    keys = [tie.key for tie in ties_of(coded.claims, coded.document)]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys)


def test_an_incident_is_what_the_arrest_refers_to(coder: Coder) -> None:
    coded = coder.code(TEXT, published=date(2024, 6, 20))
    parts = {
        claim.claim.type: {tie.key: tie.part for tie in ties_of([claim], coded.document)}
        for claim in coded.claims
    }
    attack, arrest = parts["armed_assault"], parts["arrest"]
    shared = {
        (attack[key], arrest[key])
        for key in attack.keys() & arrest.keys()
        if attack[key] is not TiePart.BESIDE
    }
    assert shared == {(TiePart.IS, TiePart.REFERS)}


def test_spellings_of_one_name_tie_acts_against_one_person(coder: Coder) -> None:
    arrest = coder.code(
        "Police arrested Abdul Karim Yusufi in Garissa on Monday.", published=date(2024, 6, 20)
    )
    trial = coder.code(
        "Abd al-Karim Yousefi went on trial in Nairobi on Friday.", published=date(2025, 6, 20)
    )
    held = {tie.key for tie in ties_of(arrest.claims, arrest.document)}
    tried = {tie.key for tie in ties_of(trial.claims, trial.document)}
    assert not held.isdisjoint(tried)
