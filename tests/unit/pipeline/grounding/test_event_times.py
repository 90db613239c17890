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


FIRST = "A bomb went off in Velmor on Tuesday."


def test_what_came_days_after_another_act_dates_that_one_back() -> None:
    second = "The blast came two days after gunmen shot a judge in Orsk."
    text = f"{FIRST} {second}"
    bomb = claim(text, "bomb", times=("Tuesday",), type_="bombing")
    shot = claim(text, "shot", times=("two days after",), type_="armed_assault")
    _, found = dated([FIRST, second], bomb, shot)
    assert isinstance(found, Interval)
    assert (found.start, found.end) == (date(2031, 5, 4), date(2031, 5, 4))


def test_what_came_days_before_another_act_dates_that_one_on() -> None:
    second = "The blast came a day before rebels stormed a jail in Orsk."
    text = f"{FIRST} {second}"
    bomb = claim(text, "bomb", times=("Tuesday",), type_="bombing")
    stormed = claim(text, "stormed", times=("a day before",), type_="armed_assault")
    _, found = dated([FIRST, second], bomb, stormed)
    assert isinstance(found, Interval)
    assert found.start == date(2031, 5, 7)


def test_an_act_said_to_come_days_after_one_told_later_has_no_day_by_that() -> None:
    text = "The arrests came seven weeks after a reporter was killed near Velmor."
    arrests = claim(text, "arrests", times=("seven weeks after",))
    (found,) = dated([text], arrests)
    assert isinstance(found, Unresolved)


def test_an_arrest_said_to_come_days_after_the_attack_counts_from_it() -> None:
    second = "Police arrested a driver two days after the attack."
    text = f"{FIRST} {second}"
    bomb = claim(text, "bomb", times=("Tuesday",), type_="bombing")
    arrest = claim(text, "arrested", times=("two days after",))
    _, found = dated([FIRST, second], bomb, arrest)
    assert isinstance(found, Interval)
    assert found.start == date(2031, 5, 8)


@pytest.mark.parametrize(
    "text",
    [
        "Four guards died in a raid officials said Thursday was the work of rebels who stormed it.",
        "The army, saying on Thursday it had lost a post, said rebels stormed it.",
        "After a statement late Thursday that rebels stormed it, the army moved.",
        "The ministry corrected its figures on Thursday for the night rebels stormed it.",
    ],
)
def test_the_day_after_words_of_speech_is_no_day_of_the_act(text: str) -> None:
    stormed = claim(
        text, "stormed", times=("Thursday",), type_="armed_assault", basis=Basis.SENTENCE
    )
    (found,) = dated([text], stormed)
    assert isinstance(found, Unresolved) or found.relation is TimeRelation.ON_OR_BEFORE


def test_a_day_in_the_sentence_counts_before_the_day_it_was_told() -> None:
    text = "Two men were Tuesday night hurt in a blast in Velmor, police said Thursday."
    (found,) = dated([text], claim(text, "blast", cue="said", type_="bombing"))
    assert isinstance(found, Interval)
    assert (found.start, found.relation) == (date(2031, 5, 6), TimeRelation.IN)


def test_a_day_that_dates_another_act_of_the_sentence_stays_with_it() -> None:
    text = "Nine nurses kidnapped on Sunday have been released, the clinic said on Wednesday."
    kidnapped = claim(text, "kidnapped", times=("Sunday",), type_="kidnapping")
    released = claim(text, "released", cue="said", type_="release")
    _, found = dated([text], kidnapped, released)
    assert isinstance(found, Interval)
    assert (found.start, found.relation) == (date(2031, 5, 7), TimeRelation.ON_OR_BEFORE)


def test_acts_told_since_something_dated_lie_after_it() -> None:
    text = "More than 900 people have been killed in Velmor since a revolt broke out in 2027."
    killed = claim(text, "killed", times=("2027",), scope=Scope.AGGREGATE, type_="armed_assault")
    (found,) = dated([text], killed)
    assert isinstance(found, Interval)
    assert (found.start, found.end) == (date(2027, 1, 1), FRIDAY)


