"""How a claim's words place it among the acts of its text: as another one, or as one known."""

import re
from functools import lru_cache

from dateline.core.claims import Basis, MentionKind, Role
from dateline.core.documents import Document, SegmentKind, Span
from dateline.core.grounded import GroundedClaim, Interval
from dateline.pipeline.linking.courses import course_of

HELD = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
HARMED = frozenset({Role.VICTIM, Role.TARGET, Role.ITEM, Role.INSTRUMENT})
#: Times and places that stand with the act itself.
NEAR = frozenset({Basis.ARGUMENT, Basis.SENTENCE})

_FRESH = re.compile(
    r"^\W*(?:an?other|other|two other|more|several other|a second|a third|a separate|"
    r"the other|three other|four other|five other|\w+ (?:more|others?))\b",
    re.IGNORECASE,
)
_SEPARATE = re.compile(
    r"\b(?:another|separate(?:ly)?|a second|elsewhere|different|similar|(?<!the )other)\b",
    re.IGNORECASE,
)
#: "another bomb", "a second attack", and what begins or ends a sentence on one more act.
_ANOTHER_ACT = re.compile(
    r"\b(?:an?other|(?:a|the) (?:second|third|fourth|fifth|separate|further|different|similar))\s+"
    r"(?:[\w-]+\s+){0,2}(?:abductions?|air ?strikes?|ambush|arrests?|assaults?|attack(?:er)?s?|"
    r"blasts?|bomb(?:er|ing)?s?|clash|device|explosions?|fire|grenades?|gunman|gunmen|incidents?|"
    r"kidnappings?|killings?|mines?|murders?|operations?|raids?|rockets?|shelling|shells?|"
    r"shootings?|stabbings?|strikes?|vehicles?)\b"
    r"(?![^.;]{0,40}\b(?:this|in (?:a|as many|\w+)) (?:weeks?|months?|years?|days?))"
    r"|^\W*in (?:an?other|an unrelated|a (?:separate|second|similar|different))\b"
    r"|\b(?:hours?|minutes|a day|days) after (?:the first|a (?:first|similar|like|previous|"
    r"separate))\b",
    re.IGNORECASE,
)
#: A name of a place after the words for where something was.
_PLACE_NAME = re.compile(
    r"\b(?:at|in|near|on|outside)\s+(?:the\s+)?(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber)"
    r"([A-Z\u00c0-\u00de][\w'\u2019-]+)"
)
_POINTING = re.compile(r"^\W*(?:the|this|that|those|these|his|her|their)\b", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s+(?:\w+\s+){0,2}$")
_HOURS = (
    r"(?:(?:just|only|about|around|some|barely|less|more|than|an?|half|few|several|two|three|four|"
    r"five|six|\d+)\s+){0,4}(?:hours?|minutes)"
)
_PART_OF_DAY = r"(?:day|night|morning|afternoon|evening)"
#: How a sentence begins that goes over to another act of the same day.
_SAME_DAY = re.compile(
    rf"^\W*(?:{_HOURS} (?:earlier|later|before|after)|(?:earlier|later) in the {_PART_OF_DAY}|"
    rf"(?:earlier|later) (?:that|the same) {_PART_OF_DAY}|(?:on )?(?:the|that) same {_PART_OF_DAY}|"
    rf"that (?:night|morning|afternoon|evening)(?! (?:said|that)))\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"\W*(?:in|by|during)\s+an?\s+(?:[\w-]+\s+){1,3}?earlier\b", re.IGNORECASE)
_EARLIER_THAT_DAY = re.compile(
    r"\s+(?:hours?\s+|only\s+|just\s+)*earlier\s+(?:in\s+the|on|that|the\s+same)\b",
    re.IGNORECASE,
)
#: How a sentence begins that goes over to an act with nothing in common with those before.
_ELSEWHERE = re.compile(
    r"^\W*(?:in (?:an?other|an unrelated|a (?:separate|second|similar|different))|separately|"
    r"elsewhere)\b",
    re.IGNORECASE,
)
#: "the man who shot", "the attack in which two were killed".
_OF_ONE_KNOWN = re.compile(
    r"\b(?:the|his|her|their|those|these)\s(?:[\w'\u2019-]+\s){1,6}?"
    r"(?:who|whom|that|(?:in|during) which|where)\s(?:[\w'\u2019-]+\s){0,4}$",
    re.IGNORECASE,
)
_PLUPERFECT = re.compile(r"\bhad\s(?:been\s)?(?:\w+\s){0,2}$", re.IGNORECASE)
_SPEECH = re.compile(
    r"\b(?:said|says|told|announced|reported|added|confirmed|stated|according|learned|found)\b",
    re.IGNORECASE,
)
#: What tells which act a noun means: "the bombing that killed 18", "the attack which left".
_TELLS_WHICH = re.compile(r"(?:\s[\w'\u2019-]+){0,6}?\s(?:that|which|in which)\s")
#: Characters after a noun in which such a clause begins.
_NOUN_TAIL = 80
_SENTENCE_END = re.compile(r"[.!?][\"'\u201d\u2019)]*\s+(?=[\"'\u201c\u2018(]?[A-Z\d])|\n\s*\n")
#: Words after which an act is named that another act of the sentence is about.
_ABOUT = re.compile(
    r"\b(?:in connection (?:with|to)|connected (?:with|to)|related to|linked to|suspected of|"
    r"accused of|charge[sd]? (?:with|of|over|for)|convicted of|guilty of|over|role in|part in|"
    r"anniversar(?:y|ies) of|(?:in )?memory of|commemorat\w+|since|"
    r"(?:(?:days?|weeks?|months?|years?) (?:after|since)|a year on from)|"
    r"responsib\w+ for|involve\w+ in|(?:indicted|tried|wanted|arrested|held) for|behind)\s+"
    r"(?:[^\s.;]+\s+){0,6}$",
    re.IGNORECASE,
)
#: What is said, counted or held of an act: its day is not the act's ("corrected its figure on
#: Tuesday for the ambush").
_SAID_OF = re.compile(
    r"\b(?:toll|figure|number|count|total|tally|report|account|statement|version|story|denial|"
    r"investigation|inquiry|inquest|probe|footage|video|anger|grief|mourning|funerals?|vigil|"
    r"blame|responsibility)s?\s(?:[^\s.;:]+\s){0,4}?(?:about|after|for|from|in|into|of|on|over)\s+"
    r"(?:the|an?|that|this|\w+day's|last|[A-Z][\w'\u2019-]*)\s+(?:[^\s.;:]+\s+){0,3}$"
)
#: A clause that tells of what came before what the sentence dates: "closed on Tuesday after a
#: teacher was shot".
_WHAT_WAS_BEFORE = re.compile(r"\b(?:after|following|because|since)\b[^.;]*$", re.IGNORECASE)
#: What is done or said about an act on another day: "on Friday denied any part in the bombing".
_STEP_ABOUT = re.compile(
    r"\b(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|withdr[ae]ws?|retract(?:s|ed)|"
    r"takes back|took back|condemn(?:s|ed)|disown(?:s|ed)|correct(?:s|ed)|revis(?:es|ed)|"
    r"admits|admitted|acknowledge[sd]|concede[sd]|apologi[sz]e[sd]|sentenced|jailed|convicted|"
    r"charged|acquitted|"
    r"cleared|indicted|accused|blamed|arrested|detained|upheld|mourn(?:s|ed)|commemorate[sd]|"
    r"recall(?:s|ed))\b(?:(?!\b(?:and|but)\b)(?:[^.;]|(?<=\b[A-Z])\.))*"
    r"\b(?:of|for|over|in|from|about|that|with|on|to)\s(?:(?!\b(?:and|but)\b)[^.;,])*$",
    re.IGNORECASE,
)
#: "less than an hour" after something: what is counted is the act's own time.
_STRETCH = re.compile(r"\b(?:minute|hour|day|week|month|year)s?$", re.IGNORECASE)
#: "since August, when a bomb ...": the time is that of the clause it opens.
_OPENS_CLAUSE = re.compile(r"\W*when\b[^.;]*", re.IGNORECASE)
#: How many characters of a sentence count on either side of a word; longer ones are noise.
_FAR = 1_000
_SUPPORTING = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING, SegmentKind.CAPTION})


