"""Find how many, and ground it: from "at least a dozen" to low, best and high."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from dateline.core.documents import Document, Span
from dateline.core.grounded import Count
from dateline.pipeline.grounding.numbers import LONGEST_NUMBER, lower_ascii
from dateline.pipeline.grounding.quantities import (
    QuantityPatterns,
    compile_quantities,
    is_readable,
    read_quantity,
)
from dateline.resources.counts import Bounds, CountLexicon, load_count_lexicon
from dateline.resources.numbers import load_number_words

#: What leads from one number to the next in a run of number words that is none.
_ON_AND_ON = re.compile(r"\s+(?:and\s+)?")
_MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|"
    r"aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DATE_BEFORE = re.compile(
    rf"(?<!\d )(?<!\d[a-z][a-z] )\b{_MONTH}\s+"
    r"(?:\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–,]\s*|\s+(?:and|to|or)\s+))*$"
    r"|(?<!of )\bthe\s+year\s+$"
)
_DATE_AFTER = re.compile(rf"\s+(?:of\s+)?{_MONTH}(?![a-z])")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-–](?:19|20)?\d\d)?$")
_YEAR_COUNTS = re.compile(
    r"\s+(?:people|persons|soldiers|troops|fighters|civilians|men|women|children|victims|rounds|"
    r"militants|prisoners|detainees|houses|homes|families|deaths|arrests|bullets)\b"
)
_AGE_BEFORE = re.compile(
    r"(?:[A-Za-z’'.-]+,|\b(?:aged|age|ages)(?:\s+between|\s+from)?)\s+(?:(?:just|only|about)\s+)?$"
)
_AGE_AFTER = re.compile(r"\s*(?:[,;.)]|$|\n|and\s+\d{1,2}\b|from\b|of\b(?=\s+[A-Z]))")
_OLD = re.compile(
    r"[- ]?years?[- ]old|[- ]y(?:ear)?s?/?o\b|(?:\s+or\s+\w+)?\s+years?\s+(?:old|of\s+age)"
)
_SCORE = re.compile(r"\b(?:won|win|wins|lost|beat|beaten|drew|draw|score|scored|lead|led|defeat)\b")
_FRACTION_AFTER = re.compile(
    r"\s?[$€£¥₽₸₹₦₺₴₱₪₩]|\s+and\s+a\s+half\b|\s*(?:%|per\s?cent|percent)|[-–][a-z]|['’]s?\b|(?:s|th|st|nd|rd)\b"
)
_CLOCK_BEFORE = re.compile(r"\b(?:at|around|about|by|from|until|before|after)\s+$")
_CLOCK_AFTER = re.compile(r"\s*(?:[ap]\.?\s?m\b|o['’]clock|hrs\b|gmt\b|utc\b)")
_LIST_NUMBER = re.compile(r"(?:^|\n)[ \t]*$")
_PRONOUN_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|the|which|some|another|the\s+only)[\s-]+$"
)
_PRONOUN_ONE_AFTER = re.compile(
    r"\s+(?:another|day\b|who\b|that\b|which\b|thing\b|can\b|could\b|would\b|might\b|must\b|in\s+\w+\b"
    r"(?=\s+(?:people|voters)))"
)
_CURRENCY_BEFORE = re.compile(
    r"(?:[$€£¥₽₸₹₦₺₴₱₪₩]|\b[A-Z]{3}|\b(?:LE|RM|MK|K|Ks|N|P|R)"
    r"|\b(?i:rs|[ktu]?shs?|fcfa|php|tk|taka|birr|rp|afs|naira)\.?)\s?$"
)
_ARTICLE = re.compile(r"(?:a|an|one|the|this|that|his|her|their|its|another|each|every)\b")
_NONE = re.compile(r"(?:no|zero|not\s+(?:a|one|any)|without)\b")
_CHANGED = re.compile(
    r"\b(?:rose|rise|risen|increased|revised|climbed|fell|raised|up|jumped|lowered|"
    r"went|grew|dropped|updated|corrected)\b[^.]{0,25}\bfrom\s+$"
)
_COUNTING_NOUNS = re.compile(r"\b(?:both|couple|pair|trio|duo)\b")
_OPENS_BRACKET = re.compile(r"\s?\(")
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_WORD = re.compile(r"[\s-]*([a-z][a-z/.'’-]*)")


def find_quantities(
    text: str, *, offset: int = 0, lexicon: CountLexicon | None = None
) -> tuple[Span, ...]:
    """Return the expressions that count something in running English text, in order.

    Operators belong to the expression ("at least 12", "up to a dozen"), and so does the whole of
    which a part is counted ("18 of the 30"). Dates, ages, lengths of time and space, money,
    shares, scores, numbers of roads and units, and times of day are left out.

    Args:
        text: Running text.
        offset: Where ``text`` begins in its document; spans are moved by it.
        lexicon: Words and conventions; Dateline's own by default.
    """
    patterns = compile_quantities(lexicon or load_count_lexicon())
    return tuple(
        Span(match.start() + offset, match.end() + offset)
        for match in _counts_of(text, patterns).matches
    )


def counts_something(text: str, *, lexicon: CountLexicon) -> bool:
    """Tell whether a short text, read by itself, holds an expression that counts something."""
    return next(_counting(text, compile_quantities(lexicon)), None) is not None


def ground_count(
    document: Document, mention: Span, *, plural: bool, lexicon: CountLexicon
) -> Count | None:
    """Return how many a mention speaks of.

    Args:
        document: The article.
        mention: A quantity, or a noun phrase with or without one ("two of the men", "a man",
            "gunmen"). Operators just outside it are read too.
        plural: Whether the counted noun is plural; decides where no number stands.
        lexicon: Words and conventions.

    Returns:
        Bounds with the words that give them, or ``None`` when the mention has no words.

    Raises:
        EvidenceError: The mention does not lie in the document.
    """
    patterns = compile_quantities(lexicon)
    counts = _counts_of(document.text, patterns)
    key = mention.start, mention.end, plural
    if key not in counts.grounded:
        counts.grounded[key] = _ground_count(document, mention, counts, patterns, plural=plural)
    return counts.grounded[key]


def _ground_count(
    document: Document,
    mention: Span,
    counts: "_Counts",
    patterns: QuantityPatterns,
    *,
    plural: bool,
) -> Count | None:
    words = document.text_at(mention)
    if not any(character.isalnum() for character in words):
        return None
    for match in counts.between(mention.start, mention.end):
        holds = match.start() <= mention.start and mention.end <= match.end()
        if holds or mention.start <= match.start():
            bounds = read_quantity(match, patterns)
            if bounds is not None:
                return _count(bounds, Span(match.start(), match.end()))
    low = lower_ascii(words.strip())
    whole = patterns.quantity.fullmatch(low)
    bounds = None if whole is None else read_quantity(whole, patterns)
    if bounds is None:
        bounds = _bounds_of_phrase(low, plural=plural, lexicon=patterns.lexicon)
    return _count(bounds, mention)


@dataclass(frozen=True, slots=True, eq=False)
class _Counts:
    """The expressions in a text that count something, in order; ``ends`` are where they end.

    ``grounded`` remembers what mentions of the text, by start, end and number, speak of.
    """

    matches: tuple[re.Match[str], ...]
    ends: tuple[int, ...]
    grounded: dict[tuple[int, int, bool], Count | None] = field(default_factory=dict)

    def between(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the expressions that overlap ``[start, end)``, in order."""
        for index in range(bisect_right(self.ends, start), len(self.matches)):
            if self.matches[index].start() >= end:
                return
            yield self.matches[index]


