"""Stories of many acts that somebody adds up: totals of a year, lists of a month."""

import itertools
from collections.abc import Mapping, Sequence
from datetime import date
from random import Random

from . import reports
from .desk import Desk, Draft, Toll
from .plan import Plan
from .tolls import a_toll, grown, killed_only, toll_for
from .voice import end, fill, number, number_word, sentence_case, shift, when_day
from .world import Act, Count, Statement


def totals(desk: Desk, plan: Plan) -> None:
    """Operations over a year, each reported, and what the service adds them up to."""
    rng, type_ = desk.rng, plan.types[0]
    acts = []
    months = sorted(rng.sample(range(1, 11), rng.choice([4, 5])))
    months[1] = months[0]  # two fall in one month, for the nested total
    for at, month in enumerate(months):
        day = date(plan.year, month, rng.randint(1, 12) + (13 if at == 1 else 0))
        acts.append(_counted_act(desk, type_, f"act{at + 1}", day))
    for first, second in itertools.pairwise(acts):
        desk.keep_apart(first, second, "separate operations of one kind in one year")
    for act in acts:
        _counted_reports(desk, act)
    _total_report(desk, plan, acts, months[0])


def _counted_act(desk: Desk, type_: str, name: str, day: date) -> Act:
    rng, setting = desk.rng, desk.setting
    towns = [setting.town, setting.other_town, setting.capital]
    number_ = desk.fresh("n", range(2, 12))
    if type_ == "group_dismantled":
        return desk.act(
            name,
            type_,
            day,
            town=rng.choice(towns),
            number_=number_,
            hour="",
            words={
                "group_np": desk.fresh("group", desk.phrases[type_]["groups"]),
                "actor": setting.speakers["security"][0],
            },
        )
    if type_ == "arrest":
        return desk.act(
            name,
            type_,
            day,
            town=rng.choice(towns),
            number_=number_,
            hour="",
            words={
                "suspects": rng.choice(["men", "suspects", "people"]),
                "actor": setting.speakers["security"][0],
            },
        )
    return desk.act(name, type_, day, village=rng.choice(setting.villages))


def _counted_reports(desk: Desk, act: Act) -> None:
    rng = desk.rng
    toll = toll_for(desk, act.type) if act.type not in {"group_dismantled", "arrest"} else Toll()
    role = "security" if act.type in {"group_dismantled", "arrest"} else "police"
    statement = desk.statement(role)
    more = {}
    if act.type == "arrest":
        more["reason"] = rng.choice(["on suspicion of terrorism", "on terrorism charges"])
    for _ in range(rng.choice([1, 2, 2])):
        outlet = desk.outlet("agency", "translated", "daily", "broadcaster", "alert")
        draft = desk.draft("brief", outlet, reports.next_day(act.day, rng))
        draft.headline = desk.headline(draft, act, toll)
        lead = desk.tell(
            draft, act, toll=toll, statement=statement, rng=Random(draft.seed), words=more
        )
        draft.paragraphs = [lead, desk.prose(draft, "setting")]
        if rng.random() < 0.5:
            draft.paragraphs.append(desk.prose(draft, rng.choice(["formal", "analyst"])))
        desk.pad(draft)


