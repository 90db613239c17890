import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.documents import Document, Span
from dateline.pipeline.grounding.measures import (
    find_masses,
    find_money,
    ground_money,
    ground_quantity,
)
from dateline.resources.counts import load_count_lexicon

LEXICON = load_count_lexicon()

WORDS = st.sampled_from(
    [*LEXICON.currency_names, *LEXICON.currency_signs, *LEXICON.masses, *LEXICON.before, "12",
     "2.5", "1,400", "million", "half a", "between", "and", "-", "KZT", "USD", "three", "dozen"]
)  # fmt: skip
SALAD = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("They took more than 350,000 KZT (about US $790).", [
            ("more than 350,000 KZT (about US $790)", 350_000, None, "KZT"),
        ]),
        ("He paid £5,000-£7,000, then between $2 million and $3 million.", [
            ("£5,000-£7,000", 5_000, 7_000, "GBP"),
            ("between $2 million and $3 million", 2_000_000, 3_000_000, "USD"),
        ]),
        ("It paid $2.5 million, €300 and £1m.", [
            ("$2.5 million", 2_500_000, 2_500_000, "USD"), ("€300", 300, 300, "EUR"),
            ("£1m", 1_000_000, 1_000_000, "GBP"),
        ]),
        ("He hid 200,000 tenge and 15 million rupees.", [
            ("200,000 tenge", 200_000, 200_000, "KZT"),
            ("15 million rupees", 15_000_000, 15_000_000, None),
        ]),
        ("She sent 500 Syrian pounds and $2-3 million.", [
            ("500 Syrian pounds", 500, 500, "SYP"), ("$2-3 million", 2_000_000, 3_000_000, "USD"),
        ]),
        ("All 5 men had 3,000 pounds of flour; try 3.", []),
        ("ALL 5 MEN FLED.", []),
    ],
)  # fmt: skip
def test_sums_of_money_have_bounds_and_currency(
    text: str, sums: list[tuple[str, float, float | None, str | None]]
) -> None:
    document = Document(id="d", text=text)
    read = []
    for span in find_money(text):
        money = ground_money(document, span, lexicon=LEXICON)
        assert money is not None
        read.append((document.text_at(span), money.amount.low, money.amount.high, money.currency))
    assert read == sums


def test_a_conversion_in_brackets_is_kept_with_its_sum() -> None:
    text = "They took 350,000 tenge (about US $790)."
    (span,) = find_money(text)
    money = ground_money(Document(id="d", text=text), span, lexicon=LEXICON)
    assert money is not None
    assert money.conversion is not None
    assert (money.currency, money.amount.best) == ("KZT", 350_000)
    assert (money.conversion.currency, money.conversion.amount.best) == ("USD", 790)


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("500 dollars", "AU", "AUD"), ("500 dollars", "KZ", "USD"), ("Rs. 500", "PK", "PKR"),
        ("500 pounds", "SY", "SYP"), ("500 pounds", None, None), ("500 lira", "LB", "LBP"),
        ("500 Kazakhstani tenges", None, "KZT"),
    ],
)  # fmt: skip
def test_the_country_settles_whose_money_a_bare_name_is(
    text: str, country: str | None, currency: str | None
) -> None:
    document = Document(id="d", text=text)
    money = ground_money(document, Span(0, len(text)), lexicon=LEXICON, country=country)
    assert money is not None
    assert money.currency == currency


@pytest.mark.parametrize(("country", "currency"), [("PK", "PKR"), ("IN", "INR"), ("FR", None)])
def test_the_country_settles_a_currency_that_its_name_leaves_open(
    country: str, currency: str | None
) -> None:
    text = "15 million rupees"
    money = ground_money(
        Document(id="d", text=text), Span(0, len(text)), lexicon=LEXICON, country=country
    )
    assert money is not None
    assert money.currency == currency


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("It held 3kg of explosives.", "3kg", 3, 3, "kg"),
        ("They found 500 grams of it.", "500 grams", 500, 500, "g"),
        ("It held up to 40 kilos.", "up to 40 kilos", None, 40, "kg"),
        ("It held between 5 and 8 kg.", "between 5 and 8 kg", 5, 8, "kg"),
        ("It took two tonnes.", "two tonnes", 2, 2, "t"),
        ("A 10-kilogram bomb lay there.", "10-kilogram", 10, 10, "kg"),
        ("It held 300 pounds of powder.", "300 pounds of", 300, 300, "lb"),
    ],
)
def test_masses_have_bounds_and_a_unit(
    text: str, words: str, low: float | None, high: float | None, unit: str
) -> None:
    document = Document(id="d", text=text)
    (span,) = find_masses(text)
    assert document.text_at(span) == words
    mass = ground_quantity(document, span, lexicon=LEXICON)
    assert mass is not None
    assert (mass.low, mass.high, mass.unit) == (low, high, unit)


