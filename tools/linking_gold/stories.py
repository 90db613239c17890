"""The kinds of story: which acts happen, what is reported of them and by whom, what ties them.

``PLAN`` lists the stories of the set with their parts.
"""

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from . import reports
from .desk import Desk, Draft, Toll
from .voice import end, fill, number, number_word, sentence_case, shift, when_day
from .world import Act, Count, Outlet, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One story of the set."""

    id: str
    part: str
    kind: str
    setting: str
    year: int
    types: tuple[str, ...]


def _toll(desk: Desk, low: int = 3, high: int = 19) -> Toll:
    killed = desk.rng.randint(low, high)
    return Toll(killed=Count(n=killed), injured=Count(n=killed + desk.rng.randint(3, 22)))


def _grown(toll: Toll, rng: Random) -> Toll:
    """Return a later, higher toll."""
    killed, injured = toll.killed, toll.injured
    return Toll(
        killed=Count(n=killed.n + rng.randint(1, 3)) if killed else None,
        injured=Count(n=injured.n + rng.randint(0, 9)) if injured else None,
    )


def _first(toll: Toll, rng: Random) -> Toll:
    """Return a partial toll, as a flash has it."""
    killed = toll.killed
    if killed is None:
        return toll
    fewer = max(2, killed.n - rng.randint(1, 4))
    return Toll(
        killed=Count(n=fewer, operator=rng.choice(["at least", "at least", "", "more than"])),
        injured=Count(n=max(3, (toll.injured.n if toll.injured else 5) - rng.randint(0, 5))),
    )


def _killed_only(toll: Toll) -> Toll:
    return Toll(killed=toll.killed)


def _day(desk: Desk, year: int, first: int = 1, last: int = 12) -> date:
    return date(year, desk.rng.randint(first, last), desk.rng.randint(1, 26))


def _toll_for(desk: Desk, type_: str) -> Toll:
    words = desk.phrases[type_]
    bare = "single" in words or "counted" in words or "deadless" in words
    return Toll() if bare or type_ == "killing_by_security_forces" else _toll(desk)


def _n(desk: Desk, type_: str) -> int:
    if type_ in {"kidnapping"}:
        return desk.rng.randint(4, 34)
    return desk.rng.randint(2, 7) if type_ == "killing_by_security_forces" else 0


def _older(desk: Desk, like: Act, name: str = "older") -> tuple[Act, Toll]:
    """Make an act of the past that reports on ``like`` look back on."""
    type_ = desk.rng.choice(["bombing", "armed_assault", "suicide_bombing"])
    older = desk.act(
        name,
        type_,
        shift(like.day, -desk.rng.randint(160, 900)),
        village=desk.fresh("village", desk.setting.villages),
        hour="",
    )
    desk.keep_apart(like, older, "an earlier attack in the region, told as background")
    return older, _killed_only(_toll(desk))


def attack_case(desk: Desk, plan: Plan) -> None:
    """One attack from the first flash to the courts, with an older one as background."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    act = desk.act(
        "attack",
        type_,
        _day(desk, plan.year, 2, 9),
        village=village if rng.random() < 0.7 else None,
        number_=_n(desk, type_),
    )
    final = _toll_for(desk, type_)
    older, older_toll = _older(desk, act)
    police, ministry = desk.statement("police"), desk.statement("ministry")
    agency = desk.outlet("agency")
    first = reports.flash(desk, act, police, _first(final, rng), outlet=agency, on=act.day)
    first.paragraphs.append(desk.tell(first, older, "back", toll=older_toll, rng=rng))
    reports.reprint(
        desk, first, act, _first_of(first, act, final), outlet=desk.outlet("daily"), on=act.day
    )
    if final.killed:
        second = reports.update(desk, first, act, police, final, act.day)
        if rng.random() < 0.6:
            on = shift(act.day, 1)
            reports.reprint(desk, second, act, final, outlet=desk.outlet("tabloid", "daily"), on=on)
    told = _said(final, rng)
    day_on = reports.next_day(act.day, rng)
    reports.communique(desk, act, ministry, told, role="ministry", on=act.day)
    reports.paraphrase(
        desk,
        act,
        ministry,
        told,
        outlet=desk.outlet("translated"),
        on=act.day,
        background=older,
        background_toll=older_toll,
    )
    reports.paraphrase(
        desk, act, ministry, told, outlet=desk.outlet("broadcaster", "alert"), on=day_on
    )
    seen = desk.statement(rng.choice(["residents", "hospital", "witness"]))
    reports.witness(desk, act, seen, _grown(told, rng), outlet=desk.outlet("local"), on=day_on)
    group = rng.choice(desk.setting.groups)
    if rng.random() < 0.7:
        on = shift(act.day, rng.randint(1, 3))
        reports.claim(desk, act, group, _killed_only(final), outlet=desk.outlet(), on=on)
    _courts(desk, act, _killed_only(final), steps=rng.choice([2, 3, 4]))
    if rng.random() < 0.6:
        on = act.day.replace(year=act.day.year + rng.choice([1, 1, 2, 3]))
        reports.anniversary(
            desk, act, _killed_only(final), outlet=desk.outlet("local", "daily"), on=on
        )


