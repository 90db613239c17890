"""Find place names in running text and what they refer to.

Recognition is a pass over capitalised word sequences, looked up in the gazetteer; the words around
a name decide whether it is read as a place. ``places`` resolves what is found here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.grounding.capitals import (
    Word,
    is_loud,
    masked_spans,
    people_in,
    titles_of_people,
    words_of,
)
from dateline.pipeline.grounding.caseless import find_caseless, is_caseless
from dateline.pipeline.grounding.facilities import places_named_in
from dateline.pipeline.grounding.hierarchy import lies_in
from dateline.pipeline.grounding.place_names import Toponym
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
#: A run of more words with capitals is a list or a heading, no name.
_LONGEST_NAME = 20
_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "at", "az", "ez"})
_PLURALS = {
    **{f"{word}s": word for word in TYPE_WORDS if not word.endswith("y")},
    "cities": "city",
    "counties": "county",
    "territories": "territory",
    "municipalities": "municipality",
    "regencies": "regency",
    "agencies": "agency",
}
#: Small words that lead on inside a name and begin no other phrase in English.
_GENITIVES = frozenset({"de", "del", "della", "di", "da", "do", "dos", "du", "des", "la"})
#: Sorts of place so small that the gazetteer may lack them.
_SETTLEMENTS = frozenset({"village", "hamlet", "town", "settlement", "city", "kishlak", "aul"})
#: Words that stand for nothing alone and begin many names.
_OPENINGS = frozenset(
    {"san", "santa", "santo", "saint", "el", "la", "los", "las", "al", "new", "old", "fort", "port"}
)
#: What is called after a place before "of": "the weekly market of Bartola".
_SPOTS = frozenset(
    {"market", "forest", "locality", "commune", "suburb", "neighbourhood", "neighborhood"}
    | {"quarter", "outskirts", "hills", "crossing", "oasis", "canton", "barangay"}
)
_BESIDE_A_TOWN = re.compile(
    r",?\s(?:(?:on|at)\sthe\s(?:\w+\s)?(?:outskirts|edge)\sof|a\ssuburb\sof|in\sthe\ssuburbs\sof)"
    r"\s[A-Z]"
)
_AREAS = frozenset({"district", "region", "area", "valley", "island", "camp", "neighborhood"})
_APPOSITION = re.compile(
    r",\s(?:an?|the)\s(?:[\w-]+\s){0,4}?"
    r"(?:village|hamlet|town|settlement|city|suburb|district|neighbou?rhood)\b"
)
_NEWSFILED = re.compile(r"(?:, [A-Z][\w. ]{1,20})?\s*(?:\([^()\n]{1,40}\)\s*)?(?:—|–|--|-)(?:\s|$)")
_OF_A_SUM = re.compile(r"\.?\s?[$€£¥]\s?\d|\s(?:dollars?|cents?)\b")
#: Words that take one of the areas of a country: "an outlying area of Peru".
_ONE_OF_MANY = re.compile(r"\b(?:an?|another|one|each|every|any|some)\s(?:[\w-]+\s){0,4}$")
#: What stands between a place and the area it is said to lie in, beside a comma.
_INSIDE = re.compile(
    r",?\s(?:in|of)\s(?:the\s)?(?:[a-z]+(?:ern|al)\s)?"
    r"(?:(?:province|region|state|district|department|county|governorate|prefecture)\sof\s)?"
)
_LED = re.compile(r"\s(?:based|backed|linked|trained|funded|led)\s[A-Za-z]")
_ROAD = re.compile(
    r"\s(?:[a-z]+\s)?(?:road|highway|expressway|motorway|route|railway|rail\s+line|corridor|axis)s?\b",
    re.IGNORECASE,
)
_ROAD_FROM = re.compile(rf"[-–‑][A-Z][\w'’]+(?:[ -][A-Z][\w'’]+)?{_ROAD.pattern}")
_LISTED_PLURAL = re.compile(
    r"(?:(?:,| and|,? and| &) [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?){0,6} (?P<word>[a-z]+)\b"
)
#: Towns of this size are known well enough to be named without more.
_LARGE = 100_000
_MEDIUM = 15_000


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
    if is_caseless(document):
        return tuple(find_caseless(document, read, gazetteer))
    words = [words_of(document, sentence.span) for sentence in read]
    loud = [is_loud(each) for each in words]
    titles = titles_of_people(contexts)
    people = frozenset(
        name
        for each, all_capitals in zip(words, loud, strict=True)
        if not all_capitals
        for name in people_in(each, gazetteer, titles)
    )
    masked = masked_spans(document)
    found: list[Toponym] = []
    doubtful: list[Toponym] = []
    for sentence, each, all_capitals in zip(read, words, loud, strict=True):
        scan = _Scan(
            document, sentence, each, gazetteer, contexts, people, masked, loud=all_capitals
        )
        for toponym, sure in scan.toponyms():
            (found if sure else doubtful).append(toponym)
    known = {name_key(document.text_at(t.span)) for t in found if not t.context_only}
    found.extend(t for t in doubtful if name_key(document.text_at(t.span)) in known)
    found.extend(_unknown_again(document, read, found))
    return tuple(sorted(found, key=lambda t: t.span))


def _unknown_again(
    document: Document, sentences: Sequence[Sentence], found: Sequence[Toponym]
) -> list[Toponym]:
    """Return further mentions of the names that the gazetteer lacks."""
    names = sorted({document.text_at(t.span) for t in found if not t.candidates})
    if not names:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b(?! [A-Z])")
    taken = sorted(t.span for t in found)
    again = []
    for sentence in sentences:
        for match in pattern.finditer(document.text, sentence.span.start, sentence.span.end):
            span = Span(match.start(), match.end())
            before = bisect_right(taken, span.start, key=lambda other: other.start)
            if not any(span.overlaps(other) for other in taken[max(0, before - 1) : before + 1]):
                again.append(Toponym(span=span, candidates=(), context_only=False))
    return again


class _Scan:
    """One sentence on its way through the gazetteer."""

    def __init__(
        self,
        document: Document,
        sentence: Sentence,
        words: Sequence[Word],
        gazetteer: Gazetteer,
        contexts: PlaceContexts,
        people: frozenset[str],
        masked: Sequence[Span],
        *,
        loud: bool,
    ) -> None:
        self._document = document
        self._gazetteer = gazetteer
        self._contexts = contexts
        self._people = people
        self._sentence = sentence
        self._words = words
        self._masked = masked
        self._loud = loud

    def toponyms(self) -> Iterator[tuple[Toponym, bool]]:
        """Yield each place name and whether it is one for sure.

        One that is not counts if the document names the place elsewhere for sure.
        """
        matches = list(self._matches())
        judged = [
            self._judge(
                match,
                matches[index - 1] if index else None,
                matches[index + 1] if index + 1 < len(matches) else None,
            )
            for index, match in enumerate(matches)
        ]
        for index, item in enumerate(judged):
            if item is not None:
                toponym, sure = item
                yield toponym, sure or self._is_listed(index, judged)

    def _is_listed(self, index: int, judged: Sequence[tuple[Toponym, bool] | None]) -> bool:
        """Tell whether a name stands in a list beside one that is a place for sure."""
        for other in (index - 1, index + 1):
            beside = judged[other] if 0 <= other < len(judged) else None
            own = judged[index]
            if beside is None or own is None or not beside[1] or beside[0].context_only:
                continue
            left, right = sorted((own[0].span, beside[0].span))
            if self._document.text[left.end : right.start] in {", ", " and ", ", and ", " or "}:
                return True
        return False

    def _matches(self) -> Iterator[_Match]:
        """Yield the longest known sequences, left to right."""
        i = 0
        while i < len(self._words):
            word = self._words[i]
            match = self._longest(i) if word.capital or word.key in _ARTICLES else None
            if match is None:
                i += 1
            else:
                yield match
                i = match.last + 1

    def _longest(self, first: int) -> _Match | None:
        words = self._words
        head = words[first]
        if not self._may_begin(first) or self._is_masked(head.start):
            return None
        last = first
        while last + 1 < len(words) and last + 1 - first < _MAX_WORDS and words[last + 1].gap:
            key = words[last + 1].key
            inner = key in self._contexts.connectors or key in TYPE_WORDS
            if not (words[last + 1].capital or inner):
                break
            last += 1
        if (building := self._building(first)) is not None:
            return building
        for end in range(last, first - 1, -1):
            tail = words[end]
            if end > first and not tail.capital and tail.key not in TYPE_WORDS:
                continue
            stop = self._with_full_stop(head.start, tail.end)
            if found := self._look_up(head.start, stop, first, end):
                if self._goes_on(end) or self._end_of_name(first) > end:
                    longer = self._unknown(first)
                    if longer is not None or self._goes_on(end):
                        return longer
                return _Match(first, end, Span(head.start, stop), found)
        return self._unknown(first)

    def _is_masked(self, start: int) -> bool:
        """Tell whether a word stands in the name of an organisation."""
        index = bisect_right(self._masked, start, key=lambda span: span.start) - 1
        return index >= 0 and start < self._masked[index].end

    def _building(self, first: int) -> _Match | None:
        """Return a building or site that the gazetteer lacks and that names no known place."""
        words = self._words
        if self._loud or self._strength_at(first) < 1:
            return None
        last, stop = first, min(len(words), first + _LONGEST_NAME) - 1
        while last < stop and self._adjacent(last) and words[last + 1].capital:
            last += 1
        while last > first and words[last].key not in self._contexts.facilities:
            last -= 1
        if last == first or last - first > _MAX_WORDS:
            return None
        span = Span(words[first].start, words[last].end)
        name = self._document.text_at(span)
        known = places_named_in(name, self._gazetteer)
        return None if known else _Match(first, last, span, ())

    def _goes_on(self, last: int) -> bool:
        """Tell whether a longer name begins with the one found ("San Miguel del Ene")."""
        words = self._words[last + 1 : last + 3]
        return (
            len(words) == 2
            and words[0].key in _GENITIVES
            and not words[0].capital
            and words[1].capital
            and words[0].gap
            and words[1].gap
        )

    def _unknown(self, first: int) -> _Match | None:
        """Return a name that the gazetteer lacks but the text calls a village, town or camp."""
        words = self._words
        key = words[first].key
        if self._loud or key in TYPE_WORDS:
            return None
        last = self._end_of_name(first)
        opens = last > first and key in _OPENINGS
        if not opens and self._gazetteer.word_flags(key) & (WordFlag.NEVER | WordFlag.ORDINARY):
            return None
        span = Span(words[first].start, words[last].end)
        named = first >= 2 and words[first - 1].key in {"of", "called"}
        if named and words[first - 2].key in _SETTLEMENTS | _SPOTS:
            return _Match(first, last, span, ())
        beside = _BESIDE_A_TOWN.match(self._document.text, span.end)
        if beside and self._strength_at(first) and last - first < 4 and key not in self._people:
            return _Match(first, last, span, ())
        if last - first >= 4 or key in self._people:
            return None
        if self._strength_at(first) < 2 and not self._is_called_village(first, last):
            return None
        if last + 1 < len(words) and self._adjacent(last):
            following = words[last + 1]
            called = following.key in _SETTLEMENTS or following.key in _AREAS
            return _Match(first, last, span, ()) if called and not following.capital else None
        if _APPOSITION.match(self._document.text, span.end):
            return _Match(first, last, span, ())
        return None

    def _is_called_village(self, first: int, last: int) -> bool:
        """Tell whether "village" follows a name after a verb: "stormed Sarrin village"."""
        words = self._words
        if first == 0 or last + 1 >= len(words) or not self._adjacent(last):
            return False
        before, after = words[first - 1], words[last + 1]
        led = not before.capital and self._adjacent(first - 1)
        plain = led and before.key not in self._contexts.function_words
        return plain and after.key in _SETTLEMENTS and not after.capital

    def _end_of_name(self, first: int) -> int:
        """Return the index of the last word of the capitalised name that begins here."""
        words = self._words
        last = first
        while last - first < _LONGEST_NAME and last + 1 < len(words) and self._adjacent(last):
            following = words[last + 1]
            more = last + 2 < len(words) and words[last + 2].capital and words[last + 2].gap
            if following.capital and following.key not in TYPE_WORDS:
                last += 1
            elif following.key in _GENITIVES and more:
                last += 2
            else:
                break
        return last

    def _may_begin(self, first: int) -> bool:
        """Tell whether a name may begin with this word: a capital, or "al-" before one."""
        head = self._words[first]
        if first + 1 < len(self._words) and head.key in _ARTICLES:
            following = self._words[first + 1]
            between = self._document.text[head.end : following.start]
            if following.capital and (between in {"-", "‑"} or head.text == "Al"):
                return True
        short = head.text.isupper() and len(head.text) > 1 and not self._loud
        return head.capital and (
            short
            or head.key not in self._contexts.function_words
            or head.key in {"lake", "mount", "greater"}
        )

    def _with_full_stop(self, start: int, end: int) -> int:
        """Return where a name ends with the full stop of an abbreviation ("Calif.")."""
        text = self._document.text
        if end - start <= 5 and text[end : end + 1] == ".":
            found = self._gazetteer.candidates(text[start:end])
            if any(entry.form is NameForm.ABBREVIATION for entry in found):
                return end + 1
        return end

    def _look_up(self, start: int, end: int, first: int, last: int) -> tuple[Entry, ...]:
        words = self._words
        text = self._document.text[start:end]
        if first == last:
            if words[first].key in TYPE_WORDS and not text.isupper():
                return ()
            if sort := self._sort_before(first) or self._plural_after(words[first].end):
                named = self._gazetteer.candidates(f"{sort} of {text}")
                if named:
                    return named
        elif not words[last].capital and split_type(name_key(text))[1]:
            bare = self._gazetteer.candidates(self._document.text[start : words[last - 1].end])
            if not bare or bare[0].form is NameForm.DEMONYM:
                return ()
        elif words[last].key == "state" and self._is_short_for_country(start, last):
            return ()
        found = self._gazetteer.candidates(text)
        if last > first + 1 and words[first].key in TYPE_WORDS and words[first + 1].key == "of":
            # "City of Norfolk": the name is Norfolk, unless all of it is a name.
            found = tuple(e for e in found if name_key(e.name) == name_key(text))
        if text.isupper() and len(text) <= 4:
            return tuple(e for e in found if _is_written_so(e, text))
        if "." not in text:
            return tuple(e for e in found if e.form is not NameForm.ABBREVIATION)
        return found

    def _sort_before(self, index: int) -> str | None:
        """Return the word for the sort of place before "of" ("the province of Herat").

        In "the Diffa region of Niger" the word belongs to Diffa and says nothing of Niger.
        """
        words = self._words
        if index < 2 or words[index - 1].key != "of" or words[index - 2].key not in TYPE_WORDS:
            return None
        sort = words[index - 2]
        before = self._document.text[max(0, sort.start - 60) : sort.start]
        if _ONE_OF_MANY.search(before) and self._is_country(words[index].text):
            return None
        named = index >= 3 and words[index - 3].capital and self._adjacent(index - 3)
        if named and words[index - 3].key != "the" and not self._is_demonym(words[index - 3].text):
            return None
        return sort.key

    def _is_country(self, text: str) -> bool:
        best = next(iter(self._gazetteer.candidates(text)), None)
        return best is not None and best.kind is PlaceKind.COUNTRY

    def _is_short_for_country(self, start: int, last: int) -> bool:
        """Tell whether letters that stand for a country come before a word: "U.S. State"."""
        letters = self._document.text[start : self._words[last - 1].end].rstrip(".")
        return letters.replace(".", "").isupper() and self._is_country(letters)

    def _is_demonym(self, text: str) -> bool:
        best = next(iter(self._gazetteer.candidates(text)), None)
        return best is not None and best.form is NameForm.DEMONYM

    def _plural_after(self, end: int) -> str | None:
        """Return the sort of place that a list of names shares ("Kunduz and Takhar provinces")."""
        found = _LISTED_PLURAL.match(self._document.text, end)
        return _PLURALS.get(found["word"]) if found else None

    def _judge(
        self, match: _Match, before: _Match | None, after: _Match | None
    ) -> tuple[Toponym, bool] | None:
        candidates = match.candidates
        if not candidates:
            return Toponym(span=match.span, candidates=(), context_only=False), True
        if self._names_currency(match):
            return None
        if candidates[0].form is NameForm.DEMONYM:
            demonyms = tuple(e for e in candidates if e.form is NameForm.DEMONYM)
            return Toponym(span=match.span, candidates=demonyms, context_only=True), True
        inside = before if before is not None and self._comma_between(before, match) else None
        if all(e.form is NameForm.ABBREVIATION for e in candidates):
            dotted = self._document.text_at(match.span).count(".") > 1
            if inside is None and not dotted:
                return None
            return Toponym(span=match.span, candidates=candidates, context_only=False), True
        fate = self._neighbours(match)
        if fate is None:
            return None
        sure = self._is_sure(match, pair=self._is_pair(match, after), inside=inside)
        if sure is None:
            return None
        toponym = Toponym(
            span=match.span,
            candidates=tuple(e for e in candidates if e.form is not NameForm.DEMONYM),
            context_only=fate == "context" or self._is_led(match),
        )
        return toponym, sure

    def _names_currency(self, match: _Match) -> bool:
        """Tell whether a name only says whose money a sum is in ("US $560", "500 US dollars")."""
        if match.first != match.last or not self._words[match.first].text.isupper():
            return False
        return _OF_A_SUM.match(self._document.text, match.span.end) is not None

    def _is_pair(self, match: _Match, after: _Match | None) -> bool:
        """Tell whether the place after the comma contains this one ("Bama, Borno")."""
        if after is None:
            return False
        if not self._comma_between(match, after):
            between = self._document.text[match.span.end : after.span.start]
            flags = self._gazetteer.word_flags(self._document.text_at(match.span))
            if _INSIDE.fullmatch(between) is None or flags or self._person_like(match):
                return False
        return any(
            lies_in(inner, outer) for outer in after.candidates for inner in match.candidates
        )

    def _comma_between(self, match: _Match, after: _Match) -> bool:
        between = self._document.text[match.span.end : after.span.start]
        return between in {", ", ",\n", " (", ", in "}

    def _is_led(self, match: _Match) -> bool:
        """Tell whether the name only begins a compound ("Kabul-based", "Iran-backed")."""
        following = self._document.text[match.span.end : match.span.end + 12]
        if _LED.match(following):
            return True
        return following[:1] in {"-", "‑"} and following[1:2].islower()

    def _neighbours(self, match: _Match) -> str | None:
        """Judge by the words next to a name: "place", "context", or ``None`` for no place."""
        if self._is_end_of_road(match):
            return "place"
        before = self._fate_before(match)
        after = self._fate_after(match)
        if before is None or after is None:
            return None
        return "context" if "context" in {before, after} else "place"

    def _is_end_of_road(self, match: _Match) -> bool:
        """Tell whether a name is one of the two that a road is called by ("Kaduna-Abuja road")."""
        text, span = self._document.text, match.span
        if _ROAD_FROM.match(text, span.end):
            return True
        return text[span.start - 1] in "-–‑" and _ROAD.match(text, span.end) is not None

    def _fate_before(self, match: _Match) -> str | None:
        if match.first == 0 or not self._adjacent(match.first - 1):
            return "place"
        previous = self._words[match.first - 1]
        contexts = self._contexts
        if previous.key in contexts.person_before:
            return "place" if self._is_known(match) and not self._person_like(match) else None
        if not previous.capital or self._loud:
            return "place"
        if any(
            previous.key in words
            for words in (
                contexts.directions,
                contexts.strong_before,
                contexts.medium_before,
                contexts.weak_before,
                contexts.function_words,
            )
        ):
            return "place"
        if self._gazetteer.word_flags(previous.text) & WordFlag.GIVEN or self._person_like(match):
            return None
        return "context" if self._is_known(match) else None

    def _fate_after(self, match: _Match) -> str | None:
        if match.last + 1 >= len(self._words) or not self._adjacent(match.last):
            return "place"
        following = self._words[match.last + 1]
        contexts = self._contexts
        if not following.capital:
            return "place"
        if following.key in contexts.company_after:
            return None
        if self._loud or following.key in contexts.function_words:
            return "place"
        if following.key in contexts.office_after:
            return "context"
        if following.key in contexts.facility_after or following.key in _PLURALS:
            return "place" if self._is_known(match) else None
        if self._person_like(match):
            return None
        return "context" if self._is_known(match) else None

    def _is_known(self, match: _Match) -> bool:
        """Tell whether a name is well known as a place."""
        best = match.candidates[0]
        if best.population >= _LARGE or best.kind not in (PlaceKind.TOWN, PlaceKind.ADMIN2):
            return True
        return bool(split_type(name_key(self._document.text_at(match.span)))[1])

    def _person_like(self, match: _Match) -> bool:
        """Tell whether a name is more likely a person's."""
        if match.first != match.last:
            return False
        text = self._document.text_at(match.span)
        if name_key(text) in self._people:
            return True
        best = match.candidates[0]
        if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SITE):
            return False
        if best.population >= 5 * _LARGE and best.form is NameForm.MAIN:
            return False
        return bool(self._gazetteer.word_flags(text) & (WordFlag.GIVEN | WordFlag.FAMILY))

    def _adjacent(self, index: int) -> bool:
        """Tell whether only a space or hyphen parts a word from the next."""
        right = self._words[index + 1]
        between = self._document.text[self._words[index].end : right.start]
        return right.gap and (between.isspace() or between in {"-", "‑"})

    def _is_sure(self, match: _Match, *, pair: bool, inside: _Match | None) -> bool | None:
        """Return whether a name is a place for sure, only if repeated, or not at all (``None``)."""
        text = self._document.text_at(match.span)
        best = match.candidates[0]
        single = match.first == match.last
        capitals = text.isupper() and not self._loud
        flags = self._gazetteer.word_flags(text)
        if pair or self._is_end_of_road(match):
            return True
        if flags & WordFlag.NEVER and not capitals:
            return None
        person = self._person_like(match)
        strong = self._strength(match)
        if inside is not None and any(
            lies_in(i, o) for i in inside.candidates for o in match.candidates
        ):
            return True
        if flags & WordFlag.ORDINARY and not capitals:
            return True if strong == 3 and match.first > 1 else None
        if best.kind in (PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.SITE, PlaceKind.ADMIN1):
            return None if person and strong < 2 else True
        if best.kind is PlaceKind.ADMIN2 and single and strong < 2:
            return None
        if person:
            return True if strong == 3 else None
        if strong == 3:
            return True
        if self._loud and single and best.population < 5 * _LARGE:
            return False
        least = {2: 0, 1: _MEDIUM, 0: _LARGE}[strong]
        if best.form is not NameForm.MAIN:
            least = {2: _MEDIUM, 1: _LARGE, 0: 5 * _LARGE}[strong]
        if not single:
            least //= 5
        return best.population >= least

    def _strength(self, match: _Match) -> int:
        """Return how strongly the words around a name speak for a place, 0 to 3."""
        text = self._document.text_at(match.span)
        if self._sentence.segment is SegmentKind.DATELINE:
            return 3
        if split_type(name_key(text))[1] or self._sort_before(match.first) is not None:
            return 3
        if self._plural_after(match.span.end) is not None:
            return 3
        if (
            match.first == 0
            and text.isupper()
            and _NEWSFILED.match(self._document.text, match.span.end)
        ):
            return 3
        strength = self._strength_at(match.first)
        if strength < 2 and match.last + 1 < len(self._words) and self._adjacent(match.last):
            following = self._words[match.last + 1]
            if following.key in self._contexts.people_after and not following.capital:
                return 2
        return strength

    def _strength_at(self, first: int) -> int:
        """Return how strongly the word before a name speaks for a place, 0 to 3."""
        index = first - 1
        while index >= 0 and self._words[index].key in _PASSED_OVER:
            index -= 1
        if index < 0:
            return 0
        between = self._document.text[self._words[index].end : self._words[index + 1].start]
        if not between.isspace():
            return 0
        previous = self._words[index].key
        if previous in self._contexts.strong_before:
            return 3
        if previous in self._contexts.medium_before:
            return 2
        return 1 if previous in self._contexts.weak_before else 0


#: Words passed over between a preposition and a name ("in the nearby Bama").
_PASSED_OVER = frozenset({"the", "both", "nearby", "neighboring", "neighbouring"})


def _is_written_so(entry: Entry, text: str) -> bool:
    """Tell whether a short name in capitals stands for a place ("UAE", not "Usa")."""
    if entry.kind in (PlaceKind.COUNTRY, PlaceKind.REGION):
        return True
    if entry.form is NameForm.ABBREVIATION or entry.kind is PlaceKind.ADMIN1:
        return True
    return len(text) == 4 and name_key(entry.name) == name_key(text)
