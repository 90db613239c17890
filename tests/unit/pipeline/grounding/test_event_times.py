"""Which of a text's times dates an act that names none, or several."""

from datetime import date

import pytest

from dateline.core.claims import (
    Anchor,
    Attribution,
    Basis,
    Claim,
    Provenance,
    Scope,
    SourceKind,
    Stage,
    Status,
    Trigger,
)
from dateline.core.documents import (
    DateBasis,
    Document,
    Published,
    SegmentKind,
    Sentence,
    Span,
)
from dateline.core.grounded import Interval, TimeRelation, Unresolved
from dateline.pipeline.grounding.event_times import EventDater
from dateline.pipeline.grounding.times import find_times
from dateline.resources.times import load_time_lexicon

FRIDAY = date(2031, 5, 9)
MADE_BY = Provenance(version="0", codebook="0", model="0")


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def claim(
    text: str,
    trigger: str,
    *,
    times: tuple[str, ...] = (),
    cue: str | None = None,
    scope: Scope = Scope.INCIDENT,
) -> Claim:
    spoken = Attribution(source=Span(0, 1), cue=span(text, cue or trigger), kind=SourceKind.POLICE)
    return Claim(
        id=trigger,
        document_id="d",
        type="arrest",
        scope=scope,
        stage=Stage.ACCOMPLISHED,
        status=Status.FACT,
        trigger=Trigger(span=span(text, trigger), lemma=trigger),
        evidence=(span(text, trigger),),
        arguments=(),
        tolls=(),
        times=tuple(Anchor(span=span(text, words), basis=Basis.ARGUMENT) for words in times),
        places=(),
        attribution=(spoken,) if cue else (),
        tense_future=False,
        confidence=1.0,
        type_confidence=1.0,
        made_by=MADE_BY,
    )


def dated(sentences: list[str], *claims: Claim) -> list[Interval | Unresolved]:
    """Date claims of a one-paragraph article that came out on Friday, 9 May 2031."""
    text = " ".join(sentences)
    document = Document(id="d", text=text, published=Published(date=FRIDAY, basis=DateBasis.OPTION))
    cut = [
        Sentence(span=span(text, words), segment=SegmentKind.PARAGRAPH, paragraph=0, index=index)
        for index, words in enumerate(sentences)
    ]
    dater = EventDater(document, cut, find_times(text), claims, load_time_lexicon())
    return [dater.date(told, country=None)[1] for told in claims]


def days(time: Interval | Unresolved) -> tuple[date, date, TimeRelation]:
    assert isinstance(time, Interval), time
    return time.start, time.end, time.relation


def test_an_act_without_a_day_takes_the_day_told_before_it() -> None:
    sentences = ["Gunmen attacked a mill on Tuesday.", "Police seized two boats."]
    text = " ".join(sentences)
    _, second = dated(sentences, claim(text, "attacked", times=("Tuesday",)), claim(text, "seized"))
    assert days(second) == (date(2031, 5, 6), date(2031, 5, 6), TimeRelation.IN)


def test_an_act_told_as_background_takes_no_day() -> None:
    sentences = ["Gunmen attacked a mill on Tuesday.", "Police had once seized two boats."]
    text = " ".join(sentences)
    _, second = dated(sentences, claim(text, "attacked", times=("Tuesday",)), claim(text, "seized"))
    assert isinstance(second, Unresolved)


def test_the_day_of_a_statement_bounds_the_act() -> None:
    text = "Police seized two boats, the ministry said on Thursday."
    (time,) = dated([text], claim(text, "seized", cue="said"))
    assert days(time) == (date(2031, 5, 8), date(2031, 5, 8), TimeRelation.ON_OR_BEFORE)


def test_a_total_since_a_day_runs_to_publication() -> None:
    text = "Since March police have seized 40 boats."
    (time,) = dated([text], claim(text, "seized", times=("March",), scope=Scope.AGGREGATE))
    assert days(time) == (date(2031, 3, 1), FRIDAY, TimeRelation.IN)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Three boats were seized, against four in the whole of 2030.", "2030"),
        ("The boat was seized and will be held until July 20.", "July 20"),
    ],
)
def test_comparisons_and_terms_date_no_act(text: str, words: str) -> None:
    (time,) = dated([text], claim(text, "seized", times=(words,)))
    assert isinstance(time, Unresolved)


def test_the_day_of_a_charge_only_bounds_what_is_charged() -> None:
    text = "Elders accused the army on Tuesday of seizing boats."
    (time,) = dated([text], claim(text, "seizing", times=("Tuesday",)))
    assert days(time)[1:] == (date(2031, 5, 6), TimeRelation.ON_OR_BEFORE)
