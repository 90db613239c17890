from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Document, Span
from dateline.core.grounded import Count
from dateline.pipeline.grounding.counts import find_quantities, ground_count
from dateline.pipeline.grounding.measures import find_masses
from dateline.resources.counts import load_count_lexicon

LEXICON = load_count_lexicon()
Bounds = tuple[float | None, float | None, float | None]

WORDS = st.sampled_from(
    [
        *LEXICON.before, *LEXICON.after, *LEXICON.vague, *LEXICON.nouns, "12", "1,400", "2.5", "0",
        "three", "twenty-one", "hundred", "thousand", "million", "lakh", "and", "or",
        "to", "-", "of", "the", "half", "between", "people", "men", "years", "kg", "a", "an", "+",
        "100", "7", "99999999",
    ]
)  # fmt: skip
SALAD = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in find_quantities(text)]


def count(text: str, words: str | None = None, *, plural: bool = True) -> Bounds:
    words = text if words is None else words
    start = text.index(words)
    result = ground_count(
        Document(id="d", text=text),
        Span(start, start + len(words)),
        plural=plural,
        lexicon=LEXICON,
    )
    assert result is not None
    return result.low, result.best, result.high


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("Twenty-one men fled.", "Twenty-one", (21, 21, 21)),
        ("A third of the 60 recruits fled.", "A third of the 60", (20, 20, 20)),
        ("At least two and possibly as many as five fled.",
         "At least two and possibly as many as five", (2, None, 5)),
        ("Ten, perhaps fifteen men fled.", "Ten, perhaps fifteen", (10, None, 15)),
        ("A couple of dozen men fled.", "A couple of dozen", (24, 24, 24)),
        ("A 30-strong gang fled.", "30-strong", (30, 30, 30)),
        ("A five-member cell fled.", "five-member", (5, 5, 5)),
        ("Some 3 lakhs fled.", "Some 3 lakhs", (300_000, 300_000, 300_000)),
        ("A group of eight fled.", "eight", (8, 8, 8)),
        ("Twin blasts shook it.", "Twin", (2, 2, 2)),
        ("Twelve at least fled.", "Twelve at least", (12, 12, None)),
    ],
)  # fmt: skip
def test_counts_of_many_forms_have_their_bounds(text: str, words: str, bounds: Bounds) -> None:
    assert words in found(text)
    assert count(text, words) == bounds


@given(text=st.text(max_size=200))
def test_any_text_at_all_is_searched_without_fault(text: str) -> None:
    document = Document(id="d", text=text)
    for span in find_quantities(text):
        assert text[span.start : span.end].strip()
        ground_count(document, span, plural=True, lexicon=LEXICON)


