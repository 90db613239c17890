"""What a scoring task needs from the rest of Dateline, and what it may be asked to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol, runtime_checkable

from dateline.core.act_mentions import ActMention
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.events import Event
from dateline.core.fillers import Overview
from dateline.scoring.report import Report

#: Source, cue and content of one attribution; the source may be unstated.
AttributionSpans = tuple[Span | None, Span, Span]


class Coder(Protocol):
    """Reads and codes one text at a time."""

    def read_text(
        self, text: str, *, published: date | None, path: str | None = None, url: str | None = None
    ) -> Document:
        """Read a text as an article; ``published`` is what the gold data says, if it does."""
        ...

    def code_document(self, document: Document) -> Coded:
        """Find claims and events in a document."""
        ...


@runtime_checkable
class AttributionFinder(Protocol):
    """Finds every attribution of a document, whatever it is about."""

    def attributions(self, document: Document) -> Sequence[AttributionSpans]:
        """Return source, cue and content spans in text order."""
        ...


@runtime_checkable
class ActFinder(Protocol):
    """Finds all words that name an act, more than the claims among them."""

    def act_mentions(self, coded: Coded, /) -> Sequence[ActMention] | None:
        """Return them in text order, or ``None`` if this coder knows claims only."""
        ...


@runtime_checkable
class OverviewFinder(Protocol):
    """Finds what a whole document reports."""

    def overview(self, document: Document, /) -> Overview | None:
        """Return it, or ``None`` if this coder knows events only."""
        ...


class Linker(Protocol):
    """Links what was found in several documents."""

    def __call__(self, coded: Sequence[Coded], /) -> Sequence[Event]:
        """Return events over all the documents; their ``claims`` name the claims given."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTotal:
    """What Dateline makes of one total.

    ``verdict`` is one of the linking set's words; ``covers`` are ids of the events it should count,
    ``within`` those of the wider totals it is part of.
    """

    verdict: str
    covers: tuple[str, ...]
    within: tuple[str, ...] = ()


class TotalReader(Protocol):
    """Compares the totals of several documents with the incidents they report."""

    def __call__(self, coded: Sequence[Coded], /) -> Mapping[str, FoundTotal]:
        """Return what is made of each total, by event id."""
        ...


class CopyFinder(Protocol):
    """Finds which documents are copies of one text."""

    def __call__(self, documents: Sequence[Document], /) -> Sequence[Sequence[str]]:
        """Return the ids of documents, grouped; one without copies may be left out."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a user asked of a task.

    ``predictions`` is where to write our answers in the corpus's own format. ``scheme`` names the
    codebook column that the ``types`` task scores. ``link`` is needed to score linking across
    documents; without it that is reported as not measured. So are ``copies`` for groups of copies
    and ``totals`` for totals.
    """

    predictions: Path | None = None
    scheme: str | None = None
    link: Linker | None = None
    copies: CopyFinder | None = None
    totals: TotalReader | None = None


class Task(Protocol):
    """One task: scores what ``coder`` finds in gold files."""

    def __call__(self, paths: Sequence[Path], coder: Coder, options: Options, /) -> Report:
        """Score the files.

        Raises:
            EvaluationError: A file cannot be read as gold data; names file, line and reason.
        """
        ...
