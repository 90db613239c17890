"""Number expressions with operators, apart from what they count: their form and their bounds."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from dateline.pipeline.grounding.numbers import LONGEST_NUMBER, number_pattern, parse_number
from dateline.pipeline.grounding.openings import opening_pattern, openings
from dateline.resources.counts import Bounds, CountLexicon
from dateline.resources.numbers import NumberWords, load_number_words
from dateline.resources.regexes import compile_regex

_GAP = r"(?:[ \t\u00a0\u202f]{1,3}|[ \t]{0,2}\r?\n[ \t]{0,2}(?=\S))"

#: Rules of what is written close behind a number.
_SUFFIXES = {
    "+": "at_least",
    "-plus": "at_least",
    "-odd": "about",
    "-some": "about",
    "-strong": "exactly",
    "-member": "exactly",
    "-man": "exactly",
    "-person": "exactly",
}


#: How many characters tell whether a quantity may begin.
_TOLD = 6
_HYPHENS = frozenset({"-", "–", "—"})
_THOUSANDS = re.compile(r"\d{1,3},000")
_LEADING_FIGURE = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QuantityPatterns:
    """Compiled forms of one lexicon, for text in lower case.

    ``quantity`` matches a whole expression; ``plain`` is the source, without named groups, of one
    without words after it, for use inside other patterns.
    """

    quantity: re.Pattern[str]
    plain: str
    lexicon: CountLexicon
    words: NumberWords


@lru_cache(maxsize=4)
def compile_quantities(lexicon: CountLexicon) -> QuantityPatterns:
    """Build the patterns for a lexicon; the result is kept."""
    words = load_number_words()
    number = number_pattern(words)
    nouns = "|".join(f"{noun}(?!s)" for noun in sorted(lexicon.nouns))
    counted = "|".join(f"{noun}s?" for noun in sorted(lexicon.nouns))
    small = "|".join(word for word in sorted(words.ones) if word != "zero")
    amount = (
        rf"(?:half{_GAP}an?{_GAP}(?:{nouns})\b|an?{_GAP}(?:{nouns})\b"
        rf"|(?:\d+|{small}){_GAP}and{_GAP}a{_GAP}half{_GAP}(?:{nouns})\b"
        rf"|{number}(?:{_GAP}(?:{counted})\b)?)"
    )
    # "Seven-eight men", as South Asian papers write, but not "twenty-one".
    units = [word for word, value in words.ones.items() if 1 < value < 10]
    behind_unit = "|".join(rf"(?<=\b{word})" for word in units)
    spelled_range = rf"(?:{behind_unit})-(?=(?:{small})\b)"
    before = _either(lexicon.before)
    after = _either(lexicon.after)
    vague = _either(lexicon.vague)
    even = rf"(?:(?:even|possibly|as{_GAP}many{_GAP}as){_GAP})?"
    # A hyphen between words makes one number of them: "twenty-one".
    to = (
        rf"(?:{_GAP}(?:to|or){_GAP}{even}|,?{_GAP}if{_GAP}not{_GAP}"
        rf"|,?{_GAP}(?:(?:and|or){_GAP})?(?:perhaps|possibly|maybe){_GAP}{even}"
        rf"|(?<=\d)[-–—](?=\d)|[–—]|{spelled_range})"
    )
    up_to = _either(word for word, rule in lexicon.before.items() if rule == "up_to")
    fractions = (
        rf"{_either((*lexicon.fractions, *lexicon.majorities))}"
        rf"|\d{{1,2}}(?:\.\d+)?(?:%|{_GAP}(?:per{_GAP}?cent))"
    )
    lead = rf"(?:(?:{before}){_GAP}){{0,2}}"
    plain = rf"(?:{lead}(?:between{_GAP}{amount}{_GAP}and{_GAP}{amount}|{amount}(?:{to}{amount})?))"
    the = rf"(?:the|its|those|these|their|his|her|all){_GAP}"
    source = (
        rf"(?P<before>(?:(?:{before}){_GAP}){{0,2}})"
        rf"(?:(?P<part>{fractions}){_GAP}(?:of{_GAP})?(?:{the}){{1,2}}(?P<whole>{amount})"
        rf"|(?P<floor>{amount}){_GAP}(?:and|but){_GAP}(?:possibly{_GAP}|perhaps{_GAP}|maybe{_GAP})?"
        rf"(?:{up_to}){_GAP}(?P<ceiling>{amount})"
        rf"|between{_GAP}(?P<least>{amount}){_GAP}and{_GAP}(?P<most>{amount})"
        rf"|(?P<low>{amount})(?P<to>{to})(?P<high>{amount})"
        rf"|(?P<n>{amount})|(?P<vague>{vague})(?![\w-])(?!(?<=[ ]of){_GAP}(?:about{_GAP})?"
        rf"{amount}))"
        rf"(?P<after>\+|-plus\b|-odd\b|-some\b|-(?:strong|member|man|person)\b|{_GAP}(?:{after})\b)?"
        rf"(?P<of>{_GAP}(?:out{_GAP})?of{_GAP}(?:{the}){{0,2}}{amount})?"
    )
    left = r"(?<![\w$€£#%@&+])(?<!\d[.,:/])(?<![a-z][-–/.])"
    may_open = f"(?={opening_pattern(openings(source, _TOLD))})"
    return QuantityPatterns(
        quantity=compile_regex(left + may_open + source + r"(?!\w)(?![.,:/]\d)"),
        plain=plain,
        lexicon=lexicon,
        words=words,
    )


def read_quantity(
    match: re.Match[str], patterns: QuantityPatterns, *, measured: bool = False
) -> Bounds | None:
    """Return low, best and high of a matched quantity, or ``None`` if it is none.

    ``measured`` tells that it is a sum or a mass, not things counted one by one.
    """
    lexicon = patterns.lexicon
    if match["part"]:
        return _part(match, patterns)
    if match["floor"]:
        low, high = _ends(match["floor"], match["ceiling"], patterns)
        return None if low is None else (low, None, high)
    rule = _rule(match, lexicon)
    if match["vague"]:
        bounds = lexicon.vague[" ".join(match["vague"].split())]
        return _bounded_vague(bounds, rule, lexicon)
    if match["low"] or match["least"]:
        ends = match["low"] or match["least"], match["high"] or match["most"]
        low, high = _ends(*ends, patterns, hyphen=match["to"] in _HYPHENS)
        if low is None or high is None:
            return None
        if rule == "at_least":
            return low, None, None
        return (None, None, high) if rule == "up_to" else (low, None, high)
    number = _amount(match["n"], patterns)
    if number is None:
        return None
    return (lexicon.measure_rules if measured else lexicon.rules)[rule].apply(number)


def _rule(match: re.Match[str], lexicon: CountLexicon) -> str:
    """Return the rule that the words around a number call for."""
    rules = [lexicon.before[word] for word in _operators(match["before"], lexicon)]
    if match["after"]:
        word = " ".join(match["after"].split())
        rules.append(_SUFFIXES.get(word) or lexicon.after[word])
    # "At least some 12" is bounded by the stronger word.
    strong = [rule for rule in rules if rule not in {"about", "exactly"}]
    return (strong or rules or ["exactly"])[0]


def _part(match: re.Match[str], patterns: QuantityPatterns) -> Bounds | None:
    """Return the bounds of a part of a counted whole: "nearly half of the 60"."""
    lexicon = patterns.lexicon
    whole = _amount(match["whole"], patterns)
    if whole is None:
        return None
    words = " ".join(match["part"].split())
    if words in lexicon.majorities:
        return math.floor(whole / 2) + 1, None, whole
    if words in lexicon.fractions:
        share = lexicon.fractions[words]
    else:
        share = float(_LEADING_FIGURE.match(words)[0]) / 100  # type: ignore[index]
    rule = _rule(match, lexicon)
    if rule == "more_than":
        return math.floor(whole * share) + 1, None, whole
    low, best, high = lexicon.rules[rule].apply(whole * share)
    return low, best, whole if rule == "at_least" else high


def is_readable(match: re.Match[str], patterns: QuantityPatterns) -> bool:
    """Tell whether a matched quantity has bounds; quick for figures alone."""
    figures = match["n"]
    if figures is not None and figures.isdecimal() and len(figures) <= LONGEST_NUMBER:
        return True
    return read_quantity(match, patterns) is not None


def _bounded_vague(bounds: Bounds, rule: str, lexicon: CountLexicon) -> Bounds:
    best = bounds[1]
    if best is not None:
        return lexicon.rules[rule].apply(best)
    return bounds if rule != "up_to" else (None, None, None)


def _ends(
    low_text: str, high_text: str, patterns: QuantityPatterns, *, hyphen: bool = False
) -> tuple[float | None, float | None]:
    """Read both ends of a range; a scale on the second ("3-4 thousand") holds for both.

    So do the thousands of a second figure after a hyphen ("2-3,000").
    """
    low, high = _amount(low_text, patterns), _amount(high_text, patterns)
    if low is None or high is None:
        return None, None
    if hyphen and _THOUSANDS.fullmatch(high_text) and low < high / 1000:
        return low * 1000, high
    scale_word = high_text.split()[-1]
    scale = patterns.words.scales.get(scale_word) or patterns.lexicon.nouns.get(scale_word)
    spelled_scale = re.search(r"[a-z]", low_text) and low_text not in patterns.words.ones
    if scale and low < high / scale and not spelled_scale:
        low *= scale
    return (low, high) if low <= high else (None, None)


@lru_cache(maxsize=5_000)
def _amount(text: str, patterns: QuantityPatterns) -> float | None:
    words = " ".join(text.split())
    tail = words.split()[-1] if words else ""
    nouns = patterns.lexicon.nouns
    noun = nouns.get(tail, nouns.get(tail.removesuffix("s")))
    if noun is None:
        return parse_number(words, patterns.words)
    head = words[: -len(tail)].strip()
    if head in {"a", "an", ""}:
        return noun
    if head in {"half a", "half an"}:
        return noun / 2
    number = parse_number(head, patterns.words)
    return None if number is None else number * noun


def _operators(text: str, lexicon: CountLexicon) -> list[str]:
    rest = " ".join(text.split())
    found = []
    while rest:
        words = rest.split()
        sizes = range(min(len(words), _most_words(lexicon)), 0, -1)
        word = next((w for n in sizes if (w := " ".join(words[:n])) in lexicon.before), None)
        if word is None:
            break
        found.append(word)
        rest = rest[len(word) :].lstrip()
    return found


@lru_cache(maxsize=4)
def _most_words(lexicon: CountLexicon) -> int:
    """Return how many words the longest operator has."""
    return max(len(word.split()) for word in lexicon.before)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", _GAP) for word in _longest_first(words))
