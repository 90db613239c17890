"""Task ``linking``: events, copies, sources and cases over many articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from dateline.errors import EvaluationError
from dateline.scoring.coreference import METRICS, Ratio, Share, clusters_of, mean_f1, tally
from dateline.scoring.in_document import ActsOfDocument, acts_table, read_acts
from dateline.scoring.interface import Coder, Options
from dateline.scoring.intervals import Totals
from dateline.scoring.linking_baselines import BASELINES
from dateline.scoring.linking_files import read_linking
from dateline.scoring.linking_run import Run, run_linking
from dateline.scoring.linking_ties import (
    cases_table,
    copies_table,
    denials_table,
    sources_table,
    totals_table,
)
from dateline.scoring.report import Report, Row, Table, count_row, f1_row, ratio_row, statistic_row

TASK = "linking"


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score which mentions in different articles were taken for one event, and what follows.

    Raises:
        EvaluationError: A file cannot be read as a linking set, or no linker was given.
    """
    if options.link is None:
        raise EvaluationError("the linking task needs a linker")
    run = run_linking([read_linking(path) for path in paths], coder, options.link)
    tables = [_events_table(run), _baselines_table(run), _acts_table(run)]
    notes = ["Intervals draw stories, not articles: what is in one story is not independent."]
    if options.copies is None:
        notes.append("Copies were not measured: nothing to find them with was given.")
    else:
        tables.append(copies_table(run, options.copies))
    tables += [sources_table(run), cases_table(run), denials_table(run)]
    if options.totals is None:
        notes.append("Totals were not measured: nothing to compare them with was given.")
    else:
        tables.append(totals_table(run, options.totals))
    return Report(
        task=TASK,
        documents=len(run.articles),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(notes),
        details=_details(run),
    )


def _events_table(run: Run) -> Table:
    key = {id_: run.key[id_] for id_ in run.found}
    rows = _coreference_rows("mentions found", key, run.found, run.story_of)
    rows.append(_pairs_row("same-event pairs of articles", run, run.found))
    rows.append(count_row("pairs that must stay apart, merged", *_merged(run, run.found)))
    rows += _coreference_rows("end to end", run.key, {**run.found, **run.spurious}, run.story_of)
    note = (
        f"{len(run.found)} of {len(run.key)} marked mentions were found with the right type; "
        f"{len(run.spurious)} found ones are not marked and count end to end. CoNLL F1 is the mean "
        "of MUC, B³ and CEAFe."
    )
    return Table(title="Events across articles", rows=tuple(rows), note=note)


def _coreference_rows(
    name: str, key: Mapping[str, str], response: Mapping[str, str], story_of: Mapping[str, str]
) -> list[Row]:
    marked, found = clusters_of(key), clusters_of(response)
    by_metric = {
        metric: _by_story(score(marked, found), story_of) for metric, score in METRICS.items()
    }
    stories = sorted({story_of[id_] for id_ in (*key, *response)})
    none = (0.0, 0.0, 0.0, 0.0)
    joined = [
        tuple(n for tallies in by_metric.values() for n in tallies.get(story, none))
        for story in stories
    ]
    whole = statistic_row(f"CoNLL F1, {name}", joined, _conll_of, n=len(key))
    return [
        whole,
        *(
            ratio_row(f"{metric}, {name}", [tallies.get(story, none) for story in stories])
            for metric, tallies in by_metric.items()
        ),
    ]


def _by_story(
    shares: Iterable[Share], story_of: Mapping[str, str]
) -> dict[str, tuple[float, float, float, float]]:
    grouped: dict[str, list[Share]] = defaultdict(list)
    for share in shares:
        grouped[story_of[share.item]].append(share)
    return {story: tally(group) for story, group in grouped.items()}


def _conll_of(sums: Totals) -> float | None:
    ratios = []
    for at in range(0, len(sums), 4):
        right, found, kept, marked = (float(n) for n in sums[at : at + 4])
        ratios.append(
            Ratio(
                precision=right / found if found else None, recall=kept / marked if marked else None
            )
        )
    return mean_f1(ratios)


def _pairs_row(name: str, run: Run, home: Mapping[str, str]) -> Row:
    article_of = run.article_of
    tallies: dict[str, list[float]] = {
        story: [0.0, 0.0, 0.0] for story in sorted(set(run.story_of.values()))
    }
    for one, other in combinations(sorted(home), 2):
        if article_of[one] == article_of[other]:
            continue
        linked, same = home[one] == home[other], run.key[one] == run.key[other]
        row = tallies[run.story_of[one]]
        row[0] += linked and same
        row[1] += linked
        row[2] += same
    return f1_row(name, [(right, found, marked) for right, found, marked in tallies.values()])


def _baselines_table(run: Run) -> Table:
    key = {id_: run.key[id_] for id_ in run.found}
    rows = []
    for name, baseline in {"Dateline": None, **BASELINES}.items():
        home = run.found if baseline is None else baseline(run.mentions)
        rows.append(_coreference_rows(name, key, home, run.story_of)[0])
        rows.append(_pairs_row(f"pairs, {name}", run, home))
        merged = _merged(run, home)
        rows.append(count_row(f"pairs that must stay apart, merged, {name}", *merged))
    note = (
        "Over the mentions found, with the values Dateline found for them. Words alone: cosine of "
        "hashed TF-IDF of headline and evidence sentences, no trained embedding; threshold fitted "
        "on the train part."
    )
    return Table(title="Beside simple ways of linking", rows=tuple(rows), note=note)


def _acts_table(run: Run) -> Table:
    by_story: dict[str, list[ActsOfDocument]] = defaultdict(list)
    for id_, document in run.scored.items():
        by_story[run.articles[id_].story].append(read_acts(document))
    return acts_table(by_story[story] for story in sorted(by_story))


def _merged(run: Run, home: Mapping[str, str]) -> tuple[int, int]:
    """Return how many pairs that must stay apart could be judged, and how many were merged."""
    apart = _apart(run, home)
    return len(apart), sum(merged for _, _, merged in apart)


def _apart(run: Run, home: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for mention, group in home.items():
        groups[run.key[mention]].add(group)
    return [
        (first, second, not groups[first].isdisjoint(groups[second]))
        for story in run.stories.values()
        for first, second in story.apart
        if first in groups and second in groups
    ]


def _details(run: Run) -> dict[str, object]:
    return {
        "merged": [[a, b] for a, b, merged in _apart(run, run.found) if merged],
        "missed": sorted(set(run.key) - set(run.found)),
        "spurious": sorted(run.spurious),
        "clusters": {id_: [run.key[id_], run.found[id_]] for id_ in sorted(run.found)},
    }