@pytest.mark.parametrize("tail", ["three times.", "repeatedly.", "since then."])
def test_what_happened_time_and_again_takes_no_day_told_before(tail: str) -> None:
    second = f"Velmor has been attacked {tail}"
    text = f"{FIRST} {second}"
    bomb = claim(text, "bomb", times=("Tuesday",), type_="bombing")
    attacked = claim(text, "attacked", type_="armed_assault")
    assert isinstance(dated([FIRST, second], bomb, attacked)[1], Unresolved)


def test_a_weekday_told_beside_a_day_of_the_past_is_that_day() -> None:
    first = "A bomb went off in a tunnel on 14 January 2030."
    second = "The explosion ended the Monday morning rush."
    text = f"{first} {second}"
    bomb = claim(text, "bomb", times=("14 January 2030",), type_="bombing")
    explosion = claim(text, "explosion", times=("Monday morning",), type_="bombing")
    _, found = dated([first, second], bomb, explosion)
    assert isinstance(found, Interval)
    assert found.start == date(2030, 1, 14)


def test_an_act_of_long_ago_goes_on_past_a_day_that_dates_nothing() -> None:
    sentences = [
        "Nine girls were kidnapped in Velmor in 2027.",
        "One of them was seen in Orsk on Tuesday.",
        "The gunmen came by night and raided a school.",
    ]
    text = " ".join(sentences)
    kidnapped = claim(text, "kidnapped", times=("2027",), type_="kidnapping")
    raided = claim(text, "raided", type_="armed_assault")
    assert isinstance(dated(sentences, kidnapped, raided)[1], Unresolved)


def test_more_than_a_number_compares_nothing() -> None:
    text = "Rebels killed more than 270 people in Velmor in 2027."
    (found,) = dated([text], claim(text, "killed", times=("2027",), type_="armed_assault"))
    assert isinstance(found, Interval)
    assert found.start == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("On Tuesday, police in Orsk confirmed the killing of two guards.", "killing"),
        (
            "The sheriff told a press conference on Tuesday that raiders murdered a cook.",
            "murdered",
        ),
    ],
)
def test_a_day_that_leads_to_what_is_said_only_bounds_the_act(text: str, trigger: str) -> None:
    killed = claim(text, trigger, times=("Tuesday",), basis=Basis.SENTENCE, type_="armed_assault")
    (found,) = dated([text], killed)
    assert days(found) == (date(2031, 5, 6), date(2031, 5, 6), TimeRelation.ON_OR_BEFORE)


def test_a_day_before_an_act_that_speaks_of_a_report_dates_it() -> None:
    text = "On Tuesday, a blast which officials reported as small killed two guards."
    (found,) = dated([text], claim(text, "killed", times=("Tuesday",), type_="bombing"))
    assert days(found) == (date(2031, 5, 6), date(2031, 5, 6), TimeRelation.IN)


def test_what_follows_in_a_story_of_the_past_is_in_its_year() -> None:
    sentences = [
        "A lorry was driven into a crowd in Orsk on 3 November 2027.",
        "The driver was captured in Velmor on January 17.",
    ]
    text = " ".join(sentences)
    rammed = claim(text, "driven", times=("3 November 2027",), type_="vehicle_attack")
    captured = claim(text, "captured", times=("January 17",))
    assert days(dated(sentences, rammed, captured)[1])[0] == date(2028, 1, 17)


def test_a_day_of_last_month_is_news_beside_a_story_of_the_past() -> None:
    sentences = [
        "A lorry was driven into a crowd in Orsk on 3 May 2027.",
        "A man was arrested in Velmor on April 28.",
    ]
    text = " ".join(sentences)
    rammed = claim(text, "driven", times=("3 May 2027",), type_="vehicle_attack")
    arrested = claim(text, "arrested", times=("April 28",))
    assert days(dated(sentences, rammed, arrested)[1])[0] == date(2031, 4, 28)


def test_an_act_told_today_takes_no_day_of_long_ago_from_its_like() -> None:
    sentences = [
        "A man was arrested in Velmor on 17 January 2028.",
        "Police said on Tuesday they had arrested his brother.",
    ]
    text = " ".join(sentences)
    first = claim(text, "arrested", times=("17 January 2028",))
    told = claim(text, "arrested his", cue="said", times=("17 January 2028",), basis=Basis.DOCUMENT)
    found = dated(sentences, first, told)[1]
    assert days(found) == (date(2031, 5, 6), date(2031, 5, 6), TimeRelation.ON_OR_BEFORE)


