from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Effect, Scope, Side, Stage
from dateline.core.documents import Span
from dateline.core.events import TollField
from dateline.core.grounded import (
    Count,
    Interval,
    PlacePrecision,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.exports.dossiers import Dossiers
from dateline.exports.fields import event_participants
from dateline.exports.participants import summarise
from dateline.exports.summaries import event_sentence
from dateline.exports.tolls import total_toll
from dateline.exports.wording import (
    count_words,
    interval_words,
    place_words,
    place_words_in_full,
    shorten,
    type_words,
)

from .samples import ARREST, ATTACK, CLAIMS, COURIER, DOCUMENTS, field, tarsk

SOMEWHERE = Span(0, 1)
IN = TimeRelation.IN


@pytest.mark.parametrize(
    ("start", "end", "precision", "relation", "words"),
    [
        ((2016, 6, 1), (2016, 6, 30), TimePrecision.MONTH, IN, "2016-06 (month)"),
        ((2016, 6, 3), (2016, 6, 3), TimePrecision.DAY, IN, "2016-06-03"),
        ((2016, 6, 3), (2016, 6, 5), TimePrecision.DAYS, IN, "2016-06-03–05"),
        ((2016, 6, 27), (2016, 7, 3), TimePrecision.WEEK, IN, "2016-06-27–07-03 (week)"),
        ((2016, 1, 1), (2016, 12, 31), TimePrecision.YEAR, IN, "2016 (year)"),
        ((2015, 12, 1), (2016, 2, 29), TimePrecision.SEASON, IN, "2015-12–2016-02 (season)"),
        ((2016, 4, 1), (2016, 6, 30), TimePrecision.QUARTER, IN, "2016-04–06 (quarter)"),
        ((2016, 1, 1), (2016, 9, 12), TimePrecision.PERIOD, IN, "2016-01-01–09-12 (period)"),
        ((2014, 1, 1), (2016, 12, 31), TimePrecision.PERIOD, IN, "2014–2016 (period)"),
        ((2016, 1, 1), (2016, 1, 31), TimePrecision.DAYS, IN, "2016-01-01–31"),
        ((2016, 1, 1), (2016, 1, 10), TimePrecision.MONTH_PART, IN, "2016-01-01–10 (month part)"),
        ((2016, 6, 3), (2016, 6, 3), TimePrecision.DAY, TimeRelation.ON_OR_BEFORE, "by 2016-06-03"),
        ((2016, 6, 3), (2016, 6, 3), TimePrecision.DAY, TimeRelation.ON_OR_AFTER,
         "from 2016-06-03"),
    ],
)  # fmt: skip
def test_an_interval_shows_how_narrow_it_is(
    start: tuple[int, int, int],
    end: tuple[int, int, int],
    precision: TimePrecision,
    relation: TimeRelation,
    words: str,
) -> None:
    interval = Interval(
        start=date(*start),
        end=date(*end),
        precision=precision,
        relation=relation,
        basis=TimeBasis.EXPLICIT,
        mention=SOMEWHERE,
    )
    assert interval_words(interval) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (5, 5, 5, "5"),
        (0, 0, 0, "0"),
        (7, None, 8, "7–8"),
        (8, 10, 12, "10 (8–12)"),
        (12, 12, None, "12+"),
        (28, 36, None, "36 (28+)"),
        (None, None, 3, "up to 3"),
        (None, None, None, "some"),
        (None, 40, None, "about 40"),
        (1.5, 1.5, 1.5, "1.5"),
    ],
)
def test_a_count_tells_nothing_stated_from_unknown_and_from_none(
    low: float | None, best: float | None, high: float | None, words: str
) -> None:
    assert count_words(Count(low=low, best=best, high=high, mention=SOMEWHERE)) == words


def toll(side: Side, low: float, high: float | None, *, disputed: bool = False) -> TollField:
    count = Count(low=low, best=None, high=high, mention=SOMEWHERE)
    return TollField(effect=Effect.KILLED, side=side, count=field(count, disputed=disputed))


def test_sides_are_added_up() -> None:
    total = total_toll([toll(Side.VICTIMS, 2, 3), toll(Side.FORCES, 1, 1)], Effect.KILLED)
    assert total is not None
    assert (total.low, total.high, total.disputed) == (3, 4, False)
    assert total_toll([], Effect.KILLED) is None


def test_a_larger_figure_without_a_side_is_the_whole() -> None:
    fields = [toll(Side.UNSPECIFIED, 10, None, disputed=True), toll(Side.FORCES, 3, 3)]
    total = total_toll(fields, Effect.KILLED)
    assert total is not None
    assert (total.low, total.high, total.disputed) == (10, None, True)


def test_places_name_their_country() -> None:
    place = tarsk(COURIER)
    assert place_words(place) == "Tarsk, KZ"
    assert place_words_in_full(place) == "Tarsk, Veldmark, KZ (town)"
    assert place_words(replace(place, precision=PlacePrecision.COUNTRY)) == "Tarsk"


def test_types_read_as_words() -> None:
    assert type_words("armed_assault") == "Armed assault"


@given(st.text(min_size=1), st.integers(5, 40))
def test_shortened_words_fit(words: str, length: int) -> None:
    assert len(shorten(words, length)) <= length


def test_long_lists_say_how_many_more() -> None:
    assert summarise(["a", "b", "c", "d"]) == "a, b and 2 more"


SHELF = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__)


def test_a_sentence_says_what_the_fields_say() -> None:
    assert event_sentence(SHELF.open(ATTACK)) == (
        "Armed assault by Gunmen, attackers against [victim], a shopkeeper in Tarsk, KZ "
        "on 2031-05-06, 7–8 (sources differ) killed, as authorities state."
    )


def test_a_sentence_names_stage_and_scope() -> None:
    foiled = replace(
        ARREST, stage=field(Stage.FOILED), scope=field(Scope.AGGREGATE), participants=()
    )
    assert event_sentence(SHELF.open(foiled)) == "Total: foiled arrest, as authorities state."


def test_a_participant_stated_twice_is_named_once() -> None:
    twice = replace(ATTACK, participants=(*ATTACK.participants, *ATTACK.participants))
    views = event_participants(SHELF.open(twice))
    assert [(view.role, view.words) for view in views] == [
        ("perpetrator", "Gunmen"),
        ("victim", "[victim], a shopkeeper"),
        ("perpetrator", "attackers"),
    ]
