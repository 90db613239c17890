"""The invented world: settings, outlets and phrases, as read from ``words/``."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

WORDS = Path(__file__).parent / "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Village:
    """An invented place near a real town, with a second spelling."""

    name: str
    other: str
    distance_km: int
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A region with its authorities, groups and people."""

    id: str
    code: str
    country: str
    demonym: str
    admin1: str
    admin1_phrase: str
    town: str
    other_town: str
    capital: str
    villages: tuple[Village, ...]
    speakers: Mapping[str, tuple[str, ...]]
    groups: tuple[str, ...]
    names: tuple[str, ...]
    hospital: str
    monitor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes, and in which manner."""

    name: str
    domain: str
    style: str
    dates: str
    numbers: str
    dateline: str
    credit: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure as reported: exact, or "at least", "more than", "about"."""

    n: int
    operator: str = ""

    @property
    def gold(self) -> dict[str, float | None]:
        """Return the range it stands for."""
        if self.operator == "more than":
            return {"low": self.n + 1, "high": None}
        return {"low": self.n, "high": None if self.operator == "at least" else self.n}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One utterance of one source, however worded; ``official`` tells an authority."""

    id: str
    forms: tuple[str, ...]
    official: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One happening: what does not change from one report to another."""

    event: str
    type: str
    day: date
    hour: str
    village: Village | None
    slots: Mapping[str, str]
    colour: tuple[tuple[str, ...], ...]
    number: int = 0
    where: str | None = None


@dataclass(slots=True, kw_only=True)
class Told:
    """What one article says of one act: a mention in the making."""

    act: Act
    values: dict[str, Any] = field(default_factory=dict)


def load_settings() -> dict[str, Setting]:
    """Return all settings by id."""
    return {raw["id"]: _setting(raw) for raw in _read("settings")["setting"]}


def _setting(raw: Mapping[str, Any]) -> Setting:
    roles = ("police", "security", "army", "ministry", "court", "prosecutor")
    code, country, demonym = raw["country"]
    return Setting(
        id=raw["id"],
        code=code,
        country=country,
        demonym=demonym,
        admin1=raw["admin1"][0],
        admin1_phrase=raw["admin1"][1],
        town=raw["town"],
        other_town=raw["other_town"],
        capital=raw["capital"],
        villages=tuple(
            Village(name=name, other=other, distance_km=distance, direction=direction)
            for name, other, distance, direction in raw["villages"]
        ),
        speakers={role: tuple(raw[role]) for role in roles},
        groups=tuple(raw["groups"]),
        names=tuple(raw["names"]),
        hospital=raw["hospital"],
        monitor=raw["monitor"],
    )


def load_outlets() -> dict[str, Outlet]:
    """Return all outlets by name."""
    return {
        raw["name"]: Outlet(**{**raw, "credit": tuple(raw["credit"])})
        for raw in _read("outlets")["outlet"]
    }


def load_phrases() -> dict[str, dict[str, Any]]:
    """Return the phrases of every type of act; under ``prose`` and ``totals`` those for others."""
    named = {name: _read(name) for name in ("prose", "totals")}
    return {**_read("violence"), **_read("aftermath"), **named}


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))