def is_supporting(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim stands in a headline, subheading or caption, which repeat the body."""
    segment = document.segment_at(claim.claim.trigger.span.start)
    return segment is not None and segment.kind in _SUPPORTING


def sentence_around(document: Document, span: Span) -> Span:
    """Return the sentence a span begins in, as far as full stops and paragraphs tell."""
    return _sentence(document.text, span)


def _sentence(text: str, span: Span) -> Span:
    start, end = _sentence_at(text, span.start)
    return Span(start, max(end, span.end))


@lru_cache(maxsize=5_000)
def _sentence_at(text: str, position: int) -> tuple[int, int]:
    """Return where a sentence begins and ends; each is asked for once for every earlier claim."""
    start, end = max(0, position - _FAR), min(len(text), position + _FAR)
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.end() <= position:
            start = match.end()
        else:
            end = match.start() + 1
            break
    return start, end


def time_basis(claim: GroundedClaim) -> Basis | None:
    """Return how near to the trigger the claim's time stands."""
    if not isinstance(claim.time, Interval):
        return None
    for anchor in claim.claim.times:
        if anchor.span == claim.time.mention:
            return anchor.basis
    return None


#: How a time ends that is counted to the act after it: "two weeks after a car bombing".
_COUNTED = (" after", " before", " following")


def time_is_own(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim's time is that of its own act and not only of the text around it.

    The time of a sentence is not that of an act which the sentence's own act is about ("were
    charged on Monday over the bombing"); the time before a clause with "when" is that clause's.
    """
    if not isinstance(claim.time, Interval):
        return False
    basis, trigger = time_basis(claim), claim.claim.trigger.span
    if basis is Basis.DOCUMENT:
        mention = claim.time.mention
        between = document.text[mention.end : trigger.start] if mention else ""
        return bool(_OPENS_CLAUSE.fullmatch(between))
    if basis is Basis.SENTENCE:
        return document.text_at(claim.time.mention).endswith(_COUNTED) or not (
            is_what_another_is_about(claim, document) or _is_before_what_is_dated(claim, document)
        )
    return not (_is_spoken_of(claim, document) or _is_day_of_step(claim, document))


def _is_day_of_step(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether an act's time is that of a step about it: "on Friday jailed two for a raid"."""
    mention = claim.time.mention if isinstance(claim.time, Interval) else None
    trigger = claim.claim.trigger.span
    if course_of(claim.claim.type) or mention is None or mention.end > trigger.start:
        return False
    return bool(_STEP_ABOUT.search(document.text[mention.end : trigger.start]))


def _is_before_what_is_dated(claim: GroundedClaim, document: Document) -> bool:
    mention = claim.time.mention if isinstance(claim.time, Interval) else None
    trigger = claim.claim.trigger.span
    if mention is None or mention.end > trigger.start:
        return False
    between = document.text[mention.end : trigger.start]
    was_before = not _STRETCH.search(document.text_at(mention)) and _WHAT_WAS_BEFORE.search(between)
    return bool(was_before) or _is_day_of_step(claim, document) or _is_spoken_of(claim, document)


def _is_spoken_of(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim's time stands between a word of speech and the act that is its topic."""
    mention = claim.time.mention if isinstance(claim.time, Interval) else None
    said = _SAID_OF.search(_sentence_before(claim, document))
    start = sentence_around(document, claim.claim.trigger.span).start
    return (
        said is not None
        and mention is not None
        and start + said.start() <= mention.start < claim.claim.trigger.span.start
    )


def is_retold(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim names an act that its readers know, and does not report it as news.

    It is what a step after it is about ("over the bombing"), is told in the pluperfect by the
    paper itself, or is said of somebody or something known: "the group that attacked a hotel".
    """
    if is_what_another_is_about(claim, document):
        return True
    before = _sentence_before(claim, document)
    if _OF_ONE_KNOWN.search(before):
        return True
    if _PLUPERFECT.search(before) and not _SPEECH.search(before):
        return True
    after = document.text[claim.claim.trigger.span.end :][:_NOUN_TAIL]
    return points_back(claim, document) and bool(_TELLS_WHICH.match(after))


def is_what_another_is_about(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether words such as "in connection with" stand before the trigger."""
    return _is_about(document.text, claim.claim.trigger.span)


# What is asked of a claim for every other one that it is compared with is worked out once.


@lru_cache(maxsize=5_000)
def _is_about(text: str, trigger: Span) -> bool:
    return bool(_ABOUT.search(_before(text, trigger)))


def is_another(claim: GroundedClaim, document: Document, *, of_one_band: bool = False) -> bool:
    """Tell whether a claim says of itself that it is another act than those told before.

    With ``of_one_band`` other doers are taken to be of those who did what was told before: "then
    two others opened fire".
    """
    told = {Role.ITEM} if of_one_band else HELD | {Role.ITEM}
    for argument in claim.arguments:
        if argument.argument.role in told and _FRESH.match(
            document.text_at(argument.argument.mention)
        ):
            return True
    return _is_separate(document.text, claim.claim.trigger.span)


@lru_cache(maxsize=5_000)
def _is_separate(text: str, trigger: Span) -> bool:
    window = text[max(0, trigger.start - 28) : trigger.start]
    if _SEPARATE.search(window.rpartition(".")[2]):
        return True
    return bool(_ELSEWHERE.match(_before(text, trigger)))


def is_told_apart(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim's sentence says that its act is one more beside others."""
    return _is_told_apart(document.text, claim.claim.trigger.span)


@lru_cache(maxsize=5_000)
def _is_told_apart(text: str, trigger: Span) -> bool:
    sentence = _sentence(text, trigger)
    return bool(_ANOTHER_ACT.search(text[sentence.start : sentence.end]))


def is_another_elsewhere(claim: GroundedClaim, before: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim is of one more act, at a place that the sentence before does not name.

    "A second bomb in Bayaa killed five."
    """
    start, names = _another_at(document.text, claim.claim.trigger.span)
    if not names or before.claim.trigger.span.start >= start:
        return False
    known = document.text_at(sentence_around(document, before.claim.trigger.span))
    return not any(name in known for name in names)


@lru_cache(maxsize=5_000)
def _another_at(text: str, trigger: Span) -> tuple[int, tuple[str, ...]]:
    """Return where a sentence says that its act is one more, and the places it then names."""
    sentence = _sentence(text, trigger)
    said = _ANOTHER_ACT.search(text, sentence.start, trigger.end)
    if said is None:
        return 0, ()
    return said.start(), tuple(_PLACE_NAME.findall(text, said.end(), sentence.end))


#: "At a police post a few hours before", in the same clause.
_HOURS_APART = re.compile(
    r"(?:\s+(?:at|in|near|outside|on)\s+[^.;,]{1,60}?)?"
    r"\s+(?:(?:a few|some|several|two|three|four)\s+)?hours\s+(?:before|earlier|later)\b"
    r"|\s+(?:at|in|near|outside)\s+[^.;,]{1,60}?\s+on the same day\b"
)
#: What is told as if not known yet.
_A_FRESH = re.compile(r"(?:^|\W)(?:an?|another|the)\s+(?:[\w'\u2019-]+\s+){0,3}$", re.IGNORECASE)
_ARTICLE = 40


def is_another_of_the_day(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether a claim turns from the act told last to another of the same day.

    Its sentence may begin so ("Hours later, ..."), or it may name the act as one not told of
    before: "a judge shot dead in an ambush earlier", "he had been killed earlier that day",
    "a blast at a school a few hours before".
    """
    trigger = claim.claim.trigger.span
    if _EARLIER.match(document.text, trigger.end):
        return True
    if _HOURS_APART.match(document.text, trigger.end) and _A_FRESH.search(
        document.text[max(0, trigger.start - _ARTICLE) : trigger.start]
    ):
        return True
    if _EARLIER_THAT_DAY.match(document.text, claim.claim.trigger.span.end) and (
        _PLUPERFECT.search(_sentence_before(claim, document))
    ):
        return True
    return bool(_SAME_DAY.match(_sentence_before(claim, document)))


def _sentence_before(claim: GroundedClaim, document: Document) -> str:
    """Return the claim's sentence as far as its trigger."""
    return _before(document.text, claim.claim.trigger.span)


def _before(text: str, trigger: Span) -> str:
    return text[_sentence(text, trigger).start : trigger.start]


def points_back(claim: GroundedClaim, document: Document) -> bool:
    """Tell whether the trigger's own words take up an act told before: "the attack"."""
    return _points_back(document.text, claim.claim.trigger.span.start)


@lru_cache(maxsize=5_000)
def _points_back(text: str, start: int) -> bool:
    words = re.split(r"[.,;]", text[max(0, start - 40) : start])[-1]
    tail = " ".join(words.split()[-4:])
    return bool(_POINTING.match(tail) or _DEFINITE.search(words))


def takes_up_parties(claim: GroundedClaim) -> bool:
    """Tell whether a party of a claim stands for one told of before."""
    return any(
        a.argument.role in HELD | HARMED and a.argument.antecedent is not None
        for a in claim.parties
    )


def counted_heads(claim: GroundedClaim, role: Role) -> frozenset[float]:
    """Return how many people stand in a role, for each phrase that counts more than one."""
    return frozenset(
        a.count.best
        for a in claim.parties
        if a.argument.role is role
        and a.argument.kind is not MentionKind.ORGANIZATION
        and a.count is not None
        and a.count.best is not None
        and a.count.best > 1
    )
