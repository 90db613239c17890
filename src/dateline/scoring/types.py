"""Task ``types``: which event type a short text reports, in another scheme's terms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.claims import Role
from dateline.core.coded import Coded
from dateline.core.events import Event
from dateline.errors import ArticleError, EvaluationError, Fault
from dateline.resources.codebook import Codebook, load_codebook
from dateline.resources.lexicons import NounClass, load_nouns
from dateline.resources.schemes import ACLED_EVENT_TYPES, Scheme
from dateline.scoring.gold_files import read_text_file
from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import Coder, Options
from dateline.scoring.intervals import Totals
from dateline.scoring.report import (
    Measure,
    Report,
    Table,
    accuracy_row,
    f1,
    f1_row,
    statistic_row,
)

TASK = "types"

#: What is written and scored for a text in which no event with a code was found.
NO_EVENT = ""

_ARMED = (NounClass.FORCES, NounClass.ARMED, NounClass.POLICE)
_CIVILIAN = (NounClass.CIVILIAN, NounClass.OFFICIAL, NounClass.JOURNALIST, NounClass.KIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    """One line of the file; ``label`` is normalised."""

    id: str
    text: str
    label: str


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score the event type of short texts in a TSV of id, text and label.

    Each text gets one type: that of the first event in it that has a code in the scheme. Labels
    may be ACLED's sub-event types or, all of them, its event types, in any spelling.

    Raises:
        EvaluationError: A line has not three columns, the scheme is missing or not supported, or
            predictions cannot be written.
    """
    if options.scheme != Scheme.ACLED.value:
        raise EvaluationError(f'types needs --scheme "{Scheme.ACLED.value}", not {options.scheme}')
    texts = [text for path in paths for text in read_texts(path)]
    coarse = all(text.label in _EVENT_TYPE_NAMES for text in texts)
    codebook = load_codebook()
    answers = [predict(text, coder, codebook, coarse=coarse) for text in texts]
    if options.predictions is not None:
        write_text_file(options.predictions, predictions_tsv(texts, answers))
    labels = [text.label for text in texts]
    known = _EVENT_TYPE_NAMES if coarse else _SUB_EVENT_TYPE_NAMES
    strange = sorted(set(labels) - set(known))
    notes = [f"Scored as ACLED {'event' if coarse else 'sub-event'} types."]
    if strange:
        notes.append(f"Labels ACLED does not have, counted as wrong: {', '.join(strange)}.")
    return Report(
        task=TASK,
        documents=len(texts),
        tables=tables(labels, answers),
        notes=tuple(notes),
    )


def normalize_label(label: str) -> str:
    """Return a label's words in lower case, joined: "Armed clash" and ARMED_CLASH are one."""
    return "_".join(re.findall(r"[a-z0-9]+", label.casefold()))


_EVENT_TYPE_NAMES: Mapping[str, str] = {normalize_label(n): n for n in ACLED_EVENT_TYPES}
_SUB_EVENT_TYPE_NAMES: Mapping[str, str] = {
    normalize_label(name): name for names in ACLED_EVENT_TYPES.values() for name in names
}
_EVENT_TYPE_OF: Mapping[str, str] = {
    normalize_label(sub): normalize_label(event)
    for event, names in ACLED_EVENT_TYPES.items()
    for sub in names
}


def read_texts(path: Path) -> list[LabelledText]:
    """Read a TSV of id, text and label; a first line with these names is skipped.

    Raises:
        EvaluationError: A line has not three columns, or lacks text or label.
    """
    texts: list[LabelledText] = []
    for number, line in enumerate(read_text_file(path).split("\n"), start=1):
        columns = [_unquote(column) for column in line.rstrip("\r").split("\t")]
        if not line.strip() or (number == 1 and columns[-1].casefold() == "label"):
            continue
        if len(columns) != 3:
            fault = Fault(str(path), number, f"{len(columns)} columns, not id, text, label")
            raise EvaluationError(str(fault))
        label = normalize_label(columns[2])
        if not columns[1].strip() or not label:
            raise EvaluationError(str(Fault(str(path), number, "no text or no label")))
        texts.append(LabelledText(id=columns[0], text=columns[1], label=label))
    if not texts:
        raise EvaluationError(f"{path}: no texts")
    return texts


def _unquote(column: str) -> str:
    if len(column) > 1 and column[0] == column[-1] == '"':
        return column[1:-1].replace('""', '"')
    return column


