"""Passwords: kept as scrypt hashes, which are slow to guess at."""

import hashlib
import hmac
import secrets
from threading import BoundedSemaphore

from dateline.errors import SettingsError

#: Cost 2^15 with blocks of 8: about a tenth of a second and 32 MB a try (RFC 7914; OWASP's
#: Password Storage Cheat Sheet, 2023).
_COST, _BLOCK, _PARALLEL = 2**15, 8, 1
_MEMORY = 64 * 2**20
_SALT_BYTES = 16
_SHORTEST = 12
#: Longer passwords would only cost time.
_LONGEST = 1024
#: Tries at the same time: each takes its 32 MB.
_AT_ONCE = BoundedSemaphore(2)


def hash_password(password: str) -> str:
    """Return what is kept of a password.

    Raises:
        SettingsError: The password is too short or too long.
    """
    if len(password) < _SHORTEST:
        raise SettingsError(f"the password is too short: use {_SHORTEST} characters or more")
    if len(password) > _LONGEST:
        raise SettingsError(f"the password is too long: use {_LONGEST} characters or fewer")
    salt = secrets.token_bytes(_SALT_BYTES)
    key = _derive(password, salt, cost=_COST, block=_BLOCK, parallel=_PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${salt.hex()}${key.hex()}"


def is_password(password: str, kept: str | None) -> bool:
    """Tell whether a password is the one of which this is kept; it takes as long if none is."""
    if len(password) > _LONGEST:
        return False
    _, cost, block, parallel, salt, key = (kept or _NOBODYS).split("$")
    found = _derive(
        password, bytes.fromhex(salt), cost=int(cost), block=int(block), parallel=int(parallel)
    )
    return hmac.compare_digest(found, bytes.fromhex(key)) and kept is not None


def _derive(password: str, salt: bytes, *, cost: int, block: int, parallel: int) -> bytes:
    with _AT_ONCE:
        return hashlib.scrypt(
            password.encode("utf-8", "surrogatepass"),
            salt=salt,
            n=cost,
            r=block,
            p=parallel,
            maxmem=_MEMORY,
            dklen=32,
        )


#: Tried where there is no such user, so that the time taken does not tell.
_NOBODYS = f"scrypt${_COST}${_BLOCK}${_PARALLEL}${'00' * _SALT_BYTES}${'00' * 32}"
