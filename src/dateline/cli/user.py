"""``dateline user``: who may use the review app in team mode, and what each may do."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.table import Table

from dateline.cli import engine
from dateline.cli.console import data_console, data_stream, print_json, say
from dateline.cli.options import AsJson, Db, settings_with
from dateline.core.people import User, UserRole
from dateline.server.passwords import hash_password
from dateline.store.people import People

EXAMPLES = """
[bold]Examples[/]

dateline user add ira --role coder

dateline user role ira adjudicator

dateline user token ira --label notebook

dateline user remove ira
"""

app = typer.Typer(
    name="user",
    help=(
        "Accounts of the review app in team mode. A viewer reads, a coder decides and codes, an "
        "adjudicator assigns and settles second codings, an admin may do everything. What is "
        "changed here counts at once, in an app that runs as well."
    ),
    epilog=EXAMPLES,
    no_args_is_help=True,
    rich_markup_mode="rich",
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="The user; the name stands with their decisions.")
]
Stdin = Annotated[
    bool, typer.Option("--stdin", help="Read the password from stdin instead of asking for it.")
]


@contextmanager
def _people(db: Db) -> Iterator[People]:
    settings = settings_with({"db": db})
    with engine.changing(settings.db) as store:
        yield store.people


@app.command("add")
def add(
    name: Name,
    role: Annotated[UserRole, typer.Option(help="What they may do.")] = UserRole.CODER,
    stdin: Stdin = False,
    no_password: Annotated[
        bool, typer.Option("--no-password", help="They sign in through a proxy alone.")
    ] = False,
    db: Db = None,
) -> None:
    """Add a user and ask for their password."""
    if not name.strip() or name != name.strip() or not name.isprintable():
        raise typer.BadParameter(
            "the name is empty, or has blanks at its ends or control characters"
        )
    with _people(db) as people:
        password = None if no_password else hash_password(_ask(stdin=stdin))
        people.add_user(User(name=name, role=role), password=password, at=datetime.now(UTC))
    say(f"{name} was added as {role}")


@app.command("list")
def list_users(db: Db = None, as_json: AsJson = False) -> None:
    """List the users with their roles, sessions and tokens."""
    now = datetime.now(UTC)
    with _people(db) as people:
        rows = [
            {
                "name": account.user.name,
                "role": str(account.user.role),
                "added": account.added.isoformat(timespec="seconds"),
                "password": account.password is not None,
                "sessions": len(people.sessions(account.user.name, at=now)),
                "tokens": [token.label for token in people.tokens(account.user.name)],
            }
            for account in people.accounts()
        ]
    if as_json:
        print_json({"users": rows})
        return
    table = Table(box=None, header_style="bold", padding=(0, 1), pad_edge=False)
    for heading in ("Name", "Role", "Added", "Signed in", "Tokens"):
        table.add_column(heading, overflow="fold")
    for row in rows:
        tokens = row["tokens"]
        assert isinstance(tokens, list)
        table.add_row(
            str(row["name"]),
            str(row["role"]),
            str(row["added"]),
            str(row["sessions"]),
            ", ".join(tokens),
        )
    if rows:
        data_console().print(table)
    else:
        say("no users")


@app.command("remove")
def remove(name: Name, db: Db = None) -> None:
    """Remove a user; they are signed out at once, and what they decided stays."""
    with _people(db) as people:
        people.remove_user(name)
    say(f"{name} was removed")


@app.command("role")
def role(
    name: Name,
    to: Annotated[UserRole, typer.Argument(metavar="ROLE", help="What they may do from now on.")],
    db: Db = None,
) -> None:
    """Give a user another role."""
    with _people(db) as people:
        people.set_role(name, to)
    say(f"{name} is {to} now")


@app.command("password")
def password(name: Name, stdin: Stdin = False, db: Db = None) -> None:
    """Give a user another password; they are signed out everywhere."""
    with _people(db) as people:
        people.set_password(name, hash_password(_ask(stdin=stdin)))
    say(f"{name} has another password and is signed out")


@app.command("token")
def token(
    name: Name,
    label: Annotated[str, typer.Option(help="What the token is for.")],
    revoke: Annotated[bool, typer.Option("--revoke", help="Make this token worthless.")] = False,
    db: Db = None,
) -> None:
    """Print a new token by which a program acts for a user in the API; it is shown this once."""
    with _people(db) as people:
        if revoke:
            people.revoke_token(name, label)
            say(f"the token {label!r} of {name} is worthless now")
            return
        secret = people.make_token(name, label, at=datetime.now(UTC))
    data_stream().write(f"{secret}\n")
    say(f"Send it as: Authorization: Bearer {secret[:12]}…")


def _ask(*, stdin: bool) -> str:
    if stdin or not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
