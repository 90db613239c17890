"""What a careful reader expects of the sample articles."""

from pathlib import PurePath

import pytest

from dateline.core.documents import Document, SegmentKind
from dateline.store.interface import EventFilters, Store


def sample(store: Store, name: str) -> Document:
    """Return the sample article whose file or entry is called so."""
    (document,) = [one for one in store.documents() if name in PurePath(one.path or "").name]
    return document


@pytest.mark.parametrize("name", ["13-opinion", "14-sports"])
def test_what_reports_no_violence_yields_no_event(sample_store: Store, name: str) -> None:
    document = sample(sample_store, name)
    assert list(sample_store.events(EventFilters(document=document.id))) == []


def test_comments_that_call_for_violence_yield_nothing(sample_store: Store) -> None:
    document = sample(sample_store, "15-leaflets")
    comments = [segment.span for segment in document.segments_of(SegmentKind.COMMENT)]
    assert len(comments) >= 4
    claims = list(sample_store.claims(document.id))
    assert {grounded.claim.type for grounded in claims}.isdisjoint(
        {"armed_assault", "bombing", "arson", "threat", "killing_by_security_forces"}
    )
    assert not [
        grounded
        for grounded in claims
        if any(comment.overlaps(grounded.claim.trigger.span) for comment in comments)
    ]


def test_article_in_an_unsupported_language_is_kept_without_claims(sample_store: Store) -> None:
    document = sample(sample_store, "17-shymkent")
    assert document.text
    assert list(sample_store.claims(document.id)) == []
    assert any(
        recorded.failure.document_id == document.id and "'ru'" in recorded.failure.reason
        for recorded in sample_store.failures()
    )


def test_totals_over_a_period_are_no_incidents(sample_store: Store) -> None:
    document = sample(sample_store, "07-nine-months")
    scopes = [grounded.claim.scope for grounded in sample_store.claims(document.id)]
    assert "aggregate" in scopes


def test_drill_yields_no_event(sample_store: Store) -> None:
    (drill,) = [d for d in sample_store.documents() if "drill" in (d.url or "")]
    assert list(sample_store.claims(drill.id)) == []


def test_incident_of_several_outlets_is_one_event_whose_reprint_does_not_count(
    sample_store: Store,
) -> None:
    reports = {sample(sample_store, f"0{number}-market-bomb").id for number in (1, 2, 3, 4)}
    (event,) = [e for e in sample_store.events() if reports <= set(e.documents)]
    assert event.type.value == "bombing"
    assert event.independent_sources == 2
    (killed,) = [t.count for t in event.toll if (t.effect, t.side) == ("killed", "victims")]
    assert killed.disputed
    assert killed.value is not None
    assert (killed.value.low, killed.value.high) == (6, 8)
