"""Task ``attribution``: who is credited with saying what, against PolNeAR's standoff annotation.

A folder holds ``text/NAME.txt`` and ``attributions/NAME_ANNOTATOR.ann``. Where several people
annotated one text, the first by file name is the gold; the others served to measure agreement.

Reference:
    Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News, LREC.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.documents import Span
from dateline.errors import EvaluationError, EvidenceError, Fault
from dateline.scoring.gold_files import read_text_file
from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import AttributionFinder, AttributionSpans, Coder, Options
from dateline.scoring.matching import best_pairs
from dateline.scoring.report import Report, Row, Table, f1_row
from dateline.scoring.tokens import find_tokens

TASK = "attribution"
PARTS = ("Source", "Cue", "Content")

#: The pieces of a part, in text order; a quotation broken by "he said" has two.
Pieces = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One attribution; a source that is not stated has no pieces."""

    source: Pieces
    cue: Pieces
    content: Pieces

    def part(self, name: str) -> Pieces:
        """Return the pieces of a part by PolNeAR's name for it."""
        return {"Source": self.source, "Cue": self.cue, "Content": self.content}[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionText:
    """A text with its attributions, in the offsets of its file."""

    name: str
    text: str
    attributions: tuple[Attributed, ...]


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score attributions (source, cue, content) on a folder in PolNeAR's standoff format.

    With ``--predictions`` the answers go to a folder, one ``.ann`` file a text.

    Raises:
        EvaluationError: A folder or file is not in that format, this coder finds no attributions
            beside claims, or predictions cannot be written.
    """
    if not isinstance(coder, AttributionFinder):
        raise EvaluationError("this coder finds attributions of claims only, not of whole texts")
    texts = [text for path in paths for text in read_folder(path)]
    found = [find_attributions(text, coder) for text in texts]
    if options.predictions is not None:
        _write_answers(options.predictions, texts, found)
    return Report(
        task=TASK,
        documents=len(texts),
        tables=score_attributions([text.attributions for text in texts], found),
    )


def read_folder(folder: Path) -> tuple[AttributionText, ...]:
    """Read the texts and annotations of a folder.

    Raises:
        EvaluationError: The folder lacks its parts, or a line is not standoff annotation.
    """
    try:
        annotations = sorted((folder / "attributions").glob("*.ann"))
        names = sorted(path.stem for path in (folder / "text").glob("*.txt"))
    except OSError as error:
        raise EvaluationError(f"{folder}: {error.strerror}") from error
    first: dict[str, Path] = {}
    for path in annotations:
        first.setdefault(path.stem.rpartition("_")[0], path)
    texts = []
    for name in names:
        if name in first:
            text = read_text_file(folder / "text" / f"{name}.txt")
            read = tuple(read_annotation(first[name], len(text)))
            texts.append(AttributionText(name=name, text=text, attributions=read))
    if not texts:
        raise EvaluationError(f"{folder}: no text/NAME.txt with attributions/NAME_ANNOTATOR.ann")
    return tuple(texts)


_ROLE = re.compile(r"^(Source|Cue|Content)\d*:(T\d+)$")


def read_annotation(path: Path, length: int) -> Iterator[Attributed]:
    """Yield the attributions of a standoff file for a text of ``length`` characters.

    Raises:
        EvaluationError: A line is not standoff annotation or lies outside the text.
    """
    spans: dict[str, Pieces] = {}
    events: list[tuple[int, str]] = []
    for number, line in enumerate(read_text_file(path).split("\n"), start=1):
        columns = line.rstrip("\r").split("\t")
        try:
            # Other lines are notes, or go on quoting a span that holds a line break.
            if re.match(r"T\d+\t", line):
                pieces = (piece.split() for piece in columns[1].partition(" ")[2].split(";"))
                spans[columns[0]] = tuple(sorted(Span(int(a), int(b)) for a, b in pieces))
                if spans[columns[0]][-1].end > length:
                    raise ValueError("span ends after the text")
            elif re.match(r"E\d+\tAttribution", line):
                events.append((number, columns[1]))
        except (ValueError, IndexError, EvidenceError) as error:
            raise EvaluationError(
                str(Fault(str(path), number, f"not standoff: {error}"))
            ) from error
    for number, roles in events:
        try:
            yield _attributed(roles, spans)
        except KeyError as error:
            message = f"not standoff: {error} is not defined"
            raise EvaluationError(str(Fault(str(path), number, message))) from error


def _attributed(roles: str, spans: Mapping[str, Pieces]) -> Attributed:
    found: dict[str, list[Span]] = {part: [] for part in PARTS}
    for role in roles.split():
        match = _ROLE.match(role)
        if match:
            found[match.group(1)].extend(spans[match.group(2)])
    return Attributed(
        source=tuple(sorted(found["Source"])),
        cue=tuple(sorted(found["Cue"])),
        content=tuple(sorted(found["Content"])),
    )


def find_attributions(text: AttributionText, coder: Coder) -> tuple[Attributed, ...]:
    """Return what is found in a text, in the offsets of its file."""
    document = coder.read_text(text.text, published=None, path=text.name)
    if not isinstance(coder, AttributionFinder):
        return ()
    words = [Span(m.start(), m.end()) for m in re.finditer(r"\S+", text.text)]
    tokens = find_tokens(document.text, [text.text[w.start : w.end] for w in words])

    def filed(span: Span) -> Pieces:
        touched = tokens.tokens(span)
        if touched is None:
            return ()
        first, last = touched[0], touched[1] - 1
        at_first, at_last = tokens.spans[first], tokens.spans[last]
        start, end = words[first].start, words[last].end
        if at_first is not None:
            start += max(span.start - at_first.start, 0)
        if at_last is not None:
            end -= max(at_last.end - span.end, 0)
        return (Span(start, end),) if start < end else ()

    return tuple(_filed(spans, filed) for spans in coder.attributions(document))


def _filed(spans: AttributionSpans, filed: Callable[[Span], Pieces]) -> Attributed:
    source, cue, content = spans
    return Attributed(
        source=filed(source) if source is not None else (),
        cue=filed(cue),
        content=filed(content),
    )


def overlap(first: Pieces, second: Pieces) -> bool:
    """Tell whether any pieces share a character."""
    return any(a.overlaps(b) for a in first for b in second)


def same(first: Pieces, second: Pieces) -> bool:
    """Tell whether two parts cover the same characters."""
    return bool(first) and first == second


def score_attributions(
    gold: Sequence[Sequence[Attributed]], found: Sequence[Sequence[Attributed]]
) -> tuple[Table, ...]:
    """Pair attributions by overlapping cue and content, then score each part of the pairs."""
    pairs = [best_pairs(_weights(g, f)) for g, f in zip(gold, found, strict=True)]
    sets = list(zip(gold, found, pairs, strict=True))
    whole = [
        (
            float(sum(all(_right(p, g[r], f[c]) for p in PARTS) for r, c in matched)),
            float(len(f)),
            float(len(g)),
        )
        for g, f, matched in sets
    ]
    cues = [(float(len(matched)), float(len(f)), float(len(g))) for g, f, matched in sets]
    parts: list[Row] = []
    for part in PARTS:
        for name, test in (("overlap", overlap), ("exact", same)):
            parts.append(
                f1_row(
                    f"{part.lower()}, {name}",
                    [
                        (
                            float(sum(test(g[r].part(part), f[c].part(part)) for r, c in matched)),
                            float(sum(bool(a.part(part)) for a in f)),
                            float(sum(bool(a.part(part)) for a in g)),
                        )
                        for g, f, matched in sets
                    ],
                )
            )
    return (
        Table(
            title="Attributions",
            rows=(
                f1_row("found (cue overlaps)", cues),
                f1_row("source, cue and content all overlap", whole),
            ),
        ),
        Table(title="Parts", rows=tuple(parts), note="Right only in a paired attribution."),
    )


def _weights(gold: Sequence[Attributed], found: Sequence[Attributed]) -> list[list[float]]:
    return [
        [
            float(overlap(g.cue, f.cue))
            * (1 + 0.3 * overlap(g.content, f.content) + 0.2 * overlap(g.source, f.source))
            for f in found
        ]
        for g in gold
    ]


def _right(part: str, gold: Attributed, found: Attributed) -> bool:
    """Tell whether a part overlaps, or neither states it."""
    a, b = gold.part(part), found.part(part)
    return overlap(a, b) if a or b else True


def _write_answers(
    folder: Path, texts: Sequence[AttributionText], found: Sequence[Sequence[Attributed]]
) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(f"{folder}: cannot be written: {error.strerror}") from error
    for text, attributions in zip(texts, found, strict=True):
        write_text_file(folder / f"{text.name}_dateline.ann", format_annotation(text, attributions))


def format_annotation(text: AttributionText, attributions: Sequence[Attributed]) -> str:
    """Return attributions as a standoff file."""
    lines: list[str] = []
    number = 0
    for event, attributed in enumerate(attributions, start=1):
        roles = []
        for part in ("Attribution", *PARTS):
            pieces = attributed.cue if part == "Attribution" else attributed.part(part)
            if not pieces:
                continue
            number += 1
            offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
            words = " ".join(" ".join(text.text[p.start : p.end].split()) for p in pieces)
            lines.append(f"T{number}\t{part} {offsets}\t{words}")
            roles.append(f"{part}:T{number}")
        lines.append(f"E{event}\t{' '.join(roles)}")
    return "".join(f"{line}\n" for line in lines)
