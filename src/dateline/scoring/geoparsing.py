"""Task ``geoparsing``: place names found, and what they refer to, in LGL's XML format.

Recognition is scored by overlap and by exact span; resolution on the marked names that have
coordinates, by distance and by country. A marked name without a candidate counts as half the
Earth's circumference away.

Reference:
    Gritta, Pilehvar & Collier (2020), A pragmatic guide to geoparsing evaluation, Language
    Resources and Evaluation 54.
"""

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.errors import EvaluationError, GazetteerError
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.places import Toponym, choose_entries, great_circle_km
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Entry, Gazetteer, open_gazetteer
from dateline.scoring.interface import Coder, Options
from dateline.scoring.report import Report, Table, accuracy_row, as_json, f1_row

TASK = "geoparsing"

#: Half the Earth's circumference: the error of a name without an answer.
FARTHEST_KM = 20039.0
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToponym:
    """A marked place name; coordinates and country are ``None`` where the corpus has none."""

    span: Span
    phrase: str
    latitude: float | None
    longitude: float | None
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article of the corpus with its marked place names, in text order."""

    id: str
    document: Document
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """What one article adds to the scores."""

    overlap: tuple[float, float, float]
    exact: tuple[float, float, float]
    literal: tuple[float, float, float]
    errors_km: tuple[float, ...]
    country: tuple[float, float]
    both: tuple[float, float, float]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score place names in corpora in LGL's XML format; what ``coder`` would code is not asked.

    Raises:
        EvaluationError: A file is not in that format, or predictions cannot be written.
    """
    del coder
    return score_files(paths, predictions=options.predictions)


def evaluate_geoparsing(path: Path, *, predictions: Path | None = None) -> dict[str, object]:
    """Score one corpus file and return the report as plain values.

    Raises:
        EvaluationError: The file is not in LGL's format, or predictions cannot be written.
    """
    return as_json(score_files([path], predictions=predictions))


def score_files(paths: Sequence[Path], *, predictions: Path | None = None) -> Report:
    """Score corpora in LGL's XML format with the gazetteer that ships with Dateline.

    Raises:
        EvaluationError: A file is not in that format, or predictions cannot be written.
    """
    gazetteer = open_gazetteer()
    articles = [article for path in paths for article in read_articles(path, gazetteer)]
    found: list[tuple[Toponym, ...]] = []
    chosen: list[Mapping[Span, Entry]] = []
    for article in articles:
        toponyms = find_toponyms(article.document, split_sentences(article.document), gazetteer)
        found.append(toponyms)
        chosen.append(choose_entries(article.document, toponyms))
    if predictions is not None:
        _write_predictions(predictions, articles, found, chosen)
    scored = [
        _score(article, toponyms, entries, gazetteer)
        for article, toponyms, entries in zip(articles, found, chosen, strict=True)
    ]
    return _report(scored)


def read_articles(path: Path, gazetteer: Gazetteer) -> list[GoldArticle]:
    """Read a corpus in LGL's XML format.

    Raises:
        EvaluationError: The file is not in that format.
    """
    try:
        root = ElementTree.parse(path).getroot()
        return [_article(node, gazetteer) for node in root.iter("article")]
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be read: {error.strerror}") from error
    except ElementTree.ParseError as error:
        raise EvaluationError(f"{path}: not XML: {error}") from error
    except (ValueError, TypeError) as error:
        raise EvaluationError(f"{path}: not in LGL's format: {error}") from error


def _article(node: ElementTree.Element, gazetteer: Gazetteer) -> GoldArticle:
    text = node.findtext("text")
    number = node.get("docid", "?")
    if text is None:
        raise ValueError(f"article {number} has no text")
    marked = [_gold(item, text, number, gazetteer) for item in node.iter("toponym")]
    document = Document(
        id=document_id(text),
        text=text,
        url=(node.findtext("url") or "").strip() or None,
        language="en",
        segments=_paragraphs(text),
    )
    toponyms = tuple(sorted(marked, key=lambda toponym: toponym.span))
    return GoldArticle(id=number, document=document, toponyms=toponyms)


