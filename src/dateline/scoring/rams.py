"""Task ``rams``: one event in a window of five sentences, with arguments in any of them.

Only one event of each window is marked, so what else is found says nothing; scores are of the
marked event. Types in scope are in ``ontologies``.

Reference:
    Ebner, Xia, Culkin, Rawlins & Van Durme (2020), Multi-Sentence Argument Linking, ACL.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import EvaluationError, Fault
from dateline.scoring.gold_files import iter_json_lines, read_text_file
from dateline.scoring.gold_predictions import json_lines, write_text_file
from dateline.scoring.interface import ActFinder, Coder, Options
from dateline.scoring.ontologies import ROLE_NAMES, covered_types
from dateline.scoring.report import Report
from dateline.scoring.tokens import TokenMap, find_tokens, join_tokens
from dateline.scoring.triggers import (
    FoundEvent,
    MarkedArgument,
    MarkedEvent,
    found_mentions,
    read_found,
    score_triggers,
    trigger_tables,
)

TASK = "rams"
_ROLE = re.compile(r"^evt\d+arg\d+(.+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class RamsItem:
    """One window; tokens are counted over all its sentences, ends excluded."""

    id: str
    tokens: tuple[str, ...]
    type: str
    trigger: tuple[int, int]
    arguments: tuple[tuple[str, tuple[int, int]], ...]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score the marked event of each window in RAMS's JSON Lines: trigger, type, arguments.

    Raises:
        EvaluationError: A line is not in that format, or predictions cannot be written.
    """
    items = [item for path in paths for item in read_items(path)]
    scored = [item for item in items if covered_types(item.type)]
    scores, of_claims, answers = [], [], []
    for item in scored if options.predictions is None else items:
        read = coder.read_text(join_tokens(item.tokens), published=None, path=item.id)
        tokens = find_tokens(read.text, item.tokens)
        coded = coder.code_document(read)
        claims = read_found(coded)
        mentions = coder.act_mentions(coded) if isinstance(coder, ActFinder) else None
        found = claims if mentions is None else found_mentions(mentions)
        answers.append(_answer(item, found, tokens))
        if covered_types(item.type):
            marked = mark(item, tokens)
            scores.append(score_triggers(marked, found, exhaustive=False))
            if mentions is not None:
                of_claims.append(score_triggers(marked, claims, exhaustive=False))
    if options.predictions is not None:
        write_text_file(options.predictions, json_lines(answers))
    return Report(
        task=TASK,
        documents=len(scored),
        tables=(
            *trigger_tables(scores, exhaustive=False),
            *(
                trigger_tables(of_claims, exhaustive=False, of="Claims alone: ")
                if of_claims
                else ()
            ),
        ),
        notes=(
            f"In scope: {len(scored)} of {len(items)} windows, whose event is an attack, "
            "demonstration, threat, surrender, arrest, charge, trial, conviction, investigation, "
            "execution, extradition or prevented exit.",
        ),
    )


def read_items(path: Path) -> tuple[RamsItem, ...]:
    """Read a file of windows.

    Raises:
        EvaluationError: A line lacks a field or has one of the wrong shape.
    """
    items: list[RamsItem] = []
    for line, value in iter_json_lines(path, read_text_file(path)):
        try:
            items.append(_item(value))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            message = f"not a RAMS window: {type(error).__name__} {error}"
            raise EvaluationError(str(Fault(str(path), line, message))) from error
    if not items:
        raise EvaluationError(f"{path}: no windows")
    return tuple(items)


def _item(value: Mapping[str, Any]) -> RamsItem:
    start, end, types = value["evt_triggers"][0]
    return RamsItem(
        id=str(value["doc_key"]),
        tokens=tuple(str(token) for sentence in value["sentences"] for token in sentence),
        type=str(types[0][0]),
        trigger=(int(start), int(end) + 1),
        arguments=tuple(
            (_role(str(role)), (int(span[0]), int(span[1]) + 1))
            for _, span, role in value["gold_evt_links"]
        ),
    )


def _role(name: str) -> str:
    match = _ROLE.match(name)
    return match.group(1).lower() if match else name.lower()


def mark(item: RamsItem, tokens: TokenMap) -> tuple[MarkedEvent, ...]:
    """Return what is marked as spans of the text read."""
    trigger = tokens.span(*item.trigger)
    if trigger is None:
        return ()
    spans = [(role, tokens.span(*at)) for role, at in item.arguments]
    arguments = tuple(MarkedArgument(role=role, span=span) for role, span in spans if span)
    return (MarkedEvent(type=item.type, trigger=trigger, arguments=arguments),)


def _answer(item: RamsItem, found: Sequence[FoundEvent], tokens: TokenMap) -> dict[str, object]:
    """Return the links of the found event on the marked trigger, as the published scorer reads."""
    trigger = tokens.span(*item.trigger)
    links: list[object] = []
    for event in found:
        if trigger is None or not event.trigger.overlaps(trigger):
            continue
        for argument in event.arguments:
            at = tokens.tokens(argument.head)
            name = "place" if argument.name is None else ROLE_NAMES[argument.name].lower()
            if at is not None:
                links.append([at[0], at[1] - 1, name, 1.0])
        break
    start, end = item.trigger
    return {"doc_key": item.id, "predictions": [[[start, end - 1], *links]] if links else []}