@lru_cache(maxsize=4)
def _counts_of(text: str, patterns: QuantityPatterns) -> _Counts:
    """Return the counts in a text, which is read once however many of them are grounded."""
    matches = tuple(_counting(text, patterns))
    return _Counts(matches, tuple(match.end() for match in matches))


def _bounds_of_phrase(low: str, *, plural: bool, lexicon: CountLexicon) -> Bounds:
    if _NONE.match(low):
        return 0.0, 0.0, 0.0
    for word in _COUNTING_NOUNS.findall(low):
        if word in lexicon.vague:
            return lexicon.vague[word]
    if plural:
        return lexicon.plural
    return 1.0, 1.0, 1.0


def _count(bounds: Bounds, mention: Span) -> Count:
    low, best, high = bounds
    return Count(low=low, best=best, high=high, mention=mention)


def _counting(text: str, patterns: QuantityPatterns) -> Iterator[re.Match[str]]:
    low = lower_ascii(text)
    position, noise = 0, None
    last: re.Match[str] | None = None
    while (match := patterns.quantity.search(low, position)) is not None:
        position = match.end()
        if last is not None and _says_again(low, last, match, patterns):
            continue
        run_on = noise is not None and _ON_AND_ON.fullmatch(low, noise, match.start())
        if run_on or position - match.start() > LONGEST_NUMBER:
            noise = position
        elif not _counts(text, low, match, patterns.lexicon):
            position = _next_start(low, match)
        elif is_readable(match, patterns):
            last = match
            yield match
        else:
            position = _next_start(low, match)


