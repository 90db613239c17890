"""What an arrest, a trial or a boast is about: "over the June 5 attacks in Velmor".

Words that link an act to an earlier incident ("in connection with", "convicted of", "after") and a
noun or clause for one make a reference. It is tied to the claim of the same text that tells of the
incident where day, place and kind of act allow, and carries its own day and place for the others.
Where no words say what a step of a case is about, it is about the one incident, or the one plot,
that the text tells of.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations

from dateline.core.claims import Basis, Claim, Effect, Scope, Stage, Status
from dateline.core.documents import Document, Sentence, Span
from dateline.core.grounded import (
    GroundedClaim,
    IncidentReference,
    Interval,
    Place,
    PlacePrecision,
    Unresolved,
)
from dateline.pipeline.grounding.span_map import SpanMap
from dateline.pipeline.grounding.times import TimeContext, ground_time
from dateline.resources.times import TimeLexicon

_LINK = (
    r"(?:in connection (?:with|to)|connected (?:with|to)|linked (?:with|to)|related to|"
    r"stemming from|arising from|responsib(?:le|ility) for|(?:behind|over|for|of|from|after|"
    r"following|follow(?:s|ed)?|since|about|into)|claim(?:ed|s|ing)?|"
    r"in (?:response|retaliation|revenge) (?:to|for)|(?:protest\w*|anger|outrage) (?:at|against)|"
    r"(?:involvement|involved|role|part|parts|complicity|participat\w+|taking part) "
    r"(?:\w+\s+){0,3}in)"
)
#: Nouns for an incident, and the word by which their types are known; "" stands for any.
_NOUNS: Mapping[str, str] = {
    "attack": "", "assault": "", "atrocity": "", "incident": "", "violence": "",
    "bombing": "bomb", "blast": "bomb", "explosion": "bomb", "bomb attack": "bomb",
    "shooting": "", "killing": "", "murder": "", "massacre": "", "slaying": "", "death": "",
    "assassination": "", "execution": "", "beheading": "", "stabbing": "", "ambush": "",
    "siege": "", "shelling": "shell", "air strike": "air", "airstrike": "air",
    "abduction": "kidnap", "kidnapping": "kidnap", "hijacking": "hijack", "arson": "arson",
    "hostage-taking": "hostage", "riot": "", "clash": "", "fire": "arson", "raid": "",
    "plot": "plot", "plan": "plot", "conspiracy": "plot", "case": "case",
}  # fmt: skip
_PLURALS = {
    "atrocity": "atrocities",
    "clash": "clashes",
    "ambush": "ambushes",
    "conspiracy": "conspiracies",
}
_NOUN = "|".join(
    sorted(
        (re.escape(form) for noun in _NOUNS for form in {noun, _PLURALS.get(noun, f"{noun}s")}),
        key=lambda form: (-len(form), form),
    )
)
#: Deeds that somebody is charged with or held for, and the kind of act they are.
_DEEDS: Mapping[str, str] = {
    "murdering": "", "killing": "", "attacking": "", "shooting": "", "stabbing": "",
    "ambushing": "", "massacring": "", "storming": "", "bombing": "bomb", "firebombing": "",
    "kidnapping": "kidnap", "abducting": "kidnap", "hijacking": "hijack", "torching": "arson",
}  # fmt: skip
_ANY_KIND = frozenset({"", "case", "plot"})
#: Words that end the phrase an incident's noun is the head of.
_NO_MODIFIER = (
    r"(?:in|at|of|for|with|by|to|from|on|over|into|near|about|since|during|against|following|"
    r"who|whom|that|which|and|or|after|before)\b"
)
_NOT_YET = re.compile(
    r"\b(?:prepar|plan|plott|plot|intend|threat|attempt|want|wish|hope|conspir)\w*\W+"
    r"(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    rf"\b{_LINK}\s+(?:\w+\s+){{0,3}}?"
    rf"(?P<phrase>(?P<first>the|a|an|last|this|that|those|these|two|three|several|[A-Z][\w’'-]*|\w+’s|\w+'s)\s+"
    rf"(?:(?!{_NO_MODIFIER})[\w’'.-]+,?\s+){{0,7}}?(?P<noun>{_NOUN}))\b"
    rf"|\b{_LINK}\s+(?P<bare>(?P<bare_noun>{_NOUN}))\b"
    rf"|\b(?:with|of|for)\s+(?P<deed>{'|'.join(_DEEDS)})\b",
)
#: What of these matches names the incident.
_GROUPS = ("phrase", "bare", "deed")
_BEFORE_CLAUSE = re.compile(
    rf"\b{_LINK}\s+(?:[\w’'-]+\s+){{0,6}}$|\b(?:suspected|accused|guilty|convicted|charged)\b[^.;]{{0,60}}$",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(r"[;:]|,?\s+(?:and|but|while|when|who|whom|where|said|says)\b")
#: How far past an incident's noun its day and place may stand, in characters.
_TAIL = 70
#: How far back a text may tell of an incident that "the attack" takes up.
_REACH = 4000
_HAPPENED = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.ONGOING})
_WORDS_ALONE = frozenset({"threat", "claim_of_responsibility"})
#: Steps that follow an incident at once, and those that may be years later.
_SOON = frozenset({
    "arrest", "killing_by_security_forces", "investigation", "claim_of_responsibility", "protest",
    "release",
})  # fmt: skip
_LATER = frozenset({
    "extradition", "charge", "trial", "conviction", "acquittal", "sentence", "appeal",
    "judicial_execution",
})  # fmt: skip
#: How long after an incident a step that names none may still be one of its case.
_SOON_DAYS = 60
#: Words by which a sentence sets its act apart from what else the text tells of.
_APART = re.compile(
    r"\b(?:separately|elsewhere|unrelated|meanwhile|in (?:a separate|another|other)|"
    r"no (?:link|connection)|nothing to do with)\b",
    re.IGNORECASE,
)
#: How the types begin from which a release sets free.
_CAPTIVITY = ("kidnap", "hostage")
_STATED = frozenset({Basis.ARGUMENT, Basis.SENTENCE})
_BROAD = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})


def add_references(
    document: Document,
    claims: Sequence[GroundedClaim],
    *,
    sentences: Sequence[Sentence],
    times: Sequence[Span],
    places: Mapping[Span, Place | Unresolved],
    families: Mapping[str, str],
    lexicon: TimeLexicon,
) -> tuple[GroundedClaim, ...]:
    """Give each claim that follows on an incident what its words say of that incident.

    Args:
        document: The article.
        claims: Its claims, in text order.
        sentences: Its sentences, in order.
        times: The times found in it, in order.
        places: What each toponym refers to.
        families: Family of each event type of the codebook.
        lexicon: Words and conventions for times.
    """
    finder = _Finder(document, claims, sentences, times, places, families, lexicon)
    return tuple(
        replace(claim, references=found) if (found := finder.references_of(claim)) else claim
        for claim in claims
    )


class _Finder:
    """Finds the references of one document's claims."""

    def __init__(
        self,
        document: Document,
        claims: Sequence[GroundedClaim],
        sentences: Sequence[Sentence],
        times: Sequence[Span],
        places: Mapping[Span, Place | Unresolved],
        families: Mapping[str, str],
        lexicon: TimeLexicon,
    ) -> None:
        self._document = document
        self._sentences = sentences
        self._starts = [sentence.span.start for sentence in sentences]
        self._times = times
        self._places = SpanMap.of(places)
        self._families = families
        self._lexicon = lexicon
        self._incidents = [c for c in claims if self._tells_incident(c.claim)]
        self._plots = [c for c in claims if self._tells_plot(c.claim)]
        self._found: dict[Span, tuple[re.Match[str], ...]] = {}

    def references_of(self, claim: GroundedClaim) -> tuple[IncidentReference, ...]:
        """Return the incidents a claim follows on; none for a claim of violence itself."""
        family = self._families.get(claim.claim.type)
        if family in {"violence", "plot"} and claim.claim.type not in _WORDS_ALONE:
            return ()
        if claim.claim.scope is Scope.AGGREGATE:
            return ()
        found = {r.claim or r.mention: r for r in self._in_sentence(claim)}
        if not any(r.claim for r in found.values()):
            found |= {r.claim or r.mention: r for r in self._lone(claim)}
        return tuple(sorted(found.values(), key=lambda r: r.mention))

    def _tells_incident(self, claim: Claim) -> bool:
        return (
            self._families.get(claim.type) == "violence"
            and claim.type not in _WORDS_ALONE
            and claim.scope is Scope.INCIDENT
            and claim.stage in _HAPPENED
            and claim.status not in {Status.DENIED, Status.ACQUITTED}
        )

    def _tells_plot(self, claim: Claim) -> bool:
        return self._families.get(claim.type) == "plot" and claim.scope is Scope.INCIDENT

    @cached_property
    def _named(self) -> frozenset[str]:
        """Return the claims that are no more than a reference: "over the blast"."""
        if not self._incidents:
            return frozenset()
        text = self._document.text
        phrases = [
            Span(match.start(group), match.end(group))
            for match in _REFERENCE.finditer(text)
            for group in _GROUPS
            if match.group(group)
        ]
        return frozenset(
            i.claim.id
            for i in self._incidents
            if any(phrase.overlaps(i.claim.trigger.span) for phrase in phrases)
        )

    def _sentence_of(self, claim: GroundedClaim) -> Span | None:
        position = bisect_right(self._starts, claim.claim.trigger.span.start) - 1
        return self._sentences[position].span if position >= 0 else None

    def _in_sentence(self, claim: GroundedClaim) -> Iterator[IncidentReference]:
        sentence = self._sentence_of(claim)
        if sentence is None:
            return
        text = self._document.text_at(sentence)
        for match in self._references_in(sentence, text):
            group = next(group for group in _GROUPS if match.group(group))
            phrase = Span(sentence.start + match.start(group), sentence.start + match.end(group))
            if self._is_its_own(claim, phrase) or _NOT_YET.search(text[: match.start(group)]):
                continue
            yield from self._read(claim, phrase, sentence, match)
        for incident in (*self._incidents, *self._plots):
            trigger = incident.claim.trigger.span
            if not (sentence.start <= trigger.start < sentence.end):
                continue
            before = self._document.text[sentence.start : trigger.start]
            of_plot = claim.claim.type in _SOON | _LATER and incident in self._plots
            captive = claim.claim.type == "release" and incident.claim.type.startswith(_CAPTIVITY)
            if of_plot or captive or _BEFORE_CLAUSE.search(before):
                yield self._to(incident, trigger)

    def _is_its_own(self, claim: GroundedClaim, phrase: Span) -> bool:
        """Tell whether a phrase tells of the act itself; the words of a boast hold the attack."""
        boast = claim.claim.type == "claim_of_responsibility"
        return not boast and phrase.overlaps(claim.claim.trigger.span)

    def _references_in(self, sentence: Span, text: str) -> tuple[re.Match[str], ...]:
        """Return the references of a sentence, which is read once however many claims it holds."""
        if sentence not in self._found:
            self._found[sentence] = tuple(_REFERENCE.finditer(text))
        return self._found[sentence]

    def _lone(self, claim: GroundedClaim) -> Iterator[IncidentReference]:
        """Yield the one incident a text tells of, or else its one plot, if a step may follow it."""
        sentence = self._sentence_of(claim)
        if claim.claim.type not in _SOON | _LATER or sentence is None:
            return
        if _APART.search(self._document.text_at(sentence)):
            return
        told = [i for i in self._incidents if i.claim.id not in self._named] or self._plots
        if not told or not all(_may_be_one(one, other) for one, other in combinations(told, 2)):
            return
        for incident in told:
            if _may_follow(claim, incident):
                yield self._to(incident, incident.claim.trigger.span)

    def _read(
        self, claim: GroundedClaim, phrase: Span, sentence: Span, match: re.Match[str]
    ) -> Iterator[IncidentReference]:
        rest = self._document.text[phrase.end : min(sentence.end, phrase.end + _TAIL)]
        end = _CLAUSE_END.search(rest)
        zone = Span(phrase.start, phrase.end + (end.start() if end else len(rest)))
        time = self._time_in(claim, phrase, zone)
        place = self._place_in(zone)
        noun = (match.group("noun") or match.group("bare_noun") or match.group("deed")).lower()
        kind = _NOUNS.get(noun) or _NOUNS.get(noun.removesuffix("s")) or _DEEDS.get(noun, "")
        here = [i for i in self._incidents if phrase.overlaps(i.claim.trigger.span)]
        for incident in here:
            yield self._to(incident, phrase, time, place)
        told = self._told(phrase, kind, time, place, match.group("first") or "")
        if told is not None:
            yield self._to(told, phrase, time, place)
        elif not here and kind != "case" and (time is not None or place is not None):
            yield IncidentReference(mention=phrase, time=time, place=place, kind=kind)

    def _to(
        self,
        incident: GroundedClaim,
        mention: Span,
        time: Interval | None = None,
        place: Place | None = None,
    ) -> IncidentReference:
        return IncidentReference(mention=mention, time=time, place=place, claim=incident.claim.id)

    def _time_in(self, claim: GroundedClaim, phrase: Span, zone: Span) -> Interval | None:
        """Return the day an incident's phrase gives; one after it must not be the act's own."""
        own = claim.time.mention if isinstance(claim.time, Interval) else None
        published = self._document.published.date if self._document.published else None
        for span in self._times:
            inside = phrase.start <= span.start and span.end <= phrase.end
            after = phrase.end <= span.start and span.end <= zone.end and span != own
            if inside or after:
                context = TimeContext(published=published)
                time = ground_time(self._document, span, context, self._lexicon)
                if isinstance(time, Interval):
                    return time
        return None

    def _place_in(self, zone: Span) -> Place | None:
        for span, place in self._places.overlapping(zone):
            if zone.contains(span) and isinstance(place, Place):
                return place
        return None

    def _told(
        self, phrase: Span, kind: str, time: Interval | None, place: Place | None, first: str
    ) -> GroundedClaim | None:
        """Return the claim that tells of the incident: the last before it that fits, or the next.

        "An attack" is one told of only where its day or place says so.
        """
        if time is None and place is None and first.lower() in {"a", "an", "several"}:
            return None
        if kind == "case":
            told = [i for i in self._incidents if i.claim.id not in self._named] or self._plots
        else:
            told = self._plots if kind == "plot" else self._incidents
        fitting = [
            i
            for i in told
            if not phrase.overlaps(i.claim.trigger.span) and _fits(i, kind, time, place)
        ]
        before = [i for i in fitting if 0 < phrase.start - i.claim.trigger.span.start < _REACH]
        after = [i for i in fitting if i.claim.trigger.span.start > phrase.end]
        if before:
            return before[-1]
        return after[0] if after else None


