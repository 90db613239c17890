"""The linking set that ships with the source: read, checked, and as its generator writes it."""

from pathlib import Path

import pytest
from tools.linking_gold.check import check
from tools.linking_gold.compose import FILES, compose

from dateline.resources.codebook import load_codebook
from dateline.scoring.linking_files import LinkingSet, read_linking

ROOT = Path(__file__).parents[3] / "evaluation" / "linking"


@pytest.fixture(scope="module")
def sets() -> list[LinkingSet]:
    return [read_linking(path) for path in sorted(ROOT.rglob("*.jsonl"))]


def test_its_files_agree_with_each_other(sets: list[LinkingSet]) -> None:
    assert list(check(sets, load_codebook(None))) == []


def test_it_has_the_size_it_is_said_to_have(sets: list[LinkingSet]) -> None:
    articles = [article for linking in sets for article in linking.articles]
    incidents = [i for linking in sets for story in linking.stories for i in story.incidents]
    by_hand = [article for article in articles if article.gold.id.startswith("h")]
    assert len(articles) >= 300
    assert len(by_hand) >= 80
    assert len(set(incidents)) >= 60


def test_composing_it_again_gives_the_same_files(tmp_path: Path) -> None:
    compose(tmp_path)
    for name in FILES.values():
        for suffix in (".jsonl", ".links.json"):
            composed = (tmp_path / f"{name}{suffix}").read_bytes()
            assert composed == (ROOT / f"{name}{suffix}").read_bytes(), name