def test_an_act_is_counted_back_from_the_day_of_the_one_that_came_after_it() -> None:
    first = "Monday's raid followed, a day after rebels shot nine nurses at a ball."
    second = "The gunmen stormed Orsk after dark."
    text = f"{first} {second}"
    shot = claim(text, "shot", times=("Monday",), basis=Basis.SENTENCE, type_="armed_assault")
    after = ("Monday", "a day after")
    stormed = claim(text, "stormed", times=after, basis=Basis.DOCUMENT, type_="armed_assault")
    found = dated([first, second], shot, stormed)
    assert [days(time)[0] for time in found] == [date(2031, 5, 4), date(2031, 5, 5)]


def test_the_day_of_what_an_act_answers_does_not_date_it() -> None:
    text = "They burned the village in revenge for the killing of two men on Tuesday."
    (found,) = dated([text], claim(text, "burned", times=("Tuesday",), type_="arson"))
    assert isinstance(found, Unresolved)


@pytest.mark.parametrize(
    ("text", "time", "day"),
    [
        ("A man was sentenced to life for storming a bank in 2029.", "2029", None),
        ("A man was sentenced to life for storming a bank on Tuesday.", "Tuesday", (2031, 5, 6)),
    ],
)
def test_the_day_of_an_offence_long_ago_does_not_date_the_sentence(
    text: str, time: str, day: tuple[int, int, int] | None
) -> None:
    (found,) = dated([text], claim(text, "sentenced", times=(time,), type_="sentence"))
    assert isinstance(found, Unresolved) if day is None else days(found)[0] == date(*day)


def test_what_has_been_done_by_now_takes_no_day_of_the_week_before() -> None:
    first = "Twelve men were arrested in Velmor on 28 April."
    second = "Two of them have been released."
    text = f"{first} {second}"
    arrested = claim(text, "arrested", times=("28 April",))
    released = claim(text, "released", type_="release")
    assert isinstance(dated([first, second], arrested, released)[1], Unresolved)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The ministry confirmed on Tuesday the killing of two guards.", "killing"),
        ("A statement carried by a paper on Tuesday said two guards were shot.", "shot"),
    ],
)
def test_words_of_speech_on_either_side_make_a_day_that_of_a_statement(
    text: str, trigger: str
) -> None:
    shot = claim(text, trigger, times=("Tuesday",), basis=Basis.SENTENCE, type_="armed_assault")
    (found,) = dated([text], shot)
    assert days(found) == (date(2031, 5, 6), date(2031, 5, 6), TimeRelation.ON_OR_BEFORE)


def test_what_was_done_twice_takes_no_day_told_before() -> None:
    first = "Police shot a rebel leader in Velmor on Tuesday."
    second = "He was twice sentenced to life in prison."
    text = f"{first} {second}"
    shot = claim(text, "shot", times=("Tuesday",), type_="killing_by_security_forces")
    sentenced = claim(text, "sentenced", type_="sentence")
    assert isinstance(dated([first, second], shot, sentenced)[1], Unresolved)


def test_a_year_is_no_day_of_a_statement() -> None:
    text = "Orsk executed six men for storming a bank last year, their lawyer said."
    executed = claim(text, "executed", times=("last year",), cue="said", type_="judicial_execution")
    assert isinstance(dated([text], executed)[0], Unresolved)


def test_a_feast_yet_to_come_is_that_of_the_year_before_for_an_act_done() -> None:
    text = "A gunman killed nine people at a club on New Year's Eve."
    killed = claim(text, "killed", times=("New Year's Eve",), type_="armed_assault")
    published = Published(date=date(2030, 12, 30), basis=DateBasis.OPTION)
    document = Document(id="d", text=text, published=published)
    whole = Sentence(span=Span(0, len(text)), segment=SegmentKind.PARAGRAPH, paragraph=0, index=0)
    dater = EventDater(document, [whole], find_times(text), [killed], load_time_lexicon())
    assert days(dater.date(killed, country=None)[1])[0] == date(2029, 12, 31)
