"""The sets of single sentences that ship with the source follow their own rules."""

from hashlib import sha256
from pathlib import Path

import pytest

from dateline.resources.codebook import load_codebook
from dateline.scoring.marked_lines import MarkedText, read_marked
from dateline.scoring.near_misses import NearMiss
from dateline.scoring.passages import SCOPE, Passage

SETS = Path(__file__).parents[3] / "evaluation" / "sets"
FILES = [
    (folder, part, kind)
    for folder, kind in (("near-misses", NearMiss), ("few-shot-types", Passage))
    for part in ("dev", "held")
]


def items(folder: str, part: str, kind: type[MarkedText]) -> list[MarkedText]:
    name = "dev.jsonl" if part == "dev" else "held-out/held.jsonl"
    return [item for _, item in read_marked(SETS / folder / name, kind)]


@pytest.mark.parametrize(("folder", "part", "kind"), FILES)
def test_the_part_follows_from_the_id(folder: str, part: str, kind: type[MarkedText]) -> None:
    for item in items(folder, part, kind):
        assert item.part == part
        assert (sha256(item.id.encode()).digest()[0] % 2 == 1) is (part == "held"), item.id


@pytest.mark.parametrize("folder", ["near-misses", "few-shot-types"])
def test_no_text_stands_twice(folder: str) -> None:
    kind = NearMiss if folder == "near-misses" else Passage
    texts = [item.text for part in ("dev", "held") for item in items(folder, part, kind)]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize("part", ["dev", "held"])
def test_types_of_acts_are_those_of_the_codebook(part: str) -> None:
    known = {type_.id for type_ in load_codebook(None).types}
    assert known >= SCOPE
    for passage in items("few-shot-types", part, Passage):
        assert isinstance(passage, Passage)
        assert known.issuperset(name for act in passage.acts for name in act.types)
        assert passage.readings is not None
