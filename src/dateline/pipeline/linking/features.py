"""What linking across documents compares: the features of an act, taken from its claims once."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from dateline.core.claims import Basis, Effect, MentionKind, Role, Scope, Side, Stage, Status
from dateline.core.documents import Document, SegmentKind, Span
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    Standing,
    TimeRelation,
)
from dateline.core.linking import Act, Bounds, Days, Spot
from dateline.pipeline.linking.marks import marks_of
from dateline.pipeline.linking.named_people import names_after
from dateline.pipeline.linking.spellings import fold_word
from dateline.pipeline.linking.ties import HELD, ties_of
from dateline.pipeline.linking.wording import is_retold, time_basis, time_is_own
from dateline.resources.lexicons import NameWords, NounClass, load_name_words, load_nouns
from dateline.resources.word_weights import (
    WordWeights,
    load_word_weights,
    short_digest,
    stem,
    weight_of,
)

#: Raised whenever acts come out otherwise, so that acts kept from before are made anew.
ACTS_VERSION = "12"

#: Roles of those to whom something was done.
HARMED = frozenset({Role.VICTIM, Role.TARGET})

#: A report that names no day is taken for news of so many days before its publication.
NEWS_DAYS = 4
#: A time that stands far from the act may be another act's, unless the report looks back so far.
_LOOKS_BACK_DAYS = 21
#: How far "by Monday" and "since Monday" reach, where they stand with the act.
_OPEN_DAYS = 7
#: Stages of acts that are over or under way when they are told of.
_HAPPENED = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.ONGOING})
_LEAST_WEIGHT = 3
#: Lemmas of the triggers of claims made of what is said of an act's reports.
_ABOUT_WORDS = frozenset({"deny", "retract", "correct"})
#: Likelihood from which a place may rule another out.
_SURE = 0.5
MOST_WORDS = 32
#: An act leads its document if it is told this early.
_LEAD = 500

#: Parties whose number is compared, in addition to tolls.
_COUNTED = {
    "held": frozenset({Role.SUSPECT, Role.DEFENDANT, Role.CONVICT}),
    "attackers": frozenset({Role.PERPETRATOR}),
}
#: Acts by which people are taken, and the roles of those taken; how many is compared like a toll.
_TAKING = frozenset({"kidnapping", "hostage_taking"})
_TAKEN = frozenset({Role.VICTIM})
#: Where people are brought after an act, by stem: no sign of where it happened.
_AFTERWARDS = frozenset({"hospit", "clinic", "morgue", "court", "courtr", "courth", "prison"})
_NEAR = frozenset({Basis.ARGUMENT, Basis.SENTENCE})
_LEVELS = {precision: level for level, precision in enumerate(PlacePrecision)}
_WORD = re.compile(r"[^\W\d_]{4,}")
_CAPITALISED = re.compile(r"[A-Z\u00c0-\u00de][\w'\u2019-]*")
#: A name that says who somebody is, and what may follow it.
_PERSON_NAME = (
    r"(?:[A-Z\u00c0-\u00de][\w'\u2019-]*\.? (?:(?:al|el|bin|de|la|von|van) )?)+"
    r"[A-Z\u00c0-\u00de][\w'\u2019-]*"
)
_NAMED_NEXT = re.compile(
    rf",? ({_PERSON_NAME})"
    r"(?=[,.;]| (?:and|as|at|by|from|had|in|near|on|outside|was|were|when|while|who)\b)"
)
_NAME_REACH = 80
#: Characters within which a person told of is taken up by name.
_TAKEN_UP_WITHIN = 600
_SINGULAR = frozenset({"a", "an", "the", "his", "her", "their", "one"})


def act_of(
    claims: Sequence[GroundedClaim],
    document: Document,
    *,
    retold: Collection[str] = (),
    weights: WordWeights | None = None,
) -> Act:
    """Return what linking compares of the claims a document makes of one act.

    Args:
        claims: The claims of one act, at least one; their order does not matter.
        document: The document they are from.
        retold: Ids of claims of acts that another act of the document follows on years later, such
            as a trial; without a day of their own they are no news.
        weights: How telling words are; the table that comes with Dateline if not given.
    """
    weights = weights or load_word_weights()
    claims = sorted(claims, key=lambda c: c.claim.id)
    days, implied = _days(claims, document, retold)
    return Act(
        id=claims[0].claim.id,
        document=document.id,
        claims=tuple(c.claim.id for c in claims),
        outlet=short_digest(document.outlet.casefold()) if document.outlet else None,
        published=document.published.date.toordinal() if document.published else None,
        aggregate=claims[0].claim.scope is Scope.AGGREGATE,
        types=tuple(sorted({c.claim.type for c in claims})),
        days=days,
        implied=implied,
        spots=_spots(claims),
        actors=frozenset(_actors(claims)),
        held=frozenset(_names(claims, HELD, document)),
        harmed=frozenset(_names(claims, HARMED, document)),
        held_heads=frozenset(_heads(claims, HELD, document)),
        harmed_heads=frozenset(_heads(claims, HARMED | {Role.ITEM}, document)),
        sites=frozenset(_sites(claims, document)),
        figures=_figures(claims),
        tools=frozenset(_tools(claims)),
        words=_words(claims, document, weights),
        headline=_headline(claims, document, weights),
        voices=frozenset(_voices(claims, document)),
        ties=ties_of(claims, document),
        marks=marks_of(claims, document),
    )


def _days(
    claims: Sequence[GroundedClaim], document: Document, retold: Collection[str]
) -> tuple[tuple[Days, ...], bool]:
    """Return the times of an act, and whether only the day of publication tells them.

    An act that is no news and has no day of its own has none.
    """
    stated = {
        _widened(claim.time, near=time_is_own(claim, document) and time_basis(claim) in _NEAR)
        for claim in claims
        if isinstance(claim.time, Interval)
    }
    published = document.published.date.toordinal() if document.published else None
    if published is not None and all(c.claim.stage in _HAPPENED for c in claims):
        stated = {days for days in stated if days.start <= published + 1}
    near = {days for days in stated if days.near}
    found = _narrowest(near or stated)
    if published is None:
        return _in_order(found), False
    told = [c for c in claims if c.claim.trigger.lemma not in _ABOUT_WORDS] or claims
    if not near and all(claim.claim.id in retold or is_retold(claim, document) for claim in told):
        return (), False
    news = Days(published - NEWS_DAYS, published, NEWS_DAYS + 1, near=False)
    if not found:
        return (news,), True
    recent = all(published - _LOOKS_BACK_DAYS <= days.end <= published for days in found)
    return _in_order(found if near or not recent else {*found, news}), False


def _narrowest(found: Collection[Days]) -> set[Days]:
    """Return times without those that only widen another: "on Friday, the third this week"."""
    return {
        days
        for days in found
        if not any(
            days.start <= other.start <= other.end <= days.end and other.span < days.span
            for other in found
        )
    }


def _in_order(days: Iterable[Days]) -> tuple[Days, ...]:
    return tuple(sorted(days, key=lambda d: (d.start, d.end, d.span, d.near)))


def _widened(time: Interval, *, near: bool) -> Days:
    start, end = time.start.toordinal(), time.end.toordinal()
    span = end - start + 1
    open_days = _OPEN_DAYS if near else 0
    if time.relation is TimeRelation.ON_OR_BEFORE:
        start -= open_days
    elif time.relation is TimeRelation.ON_OR_AFTER:
        end += open_days
    return Days(start, end, span, near)


def _spots(claims: Sequence[GroundedClaim]) -> tuple[Spot, ...]:
    found = {_spot(c.place) for c in claims if isinstance(c.place, Place)}
    near = {spot for spot in found if spot.near}
    return tuple(sorted(near or found, key=lambda s: (s.level, s.place)))


def _spot(place: Place) -> Spot:
    return Spot(
        place=short_digest(place.gazetteer),
        level=_LEVELS[place.precision],
        country=place.country,
        admin1=short_digest(f"{place.country}:{place.admin1}") if place.admin1 else None,
        latitude=place.latitude,
        longitude=place.longitude,
        near=place.basis in _NEAR and place.likelihood >= _SURE,
    )


def _arguments(
    claims: Sequence[GroundedClaim], roles: frozenset[Role]
) -> Iterator[GroundedArgument]:
    return (a for c in claims for a in c.parties if a.argument.role in roles)


def _actors(claims: Sequence[GroundedClaim]) -> Iterator[str]:
    for argument in _arguments(claims, HELD | {Role.ORGANIZATION, Role.AUTHORITY}):
        if argument.actor is not None:
            yield argument.actor


def _names(
    claims: Sequence[GroundedClaim], roles: frozenset[Role], document: Document
) -> Iterator[int]:
    for claim, argument in ((c, a) for c in claims for a in _arguments([c], roles)):
        for name in names_after(claim, argument, document) if roles is HELD else ():
            yield from _names_in(document, name, None)
        if argument.argument.kind is not MentionKind.PERSON or argument.actor is not None:
            continue
        yield from _named_next(document, argument.argument.mention)
        if roles is HARMED:
            yield from _named_later(document, argument.argument.mention, argument.argument.head)
        for span in (argument.argument.mention, argument.argument.antecedent):
            if span is not None:
                head = argument.argument.head if span == argument.argument.mention else None
                yield from _names_in(document, span, head)


def _named_next(document: Document, mention: Span) -> Iterator[int]:
    """Yield a number for the name right after a mention: "a presenter, Salma Idris, ..."."""
    found = _NAMED_NEXT.match(document.text, mention.end, mention.end + _NAME_REACH)
    if found and document.text_at(mention).split()[0].casefold() in _SINGULAR:
        yield from _names_in(document, Span(found.start(1), found.end(1)), None)


def _named_later(document: Document, mention: Span, head: Span) -> Iterator[int]:
    """Yield a number for the name by which one person told of is taken up: "The judge, A. Ba,"."""
    noun = document.text_at(head)
    if document.text_at(mention).split()[0].casefold() not in _SINGULAR or not noun.islower():
        return
    taken_up = re.compile(
        rf"\b[Tt]he (?:[\w-]+ )?{re.escape(noun)},? ({_PERSON_NAME})"
        r"(?=[,.;]| (?:who|was|had|and)\b)"
        rf"|\b(?:identified|named) as (?:the )?(?:[a-z][\w-]* )*({_PERSON_NAME})"
    )
    found = taken_up.search(document.text, mention.end, mention.end + _TAKEN_UP_WITHIN)
    if found:
        group = 1 if found.group(1) else 2
        yield from _names_in(document, Span(found.start(group), found.end(group)), None)


def _names_in(document: Document, span: Span, head: Span | None) -> Iterator[int]:
    """Yield a number for each personal name of a phrase: its last word, spelt one way.

    A name is a head word with a capital, or capitalised words in a row.
    """
    words = load_name_words()
    phrase = document.text_at(span)
    if phrase.isupper():
        return
    runs = _capitalised_runs(phrase, words)
    for start, end, run in runs:
        has_head = head is not None and span.start + start <= head.start < span.start + end
        if len(run) > 1 or has_head:
            yield short_digest(fold_word(run[-1]))


def _capitalised_runs(phrase: str, words: NameWords) -> list[tuple[int, int, list[str]]]:
    runs: list[tuple[int, int, list[str]]] = []
    titles = words.never_names | words.ranks | words.civil_titles
    for match in _CAPITALISED.finditer(phrase):
        word = match.group().removesuffix("'s").removesuffix("\u2019s")
        if len(word) < 3 or word.isupper() or word.casefold() in titles:
            continue
        if runs and not phrase[runs[-1][1] : match.start()].strip():
            start, _, run = runs[-1]
            runs[-1] = (start, match.end(), [*run, word])
        else:
            runs.append((match.start(), match.end(), [word]))
    return runs


def _heads(
    claims: Sequence[GroundedClaim], roles: frozenset[Role], document: Document
) -> Iterator[int]:
    for argument in _arguments(claims, roles):
        head = document.text_at(argument.argument.head)
        if len(head) > 3 and not head[0].isupper():
            yield short_digest(stem(head))


def _sites(claims: Sequence[GroundedClaim], document: Document) -> Iterator[int]:
    nouns = load_nouns()
    for span in sorted({span for claim in claims for span in claim.claim.evidence}):
        for word in _WORD.findall(document.text_at(span)):
            stemmed = stem(word)
            if stemmed not in _AFTERWARDS and NounClass.FACILITY in nouns.classes(word):
                yield short_digest(stemmed)


def _figures(claims: Sequence[GroundedClaim]) -> tuple[tuple[str, Bounds], ...]:
    """Return what is said of each toll, from the least to the most; parts of one count for less.

    What attackers boast of is no figure of an act for which there are others. A figure that a
    report takes back was told by others: it widens the one told instead.
    """
    stated: dict[str, list[Count]] = {}
    withdrawn: dict[str, list[Count]] = {}
    for claim in [c for c in claims if c.claim.status is not Status.CLAIMED]:
        for toll in claim.toll:
            if toll.standing in (Standing.STATED, Standing.REPEATED):
                key = "held" if toll.effect is Effect.DETAINED else f"{toll.effect}.{toll.side}"
                stated.setdefault(key, []).append(toll.count)
            elif toll.standing is Standing.WITHDRAWN:
                withdrawn.setdefault(toll.effect, []).append(toll.count)
    for key, roles in _COUNTED.items():
        counts = [
            a.count
            for a in _arguments(claims, roles)
            if a.count is not None and a.argument.kind is not MentionKind.ORGANIZATION
        ]
        if counts:
            stated.setdefault(key, counts)
    taken = [
        a.count
        for a in _arguments([c for c in claims if c.claim.type in _TAKING], _TAKEN)
        if a.count is not None
    ]
    if taken:
        stated["taken.victims"] = taken
    return tuple(
        (key, _widened_by(withdrawn.get(key.partition(".")[0], ()), _hull(counts)))
        for key, counts in sorted(_without_sums(stated).items())
    )


def _without_sums(stated: Mapping[str, list[Count]]) -> dict[str, list[Count]]:
    """Return figures without those of victims that are the dead or injured of all other sides."""
    kept = dict(stated)
    for effect in (Effect.KILLED, Effect.INJURED):
        victims = f"{effect}.{Side.VICTIMS}"
        found = {k: _hull(counts)[1] for k, counts in stated.items() if k.startswith(f"{effect}.")}
        whole = found.pop(victims, None)
        others = [number for number in found.values() if number is not None]
        if whole is not None and len(others) == len(found) > 1 and whole == sum(others):
            del kept[victims]
    return kept


def _widened_by(withdrawn: Iterable[Count], bounds: Bounds) -> Bounds:
    low, best, high = bounds
    for count in withdrawn:
        low = None if low is None or count.low is None else min(low, count.low)
        high = None if high is None or count.high is None else max(high, count.high)
    return low, best, high


def _hull(counts: Sequence[Count]) -> Bounds:
    """Return the span of exact figures, or where there are none that of all."""
    exact = [c for c in counts if c.best is not None] or counts
    lows = [c.low for c in exact if c.low is not None]
    highs = [c.high for c in exact]
    bests = {c.best for c in exact if c.best is not None}
    return (
        min(lows) if lows else None,
        bests.pop() if len(bests) == 1 else None,
        None if any(h is None for h in highs) else max(h for h in highs if h is not None),
    )


def _tools(claims: Sequence[GroundedClaim]) -> Iterator[str]:
    for argument in _arguments(claims, frozenset({Role.INSTRUMENT, Role.ITEM})):
        if argument.class_:
            yield argument.class_.partition(".")[0]


def _words(
    claims: Sequence[GroundedClaim], document: Document, weights: WordWeights
) -> tuple[int, ...]:
    spans = {span for claim in claims for span in claim.claim.evidence}
    return _content((document.text_at(span) for span in sorted(spans)), weights)


def _headline(
    claims: Sequence[GroundedClaim], document: Document, weights: WordWeights
) -> tuple[int, ...]:
    first = min(c.claim.trigger.span.start for c in claims)
    body = next(document.segments_of(SegmentKind.PARAGRAPH), None)
    if body is not None and first > body.span.start + _LEAD:
        return ()
    return _content(
        (document.text_at(s.span) for s in document.segments_of(SegmentKind.HEADLINE)), weights
    )


def _content(texts: Iterable[str], weights: WordWeights) -> tuple[int, ...]:
    """Return the most telling words, at most so many that one long report is not all reports."""
    found = {weights.number(word) for text in texts for word in _WORD.findall(text)}
    telling = sorted(
        (w for w in found if weight_of(w) >= _LEAST_WEIGHT), key=lambda w: (-weight_of(w), w)
    )
    return tuple(telling[:MOST_WORDS])


def _voices(claims: Sequence[GroundedClaim], document: Document) -> Iterator[int]:
    for claim in claims:
        for attribution in claim.claim.attribution:
            words = _WORD.findall(document.text_at(attribution.source))
            yield short_digest(" ".join(sorted({stem(word) for word in words})))
