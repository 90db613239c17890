"""Check files of the linking set against each other, and count what they hold."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from dateline.resources.codebook import Codebook
from dateline.scoring.linking_files import (
    LinkingArticle,
    LinkingSet,
    MarkedTotal,
    Story,
    Unit,
    Verdict,
)
from dateline.scoring.records import EventRecord

#: A run of this many words in two texts tells copying.
COPIED_WORDS = 9


def check(sets: Sequence[LinkingSet], codebook: Codebook) -> Iterator[str]:
    """Yield every fault that only shows across articles and files."""
    articles = [article for linking in sets for article in linking.articles]
    stories = [story for linking in sets for story in linking.stories]
    yield from _used_twice("article", [article.gold.id for article in articles])
    yield from _used_twice("mention", [m.id for article in articles for m in article.marks])
    yield from _used_twice("story", [story.id for story in stories])
    yield from _types(articles, codebook)
    yield from _one_part(articles)
    yield from _wires(articles)
    yield from _values(articles)
    told = _told(articles)
    for story in stories:
        for total in story.totals:
            yield from _total(story, total, told)


def _used_twice(what: str, ids: Sequence[str]) -> Iterator[str]:
    for id_, times in sorted(Counter(ids).items()):
        if times > 1:
            yield f"{what} id {id_} is used {times} times"


def _types(articles: Iterable[LinkingArticle], codebook: Codebook) -> Iterator[str]:
    known = {type_.id for type_ in codebook.types}
    for article in articles:
        for event in article.gold.events:
            for type_ in sorted(set(event.record.types) - known):
                yield f"{event.record.id}: the codebook has no type {type_}"


def _one_part(articles: Iterable[LinkingArticle]) -> Iterator[str]:
    parts: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        groups = [article.wire[0]] if article.wire else []
        for mark in article.marks:
            groups += [mark.event, *([mark.statement] if mark.statement else [])]
        for group in groups:
            parts[group].add(article.part)
    for group, found in sorted(parts.items()):
        if len(found) > 1:
            yield f"{group} is in several parts: {', '.join(sorted(found))}"


def _wires(articles: Iterable[LinkingArticle]) -> Iterator[str]:
    groups: dict[str, list[LinkingArticle]] = defaultdict(list)
    for article in articles:
        if article.wire:
            groups[article.wire[0]].append(article)
    for group, members in sorted(groups.items()):
        if len(members) < 2:
            yield f"wire group {group} has one text"
        for first in members:
            for second in members:
                if first.gold.id < second.gold.id and _shared(first, second) < 0.25:
                    yield f"{first.gold.id} and {second.gold.id} are of {group} but little alike"


def _shared(first: LinkingArticle, second: LinkingArticle) -> float:
    """Return the share of the shorter text's runs of four words that the longer one has."""
    a, b = (word_runs(body(article.gold.text), 4) for article in (first, second))
    return len(a & b) / max(1, min(len(a), len(b)))


def _values(articles: Sequence[LinkingArticle]) -> Iterator[str]:
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        for mark, event in zip(article.marks, article.gold.events, strict=True):
            types[mark.event].update(event.record.types)
    for article in articles:
        for mark, event in zip(article.marks, article.gold.events, strict=True):
            record = event.record
            most = types[mark.event].most_common(1)[0][1]
            if all(types[mark.event][type_] < most for type_ in record.types):
                yield f"{record.id}: {record.type} is not the type others give {mark.event}"
            published = article.gold.published
            told_of_future = record.stage in {"planned", "threatened"}
            if record.start and published and record.start > published and not told_of_future:
                yield f"{record.id}: dated {record.start}, published {published}"


def _told(articles: Iterable[LinkingArticle]) -> dict[str, list[EventRecord]]:
    told: dict[str, list[EventRecord]] = defaultdict(list)
    for article in articles:
        for mark, event in zip(article.marks, article.gold.events, strict=True):
            told[f"{article.part}:{mark.event}"].append(event.record)
    return told


def _total(story: Story, total: MarkedTotal, told: dict[str, list[EventRecord]]) -> Iterator[str]:
    where = f"{story.id}: {total.event}"
    covered = set(total.covers)
    if not any(record.aggregate for record in told[f"{story.part}:{total.event}"]):
        yield f"{where} is told by no aggregate mention"
    if total.verdict is Verdict.NOT_COMPARABLE:
        return
    for key, records in sorted(told.items()):
        part, event = key.split(":", 1)
        fits = part == story.part and event not in covered and _fits(total, records)
        if fits:
            yield f"{where} should cover {event}, or differ from it in type, country or period"
    if total.unit is Unit.EVENTS:
        low, high = total.figure.low or 0, total.figure.high
        right = (
            Verdict.FEWER_ON_RECORD
            if len(covered) < low
            else Verdict.MORE_ON_RECORD
            if high is not None and len(covered) > high
            else Verdict.MATCHES
        )
        if right is not total.verdict:
            yield f"{where}: covers {len(covered)}, so the verdict is {right}"


def _fits(total: MarkedTotal, records: Sequence[EventRecord]) -> bool:
    """Tell whether an incident lies inside a total by type, country and dates."""
    if any(record.aggregate for record in records):
        return False
    first = next((record for record in records if record.start and record.country), None)
    if first is None or first.start is None or first.end is None:
        return False
    return (
        records[0].type in total.types
        and (total.country is None or first.country == total.country)
        and (total.start is None or first.start >= total.start)
        and (total.end is None or first.end <= total.end)
    )


def body(text: str) -> str:
    """Return a text without its header lines."""
    head, empty, rest = text.partition("\n\n")
    return rest if empty and re.match(r"[A-Z]+: ", head) else text


def word_runs(text: str, length: int) -> frozenset[tuple[str, ...]]:
    """Return every run of so many words."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def copied(sets: Sequence[LinkingSet], folder: Path) -> Iterator[str]:
    """Yield runs of words that texts of the set share with texts in a folder."""
    runs: dict[tuple[str, ...], str] = {}
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        runs.update(dict.fromkeys(word_runs(text, COPIED_WORDS), path.name))
    for article in chain.from_iterable(linking.articles for linking in sets):
        for run in sorted(word_runs(body(article.gold.text), COPIED_WORDS) & runs.keys()):
            yield f'{article.gold.id}: "{" ".join(run)}" also stands in {runs[run]}'


def summary(sets: Sequence[LinkingSet]) -> str:
    """Return what the files hold, one row a file."""
    columns = "articles words incidents events mentions several wires statements cases apart totals"
    lines = ["\t".join(("file", *columns.split(), "denials"))]
    for linking in sets:
        marks = [mark for article in linking.articles for mark in article.marks]
        per_event = Counter(mark.event for mark in marks)
        stories = linking.stories
        row = (
            len(linking.articles),
            sum(len(body(article.gold.text).split()) for article in linking.articles),
            sum(len(story.incidents) for story in stories),
            len(per_event),
            len(marks),
            sum(times > 1 for times in per_event.values()),
            len({article.wire[0] for article in linking.articles if article.wire}),
            len({mark.statement for mark in marks if mark.statement}),
            sum(bool(story.links) for story in stories),
            sum(len(story.apart) for story in stories),
            sum(len(story.totals) for story in stories),
            sum(len(story.denials) for story in stories),
        )
        lines.append("\t".join((str(linking.path), *map(str, row))))
    return "\n".join(lines)
