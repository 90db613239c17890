"""Learn who takes part in an act: ``python -m training.model.argument_models CORPORA FOLDER``.

``FOLDER`` is an export of the network. A linear model over the parse is fitted on the events of
WikiEvents' and RAMS's training texts; how its word is weighed against the network's and the rules'
is fitted on WikiEvents' development texts, because the network knows its training texts by heart.
Writes ``arguments.npz`` into the folder, and ``arguments.json`` with scores of development events
given their marked trigger: fitted, and cross-fitted by document, threshold and all.
"""

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from spacy.tokens import Doc
from training.model.event_task import (
    EventText,
    role_name,
    tally,
    type_name,
    wikievents_texts,
)
from training.model.training_data import event_texts

from dateline.api import Coder
from dateline.core.documents import Span
from dateline.core.grounded import GroundedClaim
from dateline.pipeline.claims.model.extractor import stated_by_rules
from dateline.pipeline.claims.model.participant_judge import (
    PARTS,
    ParticipantJudge,
    part_of,
    trigger_head,
)
from dateline.pipeline.claims.model.participants import (
    WIDTH,
    Stated,
    find_participants,
    participant_features,
)
from dateline.pipeline.claims.model.reading import Reader
from dateline.pipeline.claims.model.whole_texts import WholeTexts
from dateline.resources.extractor_files import (
    ARGUMENTS,
    ArgumentModel,
    ExtractorFiles,
    load_extractor_files,
)
from dateline.scoring.ontologies import PLACE_ROLES, ROLES, covered_types, is_tolerated
from dateline.scoring.triggers import (
    FoundArgument,
    FoundEvent,
    MarkedEvent,
    score_arguments,
)
from dateline.scoring.wikievents import read_documents

log = logging.getLogger("training.model")

