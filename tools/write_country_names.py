"""Write the names of countries in the languages of the review app, from CLDR by Babel.

Run with Babel installed: ``python tools/write_country_names.py``.
"""

from pathlib import Path

import babel
from babel import Locale

TARGET = Path(__file__).parents[1] / "src/dateline/server/locales/countries.toml"
LANGUAGES = ("en", "ru")
HEADER = """\
# Names of countries and territories by ISO 3166-1 alpha-2 code.
# Made by tools/write_country_names.py from Unicode CLDR (Babel {version}); Unicode License v3.
"""

#: Codes of CLDR that are no country: unknown, pseudo-locales, groups.
_NO_COUNTRY = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


def main() -> None:
    """Write the table."""
    lines = [HEADER.format(version=babel.__version__)]
    for language in LANGUAGES:
        names = Locale(language).territories
        lines.append(f"\n[{language}]\n")
        lines += [
            f'{code} = "{names[code]}"\n'
            for code in sorted(names)
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
        ]
    TARGET.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
