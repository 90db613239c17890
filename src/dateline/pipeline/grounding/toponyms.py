"""Find place names in running text and what they refer to.

Recognition is a pass over capitalised word sequences, looked up in the gazetteer; the words around
a name decide whether it is read as a place. ``places`` resolves what is found here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.grounding.places import Toponym, ground_place, resolve
from dateline.resources.gazetteer import (
    TYPE_WORDS,
    Entry,
    Gazetteer,
    NameForm,
    PlaceKind,
    WordFlag,
    name_key,
    split_type,
)
from dateline.resources.place_contexts import PlaceContexts, load_place_contexts

__all__ = ["Toponym", "find_toponyms", "ground_place", "resolve"]

_READ = frozenset(
    {
        SegmentKind.HEADLINE,
        SegmentKind.DATELINE,
        SegmentKind.PARAGRAPH,
        SegmentKind.SUBHEADING,
        SegmentKind.CAPTION,
    }
)
_MAX_WORDS = 6
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:[^\W_]|['’ʻ‘`](?=[^\W_]))*")
_POSSESSIVE = re.compile(r"['’]s?$")
#: What may stand between two words of one name.
_GAP = re.compile(r"[ \u00a0]{1,2}|\n|[-‑–]|\. |, (?=D\.?C\b)|['’] ?")
_CONNECTORS = frozenset(
    [
        "of",
        "de",
        "del",
        "la",
        "le",
        "el",
        "al",
        "ez",
        "az",
        "as",
        "ar",
        "ash",
        "an",
        "ad",
        "at",
        "the",
        "and",
        "du",
        "des",
        "sur",
        "am",
        "i",
        "e",
        "d",
        "ul",
        "upon",
        "on",
        "da",
        "do",
        "dos",
        "das",
        "y",
        "den",
        "bei",
        "der",
        "ed",
        "es",
    ]
)
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ez"})
_BEFORE_DOT = frozenset({"st", "ft", "mt", "ste", "pt"})
_PLURALS = {
    **{f"{word}s": word for word in TYPE_WORDS if not word.endswith("y")},
    "cities": "city",
    "counties": "county",
    "territories": "territory",
    "municipalities": "municipality",
    "regencies": "regency",
    "agencies": "agency",
}
_LED = frozenset(
    [
        "based",
        "backed",
        "led",
        "born",
        "controlled",
        "held",
        "run",
        "ruled",
        "occupied",
        "administered",
        "trained",
        "funded",
        "owned",
        "made",
        "sponsored",
        "supported",
        "style",
        "educated",
        "bound",
        "wide",
    ]
)
#: Towns of this size are known well enough to be named without more.
_LARGE = 100_000
_MEDIUM = 15_000


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a sentence: its span without possessive ending, and its text."""

    start: int
    end: int
    text: str
    gap: bool  # whether it may continue a name begun by the word before

    @property
    def key(self) -> str:
        return self.text.casefold().replace(".", "")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class _Match:
    """A sequence of words that the gazetteer knows: ``[first, last]`` of the sentence's words."""

    first: int
    last: int
    span: Span
    candidates: tuple[Entry, ...]


def find_toponyms(
    document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer
) -> tuple[Toponym, ...]:
    """Return the place names of a document, in text order, none overlapping another.

    Names that only give the country of somebody or something ("Afghan officials", "Kabul-based")
    are marked ``context_only``. Names of people, papers and armed groups are passed over as far as
    the words around them tell.

    Args:
        document: The article.
        sentences: Its sentences, in text order.
        gazetteer: Where names are looked up.
    """
    contexts = load_place_contexts()
    read = [sentence for sentence in sentences if sentence.segment in _READ]
    people = frozenset(
        name for sentence in read for name in _people(document, sentence, gazetteer, contexts)
    )
    found: list[Toponym] = []
    doubtful: list[Toponym] = []
    for sentence in read:
        scan = _Scan(document, sentence, gazetteer, contexts, people)
        for toponym, sure in scan.toponyms():
            (found if sure else doubtful).append(toponym)
    known = {name_key(document.text_at(t.span)) for t in found if not t.context_only}
    again = [t for t in doubtful if name_key(document.text_at(t.span)) in known]
    return tuple(sorted(found + again, key=lambda t: t.span))


