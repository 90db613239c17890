"""Learn MUC-4's set fills: ``python -m training.model.fill_models CORPORA OUT``.

For every filler of a training key: what it is, what happened to it, how surely an organization did
it; and which words describe a named victim. Linear models over the words around
(``dateline.scoring.muc4_features``); the strings are the key's, so nothing of the network's fit to
the same texts gets in. Writes ``muc4_fills.npz``, and ``muc4_fills.json`` with the scores on
development keys.
"""

import argparse
import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from training.model.muc_roles import find_occurrences

from dateline.core.documents import Span
from dateline.pipeline.articles.read import document_from_text
from dateline.resources.gazetteer import open_gazetteer
from dateline.resources.times import load_time_lexicon
from dateline.scoring.muc4_days import NamedDay, day_candidates, named_days
from dateline.scoring.muc4_features import (
    WIDTH,
    Words,
    description_candidates,
    description_features,
    filler_features,
    incident_features,
    sentences_of,
)
from dateline.scoring.muc4_grouping import Scene, Sufferer, pair_features
from dateline.scoring.muc4_judge import NONE
from dateline.scoring.muc4_places import named_places, place_features
from dateline.scoring.muc4_templates import (
    CATEGORY,
    CONFIDENCE,
    DATE,
    DESCRIPTION,
    HUMAN_EFFECT,
    HUMAN_TYPE,
    INDIVIDUAL,
    INSTRUMENT_ID,
    INSTRUMENT_TYPE,
    LOCATION,
    NAME,
    ORGANIZATION,
    TARGET_EFFECT,
    TARGET_ID,
    TARGET_TYPE,
    TYPE,
    Fill,
    Template,
    applies,
    read_messages,
    read_templates,
)
from dateline.scoring.muc4_words import human_type, target_type

log = logging.getLogger("training.model")

