"""What the trained extractor finds in a text: triggers with arguments, and attributions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from dateline.core.documents import Span
from dateline.pipeline.claims.model.encoder import Encoder
from dateline.pipeline.claims.model.heads import PairHead, linear, sigmoid, softmax
from dateline.pipeline.claims.model.pieces import PieceReader, Pieces, Window
from dateline.resources.extractor_files import ExtractorFiles, Floats

#: Word pieces of a window, and how many neighbouring ones share.
SIZE, SHARED = 254, 64
#: Least probability of a piece of a source or content.
PART = 0.5
#: What a piece's probability is to be beside the likeliest's to belong to the same argument.
EDGE = 0.5
#: Gaps of so many pieces inside a part are closed.
GAP = 2
#: Reading tags: a span starts where a first piece is likely and goes on while further ones are.
START, CONTINUE = 0.05, 0.5
#: Probabilities are rounded, so that the last digits of another processor change nothing.
DECIMALS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWord:
    """A word that may be a trigger.

    ``types`` are probabilities of the corpora's types, ``acts`` of the codebook's, each in the
    order of the labels.
    """

    span: Span
    pieces: tuple[int, int]
    types: Floats
    acts: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArgument:
    """An argument of a trigger: its role in the corpora's words, and how sure that is."""

    role: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadAttribution:
    """Who is credited with what; a part that is not found has no spans."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True)
class ReadWindow:
    """A window with its vectors ``(length, width)``, of the special pieces too."""

    window: Window
    states: Floats
    positions: dict[str, Floats] = field(default_factory=dict)


class Reader:
    """The trained extractor, ready to read texts."""

    def __init__(self, files: ExtractorFiles) -> None:
        """Prepare the heads; the encoder is opened with the first text.

        Raises:
            ResourceError: The word pieces are damaged.
        """
        self.types = files.types
        self.roles = files.roles
        self.type_roles = files.type_roles
        self.act_types = files.acts
        self.name = files.name
        self.pieces = PieceReader(files.tokenizer)
        self.encoder = Encoder(files)
        self.triggers = linear(files.heads, "triggers")
        self.arguments = PairHead.named(files.heads, "arguments")
        self.acts = linear(files.heads, "acts")
        self.cues = linear(files.heads, "cues")
        self.attributed = PairHead.named(files.heads, "attributed")

    def read(self, text: str, passages: Sequence[Span] | None = None) -> "Reading":
        """Read a text, or passages of it that do not overlap.

        Args:
            text: The text.
            passages: What is to be read, in text order; without it everything.
        """
        pieces = self.pieces.read(text)
        ranges = [(0, len(pieces.ids) - 1)] if pieces.ids else []
        if passages is not None:
            ranges = [at for span in passages if (at := pieces.range_of(span)) is not None]
        windows = [
            window
            for low, high in ranges
            for window in self.pieces.windows(
                pieces, size=SIZE, shared=SHARED, start=low, end=high + 1
            )
        ]
        read = [ReadWindow(window, self.encoder.states(window)) for window in windows]
        return Reading(self, text, pieces, ranges, read)


class Reading:
    """A text, or passages of it, as read."""

    def __init__(
        self,
        reader: Reader,
        text: str,
        pieces: Pieces,
        ranges: Sequence[tuple[int, int]],
        read: Sequence[ReadWindow],
    ) -> None:
        """Keep what was read; ``Reader.read`` makes one."""
        self.pieces = pieces
        self.windows = read
        self._reader = reader
        self.text = text
        self._ranges = ranges

    @cached_property
    def words(self) -> tuple[ReadWord, ...]:
        """Every word that was read, each scored where it stands most central."""
        tables = [_rounded(softmax(self._reader.triggers(r.states))) for r in self.windows]
        acts = [_rounded(softmax(self._reader.acts(r.states))) for r in self.windows]
        found = []
        for low, high in self._ranges:
            inside = [
                n
                for n, r in enumerate(self.windows)
                if r.window.start <= high and low < r.window.end
            ]
            for first, last in self._words_between(low, high):
                best = max(inside, key=lambda n: self.windows[n].window.margin(first, first))
                place = first - self.windows[best].window.start + 1
                found.append(
                    ReadWord(
                        span=self.pieces.span(first, last),
                        pieces=(first, last),
                        types=tables[best][place],
                        acts=acts[best][place],
                    )
                )
        return tuple(found)

    def _words_between(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Yield first and last piece of each word."""
        place = low
        while place <= high:
            end = place
            while end < high and self._goes_on(end):
                end += 1
            yield place, end
            place = end + 1

    def _goes_on(self, place: int) -> bool:
        end, start = self.pieces.ends[place], self.pieces.starts[place + 1]
        return end == start and self.text[end - 1].isalnum() and self.text[start].isalnum()

    def word_at(self, span: Span) -> ReadWord | None:
        """Return the first word that a span touches, if it was read."""
        return next((word for word in self.words if word.span.overlaps(span)), None)

    def arguments(self, trigger: Span, type_: str, *, least: float) -> tuple[ReadArgument, ...]:
        """Return the arguments of a trigger, by role; none if it was not read.

        Each role that acts of the type have is filled at most once: by the likeliest piece, with
        its neighbours that are nearly as likely.

        Args:
            trigger: The trigger's characters.
            type_: Its type, in the extractor's words.
            least: Least probability of the likeliest piece.
        """
        at = self.pieces.range_of(trigger)
        read = self._central(*at) if at is not None else None
        if at is None or read is None:
            return ()
        logits = self._pairs("arguments", self._reader.arguments, read, *at)
        asked = self._reader.type_roles.get(type_, frozenset())
        for number, role in enumerate(self._reader.roles):
            if number and role not in asked:
                logits[:, number] = -1e4
        probabilities = _rounded(softmax(logits))
        found = []
        for number, role in enumerate(self._reader.roles):
            column = probabilities[:, number]
            if role not in asked or column.max() < least:
                continue
            low, high = around_highest(column)
            found.append(
                ReadArgument(
                    role=role,
                    span=self.pieces.span(read.window.start + low, read.window.start + high),
                    probability=float(column.max()),
                )
            )
        return tuple(found)

    def roles_of(self, type_: str) -> list[int]:
        """Return the roles that acts of a type have, as places in the reader's ``roles``."""
        asked = self._reader.type_roles.get(type_, frozenset())
        return [n for n, role in enumerate(self._reader.roles) if n and role in asked]

    def role_probabilities(self, trigger: Span, type_: str, spans: Sequence[Span]) -> Floats | None:
        """Return how likely each span has each role ``(spans, roles)``; none if it was not read.

        A span's score in a role is that of its likeliest piece. Roles that acts of the type do not
        have are 0, and so is a span outside the trigger's window.

        Args:
            trigger: The trigger's characters.
            type_: Its type, in the extractor's words.
            spans: What may take part.
        """
        at = self.pieces.range_of(trigger)
        read = self._central(*at) if at is not None else None
        if at is None or read is None:
            return None
        asked = [0, *self.roles_of(type_)]
        found = np.zeros((len(spans), len(self._reader.roles)), dtype=np.float32)
        held = {
            number: where
            for number, span in enumerate(spans)
            if (where := self.pieces.range_of(span)) is not None and read.window.holds(*where)
        }
        if not held:
            return found
        start = min(low for low, _ in held.values())
        between = slice(start, max(high for _, high in held.values()) + 1)
        logits = self._pairs("arguments", self._reader.arguments, read, *at, between)[:, asked]
        for number, (low, high) in held.items():
            found[number, asked] = softmax(logits[low - start : high - start + 1].max(0))
        return _rounded(found)

    def attributions(self, *, least: float) -> tuple[ReadAttribution, ...]:
        """Return the attributions whose cue has a score of ``least`` or more, in text order."""
        found = []
        for low, high, score in self._cues(least):
            read = self._central(low, high)
            if read is None:
                continue
            parts = sigmoid(self._pairs("attributed", self._reader.attributed, read, low, high))
            source, content = (likely_runs(_rounded(parts[:, part])) for part in (0, 1))
            found.append(
                ReadAttribution(
                    source=self._spans(read, source[:1]),
                    cue=self.pieces.span(low, high),
                    content=self._spans(read, sorted(content[:2])),
                    probability=score,
                )
            )
        return tuple(found)

    def _cues(self, least: float) -> list[tuple[int, int, float]]:
        cues: dict[tuple[int, int], float] = {}
        for read in self.windows:
            tags = _rounded(softmax(self._reader.cues(read.states[1:-1])))
            for low, high, score in read_tags(tags):
                at = (low + read.window.start, high + read.window.start)
                if score >= least and self._central(*at) is read:
                    cues[at] = round(score, DECIMALS)
        return [(low, high, score) for (low, high), score in sorted(cues.items())]

    def _pairs(
        self,
        name: str,
        head: PairHead,
        read: ReadWindow,
        low: int,
        high: int,
        between: slice | None = None,
    ) -> Floats:
        """Return the logits of a window's pieces, or of some of them, for an anchor."""
        if name not in read.positions:
            read.positions[name] = head.of_position(read.states)
        shift = 1 - read.window.start
        if between is None:
            between = slice(read.window.start, read.window.end)
        asked = slice(between.start + shift, between.stop + shift)
        return head(read.states, read.positions[name], low + shift, high + shift, asked)

    def _central(self, low: int, high: int) -> ReadWindow | None:
        holding = [read for read in self.windows if read.window.holds(low, high)]
        return max(holding, key=lambda r: r.window.margin(low, high), default=None)

    def _spans(self, read: ReadWindow, runs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        start = read.window.start
        return tuple(self.pieces.span(start + low, start + high) for low, high in runs)


def read_tags(tags: Floats) -> Iterator[tuple[int, int, float]]:
    """Yield first piece, last piece and score of each span that tags ``(pieces, 3)`` mark."""
    firsts, furthers = tags[:, 1], tags[:, 2]
    begun = np.flatnonzero((firsts > START) & (firsts >= 0.7 * furthers)).tolist()
    end = 0
    for place in begun:
        if place < end:
            continue
        end = place + 1
        while end < len(tags) and tags[end, 2] > max(tags[end, 1], CONTINUE * tags[end, 0], START):
            end += 1
        inside = float((tags[place:end, 1] + tags[place:end, 2]).mean())
        yield place, end - 1, (inside + float(firsts[place])) / 2


def around_highest(column: Floats) -> tuple[int, int]:
    """Return first and last place of the run around the highest value that is near to it."""
    low = high = int(column.argmax())
    least = EDGE * column[low]
    while low > 0 and column[low - 1] >= least:
        low -= 1
    while high + 1 < len(column) and column[high + 1] >= least:
        high += 1
    return low, high


def likely_runs(probabilities: Floats) -> list[tuple[int, int]]:
    """Return runs of likely pieces ``[low, high]``, the one with most probability first."""
    found: list[list[int]] = []
    for place in np.flatnonzero(probabilities >= PART).tolist():
        if found and place - found[-1][1] <= GAP + 1:
            found[-1][1] = place
        else:
            found.append([place, place])
    spans = [(low, high) for low, high in found]
    return sorted(spans, key=lambda s: (-float(probabilities[s[0] : s[1] + 1].sum()), s))


def _rounded(probabilities: Floats) -> Floats:
    result: Floats = np.round(probabilities, DECIMALS)
    return result
