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
    type_: str = "arrest",
    basis: Basis = Basis.ARGUMENT,
    scope: Scope = Scope.INCIDENT,
) -> Claim:
    spoken = Attribution(source=Span(0, 1), cue=span(text, cue or trigger), kind=SourceKind.POLICE)
    return Claim(
        id=trigger,
        document_id="d",
        type=type_,
        scope=scope,
        stage=Stage.ACCOMPLISHED,
        status=Status.FACT,
        trigger=Trigger(span=span(text, trigger), lemma=trigger),
        evidence=(span(text, trigger),),
        arguments=(),
        tolls=(),
        times=tuple(Anchor(span=span(text, words), basis=basis) for words in times),
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


@pytest.mark.parametrize(
    "text",
    [
        "Two men went on trial on Thursday over the burning of a mill on May 1.",
        "Police held two men on Thursday on suspicion of the burning of a mill on May 1.",
        "It came a day after the burning of a mill on May 1.",
    ],
)
def test_the_day_of_a_trial_arrest_or_later_act_is_not_that_of_the_act(text: str) -> None:
    words = tuple(text[s.start : s.end] for s in find_times(text))
    (time,) = dated([text], claim(text, "burning", times=words, type_="arson"))
    assert days(time) == (date(2031, 5, 1), date(2031, 5, 1), TimeRelation.IN)


def test_an_arrest_gives_the_act_it_is_for_no_day() -> None:
    sentences = ["Police held a man on Tuesday.", "He is accused of burning a mill."]
    text = " ".join(sentences)
    held = claim(text, "held", times=("Tuesday",))
    _, burning = dated(sentences, held, claim(text, "burning", type_="arson"))
    assert isinstance(burning, Unresolved)
    _, seized = dated(sentences, held, claim(text, "burning", type_="seizure"))
    assert days(seized)[0] == date(2031, 5, 6)


def test_the_day_of_a_statement_told_first_bounds_the_act() -> None:
    text = "On Tuesday the agency issued a statement, saying boats were seized in Dorva."
    told = claim(text, "seized", times=("Tuesday",), cue="saying", basis=Basis.SENTENCE)
    (time,) = dated([text], told)
    assert days(time)[1:] == (date(2031, 5, 6), TimeRelation.ON_OR_BEFORE)


def test_what_courts_did_eventually_lies_after_the_arrest() -> None:
    text = "In March police held a man, whom a court eventually convicted."
    told = claim(text, "convicted", times=("March",), type_="conviction", basis=Basis.SENTENCE)
    (time,) = dated([text], told)
    assert days(time) == (date(2031, 3, 1), date(2031, 3, 31), TimeRelation.ON_OR_AFTER)
