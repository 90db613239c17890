"""A store keeps users, sessions, tokens and views, and no secret to sign in with."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.core.people import User, UserRole
from dateline.errors import StoreError
from dateline.store.people import People, SavedView
from dateline.store.sqlite import open_store

NOON = datetime(2031, 5, 4, 12, 0, tzinfo=UTC)
IRA = User(name="Ira", role=UserRole.CODER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "events.db"


@pytest.fixture
def people(path: Path) -> Iterator[People]:
    with open_store(path) as store:
        store.people.add_user(IRA, password="kept", at=NOON)
        yield store.people


def test_each_role_may_do_what_those_before_it_may() -> None:
    roles = list(UserRole)
    for position, role in enumerate(roles):
        assert [role.may(other) for other in roles] == [n <= position for n in range(len(roles))]


def test_a_name_is_given_once(people: People) -> None:
    with pytest.raises(StoreError):
        people.add_user(IRA, password=None, at=NOON)
    assert [account.user for account in people.accounts()] == [IRA]
    for change in (
        lambda: people.set_role("nobody", UserRole.ADMIN),
        lambda: people.set_password("nobody", "x"),
        lambda: people.remove_user("nobody"),
        lambda: people.make_token("nobody", "x", at=NOON),
        lambda: people.revoke_token("Ira", "none"),
    ):
        with pytest.raises(StoreError):
            change()


def test_a_session_goes_on_until_it_ends(people: People) -> None:
    later = NOON + timedelta(hours=1)
    secret = people.start_session("Ira", at=NOON, ends=later, address="127.0.0.1")
    found = people.session(secret, at=NOON)
    assert found is not None
    assert found.user == IRA
    assert people.session(secret, at=later) is None
    assert people.session(secret[:-1], at=NOON) is None
    people.end_session(found.digest)
    assert people.session(secret, at=NOON) is None


def test_another_password_or_no_account_ends_all_sessions(people: People) -> None:
    def start() -> str:
        ends = NOON + timedelta(hours=1)
        return people.start_session("Ira", at=NOON, ends=ends, address="127.0.0.1")

    secret = start()
    people.set_password("Ira", "another")
    assert people.session(secret, at=NOON) is None
    secret, token = start(), people.make_token("Ira", "notebook", at=NOON)
    people.remove_user("Ira")
    assert people.session(secret, at=NOON) is None
    assert people.token_user(token) is None


def test_a_token_acts_for_its_user_until_it_is_revoked(people: People) -> None:
    token = people.make_token("Ira", "notebook", at=NOON)
    with pytest.raises(StoreError):
        people.make_token("Ira", "notebook", at=NOON)
    people.set_role("Ira", UserRole.VIEWER)
    assert people.token_user(token) == User(name="Ira", role=UserRole.VIEWER)
    people.revoke_token("Ira", "notebook")
    assert people.token_user(token) is None


def test_no_secret_stands_in_the_file(people: People, path: Path) -> None:
    ends = NOON + timedelta(hours=1)
    session = people.start_session("Ira", at=NOON, ends=ends, address="127.0.0.1")
    token = people.make_token("Ira", "notebook", at=NOON)
    held = b"".join(file.read_bytes() for file in sorted(path.parent.glob("events.db*")))
    assert session.encode() not in held
    assert token.encode() not in held


def test_views_are_each_persons_own(people: People) -> None:
    for query in ("type=raid", "type=arrest"):
        people.save_view(SavedView(owner="Ira", name="mine", query=query, made=NOON))
    assert [view.query for view in people.views("Ira")] == ["type=arrest"]
    assert people.views("Bo") == []
    people.remove_view("Bo", "mine")
    assert len(people.views("Ira")) == 1
    people.remove_view("Ira", "mine")
    assert people.views("Ira") == []


def test_the_key_of_forms_is_made_once(people: People) -> None:
    assert people.app_key() is None
    key = people.make_app_key()
    assert people.make_app_key() == people.app_key() == key
