"""What people ruled of pairs of claims, as linking asks for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.core.decisions import NO_CONSTRAINTS, Constraints
from dateline.core.linking import Act
from dateline.pipeline.linking.cluster import Bonds


class ClaimBonds:
    """Which claims are ruled to be of one event, and which are not.

    A ruling on one claim binds all that are ruled to be one with it.
    """

    def __init__(self, constraints: Constraints) -> None:
        """Read the rulings; those in ``together`` form groups."""
        self._root: dict[str, str] = {}
        for a, b in constraints.together:
            self._join(a, b)
        self._apart: dict[str, set[str]] = defaultdict(set)
        for a, b in constraints.apart:
            self._apart[self.group(a)].add(self.group(b))
            self._apart[self.group(b)].add(self.group(a))

    def __bool__(self) -> bool:
        """Tell whether anything is ruled."""
        return bool(self._root) or bool(self._apart)

    def group(self, claim: str) -> str:
        """Return the claim that stands for all those ruled to be one with this."""
        while claim in self._root:
            claim = self._root[claim]
        return claim

    def are_together(self, a: str, b: str) -> bool:
        """Tell whether two claims are ruled to be of one event."""
        return a != b and bool(self._root) and self.group(a) == self.group(b)

    def are_apart(self, a: str, b: str) -> bool:
        """Tell whether two claims are ruled to be of different events."""
        return bool(self._apart) and self.group(b) in self._apart.get(self.group(a), ())

    def between(self, acts: Iterable[Act]) -> Bonds:
        """Return the rulings on claims of different acts."""
        acts_of: Mapping[str, set[str]] = defaultdict(set)
        bound = {*self._root, *self._root.values(), *self._apart}
        for act in acts:
            for claim in act.claims:
                if claim in bound:
                    acts_of[self.group(claim)].add(act.id)
        together = {
            (min(ids), id_) for ids in acts_of.values() for id_ in sorted(ids) if id_ != min(ids)
        }
        apart = {
            (min(a, b), max(a, b))
            for group, ids in acts_of.items()
            for other in sorted(self._apart.get(group, ()))
            for a in ids
            for b in acts_of.get(other, ())
            if a != b
        }
        return Bonds(together=frozenset(together), apart=frozenset(apart))

    def _join(self, a: str, b: str) -> None:
        first, second = sorted((self.group(a), self.group(b)))
        if first != second:
            self._root[second] = first


NO_CLAIM_BONDS = ClaimBonds(NO_CONSTRAINTS)