def _first_of(draft: Draft, act: Act, fallback: Toll) -> Toll:
    """Return the toll a draft gives, for the headline of its copy."""
    killed = draft.told[act.event].get("killed")
    return Toll(killed=Count(n=int(killed["low"]))) if killed else fallback


def _said(toll: Toll, rng: Random) -> Toll:
    """Return the figures an authority settles on, sometimes lower than others'."""
    if toll.killed is None or rng.random() < 0.5:
        return toll
    return Toll(killed=Count(n=max(2, toll.killed.n - rng.randint(0, 3))), injured=toll.injured)


def _courts(desk: Desk, act: Act, toll: Toll, *, steps: int) -> list[Act]:
    """Follow an act through arrest, charge, trial, sentence and appeal."""
    rng = desk.rng
    n = rng.randint(2, 6)
    town = rng.choice([desk.setting.town, desk.setting.other_town])
    suspects = rng.choice(["men", "suspects", "people"])
    police = rng.choice(["police", "security forces", "officers", "detectives"])
    arrest = desk.act(
        "arrest",
        "arrest",
        shift(act.day, rng.randint(3, 40)),
        number_=n,
        town=town,
        incident=False,
        words={"suspects": suspects, "actor": police},
    )
    desk.link(act, arrest, "led_to")
    security = desk.statement("security")
    on = reports.next_day(arrest.day, rng)
    reports.step(
        desk, arrest, act, toll, outlet=desk.outlet("daily", "agency"), on=on, statement=security
    )
    if rng.random() < 0.6:
        reports.step(
            desk,
            arrest,
            act,
            toll,
            outlet=desk.outlet("translated", "broadcaster"),
            on=on,
            statement=security,
        )
    chain = [arrest]
    court = desk.setting.speakers["court"][0]
    law = {
        "charge": (25, 90, {"actor": desk.setting.speakers["prosecutor"][0]}),
        "trial": (120, 400, {"court": court}),
        "sentence": (20, 200, {"court": court}),
        "appeal": (60, 220, {}),
    }
    terms = [f"{years} years" for years in ("12", "15", "18", "22", "25")] + ["life"]
    offence = rng.choice(["murder and terrorism", "terrorism", "membership of a terrorist group"])
    term = rng.choice(terms[:-1])
    for name in list(law)[: steps - 1]:
        low, high, slots = law[name]
        made = desk.act(
            name,
            name,
            shift(chain[-1].day, rng.randint(low, high)),
            number_=n,
            incident=False,
            hour="",
            words={"suspects": suspects, "offence": offence, "term": term, **slots},
        )
        desk.link(chain[-1], made, "led_to")
        earlier = (chain[-1],) if rng.random() < 0.7 else ()
        outlet = desk.outlet("daily", "agency", "translated", "broadcaster")
        reports.step(desk, made, act, toll, outlet=outlet, on=made.day, earlier=earlier)
        chain.append(made)
    return chain


