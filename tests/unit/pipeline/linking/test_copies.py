import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.copies import TextSketch
from dateline.core.documents import Document
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.linking.copies import (
    Groups,
    are_copies,
    copies_of,
    group_copies,
    group_crowds,
    order_versions,
    sketch_text,
    sketch_words,
)

MONDAY = date(2031, 5, 5)

DISPATCH = (
    "Gunmen in two pickups drove into the market of Torva on Sunday and fired at the grain store. "
    "Two traders were killed and the guard was taken to the hospital in the next town, where "
    "doctors said he would live.\n\nThe district chief promised more patrols on the road. "
    "Traders have asked for a post at the bridge since the spring, when a lorry with seed was "
    "stopped there and its driver beaten.\n\nThe mill of Torva has been closed for a year and most "
    "of its hands now work on the coast."
)
OTHER_REPORT = (
    "A witness told Radio Meskar that three cars came to Torva at noon, that the shooting went on "
    "for a quarter of an hour, and that nobody came to help until dusk.\n\nTwo men who sold grain "
    "died, she said. The market has been closed since, and the grain is rotting in the sun."
)


def document(text: str, *, outlet: str, published: date = MONDAY) -> Document:
    return document_from_text(f"{outlet}: news\n\n{text}", outlet=outlet, published=published)


AGENCY = document(DISPATCH, outlet="Vostok Wire")
REPRINT = document(DISPATCH.replace("pickups", "cars"), outlet="Torva Post")
TRIMMED = document(DISPATCH.split("\n\n")[0], outlet="Lindale Courier")
UPDATE = document(
    DISPATCH.replace("Two traders were", "Three traders were")
    + "\n\nA third trader died in hospital on Monday morning, the guard's brother said.",
    outlet="Vostok Wire",
    published=MONDAY + timedelta(days=1),
)
INDEPENDENT = document(OTHER_REPORT, outlet="Radio Meskar")
GROUP = (AGENCY, REPRINT, TRIMMED, UPDATE)


def sketches(*documents: Document) -> dict[str, TextSketch]:
    return {d.id: sketch_text(d) for d in documents}


def days(*documents: Document) -> dict[str, date | None]:
    return {d.id: d.published.date if d.published else None for d in documents}


@pytest.mark.parametrize("copy", [REPRINT, TRIMMED, UPDATE])
def test_reprints_cut_texts_and_updates_are_copies(copy: Document) -> None:
    assert are_copies(sketch_text(AGENCY), sketch_text(copy))


def test_independent_reports_of_one_act_are_no_copies() -> None:
    assert not are_copies(sketch_text(AGENCY), sketch_text(INDEPENDENT))


def test_texts_too_short_to_tell_are_no_copies() -> None:
    words = "two traders were killed in Torva on Sunday".split()
    assert not are_copies(sketch_words(words), sketch_words(words))


def test_what_an_outlet_prints_under_every_article_makes_no_copies() -> None:
    footer = " ".join(f"legal{n} notice{n}" for n in range(15))
    first = sketch_words([*(f"a{n}" for n in range(200)), *footer.split()])
    second = sketch_words([*(f"b{n}" for n in range(200)), *footer.split()])
    assert first.runs & second.runs
    assert not are_copies(first, second)


@given(order=st.permutations([*GROUP, INDEPENDENT]))
def test_wire_groups_do_not_depend_on_the_order_of_documents(order: list[Document]) -> None:
    (group,) = group_copies(sketches(*order), days(*order))
    assert group == tuple(sorted(d.id for d in GROUP))


def test_a_document_finds_the_group_that_all_documents_have() -> None:
    known = sketches(*GROUP, INDEPENDENT)
    published = days(*GROUP, INDEPENDENT)

    def crowds(keys: object) -> list[list[str]]:
        wanted = set(keys)  # type: ignore[call-overload]
        found = [sorted(id_ for id_, s in known.items() if key in s.keys) for key in wanted]
        return [ids for ids in found if len(ids) > 1]

    expected = group_copies(known, published)
    assert copies_of(TRIMMED.id, crowds, known.__getitem__, published.get) == expected[0]
    alone = copies_of(INDEPENDENT.id, crowds, known.__getitem__, published.get)
    assert alone == (INDEPENDENT.id,)


def test_in_a_crowd_texts_of_nearby_days_are_still_compared() -> None:
    rng = random.Random(7)
    common = [f"common{n}" for n in range(40)]
    texts = {
        f"{n:03}": sketch_words([*common, *(f"w{rng.random()}" for _ in range(200))])
        for n in range(100)
    }
    texts["200"] = texts["201"] = sketch_words([*common, *(f"same{n}" for n in range(200))])
    published = {id_: MONDAY + timedelta(days=int(id_)) for id_ in texts}
    groups = group_crowds([sorted(texts)], texts.__getitem__, published.get)
    assert groups == (("200", "201"),)


def test_versions_follow_the_outlet_that_updates_and_reprints_take_the_number_they_give() -> None:
    known = sketches(*GROUP)
    versions = {v.document: v.number for v in order_versions(GROUP, known.__getitem__)}
    assert versions == {AGENCY.id: 1, REPRINT.id: 1, TRIMMED.id: 1, UPDATE.id: 2}


def test_versions_stand_in_order_of_publication() -> None:
    ordered = [v.document for v in order_versions(GROUP, sketches(*GROUP).__getitem__)]
    assert ordered[-1] == UPDATE.id


@given(
    ties=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20),
    seed=st.integers(0, 9),
)
def test_groups_do_not_depend_on_the_order_of_joining(
    ties: list[tuple[int, int]], seed: int
) -> None:
    ids = [str(n) for n in range(10)]
    one, other = Groups(ids), Groups(ids)
    for a, b in ties:
        one.join(str(a), str(b))
    for a, b in random.Random(seed).sample(ties, len(ties)):
        other.join(str(b), str(a))
    assert one.all() == other.all()
