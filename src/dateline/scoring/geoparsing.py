"""Task ``geoparsing``: place names found, and what they refer to, in LGL's XML format.

Recognition is scored by overlap and by exact span; resolution on the marked names that have
coordinates, by distance, by country and by first-order area. A marked name without a candidate
counts as half the Earth's circumference away. A corpus that the shipped ranker was trained on is
scored with a ranker trained on the other corpora alone.

Reference:
    Gritta, Pilehvar & Collier (2020), A pragmatic guide to geoparsing evaluation, Language
    Resources and Evaluation 54.
"""

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.errors import EvaluationError, GazetteerError
from dateline.pipeline.articles.sentences import split_sentences
from dateline.pipeline.grounding.facilities import places_named_in
from dateline.pipeline.grounding.hierarchy import great_circle_km
from dateline.pipeline.grounding.place_names import Toponym
from dateline.pipeline.grounding.place_ranking import Choice
from dateline.pipeline.grounding.places import choose_places
from dateline.pipeline.grounding.toponyms import find_toponyms
from dateline.resources.gazetteer import Entry, Gazetteer, PlaceKind, name_key, open_gazetteer
from dateline.resources.place_ranker import PlaceRanker, ranker_not_trained_on
from dateline.scoring.interface import Coder, Options
from dateline.scoring.report import Report, Table, accuracy_row, as_json, f1_row

TASK = "geoparsing"

