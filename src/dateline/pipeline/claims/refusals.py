"""Denials that stand in sentences of their own: "There is no truth in the reports"."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dateline.core.claims import Anchor, Basis, Claim, Scope, Stage, Status, Trigger, claim_id
from dateline.core.documents import Document, SegmentKind, Sentence, Span

_OURS = (
    r"(?:our|its|their|his|this (?:group|movement|organi[sz]ation)|"
    r"the (?:army|group|movement|front|organi[sz]ation|mission)'s)"
)
_PEOPLE = (
    r"(?:men|man|fighters?|soldiers?|troops?|forces|members?|people|units?|aircraft|planes?|"
    r"warplanes?|jets?|drones?|helicopters?|weapons?|guns?|artillery|missiles?|patrols?)"
)
_ACCOUNTS = (
    r"(?:accounts?|reports?|claims?|accusations?|allegations?|blame|lies|rumou?rs?|inventions?|"
    r"fabrications?|responsibility|(?:any|all) (?:involvement|role|part|link|connection)|"
    r"involvement)"
)
#: Words by which somebody will not have done, or not believe, what is told.
_DENIAL = re.compile(
    r"\b(?:had|has|have|having) (?:absolutely )?nothing (?:whatsoever |at all )?to do with\b"
    r"|\b(?:had|has|have|played|plays|took|takes|taken) no "
    r"(?:hand|part|role|share|involvement)(?: whatsoever)? in\b"
    r"|\bhad (?:any )?hand, act or part in\b"
    r"|\b(?:there (?:is|was)|has|have) no (?:truth|basis|substance|foundation) (?:in|to|for)\b"
    r"|\b(?<!not )den(?:y|ies|ied|ying) (?:that|having)\b"
    r"|\b(?:is|are|was|were) not (?:behind|responsible for|involved in)\b"
    rf"|\bnone of {_OURS} {_PEOPLE}\b"
    rf"|\bno (?:member|fighter|soldier|unit|aircraft|plane|drone|weapon)s? of {_OURS}\b"
    rf"|\bno (?:\w+ ){{0,2}}(?:{_PEOPLE}|sort(?:ies|ie)|shells?|shots?) (?:was|were) "
    r"(?:deployed|fired|flown|there|in the area|involved)\b"
    r"|\b(?<!not )(?:reject|dismiss|den(?:y|ie)|refut|repudiat|disavow)(?:s|es|ed|d|ing)?\b"
    r"(?: \w+)?(?: on \w+day)? "
    r"(?:(?:as|what|the|these|those|such|all|any|it|a|an|called|mere|western|local)\b "
    rf"?){{0,5}}{_ACCOUNTS}\b",
    re.IGNORECASE,
)
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
    added has the words of denial for its trigger, and no parties.

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
        match = _DENIAL.search(document.text_at(sentence.span))
        if match is None or sentence.segment is not SegmentKind.PARAGRAPH:
            continue
        start, end = (sentence.span.start + offset for offset in match.span())
        inside = [c for c in acts if sentence.span.contains(c.trigger.span)]
        meant = [c for c in inside if _is_meant(document, end, c)]
        for claim in meant:
            found[claim.id] = replace(claim, status=Status.DENIED)
        others = [c for c in acts if c.status not in _TAKEN_BACK and c not in inside]
        if not meant and others and all(c.trigger.span.start > end + _NEXT for c in inside):
            added = _denial(document, sentence, Span(start, end), _told_nearest(others, start))
            found.setdefault(added.id, added)
    return tuple(sorted(found.values(), key=lambda c: (c.trigger.span, c.type)))


def _is_meant(document: Document, end: int, claim: Claim) -> bool:
    """Tell whether an act follows words of denial closely and without a turn."""
    between = document.text[end : claim.trigger.span.start]
    return end <= claim.trigger.span.start <= end + _REACH and not _TURN.search(between)


def _told_nearest(acts: Sequence[Claim], position: int) -> Claim:
    before = [c for c in acts if c.trigger.span.end <= position]
    return before[-1] if before else acts[0]


def _denial(document: Document, sentence: Sentence, words: Span, act: Claim) -> Claim:
    return replace(
        act,
        id=claim_id(document.id, words, act.type),
        status=Status.DENIED,
        trigger=Trigger(span=words, lemma="deny"),
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
