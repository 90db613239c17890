import json
from io import BytesIO
from zipfile import ZipFile

import numpy as np
from hypothesis import given

from dateline.explore.columns import Columns
from dateline.explore.kept_columns import read_columns, write_columns

from .browsed import Browsed, browsed, columns_of


def assert_same(columns: Columns, others: Columns) -> None:
    assert columns.ids.tolist() == others.ids.tolist()
    for arrays, beside in ((columns.named, others.named), (columns.numbers, others.numbers)):
        assert list(arrays) == list(beside)
        for name, array in arrays.items():
            assert array.dtype == beside[name].dtype
            np.testing.assert_array_equal(array, beside[name])
    for name, lists in columns.lists.items():
        np.testing.assert_array_equal(lists.owners, others.lists[name].owners)
        np.testing.assert_array_equal(lists.values, others.lists[name].values)
    words = {name: vocabulary.words for name, vocabulary in columns.words.items()}
    assert words == {name: vocabulary.words for name, vocabulary in others.words.items()}


@given(events=browsed())
def test_columns_that_were_kept_are_read_back_the_same(events: Browsed) -> None:
    columns = columns_of(events)
    found = read_columns(write_columns(columns))
    assert found is not None
    assert_same(found, columns)


@given(events=browsed(3), more=browsed(3))
def test_columns_read_back_go_on_with_the_same_words(events: Browsed, more: Browsed) -> None:
    columns = columns_of(events)
    found = read_columns(write_columns(columns))
    assert found is not None
    assert_same(found.changed(more, ()), columns.changed(more, ()))


def test_columns_of_another_version_are_not_used() -> None:
    stored = BytesIO(write_columns(columns_of({})))
    with ZipFile(stored) as archive:
        header = json.loads(archive.read("header.json"))
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("header.json", json.dumps({**header, "version": 0}))
    assert read_columns(other.getvalue()) is None