#: Inverse strength of regularisation, and that of questions with other examples.
STRENGTH = 10.0
STRENGTHS: Mapping[str, float] = {"same": 1.0}
#: A class has at least so many training fillers.
LEAST = 4
#: Slot to learn and the slots whose fillers it is about.
SLOTS: Mapping[str, tuple[int, tuple[int, ...]]] = {
    "human_type": (HUMAN_TYPE, (NAME, DESCRIPTION)),
    "human_effect": (HUMAN_EFFECT, (NAME, DESCRIPTION)),
    "target_type": (TARGET_TYPE, (TARGET_ID,)),
    "target_effect": (TARGET_EFFECT, (TARGET_ID,)),
    "confidence": (CONFIDENCE, (ORGANIZATION,)),
    "category": (CATEGORY, (INDIVIDUAL, ORGANIZATION)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyText:
    """A text with its key's templates and the times it tells."""

    text: str
    words: Words
    templates: tuple[Template, ...]
    date: date | None
    days: tuple[NamedDay, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Hashed features and a class."""

    features: tuple[int, ...]
    label: str


def read_key_texts(texts: Sequence[Path], keys: Sequence[Path]) -> list[KeyText]:
    """Read messages that have templates, in order."""
    templates: dict[str, list[Template]] = {}
    for path in keys:
        templates.update(read_templates(path)[0])
    lexicon = load_time_lexicon()
    return [
        KeyText(
            text=document.text.lower(),
            words=Words.of(document.text),
            templates=tuple(templates[message.id]),
            date=message.date,
            days=named_days(document, message.date, lexicon),
        )
        for path in texts
        for message in read_messages(path)
        if message.id in templates
        for document in (document_from_text(message.text, published=message.date),)
    ]


def slot_examples(texts: Sequence[KeyText], slot: int, of: Sequence[int]) -> Iterator[Example]:
    """Yield the fillers of some slots with what another slot says of them."""
    for one in texts:
        for template in one.templates:
            type_ = _first(template.fills(TYPE))
            for fill in (f for about in of for f in template.fills(about)):
                strings = [value.text for value in fill.values]
                if DESCRIPTION in of and any(value.tags for value in fill.values):
                    continue
                mentions = _mentions(one.text, strings)
                if mentions:
                    described = _description(template, strings) if NAME in of else []
                    features = filler_features(
                        one.words,
                        mentions,
                        type_=type_,
                        listed=_listed(of, " ".join([strings[0], *described])),
                        described=described,
                    )
                    yield Example(features, _label(template, slot, strings))


def _listed(of: Sequence[int], phrase: str) -> str:
    if TARGET_ID in of:
        return target_type(phrase)
    return human_type(phrase) if NAME in of else ""


def _label(template: Template, slot: int, strings: Sequence[str]) -> str:
    if slot == CATEGORY:
        return _first(template.fills(slot)) or NONE
    for fill in template.fills(slot):
        if any(set(strings) & set(value.tags) for value in fill.values):
            return fill.values[0].text
    return NONE


def _description(template: Template, names: Sequence[str]) -> list[str]:
    for fill in template.fills(DESCRIPTION):
        for value in fill.values:
            if set(names) & set(value.tags):
                return value.text.lower().split()
    return []


def description_examples(texts: Sequence[KeyText]) -> Iterator[Example]:
    """Yield what stands beside named victims: what the key takes for a description or not."""
    for one in texts:
        for template in one.templates:
            for fill in template.fills(NAME):
                names = {value.text for value in fill.values}
                right = {
                    " ".join(Words.of(value.text).words)
                    for about in template.fills(DESCRIPTION)
                    for value in about.values
                    if names & set(value.tags)
                }
                for mention in _mentions(one.text, sorted(names))[:3]:
                    for words in description_candidates(one.words, mention):
                        told = " ".join(one.words.words[i] for i in words)
                        features = description_features(one.words, mention, words)
                        yield Example(features, "yes" if told in right else NONE)


def incident_examples(texts: Sequence[KeyText], question: str) -> Iterator[Example]:
    """Yield the templates of the keys with the answer to a question about the whole incident."""
    for one in texts:
        for template in one.templates:
            label = _ANSWERS[question](template)
            if label is not None:
                features = incident_features(
                    one.words,
                    _sufferers(one, template),
                    type_=_first(template.fills(TYPE)),
                    whole=question == "country",
                )
                yield Example(features, label)


def _sufferers(one: KeyText, template: Template) -> list[Span]:
    strings = [
        value.text
        for slot in (TARGET_ID, NAME, DESCRIPTION)
        for fill in template.fills(slot)
        for value in fill.values
    ]
    return _mentions(one.text, strings)


def _country(template: Template) -> str | None:
    return _first(template.fills(LOCATION)).partition(":")[0].strip() or None


def _instrument(template: Template) -> str | None:
    """Return the type of an instrument that no words name."""
    if template.fills(INSTRUMENT_ID) or not applies(INSTRUMENT_TYPE, template.fills(TYPE)):
        return None
    return _first(template.fills(INSTRUMENT_TYPE)) or NONE


_ANSWERS: Mapping[str, Callable[[Template], str | None]] = {
    "country": _country,
    "instrument": _instrument,
}


def day_examples(texts: Sequence[KeyText]) -> Iterator[Example]:
    """Yield the days that templates of the keys may have."""
    for one in texts:
        for template in one.templates if one.date else ():
            right = {value.text for fill in template.fills(DATE) for value in fill.values}
            sentences = sentences_of(one.words, _sufferers(one, template))
            if right and one.date:
                found = day_candidates(
                    one.words,
                    one.days,
                    one.date,
                    sentences,
                    type_=_first(template.fills(TYPE)),
                )
                for fill, features in found.items():
                    yield Example(features, "yes" if fill in right else NONE)


_STEP = re.compile(r"(.*?)\s*\([^)]*\)")


def place_examples(texts: Sequence[KeyText]) -> Iterator[Example]:
    """Yield the places of their countries that texts name: part of a template's location or not."""
    gazetteer = open_gazetteer()
    for one in texts:
        for template in one.templates:
            location = _first(template.fills(LOCATION))
            if location:
                country, *steps = (step.strip() for step in location.split(":"))
                right = {m.group(1) for step in steps if (m := _STEP.match(step))}
                places = named_places(one.words, country, gazetteer)
                sentences = sentences_of(one.words, _sufferers(one, template))
                for place in places:
                    features = place_features(one.words, place, places, sentences)
                    yield Example(features, "yes" if place.name in right else NONE)


def _mentions(text: str, strings: Sequence[str]) -> list[Span]:
    found = {span for string in strings for span in find_occurrences(text, string.lower())}
    return sorted(found, key=lambda span: (span.start, -span.end))


def _first(fills: Sequence[Fill]) -> str:
    return fills[0].values[0].text if fills else ""


def matrix(examples: Sequence[Example]) -> csr_matrix:
    """Return features as a sparse matrix, each row of length 1."""
    rows = [example.features for example in examples]
    ends = np.cumsum([0, *(len(row) for row in rows)])
    columns = np.fromiter((c for row in rows for c in row), dtype=np.int32, count=ends[-1])
    values = np.concatenate([np.full(len(row), len(row) ** -0.5, dtype=np.float32) for row in rows])
    return csr_matrix((values, columns, ends), shape=(len(rows), WIDTH))


def fit(
    examples: Sequence[Example], *, strength: float = STRENGTH
) -> tuple[tuple[str, ...], np.ndarray, np.ndarray]:
    """Fit one class against the rest; return classes, weights ``(classes, width)``, intercepts."""
    counts = Counter(example.label for example in examples)
    classes = tuple(sorted(name for name, count in counts.items() if count >= LEAST))
    features, labels = matrix(examples), np.array([example.label for example in examples])
    weights, intercepts = [], []
    for name in classes:
        model = LogisticRegression(C=strength, solver="liblinear", random_state=1)
        model.fit(features, labels == name)
        weights.append(model.coef_[0])
        intercepts.append(float(model.intercept_[0]))
    return classes, np.stack(weights), np.array(intercepts)


def examples(texts: Sequence[KeyText], question: str) -> list[Example]:
    """Return the examples of a question."""
    if question in SLOTS:
        return list(slot_examples(texts, *SLOTS[question]))
    if question in _ANSWERS:
        return list(incident_examples(texts, question))
    return list(_CANDIDATES[question](texts))


_SUFFERER_SLOTS = ((TARGET_ID, "target"), (NAME, "named"), (DESCRIPTION, "described"))


def pair_examples(texts: Sequence[KeyText]) -> Iterator[Example]:
    """Yield each two sufferers of a text: in a template of the key together or not."""
    for one in texts:
        scene = Scene.of(one.words, one.text, one.days)
        told: dict[tuple[str, tuple[str, ...]], set[int]] = {}
        for number, template in enumerate(one.templates):
            for slot, kind in _SUFFERER_SLOTS:
                for fill in template.fills(slot):
                    if slot != DESCRIPTION or not any(value.tags for value in fill.values):
                        strings = tuple(value.text for value in fill.values)
                        told.setdefault((kind, strings), set()).add(number)
        found = [
            (Sufferer(kind=kind, text=strings[0].lower(), mentions=tuple(mentions)), numbers)
            for (kind, strings), numbers in told.items()
            if (mentions := _mentions(one.text, strings))
        ]
        for (first, its), (second, others) in combinations(found, 2):
            features = pair_features(scene, first, second, len(found))
            yield Example(features, "yes" if its & others else NONE)


#: Questions about words that may be the answer.
_CANDIDATES: Mapping[str, Callable[[Sequence[KeyText]], Iterator[Example]]] = {
    "day": day_examples,
    "description": description_examples,
    "place": place_examples,
    "same": pair_examples,
}


def main() -> None:
    """Read the arguments, fit the models and write them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    muc = arguments.corpora / "muc4"
    train = read_key_texts(
        sorted((muc / "train").glob("dev-muc3-*")), sorted((muc / "train").glob("key-*"))
    )
    dev = read_key_texts(
        [muc / "dev" / "tst1-muc3", muc / "dev" / "tst2-muc4"],
        sorted((muc / "dev").glob("key-*")),
    )
    arrays: dict[str, np.ndarray] = {}
    scores: dict[str, object] = {}
    for name in (*SLOTS, *_ANSWERS, *_CANDIDATES):
        known, asked = (examples(part, name) for part in (train, dev))
        classes, weights, intercepts = fit(known, strength=STRENGTHS.get(name, STRENGTH))
        arrays[f"{name}.classes"] = np.array(classes)
        arrays[f"{name}.weights"], arrays[f"{name}.scale"] = _stored(weights)
        arrays[f"{name}.intercepts"] = intercepts.astype(np.float32)
        logits = matrix(asked) @ weights.T + intercepts
        right = sum(classes[n] == e.label for n, e in zip(logits.argmax(1), asked, strict=True))
        usual = Counter(e.label for e in known).most_common(1)[0][0]
        scores[name] = {
            "training fillers": len(known),
            "development fillers": len(asked),
            "right": round(100 * right / len(asked), 1),
            "right if always the usual": round(
                100 * sum(e.label == usual for e in asked) / len(asked), 1
            ),
        }
        log.info("%s %s", name, scores[name])
    arguments.out.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(arguments.out / "muc4_fills.npz", allow_pickle=False, **arrays)
    told = json.dumps(scores, indent=1) + "\n"
    (arguments.out / "muc4_fills.json").write_text(told, encoding="utf-8")


def _stored(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights as 8-bit numbers and a scale for each class."""
    scale = np.abs(weights).max(axis=1) / 127
    return np.round(weights / scale[:, None]).astype(np.int8), scale.astype(np.float32)


if __name__ == "__main__":
    main()