def _says_again(
    low: str, first: re.Match[str], second: re.Match[str], patterns: QuantityPatterns
) -> bool:
    """Tell whether a number in brackets only repeats the one before: "11 (eleven) people"."""
    return (
        _OPENS_BRACKET.fullmatch(low, first.end(), second.start()) is not None
        and low.startswith(")", second.end())
        and read_quantity(first, patterns) == read_quantity(second, patterns)
    )


def _next_start(low: str, match: re.Match[str]) -> int:
    """Return where to look again after a form that does not count.

    What makes a range no count ("10 to 12 April") does so for both its ends, unless the second
    figure replaces the first ("rose from 10 to 12"); otherwise it is after the first word.
    """
    if (match["low"] or match["least"]) and not _CHANGED.search(
        low[max(0, match.start() - 40) : match.start()]
    ):
        return match.end()
    position = match.start() + 1
    while position < match.end() and low[position - 1].isalnum() and low[position].isalnum():
        position += 1
    return position


def _counts(text: str, low: str, match: re.Match[str], lexicon: CountLexicon) -> bool:
    """Tell whether a number in running text counts something there."""
    start, end = match.span()
    before, after = low[max(0, start - 40) : start], low[end : end + 40]
    if match["vague"]:
        return _vague_counts(match["vague"], before, after, lexicon)
    digits = any(character.isdigit() for character in match[0])
    return not (
        _FRACTION_AFTER.match(after)
        or _measures(after, lexicon)
        or (digits and _is_label(text, low, match, lexicon))
        or (digits and _is_date_or_clock(match, before, after))
        or _is_age(text, match, before, after)
        or (match["n"] == "one" and _is_pronoun(before + match["before"], after))
        or _is_score(match, before)
        or _has_changed(match, before)
    )


def _vague_counts(word: str, before: str, after: str, lexicon: CountLexicon) -> bool:
    if _measures(re.sub(r"^\s+of(?=\s)", "", after), lexicon):
        return False
    if word == "no":
        return bool(
            re.match(r"\s+(?:people|civilians|casualties|deaths|injuries|victims)\b", after)
        )
    if word in {"scores", "pair", "couple", "trio", "duo", "both", "many"}:
        return not re.match(r"\s+(?:and\b|\d)", after) and not re.search(
            r"\b(?:the|how|so|as)\s+$", before
        )
    return True


