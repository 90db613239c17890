"""Score what ties mentions and events together: one statement, one case."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, product

from dateline.core.events import RelationKind
from dateline.scoring.interface import CopyFinder, TotalReader
from dateline.scoring.linking_files import LinkingArticle, MentionMark
from dateline.scoring.linking_run import Run
from dateline.scoring.report import Table, accuracy_row, f1_row

#: Ties that make two events one case; being counted in a total does not.
CASE_TIES = frozenset(RelationKind) - {RelationKind.COUNTED_IN}

Marked = tuple[LinkingArticle, MentionMark]


def sources_table(run: Run) -> Table:
    """Score which articles rest on one source for one event."""
    marks: dict[str, Marked] = {
        mark.id: (article, mark) for article in run.articles.values() for mark in article.marks
    }
    by_event: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted(run.found):
        by_event[run.key[id_]].append(id_)
    found = _found_sources(run)
    tallies = _Tallies()
    for ids in by_event.values():
        marked = _same_source([marks[id_] for id_ in ids])
        for one, other in combinations(ids, 2):
            if marks[one][0] is not marks[other][0]:
                tallies.add(
                    run.story_of[one],
                    marked=marked[one] == marked[other],
                    found=found[one] is not None and found[one] == found[other],
                )
    return Table(
        title="Sources",
        rows=(f1_row("pairs of articles with one source for one event", tallies.rows),)
        if tallies.rows
        else (),
        note="Over pairs of found mentions of one marked event: do they rest on one statement, or "
        "on copies of one text?",
    )


def _found_sources(run: Run) -> dict[str, tuple[str, int] | None]:
    """Return for each found mention Dateline's event and the number of its source group."""
    groups = {
        (event.id, document): number
        for event in run.events.values()
        for number, group in enumerate(event.source_groups)
        for document in group
    }
    article_of = run.article_of
    sources: dict[str, tuple[str, int] | None] = {}
    for id_, event in run.found.items():
        number = groups.get((event, run.coded[article_of[id_]].document.id))
        sources[id_] = None if number is None else (event, number)
    return sources


def _same_source(marked: Sequence[Marked]) -> dict[str, str]:
    """Return a name for the source of each mention of one event.

    Mentions share a source when they share a statement or a wire group, directly or through others.
    """
    ties: list[tuple[str, str]] = []
    for article, mark in marked:
        ties.append((mark.id, mark.id))
        if mark.statement:
            ties.append((mark.id, f"statement {mark.statement}"))
        if article.wire:
            ties.append((mark.id, f"wire {article.wire[0]}"))
    return joined(ties)


def cases_table(run: Run) -> Table:
    """Score which events belong to one case, and which are tied directly."""
    event_of: dict[str, set[str]] = defaultdict(set)
    for id_, event in run.found.items():
        event_of[run.key[id_]].add(event)
    events = sorted(event_of)
    story = {run.key[id_]: run.story_of[id_] for id_ in run.found}
    marked_ties = {
        frozenset({link.first, link.second}) for s in run.stories.values() for link in s.links
    }
    found_ties = {
        frozenset({event.id, relation.event})
        for event in run.events.values()
        for relation in event.relations
        if relation.kind in CASE_TIES
    }
    marked_case = joined([tuple(sorted(tie)) for tie in marked_ties] + [(e, e) for e in events])
    found_case = joined(
        [tuple(sorted(tie)) for tie in found_ties if len(tie) == 2]
        + [(event, event) for event in run.events]
    )
    cases, direct = _Tallies(), _Tallies()
    for first, second in combinations(events, 2):
        ours, theirs = event_of[first], event_of[second]
        our_cases = {found_case.get(event, event) for event in ours}
        their_cases = {found_case.get(event, event) for event in theirs}
        cases.add(
            story[first],
            marked=marked_case[first] == marked_case[second],
            found=not our_cases.isdisjoint(their_cases),
        )
        direct.add(
            story[first],
            marked=frozenset({first, second}) in marked_ties,
            found=any(frozenset({a, b}) in found_ties for a in ours for b in theirs),
        )
    rows = (
        f1_row("pairs of events of one case", cases.rows),
        f1_row("pairs of events tied directly", direct.rows),
    )
    return Table(
        title="Cases",
        rows=rows if marked_ties else (),
        note="Over pairs of marked events found in any article; two merged events count as a case.",
    )


