from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Document, Span
from dateline.core.grounded import (
    Interval,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    Unresolved,
)
from dateline.pipeline.grounding.times import (
    TimeContext,
    find_times,
    ground_time,
    last_time_before,
)
from dateline.resources.times import load_time_lexicon

LEXICON = load_time_lexicon()
MONDAY = date(2016, 9, 12)
THURSDAY = date(2019, 1, 10)

WORDS = st.sampled_from(
    [
        *LEXICON.months, *LEXICON.weekdays, *LEXICON.seasons, *LEXICON.observances,
        "the", "last", "next", "this", "early", "late", "mid-", "two", "a few", "days", "weeks",
        "months", "years", "decades", "minutes", "hours", "fortnights",
        "weekend", "ago", "earlier", "later", "before", "after", "since",
        "beginning of", "first half of", "2016", "1999", "31", "30th", "29", "1", "00", "of", "to",
        "and", "-", ",", "between", "from", "by", "until", "night", "same", "following", "day",
        "year", "month", "century", "999", "Q3", "the 1990s", "quarter", "o'clock", "99",
    ]
)  # fmt: skip
SALAD = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
CASES: list[Callable[[str], str]] = [str, str.upper, str.title]
CASED = st.builds(lambda words, case: case(words), SALAD, st.sampled_from(CASES))


def read(
    text: str,
    words: str | None = None,
    *,
    published: date | None = MONDAY,
    future: bool = False,
    anchor: Interval | None = None,
    country: str | None = None,
) -> Interval | Unresolved:
    document = Document(id="d", text=text)
    words = text if words is None else words
    start = text.index(words)
    context = TimeContext(published=published, future=future, anchor=anchor, country=country)
    return ground_time(document, Span(start, start + len(words)), context, LEXICON)


def days(result: Interval | Unresolved) -> tuple[str, str]:
    assert isinstance(result, Interval), result
    return str(result.start), str(result.end)


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_times(text)]


def on(day: date) -> Interval:
    return Interval(
        start=day, end=day, precision=TimePrecision.DAY, relation=TimeRelation.IN,
        basis=TimeBasis.EXPLICIT, mention=Span(0, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shop burnt on 18 August 2016 and on Aug. 20.", ["18 August 2016", "Aug. 20"]),
        ("Held between August 26 and 27, freed in May.", ["between August 26 and 27", "May"]),
        ("Shots rang out late on Friday night.", ["late on Friday night"]),
        ("It began two weeks earlier, in late 2015.", ["two weeks earlier", "late 2015"]),
        ("At 3 a.m. on Nov 6, or Monday at 10pm?", ["Nov 6", "Monday"]),
        ("The 2015 attacks and the trial of 2017.", ["2015", "2017"]),
        ("They met during Nawruz and on Easter Sunday.", ["Nawruz", "Easter Sunday"]),
        ("It fell in the first half\nof 2016.", ["the first half\nof 2016"]),
        ("HE WAS SHOT ON 12 JAN 89.", ["12 JAN 89"]),
        ("So far this year nine have died.", ["So far this year"]),
    ],
)
def test_times_in_running_text_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He may march with May Linton.",
        "The Sunday Times called; the Daily Star did not.",
        "Guards work 24/7 near the 5/8 marker.",
        "Sunday Okoro scored twice.",
        "Some 2,016 rounds and 2016 rifles were counted.",
        "Judge April Lane read the verdict.",
        "Offices open on Mondays and every Friday.",
        "Flight 1999 and Unit 2012 were named.",
        "The sun sat low; the spring broke.",
        "Police said Thursdays are quiet.",
    ],
)
def test_words_that_are_no_times_are_left(text: str) -> None:
    assert found(text) == []


def test_a_paragraph_break_ends_a_time() -> None:
    assert found("He left on Monday\n\nMay 5 was quiet.") == ["Monday", "May 5"]


