"""Role fillers of a whole text: the network's and the linear model's scores put together.

Every string that the parse or the tags offer is scored for every role; a logistic regression over
few scores and one threshold a role decide. ``training/model/role_blend.py`` fits them.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from dateline.core.documents import Span
from dateline.core.fillers import Filler, FillerRole, Overview, Reported, bare
from dateline.pipeline.claims.model.candidates import find_candidates
from dateline.pipeline.claims.model.heads import SpanHead, gate, linear, sigmoid, softmax
from dateline.pipeline.claims.model.parse_features import parse_features
from dateline.pipeline.claims.model.reading import DECIMALS, Reading, read_tags
from dateline.resources.actors import load_actors
from dateline.resources.extractor_files import Blend, ExtractorFiles, Floats, LinearModel

#: Roles in the order of the heads' outputs; the last has no linear model and no blend.
ROLES = tuple(FillerRole)
BLENDED = ROLES[:-1]
#: Least tag probability of a described victim, and least span logit.
LEAST_DESCRIBED = (0.2, 0.5)
#: Least probability of some kind of incident for a text to have fillers; chosen on MUC-4 dev.
LEAST_REPORTED = 0.35
INCIDENTS = tuple(
    kind for kind in Reported if kind not in {Reported.ATTEMPTED, Reported.THREATENED}
)
#: Tags of a piece for one role: outside, first piece, further piece.
TAGS = 3
#: What a string has that the linear model does not know.
_UNKNOWN = 0.003

#: A string's tag probability, span logit, linear probability and number of mentions, for one role.
Raw = tuple[float, float, float, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanScores:
    """What the network says of a text.

    ``tagged``: by role and span, how surely the tags mark it; ``spans``: logits ``(roles,)`` of
    each candidate and each tagged span; ``gate``: highest logit of any window ``(roles,)``.
    """

    tagged: tuple[Mapping[Span, float], ...]
    spans: Mapping[Span, Floats]
    gate: Floats


class FillerFinder:
    """Finds the role fillers of parsed texts."""

    def __init__(self, files: ExtractorFiles, linear_model: LinearModel, blend: Blend) -> None:
        """Prepare the heads."""
        self._linear = linear_model
        self._blend = blend
        self._tags = linear(files.heads, "role_tags")
        self._spans = SpanHead.named(files.heads, "role_spans")
        self._gate = linear(files.heads, "role_gate.outer")
        self._profile = linear(files.heads, "profile.outer")

    def overview(self, reading: Reading, parse: Callable[[str], Doc]) -> Overview:
        """Return what a text reports; one that is likely to report no incident has no fillers.

        Args:
            reading: The whole text as read.
            parse: Parses a text with names of entities; a text without incidents is not parsed.
        """
        reported = self._reported(reading)
        if max(reported[kind] for kind in INCIDENTS) < LEAST_REPORTED:
            return Overview(fillers=(), reported=reported)
        doc = parse(reading.text)
        text = doc.text
        candidates = find_candidates(doc)
        scores = self._scores(reading, candidates)
        names: dict[str, list[Span]] = {}
        for span in sorted(scores.spans):
            name = bare(text[span.start : span.end])
            if name:
                names.setdefault(name, []).append(span)
        known = self._linear_scores(doc, candidates)
        raw = _raw(names, scores, known, text)
        rows = _features(raw, scores.gate)
        same = abbreviations(text)
        found: list[Filler] = []
        for number, role in enumerate(BLENDED):
            strengths = {name: self._strength(row, number) for name, row in rows[number].items()}
            chosen = choose_names(strengths, self._blend.thresholds[number], same)
            found.extend(
                Filler(
                    role=role,
                    mentions=tuple(names[name]),
                    probability=round(1 / (1 + math.exp(-strengths[name])), DECIMALS),
                )
                for name in chosen
            )
        found.extend(_described(names, raw))
        return Overview(fillers=tuple(found), reported=reported)

    def _reported(self, reading: Reading) -> dict[Reported, float]:
        highest = np.full(len(self._profile.bias), -1e4, dtype=np.float32)
        for read in reading.windows:
            highest = np.maximum(highest, gate(self._profile, read.states))
        probabilities = np.round(sigmoid(highest), DECIMALS)
        return dict(zip(Reported, map(float, probabilities), strict=True))

    def _strength(self, row: Mapping[str, float], role: int) -> float:
        weighed = zip(self._blend.names, self._blend.weights, strict=True)
        total = sum(weight * row[name] for name, weight in weighed)
        return round(total + self._blend.intercepts[role], DECIMALS)

    def _scores(self, reading: Reading, candidates: Sequence[Span]) -> SpanScores:
        pieces = reading.pieces
        at = {span: pieces.range_of(span) for span in candidates}
        highest = np.full(len(self._gate.bias), -1e4, dtype=np.float32)
        tagged: tuple[dict[Span, float], ...] = tuple({} for _ in ROLES)
        spans: dict[Span, Floats] = {}
        for read in reading.windows:
            window, states = read.window, read.states
            tags = softmax(self._tags(states[1:-1]).reshape(len(states) - 2, -1, TAGS))
            highest = np.maximum(highest, gate(self._gate, states))
            asked = {s: r for s, r in at.items() if r is not None and window.holds(*r)}
            for role, found in enumerate(tagged):
                for low, high, score in read_tags(tags[:, role]):
                    where = (low + window.start, high + window.start)
                    span = pieces.span(*where)
                    found[span] = max(found.get(span, 0.0), score)
                    asked[span] = where
            if asked:
                shift = 1 - window.start
                where_asked = [(low + shift, high + shift) for low, high in asked.values()]
                for span, row in zip(asked, self._spans(states, where_asked), strict=True):
                    spans[span] = np.maximum(spans[span], row) if span in spans else row
        return SpanScores(tagged=tagged, spans=spans, gate=highest)

    def _linear_scores(self, doc: Doc, candidates: Sequence[Span]) -> dict[str, Floats]:
        """Return the linear models' probability of each role, by string."""
        text, united = doc.text, dict[str, set[int]]()
        for span, features in zip(candidates, parse_features(doc, candidates), strict=True):
            united.setdefault(bare(text[span.start : span.end]), set()).update(features)
        found: dict[str, Floats] = {}
        for name, columns in united.items():
            picked = self._linear.weights[:, sorted(columns)]
            logits = picked.sum(1) * len(columns) ** -0.5 + self._linear.intercepts
            found[name] = 1.0 / (1.0 + np.exp(-logits))
        return found


