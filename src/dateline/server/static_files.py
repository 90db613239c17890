"""Style sheets, scripts and the base map: read once, compressed once, named by their digest."""

import gzip
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from dateline.errors import ResourceError

#: The name under which pages ask for the base map.
BASE_MAP = "base_map.json"

_DIGEST_LENGTH = 12
_WORTH_PACKING = 2_000
_YEAR_S = 365 * 24 * 3600
_COMPRESSED = ("text/", "application/json", "image/svg+xml")

mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """A file as it is sent; ``packed`` is it gzipped, or ``None`` if that saves nothing."""

    name: str
    media_type: str
    digest: str
    body: bytes
    packed: bytes | None


class StaticFiles:
    """The files of ``server/static``, by name; nothing else can be asked for.

    Args:
        base_map: A file sent in place of the built-in base map.

    Raises:
        ResourceError: That file cannot be read.
    """

    def __init__(self, *, base_map: Path | None = None) -> None:
        found = dict(_read_folder(files("dateline.server") / "static"))
        if base_map is not None:
            try:
                found[BASE_MAP] = base_map.read_bytes()
            except OSError as error:
                raise ResourceError(
                    f"{base_map}: the base map cannot be read: {error.strerror}"
                ) from error
        self._files = {name: _prepare(name, body) for name, body in found.items()}

    def url(self, name: str) -> str:
        """Return the address of a file; it changes with what the file holds."""
        return f"/static/{self._files[name].digest}/{name}"

    def answer(self, request: Request) -> Response:
        """Return the file that a request asks for, or that there is none."""
        file = self._files.get(request.path_params["name"])
        if file is None:
            return Response("no such file", status_code=404, media_type="text/plain")
        current = request.path_params["digest"] == file.digest
        headers = {
            "Cache-Control": f"public, max-age={_YEAR_S}, immutable" if current else "no-cache",
            "ETag": f'"{file.digest}"',
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        packed = file.packed if "gzip" in request.headers.get("accept-encoding", "") else None
        if packed is not None:
            headers["Content-Encoding"] = "gzip"
        body = file.body if packed is None else packed
        return Response(body, media_type=file.media_type, headers=headers)


def packed_response(
    request: Request, body: bytes, media_type: str, headers: Mapping[str, str]
) -> Response:
    """Return data, compressed if the client takes that.

    Pages are not sent so: beside words that a stranger may choose they hold a token, and the
    length of what is compressed together tells of both.
    """
    sent = {**headers, "Vary": "Accept-Encoding"}
    if len(body) > _WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
        sent["Content-Encoding"] = "gzip"
        body = gzip.compress(body, compresslevel=5, mtime=0)
    return Response(body, media_type=media_type, headers=sent)


def _read_folder(folder: Traversable, before: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _read_folder(entry, f"{before}{entry.name}/")
        else:
            yield f"{before}{entry.name}", entry.read_bytes()


def _prepare(name: str, body: bytes) -> StaticFile:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    packed = None
    if media_type.startswith(_COMPRESSED):
        smaller = gzip.compress(body, compresslevel=9, mtime=0)
        packed = smaller if len(smaller) < len(body) else None
    return StaticFile(
        name=name,
        media_type=media_type,
        digest=sha256(body).hexdigest()[:_DIGEST_LENGTH],
        body=body,
        packed=packed,
    )
