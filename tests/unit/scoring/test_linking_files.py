"""The linking set is read with all its faults told at once."""

import json
from pathlib import Path

import pytest

from dateline.errors import EvaluationError
from dateline.scoring.linking_files import ArticleKind, read_linking

from .linking_sets import articles, mention, write_set


def test_a_set_is_read_with_its_links(tmp_path: Path) -> None:
    linking = read_linking(write_set(tmp_path))
    first = linking.articles[0]
    assert first.wire == ("w", 1)
    assert first.kind is ArticleKind.OTHER
    assert first.marks[0].statement == "p"
    assert linking.stories[0].apart == (("ferry", "depot"),)
    assert linking.stories[0].links[0].second == "arrest"


def test_a_text_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    lines = articles()
    text = lines[0].pop("text")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a1.txt").write_text(str(text))
    assert read_linking(write_set(tmp_path, lines)).articles[0].gold.text == text


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"mentions": [mention("x", "ferry", "bombing", "no such words")]}, "is not in the text"),
        ({"mentions": [mention("x", "ferry", "bombing", "a " * 13)]}, "longer than 12 words"),
        ({"mentions": [mention("a2-1", "ferry", "bombing", "A bomb")]}, "a2-1 is used twice"),
        (
            {"mentions": [mention(i, "ferry", "bombing", "A bomb") for i in ("x", "y")]},
            "two mentions of ferry",
        ),
        ({"published": "2031-05-07"}, "its text says 2031-05-05"),
        ({"story": "t"}, "has no train t"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_fault_is_told(tmp_path: Path, change: dict[str, object], fault: str) -> None:
    lines = articles()
    lines[0] |= change
    with pytest.raises(EvaluationError, match=fault):
        read_linking(write_set(tmp_path, lines))


def test_links_to_events_nobody_tells_are_faults(tmp_path: Path) -> None:
    path = write_set(tmp_path, incidents=["ferry", "tunnel"], apart=[{"a": "depot", "b": "depot"}])
    with pytest.raises(EvaluationError) as caught:
        read_linking(path)
    assert "no article tells tunnel" in str(caught.value)
    assert "depot cannot be apart from itself" in str(caught.value)


def test_words_of_a_denial_must_stand_in_its_article(tmp_path: Path) -> None:
    denial = {"article": "a3", "evidence": "we did nothing", "denies": "depot"}
    with pytest.raises(EvaluationError, match="is not in a3"):
        read_linking(write_set(tmp_path, denials=[denial]))


def test_missing_links_are_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(articles()[0]) + "\n")
    with pytest.raises(EvaluationError, match=r"dev\.links\.json"):
        read_linking(path)
