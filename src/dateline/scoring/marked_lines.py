"""Read marked texts from files of one JSON object a line."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from dateline.core.coded import Coded
from dateline.errors import EvaluationError
from dateline.scoring.gold_files import read_text_file
from dateline.scoring.interface import Coder

#: Errors on "dev" may be read; of "held" only scores are told.
Part = Literal["dev", "held"]
PARTS: tuple[Part, ...] = ("dev", "held")


class MarkedText(BaseModel):
    """A short text with its id and the part it belongs to."""

    model_config = ConfigDict(extra="forbid")

    id: str
    part: Part
    text: str

    def code(self, coder: Coder) -> Coded:
        """Code the text as an undated English article; its language is given, not guessed.

        Raises:
            EvaluationError: Reading changes the text, so that marks may not fit it, or coding
                fails.
        """
        document = replace(coder.read_text(self.text, published=None, path=self.id), language="en")
        if document.text != self.text:
            raise EvaluationError(f"{self.id}: reading changes the text; write it as it is read")
        coded = coder.code_document(document)
        if coded.failures:
            raise EvaluationError(f"{self.id}: {coded.failures[0].reason}")
        return coded


T = TypeVar("T", bound=MarkedText)


def read_marked(path: Path, kind: type[T]) -> Iterator[tuple[int, T]]:
    """Yield each line's number and its text with marks; empty lines are skipped.

    Raises:
        EvaluationError: The file cannot be read, or a line is not of this kind.
    """
    for number, line in enumerate(read_text_file(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield number, kind.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise EvaluationError(f"{path}:{number}: not a marked text: {error}") from error
