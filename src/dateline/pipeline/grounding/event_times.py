"""Which of a text's times dates an act: its own, the day it was told, or the one told before."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.core.claims import Anchor, Basis, Claim
from dateline.core.documents import Document, Sentence, Span
from dateline.core.grounded import Interval, TimeRelation, Unresolved
from dateline.pipeline.grounding.carried_times import DaysSoFar
from dateline.pipeline.grounding.clock_times import morning_of_report
from dateline.pipeline.grounding.counted_times import counted_back
from dateline.pipeline.grounding.news_days import NEWS, is_one_of_many
from dateline.pipeline.grounding.own_times import own_time
from dateline.pipeline.grounding.sentence_times import (
    clause_time,
    left_over_time,
    statement_bound,
)
from dateline.pipeline.grounding.told_times import OWN, ToldTimes
from dateline.resources.times import TimeLexicon


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
        self._told = ToldTimes(document, sentences, times, claims, lexicon)
        self._days = DaysSoFar(self._told)

    def date(self, claim: Claim, *, country: str | None) -> tuple[Claim, Interval | Unresolved]:
        """Return when an act was, and its claim with the time that says so among its candidates.

        The first of the claim's own candidates that can be read as a date counts. Without one, the
        day on which the source spoke bounds the act ("police said on Monday": on or before
        Monday); else an act told as news takes the day told last before it, or that of the report
        if the hour of a morning is told.

        Args:
            claim: The next claim in text order.
            country: ISO 3166-1 code of where the act was, whose national days are meant.
        """
        told, days = self._told, self._days
        own = own_time(told, claim, [a for a in claim.times if a.basis in OWN], country)
        if isinstance(own, Interval):
            if own.relation is TimeRelation.IN:
                days.remember(claim, own)
            return claim, own
        for basis, find in (
            (Basis.SENTENCE, lambda act: clause_time(told, act)),
            (Basis.SENTENCE, lambda act: counted_back(told, act, days.last(act))),
            (Basis.SENTENCE, lambda act: left_over_time(told, act)),
            (Basis.DOCUMENT, lambda act: self._of_its_kind(act, country)),
            (Basis.DOCUMENT, lambda act: statement_bound(told, act)),
            (Basis.DOCUMENT, days.carried),
            (Basis.DOCUMENT, lambda act: morning_of_report(told, act)),
        ):
            found = find(claim)
            if found is not None:
                if found.relation is TimeRelation.IN:
                    days.remember(claim, found)
                return _with_time(claim, found.mention, basis), found
        return claim, own

    def sentence_of(self, claim: Claim) -> Span | None:
        """Return where the sentence of an act stands."""
        sentence = self._told.sentence_at(claim.trigger.span.start)
        return None if sentence is None else sentence.span

    def _of_its_kind(self, claim: Claim, country: str | None) -> Interval | None:
        """Return the time that the sentences before gave to acts of the same kind.

        A time of its own sentence is not among them: the sentence gives it to something else.
        """
        told = self._told
        sentence = told.sentence_at(claim.trigger.span.start)
        if sentence is None or is_one_of_many(claim, told.document.text):
            return None
        before = [
            a for a in claim.times if a.basis not in OWN and not sentence.span.contains(a.span)
        ]
        found = own_time(told, claim, before, country)
        if not isinstance(found, Interval):
            return None
        bound = statement_bound(told, claim)
        return None if bound is not None and found.end < bound.start - NEWS else found


def _with_time(claim: Claim, time: Span, basis: Basis) -> Claim:
    if any(anchor.span == time for anchor in claim.times):
        return claim
    return replace(claim, times=(*claim.times, Anchor(span=time, basis=basis)))
