"""Read the linking set: articles that tell the same and look-alike events, and how they tie up.

The format is described in ``evaluation/linking/README.md``.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.core.claims import Scope, Stage, Status
from dateline.core.events import RelationKind
from dateline.errors import EvaluationError
from dateline.scoring.gold_files import (
    GoldDocument,
    GoldEvent,
    iter_json_lines,
    read_text_file,
)
from dateline.scoring.marked_events import (
    MarkedDates,
    MarkedEvent,
    MarkedPlace,
    MarkedRange,
    explain,
)
from dateline.scoring.records import Range, locate

#: The longest quotation allowed as evidence.
EVIDENCE_WORDS = 12


class ArticleKind(StrEnum):
    """How an article came about."""

    FLASH = "flash"
    UPDATE = "update"
    REPRINT = "reprint"
    COMMUNIQUE = "communique"
    PARAPHRASE = "paraphrase"
    WITNESS = "witness"
    MONITOR = "monitor"
    CLAIM = "claim"
    DENIAL = "denial"
    CORRECTION = "correction"
    AFTERMATH = "aftermath"
    ANNIVERSARY = "anniversary"
    BRIEF = "brief"
    ROUNDUP = "roundup"
    TOTAL = "total"
    OTHER = "other"


class Verdict(StrEnum):
    """How a stated total compares with the incidents on record."""

    MATCHES = "matches"
    MORE_ON_RECORD = "more_on_record"
    FEWER_ON_RECORD = "fewer_on_record"
    NOT_COMPARABLE = "not_comparable"


class Unit(StrEnum):
    """What a total counts."""

    EVENTS = "events"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionMark:
    """What ties a marked mention to others: its event, and the statement it rests on."""

    id: str
    event: str
    statement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingArticle:
    """An article with its marked mentions.

    ``marks`` go with ``gold.events`` one to one. ``wire`` is the group of copies and the version.
    """

    gold: GoldDocument
    part: str
    story: str
    kind: ArticleKind
    wire: tuple[str, int] | None
    marks: tuple[MentionMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink:
    """Two events of one case, the earlier first."""

    first: str
    second: str
    kind: RelationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTotal:
    """A stated total, what it should count among the events on record, and how it compares."""

    event: str
    types: tuple[str, ...]
    country: str | None
    start: date | None
    end: date | None
    unit: Unit
    figure: Range
    covers: tuple[str, ...]
    within: str | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedDenial:
    """Words of an article that deny or take back an event or what was said of it."""

    article: str
    evidence: str
    denies: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A case with all that could be confused or counted with it."""

    id: str
    part: str
    about: str
    incidents: tuple[str, ...]
    links: tuple[CaseLink, ...]
    apart: tuple[tuple[str, str], ...]
    totals: tuple[MarkedTotal, ...]
    denials: tuple[MarkedDenial, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkingSet:
    """One file of articles with its links."""

    path: Path
    articles: tuple[LinkingArticle, ...]
    stories: tuple[Story, ...]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Mention(MarkedEvent):
    model_config = ConfigDict(extra="forbid")

    event: str
    date: MarkedDates | None = None
    place: MarkedPlace | None = None
    killed: MarkedRange | None = None
    injured: MarkedRange | None = None
    detained: MarkedRange | None = None
    people: MarkedRange | None = None
    statement: str | None = None
    scope: Scope = Scope.INCIDENT
    stage: Stage = Stage.ACCOMPLISHED
    status: Status = Status.FACT


class _Wire(_Model):
    group: str
    version: int = Field(ge=1)


class _Article(_Model):
    schema_: Literal["dateline-linking/1"] = Field(alias="schema")
    id: str
    part: Literal["train", "dev", "test"]
    story: str
    published: date
    outlet: str | None = None
    url: str | None = None
    kind: ArticleKind = ArticleKind.OTHER
    wire: _Wire | None = None
    text: str | None = None
    mentions: list[_Mention]


class _Link(_Model):
    first: str = Field(alias="from")
    second: str = Field(alias="to")
    kind: RelationKind


class _Apart(_Model):
    a: str
    b: str
    why: str = ""


class _Total(_Model):
    event: str
    types: list[str]
    country: str | None
    start: date | None
    end: date | None
    unit: Unit = Unit.EVENTS
    figure: MarkedRange
    covers: list[str]
    within: str | None = None
    verdict: Verdict


class _Denial(_Model):
    article: str
    evidence: str
    denies: str
    kind: Literal["denial", "correction", "retraction"] = "denial"


class _Story(_Model):
    id: str
    about: str
    incidents: list[str]
    links: list[_Link] = []
    apart: list[_Apart] = []
    totals: list[_Total] = []
    denials: list[_Denial] = []


class _Links(_Model):
    schema_: Literal["dateline-linking-links/1"] = Field(alias="schema")
    part: Literal["train", "dev", "test"]
    stories: list[_Story]


def links_path(path: Path) -> Path:
    """Return where the links of a file of articles stand."""
    return path.with_name(f"{path.stem}.links.json")


def read_linking(path: Path) -> LinkingSet:
    """Read a file of articles, their texts and the links beside it.

    Raises:
        EvaluationError: A file or text is missing or malformed, a quotation does not stand in its
            text, or an id is used twice or refers to nothing; every fault found, one a line.
    """
    articles: list[LinkingArticle] = []
    faults: list[str] = []
    for number, value in iter_json_lines(path, read_text_file(path)):
        try:
            articles.append(_article(path, number, value))
        except ValidationError as error:
            faults.append(explain(path, number, error))
        except EvaluationError as error:
            faults.append(str(error))
    if not articles and not faults:
        faults.append(f"{path}: no articles")
    stories: tuple[Story, ...] = ()
    beside = links_path(path)
    try:
        stories = _stories(beside)
    except ValidationError as error:
        faults.append(explain(beside, 1, error))
    except EvaluationError as error:
        faults.append(str(error))
    linking = LinkingSet(path=path, articles=tuple(articles), stories=stories)
    faults = faults or list(_faults(linking))
    if faults:
        raise EvaluationError("\n".join(faults))
    return linking


def _article(path: Path, line: int, value: Mapping[str, Any]) -> LinkingArticle:
    read = _Article.model_validate(value)
    text_path = path.parent / "text" / f"{read.id}.txt"
    gold = GoldDocument(
        id=read.id,
        path=str(text_path),
        text=read_text_file(text_path) if read.text is None else read.text,
        published=read.published,
        url=read.url,
        line=line,
        events=tuple(
            GoldEvent(record=mention.record(), evidence=mention.evidence, line=line)
            for mention in read.mentions
        ),
    )
    return LinkingArticle(
        gold=gold,
        part=read.part,
        story=read.story,
        kind=read.kind,
        wire=(read.wire.group, read.wire.version) if read.wire else None,
        marks=tuple(
            MentionMark(id=mention.id, event=mention.event, statement=mention.statement)
            for mention in read.mentions
        ),
    )


def _stories(path: Path) -> tuple[Story, ...]:
    read = _Links.model_validate_json(read_text_file(path))
    return tuple(_story(read.part, story) for story in read.stories)


def _story(part: str, read: _Story) -> Story:
    return Story(
        id=read.id,
        part=part,
        about=read.about,
        incidents=tuple(read.incidents),
        links=tuple(
            CaseLink(first=link.first, second=link.second, kind=link.kind) for link in read.links
        ),
        apart=tuple((pair.a, pair.b) for pair in read.apart),
        totals=tuple(
            MarkedTotal(
                event=total.event,
                types=tuple(total.types),
                country=total.country,
                start=total.start,
                end=total.end,
                unit=total.unit,
                figure=Range(low=total.figure.low, high=total.figure.high),
                covers=tuple(total.covers),
                within=total.within,
                verdict=total.verdict,
            )
            for total in read.totals
        ),
        denials=tuple(
            MarkedDenial(
                article=denial.article,
                evidence=denial.evidence,
                denies=denial.denies,
                kind=denial.kind,
            )
            for denial in read.denials
        ),
    )


def _faults(linking: LinkingSet) -> Iterable[str]:
    yield from _article_faults(linking)
    known = {mark.event for article in linking.articles for mark in article.marks}
    texts = {article.gold.id: article.gold.text for article in linking.articles}
    beside = links_path(linking.path)
    for story in linking.stories:
        for event in _referred(story):
            if event not in known:
                yield f"{beside}: {story.id}: no article tells {event}"
        for first, second in story.apart:
            if first == second:
                yield f"{beside}: {story.id}: {first} cannot be apart from itself"
        for denial in story.denials:
            if not locate(texts.get(denial.article, ""), denial.evidence):
                yield f'{beside}: "{denial.evidence}" is not in {denial.article}'


def _referred(story: Story) -> Iterable[str]:
    yield from story.incidents
    for link in story.links:
        yield from (link.first, link.second)
    for pair in story.apart:
        yield from pair
    for total in story.totals:
        yield from (total.event, *total.covers, *([total.within] if total.within else ()))
    yield from (denial.denies for denial in story.denials)


def _article_faults(linking: LinkingSet) -> Iterable[str]:
    stories = {story.id: story.part for story in linking.stories}
    yield from _twice(linking.path, "article", [a.gold.id for a in linking.articles])
    yield from _twice(
        linking.path, "mention", [mark.id for a in linking.articles for mark in a.marks]
    )
    for article in linking.articles:
        where = f"{linking.path}:{article.gold.line}: {article.gold.id}"
        if stories.get(article.story) != article.part:
            yield f"{where}: {links_path(linking.path).name} has no {article.part} {article.story}"
        yield from (
            f"{where}: two mentions of {event}"
            for event in sorted(_repeated([mark.event for mark in article.marks]))
        )
        header = re.search(r"^PUBLISHED:\s*(\S+)", article.gold.text, re.MULTILINE)
        if header and header[1] != str(article.gold.published):
            yield f"{where}: published {article.gold.published}, its text says {header[1]}"
        for event in article.gold.events:
            if len(event.evidence.split()) > EVIDENCE_WORDS:
                yield f"{where}: {event.record.id}: evidence is longer than {EVIDENCE_WORDS} words"
            if not locate(article.gold.text, event.evidence):
                yield f'{where}: {event.record.id}: "{event.evidence}" is not in the text'


def _twice(path: Path, what: str, ids: Sequence[str]) -> Iterable[str]:
    return (f"{path}: {what} id {id_} is used twice" for id_ in sorted(_repeated(ids)))


def _repeated(ids: Sequence[str]) -> set[str]:
    return {id_ for id_, times in Counter(ids).items() if times > 1}
