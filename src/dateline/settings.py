"""One typed ``Settings``, from ``dateline.toml``, the environment and flags.

A flag wins over the environment (``DATELINE_DB``), that over ``dateline.toml`` in the folder
Dateline is run in, and that over the default.
"""

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dateline.core.events import FigureRule
from dateline.errors import SettingsError

FILE_NAME = "dateline.toml"
PREFIX = "DATELINE_"


class Settings(BaseModel):
    """What a user can set for all commands."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    db: Path = Field(default=Path("events.db"), description="The event store: one SQLite file.")
    codebook: Path | None = Field(
        default=None,
        description="A codebook of your own (TOML) instead of the one shipped with Dateline.",
    )
    gazetteer: Path | None = Field(
        default=None,
        description="A gazetteer of your own (SQLite) instead of the one shipped with Dateline.",
    )
    conventions: Path | None = Field(
        default=None,
        description="A folder with times.toml or counts.toml of your own: what dozens are, say.",
    )
    model: Path | None = Field(
        default=None,
        description="A folder with a trained extractor instead of the one shipped with Dateline; "
        "none: by rules alone.",
    )
    workers: int = Field(
        default=0,
        ge=0,
        le=256,
        description="Processes that code at the same time; 0 is one per processor.",
    )
    names: bool = Field(
        default=False,
        description="Show private persons by name instead of by their role.",
    )
    figures: FigureRule = Field(
        default=FigureRule.LOW_BEST_HIGH,
        description="How one figure is chosen where reports differ: low-best-high (as UCDP), "
        "latest, conservative (as ACLED) or majority-then-latest (as GTD).",
    )
    max_bytes: int = Field(
        default=50_000_000,
        ge=1,
        description="Bytes one article or archive may take up once unpacked; larger ones fail.",
    )
    author: str | None = Field(
        default=None, description="Who decides: the name that stands with your decisions."
    )
    text_column: str | None = Field(
        default=None, description="Column of a table (CSV, JSONL) that holds the text."
    )
    title_column: str | None = Field(default=None, description="Column that holds the headline.")
    published_column: str | None = Field(
        default=None, description="Column that holds the day of publication."
    )
    url_column: str | None = Field(default=None, description="Column that holds the address.")
    outlet_column: str | None = Field(default=None, description="Column that names the outlet.")
    id_column: str | None = Field(
        default=None, description="Column that names the row in messages and records."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedSettings:
    """The settings, and where each value came from: "default", "dateline.toml:3", ..."""

    settings: Settings
    origins: Mapping[str, str]


def describe(name: str) -> str:
    """Return the sentence that says what a setting means."""
    return Settings.model_fields[name].description or ""


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    environment: Mapping[str, str],
    folder: Path,
) -> LoadedSettings:
    """Gather the settings.

    Args:
        flags: Values given on the command line by name; ``None`` means not given.
        environment: Environment variables; those that begin with ``DATELINE_`` are settings.
        folder: Where ``dateline.toml`` is looked for; there need not be one.

    Raises:
        SettingsError: A name is unknown or a value cannot be used. All faults are listed, one a
            line.
    """
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, "default")
    faults: list[str] = []
    sources = (
        *_from_file(folder / FILE_NAME),
        *_from_environment(environment),
        *((f"--{name.replace('_', '-')}", name, value) for name, value in (flags or {}).items()),
    )
    for origin, name, value in sources:
        if name not in Settings.model_fields:
            faults.append(f"{origin}: {_unknown(name)}")
        elif value not in (None, ""):
            values[name] = value
            origins[name] = origin
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        known = [fault for fault in error.errors() if fault["loc"][0] in origins]
        faults += [
            f"{origins[str(fault['loc'][0])]}: {fault['loc'][0]} = {fault['input']!r}: "
            f"{fault['msg'][0].lower()}{fault['msg'][1:]}"
            for fault in known
        ]
        raise SettingsError("\n".join(faults)) from error
    if faults:
        raise SettingsError("\n".join(faults))
    return LoadedSettings(settings=settings, origins=origins)


def _from_file(path: Path) -> Iterator[tuple[str, str, object]]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path.name}: cannot be read: {error}") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path.name}: not TOML: {error}") from error
    for name, value in table.items():
        yield f"{path.name}:{_line_of(name, text)}", name, value


def _line_of(name: str, text: str) -> int:
    found = re.search(rf"^[ \t]*[\[\"']*{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start() if found else 0) + 1


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[str, str, object]]:
    for variable, value in sorted(environment.items()):
        if variable.startswith(PREFIX) and value:
            yield variable, variable.removeprefix(PREFIX).lower(), value


def _unknown(name: str) -> str:
    near = difflib.get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
    hint = f'did you mean "{near[0]}"?' if near else f"known: {', '.join(Settings.model_fields)}"
    return f'unknown setting "{name}"; {hint}'


def render_template() -> str:
    """Return a ``dateline.toml`` in which every setting stands with its default, commented out."""
    lines = ["# Settings of Dateline. Remove the # before a setting to change it.", ""]
    for name, field in Settings.model_fields.items():
        lines += [f"# {field.description}", f"# {name} = {_toml(field.default)}", ""]
    return "\n".join(lines)


def show_value(value: object) -> str:
    """Return a setting's value as it would stand in ``dateline.toml``; unset is ``not set``."""
    return "not set" if value is None else _toml(value)


def _toml(value: object) -> str:
    if value is None:
        return '""'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def values_of(settings: Settings) -> dict[str, object]:
    """Return the settings by name, in the order they are declared."""
    return {name: getattr(settings, name) for name in Settings.model_fields}
