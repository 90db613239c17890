"""Agreement figures are those of published worked examples, and behave as such figures must."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.review.agreement import Agreement, Answer, Level, TooFew, agreement

#: Four observers, twelve units, gaps: Krippendorff (2011), example C; the same data is
#: cac.raw4raters in Gwet's irrCAC, whose manual gives AC1.
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def four_observers(kind: type[str] | type[float]) -> list[dict[str, Answer]]:
    rows = {name: answers.split() for name, answers in OBSERVERS.items()}
    return [
        {name: kind(row[unit]) for name, row in rows.items() if row[unit] != "."}
        for unit in range(12)
    ]


def found(units: list[dict[str, Answer]], level: Level, least: int = 1) -> Agreement:
    result = agreement(units, level=level, least=least, draws=200)
    assert isinstance(result, Agreement)
    return result


@pytest.mark.parametrize(
    ("level", "kind", "alpha"),
    [(Level.NOMINAL, str, 0.743), (Level.ORDINAL, float, 0.815), (Level.INTERVAL, float, 0.849)],
)
def test_alpha_is_that_of_krippendorffs_example(
    level: Level, kind: type[str] | type[float], alpha: float
) -> None:
    result = found(four_observers(kind), level)
    assert result.units == 11
    assert result.alpha.value == pytest.approx(alpha, abs=0.0005)


def test_ac1_is_that_of_gwets_example_with_four_raters() -> None:
    result = found(four_observers(str), Level.NOMINAL)
    assert result.percent.value == pytest.approx(0.8181818, abs=1e-6)
    assert result.ac1 is not None
    # irrCAC takes chance from all twelve subjects, also the one that a single rater saw.
    assert result.ac1.value == pytest.approx(0.775, abs=0.005)


def two(table: dict[tuple[str, str], int]) -> list[dict[str, Answer]]:
    return [{"A": a, "B": b} for (a, b), n in table.items() for _ in range(n)]


def test_ac1_stays_high_where_nearly_all_answers_are_the_same() -> None:
    # Gwet (2002), Kappa Statistic is not Satisfactory ..., the table with 118 of 125 alike.
    skewed = two({("+", "+"): 118, ("+", "-"): 5, ("-", "+"): 2})
    result = found(skewed, Level.NOMINAL)
    assert result.percent.value == pytest.approx(0.944)
    assert result.ac1 is not None
    assert result.ac1.value == pytest.approx(0.9408, abs=0.0001)
    assert result.alpha.value is not None
    assert result.alpha.value < 0.05


def test_alpha_of_two_observers_is_that_of_krippendorffs_binary_example() -> None:
    # Krippendorff (2011), example A: ten units, two observers, binary.
    first, second = "0 1 0 0 0 0 0 0 1 0".split(), "1 1 1 0 0 1 0 0 0 0".split()
    units: list[dict[str, Answer]] = [{"A": a, "B": b} for a, b in zip(first, second, strict=True)]
    result = found(units, Level.NOMINAL)
    assert result.percent.value == pytest.approx(0.6)
    assert result.alpha.value == pytest.approx(0.095, abs=0.0005)


def test_too_few_units_are_refused() -> None:
    few = two({("a", "a"): 9})
    few.append({"A": "a"})
    assert agreement(few, level=Level.NOMINAL) == TooFew(units=9, needed=10)
    assert agreement([], level=Level.NOMINAL, least=0) == TooFew(units=0, needed=1)


def test_alpha_is_not_defined_where_nothing_varies() -> None:
    result = found(two({("a", "a"): 20}), Level.NOMINAL)
    assert result.percent.value == 1
    assert result.alpha.value is None
    assert result.ac1 is not None
    assert result.ac1.value is None


def test_confusion_counts_each_pair_of_answers_in_both_orders() -> None:
    result = found([{"A": "x", "B": "y"}, {"A": "x", "B": "x", "C": "x"}], Level.NOMINAL)
    assert result.confusion == {("x", "x"): 6, ("x", "y"): 1, ("y", "x"): 1}


units_of_names = st.lists(
    st.dictionaries(st.sampled_from("ABCD"), st.sampled_from("xyz"), max_size=4),
    min_size=1,
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(units=units_of_names)
def test_figures_lie_in_their_bounds_and_do_not_depend_on_names_or_order(
    units: list[dict[str, Answer]],
) -> None:
    result = agreement(units, level=Level.NOMINAL, least=1, draws=50)
    if isinstance(result, TooFew):
        assert sum(len(unit) > 1 for unit in units) == 0
        return
    assert result.percent.value is not None
    assert 0 <= result.percent.value <= 1
    assert sum(result.confusion.values()) > 0
    for figure in (result.alpha, result.ac1):
        assert figure is not None
        if figure.value is not None:
            assert figure.value <= 1 + 1e-9
            assert (math.isclose(figure.value, 1)) == (result.percent.value == 1)
    turned = [
        {
            {"A": "D", "D": "A"}.get(coder, coder): {"x": "z", "z": "x"}.get(str(a), a)
            for coder, a in u.items()
        }
        for u in reversed(units)
    ]
    other = agreement(turned, level=Level.NOMINAL, least=1, draws=50)
    assert isinstance(other, Agreement)
    for mine, theirs in ((result.alpha, other.alpha), (result.percent, other.percent)):
        assert (mine.value is None) == (theirs.value is None)
        if mine.value is not None and theirs.value is not None:
            assert mine.value == pytest.approx(theirs.value)


@settings(max_examples=40, deadline=None)
@given(
    pairs=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20),
    scale=st.integers(1, 9),
    shift=st.integers(-5, 5),
)
def test_alpha_for_numbers_does_not_depend_on_their_unit(
    pairs: list[tuple[int, int]], scale: int, shift: int
) -> None:
    plain: list[dict[str, Answer]] = [{"A": float(a), "B": float(b)} for a, b in pairs]
    moved: list[dict[str, Answer]] = [
        {"A": float(a * scale + shift), "B": float(b * scale + shift)} for a, b in pairs
    ]
    for level in (Level.ORDINAL, Level.INTERVAL):
        one, two_ = found(plain, level), found(moved, level)
        assert (one.alpha.value is None) == (two_.alpha.value is None)
        if one.alpha.value is not None:
            assert one.alpha.value == pytest.approx(two_.alpha.value)


def test_the_interval_holds_the_figure_and_is_always_the_same() -> None:
    units = two({("a", "a"): 30, ("b", "b"): 25, ("a", "b"): 6, ("b", "a"): 5})
    first, second = found(units, Level.NOMINAL), found(units, Level.NOMINAL)
    assert first == second
    for figure in (first.percent, first.alpha, first.ac1):
        assert figure is not None
        assert figure.value is not None
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < figure.value < figure.high
