"""Decide which place each name of a document means, with the trained ranker."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.core.documents import Document, Span
from dateline.errors import ResourceError
from dateline.pipeline.grounding.place_features import FEATURES, Featurizer, Floats
from dateline.pipeline.grounding.place_names import MAX_CANDIDATES, Toponym, group_names
from dateline.resources.gazetteer import Entry
from dateline.resources.outlets import OutletHome
from dateline.resources.place_ranker import PlaceRanker

#: Once no candidate's share has changed by more, a further look would tell nothing new.
_SETTLED = 0.05
#: How many mentions, and candidates of names, are decided together: cost grows with their square.
_MOST_MENTIONS = 1_000
_MOST_CANDIDATES = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The place a name most likely means, how likely it is right, and what else it may mean.

    ``probability`` is calibrated; ``others`` are the next candidates, most likely first.
    ``around`` tells that the gazetteer lacks the name and ``entry`` is what it lies in, ``stated``
    that the text itself says so.
    """

    entry: Entry
    probability: float
    others: tuple[Entry, ...] = ()
    around: bool = False
    stated: bool = False


def rank_places(
    document: Document,
    toponyms: Sequence[Toponym],
    ranker: PlaceRanker,
    *,
    home: OutletHome | None = None,
) -> Mapping[Span, Choice]:
    """Return the choice for each place name that has candidates, by span.

    All names are decided together, in a text of thousands those of each stretch: a first look
    reads each against what the others most likely mean, later ones against the answers of the look
    before, until the answers settle.

    Args:
        document: The article.
        toponyms: Its place names, in text order.
        ranker: The trees.
        home: Where the outlet is at home, if known.

    Raises:
        ResourceError: The ranker was trained on other features.
    """
    if ranker.features != FEATURES:
        raise ResourceError("the ranker of places was trained on other features; train it again")
    choices: dict[Span, Choice] = {}
    for part in _stretches(toponyms):
        choices.update(_rank_stretch(document, part, ranker, home))
    return choices


def _stretches(toponyms: Sequence[Toponym]) -> Iterator[Sequence[Toponym]]:
    """Yield the names of one document, or those of each stretch of one that names too many."""
    first, candidates = 0, 0
    seen: set[tuple[str, int]] = set()
    for index, toponym in enumerate(toponyms):
        if index - first >= _MOST_MENTIONS or candidates >= _MOST_CANDIDATES:
            yield toponyms[first:index]
            first, candidates = index, 0
            seen.clear()
        if toponym.candidates:
            key = toponym.candidates[0].id, len(toponym.candidates)
            if key not in seen:
                seen.add(key)
                candidates += min(len(toponym.candidates), MAX_CANDIDATES)
    yield toponyms[first:]


def _rank_stretch(
    document: Document,
    toponyms: Sequence[Toponym],
    ranker: PlaceRanker,
    home: OutletHome | None,
) -> Mapping[Span, Choice]:
    names = group_names(document, toponyms)
    if not names:
        return {}
    featurizer = Featurizer(document, names, home)
    context = featurizer.first_context()
    scores, change = context, 1.0
    settled = len(context) == len(names)
    for look, stage in enumerate(ranker.stages):
        if settled and look == 0:
            # Each name has one candidate: no look changes what the others mean.
            continue
        if look > 1 and change < _SETTLED:
            break
        scores = stage.scores(featurizer.matrix(context))
        before, context = context, sharpened(featurizer, scores)
        change = float(np.abs(context - before).max())
    choices: dict[Span, Choice] = {}
    for name, part in zip(names, featurizer.slices, strict=True):
        choice = _choice(name.candidates, scores[part], ranker)
        choices.update(dict.fromkeys(name.spans, choice))
    return choices


def sharpened(featurizer: Featurizer, scores: Floats) -> Floats:
    """Return log-odds as shares that add up to 1 within each name."""
    return featurizer.normalized(np.exp(scores - featurizer.tops(scores)))


def _choice(candidates: Sequence[Entry], scores: Floats, ranker: PlaceRanker) -> Choice:
    order = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))
    second = float(scores[order[1]]) if len(order) > 1 else None
    return Choice(
        entry=candidates[order[0]],
        probability=round(ranker.probability(float(scores[order[0]]), second), 4),
        others=tuple(candidates[i] for i in order[1:4]),
    )