def test_found_times_move_with_the_offset() -> None:
    (span,) = find_times("on 18 August", offset=100)
    assert span == Span(103, 112)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("August 18", "2016-08-18", "2016-08-18"),
        ("18 August 2014", "2014-08-18", "2014-08-18"),
        ("August 18, 2014", "2014-08-18", "2014-08-18"),
        ("2016-08-18", "2016-08-18", "2016-08-18"),
        ("18/08/2016", "2016-08-18", "2016-08-18"),
        ("08/18/2016", "2016-08-18", "2016-08-18"),
        ("5/8/2016", "2016-08-05", "2016-08-05"),
        ("Aug. 26-27", "2016-08-26", "2016-08-27"),
        ("August 12, 18 and 26, 2015", "2015-08-12", "2015-08-26"),
        ("from 26 August to 3 September", "2016-08-26", "2016-09-03"),
        ("29 December to 2 January", "2015-12-29", "2016-01-02"),
        ("the third of May", "2016-05-03", "2016-05-03"),
        ("the 3rd of May 2015", "2015-05-03", "2015-05-03"),
        ("Sunday, October 11", "2015-10-11", "2015-10-11"),
        ("18 August last year", "2015-08-18", "2015-08-18"),
        ("12 Jan 89", "1989-01-12", "1989-01-12"),
        ("December", "2015-12-01", "2015-12-31"),
        ("last September", "2015-09-01", "2015-09-30"),
        ("January 2015 to March 2016", "2015-01-01", "2016-03-31"),
        ("November and December", "2015-11-01", "2015-12-31"),
        ("early June", "2016-06-01", "2016-06-10"),
        ("mid-March 2015", "2015-03-11", "2015-03-20"),
        ("the end of February", "2016-02-21", "2016-02-29"),
        ("the first week of May", "2016-05-01", "2016-05-07"),
        ("late 2015", "2015-10-01", "2015-12-31"),
        ("the first half of 2016", "2016-01-01", "2016-06-30"),
        ("the second quarter of 2015", "2015-04-01", "2015-06-30"),
        ("Q4 2015", "2015-10-01", "2015-12-31"),
        ("the first nine months of 2015", "2015-01-01", "2015-09-30"),
        ("the summer of 2015", "2015-06-01", "2015-08-31"),
        ("winter 2015-16", "2015-12-01", "2016-02-29"),
        ("last summer", "2016-06-01", "2016-08-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("2014-15", "2014-01-01", "2015-12-31"),
        ("earlier this month", "2016-09-01", "2016-09-12"),
        ("late last month", "2016-08-21", "2016-08-31"),
        ("earlier in January", "2016-01-01", "2016-01-31"),
        ("since the beginning of 2016", "2016-01-01", "2016-09-12"),
        ("this year", "2016-01-01", "2016-09-12"),
        ("today", "2016-09-12", "2016-09-12"),
        ("yesterday evening", "2016-09-11", "2016-09-11"),
        ("last night", "2016-09-11", "2016-09-11"),
        ("overnight", "2016-09-11", "2016-09-12"),
        ("the day before yesterday", "2016-09-10", "2016-09-10"),
        ("Monday", "2016-09-12", "2016-09-12"),
        ("Tuesday", "2016-09-06", "2016-09-06"),
        ("last Monday", "2016-09-05", "2016-09-05"),
        ("next Friday", "2016-09-16", "2016-09-16"),
        ("Thursday of last week", "2016-09-08", "2016-09-08"),
        ("Friday or Saturday", "2016-09-09", "2016-09-10"),
        ("a week ago on Friday", "2016-09-02", "2016-09-02"),
        ("last week", "2016-09-05", "2016-09-11"),
        ("last weekend", "2016-09-10", "2016-09-11"),
        ("last year", "2015-01-01", "2015-12-31"),
        ("the past three years", "2013-09-12", "2016-09-12"),
        ("the last 24 hours", "2016-09-11", "2016-09-12"),
        ("recent months", "2016-06-12", "2016-09-12"),
        ("two days ago", "2016-09-10", "2016-09-10"),
        ("a few days ago", "2016-09-07", "2016-09-10"),
        ("three weeks ago", "2016-08-22", "2016-08-28"),
        ("two years ago", "2014-01-01", "2014-12-31"),
        ("the 5th of last month", "2016-08-05", "2016-08-05"),
        ("New Year's Eve", "2015-12-31", "2015-12-31"),
        ("Nowruz", "2016-03-21", "2016-03-23"),
        ("Ramadan 2015", "2015-06-18", "2015-07-16"),
        ("Eid al-Fitr", "2016-07-06", "2016-07-08"),
        ("Orthodox Easter", "2016-05-01", "2016-05-01"),
        ("Diwali", "2015-11-11", "2015-11-11"),
    ],
)  # fmt: skip
def test_a_time_becomes_its_days(words: str, start: str, end: str) -> None:
    assert days(read(words)) == (start, end)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("He went two days earlier.", "two days earlier", "2016-08-01", "2016-08-01"),
        ("The next day he fled.", "The next day", "2016-08-04", "2016-08-04"),
        ("The same day he fled.", "The same day", "2016-08-03", "2016-08-03"),
        ("That night he fled.", "That night", "2016-08-03", "2016-08-03"),
        ("That month he fled.", "That month", "2016-08-01", "2016-08-31"),
        ("A week before, he fled.", "A week before", "2016-07-25", "2016-07-31"),
        ("The following Friday he fled.", "The following Friday", "2016-08-05", "2016-08-05"),
        ("In the days after, he hid.", "the days after", "2016-08-04", "2016-08-09"),
        ("The following year he fled.", "The following year", "2017-01-01", "2017-12-31"),
        ("Three hours later he fled.", "Three hours later", "2016-08-03", "2016-08-03"),
    ],
)
def test_some_times_count_from_the_time_last_spoken_of(
    text: str, words: str, start: str, end: str
) -> None:
    assert days(read(text, words, anchor=on(date(2016, 8, 3)))) == (start, end)


