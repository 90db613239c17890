"""Task ``passages``: which acts short passages report, marked act by act.

A file holds one JSON object a line: ``id``, ``part`` ("dev" or "held"), ``text``, ``acts`` and,
where two readings were made, ``readings``: the acts of the first and of the second. An act has
``type``, ``also`` (other types that are right too), ``stage``, ``status``, and the ``words`` that
report it with their ``span``; one that is ``optional`` may be found or missed without a penalty.
Mistakes are told for "dev" only, so that "held" stays unseen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from dateline.core.claims import Stage, Status
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.events import Event
from dateline.errors import EvaluationError
from dateline.scoring.agreement import agreement_rows
from dateline.scoring.interface import Coder, Options
from dateline.scoring.marked_lines import PARTS, MarkedText, Part, read_marked
from dateline.scoring.matching import best_pairs
from dateline.scoring.report import Report, Row, Table, accuracy_row, f1_row

TASK = "passages"

#: Types the set was written for: those that no corpus marks, and those of protest and war.
SCOPE = frozenset(
    {
        "plot",
        "seizure",
        "travel_prevention",
        "financing",
        "recruitment",
        "designation",
        "surrender",
        "group_dismantled",
        "extradition",
        "protest",
        "violent_demonstration",
        "force_against_protest",
        "clash",
        "shelling",
        "air_strike",
    }
)

_NONE = "none"


class Act(BaseModel):
    """One act that a passage reports, as a reader marked it."""

    model_config = ConfigDict(extra="forbid")

    type: str
    also: tuple[str, ...] = ()
    stage: Stage
    status: Status
    words: str
    span: tuple[int, int]
    optional: bool = False

    @property
    def scored(self) -> bool:
        """Whether it counts when the act is found or missed."""
        return self.type in SCOPE and not self.optional

    @property
    def types(self) -> tuple[str, ...]:
        """All types that are right, the preferred one first."""
        return (self.type, *self.also)


class Passage(MarkedText):
    """One or two sentences with the acts they report; none for a near miss."""

    acts: tuple[Act, ...]
    readings: tuple[tuple[Act, ...], tuple[Act, ...]] | None = None

    @model_validator(mode="after")
    def _words_stand_at_their_spans(self) -> Self:
        readings = self.readings or ()
        for act in (act for acts in (self.acts, *readings) for act in acts):
            start, end = act.span
            if not 0 <= start < end or self.text[start:end] != act.words:
                raise ValueError(f"{act.words!r} does not stand at {act.span}")
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAct:
    """An event as Dateline found it in a passage, with the triggers of its claims."""

    type: str
    stage: str | None
    status: str | None
    triggers: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPassage:
    """A passage, what was found in it, and which found act (second) is which marked one (first)."""

    passage: Passage
    found: tuple[FoundAct, ...]
    pairs: tuple[tuple[int, int], ...]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score acts found in short passages: their types, stages, statuses and words.

    Raises:
        EvaluationError: A file is not in the format above, or holds no passage.
    """
    del options
    passages = [item for path in paths for _, item in read_marked(path, Passage)]
    if not passages:
        raise EvaluationError(f"{paths[0]}: no passages")
    read = [read_passage(passage, passage.code(coder)) for passage in passages]
    tables: list[Table] = []
    for part in PARTS:
        chosen = [one for one in read if one.passage.part == part]
        if chosen:
            tables.extend(_part_tables(part, chosen))
    twice = [passage for passage in passages if passage.readings is not None]
    if twice:
        tables.append(agreement_table(twice))
    return Report(
        task=TASK,
        documents=len(passages),
        tables=tuple(tables),
        details={"mistakes": [mistake for one in read for mistake in _mistakes(one)]},
    )


def read_passage(passage: Passage, coded: Coded) -> ReadPassage:
    """Pair marked and found acts of one type, optional ones last, those that share words first."""
    found = tuple(_found_act(event, coded) for event in coded.events)
    weights = [[_likeness(act, other) for other in found] for act in passage.acts]
    return ReadPassage(passage=passage, found=found, pairs=tuple(best_pairs(weights)))


def _found_act(event: Event, coded: Coded) -> FoundAct:
    return FoundAct(
        type=event.type.value or _NONE,
        stage=event.stage.value.value if event.stage.value else None,
        status=event.status.value.value if event.status.value else None,
        triggers=tuple(
            claim.claim.trigger.span for claim in coded.claims if claim.claim.id in event.claims
        ),
    )


