import re
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Formatter

import pytest

from dateline.core.claims import Effect, Role, Scope, Side, SourceKind, Stage, Status
from dateline.core.documents import DateBasis, SegmentKind
from dateline.core.events import RelationKind
from dateline.core.grounded import PlacePrecision, Reason, TimePrecision
from dateline.pipeline.linking.totals import Obstacle
from dateline.resources.codebook import load_codebook
from dateline.server.locales import choose_locale, load_catalogues

CATALOGUES = load_catalogues()
FORMS = (".one", ".few", ".many")


def keys(locale: str) -> set[str]:
    """Return the keys of a catalogue; the forms of a number are one key."""
    messages = CATALOGUES[locale].messages
    return {
        stem if key.endswith(FORMS) and f"{stem}.many" in messages else key
        for key in messages
        for stem in [key.rpartition(".")[0]]
    }


def templates(folder: Traversable) -> list[str]:
    found: list[str] = []
    for entry in folder.iterdir():
        found += templates(entry) if entry.is_dir() else [entry.read_text(encoding="utf-8")]
    return found


def test_all_catalogues_have_the_same_keys() -> None:
    assert keys("en") == keys("ru")


@pytest.mark.parametrize("locale", [locale for locale in CATALOGUES if locale != "en"])
def test_messages_are_filled_with_the_same_values(locale: str) -> None:
    def fields(message: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(message) if name}

    for key, message in CATALOGUES["en"].messages.items():
        other = CATALOGUES[locale].messages.get(key)
        if other is not None:
            assert fields(other) <= fields(message) | {"n"}, key


@pytest.mark.parametrize(
    ("number", "words"), [(1, "1 событие"), (2, "2 события"), (5, "5 событий"), (21, "21 событие")]
)
def test_russian_numbers_take_their_form(number: int, words: str) -> None:
    assert CATALOGUES["ru"].text("explore.events", n=number) == words


def test_large_numbers_are_grouped() -> None:
    assert CATALOGUES["en"].text("explore.events", n=123456) == "123\u202f456 events"


def test_every_message_a_template_names_is_there() -> None:
    source = "\n".join(templates(files("dateline.server") / "templates"))
    named = set(re.findall(r"""_\(["']([a-z_.0-9]+)["'][,)]""", source))
    assert named
    assert named <= keys("en")


@pytest.mark.parametrize(
    ("prefix", "values"),
    [
        ("stage", Stage),
        ("status", Status),
        ("scope", Scope),
        ("role", Role),
        ("effect", Effect),
        ("side", Side),
        ("source_kind", SourceKind),
        ("relation", RelationKind),
        ("segment", SegmentKind),
        ("basis", DateBasis),
        ("precision.place", PlacePrecision),
    ],
)
def test_every_word_of_a_closed_set_has_a_name(prefix: str, values: type[Stage]) -> None:
    assert {f"{prefix}.{value}" for value in values} <= keys("en")


def test_every_precision_and_reason_has_a_name() -> None:
    plain = {TimePrecision.DAY, TimePrecision.DAYS}
    named = {f"precision.time.{p}" for p in TimePrecision if p not in plain}
    named |= {f"reason_open.{reason.name.lower()}" for reason in Reason}
    named |= {f"obstacle.{obstacle.name.lower()}" for obstacle in Obstacle}
    assert named <= keys("en")


def test_russian_names_are_those_of_the_built_in_types() -> None:
    assert set(CATALOGUES["ru"].types) == {each.id for each in load_codebook(None).types}


@pytest.mark.parametrize(
    ("asked", "accepted", "locale"),
    [
        ("ru", "en-GB,en", "ru"),
        (None, "ru-RU,ru;q=0.9,en;q=0.8", "ru"),
        (None, "fr-FR,fr;q=0.9", "en"),
        ("xx", "", "en"),
    ],
)
def test_language_is_the_one_asked_for_or_the_first_accepted(
    asked: str | None, accepted: str, locale: str
) -> None:
    assert choose_locale(CATALOGUES, asked=asked, accepted=accepted).locale == locale
