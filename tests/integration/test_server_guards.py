"""Strangers, forged orders and foreign hosts get nowhere, in every mode."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette

from dateline.core.people import UserRole
from dateline.errors import SettingsError
from dateline.server.config import Mode, ServerConfig
from dateline.server.sessions import Throttle, session_cookie, utc_now
from dateline.store.sqlite import open_store
from tests.integration.app import (
    ADDRESS,
    PASSWORD,
    add_users,
    app_over,
    browser,
    copy_of,
    form_in,
    make_store,
    quick_apps,
    sign_in,
)


@pytest.fixture(scope="module", autouse=True)
def _codebook_once() -> Iterator[None]:
    with quick_apps():
        yield


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = make_store(tmp_path_factory.mktemp("store") / "full.db")
    add_users(
        path,
        vera=UserRole.VIEWER,
        cody=UserRole.CODER,
        cora=UserRole.CODER,
        carl=UserRole.CODER,
        vito=UserRole.VIEWER,
        ada=UserRole.ADJUDICATOR,
    )
    return path


@pytest.fixture(scope="module")
def path(full: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(full, tmp_path_factory.mktemp("team"))


@pytest.fixture(scope="module")
def local(full: Path) -> Iterator[Starlette]:
    with app_over(full) as app:
        yield app


@pytest.fixture(scope="module")
def team_app(path: Path) -> Iterator[Starlette]:
    with app_over(path, Mode.TEAM) as app:
        yield app


@pytest.fixture
def team(team_app: Starlette) -> Starlette:
    """The app for a team; nobody has failed to sign in yet."""
    team_app.state.desks = replace(team_app.state.desks, throttle=Throttle())
    return team_app


def an_event(app: Starlette) -> str:
    """Return the address of an event."""
    ids = app.state.desks.writers.people.run(lambda store: [event.id for event in store.events()])
    return f"/event/{ids[0]}"


def test_only_this_machine_is_served_without_signing_in(path: Path) -> None:
    for host in ("0.0.0.0", "192.168.1.5", "::", "example.org"):
        with pytest.raises(SettingsError):
            ServerConfig(store=path, host=host)
    with pytest.raises(SettingsError):
        ServerConfig(store=path, host="0.0.0.0", mode=Mode.TEAM)
    with pytest.raises(SettingsError):
        ServerConfig(store=path, mode=Mode.PROXY)
    with pytest.raises(SettingsError):
        ServerConfig(store=path, mode=Mode.PROXY, proxy_peers=("somewhere",))
    with pytest.raises(SettingsError):
        ServerConfig(store=path, public_origin="https://example.org/app")
    assert "[::1]:8321" in ServerConfig(store=path, host="::1").hosts


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "127.0.0.1", "127.0.0.1:80", "", "localhost:1"],
)
def test_a_foreign_host_is_refused(local: Starlette, host: str) -> None:
    with browser(local) as client:
        assert client.get("/", headers={"Host": host}).status_code == 400
        assert client.get("/queue", headers={"Host": "LOCALHOST:8321"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Origin": "https://127.0.0.1:8321"},
    ],
)
def test_orders_from_other_sites_are_refused(local: Starlette, headers: dict[str, str]) -> None:
    with browser(local) as client:
        form = form_in(client.get(an_event(local)).text, "/decide/accept")
        refused = client.post("/decide/accept", data=form, headers=headers)
        assert refused.status_code == 403
        own = {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}
        assert client.post("/decide/accept", data=form, headers=own).status_code == 303


@pytest.mark.parametrize("token", [None, "", "0" * 64, "é"])
def test_a_form_without_its_token_is_refused(local: Starlette, token: str | None) -> None:
    with browser(local) as client:
        before = local.state.desks.writers.people.run(lambda store: len(store.decisions()))
        form = form_in(client.get(an_event(local)).text, "/decide/accept")
        del form["csrf"]
        forged = form if token is None else {**form, "csrf": token}
        assert client.post("/decide/accept", data=forged).status_code == 403
        text = {"Content-Type": "text/plain"}
        answer = client.post("/api/v1/decisions", content='{"kind": "accept"}', headers=text)
        assert answer.status_code == 403
        after = local.state.desks.writers.people.run(lambda store: len(store.decisions()))
        assert after == before


def test_a_body_that_is_too_long_is_refused(local: Starlette) -> None:
    with browser(local) as client:
        assert client.post("/decide/accept", content=b"x" * 5_000_000).status_code == 413


def test_paths_do_not_lead_out_of_the_app(local: Starlette) -> None:
    with browser(local) as client:
        for way in (
            "/static/x/../../../etc/passwd",
            "/static/x/..%2f..%2fconfig.py",
            "/static/x/%2e%2e/%2e%2e/app.py",
            "/static/x//etc/passwd",
            "/document/..%2f..%2fetc%2fpasswd",
            "/event/%00",
        ):
            answer = client.get(way)
            assert answer.status_code in (400, 404), way
            assert "root:" not in answer.text


def test_strangers_are_sent_to_sign_in_and_to_nothing_else(team: Starlette) -> None:
    with browser(team) as client:
        answer = client.get("/queue?by=new")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/login?next=/queue%3Fby%3Dnew"
        for way in ("/", "/queue", "/assignments", "/agreement", "/views", "/document/x"):
            assert client.get(way).status_code == 303
        assert client.get("/api/v1/events").status_code == 401
        assert client.post("/decide/accept", data={"target": "x"}).status_code in (401, 403)


def test_signing_in_and_out(team: Starlette) -> None:
    with browser(team) as client:
        assert sign_in(client, "cody", "wrong password") == 401
        assert sign_in(client, "nobody") == 401
        assert sign_in(client, "cody") == 303
        assert client.get("/queue").status_code == 200
        out = form_in(client.get("/queue").text, "/logout")
        assert client.post("/logout", data=out).status_code == 303
        assert client.get("/queue").status_code == 303


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(path: Path) -> None:
    with app_over(path, Mode.TEAM, plain_http=False) as app, browser(app) as client:
        form = form_in(client.get("/login").text, "/login")
        assert client.post("/login", data=form).status_code == 403  # Secure: not over plain HTTP
        visit = client.get("/login").headers["set-cookie"]
        for attribute in ("__Host-", "HttpOnly", "SameSite=strict", "Secure", "Path=/"):
            assert attribute.lower() in visit.lower()


def test_a_session_set_before_signing_in_is_not_used_after(team: Starlette) -> None:
    cookie = session_cookie(team.state.desks.config)
    with browser(team) as client:
        client.cookies.set(cookie, "planted-by-somebody")
        assert sign_in(client, "cody") == 303
        secrets = [c.value for c in client.cookies.jar if c.name == cookie]
        assert any(secret and secret != "planted-by-somebody" for secret in secrets)
    with browser(team) as other:
        other.cookies.set(cookie, "planted-by-somebody")
        assert other.get("/queue").status_code == 303


def test_a_tampered_cookie_signs_nobody_in(team: Starlette) -> None:
    cookie = session_cookie(team.state.desks.config)
    with browser(team) as client:
        assert sign_in(client, "cody") == 303
        secret = client.cookies[cookie]
        client.cookies.clear()
        client.cookies.set(cookie, secret[:-1] + ("a" if secret[-1] != "a" else "b"))
        assert client.get("/queue").status_code == 303


def test_a_session_ends_as_soon_as_the_user_is_removed(team: Starlette, path: Path) -> None:
    with browser(team) as client:
        assert sign_in(client, "carl") == 303
        assert client.get("/queue").status_code == 200
        with open_store(path) as store:
            store.people.remove_user("carl")
        assert client.get("/queue").status_code == 303


def test_a_role_counts_at_once_and_limits_what_one_may_do(team: Starlette, path: Path) -> None:
    with browser(team) as client:
        assert sign_in(client, "vito") == 303
        assert client.get("/").status_code == 200
        assert client.get("/queue").status_code == 403
        assert client.get("/agreement").status_code == 403
        with open_store(path) as store:
            store.people.set_role("vito", UserRole.CODER)
        assert client.get("/queue").status_code == 200
        assert client.get("/agreement").status_code == 403


def test_those_who_fail_to_sign_in_wait_longer_each_time(team: Starlette) -> None:
    with browser(team) as client:
        statuses = [sign_in(client, "cody", "wrong password") for _ in range(7)]
        assert statuses[:5] == [401] * 5
        assert statuses[-1] == 429
        assert sign_in(client, "cody", PASSWORD) == 429


def test_waits_double_and_are_forgotten() -> None:
    now = [0.0]
    throttle = Throttle(clock=lambda: now[0])
    for _ in range(5):
        throttle.failed("name:ira")
    first = throttle.wait_s("name:ira")
    throttle.failed("name:ira")
    assert throttle.wait_s("name:ira") == 2 * first > 0
    assert throttle.wait_s("name:bo", "name:ira") == 2 * first
    assert throttle.wait_s("name:bo") == 0
    now[0] = 10_000
    assert throttle.wait_s("name:ira") == 0


def test_one_is_led_on_only_to_this_app(team: Starlette) -> None:
    with browser(team) as client:
        for given, led in (
            ("/queue?by=new", "/queue?by=new"),
            ("//evil.example/", "/"),
            ("https://evil.example/", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("queue", "/"),
        ):
            form = form_in(client.get("/login").text, "/login")
            form |= {"name": "cody", "password": PASSWORD, "next": given}
            answer = client.post("/login", data=form)
            assert answer.headers["location"] == led
            client.cookies.clear()


def test_a_proxys_header_is_believed_from_its_address_alone(path: Path) -> None:
    header = {"X-Forwarded-User": "cody"}
    with app_over(path, Mode.PROXY) as app:
        with browser(app, caller="10.1.1.1") as client:
            assert client.get("/queue", headers=header).status_code == 200
            assert client.get("/queue").status_code == 401
            unknown = {"X-Forwarded-User": "somebody new"}
            assert client.get("/", headers=unknown).status_code == 200
            assert client.get("/queue", headers=unknown).status_code == 403
            twice = [("X-Forwarded-User", "vera"), ("X-Forwarded-User", "cody")]
            assert client.get("/queue", headers=twice).status_code == 401
            assert client.get("/login", headers=header).status_code == 404
        for caller in ("10.1.1.2", "127.0.0.1", "nowhere"):
            with browser(app, caller=caller) as client:
                assert client.get("/queue", headers=header).status_code == 401


def test_the_header_is_nothing_in_team_mode(team: Starlette) -> None:
    with browser(team, caller="10.1.1.1") as client:
        assert client.get("/queue", headers={"X-Forwarded-User": "cody"}).status_code == 303


def test_a_token_opens_the_api_and_no_page(team: Starlette, path: Path) -> None:
    with open_store(path) as store:
        secret = store.people.make_token("cody", "notebook", at=utc_now())
    with browser(team) as client:
        bearer = {"Authorization": f"Bearer {secret}"}
        assert client.get("/api/v1/events", headers=bearer).status_code == 200
        assert client.get("/queue", headers=bearer).status_code == 303
        wrong = {"Authorization": f"Bearer {secret}x"}
        assert client.get("/api/v1/events", headers=wrong).status_code == 401
        with open_store(path) as store:
            store.people.revoke_token("cody", "notebook")
        assert client.get("/api/v1/events", headers=bearer).status_code == 401
