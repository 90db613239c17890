"""Who takes part in an event, by the words of its reports: what is read of claims for that."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Protocol

from dateline.core.claims import Effect, Role, Status
from dateline.core.documents import Span
from dateline.core.events import Event, Support
from dateline.core.grounded import GroundedArgument
from dateline.exports.persons import published_role


class Report(Protocol):
    """What of a claim itself is read: where it stands and how sure it is."""

    @property
    def document_id(self) -> str:
        """The document it stands in."""

    @property
    def status(self) -> Status:
        """Who answers for it."""


class Numbered(Protocol):
    """A count, by the words that give it."""

    @property
    def mention(self) -> Span | None:
        """The words."""


class Befallen(Protocol):
    """How many people something befell."""

    @property
    def effect(self) -> Effect:
        """What befell them."""

    @property
    def count(self) -> Numbered:
        """How many they are."""


class CastClaim(Protocol):
    """What of a claim is read to tell who takes part; a ``GroundedClaim`` has it all."""

    @property
    def claim(self) -> Report:
        """The claim as the text has it."""

    @property
    def arguments(self) -> Sequence[GroundedArgument]:
        """Who plays which role in it."""

    @property
    def toll(self) -> Sequence[Befallen]:
        """How many people were killed, injured or detained."""


class Cast(ABC):
    """An event whose participants can be told in the words of its reports."""

    __slots__ = ()

    event: Event

    @abstractmethod
    def claim(self, claim_id: str) -> CastClaim:
        """Return one of the event's claims."""

    @abstractmethod
    def words(self, document_id: str, span: Span) -> str:
        """Return words of a document in one line, with private persons by role."""

    def argument_words(self, support: Support[GroundedArgument]) -> str:
        """Return how a participant is named: by the fuller phrase if the text has one."""
        document_id = self.document_of(support)
        argument = support.value.argument
        return self.words(document_id, argument.antecedent or argument.mention)

    def published_role(self, support: Support[GroundedArgument]) -> Role:
        """Return a participant's role as it may be published: see ``persons``."""
        statuses = [self.event.status.value]
        statuses += [self.claim(claim_id).claim.status for claim_id in support.claims]
        roles = {published_role(support.value, status) for status in statuses}
        return Role.SUSPECT if Role.SUSPECT in roles else support.value.argument.role

    def document_of(self, support: Support[GroundedArgument]) -> str:
        """Return the id of the document whose words a participant is quoted in."""
        supporting = [self.claim(claim_id) for claim_id in support.claims]
        first = supporting[0].claim.document_id
        if all(other.claim.document_id == first for other in supporting[1:]):
            return first
        for grounded in supporting:
            if support.value in grounded.arguments:
                return grounded.claim.document_id
        return first