def _raw(
    names: Mapping[str, Sequence[Span]],
    scores: SpanScores,
    known: Mapping[str, Floats],
    text: str,
) -> tuple[dict[str, Raw], ...]:
    tagged: list[dict[str, float]] = [{} for _ in ROLES]
    for best, found in zip(tagged, scores.tagged, strict=True):
        for span, score in found.items():
            name = bare(text[span.start : span.end])
            best[name] = max(best.get(name, 0.0), score)
    pooled = {
        name: soft_maximum(np.stack([scores.spans[span] for span in spans]))
        for name, spans in names.items()
    }
    return tuple(
        {
            name: (
                tagged[role].get(name, 0.0),
                float(row[role]),
                float(known[name][role]) if name in known and role < len(known[name]) else _UNKNOWN,
                len(names[name]),
            )
            for name, row in pooled.items()
        }
        for role in range(len(ROLES))
    )


def _described(
    names: Mapping[str, Sequence[Span]], raw: Sequence[Mapping[str, Raw]]
) -> list[Filler]:
    """Return described victims: the tags and the span scores must both say so."""
    least_tag, least_span = LEAST_DESCRIBED
    scores = {
        name: row[0]
        for name, row in raw[-1].items()
        if row[0] >= least_tag and row[1] >= least_span
    }
    return [
        Filler(
            role=FillerRole.DESCRIBED_VICTIM,
            mentions=tuple(names[name]),
            probability=round(scores[name], DECIMALS),
        )
        for name in choose_names(scores, 0.0, {})
    ]


