"""What linking knows of an act: everything that is compared, and nothing of the text.

An *act* is what one document says of one happening: the claims that were clustered inside it.
Linking across documents reads acts alone, so that texts need not be read again. Words, names and
heads are numbers (digests); days are ordinals as ``date.toordinal`` counts them.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from dateline.core.documents import Document
from dateline.core.grounded import GroundedClaim

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


class TiePart(StrEnum):
    """Which end of a tie an act is: one of equals, the incident, or what refers to it.

    ``NUMBERS``: it tells in one document of as many people held; equals if they are other steps.
    ``BESIDE``: it is told in one stretch of text with others, of which it may be a part.
    ``COURT``: it is a step in court, told in one document with others.
    """

    SHARES = "shares"
    NUMBERS = "numbers"
    IS = "is"
    REFERS = "refers"
    BESIDE = "beside"
    COURT = "court"


@dataclass(frozen=True, slots=True)
class Tie:
    """Something that ties an act to others: its number, and the claim of the act that shows it.

    ``kind`` is part of the name of the type that a reference asks for, empty if any will do.
    """

    key: int
    claim: str
    part: TiePart = TiePart.SHARES
    kind: str = ""


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
        sites: What sort of place or facility it happened at: "market", "mosque".
        figures: Tolls by effect and side, such as ``killed.victims``, and how many were ``held``
            or are ``attackers``, by name.
        tools: What was used: classes of instruments and items.
        words: Telling words of the evidence, most telling first, each number with its weight
            (``resources.word_weights``).
        headline: The same of the headline, if the act leads the document.
        voices: Who says so: digests of the sources named.
        ties: What ties it to other acts of its case.
        marks: What tells it from like acts, as ``kind:value``: named quarters and sites, hours,
            what its victims are, how it was done.
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
    sites: frozenset[int]
    figures: tuple[tuple[str, Bounds], ...]
    tools: frozenset[str]
    words: tuple[int, ...]
    headline: tuple[int, ...]
    voices: frozenset[int]
    ties: tuple[Tie, ...]
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedActs:
    """The acts of one document as coding left them.

    ``version`` is that of what made them, ``linker`` that of what made the events that were coded
    beside them; empty if there are none that linking could go on from.
    """

    version: str
    acts: tuple[Act, ...]
    linker: str = ""


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

    def block_sizes(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """Return how many acts stand in each of these blocks, and how many of them ask."""
        ...

    def clusters_of(self, ids: Collection[str]) -> Iterable[Collection[str]]:
        """Yield the ids of the acts of each event that one of these acts is in."""
        ...

    def block_members(
        self, keys: Collection[int], *, asking: bool = False
    ) -> Iterable[tuple[int, str, bool]]:
        """Yield for each block the ids of its acts and whether each asks; or of those only."""
        ...

    def outlines(self, ids: Collection[str]) -> Iterable[tuple[str, bytes]]:
        """Yield id and outline of the acts with these ids, as they were given."""
        ...

    def edges(self, ids: Collection[str], *, in_one_event: bool = False) -> Iterable[Edge]:
        """Yield the edges at which any of these acts stand; or of those only within events."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ActChanges:
    """What a linking changed in the acts and in what is kept to go on from them.

    Attributes:
        linker: Which linker made this state.
        anew: Whether this is the whole state, in place of any before.
        removed: Acts that are no more or changed, as they were, with the blocks they stood in.
        added: New and changed acts.
        blocks: Their blocks by key: key, act and whether it asks.
        outlines: By what pairs of them are screened, in their order.
        edges_removed: Pairs of act ids that are no edge any more; all those of removed acts.
        edges_added: New edges and those whose score changed.
        event_of: The event of every act that was added or is in another event now.
    """

    linker: str
    anew: bool
    removed: Sequence[tuple[Act, Sequence[BlockKey]]]
    added: Sequence[Act]
    blocks: Iterable[tuple[int, str, bool]]
    outlines: Iterable[bytes]
    edges_removed: Sequence[tuple[str, str]]
    edges_added: Sequence[Edge]
    event_of: Mapping[str, str]


class LinkedActs(ActSource, Protocol):
    """The state of the last linking, as a store keeps it."""

    def linker(self) -> str | None:
        """Return which linker made the state, ``None`` if there is none to go on from."""
        ...

    def coded(self, documents: Collection[str], version: str) -> Mapping[str, tuple[Act, ...]]:
        """Return the acts that coding found, for the documents coded with this version."""
        ...

    def acts_of(
        self, *, documents: Collection[str] = (), events: Collection[str] = ()
    ) -> Iterable[Act]:
        """Yield the acts of these documents and those of these events."""
        ...

    def tied(self, keys: Collection[int]) -> Iterable[Act]:
        """Yield the acts that have one of these ties."""
        ...

    def telling(self, keys: Collection[int]) -> Collection[int]:
        """Return those of these ties that an act has which is not the incident itself."""
        ...

    def documents(self) -> Sequence[str]:
        """Return the ids of all documents, linked or not, sorted."""
        ...

    def event_ids(self) -> Sequence[str]:
        """Return the ids of all events there are, sorted."""
        ...

    def events_of(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return the event of each act."""
        ...

    def claims(self, ids: Collection[str]) -> Iterable[GroundedClaim]:
        """Yield the claims with these ids."""
        ...

    def texts(self, ids: Collection[str]) -> Iterable[Document]:
        """Yield the documents with these ids."""
        ...