@pytest.mark.parametrize("words", ["two days earlier", "the same day", "the following week"])
def test_without_a_time_spoken_of_they_stay_open(words: str) -> None:
    result = read(words)
    assert result == Unresolved(reason=Reason.NO_ANCHOR, mention=Span(0, len(words)))


def test_the_time_last_spoken_of_follows_the_text() -> None:
    text = "On 3 August he hid. Two days later he fled. The next day he died."
    document, times = Document(id="d", text=text), find_times(text)
    context = TimeContext(published=MONDAY)
    anchor = last_time_before(document, times[2], times, context, LEXICON)
    assert anchor is not None
    assert days(anchor) == ("2016-08-05", "2016-08-05")


@pytest.mark.parametrize(
    "words",
    ["August 18", "Friday", "yesterday", "last week", "in January", "two days ago", "Nawruz"],
)
def test_a_time_that_counts_from_publication_stays_open_without_it(words: str) -> None:
    result = read(words, published=None)
    assert isinstance(result, Unresolved)
    assert result.reason is Reason.NO_PUBLICATION_DATE


@pytest.mark.parametrize("words", ["recently", "lately", "Independence Day"])
def test_a_vague_time_stays_open(words: str) -> None:
    result = read(words)
    assert isinstance(result, Unresolved)
    assert result.reason is Reason.TOO_VAGUE


