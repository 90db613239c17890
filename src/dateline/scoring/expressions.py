"""Score dated expressions and counts in running sentences against marked ones.

A file holds one JSON object a line. Times: ``id``, ``part`` ("dev" or "held"), ``published`` (ISO
date or null), ``text``, and ``times``, each with ``span``, ``words``, ``interval`` ([start, end] or
null where the words must stay open) and ``relation``. Counts: ``counts`` instead, each with
``span``, ``words``, ``kind`` ("quantity", or "phrase" for a noun phrase given by the caller, or
"money", "mass" or "volume"), ``plural``, ``count`` ([low, best, high] or null for what must not be
counted) and, with money and measures, ``unit`` (an ISO 4217 code; kg, g, t, lb, l). A text or a
mark may name its ``category``; each is then scored apart. A text may give ``country`` (ISO 3166-1),
whose national days and currency are meant. Misses are told for "dev" only, so that "held" stays
unseen.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import BaseModel, ConfigDict, model_validator

from dateline.core.documents import Document, Span, document_id
from dateline.core.grounded import Count, Interval, TimeRelation, Unresolved
from dateline.errors import EvaluationError
from dateline.pipeline.grounding.counts import find_quantities, ground_count
from dateline.pipeline.grounding.measures import (
    find_masses,
    find_money,
    ground_money,
    ground_quantity,
)
from dateline.pipeline.grounding.times import (
    TimeContext,
    find_times,
    ground_time,
    last_time_before,
)
from dateline.resources.counts import load_count_lexicon
from dateline.resources.times import load_time_lexicon
from dateline.scoring.interface import Coder, Options
from dateline.scoring.marked_lines import PARTS, MarkedText, Part, read_marked
from dateline.scoring.report import Report, Row, Table, accuracy_row, as_json, f1_row

_Bounds = tuple[float | None, float | None, float | None]
_MEASURED = frozenset({"money", "mass", "volume"})


class _Marked(BaseModel):
    model_config = ConfigDict(extra="forbid")

    span: tuple[int, int]
    words: str
    category: str | None = None

    @property
    def place(self) -> Span:
        return Span(*self.span)


class MarkedTime(_Marked):
    """A time as a person read it; without an interval it must stay open."""

    interval: tuple[date, date] | None
    relation: TimeRelation = TimeRelation.IN


class MarkedCount(_Marked):
    """A count as a person read it; without one the words must not be counted."""

    kind: Literal["quantity", "phrase", "money", "mass", "volume"]
    plural: bool
    count: _Bounds | None
    unit: str | None = None

    @model_validator(mode="after")
    def _unit_with_measures_only(self) -> Self:
        if (self.unit is not None) != (self.kind in _MEASURED):
            raise ValueError("money, masses and volumes have a unit, and nothing else has")
        return self


class _Item(MarkedText):
    category: str | None = None
    country: str | None = None

    @property
    def document(self) -> Document:
        return Document(id=document_id(self.text), text=self.text, language="en")


class TimesItem(_Item):
    """A text with its times marked."""

    published: date | None
    times: tuple[MarkedTime, ...]


class CountsItem(_Item):
    """A text with its counts marked."""

    counts: tuple[MarkedCount, ...]


_ItemT = TypeVar("_ItemT", bound=_Item)


def evaluate_times(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score times in files of marked sentences; what ``coder`` would code is not asked.

    Raises:
        EvaluationError: A file is not in the format above.
    """
    del coder, options
    return _times_report([item for path in paths for item in _read(path, TimesItem)])


