"""Training examples: place names with the features of their candidates and which one is right."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.facilities import places_named_in
from dateline.pipeline.grounding.hierarchy import great_circle_km
from dateline.pipeline.grounding.place_features import Featurizer
from dateline.pipeline.grounding.place_names import PlaceName, Toponym, group_names
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Entry, Gazetteer
from dateline.resources.outlets import outlet_home
from dateline.scoring.geoparsing import NEAR_KM, GoldArticle, GoldToponym, read_articles

Floats = NDArray[np.float64]

_MARKED = re.compile(
    r"\[(?P<name>[^|\]]+)\|(?P<kind>[a-z0-9]+) (?P<country>[A-Z]{2})(?: (?P<area>[^\]]+))?\]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One article: its features, and for each name which candidates are right.

    ``grades`` has a value per candidate: 2 the marked place itself, 1 a place within 161 km of it,
    0 another, -1 the name is not marked. ``weights`` counts marked mentions per candidate row.
    """

    article: str
    featurizer: Featurizer
    grades: NDArray[np.int64]
    weights: Floats


def read_examples(path: Path, gazetteer: Gazetteer) -> list[Example]:
    """Read a corpus in LGL's XML format as examples, one per article with a marked place."""
    examples = (_example(article, gazetteer) for article in read_articles(path, gazetteer))
    return [example for example in examples if example is not None]


def read_own_examples(path: Path, gazetteer: Gazetteer) -> list[Example]:
    """Read reports whose places are marked ``[name|kind country area]``; "@" gives the outlet.

    Raises:
        ValueError: A marked place is not in the gazetteer.
    """
    text = re.sub(r"(?m)^#.*\n", "", path.read_text(encoding="utf-8"))
    reports = [report for report in re.split(r"\n{2,}", text) if report.strip()]
    examples = (_example(_own_article(report, gazetteer), gazetteer) for report in reports)
    return [example for example in examples if example is not None]


def _own_article(report: str, gazetteer: Gazetteer) -> GoldArticle:
    lines = report.strip().splitlines()
    outlet = lines.pop(0).removeprefix("@").strip() if lines[0].startswith("@") else None
    marked = " ".join(lines)
    text, toponyms, end = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[end : found.start()]
        span = Span(len(text), len(text) + len(found["name"]))
        text += found["name"]
        end = found.end()
        entry = _marked_entry(found, gazetteer)
        toponyms.append(
            GoldToponym(
                span=span,
                phrase=found["name"],
                latitude=entry.latitude,
                longitude=entry.longitude,
                country=entry.country,
                geonames=entry.id,
            )
        )
    text += marked[end:]
    document = Document(
        id=document_id(text),
        text=text,
        outlet=outlet,
        language="en",
        segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
    )
    return GoldArticle(id=document.id, document=document, toponyms=tuple(toponyms))


def _marked_entry(found: re.Match[str], gazetteer: Gazetteer) -> Entry:
    for entry in gazetteer.candidates(found["name"]):
        kind = entry.kind == found["kind"] and entry.country == found["country"]
        if kind and found["area"] in {None, entry.admin1}:
            return entry
    raise ValueError(f"not in the gazetteer: {found[0]}")


def _example(article: GoldArticle, gazetteer: Gazetteer) -> Example | None:
    document = article.document
    found = find_toponyms(document, split_sentences(document), gazetteer)
    marked = {t.span: t for t in article.toponyms}
    given = [
        Toponym(span=s, candidates=places_named_in(t.phrase, gazetteer), context_only=False)
        for s, t in sorted(marked.items())
    ]
    context = [
        t for t in found if t.context_only and not any(t.span.overlaps(span) for span in marked)
    ]
    names = group_names(document, sorted([*given, *context], key=lambda t: t.span))
    if not names:
        return None
    home = outlet_home(outlet=document.outlet, url=document.url)
    featurizer = Featurizer(document, names, home)
    grades: list[int] = []
    weights: list[float] = []
    for name in names:
        graded, weight = _grades(name, marked)
        grades.extend(graded)
        weights.extend([weight] * len(graded))
    return Example(
        article=article.id,
        featurizer=featurizer,
        grades=np.array(grades),
        weights=np.array(weights),
    )


def _grades(name: PlaceName, marked: dict[Span, GoldToponym]) -> tuple[list[int], float]:
    """Return a grade per candidate of a name, and how many of its mentions are marked."""
    golds = [marked[span] for span in name.spans if span in marked]
    located = [g for g in golds if g.latitude is not None and g.longitude is not None]
    if not located:
        return [-1] * len(name.candidates), 0.0
    votes = Counter((g.latitude, g.longitude, g.geonames) for g in located)
    gold = votes.most_common(1)[0][0]
    return [_grade(entry, gold) for entry in name.candidates], float(len(located))


def _grade(entry: Entry, gold: tuple[float | None, float | None, str | None]) -> int:
    latitude, longitude, id_ = gold
    if id_ is not None and entry.id == id_:
        return 2
    if latitude is None or longitude is None:
        return 0
    near = great_circle_km(entry.latitude, entry.longitude, latitude, longitude) <= NEAR_KM
    return 1 if near else 0


def stack(
    examples: Sequence[Example], contexts: Sequence[Floats]
) -> tuple[Floats, NDArray[np.int64], Floats, list[int]]:
    """Return features, grades and weights of all marked names, and the candidates per name."""
    matrices, grades, weights, sizes = [], [], [], []
    for example, context in zip(examples, contexts, strict=True):
        matrix = example.featurizer.matrix(context)
        for part in example.featurizer.slices:
            if example.grades[part.start] >= 0:
                matrices.append(matrix[part])
                grades.append(example.grades[part])
                weights.append(example.weights[part])
                sizes.append(part.stop - part.start)
    return np.concatenate(matrices), np.concatenate(grades), np.concatenate(weights), sizes
