"""Segments to sentences."""

import re
from collections.abc import Iterator

from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.articles.wordlists import word_set

#: Titles and the like, which stand before a name and do not end a sentence.
BEFORE_NAMES = word_set(
    """
    adm amb asst atty brig capt card cdr cmdr cmdt col comdr comr cpl cpt ct dep det dir dr drs
    eng ens fr ft gen gens gov govs hon insp lieut lt ltc maj messrs mgr mlle mme mr mrs ms msgr
    mt mx ofc pfc pres prof profs pte pvt rep reps ret rev sen sens sgt spc spokesman_ sr st ste
    sub sup supt treas vs viz cf eg ie al approx est bros ssgt sfc wg sq flt gp
    """
)
#: Abbreviations that end a sentence only when a word follows that begins one.
EITHER_WAY = word_set(
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
    a.m p.m am pm inc corp co ltd llc plc jr sr bhd sdn pty etc ave blvd rd dept univ assn bldg
    hwy km kg cm mm lb lbs oz ft hr hrs min sec approx tel fax ed eds vol art arts sec para ch
    pp ariz calif colo conn fla ill ind kan mass md mich minn miss mo mont neb nev okla ore pa
    penn tenn tex va wash wis wyo ala ark del ga ky la
    """
)
#: Abbreviations that a number follows.
BEFORE_NUMBERS = word_set("no nos nr art sec para p pp fig ch vol ca c")
#: Words that begin sentences far more often than they follow an abbreviation in a name.
STARTERS = word_set(
    """
    a about according after all also although an and another any are as at authorities because
    before both but by despite during each earlier either even every few first following for
    former four from further furthermore given had has he her here his how however i if in
    indeed instead is it its last later local many meanwhile more moreover most much neither no
    nobody none nor not nothing now of officials on once one only or other others our out over
    police prosecutors residents security several she since so some soon still such such that
    the their then there these they this those though three thus to today together tomorrow two
    under unlike until was we were what when where whether which while who whose why with
    witnesses within without yesterday yet you your
    """
)
#: Verbs that carry on after a quoted question ("Who did it?" Roe asked).
_SAYS = re.compile(
    r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){1,4}(?:said|says|asked|asks|wondered|added|cried|shouted|told|wrote)\b"
)
_END = re.compile(
    r"(?P<mark>(?:\.{2,}|…)|[.!?]+)(?P<close>[\"'”’»)\]]*)(?:(?=\s)|(?=[\"“]?[A-Z][a-z]))"
    r"|[。！？۔।؟]+[\"'”’»」』）)\]]*"
)
_LAST_WORD = re.compile(r"[^\s\"'“”‘’«»()\[\]—–/]*$")
_NEXT_WORD = re.compile(r"\s*(?P<open>[\"'“‘«(\[¿¡—–-]*)\s?(?P<word>[^\W\d_]*)(?P<digit>\d?)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
#: Sentences longer than this are cut, so that a list or table cannot stall the parser.
MAX_SENTENCE = 2_000
#: Kinds of segment that are never read for claims.
UNREAD = frozenset({SegmentKind.COMMENT, SegmentKind.FURNITURE})


def split_sentences(document: Document) -> tuple[Sentence, ...]:
    """Split a document's segments into sentences, in text order.

    Comments, furniture and copies of earlier segments give none. ``paragraph`` is the index of
    the sentence's segment. Sentences cover every character of their segment but white space.
    """
    sentences: list[Sentence] = []
    for number, segment in enumerate(document.segments):
        if segment.kind in UNREAD or segment.copy_of is not None:
            continue
        words = document.text_at(segment.span)
        for start, end in find_sentences(words):
            sentences.append(
                Sentence(
                    span=Span(segment.span.start + start, segment.span.start + end),
                    segment=segment.kind,
                    paragraph=number,
                    index=len(sentences),
                )
            )
    return tuple(sentences)


def find_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence in a text, trimmed of white space."""
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, match, start):
            yield from _pieces(text, start, match.end())
            start = match.end()
    yield from _pieces(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence without the white space around it, cut where it is longer than allowed."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        limit = start + MAX_SENTENCE
        cut = max(text.rfind("; ", start, limit) + 1, text.rfind("\n", start, limit))
        cut = cut if cut > start else text.rfind(" ", start, limit)
        cut = cut if cut > start else limit
        stop = cut
        while stop > start and text[stop - 1].isspace():
            stop -= 1
        if stop > start:
            yield start, stop
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _is_end(text: str, match: re.Match[str], start: int) -> bool:
    mark = match["mark"]
    if mark is None:
        return True
    following = _NEXT_WORD.match(text, match.end())
    if following is None:
        return True
    word, opening = following["word"], following["open"]
    glued = not text[match.end() : match.end() + 1].isspace()
    if glued:
        return mark == "." and word.casefold() in STARTERS and len(word) > 1
    if word and word[0].islower():
        return False
    starter = word.casefold() in STARTERS
    if mark.startswith(("..", "…")):
        attached = match.start() > start and not text[match.start() - 1].isspace()
        return attached or starter or not word
    if "!" in mark or "?" in mark:
        quoted = bool(match["close"]) and not opening
        return not (quoted and _SAYS.match(text[match.end() : match.end() + 80].lstrip()))
    previous = _previous_word(text, start, match.start())
    if match["close"] and not (")" in match["close"] and _DOTTED.fullmatch(previous)):
        return True
    if previous.isdecimal() and not text[start : match.start()].strip(" \n\t" + previous):
        return False  # the number of a list item
    return _ends_after(previous, bool(following["digit"]), starter or bool(opening))


def _previous_word(text: str, start: int, end: int) -> str:
    found = _LAST_WORD.search(text[max(start, end - 40) : end])
    return found[0] if found else ""


def _ends_after(word: str, digit_follows: bool, starter: bool) -> bool:
    """Tell whether a full stop after ``word`` ends a sentence when a capital or digit follows."""
    folded = word.casefold()
    if folded in BEFORE_NAMES:
        return False
    if folded in BEFORE_NUMBERS and digit_follows:
        return False
    if folded in EITHER_WAY or _DOTTED.fullmatch(word):
        return starter
    if len(word) == 1 and word.isalpha() and word.isupper():
        return starter
    return True
