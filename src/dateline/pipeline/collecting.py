"""Let Python look seldom for values that only refer to each other.

It looks after every few hundred new values, and looks at all of them again and again as they grow
in number. Linking makes millions that stay, and hardly any in cycles: looking takes a tenth to a
fifth of its time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: New values after which the youngest are looked at, and how often these before the older ones.
_SELDOM = (100_000, 20, 100)


def collect_seldom() -> None:
    """Look seldom from now on, in this process."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look seldom inside the block, and as before after it."""
    before = gc.get_threshold()
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