def same_day_city(desk: Desk, plan: Plan) -> None:
    """Two attacks in one city on one day, told apart and together."""
    rng = desk.rng
    day = _day(desk, plan.year)
    town = desk.setting.town
    morning = desk.act("first", plan.types[0], day, hour="morning", number_=_n(desk, plan.types[0]))
    evening = desk.act(
        "second", plan.types[1], day, hour="evening", number_=_n(desk, plan.types[1])
    )
    tolls = {act.event: _toll_for(desk, act.type) for act in (morning, evening)}
    desk.keep_apart(morning, evening, f"two attacks in {town} on one day")
    sources = {morning.event: desk.statement("police"), evening.event: desk.statement("police")}
    for act in (morning, evening):
        agency = desk.outlet("agency")
        toll = tolls[act.event]
        first = reports.flash(desk, act, sources[act.event], toll, outlet=agency, on=day)
        reports.reprint(desk, first, act, toll, outlet=desk.outlet("daily", "tabloid"), on=day)
        reports.paraphrase(
            desk,
            act,
            sources[act.event],
            toll,
            outlet=desk.outlet("translated", "broadcaster", "alert"),
            on=shift(day, 1),
        )
    both = desk.draft("paraphrase", desk.outlet("daily", "agency", "local"), shift(day, 1))
    both.headline = f"Two attacks in one day leave {town} shaken"
    both.paragraphs = [
        desk.tell(both, evening, toll=tolls[evening.event], statement=sources[evening.event]),
        sentence_case(
            "hours earlier, "
            + _lowered(desk.tell(both, morning, "back", toll=tolls[morning.event], rng=rng))
        ),
        desk.prose(both, "after"),
        desk.prose(both, "quotes"),
    ]
    seen = desk.statement("hospital")
    reports.witness(
        desk,
        morning,
        seen,
        _grown(tolls[morning.event], rng),
        outlet=desk.outlet("local", "translated"),
        on=shift(day, 1),
    )


def _lowered(text: str) -> str:
    """Return a sentence as the rest of one."""
    at = 0
    if text[:1] == "\x01":
        at = text.index("\x02") + 1
    word = text[at:].split(" ", 1)[0]
    keep = word[:1].isupper() and word.lower() not in {
        "a",
        "an",
        "the",
        "on",
        "in",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "gunmen",
        "militants",
        "armed",
        "masked",
        "unknown",
        "explosives",
        "attackers",
    }
    return text if keep else text[:at] + text[at : at + 1].lower() + text[at + 1 :]


