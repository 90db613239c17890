"""Names of places as keys: what two spellings of one name have in common.

Used by look-ups, by the builder of the shipped gazetteer and by the import of a full one, so that
a name is always filed under the key it is asked for by.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import filterfalse

#: Names of more words are not filed: no report writes them.
MAX_NAME_WORDS = 6

_SPACED = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) in "_&")}
# In ASCII one pass does it all: apostrophes and full stops go, other punctuation becomes a space.
_ASCII = str.maketrans({**{chr(code): " " for code in _SPACED}, "'": None, "`": None, ".": None})

# Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
        "ə": "a", "ħ": "h", "ŧ": "t", "ŋ": "n", "ß": "ss",
        "'": None, "’": None, "‘": None, "ʻ": None, "ʼ": None, "`": None, "´": None, "ʿ": None,
        "ʾ": None, ".": None,
    }
)  # fmt: skip
_NOT_WORD = re.compile(r"[^\w&]+")
# For many names at once, a line each.
_LINE = "\n"
_ASCII_LINES = {**_ASCII, ord(_LINE): _LINE}
_NOT_WORD_OR_LINE = re.compile(r"[^\w&\n]+")
_SPACES = re.compile(r"  +")
_AROUND_LINES = re.compile(r" ?\n ?")
_LEADING_THE = re.compile(r"^the (?=.)", re.MULTILINE)
_SHORT = re.compile(r"(?<![^ \n])(?:ste?|&)(?![^ \n])")
_NOT_IN_NAMES = re.compile(r"[0-9,;()\[\]/]")
_SPELLED_OUT = {"st": "saint", "ste": "sainte", "&": "and"}
_SHORTENED = frozenset(_SPELLED_OUT)


class PlaceKind(StrEnum):
    """What sort of place an entry is."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    TOWN = "town"
    REGION = "region"
    SITE = "site"


_PROVINCE_LIKE = (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION)
_DISTRICT_LIKE = (PlaceKind.ADMIN2, PlaceKind.ADMIN1)

#: Words that say what sort of place a name means, and the kinds they allow, best first.
TYPE_WORDS: dict[str, tuple[PlaceKind, ...]] = {
    **dict.fromkeys(
        (
            "province", "region", "oblast", "oblysy", "oblasty", "state", "governorate",
            "department", "prefecture", "republic", "territory", "krai", "kray", "okrug",
            "wilayat", "wilaya", "vilayat", "viloyati", "emirate", "canton", "voivodeship", "land",
        ),
        _PROVINCE_LIKE,
    ),
    **dict.fromkeys(
        (
            "district", "county", "regency", "parish", "raion", "rayon", "subdistrict", "tehsil",
            "taluk", "cercle", "borough", "division", "agency", "commune", "woreda", "zone",
        ),
        _DISTRICT_LIKE,
    ),
    "municipality": (PlaceKind.ADMIN2, PlaceKind.TOWN),
    **dict.fromkeys(("city", "town", "township", "village"), (PlaceKind.TOWN, PlaceKind.ADMIN2)),
    "area": (PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.TOWN),
}  # fmt: skip
_LEADING_TYPES = frozenset({"wilayat", "oblast", "governorate"})
_LEADING = re.compile(r"^(?:(?:the|greater) )?(?P<type>\w+) of (?:the )?(?P<rest>.+)$")

#: Countries whose names may stand with or without an Arabic article.
ARABIC = frozenset(
    {
        "AE", "BH", "DJ", "DZ", "EG", "EH", "IL", "IQ", "JO", "KW", "LB", "LY", "MA", "MR", "OM",
        "PS", "QA", "SA", "SD", "SO", "SY", "TD", "TN", "YE",
    }
)  # fmt: skip
_ARTICLE = re.compile(r"^(?:Al|El|Ar|As|Ash|Ad|Adh|An|At|Ath|Az) ")
_KEY_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "ad ", "an ", "at ", "az ")