def _gold(node: ElementTree.Element, text: str, article: str, gazetteer: Gazetteer) -> GoldToponym:
    start, end = node.findtext("start"), node.findtext("end")
    if start is None or end is None:
        raise ValueError(f"article {article}: a toponym without start and end")
    phrase = node.findtext("phrase")
    span = _aligned(Span(int(start), int(end)), phrase, text)
    if span is None:
        raise ValueError(f'article {article}: "{phrase}" is not at {start} to {end} of the text')
    tag = node.find("gaztag")
    place = node if tag is None else tag
    latitude, longitude = place.findtext("lat"), place.findtext("lon")
    country = place.find("country")
    return GoldToponym(
        span=span,
        phrase=text[span.start : span.end],
        latitude=float(latitude) if latitude else None,
        longitude=float(longitude) if longitude else None,
        country=None if country is None else _country(country, gazetteer),
    )


def _aligned(span: Span, phrase: str | None, text: str) -> Span | None:
    """Return a span moved to where its phrase stands: TR-News counts some line ends twice."""
    if phrase is None:
        return span if span.end <= len(text) else None
    if text[span.start : span.end] == phrase:
        return span
    starts = [m.start() for m in re.finditer(re.escape(phrase), text)]
    if not starts:
        return None
    nearest = min(starts, key=lambda start: (abs(start - span.start), start))
    return Span(nearest, nearest + len(phrase))


def _country(node: ElementTree.Element, gazetteer: Gazetteer) -> str | None:
    try:
        return gazetteer.entry(f"geonames:{node.get('geonameid')}").country
    except GazetteerError:
        return None


def _paragraphs(text: str) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    start = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            first = start + line.index(bare)
            span = Span(first, first + len(bare))
            segments.append(Segment(kind=SegmentKind.PARAGRAPH, span=span))
        start += len(line)
    return tuple(segments)


def _score(
    article: GoldArticle,
    found: Sequence[Toponym],
    entries: Mapping[Span, Entry],
    gazetteer: Gazetteer,
) -> _Scored:
    context = [toponym for toponym in found if toponym.context_only]
    literal = [toponym for toponym in found if not toponym.context_only]
    gold = article.toponyms
    paired = _paired(gold, found)
    n_found, n_gold = float(len(found)), float(len(gold))
    near = sum(
        1.0
        for marked, toponym in paired
        if (error := _error_km(marked, entries.get(toponym.span))) is not None and error <= NEAR_KM
    )
    located = sum(1.0 for marked in gold if marked.latitude is not None)
    errors, country = _resolution(article, context, gazetteer)
    spans = {toponym.span for toponym in found}
    return _Scored(
        overlap=(float(len(paired)), n_found, n_gold),
        literal=(float(len(_paired(gold, literal))), float(len(literal)), n_gold),
        exact=(sum(1.0 for marked in gold if marked.span in spans), n_found, n_gold),
        errors_km=errors,
        country=country,
        both=(near, n_found, located),
    )


def _paired(
    gold: Sequence[GoldToponym], found: Sequence[Toponym]
) -> list[tuple[GoldToponym, Toponym]]:
    """Pair marked and found names that overlap, each once, in text order."""
    pairs = []
    free = list(found)
    for marked in gold:
        for toponym in free:
            if toponym.span.overlaps(marked.span):
                pairs.append((marked, toponym))
                free.remove(toponym)
                break
    return pairs


def _resolution(
    article: GoldArticle, context: Sequence[Toponym], gazetteer: Gazetteer
) -> tuple[tuple[float, ...], tuple[float, float]]:
    """Resolve the marked names and return the errors (km) and how many countries are right."""
    given = [_as_toponym(marked, gazetteer) for marked in article.toponyms]
    spans = [toponym.span for toponym in given]
    others = [c for c in context if not any(c.span.overlaps(span) for span in spans)]
    toponyms = sorted(given + others, key=lambda toponym: toponym.span)
    entries = choose_entries(article.document, toponyms)
    errors: list[float] = []
    right = n = 0.0
    for marked in article.toponyms:
        entry = entries.get(marked.span)
        error = _error_km(marked, entry)
        if error is not None:
            errors.append(error)
        if marked.country is not None:
            n += 1
            right += entry is not None and entry.country == marked.country
    return tuple(errors), (right, n)


