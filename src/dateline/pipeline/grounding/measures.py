"""Find sums of money and masses, and ground them: amounts with a currency or a unit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.grounded import Count
from dateline.pipeline.grounding.numbers import lower_ascii, number_pattern, parse_number
from dateline.pipeline.grounding.quantities import compile_quantities, read_quantity
from dateline.resources.counts import Bounds, CountLexicon, load_count_lexicon
from dateline.resources.numbers import load_number_words

_GAP = r"(?:[ \t\u00a0\u202f]{0,2}|[ \t]{0,2}\r?\n[ \t]{0,2}(?=\S))"

#: What an amount does not stand right behind.
_LEFT = r"(?<![\w$€£])(?<!\d[.,/])"
#: What opens the brackets around a conversion.
_BRACKET = re.compile(r"\s*\(\s*(?:or\s+|i\.e\.\s+|equal\s+to\s+|worth\s+)?", re.IGNORECASE)
#: Figures of thousands and more, anywhere and at the start.
_LARGE = re.compile(r"\d[,\s]\d{3}|\d{4}|[a-z]{4}")
_LARGE_FIGURE = re.compile(
    r"\d{1,3}(?:,\d{3})+|\d{4,}|\d+(?:\.\d+)?(?:[\s-]?(?:thousand|million|billion|lakh|crore)|[mkb]\b)",
    re.IGNORECASE,
)
#: Thousands with a full stop, as they are written on the continent of Europe.
_CONTINENTAL = re.compile(r"\d{1,3}\.\d{3}")
#: A decimal comma, and parts of a unit in figures, as masses are written.
_DECIMAL_COMMA = re.compile(r"(\d{1,3}),(\d{1,2})")
_FRACTIONS = {"1/2": 0.5, "½": 0.5, "1/4": 0.25, "¼": 0.25, "3/4": 0.75, "¾": 0.75}
#: Names of letters that are words, or those of weapons, unless in capitals before a large figure.
_LETTER_SIGNS = frozenset({"le", "rm", "mk", "ks"})
#: Currencies of a thousand parts: three figures after a full stop may be those.
_OF_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_CLOSING = re.compile(r"\s*\)")
_LETTERS = re.compile(r"[^\W\d_]+")
_BETWEEN_PARAGRAPHS = "\n\n"
#: Bytes that are no letters become spaces.
_SPACED = bytes(code if code >= 128 or chr(code).isalpha() else ord(" ") for code in range(256))
#: Codes that are also written with small letters.
_CODES_IN_LOWER_CASE = frozenset({"Php", "PhP", "Ghs", "GHs"})
#: Currency codes that are also words in capitals; before a figure they are read as words.
_WORDS = frozenset({"ALL", "TRY", "MAD", "CUP", "BAM", "TOP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A sum of money; ``currency`` is an ISO 4217 code, ``None`` where the text leaves it open.

    ``conversion`` is the same sum in another currency, as the text gives it in brackets.
    """

    amount: Count
    currency: str | None
    conversion: "Money | None" = None


def find_money(
    text: str, *, offset: int = 0, lexicon: CountLexicon | None = None
) -> tuple[Span, ...]:
    """Return the sums of money in running English text, in order, with their operators.

    A conversion in brackets belongs to its sum: "200,000 tenge (about $560)".

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Names of currencies; Dateline's own by default.
    """
    lexicon = lexicon or load_count_lexicon()
    if not _may_name_money(text, lexicon):
        return ()
    pattern = _money_pattern(lexicon)
    sums: list[Span] = []
    for span in _spans(pattern, text, 0, within=_paragraphs_with_money(text, lexicon)):
        last = sums[-1] if sums else None
        closing = _CLOSING.match(text, span.end)
        if (
            last is not None
            and closing is not None
            and _BRACKET.fullmatch(text, last.end, span.start)
        ):
            sums[-1] = Span(last.start, closing.end())
        else:
            sums.append(span)
    return tuple(span.shifted(offset) for span in sums)


def find_masses(
    text: str, *, offset: int = 0, lexicon: CountLexicon | None = None
) -> tuple[Span, ...]:
    """Return the masses and volumes in running English text ("3kg", "500 grams"), in order.

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Names of units; Dateline's own by default.
    """
    lexicon = lexicon or load_count_lexicon()
    if not _may_name_mass(text, lexicon):
        return ()
    return _spans(_mass_pattern(lexicon), text, offset)


