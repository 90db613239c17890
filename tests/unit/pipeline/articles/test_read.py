"""Sources to documents: formats, dates, and every kind of bad input."""

import gzip
import io
import os
import random
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import DateBasis, Document, SegmentKind, document_id
from dateline.errors import ArticleError
from dateline.pipeline.articles.options import ReadOptions, load_sidecar
from dateline.pipeline.articles.read import document_from_text, read_document
from dateline.pipeline.articles.sources import Source, iter_sources
from tests.unit.pipeline.articles.examples import DATA, TODAY, read_bytes, read_file, words_of

SENTENCE = "Police in Torva arrested three men on Tuesday, officials said."


def reason(folder: Path, data: bytes, name: str = "article.txt") -> str:
    """Return why bytes saved under a name cannot be read."""
    with pytest.raises(ArticleError) as caught:
        read_bytes(folder, data, name)
    assert caught.value.path.endswith(name)
    assert "\n" not in caught.value.reason
    return caught.value.reason


def only(found: Iterator[Source | ArticleError]) -> Source | ArticleError:
    (one,) = found
    return one


def test_header_lines_become_fields_and_leave_the_text() -> None:
    document = read_file(DATA / "headed.txt").document
    assert document.text.startswith("Police in Torva raided")
    assert document.url == "https://courier.example/2021/05/04/torva-raid"
    assert (document.outlet, document.title) == ("Norland Courier", "Raid in Torva")
    assert document.byline == "Mara Quill"
    assert document.published is not None
    assert document.published.date == date(2021, 5, 5)
    assert document.published.basis is DateBasis.HEADER
    assert document.id == document_id(document.text)


def test_the_same_text_has_the_same_id_whatever_stands_above_it(tmp_path: Path) -> None:
    plain = read_bytes(tmp_path, SENTENCE.encode() + b"\r\n", "a.txt").document
    headed = read_bytes(tmp_path, b"URL: x\n\n\n" + SENTENCE.encode(), "b.txt").document
    assert plain.id == headed.id


def test_a_page_gives_text_metadata_and_its_comments_apart() -> None:
    document = read_file(DATA / "page.html").document
    assert document.url == "https://courier.example/world/torva-bomb"
    assert document.outlet == "Norland Courier"
    assert document.title == "Bomb kills two in Torva"
    assert document.byline == "Mara Quill"
    assert document.dateline == "TORVA"
    assert document.published is not None
    assert document.published.date == date(2021, 5, 4)
    assert document.published.basis is DateBasis.METADATA
    assert words_of(document, SegmentKind.HEADLINE) == ["Bomb kills two in Torva"]
    assert words_of(document, SegmentKind.CAPTION) == [
        "Firefighters near the ruined bus station in Torva."
    ]
    assert words_of(document, SegmentKind.SUBHEADING) == ["No claim yet"]
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 3
    bearing = " ".join(document.text_at(s.span) for s in document.segments if s.bears_claims)
    assert "shot in the street" in document.text
    assert "shot in the street" not in bearing


def test_markdown_gives_words_without_marks() -> None:
    document = read_file(DATA / "note.md").document
    assert document.byline == "Mara Quill, Ivo Brandt"
    assert words_of(document, SegmentKind.HEADLINE) == ["Raid near Dera Sahil"]
    assert words_of(document, SegmentKind.SUBHEADING) == ["Weapons found"]
    assert words_of(document, SegmentKind.CAPTION) == ["Soldiers at a checkpoint."]
    assert "Soldiers killed three gunmen in a raid near Dera Sahil" in document.text
    assert document.published is not None
    assert document.published.basis is DateBasis.HEADER


def test_rows_are_read_with_their_columns_and_bad_rows_are_named() -> None:
    path = DATA / "rows.jsonl"
    found = list(iter_sources([str(path)], ReadOptions()))
    errors = [item for item in found if isinstance(item, ArticleError)]
    sources = [item for item in found if isinstance(item, Source)]
    assert [error.path.rpartition("#")[2] for error in errors] == ["2", "3"]
    assert "no text" in errors[0].reason
    assert "not JSON" in errors[1].reason
    assert [source.label.rpartition("#")[2] for source in sources] == ["a1", "a3"]
    document = read_document(sources[0], ReadOptions(), today=TODAY).document
    assert document.outlet == "Norland Courier"
    assert document.url == "https://courier.example/a1"
    assert document.published is not None
    assert document.published.date == date(2021, 5, 4)
    assert words_of(document, SegmentKind.HEADLINE) == ["Two held in Torva"]


def test_a_csv_cell_may_hold_paragraphs() -> None:
    source = only(iter_sources([str(DATA / "rows.csv")], ReadOptions()))
    assert isinstance(source, Source)
    document = read_document(source, ReadOptions(), today=TODAY).document
    assert len(words_of(document, SegmentKind.PARAGRAPH)) == 2


def test_standard_input_is_read_under_the_name_of_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    source = only(iter_sources(["-", "-"], ReadOptions()))
    assert isinstance(source, Source)
    assert read_document(source, ReadOptions(), today=TODAY).document.path == "-"


