"""Task ``wikievents``: triggers, types and arguments in news linked from Wikipedia.

Read are the corpus's own JSON Lines (``event_mentions`` with token offsets, ``entity_mentions``)
and the flat form whose arguments are strings. Types in scope and what stands for what is in
``ontologies``.

Reference:
    Li, Ji & Han (2021), Document-Level Event Argument Extraction by Conditional Generation, NAACL.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.errors import EvaluationError, Fault
from dateline.scoring.gold_files import iter_json_lines, read_text_file
from dateline.scoring.gold_predictions import json_lines, write_text_file
from dateline.scoring.interface import ActFinder, Coder, Options
from dateline.scoring.ontologies import ROLE_NAMES, kairos_type
from dateline.scoring.report import Report
from dateline.scoring.tokens import TokenMap, find_tokens, join_tokens
from dateline.scoring.triggers import (
    FoundArgument,
    FoundEvent,
    MarkedArgument,
    MarkedEvent,
    found_mentions,
    read_found,
    score_triggers,
    trigger_tables,
)

TASK = "wikievents"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Argument:
    role: str
    text: str
    tokens: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event:
    type: str
    trigger: tuple[int, int]
    arguments: tuple[_Argument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WikiDocument:
    """One document: its tokens, the text to read, and what is marked."""

    id: str
    tokens: tuple[str, ...]
    text: str
    events: tuple[_Event, ...]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score triggers, types and arguments on WikiEvents' JSON Lines.

    Raises:
        EvaluationError: A line is not in that format, or predictions cannot be written.
    """
    documents = [document for path in paths for document in read_documents(path)]
    scores, of_claims, answers = [], [], []
    for document in documents:
        read = coder.read_text(document.text, published=None, path=document.id)
        coded = coder.code_document(read)
        tokens = find_tokens(read.text, document.tokens)
        claims = read_found(coded)
        mentions = coder.act_mentions(coded) if isinstance(coder, ActFinder) else None
        found = claims if mentions is None else found_mentions(mentions)
        marked = mark(document, tokens, read.text)
        scores.append(score_triggers(marked, found))
        if mentions is not None:
            of_claims.append(score_triggers(marked, claims))
        answers.append(_answer(document, coded, found, tokens))
    if options.predictions is not None:
        write_text_file(options.predictions, json_lines(answers))
    return Report(
        task=TASK,
        documents=len(documents),
        tables=(
            *trigger_tables(scores),
            *(trigger_tables(of_claims, of="Claims alone: ") if of_claims else ()),
        ),
        notes=(
            "In scope: attacks, demonstrations, threats, arrest, charge, trial, conviction, "
            "sentence, acquittal, release, investigation, extradition. Deaths and injuries are "
            "neither asked for nor counted against us; all other types are out of scope.",
        ),
    )


def read_documents(path: Path) -> tuple[WikiDocument, ...]:
    """Read a file in either form.

    Raises:
        EvaluationError: A line lacks a field or has one of the wrong shape.
    """
    documents: list[WikiDocument] = []
    for line, value in iter_json_lines(path, read_text_file(path)):
        try:
            documents.append(_document(value))
        except (KeyError, TypeError, ValueError, IndexError) as error:
            message = f"not a WikiEvents document: {type(error).__name__} {error}"
            raise EvaluationError(str(Fault(str(path), line, message))) from error
    if not documents:
        raise EvaluationError(f"{path}: no documents")
    return tuple(documents)


def _document(value: Mapping[str, Any]) -> WikiDocument:
    tokens = tuple(str(token) for token in value["tokens"])
    entities = {
        str(entity["id"]): (int(entity["start"]), int(entity["end"]))
        for entity in value.get("entity_mentions", [])
    }
    return WikiDocument(
        id=str(value["doc_id"] if "doc_id" in value else value["docid"]),
        tokens=tokens,
        text=_paragraphs(value) if isinstance(value.get("text"), str) else join_tokens(tokens),
        events=tuple(_event(event, entities) for event in value["event_mentions"]),
    )


def _event(event: Mapping[str, Any], entities: Mapping[str, tuple[int, int]]) -> _Event:
    trigger = event["trigger"]
    start = trigger["start"] if "start" in trigger else trigger["start_idx"]
    end = trigger["end"] if "end" in trigger else trigger["end_idx"]
    return _Event(
        type=str(event["event_type"]),
        trigger=(int(start), int(end)),
        arguments=tuple(
            _Argument(
                role=str(argument["role"]).lower(),
                text=str(argument["text"]),
                tokens=entities[argument["entity_id"]] if "entity_id" in argument else None,
            )
            for argument in event["arguments"]
        ),
    )


def _paragraphs(value: Mapping[str, Any]) -> str:
    """Return the text with its paragraphs apart: the corpus drops the breaks between them."""
    text, parts, cursor = str(value["text"]), list[str](), 0
    for sentence in value["sentences"]:
        words = str(sentence[1]).strip()
        at = text.find(words, cursor)
        if at < 0:
            continue
        gap = text[cursor:at]
        parts.append((gap or "\n\n") if parts else "")
        parts.append(words)
        cursor = at + len(words)
    return "".join(parts) if parts else text


def mark(document: WikiDocument, tokens: TokenMap, text: str) -> tuple[MarkedEvent, ...]:
    """Return what is marked as spans of the text read; what cannot be found in it is left out.

    An argument given as a string stands where it occurs nearest to the trigger.
    """
    events = []
    for event in document.events:
        trigger = tokens.span(*event.trigger)
        if trigger is None:
            continue
        found = [
            (argument.role, _argument_span(argument, trigger, tokens, document, text))
            for argument in event.arguments
        ]
        arguments = tuple(MarkedArgument(role=role, span=span) for role, span in found if span)
        events.append(MarkedEvent(type=event.type, trigger=trigger, arguments=arguments))
    return tuple(events)


def _argument_span(
    argument: _Argument, trigger: Span, tokens: TokenMap, document: WikiDocument, text: str
) -> Span | None:
    if argument.tokens is not None:
        return tokens.span(*argument.tokens)
    words = tuple(argument.text.split())
    places = [
        tokens.span(start, start + len(words))
        for start in range(len(document.tokens) - len(words) + 1)
        if document.tokens[start : start + len(words)] == words
    ]
    spans = [span for span in places if span is not None]
    if not spans:
        at = text.find(argument.text)
        return Span(at, at + len(argument.text)) if at >= 0 and argument.text else None
    return min(spans, key=lambda span: (abs(span.start - trigger.start), span.start))


def _answer(
    document: WikiDocument, coded: Coded, found: Sequence[FoundEvent], tokens: TokenMap
) -> dict[str, object]:
    events: list[dict[str, object]] = []
    for event in found:
        type_, trigger = kairos_type(event.type), tokens.tokens(event.trigger)
        if type_ is None or trigger is None:
            continue
        events.append(
            {
                "id": f"{document.id}-E{len(events) + 1}",
                "event_type": type_,
                "trigger": {
                    "start": trigger[0],
                    "end": trigger[1],
                    "text": coded.document.text_at(event.trigger),
                },
                "arguments": [_argument_answer(a, coded, tokens) for a in event.arguments],
            }
        )
    return {"doc_id": document.id, "tokens": list(document.tokens), "event_mentions": events}


def _argument_answer(argument: FoundArgument, coded: Coded, tokens: TokenMap) -> dict[str, object]:
    at = tokens.tokens(argument.head)
    return {
        "role": "Place" if argument.name is None else ROLE_NAMES[argument.name],
        "text": coded.document.text_at(argument.head),
        "start": at[0] if at else None,
        "end": at[1] if at else None,
    }
