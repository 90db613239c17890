"""Sentences and words that speak of violence and report none: tales, mishaps, figures of speech."""

import re
from collections.abc import Sequence

from dateline.pipeline.claims.acts import Act
from dateline.pipeline.claims.triggers import Candidate
from dateline.resources.lexicons import Cues
from dateline.resources.phrases import find_phrases

_UNREST = r"(?:war|battle|siege|revolt|rebellion|uprising|rising|mutiny|massacre|riots?)"
#: A year that no report of the day's news dates an act by: "in 1683", "the riots of 1799".
_LONG_AGO = re.compile(
    r"\bin\s+(?:\w+\s+)?1[0-8]\d\d(?=[,.;:)!?]|\s*$|\s+(?:and|but|by|after|before|when|was)\b)|"
    r"^\W*in\s+1[0-8]\d\d\s+(?!\w+s\s+(?:were|was|had|have|are)\b)[a-z]|"
    rf"\b{_UNREST}\s+of\s+1[0-8]\d\d\b|\bthe\s+1[0-8]\d\d\s+{_UNREST}\b|"
    r"\b(?:centuries|two\s+hundred\s+years)\s+ago\b|"
    r"\bin\s+the\s+(?:first|second|last)\s+world\s+war\b|"
    r"\bin\s+the\s+(?:last|previous|eighteenth|nineteenth|1[0-9]th)\s+century\b",
    re.IGNORECASE,
)
#: A work that tells of it, or somebody who tells it to children.
_TOLD = re.compile(
    r"\b(?:memoirs?|novels?|operas?|thes[ie]s|textbooks?|chronicles?|legend|lectures?|quiz|"
    r"exam\s+question|fairy\s+tales?|museum\s+guide|walking\s+tour)\s+(?:\w+\s+){0,2}?"
    r"(?:describes?|tells?|follows?|examines?|depicts?|says?|asks?|explains?|explores?|recounts?|"
    r"recalls?|passes|deals?|(?:should|must)\s+say)\b|"
    r"\b(?:told|tells|tell)\s+(?:the|his|her|their)\s+(?:grand)?children\b",
    re.IGNORECASE,
)
_ROLE_PLAYED = re.compile(r"\b(?:actor|actress|comedian|star)s?\b[^.;]*\bplay(?:s|ed|ing)?\b", re.I)
#: "4-2", a score when words of sport stand beside it.
_SCORE = re.compile(r"\b\d{1,2}[-\u2013]\d{1,2}\b")
#: Words of sport that courts and reports use too ("death penalty", "public defender").
_NOT_ONLY_SPORT = frozenset(
    {"batter", "coach", "defender", "goal", "goals", "lap", "match", "opener", "penalties"}
    | {"penalty", "pitch", "rebound", "score", "scored", "season", "substitute", "tackle"}
)
#: What happens to sportsmen in earnest.
_IN_EARNEST = re.compile(
    r"\b(?:kill\w*|dead|died|wounded|injur\w+|police|militant\w*|gunm[ae]n|suspect\w*|arrest\w*|"
    r"bomb\w*|explo\w+|terror\w*|protest\w*|riot\w*|threaten\w*|hostage\w*)\b",
    re.IGNORECASE,
)
#: Blasts and fires where things burn and burst at work.
_AT_WORK = re.compile(
    r"\b(?:explosions?|blasts?|fires?)\s+(?:\w+\s+)?(?:at|in|inside|on)\s+"
    r"(?:an?|the|one\s+of\s+the|its|their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:factory|factories|plant|refinery|mill|mine|colliery|foundry|furnace|quarry|workshop|"
    r"warehouse|distillery|sawmill|smelter|shipyard|bakery|kitchen|boiler|tannery|pipeline)\b",
    re.IGNORECASE,
)
#: Words by which a blast at work is somebody's doing.
_MEANT = re.compile(
    r"\b(?:bomb\w*|attack\w*|militant\w*|terror\w*|rebel\w*|insurgen\w*|sabot\w*|grenades?|"
    r"drones?|missiles?|rockets?|shell(?:s|ed|ing)|(?:air ?)?strikes?|gunm[ae]n|devices?|claimed|"
    r"explosives|separatis\w*|guerril\w*|deliberate\w*|arson\w*|suspect\w*)\b",
    re.IGNORECASE,
)
_ARMS = frozenset({"grenade", "bomb", "round", "shell", "canister"})
_BLANK = frozenset("stun flash smoke sound tear gas teargas blank percussion dummy paint".split())
#: Nouns of what kills in a mishap, which the parser gives as the doer.
_CAUSES = frozenset("explosion blast fire crash accident leak collapse flood storm quake".split())


def is_tale(text: str, cues: Cues) -> bool:
    """Tell whether a sentence is of a film, a game, a match, a tale or of times long gone."""
    return (
        bool(find_phrases(text, cues.tale))
        or _LONG_AGO.search(text) is not None
        or _TOLD.search(text) is not None
        or _ROLE_PLAYED.search(text) is not None
        or _is_match(text, cues)
    )


def _is_match(text: str, cues: Cues) -> bool:
    found = find_phrases(text, cues.sport)
    words = {text[start:end].casefold() for start, end in found} - _NOT_ONLY_SPORT
    scored = bool(words) and _SCORE.search(text) is not None
    return (len(words) >= 2 or scored) and _IN_EARNEST.search(text) is None


def without_figures(candidates: Sequence[Candidate], text: str, cues: Cues) -> list[Candidate]:
    """Return the triggers that do not lie in a figure of speech ("came under fire for").

    Nor may they be of what harms nobody by design ("threw stun grenades").

    Args:
        candidates: Triggers of one sentence.
        text: The sentence as parsed, which the tokens' offsets count in.
        cues: Holds the figures of speech.
    """
    figures = find_phrases(text, cues.figurative)
    return [
        found
        for found in candidates
        if not any(start <= found.head.idx < end for start, end in figures)
        and not _is_of_blank_arms(found)
    ]


def _is_of_blank_arms(found: Candidate) -> bool:
    """Tell whether the arms that a trigger names only stun, light or smoke."""
    return any(
        token.lemma_.lower() in _ARMS and any(c.lower_ in _BLANK for c in token.lefts)
        for token in found.tokens
    )


def without_mishaps(acts: Sequence[Act], text: str, cues: Cues) -> list[Act]:
    """Return the acts of a sentence less the deaths and blasts that an accident explains.

    An act whose doer is named is kept, and so is all that is no violence.
    """
    mishaps = [*find_phrases(text, cues.mishap), *_blasts_at_work(text)]
    if not mishaps:
        return list(acts)
    return [act for act in acts if act.event_type.family != "violence" or _names_doer(act, mishaps)]


def _blasts_at_work(text: str) -> list[tuple[int, int]]:
    if _MEANT.search(text) is not None:
        return []
    return [match.span() for match in _AT_WORK.finditer(text)]


def _names_doer(act: Act, mishaps: Sequence[tuple[int, int]]) -> bool:
    return any(
        agent.lemma_.lower() not in _CAUSES
        and not any(start <= agent.idx < end for start, end in mishaps)
        for agent in act.frame.agents
    )
