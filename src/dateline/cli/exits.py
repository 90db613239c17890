"""Exit statuses of every command, and which error ends in which."""

from enum import IntEnum

from dateline.errors import (
    ArticleError,
    DatelineError,
    DecisionError,
    EvaluationError,
    EvidenceError,
    ExportError,
    ResourceError,
    SettingsError,
    StoreError,
)


class Exit(IntEnum):
    """What a command's exit status tells."""

    DONE = 0
    INTERNAL_ERROR = 1
    USAGE = 2
    FINISHED_WITH_FAILURES = 3
    UNUSABLE = 4
    INTERRUPTED = 130


MEANINGS = {
    Exit.DONE: "done",
    Exit.INTERNAL_ERROR: "unexpected error: a bug in Dateline",
    Exit.USAGE: "the command, a setting or a codebook that was to be checked is wrong",
    Exit.FINISHED_WITH_FAILURES: "finished, but some inputs failed",
    Exit.UNUSABLE: "a store, resource, gold file or output cannot be used",
    Exit.INTERRUPTED: "interrupted; what was coded is stored",
}

_EXITS: tuple[tuple[type[DatelineError], Exit], ...] = (
    (EvidenceError, Exit.INTERNAL_ERROR),
    (SettingsError, Exit.USAGE),
    (ArticleError, Exit.USAGE),
    (DecisionError, Exit.USAGE),
    (ResourceError, Exit.UNUSABLE),
    (StoreError, Exit.UNUSABLE),
    (ExportError, Exit.UNUSABLE),
    (EvaluationError, Exit.UNUSABLE),
)


def exit_for(error: DatelineError) -> Exit:
    """Return the status a command ends with after an error."""
    return next((exit_ for kind, exit_ in _EXITS if isinstance(error, kind)), Exit.INTERNAL_ERROR)
