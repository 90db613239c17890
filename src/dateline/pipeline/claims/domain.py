"""Whether a document is about political violence at all: sports pages, films and drills are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.core.documents import CLAIM_BEARING, Document, SegmentKind, Sentence
from dateline.resources.actors import ActorKind, ActorTable
from dateline.resources.lexicons import Cues

_WORD = re.compile(r"[^\W\d_]+")
#: Below so many words a text is too short to tell what it is about, and gets the benefit.
_SHORT = 80
#: Words of a subject per hundred words of text above which a document is about it.
_DENSE = 1.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What a document is about.

    ``relevant`` lets arrests, trials and words with everyday meanings ("attack", "strike") count
    as reports, which ordinary crime is not;
    ``excluded`` means that nothing in it is one: a match report, a review, a drill.
    """

    relevant: bool
    excluded: bool


def read_domain(
    document: Document, sentences: Sequence[Sentence], cues: Cues, actors: ActorTable
) -> Domain:
    """Weigh a document's words for and against political violence."""
    violent = sport = drill = total = 0
    common: set[str] = set()
    phrases = 0
    lead_drill = False
    for sentence in sentences:
        if sentence.segment not in CLAIM_BEARING:
            continue
        text = document.text_at(sentence.span)
        words = [w.lower() for w in _WORD.findall(text)]
        phrases += len(_PHRASES.findall(text))
        total += len(words)
        violent += sum(w.startswith(_DOMAIN_STEMS) for w in words)
        common.update(stem for w in words for stem in _COMMON_STEMS if w.startswith(stem))
        sport += sum(w in cues.sport for w in words)
        here = sum(w in cues.exercise for w in words)
        drill += here
        if here and (sentence.segment is SegmentKind.HEADLINE or sentence.index <= 1):
            lead_drill = True
    per_hundred = 100 / max(total, 1)
    sporting = sport * per_hundred >= _DENSE and sport > violent
    drilling = drill * per_hundred >= _DENSE
    return Domain(
        relevant=(
            violent + phrases >= 1
            or len(common) >= 2
            or total < _SHORT
            or _names_armed_group(document, actors)
        ),
        excluded=sporting or (lead_drill and drill >= 2) or (drill >= 3 and drilling),
    )


def _names_armed_group(document: Document, actors: ActorTable) -> bool:
    return any(actor.kind is ActorKind.ARMED_GROUP for _, _, actor in actors.find_in(document.text))


#: Phrases of political violence whose words have everyday meanings.
_PHRASES = re.compile(
    r"\b(?:air[ -]?(?:strike|raid)s?|open(?:ed|s|ing)? fire|fired (?:on|at)|came under fire|"
    r"(?:liberation|people['’]s|revolutionary) (?:army|front)|armed (?:men|groups?|persons?|"
    r"attackers|assailants|individuals|youths|herders)|(?:banned|outlawed|proscribed) "
    r"(?:\w+ ){0,2}(?:group|party|movement|organi[sz]ation|cell)|(?:arson|acid|knife|mob|gun) "
    r"attack|asylum (?:home|hostel|centre|shelter)s?|refugee (?:home|hostel|centre|shelter)s?|"
    r"foreign (?:fighters?|battlefields?)|war in \w+)\b",
    re.IGNORECASE,
)
_DOMAIN_STEMS = (
    "terror", "extremis", "jihad", "militan", "insurgen", "rebel", "guerril", "bomb", "explosi",
    "gunm", "gunfire", "hostage", "separatis", "radical", "mujahid", "suicide", "ied", "grenade",
    "kidnap", "abduct", "massacre", "paramilit", "assassin", "shelling", "airstrike", "warlord",
    "caliphate", "salafi", "islamic", "taliban", "qaeda", "qaida", "daesh", "isis", "isil",
    "boko", "shabaab", "hezbollah", "hamas", "farc", "maoist", "naxal", "ambush", "bandit",
    "ammunition", "sectarian", "genocid", "junta", "militia", "intifada", "jihadi", "vigilante",
    "cartel", "paramilitary", "arsonist", "detonat", "landmine", "firebomb", "assailant",
    "peacekeep", "ceasefire", "lynch", "pogrom", "mortar", "artillery", "drone", "missile",
    "warplane", "protester",
)  # fmt: skip
#: Words that stand in reports of political violence and in others; one alone says nothing.
_COMMON_STEMS = (
    "attack", "troop", "soldier", "army", "protest", "riot", "clash", "coup", "violen", "border",
    "rally", "demonstrat", "minister", "security", "govern", "religio", "politic", "checkpoint",
    "embassy", "judge", "journalist", "activist", "opposition", "conflict", "war", "arson",
    "attacker", "patrol", "fighter", "commander", "shell",
)  # fmt: skip
