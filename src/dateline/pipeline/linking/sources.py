"""Which documents on one event rest on one source: copies of a text, or accounts of one statement.

Reports repeat what one speaker said, in other words and under other headlines. Two accounts go back
to one statement as far as the same speaker or office is credited, they were published on the same
day or the next, and their figures agree.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from dateline.core.claims import OFFICIAL_SOURCES, SourceKind, Status
from dateline.core.copies import TextSketch
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim, Place, Standing
from dateline.pipeline.linking.copies import Groups, group_copies, sketch_text
from dateline.resources.actors import load_actors
from dateline.resources.sources import source_kind
from dateline.resources.word_weights import load_word_weights, stem

Figure = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the claims of one event come from.

    Attributes:
        groups: Its documents by the source they rest on, each group sorted, sorted.
        published: The day of publication of each claim's document.
        behind: The statements behind each claim: the number of its group of documents, and what
            sort of source speaks. One document that quotes the police and a doctor has two.
        speakers: Who stands for a claim over the days: the office it credits, or else the outlet
            and the office that its document chiefly rests on.
        one_official_statement: Whether all goes back to one statement of an authority.
    """

    groups: tuple[tuple[str, ...], ...]
    published: Mapping[str, date | None]
    behind: Mapping[str, frozenset[tuple[int, str]]]
    speakers: Mapping[str, Set[str]]
    one_official_statement: bool


class Side(StrEnum):
    """For whom a voice speaks."""

    OFFICE = "office"
    ARMED = "armed"
    OTHERS = "others"


#: Words of offices whose kind their name does not tell.
_OFFICE_WORDS = frozenset(
    stem(word)
    for word in "agency authorities authority board bureau command commission committee council "
    "department directorate headquarters ministry office official officials press secretariat "
    "service source sources spokesman spokesperson spokeswoman".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who is credited: what sort of source, and the stems of the words of its name."""

    kind: SourceKind
    words: frozenset[str]

    @property
    def side(self) -> Side:
        """Whether an office speaks or somebody else."""
        if self.kind in OFFICIAL_SOURCES:
            return Side.OFFICE
        if self.kind is SourceKind.UNNAMED and self.words & _OFFICE_WORDS:
            return Side.OFFICE
        return Side.ARMED if self.kind is SourceKind.ARMED_GROUP else Side.OTHERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one document says of one event, as far as it tells where that comes from.

    ``published`` is an ordinal as ``date.toordinal`` counts. ``voices`` are those credited: none
    where the outlet tells on its own authority, itself where it is an office's press service.
    ``places`` are the stems of the names of places of the event, which tell no speaker;
    ``figures`` the tolls by effect.
    """

    document: str
    published: int | None
    outlet: str | None
    voices: tuple[Voice, ...]
    places: frozenset[str]
    figures: Mapping[str, frozenset[Figure]]


class Credits:
    """Who is credited with what the documents of one event say, each worked out once."""

    def __init__(self) -> None:
        """Begin with none worked out."""
        self._voices: dict[str, tuple[Voice, ...]] = {}

    def voices(self, claims: Sequence[GroundedClaim], document: Document) -> tuple[Voice, ...]:
        """Return the voices of a document; the claims are all those of the event in it."""
        known = self._voices.get(document.id)
        if known is None:
            known = self._voices[document.id] = _voices(claims, document)
        return known


#: Log odds that two accounts go back to one statement: a logistic model of what they have in
#: common, fitted on the train and dev parts of evaluation/linking and rounded. What two bystanders
#: have in common counts for less than there, since real ones seldom speak with one voice.
_BEFORE = -1.5
_BY_DAYS = {0: 0.9, 1: 1.1, 2: 0.4, 3: 0.4}
_LATER = -2.4
#: Days after which a statement is no news any more; whoever gives it then looks back.
_LONGEST_REPEATED = 7
_NO_VOICE = -1.8
_ONE_VOICE = -1.3
_SAME_KIND = 1.8
_UNCLEAR_OFFICE = 1.0
_TWO_OFFICES = 0.4
_BYSTANDERS = 0.3
_OTHER_SIDE = -1.2
_SAME_NAME = 2.1
_TELLING_WEIGHT = 12
_TWO_FIGURES = 0.8
_CONTRADICTION = -0.7
_SAME_OUTLET = -0.7

_WORD = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.!?][\"\u201d\u2019']?\s|\n")
_FAR = 400
_CREDITS = (
    re.compile(
        r"\b(?:according to|as (?:reported|stated|announced) by|citing|quoting)\s+"
        r"([^,.;:\"()]{3,60})",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?:^|[,;]\s+|\bthat\s+)((?:[\w'\u2019.-]+\s+){0,7}?[\w'\u2019-]+)\s+"
        r"(?:said|says|told|reported|reports|stated|announced|informs)\b"
    ),
)
#: Least weight of a phrase of no known kind that names anybody: more than "who" or "as".
_NAMES_SOMEBODY = 6


