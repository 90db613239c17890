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
#: How many words of crime make a text one of crime though it speaks of terrorism too.
_MUCH = 4
#: Questions per hundred words above which a text asks rather than reports.
_ASKED = 2.5
#: How many years back only history is told, where a text has no day of its own.
_PAST_YEARS = 15
#: The same where a court is at work on it: acts are tried long after.
_TRIED_YEARS = 45
_IN_COURT = re.compile(
    r"\b(?:prosecutors?|indictment|jury|jurors|defendants?|tribunal|on trial|lawyers?)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?<!b\. )(?<!born )(?<!born in )\b(1[89]\d\d|20\d\d|(?<=\bin )1[5-7]\d\d)(?:s\b|\b)"
)
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_OF_THE_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b(?:yesterday|today|tonight|overnight)\b|"
    r"\blast (?:night|week|month|year)\b|\bthis (?:week|month|year|morning)\b|"
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}})\b(?!,? (?:of )?\d{{4}})",
    re.IGNORECASE,
)
#: Words for so many killed or injured, or for attackers at it.
_HARM = re.compile(
    r"\b(?:attackers|gunmen|assailants|militants|insurgents|rebels|bandits)\s+(?:\w+ly\s+)?"
    r"(?:\w+ed|shot|struck|hit|set|threw|burnt|blew|broke|slew)\b|"
    r"\b(?:kill|wound|injur)\w*\s+(?:(?:at\s+least|more\s+than|about|some|nearly|over|up\s+to)\s+)?"
    r"(?:\d|an?\b|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|"
    r"several|hundreds)\b",
    re.IGNORECASE,
)
_LOOKS_BACK = re.compile(
    r"\banniversar(?:y|ies)\b|\bof the 19\d0s\b|"
    r"\b(?:years|decades?)\s+(?:ago|since|after|on|later)\b",
    re.IGNORECASE,
)
#: What opens a calendar of history.
_CALENDAR = re.compile(
    r"\b(?:on this (?:day|date) in (?:1\d\d\d|history)|(?:this day|this week|today) in "
    r"(?:\w+ )?history)\b",
    re.IGNORECASE,
)
_LONG_SINCE = re.compile(r"\b(?:years?|decades?)\s+(?:ago|earlier|before|since)\b", re.IGNORECASE)
#: Headlines that say that what follows is no report.
_LABEL = re.compile(
    r"^\W*(?:opinion|comment|commentary|analysis|editorial|explained|explainer|obituary|review|"
    r"letters?|quiz|book of the week|film of the week|viewpoint|essay|history)\b\s*"
    r"(?:[:|\u2013\u2014-]|to the editor|$)|\b(?:a|an) (?:short|brief|oral) history\b|"
    r"\breview: |[\"'\u201d\u2019] review\b|"
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:things|facts|questions|reasons) "
    r"(?:to|about|you|that|why)\b|\bexplainer$|\bexplained$|\bq\s?&\s?a\b|\bq and a\b|"
    r"\bopen letter to\b|\b(?:police|crime|weekly|daily|the) blotter\b|^\W*blotter\b|"
    r"\bon this day in history\b",
    re.IGNORECASE,
)
#: Words that only stand above or below what somebody argues.
_SIGNED = frozenset(
    {"letter to the editor", "op-ed", "opinion piece", "the author is", "the views expressed"}
    | {"the writer is", "views expressed"}
)
#: Words by which attackers and wounded are played: "in the scenario", "actors played the injured".
_PLAYED = re.compile(
    r"\b(?i:in|under|according to) (?:the|this|that|one) (?:\w+ )?scenario\b|\bExercise [A-Z]\w+|"
    r"\b(?i:actors?|volunteers?|students?|cadets|extras|role[- ]players?|recruits|officers)\b"
    r"[^.;]{0,60}?\b(?:play(?:ed|ing|s)?|pos(?:ed|ing) as|acted as|acting as|pretend\w*|portray\w*)"
    r"\b|\b(?i:fake|mock|simulated|staged|theatrical|pretend|make-believe) (?:\w+ )?"
    r"(?:blood|wounds|injuries|explosions?|attacks?|casualt\w+|gunfire|victims?|attackers?|"
    r"terrorists?|hostages?|shooters?|gunm[ae]n|bombs?)\b",
)
#: What a book, a film or a play is spoken of by.
_REVIEWED = re.compile(
    r"\b(book|novel|memoir|film|movie|documentary|play|theatre|series|season|thriller|author|"
    r"novelist|director|chapter|scene|reader|viewer|audience|reviewer|ending|prose|screenplay|"
    r"character|narrator|publisher|story|plot twist|pages|debut|cast|cinema|actor|actress|game|"
    r"gamer|gameplay|graphics|multiplayer|fps|soundtrack|console|playthrough)s?\b",
    re.IGNORECASE,
)
#: So many different words of a review, and so many of any per hundred words, make one.
_REVIEW_WORDS = 5
_REVIEWING = 3.0
#: What stands at the head of a review alone.
_WORK = re.compile(
    r"\bISBN\b|^\W*(?:movie|film|book|game|theatre|album) review\b|^\W*starring:|"
    r"^\W*director:|\(\d{2,4} ?pp\.?\)|\b\d{2,4} (?:pages|pp)\b\s*[.;)]|\bDirected by [A-Z]"
)
#: What is told to those who travel.
_ADVISED = re.compile(
    r"\b(?:travell?ers|visitors|citizens|nationals|tourists|you)\s+(?:should|are advised|are urged|"
    r"are reminded|need to|must|may wish)\b|\badvises? against\b|"
    r"\bavoid (?:all |any )?(?:non-essential )?(?:crowds|travel|demonstrations|protests|gatherings|"
    r"large|public)\b|\b(?:remain|stay|be) vigilant\b|\blevel of vigilance\b|"
    r"\bexercise (?:\w+ )?(?:\w+ )?caution\b|\breconsider travel\b|\bdo not travel\b|"
    r"\btravel (?:advice|advisory|advisories|warning)\b|\brisk of (?:kidnap|terroris)\w*",
    re.IGNORECASE,
)
_TO_THE_EDITOR = re.compile(r"^\W*(?:Dear )?(?:Sir|Madam|Editor)s?\s*(?:[,:\u2013\u2014]|- )")
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
    """How many words of each sort a document has.

    ``violent`` counts words of violence, ``telling`` those of them that only political violence
    has, and ``common`` the words that stand in reports of it and in others.
    """

    total: int = 0
    violent: int = 0
    telling: int = 0
    sport: int = 0
    drill: int = 0
    fiction: int = 0
    business: int = 0
    ordinary: int = 0
    crime: int = 0
    mishap: int = 0
    played: int = 0
    advised: int = 0
    reviewed: int = 0
    works: bool = False
    harmed_once: bool = False
    review_words: set[str] = field(default_factory=set)
    argued: int = 0
    asked: int = 0
    signed: int = 0
    ruled_out: int = 0
    remembered: int = 0
    looks_back: bool = False
    labelled: bool = False
    in_court: bool = False
    lead_drill: bool = False
    lead_remembers: bool = False
    harmed_now: bool = False
    dated: bool = False
    years: list[int] = field(default_factory=list)
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
    names_group = _names_armed_group(document, actors)
    political = found.telling >= 1 or names_group
    criminal = not names_group and _is_criminal(found, political=political)
    relevant = political or (
        not criminal and (found.violent >= 1 or len(found.common) >= 2 or found.total < _SHORT)
    )
    past = document.published is not None and _is_of_the_past(found, document.published.date.year)
    excluded = _is_excluded(found) or past or criminal
    return Domain(relevant=relevant, excluded=excluded)


