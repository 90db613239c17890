"""How a person's part in an act may be published: nobody alleged appears as a perpetrator."""

from dateline.core.claims import MentionKind, Role, Status
from dateline.core.grounded import GroundedArgument

#: Statuses under which a person is accused of the act rather than found to have done it.
ALLEGED = frozenset(
    {
        Status.ACCUSED,
        Status.ACCUSED_BY_AUTHORITIES,
        Status.POSSIBLE,
        Status.DENIED,
        Status.ACQUITTED,
    }
)


def published_role(argument: GroundedArgument, status: Status | None) -> Role:
    """Return the role under which an argument may be published.

    A perpetrator who is a private person, or any person where the act is only alleged, is a
    suspect. Groups and states keep their role: the status beside them says how sure it is.
    """
    role = argument.argument.role
    if role is not Role.PERPETRATOR:
        return role
    alleged = argument.argument.kind is MentionKind.PERSON and status in ALLEGED
    return Role.SUSPECT if argument.private_person or alleged else role
