"""Stories of plots, pursuits, kidnappings and operations of forces."""

from datetime import date
from random import Random

from . import reports
from .courts import follow_to_court
from .desk import Desk, Draft, Toll
from .plan import Plan
from .tolls import a_day, first_toll, grown, killed_only, toll_for
from .voice import shift
from .world import Act, Outlet, Statement


def plot_case(desk: Desk, plan: Plan) -> None:
    """A plot stopped by arrests and taken to court; a like one a few weeks on."""
    rng = desk.rng
    day = a_day(desk, plan.year, 2, 7)
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
    act = desk.act("attack", type_, a_day(desk, plan.year, 2, 9), village=village)
    toll = toll_for(desk, type_)
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
        desk, act, police, first_toll(toll, rng), outlet=desk.outlet("agency"), on=act.day
    )
    if toll.killed:
        reports.update(desk, first, act, police, toll, act.day)
    reports.paraphrase(
        desk, act, police, toll, outlet=desk.outlet("translated", "alert"), on=shift(act.day, 1)
    )
    seen = desk.statement("residents")
    reports.witness(
        desk, act, seen, grown(toll, rng), outlet=desk.outlet("local"), on=shift(act.day, 1)
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
            1, desk.tell(draft, act, "back", toll=killed_only(toll), rng=Random(draft.seed))
        )
    again = desk.statement("army")
    reports.brief(desk, later, again, Toll(), outlet=desk.outlet("daily", "agency"), on=later.day)
    recalled = reports.paraphrase(
        desk, later, again, Toll(), outlet=desk.outlet("broadcaster", "translated"), on=later.day
    )
    recalled.paragraphs.append(desk.tell(recalled, hunt, "back", rng=Random(recalled.seed)))
    follow_to_court(desk, act, killed_only(toll), steps=3)


def kidnap(desk: Desk, plan: Plan) -> None:
    """A kidnapping, how the captives came home, and another one nearby."""
    rng = desk.rng
    village, other = rng.sample(list(desk.setting.villages), 2)
    taken = desk.act(
        "kidnapping",
        "kidnapping",
        a_day(desk, plan.year, 1, 10),
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
    _report_kidnapping(desk, taken, second, freed, days)
    follow_to_court(desk, taken, Toll(), steps=2)


def _report_kidnapping(desk: Desk, taken: Act, second: Act, freed: Act, days: int) -> None:
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
            on=reports.next_day(freed.day, desk.rng),
            statement=officials,
            words={"days": str(days)},
        )


def operation(desk: Desk, plan: Plan) -> None:
    """Forces say they killed militants; relatives say otherwise; a like operation follows."""
    rng = desk.rng
    village = desk.fresh("village", desk.setting.villages)
    type_ = "killing_by_security_forces"
    act = desk.act(
        "operation", type_, a_day(desk, plan.year), village=village, number_=rng.randint(2, 6)
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
