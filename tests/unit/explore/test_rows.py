import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from dateline.explore.rows import BrowseRow, Chosen, EventGist, read_row, write_row
from dateline.store.codec import decode, encode
from tests.strategies import documents, events, grounded_claims

from .browsed import rows


@given(row=rows())
def test_a_row_that_was_kept_is_read_back_the_same(row: BrowseRow) -> None:
    assert read_row(write_row(row)) == row


@given(row=rows())
def test_a_row_of_another_version_is_not_used(row: BrowseRow) -> None:
    _, *values = json.loads(write_row(row))
    assert read_row(json.dumps([0, *values])) is None


@given(data=st.data())
def test_the_gist_of_an_event_says_what_all_of_it_does(data: st.DataObject) -> None:
    document = data.draw(documents())
    claims = [data.draw(grounded_claims(document))]
    event = data.draw(events(document, claims))
    gist = decode(EventGist, encode(event))
    assert gist.disputed == event.disputed
    for field in fields(EventGist):
        whole, part = getattr(event, field.name), getattr(gist, field.name)
        if isinstance(part, Chosen):
            assert (part.value, part.disputed) == (whole.value, whole.disputed)
        elif field.name == "participants":
            assert [p.value.actor for p in part] == [p.value.actor for p in whole]
        else:
            assert part == whole