def _fits(incident: GroundedClaim, kind: str, time: Interval | None, place: Place | None) -> bool:
    if (
        kind not in _ANY_KIND
        and kind not in incident.claim.type
        and (incident.claim.type != "armed_assault")
    ):
        return False
    if time is not None:
        if not isinstance(incident.time, Interval):
            return False
        if incident.time.end < time.start or time.end < incident.time.start:
            return False
    return place is None or (
        isinstance(incident.place, Place) and _same_place(incident.place, place)
    )


def _same_place(a: Place, b: Place) -> bool:
    if a.gazetteer == b.gazetteer:
        return True
    if a.country != b.country:
        return False
    if a.precision in _BROAD or b.precision in _BROAD:
        return True
    coarse = PlacePrecision.PROVINCE in {a.precision, b.precision}
    return (coarse and a.admin1 is not None and a.admin1 == b.admin1) or a.name == b.name


def _may_be_one(one: GroundedClaim, other: GroundedClaim) -> bool:
    """Tell whether nothing said of two incidents keeps them from being one."""
    times = [c.time for c in (one, other) if isinstance(c.time, Interval)]
    if len(times) == 2 and (times[0].end < times[1].start or times[1].end < times[0].start):
        return False
    places = [c.place for c in (one, other) if isinstance(c.place, Place)]
    stated = len(places) == 2 and {place.basis for place in places} <= _STATED
    if stated and not _same_place(places[0], places[1]):
        return False
    mine, theirs = _killed(one), _killed(other)
    return mine is None or theirs is None or mine == theirs


def _killed(incident: GroundedClaim) -> float | None:
    killed = [t.count.best for t in incident.toll if t.effect is Effect.KILLED]
    return killed[0] if len(killed) == 1 else None


def _may_follow(claim: GroundedClaim, incident: GroundedClaim) -> bool:
    """Tell whether a step that names no incident may be one of an incident's case."""
    countries = {c.place.country for c in (claim, incident) if isinstance(c.place, Place)}
    if len(countries - {None}) > 1:
        return False
    if not isinstance(claim.time, Interval) or not isinstance(incident.time, Interval):
        return True
    after = (claim.time.end - incident.time.start).days
    return after >= 0 and (claim.claim.type in _LATER or after <= _SOON_DAYS)