class _Scan:
    """One sentence on its way through the gazetteer."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        gazetteer: Gazetteer,
        contexts: PlaceContexts,
        people: frozenset[str],
    ) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._contexts = contexts
        self._people = people
        self._sentence = sentence
        self._words = _words(document, sentence.span)
        self._masked = _masked(document, sentence.span)
        self._loud = _is_loud(self._words)

    def toponyms(self) -> Iterator[tuple[Toponym, bool]]:
        """Yield each place name and whether it is one for sure.

        One that is not counts if the document names the place elsewhere for sure.
        """
        matches = list(self._matches())
        for index, match in enumerate(matches):
            before = matches[index - 1] if index else None
            after = matches[index + 1] if index + 1 < len(matches) else None
            judged = self._judge(match, before, after)
            if judged is not None:
                yield judged

    def _matches(self) -> Iterator[_Match]:
        """Yield the longest known sequences, left to right."""
        i = 0
        while i < len(self._words):
            match = self._longest(i)
            if match is None:
                i += 1
            else:
                yield match
                i = match.last + 1

    def _longest(self, first: int) -> _Match | None:
        words = self._words
        head = words[first]
        article = (
            head.key in _ARTICLES
            and first + 1 < len(words)
            and words[first + 1].capital
            and self._document.text[head.end : words[first + 1].start] in {"-", "‑"}
        )
        if not (head.capital or article) or any(
            m.start <= head.start < m.end for m in self._masked
        ):
            return None
        last = first
        while last + 1 < len(words) and last + 1 - first < _MAX_WORDS and words[last + 1].gap:
            following = words[last + 1]
            if not (
                following.capital or following.key in _CONNECTORS or following.key in TYPE_WORDS
            ):
                break
            last += 1
        for end in range(last, first - 1, -1):
            tail = words[end]
            if end > first and not tail.capital and tail.key not in TYPE_WORDS:
                continue
            span = Span(head.start, tail.end)
            found = self._look_up(span, first, end)
            if found:
                return _Match(first, end, span, found)
        return None

    def _look_up(self, span: Span, first: int, last: int) -> tuple[Entry, ...]:
        words = self._words
        text = self._document.text_at(span)
        if first == last:
            if words[first].key in TYPE_WORDS and not text.isupper():
                return ()
            if sort := self._sort_before(first):
                named = self._gazetteer.candidates(f"{sort} of {text}")
                if named:
                    return named
        elif not words[last].capital and split_type(name_key(text))[1]:
            # "Kano state" is an area; "Kano residents in the area" is not looked up as one.
            bare = self._document.text_at(Span(span.start, words[last - 1].end))
            if not self._gazetteer.candidates(bare):
                return ()
        found = self._gazetteer.candidates(text)
        if first == last and text.isupper() and len(text) <= 4:
            found = tuple(e for e in found if _is_written_so(e, text))
        if not text.isupper():
            # "us", "it", "in": a word in ordinary case is never a code of capitals.
            found = tuple(
                e
                for e in found
                if e.form is not NameForm.ABBREVIATION or "." in text or len(text) > 2
            )
        return found

    def _sort_before(self, index: int) -> str | None:
        """Return the word for the sort of place before "of" ("the province of Herat")."""
        words = self._words
        if index >= 2 and words[index - 1].key == "of":
            sort = words[index - 2].key
            return sort if sort in TYPE_WORDS else None
        return None

    def _judge(
        self, match: _Match, before: _Match | None, after: _Match | None
    ) -> tuple[Toponym, bool] | None:
        words = self._words
        text = self._document.text_at(match.span)
        previous = words[match.first - 1] if match.first else None
        following = words[match.last + 1] if match.last + 1 < len(words) else None
        candidates = match.candidates
        demonyms = tuple(e for e in candidates if e.form is NameForm.DEMONYM)
        if demonyms and (
            len(demonyms) == len(candidates) or candidates[0].form is NameForm.DEMONYM
        ):
            return Toponym(span=match.span, candidates=demonyms, context_only=True), True
        pair = self._pair(match, after)
        if all(e.form is NameForm.ABBREVIATION for e in candidates) and not (
            before is not None and self._comma_between(before, match)
        ):
            return None
        led = self._is_led(match)
        fate = self._neighbours(match, previous, following)
        if fate is None:
            return None
        sure = self._is_sure(match, text, previous, pair=pair is not None, before=before)
        if sure is None:
            return None
        toponym = Toponym(
            span=match.span,
            candidates=tuple(e for e in candidates if e.form is not NameForm.DEMONYM),
            context_only=led or fate == "context",
        )
        return toponym, sure

    def _pair(self, match: _Match, after: _Match | None) -> Entry | None:
        """Return the place after the comma that contains this one ("Bama, Borno")."""
        if after is None or not self._comma_between(match, after):
            return None
        for outer in after.candidates:
            if any(contains(outer, inner) for inner in match.candidates):
                return outer
        return None

    def _comma_between(self, match: _Match, after: _Match) -> bool:
        between = self._document.text[match.span.end : after.span.start]
        return between in {", ", ",\n", " (", ", in "}

    def _is_led(self, match: _Match) -> bool:
        """Tell whether the name only begins a compound ("Kabul-based", "Iran-backed")."""
        following = self._document.text[match.span.end : match.span.end + 12]
        return following[:1] in {"-", "‑"} and following[1:2].islower()

    def _neighbours(
        self, match: _Match, previous: _Word | None, following: _Word | None
    ) -> str | None:
        """Judge by capitals next to the name: "place", "context", or ``None`` for no place."""
        contexts = self._contexts
        best = match.candidates[0]
        known = best.kind is not PlaceKind.TOWN or best.population >= _LARGE
        fate = "place"
        first_word = self._words[match.first]
        if previous is not None and first_word.gap and self._adjacent(previous, first_word):
            flags = self._gazetteer.word_flags(previous.text)
            if previous.key in contexts.person_before and previous.key != "saint":
                if not known:
                    return None
            elif previous.capital and not self._may_precede(match.first - 1):
                if self._loud:
                    fate = "place"
                elif known and not flags & WordFlag.GIVEN and not self._person_like(match):
                    fate = "context"
                else:
                    return None
        last_word = self._words[match.last]
        if following is not None and following.gap and self._adjacent(last_word, following):
            if following.key in contexts.company_after and following.capital:
                return None
            if following.capital and not self._loud:
                if following.key in contexts.office_after:
                    fate = "context"
                elif (
                    following.key in contexts.facility_after
                    or following.key in _PLURALS
                    or self._starts_other(following)
                ):
                    pass
                elif match.first == match.last and self._person_like(match):
                    return None
                elif known:
                    fate = "context"
                else:
                    return None
        return fate

    def _person_like(self, match: _Match) -> bool:
        if match.first != match.last:
            return False
        best = match.candidates[0]
        if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
            return False
        text = self._document.text_at(match.span)
        flags = self._gazetteer.word_flags(text)
        return bool(flags & (WordFlag.GIVEN | WordFlag.FAMILY)) or name_key(text) in self._people

    def _adjacent(self, left: _Word, right: _Word) -> bool:
        return self._document.text[left.end : right.start] in {" ", "\n", "-", "\u00a0"}

    def _may_precede(self, index: int) -> bool:
        """Tell whether a capitalised word before a name leaves it a place of its own."""
        word = self._words[index]
        contexts = self._contexts
        if word.key in contexts.directions or word.key in contexts.strong_before:
            return True
        if word.key in contexts.weak_before or word.key in _FUNCTION_WORDS:
            return True
        if self._gazetteer.word_flags(word.text) & WordFlag.NEVER and index != 0:
            return word.key in _DAYS_AND_MONTHS or word.key in _OFFICIAL_HEADS
        return index == 0 and word.key in _FUNCTION_WORDS

    def _starts_other(self, word: _Word) -> bool:
        """Tell whether a capitalised word after a name cannot be part of it."""
        return word.key in _DAYS_AND_MONTHS or word.key in _FUNCTION_WORDS

    def _is_sure(
        self, match: _Match, text: str, previous: _Word | None, *, pair: bool, before: _Match | None
    ) -> bool | None:
        """Return whether a name is a place for sure, only if repeated, or not at all (``None``)."""
        contexts = self._contexts
        best = match.candidates[0]
        single = match.first == match.last
        flags = self._gazetteer.word_flags(text) if single else WordFlag(0)
        if flags & WordFlag.NEVER and not pair:
            return None
        typed = bool(split_type(name_key(text))[1]) or self._sort_before(match.first) is not None
        listed = before is not None and self._comma_between(before, match)
        strong = (
            pair
            or (typed and best.kind is not PlaceKind.TOWN)
            or (previous is not None and previous.key in contexts.strong_before)
            or self._sentence.segment is SegmentKind.DATELINE
        )
        if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SITE):
            return True if not flags & WordFlag.ORDINARY or strong else None
        if strong and not (flags & WordFlag.ORDINARY and previous is not None and match.first == 1):
            return None if self._is_person_here(match) and not pair else True
        if listed and any(contains(e, b) for e in match.candidates for b in before.candidates):  # type: ignore[union-attr]
            return True
        if single and (flags & WordFlag.ORDINARY or self._person_like(match)):
            return None if not strong else False
        if self._loud and single and best.population < _LARGE:
            return False
        if best.kind is PlaceKind.ADMIN1:
            return True
        weak = previous is not None and previous.key in contexts.weak_before
        main = best.form is NameForm.MAIN
        if best.population >= (_LARGE if main else 5 * _LARGE):
            return True
        if not single and main and (best.population >= _MEDIUM or weak):
            return True
        return bool(weak and main and best.population >= _MEDIUM)

    def _is_person_here(self, match: _Match) -> bool:
        """Tell whether the document has introduced a person of this name."""
        if match.first != match.last:
            return False
        best = match.candidates[0]
        if best.kind is PlaceKind.COUNTRY or best.population >= 5 * _LARGE:
            return False
        return name_key(self._document.text_at(match.span)) in self._people


_FUNCTION_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "of",
        "from",
        "to",
        "for",
        "by",
        "with",
        "and",
        "but",
        "or",
        "as",
        "when",
        "while",
        "after",
        "before",
        "since",
        "until",
        "during",
        "inside",
        "outside",
        "near",
        "across",
        "over",
        "under",
        "into",
        "through",
        "between",
        "both",
        "many",
        "some",
        "all",
        "most",
        "if",
        "however",
        "meanwhile",
        "also",
        "then",
        "there",
        "here",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "around",
        "against",
        "about",
        "despite",
        "except",
        "including",
        "unlike",
        "like",
        "via",
    ]
)
_DAYS_AND_MONTHS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
    ]
)
_OFFICIAL_HEADS = frozenset(["mount", "lake", "greater"])


def contains(outer: Entry, inner: Entry) -> bool:
    """Tell whether one place lies inside another, as far as the gazetteer's hierarchy says."""
    if outer.id == inner.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country == outer.country and inner.kind is not PlaceKind.COUNTRY
    if outer.kind is PlaceKind.ADMIN1:
        return inner.admin1_id == outer.id
    if outer.kind is PlaceKind.REGION:
        return inner.country is not None and inner.country in outer.reach and outer.country is None
    if outer.kind is PlaceKind.ADMIN2:
        near = abs(outer.latitude - inner.latitude) + abs(outer.longitude - inner.longitude) < 1.5
        small = inner.kind in (PlaceKind.TOWN, PlaceKind.SITE)
        return near and small and inner.country == outer.country
    return False