@pytest.mark.parametrize(
    "piece",
    ["31, ", "1 ", "12,", "two ", "1-", "twenty-one ", "half of the ", "two hundred and "],
)
def test_a_line_four_times_as_long_takes_about_four_times_as_long(piece: str) -> None:
    def seconds(length: int, attempt: int) -> float:
        # What was read before is remembered, so that no line may be read twice.
        line = (piece * length)[:length] + " " * attempt
        begin = process_time()
        find_quantities(line)
        find_masses(line)
        return process_time() - begin

    short = min(seconds(2_000, attempt) for attempt in range(3))
    assert min(seconds(8_000, attempt) for attempt in range(2)) < 12 * short + 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 12 died and seven or eight were hurt.", ["At least 12", "seven or eight"]),
        ("Between 10 and 15 came in two boats.", ["Between 10 and 15", "two"]),
        ("He lost 18 of the 30 men he led.", ["18 of the 30"]),
        ("Dozens of shops and half a dozen cars burnt.", ["Dozens", "half a dozen"]),
        ("On 6 May 10 men and one woman fled.", ["10", "one"]),
        ("The toll rose from 10 to 15.", ["15"]),
        ("One policeman died; no one else was hurt.", ["One", "no one"]),
        ("Police hold all 11.", ["all 11"]),
        ("Some 3-4 thousand fled, 20+ drowned.", ["Some 3-4 thousand", "20+"]),
    ],
)
def test_quantities_in_running_text_are_found(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ilya Dorn, 35, and a 25-year-old, aged 20.",
        "It passed by 45 votes and cost Rs 50,000 and 50 cents.",
        "World War 2 and size 42.",
        "An AK-47 and 7.62mm rounds lay there.",
        "They won 2-1 at home.",
        "It is 50 km, or 33 months, or 15 more years away.",
        "The four-day siege of the N4 ended.",
        "The 21 Armoured Brigade holds Section 219.",
        "It cost $300, 500 tenge or 40%.",
        "On August 26 and 27, or from 3 to 5 May 2016.",
        "At 10:30, 3 a.m. and 10pm it was dark.",
        "Ring 555-0142 or 9/11, day and night, 24/7.",
        "They looked at one another; ten per cent left.",
        "He brought 3kg of flour and 500 grams of salt.",
        "The first, the 9th and the 1990s.",
        "From 2013 to 2016 nothing moved.",
        "He lives at 14 Brewer Street.",
    ],
)
def test_numbers_that_count_nothing_are_left(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("two", (2, 2, 2)),
        ("1,400", (1400, 1400, 1400)),
        ("1.5 million", (1_500_000, 1_500_000, 1_500_000)),
        ("2 lakh", (200_000, 200_000, 200_000)),
        ("two hundred and five", (205, 205, 205)),
        ("half a million", (500_000, 500_000, 500_000)),
        ("more than 200,000", (200_001, None, None)),
        ("at least a dozen", (12, 12, None)),
        ("15 or more", (15, 15, None)),
        ("up to 20", (None, None, 20)),
        ("fewer than ten", (None, None, 9)),
        ("nearly 30", (None, 30, 30)),
        ("about two dozen", (24, 24, 24)),
        ("seven or eight", (7, None, 8)),
        ("10-15", (10, None, 15)),
        ("between 10 and 15", (10, None, 15)),
        ("3-4 thousand", (3000, None, 4000)),
        ("dozens of", (24, None, None)),
        ("several", (3, None, None)),
        ("hundreds", (200, None, None)),
        ("a couple of", (2, 2, 2)),
        ("both", (2, 2, 2)),
        ("no one", (0, 0, 0)),
        ("18 of the 30", (18, 18, 18)),
        ("half of the 30", (15, 15, 15)),
        ("all 11", (11, 11, 11)),
        ("only two", (2, 2, 2)),
    ],
)
def test_a_quantity_has_bounds(words: str, bounds: Bounds) -> None:
    assert count(f"Police saw {words} men there.", words) == bounds


@pytest.mark.parametrize(
    ("words", "plural", "bounds"),
    [
        ("a man", False, (1, 1, 1)),
        ("the judge", False, (1, 1, 1)),
        ("gunmen", True, (2, None, None)),
        ("a 25-year-old man", False, (1, 1, 1)),
        ("at least three masked men", True, (3, 3, None)),
        ("the two brothers", True, (2, 2, 2)),
        ("the couple", True, (2, 2, 2)),
        ("no soldiers", True, (0, 0, 0)),
        ("one of the three attackers", False, (1, 1, 1)),
        ("suspects aged 19 and 20", True, (2, None, None)),
    ],
)
def test_a_noun_phrase_counts_by_its_number_or_else_its_plural(
    words: str, plural: bool, bounds: Bounds
) -> None:
    assert count(f"Police saw {words} there.", words, plural=plural) == bounds


def test_operators_outside_the_mention_are_read_and_quoted() -> None:
    text = "They killed at least 12 people."
    result = ground_count(Document(id="d", text=text), Span(21, 23), plural=True, lexicon=LEXICON)
    assert result == Count(low=12, best=12, high=None, mention=Span(12, 23))


def test_words_that_say_nothing_have_no_count() -> None:
    document = Document(id="d", text="--")
    assert ground_count(document, Span(0, 2), plural=True, lexicon=LEXICON) is None


