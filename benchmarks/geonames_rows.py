"""Invented rows in the layout of GeoNames' dump, as many as wanted: the same ones for a seed.

Names are made of syllables, of the lengths and numbers of words that names of places have;
features, other names, other scripts, areas and populations are mixed as in the dump. Nothing in
them is real.
"""

import random
from collections.abc import Iterator
from pathlib import Path

#: Class, codes and share of features, as they are mixed in the dump.
_FEATURES = (
    ("P", ("PPL", "PPLA2", "PPLX", "PPLL"), 40),
    ("H", ("STM", "LK", "WLL", "SPNG"), 18),
    ("S", ("SCH", "CH", "FRM", "HTL", "MSQE"), 18),
    ("T", ("HLL", "MT", "ISL", "VAL"), 13),
    ("A", ("ADM3", "ADM4", "ADMD"), 5),
    ("L", ("LCTY", "PRK", "AREA"), 4),
    ("V", ("FRST",), 1),
    ("R", ("RD",), 1),
)
_WORDS = {"H": ("Creek", "Wadi"), "S": ("School", "Farm"), "T": ("Hill", "Jabal"), "P": ("Nova",)}
_ONSETS = "b ch d f g gh h j k kh l m n p q r s sh t tr v y z".split()
_VOWELS = "a a a e i i o u ā ou ai é".split()
_ENDS = ("", "", "", "n", "r", "l", "sh", "k", "m", "d")
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшя"
_ARABIC = "ابتجحدرسشصطعفقكلمنهوي"
_COUNTRIES = "AF BF BR CD CN CO DZ EG ET ID IN IQ IR KZ LY ML MM MX NE NG PH PK RU SD SO SY TR YE"
#: Ids go up in steps, with gaps, from one that no shipped place has.
_FIRST_ID, _STEP = 20_000_000, 6


def write_places(path: Path, rows: int, seed: int) -> None:
    """Write an ``allCountries.txt`` of a number of rows."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(_places(rows, random.Random(seed)))


def write_alternate_names(path: Path, rows: int, places: int, seed: int) -> None:
    """Write an ``alternateNamesV2.txt`` of a number of rows, on the places of ``write_places``."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for row in range(rows):
            place = _FIRST_ID + _STEP * chance.randrange(places)
            language = chance.choice(("en", "ar", "ru", "fr", "fa", "", "link", "wkdt"))
            name = _foreign(chance) if language in {"ar", "ru", "fa"} else _name(chance, "P")
            stream.write(f"{row + 1}\t{place}\t{language}\t{name}\t\t\t\t\t\t\n")


def _places(rows: int, chance: random.Random) -> Iterator[str]:
    classes = [feature[0] for feature in _FEATURES]
    codes = {feature[0]: feature[1] for feature in _FEATURES}
    shares = [feature[2] for feature in _FEATURES]
    countries = _COUNTRIES.split()
    for row in range(rows):
        (sort,) = chance.choices(classes, shares)
        name = _name(chance, sort)
        plain = name.replace("ā", "a").replace("é", "e")
        others = [
            _foreign(chance) if chance.random() < 0.4 else _name(chance, sort)
            for _ in range(chance.choices((0, 1, 2, 5), (60, 22, 12, 6))[0])
        ]
        population = int(10 ** chance.uniform(1.5, 5)) if sort == "P" and row % 8 == 0 else 0
        cells = (
            _FIRST_ID + _STEP * row, name, plain, ",".join(others),
            f"{chance.uniform(-55, 70):.5f}", f"{chance.uniform(-180, 180):.5f}",
            sort, chance.choice(codes[sort]), chance.choice(countries), "",
            f"{chance.randrange(1, 35):02d}", chance.randrange(1, 400), "", "",
            population, "", chance.randrange(2500), "Etc/UTC", "2016-09-12",
        )  # fmt: skip
        yield "\t".join(map(str, cells)) + "\n"


def _name(chance: random.Random, sort: str) -> str:
    words = [_word(chance) for _ in range(chance.choices((1, 2, 3), (58, 33, 9))[0])]
    if sort in _WORDS and chance.random() < 0.3:
        words.append(chance.choice(_WORDS[sort]))
    return " ".join(words)


def _word(chance: random.Random) -> str:
    syllables = chance.choices((2, 3, 4), (50, 38, 12))[0]
    made = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(syllables))
    return (made + chance.choice(_ENDS)).capitalize()


def _foreign(chance: random.Random) -> str:
    letters = chance.choice((_CYRILLIC, _ARABIC))
    return "".join(chance.choices(letters, k=chance.randrange(4, 11))).capitalize()
