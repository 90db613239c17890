"""A claim that a person adds: what they say of it, in their own words or in those of the text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.core.claims import Role, Scope, Stage, Status
from dateline.core.documents import Document, Span
from dateline.errors import DecisionError
from dateline.pipeline.articles.sentences import split_sentences
from dateline.resources.gazetteer import Gazetteer
from dateline.review.marking import (
    argument_json,
    count_at,
    count_json,
    find_words,
    occurrences,
    source_json,
    span_json,
    time_json,
    times_in,
)
from dateline.review.values import count_value, place_value, time_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says of a claim beside its words and type; what is empty is not said.

    Attributes:
        words: ``scope``, ``stage`` and ``status``.
        time: A day, month or year, two with ".." between, or words of the text ("on Tuesday").
        place: A name or an id of the gazetteer.
        place_words: The text's words for the place, where they are not the name itself.
        country: ISO 3166-1 alpha-2 code of the country the place must lie in.
        tolls: Figures by name ("killed.victims"): "7..8", or words of the text ("seven or eight").
        parties: Roles with the text's words for who or what plays them.
        source: The text's words for who says so.
        known: Values that are known already, as the public record has them.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    time: str = ""
    place: str = ""
    place_words: str = ""
    country: str | None = None
    tolls: Mapping[str, str] = field(default_factory=dict)
    parties: Sequence[tuple[str, str]] = ()
    source: str = ""
    known: Mapping[str, object] = field(default_factory=dict)


def sentence_around(document: Document, words: Span) -> Span:
    """Return the sentence that holds words, or the words if no one sentence does."""
    spans = (sentence.span for sentence in split_sentences(document))
    return next((span for span in spans if span.contains(words)), words)


def claim_details(
    document: Document, words: Span, said: Said, gazetteer: Gazetteer
) -> dict[str, object]:
    """Return what is known of a claim on some words, as decisions keep it.

    Its evidence is the sentence around; words of the text are looked for there first.

    Raises:
        DecisionError: Words are not in the text, or a value cannot be read.
    """
    reader = _Reader(document, sentence_around(document, words), gazetteer)
    read: dict[str, object] = {
        "time": reader.time(said.time) if said.time else None,
        "place": reader.place(said) if said.place else None,
        "toll": {name: reader.count(written) for name, written in said.tolls.items()},
        "arguments": [reader.party(role, words) for role, words in said.parties],
        "attribution": [reader.source(said.source)] if said.source else [],
    }
    return {
        "evidence": [span_json(reader.evidence)],
        **_closed_words(said.words),
        **{name: value for name, value in read.items() if value},
        **said.known,
    }


def _closed_words(words: Mapping[str, str]) -> dict[str, str]:
    sets = {"scope": Scope, "stage": Stage, "status": Status}
    for name, word in words.items():
        if name not in sets or word not in set(sets[name]):
            raise DecisionError(f"{name}: there is no {word!r}")
    return dict(words)


class _Reader:
    """Reads what is said of a claim in one text."""

    def __init__(self, document: Document, evidence: Span, gazetteer: Gazetteer) -> None:
        self.evidence = evidence
        self._document = document
        self._gazetteer = gazetteer

    def time(self, written: str) -> object:
        try:
            return json.loads(time_value(written))
        except DecisionError:
            if not occurrences(self._document, written):
                raise
        times = times_in(self._document, self._find(written))
        if not times:
            raise DecisionError(f"{written!r} is no time that can be read; write a day")
        return time_json(times[0])

    def place(self, said: Said) -> object:
        place = json.loads(place_value(said.place, self._gazetteer, country=said.country))
        named = said.place_words or said.place
        if occurrences(self._document, named):
            place["mention"] = span_json(self._find(named))
        return place

    def count(self, written: str) -> object:
        try:
            return json.loads(count_value(written))
        except DecisionError:
            if not occurrences(self._document, written):
                raise
        return count_json(count_at(self._document, self._find(written)))

    def party(self, role: str, words: str) -> object:
        if role not in set(Role):
            raise DecisionError(f"no role {role!r}. Known: {', '.join(Role)}")
        return argument_json(self._document, Role(role), self._find(words))

    def source(self, words: str) -> object:
        return source_json(self._document, self._find(words))

    def _find(self, words: str) -> Span:
        return find_words(self._document, words, near=self.evidence)
