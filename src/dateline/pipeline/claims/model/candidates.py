"""Spans that may name who or what took part: noun phrases of a parse and their parts.

A key names "guerrilla column" where the text has "a large guerrilla column of the front", so a
phrase is offered from each word up to its head, with and without the phrases that "of" adds.
Training offers the same.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from dateline.core.documents import Span

#: Longest candidate in spaCy tokens, and most starts tried to the left of a head.
LONGEST = 18
STARTS = 6

NOUNS = frozenset({"NOUN", "PROPN"})


def find_candidates(doc: Doc) -> tuple[Span, ...]:
    """Return candidate spans of a parsed text, in text order without repeats."""
    found = {span for token in doc if token.pos_ in NOUNS for span in _around(token)}
    found.update((entity.start, entity.end) for entity in doc.ents)
    found.update(_in_brackets(doc))
    edges = _edges(doc)
    kept = (_trimmed(edges, start, end) for start, end in sorted(found))
    spans = {
        Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))
        for start, end in kept
        if 0 < end - start <= LONGEST
    }
    return tuple(sorted(spans))


def _around(head: Token) -> Iterator[tuple[int, int]]:
    """Yield token ranges that end at a noun, or at the "of" phrase after it."""
    starts = [head.i]
    for token in reversed(list(head.lefts)):
        if token.dep_ in {"punct", "cc", "det", "poss", "predet"} and token.text != '"':
            break
        starts.append(token.left_edge.i)
    # A compound may hold its own modifiers; every word of it is a start.
    starts = sorted({s for low in starts for s in range(low, head.i + 1)}, reverse=True)[:STARTS]
    ends = [head.i + 1]
    for token in head.rights:
        if token.lower_ in {"of", "de", "for", "in"} and token.dep_ in {"prep", "pobj"}:
            ends.append(token.right_edge.i + 1)
            ends.extend(child.i + 1 for child in token.children if child.pos_ in NOUNS)
        elif token.dep_ in {"appos", "conj"}:
            break
    # Words joined by "-" or flat names go on after the head that the parser chose.
    for end in ends:
        for start in starts:
            yield start, end


def _in_brackets(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield single words in brackets or quotation marks: abbreviations and names."""
    for token in doc[1:-1] if len(doc) > 2 else ():
        if doc[token.i - 1].text in {"(", '"', "“", "["} and not token.is_punct:
            yield token.i, token.i + 1


def _edges(doc: Doc) -> tuple[list[bool], list[bool]]:
    """Tell of each token whether no candidate begins with it, and whether none ends with it."""
    last = [token.is_punct or token.is_space for token in doc]
    first = [mark or token.pos_ == "DET" for mark, token in zip(last, doc, strict=True)]
    return first, last


def _trimmed(edges: tuple[list[bool], list[bool]], start: int, end: int) -> tuple[int, int]:
    """Return a token range without articles, quotation marks and space at its edges."""
    not_first, not_last = edges
    while start < end and not_first[start]:
        start += 1
    while start < end and not_last[end - 1]:
        end -= 1
    return start, end