def evaluate_counts(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score counts in files of marked sentences; what ``coder`` would code is not asked.

    Raises:
        EvaluationError: A file is not in the format above.
    """
    del coder, options
    return _counts_report([item for path in paths for item in _read(path, CountsItem)])


def score_times(path: Path) -> dict[str, object]:
    """Score the times of one file and return the report as plain values.

    Raises:
        EvaluationError: The file is not in the format above.
    """
    return as_json(_times_report(list(_read(path, TimesItem))))


def score_counts(path: Path) -> dict[str, object]:
    """Score the counts of one file and return the report as plain values.

    Raises:
        EvaluationError: The file is not in the format above.
    """
    return as_json(_counts_report(list(_read(path, CountsItem))))


def _read(path: Path, kind: type[_ItemT]) -> Iterator[_ItemT]:
    for number, item in read_marked(path, kind):
        for marked in _marks(item):
            start, end = marked.span
            if not 0 <= start < end <= len(item.text) or item.text[start:end] != marked.words:
                raise EvaluationError(
                    f"{path}:{number}: {marked.words!r} does not stand at {marked.span}"
                )
        yield item


def _marks(item: _Item) -> tuple[_Marked, ...]:
    if isinstance(item, TimesItem):
        return item.times
    return item.counts if isinstance(item, CountsItem) else ()


def _category(item: _Item, mark: _Marked) -> str | None:
    return mark.category or item.category


def _category_tables(
    title: str, judged: Iterable[tuple[Part, str | None, bool]]
) -> tuple[Table, ...]:
    """Return a table a part with a row a category, or none where no category is named."""
    tallies: dict[Part, dict[str, list[tuple[float, float]]]] = {part: {} for part in PARTS}
    for part, category, right in judged:
        if category is not None:
            tallies[part].setdefault(category, []).append((float(right), 1.0))
    return tuple(
        Table(
            title=f"{title} by category, {part} part",
            rows=tuple(accuracy_row(name, rows) for name, rows in sorted(tallies[part].items())),
        )
        for part in PARTS
        if tallies[part]
    )


# Times


class _TimesScore:
    """What one text scores: found spans, and which marked times are right."""

    def __init__(self, item: TimesItem) -> None:
        self.item = item
        self.lexicon = load_time_lexicon()
        self.document = item.document
        self.found = find_times(item.text)
        self.read = [self._ground(marked.place) for marked in item.times]
        self.read_found = [self._ground(span) for span in self.found]

    def _ground(self, span: Span) -> Interval | Unresolved:
        context = TimeContext(published=self.item.published, country=self.item.country)
        anchor = last_time_before(self.document, span, self.found, context, self.lexicon)
        return ground_time(self.document, span, replace(context, anchor=anchor), self.lexicon)

    def right(self, marked: MarkedTime, read: Interval | Unresolved) -> bool:
        """Tell whether the interval is exactly the marked one, or open as marked."""
        if isinstance(read, Unresolved):
            return marked.interval is None
        return marked.interval == (read.start, read.end)

    def end_to_end(self, marked: MarkedTime) -> bool:
        """Tell whether a found time overlaps the marked one and is read right."""
        return any(
            span.overlaps(marked.place) and self.right(marked, read)
            for span, read in zip(self.found, self.read_found, strict=True)
        )


def _times_report(items: Sequence[TimesItem]) -> Report:
    scores = [_TimesScore(item) for item in items]
    tables = tuple(
        Table(
            title=f"Times, {part} part",
            rows=_time_rows([score for score in scores if score.item.part == part]),
            note="Exact means that first and last day are both right; end to end, in found words.",
        )
        for part in PARTS
    ) + _category_tables(
        "Times",
        [
            (score.item.part, _category(score.item, mark), score.right(mark, read))
            for score in scores
            for mark, read in zip(score.item.times, score.read, strict=True)
        ],
    )
    return Report(
        task="times",
        documents=len(items),
        tables=tables,
        details={"misses": [miss for score in scores for miss in _time_misses(score)]},
    )


def _time_rows(scores: Sequence[_TimesScore]) -> tuple[Row, ...]:
    def share(
        test: Callable[[_TimesScore, int], bool], *, stated: bool
    ) -> list[tuple[float, float]]:
        tallies = []
        for score in scores:
            chosen = [
                index
                for index, marked in enumerate(score.item.times)
                if not stated or marked.interval is not None
            ]
            tallies.append((float(sum(test(score, i) for i in chosen)), float(len(chosen))))
        return tallies

    def exact(score: _TimesScore, index: int) -> bool:
        return score.right(score.item.times[index], score.read[index])

    def found_exact(score: _TimesScore, index: int) -> bool:
        return score.end_to_end(score.item.times[index])

    def relation(score: _TimesScore, index: int) -> bool:
        read = score.read[index]
        return isinstance(read, Interval) and read.relation is score.item.times[index].relation

    return (
        f1_row("found, overlap", [_found_tally(_stated(s), _open(s), s.found) for s in scores]),
        accuracy_row("interval exact, marked words", share(exact, stated=False)),
        accuracy_row("interval exact, stated only", share(exact, stated=True)),
        accuracy_row("interval exact, end to end", share(found_exact, stated=True)),
        accuracy_row("relation", share(relation, stated=True)),
    )


def _stated(score: _TimesScore) -> list[Span]:
    return [marked.place for marked in score.item.times if marked.interval is not None]


def _open(score: _TimesScore) -> list[Span]:
    return [marked.place for marked in score.item.times if marked.interval is None]


def _found_tally(
    marked: Sequence[Span], ignored: Sequence[Span], found: Sequence[Span]
) -> tuple[float, float, float]:
    counted = [
        span
        for span in found
        if any(span.overlaps(other) for other in marked)
        or not any(span.overlaps(other) for other in ignored)
    ]
    right = sum(any(span.overlaps(other) for other in counted) for span in marked)
    return float(right), float(len(counted)), float(len(marked))


def _time_misses(score: _TimesScore) -> Iterator[dict[str, object]]:
    if score.item.part != "dev":
        return
    for marked, read in zip(score.item.times, score.read, strict=True):
        late = marked.interval is not None and not score.end_to_end(marked)
        relation = (
            isinstance(read, Interval)
            and marked.interval is not None
            and read.relation is not marked.relation
        )
        if late or relation or not score.right(marked, read):
            yield {
                "id": score.item.id,
                "words": marked.words,
                "marked": [
                    marked.interval and [str(day) for day in marked.interval],
                    marked.relation,
                ],
                "read": read.reason
                if isinstance(read, Unresolved)
                else [str(read.start), str(read.end), read.relation],
                "found": [score.document.text_at(span) for span in score.found],
            }
    marks = [marked.place for marked in score.item.times]
    for span in score.found:
        if not any(span.overlaps(mark) for mark in marks):
            yield {"id": score.item.id, "extra": score.document.text_at(span)}


# Counts


class _CountsScore:
    """What one text scores: found spans, and which marked counts are right."""

    def __init__(self, item: CountsItem) -> None:
        self.item = item
        self.lexicon = load_count_lexicon()
        self.document = item.document
        self.found = find_quantities(item.text)
        self.measured = {"money": find_money(item.text), "mass": find_masses(item.text)}
        self.measured["volume"] = self.measured["mass"]

    def read(self, marked: MarkedCount) -> tuple[_Bounds | None, str | None]:
        """Return what is read where a count is marked, and its unit.

        The bounds are ``None`` where nothing is counted or no finder comes upon the words.
        """
        span = marked.place
        found = self.measured.get(marked.kind, self.found)
        if marked.kind != "phrase" and not any(span.overlaps(other) for other in found):
            return None, None
        count = self._ground(marked)
        return (None, None) if count is None else ((count.low, count.best, count.high), count.unit)

    def _ground(self, marked: MarkedCount) -> Count | None:
        span, lexicon = marked.place, self.lexicon
        if marked.kind == "money":
            money = ground_money(self.document, span, lexicon=lexicon, country=self.item.country)
            return None if money is None else replace(money.amount, unit=money.currency)
        if marked.kind in _MEASURED:
            return ground_quantity(self.document, span, lexicon=lexicon)
        return ground_count(self.document, span, plural=marked.plural, lexicon=lexicon)

    def right(self, marked: MarkedCount) -> bool:
        """Tell whether low, best, high and unit are all right."""
        return self.read(marked) == (marked.count, marked.unit)


def _counts_report(items: Sequence[CountsItem]) -> Report:
    scores = [_CountsScore(item) for item in items]
    tables = tuple(
        Table(
            title=f"Counts, {part} part",
            rows=_count_rows([score for score in scores if score.item.part == part]),
            note="Exact means that low, best and high are all right, and the unit of a measure.",
        )
        for part in PARTS
    ) + _category_tables(
        "Counts",
        [
            (score.item.part, _category(score.item, mark), score.right(mark))
            for score in scores
            for mark in score.item.counts
        ],
    )
    return Report(
        task="counts",
        documents=len(items),
        tables=tables,
        details={"misses": [miss for score in scores for miss in _count_misses(score)]},
    )


def _count_rows(scores: Sequence[_CountsScore]) -> tuple[Row, ...]:
    def share(kinds: frozenset[str]) -> list[tuple[float, float]]:
        chosen = [[m for m in score.item.counts if m.kind in kinds] for score in scores]
        return [
            (float(sum(score.right(marked) for marked in marks)), float(len(marks)))
            for score, marks in zip(scores, chosen, strict=True)
        ]

    kinds = {marked.kind for score in scores for marked in score.item.counts}
    measures = (
        ("... sums of money", frozenset({"money"})),
        ("... masses and volumes", frozenset({"mass", "volume"})),
    )
    return (
        f1_row("found, overlap", [_count_tally(score) for score in scores]),
        accuracy_row("low, best and high exact", share(frozenset({"quantity", "phrase"} | kinds))),
        accuracy_row("... quantities", share(frozenset({"quantity"}))),
        accuracy_row("... phrases", share(frozenset({"phrase"}))),
        *(accuracy_row(name, share(chosen)) for name, chosen in measures if chosen & kinds),
    )


def _count_tally(score: _CountsScore) -> tuple[float, float, float]:
    phrases = [marked.place for marked in score.item.counts if marked.kind == "phrase"]
    marked = [
        mark.place
        for mark in score.item.counts
        if mark.kind == "quantity" and mark.count is not None
    ]
    return _found_tally(marked, phrases, score.found)


def _count_misses(score: _CountsScore) -> Iterator[dict[str, object]]:
    if score.item.part != "dev":
        return
    for marked in score.item.counts:
        if not score.right(marked):
            yield {
                "id": score.item.id,
                "words": marked.words,
                "marked": [marked.count, marked.unit] if marked.unit else marked.count,
                "read": score.read(marked) if marked.unit else score.read(marked)[0],
            }
    marks = [marked.place for marked in score.item.counts]
    for span in score.found:
        if not any(span.overlaps(mark) for mark in marks):
            yield {"id": score.item.id, "extra": score.document.text_at(span)}