def _as_toponym(marked: GoldToponym, gazetteer: Gazetteer) -> Toponym:
    return Toponym(
        span=marked.span, candidates=gazetteer.candidates(marked.phrase), context_only=False
    )


def _error_km(marked: GoldToponym, entry: Entry | None) -> float | None:
    if marked.latitude is None or marked.longitude is None:
        return None
    if entry is None:
        return FARTHEST_KM
    return great_circle_km(marked.latitude, marked.longitude, entry.latitude, entry.longitude)


def _report(scored: Sequence[_Scored]) -> Report:
    errors = sorted(error for s in scored for error in s.errors_km)
    near = [
        (float(sum(e <= NEAR_KM for e in s.errors_km)), float(len(s.errors_km))) for s in scored
    ]
    recognition = Table(
        title="Recognition",
        rows=(
            f1_row("overlap", [s.overlap for s in scored]),
            f1_row("exact", [s.exact for s in scored]),
            f1_row("overlap, places of events only", [s.literal for s in scored]),
        ),
        note=(
            "The corpora mark adjectives (Turkish) too, so names that give context alone count as "
            "found, except in the last row."
        ),
    )
    resolution = Table(
        title="Resolution of marked names",
        rows=(
            accuracy_row("within 161 km", near),
            accuracy_row("country", [s.country for s in scored]),
        ),
        note="A marked name without a candidate is wrong.",
    )
    whole = Table(
        title="Both",
        rows=(f1_row("found and within 161 km", [s.both for s in scored]),),
        note="Recall is counted over the marked names that have coordinates.",
    )
    return Report(
        task=TASK,
        documents=len(scored),
        tables=(recognition, resolution, whole),
        details={
            "n_located": len(errors),
            "mean_error_km": statistics.fmean(errors) if errors else None,
            "median_error_km": statistics.median(errors) if errors else None,
            "auc": error_auc(errors),
        },
    )


def error_auc(errors_km: Sequence[float]) -> float | None:
    """Return the area under the curve of sorted log errors, from 0 (best) to 1 (Gritta et al.)."""
    if len(errors_km) < 2:
        return None
    logs = [math.log1p(error) for error in sorted(errors_km)]
    area = sum((a + b) / 2 for a, b in pairwise(logs))
    return area / (math.log1p(FARTHEST_KM) * (len(logs) - 1))


def _write_predictions(
    path: Path,
    articles: Sequence[GoldArticle],
    found: Sequence[Sequence[Toponym]],
    chosen: Sequence[Mapping[Span, Entry]],
) -> None:
    root = ElementTree.Element("articles")
    for article, toponyms, entries in zip(articles, found, chosen, strict=True):
        node = ElementTree.SubElement(root, "article", docid=article.id)
        ElementTree.SubElement(node, "text").text = article.document.text
        items = ElementTree.SubElement(node, "toponyms", count=str(len(toponyms)))
        for toponym in toponyms:
            _write_toponym(items, article.document, toponym, entries.get(toponym.span))
    ElementTree.indent(root)
    try:
        ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)
    except OSError as error:
        raise EvaluationError(f"{path}: cannot be written: {error.strerror}") from error


def _write_toponym(
    parent: ElementTree.Element, document: Document, toponym: Toponym, entry: Entry | None
) -> None:
    item = ElementTree.SubElement(parent, "toponym")
    ElementTree.SubElement(item, "start").text = str(toponym.span.start)
    ElementTree.SubElement(item, "end").text = str(toponym.span.end)
    ElementTree.SubElement(item, "phrase").text = document.text_at(toponym.span)
    if entry is not None:
        tag = ElementTree.SubElement(item, "gaztag", geonameid=entry.id.removeprefix("geonames:"))
        ElementTree.SubElement(tag, "name").text = entry.name
        ElementTree.SubElement(tag, "lat").text = str(entry.latitude)
        ElementTree.SubElement(tag, "lon").text = str(entry.longitude)
        ElementTree.SubElement(tag, "country").text = entry.country