def group_sources(
    claims: Iterable[GroundedClaim],
    documents: Sequence[Document],
    *,
    sketches: Mapping[str, TextSketch] = MappingProxyType({}),
    credited: Credits | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Group the documents of one event by the source they rest on.

    Documents are of one group if they are copies of one text, if their accounts go back to one
    statement, or if one outlet tells on its own authority in both; directly or through others.

    Args:
        claims: The claims of the event.
        documents: The documents they are from.
        sketches: What copies of them are recognised by, as far as that is known already.
        credited: Who is credited in them, where that is asked for again.

    Returns:
        Sorted document ids of each group, sorted.
    """
    if len(documents) == 1:
        return ((documents[0].id,),)
    groups = Groups(document.id for document in documents)
    published = {d.id: d.published.date if d.published else None for d in documents}
    reprints: set[str] = set()
    sketched = {d.id: sketches.get(d.id) or sketch_text(d) for d in documents}
    for copies in group_copies(sketched, published):
        reprints.update(copies)
        for copy in copies[1:]:
            groups.join(copies[0], copy)
    by_document = _by_document(claims)
    known = credited or Credits()
    for a, b in _in_time([account_of(by_document[d.id], d, known) for d in documents]):
        ids = (a.document, b.document)
        if not groups.are_one(*ids) and (
            statement_log_odds(a, b) > 0 or (reprints.isdisjoint(ids) and _is_own_knowledge(a, b))
        ):
            groups.join(*ids)
    return groups.all()


def _by_document(claims: Iterable[GroundedClaim]) -> Mapping[str, list[GroundedClaim]]:
    by_document: dict[str, list[GroundedClaim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.claim.document_id].append(claim)
    return by_document


def _in_time(accounts: Iterable[Account]) -> Iterator[tuple[Account, Account]]:
    """Yield the pairs of accounts that may repeat each other: none a week after the other."""
    ordered = sorted(
        accounts, key=lambda a: (a.published is not None, a.published or 0, a.document)
    )
    for at, a in enumerate(ordered):
        for b in ordered[at + 1 :]:
            if (
                a.published is not None
                and b.published is not None
                and b.published - a.published > _LONGEST_REPEATED
            ):
                break
            yield a, b


def _is_own_knowledge(a: Account, b: Account) -> bool:
    """Tell whether one outlet tells on its own authority in both."""
    return a.outlet is not None and a.outlet == b.outlet and not a.voices and not b.voices


def origins_of(
    claims: Sequence[GroundedClaim],
    documents: Mapping[str, Document],
    groups: tuple[tuple[str, ...], ...],
    credited: Credits | None = None,
) -> Origins:
    """Return where the claims of an event come from.

    A claim that credits nobody is taken for what the document chiefly rests on.

    Args:
        claims: The claims of the event.
        documents: At least the documents they are from, by id.
        groups: The ids of these documents by the source they rest on.
        credited: Who is credited in them, as far as that was asked for already.
    """
    known = credited or Credits()
    number_of = {document: number for number, group in enumerate(groups) for document in group}
    by_document = _by_document(claims)
    named = {claim.claim.id: _kinds(claim) for claim in claims}
    chief: dict[int, str] = {}
    for number, group in enumerate(groups):
        chief[number] = _chief([by_document[id_] for id_ in group], named, documents, known)
    behind: dict[str, frozenset[tuple[int, str]]] = {}
    speakers: dict[str, Set[str]] = {}
    published: dict[str, date | None] = {}
    for id_, members in by_document.items():
        number, document = number_of[id_], documents[id_]
        own = frozenset({(number, chief[number])})
        outlet_and_chief = {document.outlet or document.id, *({chief[number]} & _OFFICES)}
        day = document.published.date if document.published else None
        for claim in members:
            claim_id = claim.claim.id
            kinds = named[claim_id]
            behind[claim_id] = frozenset((number, kind) for kind in kinds) if kinds else own
            speakers[claim_id] = (kinds & _OFFICES) or outlet_and_chief
            published[claim_id] = day
    statements = {statement for found in behind.values() for statement in found}
    return Origins(
        groups=groups,
        published=published,
        behind=behind,
        speakers=speakers,
        one_official_statement=len(statements) == 1 and next(iter(statements))[1] in _OFFICES,
    )


_OFFICES = frozenset(kind.value for kind in OFFICIAL_SOURCES)


def _kinds(claim: GroundedClaim) -> frozenset[str]:
    """Return what sorts of sources a claim credits; what tells nothing is left out."""
    credited = claim.claim.attribution
    return frozenset(a.kind.value for a in credited if a.kind not in _UNTOLD) if credited else _NONE


_NONE: frozenset[str] = frozenset()
_UNTOLD = frozenset({SourceKind.UNNAMED, SourceKind.MEDIA})


def _chief(
    claims: Sequence[Sequence[GroundedClaim]],
    named: Mapping[str, frozenset[str]],
    documents: Mapping[str, Document],
    known: Credits,
) -> str:
    """Return what sort of source a group of documents chiefly rests on, "" if nothing tells."""
    counted = Counter(kind for of_one in claims for c in of_one for kind in named[c.claim.id])
    if not counted:
        voices = (v for c in claims for v in known.voices(c, documents[c[0].claim.document_id]))
        counted = Counter(voice.kind.value for voice in voices if voice.kind not in _UNTOLD)
    return min(counted, key=lambda kind: (-counted[kind], kind)) if counted else ""


def account_of(claims: Sequence[GroundedClaim], document: Document, known: Credits) -> Account:
    """Return what a document's claims of one event tell of where they come from."""
    figures: dict[str, set[Figure]] = defaultdict(set)
    places: set[str] = set()
    for claim in claims:
        for toll in claim.toll:
            if toll.standing is not Standing.WITHDRAWN:
                figures[toll.effect].add((toll.count.low, toll.count.high))
        if isinstance(claim.place, Place):
            places |= _words(f"{claim.place.name} {claim.place.admin1 or ''}")
    return Account(
        document=document.id,
        published=document.published.date.toordinal() if document.published else None,
        outlet=document.outlet,
        voices=known.voices(claims, document),
        places=frozenset(places),
        figures={effect: frozenset(bounds) for effect, bounds in figures.items()},
    )


def _voices(claims: Sequence[GroundedClaim], document: Document) -> tuple[Voice, ...]:
    office = _office(document.outlet) if document.outlet else None
    told = [c for c in claims if c.claim.status is not Status.DENIED]
    # Whose account it is tell those who give its figures, not who adds the hour.
    counting = [c for c in told if c.toll and c.claim.attribution]
    stating = [c.claim for c in counting or told]
    voices = [
        Voice(kind=a.kind, words=_words(document.text_at(a.source)))
        for claim in stating
        for a in claim.attribution
    ]
    if not voices:
        spans = dict.fromkeys(claim.evidence[0] for claim in stating)
        voices = [v for span in spans for v in _credited_in(_sentence_of(span, document))]
    known = dict.fromkeys([*([office] if office else []), *voices])
    return tuple(voice for voice in known if voice.kind is not SourceKind.MEDIA)


def _sentence_of(span: Span, document: Document) -> str:
    """Return the sentence of a piece of evidence."""
    text = document.text
    ends = _SENTENCE_END.finditer(text, max(0, span.start - _FAR), span.start)
    start = max((end.end() for end in ends), default=max(0, span.start - _FAR))
    end = _SENTENCE_END.search(text, span.end - 1, span.end + _FAR)
    return text[start : end.start() if end else span.end]


@lru_cache(4096)
def _credited_in(sentence: str) -> tuple[Voice, ...]:
    """Return who is credited in a sentence, as far as its form tells."""
    named = (_named(m.group(1)) for pattern in _CREDITS for m in pattern.finditer(sentence))
    return tuple(voice for voice in named if voice is not None)


@lru_cache(4096)
def _named(phrase: str) -> Voice | None:
    voice = Voice(kind=source_kind(phrase, load_actors()), words=_words(phrase))
    named = voice.kind is not SourceKind.UNNAMED or _weight(voice.words) >= _NAMES_SOMEBODY
    return voice if named else None


@lru_cache(4096)
def _office(outlet: str) -> Voice | None:
    """Return the authority that an outlet is itself: a press service, a ministry's own page."""
    voice = Voice(kind=source_kind(outlet, load_actors()), words=_words(outlet))
    return voice if voice.side is Side.OFFICE else None


@lru_cache(4096)
def _words(phrase: str) -> frozenset[str]:
    return frozenset(stem(word) for word in _WORD.findall(phrase))


def _weight(words: Iterable[str]) -> int:
    weights = load_word_weights().by_stem
    return sum(weights.get(word, _TELLING_WEIGHT) for word in words)


def statement_log_odds(a: Account, b: Account) -> float:
    """Return how likely two accounts go back to one statement, as log odds."""
    score = _BEFORE + _of_days(a, b) + _of_voices(a, b) + _of_figures(a, b)
    return score + (_SAME_OUTLET if a.outlet is not None and a.outlet == b.outlet else 0.0)


def _of_days(a: Account, b: Account) -> float:
    if a.published is None or b.published is None:
        return 0.0
    return _BY_DAYS.get(abs(a.published - b.published), _LATER)


def _of_voices(a: Account, b: Account) -> float:
    if not a.voices or not b.voices:
        return _ONE_VOICE if a.voices or b.voices else _NO_VOICE
    places = a.places | b.places
    return max(_alike(x, y, places) for x in a.voices for y in b.voices)


def _alike(a: Voice, b: Voice, places: frozenset[str]) -> float:
    """Return what speaks for two voices being one speaker, by side, kind and name."""
    shared = _weight((a.words & b.words) - places)
    return _by_kind(a, b) + _SAME_NAME * min(shared, _TELLING_WEIGHT) / _TELLING_WEIGHT


def _by_kind(a: Voice, b: Voice) -> float:
    if a.side is not b.side:
        return _OTHER_SIDE
    if a.side is Side.OTHERS:
        return _BYSTANDERS
    if SourceKind.UNNAMED in (a.kind, b.kind):
        return _UNCLEAR_OFFICE
    return _SAME_KIND if a.kind is b.kind else _TWO_OFFICES


def _of_figures(a: Account, b: Account) -> float:
    equal = differing = 0
    for effect in a.figures.keys() & b.figures.keys():
        if a.figures[effect].isdisjoint(b.figures[effect]):
            differing += 1
        else:
            equal += 1
    return (_TWO_FIGURES if equal > 1 else 0.0) + _CONTRADICTION * differing
