"""What a parse says about a candidate span, as hashed features for a linear model.

Training reads the same features.
"""

import zlib
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from dateline.core.documents import Span

#: Size of the hashed feature space.
WIDTH = 1 << 19
#: Governors followed above a candidate's head.
DEPTH = 4
#: Words at most this far from a candidate's head are near it.
NEAR = 6

CONTENT = frozenset({"VERB", "NOUN"})
_HELPING = frozenset({"neg", "aux", "prt", "agent", "auxpass"})


def parse_features(doc: Doc, spans: Sequence[Span]) -> list[tuple[int, ...]]:
    """Return for each span the hashes of its features, sorted; spans are in ``doc``'s text."""
    words = _Words(doc)
    return [tuple(sorted(words.features(span))) for span in spans]


def _hashed(name: str) -> int:
    return zlib.crc32(name.encode()) % WIDTH


class _Words:
    """What features are made of, read off each word of a parse once."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._lower = [token.lower_ for token in doc]
        self._lemmas = [token.lemma_.lower() for token in doc]
        self._parts = [token.pos_ for token in doc]
        self._relations = [token.dep_ for token in doc]
        self._heads = [token.head.i for token in doc]
        self._inside = [_hashed(f"in={word}") for word in self._lower]
        self._sentences, self._of_sentence = self._content(doc)
        self._above: dict[int, frozenset[int]] = {}

    def _content(self, doc: Doc) -> tuple[list[list[int]], list[int]]:
        """Return the content words of each sentence, and of which sentence each word is."""
        sentences: list[list[int]] = []
        of_sentence = []
        for token in doc:
            if token.is_sent_start or not sentences:
                sentences.append([])
            of_sentence.append(len(sentences) - 1)
            if token.pos_ in CONTENT:
                sentences[-1].append(token.i)
        self._told = [_hashed(f"sent={lemma}") for lemma in self._lemmas]
        self._before = [_hashed(f"near=before,{lemma}") for lemma in self._lemmas]
        self._after = [_hashed(f"near=after,{lemma}") for lemma in self._lemmas]
        return sentences, of_sentence

    def features(self, span: Span) -> set[int]:
        """Return the hashes of a span's features."""
        inside = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        if inside is None:
            return set()
        first, last, head = inside.start, inside.end, inside.root.i
        found = {_hashed(name) for name in self._names(inside, first, last, head)}
        if head not in self._above:
            self._above[head] = frozenset(map(_hashed, self._governors(head)))
        found.update(self._above[head])
        found.update(self._inside[first:last])
        for place in self._sentences[self._of_sentence[head]]:
            if first <= place < last:
                continue
            found.add(self._told[place])
            if abs(place - head) <= NEAR:
                found.add((self._before if place < first else self._after)[place])
        return found

    def _names(self, inside: Phrase, first: int, last: int, head: int) -> Iterator[str]:
        yield f"head={self._lemmas[head]}"
        yield f"pos={self._parts[head]},{self._relations[head]}"
        yield f"ent={self._doc[head].ent_type_}"
        yield f"length={min(last - first, 8)}"
        yield f"ends_at_head={last - 1 == head}"
        yield f"first={self._lower[first]},{self._parts[first]}"
        yield f"text={inside.text.lower()}"
        before, after = self._lower[max(first - 2, 0) : first], self._lower[last : last + 2]
        yield f"before={before[-1] if before else ''}"
        yield f"before2={' '.join(before)}"
        yield f"after={after[0] if after else ''}"
        yield f"after2={' '.join(after)}"
        yield f"place={min(10 * first // max(len(self._lower), 1), 9)}"

    def _governors(self, head: int) -> Iterator[str]:
        """Yield what stands above a word: the same for all spans with that head."""
        path, place = self._relations[head], head
        for depth in range(DEPTH):
            above = self._heads[place]
            if above == place:
                break
            if depth:
                path = f"{path}<{self._relations[place]}"
            word = self._lemmas[above]
            yield f"gov{depth}={word}"
            yield f"path={path}<{word}"
            yield f"head_gov={self._lemmas[head]},{path},{word}"
            for child in self._doc[above].children:
                if child.dep_ in _HELPING:
                    yield f"gov{depth}_has={child.dep_},{child.lower_}"
            place = above
