"""What a form says: the guards have read it whole before a page is asked."""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request


class Form:
    """The fields of a form, each with one value or several."""

    def __init__(self, fields: Sequence[tuple[str, str]]) -> None:
        self._fields = tuple(fields)

    def get(self, name: str, default: str = "") -> str:
        """Return the last value of a field."""
        return next((value for key, value in reversed(self._fields) if key == name), default)

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that is not empty, each once, in the form's order."""
        return tuple(dict.fromkeys(value for key, value in self._fields if key == name and value))

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return every field with its value, as the form sent them."""
        return self._fields

    def every(self, name: str) -> tuple[str, ...]:
        """Return the value of every field of a name, empty ones too: they stand in rows."""
        return tuple(value for key, value in self._fields if key == name)

    def seconds(self, name: str) -> float | None:
        """Return a field as a time span in seconds, if it is one that can be."""
        try:
            seconds = float(self.get(name))
        except ValueError:
            return None
        return round(seconds, 1) if 0 <= seconds < 86_400 else None

    def number(self, name: str) -> int | None:
        """Return a field as a number, or ``None`` if it is empty.

        Raises:
            HTTPException: It is not a number.
        """
        value = self.get(name).strip()
        if not value:
            return None
        if not value.isdecimal():
            raise HTTPException(400, f"{name}: {value!r} is not a number")
        return int(value)


def form_of(request: Request) -> Form:
    """Return the form that a request carries; without one it is empty."""
    body: bytes = getattr(request.state, "body", b"")
    return Form(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
