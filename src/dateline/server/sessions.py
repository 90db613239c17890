"""Sessions: who is signed in, for how long, and how often one may try."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from starlette.responses import Response

from dateline.server.config import ServerConfig

#: How long one stays signed in.
SESSION_HOURS = 12
SESSION_LENGTH = timedelta(hours=SESSION_HOURS)

#: After so many failures in a row each further one doubles the wait.
_FREE_FAILURES = 5
_FIRST_WAIT_S = 15.0
_LONGEST_WAIT_S = 900.0
_FORGET_AFTER_S = 3600.0
_MOST_KEYS = 10_000


def utc_now() -> datetime:
    """Return the present time, in UTC."""
    return datetime.now(UTC)


def session_cookie(config: ServerConfig) -> str:
    """Return the name of the cookie that holds a session's secret.

    With the prefix browsers refuse one that is not Secure, or that another host has set.
    """
    return "dateline_session" if config.plain_http else "__Host-dateline_session"


def visit_cookie(config: ServerConfig) -> str:
    """Return the name of the cookie that ties a sign-in form to the browser it was sent to."""
    return "dateline_visit" if config.plain_http else "__Host-dateline_visit"


def set_cookie(response: Response, name: str, value: str, config: ServerConfig) -> None:
    """Let a browser keep a secret that scripts cannot read and other sites cannot send."""
    response.set_cookie(
        name,
        value,
        max_age=int(SESSION_LENGTH.total_seconds()),
        path="/",
        secure=not config.plain_http,
        httponly=True,
        samesite="strict",
    )


def drop_cookie(response: Response, name: str, config: ServerConfig) -> None:
    """Let a browser forget a cookie."""
    response.delete_cookie(
        name, path="/", secure=not config.plain_http, httponly=True, samesite="strict"
    )


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Throttle:
    """Makes those who fail to sign in wait: for each name and each address, longer each time."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, _Failures] = OrderedDict()
        self._guard = threading.Lock()

    def wait_s(self, *keys: str) -> float:
        """Return the seconds to wait before the next try under any of these keys; 0 is now."""
        with self._guard:
            return max((self._wait(key) for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """Note a failure under these keys."""
        with self._guard:
            for key in keys:
                failures = self._failures.setdefault(key, _Failures(0, 0.0))
                failures.count += 1
                failures.last = self._clock()
                self._failures.move_to_end(key)
            while len(self._failures) > _MOST_KEYS:
                self._failures.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forget the failures under these keys."""
        with self._guard:
            for key in keys:
                self._failures.pop(key, None)

    def _wait(self, key: str) -> float:
        failures = self._failures.get(key)
        if failures is None:
            return 0.0
        passed = self._clock() - failures.last
        if passed > _FORGET_AFTER_S:
            del self._failures[key]
            return 0.0
        beyond = failures.count - _FREE_FAILURES
        if beyond < 0:
            return 0.0
        return max(0.0, min(_FIRST_WAIT_S * 2.0**beyond, _LONGEST_WAIT_S) - passed)
