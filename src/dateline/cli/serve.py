"""``dateline serve``: the review app in the browser."""

import getpass
import socket
import webbrowser
from dataclasses import replace
from typing import Annotated

import typer

from dateline.cli import engine
from dateline.cli.console import say
from dateline.cli.options import Codebook, Figures, Gazetteer, Names, StoreFile, settings_with
from dateline.errors import SettingsError
from dateline.server.config import DEFAULT_PORT, Mode, ServerConfig
from dateline.settings import describe

EXAMPLES = """
[bold]Examples[/]

dateline serve events.db --open

dateline serve --mode team --host 0.0.0.0 --public-origin https://events.example.org
"""

_BACKLOG = 128


def serve(
    store: StoreFile = None,
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = DEFAULT_PORT,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    open_browser: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    mode: Annotated[
        Mode,
        typer.Option(
            help="local: you, at this machine; team: people with accounts (dateline user); "
            "proxy: people whom a proxy signs in."
        ),
    ] = Mode.LOCAL,
    public_origin: Annotated[
        str | None,
        typer.Option(help="Address browsers reach it under, such as https://events.example.org."),
    ] = None,
    proxy_peer: Annotated[
        list[str] | None,
        typer.Option(help="Address or network of a proxy that is believed; may be repeated."),
    ] = None,
    proxy_header: Annotated[
        str, typer.Option(help="Header in which the proxy names who is signed in.")
    ] = "X-Forwarded-User",
    plain_http: Annotated[
        bool, typer.Option("--plain-http", help="Let people sign in without TLS: for trials only.")
    ] = False,
    author: Annotated[str | None, typer.Option("--author", help=describe("author"))] = None,
    locale: Annotated[
        str | None, typer.Option(help="Language of the pages; else what the browser asks for.")
    ] = None,
    names: Names = False,
    figures: Figures = None,
    codebook: Codebook = None,
    gazetteer: Gazetteer = None,
) -> None:
    """Open the review app: explore events, read the evidence, decide.

    Nothing is loaded from elsewhere. It ends with Ctrl+C; decisions are stored as they are made.
    """
    settings = settings_with(
        {
            "db": store,
            "author": author,
            "names": names,
            "figures": figures,
            "codebook": codebook,
            "gazetteer": gazetteer,
        }
    )
    with engine.changing(settings.db) as opened:
        has_users = bool(opened.people.accounts())
    if mode is Mode.TEAM and not has_users:
        raise SettingsError(
            "--mode team: nobody has an account yet. Make one with: dateline user add NAME "
            f"--role admin --db {settings.db}"
        )
    config = ServerConfig(
        store=settings.db,
        mode=mode,
        host=host,
        port=port,
        author=settings.author or _login_name(),
        public_origin=public_origin,
        proxy_peers=tuple(proxy_peer or ()),
        proxy_header=proxy_header,
        plain_http=plain_http,
        locale=locale,
        names=settings.names,
        figures=settings.figures,
        codebook=settings.codebook,
        gazetteer=settings.gazetteer,
    )
    listener = _listen(host, port)
    config = replace(config, port=listener.getsockname()[1])
    _run(config, listener, open_browser=open_browser)


def _run(config: ServerConfig, listener: socket.socket, *, open_browser: bool) -> None:
    import uvicorn

    from dateline.server.app import create_app

    server = uvicorn.Server(
        uvicorn.Config(
            create_app(config),
            # The address of the caller decides whose header is believed: it must be the real one.
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_level="warning",
            lifespan="on",
            timeout_graceful_shutdown=5,
        )
    )
    say(f"{config.store}: the review app is at {config.address} (Ctrl+C ends it)")
    if open_browser:
        webbrowser.open(config.address)
    server.run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    """Take a port, before anything is loaded.

    Raises:
        SettingsError: It is taken, or the address is not one of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise SettingsError(
            f"cannot listen on {host} port {port}: {error.strerror}. Give another with --port, "
            "or 0 for any that is free"
        ) from error
    return listener


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "local"
