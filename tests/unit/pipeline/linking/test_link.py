"""Which claims are about one happening, inside a document and across documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.events import Event, RelationKind
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import read_document
from dateline.pipeline.articles.sources import Source, iter_sources
from dateline.pipeline.linking.in_document import link_document
from dateline.pipeline.linking.link import link

PUBLISHED = date(2031, 5, 8)
SAMPLES = Path(__file__).resolve().parents[4] / "src" / "dateline" / "resources" / "samples"


def code(coder: Coder, text: str, *, published: date = PUBLISHED) -> Coded:
    coded = coder.code(text, published=published)
    assert coded.failures == ()
    return coded


def linked(*coded: Coded) -> tuple[Event, ...]:
    """Link the claims of several documents."""
    documents = {one.document.id: one.document for one in coded}
    return link((claim for one in coded for claim in one.claims), documents)


def of_type(events: Sequence[Event], type_: str) -> list[Event]:
    return [event for event in events if event.type.value == type_]


def test_arrests_on_two_days_are_two_events(coder: Coder) -> None:
    coded = code(
        coder,
        "Police arrested two militants in Mosul on Monday. On Wednesday, police arrested five "
        "militants in Kirkuk.",
    )
    assert len(of_type(coded.events, "arrest")) == 2


def test_attack_told_again_and_again_is_one_event(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen attacked a police station in Kandahar on Monday. Two officers were killed in the "
        "attack.\n\nThe gunmen attacked the station at dawn, a police spokesman said.",
    )
    (event,) = coded.events
    assert len(event.claims) >= 3


def test_old_attack_told_as_background_stays_apart(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen attacked a police station in Kandahar on Monday, killing two officers. Rebels "
        "killed ten soldiers in Kandahar in July 2019.",
    )
    years = sorted(e.time.value.start.year for e in coded.events if e.time.value is not None)
    assert years == [2019, 2031]


def test_attack_and_the_arrests_after_it_are_two_events(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen attacked a police station in Kandahar on Monday. Police arrested four suspects in "
        "Kandahar on Tuesday.",
    )
    assert sorted(str(e.type.value) for e in coded.events) == ["armed_assault", "arrest"]


def test_plots_of_different_suspects_are_two_events(coder: Coder) -> None:
    coded = code(
        coder,
        "Police said two men had plotted to bomb a church in Lagos. Prosecutors said a teacher "
        "had plotted to attack a school in Lagos.",
    )
    assert len(of_type(coded.events, "plot")) == 2


def test_plot_and_arrest_of_the_same_people_are_one_case(coder: Coder) -> None:
    coded = code(coder, "Police arrested two men plotting to attack a church in Lagos on Monday.")
    (arrest,) = of_type(coded.events, "arrest")
    (plot,) = of_type(coded.events, "plot")
    assert [(r.kind, r.event) for r in plot.relations] == [(RelationKind.LED_TO, arrest.id)]
    assert [(r.kind, r.event) for r in arrest.relations] == [(RelationKind.RESPONSE_TO, plot.id)]


def test_each_claim_is_in_one_event(coder: Coder) -> None:
    coded = code(
        coder,
        "Gunmen attacked a police station in Kandahar on Monday, killing two officers. Police "
        "arrested four suspects in Kabul on Tuesday. Rebels kidnapped a judge in Goma on Sunday.",
    )
    inside = [claim for event in coded.events for claim in event.claims]
    assert sorted(inside) == sorted(g.claim.id for g in coded.claims)


AGENCY = "Gunmen attacked a police station in Kandahar on Monday, killing two officers."
RADIO = (
    "A night of violence: on Monday two officers were killed in Kandahar when gunmen attacked the "
    "police station, residents told the radio."
)


def test_two_outlets_that_tell_of_one_attack_make_one_event(coder: Coder) -> None:
    first, second = code(coder, AGENCY), code(coder, RADIO)
    (event,) = linked(first, second)
    assert set(event.documents) == {first.document.id, second.document.id}
    assert event.independent_sources == 2


@pytest.mark.parametrize(
    "other",
    [
        AGENCY.replace("Kandahar", "Lagos"),
        AGENCY.replace("on Monday", "on 12 March 2031"),
        "Police arrested four suspects in Kandahar on Monday.",
    ],
)
def test_other_place_day_or_act_is_another_event(coder: Coder, other: str) -> None:
    events = linked(code(coder, AGENCY), code(coder, other))
    assert len(events) == 2
    assert [len(event.documents) for event in events] == [1, 1]


def test_arrests_that_differ_only_in_number_are_two_events(coder: Coder) -> None:
    five = code(coder, "Police arrested five suspected militants in Mosul on Monday.")
    nine = code(coder, "Police arrested nine suspected militants in Mosul on Monday.")
    assert len(linked(five, nine)) == 2


def test_event_keeps_its_id_when_coded_again(coder: Coder) -> None:
    once, again = code(coder, AGENCY), code(coder, AGENCY)
    assert linked(once) == linked(again) == once.events


def test_nothing_to_link_gives_nothing() -> None:
    assert link([], {}) == ()


def test_clusters_of_a_document_do_not_depend_on_the_order_of_its_claims(coder: Coder) -> None:
    coded = code(coder, AGENCY + " Police arrested four suspects in Kabul on Tuesday.")
    assert link_document(coded.document, coded.claims) == link_document(
        coded.document, coded.claims[::-1]
    )


@pytest.fixture(scope="module")
def coded_samples(coder: Coder) -> Sequence[Coded]:
    """The sample articles, coded one by one."""
    sources = [s for s in iter_sources([str(SAMPLES)], ReadOptions()) if isinstance(s, Source)]
    read = (read_document(s, ReadOptions(), today=date(2040, 1, 1)) for s in sources)
    documents = {one.document.id: one.document for one in read}
    assert len(documents) >= 15
    return [coder.code_document(documents[id_]) for id_ in sorted(documents)]


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_events_do_not_depend_on_the_order_of_arrival(
    coded_samples: Sequence[Coded], data: st.DataObject
) -> None:
    documents: Mapping[str, Document] = {c.document.id: c.document for c in coded_samples}
    claims: list[GroundedClaim] = [claim for c in coded_samples for claim in c.claims]
    expected = link(claims, documents)
    shuffled = data.draw(st.permutations(claims))
    ids = data.draw(st.permutations(sorted(documents)))
    assert link(shuffled, {id_: documents[id_] for id_ in ids}) == expected


@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_events_of_a_part_do_not_mention_the_rest(
    coded_samples: Sequence[Coded], data: st.DataObject
) -> None:
    part = data.draw(st.lists(st.sampled_from(coded_samples), unique_by=lambda c: c.document.id))
    events = linked(*part)
    assert sorted(claim for event in events for claim in event.claims) == sorted(
        grounded.claim.id for one in part for grounded in one.claims
    )
    assert linked(*part[::-1]) == events
    assert [event.id for event in events] == sorted({event.id for event in events})
