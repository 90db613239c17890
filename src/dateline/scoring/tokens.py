"""Texts that a corpus gives as tokens: put together to be read, and found again afterwards."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.documents import Span

#: Tokens that stand without a space before them, and those without one after.
_TIGHT_BEFORE = re.compile(r"[.,;:!?%)\]}’”]+|n['’]t|['’](?:s|S|re|ve|ll|d|m|t)|''")
_TIGHT_AFTER = re.compile(r"[(\[{“‘$#]+|``")
#: How far ahead of the last token the next is looked for, in characters.
_WINDOW = 400


def join_tokens(tokens: Sequence[str]) -> str:
    """Return tokens as running text, with spaces where English has them.

    "Chan - ocha" stays three words: where a hyphen joins words tokens do not tell.
    """
    text = ""
    for position, token in enumerate(tokens):
        previous = tokens[position - 1] if position else ""
        split_clitic = previous in {"’", "'"} and token in {"s", "t", "re", "ve", "ll", "d", "m"}
        tight = (
            not text
            or bool(_TIGHT_BEFORE.fullmatch(token))
            or bool(_TIGHT_AFTER.fullmatch(previous))
            or split_clitic
        )
        text += token if tight else f" {token}"
    return text


@dataclass(frozen=True, slots=True)
class TokenMap:
    """Where each token of a corpus stands in a document's text; ``None`` for one not found."""

    spans: tuple[Span | None, ...]

    def span(self, start: int, end: int) -> Span | None:
        """Return the characters that tokens ``[start, end)`` cover, if any was found."""
        found = [span for span in self.spans[start:end] if span is not None]
        return Span(found[0].start, found[-1].end) if found else None

    def tokens(self, span: Span) -> tuple[int, int] | None:
        """Return the tokens ``[start, end)`` that a span of characters touches, if any."""
        touched = [i for i, at in enumerate(self.spans) if at is not None and at.overlaps(span)]
        return (touched[0], touched[-1] + 1) if touched else None


def find_tokens(text: str, tokens: Sequence[str]) -> TokenMap:
    """Find tokens in a text that holds them in order, however it is spaced."""
    spans: list[Span | None] = []
    cursor = 0
    for token in tokens:
        at = text.find(token, cursor, cursor + _WINDOW + len(token)) if token.strip() else -1
        if at < 0:
            spans.append(None)
            continue
        cursor = at + len(token)
        spans.append(Span(at, cursor))
    return TokenMap(tuple(spans))
