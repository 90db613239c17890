"""Code the articles of a linking set, link them, and bring marked and found mentions together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.core.coded import Coded
from dateline.core.documents import SegmentKind, Span
from dateline.core.events import Event
from dateline.core.grounded import TimeBasis, TimeRelation
from dateline.scoring.comparing import same_type
from dateline.scoring.gold_coding import ScoredDocument, code_gold
from dateline.scoring.gold_files import GoldFormat
from dateline.scoring.interface import Coder, Linker
from dateline.scoring.linking_baselines import LinkingMention
from dateline.scoring.linking_files import LinkingArticle, LinkingSet, Story
from dateline.scoring.records import sentences_around


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was marked and what was found, mention by mention.

    Attributes:
        articles: The articles by id.
        stories: The stories by id.
        story_of: The story of each mention, marked or found in excess: the unit of intervals.
        key: The event of each marked mention that counts, by mention id.
        found: For each marked mention found, the id of Dateline's event over all articles.
        spurious: The same for events found that are not marked, under ids of their own.
        mentions: What the baselines see of the marked mentions found.
        events: Dateline's events over all articles by id.
        coded: The articles as Dateline read and coded them, by article id.
        scored: The articles with what is marked and found in each alone, by article id.
    """

    articles: Mapping[str, LinkingArticle]
    stories: Mapping[str, Story]
    story_of: Mapping[str, str]
    key: Mapping[str, str]
    found: Mapping[str, str]
    spurious: Mapping[str, str]
    mentions: tuple[LinkingMention, ...]
    events: Mapping[str, Event]
    coded: Mapping[str, Coded]
    scored: Mapping[str, ScoredDocument]

    @property
    def article_of(self) -> dict[str, str]:
        """The article of each marked mention."""
        return {m.id: a.gold.id for a in self.articles.values() for m in a.marks}


def run_linking(sets: Sequence[LinkingSet], coder: Coder, link: Linker) -> Run:
    """Code every article of the sets and link all of them together."""
    articles = {article.gold.id: article for linking in sets for article in linking.articles}
    scored = {
        id_: code_gold(article.gold, GoldFormat.DATELINE, coder)
        for id_, article in articles.items()
    }
    linked = link([document.coded for document in scored.values()])
    event_of = {claim: event.id for event in linked for claim in event.claims}
    story_of: dict[str, str] = {}
    key: dict[str, str] = {}
    found: dict[str, str] = {}
    spurious: dict[str, str] = {}
    mentions: list[LinkingMention] = []
    for id_, article in articles.items():
        marks = {mark.id: mark for mark in article.marks}
        alignment = scored[id_].align(same_type)
        for record in (*(pair[0] for pair in alignment.pairs), *alignment.missed):
            key[record.id] = marks[record.id].event
            story_of[record.id] = article.story
        for marked, record in alignment.pairs:
            found[marked.id] = _most(event_of, record.claims)
            mentions.append(_mention(marked.id, record.id, scored[id_]))
        for record in alignment.spurious:
            name = f"{id_}:{record.id}"
            spurious[name] = _most(event_of, record.claims)
            story_of[name] = article.story
    return Run(
        articles=articles,
        stories={story.id: story for linking in sets for story in linking.stories},
        story_of=story_of,
        key=key,
        found=found,
        spurious=spurious,
        mentions=tuple(mentions),
        events={event.id: event for event in linked},
        coded={id_: document.coded for id_, document in scored.items()},
        scored=scored,
    )


def _most(event_of: Mapping[str, str], claims: Sequence[str]) -> str:
    """Return the event most of the claims are in; the claims themselves where none is linked."""
    counted = Counter(event_of[claim] for claim in claims if claim in event_of)
    if not counted:
        return f"unlinked:{min(claims)}"
    return min(counted, key=lambda event: (-counted[event], event))


def _mention(id_: str, found: str, scored: ScoredDocument) -> LinkingMention:
    coded = scored.coded
    event = next(event for event in coded.events if event.id == found)
    claims = sorted(
        (c.claim for c in coded.claims if c.claim.id in event.claims), key=lambda c: c.trigger.span
    )
    interval = event.time.value
    silent = interval is not None and (
        interval.basis is TimeBasis.PUBLICATION and interval.relation is TimeRelation.ON_OR_BEFORE
    )
    dated = None if silent else interval
    place = event.place.value
    return LinkingMention(
        id=id_,
        document=scored.gold.id,
        type=event.type.value or "unknown",
        lemma=claims[0].trigger.lemma,
        start=dated.start if dated else None,
        end=dated.end if dated else None,
        place=place.gazetteer if place else None,
        words=_words(coded, [span for claim in claims for span in claim.evidence]),
    )


def _words(coded: Coded, evidence: Sequence[Span]) -> str:
    """Return the headline and the sentences an event rests on."""
    document = coded.document
    headline = [segment.span for segment in document.segments_of(SegmentKind.HEADLINE)]
    spans = {*headline, *sentences_around(document.text, evidence)}
    return " ".join(document.text_at(span) for span in sorted(spans))