def test_a_national_day_is_known_once_the_country_is() -> None:
    result = read("Independence Day", country="KZ")
    assert days(result) == ("2015-12-16", "2015-12-16")


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("They fought from late 2014 to mid-2015.", "late 2014 to mid-2015",
         "2014-10-01", "2015-08-31"),
        ("Between late March and May 2015 it rained.", "late March and May 2015",
         "2015-03-21", "2015-05-31"),
        ("The day after Christmas he fled.", "The day after", "2015-12-26", "2015-12-26"),
        ("Two days before the August 20 vote he fled.", "Two days before",
         "2016-08-18", "2016-08-18"),
        ("On the eve of Eid al-Fitr he fled.", "the eve of Eid al-Fitr",
         "2016-07-05", "2016-07-05"),
        ("On the second day of Ramadan he fled.", "the second day of Ramadan",
         "2016-06-07", "2016-06-07"),
        ("On the first Monday of August he fled.", "the first Monday of August",
         "2016-08-01", "2016-08-01"),
        ("In the week of August 10 he fled.", "the week of August 10", "2016-08-08", "2016-08-14"),
        ("In the 12 months to March nine fled.", "the 12 months to March",
         "2015-04-01", "2016-03-31"),
        ("In the fourth quarter nine fled.", "the fourth quarter", "2015-10-01", "2015-12-31"),
        ("Two Sundays ago he fled.", "Two Sundays ago", "2016-09-04", "2016-09-04"),
        ("The week before last he fled.", "The week before last", "2016-08-29", "2016-09-04"),
        ("On the fifth anniversary of the August 3, 2011 raid they met.",
         "the fifth anniversary", "2016-08-03", "2016-08-03"),
        ("From October to December nine fled.", "From October to December",
         "2015-10-01", "2015-12-31"),
        ("In early summer 2015 nine fled.", "early summer 2015", "2015-06-01", "2015-06-30"),
        ("In the nineties nine fled.", "the nineties", "1990-01-01", "1999-12-31"),
        ("It was built in the 19th century.", "the 19th century", "1801-01-01", "1900-12-31"),
        ("Held on 12.03.2016 and on 3/15.", "3/15", "2016-03-15", "2016-03-15"),
        ("Held on 03/24/2016, freed on 04/05/2016.", "04/05/2016", "2016-04-05", "2016-04-05"),
        ("Held on 24/03/2016, freed on 04/05/2016.", "04/05/2016", "2016-05-04", "2016-05-04"),
        ("Held in March, April and May.", "April", "2016-04-01", "2016-04-30"),
        ("Held between May 2014 and June 2015.", "June 2015", "2015-06-01", "2015-06-30"),
    ],
)  # fmt: skip
def test_forms_of_many_words_become_their_days(text: str, words: str, start: str, end: str) -> None:
    assert days(read(text, words)) == (start, end)


@pytest.mark.parametrize("text", ["He fled after Friday's raid.", "Two days after Friday he fled."])
def test_a_time_that_dates_what_follows_is_the_time_of_that(text: str) -> None:
    result = read(text, "Friday")
    assert isinstance(result, Interval)
    assert result.relation is TimeRelation.IN


def test_the_anniversary_of_something_without_a_date_is_no_time() -> None:
    assert found("They met on the anniversary of the raid.") == []


@given(text=st.text(max_size=200))
def test_any_text_at_all_is_searched_without_fault(text: str) -> None:
    document = Document(id="d", text=text)
    for span in find_times(text):
        assert text[span.start : span.end].strip()
        ground_time(document, span, TimeContext(published=MONDAY), LEXICON)


@pytest.mark.parametrize(
    "piece",
    [
        "2014, ",
        "Jan, ",
        "31, ",
        "from 2014 to ",
        "the eve of ",
        "a ",
        "1 ",
        "Monday and ",
        "May 3, ",
    ],
)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(length: int, attempt: int) -> float:
        # What was read before is remembered, so that no line may be read twice.
        line = (piece * length)[:length] + " " * attempt
        begin = process_time()
        find_times(line)
        return process_time() - begin

    short = min(seconds(4_000, attempt) for attempt in range(3))
    assert min(seconds(16_000, attempt) for attempt in range(2)) < 12 * short + 0.05


@pytest.mark.parametrize("words", ["February 30", "31 June 2016", "the gunman", "99/99/2016", "?"])
def test_what_is_no_day_is_not_read_as_one(words: str) -> None:
    result = read(words)
    assert isinstance(result, Unresolved)
    assert result.reason is Reason.NOT_A_DATE


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The court will sit on Friday.", "Friday", "2016-09-16"),
        ("It is scheduled for October 4.", "October 4", "2016-10-04"),
        ("On Thursday he will be sentenced.", "Thursday", "2016-09-15"),
        ("The judge said on Friday it will go on.", "Friday", "2016-09-09"),
        ("He will be tried, police said on Friday.", "Friday", "2016-09-09"),
        ("It is held until Friday.", "Friday", "2016-09-16"),
        ("By Friday they had left.", "Friday", "2016-09-16"),
    ],
)
def test_words_around_a_time_tell_whether_it_lies_ahead(text: str, words: str, day: str) -> None:
    expected = "2016-09-09" if text.startswith("By") else day
    assert days(read(text, words))[0] == expected


def test_a_clause_that_looks_ahead_takes_the_next_such_day() -> None:
    assert days(read("December", future=True)) == ("2016-12-01", "2016-12-31")