def ground_money(
    document: Document, mention: Span, *, lexicon: CountLexicon, country: str | None = None
) -> Money | None:
    """Return the sum that a mention names, or ``None`` if it names none.

    Args:
        document: The article.
        mention: A sum of money, as ``find_money`` cuts it or wider.
        lexicon: Names of currencies and conventions.
        country: ISO 3166-1 code of where the money was, which settles "rupees" or "pounds".

    Raises:
        EvidenceError: The mention does not lie in the document.
    """
    words = document.text_at(mention)
    match = next(_matches(_money_pattern(lexicon), words), None)
    if match is None:
        return None
    bounds = _amount(match, lexicon)
    if bounds is None:
        return None
    span = Span(mention.start + match.start(), mention.start + match.end())
    amount = _count(bounds, span, unit=None)
    equal = _conversion(words, match.end(), lexicon)
    return Money(
        amount=amount, currency=_currency(_name(match), country, lexicon), conversion=equal
    )


def _conversion(words: str, start: int, lexicon: CountLexicon) -> "Money | None":
    """Return the sum in brackets behind another, which says the same in another currency."""
    opening = _BRACKET.match(words, start)
    if opening is None:
        return None
    match = next(_matches(_money_pattern(lexicon), words[opening.end() :]), None)
    bounds = None if match is None else _amount(match, lexicon)
    if match is None or bounds is None:
        return None
    span = Span(opening.end() + match.start(), opening.end() + match.end())
    return Money(
        amount=_count(bounds, span, unit=None), currency=_currency(_name(match), None, lexicon)
    )


def _name(match: re.Match[str]) -> str:
    """Return the sign, code or name of a matched currency."""
    groups = ("signa", "signb", "sign", "code", "codeafter", "name")
    written = next(match[group] for group in groups if match[group])
    return " ".join(written.split())


def ground_quantity(document: Document, mention: Span, *, lexicon: CountLexicon) -> Count | None:
    """Return the mass or volume that a mention names, with its unit, or ``None`` if it names none.

    Units are kg, g, mg, t, lb, oz and l.

    Args:
        document: The article.
        mention: A mass or volume, as ``find_masses`` cuts it or wider.
        lexicon: Names of units and conventions.

    Raises:
        EvidenceError: The mention does not lie in the document.
    """
    words = document.text_at(mention)
    if not _may_name_mass(words, lexicon):
        return None
    match = _mass_pattern(lexicon).search(lower_ascii(words))
    bounds = None if match is None else _amount(match, lexicon)
    if match is None or bounds is None:
        return None
    unit = lexicon.masses[" ".join(match["unit"].split())]
    if match["grams"] and unit == "kg":
        more = int(match["grams"]) / 1000
        low, best, high = (None if bound is None else round(bound + more, 3) for bound in bounds)
        bounds = low, best, high
    span = Span(mention.start + match.start(), mention.start + match.end())
    return _count(bounds, span, unit=unit)


@lru_cache(maxsize=4)
def _money_pattern(lexicon: CountLexicon) -> re.Pattern[str]:
    plain = compile_quantities(lexicon).plain
    signs = _either(lexicon.currency_signs)
    codes = "|".join(sorted(code.lower() for code in lexicon.currency_codes))
    names = _either(lexicon.currency_names)
    before = _operators(lexicon)
    money = (
        rf"{before}(?:(?:(?P<code>\b(?:{codes})(?![a-z])){_GAP}|(?P<sign>{signs}){_GAP})(?P<first>{plain})"
        rf"|(?P<second>{plain})(?:-|{_GAP})(?:\b(?P<codeafter>{codes})\b|(?:in{_GAP})?"
        rf"(?P<name>{names}|{signs})(?!\w)(?!{_GAP}of\b)))"
    )
    number = number_pattern(load_number_words())

    def ranged(opening: str, joint: str, suffix: str) -> str:
        """Return the pattern of a range that repeats its sign: "£5,000-£7,000"."""
        return (
            rf"{opening}(?P<sign{suffix}>{signs}){_GAP}(?P<low{suffix}>{number})(?:{joint})"
            rf"(?P=sign{suffix}){_GAP}(?P<high{suffix}>{number})"
        )

    ranges = (
        ranged(rf"between{_GAP}", rf"{_GAP}and{_GAP}", "a")
        + "|"
        + ranged("", rf"{_GAP}[-–—]{_GAP}|{_GAP}\b(?:to|or)\b{_GAP}", "b")
    )
    return re.compile(f"{_LEFT}(?:{ranges}|{money})")


