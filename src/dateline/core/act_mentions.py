"""Words that name an act, whether or not they report a particular one as a claim does."""

from dataclasses import dataclass

from dateline.core.claims import Role
from dateline.core.documents import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedArgument:
    """What takes part in an act that is named; ``role`` is ``None`` for its place.

    ``probability`` is ``None`` where rules found it.
    """

    role: Role | None
    span: Span
    head: Span
    probability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActMention:
    """Words that name an act of some type of the codebook, and what takes part in it.

    ``probability`` is how likely the words name an act of the type; ``claim`` is the id of the
    claim whose trigger they are, if one was made.
    """

    type: str
    trigger: Span
    arguments: tuple[MentionedArgument, ...]
    probability: float
    claim: str | None = None
