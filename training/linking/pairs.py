"""Pairs of acts that may be one event, and whether a person marked them as one.

    python -m training.linking.pairs --linking SET.jsonl ... --gold GOLD.jsonl ... --to PAIRS

The articles of marked sets are coded, and of every pair that linking would compare is written what
it compares: numbers, and nothing of the texts.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.api import Coder
from dateline.core.linking import Act, Spot
from dateline.pipeline.linking.blocks import block_keys, kin_of, type_group
from dateline.pipeline.linking.compare_acts import FEATURES, features
from dateline.pipeline.linking.link import acts_of
from dateline.scoring.comparing import near_type
from dateline.scoring.gold_coding import ScoredDocument, code_gold
from dateline.scoring.gold_files import GoldFormat, read_gold
from dateline.scoring.linking_files import read_linking

#: What the weights that come with Dateline are fitted to.
PAIRS = Path(__file__).with_name("pairs.jsonl")
#: Look-alikes made of each act.
_LOOK_ALIKES = 1
#: Digits kept of a feature's value in a file of pairs.
_DIGITS = 4

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAct:
    """An act, the set it is from and the event it was marked as."""

    act: Act
    event: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of one set: a row of features and 1.0 or 0.0 each, look-alikes made of others included.

    ``never_met`` counts marked pairs that share no block, ``forbidden`` those that share one but
    cannot be one event by the rules.
    """

    features: Floats
    labels: Floats
    never_met: int
    forbidden: int


def write_pairs(sets: Mapping[str, Pairs], path: Path) -> None:
    """Write the pairs of sets as JSON Lines: a line a set, of each pair its label and features."""
    lines = [
        json.dumps(
            {
                "set": name,
                "never_met": pairs.never_met,
                "forbidden": pairs.forbidden,
                "pairs": [
                    [int(label), *(round(value, _DIGITS) for value in row)]
                    for label, row in zip(
                        pairs.labels.tolist(), pairs.features.tolist(), strict=True
                    )
                ],
            }
        )
        for name, pairs in sets.items()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_pairs(path: Path) -> dict[str, Pairs]:
    """Return the pairs that ``write_pairs`` wrote, by set."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        table = json.loads(line)
        rows = np.array(table["pairs"], np.float64)
        found[str(table["set"])] = Pairs(
            features=rows[:, 1:],
            labels=rows[:, 0],
            never_met=table["never_met"],
            forbidden=table["forbidden"],
        )
    return found


def read_linking_set(path: Path, coder: Coder) -> list[MarkedAct]:
    """Code the articles of a linking set and mark their acts."""
    articles = read_linking(path).articles
    event_of = {mark.id: mark.event for article in articles for mark in article.marks}
    coded = [code_gold(article.gold, GoldFormat.DATELINE, coder) for article in articles]
    return list(marked_acts(coded, event_of))


def read_gold_set(path: Path, coder: Coder) -> list[MarkedAct]:
    """Code the articles of a gold set and mark their acts by its clusters."""
    gold = read_gold(path)
    groups = gold.clusters.groups if gold.clusters else ()
    event_of = {id_: group[0] for group in groups for id_ in group}
    coded = [code_gold(document, gold.format, coder) for document in gold.documents]
    return list(marked_acts(coded, event_of))


def marked_acts(
    documents: Sequence[ScoredDocument], event_of: Mapping[str, str]
) -> Iterable[MarkedAct]:
    """Yield the acts found for marked events; an event in no group is one of its own."""
    for document in documents:
        acts = acts_of(document.coded.document, document.coded.claims)
        act_of = {claim: act for act in acts for claim in act.claims}
        for marked, found in document.align(near_type).pairs:
            for act in {act_of[c].id: act_of[c] for c in found.claims if c in act_of}.values():
                yield MarkedAct(act=act, event=event_of.get(marked.id, marked.id))


def make_pairs(marked: Sequence[MarkedAct]) -> Pairs:
    """Return all pairs of a set that share a block, with what is compared of them."""
    blocks: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    for number, each in enumerate(marked):
        for key in block_keys(each.act):
            blocks[key.key].append((number, key.asks))
    met = {
        (i, j)
        for members in blocks.values()
        for (i, asks), (j, other) in combinations(sorted(members), 2)
        if (asks or other) and kin_of(marked[i].act)(marked[j].act)
    }
    rows, labels, forbidden = [], [], 0
    for i, j in sorted(met):
        one_event = marked[i].event == marked[j].event
        values = features(marked[i].act, marked[j].act)
        if values is not None:
            rows.append(values)
            labels.append(float(one_event))
        elif marked[i].act.document != marked[j].act.document:
            forbidden += one_event
    never_met = sum(
        a.event == b.event and a.act.document != b.act.document and (i, j) not in met
        for (i, a), (j, b) in combinations(enumerate(marked), 2)
    )
    for a, b in _moved(marked):
        values = features(a, b)
        if values is not None:
            rows.append(values)
            labels.append(0.0)
    return Pairs(
        features=np.array(rows, dtype=np.float64).reshape(-1, len(FEATURES)),
        labels=np.array(labels, dtype=np.float64),
        never_met=never_met,
        forbidden=forbidden,
    )


def _moved(marked: Sequence[MarkedAct]) -> Iterable[tuple[Act, Act]]:
    """Yield acts of different events as if both had been on one day, in one town or one country.

    Marked sets hold few look-alikes, a stream of news many. Acts of one place are left out: moved
    to one day they would be told like few acts there are.
    """
    for i, a in enumerate(marked):
        others = [
            b for b in marked[i + 1 :] if b.event != a.event and not _share_place(a.act, b.act)
        ]
        for number, b in enumerate(
            others[:: max(1, len(others) // _LOOK_ALIKES)][:_LOOK_ALIKES], start=i
        ):
            if type_groups(a.act) & type_groups(b.act):
                spots = a.act.spots if number % 2 else tuple(map(_widened, a.act.spots))
                yield a.act, replace(b.act, days=a.act.days, spots=spots)


def _share_place(a: Act, b: Act) -> bool:
    return not {s.place for s in a.spots}.isdisjoint(s.place for s in b.spots)


def type_groups(act: Act) -> set[str]:
    """Return the groups of types an act may be told as."""
    return {type_group(t) for t in act.types}


def _widened(spot: Spot) -> Spot:
    """Return the country of a place."""
    return replace(spot, place=0, level=4, admin1=None, latitude=None, longitude=None)


def main() -> None:
    """Code the sets and write their pairs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--linking", type=Path, nargs="*", default=[], help="linking sets")
    parser.add_argument("--gold", type=Path, nargs="*", default=[], help="gold sets with clusters")
    parser.add_argument("--to", type=Path, default=PAIRS, help="where the pairs go")
    options = parser.parse_args()
    coder = Coder()
    sets = {_name(path): make_pairs(read_linking_set(path, coder)) for path in options.linking}
    sets |= {_name(path): make_pairs(read_gold_set(path, coder)) for path in options.gold}
    write_pairs(sets, options.to)


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])


if __name__ == "__main__":
    main()