@given(text=st.one_of(SALAD, st.text(min_size=1, max_size=40)))
def test_any_words_are_read_without_fault(text: str) -> None:
    document = Document(id="d", text=text)
    whole = Span(0, len(text))
    for span in (*find_money(text), whole):
        money = ground_money(document, span, lexicon=LEXICON)
        assert money is None or money.amount.mention.end <= len(text)
    for span in (*find_masses(text), whole):
        mass = ground_quantity(document, span, lexicon=LEXICON)
        assert mass is None or mass.unit in set(LEXICON.masses.values())


@pytest.mark.parametrize(
    ("words", "amount", "unit"),
    [
        ("2 kg 300 g", 2.3, "kg"),
        ("3 kilos and 200 grams", 3.2, "kg"),
        ("half a kilo", 0.5, "kg"),
        ("one and a half kilos", 1.5, "kg"),
        ("a tonne", 1.0, "t"),
    ],
)
def test_masses_in_two_units_and_in_halves_are_one_mass(
    words: str, amount: float, unit: str
) -> None:
    text = f"Police found {words} of powder."
    document = Document(id="d", text=text)
    (span,) = find_masses(text)
    assert document.text_at(span) == words
    result = ground_quantity(document, span, lexicon=load_count_lexicon())
    assert result is not None
    assert (result.best, result.unit) == (amount, unit)


@pytest.mark.parametrize(
    ("text", "best", "currency"),
    [
        ("The family paid P50,000 to the gang.", 50_000, "PHP"),
        ("They wanted N5 million for her.", 5_000_000, "NGN"),
        ("A bag with R500,000 lay there.", 500_000, "ZAR"),
        ("Customs found 10.000 € in a boot.", 10_000, "EUR"),
        ("Customs found €7.50 in a boot.", 7.5, "EUR"),
        ("He had 2.5 million sum on him.", 2_500_000, "UZS"),
        ("A courier had 300 000 rubles.", 300_000, "RUB"),
        ("The fixer asked for Tk 5 lakh.", 500_000, "BDT"),
    ],
)
def test_signs_of_one_letter_and_sums_as_they_are_written_elsewhere_are_read(
    text: str, best: float, currency: str
) -> None:
    document = Document(id="d", text=text, language="en")
    (span,) = find_money(text)
    money = ground_money(document, span, lexicon=load_count_lexicon())
    assert money is not None
    assert (money.amount.best, money.currency) == (best, currency)


@pytest.mark.parametrize(
    "text",
    [
        "Flight N512 turned back.",
        "He left by the N7 road.",
        "The M23 rebels took the hill.",
        "See p 50 of the report.",
        "The sum of 500 was named.",
        "He wore an N95 mask, in size 5 r, with 3 n marks.",
        "Two sum up the case.",
    ],
)
def test_a_letter_or_word_that_is_no_currency_names_no_money(text: str) -> None:
    assert find_money(text) == ()


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("He hid 1.250.000 € there.", 1_250_000, "EUR"),
        ("He hid 500.000 FCFA there.", 500_000, "XOF"),
        ("He asked for Php 100,000.", 100_000, "PHP"),
        ("He asked for PHP10,000.", 10_000, "PHP"),
        ("He was paid LE 5,000 for it.", 5_000, "EGP"),
        ("She gave them RM20,000.", 20_000, "MYR"),
        ("They paid Birr 400,000.", 400_000, "ETB"),
        ("It cost €1,5 million.", 1_500_000, "EUR"),
        ("It cost 2,5 million euros.", 2_500_000, "EUR"),
        ("They found 20 000 $ there.", 20_000, "USD"),
        ("The reward is Rs 5 lakh.", 500_000, None),
    ],
)
def test_sums_as_papers_of_many_countries_write_them(
    text: str, amount: float, currency: str | None
) -> None:
    (span,) = find_money(text)
    money = ground_money(Document(id="d", text=text), span, lexicon=LEXICON)
    assert money is not None
    assert (money.amount.best, money.currency) == (amount, currency)


def test_scale_of_a_range_holds_for_both_ends() -> None:
    text = "They want $5 to $10 million."
    (span,) = find_money(text)
    money = ground_money(Document(id="d", text=text), span, lexicon=LEXICON)
    assert money is not None
    assert (money.amount.low, money.amount.high) == (5_000_000, 10_000_000)


@pytest.mark.parametrize("text", ["Le 5 mai", "an MK 19 and an RM 70", "a K-9 unit"])
def test_letters_that_name_no_money_are_left_alone(text: str) -> None:
    assert find_money(text) == ()


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [("1/2 kg of powder", 0.5, "kg"), ("1,5 tonnes of it", 1.5, "t"), ("400 gm of it", 400, "g")],
)
def test_masses_with_fractions_and_decimal_commas(text: str, amount: float, unit: str) -> None:
    (span,) = find_masses(text)
    mass = ground_quantity(Document(id="d", text=text), span, lexicon=LEXICON)
    assert mass is not None
    assert (mass.best, mass.unit) == (amount, unit)


@given(first=SALAD, second=SALAD)
def test_sums_of_a_text_are_those_of_its_paragraphs(first: str, second: str) -> None:
    apart = [*find_money(first), *find_money(second, offset=len(first) + 2)]
    assert list(find_money(f"{first}\n\n{second}")) == apart
