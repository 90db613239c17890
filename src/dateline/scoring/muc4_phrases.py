"""Phrases as MUC-4 keys have them.

Reference:
    MUC-4 task documentation, version 7 (1992), part 2, notes on slots 9, 18 and 19.
"""

import re
from collections.abc import Callable, Sequence

from dateline.core.claims import MentionKind
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedArgument
from dateline.resources.lexicons import load_nouns
from dateline.scoring.muc4_words import is_nonessential, is_partitive, is_pronoun, is_title


def key_phrase(grounded: GroundedArgument, document: Document) -> str:
    """Return a mention as a key has it: up to its head, without articles and numbers.

    A name stands without the titles before it; "group of ..." and the like keep what follows;
    what a pronoun stands for replaces it, and a pronoun that stands for nothing known is empty.
    """
    argument = grounded.argument
    head = document.text_at(argument.head)
    if argument.antecedent is not None and not load_nouns().classes(head):
        words = document.text_at(argument.antecedent).split()
    elif is_pronoun(head.casefold()):
        return ""
    else:
        span = argument.mention
        if argument.quantity is not None and argument.quantity.end < argument.head.end:
            span = Span(max(span.start, argument.quantity.end), span.end)
        after = document.text[argument.head.end : span.end].split()
        partitive = is_partitive(head.casefold()) and after[:1] in (["of"], ["OF"])
        end = span.end if partitive else max(argument.head.end, span.start + 1)
        words = document.text[span.start : end].split()
    phrase = _strip(words, is_nonessential)
    if not load_nouns().classes(" ".join(phrase)):
        phrase = _strip(phrase, is_title) or phrase
    return " ".join(phrase).strip(" \t\n,.;:-")


def find_names(coded: Coded) -> tuple[str, ...]:
    """Return the names of persons that a document's claims mention, longest first."""
    names = {
        key_phrase(grounded, coded.document)
        for claim in coded.claims
        for grounded in claim.arguments
        if grounded.argument.kind is MentionKind.PERSON
    }
    named = (name for name in names if name and not load_nouns().classes(name))
    return tuple(sorted(named, key=lambda name: (-len(name.split()), name)))


def fullest_name(phrase: str, names: Sequence[str]) -> str:
    """Return the longest known name that ends in or begins with a phrase, or the phrase."""
    words = phrase.casefold().split()
    for name in names:
        known = name.casefold().split()
        if len(known) > len(words) and words in (known[-len(words) :], known[: len(words)]):
            return name
    return phrase


def _strip(words: list[str], dropped: Callable[[str], bool]) -> list[str]:
    kept = list(words)
    while kept and (dropped(_bare(kept[0])) or kept[0][:1].isdigit()):
        kept.pop(0)
    return kept


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word).casefold()
