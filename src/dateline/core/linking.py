"""What linking knows of an act: everything that is compared, and nothing of the text.

An *act* is what one document says of one happening: the claims that were clustered inside it.
Linking across documents reads acts alone, so that texts need not be read again. Words, names and
heads are numbers (digests); days are ordinals as ``date.toordinal`` counts them.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

#: Bounds of a figure: low, best, high; ``None`` is open.
Bounds = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Days:
    """Days on which an act may have been, both included.

    ``near`` tells that the time stands with the act itself and not elsewhere in the document;
    ``span`` is how many days the words themselves cover, before "by" or "since" widened them.
    """

    start: int
    end: int
    span: int
    near: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A place stated for an act.

    ``level`` is 0 a site, 1 a town, 2 a district, 3 a province, 4 a country, 5 a region. ``place``
    and ``admin1`` are digests; coordinates are WGS 84 degrees. ``near`` as for days.
    """

    place: int
    level: int
    country: str | None
    admin1: int | None
    latitude: float | None
    longitude: float | None
    near: bool


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that ties an act to others: its number, and the claim of the act that shows it."""

    key: int
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What one document says of one act, as linking compares it.

    Attributes:
        id: Id of its first claim, in id order.
        document: Id of its document.
        claims: Ids of its claims, sorted.
        outlet: Digest of the outlet, ``None`` if not known.
        published: Day of publication.
        aggregate: Whether it is a total.
        types: Its event types, sorted.
        days: Times stated, without repeats; of an undated report, the days before publication.
        implied: Whether ``days`` follow from the day of publication alone.
        spots: Places stated, without repeats.
        actors: Known actors that acted.
        held: Names of suspects, perpetrators, defendants and convicts.
        harmed: Names of victims and targets.
        held_heads: Head words of suspects and so on.
        harmed_heads: Head words of victims, targets and items.
        figures: Tolls by effect and side, such as ``killed.victims``, and how many were ``held``
            or are ``attackers``, by name.
        tools: What was used: classes of instruments and items.
        words: Telling words of the evidence, most telling first, each number with its weight
            (``resources.word_weights``).
        headline: The same of the headline, if the act leads the document.
        voices: Who says so: digests of the sources named.
        ties: What ties it to other acts of its case.
    """

    id: str
    document: str
    claims: tuple[str, ...]
    outlet: int | None
    published: int | None
    aggregate: bool
    types: tuple[str, ...]
    days: tuple[Days, ...]
    implied: bool
    spots: tuple[Spot, ...]
    actors: frozenset[str]
    held: frozenset[int]
    harmed: frozenset[int]
    held_heads: frozenset[int]
    harmed_heads: frozenset[int]
    figures: tuple[tuple[str, Bounds], ...]
    tools: frozenset[str]
    words: tuple[int, ...]
    headline: tuple[int, ...]
    voices: frozenset[int]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class BlockKey:
    """A block that an act stands in.

    Two acts of a block are compared if either of them ``asks``; those that ask nothing of a block
    meet each other in finer ones.
    """

    key: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Two acts that are likely one; ``a`` sorts before ``b``. ``score`` is the log odds."""

    a: str
    b: str
    score: float


class ActSource(Protocol):
    """Where the acts linked before are kept, with their blocks and edges."""

    def acts(self, ids: Collection[str]) -> Iterable[Act]:
        """Yield the acts with these ids; what is not known is left out."""
        ...

    def block_members(self, keys: Collection[int]) -> Iterable[tuple[int, str, bool]]:
        """Yield for each block the ids of its acts and whether each asks."""
        ...

    def edges(self, ids: Collection[str]) -> Iterable[Edge]:
        """Yield the edges at which any of these acts stand."""
        ...