def predict(text: LabelledText, coder: Coder, codebook: Codebook, *, coarse: bool) -> str:
    """Return the normalised label of the first event in a text that has a code."""
    try:
        document = coder.read_text(text.text, published=None, path=text.id)
    except ArticleError:
        return NO_EVENT
    coded = coder.code_document(document)
    position = {claim.claim.id: claim.claim.trigger.span.start for claim in coded.claims}
    ordered = sorted(
        coded.events, key=lambda e: (min((position.get(c, 0) for c in e.claims), default=0), e.id)
    )
    codes = (acled_sub_event(event, coded, codebook) for event in ordered)
    label = next((normalize_label(code) for code in codes if code), NO_EVENT)
    return _EVENT_TYPE_OF.get(label, NO_EVENT) if coarse else label


def acled_sub_event(event: Event, coded: Coded, codebook: Codebook) -> str | None:
    """Return ACLED's sub-event type of an event, from the codebook's crosswalk.

    Where the crosswalk's note makes the code depend on who was hurt or on the weapon, the words
    of the participants decide: an assault on armed people is an armed clash, a killing of
    civilians by forces an attack, a bombing with nothing but grenades a grenade.
    """
    try:
        code = codebook.type(event.type.value or "").crosswalk[Scheme.ACLED]
    except KeyError:
        return None
    name = code.values.get("sub_event_type")
    if event.type.value == "armed_assault" and _hurt(event, coded, _ARMED):
        return "Armed clash"
    if event.type.value == "killing_by_security_forces" and _hurt(event, coded, _CIVILIAN):
        return "Attack"
    if event.type.value == "bombing" and _only_grenades(event, coded):
        return "Grenade"
    return name


def _words(event: Event, coded: Coded, *roles: Role) -> list[str]:
    return [
        coded.document.text_at(support.value.argument.mention)
        for support in event.participants
        if support.value.argument.role in roles
    ]


def _hurt(event: Event, coded: Coded, classes: tuple[NounClass, ...]) -> bool:
    words = _words(event, coded, Role.VICTIM, Role.TARGET)
    return any(load_nouns().is_a(word, *classes) for word in words)


def _only_grenades(event: Event, coded: Coded) -> bool:
    words = _words(event, coded, Role.INSTRUMENT)
    return bool(words) and all("grenade" in word.casefold() for word in words)


def tables(labels: Sequence[str], answers: Sequence[str]) -> tuple[Table, ...]:
    """Return accuracy, macro and weighted F1 over the marked labels, and a row for each label."""
    classes = sorted(set(labels))
    tallies = {
        name: [
            (float(g == f == name), float(f == name), float(g == name))
            for g, f in zip(labels, answers, strict=True)
        ]
        for name in classes
    }
    joined = [tuple(v for name in classes for v in tallies[name][i]) for i in range(len(labels))]
    overall = (
        accuracy_row(
            "accuracy", [(float(g == f), 1.0) for g, f in zip(labels, answers, strict=True)]
        ),
        statistic_row("macro F1", joined, macro_f1, n=len(labels), measure=Measure.F1),
        statistic_row("weighted F1", joined, weighted_f1, n=len(labels), measure=Measure.F1),
        accuracy_row("texts given any type", [(float(bool(f)), 1.0) for f in answers]),
    )
    return (
        Table(
            title="Types",
            rows=overall,
            note="Macro: mean over the labels in the file; weighted: by how often each occurs.",
        ),
        Table(title="By label", rows=tuple(f1_row(name, tallies[name]) for name in classes)),
    )


def _class_scores(sums: Totals) -> list[tuple[float, float]]:
    """Return F1 and number marked for each label that occurs in a draw."""
    scores = []
    for start in range(0, len(sums), 3):
        right, found, marked = (float(value) for value in sums[start : start + 3])
        if marked:
            score = f1(right / found if found else None, right / marked)
            scores.append((score or 0.0, marked))
    return scores


def macro_f1(sums: Totals) -> float | None:
    """Return the mean F1 of the labels; ``sums`` holds right, found, marked for each."""
    scores = _class_scores(sums)
    return sum(score for score, _ in scores) / len(scores) if scores else None


def weighted_f1(sums: Totals) -> float | None:
    """Return the mean F1 of the labels, each weighted by how often it is marked."""
    scores = _class_scores(sums)
    total = sum(marked for _, marked in scores)
    return sum(score * marked for score, marked in scores) / total if total else None


def predictions_tsv(texts: Sequence[LabelledText], answers: Sequence[str]) -> str:
    """Return answers as a file of the same shape, with ACLED's own spelling of each label."""
    names = {**_SUB_EVENT_TYPE_NAMES, **_EVENT_TYPE_NAMES, NO_EVENT: NO_EVENT}
    lines = [
        f"{text.id}\t{text.text}\t{names[answer]}\n"
        for text, answer in zip(texts, answers, strict=True)
    ]
    return "id\ttext\tlabel\n" + "".join(lines)