def test_gzip_and_zip_members_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.txt.gz").write_bytes(gzip.compress(SENTENCE.encode()))
    with zipfile.ZipFile(tmp_path / "two.zip", "w") as archive:
        archive.writestr("b/c.txt", SENTENCE)
        archive.writestr("a.txt", SENTENCE)
        archive.writestr("picture.png", b"x")
    found = list(iter_sources([str(tmp_path)], ReadOptions()))
    labels = [item.label for item in found if isinstance(item, Source)]
    assert [label.removeprefix(tmp_path.as_posix()) for label in labels] == [
        "/one.txt.gz",
        "/two.zip!a.txt",
        "/two.zip!b/c.txt",
    ]
    for item in found:
        assert isinstance(item, Source)
        assert read_document(item, ReadOptions(), today=TODAY).document.text == SENTENCE


def test_a_date_line_beside_the_headline_dates_an_article_that_says_nothing_else() -> None:
    text = f"Two held in Torva\n\nSunday May 2, 2021\n\n{SENTENCE}"
    document = document_from_text(text)
    assert document.published is not None
    assert document.published.date == date(2021, 5, 2)
    assert document.published.basis is DateBasis.TEXT
    assert document.published.mention is not None
    assert document.text_at(document.published.mention) == "May 2, 2021"


def test_of_published_and_updated_the_first_counts() -> None:
    text = f"Two held in Torva\n\nUpdated May 4, 2021 Published May 2, 2021\n\n{SENTENCE}"
    document = document_from_text(text)
    assert document.published is not None
    assert document.published.date == date(2021, 5, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested two men in Torva on May 2, 2021, the ministry said in a statement.",
        "Saturday, June 10, 2023 | Back issues\n\nTwo men held in Torva plot\n\n" + SENTENCE,
        SENTENCE,
    ],
)
def test_no_date_is_made_up_from_running_text_or_a_masthead(text: str) -> None:
    assert document_from_text(text).published is None


@pytest.mark.parametrize(
    ("header", "name", "options", "day", "basis"),
    [
        (
            "PUBLISHED: 2021-01-01\nURL: http://a.example/2021/02/02/x\n\n",
            "a.txt",
            True,
            1,
            "header",
        ),
        ("URL: http://a.example/2021/02/02/x\n\n", "a.txt", True, 2, "url"),
        ("URL: http://a.example/x\n\n", "2021-05-05_a.txt", True, 3, "option"),
        ("Torva raid\n\nApril 4, 2021\n\n", "2021-05-05_a.txt", False, 4, "text"),
        ("", "2021-05-05_a.txt", False, 5, "path"),
    ],
)
def test_dates_are_taken_from_the_surest_place(
    tmp_path: Path, header: str, name: str, options: bool, day: int, basis: str
) -> None:
    path = tmp_path / name
    path.write_text(header + SENTENCE, encoding="utf-8")
    chosen = ReadOptions(published=date(2021, 3, 3) if options else None)
    published = read_file(path, chosen).document.published
    assert published is not None
    assert (published.date, published.basis.value) == (date(2021, day, day), basis)


def test_the_sidecar_dates_a_file_by_its_name_before_the_general_option() -> None:
    options = ReadOptions(published=date(2020, 1, 1), sidecar=load_sidecar(DATA / "dates.csv"))
    published = read_file(DATA / "scraped.txt", options).document.published
    assert published is not None
    assert published.date == date(2021, 5, 4)


def test_a_future_date_is_dropped_with_a_warning(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"PUBLISHED: 2031-01-01\n\n" + SENTENCE.encode())
    assert read.document.published is None
    (warning,) = read.warnings
    assert "2031-01-01" in warning
    assert "future" in warning


def test_a_date_a_day_ahead_is_kept_for_articles_from_further_east(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"PUBLISHED: 2024-06-02\n\n" + SENTENCE.encode())
    assert read.document.published is not None
    assert not read.warnings


def test_a_header_that_is_no_date_is_reported(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"PUBLISHED: last week\n\n" + SENTENCE.encode())
    assert read.document.published is None
    assert "last week" in read.warnings[0]


def test_the_language_is_told_and_left_open_for_short_texts(tmp_path: Path) -> None:
    russian = "Полиция задержала трёх человек в городе в понедельник утром, сообщили власти."
    assert read_bytes(tmp_path, russian.encode()).document.language == "ru"
    assert read_bytes(tmp_path, SENTENCE.encode()).document.language == "en"
    assert read_bytes(tmp_path, b"Two men held.").document.language is None


def test_wrapped_text_gives_paragraphs_that_span_lines(tmp_path: Path) -> None:
    long = " ".join([SENTENCE] * 4)
    data = "\n\n".join([textwrap.fill(long, 72)] * 2 + ["Nobody was hurt in the raid."]).encode()
    document = read_bytes(tmp_path, data).document
    assert words_of(document, SegmentKind.PARAGRAPH)[0] == long


