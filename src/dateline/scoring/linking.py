"""Score which events of different documents were taken for one."""

from collections.abc import Mapping, Sequence
from itertools import combinations

from dateline.core.events import Event
from dateline.scoring.gold_files import Clusters
from dateline.scoring.report import Table, count_row, f1_row

Pair = frozenset[str]


def linking_table(
    clusters: Clusters,
    matched: Sequence[tuple[str, str, tuple[str, ...]]],
    events: Sequence[Event],
) -> Table:
    """Score same-event pairs among the marked events that were found.

    A pair of marked events of two documents is linked when the found events matched to them
    share an event over all documents. Pairs depend on each other, so the interval draws groups
    of documents between which nothing is, or was, linked.

    Args:
        clusters: What a person says is one event, and what must stay apart.
        matched: For each marked event found: its id, its document, the claims found for it.
        events: Events over all documents.
    """
    event_of = {claim: event.id for event in events for claim in event.claims}
    documents = {marked: document for marked, document, _ in matched}
    linked_as = {
        marked: frozenset(event_of[claim] for claim in claims if claim in event_of)
        for marked, _, claims in matched
    }
    group_of = {id_: number for number, group in enumerate(clusters.groups) for id_ in group}
    gold: set[Pair] = set()
    found: set[Pair] = set()
    for first, second in combinations(sorted(documents), 2):
        if documents[first] == documents[second]:
            continue
        if group_of.get(first, -1) == group_of.get(second, -2):
            gold.add(frozenset({first, second}))
        if linked_as[first] & linked_as[second]:
            found.add(frozenset({first, second}))
    rows = [f1_row("same-event pairs", _tallies(gold, found, documents))]
    apart = [pair for pair in clusters.apart if pair[0] in linked_as and pair[1] in linked_as]
    merged = sum(bool(linked_as[first] & linked_as[second]) for first, second in apart)
    rows.append(count_row("pairs that must stay apart, merged", len(apart), merged))
    everything = sum(_cross_pairs(group) for group in clusters.groups)
    note = (
        f"Among marked events that were found: {len(gold)} of {everything} same-event pairs marked."
    )
    return Table(title="Linking across documents", rows=tuple(rows), note=note)


def _cross_pairs(group: Sequence[str]) -> int:
    return len(group) * (len(group) - 1) // 2


def _tallies(
    gold: set[Pair], found: set[Pair], documents: Mapping[str, str]
) -> list[tuple[float, float, float]]:
    """Return right, found and marked pairs per group of documents tied by any pair."""
    root = {document: document for document in documents.values()}

    def top(document: str) -> str:
        while root[document] != document:
            document = root[document]
        return document

    ordered = sorted(sorted(pair) for pair in gold | found)
    for first, second in ordered:
        a, b = top(documents[first]), top(documents[second])
        root[max(a, b)] = min(a, b)
    tallies = {top(document): [0.0, 0.0, 0.0] for document in sorted(root)}
    for first, second in ordered:
        pair = frozenset({first, second})
        row = tallies[top(documents[first])]
        row[0] += pair in gold and pair in found
        row[1] += pair in found
        row[2] += pair in gold
    return [(right, n_found, marked) for right, n_found, marked in tallies.values()]
