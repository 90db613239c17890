from dataclasses import replace
from datetime import date

import pytest

from dateline.core.claims import Effect, Scope, Side, Stage, Status
from dateline.core.documents import Span
from dateline.core.events import Event, Field, TollField
from dateline.core.grounded import (
    Count,
    Interval,
    TimeBasis,
    TimePrecision,
    TimeRelation,
)
from dateline.exports.dossiers import Dossier, Dossiers
from dateline.resources.codebook import load_codebook
from dateline.server.locales import load_catalogues
from dateline.server.sentences import event_sentence
from dateline.server.wording import Wording
from tests.unit.exports.samples import ATTACK, CLAIMS, DOCUMENTS

CATALOGUES = load_catalogues()
TYPES = {each.id: each for each in load_codebook(None).types}
NOWHERE = Span(0, 1)


def wording(locale: str) -> Wording:
    return Wording(catalogue=CATALOGUES[locale], types=TYPES)


def dossier_of(event: Event) -> Dossier:
    return Dossiers(DOCUMENTS.get, CLAIMS.__getitem__).open(event)


def bare(**fields: object) -> Event:
    """Return the attack without those who take part, its toll, place and status."""
    plain: dict[str, object] = {
        "participants": (),
        "toll": (),
        "place": replace(ATTACK.place, value=None),
        "status": replace(ATTACK.status, value=Status.FACT),
    }
    return replace(ATTACK, **(plain | fields))  # type: ignore[arg-type]


def count(low: float | None, best: float | None, high: float | None) -> Count:
    return Count(low=low, best=best, high=high, mention=NOWHERE)


def toll(figure: Count, effect: Effect = Effect.KILLED) -> tuple[TollField, ...]:
    field = Field(value=figure, rule="latest", values=(), disputed=False)
    return (TollField(effect=effect, side=Side.VICTIMS, count=field),)


def interval(
    start: str, end: str, precision: TimePrecision, relation: TimeRelation = TimeRelation.IN
) -> Interval:
    return Interval(
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        precision=precision,
        relation=relation,
        basis=TimeBasis.EXPLICIT,
        mention=NOWHERE,
    )


def said(locale: str, event: Event) -> str:
    return event_sentence(dossier_of(event), wording(locale))


def test_the_sentence_is_in_the_language_of_the_interface_and_quotes_the_reports() -> None:
    english, russian = said("en", ATTACK), said("ru", ATTACK)
    assert english.startswith("Armed assault by Gunmen")
    assert "(sources differ)" in english
    assert russian.startswith("Вооружённое нападение")
    assert "«Gunmen»" in russian
    assert "(источники расходятся)" in russian
    assert russian.endswith("так сообщают власти.")


@pytest.mark.parametrize(
    ("figure", "english", "russian"),
    [
        (count(1, 1, 1), "1 killed", "убит 1 человек"),
        (count(2, 2, 2), "2 killed", "убиты 2 человека"),
        (count(5, 5, 5), "5 killed", "убито 5 человек"),
        (count(11, 11, 11), "11 killed", "убито 11 человек"),
        (count(21, 21, 21), "21 killed", "убит 21 человек"),
        (count(7, None, 8), "7–8 killed", "убито 7–8 человек"),
        (count(12, None, None), "at least 12 killed", "убито не менее 12 человек"),
        (count(1, None, None), "at least 1 killed", "убито не менее 1 человека"),
        (count(None, None, 3), "up to 3 killed", "убито до 3 человек"),
        (count(None, 40, None), "about 40 killed", "убито около 40 человек"),
        (count(None, None, None), "people killed", "есть убитые"),
    ],
)
def test_figures_take_the_form_their_number_needs(
    figure: Count, english: str, russian: str
) -> None:
    event = bare(toll=toll(figure))
    assert said("en", event).endswith(f", {english}.")
    assert said("ru", event).endswith(f", {russian}.")


@pytest.mark.parametrize(
    ("time", "english", "russian"),
    [
        (
            interval("2031-03-02", "2031-03-02", TimePrecision.DAY),
            " on 2 March 2031.",
            " 2 марта 2031 года.",
        ),
        (
            interval("2031-05-01", "2031-05-31", TimePrecision.MONTH),
            " in May 2031.",
            " в мае 2031 года.",
        ),
        (interval("2031-01-01", "2031-12-31", TimePrecision.YEAR), " in 2031.", " в 2031 году."),
        (
            interval("2031-03-01", "2031-05-31", TimePrecision.SEASON),
            " between 1 March 2031 and 31 May 2031.",
            " с 1 марта 2031 года по 31 мая 2031 года.",
        ),
        (
            interval("2031-03-02", "2031-03-02", TimePrecision.DAY, TimeRelation.ON_OR_BEFORE),
            " by 2 March 2031.",
            " не позднее 2 марта 2031 года.",
        ),
        (
            interval("2031-08-01", "2031-08-31", TimePrecision.MONTH, TimeRelation.ON_OR_AFTER),
            " from August 2031.",
            " не ранее августа 2031 года.",
        ),
    ],
)
def test_days_months_and_years_are_written_as_the_language_has_them(
    time: Interval, english: str, russian: str
) -> None:
    event = bare(time=replace(ATTACK.time, value=time))
    assert said("en", event).endswith(english)
    assert said("ru", event).endswith(russian)


@pytest.mark.parametrize("locale", sorted(CATALOGUES))
def test_an_attempt_and_a_total_say_so(locale: str) -> None:
    plain = said(locale, bare())
    attempted = bare(stage=replace(ATTACK.stage, value=Stage.ATTEMPTED))
    total = bare(scope=replace(ATTACK.scope, value=Scope.AGGREGATE))
    assert len({plain, said(locale, attempted), said(locale, total)}) == 3


@pytest.mark.parametrize("locale", sorted(CATALOGUES))
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("status", Status)
def test_every_stage_and_status_makes_a_sentence(locale: str, stage: Stage, status: Status) -> None:
    event = bare(
        stage=replace(ATTACK.stage, value=stage), status=replace(ATTACK.status, value=status)
    )
    words = said(locale, event)
    assert words.endswith(".")
    assert "{" not in words


def test_a_value_nobody_states_is_left_out() -> None:
    event = bare(time=replace(ATTACK.time, value=None))
    assert said("en", event) == "Armed assault."
    assert said("ru", event) == "Вооружённое нападение."
