"""Core values to canonical JSON and back: equal values give equal text.

Keys are sorted, separators compact, and everything but ASCII is escaped, so that any text Python
can hold, lone surrogates and NUL included, comes back as it was.
"""

import json
import re
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from dateline.core.documents import Document
from dateline.errors import StoreError

T = TypeVar("T")

#: A value as JSON has it: dict, list, str, int, float, bool or None.
Plain = Any

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def encode(value: object) -> str:
    """Return a core dataclass as canonical JSON.

    Raises:
        StoreError: A field holds what its type does not allow, or a number that is not finite.
    """
    return write_json(to_plain(value))


def decode(type_: type[T], text: str) -> T:
    """Return the value of a type that ``encode`` wrote.

    Raises:
        StoreError: The text is not JSON or not such a value.
    """
    try:
        value: T = _adapter(cast("Any", type_)).validate_json(text)
    except ValidationError:
        # Python's reader knows texts that this one does not, as with lone surrogates.
        return from_plain(type_, read_json(text))
    return value


def to_plain(value: object) -> Plain:
    """Return a core dataclass as JSON has it.

    Raises:
        StoreError: A field holds what its type does not allow.
    """
    type_: Any = type(value)
    try:
        plain = _adapter(type_).dump_python(value, mode="json", warnings="error")
    except PydanticSerializationError as error:
        raise StoreError(f"a {type(value).__name__} cannot be stored: {error}") from error
    return plain


def from_plain(type_: type[T], plain: Plain) -> T:
    """Return the value of a type that ``to_plain`` took apart.

    Raises:
        StoreError: It is not such a value.
    """
    try:
        value: T = _adapter(cast("Any", type_)).validate_python(plain)
    except ValidationError as error:
        raise StoreError(f"a stored {type_.__name__} cannot be read: {error}") from error
    return value


def write_json(plain: Plain) -> str:
    """Return canonical JSON.

    Raises:
        StoreError: A number is not finite.
    """
    try:
        text = _canonical(plain)
    except ValueError as error:
        raise StoreError(f"a value cannot be stored: {error}") from error
    if "-0.0" in text:
        return _canonical(_without_negative_zero(plain))
    return text


def read_json(text: str) -> Plain:
    """Return what a JSON text holds.

    Raises:
        StoreError: The text is not JSON.
    """
    try:
        return json.loads(text)
    except ValueError as error:
        raise StoreError(f"a stored record cannot be read: {error}") from error


def split_document(document: Document) -> tuple[str, str]:
    """Return a document's record, which leaves out the text where it can, and its text.

    The text is made fit for a database column; one that changes thereby stays in the record too.
    """
    plain = to_plain(document)
    text = storable(document.text)
    if text == document.text:
        del plain["text"]
    return write_json(plain), text


def join_document(record: str, text: str) -> Document:
    """Return the document that ``split_document`` took apart.

    Raises:
        StoreError: The record cannot be read.
    """
    return from_plain(Document, {"text": text, **read_json(record)})


def metadata_digest(document: Document) -> str:
    """Return a digest of everything about a document that its id does not cover."""
    plain = to_plain(document)
    del plain["text"]
    return sha256(write_json(plain).encode()).hexdigest()


def storable(text: str) -> str:
    """Return a text that every database can keep: NUL and lone surrogates are replaced."""
    return _UNSTORABLE.sub("\ufffd", text)


def furthest_offset(plain: Plain) -> int:
    """Return the largest end of all spans in a value, 0 if it has none."""
    if isinstance(plain, dict):
        end = plain.get("end")
        inner = max(map(furthest_offset, plain.values()), default=0)
        return max(inner, end) if isinstance(end, int) else inner
    if isinstance(plain, list):
        return max(map(furthest_offset, plain), default=0)
    return 0


@cache
def _adapter(type_: Any) -> TypeAdapter[Any]:
    return TypeAdapter(type_)


def _without_negative_zero(plain: Plain) -> Plain:
    if isinstance(plain, dict):
        return {key: _without_negative_zero(value) for key, value in plain.items()}
    if isinstance(plain, list):
        return [_without_negative_zero(value) for value in plain]
    # -0.0 equals 0.0 but is written otherwise; adding 0.0 makes it 0.0 and leaves the rest alone.
    return plain + 0.0 if isinstance(plain, float) else plain


def timestamp(moment: datetime) -> str:
    """Return a moment as it is stored: in UTC, so that its text sorts by time.

    A moment without a time zone is taken as local.
    """
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
