from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.core.documents import Document, Span
from dateline.errors import ResourceError
from dateline.pipeline.grounding.counts import ground_count
from dateline.resources.counts import load_count_lexicon
from dateline.resources.numbers import load_number_words
from dateline.resources.times import load_time_lexicon


def test_every_month_and_weekday_has_a_name() -> None:
    lexicon = load_time_lexicon()
    assert set(lexicon.months.values()) == set(range(1, 13))
    assert set(lexicon.weekdays.values()) == set(range(7))


def test_number_words_are_read() -> None:
    words = load_number_words()
    assert (words.ones["seven"], words.tens["forty"], words.scales["lakh"]) == (7, 40, 100_000)


@pytest.mark.parametrize("load", [load_time_lexicon, load_count_lexicon])
@pytest.mark.parametrize("content", ["", "months = 3", "[months\n", "[unknown]\nkey = 1\n"])
def test_a_lexicon_that_does_not_fit_is_refused_by_name(
    tmp_path: Path, content: str, load: Callable[[Path], object]
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ResourceError, match=r"own\.toml"):
        load(path)


def test_a_users_conventions_change_what_is_read(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "src/dateline/resources/lexicons/counts.toml"
    own = tmp_path / "counts.toml"
    text = shipped.read_text(encoding="utf-8")
    own.write_text(text.replace('"dozens" = [24, "", ""]', '"dozens" = [24, "", 99]'), "utf-8")
    count = ground_count(
        Document(id="d", text="dozens"), Span(0, 6), plural=True, lexicon=load_count_lexicon(own)
    )
    assert count is not None
    assert (count.low, count.best, count.high) == (24, None, 99)