def soft_maximum(logits: Floats) -> Floats:
    """Return the mean of rows ``(rows, labels)`` weighted to the highest."""
    weights = np.exp(logits - logits.max(0))
    pooled: Floats = (logits * weights).sum(0) / weights.sum(0)
    return pooled


def _features(raw: Sequence[Mapping[str, Raw]], gates: Floats) -> list[dict[str, dict[str, float]]]:
    """Return, by role, each string's features for the blend."""
    base = [{name: _mean_strength(row) for name, row in some.items()} for some in raw]
    rows = []
    for role, some in enumerate(raw[: len(BLENDED)]):
        kept = [n for n, r in some.items() if r[0] >= 0.03 or r[1] >= -5 or r[2] >= 0.03]
        ranked = sorted(kept, key=lambda n: (-base[role][n], n))
        parts = [frozenset(name.split()) for name in ranked]
        found = {}
        for rank, name in enumerate(ranked):
            tag, span, linear_score, count = some[name]
            words = name.split()
            found[name] = {
                "tag": max(_log_odds(tag), -4.0),
                "span": max(span, -8.0),
                "linear": max(_log_odds(linear_score), -5.0),
                "gate": max(min(float(gates[role]), 6.0), -6.0),
                "count": math.log(count + 1),
                "words": math.log(len(words)),
                "rank": math.log(rank + 1),
                "other": max(base[o].get(name, -9.0) for o in range(len(BLENDED)) if o != role),
                "inside": float(any(parts[rank] < other for other in parts[:rank])),
            }
        rows.append(found)
    return rows


def _mean_strength(row: Raw) -> float:
    return (max(_log_odds(row[0]), -4.0) + max(row[1], -8.0) + max(_log_odds(row[2]), -5.0)) / 3


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))


def choose_names(
    scores: Mapping[str, float], threshold: float, same: Mapping[str, str]
) -> list[str]:
    """Return one string for each entity, the best of those that name it, likeliest first.

    Args:
        scores: Bare strings with their scores.
        threshold: The least score.
        same: Long forms by abbreviation, as the text pairs them.
    """
    kept: list[str] = []
    for name in sorted(scores, key=lambda n: (-scores[n], n)):
        if scores[name] < threshold:
            break
        if not any(names_same(name, other, same) for other in kept):
            kept.append(name)
    return kept


def names_same(first: str, second: str, same: Mapping[str, str]) -> bool:
    """Tell whether two strings name one entity.

    They do where all words of one are in the other, where the text says so, and where both are
    names of one known actor.
    """
    a, b = set(first.split()), set(second.split())
    if a <= b or b <= a or same.get(first) == second or same.get(second) == first:
        return True
    known = load_actors().find(first)
    return known is not None and known == load_actors().find(second)


_BRACKETED = re.compile(r"((?:[\w'-]+\s+){1,9})[(\[]\s*([a-zA-Z0-9-]{2,8})\s*[)\]]")


def abbreviations(text: str) -> dict[str, str]:
    """Return long forms by abbreviation, where brackets hold the initials of the words before."""
    """Return long forms by abbreviation, where brackets hold the initials of the words before."""
    found: dict[str, str] = {}
    for match in _BRACKETED.finditer(text):
        words, short = match.group(1).split(), match.group(2)
        for count in range(min(len(words), 2 * len(short)), 0, -1):
            tail = words[-count:]
            initials = "".join(word[0] for word in tail if len(word) > 3 or count <= 2)
            if tail[0][0].lower() == short[0].lower() and initials.lower()[:2] == short.lower()[:2]:
                found[bare(short)] = bare(" ".join(tail))
                break
    return found
