"""Look-alikes stay two events; reports of one act with other words and figures are one."""

from collections.abc import Sequence

import pytest

from dateline.api import Coder
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.events import Event
from dateline.pipeline.linking.link import link
from tests.unit.pipeline.linking.report_pairs import LOOK_ALIKES, ONE_EVENT, Report, ReportPair


def read(coder: Coder, report: Report) -> tuple[Coded, Span]:
    """Code a report; return it with the part of its text that counts."""
    parts = report.text.split("*")
    coded = coder.code("".join(parts), published=report.published)
    assert coded.failures == ()
    text = coded.document.text
    if len(parts) == 1:
        return coded, Span(0, len(text))
    start = text.index(parts[1])
    return coded, Span(start, start + len(parts[1]))


def events_told(coded: Coded, part: Span, events: Sequence[Event]) -> set[str]:
    """Return the ids of the events that a part of a report tells of."""
    told = {c.claim.id for c in coded.claims if part.contains(c.claim.trigger.span)}
    return {event.id for event in events if not told.isdisjoint(event.claims)}


def events_of(coder: Coder, pair: ReportPair) -> tuple[set[str], set[str]]:
    """Return the events of each report of a pair, linked together."""
    (one, part), (other, its_part) = read(coder, pair.one), read(coder, pair.other)
    documents = {coded.document.id: coded.document for coded in (one, other)}
    events = link([*one.claims, *other.claims], documents)
    return events_told(one, part, events), events_told(other, its_part, events)


@pytest.mark.parametrize("pair", LOOK_ALIKES, ids=lambda pair: pair.why)
def test_look_alikes_are_two_events(coder: Coder, pair: ReportPair) -> None:
    one, other = events_of(coder, pair)
    assert one
    assert other
    assert one.isdisjoint(other)


@pytest.mark.parametrize("pair", ONE_EVENT, ids=lambda pair: pair.why)
def test_reports_that_differ_in_words_or_figures_are_one_event(
    coder: Coder, pair: ReportPair
) -> None:
    one, other = events_of(coder, pair)
    assert not one.isdisjoint(other)