def _total_report(desk: Desk, plan: Plan, acts: Sequence[Act], month: int) -> None:
    rng, type_ = desk.rng, plan.types[0]
    people = type_ == "arrest"
    real = sum(act.number for act in acts) if people else len(acts)
    figure = real + rng.choice([0, 0, 2, 3, -1] if not people else [0, 0, 4, 9])
    inside = [act for act in acts if act.day.month == month]
    part = sum(act.number for act in inside) if people else len(inside)
    on = date(plan.year, 12, rng.randint(12, 28))
    official = type_ in {"group_dismantled", "arrest"}
    statement = desk.statement("security" if official else "monitor")
    start = date(plan.year, 1, 1)
    total, nested = f"{desk.story}-total", f"{desk.story}-total-part"
    verdict = (
        "matches" if figure == real else "fewer_on_record" if figure > real else "more_on_record"
    )
    common = {
        "types": [type_],
        "country": desk.setting.code,
        "unit": "people" if people else "events",
    }
    desk.totals.append(
        {
            "event": total,
            **common,
            "start": str(start),
            "end": str(on),
            "figure": {"low": figure, "high": figure},
            "covers": [act.event for act in acts],
            "within": None,
            "verdict": verdict,
        }
    )
    bounds = month_bounds(plan.year, month)
    desk.totals.append(
        {
            "event": nested,
            **common,
            "start": str(bounds[0]),
            "end": str(bounds[1]),
            "figure": {"low": part, "high": part},
            "covers": [act.event for act in inside],
            "within": total,
            "verdict": "matches",
        }
    )
    for styles in (("agency",), ("translated", "daily")):
        outlet = desk.outlet(*styles)
        draft = desk.draft("total", outlet, on)
        _write_total(desk, draft, type_, statement, figure, part, start, bounds)
        recalled = acts[-1]
        more = {"reason": "on suspicion of terrorism"} if people else {}
        draft.paragraphs.append(
            desk.tell(draft, recalled, "back", rng=Random(draft.seed), words=more)
            if recalled.type in {"group_dismantled", "arrest"}
            else desk.prose(draft, "setting")
        )
        draft.paragraphs.append(desk.prose(draft, "formal"))
        desk.pad(draft)


def month_bounds(year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), shift(following, -1)


def _write_total(
    desk: Desk,
    draft: Draft,
    type_: str,
    statement: Statement,
    figure: int,
    part: int,
    start: date,
    bounds: tuple[date, date],
) -> None:
    words = desk.phrases["totals"][type_]
    rng = Random(f"{draft.seed} total")
    setting = desk.setting
    speaker = rng.choice(statement.forms[:2])
    official = statement.official
    place = f"in {setting.country}" if official else f"in {setting.admin1_phrase}"
    spoken, _ = when_day(draft.published, "", draft.published, draft.outlet, rng)
    figure_words = number(Count(n=figure), draft.outlet)
    slots = {
        "figure": figure_words,
        "Figure": number_word(figure).capitalize(),
        "speaker": speaker,
        "Speaker": sentence_case(speaker),
        "noun": rng.choice(list(words["noun"])),
        "place": place,
        "place_poss": setting.admin1,
        "period": rng.choice(
            [
                f"since the beginning of {start.year}",
                "since the start of the year",
                "this year",
                f"since January {start.year}",
            ]
        ),
        "part": number(Count(n=part), draft.outlet),
        "part_period": f"in {bounds[0]:%B}",
        "when": spoken,
        "C": setting.country,
        "A": setting.admin1,
    }
    total, nested = f"{desk.story}-total", f"{desk.story}-total-part"
    lead = fill(rng.choice(list(words["lead"])), {**slots, "noun": slots["noun"] or " "}, total)
    inner = fill(rng.choice(list(words["nested"])), slots, nested)
    slots["speaker"] = slots["speaker"].removeprefix("the ")
    head = fill(rng.choice(list(words["head"])), slots, "")
    draft.headline = sentence_case(head or "The year in figures")
    draft.paragraphs = [f"{end(lead or '')} {end(inner or '')}"]
    for event, count, days in ((total, figure, (start, draft.published)), (nested, part, bounds)):
        people = Count(n=count).gold if type_ == "arrest" else None
        draft.told[event] = {
            "type": type_,
            "scope": "aggregate",
            "date": {"start": str(days[0]), "end": str(days[1])},
            "place": {
                "name": setting.country if official else setting.admin1,
                "admin1": None if official else setting.admin1,
                "country": setting.code,
            },
            "people": people,
            "detained": people,
            "statement": statement.id,
            "source": speaker,
            "status": "official" if official else "fact",
        }