def _measures(after: str, lexicon: CountLexicon) -> bool:
    """Tell whether a unit of time, space, money or the like follows, also after one more word."""
    first = _WORD.match(after)
    if first is None:
        return False
    word = first[1].rstrip(".'’-")
    if word in load_number_words().scales:
        first = _WORD.match(after, first.end()) or first
        word = first[1].rstrip(".'’-")
    known = (lexicon.units, lexicon.masses, lexicon.currency_names, lexicon.currency_signs)
    if any(word in words for words in known):
        return True
    if word.upper() in lexicon.currency_codes and len(word) == 3:
        return word not in {"all", "top", "try", "mad", "cup", "bam"}
    second = _WORD.match(after, first.end())
    if second is None:
        return False
    pair = f"{word} {second[1].rstrip('.')}"
    if any(pair in words for words in (lexicon.currency_names, lexicon.masses, lexicon.units)):
        return True
    adjectives = {
        "more",
        "long",
        "straight",
        "full",
        "consecutive",
        "whole",
        "additional",
        "further",
    }
    return word in adjectives and second[1].rstrip(".") in lexicon.units


def _is_label(text: str, low: str, match: re.Match[str], lexicon: CountLexicon) -> bool:
    """Tell whether a figure names one of a series, a formation, an address or a telephone."""
    start, end = match.span()
    if match["before"]:
        return False
    before = low[max(0, start - 30) : start]
    if _CURRENCY_BEFORE.search(text[max(0, start - 6) : start]) or (
        _LIST_NUMBER.search(before) and (low[end : end + 1] in {".", ")"})
    ):
        return True
    previous = re.search(r"([a-z][a-z.-]*)[ \u00a0]+$", before)
    if previous is not None and previous[1] in lexicon.labels:
        return True
    dotted = _DOTTED.fullmatch(match["n"] or "") is not None
    if "." in match[0] and not dotted and not re.search(r"[a-z]", match[0]):
        return True
    if re.fullmatch(r"0\d+|\d{7,}", match[0]) or re.search(r"\d[-–]$", before):
        return True
    following = re.match(r"\s+((?:[A-Z][\w-]*\s+){0,3})([A-Z][\w-]*)", text[end : end + 60])
    if following is None:
        return False
    capitals = lower_ascii(following[0]).split()
    return any(word in lexicon.formations for word in capitals)


def _is_date_or_clock(match: re.Match[str], before: str, after: str) -> bool:
    if match["before"] == "" and (_DATE_BEFORE.search(before) or _DATE_AFTER.match(after)):
        return True
    figures = (match["n"], match["low"], match["high"], match["least"], match["most"])
    if any(part and _YEAR.fullmatch(part) for part in figures) and not _YEAR_COUNTS.match(after):
        return True
    return bool(_CLOCK_AFTER.match(after))


def _is_age(text: str, match: re.Match[str], before: str, after: str) -> bool:
    if _OLD.match(after):
        return True
    if not re.fullmatch(r"\d{1,2}(?:\s?(?:[-–]|and|or|to)\s?\d{1,2})?", match[0]):
        return bool(re.search(r"\b(?:aged|ages?)\s+(?:between\s+|from\s+)?$", before))
    if re.search(r"\b(?:aged|ages?)\s+(?:between\s+|from\s+|\d+\s*(?:,|and|or)\s+)*$", before):
        return True
    if before.rstrip().endswith("(") and after.startswith(")"):
        return True
    if not before.rstrip().endswith(","):
        return False
    name = re.search(r"([\w’'.-]+),\s+$", text[max(0, match.start() - 40) : match.start()])
    return bool(name and name[1][0].isupper() and re.match(r"\s*[,;.)]|\s*$|\s+and\s", after))


def _is_pronoun(before: str, after: str) -> bool:
    return bool(_PRONOUN_ONE_BEFORE.search(before) or _PRONOUN_ONE_AFTER.match(after))


def _has_changed(match: re.Match[str], before: str) -> bool:
    """Tell whether the first of two figures is outdated: "rose from 10 to 15"."""
    return bool(match["to"] and _CHANGED.search(before))


def _is_score(match: re.Match[str], before: str) -> bool:
    if not match["to"] or match["to"] not in {"-", "–", "—"}:
        return False
    return bool(_SCORE.search(before))