@pytest.mark.parametrize(
    ("text", "words", "relation"),
    [
        ("He fled before August 18.", "August 18", TimeRelation.ON_OR_BEFORE),
        ("He has been away since August 18.", "August 18", TimeRelation.ON_OR_AFTER),
        ("He has been away since August 18.", "since August 18", TimeRelation.ON_OR_AFTER),
        ("He fled on or about August 18.", "August 18", TimeRelation.IN),
        ("He was seen from August 18 to 20.", "from August 18 to 20", TimeRelation.IN),
        ("Since the beginning of 2016, 9 died.", "the beginning of 2016", TimeRelation.IN),
    ],
)
def test_the_preposition_gives_the_relation(text: str, words: str, relation: TimeRelation) -> None:
    result = read(text, words)
    assert isinstance(result, Interval)
    assert result.relation is relation


@pytest.mark.parametrize(
    ("words", "precision", "basis"),
    [
        ("August 18", TimePrecision.DAY, TimeBasis.EXPLICIT),
        ("August 26-27", TimePrecision.DAYS, TimeBasis.EXPLICIT),
        ("early August", TimePrecision.MONTH_PART, TimeBasis.EXPLICIT),
        ("August", TimePrecision.MONTH, TimeBasis.EXPLICIT),
        ("last week", TimePrecision.WEEK, TimeBasis.RELATIVE),
        ("the first quarter of 2016", TimePrecision.QUARTER, TimeBasis.EXPLICIT),
        ("the first half of 2016", TimePrecision.HALF, TimeBasis.EXPLICIT),
        ("last summer", TimePrecision.SEASON, TimeBasis.RELATIVE),
        ("in 2015", TimePrecision.YEAR, TimeBasis.EXPLICIT),
        ("this year", TimePrecision.PERIOD, TimeBasis.RELATIVE),
        ("Friday", TimePrecision.DAY, TimeBasis.WEEKDAY),
        ("Easter Sunday", TimePrecision.DAY, TimeBasis.HOLIDAY),
    ],
)
def test_an_interval_says_how_narrow_it_is_and_why(
    words: str, precision: TimePrecision, basis: TimeBasis
) -> None:
    result = read(words)
    assert isinstance(result, Interval)
    assert (result.precision, result.basis) == (precision, basis)


def test_a_mention_cut_too_narrow_is_read_with_the_words_beside_it() -> None:
    result = read("He fled last Monday.", "Monday")
    assert days(result) == ("2016-09-05", "2016-09-05")


def test_a_mention_cut_too_wide_is_read_by_the_time_in_it() -> None:
    result = read("the bombing of 3 May 2015 in Velmor")
    assert days(result) == ("2015-05-03", "2015-05-03")


@pytest.mark.parametrize(
    ("words", "start"),
    [("December 28", "2018-12-28"), ("January 2", "2019-01-02"), ("January 11", "2019-01-11")],
)
def test_the_year_is_chosen_so_that_the_day_is_past_but_for_a_day_of_grace(
    words: str, start: str
) -> None:
    assert days(read(words, published=THURSDAY))[0] == start


