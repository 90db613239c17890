"""A served store of invented articles, and Debian's Chromium to look at it with."""

import gzip
import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.code_store import code_inputs
from dateline.resources.codebook import load_codebook
from dateline.server.app import create_app
from dateline.server.config import ServerConfig
from dateline.store.sqlite import open_store

CHROMIUM = os.environ.get("DATELINE_CHROMIUM", "/usr/bin/chromium")

#: An article that tries to do something to its reader, with letters outside the basic plane.
HOSTILE = """\
Title: <script>document.title = "owned"</script><img src=x onerror="document.title='owned'">
Date: 2031-05-12
Outlet: "><b onmouseover=alert(1)>Torvek Post</b>

TORVEK, May 12 – 🔥🔥 Gunmen shot dead three guards in Torvek on Monday, police said.

A bomb wounded two <b>drivers</b> in Torvek on Sunday, the interior ministry said.
"""

_WAIT_S = 30
expect.set_options(timeout=_WAIT_S * 1000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    if Path(CHROMIUM).exists():
        return
    reason = f"no browser at {CHROMIUM}; set DATELINE_CHROMIUM"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running app: its address and its store."""

    url: str
    store: Path


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles and a hostile one, coded into a store once."""
    folder = tmp_path_factory.mktemp("articles")
    with as_file(files("dateline.resources") / "samples") as samples:
        shutil.copytree(samples, folder / "samples")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    path = tmp_path_factory.mktemp("store") / "events.db"
    with open_store(path) as store:
        code_inputs(
            [str(folder)],
            store=store,
            options=ReadOptions(),
            workers=1,
            today=date(2040, 1, 1),
            codebook=None,
            gazetteer=None,
            on_progress=lambda progress: None,
            recode=False,
        )
    return path


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """Read the codebook and compress each file once for all apps that are started."""
    compress = lru_cache(gzip.compress)
    book = load_codebook(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.pipeline.link_store.load_codebook", lambda path: book)
        patch.setattr("dateline.server.context.load_codebook", lambda path: book)
        patch.setattr("dateline.server.static_files.gzip.compress", compress)
        yield


@pytest.fixture(scope="session")
def serve(_read_once: None) -> Iterator[Callable[[Path], Served]]:
    """Serves a store on a free port until the session ends."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(store: Path) -> Served:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        app = create_app(ServerConfig(store=store, port=port))
        server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        servers.append((server, thread))
        deadline = time.monotonic() + _WAIT_S
        while not server.started and time.monotonic() < deadline:
            time.sleep(0.05)
        assert server.started, "the server did not start"
        return Served(url=f"http://127.0.0.1:{port}", store=store)

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(_WAIT_S)


@pytest.fixture(scope="session")
def served(coded: Path, serve: Callable[[Path], Served]) -> Served:
    """The coded articles, served; tests that decide take ``fresh``."""
    return serve(coded)


@pytest.fixture
def fresh(coded: Path, serve: Callable[[Path], Served], tmp_path: Path) -> Served:
    """A store of one's own to decide in."""
    path = tmp_path / "events.db"
    with open_store(coded) as store:
        store.count_documents()
    for suffix in ("", "-wal"):
        with suppress(FileNotFoundError):
            shutil.copy(f"{coded}{suffix}", f"{path}{suffix}")
    return serve(path)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; root needs to run it without a sandbox."""
    with sync_playwright() as playwright:
        found = _launch(playwright)
        yield found
        found.close()


def _launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(
        executable_path=CHROMIUM, chromium_sandbox=False, args=["--disable-gpu"]
    )


@dataclass(slots=True)
class Watched:
    """A page, with what it asked for and complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Opens pages that are watched."""
    contexts: list[BrowserContext] = []

    def open_(url: str, **options: object) -> Watched:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        watched = Watched(page=page, requests=[], complaints=[])
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("console", lambda message: _note(watched, message.type, message.text))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.goto(url)
        return watched

    yield open_
    for context in contexts:
        context.close()


def _note(watched: Watched, kind: str, text: str) -> None:
    if kind in ("error", "warning"):
        watched.complaints.append(text)
