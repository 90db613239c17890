"""An event in one sentence, in the language of the interface."""

from collections.abc import Iterator

from dateline.core.claims import Effect, Role, Scope, Stage, Status
from dateline.core.events import Event
from dateline.core.grounded import Interval, Place, PlacePrecision, TimePrecision, TimeRelation
from dateline.exports.dossiers import Dossier
from dateline.exports.participants import MAX_PHRASE, Participant, participants
from dateline.exports.tolls import Total, total_toll
from dateline.exports.wording import shorten
from dateline.server.wording import Wording

#: The parts of the sentence that tell who takes part, each with the roles it holds.
_PARTS = {
    "acting": (Role.PERPETRATOR, Role.AUTHORITY),
    "against": (Role.TARGET, Role.VICTIM),
    "concerning": (Role.SUSPECT, Role.DEFENDANT, Role.CONVICT, Role.BENEFICIARY),
    "using": (Role.INSTRUMENT, Role.ITEM),
}

#: Participants named in one part; of the others only the number is told.
_NAMED = 2

_DAY_LONG = frozenset({TimePrecision.DAY, TimePrecision.DAYS})


def event_sentence(dossier: Dossier, wording: Wording) -> str:
    """Return what the event's fields say, in one sentence.

    The order of its parts and the words between them are those of the language. An aggregate says
    that it is a total; a value nobody states is left out. Participants keep the reports' words.
    """
    event = dossier.event
    parties = participants(dossier)
    told = {name: _party_part(name, parties, wording) for name in _PARTS}
    return wording.catalogue.text(
        "sentence.frame",
        what=_what(event, wording),
        where="" if event.place.value is None else _where(event.place.value, wording),
        when="" if event.time.value is None else _when(event.time.value, wording),
        tolls="".join(_tolls(event, wording)),
        status=_status(event, wording),
        **told,
    )


def _what(event: Event, wording: Wording) -> str:
    say = wording.catalogue.text
    words = _lowered(wording.type(event.type.value))
    if event.stage.value not in (None, Stage.ACCOMPLISHED):
        words = _lowered(say(f"sentence.stage.{event.stage.value}", act=words))
    if event.scope.value is Scope.AGGREGATE:
        words = say("sentence.aggregate", act=words)
    return words[:1].upper() + words[1:]


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _party_part(name: str, parties: tuple[Participant, ...], wording: Wording) -> str:
    phrases = _phrases(name, parties, wording)
    if not phrases:
        return ""
    say = wording.catalogue.text
    separator = "; " if any("," in phrase for phrase in phrases[:_NAMED]) else ", "
    who = separator.join(phrases[:_NAMED])
    if len(phrases) > _NAMED:
        who = say("sentence.more", who=who, count=len(phrases) - _NAMED)
    return say(f"sentence.{name}", who=who)


def _phrases(name: str, parties: tuple[Participant, ...], wording: Wording) -> list[str]:
    """Return the phrases for those in a part, each once; a person only alleged is so marked."""
    found: dict[str, str] = {}
    for role in _PARTS[name]:
        for party in parties:
            if party.role is not role or party.is_number:
                continue
            words = wording.catalogue.text(
                "sentence.phrase", words=shorten(party.words, MAX_PHRASE)
            )
            if party.published is not role and f"[{party.published}" not in party.words:
                words += f" ({wording.role(party.published)})"
            found.setdefault(words.casefold(), words)
    return list(found.values())


def _where(place: Place, wording: Wording) -> str:
    form = "site" if place.precision is PlacePrecision.SITE else "other"
    return wording.catalogue.text(f"sentence.where.{form}", place=wording.place_by_name(place))


def _when(time: Interval, wording: Wording) -> str:
    say = wording.catalogue.text
    if time.relation is TimeRelation.ON_OR_BEFORE:
        return say("sentence.when.by", date=_date(time, wording))
    if time.relation is TimeRelation.ON_OR_AFTER:
        return say("sentence.when.from", date=_date(time, wording))
    whole = _whole(time)
    if whole == "day":
        return say("sentence.when.on", date=_date(time, wording))
    if whole == "month":
        month = say(f"month_in.{time.start.month}")
        return say("sentence.when.month", month=month, year=str(time.start.year))
    if whole == "year":
        return say("sentence.when.year", year=str(time.start.year))
    return say(
        "sentence.when.between",
        first=_day(time, wording, last=False),
        last=_day(time, wording, last=True),
    )


def _whole(time: Interval) -> str | None:
    """Return what an interval is exactly one of: a day, a month or a year."""
    if time.start == time.end:
        return "day"
    written = {TimePrecision.MONTH: "month", TimePrecision.YEAR: "year"}
    same = time.start.year == time.end.year
    whole = written.get(time.precision)
    if whole == "month" and time.start.month != time.end.month:
        return None
    return whole if same else None


def _date(time: Interval, wording: Wording) -> str:
    """Return an interval in a case that goes with "by" and "from": its day, month or year."""
    say, whole = wording.catalogue.text, _whole(time)
    if whole == "month":
        month = say(f"month_of.{time.start.month}")
        return say("sentence.date.month", month=month, year=str(time.start.year))
    if whole == "year":
        return say("sentence.date.year", year=str(time.start.year))
    return _day(time, wording, last=time.relation is not TimeRelation.ON_OR_AFTER)


def _day(time: Interval, wording: Wording, *, last: bool) -> str:
    day, say = time.end if last else time.start, wording.catalogue.text
    month = say(f"month_of.{day.month}")
    return say("sentence.date.day", day=str(day.day), month=month, year=str(day.year))


def _tolls(event: Event, wording: Wording) -> Iterator[str]:
    say = wording.catalogue.text
    for effect in Effect:
        total = total_toll(event.toll, effect)
        if total is not None:
            toll = _toll(effect, total, wording)
            differ = say("sentence.differ") if total.disputed else ""
            yield say("sentence.toll", toll=toll + differ)


def _toll(effect: Effect, total: Total, wording: Wording) -> str:
    """Return a figure with what befell people: the form of the words follows its last number."""
    say, key = wording.catalogue.text, f"sentence.{effect}"
    low, high = total.low, total.high
    if low is None and high is None and total.best is None:
        return say(f"{key}.some")
    if low is not None and high is not None:
        return say(f"{key}.exactly", n=_number(high), count=wording.count(total))
    if low is not None:
        return say(
            f"{key}.bounded", n=_number(low), count=say("sentence.at_least", count=f"{low:g}")
        )
    # An upper bound or an estimate alone: "up to 3", "about 40".
    number = high if high is not None else total.best
    return say(f"{key}.bounded", n=_number(number), count=wording.count(total))


def _number(count: float | None) -> int:
    return int(count or 0)


def _status(event: Event, wording: Wording) -> str:
    if event.status.value in (None, Status.FACT):
        return ""
    return wording.catalogue.text(f"sentence.status.{event.status.value}")
