"""Dateline: news reports of political violence to a sourced event database.

>>> import dateline
>>> coder = dateline.Coder()
>>> coded = coder.code("Police arrested two suspected militants in Almaty on 3 May 2021.")
>>> [claim.claim.type for claim in coded.claims]
['arrest']

Names are loaded when they are first used: the parser takes seconds to import, and reading a record
or a version must not wait for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.api import Coder
    from dateline.core.claims import Argument, Attribution, Claim, Mention, Trigger
    from dateline.core.coded import Coded, Failure
    from dateline.core.documents import Document, Segment, Sentence, Span
    from dateline.core.events import Event, Field, Support
    from dateline.core.grounded import Count, GroundedClaim, Interval, Place, Unresolved
    from dateline.errors import (
        ArticleError,
        CodebookError,
        DatelineError,
        DatelineWarning,
        EvaluationError,
        EvidenceError,
        ExportError,
        GazetteerError,
        ResourceError,
        SettingsError,
        StoreError,
    )

__version__ = "0.1.0"

_MODULES = {
    "dateline.api": ("Coder",),
    "dateline.core.claims": ("Argument", "Attribution", "Claim", "Mention", "Trigger"),
    "dateline.core.coded": ("Coded", "Failure"),
    "dateline.core.documents": ("Document", "Segment", "Sentence", "Span"),
    "dateline.core.events": ("Event", "Field", "Support"),
    "dateline.core.grounded": ("Count", "GroundedClaim", "Interval", "Place", "Unresolved"),
    "dateline.errors": (
        "ArticleError",
        "CodebookError",
        "DatelineError",
        "DatelineWarning",
        "EvaluationError",
        "EvidenceError",
        "ExportError",
        "GazetteerError",
        "ResourceError",
        "SettingsError",
        "StoreError",
    ),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [  # noqa: RUF022 - by module, as above
    "__version__",
    "Coder",
    "Argument",
    "Attribution",
    "Claim",
    "Mention",
    "Trigger",
    "Coded",
    "Failure",
    "Document",
    "Segment",
    "Sentence",
    "Span",
    "Event",
    "Field",
    "Support",
    "Count",
    "GroundedClaim",
    "Interval",
    "Place",
    "Unresolved",
    "ArticleError",
    "CodebookError",
    "DatelineError",
    "DatelineWarning",
    "EvaluationError",
    "EvidenceError",
    "ExportError",
    "GazetteerError",
    "ResourceError",
    "SettingsError",
    "StoreError",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