@lru_cache(maxsize=4)
def _mass_pattern(lexicon: CountLexicon) -> re.Pattern[str]:
    plain = compile_quantities(lexicon).plain
    units = _either(lexicon.masses)
    ones = "|".join(sorted(load_number_words().ones, key=lambda word: (-len(word), word)))
    comma = r"\d{1,3},\d{1,2}(?!\d)"
    halves = rf"{'|'.join(_FRACTIONS)}|half{_GAP}an?|(?:\d+|{ones}){_GAP}and{_GAP}a{_GAP}half"
    grams = "|".join(sorted(name for name, unit in lexicon.masses.items() if unit == "g"))
    return re.compile(
        rf"{_LEFT}{_operators(lexicon)}"
        rf"(?P<first>{halves}|{comma}(?={_GAP}(?:{units})(?!\w))|{plain}|an?(?={_GAP}(?:{units})(?:{_GAP}of\b|$)))"
        rf"(?P<second>)?(?:-|{_GAP})(?P<unit>{units})(?!\w)"
        rf"(?:(?<=k[gs]|lo|os|ms|am){_GAP}(?:and{_GAP})?(?P<grams>\d{{1,3}}){_GAP}"
        rf"(?:{grams})(?!\w))?"
    )


def _operators(lexicon: CountLexicon) -> str:
    return rf"(?P<operators>(?:(?:{_either(lexicon.before)}){_GAP}){{0,2}})"


def _may_name_mass(text: str, lexicon: CountLexicon) -> bool:
    """Tell by the units' first words alone, which is quick, whether a text may name a mass."""
    known = _first_words(lexicon)
    return "" in known or not known.isdisjoint(_LETTERS.findall(lower_ascii(text)))


@lru_cache(maxsize=4)
def _first_words(lexicon: CountLexicon) -> frozenset[str]:
    """Return the first word of each unit; an empty one if some unit has no letters."""
    return frozenset([*_LETTERS.findall(unit), ""][0] for unit in lexicon.masses)


def _may_name_money(text: str, lexicon: CountLexicon) -> bool:
    """Tell by its words alone, which is quick, whether a text may name a sum of money."""
    known = _endings(lexicon)
    if any(sign in text for sign in known.signs):
        return True
    # As bytes a text is cut into words in a tenth of the time.
    letters = text.encode("utf-8", "surrogatepass").translate(_SPACED)
    return not (
        known.last_words.isdisjoint(letters.lower().split())
        and known.codes.isdisjoint(letters.split())
    )


def _paragraphs_with_money(text: str, lexicon: CountLexicon) -> Iterator[tuple[int, int]]:
    """Yield where the paragraphs lie that may name a sum of money; no sum runs past its own."""
    start = 0
    for paragraph in text.split(_BETWEEN_PARAGRAPHS):
        end = start + len(paragraph)
        if _may_name_money(paragraph, lexicon):
            yield start, end
        start = end + len(_BETWEEN_PARAGRAPHS)


@dataclass(frozen=True, slots=True)
class _Endings:
    """What tells that money is named: last words of names, codes, signs of one character."""

    last_words: frozenset[bytes]
    codes: frozenset[bytes]
    signs: tuple[str, ...]


@lru_cache(maxsize=4)
def _endings(lexicon: CountLexicon) -> _Endings:
    names = [name.rstrip(".") for name in (*lexicon.currency_names, *lexicon.currency_signs)]
    words = {_LETTERS.findall(name)[-1].encode() for name in names if name[-1].isalpha()}
    return _Endings(
        frozenset(words),
        frozenset(code.encode() for code in (*lexicon.currency_codes, *_CODES_IN_LOWER_CASE)),
        tuple(sorted({name[-1] for name in names if not name[-1].isalpha()})),
    )


def _spans(
    pattern: re.Pattern[str],
    text: str,
    offset: int,
    *,
    within: Iterable[tuple[int, int]] | None = None,
) -> tuple[Span, ...]:
    return tuple(
        Span(match.start() + offset, match.end() + offset)
        for match in _matches(pattern, text, within)
    )


