"""A review app over a small invented store, to be asked as a browser or a program would ask it."""

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dateline.core.people import User, UserRole
from dateline.pipeline.link_store import link_store
from dateline.resources.codebook import load_codebook
from dateline.server.app import create_app
from dateline.server.config import Mode, ServerConfig
from dateline.server.passwords import hash_password
from dateline.server.sessions import utc_now
from dateline.store.interface import RunTotals
from dateline.store.sqlite import open_store
from tests.integration.store_examples import MADE_BY, start
from tests.integration.test_decisions import put

PASSWORD = "an invented pass phrase"
ADDRESS = "http://127.0.0.1:8321"


@contextmanager
def quick_apps() -> Iterator[None]:
    """Read the codebook once and compress nothing: an app that starts for one test is fast."""
    book = load_codebook(None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dateline.pipeline.link_store.load_codebook", lambda path: book)
        patch.setattr("dateline.server.context.load_codebook", lambda path: book)
        patch.setattr("dateline.server.static_files.gzip.compress", lambda body, **_: body)
        yield


def make_store(path: Path, *, reports: int = 3) -> Path:
    """Fill a store with reports of a bombing and a raid."""
    with open_store(path) as store:
        run = start(store, MADE_BY)
        put(store, list(range(1, reports + 1)))
        link_store(store)
        store.finish_run(run, RunTotals(documents=reports))
    return path


def add_users(path: Path, **roles: UserRole) -> None:
    """Add users, all with ``PASSWORD``."""
    kept = hash_password(PASSWORD)
    with open_store(path) as store:
        for name, role in roles.items():
            store.people.add_user(User(name=name, role=role), password=kept, at=utc_now())


def config_for(path: Path, mode: Mode = Mode.LOCAL, **more: object) -> ServerConfig:
    config = ServerConfig(
        store=path,
        mode=mode,
        author="Ira",
        plain_http=True,
        proxy_peers=("10.1.1.1",) if mode is Mode.PROXY else (),
    )
    return replace(config, **more)  # type: ignore[arg-type]


@contextmanager
def browser(
    app: Starlette, *, address: str = ADDRESS, caller: str = "127.0.0.1"
) -> Iterator[TestClient]:
    """Ask an app without starting and ending it: several may ask at once."""
    client = TestClient(app, base_url=address, follow_redirects=False, client=(caller, 5000))
    yield client
    client.close()


@contextmanager
def app_over(path: Path, mode: Mode = Mode.LOCAL, **more: object) -> Iterator[Starlette]:
    app = create_app(config_for(path, mode, **more))
    try:
        yield app
    finally:
        app.state.desks.writers.close()


def copy_of(store: Path, folder: Path) -> Path:
    """Copy a store that nobody has open."""
    return Path(shutil.copy(store, folder / "events.db"))


def form_in(page: str, action: str) -> dict[str, str]:
    """Return the fields of the first form with an action, as a browser would send them."""
    found = re.search(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.DOTALL)
    assert found is not None, f"no form {action} in {words_of(page)[:400]}"
    fields = {}
    for tag in re.findall(r"<input[^>]*>", found[1]):
        name = re.search(r'name="([^"]*)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and ("checked" in tag or not re.search("checkbox|radio", tag)):
            fields[name[1]] = html.unescape(value[1]) if value else ""
    for name, options in re.findall(
        r'<select[^>]*name="([^"]*)"[^>]*>(.*?)</select>', found[1], re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)"[^>]*selected', options) or re.search(
            r'value="([^"]*)"', options
        )
        fields[name] = html.unescape(chosen[1]) if chosen else ""
    return fields


def words_of(page: str) -> str:
    """Return what a page says, without its markup."""
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


def sign_in(client: TestClient, name: str, password: str = PASSWORD) -> int:
    """Sign in through the form, and return the status of the answer."""
    form = form_in(client.get("/login").text, "/login")
    answer = client.post("/login", data={**form, "name": name, "password": password})
    return answer.status_code
