"""Fit the threshold of the words-only baseline on the train part."""

from collections.abc import Sequence

from dateline.scoring.coreference import clusters_of, conll
from dateline.scoring.linking_baselines import alike_in_words
from dateline.scoring.linking_run import Run

STEPS = tuple(step / 20 for step in range(1, 20))


def scores_by_threshold(run: Run, steps: Sequence[float] = STEPS) -> list[tuple[float, float]]:
    """Return CoNLL F1 over the mentions found, for each threshold."""
    key = clusters_of({id_: run.key[id_] for id_ in run.found})
    return [
        (step, conll(key, clusters_of(alike_in_words(run.mentions, threshold=step))) or 0.0)
        for step in steps
    ]