@given(text=st.one_of(CASED, st.text(max_size=60)), offset=st.integers(0, 1000))
def test_found_times_lie_in_the_text_in_order_and_apart(text: str, offset: int) -> None:
    spans = find_times(text, offset=offset)
    assert all(offset <= span.start and span.end <= offset + len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans == find_times(text, offset=offset)


@given(
    text=st.one_of(CASED, st.text(min_size=1, max_size=40)),
    published=st.one_of(st.none(), st.dates()),
    future=st.booleans(),
    anchor=st.one_of(st.none(), st.dates().map(on)),
)
def test_any_words_give_an_interval_or_a_reason(
    text: str, published: date | None, future: bool, anchor: Interval | None
) -> None:
    first = read(text, published=published, future=future, anchor=anchor)
    assert isinstance(first, Interval | Unresolved)
    assert first == read(text, published=published, future=future, anchor=anchor)


@given(
    words=st.sampled_from(
        [*LEXICON.weekdays, *[f"{m} 13" for m in LEXICON.months], "Nawruz", "last Friday",
         "yesterday",          "last month", "two weeks ago", "earlier this year", "the 9th"]
    ),
    published=st.dates(min_value=date(1950, 1, 1), max_value=date(2070, 1, 1)),
)  # fmt: skip
def test_a_past_time_never_starts_after_publication(words: str, published: date) -> None:
    result = read(words.title() if len(words) < 12 else words, published=published)
    assert isinstance(result, Interval)
    assert result.start <= published + timedelta(days=LEXICON.conventions.grace_days)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("The raid was on Tuesday (Sept 6).", "Tuesday (Sept 6", date(2016, 9, 6), None),
        ("It fell on Tuesday the 6th.", "Tuesday the 6th", date(2016, 9, 6), None),
        ("It fell on Tuesday the 26th.", "Tuesday the 26th", date(2016, 7, 26), None),
        ("It closed on the last day of July.", "the last day of July", date(2016, 7, 31), None),
        ("The raid of last March 8 failed.", "last March 8", date(2016, 3, 8), None),
        ("It began on August the 3rd.", "August the 3rd", date(2016, 8, 3), None),
        ("On the 3rd and 4th of May it rained.", "the 3rd and 4th of May", date(2016, 5, 3),
         date(2016, 5, 4)),
        ("It was hit three or four days ago.", "three or four days ago", date(2016, 9, 8),
         date(2016, 9, 9)),
        ("It was hit a week ago today.", "a week ago today", date(2016, 9, 5), None),
        ("On this day last year it was hit.", "this day last year", date(2015, 9, 12), None),
    ],
)  # fmt: skip
def test_less_common_wordings_of_a_day_are_read(
    text: str, words: str, start: date, end: date | None
) -> None:
    document = Document(id="d", text=text)
    (span,) = find_times(text)
    assert document.text_at(span).rstrip(")") == words
    result = ground_time(
        document, span, TimeContext(published=date(2016, 9, 12)), load_time_lexicon()
    )
    assert isinstance(result, Interval)
    assert (result.start, result.end) == (start, end or start)


def test_a_weekday_that_explains_a_date_is_no_time_of_its_own() -> None:
    text = "It fell on 3 May, a Tuesday, in the rain."
    assert [text[s.start : s.end] for s in find_times(text)] == ["3 May"]


@pytest.mark.parametrize(
    ("text", "mention", "first", "last"),
    [
        ("Troops razed the camp in '98.", "'98", date(1998, 1, 1), date(1998, 12, 31)),
        ("It closed in March '97, he said.", "March '97", date(1997, 3, 1), date(1997, 3, 31)),
        (
            "Raids grew around the turn of 2020.",
            "the turn of 2020",
            date(2019, 12, 18),
            date(2020, 1, 14),
        ),
        (
            "Raids grew at the turn of the year.",
            "the turn of the year",
            date(2020, 12, 18),
            date(2021, 1, 14),
        ),
        (
            "The trial begins in two weeks.",
            "in two weeks",
            date(2021, 5, 31),
            date(2021, 6, 6),
        ),
    ],
)
def test_years_cut_short_turns_of_years_and_weeks_ahead_are_read(
    text: str, mention: str, first: date, last: date
) -> None:
    document = Document(id="d", text=text, language="en")
    (span,) = find_times(text)
    assert document.text_at(span) == mention
    context = TimeContext(published=date(2021, 5, 20))
    found = ground_time(document, span, context, load_time_lexicon())
    assert isinstance(found, Interval)
    assert (found.start, found.end) == (first, last)


@pytest.mark.parametrize("text", ["They took six posts in two weeks.", "He shot '47 rounds."])
def test_how_long_and_how_many_are_no_times(text: str) -> None:
    assert find_times(text) == ()


