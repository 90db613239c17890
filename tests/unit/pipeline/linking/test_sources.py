from collections.abc import Sequence
from datetime import date

import pytest

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.events import Denial, Event
from dateline.core.grounded import Standing
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.link import build_event
from dateline.pipeline.linking.sources import group_sources


def article(coder: Coder, text: str, *, outlet: str, day: int = 14) -> Coded:
    document = document_from_text(text, outlet=outlet, published=date(2024, 5, day))
    return coder.code_document(document)


def event_of(articles: Sequence[Coded]) -> Event:
    """Return the one event that all bombings told in some articles add up to."""
    claims = [c for one in articles for c in one.claims if c.claim.type == "bombing"]
    return build_event(claims, {one.document.id: one.document for one in articles})


def groups(articles: Sequence[Coded]) -> int:
    return len(event_of(articles).source_groups)


POLICE = "A bomb killed 12 people and wounded 30 at a market in Mosul on Monday, police said."
RETOLD = (
    "Police say 12 people died and 30 were hurt when a bomb exploded at a Mosul market on Monday."
)
DOCTORS = "A bomb killed 15 people at a market in Mosul on Monday, doctors at the hospital said."


def test_two_outlets_that_repeat_the_police_are_one_source(coder: Coder) -> None:
    first = article(coder, POLICE, outlet="Vostok Wire")
    second = article(coder, RETOLD, outlet="Torva Post", day=15)
    assert groups([first, second]) == 1


def test_police_and_doctors_are_two_sources(coder: Coder) -> None:
    first = article(coder, POLICE, outlet="Vostok Wire")
    second = article(coder, DOCTORS, outlet="Torva Post")
    assert groups([first, second]) == 2


def test_what_the_police_say_months_later_is_no_repetition(coder: Coder) -> None:
    first = article(coder, POLICE, outlet="Vostok Wire")
    document = document_from_text(RETOLD, outlet="Torva Post", published=date(2024, 9, 1))
    assert groups([first, coder.code_document(document)]) == 2


def test_a_report_of_a_communique_is_no_further_source(coder: Coder) -> None:
    communique = article(
        coder,
        "On Monday a bomb exploded at a market in Mosul. 12 people were killed and 30 wounded.",
        outlet="Interior Ministry, press service",
    )
    report = article(
        coder,
        "A bomb killed 12 people and wounded 30 at a market in Mosul on Monday, the interior "
        "ministry said.",
        outlet="Torva Post",
    )
    assert groups([communique, report]) == 1


def test_what_one_outlet_tells_of_its_own_knowledge_is_one_source(coder: Coder) -> None:
    first = article(coder, "A bomb killed 12 people at a market in Mosul on Monday.", outlet="A")
    second = article(coder, "Monday's bombing at a Mosul market killed 12 people.", outlet="A")
    other = article(coder, "On Monday a bomb at a Mosul market killed 12 people.", outlet="B")
    assert groups([first, second]) == 1
    assert groups([first, other]) == 2


def test_sources_do_not_depend_on_the_order_of_documents(coder: Coder) -> None:
    articles = [
        article(coder, POLICE, outlet="Vostok Wire"),
        article(coder, RETOLD, outlet="Torva Post", day=15),
        article(coder, DOCTORS, outlet="Radio Meskar"),
    ]
    claims = [claim for one in articles for claim in one.claims]
    documents = [one.document for one in articles]
    found = group_sources(claims, documents)
    assert group_sources(claims[::-1], documents[::-1]) == found


def test_a_value_tells_the_statements_and_days_behind_it(coder: Coder) -> None:
    event = event_of(
        [
            article(coder, POLICE, outlet="Vostok Wire"),
            article(coder, RETOLD, outlet="Torva Post", day=15),
            article(coder, DOCTORS, outlet="Radio Meskar", day=16),
        ]
    )
    (killed,) = [toll.count for toll in event.toll if toll.effect == "killed"]
    by_figure = {s.value.best: s for s in killed.values}
    assert by_figure[12].independent_sources == 1
    assert (by_figure[12].first_reported, by_figure[12].last_reported) == (
        date(2024, 5, 14),
        date(2024, 5, 15),
    )
    assert by_figure[15].independent_sources == 1
    assert event.type.values[0].independent_sources == 2
    assert killed.disputed


@pytest.mark.parametrize(
    ("texts", "official"),
    [((POLICE, RETOLD), True), ((POLICE, DOCTORS), False), ((DOCTORS,), False)],
)
def test_an_event_tells_whether_it_rests_on_one_official_statement(
    coder: Coder, texts: tuple[str, ...], official: bool
) -> None:
    articles = [article(coder, text, outlet=f"Outlet {n}") for n, text in enumerate(texts)]
    assert event_of(articles).one_official_statement is official


def test_a_toll_its_own_source_raises_the_next_day_is_no_dispute(coder: Coder) -> None:
    flash = article(coder, POLICE, outlet="Vostok Wire")
    update = article(coder, POLICE.replace("12", "14"), outlet="Torva Post", day=15)
    event = event_of([flash, update])
    (killed,) = [toll.count for toll in event.toll if toll.effect == "killed"]
    assert not killed.disputed
    assert killed.value is not None
    assert killed.value.best == 14
    assert {s.value.best: s.standing for s in killed.values} == {
        12: Standing.SUPERSEDED,
        14: Standing.STATED,
    }
    reported = [r.count.best for r in event.toll_reports if r.effect == "killed"]
    assert reported == [12, 14]


def test_a_toll_another_source_gives_on_the_next_day_is_a_dispute(coder: Coder) -> None:
    event = event_of(
        [
            article(coder, POLICE, outlet="Vostok Wire"),
            article(coder, DOCTORS, outlet="Torva Post", day=15),
        ]
    )
    assert [toll.count.disputed for toll in event.toll if toll.effect == "killed"] == [True]


def test_a_figure_taken_back_is_denied_to_whoever_gave_it(coder: Coder) -> None:
    first = article(coder, POLICE, outlet="Vostok Wire")
    correction = article(
        coder,
        "The bomb at a market in Mosul on Monday killed 11 people and not 12, doctors said.",
        outlet="Torva Post",
        day=15,
    )
    event = event_of([first, correction])
    (taking_back,) = [c.claim.id for c in correction.claims if c.claim.type == "bombing"]
    given = [c.claim.id for c in first.claims if c.claim.type == "bombing"]
    assert event.denials == (Denial(claim=taking_back, denies=tuple(sorted(given))),)
