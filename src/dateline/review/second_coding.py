"""Second coding: what is asked of coders, what the machine would answer, and how they agree."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.events import Event
from dateline.core.grounded import Count, Interval, Place
from dateline.exports.decisions import canonical_value
from dateline.exports.jsonl import place_record
from dateline.pipeline.linking.edits import was_added
from dateline.pipeline.linking.link import build_event, link
from dateline.review.agreement import Agreement, Answer, Level, TooFew, agreement
from dateline.store.interface import Store
from dateline.store.second_coding import Answers, Assignment, Coding, TargetKind, Task

#: Under which name the machine's answers stand beside those of people.
MACHINE = "machine"
#: Whether the reports tell of an act that the codebook has at all.
RELEVANT = "relevant"

#: The fields that are coded, and what their answers are.
CODED = {
    RELEVANT: Level.NOMINAL,
    "type": Level.NOMINAL,
    "scope": Level.NOMINAL,
    "stage": Level.NOMINAL,
    "status": Level.NOMINAL,
    "time": Level.INTERVAL,
    "place": Level.NOMINAL,
    "killed.victims": Level.ORDINAL,
    "injured.victims": Level.ORDINAL,
    "detained.unspecified": Level.ORDINAL,
}

_NOT_STATED = "–"


def machine_answers(store: Store, kind: TargetKind, target: str) -> Answers:
    """Return what the machine says of a target, whatever people ruled.

    Of a document it is what that document alone says of the act it tells of most.

    Raises:
        StoreError: The store cannot be read.
    """
    event = _event_of(store, target) if kind is TargetKind.EVENT else _told_in(store, target)
    if event is None:
        return {RELEVANT: json.dumps("no"), **{name: None for name in CODED if name != RELEVANT}}
    return answers_of(event)


def _event_of(store: Store, target: str) -> Event | None:
    """Return an event as its claims have it, without what people set or added."""
    event = store.event(target)
    found = [store.claim(claim) for claim in event.claims] if event else []
    claims = [g for g in found if g is not None and not was_added(g)]
    if not claims:
        return None
    ids = sorted({grounded.claim.document_id for grounded in claims})
    documents = {id_: document for id_ in ids if (document := store.document(id_)) is not None}
    return build_event(claims, documents)


def _told_in(store: Store, target: str) -> Event | None:
    """Return the event of which a document tells most, as that document alone has it."""
    document = store.document(target)
    if document is None:
        return None
    events = link(list(store.coded_claims(target)), {document.id: document})
    return max(events, key=lambda event: (len(event.claims), event.id), default=None)


def answers_of(event: Event) -> Answers:
    """Return an event's values as a coder would answer."""
    answers: dict[str, str | None] = {RELEVANT: json.dumps("yes")}
    for name in ("type", "scope", "stage", "status"):
        value = getattr(event, name).value
        answers[name] = None if value is None else json.dumps(str(value))
    answers["time"] = _time(event.time.value)
    answers["place"] = _place(event.place.value)
    tolls = {f"{toll.effect}.{toll.side}": toll.count.value for toll in event.toll}
    for name in CODED:
        if "." in name:
            answers[name] = _count(tolls.get(name))
    return answers


def _time(value: Interval | None) -> str | None:
    if value is None:
        return None
    return canonical_value(
        {
            "start": value.start.isoformat(),
            "end": value.end.isoformat(),
            "precision": value.precision,
        }
    )


def _place(value: Place | None) -> str | None:
    return None if value is None else canonical_value(place_record(value))


def _count(value: Count | None) -> str | None:
    if value is None:
        return None
    return canonical_value({"low": value.low, "best": value.best, "high": value.high})


def tasks_for(
    store: Store,
    kind: TargetKind,
    targets: Iterable[str],
    *,
    coders: Sequence[str],
    round_: str,
    suggestions: bool,
) -> list[Task]:
    """Return the tasks of a round: every target for every coder; unknown targets are left out."""
    tasks = []
    for target in dict.fromkeys(targets):
        if kind is TargetKind.EVENT:
            event = store.event(target)
            key, documents = (event.id, event.documents) if event else (None, ())
        else:
            document = store.find_document(target)
            key = document.id if document else None
            documents = (key,) if key else ()
        if key is None:
            continue
        machine = machine_answers(store, kind, key)
        tasks += [
            Task(
                round=round_,
                coder=coder,
                kind=kind,
                target=key,
                suggestions=suggestions,
                documents=documents,
                machine=machine,
            )
            for coder in coders
        ]
    return tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A target with the answers of all who coded it, by coder; the machine's among them."""

    kind: TargetKind
    target: str
    answers: Mapping[str, Answers]

    @property
    def differing(self) -> tuple[str, ...]:
        """The fields on which people differ, in the order of the form."""
        people = [answers for coder, answers in self.answers.items() if coder != MACHINE]
        return tuple(
            name
            for name in CODED
            if len({comparable(name, answers.get(name)) for answers in people}) > 1
        )


def compared(codings: Iterable[tuple[Assignment, Coding]]) -> tuple[Compared, ...]:
    """Return what was coded, target by target, with the machine as one more coder."""
    found: dict[tuple[TargetKind, str], dict[str, Answers]] = {}
    for assignment, coding in codings:
        task = assignment.task
        answers = found.setdefault((task.kind, task.target), {})
        answers[task.coder] = coding.answers
        answers.setdefault(MACHINE, task.machine)
    return tuple(
        Compared(kind=kind, target=target, answers=answers)
        for (kind, target), answers in sorted(found.items())
    )


def field_agreement(
    targets: Iterable[Compared], name: str, *, coders: Sequence[str], least: int
) -> Agreement | TooFew:
    """Return how far coders agree on one field.

    Where a coder says that the reports tell of no act, the other fields are not theirs to answer.
    Numbers and days that are not stated cannot be compared and are left out; for names, "not
    stated" is an answer.
    """
    level = CODED[name]
    units = []
    for each in targets:
        unit: dict[str, Answer] = {}
        for coder in coders:
            answers = each.answers.get(coder)
            if answers is None or (name != RELEVANT and answers.get(RELEVANT) == '"no"'):
                continue
            answer = comparable(name, answers.get(name))
            if answer is not None:
                unit[coder] = answer
        units.append(unit)
    return agreement(units, level=level, least=least)


def comparable(name: str, answer: str | None) -> Answer | None:
    """Return an answer as it is compared: a name, a number, or a day as a number."""
    level = CODED[name]
    if answer is None:
        return _NOT_STATED if level is Level.NOMINAL else None
    plain = json.loads(answer)
    if name == "time":
        return float(date.fromisoformat(plain["start"]).toordinal())
    if name == "place":
        known = str(plain.get("gazetteer") or "")
        if known and not known.startswith("decision:"):
            return known
        return "/".join(str(plain.get(key) or "") for key in ("country", "name")).casefold()
    if isinstance(plain, dict):
        bounds = [plain.get(key) for key in ("best", "low", "high")]
        return next((float(bound) for bound in bounds if bound is not None), None)
    return str(plain)
