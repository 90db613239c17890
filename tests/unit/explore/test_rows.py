from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from dateline.explore.rows import Chosen, EventGist
from dateline.store.codec import decode, encode
from tests.strategies import documents, events, grounded_claims


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