def week_later(desk: Desk, plan: Plan) -> None:
    """An attack of the same kind in the same place a week later; reports on it recall the first."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    day = _day(desk, plan.year)
    first = desk.act("first", type_, day, village=village, number_=_n(desk, type_))
    again = desk.act(
        "again",
        type_,
        shift(day, rng.choice([6, 7, 8])),
        village=village,
        like=first if rng.random() < 0.5 else None,
        number_=_n(desk, type_),
    )
    desk.keep_apart(first, again, "same place and kind, a week apart")
    tolls = {act.event: _toll_for(desk, type_) for act in (first, again)}
    for act in (first, again):
        toll, said = tolls[act.event], desk.statement("police")
        report = reports.flash(
            desk, act, said, _first(toll, rng), outlet=desk.outlet("agency"), on=act.day
        )
        if act is again:
            report.paragraphs.append(
                desk.tell(report, first, "back", toll=_killed_only(tolls[first.event]), rng=rng)
            )
        if toll.killed:
            reports.update(desk, report, act, said, toll, shift(act.day, 1))
        reports.reprint(
            desk,
            report,
            act,
            _first_of(report, act, toll),
            outlet=desk.outlet("daily", "tabloid"),
            on=act.day,
        )
        reports.paraphrase(
            desk,
            act,
            said,
            toll,
            outlet=desk.outlet("translated", "broadcaster", "alert"),
            on=shift(act.day, 1),
            background=first if act is again else None,
            background_toll=_killed_only(tolls[first.event]),
        )
    seen = desk.statement(rng.choice(["residents", "elder"]))
    reports.witness(
        desk,
        again,
        seen,
        _grown(tolls[again.event], rng),
        outlet=desk.outlet("local"),
        on=shift(again.day, 2),
    )


def plot_case(desk: Desk, plan: Plan) -> None:
    """A plot stopped by arrests and taken to court; a like one a few weeks on."""
    rng = desk.rng
    day = _day(desk, plan.year, 2, 7)
    acts = []
    for name, on in (("one", day), ("two", shift(day, rng.randint(18, 45)))):
        acts.append(_plot(desk, name, on, desk.setting.town))
    (plot, arrest), (other_plot, other_arrest) = acts
    desk.keep_apart(plot, other_plot, "two plots in one town within weeks")
    desk.keep_apart(arrest, other_arrest, "two arrests by one service within weeks")
    for made, held in acts:
        statement = desk.statement("security")
        on = reports.next_day(held.day, rng)
        original = _plot_report(desk, made, held, statement, desk.press_page("security"), on)
        original.kind = "communique"
        _plot_report(desk, made, held, statement, desk.outlet("translated"), on)
        wired = _plot_report(desk, made, held, statement, desk.outlet("agency"), on)
        reports.reprint(desk, wired, made, Toll(), outlet=desk.outlet("daily"), on=on)
        _plot_report(
            desk, made, held, statement, desk.outlet("broadcaster", "alert", "tabloid"), on
        )
    _plot_court(desk, plot, arrest)


def _plot(desk: Desk, name: str, day: date, town: str) -> tuple[Act, Act]:
    rng = desk.rng
    aim, aim_short, short = desk.fresh("aim", desk.phrases["plot"]["aims"])
    n = desk.fresh("n", [2, 3, 4, 5, 6, 7, 8])
    group = rng.choice(["supporters of", "followers of", "a cell of"])
    whose = rng.choice(desk.setting.groups)
    security = desk.setting.speakers["security"][0]
    plot = desk.act(
        f"plot-{name}",
        "plot",
        day,
        town=town,
        hour="",
        words={
            "group_np": f"{group} {whose}",
            "aim": aim,
            "aim_short": aim_short,
            "short": short,
            "actor": security,
        },
    )
    arrest = desk.act(
        f"arrest-{name}",
        "arrest",
        day,
        town=town,
        number_=n,
        incident=False,
        words={
            "suspects": rng.choice(["men", "suspects", "young men", "people"]),
            "actor": security,
            "short": short,
        },
    )
    desk.link(plot, arrest, "led_to")
    return plot, arrest


def _plot_report(
    desk: Desk, plot: Act, arrest: Act, statement: Statement, outlet: Outlet, on: date
) -> Draft:
    draft = desk.draft("paraphrase", outlet, on)
    rng = Random(f"{draft.seed} plot")
    draft.headline = desk.headline(draft, plot)
    reason = rng.choice(
        ["on suspicion of terrorism", "over the plan", "in the case", "with weapons"]
    )
    first = desk.tell(draft, plot, statement=statement, rng=rng)
    second = desk.tell(draft, arrest, statement=statement, rng=rng, words={"reason": reason})
    draft.told[plot.event].update(stage="foiled", status="accused_by_authorities", date=None)
    found = (
        "Searches brought to light fuses, a pistol and a list of names.",
        "A laptop and two home-made grenades lay in a shed.",
        "Drawings of the building were in a school bag.",
        "Money had come from abroad in small sums.",
        "All are citizens of {Country}.",
        "Two of them had worked abroad for years.",
    )
    facts = [fact.replace("{Country}", desk.setting.country) for fact in rng.sample(found, 2)]
    draft.paragraphs = [first, second] if rng.random() < 0.65 else [second, first]
    draft.paragraphs.append(" ".join(facts))
    draft.paragraphs.append(
        desk.prose(draft, "formal" if outlet.style == "ministry" else "setting")
    )
    desk.pad(draft)
    return draft


def _plot_court(desk: Desk, plot: Act, arrest: Act) -> None:
    rng = desk.rng
    court = desk.setting.speakers["court"][0]
    chain, suspects = [arrest], arrest.slots["suspects"]
    term = f"{rng.choice([7, 9, 11, 14])} years"
    law = {
        "charge": (20, 70, {"actor": desk.setting.speakers["prosecutor"][0]}),
        "trial": (90, 260, {"court": court}),
        "sentence": (20, 120, {"court": court}),
        "appeal": (50, 160, {}),
    }
    for name in list(law)[: rng.choice([2, 3, 4])]:
        low, high, slots = law[name]
        made = desk.act(
            name,
            name,
            shift(chain[-1].day, rng.randint(low, high)),
            number_=arrest.number,
            hour="",
            incident=False,
            words={
                "suspects": suspects,
                "offence": "preparing a terrorist act",
                "term": term,
                **slots,
            },
        )
        desk.link(chain[-1], made, "led_to")
        outlet = desk.outlet("daily", "agency", "translated", "broadcaster")
        draft = reports.step(
            desk, made, plot, Toll(), outlet=outlet, on=made.day, earlier=(arrest,)
        )
        draft.told[plot.event].update(stage="foiled", status="accused_by_authorities", date=None)
        chain.append(made)


def pursuit(desk: Desk, plan: Plan) -> None:
    """An attack, the pursuit that kills some of the attackers, the trial of those caught."""
    rng, type_ = desk.rng, plan.types[0]
    village, other = rng.sample(list(desk.setting.villages), 2)
    act = desk.act("attack", type_, _day(desk, plan.year, 2, 9), village=village)
    toll = _toll_for(desk, type_)
    hunt = desk.act(
        "pursuit",
        "killing_by_security_forces",
        shift(act.day, rng.randint(1, 6)),
        village=other,
        number_=rng.randint(2, 7),
        incident=False,
    )
    later = desk.act(
        "later-operation",
        "killing_by_security_forces",
        shift(hunt.day, rng.randint(9, 30)),
        village=other,
        number_=hunt.number + rng.choice([0, 1]),
    )
    desk.link(act, hunt, "led_to")
    desk.keep_apart(hunt, later, "two operations near one village within weeks")
    desk.keep_apart(act, hunt, "the attack and the killing of attackers")
    police, army = desk.statement("police"), desk.statement("army")
    first = reports.flash(
        desk, act, police, _first(toll, rng), outlet=desk.outlet("agency"), on=act.day
    )
    if toll.killed:
        reports.update(desk, first, act, police, toll, act.day)
    reports.paraphrase(
        desk, act, police, toll, outlet=desk.outlet("translated", "alert"), on=shift(act.day, 1)
    )
    seen = desk.statement("residents")
    reports.witness(
        desk, act, seen, _grown(toll, rng), outlet=desk.outlet("local"), on=shift(act.day, 1)
    )
    reports.communique(desk, hunt, army, Toll(), role="army", on=hunt.day)
    for styles in (("agency", "daily"), ("translated", "broadcaster")):
        draft = reports.paraphrase(
            desk,
            hunt,
            army,
            Toll(),
            outlet=desk.outlet(*styles),
            on=reports.next_day(hunt.day, rng),
        )
        draft.paragraphs.insert(
            1, desk.tell(draft, act, "back", toll=_killed_only(toll), rng=Random(draft.seed))
        )
    again = desk.statement("army")
    reports.brief(desk, later, again, Toll(), outlet=desk.outlet("daily", "agency"), on=later.day)
    recalled = reports.paraphrase(
        desk, later, again, Toll(), outlet=desk.outlet("broadcaster", "translated"), on=later.day
    )
    recalled.paragraphs.append(desk.tell(recalled, hunt, "back", rng=Random(recalled.seed)))
    _courts(desk, act, _killed_only(toll), steps=3)


def kidnap(desk: Desk, plan: Plan) -> None:
    """A kidnapping, how the captives came home, and another one nearby."""
    rng = desk.rng
    village, other = rng.sample(list(desk.setting.villages), 2)
    taken = desk.act(
        "kidnapping",
        "kidnapping",
        _day(desk, plan.year, 1, 10),
        village=village,
        number_=rng.randint(5, 30),
    )
    second = desk.act(
        "second",
        "kidnapping",
        shift(taken.day, rng.randint(4, 12)),
        village=other,
        number_=taken.number + rng.choice([-1, 2]),
        like=taken if rng.random() < 0.5 else None,
    )
    desk.keep_apart(taken, second, "two kidnappings in one district within days")
    days = rng.randint(11, 60)
    freed = desk.act(
        "release",
        "release",
        shift(taken.day, days),
        number_=taken.number,
        incident=False,
        like=taken,
        hour="",
    )
    desk.link(taken, freed, "led_to")
    desk.keep_apart(taken, freed, "the kidnapping and the release")
    police, officials = desk.statement("police"), desk.statement("ministry")
    first = reports.flash(desk, taken, police, Toll(), outlet=desk.outlet("agency"), on=taken.day)
    reports.reprint(desk, first, taken, Toll(), outlet=desk.outlet("daily"), on=shift(taken.day, 1))
    reports.witness(
        desk,
        taken,
        desk.statement("relatives"),
        Toll(),
        outlet=desk.outlet("local"),
        on=shift(taken.day, 2),
    )
    reports.paraphrase(
        desk,
        taken,
        police,
        Toll(),
        outlet=desk.outlet("translated", "alert"),
        on=shift(taken.day, 1),
    )
    said = desk.statement("police")
    reports.brief(
        desk, second, said, Toll(), outlet=desk.outlet("agency", "broadcaster"), on=second.day
    )
    reports.paraphrase(
        desk,
        second,
        said,
        Toll(),
        outlet=desk.outlet("daily", "translated"),
        on=shift(second.day, 1),
        background=taken,
    )
    for styles in (("agency", "daily"), ("broadcaster", "translated"), ("local",)):
        reports.step(
            desk,
            freed,
            taken,
            Toll(),
            outlet=desk.outlet(*styles),
            on=reports.next_day(freed.day, rng),
            statement=officials,
            words={"days": str(days)},
        )
    _courts(desk, taken, Toll(), steps=2)


def denied_strike(desk: Desk, plan: Plan) -> None:
    """People accuse an army of an air strike or of shelling; it denies; they protest."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    actor = "an army drone" if type_ == "air_strike" else "government forces"
    act = desk.act("strike", type_, _day(desk, plan.year), village=village, words={"actor": actor})
    older, older_toll = _older(desk, act)
    toll = _toll(desk, 4, 17)
    people = desk.statement(rng.choice(["residents", "elder", "relatives"]))
    doctors, watchers = desk.statement("hospital"), desk.statement("monitor")
    army = desk.statement("army")
    first = reports.flash(
        desk, act, people, _first(toll, rng), outlet=desk.outlet("agency"), on=act.day
    )
    reports.reprint(
        desk, first, act, _first_of(first, act, toll), outlet=desk.outlet("daily"), on=act.day
    )
    reports.witness(
        desk, act, doctors, toll, outlet=desk.outlet("local", "broadcaster"), on=shift(act.day, 1)
    )
    reports.monitor(desk, act, watchers, _grown(toll, rng), shift(act.day, 3))
    for styles in (("translated",), ("daily", "agency")):
        draft = desk.draft("denial", desk.outlet(*styles), shift(act.day, rng.choice([1, 2])))
        _deny(desk, draft, act, army, toll, people)
        if styles == ("translated",):
            draft.paragraphs.append(desk.tell(draft, older, "back", toll=older_toll, rng=rng))
    march = desk.act(
        "protest",
        "protest",
        shift(act.day, rng.randint(2, 6)),
        town=desk.setting.town,
        incident=False,
        hour="",
    )
    desk.link(act, march, "response_to")
    print_and_air: tuple[tuple[str, ...], ...] = (
        ("broadcaster", "local"),
        ("translated", "daily", "agency"),
    )
    for kinds in print_and_air:
        reports.step(
            desk,
            march,
            act,
            _killed_only(toll),
            outlet=desk.outlet(*kinds),
            on=reports.next_day(march.day, rng),
        )
    reports.anniversary(
        desk,
        act,
        _killed_only(toll),
        outlet=desk.outlet("local", "daily"),
        on=act.day.replace(year=act.day.year + 1),
    )


