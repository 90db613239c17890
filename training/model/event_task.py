"""Training on triggers, event types and arguments: WikiEvents and RAMS."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from training.model.act_labels import ActLabels, allowed_types, word_at
from training.model.acts_task import marked_loss
from training.model.network import Network
from training.model.trigger_places import place_triggers

from dateline.core.documents import Span
from dateline.pipeline.claims.model.pieces import PieceReader, Window
from dateline.pipeline.claims.model.reading import SHARED, SIZE
from dateline.scoring.rams import RamsItem
from dateline.scoring.rams import mark as mark_rams
from dateline.scoring.tokens import find_tokens, join_tokens
from dateline.scoring.triggers import MarkedEvent
from dateline.scoring.wikievents import WikiDocument
from dateline.scoring.wikievents import mark as mark_wikievents

#: No type, no role.
NONE = "none"
#: Least number of marked examples for a type or role to have a class of its own.
LEAST = 10
#: Least part of a type's marked events that have a role, for it to be one of the type's.
COMMON = 0.02
#: What a piece of a trigger, or of an argument, counts beside one of neither.
TRIGGER_WEIGHT, ARGUMENT_WEIGHT = 3.0, 4.0
#: What a piece's mean loss, and the whole loss of a trigger's arguments, count in the sum.
TRIGGER_SHARE, ARGUMENT_SHARE = 10.0, 0.04
IGNORED = -100

#: RAMS's names for types that WikiEvents has under another one.
_SAME_TYPE = {
    "justice.initiatejudicialprocess.chargeindict": "justice.chargeindict",
    "justice.initiatejudicialprocess.trialhearing": "justice.trialhearing",
    "justice.investigate": "justice.investigatecrime",
    "justice.judicialconsequences.convict": "justice.convict",
    "justice.judicialconsequences.execute": "justice.execute",
    "justice.judicialconsequences.extradite": "justice.extradite",
    "artifactexistence.damagedestroy": "artifactexistence.damagedestroydisabledismantle",
    "contact.discussion": "contact.contact",
    "movement.transportperson": "movement.transportation",
    "movement.transportartifact": "movement.transportation",
}
_SAME_ROLE = {"participantarg": "participant", "damagerdestroyer": "destroyer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventText:
    """A text with marked events; ``exhaustive`` if nothing else in it is one, but perhaps words
    in ``unknown``."""

    id: str
    text: str
    events: tuple[MarkedEvent, ...]
    exhaustive: bool
    unknown: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """The classes of the trigger and argument heads, in order; the first is ``NONE``.

    ``type_roles``: by type the roles that its marked events have.
    """

    types: tuple[str, ...]
    roles: tuple[str, ...]
    type_roles: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWindow:
    """A window with a type for each piece, and for each trigger in it a role for each piece.

    ``acts (pieces, classes)``: which of the codebook's types a piece may have; none: not known.
    """

    window: Window
    types: np.ndarray
    acts: np.ndarray
    anchors: np.ndarray
    roles: np.ndarray


def wikievents_texts(documents: Iterable[WikiDocument]) -> Iterator[EventText]:
    """Yield WikiEvents' documents with their events as spans."""
    for document in documents:
        tokens = find_tokens(document.text, document.tokens)
        events = mark_wikievents(document, tokens, document.text)
        yield EventText(id=document.id, text=document.text, events=events, exhaustive=True)


def placed_wikievents_texts(documents: Iterable[WikiDocument]) -> Iterator[EventText]:
    """Yield WikiEvents' documents of the flat form, triggers where they are likely to stand."""
    for document in documents:
        placed = place_triggers(document)
        tokens = find_tokens(document.text, document.tokens)
        spans = [tokens.span(*at) for at in placed.unknown]
        yield EventText(
            id=document.id,
            text=document.text,
            events=mark_wikievents(placed.document, tokens, document.text),
            exhaustive=True,
            unknown=tuple(span for span in spans if span is not None),
        )


def rams_texts(items: Iterable[RamsItem]) -> Iterator[EventText]:
    """Yield RAMS's windows with their one marked event as spans."""
    for item in items:
        text = join_tokens(item.tokens)
        events = mark_rams(item, find_tokens(text, item.tokens))
        yield EventText(id=item.id, text=text, events=events, exhaustive=False)


def type_name(type_: str) -> str:
    """Return a type of either ontology as the class it counts for: the first two of its parts."""
    parts = type_.lower().split(".")
    for length in (3, 2):
        name = ".".join(parts[:length])
        if name in _SAME_TYPE:
            return _SAME_TYPE[name]
    return ".".join(parts[:2])


def role_name(role: str) -> str:
    """Return a role of either ontology as the class it counts for."""
    return _SAME_ROLE.get(role, role)


def read_labels(texts: Sequence[EventText]) -> Labels:
    """Return the classes that are marked often enough in some texts."""
    types = Counter(type_name(event.type) for text in texts for event in text.events)
    roles = Counter(
        role_name(argument.role)
        for text in texts
        for event in text.events
        for argument in event.arguments
    )
    together = Counter(
        (type_name(event.type), role)
        for text in texts
        for event in text.events
        for role in {role_name(argument.role) for argument in event.arguments}
    )
    kept = sorted(name for name, count in roles.items() if count >= LEAST)
    common = sorted(name for name, count in types.items() if count >= LEAST)
    return Labels(
        types=(NONE, *common),
        roles=(NONE, *kept),
        type_roles={
            name: tuple(r for r in kept if together[name, r] >= COMMON * types[name])
            for name in common
        },
    )