# Transliteration signs that English-language news leaves out; accents of Western languages stay.
_TRANSLITERATION = str.maketrans("āīūēōĀĪŪĒŌḩḨţŢşŞḑḐẕẔṟḯġĠ‘’ʻʼ", "aiueoAIUEOhHtTsSdDzZrigG''''")
_FOREIGN_PREFIX = re.compile(
    r"^(?:Wil[āa]yat-e|Vel[āa]yat-e|Provinsi|Propinsi|Daerah Tingkat I|Departamento de la"
    r"|Departamento del?|State of|Union Territory of|Viloyati|Changwat|Województwo|Provincia de"
    r"|Province of"
    r"|Provincia di|Departement d[eu]|Région) ?"
)
_FOREIGN_SUFFIX = re.compile(
    r"(?: Oblysy| oblysy| Oblast’| oblast'| oblasty| Oblasty| Zizhiqu| Sheng| Shi|, Respublika"
    r"| Respublika| kray| Viloyati| viloyati| Province| Governorate| State| Department"
    r"| mühafəzəsi)$"
)
# Words that do not name an area once the word for its sort is cut off ("Free State").
_NOT_ALONE = frozenset(
    {
        "capital", "center", "central", "centre", "coastal", "delta", "east", "eastern", "est",
        "extreme", "far", "federal", "free", "highland", "inner", "lac", "lake", "lower",
        "middle", "national", "new", "nord", "north", "northeast", "northern", "northwest",
        "ouest", "outer", "plateau", "red", "river", "rivers", "sea", "south", "southeast",
        "southern", "southwest", "state", "sud", "union", "unity", "upper", "west", "western",
    }
)  # fmt: skip


def make_key(name: str) -> str:
    """Return the form names are compared in.

    Case, diacritics, apostrophes and full stops are dropped, hyphens and other punctuation
    become spaces, a leading "the" goes and "St." is spelled out.
    """
    text = name.casefold()
    if text.isascii():
        if text.isalpha():
            return _SPELLED_OUT.get(text, text)
        words = text.translate(_ASCII).split()
    else:
        # Compatibility forms fold to capitals only once they are taken apart.
        text = unicodedata.normalize("NFKD", text.translate(_LETTERS)).casefold()
        bare = "".join(filterfalse(unicodedata.combining, text))
        words = _NOT_WORD.sub(" ", bare.translate(_LETTERS)).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    if not _SHORTENED.isdisjoint(words):
        words = [_SPELLED_OUT.get(word, word) for word in words]
    return " ".join(words)


#: ``make_key`` for names that come again: what it made is remembered.
name_key = lru_cache(maxsize=50_000)(make_key)


def make_keys(names: Iterable[str]) -> dict[str, str]:
    """Return the keys of many names: what ``make_key`` gives for each, at less cost a name.

    Args:
        names: Names without line breaks.
    """
    ascii_names: dict[str, None] = {}
    others: dict[str, None] = {}
    for name in names:
        (ascii_names if name.isascii() else others)[name] = None
    found: dict[str, str] = {}
    for several, spaced in ((ascii_names, _ascii_words), (others, _other_words)):
        if several:
            text = spaced(_LINE.join(several))
            text = _AROUND_LINES.sub(_LINE, _SPACES.sub(" ", text).strip(" "))
            text = _SHORT.sub(_spell_out, _LEADING_THE.sub("", text))
            found.update(zip(several, text.split(_LINE), strict=True))
    return found


def _ascii_words(text: str) -> str:
    return text.casefold().translate(_ASCII_LINES)


def _other_words(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS)).casefold()
    bare = "".join(filterfalse(unicodedata.combining, text))
    return _NOT_WORD_OR_LINE.sub(" ", bare.translate(_LETTERS))


def _spell_out(match: re.Match[str]) -> str:
    return _SPELLED_OUT[match[0]]