def _deny(
    desk: Desk, draft: Draft, act: Act, army: Statement, toll: Toll, people: Statement
) -> None:
    rng = Random(f"{draft.seed} deny")
    slots, _ = desk.slots(draft, act, Toll(), rng)
    air = act.type == "air_strike"
    negatives = (
        ("None of our aircraft was in the air that day", "We have no drone in that sector")
        if air
        else ("Our guns did not fire that day", "We do not aim at places where people live")
    )
    negative = rng.choice(negatives)
    source = rng.choice(army.forms)
    denied = f"its forces had hit {slots['target']}" if "target" in slots else "it was involved"
    template = rng.choice(list(desk.phrases["prose"]["denial"]))
    text = fill(
        template,
        {
            "Source": sentence_case(source),
            "source": source,
            "denied": denied,
            "negative": negative,
            "negative_low": negative[:1].lower() + negative[1:],
        },
        "",
    )
    denial = text or f"{sentence_case(source)} denied it."
    draft.headline = rng.choice(
        [
            f"Army denies hitting {slots.get('short', 'village')} near {desk.setting.town}",
            f"{desk.setting.country}: military rejects blame for deaths in {slots['P']}",
            f'"Not us", says army after deaths in {desk.setting.admin1}',
        ]
    )
    draft.places.pop(act.event, None)
    told = desk.tell(draft, act, toll=toll, statement=people, rng=rng)
    draft.told[act.event]["status"] = "denied"
    draft.paragraphs = [told, denial] if rng.random() < 0.5 else [denial, told]
    draft.paragraphs.append(desk.prose(draft, "doubt"))
    desk.pad(draft)
    desk.denials.append((draft, act.event, f"denial|{' '.join(denial.split()[:11])}"))


