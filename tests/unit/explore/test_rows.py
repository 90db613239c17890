import json

from hypothesis import given

from dateline.explore.rows import BrowseRow, read_row, write_row

from .browsed import rows


@given(row=rows())
def test_a_row_that_was_kept_is_read_back_the_same(row: BrowseRow) -> None:
    assert read_row(write_row(row)) == row


@given(row=rows())
def test_a_row_of_another_version_is_not_used(row: BrowseRow) -> None:
    _, *values = json.loads(write_row(row))
    assert read_row(json.dumps([0, *values])) is None