def _weigh(found: _Weights, text: str, sentence: Sentence, cues: Cues) -> None:
    words = [w.lower() for w in _WORD.findall(text)]
    lead = sentence.segment is SegmentKind.HEADLINE or sentence.index <= 2
    found.total += len(words)
    phrases = len(_PHRASES.findall(text))
    telling = sum(w.startswith(_TELLING_STEMS) and not w.startswith(_NOT_TELLING) for w in words)
    found.telling += telling + len(_TELLING_PHRASES.findall(text))
    found.violent += telling + phrases + sum(w.startswith(_VIOLENT_STEMS) for w in words)
    found.common.update(match.lower() for match in _COMMON.findall(text))
    found.sport += sum(w in cues.sport for w in words)
    here = sum(w in cues.exercise for w in words)
    found.drill += here
    found.lead_drill = found.lead_drill or (here > 0 and lead)
    found.fiction += len(find_phrases(text, cues.fiction))
    found.business += len(find_phrases(text, cues.business))
    found.ordinary += len(find_phrases(text, cues.ordinary))
    found.crime += len(find_phrases(text, cues.crime))
    found.mishap += len(find_phrases(text, cues.mishap))
    found.ruled_out += len(_RULED_OUT.findall(text))
    own = _QUOTED.sub(" ", text)
    found.argued += len(find_phrases(own, cues.opinion))
    found.asked += own.count("?")
    found.signed += len(find_phrases(own, _SIGNED)) + len(_TO_THE_EDITOR.findall(text))
    found.played += len(_PLAYED.findall(text))
    found.advised += len(_ADVISED.findall(text))
    of_works = [word.lower() for word in _REVIEWED.findall(text)]
    found.reviewed += len(of_works)
    found.in_court = found.in_court or _IN_COURT.search(text) is not None
    found.works = found.works or (lead and _WORK.search(text) is not None)
    found.labelled = found.labelled or (lead and _CALENDAR.search(text) is not None)
    dated = _OF_THE_DAY.search(text) is not None or _YEAR.search(text) is not None
    found.harmed_once = found.harmed_once or (dated and _HARM.search(text) is not None)
    found.review_words.update(of_works)
    remembered = len(find_phrases(text, cues.remembrance))
    found.remembered += remembered
    found.lead_remembers = found.lead_remembers or (remembered > 0 and lead)
    found.looks_back = found.looks_back or _LOOKS_BACK.search(text) is not None
    today = _OF_THE_DAY.search(text) is not None
    found.dated = found.dated or today
    now = today and _LONG_SINCE.search(text) is None
    found.harmed_now = found.harmed_now or (now and _HARM.search(text) is not None)
    found.years.extend(int(year) for year in _YEAR.findall(text))
    if sentence.segment is SegmentKind.HEADLINE:
        found.labelled = found.labelled or _LABEL.search(text) is not None


