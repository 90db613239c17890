"""What coding gives back: a document with its claims and events, and what went wrong."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.core.copies import TextSketch
from dateline.core.documents import Document
from dateline.core.events import Event
from dateline.core.grounded import GroundedClaim
from dateline.core.linking import CodedActs


class Step(StrEnum):
    """The part of the work in which something failed."""

    READING = "reading"
    CLAIMS = "claims"
    GROUNDING = "grounding"
    LINKING = "linking"
    STORING = "storing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input, or part of one, that could not be coded: where, in which step, and why."""

    path: str
    step: Step
    reason: str
    document_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coded:
    """One document with everything found in it.

    ``events`` are linked inside this document only. ``acts`` is what linking across documents
    needs to know of it; without it that is worked out from the claims and the text. ``sketch`` is
    what copies of the text are recognised by.
    """

    document: Document
    claims: tuple[GroundedClaim, ...]
    events: tuple[Event, ...]
    failures: tuple[Failure, ...] = ()
    acts: CodedActs | None = None
    sketch: TextSketch | None = None
