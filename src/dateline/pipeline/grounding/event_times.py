"""Which of a text's times dates an act: its own, the day it was told, or the one told before."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dateline.core.claims import Anchor, Basis, Claim, Scope, Stage, Status
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.core.grounded import (
    Interval,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    Unresolved,
)
from dateline.pipeline.grounding.times import TimeContext, ground_time
from dateline.resources.times import TimeLexicon

#: Stages of acts that lie behind the report; their time cannot lie after publication.
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED, Stage.FOILED})
#: A time told before dates a later act only if it is news, and narrow.
_NEWS = timedelta(days=14)
_NARROW = timedelta(days=2)
#: How wide a time may be that others are counted from: a year, or a week for days and hours.
_YEAR, _WEEK = timedelta(days=366), timedelta(days=7)
#: How many characters may lie between words of speech and the day they were spoken on.
_CUE_REACH = 40
#: How many characters a clause after "a day after" may take up to its trigger.
_CLAUSE = 90
_OWN = (Basis.ARGUMENT, Basis.SENTENCE)
_TOLD = (SegmentKind.PARAGRAPH, SegmentKind.SUBHEADING)
_COMPARED = re.compile(
    r"\b(?:against|versus|compared\s+(?:with|to)|than(?!\s+(?:an?|one|two|three|half|\d[\d,]*|[a-z]+ty)\b)|(?:up|down)\s+from|as\s+many\s+as)\b"
    r"[^.;,]{0,45}$",
    re.IGNORECASE,
)
_LASTING_UNTIL = re.compile(r"\b(?:until|till|through)\s+(?:at\s+least\s+)?$", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:said|says|told|statement|announced|reported|confirmed|stated|added|tweeted|"
    r"spokes(?:man|woman|person)|briefing|conference|bulletin|interview|reporters|press|"
    r"according\s+to)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\s*,?\s*(?:when|while|as|in\s+which|during\s+which|on\s+which|after)\b", re.IGNORECASE
)
_RELATIVE_CLAUSE = re.compile(r"\b(?:in|during|on)\s+which\b", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"\bhad\s+(?:\w+\s+){0,2}$|\b(?:that|which|who)\s+(?:was|were|had\s+been)\s+$", re.IGNORECASE
)
_BY_NIGHTFALL = re.compile(
    r"By\s+(?:\w+\s+)?(?:evening|nightfall|night|noon|midday|morning|dawn)\b"
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
#: What the authorities do after an act, whose day is not that of the act it is done for.
_AFTERMATH = frozenset(
    {"arrest", "charge", "investigation", "trial", "conviction", "sentence", "acquittal", "appeal"}
    | {"release", "extradition", "deportation", "repatriation", "designation"}
)
_ENFORCED = frozenset(
    {"seizure", "raid", "group_dismantled", "travel_prevention", "surrender", "search"}
    | {"killing_by_security_forces", "targeted_killing"}
)
_PROSECUTED = re.compile(
    r"\b(?:trials?|court|judges?|hearing|appeared|remanded|arrest(?:s|ed)?|detained|held|caught|"
    r"nabbed|apprehended|picked\s+up|extradited|deported|arraigned|questioned)\b[^.;]{0,70}$",
    re.IGNORECASE,
)
#: Times that tell how far another act lies from this one: "a day after a bomb killed four".
_COUNTED_FROM_IT = re.compile(r"\b(?:after|before|following|prior\s+to|ahead\s+of)$", re.IGNORECASE)
_APART = re.compile(
    r",\s+(?:\w+\s+){0,3}(?:hour|day|week|month|year)s?\s+(?:after|before|following)\s",
    re.IGNORECASE,
)
_ANOTHER_TIME = re.compile(
    r"\b(?:eventually|later|subsequently|ultimately|since)\s+$", re.IGNORECASE
)
#: What says that the time after it is when something was said, whatever comes next.
_SAID_ON = re.compile(
    r"(?:\b(?:said|says|saying)|\btold\s+(?:[\w’'-]+\s+){1,3}?"
    r"|\b(?:statement|remarks|announcement|comments))"
    r"(?:\s+in\s+an?\s+(?:\w+\s+)?(?:statement|briefing|interview))?"
    r"\s+(?:(?:on|late|early|earlier)\s+)*$",
    re.IGNORECASE,
)
#: Acts that are done by saying so.
_WORDS = frozenset({"claim_of_responsibility", "threat", "designation"})
#: What is given out again and again of an act: "corrected its figure on Tuesday for the ambush".
_REVISED = re.compile(
    r"\b(?:correct|revis|updat|rais|lower|cut|issu|releas|publish|put)(?:e|ed|es|s|ing|ting)?\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?:figures?|tolls?|tally|counts?|numbers?|estimates?|list|names|video|"
    r"statement|report|footage)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
#: An incident told of before, from which "two days after" counts.
_AFTER_THE_INCIDENT = re.compile(
    r"\s+(?:(?:the|that|this|his|her|their|its|those|these)\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:attacks?|assaults?|bombings?|blasts?|explosions?|shootings?|killings?|murders?|raids?|"
    r"ambush(?:es)?|arrests?|incidents?|clash(?:es)?|strikes?|abductions?|kidnappings?|deaths?|"
    r"siege|operation|massacre|disappearance|release|escape|shelling|hijacking|stabbing)\b"
    r"|(?:it|that|he|she|they)\b)",
    re.IGNORECASE,
)
_SINCE_CLAUSE = re.compile(r"\bsince\s[^.;]{3,90}$", re.IGNORECASE)
#: What follows an act told as one of many over time, which no day told before dates.
_TIME_AND_AGAIN = re.compile(
    r"[^.;]*?\b(?:since|repeatedly|regularly|frequently|often|in\s+the\s+past|"
    r"(?:two|three|four|five|six|several|many|dozens\s+of|numerous|\d+)\s+times|"
    r"in\s+(?:recent|the\s+(?:last|past))\s+(?:\w+\s+)?(?:years|months|weeks))\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
#: What leads from an arrest or release to the act before it.
_OF_THE_CASE = re.compile(
    r"\b(?:over|for|with|to|after|following|suspect\w*|accus\w+|charg\w+|who|since|behind)\b",
    re.IGNORECASE,
)
#: How many paragraphs on an act of long ago may still be told of.
_RETOLD = 2
#: How far, in characters, a weekday may follow the day of the past that it names again.
_SAME_STORY = 400
_MADE_KNOWN = re.compile(
    r"\b(?:statement|briefing|conference|interview|bulletin|communiqu|press\s+release|video|audio|"
    r"report)\b",
    re.IGNORECASE,
)


class EventDater:
    """Dates the claims of one document, in text order."""

    def __init__(
        self,
        document: Document,
        sentences: Sequence[Sentence],
        times: Sequence[Span],
        claims: Sequence[Claim],
        lexicon: TimeLexicon,
    ) -> None:
        """Note where times stand and which acts they are of.

        Args:
            document: The article.
            sentences: Its sentences, in order.
            times: Its times, in order.
            claims: Its claims, in order.
            lexicon: Words and conventions.
        """
        self._document = document
        self._sentences = tuple(sentences)
        self._starts = [sentence.span.start for sentence in sentences]
        self._times = tuple(times)
        self._lexicon = lexicon
        self._published = document.published.date if document.published else None
        self._read: list[Interval | Unresolved] = []
        self._grounded: dict[tuple[Span, TimeContext], Interval | Unresolved] = {}
        self._after_speech: dict[Span, bool] = {}
        self._last: tuple[int, Interval] | None = None
        self._last_period: tuple[int, Interval] | None = None
        self._long_past: int | None = None
        dated: dict[Span, set[str]] = defaultdict(set)
        for claim in claims:
            for anchor in claim.times:
                if anchor.basis in _OWN:
                    dated[anchor.span].add(claim.type)
        self._taken = frozenset(dated)
        self._dated_by = {time: frozenset(types) for time, types in dated.items()}

    def date(self, claim: Claim, *, country: str | None) -> tuple[Claim, Interval | Unresolved]:
        """Return when an act was, and its claim with the time that says so among its candidates.

        The first of the claim's own candidates that can be read as a date counts. Without one, the
        day on which the source spoke bounds the act ("police said on Monday": on or before
        Monday); else an act told as news takes the day told last before it.

        Args:
            claim: The next claim in text order.
            country: ISO 3166-1 code of where the act was, whose national days are meant.
        """
        own = self._own(claim, [a for a in claim.times if a.basis in _OWN], country)
        if isinstance(own, Interval):
            if own.relation is TimeRelation.IN:
                self._remember(claim, own)
            return claim, own
        for basis, find in (
            (Basis.SENTENCE, self._beside),
            (Basis.SENTENCE, self._counted_back),
            (Basis.SENTENCE, self._left_over),
            (Basis.DOCUMENT, lambda told: self._carried(told, country)),
            (Basis.DOCUMENT, self._spoken),
            (Basis.DOCUMENT, self._told_before),
        ):
            found = find(claim)
            if found is not None:
                if found.relation is TimeRelation.IN:
                    self._remember(claim, found)
                return _with_time(claim, found.mention, basis), found
        return claim, own

    # The claim's own times

    def _carried(self, claim: Claim, country: str | None) -> Interval | None:
        """Return the time that the sentences before gave to acts of the same kind.

        A time of its own sentence is not among them: the sentence gives it to something else.
        """
        sentence = self._sentence_at(claim.trigger.span.start)
        if sentence is None or self._is_one_of_many(claim):
            return None
        told = [
            a for a in claim.times if a.basis not in _OWN and not sentence.span.contains(a.span)
        ]
        found = self._own(claim, told, country)
        return found if isinstance(found, Interval) else None

    def _own(
        self, claim: Claim, candidates: Sequence[Anchor], country: str | None
    ) -> Interval | Unresolved:
        first: Unresolved | None = None
        for candidate in candidates:
            before = self._document.text[max(0, candidate.span.start - 60) : candidate.span.start]
            if claim.stage in _DONE and _COMPARED.search(before):
                continue
            if self._counts_to(candidate.span, claim):
                continue
            if self._is_of_another_act(candidate, claim):
                continue
            context = self._context(claim, candidate.span, country)
            found = self._ground(candidate.span, context)
            if isinstance(found, Unresolved) and found.reason is Reason.TOO_VAGUE:
                day = self._anchor(candidate.span, days=_WEEK)
                found = self._ground(candidate.span, replace(context, anchor=day))
            if isinstance(found, Unresolved):
                first = first or found
            elif not (self._lies_ahead(claim, found) or self._only_ends(claim, found, before)):
                found = self._if_since(claim, candidate, found)
                return self._over_period(claim, self._if_later(claim, candidate, found))
        return first or Unresolved(reason=Reason.NOT_STATED)

    def _is_of_another_act(self, candidate: Anchor, claim: Claim) -> bool:
        """Tell whether a time before a trigger is that of another act, or of a statement."""
        time, trigger = candidate.span, claim.trigger.span
        if time.end >= trigger.start:
            return self._counts_from_news(time)
        between = self._document.text[time.end : trigger.start]
        if self._is_day_of_blame(time, claim) or _APART.search(between):
            return True
        if claim.type not in _WORDS and self._is_said_on(time):
            return True
        return candidate.basis is not Basis.ARGUMENT and any(
            time.end < a.cue.start < trigger.start
            and _MADE_KNOWN.search(self._document.text, time.end, a.cue.start)
            for a in claim.attribution
        )

    def _is_day_of_blame(self, time: Span, claim: Claim) -> bool:
        """Tell whether a time is that of a charge: "accused them on Tuesday of firing".

        For an act itself that is also the day of the arrest or trial for it.
        """
        text, trigger = self._document.text, claim.trigger.span
        if time.end >= trigger.start or _BLAMED_FOR.match(text, time.end) is None:
            return False
        before = text[max(0, time.start - 90) : time.start]
        if _BLAMED.search(before) or _REVISED.search(before):
            return True
        return claim.type not in _AFTERMATH | _ENFORCED and _PROSECUTED.search(before) is not None

    def _is_said_on(self, time: Span) -> bool:
        before = self._document.text[max(0, time.start - 60) : time.start]
        return _SAID_ON.search(before) is not None

    def _counts_to(self, time: Span, claim: Claim) -> bool:
        """Tell whether a time says how far an act lies from the one told before it."""
        between = self._document.text[time.end : claim.trigger.span.start]
        near = len(between) < _CLAUSE and not any(mark in between for mark in ".;,")
        counted = _COUNTED_FROM_IT.search(self._document.text_at(time))
        return time.end < claim.trigger.span.start and near and counted is not None

    def _counts_from_news(self, time: Span) -> bool:
        """Tell whether a time counts from something told only after it.

        "The blast came two days after gunmen killed a judge" says when the judge was killed.
        """
        text = self._document.text
        if _COUNTED_FROM_IT.search(self._document.text_at(time)) is None:
            return False
        if _AFTER_THE_INCIDENT.match(text, time.end):
            return False
        return not any(0 <= other.start - time.end <= _CLAUSE for other in self._times)

    def _counted_back(self, claim: Claim) -> Interval | None:
        """Return when an act was that the one told before it lies so far after, or before."""
        inside = (self._times[index] for index in self._in_sentence(claim.trigger.span))
        time = next((time for time in inside if self._counts_to(time, claim)), None)
        if time is None:
            return None
        base = self._told_at(time, claim)
        words = self._document.text_at(time)
        if base is None or base.end - base.start > _NARROW:
            return None
        found = self._ground(time, TimeContext(published=self._published, anchor=base))
        if isinstance(found, Unresolved):
            return None
        relation = base.relation if found.start == base.start else TimeRelation.IN
        found = replace(found, relation=relation)
        before = base.start - (found.end - base.end), base.start - (found.start - base.end)
        after = base.end + (base.start - found.end), base.end + (base.start - found.start)
        start, end = before if words.endswith(("after", "following")) else after
        return replace(found, start=start, end=end)

    def _told_at(self, time: Span, claim: Claim) -> Interval | None:
        """Return the day of what a sentence tells before a time, or else the day told last."""
        sentence = self._sentence_at(claim.trigger.span.start)
        if sentence is None:
            return None
        before = [i for i in self._in_sentence(time) if self._times[i].end <= time.start]
        if before:
            found = self._reading(before[0])
            return found if isinstance(found, Interval) else None
        if self._last is not None and sentence.paragraph - self._last[0] <= 1:
            return self._last[1]
        return None

    def _if_since(self, claim: Claim, candidate: Anchor, found: Interval) -> Interval:
        """Bound an act told as since something dated: "killed since the war began in 2014"."""
        trigger, time = claim.trigger.span, candidate.span
        if found.relation is not TimeRelation.IN or time.start < trigger.end:
            return found
        if _SINCE_CLAUSE.search(self._document.text, trigger.end, time.start) is None:
            return found
        return replace(found, relation=TimeRelation.ON_OR_AFTER)

    def _is_one_of_many(self, claim: Claim) -> bool:
        """Tell whether an act is told as having happened time and again."""
        trigger = claim.trigger.span
        text = self._document.text
        return (
            _PERFECT.search(text, max(0, trigger.start - 30), trigger.start) is not None
            and _TIME_AND_AGAIN.match(text, trigger.end) is not None
        )

    def _if_later(self, claim: Claim, candidate: Anchor, found: Interval) -> Interval:
        """Bound an act told as later than the time: "held in May, and eventually convicted"."""
        start = claim.trigger.span.start
        later = (
            claim.type in _AFTERMATH
            and candidate.basis is not Basis.ARGUMENT
            and candidate.span.end < start
            and _ANOTHER_TIME.search(self._document.text, max(0, start - 20), start)
        )
        return replace(found, relation=TimeRelation.ON_OR_AFTER) if later else found

    def _context(self, claim: Claim, mention: Span, country: str | None) -> TimeContext:
        return TimeContext(
            published=self._published,
            future=claim.tense_future,
            anchor=self._anchor(mention),
            country=country,
        )

    def _lies_ahead(self, claim: Claim, time: Interval) -> bool:
        return (
            claim.stage in _DONE
            and not claim.tense_future
            and self._published is not None
            and time.start > self._published + timedelta(days=1)
        )

    def _only_ends(self, claim: Claim, time: Interval, before: str) -> bool:
        """Tell whether a time says how long something lasts: "under house arrest until July 20"."""
        return (
            claim.stage in _DONE
            and _LASTING_UNTIL.search(before) is not None
            and (self._published is None or time.end >= self._published)
        )

    def _over_period(self, claim: Claim, time: Interval) -> Interval:
        """Let a total "since January" run up to publication."""
        published = self._published
        total = claim.scope is Scope.AGGREGATE and time.relation is TimeRelation.ON_OR_AFTER
        if not total or published is None or published < time.start:
            return time
        return replace(
            time, end=published, precision=TimePrecision.PERIOD, relation=TimeRelation.IN
        )

    # Times beside it in its sentence

    def _beside(self, claim: Claim) -> Interval | None:
        """Return a time whose clause the act belongs to: "died in May when a man drove ..."."""
        trigger = claim.trigger.span
        for index in self._in_sentence(trigger):
            time = self._times[index]
            if time.end > trigger.start or self._follows_speech(time):
                continue
            between = self._document.text[time.end : trigger.start]
            linked = not between.strip() or _WHEN.match(between)
            relative = _RELATIVE_CLAUSE.search(between) and time not in self._taken
            if not (linked or relative):
                continue
            found = self._reading(index)
            if isinstance(found, Interval) and not self._lies_ahead(claim, found):
                return replace(found, relation=TimeRelation.IN)
        return None

    def _left_over(self, claim: Claim) -> Interval | None:
        """Return the one day of the news in an act's sentence that dates nothing else.

        A day that the parse hangs on a word beside the act ("were Friday night injured in a
        blast") is still nearer than the day somebody told of it.
        """
        trigger = claim.trigger.span
        sentence = self._sentence_at(trigger.start)
        if claim.scope is Scope.AGGREGATE or claim.status is Status.DENIED or sentence is None:
            return None
        if not self._may_carry(claim, sentence):
            return None
        free = [i for i in self._in_sentence(trigger) if self._is_free(self._times[i], claim)]
        if len(free) != 1:
            return None
        found = self._reading(free[0])
        return found if isinstance(found, Interval) and self._is_news(found) else None

    def _is_free(self, time: Span, claim: Claim) -> bool:
        text, trigger = self._document.text, claim.trigger.span
        if time in self._taken or self._is_spoken_on(time, claim):
            return False
        if _COUNTED_FROM_IT.search(self._document.text_at(time)):
            return False
        inner = text[min(time.end, trigger.end) : max(time.start, trigger.start)]
        if any(mark in inner for mark in '"“”();:'):
            return False
        return claim.type not in _AFTERMATH or _OF_THE_CASE.search(inner) is None

    def _spoken(self, claim: Claim) -> Interval | None:
        """Return the day the source spoke, as the last day the act can have been on."""
        if claim.type == "plot" or claim.tense_future:
            return None
        for index in self._in_sentence(claim.trigger.span):
            time = self._times[index]
            if not self._is_spoken_on(time, claim):
                continue
            found = self._reading(index)
            if isinstance(found, Interval) and not self._lies_ahead(claim, found):
                return replace(found, relation=TimeRelation.ON_OR_BEFORE)
        return None

    def _is_spoken_on(self, time: Span, claim: Claim) -> bool:
        start = claim.trigger.span.start
        near = any(
            a.cue.contains(time)
            or (0 <= time.start - a.cue.end <= _CUE_REACH and not a.cue.end <= start < time.start)
            or (0 <= a.cue.start - time.end <= _CUE_REACH and not time.end <= start < a.cue.start)
            for a in claim.attribution
        )
        return near or self._follows_speech(time) or self._is_day_of_blame(time, claim)

    def _follows_speech(self, time: Span) -> bool:
        known = self._after_speech.get(time)
        if known is None:
            before = self._document.text[max(0, time.start - 80) : time.start]
            known = self._after_speech[time] = _SPOKEN.search(before) is not None
        return known

    # Times told before

    def _told_before(self, claim: Claim) -> Interval | None:
        """Return the day told last before an act of the same stretch of news."""
        published = self._published
        sentence = self._sentence_at(claim.trigger.span.start)
        if published is None or sentence is None:
            return None
        if claim.scope is Scope.AGGREGATE:
            where, period = self._last_period or (-1, None)
            return period if where == sentence.paragraph else None
        if not self._may_carry(claim, sentence) or self._is_one_of_many(claim):
            return None
        if (beside := self._told_beside(claim, sentence)) is not None:
            return beside
        index = bisect_right([t.start for t in self._times], sentence.span.start) - 1
        while index >= 0:
            other = self._sentence_at(self._times[index].start)
            if other is None or sentence.paragraph - other.paragraph > 1:
                break
            if self._dates_only_aftermath(self._times[index], claim):
                return None
            if _COUNTED_FROM_IT.search(self._document.text_at(self._times[index])):
                index -= 1
                continue
            if other.segment in _TOLD and not self._follows_speech(self._times[index]):
                if self._is_retold(claim, self._times[index], sentence):
                    return None
                found = self._reading(index)
                return found if isinstance(found, Interval) and self._is_news(found) else None
            index -= 1
        if self._last is None or sentence.paragraph - self._last[0] > 1:
            return None
        time = self._last[1]
        if self._dates_only_aftermath(time.mention, claim):
            return None
        return None if sentence.span.contains(time.mention) else time

    def _is_retold(self, claim: Claim, time: Span, sentence: Sentence) -> bool:
        """Tell whether an act goes on with one of long ago, past a day that dates no act.

        "The girls were taken in 2014. One was found on Tuesday. The gunmen had come by night."
        """
        if self._long_past is None or claim.type in _AFTERMATH | _ENFORCED:
            return False
        return time not in self._taken and sentence.paragraph - self._long_past <= _RETOLD

    def _told_beside(self, claim: Claim, sentence: Sentence) -> Interval | None:
        """Return the day that an act told just before in the same sentence has."""
        time = self._last[1] if self._last is not None else None
        if time is None or not sentence.span.contains(time.mention):
            return None
        return None if self._dates_only_its_cause(time.mention, claim) else time

    def _dates_only_its_cause(self, time: Span, claim: Claim) -> bool:
        """Tell whether a time is that of the acts alone which an arrest or release follows."""
        dated = self._dated_by.get(time, frozenset())
        return bool(dated) and claim.type in _AFTERMATH and dated.isdisjoint(_AFTERMATH | _ENFORCED)

    def _dates_only_aftermath(self, time: Span, claim: Claim) -> bool:
        """Tell whether a time is that of arrests or trials alone, and a claim is of an act."""
        dated = self._dated_by.get(time, frozenset())
        return bool(dated) and dated <= _AFTERMATH and claim.type not in _AFTERMATH | _ENFORCED

    def _may_carry(self, claim: Claim, sentence: Sentence) -> bool:
        before = self._document.text[sentence.span.start : claim.trigger.span.start]
        return (
            claim.stage in _DONE
            and claim.type != "plot"
            and not claim.tense_future
            and sentence.segment in _TOLD
            and (_BACKGROUND.search(before) is None or _BY_NIGHTFALL.match(before) is not None)
        )

    def _is_news(self, time: Interval) -> bool:
        published = self._published
        return (
            published is not None
            and time.relation is TimeRelation.IN
            and time.end - time.start <= _NARROW
            and published - _NEWS <= time.start <= published
        )

    def _remember(self, claim: Claim, time: Interval) -> None:
        sentence = self._sentence_at(claim.trigger.span.start)
        if sentence is None or sentence.segment not in _TOLD:
            return
        if claim.scope is Scope.AGGREGATE:
            self._last_period = (sentence.paragraph, time)
        else:
            if claim.type not in _AFTERMATH | _ENFORCED:
                past = self._published is not None and time.end < self._published - _YEAR
                self._long_past = sentence.paragraph if past else None
            self._last = (sentence.paragraph, time) if self._is_news(time) else None

    # What stands where

    def _sentence_at(self, offset: int) -> Sentence | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._sentences[index].span.end:
            return None
        return self._sentences[index]

    def _in_sentence(self, span: Span) -> list[int]:
        """Return which times stand in the sentence of a span, nearest first."""
        sentence = self._sentence_at(span.start)
        if sentence is None:
            return []
        inside = [i for i, time in enumerate(self._times) if sentence.span.contains(time)]
        return sorted(inside, key=lambda i: abs(self._times[i].start - span.start))

    def _reading(self, index: int) -> Interval | Unresolved:
        """Return what a time of the text means; each counts from the ones before it."""
        while len(self._read) <= index:
            time = self._times[len(self._read)]
            context = TimeContext(published=self._published, anchor=self._anchor(time))
            self._read.append(self._ground(time, context))
        return self._read[index]

    def _ground(self, mention: Span, context: TimeContext) -> Interval | Unresolved:
        """Return what a time means; several acts may have the same."""
        found = self._grounded.get((mention, context))
        if found is None:
            found = ground_time(self._document, mention, context, self._lexicon)
            found = self._same_weekday(found, context.anchor)
            self._grounded[mention, context] = found
        return found

    def _same_weekday(
        self, found: Interval | Unresolved, told: Interval | None
    ) -> Interval | Unresolved:
        """Let a weekday be the day of the past just told of, if that was such a weekday.

        "The blast of Dec. 11, 2017 ... disrupted the Monday morning commute."
        """
        if not isinstance(found, Interval) or found.basis is not TimeBasis.WEEKDAY:
            return found
        if told is None or told.basis is not TimeBasis.EXPLICIT or told.start != told.end:
            return found
        apart = found.mention.start - told.mention.end
        one_day = found.start == found.end and found.start.weekday() == told.start.weekday()
        if one_day and 0 <= apart < _SAME_STORY and told.start < found.start - timedelta(days=6):
            return replace(found, start=told.start, end=told.end)
        return found

    def _anchor(self, mention: Span, days: timedelta = _YEAR) -> Interval | None:
        """Return the time last spoken of before a mention, other than the day of a statement."""
        index = bisect_right(self._times, mention.start, key=lambda time: time.start) - 1
        fallback: Interval | None = None
        while index >= 0:
            time = self._times[index]
            if time.end <= mention.start:
                found = self._read[index] if index < len(self._read) else self._reading(index)
                if isinstance(found, Interval) and found.end - found.start <= days:
                    if not self._follows_speech(time):
                        return found
                    fallback = fallback or found
            index -= 1
        return fallback


def _with_time(claim: Claim, time: Span, basis: Basis) -> Claim:
    if any(anchor.span == time for anchor in claim.times):
        return claim
    return replace(claim, times=(*claim.times, Anchor(span=time, basis=basis)))