def _is_criminal(found: _Weights, *, political: bool) -> bool:
    """Tell whether a text is of crime for gain or in private life."""
    if political:
        return found.crime >= _MUCH and found.crime >= 2 * found.telling
    return found.crime >= 1 and found.crime >= found.violent + len(found.common)


def _is_of_the_past(found: _Weights, published: int) -> bool:
    """Tell whether a text is history: no day of the week, and only years long gone."""
    years = _PAST_YEARS if not found.in_court else _TRIED_YEARS
    return not found.dated and bool(found.years) and max(found.years) <= published - years


def _is_excluded(found: _Weights) -> bool:
    sporting = found.dense(found.sport) and found.sport > found.violent
    drilling = (
        (found.lead_drill and found.drill >= 2)
        or (found.drill >= 3 and found.dense(found.drill))
        or (found.played >= 2 and not found.harmed_now)
    )
    reviewing = found.works or (
        len(found.review_words) >= _REVIEW_WORDS and found.dense(found.reviewed, _REVIEWING)
    )
    advising = found.advised >= 2 and found.dense(found.advised) and not found.harmed_once
    told = found.dense(found.fiction) and found.fiction >= 2 and found.fiction >= found.violent
    trading = (
        found.business >= 3 and found.dense(found.business) and (found.business > found.violent)
    )
    violent = found.violent - 2 * found.ruled_out
    plain = found.ordinary > 0 and violent <= 0 and len(found.common) < 3
    mishap = found.mishap > 0 and found.telling - 2 * found.ruled_out <= 0
    argued = found.signed > 0 or (found.argued >= 3 and found.dense(found.argued, _ARGUED))
    asked = found.asked >= 3 and found.dense(found.asked, _ASKED)
    remembering = (
        found.lead_remembers
        and found.looks_back
        and not found.harmed_now
        and found.remembered >= 3
        and found.dense(found.remembered, _ARGUED)
    )
    subject = sporting or drilling or told or trading or plain or mishap
    subject = subject or reviewing or advising
    return subject or argued or asked or remembering or found.labelled