#: Inverse strength of regularisation: of the linear model, and of what weighs it.
STRENGTH, BLEND_STRENGTH = 25.0, 0.01
#: Parts into which development texts are cut for cross-fitting.
FOLDS = 10
#: Least probabilities that are tried.
LEAST = tuple(round(0.10 + 0.01 * step, 2) for step in range(30))


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedText:
    """A text with marked events, its parse, and the rules' claims."""

    text: EventText
    doc: Doc
    claims: Sequence[GroundedClaim]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEvent:
    """A marked event with the evidence for each word that may take part in it.

    ``evidence (words, parts, kinds)``, ``right (words, parts)``; ``asked``: the parts, as places
    in ``PARTS``; ``spans``: name and head of each word.
    """

    document: str
    event: MarkedEvent
    spans: Sequence[tuple[Span, Span]]
    asked: Sequence[int]
    evidence: np.ndarray
    right: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression over evidence."""

    blend: np.ndarray
    intercept: float


def parse_texts(texts: Iterable[EventText]) -> Iterator[ParsedText]:
    """Parse texts and code them by rules; texts that reading changes are left out."""
    coder, whole = Coder(model=Path("none")), WholeTexts()
    for text in texts:
        document = coder.read_text(text.text, published=None, path=text.id)
        if document.text == text.text:
            claims = coder.code_document(document).claims
            yield ParsedText(text=text, doc=whole.parse(document.text), claims=claims)


def in_scope(text: EventText) -> bool:
    """Tell whether some event of a text is of a covered type, or a death or injury."""
    return any(covered_types(e.type) or is_tolerated(e.type) for e in text.events)


def stated(claims: Iterable[GroundedClaim], trigger: Span) -> list[Stated]:
    """Return what the rules found for an act that some words name."""
    return [
        (argument.role, argument.head)
        for claim in claims
        if claim.claim.trigger.span.overlaps(trigger)
        for argument in stated_by_rules(claim)
    ]


def examples(texts: Iterable[ParsedText]) -> Iterator[tuple[tuple[int, ...], int | None]]:
    """Yield features and part of each word that may take part in a marked event."""
    for one in texts:
        for event in one.text.events:
            head = trigger_head(one.doc, event.trigger)
            if head is None:
                continue
            told = stated(one.claims, event.trigger)
            for word in find_participants(list(head.sent), one.doc):
                roles = [a.role for a in event.arguments if a.span.overlaps(word.head_span)]
                features = participant_features(word, head, type_name(event.type), told)
                yield features, part_of(role_name(roles[0])) if roles else None


def fit_linear(found: Sequence[tuple[tuple[int, ...], int | None]]) -> tuple[np.ndarray, ...]:
    """Fit one part against the rest; return 8-bit weights, their scales, and intercepts."""
    ends = np.cumsum([0, *(len(row) for row, _ in found)])
    columns = np.fromiter((c for row, _ in found for c in row), dtype=np.int32, count=ends[-1])
    values = np.concatenate(
        [np.full(len(row), len(row) ** -0.5, dtype=np.float32) for row, _ in found]
    )
    matrix = csr_matrix((values, columns, ends), shape=(len(found), WIDTH))
    labels = np.array([-1 if part is None else part for _, part in found])
    fitted = [
        LogisticRegression(C=STRENGTH, solver="liblinear", random_state=1).fit(
            matrix, labels == part
        )
        for part in range(len(PARTS))
    ]
    weights = np.stack([model.coef_[0] for model in fitted])
    scale = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
    stored = np.round(weights / scale[:, None]).astype(np.int8)
    return stored, scale, np.array([m.intercept_[0] for m in fitted], dtype=np.float32)


def judged_events(
    texts: Iterable[ParsedText], files: ExtractorFiles, model: ArgumentModel
) -> Iterator[JudgedEvent]:
    """Yield the events of texts with their evidence."""
    reader, judge = Reader(files), ParticipantJudge(model, files.roles)
    for one in texts:
        reading = reader.read(one.text.text)
        for event in one.text.events:
            told = stated(one.claims, event.trigger)
            words, asked, evidence = judge.evidence(
                reading, one.doc, event.trigger, type_name(event.type), told
            )
            right = [[_is_right(event, w.head_span, part) for part in asked] for w in words]
            yield JudgedEvent(
                document=one.text.id,
                event=event,
                spans=[(word.span, word.head_span) for word in words],
                asked=asked,
                evidence=evidence,
                right=np.array(right, dtype=bool).reshape(evidence.shape[:2]),
            )


def _is_right(event: MarkedEvent, head: Span, part: int) -> bool:
    return any(a.role in _answered(part) and a.span.overlaps(head) for a in event.arguments)


def _answered(part: int) -> frozenset[str]:
    role = PARTS[part]
    return PLACE_ROLES if role is None else ROLES[role]


def fit_weights(events: Iterable[JudgedEvent]) -> Weights:
    """Fit how evidence is weighed."""
    known = [event for event in events if event.evidence.size]
    kinds = known[0].evidence.shape[-1]
    rows = np.concatenate([event.evidence.reshape(-1, kinds) for event in known])
    labels = np.concatenate([event.right.ravel() for event in known])
    scaler = StandardScaler().fit(rows)
    model = LogisticRegression(C=BLEND_STRENGTH).fit(scaler.transform(rows), labels)
    blend = model.coef_[0] / scaler.scale_
    return Weights(blend=blend, intercept=float(model.intercept_[0] - blend @ scaler.mean_))


def score(event: JudgedEvent, weights: Weights, least: float) -> np.ndarray:
    """Return right, found and marked arguments of an event: by heads, then by exact spans."""
    found = []
    if event.evidence.size:
        odds = event.evidence @ weights.blend + weights.intercept
        for (span, head), row in zip(event.spans, 1 / (1 + np.exp(-odds)), strict=True):
            part = event.asked[int(row.argmax())]
            if row.max() >= least:
                roles, name = _answered(part), PARTS[part]
                found.append(FoundArgument(roles=roles, name=name, head=head, span=span))
    tallies = score_arguments(
        event.event,
        FoundEvent(type=event.event.type, trigger=event.event.trigger, arguments=tuple(found)),
    )
    return np.array(tallies)


def cross_fitted(events: Sequence[JudgedEvent]) -> Mapping[str, Mapping[str, float]]:
    """Return the scores of events, each judged by weights and a threshold fitted on others."""
    total = np.zeros((2, 3))
    documents = sorted({event.document for event in events})
    for fold in range(FOLDS):
        kept = set(documents[fold::FOLDS])
        known = [event for event in events if event.document not in kept]
        weights = fit_weights(known)
        least = best_least(known, weights)
        total += _total((e for e in _asked(events) if e.document in kept), weights, least)
    return _told(total)


def best_least(events: Sequence[JudgedEvent], weights: Weights) -> float:
    """Return half of the best F1 by heads: where calibrated probabilities have their best F1.

    That varies less from one set of texts to another than where the best is found.

    Reference:
        Lipton, Elkan and Naryanaswamy (2014), Optimal Thresholding of Classifiers to Maximize F1
        Measure, ECML PKDD.
    """
    asked = list(_asked(events))
    best = max(_told(_total(asked, weights, least))["head"]["f1"] for least in LEAST)
    return round(best / 200, 3)


def _asked(events: Iterable[JudgedEvent]) -> Iterator[JudgedEvent]:
    return (event for event in events if covered_types(event.event.type))


def _total(events: Iterable[JudgedEvent], weights: Weights, least: float) -> np.ndarray:
    total = np.zeros((2, 3))
    for event in events:
        total += score(event, weights, least)
    return total


def _told(total: np.ndarray) -> Mapping[str, Mapping[str, float]]:
    heads, spans = total
    return {
        "head": tally(*(int(count) for count in heads)),
        "exact": tally(*(int(count) for count in spans)),
    }


def learn(
    train: Iterable[ParsedText], dev: Iterable[ParsedText], kept: Iterable[ParsedText], folder: Path
) -> Mapping[str, object]:
    """Fit the model, write it into a folder, and return its scores.

    Args:
        train: Texts to fit the linear model on.
        dev: Texts to weigh the evidence on.
        kept: Texts that nothing is fitted on.
        folder: The network's export.
    """
    found = list(examples(train))
    weights, scale, intercepts = fit_linear(found)
    model = ArgumentModel(
        weights=weights * scale[:, None],
        intercepts=intercepts,
        blend=np.zeros(0, dtype=np.float32),
        blend_intercept=0.0,
        least=1.0,
    )
    files = load_extractor_files(folder)
    events = list(judged_events(dev, files, model))
    blend = fit_weights(events)
    least = best_least(events, blend)
    np.savez_compressed(
        folder / ARGUMENTS,
        allow_pickle=False,
        weights=weights,
        scale=scale,
        intercepts=intercepts,
        blend=blend.blend.astype(np.float32),
        blend_intercept=np.float32(blend.intercept),
        least=np.float32(least),
    )
    other = _asked(judged_events(kept, files, model))
    return {
        "training words": len(found),
        "least": least,
        "cross-fitted": cross_fitted(events),
        "fitted": _told(_total(_asked(events), blend, least)),
        "RAMS, every fifth window": _told(_total(other, blend, least)),
    }


def main() -> None:
    """Read the arguments, fit the model and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    train, kept = event_texts(arguments.corpora)
    dev = wikievents_texts(read_documents(arguments.corpora / "wikievents" / "dev.jsonl"))
    wikievents = [text for text in train if text.exhaustive]
    rams = [text for text in train if not text.exhaustive and in_scope(text)]
    told = learn(
        parse_texts([*wikievents, *rams]),
        parse_texts(dev),
        parse_texts(text for text in kept if in_scope(text)),
        arguments.folder,
    )
    log.info("%s", told)
    path = arguments.folder / "arguments.json"
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
