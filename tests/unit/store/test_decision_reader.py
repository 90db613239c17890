from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

from dateline.core.decisions import Decision, DecisionKind, with_id
from dateline.store.codec import encode
from dateline.store.database import Database
from dateline.store.decisions import DecisionReader

NOON = datetime(2031, 5, 4, 12, tzinfo=UTC)


class Log:
    """A table of decisions that can lose its end, as by a rollback, and counts what it gives."""

    def __init__(self) -> None:
        self.kept: list[Decision] = []
        self.given = 0

    def count(self, _sql: str) -> int:
        return len(self.kept)

    def one(self, _sql: str, parameters: tuple[int]) -> dict[str, str] | None:
        (number,) = parameters
        return {"id": self.kept[number - 1].id} if number <= len(self.kept) else None

    def rows(self, _sql: str, parameters: tuple[int]) -> Iterator[dict[str, Any]]:
        for decision in self.kept[parameters[0] :]:
            self.given += 1
            yield {"record": encode(decision)}


def retraction(document: str) -> Decision:
    return with_id(
        Decision(
            id="",
            kind=DecisionKind.RETRACT,
            at=NOON,
            author="Ira",
            reason="withdrawn",
            documents=(document,),
        )
    )


def test_each_decision_is_decoded_once() -> None:
    log = Log()
    reader = DecisionReader(cast("Database", log))
    for number in range(5):
        log.kept.append(retraction(f"d{number}"))
        assert reader.read() == log.kept
        assert reader.read(after=number) == log.kept[number:]
    assert log.given == 5


def test_what_was_read_and_then_rolled_back_is_forgotten() -> None:
    log = Log()
    reader = DecisionReader(cast("Database", log))
    log.kept = [retraction("kept"), retraction("lost")]
    assert len(reader.read()) == 2
    log.kept = log.kept[:1]
    assert reader.read() == log.kept
    log.kept.append(retraction("other"))
    assert reader.read() == log.kept
    log.kept = [retraction("another")]
    assert reader.read() == log.kept