def copies_table(run: Run, copies: CopyFinder) -> Table:
    """Score which articles are copies of one text."""
    found = {
        document: group[0]
        for group in copies([coded.document for coded in run.coded.values()])
        for document in group
    }
    tallies = _Tallies()
    for one, other in combinations(sorted(run.articles), 2):
        first, second = run.articles[one], run.articles[other]
        ours, theirs = run.coded[one].document.id, run.coded[other].document.id
        tallies.add(
            first.story,
            marked=first.wire is not None
            and second.wire is not None
            and first.wire[0] == second.wire[0],
            found=ours == theirs or found.get(ours, ours) == found.get(theirs, theirs),
        )
    return Table(
        title="Copies",
        rows=(f1_row("pairs of articles that are copies", tallies.rows),),
        note="Reprints, cut or touched up, and versions of one page.",
    )


def totals_table(run: Run, totals: TotalReader) -> Table:
    """Score how totals are compared with the incidents on record."""
    read = totals(list(run.coded.values()))
    told: dict[str, set[str]] = defaultdict(set)
    for id_, event in run.found.items():
        told[run.key[id_]].add(event)
    every, complete, covered, nested = [], [], _Tallies(), _Tallies()
    for story in run.stories.values():
        for total in story.totals:
            found = [read[event] for event in sorted(told[total.event]) if event in read]
            right = any(one.verdict == total.verdict for one in found)
            every.append((float(right), 1.0))
            if not found:
                continue
            wider = {id_ for one in found for id_ in one.within}
            for other in story.totals:
                if other is not total and any(event in read for event in told[other.event]):
                    nested.add(
                        story.id,
                        marked=other.event == total.within,
                        found=not wider.isdisjoint(told[other.event]),
                    )
            if all(told[event] for event in total.covers):
                complete.append((float(right), 1.0))
            counted = {event for one in found for event in one.covers}
            for event in sorted(told):
                covered.add(
                    story.id,
                    marked=event in total.covers and bool(told[event]),
                    found=not counted.isdisjoint(told[event]),
                )
    rows = (
        accuracy_row("verdict right", every),
        accuracy_row("verdict right, total and all its incidents found", complete),
        f1_row("incidents a total should count", covered.rows),
        f1_row("totals that are part of wider ones", nested.rows),
    )
    return Table(
        title="Totals",
        rows=rows if every else (),
        note="A total that was not found has no verdict. Incidents and parts are those of totals "
        "found, over events and totals found.",
    )


def denials_table(run: Run) -> Table:
    """Score which articles deny, correct or take back what is said of an event."""
    told: dict[str, set[str]] = defaultdict(set)
    for id_, event in run.found.items():
        told[run.key[id_]].add(event)
    article_of = {claim.claim.id: id_ for id_, one in run.coded.items() for claim in one.claims}
    found = {
        (article_of[denial.claim], event.id)
        for event in run.events.values()
        for denial in event.denials
        if denial.claim in article_of
    }
    tallies = _Tallies()
    for story in run.stories.values():
        marked = {(denial.article, denial.denies) for denial in story.denials}
        articles = sorted(id_ for id_, article in run.articles.items() if article.story == story.id)
        events = {run.key[id_] for id_ in run.found if run.story_of[id_] == story.id}
        for article, event in product(articles, sorted({*events, *(e for _, e in marked)})):
            tallies.add(
                story.id,
                marked=(article, event) in marked,
                found=any((article, id_) in found for id_ in told[event]),
            )
    return Table(
        title="Denials",
        rows=(f1_row("denials of an event by an article", tallies.rows),)
        if any(story.denials for story in run.stories.values())
        else (),
        note="Denials, corrections and retractions, each held against the event it is about.",
    )


def joined(ties: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return for each name the first of all that are tied to it, directly or through others."""
    home: dict[str, str] = {}

    def top(name: str) -> str:
        while home.setdefault(name, name) != name:
            name = home[name]
        return name

    for names in ties:
        for other in names[1:]:
            first, second = sorted((top(names[0]), top(other)))
            home[second] = first
    return {name: top(name) for name in home}


class _Tallies:
    """Right, found and marked pairs by story."""

    def __init__(self) -> None:
        self._counts: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])

    def add(self, story: str, *, marked: bool, found: bool) -> None:
        """Count one pair."""
        row = self._counts[story]
        row[0] += marked and found
        row[1] += found
        row[2] += marked

    @property
    def rows(self) -> list[tuple[float, float, float]]:
        """One row a story."""
        return [(row[0], row[1], row[2]) for _, row in sorted(self._counts.items())]
