"""The words of the interface, by language: message catalogues in ``locales/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

DEFAULT_LOCALE = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The messages of one language.

    Attributes:
        locale: Its ISO 639-1 code.
        name: What it calls itself.
        messages: Messages by key; one with forms for numbers has keys ``KEY.one``, ``KEY.few``,
            ``KEY.many`` as the language needs them.
        types: Names of event types where the codebook has none in this language.
        definitions: What these types cover, in this language.
        countries: Names of countries by ISO 3166-1 alpha-2 code.
    """

    locale: str
    name: str
    messages: Mapping[str, str]
    types: Mapping[str, str]
    definitions: Mapping[str, str]
    countries: Mapping[str, str]

    def text(self, key: str, /, **values: object) -> str:
        """Return a message with its values filled in; ``n`` chooses among forms for numbers.

        Raises:
            KeyError: There is no such message.
        """
        message = self.messages.get(key)
        if message is None:
            number = values.get("n")
            if not isinstance(number, int):
                raise KeyError(key)
            message = self.messages[f"{key}.{_FORMS[self.locale](number)}"]
        if not values:
            return message
        shown = {
            name: grouped(value) if isinstance(value, int) else value
            for name, value in values.items()
        }
        return message.format(**shown)


def grouped(number: int) -> str:
    """Return a number with narrow spaces between thousands from five digits on."""
    return f"{number:,}".replace(",", "\u202f") if abs(number) >= 10_000 else str(number)


def _english(number: int) -> str:
    return "one" if number == 1 else "many"


def _russian(number: int) -> str:
    """Return the form after CLDR's rules for Russian."""
    tens, ones = number % 100, number % 10
    if ones == 1 and tens != 11:
        return "one"
    return "few" if 2 <= ones <= 4 and not 12 <= tens <= 14 else "many"


_FORMS = {"en": _english, "ru": _russian}


def load_catalogues() -> Mapping[str, Catalogue]:
    """Return every catalogue by its locale."""
    return {locale: _load(locale) for locale in _FORMS}


def _load(locale: str) -> Catalogue:
    folder = files("dateline.server") / "locales"
    table: dict[str, Any] = {}
    for name in (f"{locale}.toml", f"people.{locale}.toml", f"sentences.{locale}.toml"):
        table |= tomllib.loads((folder / name).read_text(encoding="utf-8"))
    labels = files("dateline.resources") / "codebooks" / f"dateline.labels.{locale}.toml"
    countries = files("dateline.server") / "locales" / "countries.toml"
    types = tomllib.loads(labels.read_text(encoding="utf-8")) if labels.is_file() else {}
    return Catalogue(
        locale=locale,
        name=table.pop("name"),
        messages=dict(_flatten(table)),
        types=types.get("labels", {}),
        definitions=types.get("definitions", {}),
        countries=tomllib.loads(countries.read_text(encoding="utf-8"))[locale],
    )


def _flatten(table: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, str):
            flat.append((f"{before}{key}", value))
        else:
            flat += _flatten(value, f"{before}{key}.")
    return flat


def choose_locale(
    catalogues: Mapping[str, Catalogue], *, asked: str | None, accepted: str
) -> Catalogue:
    """Return the catalogue of the language asked for, or else of the first one accepted.

    Args:
        catalogues: All there are.
        asked: The locale that was chosen, if any.
        accepted: The header ``Accept-Language``.
    """
    if asked in catalogues:
        return catalogues[asked or DEFAULT_LOCALE]
    for part in accepted.split(","):
        locale = part.split(";")[0].strip()[:2].lower()
        if locale in catalogues:
            return catalogues[locale]
    return catalogues[DEFAULT_LOCALE]