def test_a_season_that_each_region_has_at_another_time_stays_open() -> None:
    text = "Raids stop in the rainy season."
    document = Document(id="d", text=text, language="en")
    (span,) = find_times(text)
    context = TimeContext(published=date(2021, 5, 20))
    found = ground_time(document, span, context, load_time_lexicon())
    assert isinstance(found, Unresolved)
    assert found.reason is Reason.TOO_VAGUE


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("The hearing was put off to Tuesday week.", "Tuesday week", "2016-09-20", "2016-09-20"),
        ("It was put off to Friday fortnight.", "Friday fortnight", "2016-09-30", "2016-09-30"),
        ("Two men were shot on Tuesday last, he said.", "Tuesday last", "2016-09-06", "2016-09-06"),
        ("The mast fell Monday a week ago.", "Monday a week ago", "2016-09-05", "2016-09-05"),
        ("Raids in the 2014-15 winter failed.", "the 2014-15 winter", "2014-12-01", "2015-02-28"),
        ("In the summer of '14 the front fell.", "the summer of '14", "2014-06-01", "2014-08-31"),
        ("They took the hill in May '15, he said.", "May '15", "2015-05-01", "2015-05-31"),
        ("They must leave within three days.", "within three days", "2016-09-12", "2016-09-15"),
        ("The gang struck on the 8th inst., it said.", "the 8th inst.", "2016-09-08", "2016-09-08"),
        ("A letter of the 30th ultimo was read.", "the 30th ultimo", "2016-08-30", "2016-08-30"),
        ("The guard died three days back.", "three days back", "2016-09-09", "2016-09-09"),
        ("He was stabbed on Whit Monday.", "Whit Monday", "2016-05-16", "2016-05-16"),
    ],
)
def test_wordings_of_many_countries_papers_are_found_and_read(
    text: str, words: str, start: str, end: str
) -> None:
    assert words.removeprefix("the ") in " ".join(text[s.start : s.end] for s in find_times(text))
    found = read(text, words)
    assert isinstance(found, Interval)
    assert (found.start.isoformat(), found.end.isoformat()) == (start, end)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("On Monday next to the mosque a bomb went off.", "Monday"),
        ("Gunmen on Tuesday past the gate opened fire.", "Tuesday"),
        ('"In May \'15 of us went," he said.', "May"),
    ],
)
def test_what_follows_a_day_or_month_is_not_taken_into_it(text: str, words: str) -> None:
    assert [text[s.start : s.end] for s in find_times(text)] == [words]


def test_how_long_a_thing_took_is_no_time() -> None:
    assert find_times("The second blast came within two days of the first.") == ()
    assert find_times("The second blast came within two days.") == ()


def test_same_week_as_a_longer_stretch_is_some_week_of_it() -> None:
    late_may = read("late May")
    assert isinstance(late_may, Interval)
    found = read("In the same week a mast fell.", "the same week", anchor=late_may)
    assert isinstance(found, Interval)
    assert (found.start, found.end) == (late_may.start, late_may.end)


def test_same_period_as_since_a_month_runs_to_publication() -> None:
    text = "Since January 40 were held. Over the same period ten were freed."
    january = read(text, "January")
    assert isinstance(january, Interval)
    found = read(text, "the same period", anchor=january)
    assert isinstance(found, Interval)
    assert (found.start, found.end) == (date(2016, 1, 1), MONDAY)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Gunmen shot at a Christmas market in Velmor.", ()),
        ("They met at an Easter party.", ()),
        ("Both sides called a Ramadan truce.", ()),
        ("The Christmas Day attack killed nine.", ("Christmas Day",)),
        ("Nine died during Eid al-Fitr prayers.", ("Eid al-Fitr",)),
    ],
)
def test_what_is_called_by_a_feast_is_no_time(text: str, times: tuple[str, ...]) -> None:
    assert tuple(found(text)) == times


def test_a_hearing_set_for_a_day_lies_ahead() -> None:
    text = "The hearing is set for October 25."
    result = read(text, "October 25")
    assert days(result) == ("2016-10-25", "2016-10-25")


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("A bomb went off on New Year's Day, 2014, in Orsk.", "New Year's Day, 2014", "2014-01-01"),
        ("They were shot on Christmas Day, 2013.", "Christmas Day, 2013", "2013-12-25"),
        ("It was the eve of Epiphany, 2012.", "the eve of Epiphany, 2012", "2012-01-05"),
    ],
)
def test_the_year_written_after_a_feast_is_its_year(text: str, words: str, day: str) -> None:
    assert found(text) == [words]
    assert days(read(text, words)) == (day, day)


def test_a_number_of_people_after_a_feast_is_no_year() -> None:
    assert found("On Christmas Day, 2000 people fled.") == ["Christmas Day"]
