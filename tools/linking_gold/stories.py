"""The kinds of story, by the names that the plan gives them."""

from collections.abc import Callable, Mapping

from . import attacks, operations, sums
from .desk import Desk
from .plan import Plan

KINDS: Mapping[str, Callable[[Desk, Plan], None]] = {
    "attack_case": attacks.attack_case,
    "same_day_city": attacks.same_day_city,
    "week_later": attacks.week_later,
    "corrected": attacks.corrected,
    "denied_strike": attacks.denied_strike,
    "plot_case": operations.plot_case,
    "pursuit": operations.pursuit,
    "kidnap": operations.kidnap,
    "operation": operations.operation,
    "totals": sums.totals,
    "roundup": sums.roundup,
}
