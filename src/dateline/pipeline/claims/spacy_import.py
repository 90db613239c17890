"""Import spaCy without its command line, and let it find what other packages add to it.

spaCy's package imports all of its command line, with its own dependencies, for the one function
``spacy.info``: half as much again as everything else it needs.

While it loads a model it asks a hundred times which packages add parts of some kind, and goes
through the entry points of all packages each time. They are sorted by kind once instead.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_COMMAND_LINE, _INFO = "spacy.cli", "spacy.cli.info"


def import_spacy() -> None:
    """Import spaCy, if nothing has yet; its command line is imported when it is used."""
    if "spacy" in sys.modules:
        return
    package, module = ModuleType(_COMMAND_LINE), ModuleType(_INFO)
    package.__path__ = []
    module.info = _info  # type: ignore[attr-defined]
    sys.modules |= {_COMMAND_LINE: package, _INFO: module}
    try:
        import_module("spacy")
    finally:
        for name in (_COMMAND_LINE, _INFO):
            del sys.modules[name]
    _sort_entry_points()


def _sort_entry_points() -> None:
    catalogue: Any = import_module("catalogue")
    found = catalogue.AVAILABLE_ENTRY_POINTS
    if hasattr(found, "select"):
        by_group = {group: tuple(found.select(group=group)) for group in sorted(found.groups)}
        catalogue.AVAILABLE_ENTRY_POINTS = by_group


def _info(*values: Any, **named: Any) -> Any:
    """Do what ``spacy.info`` does."""
    return import_module(_INFO).info(*values, **named)
