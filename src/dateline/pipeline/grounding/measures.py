"""Find sums of money and masses, and ground them: amounts with a currency or a unit."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.grounded import Count
from dateline.pipeline.grounding.numbers import lower_ascii
from dateline.pipeline.grounding.quantities import compile_quantities, read_quantity
from dateline.resources.counts import Bounds, CountLexicon, load_count_lexicon

_GAP = r"(?:[ \t\u00a0\u202f]{0,2}|[ \t]{0,2}\r?\n[ \t]{0,2}(?=\S))"

#: Currency codes that are also words in capitals; before a figure they are read as words.
_WORDS = frozenset({"ALL", "TRY", "MAD", "CUP", "BAM", "TOP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """A sum of money; ``currency`` is an ISO 4217 code, ``None`` where the text leaves it open."""

    amount: Count
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _MeasurePatterns:
    money: re.Pattern[str]
    mass: re.Pattern[str]


def find_money(
    text: str, *, offset: int = 0, lexicon: CountLexicon | None = None
) -> tuple[Span, ...]:
    """Return the sums of money in running English text, in order, with their operators.

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Names of currencies; Dateline's own by default.
    """
    pattern = _compile(lexicon or load_count_lexicon()).money
    return _spans(pattern, text, offset)


def find_masses(
    text: str, *, offset: int = 0, lexicon: CountLexicon | None = None
) -> tuple[Span, ...]:
    """Return the masses and volumes in running English text ("3kg", "500 grams"), in order.

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Names of units; Dateline's own by default.
    """
    pattern = _compile(lexicon or load_count_lexicon()).mass
    return _spans(pattern, text, offset)


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
    match = next(_matches(_compile(lexicon).money, words), None)
    if match is None:
        return None
    bounds = _amount(match, lexicon)
    if bounds is None:
        return None
    name = " ".join((match["sign"] or match["code"] or match["codeafter"] or match["name"]).split())
    span = Span(mention.start + match.start(), mention.start + match.end())
    return Money(amount=_count(bounds, span, unit=None), currency=_currency(name, country, lexicon))


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
    match = _compile(lexicon).mass.search(lower_ascii(document.text_at(mention)))
    bounds = None if match is None else _amount(match, lexicon)
    if match is None or bounds is None:
        return None
    span = Span(mention.start + match.start(), mention.start + match.end())
    return _count(bounds, span, unit=lexicon.masses[" ".join(match["unit"].split())])


@lru_cache(maxsize=4)
def _compile(lexicon: CountLexicon) -> _MeasurePatterns:
    plain = compile_quantities(lexicon).plain
    signs = _either(lexicon.currency_signs)
    codes = "|".join(sorted(code.lower() for code in lexicon.currency_codes))
    names = _either(lexicon.currency_names)
    units = _either(lexicon.masses)
    before = rf"(?P<operators>(?:(?:{_either(lexicon.before)}){_GAP}){{0,2}})"
    money = (
        rf"{before}(?:(?:(?P<code>\b(?:{codes})\b){_GAP}|(?P<sign>{signs}){_GAP})(?P<first>{plain})"
        rf"|(?P<second>{plain})(?:-|{_GAP})(?:\b(?P<codeafter>{codes})\b|(?:in{_GAP})?"
        rf"(?P<name>{names}|{signs})(?!\w)(?!{_GAP}of\b)))"
    )
    left = r"(?<![\w$€£])(?<!\d[.,])"
    return _MeasurePatterns(
        money=re.compile(left + money),
        mass=re.compile(
            rf"{left}{before}(?P<first>{plain})(?P<second>)?(?:-|{_GAP})(?P<unit>{units})(?!\w)"
        ),
    )


def _spans(pattern: re.Pattern[str], text: str, offset: int) -> tuple[Span, ...]:
    return tuple(
        Span(match.start() + offset, match.end() + offset) for match in _matches(pattern, text)
    )


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches whose currency code, if they hold one, is in capitals and no word."""
    groups = pattern.groupindex
    for match in pattern.finditer(lower_ascii(text)):
        code = next(
            (name for name in ("code", "codeafter") if name in groups and match[name]), None
        )
        if code is not None:
            written = text[match.start(code) : match.end(code)]
            if not written.isupper() or (code == "code" and written in _WORDS):
                continue
        yield match


def _amount(match: re.Match[str], lexicon: CountLexicon) -> Bounds | None:
    patterns = compile_quantities(lexicon)
    figures = match["first"] or match["second"]
    quantity = patterns.quantity.fullmatch(f"{match['operators']}{figures}".strip())
    return None if quantity is None else read_quantity(quantity, patterns, measured=True)


def _count(bounds: Bounds, mention: Span, *, unit: str | None) -> Count:
    low, best, high = bounds
    return Count(low=low, best=best, high=high, mention=mention, unit=unit)


def _currency(name: str, country: str | None, lexicon: CountLexicon) -> str | None:
    if name.upper() in lexicon.currency_codes:
        return name.upper()
    code = lexicon.currency_signs.get(name) or lexicon.currency_names.get(name)
    if code is not None or country is None:
        return code
    by_country = lexicon.currency_by_country.get(name.rstrip("s.")) or (
        lexicon.currency_by_country.get(name)
    )
    return None if by_country is None else by_country.get(country)


def _either(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", _GAP) for word in ordered)