def operation(desk: Desk, plan: Plan) -> None:
    """Forces say they killed militants; relatives say otherwise; a like operation follows."""
    rng = desk.rng
    village = desk.fresh("village", desk.setting.villages)
    type_ = "killing_by_security_forces"
    act = desk.act(
        "operation", type_, _day(desk, plan.year), village=village, number_=rng.randint(2, 6)
    )
    other = desk.act(
        "next-operation",
        type_,
        shift(act.day, rng.randint(1, 5)),
        village=desk.fresh("village", desk.setting.villages),
        number_=act.number,
        like=act if rng.random() < 0.5 else None,
    )
    desk.keep_apart(act, other, "two operations in one district within days")
    army, relatives = desk.statement("army"), desk.statement("relatives")
    reports.communique(desk, act, army, Toll(), role="army", on=act.day)
    wired = reports.flash(desk, act, army, Toll(), outlet=desk.outlet("agency"), on=act.day)
    for style in ("daily", "tabloid"):
        reports.reprint(desk, wired, act, Toll(), outlet=desk.outlet(style), on=act.day)
    for styles in (("translated",), ("broadcaster", "alert")):
        reports.paraphrase(
            desk, act, army, Toll(), outlet=desk.outlet(*styles), on=reports.next_day(act.day, rng)
        )
    reports.witness(desk, act, relatives, Toll(), outlet=desk.outlet("local"), on=shift(act.day, 2))
    said = desk.statement("army")
    reports.brief(desk, other, said, Toll(), outlet=desk.outlet("agency", "daily"), on=other.day)
    draft = reports.paraphrase(
        desk, other, said, Toll(), outlet=desk.outlet("translated", "broadcaster"), on=other.day
    )
    draft.paragraphs.append(desk.tell(draft, act, "back", rng=Random(draft.seed)))


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
    toll = _toll_for(desk, act.type) if act.type not in {"group_dismantled", "arrest"} else Toll()
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
    bounds = reports_month(plan.year, month)
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