def _words(document: Document, span: Span) -> list[_Word]:
    text = document.text
    words: list[_Word] = []
    end = span.start
    for match in _WORD.finditer(text, span.start, span.end):
        word = match.group()
        bare = _POSSESSIVE.sub("", word) if len(word) > 2 else word
        gap = bool(words) and _GAP.fullmatch(text, end, match.start()) is not None
        if gap and text[end : match.start()] == ". " and words[-1].key not in _BEFORE_DOT:
            gap = False
        if gap and words[-1].text != text[words[-1].start : end]:
            gap = False
        words.append(_Word(match.start(), match.start() + len(bare), bare, gap))
        end = match.end()
    return words


def _is_loud(words: Sequence[_Word]) -> bool:
    """Tell whether capitals carry no meaning here: a headline in title case or all in capitals."""
    long = [word for word in words if len(word.text) > 3]
    return len(words) >= 4 and len(long) >= 3 and sum(w.capital for w in long) >= 0.75 * len(long)


def _is_written_so(entry: Entry, text: str) -> bool:
    """Tell whether a short name in capitals stands for a place ("UAE", not "Usa")."""
    if entry.form is NameForm.ABBREVIATION or entry.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
        return True
    return len(text) == 4 and name_key(entry.name) == name_key(text)


@cache
def _body_pattern() -> re.Pattern[str]:
    bodies = load_place_contexts().bodies
    return re.compile(rf"\b(?:{'|'.join(re.escape(body) for body in bodies)})\b", re.IGNORECASE)


def _masked(document: Document, span: Span) -> list[Span]:
    """Return the stretches that name an organisation with a place in its name."""
    return [
        Span(m.start(), m.end())
        for m in _body_pattern().finditer(document.text, span.start, span.end)
    ]


def _people(
    document: Document, sentence: Sentence, gazetteer: Gazetteer, contexts: PlaceContexts
) -> Iterator[str]:
    """Yield the keys of family names that the sentence introduces with a given name or title."""
    words = _words(document, sentence.span)
    if _is_loud(words):
        return
    for left, right in zip(words, words[1:], strict=False):
        if not (right.capital and right.gap and left.capital):
            if not (right.capital and right.gap and left.key in contexts.person_before):
                continue
        given = gazetteer.word_flags(left.text) & WordFlag.GIVEN
        if given or left.key in contexts.person_before - {"president", "saint", "king", "queen"}:
            if not gazetteer.word_flags(right.text) & WordFlag.NEVER:
                yield name_key(right.text)
