"""Whether a document is about political violence at all: sports pages, films and drills are not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.core.documents import CLAIM_BEARING, Document, SegmentKind, Sentence
from dateline.resources.actors import ActorKind, ActorTable
from dateline.resources.lexicons import Cues
from dateline.resources.phrases import find_phrases

_WORD = re.compile(r"[^\W\d_]+")
#: Below so many words a text is too short to tell what it is about, and gets the benefit.
_SHORT = 80
#: Words of a subject per hundred words of text above which a document is about it.
_DENSE = 1.2
#: The same for what is argued, whose words stand in quotations and asides of reports too.
_ARGUED = 1.6
_QUOTED = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")
#: Words that only stand above or below what somebody argues.
_SIGNED = frozenset(
    {"letter to the editor", "op-ed", "opinion piece", "the author is", "the views expressed"}
    | {"the writer is", "views expressed"}
)
#: Words by which officials say that a blast or a fire was nobody's attack.
_RULED_OUT = re.compile(
    r"(?<!not )(?<!n't )(?<!yet )\brul(?:e|ed|es|ing)\s+out\s+(?:\w+\s+){0,3}?"
    r"(?:terror\w*|sabotage|foul\s+play|an?\s+attack)|"
    r"\bno\s+(?:sign|signs|evidence|indication|indications|suggestion)\s+(?:of|that\s+it\s+was)\s+"
    r"(?:\w+\s+){0,2}?(?:terror\w*|sabotage|foul\s+play|an?\s+attack)|"
    r"\bnot\s+(?:being\s+treated\s+as\s+|believed\s+to\s+be\s+|thought\s+to\s+be\s+|"
    r"considered\s+)?terror(?:ism)?(?:-?\s*related)?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """What a document is about.

    ``relevant`` lets arrests, trials and words with everyday meanings ("attack", "strike") count
    as reports, which ordinary crime is not;
    ``excluded`` means that nothing in it is one: a match report, a review, a drill, an accident.
    """

    relevant: bool
    excluded: bool


@dataclass(slots=True)
class _Weights:
    """How many words of each sort a document has."""

    total: int = 0
    violent: int = 0
    sport: int = 0
    drill: int = 0
    fiction: int = 0
    ordinary: int = 0
    argued: int = 0
    signed: int = 0
    ruled_out: int = 0
    lead_drill: bool = False
    common: set[str] = field(default_factory=set)

    def dense(self, count: int, least: float = _DENSE) -> bool:
        """Tell whether so many words make a subject of the whole."""
        return count * 100 / max(self.total, 1) >= least


def read_domain(
    document: Document, sentences: Sequence[Sentence], cues: Cues, actors: ActorTable
) -> Domain:
    """Weigh a document's words for and against political violence."""
    found = _Weights()
    for sentence in sentences:
        if sentence.segment in CLAIM_BEARING:
            _weigh(found, document.text_at(sentence.span), sentence, cues)
    relevant = (
        found.violent >= 1
        or len(found.common) >= 2
        or found.total < _SHORT
        or _names_armed_group(document, actors)
    )
    return Domain(relevant=relevant, excluded=_is_excluded(found))


def _weigh(found: _Weights, text: str, sentence: Sentence, cues: Cues) -> None:
    words = [w.lower() for w in _WORD.findall(text)]
    found.total += len(words)
    found.violent += sum(w.startswith(_DOMAIN_STEMS) for w in words) + len(_PHRASES.findall(text))
    found.common.update(stem for w in words for stem in _COMMON_STEMS if w.startswith(stem))
    found.sport += sum(w in cues.sport for w in words)
    here = sum(w in cues.exercise for w in words)
    found.drill += here
    if here and (sentence.segment is SegmentKind.HEADLINE or sentence.index <= 1):
        found.lead_drill = True
    found.fiction += len(find_phrases(text, cues.fiction))
    found.ordinary += len(find_phrases(text, cues.ordinary))
    found.ruled_out += len(_RULED_OUT.findall(text))
    own = _QUOTED.sub(" ", text)
    found.argued += len(find_phrases(own, cues.opinion))
    found.signed += len(find_phrases(own, _SIGNED))


def _is_excluded(found: _Weights) -> bool:
    sporting = found.dense(found.sport) and found.sport > found.violent
    drilling = (found.lead_drill and found.drill >= 2) or (
        found.drill >= 3 and found.dense(found.drill)
    )
    told = found.dense(found.fiction) and found.fiction >= 2 and found.fiction >= found.violent
    violent = found.violent - 2 * found.ruled_out
    plain = found.ordinary > 0 and violent <= 0 and len(found.common) < 3
    argued = found.signed > 0 or (found.argued >= 3 and found.dense(found.argued, _ARGUED))
    return sporting or drilling or told or plain or argued


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
