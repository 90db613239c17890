"""Task ``muc4-templates``: every slot of MUC-4's templates, scored as in 1992.

Differences from the official run: where the 1992 program asked a person to judge a string, date,
place or number, fixed rules judge (``muc4_marks``), in doubt against us.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from dateline.errors import EvaluationError
from dateline.resources.gazetteer import Gazetteer, open_gazetteer
from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import Coder, Options, OverviewFinder
from dateline.scoring.muc4_scoring import MessageScore, SlotCounts, score_message
from dateline.scoring.muc4_templates import (
    SCORED_SLOTS,
    SLOT_NAMES,
    Message,
    Template,
    format_templates,
    read_messages,
    read_templates,
)
from dateline.scoring.report import Report, Row, Table, accuracy_row, f1_row, ratio_row
from dateline.scoring.to_muc4 import to_templates

TASK = "muc4-templates"

Pick = Callable[[MessageScore, int], SlotCounts]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score all slots of MUC-4 templates, from a file of texts and its file of keys.

    Raises:
        EvaluationError: A file is in the wrong format, a message has no key or a key no message.
    """
    if len(paths) < 2 or len(paths) % 2:
        raise EvaluationError("muc4-templates takes a file of texts and its file of keys")
    messages: list[Message] = []
    keys: dict[str, list[Template]] = {}
    for texts, key_path in zip(paths[::2], paths[1::2], strict=True):
        read, (templates, known) = read_messages(texts), read_templates(key_path)
        _check_same(texts, key_path, {message.id for message in read}, known)
        messages.extend(read)
        keys.update(templates)
    gazetteer = open_gazetteer()
    found = {message.id: find_templates(message, coder, gazetteer) for message in messages}
    if options.predictions is not None:
        order = [message.id for message in messages]
        write_text_file(options.predictions, format_templates(order, found))
    scores = [score_message(found[m.id], keys.get(m.id, [])) for m in messages]
    several = several_table(
        [(keys.get(m.id, []), s) for m, s in zip(messages, scores, strict=True)]
    )
    return Report(
        task=TASK,
        documents=len(messages),
        tables=(
            overall_table(scores),
            slot_table(scores),
            matched_slot_table(scores),
            *([several] if several.rows else []),
            _filter_table([(bool(keys.get(m.id)), bool(found[m.id])) for m in messages]),
        ),
        notes=("Strings, dates, places and numbers are judged by rule, not by a person.",),
        details={
            "slots": {SLOT_NAMES[s]: _counts(_all_templates, scores, s) for s in SCORED_SLOTS}
        },
    )


def find_templates(message: Message, coder: Coder, gazetteer: Gazetteer) -> tuple[Template, ...]:
    """Code a message and return its templates."""
    read = coder.read_text(message.text, published=message.date, path=message.id)
    # The extractor's parts that need a parse were trained on lower case.
    lowered = coder.read_text(message.text.lower(), published=message.date, path=message.id)
    overview = coder.overview(lowered) if isinstance(coder, OverviewFinder) else None
    return to_templates(coder.code_document(read), message, gazetteer, overview)


def _check_same(texts: Path, key_path: Path, told: set[str], known: frozenset[str]) -> None:
    if told - known:
        raise EvaluationError(f"{key_path}: no key for {min(told - known)} of {texts}")
    if known - told:
        raise EvaluationError(f"{texts}: no text for {min(known - told)} of {key_path}")


def _matched_only(score: MessageScore, slot: int) -> SlotCounts:
    return score.matched[slot]


def _matched_missing(score: MessageScore, slot: int) -> SlotCounts:
    return score.matched[slot] + score.missing[slot]


def _all_templates(score: MessageScore, slot: int) -> SlotCounts:
    return score.matched[slot] + score.missing[slot] + score.spurious[slot]


def overall_table(scores: Sequence[MessageScore]) -> Table:
    """Return the official summary rows over all slots."""
    picks: tuple[tuple[str, Pick], ...] = (
        ("all templates", _all_templates),
        ("matched/missing", _matched_missing),
        ("matched only", _matched_only),
    )
    rows = [_row(name, pick, scores, SCORED_SLOTS) for name, pick in picks]
    templates = [s.templates for s in scores]
    rows.append(f1_row("templates", [(t.credit, t.actual, t.possible) for t in templates]))
    return Table(
        title="Over all slots",
        rows=tuple(rows),
        note="Partial fills earn half. Unpaired templates cost all their fills in "
        '"all templates"; "matched only" leaves them out.',
    )


def slot_table(scores: Sequence[MessageScore]) -> Table:
    """Return a row for every slot over all templates."""
    return Table(
        title="By slot, all templates",
        rows=tuple(_row(SLOT_NAMES[s], _all_templates, scores, (s,)) for s in SCORED_SLOTS),
    )


def matched_slot_table(scores: Sequence[MessageScore]) -> Table:
    """Return a row for every slot over the templates that were paired."""
    return Table(
        title="By slot, matched templates only",
        rows=tuple(_row(SLOT_NAMES[s], _matched_only, scores, (s,)) for s in SCORED_SLOTS),
        note="How right the slots of found templates are, apart from templates not found.",
    )


def _row(name: str, pick: Pick, scores: Sequence[MessageScore], slots: Sequence[int]) -> Row:
    tallies = []
    for score in scores:
        counts = sum((pick(score, slot) for slot in slots), start=SlotCounts())
        tallies.append((counts.credit, counts.actual, counts.credit, counts.possible))
    return ratio_row(name, tallies)


def _counts(pick: Pick, scores: Sequence[MessageScore], slot: int) -> dict[str, int]:
    counts = sum((pick(score, slot) for score in scores), start=SlotCounts())
    return {
        "correct": counts.correct,
        "partial": counts.partial,
        "incorrect": counts.incorrect,
        "spurious": counts.spurious,
        "missing": counts.missing,
    }


def several_table(scores: Sequence[tuple[Sequence[Template], MessageScore]]) -> Table:
    """Return how acts were told apart in messages that tell of several.

    Args:
        scores: For each message its key's templates and its score.
    """
    several = [
        (sum(not template.optional for template in key), score.templates)
        for key, score in scores
        if sum(not template.optional for template in key) > 1
    ]
    return Table(
        title="Messages with several incidents",
        rows=(
            f1_row("templates, several", [(t.credit, t.actual, t.possible) for _, t in several]),
            accuracy_row(
                "as many templates as the key has", [(t.actual == n, 1.0) for n, t in several]
            ),
            accuracy_row(
                "fewer templates than the key has", [(t.actual < n, 1.0) for n, t in several]
            ),
        )
        if several
        else (),
        note="Over messages whose key has at least two templates that are not optional.",
    )


def _filter_table(relevant: Sequence[tuple[bool, bool]]) -> Table:
    """Return how well messages with an incident were told from those without."""
    tallies = [(float(k and f), float(f), float(k)) for k, f in relevant]
    quiet = [(float(not f), 1.0) for k, f in relevant if not k]
    return Table(
        title="Messages with an incident",
        rows=(
            f1_row("text filtering", tallies),
            accuracy_row("messages without incident: nothing coded", quiet),
        ),
    )