def test_an_empty_file_is_named_as_such(tmp_path: Path) -> None:
    assert reason(tmp_path, b"") == "empty file"
    assert "white space" in reason(tmp_path, b" \n\t\n")
    assert "no text" in reason(tmp_path, b"URL: http://a.example\n\n")


def test_a_binary_file_under_a_text_name_is_named_for_what_it_is(tmp_path: Path) -> None:
    assert reason(tmp_path, b"\x89PNG\r\n\x1a\n" + b"\x00" * 99) == "looks binary (PNG image)"
    assert "binary" in reason(tmp_path, bytes(random.Random(1).randbytes(5_000)))


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    with pytest.raises(ArticleError, match=r"100\.0 MB, the limit is 50\.0 MB"):
        read_file(path)


def test_a_text_longer_than_any_article_is_refused(tmp_path: Path) -> None:
    assert "6.0 million characters" in reason(tmp_path, b"word " * 1_200_000)
    assert "150,000" in reason(tmp_path, b"a\n" * 150_000)


def test_truncated_gzip_says_so(tmp_path: Path) -> None:
    data = gzip.compress(random.Random(1).randbytes(3_000))[:-40]
    assert "truncated" in reason(tmp_path, data, "a.txt.gz")
    assert "damaged" in reason(tmp_path, b"no gzip at all", "b.txt.gz")


def test_a_gzip_bomb_is_stopped_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "bomb.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 3_000_000))
    with pytest.raises(ArticleError, match=r"too large: expands to more than 1\.0 MB"):
        read_file(path, ReadOptions(max_bytes=1_000_000))


def test_a_zip_bomb_is_told_from_its_ratio_and_its_neighbours_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", b"0" * 8_000_000)
        archive.writestr("inner.zip", b"x")
        archive.writestr("ok.txt", SENTENCE)
    bomb, inner, source = iter_sources([str(tmp_path / "bomb.zip")], ReadOptions())
    assert isinstance(bomb, ArticleError)
    assert "ZIP bomb" in bomb.reason
    assert isinstance(inner, ArticleError)
    assert isinstance(source, Source)


def test_an_archive_that_expands_beyond_all_measure_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "big.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 90_000)
    found = only(iter_sources([str(tmp_path / "big.zip")], ReadOptions(max_bytes=2_000)))
    assert isinstance(found, ArticleError)
    assert "expands to" in found.reason


def test_a_damaged_zip_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    found = only(iter_sources([str(tmp_path / "a.zip")], ReadOptions()))
    assert isinstance(found, ArticleError)
    assert "damaged ZIP" in found.reason


@pytest.mark.parametrize(
    "page",
    [
        b"<html><body>" + b"<div>" * 100_000 + b"words",
        b"<html><body><p " + b" ".join(b"a%d=1" % i for i in range(20_000)) + b">words</p>",
        b"<html><body></body></html>",
        b"<!doctype html><!--" + b"a" * 100_000,
        b"<html><body>" + b"<span " * 50_000,
    ],
)
def test_pages_built_to_break_a_parser_are_refused(tmp_path: Path, page: bytes) -> None:
    assert reason(tmp_path, page, "page.html")


def test_broken_markup_still_gives_its_text(tmp_path: Path) -> None:
    page = b"<html><body><p>" + SENTENCE.encode() * 5 + b"<p><b>More <i>words</b></p></div></html"
    assert SENTENCE in read_bytes(tmp_path, page, "page.html").document.text


def test_a_page_under_a_text_name_is_read_as_a_page(tmp_path: Path) -> None:
    document = read_bytes(tmp_path, (DATA / "page.html").read_bytes(), "saved.txt").document
    assert document.title == "Bomb kills two in Torva"


def test_a_page_in_a_declared_charset_is_decoded(tmp_path: Path) -> None:
    page = (DATA / "page.html").read_text(encoding="utf-8").replace("utf-8", "koi8-r")
    page = page.replace("Lena Osk", "Лена Оск")
    assert "Лена Оск" in read_bytes(tmp_path, page.encode("koi8-r"), "a.html").document.text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode())
    path.chmod(0)
    with pytest.raises(ArticleError, match="no read permission"):
        read_file(path)


def test_a_refused_permission_is_reported_in_one_clause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode())
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ArticleError, match="no read permission"):
        read_file(path)


def test_a_file_that_went_away_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="not found"):
        read_file(tmp_path / "gone.txt")


@given(st.binary(max_size=300))
def test_any_page_gives_a_document_or_one_clear_error(data: bytes) -> None:
    page = "<html>" + data.decode("latin-1")
    document = _document_or_reason(page)
    assert isinstance(document, Document) or document


@given(st.text(max_size=300))
def test_any_text_gives_a_document_whose_id_is_that_of_its_text(text: str) -> None:
    document = _document_or_reason(text)
    if isinstance(document, Document):
        assert document.id == document_id(document.text)
        assert document_from_text(text) == document
    else:
        assert "empty" in document


def _document_or_reason(text: str) -> Document | str:
    try:
        return document_from_text(text)
    except ArticleError as error:
        return error.reason
