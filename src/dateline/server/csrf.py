"""Forms carry a token that only this app's own pages know: the guard against forged orders."""

import hmac
from collections.abc import Mapping
from hashlib import sha256
from urllib.parse import parse_qsl

#: The field of a form, and the header of a script's request, that hold the token.
FIELD = "csrf"
HEADER = "x-csrf-token"

FORM = "application/x-www-form-urlencoded"


def token_for(key: str, holder: str) -> str:
    """Return the token for a holder: the secret of a session, or a name that needs none."""
    return hmac.new(key.encode(), f"csrf:{holder}".encode(), sha256).hexdigest()


def is_token(key: str, holder: str, given: str | None) -> bool:
    """Tell whether this is the holder's token."""
    return given is not None and hmac.compare_digest(
        token_for(key, holder).encode(), given.encode("utf-8", "surrogatepass")
    )


def token_in(headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the token that a request carries in its header or its form."""
    given = headers.get(HEADER)
    if given is not None or not headers.get("content-type", "").startswith(FORM):
        return given
    fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
    return next((value for name, value in fields if name == FIELD), None)