def roundup(desk: Desk, plan: Plan) -> None:
    """Several acts of one kind in one province and month, each reported, and a monitor's list."""
    rng, type_ = desk.rng, plan.types[0]
    month = rng.randint(1, 11)
    days = sorted(rng.sample(range(2, 28), rng.choice([4, 5])))
    villages = desk.setting.villages
    acts, tolls = [], {}
    for at, day in enumerate(days):
        act = desk.act(
            f"act{at + 1}",
            type_,
            date(plan.year, month, day),
            village=villages[0] if at in {0, 2} else rng.choice(villages),
        )
        acts.append(act)
        tolls[act.event] = a_toll(desk, 2, 9)
    for at, act in enumerate(acts):
        for other in acts[at + 1 :]:
            desk.keep_apart(act, other, "acts of one kind in one province and month")
        statement = desk.statement("police")
        first = reports.brief(
            desk,
            act,
            statement,
            tolls[act.event],
            outlet=desk.outlet("agency", "daily", "broadcaster", "alert"),
            on=act.day,
        )
        if at % 2 == 0:
            reports.reprint(
                desk,
                first,
                act,
                tolls[act.event],
                outlet=desk.outlet("tabloid", "daily"),
                on=shift(act.day, 1),
            )
        elif rng.random() < 0.6:
            reports.witness(
                desk,
                act,
                desk.statement("residents"),
                grown(tolls[act.event], rng),
                outlet=desk.outlet("local", "translated"),
                on=shift(act.day, 1),
            )
    _list(desk, plan, acts, tolls, month)


def _list(
    desk: Desk, plan: Plan, acts: Sequence[Act], tolls: Mapping[str, Toll], month: int
) -> None:
    rng, type_ = desk.rng, plan.types[0]
    bounds = month_bounds(plan.year, month)
    draft = desk.draft("roundup", desk.monitor_page(), shift(bounds[1], rng.randint(1, 4)))
    statement = desk.statement("monitor")
    figure = len(acts) + rng.choice([0, 0, 1, 2])
    total = f"{desk.story}-total"
    words = desk.phrases["totals"][type_]
    spoken, _ = when_day(draft.published, "", draft.published, draft.outlet, rng)
    slots = {
        "figure": number(Count(n=figure), draft.outlet),
        "Figure": number_word(figure).capitalize(),
        "speaker": statement.forms[0],
        "Speaker": sentence_case(statement.forms[0]),
        "noun": " ",
        "place": f"in {desk.setting.admin1_phrase}",
        "place_poss": desk.setting.admin1,
        "period": f"in {bounds[0]:%B}",
        "when": spoken,
        "A": desk.setting.admin1,
    }
    lead = fill(rng.choice(list(words["lead"])), slots, total)
    draft.headline = f"{desk.setting.admin1}: what happened in {bounds[0]:%B}"
    draft.paragraphs = [end(lead or "")]
    draft.told[total] = {
        "type": type_,
        "scope": "aggregate",
        "date": {"start": str(bounds[0]), "end": str(bounds[1])},
        "place": {
            "name": desk.setting.admin1,
            "admin1": desk.setting.admin1,
            "country": desk.setting.code,
        },
        "statement": statement.id,
        "source": statement.forms[0],
    }
    for act in acts:
        draft.paragraphs.append(
            desk.tell(
                draft,
                act,
                "back",
                toll=killed_only(tolls[act.event]),
                statement=statement,
                say=False,
                rng=Random(f"{draft.seed} {act.event}"),
            )
        )
    draft.paragraphs.append(desk.prose(draft, "doubt"))
    desk.totals.append(
        {
            "event": total,
            "types": [type_],
            "country": desk.setting.code,
            "start": str(bounds[0]),
            "end": str(bounds[1]),
            "unit": "events",
            "figure": {"low": figure, "high": figure},
            "covers": [act.event for act in acts],
            "within": None,
            "verdict": "matches" if figure == len(acts) else "fewer_on_record",
        }
    )
