"""The course a case takes, from the act it is about to its end in court."""

from collections.abc import Mapping

#: The course a case takes; acts of violence and plots, which are not listed, come first.
_COURSE: Mapping[str, int] = {
    "claim_of_responsibility": 1, "investigation": 1, "raid": 2, "arrest": 2, "seizure": 2,
    "killing_by_security_forces": 2, "targeted_killing": 2, "group_dismantled": 2, "surrender": 2,
    "escape": 2, "extradition": 3, "deportation": 3, "charge": 4, "trial": 5, "conviction": 6,
    "acquittal": 6, "sentence": 7, "appeal": 8, "release": 9, "judicial_execution": 9,
}  # fmt: skip

#: From here on a case is in court, which may be years after what it is about.
IN_COURT = 4
#: From the charge to the appeal.
STEPS_IN_COURT = range(IN_COURT, 9)


def course_of(type_: str) -> int:
    """Return where in the course of a case an event type stands: 0 is what it is about."""
    return _COURSE.get(type_, 0)
