"""Days on which something was said, charged or given out, which date no act told by it."""

import re

from dateline.core.claims import Anchor, Basis, Claim
from dateline.core.documents import Span
from dateline.pipeline.grounding.act_kinds import AFTERMATH, ENFORCED, WORDS

#: How many characters may lie between words of speech and the day they were spoken on.
_CUE_REACH = 40
_SPOKEN = re.compile(
    r"\b(?:said|says|told|statement|announced|reported|confirmed|stated|added|tweeted|"
    r"spokes(?:man|woman|person)|briefing|conference|bulletin|interview|reporters|press|"
    r"according\s+to)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
#: What is done in words about what others say.
_CONTRADICTED = (
    r"(?:denied|denies|denying|dismissed|rejected|disputed|refuted|insisted|maintained|conceded|"
    r"disowned|repudiated|disavowed|contested)"
)
#: What says that the time after it is when something was said, whatever comes next.
_SAID_ON = re.compile(
    rf"(?:\b(?:said|says|saying|confirmed|disclosed|revealed|{_CONTRADICTED})"
    r"|\btold(?:\s+[\w’'-]+){1,3}?"
    r"|\b(?:statement|remarks|announcement|comments))"
    r"(?:\s+in\s+an?\s+(?:\w+\s+)?(?:statement|briefing|interview))?"
    r"\s+(?:(?:on|late|early|earlier)\s+)*$",
    re.IGNORECASE,
)
#: What follows a time on which somebody said what comes next: "On Tuesday, police confirmed".
_SPEECH_NEXT = re.compile(
    r"\s*,?\s+(?:(?!(?:and|but|when|after|as|while|who|which|that|where|was|were|been)\b)"
    r"[\w’'.-]+\s+){0,7}?(?:(?:has|have|had)\s+)?"
    rf"(?:said|confirmed|announced|disclosed|revealed|told|stated|acknowledged|admitted|reported|"
    rf"{_CONTRADICTED})\b(?!\s+by\b)"
)
#: Acts done by announcing them.
_ANNOUNCED = WORDS | {"charge", "sentence"}
_MADE_KNOWN = re.compile(
    r"\b(?:statement|briefing|conference|interview|bulletin|communiqu|press\s+release|video|audio|"
    r"report)\b",
    re.IGNORECASE,
)
_BLAMED = re.compile(
    r"\b(?:accus|blam|charg|convict|sentenc|jail|indict|acquit|fin)(?:e|ed|es|ing|ting|ted)?\b"
    r"[^.;]{0,70}$",
    re.IGNORECASE,
)
_BLAMED_FOR = re.compile(
    r"\s*,?\s*(?:and\s+)?(?:of|for|with|over|on\s+(?:suspicion|charges?)|accused|charged|suspected|"
    r"in\s+connection\s+with|in\s+relation\s+to)\s",
    re.IGNORECASE,
)
_PROSECUTED = re.compile(
    r"\b(?:trials?|court|judges?|hearing|appeared|remanded|arrest(?:s|ed)?|detained|held|caught|"
    r"nabbed|apprehended|picked\s+up|extradited|deported|arraigned|questioned)\b[^.;]{0,70}$",
    re.IGNORECASE,
)
#: What is given out again and again of an act: "corrected its figure on Tuesday for the ambush".
_REVISED = re.compile(
    r"\b(?:correct|revis|updat|rais|lower|cut|issu|releas|publish|put)(?:e|ed|es|s|ing|ting)?\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?:figures?|tolls?|tally|counts?|numbers?|estimates?|list|names|video|"
    r"statement|report|footage)\b[^.;]{0,40}$",
    re.IGNORECASE,
)


def follows_speech(text: str, time: Span) -> bool:
    """Tell whether words of speech stand right before a time."""
    return _SPOKEN.search(text[max(0, time.start - 80) : time.start]) is not None


def is_day_of_blame(text: str, time: Span, claim: Claim) -> bool:
    """Tell whether a time is that of a charge: "accused them on Tuesday of firing".

    For an act itself that is also the day of the arrest or trial for it.
    """
    if time.end >= claim.trigger.span.start or _BLAMED_FOR.match(text, time.end) is None:
        return False
    before = text[max(0, time.start - 90) : time.start]
    if _BLAMED.search(before) or _REVISED.search(before):
        return True
    return claim.type not in AFTERMATH | ENFORCED and _PROSECUTED.search(before) is not None


def is_day_of_words(text: str, candidate: Anchor, claim: Claim) -> bool:
    """Tell whether a time told before a trigger is when somebody said so, or gave it out."""
    time, trigger = candidate.span, claim.trigger.span
    if claim.type not in WORDS and _SAID_ON.search(text[max(0, time.start - 60) : time.start]):
        return True
    if leads_to_speech(text, time, claim):
        return True
    return candidate.basis is not Basis.ARGUMENT and any(
        time.end < a.cue.start < trigger.start and _MADE_KNOWN.search(text, time.end, a.cue.start)
        for a in claim.attribution
    )


def leads_to_speech(text: str, time: Span, claim: Claim) -> bool:
    """Tell whether a time opens what somebody says of an act: "On Tuesday, police said"."""
    if claim.type in _ANNOUNCED or time.end >= claim.trigger.span.start:
        return False
    return _SPEECH_NEXT.match(text, time.end, claim.trigger.span.start) is not None


def is_beside_cue(time: Span, claim: Claim) -> bool:
    """Tell whether a time stands nearer to a claim's words of speech than its trigger does."""
    start = claim.trigger.span.start
    return any(
        a.cue.contains(time)
        or (0 <= time.start - a.cue.end <= _CUE_REACH and not a.cue.end <= start < time.start)
        or (0 <= a.cue.start - time.end <= _CUE_REACH and not time.end <= start < a.cue.start)
        for a in claim.attribution
    )
