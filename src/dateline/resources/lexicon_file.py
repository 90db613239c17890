"""Read a word list in TOML, a user's own or one shipped with Dateline, and name its faults."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from dateline.errors import ResourceError
from dateline.resources.toml_tables import read_toml

Tables = TypeVar("Tables", bound=BaseModel)


def read_lexicon(model: type[Tables], name: str, path: Path | None) -> Tables:
    """Return the tables of a file.

    Args:
        model: What the file must hold.
        name: Which of Dateline's own files to read without a path.
        path: A file in the same format.

    Raises:
        ResourceError: The file cannot be read or does not fit; every fault stands on a line.
    """
    source = files("dateline.resources") / "lexicons" / name if path is None else path
    try:
        return model.model_validate(read_toml(source.read_text(encoding="utf-8")))
    except OSError as error:
        raise ResourceError(f"{source}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ResourceError(f"{source}: not TOML: {error}") from error
    except ValidationError as error:
        faults = [
            f"{source}: {'.'.join(map(str, fault['loc']))}: {_wording(fault['msg'])}"
            for fault in error.errors()
        ]
        raise ResourceError("\n".join(faults)) from error


def _wording(message: str) -> str:
    return {
        "Field required": "is missing",
        "Extra inputs are not permitted": "is not known here",
    }.get(message, f"{message[0].lower()}{message[1:]}")