@given(text=st.one_of(SALAD, st.text(max_size=60)), offset=st.integers(0, 1000))
def test_found_quantities_lie_in_the_text_in_order_and_apart(text: str, offset: int) -> None:
    spans = find_quantities(text, offset=offset)
    assert all(offset <= span.start and span.end <= offset + len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@given(text=st.one_of(SALAD, st.text(min_size=1, max_size=40)), plural=st.booleans())
def test_bounds_of_any_words_are_in_order(text: str, plural: bool) -> None:
    document = Document(id="d", text=text)
    mentions = [Span(0, len(text)), *find_quantities(text)]
    for mention in mentions:
        result = ground_count(document, mention, plural=plural, lexicon=LEXICON)
        if result is not None:
            bounds = [b for b in (result.low, result.best, result.high) if b is not None]
            assert bounds == sorted(bounds)
            assert result.mention.end <= len(text)


def test_endless_number_words_are_no_number() -> None:
    assert find_quantities("one hundred and " * 2_000) == ()


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("Some 12 000 villagers left.", "Some 12 000", (12_000, 12_000, 12_000)),
        ("Nearly half of the 60 miners left.", "Nearly half of the 60", (None, 30, 30)),
        ("More than half of the 60 miners left.", "More than half of the 60", (31, None, 60)),
        ("Most of the 61 miners left.", "Most of the 61", (31, None, 61)),
        ("50 per cent of the 200 miners left.", "50 per cent of the 200", (100, 100, 100)),
        ("About 2-3,000 miners left.", "About 2-3,000", (2_000, None, 3_000)),
        ("Ten, or perhaps 12, miners left.", "Ten, or perhaps 12", (10, None, 12)),
        ("One and a half million miners left.", "One and a half million", (1.5e6,) * 3),
        ("Several hundreds of miners left.", "Several hundreds", (300, None, None)),
    ],
)
def test_parts_and_large_numbers_are_read_as_they_are_written(
    text: str, words: str, bounds: tuple[float | None, float | None, float | None]
) -> None:
    document = Document(id="d", text=text)
    (span,) = find_quantities(text)
    assert document.text_at(span) == words
    result = ground_count(document, span, plural=True, lexicon=LEXICON)
    assert result is not None
    assert (result.low, result.best, result.high) == bounds


def test_figures_of_a_date_and_a_count_beside_it_are_not_one_number() -> None:
    text = "On May 12 300 miners left."
    assert [text[s.start : s.end] for s in find_quantities(text)] == ["300"]


def test_sums_without_a_figure_count_nothing() -> None:
    assert find_quantities("They paid several million dollars.") == ()


@pytest.mark.parametrize(
    ("text", "words", "bounds"),
    [
        ("At least 2 dozens fighters fled.", "At least 2 dozens", (24, 24, None)),
        ("A couple dozen villagers fled.", "A couple dozen", (24, 24, 24)),
        ("One and a half dozen men fled.", "One and a half dozen", (18, 18, 18)),
        ("It killed a single-digit number of men.", "a single-digit number of", (1, None, 9)),
        ("Four-five masked men fled.", "Four-five", (4, None, 5)),
        ("Some 1.250.000 people fled.", "Some 1.250.000", (1_250_000, 1_250_000, 1_250_000)),
        ("A sole attacker fled.", "A sole", (1, 1, 1)),
        ("Twenty-one men fled.", "Twenty-one", (21, 21, 21)),
    ],
)
def test_counts_as_papers_of_many_countries_write_them(
    text: str, words: str, bounds: Bounds
) -> None:
    assert found(text) == [words]
    assert count(text, words) == bounds


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("They held 11 (eleven) men.", ["11"]),
        ("They held eleven (11) men and 12 (thirteen) boys.", ["eleven", "12", "thirteen"]),
        ("They held 11 (two of them wounded).", ["11", "two"]),
    ],
)
def test_number_in_brackets_that_repeats_the_one_before_is_left_out(
    text: str, numbers: list[str]
) -> None:
    assert found(text) == numbers


@pytest.mark.parametrize(
    "text", ["He took Php 100,000.", "He took LE 5,000.", "He hid 1.250.000 € there."]
)
def test_sums_of_money_are_no_counts(text: str) -> None:
    assert found(text) == []
