"""Invented acts, and a source of linked acts in memory, for tests of linking."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from hypothesis import strategies as st

from dateline.core.linking import Act, BlockKey, Days, Edge, Spot
from dateline.pipeline.linking.relink import Relinked

FIRST_DAY = 735_000
TOWN = Spot(1, 1, "KZ", 10, 43.2, 76.9, near=True)
OTHER_TOWN = Spot(2, 1, "KZ", 20, 50.3, 57.2, near=True)
COUNTRY = Spot(3, 4, "KZ", None, 48.0, 68.0, near=False)
ABROAD = Spot(4, 1, "ML", 30, 16.3, -3.4, near=True)
PLAIN = Act(
    id="0",
    document="d",
    claims=("0",),
    outlet=None,
    published=FIRST_DAY + 1,
    aggregate=False,
    types=("bombing",),
    days=(Days(FIRST_DAY, FIRST_DAY, 1, near=True),),
    implied=False,
    spots=(TOWN,),
    actors=frozenset(),
    held=frozenset(),
    harmed=frozenset(),
    held_heads=frozenset(),
    harmed_heads=frozenset(),
    sites=frozenset(),
    figures=(),
    tools=frozenset(),
    words=(),
    headline=(),
    voices=frozenset(),
    ties=(),
)


def words(*numbers: int, weight: int = 9) -> tuple[int, ...]:
    """Return the words that bear these numbers."""
    return tuple(sorted(number << 4 | weight for number in numbers))


def act(id_: str, **values: object) -> Act:
    """Return an act in a document of its own, plain but for the values given."""
    return replace(PLAIN, **{"id": id_, "document": f"d{id_}", "claims": (id_,), **values})  # type: ignore[arg-type]


def days() -> st.SearchStrategy[tuple[Days, ...]]:
    """Days within two weeks, narrow and wide, stated near the act or not."""
    single = st.builds(
        lambda start, span, near: Days(start, start + span - 1, span, near),
        st.integers(FIRST_DAY, FIRST_DAY + 14),
        st.sampled_from([1, 1, 1, 2, 5, 31, 365]),
        st.booleans(),
    )
    return st.lists(single, max_size=2, unique=True).map(tuple)


def acts(*, most: int = 14) -> st.SearchStrategy[list[Act]]:
    """Acts of which many may be one: few words, towns, days and types."""
    one = st.builds(
        lambda document, **values: replace(PLAIN, document=f"d{document}", **values),
        st.integers(0, 9),
        types=st.sampled_from([("bombing",), ("armed_assault",), ("arrest",), ("kidnapping",)]),
        days=days(),
        spots=st.sampled_from([(TOWN,), (TOWN,), (OTHER_TOWN,), (COUNTRY,), (ABROAD,), ()]),
        words=st.sets(st.integers(1, 9), min_size=2, max_size=6).map(lambda w: words(*w)),
        figures=st.sampled_from(
            [
                (),
                (("killed.victims", (3.0, 3.0, 3.0)),),
                (("killed.victims", (3.0, None, None)), ("injured.victims", (9.0, 9.0, 9.0))),
                (("killed.forces", (3.0, 3.0, 3.0)), ("killed.victims", (1.0, 1.0, 1.0))),
                (("injured.victims", (None, 40.0, 40.0)), ("taken.victims", (5.0, 5.0, 5.0))),
                (("killed.victims", (14.0, 14.0, 14.0)),),
                (("held", (5.0, 5.0, 5.0)),),
            ]
        ),
        harmed=st.sampled_from([frozenset(), frozenset({1}), frozenset({2})]),
        marks=st.sampled_from(
            [frozenset()] * 3
            + [frozenset({"quarter:nr", "hour:3"}), frozenset({"street:nr"})]
            + [frozenset({"quarter:slm", "hour:9", "another:another"})]
        ),
    )
    return st.lists(one, max_size=most).map(
        lambda found: [
            replace(each, id=f"{number:02}", claims=(f"{number:02}",))
            for number, each in enumerate(found)
        ]
    )


class MemoryLinks:
    """What was linked so far, kept as a store keeps it."""

    def __init__(self) -> None:
        self.known: dict[str, Act] = {}
        self.blocks: dict[str, tuple[BlockKey, ...]] = {}
        self.outline_of: dict[str, bytes] = {}
        self.scores: dict[tuple[str, str], float] = {}
        self.event_of: dict[str, tuple[str, ...]] = {}

    def take(self, changes: Relinked) -> None:
        """Take in what linking changed."""
        for pair in changes.edges_removed:
            self.scores.pop(pair, None)
        for gone, _ in changes.removed:
            for of_act in (self.known, self.blocks, self.outline_of, self.event_of):
                of_act.pop(gone.id)
        for new, outline in zip(changes.added, changes.outlines, strict=True):
            self.known[new.id] = new
            self.blocks[new.id] = ()
            self.outline_of[new.id] = outline.tobytes()
        for key, id_, asks in changes.blocks:
            self.blocks[id_] = (*self.blocks[id_], BlockKey(key, asks))
        self.scores.update({(edge.a, edge.b): edge.score for edge in changes.edges_added})
        for cluster in changes.clusters:
            self.event_of.update(dict.fromkeys(cluster, cluster))

    def clusters(self) -> set[tuple[str, ...]]:
        """Return all clusters."""
        return set(self.event_of.values())

    def acts(self, ids: Collection[str]) -> Iterable[Act]:
        """Yield the acts with these ids."""
        return [self.known[id_] for id_ in ids if id_ in self.known]

    def block_sizes(self, keys: Collection[int]) -> Mapping[int, tuple[int, int]]:
        """Return how many acts stand in blocks, and how many ask."""
        sizes = Counter(key for key, _, _ in self.block_members(keys))
        asking = Counter(key for key, _, _ in self.block_members(keys, asking=True))
        return {key: (size, asking[key]) for key, size in sizes.items()}

    def clusters_of(self, ids: Collection[str]) -> Iterator[tuple[str, ...]]:
        """Yield the clusters that acts are in."""
        yield from {self.event_of[id_] for id_ in ids if id_ in self.event_of}

    def block_members(
        self, keys: Collection[int], *, asking: bool = False
    ) -> Iterator[tuple[int, str, bool]]:
        """Yield the members of blocks, or those that ask."""
        wanted = set(keys)
        for id_, blocks in self.blocks.items():
            for block in blocks:
                if block.key in wanted and (block.asks or not asking):
                    yield block.key, id_, block.asks

    def outlines(self, ids: Collection[str]) -> Iterator[tuple[str, bytes]]:
        """Yield the outlines of acts."""
        return ((id_, self.outline_of[id_]) for id_ in ids)

    def edges(self, ids: Collection[str], *, in_one_event: bool = False) -> Iterator[Edge]:
        """Yield the edges at which any of these acts stand; or of those only within events."""
        wanted = set(ids)
        for (a, b), score in self.scores.items():
            apart = in_one_event and self.event_of.get(a) != self.event_of.get(b)
            if (a in wanted or b in wanted) and not apart:
                yield Edge(a, b, score)
