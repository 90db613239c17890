"""Read TOML; the texts shipped with Dateline were read beforehand and are kept as JSON.

``tomllib`` takes a third of a second for all of them, JSON a hundredth. A stored reading is named
for the digest of its text, so that an edited text is read anew until
``python -m tools.compile_tables`` has stored it.
"""

import json
import tomllib
from hashlib import sha256
from pathlib import Path
from typing import Any

#: Where readings are stored.
STORED = Path(__file__).parent / "compiled"


def read_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text says.

    Raises:
        TOMLDecodeError: The text is not TOML.
    """
    if is_stored(text):
        tables: dict[str, Any] = json.loads(stored_at(text).read_bytes())
        return tables
    return tomllib.loads(text)


def is_stored(text: str) -> bool:
    """Tell whether a text is one shipped with Dateline whose reading is stored."""
    return stored_at(text).is_file()


def stored_at(text: str) -> Path:
    """Return where the reading of a text is stored, if it is."""
    return STORED / f"{sha256(text.encode()).hexdigest()[:16]}.json"
