"""Where the triggers of WikiEvents' flat training files stand.

Those files give each trigger the place where its words first occur in the text, whichever
occurrence was marked: of the words that occur more than once, all 1,791 triggers stand on the first
and up to eighteen share it. Trained on that, a model learns that only first mentions count. So
events are put where their arguments are near, and where that does not settle it nothing is said of
the words.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.scoring.wikievents import WikiDocument

#: Mean distance of an event's arguments in tokens up to which they settle its place.
NEAR = 20.0
#: What an argument counts that is farther away, or nowhere.
FAR = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedDocument:
    """A document whose events stand where they are likely to be.

    ``unknown``: token ranges of which it is not known whether they are triggers.
    """

    document: WikiDocument
    unknown: tuple[tuple[int, int], ...]


def place_triggers(document: WikiDocument) -> PlacedDocument:
    """Return a document of the flat form with its events put in their likely places."""
    index: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(document.tokens):
        index[token].append(place)
    found = [
        [occurrences(document.tokens, index, argument.text.split()) for argument in event.arguments]
        for event in document.events
    ]
    words: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, event in enumerate(document.events):
        words[document.tokens[slice(*event.trigger)]].append(number)
    places: dict[int, tuple[int, int]] = {}
    unknown: list[tuple[int, int]] = []
    for trigger, numbers in sorted(words.items()):
        ranges = occurrences(document.tokens, index, trigger)
        if len(numbers) >= len(ranges):
            places.update(zip(numbers, ranges, strict=False))
            continue
        costs = sorted(
            (cost, number, at)
            for number in numbers
            for at in ranges
            if found[number] and (cost := _distance(found[number], at)) <= NEAR
        )
        taken: set[tuple[int, int]] = set()
        for _, number, at in costs:
            if number not in places and at not in taken:
                places[number] = at
                taken.add(at)
        if len(taken) < len(numbers):
            unknown.extend(at for at in ranges if at not in taken)
    events = tuple(
        replace(event, trigger=places[number])
        for number, event in enumerate(document.events)
        if number in places
    )
    return PlacedDocument(document=replace(document, events=events), unknown=tuple(unknown))


def occurrences(
    tokens: Sequence[str], index: Mapping[str, Sequence[int]], words: Sequence[str]
) -> list[tuple[int, int]]:
    """Return the token ranges at which some words stand; ``index``: places of each token."""
    size, wanted = len(words), tuple(words)
    return [
        (start, start + size)
        for start in (index.get(wanted[0], ()) if wanted else ())
        if tuple(tokens[start : start + size]) == wanted
    ]


def _distance(arguments: Sequence[Sequence[tuple[int, int]]], at: tuple[int, int]) -> float:
    """Return how far an event's arguments are from a place on average, each where it is nearest."""
    total = 0
    for places in arguments:
        gaps = [max(start - at[1], at[0] - end, 0) for start, end in places]
        total += min([*gaps, FAR])
    return total / len(arguments)
