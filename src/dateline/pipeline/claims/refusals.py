"""Denials and corrections in sentences of their own: "There is no truth in the reports"."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dateline.core.claims import (
    Anchor,
    Basis,
    Claim,
    Effect,
    Scope,
    Side,
    Stage,
    Status,
    TollMention,
    Trigger,
    claim_id,
)
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.resources.lexicons import NounClass, load_nouns
from dateline.resources.regexes import compile_regex

_OURS = (
    r"(?:our|its|their|his|this (?:group|movement|organi[sz]ation)|"
    r"the (?:army|group|movement|front|organi[sz]ation|mission)'s)(?: own)?"
)
_PEOPLE = (
    r"(?:men|man|fighters?|soldiers?|troops?|forces|members?|people|units?|aircraft|planes?|"
    r"warplanes?|jets?|drones?|helicopters?|weapons?|guns?|artillery|missiles?|patrols?)"
)
_UNTRUE = (
    r"(?:exaggerated|false|fake|baseless|untrue|inaccurate|misleading|inflated|fabricated|"
    r"incorrect|unfounded|groundless|malicious)"
)
_ACCOUNTS = (
    r"(?:accounts?|reports?|claims?|accusations?|allegations?|blame|lies|rumou?rs?|inventions?|"
    r"fabrications?|responsibility|"
    r"(?:any|all) (?:involvement|role|part|link|connection|hand|knowledge)|"
    r"involvement|(?:death )?tolls?|figures?|versions?)"
)
_VIOLENCE = (
    r"(?:bomb|shell|str(?:ike|uck)|attack|kill|kidnap|abduct|fire|open(?:ed)? fire|"
    r"carr(?:y|ied) out|target|sho(?:o)?t|hit|plant|launch|conduct|take part|taken part|seize|"
    r"execute|massacre|murder|burn|torch|raid|shot)(?:ed|d)?\b"
)
_HAPPENING = (
    r"(?:gun ?fight|gun ?battle|shoot-?out|clash(?:es)?|exchange of fire|battle|air ?strikes?|"
    r"drone strikes?|strikes?|bombing|bombardment|shelling|attack|massacre|ambush|kidnapping|"
    r"abduction|killings?)\b"
)
#: Words by which somebody will not have done, or not believe, what is told.
_DENIAL = compile_regex(
    r"\b(?:had|has|have|having) (?:absolutely )?nothing (?:whatsoever |at all )?to do with\b"
    r"|\b(?:had|has|have|played|plays|took|takes|taken) no "
    r"(?:hand|part|role|share|involvement)(?: whatsoever)? in\b"
    r"|\bhad (?:any )?hand, act or part in\b"
    r"|\b(?:there (?:is|was)|has|have) no (?:truth|basis|substance|foundation) (?:in|to|for)\b"
    r"|\b(?<!not )den(?:y|ies|ied|ying) (?:(?:on \w+|again|repeatedly|strongly|categorically|"
    r"vehemently|flatly|firmly) )?(?:that|having|being|playing|taking|carrying)\b"
    r"|\bwash(?:es|ed|ing)? (?:its|their|his|our) hands of\b"
    r"|\b(?:distanc|dissociat|disassociat)(?:e|es|ed|ing) (?:itself|themselves|himself) from\b"
    rf"|\b{_OURS} {_PEOPLE} (?:had |have )?(?:kept|stayed|remained|were|was) (?:silent|grounded|"
    r"on the ground|in (?:their|its) (?:base|barracks)|nowhere near|never (?:in|near|there))\b"
    r"|\b(?:was|were) not (?:ours|theirs|(?:our|their) (?:work|doing))\b"
    r"|\bnot the work of (?:our|its|their)\b"
    rf"|\b{_ACCOUNTS} (?:(?:was|were|is|are|as|that|had been|have been) )?(?:\w+ ){{0,2}}"
    r"(?:baseless|groundless|unfounded|fabricated|a fabrication|a lie|lies|untrue|invented|"
    r"propaganda|false|fake|exaggerated|inflated|nonsense|not true|not accurate)\b"
    r"|\b(?:is|are|was|were) not (?:behind|responsible for|involved in|involved(?=\W*$))"
    r"(?:\b|(?=\W*$))"
    rf"|\bnone of {_OURS} {_PEOPLE}\b"
    rf"|\bno (?:member|fighter|soldier|unit|aircraft|plane|drone|weapon)s? of {_OURS}\b"
    rf"|\bno (?:\w+ ){{0,2}}(?:{_PEOPLE}|sort(?:ies|ie)|shells?|shots?) (?:was|were) "
    r"(?:deployed|fired|flown|there|in the area|involved)\b"
    r"|\b(?<!not )(?:reject|dismiss|den(?:y|ie)|refut|repudiat|disavow|disput|contest|rebut)"
    r"(?:s|es|ed|d|e|ted|ting|ing)?\b"
    r"(?: \w+)?(?: on \w+day)? "
    r"(?:(?:as|what|the|these|those|such|all|any|it|a|an|called|mere|western|local|his|her|its|"
    r"their|this|that|group's|rebels|army's|militants|ministry's|government's|police|official)\b'? "
    rf"?){{0,5}}{_ACCOUNTS}\b"
    r"|\b(?<!not )(?:den(?:y|ies|ied)|rejected|disputed|rejects|disputes) "
    r"(?:it|this|that)(?=\W*$|,)"
    r"|\b(?:allegation|accusation|claim|suggestion|assertion)s?,? (?:that |which )?"
    r"(?:it|they|the (?:\w+ )?\w+) (?:has |have |had )?(?:\w+ly )?"
    r"(?:rejects?|rejected|denied|denies|deny|dismissed|dismisses|disputes?|disputed)\b"
    r"|, which (?:it|they|the (?:\w+ )?\w+) (?:has |have |had )?(?:\w+ly )?"
    r"(?:rejects?|rejected|denied|denies|deny|dismissed|dismisses|disputes?|disputed)\b"
    r"|\b(?:said|says|say|insist(?:s|ed)?|maintain(?:s|ed)?|believes?|believed) (?:that )?"
    r"(?:he|she|they|(?:the|their|his|her) (?:\w+ )?\w+) (?:is|was|are|were) innocent\b"
    r"|\b(?<!not )(?:disclaim(?:s|ed|ing)?|disown(?:s|ed|ing)?|scoff(?:s|ed|ing)? at|"
    r"brush(?:es|ed|ing)? (?:aside|off)|shrug(?:s|ged|ging)? off|laugh(?:s|ed|ing)? off) "
    rf"(?:\w+ ){{0,4}}?{_ACCOUNTS}\b"
    rf"|\b(?:describ|call|brand|label|dubb|term|dismiss)\w* (?:as )?(?:\w+ ){{0,2}}?{_UNTRUE}"
    rf"(?: (?:and|or) \w+)? (?:the |these |those )?(?:\w+ ){{0,2}}?{_ACCOUNTS}\b"
    r"|\b(?:was|were|is|had been) (?:never|not) "
    r"(?:with any group|part of any group|a member of any|"
    r"an? (?:militant|fighter|rebel|terrorist|insurgent|extremist|jihadist))\b"
    r"|\b(?:has|had) never (?:owned|held|fired|carried|touched|handled) an? "
    r"(?:gun|weapon|rifle|firearm)\b"
    r"|\b(?:wrong (?:man|men|person)|mistaken identity|falsely accused|been framed)\b"
    r"|\b(?:insist(?:s|ed|ing)?|maintain(?:s|ed)?|stress(?:es|ed)?) (?:that )?(?:no live (?:rounds|"
    r"ammunition|bullets)|no civilians?|nobody|no one|no-one)\b",
    re.IGNORECASE,
)
#: What somebody says was not done by those they speak for, or did not happen.
_NOT_DONE_BY_US = compile_regex(
    rf"\b(?:we|{_OURS} {_PEOPLE})(?: \w+)? (?:did not|didn't|had not|hadn't|have not|haven't|"
    rf"never)(?: \w+ly)? {_VIOLENCE}"
    r"|\b(?:said|says|insist(?:s|ed)?|maintain(?:s|ed)?|stress(?:es|ed)?|repeat(?:s|ed)?|"
    r"reiterat(?:es|ed)|told (?:\w+ ){1,3}?|stat(?:es|ed)|claim(?:s|ed)|assert(?:s|ed)?)"
    r"(?: on \w+)?(?: that)? (?:it|they|he|she) (?:did not|had not|have not|has not|never) "
    rf"{_VIOLENCE}"
    rf"|\bthere (?:was|were|had been) no (?:such )?(?:\w+ )?{_HAPPENING}(?! (?:on \w+day|since|"
    r"for|overnight|yesterday|today|during|until)\b)"
    rf"|\bno (?:such )?(?:\w+ )?{_HAPPENING} (?:had )?(?:took|taken) place\b"
    rf"|\bno such (?:\w+ )?(?:{_HAPPENING}|incident|event|operation|thing)\b"
    rf"|\b(?:the|this|that|any such) (?:\w+ )?(?:{_HAPPENING}|incident) (?:never|did not) "
    r"(?:happen|take place|occur)(?:ed|s)?\b",
    re.IGNORECASE,
)
#: What shows that words are somebody's.
_SPOKEN = re.compile(
    r"[\"\u201c\u201d]|\b(?:said|says|told|saying|insist\w*|maintain\w*|stat(?:es|ed)|according)\b"
)
#: Words of denial that name next what they deny.
_OF_SOMETHING = re.compile(r"\b(?:with|in|behind|for|of|from|to)$", re.IGNORECASE)
_OF_DOING = re.compile(r"\b(?:that|having|being|playing|taking|carrying)$", re.IGNORECASE)
#: What opens the content of a report: "rumours that".
_REPORT_THAT = re.compile(r"\s+that\b", re.IGNORECASE)
_REPORT = re.compile(rf"\b{_ACCOUNTS}$", re.IGNORECASE)
#: What denies an act told before in the same sentence.
_DISOWNS = re.compile(
    r"\b(?:den\w+ (?:.* )?(?:that|having|taking|carrying|involvement|responsibility)|involvement|"
    r"(?:any|all) (?:role|part|hand|knowledge|blame)|never|wrong (?:man|men|person)|framed|"
    r"nothing to do|no (?:hand|part|role)|not ours|not theirs|allegations?|accusations?|"
    r"suggestions?|which|innocent|claims? (?:that |which )?(?:it|they|the))\b",
    re.IGNORECASE,
)
#: What stands for an act or for the reports of one, of words that name none.
_THE_MATTER = re.compile(
    r"\b(?:it|this|that|them|us|ours|what|happened|incidents?|events?|matter|affair|crimes?|deaths?|fires?|"
    rf"outrage|tragedy|{_ACCOUNTS})\b",
    re.IGNORECASE,
)
#: What is told of those who are said to have done it.
_THEIR_DOING = re.compile(
    rf"\b(?:responsib\w+|involved|behind|part|role|was it|were they|{_PEOPLE})\b", re.IGNORECASE
)
_VIOLENT = frozenset(
    {NounClass.ACT, NounClass.OFFENCE, NounClass.EXPLOSIVE, NounClass.AMMUNITION, NounClass.WEAPON}
)
_LETTERS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST_ACCOUNT = (
    r"\b(?:an?|our|its|their|his|the) (?:earlier|previous|first|original|initial|preliminary) "
    r"(?:\w+ ){0,2}?(?:version|report|article|story|line|item|dispatch|statement|figure|count|"
    r"toll|tally|account|denial|claim|information|number)\b"
)
_WRONG = (
    r"(?:wrong|incorrect|inaccurate|mistaken|false|erroneous|untrue|in error|an? (?:error|mistake)|"
    r"not (?:true|correct|right)|misstated|overstated|understated|premature)"
)
#: Words by which somebody takes back a statement.
_RETRACTION = re.compile(
    r"\b(?:withdr(?:aws?|awn|awing|ew)|retract(?:s|ed|ing)?|t(?:akes|aking|ook) back|"
    r"disown(?:s|ed)|rescind(?:s|ed)) (?:its|his|her|their|our|the|an|that) (?:\w+ ){0,2}"
    r"(?:statement|claim|report|denial|account|story|version|accusation|communiqu)"
    r"|\b(?:had been|was|were|is) (?:wrong|mistaken) (?:about|to|when)\b",
    re.IGNORECASE,
)
_OF_DENIAL = re.compile(r"\bdenial$", re.IGNORECASE)
#: Words by which a report or a count is put right.
_CORRECTION = re.compile(
    rf"{_FIRST_ACCOUNT}[^.;]{{0,60}}\b{_WRONG}\b"
    rf"|{_FIRST_ACCOUNT}[^.;]{{0,40}}?\b(?:gave|put|stated|was given|was based|had been given|"
    r"included|counted)\b"
    r"|\b(?:correct|revis|amend)(?:s|es|ed|ing)? (?:its|his|her|their|our|an earlier|a previous) "
    r"(?:\w+ ){0,2}(?:figures?|count|toll|tally|number)\b"
    r"|^\W*(?:corrects|correction|correcting)\b"
    r"|\bcontrary to (?:an?|our|the|its) (?:\w+ ){0,3}(?:line|report|statement|account|version|"
    r"story)\b",
    re.IGNORECASE,
)
#: The figure that was given before: "gave the toll as 25", "put the number of dead at nine".
_FIGURE_BEFORE = re.compile(
    r"\b(?:gave|put|stated|counted)\b[^.;]{0,40}?\b(?:as|at)\s"
    r"(?P<figure>\d[\d,]*|[a-z]+(?:-[a-z]+)?)\b"
)
#: Lemmas of the triggers of what is added here.
DENY, RETRACT, CORRECT = "deny", "retract", "correct"
#: What comes between such words and an act that they are not about.
_TURN = re.compile(r"\b(?:and|but|while|although|after|before|when|offered)\b|[;:]", re.IGNORECASE)
#: How far after such words the act stands that they are about, in characters.
_REACH = 90
#: How far after them an act stands that is told for another reason, in characters.
_NEXT = 40
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ONGOING, Stage.ATTEMPTED})
_TAKEN_BACK = frozenset({Status.DENIED, Status.ACQUITTED})


def add_denials(
    document: Document,
    sentences: Sequence[Sentence],
    claims: Sequence[Claim],
    violent: Collection[str],
) -> tuple[Claim, ...]:
    """Mark as denied the acts that a sentence names to deny them; add denials of those told nearby.

    "The Front had nothing to do with the blast" denies the blast it names. "There is no truth in
    the reports" denies the act of violence told last before it, or else the next one; the claim
    added has the words of denial for its trigger, and no parties. "The minister had nothing to do
    with the contract" denies no act. Where a statement is withdrawn or a count corrected, a claim
    of the act is added the same way, as sure as the act is told and with the old figure if given.

    Args:
        document: The article.
        sentences: Its sentences.
        claims: Its claims, in text order.
        violent: The event types that are acts of violence.
    """
    found = {claim.id: claim for claim in claims}
    acts = [
        c for c in claims if c.type in violent and c.scope is Scope.INCIDENT and c.stage in _DONE
    ]
    for sentence in sentences:
        if sentence.segment is not SegmentKind.PARAGRAPH:
            continue
        text = document.text_at(sentence.span)
        corrected = _correction(document, sentence, acts, text)
        if corrected is not None:
            found.setdefault(corrected.id, corrected)
            if _OF_DENIAL.search(document.text_at(corrected.trigger.span)):
                found |= _undenied(found, sentence)
                continue
        match = _DENIAL.search(text) or _not_done(text)
        if match is None:
            continue
        start, end = (sentence.span.start + offset for offset in match.span())
        inside = [c for c in acts if sentence.span.contains(c.trigger.span)]
        meant = [c for c in inside if _is_meant(document, end, c)]
        for claim in meant:
            found[claim.id] = replace(claim, status=Status.DENIED)
        told = [c for c in inside if c.trigger.span.end <= start]
        others = [c for c in acts if c.status not in _TAKEN_BACK and c not in inside]
        if not others and _DISOWNS.search(match.group()):
            others = [c for c in told if c.status not in _TAKEN_BACK]
            inside = [c for c in inside if c not in told]
        far = all(c.trigger.span.start > end + _NEXT for c in inside)
        if not meant and others and far and _names_an_act(text, match):
            act = _told_nearest(others, start)
            added = _of_act(document, sentence, Span(start, end), act, DENY)
            found.setdefault(added.id, replace(added, status=Status.DENIED))
    return tuple(sorted(found.values(), key=lambda c: (c.trigger.span, c.type)))


def _not_done(text: str) -> re.Match[str] | None:
    """Return words by which somebody says that an act was not theirs, or was none."""
    return _NOT_DONE_BY_US.search(text) if _SPOKEN.search(text) else None


def _is_meant(document: Document, end: int, claim: Claim) -> bool:
    """Tell whether an act follows words of denial closely and without a turn."""
    between = document.text[end : claim.trigger.span.start]
    return end <= claim.trigger.span.start <= end + _REACH and not _TURN.search(between)


def _told_nearest(acts: Sequence[Claim], position: int) -> Claim:
    before = [c for c in acts if c.trigger.span.end <= position]
    return before[-1] if before else acts[0]


def _undenied(claims: Mapping[str, Claim], sentence: Sentence) -> dict[str, Claim]:
    """Return the claims of a sentence whose denial it takes back, as possible."""
    return {
        id_: replace(claim, status=Status.POSSIBLE)
        for id_, claim in claims.items()
        if sentence.span.contains(claim.trigger.span) and claim.status is Status.DENIED
    }


def _names_an_act(text: str, denial: re.Match[str]) -> bool:
    """Tell whether what words of denial name next may be an act of violence."""
    of_doing = _OF_DOING.search(denial.group())
    of_report = _REPORT.search(denial.group()) and _REPORT_THAT.match(text, denial.end())
    if not of_doing and not of_report and not _OF_SOMETHING.search(denial.group()):
        return True
    rest = re.split(r"[.;,]", text[denial.end() :], maxsplit=1)[0]
    if (_THEIR_DOING if of_doing or of_report else _THE_MATTER).search(rest):
        return True
    nouns = load_nouns()
    return any(_VIOLENT & nouns.classes(word.lower()) for word in _LETTERS.findall(rest))


def _correction(
    document: Document, sentence: Sentence, acts: Sequence[Claim], text: str
) -> Claim | None:
    """Return a claim of the act whose report or count a sentence puts right."""
    retracted, corrected = _RETRACTION.search(text), _CORRECTION.search(text)
    match = retracted or corrected
    if match is None or not acts:
        return None
    words = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
    if any(words.overlaps(c.trigger.span) for c in acts):
        return None
    act = _told_nearest(acts, words.start)
    claim = _of_act(document, sentence, words, act, RETRACT if retracted else CORRECT)
    figure = _FIGURE_BEFORE.search(text)
    if corrected is None or figure is None:
        return claim
    start, end = (sentence.span.start + offset for offset in figure.span("figure"))
    toll = TollMention(
        effect=Effect.KILLED,
        side=_side_of_dead(acts),
        quantity=Span(start, end),
        head=Span(start, end),
        plural=True,
    )
    return replace(claim, tolls=(toll,))


def _side_of_dead(acts: Sequence[Claim]) -> Side:
    told = (t.side for c in acts for t in c.tolls if t.effect is Effect.KILLED)
    return next(told, Side.VICTIMS)


def _of_act(document: Document, sentence: Sentence, words: Span, act: Claim, lemma: str) -> Claim:
    """Return what words that name no act say of one, with no parties and times of its own."""
    return replace(
        act,
        id=claim_id(document.id, words, act.type),
        trigger=Trigger(span=words, lemma=lemma),
        evidence=(sentence.span,),
        arguments=(),
        tolls=(),
        times=_carried(act.times),
        places=_carried(act.places),
        attribution=(),
        disagreement=None,
    )


def _carried(anchors: Sequence[Anchor]) -> tuple[Anchor, ...]:
    return tuple(Anchor(span=anchor.span, basis=Basis.DOCUMENT) for anchor in anchors)
