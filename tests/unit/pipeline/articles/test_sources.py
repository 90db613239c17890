"""Inputs to sources."""

from pathlib import Path

import pytest

from dateline.errors import ArticleError
from dateline.pipeline.articles.options import ReadOptions, load_sidecar
from dateline.pipeline.articles.sources import Source, iter_sources


def labels(inputs: list[str], options: ReadOptions | None = None) -> list[str]:
    found = list(iter_sources(inputs, options or ReadOptions()))
    return [f.label if isinstance(f, Source) else f"{f.path}: {f.reason}" for f in found]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "sub/c.md", "sub/.hidden.txt", ".git/d.txt", "picture.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Two men were held.", encoding="utf-8")
    return tmp_path


def test_folders_are_searched_through_in_the_order_of_names(folder: Path) -> None:
    names = [label.removeprefix(f"{folder.as_posix()}/") for label in labels([str(folder)])]
    assert names == ["a.txt", "b.txt", "sub/c.md"]


def test_a_file_named_twice_is_given_once(folder: Path) -> None:
    inputs = [str(folder / "b.txt"), str(folder), str(folder / "*.txt"), f"{folder}/sub/../a.txt"]
    names = [label.rpartition("/")[2] for label in labels(inputs)]
    assert names == ["b.txt", "a.txt", "c.md"]


def test_a_file_named_outright_is_read_whatever_its_ending(folder: Path) -> None:
    assert labels([str(folder / "picture.png")]) == [(folder / "picture.png").as_posix()]


def test_patterns_reach_into_folders(folder: Path) -> None:
    names = [label.rpartition("/")[2] for label in labels([f"{folder}/**/*.md"])]
    assert names == ["c.md"]


def test_a_name_with_pattern_characters_is_found_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a[1].txt"
    path.write_text("Two men were held.", encoding="utf-8")
    assert labels([str(path)]) == [path.as_posix()]


def test_what_cannot_be_opened_is_named_and_the_rest_is_given(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    found = labels(["nowhere.txt", "no*.match", str(empty), str(folder / "a.txt")])
    assert found[0] == "nowhere.txt: not found"
    assert found[1] == "no*.match: no file matches this pattern"
    assert "folder holds no readable file" in found[2]
    assert found[3].endswith("a.txt")


def test_repeated_ids_in_a_table_still_give_unique_labels(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 7, "text": "a"}\n{"id": 7, "text": "b"}\n', encoding="utf-8")
    assert [label.rpartition("#")[2] for label in labels([str(path)])] == ["7", "7~2"]


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("headline,words\nx,y\n", encoding="utf-8")
    (found,) = labels([str(path)], ReadOptions(text_column="story"))
    assert "no column 'story' (columns: headline, words)" in found


def test_a_chosen_column_is_used(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("text\tstory\nwrong\tright\n", encoding="utf-8")
    (found,) = iter_sources([str(path)], ReadOptions(text_column="Story"))
    assert isinstance(found, Source)
    assert found.row is not None
    assert found.row.text == "right"


@pytest.mark.parametrize(
    "content",
    ['[{"text": "a"}, {"text": "b"}]', '{"articles": [{"text": "a"}, {"text": "b"}]}'],
)
def test_a_json_file_may_hold_a_list_of_articles(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(content, encoding="utf-8")
    assert [label.rpartition("#")[2] for label in labels([str(path)])] == ["1", "2"]


@pytest.mark.parametrize("content", ["[" * 100_000, "7", '["a"]', "", "{"])
def test_json_that_is_no_article_gives_an_error(tmp_path: Path, content: str) -> None:
    path = tmp_path / "rows.json"
    path.write_text(content, encoding="utf-8")
    (found,) = iter_sources([str(path)], ReadOptions())
    assert isinstance(found, ArticleError)


def test_a_row_above_the_limit_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "' + "a" * 900 + '"}\n{"text": "b"}\n', encoding="utf-8")
    first, second = labels([str(path)], ReadOptions(max_bytes=500))
    assert "row is larger than 500 bytes" in first
    assert second.endswith("#2")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", "file,published\nx.txt,2021-05-04\n"),
        ("a.tsv", "path\tdate\nx.txt\t4 May 2021\n"),
        ("a.json", '{"x.txt": "2021-05-04"}'),
        ("a.json", '[{"file": "x.txt", "published": "2021-05-04"}]'),
    ],
)
def test_a_sidecar_dates_files_by_name(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert {k: v.isoformat() for k, v in load_sidecar(path).items()} == {"x.txt": "2021-05-04"}


@pytest.mark.parametrize(
    ("content", "where"),
    [("file,published\na.txt,2021-05-04\nb.txt,soon\n", "line 3"), ("a,b\n1,2\n", "line 1")],
)
def test_a_fault_in_a_sidecar_names_its_line(tmp_path: Path, content: str, where: str) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ArticleError, match=where):
        load_sidecar(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes('text,title\r\n"Zoë was held.\r\nThey fled.",x\r\n'.encode(encoding))
    (found,) = iter_sources([str(path)], ReadOptions())
    assert isinstance(found, Source)
    assert found.row is not None
    assert found.row.text == "Zoë was held.\nThey fled."


def test_a_binary_file_under_a_table_s_name_is_named_for_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 99)
    (found,) = iter_sources([str(path)], ReadOptions())
    assert isinstance(found, ArticleError)
    assert "PNG image" in found.reason
