"""Second coding in a store: what was assigned to whom, what each answered, what was settled."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dateline.store.codec import read_json, storable, timestamp, write_json
from dateline.store.database import Database

#: What a coder answers, field by field, as JSON text; ``None`` says that it is not stated.
Answers = Mapping[str, str | None]


class TargetKind(StrEnum):
    """What is coded: an event with all its reports, or one document."""

    EVENT = "event"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be coded by one person.

    Attributes:
        round: The name under which codings are compared.
        coder: Who codes.
        kind: What is coded.
        target: Its id.
        suggestions: Whether the coder begins with what the machine says.
        documents: The documents to read.
        machine: What the machine says.
    """

    round: str
    coder: str
    kind: TargetKind
    target: str
    suggestions: bool
    documents: tuple[str, ...]
    machine: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A task that was assigned; ``done`` is when it was last answered, if it was."""

    number: int
    task: Task
    assigned_by: str
    assigned: datetime
    done: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What a coder answered; of one assignment the last counts."""

    assignment: int
    answers: Answers
    seconds: float | None
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """What an adjudicator settled on for a target; the last counts."""

    round: str
    kind: TargetKind
    target: str
    answers: Answers
    reason: str
    adjudicator: str
    made: datetime


class SecondCodings:
    """The second codings of a store; answers are only ever added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def assign(self, tasks: Iterable[Task], *, by: str, at: datetime) -> int:
        """Assign tasks, and return how many were not assigned already."""
        added = 0
        with self._database.transaction():
            for task in tasks:
                added += self._database.execute(
                    "INSERT OR IGNORE INTO assignments (round, coder, target_kind, target,"
                    " suggestions, documents, machine, assigned_by, assigned)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        storable(task.round),
                        storable(task.coder),
                        task.kind.value,
                        storable(task.target),
                        int(task.suggestions),
                        write_json(list(task.documents)),
                        write_json(dict(task.machine)),
                        storable(by),
                        timestamp(at),
                    ),
                )
        return added

    def assignment(self, number: int) -> Assignment | None:
        """Return the assignment with a number."""
        found = self._assignments("assignments.id = ?", (number,))
        return found[0] if found else None

    def assignments(
        self, *, coder: str | None = None, round_: str | None = None
    ) -> Sequence[Assignment]:
        """Return the assignments of a coder, of a round, or all, in the order they were made."""
        conditions, parameters = ["1"], []
        for column, value in (("coder", coder), ("round", round_)):
            if value is not None:
                conditions.append(f"{column} = ?")
                parameters.append(storable(value))
        return self._assignments(" AND ".join(conditions), parameters)

    def _assignments(self, condition: str, parameters: Sequence[str | int]) -> list[Assignment]:
        rows = self._database.rows(
            "SELECT assignments.*, max(made) AS done FROM assignments"
            " LEFT JOIN codings_by_people ON assignment = assignments.id"
            f" WHERE {condition} GROUP BY assignments.id ORDER BY assignments.id",
            parameters,
        )
        return [_assignment(row) for row in rows]

    def rounds(self) -> Sequence[str]:
        """Return the names of the rounds, last first."""
        rows = self._database.rows(
            "SELECT round FROM assignments GROUP BY round ORDER BY max(id) DESC"
        )
        return [row["round"] for row in rows]

    def add_coding(self, coding: Coding) -> None:
        """Keep what a coder answered."""
        with self._database.transaction():
            self._database.insert(
                "codings_by_people",
                {
                    "assignment": coding.assignment,
                    "answers": write_json(dict(coding.answers)),
                    "seconds": coding.seconds,
                    "made": timestamp(coding.made),
                },
            )

    def coding(self, assignment: int) -> Coding | None:
        """Return the last answers to an assignment."""
        row = self._database.one(
            "SELECT * FROM codings_by_people WHERE assignment = ? ORDER BY id DESC LIMIT 1",
            (assignment,),
        )
        if row is None:
            return None
        return Coding(
            assignment=row["assignment"],
            answers=read_json(row["answers"]),
            seconds=row["seconds"],
            made=datetime.fromisoformat(row["made"]),
        )

    def settle(self, adjudication: Adjudication) -> None:
        """Keep what an adjudicator settled on."""
        with self._database.transaction():
            self._database.insert(
                "adjudications",
                {
                    "round": storable(adjudication.round),
                    "target_kind": adjudication.kind.value,
                    "target": storable(adjudication.target),
                    "answers": write_json(dict(adjudication.answers)),
                    "reason": storable(adjudication.reason),
                    "adjudicator": storable(adjudication.adjudicator),
                    "made": timestamp(adjudication.made),
                },
            )

    def adjudication(self, round_: str, kind: TargetKind, target: str) -> Adjudication | None:
        """Return what was last settled for a target, if anything was."""
        row = self._database.one(
            "SELECT * FROM adjudications WHERE round = ? AND target_kind = ? AND target = ?"
            " ORDER BY id DESC LIMIT 1",
            (storable(round_), kind.value, storable(target)),
        )
        if row is None:
            return None
        return Adjudication(
            round=row["round"],
            kind=TargetKind(row["target_kind"]),
            target=row["target"],
            answers=read_json(row["answers"]),
            reason=row["reason"],
            adjudicator=row["adjudicator"],
            made=datetime.fromisoformat(row["made"]),
        )


def _assignment(row: sqlite3.Row) -> Assignment:
    return Assignment(
        number=row["id"],
        task=Task(
            round=row["round"],
            coder=row["coder"],
            kind=TargetKind(row["target_kind"]),
            target=row["target"],
            suggestions=bool(row["suggestions"]),
            documents=tuple(read_json(row["documents"])),
            machine=read_json(row["machine"]),
        ),
        assigned_by=row["assigned_by"],
        assigned=datetime.fromisoformat(row["assigned"]),
        done=datetime.fromisoformat(row["done"]) if row["done"] else None,
    )
