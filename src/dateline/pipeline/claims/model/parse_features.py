"""What a parse says about a candidate span, as hashed features for a linear model.

Training reads the same features.
"""

import zlib
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from dateline.core.documents import Span

#: Size of the hashed feature space.
WIDTH = 1 << 19
#: Governors followed above a candidate's head.
DEPTH = 4

CONTENT = frozenset({"VERB", "NOUN"})


def parse_features(doc: Doc, spans: Sequence[Span]) -> list[tuple[int, ...]]:
    """Return for each span the hashes of its features, sorted; spans are in ``doc``'s text."""
    return [tuple(sorted(_hashed(doc, span))) for span in spans]


def _hashed(doc: Doc, span: Span) -> set[int]:
    return {zlib.crc32(name.encode()) % WIDTH for name in _names(doc, span)}


def _names(doc: Doc, span: Span) -> Iterator[str]:
    inside = doc.char_span(span.start, span.end, alignment_mode="expand")
    if inside is None:
        return
    head = inside.root
    lemma = head.lemma_.lower()
    yield f"head={lemma}"
    yield f"pos={head.pos_},{head.dep_}"
    yield f"ent={head.ent_type_}"
    yield f"length={min(len(inside), 8)}"
    yield f"ends_at_head={inside[-1].i == head.i}"
    for token in inside:
        yield f"in={token.lower_}"
    yield f"first={inside[0].lower_},{inside[0].pos_}"
    yield f"text={inside.text.lower()}"
    yield from _neighbours(doc, inside.start, inside.end)
    yield from _governors(head)
    for token in head.sent:
        if token.pos_ in CONTENT and not inside.start <= token.i < inside.end:
            side = "before" if token.i < inside.start else "after"
            yield f"sent={token.lemma_.lower()}"
            if abs(token.i - head.i) <= 6:
                yield f"near={side},{token.lemma_.lower()}"
    yield f"place={min(10 * inside.start // max(len(doc), 1), 9)}"


def _neighbours(doc: Doc, start: int, end: int) -> Iterator[str]:
    before = [doc[i].lower_ for i in range(max(start - 2, 0), start)]
    after = [doc[i].lower_ for i in range(end, min(end + 2, len(doc)))]
    yield f"before={before[-1] if before else ''}"
    yield f"before2={' '.join(before)}"
    yield f"after={after[0] if after else ''}"
    yield f"after2={' '.join(after)}"


def _governors(head: Token) -> Iterator[str]:
    path, token = head.dep_, head
    for depth in range(DEPTH):
        above = token.head
        if above.i == token.i:
            break
        if depth:
            path = f"{path}<{token.dep_}"
        word = above.lemma_.lower()
        yield f"gov{depth}={word}"
        yield f"path={path}<{word}"
        yield f"head_gov={head.lemma_.lower()},{path},{word}"
        for child in above.children:
            if child.dep_ in {"neg", "aux", "prt", "agent", "auxpass"}:
                yield f"gov{depth}_has={child.dep_},{child.lower_}"
        token = above
