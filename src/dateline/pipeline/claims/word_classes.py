"""Part of speech and lemma of parsed words, worked out once for each word in each use.

spaCy's attribute ruler and lemmatizer look at every token anew, the ruler with some 180 patterns.
All but a few of those patterns are of one token, so what both say of a token follows from its
word, tag and dependency alone.
"""

import numpy as np
from spacy.attrs import DEP, LEMMA, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
_READ = [ORTH, TAG, DEP]
_SET = [TAG, DEP, POS, LEMMA]
#: Words in a use that are remembered at a time.
_REMEMBERED = 50_000


class WordClasses:
    """Does what a model's attribute ruler and lemmatizer do, but for morphological features."""

    def __init__(self, nlp: Language) -> None:
        """Take both components out of a model's pipeline."""
        self._vocab = nlp.vocab
        self._ruler: AttributeRuler = nlp.remove_pipe(RULER)[1]
        self._lemmatizer: Lemmatizer = nlp.remove_pipe(LEMMATIZER)[1]
        self._of_several, self._begun = Matcher(nlp.vocab), Matcher(nlp.vocab)
        for number, rule in enumerate(self._ruler.patterns):
            longer = [pattern for pattern in rule["patterns"] if len(pattern) > 1]
            if longer:
                self._of_several.add(str(number), longer)
                self._begun.add(str(number), [pattern[:1] for pattern in longer])
        self._known: dict[tuple[int, ...], list[int]] = {}
        #: Those of the known that a pattern of several tokens may begin with.
        self._beginning: set[tuple[int, ...]] = set()

    def complete(self, doc: Doc) -> Doc:
        """Set part of speech and lemma of every token of a tagged and parsed text."""
        if len(doc) == 0:
            return doc
        uses = list(map(tuple, doc.to_array(_READ).tolist()))
        known = self._known
        values = [known.get(use) or self._work_out(use) for use in uses]
        if not self._beginning.isdisjoint(uses) and self._of_several(doc, allow_missing=True):
            return self._lemmatizer(self._ruler(doc))
        doc.from_array(_SET, np.array(values, dtype=np.uint64))
        return doc

    def _work_out(self, use: tuple[int, ...]) -> list[int]:
        """Return what the components make of a token that stands alone."""
        orth, tag, dep = use
        alone = Doc(self._vocab, words=[self._vocab.strings[orth]])
        alone.from_array([TAG, DEP], np.array([[tag, dep]], dtype=np.uint64))
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        if self._begun(alone, allow_missing=True):
            self._beginning.add(use)
        self._lemmatizer(self._ruler(alone))
        self._known[use] = alone.to_array(_SET).tolist()[0]
        return self._known[use]
