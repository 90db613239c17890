"""Long expressions are compiled beforehand, and are no others for that."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.pipeline.grounding.openings import read_openings
from dateline.pipeline.grounding.quantities import compile_quantities
from dateline.pipeline.grounding.time_patterns import compile_patterns
from dateline.resources import regexes
from dateline.resources.counts import load_count_lexicon
from dateline.resources.regexes import compile_regex, digest, stored_openings
from dateline.resources.times import load_time_lexicon


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What is stored is read anew in the test and after it."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    regexes._stored.cache_clear()
    regexes._told.cache_clear()
    regexes._index.cache_clear()


def _shipped() -> list[str]:
    times = compile_patterns(load_time_lexicon())
    quantity = compile_quantities(load_count_lexicon()).quantity
    return [quantity.pattern, times.gate.pattern, *list(times.sources.values())[::8]]


def test_a_stored_expression_is_what_python_compiles() -> None:
    for source in _shipped():
        assert compile_regex(source) == re.compile(source)


def test_most_forms_are_stored_for_the_engine_they_were_stored_with() -> None:
    if not regexes._index():
        pytest.skip("the expressions were stored with another version of Python's engine")
    sources = _shipped()
    assert sum(digest(source) in regexes._index() for source in sources) > len(sources) / 2


def test_groups_keep_their_names() -> None:
    found = compile_quantities(load_count_lexicon()).quantity.search("at least 12 people")
    assert found is not None
    assert found["before"].strip() == "at least"
    assert found.lastgroup is not None


def test_an_expression_that_is_not_stored_is_compiled() -> None:
    assert compile_regex(r"(?P<word>\w+) of straw") == re.compile(r"(?P<word>\w+) of straw")


def test_what_is_no_expression_is_refused() -> None:
    with pytest.raises(re.error):
        compile_regex("(")


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("content", [b"", b"no archive", None])
def test_without_the_file_or_with_a_damaged_one_all_are_compiled(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored = tmp_path / "regexes.npz"
    if content is not None:
        stored.write_bytes(content)
    monkeypatch.setattr(regexes, "STORED", stored)
    assert compile_regex("a|b") == re.compile("a|b")


@pytest.mark.usefixtures("forgotten")
def test_another_engine_compiles_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regexes, "ENGINE", [0, 4, 4_294_967_295, "little"])
    assert regexes._index() == {}


def test_flags_are_kept() -> None:
    assert compile_regex("straw", re.IGNORECASE) == re.compile("straw", re.IGNORECASE)


def test_stored_openings_are_those_that_the_source_has() -> None:
    gate = compile_patterns(load_time_lexicon()).gate
    assert gate.search("on 3 may") is not None
    stored = [asked for asked in regexes.ASKED_OPENINGS if stored_openings(*asked) is not None]
    assert stored
    for source, length in stored[::8]:
        assert stored_openings(source, length) == read_openings(source, length)
