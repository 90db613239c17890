"""People in a store: users, their sessions, tokens and saved views, and the time they take."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from dateline.core.people import User, UserRole
from dateline.errors import StoreError
from dateline.store.codec import storable, timestamp
from dateline.store.database import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A user with the hash of their password; without one they sign in through a proxy."""

    user: User
    password: str | None
    added: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A time for which somebody is signed in."""

    digest: str
    user: User
    started: datetime
    ends: datetime
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """A token by which a program acts for a user; its ``label`` says what for."""

    user: str
    label: str
    made: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A query kept under a name; the name is its owner's."""

    owner: str
    name: str
    query: str
    made: datetime


def secret_digest(secret: str) -> str:
    """Return what is kept of a session's or token's secret, which is random and long."""
    return sha256(secret.encode()).hexdigest()


class People:
    """What a store keeps of people; every method that writes is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Users

    def add_user(self, user: User, *, password: str | None, at: datetime) -> None:
        """Add a user.

        Args:
            user: Who.
            password: The hash of their password; see ``dateline.server.passwords``.
            at: Now.

        Raises:
            StoreError: There is a user of this name.
        """
        with self._database.transaction():
            if self.account(user.name) is not None:
                raise StoreError(f"there is a user {user.name} already")
            self._database.insert(
                "users",
                {
                    "name": storable(user.name),
                    "role": user.role.value,
                    "password": password,
                    "added": timestamp(at),
                },
            )

    def account(self, name: str) -> Account | None:
        """Return the account of a user."""
        row = self._database.one("SELECT * FROM users WHERE name = ?", (storable(name),))
        if row is None:
            return None
        return Account(
            user=User(name=row["name"], role=UserRole(row["role"])),
            password=row["password"],
            added=datetime.fromisoformat(row["added"]),
        )

    def accounts(self) -> Sequence[Account]:
        """Return all accounts by name."""
        names = [row["name"] for row in self._database.rows("SELECT name FROM users ORDER BY name")]
        return [account for account in map(self.account, names) if account is not None]

    def set_role(self, name: str, role: UserRole) -> None:
        """Give a user another role, at once.

        Raises:
            StoreError: There is no such user.
        """
        self._change_user(name, "role", role.value)

    def set_password(self, name: str, password: str) -> None:
        """Give a user another password, and end their sessions.

        Raises:
            StoreError: There is no such user.
        """
        self._change_user(name, "password", password)
        self.end_sessions(name)

    def remove_user(self, name: str) -> None:
        """Remove a user with their sessions and tokens; what they decided stays.

        Raises:
            StoreError: There is no such user.
        """
        with self._database.transaction():
            for table in ("sessions", "api_tokens"):
                self._database.execute(f"DELETE FROM {table} WHERE user = ?", (storable(name),))
            if not self._database.execute("DELETE FROM users WHERE name = ?", (storable(name),)):
                raise StoreError(f"there is no user {name}")

    def _change_user(self, name: str, column: str, value: str) -> None:
        with self._database.transaction():
            changed = self._database.execute(
                f"UPDATE users SET {column} = ? WHERE name = ?", (value, storable(name))
            )
            if not changed:
                raise StoreError(f"there is no user {name}")

    # Sessions

    def start_session(self, name: str, *, at: datetime, ends: datetime, address: str) -> str:
        """Sign a user in and return the secret that stands for it; sessions that ended go."""
        secret = secrets.token_urlsafe(32)
        with self._database.transaction():
            self._database.execute("DELETE FROM sessions WHERE ends <= ?", (timestamp(at),))
            self._database.insert(
                "sessions",
                {
                    "digest": secret_digest(secret),
                    "user": storable(name),
                    "started": timestamp(at),
                    "ends": timestamp(ends),
                    "address": storable(address),
                },
            )
        return secret

    def session(self, secret: str, *, at: datetime) -> Session | None:
        """Return the session that a secret stands for, if it goes on."""
        found = self._sessions("digest = ? AND ends > ?", (secret_digest(secret), timestamp(at)))
        return found[0] if found else None

    def sessions(self, name: str, *, at: datetime) -> Sequence[Session]:
        """Return the sessions of a user that go on, oldest first."""
        return self._sessions("user = ? AND ends > ?", (storable(name), timestamp(at)))

    def _sessions(self, condition: str, parameters: Sequence[str]) -> list[Session]:
        rows = self._database.rows(
            "SELECT sessions.*, role FROM sessions JOIN users ON users.name = user"
            f" WHERE {condition} ORDER BY started, digest",
            parameters,
        )
        return [
            Session(
                digest=row["digest"],
                user=User(name=row["user"], role=UserRole(row["role"])),
                started=datetime.fromisoformat(row["started"]),
                ends=datetime.fromisoformat(row["ends"]),
                address=row["address"],
            )
            for row in rows
        ]

    def end_session(self, digest: str) -> None:
        """End the session of which this is the digest."""
        with self._database.transaction():
            self._database.execute("DELETE FROM sessions WHERE digest = ?", (storable(digest),))

    def end_sessions(self, name: str) -> int:
        """End all sessions of a user, and return how many there were."""
        with self._database.transaction():
            return self._database.execute("DELETE FROM sessions WHERE user = ?", (storable(name),))

    # Tokens

    def make_token(self, name: str, label: str, *, at: datetime) -> str:
        """Make a token for a user and return its secret, which is shown this once.

        Raises:
            StoreError: There is no such user, or they have a token of this label.
        """
        secret = f"dateline_{secrets.token_urlsafe(32)}"
        with self._database.transaction():
            if self.account(name) is None:
                raise StoreError(f"there is no user {name}")
            if any(token.label == label for token in self.tokens(name)):
                raise StoreError(f"{name} has a token {label!r} already")
            self._database.insert(
                "api_tokens",
                {
                    "digest": secret_digest(secret),
                    "user": storable(name),
                    "label": storable(label),
                    "made": timestamp(at),
                },
            )
        return secret

    def tokens(self, name: str) -> Sequence[ApiToken]:
        """Return the tokens of a user, by label."""
        rows = self._database.rows(
            "SELECT * FROM api_tokens WHERE user = ? ORDER BY label", (storable(name),)
        )
        return [
            ApiToken(user=row["user"], label=row["label"], made=datetime.fromisoformat(row["made"]))
            for row in rows
        ]

    def token_user(self, secret: str) -> User | None:
        """Return the user for whom a token acts."""
        row = self._database.one(
            "SELECT name, role FROM api_tokens JOIN users ON name = user WHERE digest = ?",
            (secret_digest(secret),),
        )
        return User(name=row["name"], role=UserRole(row["role"])) if row else None

    def revoke_token(self, name: str, label: str) -> None:
        """Make a token worthless, at once.

        Raises:
            StoreError: The user has no such token.
        """
        with self._database.transaction():
            if not self._database.execute(
                "DELETE FROM api_tokens WHERE user = ? AND label = ?",
                (storable(name), storable(label)),
            ):
                raise StoreError(f"{name} has no token {label!r}")

    # The app's own

    def app_key(self) -> str | None:
        """Return what the app signs its forms with."""
        row = self._database.one("SELECT value FROM app_key")
        return row["value"] if row else None

    def make_app_key(self) -> str:
        """Return what the app signs its forms with, made at the first call."""
        with self._database.transaction():
            key = self.app_key()
            if key is None:
                key = secrets.token_hex(32)
                self._database.insert("app_key", {"value": key})
        return key

    def save_view(self, view: SavedView) -> None:
        """Keep a view, in place of the owner's one of that name."""
        with self._database.transaction():
            self._database.execute(
                "INSERT OR REPLACE INTO saved_views (owner, name, query, made) VALUES (?, ?, ?, ?)",
                (
                    storable(view.owner),
                    storable(view.name),
                    storable(view.query),
                    timestamp(view.made),
                ),
            )

    def views(self, owner: str) -> Sequence[SavedView]:
        """Return the views of an owner, by name."""
        rows = self._database.rows(
            "SELECT * FROM saved_views WHERE owner = ? ORDER BY name", (storable(owner),)
        )
        return [
            SavedView(
                owner=row["owner"],
                name=row["name"],
                query=row["query"],
                made=datetime.fromisoformat(row["made"]),
            )
            for row in rows
        ]

    def remove_view(self, owner: str, name: str) -> None:
        """Forget a view."""
        with self._database.transaction():
            self._database.execute(
                "DELETE FROM saved_views WHERE owner = ? AND name = ?",
                (storable(owner), storable(name)),
            )

    # How decisions were made

    def note_time(self, decision: str, seconds: float) -> None:
        """Keep how long a decision took; call it in the transaction that adds it."""
        self._database.execute(
            "INSERT OR REPLACE INTO decision_notes (decision, seconds) VALUES (?, ?)",
            (storable(decision), seconds),
        )

    def seconds(self, decisions: Sequence[str]) -> Mapping[str, float]:
        """Return how long these decisions took, where that is known."""
        found = {}
        for decision in decisions:
            row = self._database.one(
                "SELECT seconds FROM decision_notes WHERE decision = ?", (storable(decision),)
            )
            if row is not None:
                found[decision] = float(row["seconds"])
        return found

    def last_seconds(self, author: str, *, limit: int) -> Sequence[float]:
        """Return how long the last decisions of an author took, newest first."""
        rows = self._database.rows(
            "SELECT seconds FROM decisions JOIN decision_notes ON decision = id"
            " WHERE author = ? ORDER BY number DESC LIMIT ?",
            (storable(author), limit),
        )
        return [float(row["seconds"]) for row in rows]