def _likeness(act: Act, found: FoundAct) -> float:
    if found.type not in act.types:
        return 0.0
    plain = 0.5 if act.optional else 1.0
    return plain + 0.25 * _same_words(act, found) + 0.125 * (found.type == act.type)


def _same_words(act: Act, found: FoundAct) -> bool:
    return any(Span(*act.span).overlaps(trigger) for trigger in found.triggers)


def _part_tables(part: Part, read: Sequence[ReadPassage]) -> tuple[Table, ...]:
    types = sorted({act.type for one in read for act in one.passage.acts if act.scored})
    empty = [one for one in read if not one.passage.acts]
    return (
        Table(
            title=f"Acts in passages, {part} part",
            rows=(
                f1_row("types", [_tally(one, SCOPE) for one in read]),
                accuracy_row(
                    "passages without an act: nothing found",
                    [(float(not one.found), 1.0) for one in empty],
                ),
                *_value_rows(read),
            ),
            note=(
                "One-to-one by type within a passage; stage, status and words of the acts so "
                "found. Other types than those below are marked but count neither way."
            ),
        ),
        Table(
            title=f"Acts by type, {part} part",
            rows=tuple(
                f1_row(name, [_tally(one, frozenset({name})) for one in read]) for name in types
            ),
        ),
    )


def _tally(one: ReadPassage, scope: frozenset[str]) -> tuple[float, float, float]:
    """Return right, found and marked acts; a right one counts under its marked type."""
    marked = {i for i, act in enumerate(one.passage.acts) if act.scored and act.type in scope}
    paired = {other: index for index, other in one.pairs}
    right = sum(index in marked for index in paired.values())
    spurious = sum(act.type in scope for i, act in enumerate(one.found) if i not in paired)
    return float(right), float(right + spurious), float(len(marked))


def _value_rows(read: Sequence[ReadPassage]) -> tuple[Row, ...]:
    pairs = [
        [(one.passage.acts[i], one.found[j]) for i, j in one.pairs if one.passage.acts[i].scored]
        for one in read
    ]
    tests = {
        "stage": lambda act, found: act.stage.value == found.stage,
        "status": lambda act, found: act.status.value == found.status,
        "words of the act overlap": _same_words,
    }
    return tuple(
        accuracy_row(
            name, [(float(sum(test(*pair) for pair in of)), float(len(of))) for of in pairs]
        )
        for name, test in tests.items()
    )


def agreement_table(passages: Sequence[Passage]) -> Table:
    """Return how far two readings of the same passages agree.

    The answer to a passage is the set of its types in scope; stage and status are compared on the
    acts whose type both readings give, in order.
    """
    types: list[tuple[str, str]] = []
    stages: list[tuple[str, str]] = []
    statuses: list[tuple[str, str]] = []
    for passage in passages:
        first, second = passage.readings or ((), ())
        types.append((_answer(first), _answer(second)))
        for name in sorted(SCOPE):
            both = zip(
                (act for act in first if act.type == name),
                (act for act in second if act.type == name),
                strict=False,
            )
            for one, other in both:
                stages.append((one.stage.value, other.stage.value))
                statuses.append((one.status.value, other.status.value))
    return Table(
        title="Agreement of the two readings",
        rows=(
            *agreement_rows("types of a passage", types),
            *agreement_rows("stage", stages),
            *agreement_rows("status", statuses),
        ),
        note="Before adjudication. The answer to a passage is all of its scored types, or none.",
    )


def _answer(acts: Sequence[Act]) -> str:
    return " ".join(sorted(act.type for act in acts if act.type in SCOPE)) or _NONE


def _mistakes(one: ReadPassage) -> list[dict[str, object]]:
    if one.passage.part == "held":
        return []
    paired = {i: one.found[j] for i, j in one.pairs}
    taken = {j for _, j in one.pairs}
    wrong = [
        {
            "marked": [act.type, act.stage.value, act.status.value, act.words],
            "found": [paired[i].type, paired[i].stage, paired[i].status] if i in paired else None,
        }
        for i, act in enumerate(one.passage.acts)
        if act.scored
        and (
            i not in paired
            or (act.stage.value, act.status.value) != (paired[i].stage, paired[i].status)
        )
    ]
    spurious = [
        {
            "marked": None,
            "found": [act.type, act.stage, act.status],
            "words": [one.passage.text[s.start : s.end] for s in act.triggers],
        }
        for j, act in enumerate(one.found)
        if j not in taken and (act.type in SCOPE or not one.passage.acts)
    ]
    return [
        {"id": one.passage.id, "text": one.passage.text, **mistake} for mistake in wrong + spurious
    ]
