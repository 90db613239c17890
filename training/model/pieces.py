"""Cut texts into an encoder's word pieces."""

from pathlib import Path

from tokenizers import Tokenizer
from training.model.windows import Pieces, Window, window_ranges

#: Word pieces of a window beside the two special ones.
WINDOW = 510
#: Word pieces that neighbouring windows share at least.
OVERLAP = 96

FIRST, LAST = "[CLS]", "[SEP]"


class PieceReader:
    """Cuts texts into word pieces and these into windows."""

    def __init__(self, folder: Path) -> None:
        self._tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        numbers = self._tokenizer.get_vocab()
        self._first, self._last = numbers[FIRST], numbers[LAST]

    def read(self, text: str) -> Pieces:
        """Return the word pieces of a text, without special ones."""
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        return Pieces(ids=tuple(encoded.ids), spans=tuple(encoded.offsets))

    def windows(
        self, pieces: Pieces, *, size: int = WINDOW, overlap: int = OVERLAP
    ) -> list[Window]:
        """Return windows of about equal size that cover the pieces."""
        return [
            Window(start=start, ids=(self._first, *pieces.ids[start:end], self._last))
            for start, end in window_ranges(len(pieces.ids), size=size, overlap=overlap)
        ]
