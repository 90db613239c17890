"""Where outlets are at home: a paper means the towns around it.

The list is written by hand from common knowledge; an outlet it lacks is judged by the top-level
domain of its address.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dateline.errors import ResourceError
from dateline.resources.gazetteer import name_key
from dateline.resources.toml_tables import read_toml

_FILE = Path(__file__).parent / "outlets.toml"

_HOST = re.compile(r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?([^/:?#\s]+\.[a-z]{2,})", re.IGNORECASE)
#: Top-level domains of countries that outlets elsewhere use.
_NOT_COUNTRIES = frozenset(
    {
        "ai",
        "cc",
        "co",
        "eu",
        "fm",
        "gg",
        "gl",
        "im",
        "io",
        "is",
        "la",
        "ly",
        "me",
        "ms",
        "nu",
        "pw",
        "sh",
        "st",
        "to",
        "tv",
        "ws",
    }
)
#: Parts of addresses that name no outlet.
_GENERAL = frozenset({"www", "com", "org", "net", "co", "news", "m", "edition", "amp", "mobile"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletHome:
    """Where an outlet is at home.

    ``country`` is an ISO 3166-1 alpha-2 code. Coordinates (WGS 84 degrees) are of the town it is
    a paper of, and ``None`` for outlets of a whole country or of the world. ``label`` is its name
    and address without spaces and accents, in which the name of its town may occur.
    """

    label: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def outlet_home(*, outlet: str | None = None, url: str | None = None) -> OutletHome | None:
    """Return what is known of the home of an outlet, or ``None`` without name and address.

    Args:
        outlet: Its name, or the host of its site.
        url: The address of one of its articles.
    """
    host = host_of(url) or host_of(outlet)
    if host is None and not outlet:
        return None
    known = _known(host, outlet)
    label = _label(host, outlet if outlet and host_of(outlet) is None else None)
    if known is not None:
        name, country, latitude, longitude = known
        label += "|" + _squashed(name)
        return OutletHome(label=label, country=country, latitude=latitude, longitude=longitude)
    return OutletHome(label=label, country=country_of_address(host))


def country_of_address(url: str | None) -> str | None:
    """Return the country of a web address by its top-level domain, if that names one."""
    found = re.match(r"(?:[a-z]+://)?[^/:?#]*\.([a-z]{2})(?=[/:?#]|$)", (url or "").casefold())
    if found is None or found[1] in _NOT_COUNTRIES:
        return None
    return "GB" if found[1] == "uk" else found[1].upper()


_Home = tuple[str, str | None, float | None, float | None]


def _known(host: str | None, outlet: str | None) -> _Home | None:
    """Find an outlet by its host, a host above it, its name, or its host under another ending."""
    domains, names, stems = _homes()
    parts = (host or "").split(".")
    for first in range(len(parts) - 1):
        if (home := domains.get(".".join(parts[first:]))) is not None:
            return home
    if outlet and (home := names.get(name_key(outlet))) is not None:
        return home
    home = stems.get(parts[0]) if len(parts) in {2, 3} else None
    ending = country_of_address(host)
    return home if home is not None and ending in {None, home[1]} else None


def host_of(address: str | None) -> str | None:
    """Return the host of an address, without "www."; ``None`` if it has none."""
    found = _HOST.match((address or "").strip())
    return found[1].casefold().removeprefix("www.") if found else None


def _label(host: str | None, outlet: str | None) -> str:
    parts = [part for part in (host or "").split(".")[:-1] if part not in _GENERAL]
    return "|".join([*map(_squashed, parts), _squashed(outlet or "")])


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]+", "", name_key(text))


@cache
def _homes() -> tuple[Mapping[str, _Home], Mapping[str, _Home], Mapping[str, _Home]]:
    """Read the list: homes by domain, by name, and by the first part of a domain.

    Raises:
        ResourceError: An entry has not the form ``"domain" = [name, town, latitude, longitude]``.
    """
    data = read_toml(_FILE.read_text(encoding="utf-8"))
    domains: dict[str, _Home] = {}
    for section, outlets in data.items():
        country = None if section == "world" else section
        for domain, value in outlets.items():
            local = len(value) == 4 and all(isinstance(v, float) for v in value[2:])
            if not (len(value) == 1 or local):
                raise ResourceError(f"{_FILE}: {section}.{domain}: not [name] or [name, town, ...]")
            latitude, longitude = value[2:] if local else (None, None)
            domains[domain] = (value[0], country, latitude, longitude)
    return (
        domains,
        _unambiguous(domains, lambda _, home: name_key(home[0])),
        _unambiguous(domains, lambda domain, _: domain.partition(".")[0]),
    )


def _unambiguous(
    domains: Mapping[str, _Home], key: Callable[[str, _Home], str]
) -> dict[str, _Home]:
    """Return homes by a key that no outlet with another home has; short keys are left out."""
    found: dict[str, _Home] = {}
    other: set[str] = set()
    for domain, home in sorted(domains.items()):
        name = key(domain, home)
        if found.setdefault(name, home)[1:] != home[1:] or len(name) < 5:
            other.add(name)
    return {name: home for name, home in found.items() if name not in other}
