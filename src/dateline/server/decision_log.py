"""All decisions of a store, kept at hand: they are only ever added, so that each is read once."""

from collections import defaultdict
from collections.abc import Iterable
from threading import Lock

from dateline.core.decisions import Decision
from dateline.core.events import Event
from dateline.pipeline.linking.decide import taken_back
from dateline.store.interface import Store


class DecisionLog:
    """The decisions of one store, by what they name; one serves all threads."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._all: list[Decision] = []
        self._by_id: dict[str, int] = {}
        self._naming: dict[str, list[int]] = defaultdict(list)
        self._taken_back: frozenset[str] = frozenset()

    def count(self, store: Store) -> int:
        """Return how many decisions there are."""
        with self._guard:
            self._catch_up(store)
            return len(self._all)

    def decision(self, store: Store, id_: str) -> Decision | None:
        """Return the decision with an id."""
        with self._guard:
            self._catch_up(store)
            number = self._by_id.get(id_)
            return None if number is None else self._all[number]

    def taken_back(self, store: Store) -> frozenset[str]:
        """Return the ids of the decisions that are taken back."""
        with self._guard:
            self._catch_up(store)
            return self._taken_back

    def on(self, store: Store, event: Event) -> tuple[Decision, ...]:
        """Return the decisions that name an event's claims or documents, or shaped it."""
        with self._guard:
            self._catch_up(store)
            numbers = {
                number
                for key in (*event.claims, *event.documents)
                for number in self._naming.get(key, ())
            }
            numbers |= {self._by_id[id_] for id_ in event.decisions if id_ in self._by_id}
            return tuple(self._all[number] for number in sorted(numbers))

    def on_document(
        self, store: Store, document: str, claims: Iterable[str]
    ) -> tuple[Decision, ...]:
        """Return the decisions that name a document or claims of it, oldest first."""
        with self._guard:
            self._catch_up(store)
            keys = (document, *claims)
            numbers = {number for key in keys for number in self._naming.get(key, ())}
            return tuple(self._all[number] for number in sorted(numbers))

    def last(self, store: Store, number: int) -> tuple[Decision, ...]:
        """Return the last decisions, newest first."""
        with self._guard:
            self._catch_up(store)
            return tuple(reversed(self._all[-number:]))

    def _catch_up(self, store: Store) -> None:
        # A thread whose snapshot is older than what is known finds nothing new.
        new = store.decisions(after=len(self._all))
        if not new:
            return
        for decision in new:
            number = len(self._all)
            self._all.append(decision)
            self._by_id[decision.id] = number
            refs = (*decision.claims, *decision.others)
            for key in dict.fromkeys((*decision.documents, *(ref.claim for ref in refs))):
                self._naming[key].append(number)
        self._taken_back = taken_back(self._all)