def split_type(key: str) -> tuple[str, tuple[PlaceKind, ...]]:
    """Part a name key from a word for the sort of place, before or after it.

    Returns:
        The bare key and the kinds the word allows; the key itself and ``()`` where there is none.
    """
    if " " not in key:
        return key, ()
    if " of " in key and (leading := _LEADING.match(key)):
        kinds = TYPE_WORDS.get(leading["type"])
        if kinds:
            return leading["rest"], kinds
    bare, _, last = key.rpartition(" ")
    if bare and last in TYPE_WORDS:
        return bare, TYPE_WORDS[last]
    first, _, rest = key.partition(" ")
    if rest and first in _LEADING_TYPES:
        return rest, TYPE_WORDS[first]
    return key, ()


def without_article(key: str) -> str | None:
    """Return a key without a leading Arabic article, or ``None`` where there is none."""
    if key.startswith(_KEY_ARTICLES):
        return key.partition(" ")[2]
    return None


def alone(key: str) -> bool:
    """Tell whether a bare key still names a place ("Borno" does, "Northern" does not)."""
    if len(key) < 3 or re.fullmatch(r"[ivx]+", key):
        return False
    return not all(word in _NOT_ALONE for word in key.split())


def plain(name: str) -> str:
    """Return a name without the signs of scholarly transliteration."""
    if not name.isascii():
        name = unicodedata.normalize("NFC", name).translate(_TRANSLITERATION)
    return name.strip(" '")


def without_foreign_type(name: str) -> str:
    """Return an area's name without a word of its own language for the sort of area."""
    return _FOREIGN_SUFFIX.sub("", _FOREIGN_PREFIX.sub("", name))


def usable(name: str) -> bool:
    """Tell whether a name can be filed: one script, a capital where it has them, no number."""
    if not 2 <= len(name) <= 60 or _NOT_IN_NAMES.search(name):
        return False
    letters = list(filter(str.isalpha, name))
    if not letters:
        return False
    if not name.isascii():
        if any(map(str.isdigit, name)):
            return False
        scripts = set(map(_script, letters))
        if len(scripts) > 1:
            return False
        if scripts != {"LATIN"}:
            return True
    if len(name) < 3 or not any(map(str.isupper, name)) or (name.isupper() and len(name) <= 5):
        return False
    return letters[0].isupper() or " " in name or "-" in name


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0].partition("-")[0]
    return {"HIRAGANA": "CJK", "KATAKANA": "CJK", "MODIFIER": "LATIN"}.get(script, script)


def town_variants(name: str, country: str | None) -> Iterator[str]:
    """Yield the spellings a town's name is filed under: itself, and without an Arabic article."""
    yield name
    if country in ARABIC:
        yield _ARTICLE.sub("", name) if name.startswith(("A", "E")) else name


def area_variants(name: str, country: str | None) -> Iterator[str]:
    """Yield an area's name with and without the word for its sort, and without an article."""
    yield name
    bare = without_foreign_type(name)
    key, kinds = split_type(name_key(bare))
    if (kinds or bare != name) and alone(name_key(key if kinds else bare)):
        yield key if kinds else bare
    if country in ARABIC:
        yield _ARTICLE.sub("", bare)


def near_keys(key: str) -> Iterator[str]:
    """Yield every key one slip of the pen away: a letter more, less, changed or swapped.

    Reference:
        Damerau (1964), Communications of the ACM 7(3): four of five misspellings are one of these.
    """
    letters = "abcdefghijklmnopqrstuvwxyz "
    seen = {key}
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        made = [head + letter + tail for letter in letters]
        if tail:
            made += [head + tail[1:], *(head + letter + tail[1:] for letter in letters)]
        if len(tail) > 1:
            made.append(head + tail[1] + tail[0] + tail[2:])
        for near in made:
            if near not in seen and near == near.strip():
                seen.add(near)
                yield near