def reports_month(year: int, month: int) -> tuple[date, date]:
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
    words = TOTAL_WORDS[type_]
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
        tolls[act.event] = _toll(desk, 2, 9)
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
                _grown(tolls[act.event], rng),
                outlet=desk.outlet("local", "translated"),
                on=shift(act.day, 1),
            )
    _list(desk, plan, acts, tolls, month)


def _list(
    desk: Desk, plan: Plan, acts: Sequence[Act], tolls: Mapping[str, Toll], month: int
) -> None:
    rng, type_ = desk.rng, plan.types[0]
    bounds = reports_month(plan.year, month)
    draft = desk.draft("roundup", desk.monitor_page(), shift(bounds[1], rng.randint(1, 4)))
    statement = desk.statement("monitor")
    figure = len(acts) + rng.choice([0, 0, 1, 2])
    total = f"{desk.story}-total"
    words = TOTAL_WORDS[type_]
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
                toll=_killed_only(tolls[act.event]),
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


def corrected(desk: Desk, plan: Plan) -> None:
    """An attack whose toll an agency has to put right, and one a year later on the day."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    act = desk.act("attack", type_, _day(desk, plan.year), village=village)
    right = _toll(desk, 4, 12)
    wrong = Toll(killed=Count(n=(right.killed.n if right.killed else 4) + 3), injured=right.injured)
    police = desk.statement("police")
    first = reports.flash(desk, act, police, wrong, outlet=desk.outlet("agency"), on=act.day)
    reports.reprint(desk, first, act, wrong, outlet=desk.outlet("daily"), on=act.day)
    reports.correction(desk, first, act, police, wrong, right)
    reports.paraphrase(
        desk, act, police, right, outlet=desk.outlet("translated"), on=shift(act.day, 1)
    )
    group = rng.choice(desk.setting.groups)
    reports.claim(
        desk,
        act,
        group,
        _killed_only(right),
        outlet=desk.outlet("daily", "agency", "alert"),
        on=shift(act.day, 2),
    )
    again = desk.act("year-later", type_, act.day.replace(year=act.day.year + 1), village=village)
    desk.keep_apart(act, again, "same place and day, a year later")
    new_toll, said = _toll(desk, 3, 15), desk.statement("police")
    report = reports.flash(desk, again, said, new_toll, outlet=desk.outlet("agency"), on=again.day)
    report.paragraphs.append(desk.tell(report, act, "back", toll=_killed_only(right), rng=rng))
    reports.reprint(
        desk, report, again, new_toll, outlet=desk.outlet("tabloid", "broadcaster"), on=again.day
    )
    reports.paraphrase(
        desk,
        again,
        said,
        new_toll,
        outlet=desk.outlet("daily", "broadcaster", "alert"),
        on=shift(again.day, 1),
        background=act,
        background_toll=_killed_only(right),
    )


KINDS: Mapping[str, Callable[[Desk, Plan], None]] = {
    "attack_case": attack_case,
    "same_day_city": same_day_city,
    "week_later": week_later,
    "plot_case": plot_case,
    "pursuit": pursuit,
    "kidnap": kidnap,
    "denied_strike": denied_strike,
    "operation": operation,
    "totals": totals,
    "roundup": roundup,
    "corrected": corrected,
}

TOTAL_WORDS: dict[str, dict[str, Sequence[str]]] = {}


def _plans(rows: str) -> tuple[Plan, ...]:
    plans = []
    for at, row in enumerate(rows.strip().splitlines(), start=1):
        part, kind, setting, year, *types = row.split()
        plans.append(
            Plan(
                id=f"g{at:02d}",
                part=part,
                kind=kind,
                setting=setting,
                year=int(year),
                types=tuple(types),
            )
        )
    return tuple(plans)


PLAN = _plans("""
train attack_case bannu 2021 bombing
dev   attack_case kirkuk 2019 suicide_bombing
test  attack_case maiduguri 2022 armed_assault
train attack_case popayan 2018 assassination
test  attack_case mitrovica 2020 bombing
train same_day_city quetta 2017 bombing suicide_bombing
dev   same_day_city cotabato 2016 bombing armed_assault
test  same_day_city jalalabad 2019 suicide_bombing armed_assault
train week_later mopti 2020 armed_assault
test  week_later yala 2015 bombing
dev   week_later djibo 2023 armed_assault
train plot_case shymkent 2017 plot
test  plot_case makhachkala 2018 plot
dev   plot_case osh 2020 plot
train pursuit tillaberi 2022 armed_assault
test  pursuit arish 2017 suicide_bombing
train kidnap palma 2021 kidnapping
test  kidnap garissa 2023 kidnapping
dev   denied_strike marib 2022 air_strike
test  denied_strike deirezzor 2018 shelling
train denied_strike kunduz 2016 air_strike
train operation sukma 2019 killing
test  operation ayacucho 2021 killing
train totals khujand 2018 group_dismantled
test  totals osh 2016 arrest
dev   totals shymkent 2022 group_dismantled
train roundup deirezzor 2023 shelling
test  roundup baidoa 2021 bombing
train corrected jalalabad 2020 suicide_bombing
test  corrected bannu 2018 bombing
dev   corrected baidoa 2022 bombing
train attack_case cotabato 2019 arson
train same_day_city arish 2018 armed_assault armed_assault
test  same_day_city palma 2016 suicide_bombing suicide_bombing
dev   pursuit yala 2021 bombing
test  totals makhachkala 2021 arrest
train totals kirkuk 2020 arrest
dev   roundup djibo 2021 armed_assault
""")