def event_windows(
    text: EventText, labels: Labels, acts: ActLabels, reader: PieceReader, *, size: int = SIZE
) -> Iterator[EventWindow]:
    """Yield the windows of a text as examples."""
    pieces = reader.read(text.text)
    type_numbers = {name: number for number, name in enumerate(labels.types)}
    role_numbers = {name: number for number, name in enumerate(labels.roles)}
    starts = np.array([_starts_word(text.text, start) for start in pieces.starts], dtype=bool)
    types = np.where(starts & text.exhaustive, 0, IGNORED)
    for span in text.unknown:
        unsure = pieces.range_of(span)
        if unsure is not None:
            types[unsure[0] : unsure[1] + 1] = IGNORED
    marked: dict[int, str | None] = dict.fromkeys(np.flatnonzero(types == 0).tolist())
    events = []
    for event in text.events:
        at = pieces.range_of(event.trigger)
        if at is None:
            continue
        types[at[0]] = type_numbers.get(type_name(event.type), 0 if text.exhaustive else IGNORED)
        marked[at[0]] = event.type
        events.append((at, event))
    allowed = np.zeros((len(pieces.ids), len(acts.types)), dtype=bool)
    for place, type_ in marked.items():
        word = word_at(text.text, (pieces.starts[place], pieces.ends[place]))
        row = allowed_types(word, type_, acts)
        if row is not None:
            allowed[place] = row
    for window in reader.windows(pieces, size=size, shared=SHARED):
        inside = [(a, e) for a, e in events if window.start <= a[0] and a[1] < window.end]
        roles = np.zeros((len(inside), len(window.ids) - 2), dtype=np.int64)
        for row, (_, event) in zip(roles, inside, strict=True):
            for argument in event.arguments:
                at = pieces.range_of(argument.span)
                if at and window.start <= at[0] and at[1] < window.end:
                    number = role_numbers.get(role_name(argument.role), 0)
                    row[at[0] - window.start : at[1] + 1 - window.start] = number
        anchors = [(a[0] - window.start + 1, a[1] - window.start + 1) for a, _ in inside]
        yield EventWindow(
            window=window,
            types=types[window.start : window.end],
            acts=allowed[window.start : window.end],
            anchors=np.array(anchors, dtype=np.int64).reshape(-1, 2),
            roles=roles,
        )


def _starts_word(text: str, start: int) -> bool:
    return start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())


def event_loss(
    network: Network, batch: Sequence[EventWindow], ids: Tensor, states: Tensor
) -> Tensor:
    """Return the loss of a batch of windows, given its pieces and their vectors."""
    types = torch.full(tuple(ids.shape), IGNORED)
    anchors, roles = [], []
    for row, example in enumerate(batch):
        types[row, 1 : 1 + len(example.types)] = torch.from_numpy(example.types)
        anchors.append(np.insert(example.anchors, 0, row, axis=1))
        wide = np.full((len(example.roles), ids.shape[1]), IGNORED)
        wide[:, 1 : 1 + len(example.types)] = example.roles
        roles.append(wide)
    logits = network.triggers(states)
    weights = torch.full((logits.shape[-1],), TRIGGER_WEIGHT)
    weights[0] = 1.0
    loss = functional.cross_entropy(logits.flatten(0, 1), types.flatten(), weights, reduction="sum")
    # Divided by all pieces, so that a trigger counts the same where nothing else is known.
    length = sum(len(example.types) for example in batch)
    loss = TRIGGER_SHARE * loss / length
    allowed = torch.zeros(*ids.shape, network.acts.out_features, dtype=torch.bool)
    for row, example in enumerate(batch):
        allowed[row, 1 : 1 + len(example.acts)] = torch.from_numpy(example.acts)
    known = allowed.any(-1)
    loss = loss + marked_loss(network.acts(states[known]), allowed[known], length)
    if sum(map(len, anchors)):
        found = network.arguments(states, torch.from_numpy(np.concatenate(anchors)))
        wanted = torch.from_numpy(np.concatenate(roles))
        role_weights = torch.full((found.shape[-1],), ARGUMENT_WEIGHT)
        role_weights[0] = 1.0
        each = functional.cross_entropy(
            found.flatten(0, 1),
            wanted.flatten(),
            role_weights,
            ignore_index=IGNORED,
            reduction="sum",
        )
        # Most pieces have no role: a mean over all would leave the few that have one no say.
        loss = loss + ARGUMENT_SHARE * each / len(found)
    return loss


def found_triggers(
    probabilities: np.ndarray, starts: Sequence[bool], *, least: float
) -> Iterator[tuple[int, int, float]]:
    """Yield place, class and probability of each word's first piece that is some trigger.

    Args:
        probabilities: ``(pieces, types)``.
        starts: Whether a piece starts a word.
        least: Least probability of being a trigger of any type.
    """
    for place, row in enumerate(probabilities):
        if starts[place] and 1.0 - row[0] >= least:
            number = int(row[1:].argmax()) + 1
            yield place, number, float(row[number])


def tally(right: int, found: int, marked: int) -> Mapping[str, float]:
    """Return precision, recall and F1 in percent."""
    precision, recall = right / max(found, 1), right / max(marked, 1)
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {
        "precision": round(100 * precision, 2),
        "recall": round(100 * recall, 2),
        "f1": round(100 * f1, 2),
    }
