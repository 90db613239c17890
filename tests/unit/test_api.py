"""The Python API: an article coded in a few lines."""

from datetime import date
from pathlib import Path
from time import process_time

import pytest

from dateline.api import Coder
from dateline.core.documents import DateBasis
from dateline.errors import ArticleError, ResourceError
from dateline.pipeline.run import Pipeline

TEXT = "Police arrested two suspected militants in Almaty on 3 May 2031."
DAY = date(2031, 5, 8)


def test_text_is_coded(coder: Coder) -> None:
    coded = coder.code(TEXT)
    assert [grounded.claim.type for grounded in coded.claims] == ["arrest"]
    assert len(coded.events) == 1
    assert coded.failures == ()


def test_file_is_coded_like_its_text(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "arrest.txt"
    path.write_text(TEXT, encoding="utf-8")
    coded = coder.code(path, published=DAY)
    assert coded.claims == coder.code(TEXT, published=DAY).claims
    assert coded.document.path == path.as_posix()


def test_string_that_names_a_file_is_a_text(coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "arrest.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert coder.code(str(path)).claims == ()


def test_reading_codes_nothing_and_coding_what_was_read_gives_the_same(coder: Coder) -> None:
    document = coder.read(TEXT, published=DAY)
    assert document.published is not None
    assert (document.published.date, document.published.basis) == (DAY, DateBasis.OPTION)
    assert coder.code_document(document) == coder.code(TEXT, published=DAY)


def test_text_may_say_where_it_is_from(coder: Coder) -> None:
    document = coder.read_text(TEXT, path="a.txt", url="https://news.example/a")
    assert (document.path, document.url) == ("a.txt", "https://news.example/a")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_empty_text_is_refused(coder: Coder, text: str) -> None:
    with pytest.raises(ArticleError):
        coder.code(text)
    with pytest.raises(ArticleError):
        coder.read_text(text)


def test_file_that_is_not_there_is_refused(coder: Coder, tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="absent"):
        coder.code(tmp_path / "absent.txt")


def test_gazetteer_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError):
        Coder(gazetteer=tmp_path / "absent.db")


def test_coder_gives_its_pipeline(coder: Coder) -> None:
    assert isinstance(coder.pipeline, Pipeline)


@pytest.mark.parametrize("text", ["a" * 10_000_000, TEXT + " men fled and" * 800_000])
def test_text_beyond_the_limit_is_refused_with_its_length(coder: Coder, text: str) -> None:
    with pytest.raises(ArticleError, match=r"10\.\d million characters, the limit is 5"):
        coder.code(text)


@pytest.mark.parametrize(
    "noise",
    ["a" * 300_000, "7" * 100_000, "A" * 300_000, "Kano, " * 3_000, "men fled to Kano and " * 300],
)
def test_endless_words_lists_and_sentences_hide_no_claim_and_end(coder: Coder, noise: str) -> None:
    began = process_time()
    coded = coder.code(f"{TEXT} Soldiers saw {noise} and left.")
    assert "arrest" in {grounded.claim.type for grounded in coded.claims}
    assert process_time() - began < 60


def test_quotations_nested_mixed_or_left_open_keep_claims_with_who_says_them(
    coder: Coder,
) -> None:
    coded = coder.code(
        "The commander said: “My men told me ‘they shot “three soldiers” in Kano on Monday’.”\n\n"
        "The minister said: «The 'bandits' killed four people in Bama on Sunday. „We mourn”.\n\n"
        'A witness said: "They shot two guards in Gwoza on Friday, and then they left.\n\n'
        "Police arrested three men in Kano on Saturday.",
        published=DAY,
    )
    text = coded.document.text
    said = {
        text[sentence.trigger.span.start : sentence.trigger.span.end]: [
            text[a.source.start : a.source.end] for a in sentence.attribution if a.source
        ]
        for sentence in (grounded.claim for grounded in coded.claims)
    }
    assert said["killed"] == ["The minister"]
    assert said["arrested"] == []
    assert "shot" in said
