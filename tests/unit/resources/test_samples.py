"""The sample articles that come with Dateline."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.core.documents import Document, SegmentKind
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import read_document
from dateline.pipeline.articles.sources import Source, iter_sources

FOLDER = Path(str(files("dateline.resources") / "samples"))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    options = ReadOptions()
    sources = list(iter_sources([str(FOLDER)], options))
    assert all(isinstance(source, Source) for source in sources)
    return {
        Path(source.label).name: read_document(source, options, today=date(2026, 1, 1)).document
        for source in sources
        if isinstance(source, Source)
    }


def test_every_sample_says_that_it_is_invented(documents: dict[str, Document]) -> None:
    assert len(documents) == 21
    for name, document in documents.items():
        assert "Invented sample article. Nothing in it happened." in document.text, name


def test_every_sample_is_dated_and_names_its_outlet(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        assert document.published is not None, name
        assert document.outlet, name
        assert document.title, name


def test_one_sample_is_not_in_english(documents: dict[str, Document]) -> None:
    others = {name: d.language for name, d in documents.items() if d.language != "en"}
    assert others == {"17-shymkent-ru.txt": "ru"}


def test_calls_for_violence_stand_in_comments_only(documents: dict[str, Document]) -> None:
    document = documents["15-leaflets-with-comments.html"]
    for words in ("Shoot them both", "Bomb their houses", "Ten policemen were attacked"):
        segment = document.segment_at(document.text.index(words))
        assert segment is not None
        assert segment.kind is SegmentKind.COMMENT


def test_the_second_of_two_equal_captions_is_a_copy(documents: dict[str, Document]) -> None:
    captions = list(documents["16-burnt-granaries.txt"].segments_of(SegmentKind.CAPTION))
    assert [caption.copy_of is None for caption in captions] == [True, False]
