"""Scores of place names on a small corpus in LGL's format, invented."""

from pathlib import Path

import pytest

from dateline.errors import EvaluationError
from dateline.resources.gazetteer import open_gazetteer
from dateline.scoring.geoparsing import (
    FARTHEST_KM,
    error_auc,
    evaluate_geoparsing,
    read_articles,
    score_files,
)

CORPUS = """<?xml version="1.0" encoding="utf-8"?>
<articles>
  <article docid="1">
    <url>http://example.com/1</url>
    <text><![CDATA[Guards were shot in Kandahar. Turkish envoys left Ankara for Qarrvale.]]></text>
    <toponyms count="4">
      <toponym><start>20</start><end>28</end><phrase>Kandahar</phrase>
        <gaztag geonameid="1138336"><lat>31.61</lat><lon>65.71</lon>
          <country geonameid="1149361">Afghanistan</country></gaztag></toponym>
      <toponym><start>30</start><end>37</end><phrase>Turkish</phrase></toponym>
      <toponym><start>51</start><end>57</end><phrase>Ankara</phrase>
        <gaztag geonameid="323786"><lat>39.92</lat><lon>32.85</lon>
          <country geonameid="298795">Turkey</country></gaztag></toponym>
      <toponym><start>62</start><end>70</end><phrase>Qarrvale</phrase>
        <gaztag geonameid="1"><lat>10.0</lat><lon>10.0</lon></gaztag></toponym>
    </toponyms>
  </article>
</articles>
"""


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.xml"
    path.write_text(CORPUS, encoding="utf-8")
    return path


def test_recognition_and_resolution_are_counted(corpus: Path) -> None:
    report = score_files([corpus])
    overlap, near, country = (report.row(n) for n in ("overlap", "within 161 km", "country"))
    assert (overlap.n, overlap.found, overlap.precision) == (4, 3, 1.0)
    assert near.n == 3
    assert near.value == pytest.approx(2 / 3)
    assert (country.n, country.value) == (2, 1.0)


def test_a_span_that_counts_line_ends_twice_is_moved_to_its_phrase(tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    path.write_text(CORPUS.replace("<start>51</start><end>57", "<start>53</start><end>59"))
    (article,) = read_articles(path, open_gazetteer())
    assert "Ankara" in [article.document.text_at(t.span) for t in article.toponyms]


def test_predictions_can_be_read_as_a_corpus(corpus: Path, tmp_path: Path) -> None:
    written = tmp_path / "predictions.xml"
    evaluate_geoparsing(corpus, predictions=written)
    (article,) = read_articles(written, open_gazetteer())
    assert [t.phrase for t in article.toponyms] == ["Kandahar", "Turkish", "Ankara"]
    assert all(t.latitude is not None for t in article.toponyms)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("<articles><article docid='7'/></articles>", "article 7 has no text"),
        ("not xml", "not XML"),
        (CORPUS.replace("<start>20</start>", "<start>x</start>"), "not in LGL's format"),
        (CORPUS.replace(">Ankara<", ">Izmir<"), '"Izmir" is not at 51 to 57'),
    ],
)
def test_a_file_that_is_no_corpus_is_refused(tmp_path: Path, content: str, reason: str) -> None:
    path = tmp_path / "corpus.xml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=reason):
        evaluate_geoparsing(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        evaluate_geoparsing(tmp_path / "none.xml")


def test_area_under_the_error_curve_runs_from_best_to_worst() -> None:
    assert error_auc([0.0, 0.0, 0.0]) == 0.0
    assert error_auc([FARTHEST_KM, FARTHEST_KM]) == pytest.approx(1.0)
    assert error_auc([]) is None