def _names_armed_group(document: Document, actors: ActorTable) -> bool:
    return any(actor.kind is ActorKind.ARMED_GROUP for _, _, actor in actors.find_in(document.text))


#: Phrases of political violence whose words have everyday meanings.
_PHRASES = re.compile(
    r"\b(?:open(?:ed|s|ing)? fire|fired (?:on|at)|came under fire|"
    r"armed (?:men|groups?|persons?|attackers|assailants|individuals|youths|herders)|"
    r"(?:arson|acid|knife|mob|gun) attack|"
    r"(?:plann?|plott?)(?:ed|ing) (?:an )?attacks?|attack plans?|"
    r"attacks? on (?:the )?(?:police|policemen|soldiers|troops|army|security)|"
    r"(?:asylum|refugee) (?:home|hostel|centre|shelter)s?|"
    r"war in \w+)\b",
    re.IGNORECASE,
)
#: What political violence alone is called.
_TELLING_STEMS = (
    "terror", "extremis", "jihad", "militan", "insurgen", "rebel", "guerril", "bomb", "explosiv",
    "hostage", "separatis", "radicali", "mujahid", "massacre", "paramilit", "assassin", "shelling",
    "airstrike", "warlord", "caliphate", "salafi", "islamist", "taliban", "qaeda", "qaida", "daesh",
    "isis", "isil", "boko", "shabaab", "hezbollah", "hamas", "farc", "maoist", "naxal", "bandit",
    "sectarian", "genocid", "junta", "militia", "intifada", "landmine", "firebomb", "peacekeep",
    "ceasefire", "pogrom", "artillery", "warplane", "ambush", "lynch", "hijack",
)  # fmt: skip
_NOT_TELLING = ("terroristic", "terrorise", "terrorize", "bombshell", "rebellious")
_TELLING_PHRASES = re.compile(
    r"\bsuicide (?:attack|vest|belt|squad|mission|assault|drone)|\bIEDs?\b|"
    r"\b(?:liberation|people['’]s|revolutionary) (?:army|front)|\bair[ -](?:strike|raid)s?\b|"
    r"\b(?:banned|outlawed|proscribed) (?:\w+ ){0,2}(?:group|party|movement|organi[sz]ation|cell)|"
    r"\bforeign (?:fighters?|battlefields?)\b",
    re.IGNORECASE,
)
#: Words of violence of any kind.
_VIOLENT_STEMS = (
    "explosion", "exploded", "gunm", "gunfire", "pirate", "kidnap", "abduct", "radical", "grenade",
    "ammunition", "vigilante", "cartel", "arsonist", "detonat", "assailant", "lynch", "drone",
    "missile", "mortar", "attacker", "protester", "protestor", "islamic", "suicide",
)  # fmt: skip
#: Words that stand in reports of political violence and in others; one alone says nothing.
_COMMON = re.compile(
    r"\b(attack|troops|soldier|army|protest|riot|clash|coup(?=s?\b)|violen|border|rall(?=y|ies)|"
    r"demonstrat|minister|religio|politic|checkpoint|embassy|journalist|activist|opposition|"
    r"conflict|war(?=s?\b)|arson(?!is)|patrol|fighter|commander|shell(?=s|ed)|"
    r"security (?=force|officer|service|committee|agenc)|rifles?\b|cartridges|"
    r"governor|president|parliament|militar)",
    re.IGNORECASE,
)
