"""The gold set that ships with the source: it can be read and follows its own rules."""

import json
from pathlib import Path

import pytest

from dateline.resources.codebook import load_codebook
from dateline.scoring.gold_files import GoldFormat, read_gold

GOLD = Path(__file__).parents[3] / "evaluation" / "gold"
PARTS = {"dev": GOLD / "dateline-dev.jsonl", "test": GOLD / "held-out" / "dateline-test.jsonl"}


@pytest.mark.parametrize("part", PARTS)
def test_each_part_can_be_read_with_its_texts(part: str) -> None:
    gold = read_gold(PARTS[part])
    assert gold.format is GoldFormat.DATELINE
    assert gold.clusters is not None
    assert any(not document.events for document in gold.documents)


@pytest.mark.parametrize("part", PARTS)
def test_types_are_those_of_the_codebook(part: str) -> None:
    known = {type_.id for type_ in load_codebook(None).types}
    used = {t for d in read_gold(PARTS[part]).documents for e in d.events for t in e.record.types}
    assert used <= known


@pytest.mark.parametrize("part", PARTS)
def test_clusters_name_marked_events(part: str) -> None:
    gold = read_gold(PARTS[part])
    assert gold.clusters is not None
    marked = {event.record.id for document in gold.documents for event in document.events}
    named = [id_ for group in (*gold.clusters.groups, *gold.clusters.apart) for id_ in group]
    assert marked.issuperset(named)


@pytest.mark.parametrize("part", PARTS)
def test_every_line_says_to_which_part_it_belongs(part: str) -> None:
    lines = PARTS[part].read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["part"] for line in lines} == {part}


def test_the_parts_share_no_document() -> None:
    dev, test = ({d.id for d in read_gold(path).documents} for path in PARTS.values())
    assert dev.isdisjoint(test)
