"""Write English names of the world's currencies with their ISO 4217 codes, from CLDR by Babel.

Run with Babel installed: ``python tools/build_currency_names.py``. Names by hand, and those that
several countries share ("rupees"), are in ``counts.toml`` and come first.
"""

from pathlib import Path

from babel import Locale, core, numbers

TARGET = Path(__file__).parents[1] / "src/dateline/resources/lexicons/currencies.toml"
HEADER = """\
# English names of currencies in use and their ISO 4217 codes, in lower case.
# Made by tools/build_currency_names.py from Unicode CLDR (Babel {version}); Unicode License v3.

[names]
"""


def currencies_in_use() -> list[str]:
    """Return the codes that are tender somewhere today, sorted."""
    territories = core.get_global("territory_currencies")
    return sorted(
        {code for territory in territories for code in numbers.get_territory_currencies(territory)}
    )


def names_of(code: str, locale: Locale) -> set[str]:
    """Return the names of a currency, singular and plural, that hold more than one word."""
    names = {
        numbers.get_currency_name(code, locale=locale),
        numbers.get_currency_name(code, count=1, locale=locale),
        numbers.get_currency_name(code, count=2, locale=locale),
    }
    folded = {name.replace("\u2019", "'").casefold() for name in names}
    return {name for name in folded if " " in name and "(" not in name and name.isascii()}


def main() -> None:
    """Write the table."""
    import babel

    locale = Locale("en")
    rows = sorted((name, code) for code in currencies_in_use() for name in names_of(code, locale))
    lines = [f'"{name}" = "{code}"\n' for name, code in rows]
    TARGET.write_text(HEADER.format(version=babel.__version__) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