#: Half the Earth's circumference: the error of a name without an answer.
FARTHEST_KM = 20039.0
NEAR_KM = 161.0
#: Share of the marked names whose surest answers are scored apart.
SUREST = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToponym:
    """A marked place name; what the corpus does not give is ``None``.

    ``geonames`` is the marked place as "geonames:NUMBER". ``admin1`` is the first-order area it
    lies in: its id if the gazetteer has it, else its name in the form names are compared in.
    """

    span: Span
    phrase: str
    latitude: float | None
    longitude: float | None
    country: str | None
    geonames: str | None = None
    admin1: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldArticle:
    """An article of the corpus with its marked place names, in text order."""

    id: str
    document: Document
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What Dateline finds in one article."""

    article: GoldArticle
    found: tuple[Toponym, ...]
    choices: Mapping[Span, Choice]
    ranker: PlaceRanker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Resolution:
    """How the marked names of one article were resolved.

    ``errors_km`` has an element per located name, ``believed`` its probability (0 without an
    answer) and whether it is near. ``country`` and ``admin1`` are right and n, ``kept`` right,
    kept and n of the answers that Dateline would not leave open.
    """

    errors_km: tuple[float, ...]
    believed: tuple[tuple[float, bool], ...]
    country: tuple[float, float]
    admin1: tuple[float, float]
    kept: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """What one article adds to the scores."""

    overlap: tuple[float, float, float]
    exact: tuple[float, float, float]
    literal: tuple[float, float, float]
    both: tuple[float, float, float]
    resolution: _Resolution


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
    answers = [
        _answer(article, gazetteer, ranker)
        for path in paths
        for articles, ranker in [(read_articles(path, gazetteer), _ranker_for(path))]
        for article in articles
    ]
    if predictions is not None:
        _write_predictions(predictions, answers)
    return _report([_score(answer, gazetteer) for answer in answers])


def _ranker_for(path: Path) -> PlaceRanker:
    """Return a ranker that was not trained on a file."""
    return ranker_not_trained_on(sha256(path.read_bytes()).hexdigest())


def _answer(article: GoldArticle, gazetteer: Gazetteer, ranker: PlaceRanker) -> _Answer:
    found = find_toponyms(article.document, split_sentences(article.document), gazetteer)
    choices = choose_places(article.document, found, ranker=ranker)
    return _Answer(article=article, found=found, choices=choices, ranker=ranker)


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
        geonames=_geonames(tag),
        admin1=_admin1(place, gazetteer),
    )


def _geonames(tag: ElementTree.Element | None) -> str | None:
    number = "" if tag is None else tag.get("geonameid", "")
    return f"geonames:{number}" if number.isdigit() else None


def _admin1(place: ElementTree.Element, gazetteer: Gazetteer) -> str | None:
    area = place.find("admin1")
    if area is None or not area.text:
        return None
    id_ = _geonames(area)
    try:
        return gazetteer.entry(id_).id if id_ is not None else name_key(area.text)
    except GazetteerError:
        return name_key(area.text)


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


def _score(answer: _Answer, gazetteer: Gazetteer) -> _Scored:
    found, gold = answer.found, answer.article.toponyms
    literal = [toponym for toponym in found if not toponym.context_only]
    paired = _paired(gold, found)
    n_found, n_gold = float(len(found)), float(len(gold))
    near = 0.0
    for marked, toponym in paired:
        error = _error_km(marked, _entry(answer.choices.get(toponym.span)))
        near += error is not None and error <= NEAR_KM
    located = sum(1.0 for marked in gold if marked.latitude is not None)
    resolution = _resolution(answer, gazetteer)
    spans = {toponym.span for toponym in found}
    return _Scored(
        overlap=(float(len(paired)), n_found, n_gold),
        literal=(float(len(_paired(gold, literal))), float(len(literal)), n_gold),
        exact=(sum(1.0 for marked in gold if marked.span in spans), n_found, n_gold),
        both=(near, n_found, located),
        resolution=resolution,
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


def _resolution(answer: _Answer, gazetteer: Gazetteer) -> _Resolution:
    """Resolve the marked names, beside the names for context that were found."""
    article = answer.article
    given = [_as_toponym(marked, gazetteer) for marked in article.toponyms]
    spans = [toponym.span for toponym in given]
    context = [t for t in answer.found if t.context_only]
    others = [c for c in context if not any(c.span.overlaps(span) for span in spans)]
    toponyms = sorted(given + others, key=lambda toponym: toponym.span)
    choices = choose_places(article.document, toponyms, ranker=answer.ranker)
    errors: list[float] = []
    believed: list[tuple[float, bool]] = []
    for marked in article.toponyms:
        choice = choices.get(marked.span)
        error = _error_km(marked, _entry(choice))
        if error is not None:
            errors.append(error)
            believed.append((choice.probability if choice else 0.0, error <= NEAR_KM))
    kept = [near for probability, near in believed if probability >= answer.ranker.threshold]
    entries = [(marked, _entry(choices.get(marked.span))) for marked in article.toponyms]
    country = [_country_of(e) == m.country for m, e in entries if m.country is not None]
    admin1 = [_in_admin1(e, m.admin1) for m, e in entries if m.admin1 is not None]
    return _Resolution(
        errors_km=tuple(errors),
        believed=tuple(believed),
        country=(float(sum(country)), float(len(country))),
        admin1=(float(sum(admin1)), float(len(admin1))),
        kept=(float(sum(kept)), float(len(kept)), float(len(believed))),
    )


def _entry(choice: Choice | None) -> Entry | None:
    return None if choice is None else choice.entry


def _country_of(entry: Entry | None) -> str | None:
    return None if entry is None else entry.country


def _in_admin1(entry: Entry | None, area: str) -> bool:
    """Tell whether a place is or lies in a first-order area, given by id or by name."""
    if entry is None:
        return False
    own = entry.id if entry.kind is PlaceKind.ADMIN1 else entry.admin1_id
    name = entry.name if entry.kind is PlaceKind.ADMIN1 else entry.admin1 or ""
    return area in {own, name_key(name)}


def _as_toponym(marked: GoldToponym, gazetteer: Gazetteer) -> Toponym:
    candidates = places_named_in(marked.phrase, gazetteer)
    return Toponym(span=marked.span, candidates=candidates, context_only=False)


def _error_km(marked: GoldToponym, entry: Entry | None) -> float | None:
    if marked.latitude is None or marked.longitude is None:
        return None
    if entry is None:
        return FARTHEST_KM
    return great_circle_km(marked.latitude, marked.longitude, entry.latitude, entry.longitude)


def _report(scored: Sequence[_Scored]) -> Report:
    resolved = [s.resolution for s in scored]
    errors = sorted(error for r in resolved for error in r.errors_km)
    near = [
        (float(sum(e <= NEAR_KM for e in r.errors_km)), float(len(r.errors_km))) for r in resolved
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
            accuracy_row("country", [r.country for r in resolved]),
            accuracy_row("first-order area", [r.admin1 for r in resolved]),
            accuracy_row("within 161 km, the surest 80%", _surest(resolved, SUREST)),
            accuracy_row(
                "answered above the threshold", [(r.kept[1], r.kept[2]) for r in resolved]
            ),
            accuracy_row("within 161 km, of those", [(r.kept[0], r.kept[1]) for r in resolved]),
        ),
        note=(
            "A marked name without a candidate is wrong. The ranker was not trained on the corpus. "
            "First-order areas are compared by GeoNames id, or by name where the gazetteer has no "
            "such id; names marked without one (countries) are left out. The surest 80% are the "
            "answers of highest calibrated probability, of all marked names with coordinates; "
            "below the threshold Dateline leaves a place open."
        ),
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


def _surest(resolved: Sequence[_Resolution], share: float) -> list[tuple[float, float]]:
    """Return right and n per article among the surest answers of all articles together."""
    everything = sorted((-p, i, near) for i, r in enumerate(resolved) for p, near in r.believed)
    tallies = [[0.0, 0.0] for _ in resolved]
    for _, article, near in everything[: math.ceil(share * len(everything))]:
        tallies[article][0] += near
        tallies[article][1] += 1
    return [(right, n) for right, n in tallies]


def error_auc(errors_km: Sequence[float]) -> float | None:
    """Return the area under the curve of sorted log errors, from 0 (best) to 1 (Gritta et al.)."""
    if len(errors_km) < 2:
        return None
    logs = [math.log1p(error) for error in sorted(errors_km)]
    area = sum((a + b) / 2 for a, b in pairwise(logs))
    return area / (math.log1p(FARTHEST_KM) * (len(logs) - 1))


def _write_predictions(path: Path, answers: Sequence[_Answer]) -> None:
    root = ElementTree.Element("articles")
    for answer in answers:
        document = answer.article.document
        node = ElementTree.SubElement(root, "article", docid=answer.article.id)
        ElementTree.SubElement(node, "text").text = document.text
        items = ElementTree.SubElement(node, "toponyms", count=str(len(answer.found)))
        for toponym in answer.found:
            _write_toponym(items, document, toponym, _entry(answer.choices.get(toponym.span)))
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
