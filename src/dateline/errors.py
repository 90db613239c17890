"""Every exception Dateline raises.

DatelineError
├── SettingsError       a setting is unknown or has a wrong value
├── ResourceError       data shipped with Dateline, or given by a user, cannot be used
│   ├── CodebookError   faults in a codebook, all of them at once
│   └── GazetteerError  the gazetteer file is missing, damaged or of another version
├── ArticleError        an input could not be read as an article
├── EvidenceError       a span does not lie inside its text: a bug in Dateline
├── DecisionError       a decision cannot be taken, or a file of them cannot be read
├── StoreError          the event store cannot be opened, read or written
├── ExportError         an output could not be written
└── EvaluationError     gold data cannot be read or scored
"""

from collections.abc import Sequence
from dataclasses import dataclass


class DatelineWarning(UserWarning):
    """Something a user should know that does not stop the work."""


class DatelineError(Exception):
    """Base of all errors that Dateline raises on purpose."""


class SettingsError(DatelineError):
    """A setting is unknown or its value cannot be used."""


class ResourceError(DatelineError):
    """Data that Dateline works with cannot be used."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a file: where, what was found, and what to do."""

    path: str
    line: int | None
    message: str

    def __str__(self) -> str:
        where = self.path if self.line is None else f"{self.path}:{self.line}"
        return f"{where}: {self.message}"


class CodebookError(ResourceError):
    """A codebook has faults; ``faults`` lists every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class GazetteerError(ResourceError):
    """The gazetteer cannot be opened or is not one this version can read."""


class ArticleError(DatelineError):
    """An input could not be read as an article.

    ``path`` names the input (file, member of an archive, row of a table) and ``reason`` says in
    one clause what is wrong with it.
    """

    def __init__(self, path: str, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


class EvidenceError(DatelineError):
    """A span lies outside its text, or quotes other words than it claims to."""


class DecisionError(DatelineError):
    """A decision names what is not there or sets a value that its field cannot have."""


class StoreError(DatelineError):
    """The event store cannot be opened, read or written."""


class ExportError(DatelineError):
    """An output could not be written."""


class EvaluationError(DatelineError):
    """Gold data cannot be read or scored."""
