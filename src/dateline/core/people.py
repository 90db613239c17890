"""Who uses the review app, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum


class UserRole(StrEnum):
    """What a person may do; each role may do what those before it may.

    ``VIEWER`` reads, ``CODER`` decides and codes, ``ADJUDICATOR`` assigns second codings, compares
    them and settles them, ``ADMIN`` may do everything.
    """

    VIEWER = "viewer"
    CODER = "coder"
    ADJUDICATOR = "adjudicator"
    ADMIN = "admin"

    def may(self, needed: "UserRole") -> bool:
        """Tell whether this role may do what another may."""
        order = list(UserRole)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """A person who uses the app; the name stands with what they decide."""

    name: str
    role: UserRole