def _matches(
    pattern: re.Pattern[str], text: str, within: Iterable[tuple[int, int]] | None = None
) -> Iterator[re.Match[str]]:
    """Yield the matches whose currency, as it is written, is one.

    A code is in capitals and no word, a single letter in capitals and before a large figure, and
    "sum" behind one. ``within`` are the parts of the text to look in; all of it by default.
    """
    groups, low = pattern.groupindex, lower_ascii(text)
    parts = ((0, len(low)),) if within is None else within
    for match in (match for part in parts for match in pattern.finditer(low, *part)):
        if "sign" in groups and not _is_currency(match, text):
            continue
        code = next(
            (name for name in ("code", "codeafter") if name in groups and match[name]), None
        )
        if code is not None:
            written = text[match.start(code) : match.end(code)]
            as_sign = code == "code" and written in _CODES_IN_LOWER_CASE
            if not (written.isupper() or as_sign) or (code == "code" and written in _WORDS):
                continue
        yield match


def _is_currency(match: re.Match[str], text: str) -> bool:
    """Tell whether a sign or name that may be another word is one of money here."""
    if match["name"] == "sum":
        return _LARGE.search(match["second"]) is not None
    if match["name"] is not None:
        short = len(match["name"]) == 1 or match["name"] in _LETTER_SIGNS
        return not (short and match["name"].isalpha())
    group = next((name for name in ("sign", "signa", "signb") if match[name]), None)
    if group is None or not match[group].isalpha():
        return True
    if len(match[group]) > 1 and match[group] not in _LETTER_SIGNS:
        return True
    following = text[match.end(group) : match.end()].removeprefix(" ")
    return text[match.start(group)].isupper() and _LARGE_FIGURE.match(following) is not None


def _amount(match: re.Match[str], lexicon: CountLexicon) -> Bounds | None:
    patterns = compile_quantities(lexicon)
    ends = match.groupdict()
    lowest, highest = ends.get("lowa") or ends.get("lowb"), ends.get("higha") or ends.get("highb")
    if lowest and highest:
        words = load_number_words()
        low, high = parse_number(lowest, words), parse_number(highest, words)
        scale = words.scales.get(highest.split()[-1])
        if low is not None and high is not None and scale and low < high / scale:
            low *= scale
        if low is None or high is None or low > high:
            return None
        return low, None, high
    figures = match["first"] or match["second"]
    if (some := _of_one(figures)) is not None:
        return some, some, some
    if "unit" in match.re.groupindex and _DECIMAL_COMMA.fullmatch(figures):
        figures = figures.replace(",", ".")
    if _CONTINENTAL.fullmatch(figures) and _writes_full_stops(match, lexicon):
        figures = figures.replace(".", "")
    quantity = patterns.quantity.fullmatch(f"{match['operators']}{figures}".strip())
    if quantity is None and (spaced := parse_number(figures, load_number_words())) is not None:
        return spaced, spaced, spaced
    return None if quantity is None else read_quantity(quantity, patterns, measured=True)


def _writes_full_stops(match: re.Match[str], lexicon: CountLexicon) -> bool:
    """Tell whether a full stop before three figures parts the thousands of a sum."""
    if "unit" in match.re.groupindex:
        return False
    name = _name(match)
    currency = _currency(name, None, lexicon)
    dinars = currency is None and name.startswith("dinar")
    return not dinars and currency not in _OF_THOUSANDTHS


def _of_one(figures: str) -> float | None:
    """Return the value of words that measure by one unit: "a", "half a", "one and a half"."""
    words = figures.split()
    if figures in _FRACTIONS:
        return _FRACTIONS[figures]
    if words in (["a"], ["an"]):
        return 1.0
    if words in (["half", "a"], ["half", "an"]):
        return 0.5
    return parse_number(figures, load_number_words()) if words[-1] == "half" else None


def _count(bounds: Bounds, mention: Span, *, unit: str | None) -> Count:
    low, best, high = bounds
    return Count(low=low, best=best, high=high, mention=mention, unit=unit)


def _currency(name: str, country: str | None, lexicon: CountLexicon) -> str | None:
    if name.upper() in lexicon.currency_codes:
        return name.upper()
    usual = lexicon.currency_signs.get(name) or lexicon.currency_names.get(name)
    bare = name.rstrip(".")
    by_country = next(
        (
            lexicon.currency_by_country[key]
            for key in (bare, bare.removesuffix("s"))
            if key in lexicon.currency_by_country
        ),
        {},
    )
    return by_country.get(country or "", usual)


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _GAP) for word in ordered)
