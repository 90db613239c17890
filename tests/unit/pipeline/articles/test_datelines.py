"""Datelines."""

import pytest

from dateline.pipeline.articles.datelines import match_dateline, match_own_line

REST = (
    "Two men were arrested on Tuesday in a raid on a farm outside the town, "
    "the police chief said in a statement."
)


@pytest.mark.parametrize(
    ("written", "place"),
    [
        ("TORVA -- ", "TORVA"),
        ("TORVA: ", "TORVA"),
        ("TORVA - ", "TORVA"),
        ("DERA SAHIL (Reuters)—", "DERA SAHIL"),
        ("TORVA (AP) – ", "TORVA"),
        ("TORVA, Norland — ", "TORVA"),
        ("TORVA. KAZINFORM ", "TORVA"),
        ("Torva, May 4, 2021 (AFP) - ", "Torva"),
        ("Antara, Torva – ", "Torva"),
        ("Torva: ", "Torva"),
        ("TORVA, 4 MAY 89 (EFE) -- [TEXT] ", "TORVA"),
        ("TORVA, May 4: ", "TORVA"),
        ("TORVA (AP) _ ", "TORVA"),
        ("April 17 (Reuters) - ", None),
    ],
)
def test_the_place_is_read_from_an_agency_s_dateline(written: str, place: str | None) -> None:
    line = written + REST
    found = match_dateline(line, opening=True)
    assert found is not None
    assert line[: found.length] == written.rstrip()
    assert (line[found.place.start : found.place.end] if found.place else None) == place


@pytest.mark.parametrize(
    "line",
    [
        "Police: " + REST,
        "UPDATE: " + REST,
        'Quill: "We saw them run," she told the court on the second day of the trial of the men.',
        "A man - he gave no name - was arrested on Tuesday in a raid on a farm outside the town.",
        "Torva: five facts.",
        "AFP: " + REST,
        "POLICE SAID: THE MEN WERE ARRESTED ON TUESDAY IN A RAID ON A FARM OUTSIDE THE TOWN.",
        "",
    ],
)
def test_other_openings_are_no_datelines(line: str) -> None:
    assert match_dateline(line, opening=True) is None


def test_a_place_with_a_colon_counts_only_where_the_article_opens() -> None:
    assert match_dateline("TORVA: " + REST, opening=False) is None


def test_a_dateline_may_have_a_line_of_its_own() -> None:
    line = "TORVA (Courier News / Example Wire - 4th May, 2021)"
    found = match_own_line(line)
    assert found is not None
    assert found.length == len(line)
    assert match_own_line("TORVA (Courier) and more words follow here") is None
