"""What words of a text say that a person points at: when, where, how many, who, and who says so.

The words are read by the same rules as in coding, and the values have the form of the public
record, so that a decision can keep them.
"""

import re
from typing import Any

from dateline.core.claims import MentionKind, Role
from dateline.core.documents import Document, Span
from dateline.core.grounded import Count, Interval, Place
from dateline.errors import DecisionError
from dateline.exports.jsonl import place_record
from dateline.pipeline.grounding.actors import ground_actor, names_private_person
from dateline.pipeline.grounding.counts import find_quantities, ground_count
from dateline.pipeline.grounding.times import TimeContext, find_times, ground_time
from dateline.resources.actors import load_actors
from dateline.resources.counts import load_count_lexicon
from dateline.resources.lexicons import NounClass, load_nouns, source_kind
from dateline.resources.times import load_time_lexicon

Json = dict[str, Any]

_OF_ROLE = {
    Role.AUTHORITY: MentionKind.ORGANIZATION,
    Role.ORGANIZATION: MentionKind.ORGANIZATION,
    Role.INSTRUMENT: MentionKind.OBJECT,
    Role.ITEM: MentionKind.OBJECT,
    Role.OFFENCE: MentionKind.OBJECT,
    Role.ORIGIN: MentionKind.PLACE,
    Role.DESTINATION: MentionKind.PLACE,
}
_OF_NOUN = (
    (NounClass.FACILITY, MentionKind.FACILITY),
    (NounClass.VEHICLE, MentionKind.OBJECT),
    (NounClass.ORGANIZATION, MentionKind.ORGANIZATION),
    (NounClass.STATE, MentionKind.STATE),
)
_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP})
#: What ends the part of a phrase that has its head: "supporters | of the group".
_AFTER_HEAD = re.compile(
    r",|;|\(|\s(?:of|in|at|from|on|with|for|near|by|who|which|that|including)\s"
)
_WORD = re.compile(r"\w[\w'’-]*")
#: The label that stands for a masked name.
_LABEL = re.compile(r"\[[^\]]*\]")


def pattern_of(words: str) -> str:
    """Return a pattern of words as a page shows them: blanks of any kind are one, a label in
    brackets stands for a masked name.
    """
    shown = [re.escape(part) for part in _LABEL.split(words)]
    return r".{1,120}?".join(r"\s+".join(part.split(r"\ ")) for part in shown)


def occurrences(document: Document, words: str) -> list[Span]:
    """Return where words stand in a text, whatever their case."""
    words = " ".join(words.split())
    if not _WORD.search(words):
        return []
    found = re.finditer(pattern_of(words), document.text, re.IGNORECASE | re.DOTALL)
    return [Span(match.start(), match.end()) for match in found]


def find_words(document: Document, words: str, *, near: Span) -> Span:
    """Return where words stand: in a passage if it has them, or else next to it.

    Raises:
        DecisionError: The text does not have them.
    """

    def distance(span: Span) -> tuple[int, int]:
        return max(0, near.start - span.end, span.start - near.end), span.start

    found = occurrences(document, words)
    if not found:
        raise DecisionError(f"the text does not say {words!r}; write its own words")
    return min(found, key=lambda span: (not near.contains(span), *distance(span)))


def times_in(document: Document, passage: Span) -> list[Interval]:
    """Return the times that a passage gives, in its order."""
    lexicon = load_time_lexicon()
    when = TimeContext(published=document.published.date if document.published else None)
    read = (
        ground_time(document, mention, when, lexicon)
        for mention in find_times(document.text_at(passage), offset=passage.start)
    )
    return [time for time in read if isinstance(time, Interval)]


def count_at(document: Document, words: Span) -> Count:
    """Return how many words speak of: "seven or eight", "at least a dozen".

    Raises:
        DecisionError: They are no number.
    """
    lexicon = load_count_lexicon()
    count = None
    if find_quantities(document.text_at(words), lexicon=lexicon):
        count = ground_count(document, words, plural=True, lexicon=lexicon)
    if count is None:
        raise DecisionError(f"{document.text_at(words)!r} is no number that can be read")
    return count


def counts_in(document: Document, passage: Span) -> list[Span]:
    """Return the words of a passage that count something, in its order."""
    return list(find_quantities(document.text_at(passage), offset=passage.start))


def time_json(time: Interval) -> Json:
    """Return a time as the record has it, with its words."""
    return {
        "start": time.start.isoformat(),
        "end": time.end.isoformat(),
        "precision": time.precision,
        "relation": time.relation,
        "mention": span_json(time.mention),
    }


def place_json(place: Place) -> Json:
    """Return a place as the record has it, with its words."""
    return {**place_record(place), "mention": span_json(place.mention)}


def count_json(count: Count) -> Json:
    """Return a count as the record has it, with its words."""
    bounds = {"low": count.low, "best": count.best, "high": count.high}
    return {**bounds, "mention": span_json(count.mention)}


def span_json(span: Span) -> Json:
    """Return a span as the record has it."""
    return {"start": span.start, "end": span.end}


def argument_json(document: Document, role: Role, words: Span) -> Json:
    """Return who or what takes part in a role, as the record has it.

    What sort of thing it is, how many there are, whether a known actor is meant and whether a
    private person is named is read from the words.
    """
    said, actors = document.text_at(words), load_actors()
    quantity = next(iter(counts_in(document, words)), None)
    kind = _kind(document, role, words, counted=quantity is not None)
    count = None
    if kind in _PEOPLE:
        plural = kind is MentionKind.GROUP
        count = ground_count(
            document, quantity or words, plural=plural, lexicon=load_count_lexicon()
        )
    year = document.published.date.year if document.published else None
    return {
        "role": role,
        "kind": kind,
        "mention": span_json(words),
        "head": span_json(head_of(document, words)),
        "quantity": span_json(quantity) if quantity else None,
        "count": count_json(count) if count else None,
        "actor": ground_actor(said, actors, year=year),
        "private_person": kind in _PEOPLE and names_private_person(said, actors, role=role),
    }


def _kind(document: Document, role: Role, words: Span, *, counted: bool) -> MentionKind:
    head = document.text_at(head_of(document, words))
    nouns = load_nouns()
    person = nouns.is_a(head, NounClass.PERSON, NounClass.ARMED, NounClass.FORCES)
    if not person:
        for noun, kind in _OF_NOUN:
            if nouns.is_a(head, noun):
                return kind
        if role in _OF_ROLE:
            return _OF_ROLE[role]
    several = counted or (person and head[:1].islower() and head.endswith(("s", "men", "people")))
    return MentionKind.GROUP if several else MentionKind.PERSON


def head_of(document: Document, words: Span) -> Span:
    """Return the head of a noun phrase: the last word before what is added with "of", "in" ..."""
    said = document.text_at(words)
    end = found.start() if (found := _AFTER_HEAD.search(said)) and found.start() else len(said)
    last = list(_WORD.finditer(said, 0, end))
    if not last:
        return words
    return Span(words.start + last[-1].start(), words.start + last[-1].end())


def source_json(document: Document, source: Span, cue: Span | None = None) -> Json:
    """Return who says so, as the record has it."""
    return {
        "source": span_json(source),
        "cue": span_json(cue or source),
        "kind": source_kind(document.text_at(source), load_actors()),
    }
