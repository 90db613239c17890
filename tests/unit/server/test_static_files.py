import gzip
import json
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from dateline.errors import ResourceError
from dateline.server.static_files import BASE_MAP, StaticFiles

FOLDER = files("dateline.server") / "static"


def client(static: StaticFiles) -> TestClient:
    def answer(request: Request) -> Response:
        return static.answer(request)

    return TestClient(Starlette(routes=[Route("/static/{digest}/{name:path}", answer)]))


def test_file_is_kept_for_good_under_the_address_its_content_gives() -> None:
    static = StaticFiles()
    answer = client(static).get(static.url("app.css"))
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    assert client(static).get("/static/0/app.css").headers["cache-control"] == "no-cache"


def test_known_file_is_not_sent_again() -> None:
    static = StaticFiles()
    tag = client(static).get(static.url("app.css")).headers["etag"]
    again = client(static).get(static.url("app.css"), headers={"if-none-match": tag})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["../app.py", "%2e%2e/app.py", "/etc/passwd", "vendor", ""])
def test_nothing_but_the_files_can_be_asked_for(name: str) -> None:
    assert client(StaticFiles()).get(f"/static/0/{name}").status_code == 404


def test_deployment_puts_its_own_base_map_in_place(tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text('{"type": "Topology"}')
    static = StaticFiles(base_map=own)
    assert client(static).get(static.url(BASE_MAP)).json() == {"type": "Topology"}


def test_missing_base_map_is_told(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="base map"):
        StaticFiles(base_map=tmp_path / "none.json")


def test_vendored_files_are_as_published() -> None:
    sums = (FOLDER / "vendor" / "SHA256SUMS").read_text().splitlines()
    listed = {name: digest for digest, name in (line.split() for line in sums)}
    there = {e.name: e for e in (FOLDER / "vendor").iterdir() if e.name.endswith((".js", ".css"))}
    assert listed.keys() == there.keys()
    for name, entry in there.items():
        assert sha256(entry.read_bytes()).hexdigest() == listed[name], name


def test_base_map_is_small_and_has_what_the_map_draws() -> None:
    content = (FOLDER / BASE_MAP).read_bytes()
    assert len(gzip.compress(content)) < 1_000_000
    topology = json.loads(content)
    assert {"countries", "provinces", "lakes"} <= topology["objects"].keys()
    codes = {g["properties"].get("a2") for g in topology["objects"]["countries"]["geometries"]}
    assert {"KZ", "PK", "CO", "XK"} <= codes


def test_no_script_builds_code_from_text_or_sets_html() -> None:
    own = [e for e in FOLDER.iterdir() if e.name.endswith(".js")]
    assert own
    for entry in own:
        source = entry.read_text(encoding="utf-8")
        for forbidden in ("innerHTML", "insertAdjacentHTML", "outerHTML", "eval(", "new Function"):
            assert forbidden not in source.replace('swap: "innerHTML"', ""), entry.name
