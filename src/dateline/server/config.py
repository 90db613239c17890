"""What a server is told when it starts: which store, for whom, and where it listens."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from dateline.core.events import FigureRule
from dateline.errors import SettingsError

#: Where the app listens unless told otherwise.
DEFAULT_PORT = 8321


class Mode(StrEnum):
    """For whom a server is.

    ``LOCAL``: for whoever sits at this machine, without signing in. ``TEAM``: for people with
    accounts, who sign in. ``PROXY``: for people whom a proxy in front has signed in.
    """

    LOCAL = "local"
    TEAM = "team"
    PROXY = "proxy"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerConfig:
    """What a server is told when it starts.

    Attributes:
        store: The event store.
        mode: For whom the server is.
        host: The address it listens on.
        port: The port it listens on.
        author: The name that stands with decisions made in local mode.
        public_origin: Scheme, host and port under which browsers reach it, where these are not
            its own: "https://events.example.org".
        proxy_peers: Addresses or networks of the proxies whose header is believed.
        proxy_header: The header in which a proxy names who is signed in.
        names: Show private persons by name.
        locale: Language of the pages; ``None`` takes the one the browser asks for.
        figures: How one figure is chosen where reports differ.
        codebook: A codebook file instead of the built-in one.
        gazetteer: A gazetteer file instead of the built-in one.
        base_map: A map file (TopoJSON) instead of the built-in one.
        plain_http: Let sessions travel without TLS: the cookie is not marked Secure.

    Raises:
        SettingsError: The values do not go together; the message says what to do.
    """

    store: Path
    mode: Mode = Mode.LOCAL
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    author: str = "local"
    public_origin: str | None = None
    proxy_peers: tuple[str, ...] = ()
    proxy_header: str = "X-Forwarded-User"
    names: bool = False
    locale: str | None = None
    figures: FigureRule = FigureRule.LOW_BEST_HIGH
    codebook: Path | None = None
    gazetteer: Path | None = None
    base_map: Path | None = None
    plain_http: bool = False

    def __post_init__(self) -> None:
        if self.mode is Mode.LOCAL and not is_loopback(self.host):
            raise SettingsError(
                f"--host {self.host}: in local mode nobody signs in, so the app is only served to "
                "this machine. Use --mode team or --mode proxy to serve others"
            )
        if self.public_origin is not None:
            _check_origin(self.public_origin)
        elif not is_loopback(self.host):
            raise SettingsError(
                f"--host {self.host}: say with --public-origin under which address browsers reach "
                "the app, such as https://events.example.org"
            )
        if self.mode is Mode.PROXY and not self.proxy_peers:
            raise SettingsError(
                "--mode proxy: say with --proxy-peer which address the proxy calls from; the "
                "header of nobody else is believed"
            )
        for peer in self.proxy_peers:
            try:
                ip_network(peer)
            except ValueError as error:
                raise SettingsError(f"--proxy-peer {peer}: not an address or network") from error

    @property
    def address(self) -> str:
        """The address to open in a browser."""
        if self.public_origin is not None:
            return self.public_origin
        return f"http://{_bracketed(self.host)}:{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """The Host headers under which the app may be asked for."""
        own = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        if is_loopback(self.host):
            own.add(f"{_bracketed(self.host)}:{self.port}")
        if self.public_origin is not None:
            own.add(urlsplit(self.public_origin).netloc.lower())
        return frozenset(own)

    @property
    def origins(self) -> frozenset[str]:
        """The origins from whose pages the app takes orders."""
        if self.public_origin is not None and self.mode is not Mode.LOCAL:
            return frozenset({self.public_origin.lower()})
        given = {self.public_origin.lower()} if self.public_origin is not None else set()
        return frozenset({f"http://{host}" for host in self.hosts} | given)

    def is_trusted_peer(self, address: str) -> bool:
        """Tell whether the header of a caller at this address is believed."""
        try:
            caller = ip_address(address)
        except ValueError:
            return False
        return any(caller in ip_network(peer) for peer in self.proxy_peers)


def is_loopback(host: str) -> bool:
    """Tell whether an address to listen on is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _check_origin(origin: str) -> None:
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.netloc or origin != _origin_of(origin):
        raise SettingsError(
            f"--public-origin {origin}: write scheme, host and, if need be, port, such as "
            "https://events.example.org"
        )


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
