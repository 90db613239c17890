"""Events and documents of the served store that tests look at."""

from dateline.core.events import Event
from dateline.store.sqlite import open_store
from tests.browser.conftest import Served


def most_reported(served: Served) -> Event:
    """Return the event with most reports: of several sources, with figures that differ."""
    with open_store(served.store, read_only=True) as store:
        return max(store.events(), key=lambda event: (len(event.documents), event.id))


def hostile_document(served: Served) -> str:
    """Return the id of the article that tries to do something to its reader."""
    with open_store(served.store, read_only=True) as store:
        return next(d.id for d in store.documents() if "🔥" in d.text)
