"""Spellings of one name are folded into one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.linking.spellings import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Abdul Karim Yusufi", "Abd al-Karim Yousefi"),
        ("Abdelkarim Yousefi", "Abdul Karim Yusufi"),
        ("Ruslan Qadyrov", "Ruslan Kadirov"),
        ("Sergey Alekseyev", "Sergei Alexeev"),
        ("Khalid al-Jabouri", "Halid Jaburi"),
        ("Mohammed Othman", "Muhamad Usman"),
        ("Abdurrahman Nur", "Abd ur-Rahman Noor"),
    ],
)
def test_spellings_of_one_name_are_folded_alike(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Omar Said", "Amir Said"), ("Karim Yusufi", "Karim Yunusi"), ("Tel Rasif", "Bab Rasif")],
)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


@given(st.text(alphabet="abdehijklmnoqrstuvwyz -'", max_size=30))
def test_case_does_not_matter(name: str) -> None:
    assert fold_name(name.upper()) == fold_name(name)
