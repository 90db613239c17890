"""Stories of attacks: from the flash to the courts, and attacks that look alike."""

from random import Random

from . import reports
from .courts import follow_to_court
from .desk import Desk, Draft, Toll
from .plan import Plan
from .tolls import (
    a_day,
    a_toll,
    first_toll,
    grown,
    how_many,
    killed_only,
    official_toll,
    toll_for,
    toll_of,
)
from .voice import fill, sentence_case, shift
from .world import Act, Count, Statement


def older_act(desk: Desk, like: Act, name: str = "older") -> tuple[Act, Toll]:
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
    return older, killed_only(a_toll(desk))


def attack_case(desk: Desk, plan: Plan) -> None:
    """One attack from the first flash to the courts, with an older one as background."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    act = desk.act(
        "attack",
        type_,
        a_day(desk, plan.year, 2, 9),
        village=village if rng.random() < 0.7 else None,
        number_=how_many(desk, type_),
    )
    final = toll_for(desk, type_)
    older, older_toll = older_act(desk, act)
    police, ministry = desk.statement("police"), desk.statement("ministry")
    agency = desk.outlet("agency")
    first = reports.flash(desk, act, police, first_toll(final, rng), outlet=agency, on=act.day)
    first.paragraphs.append(desk.tell(first, older, "back", toll=older_toll, rng=rng))
    reports.reprint(
        desk, first, act, toll_of(first, act, final), outlet=desk.outlet("daily"), on=act.day
    )
    if final.killed:
        second = reports.update(desk, first, act, police, final, act.day)
        if rng.random() < 0.6:
            on = shift(act.day, 1)
            reports.reprint(desk, second, act, final, outlet=desk.outlet("tabloid", "daily"), on=on)
    told = official_toll(final, rng)
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
    reports.witness(desk, act, seen, grown(told, rng), outlet=desk.outlet("local"), on=day_on)
    group = rng.choice(desk.setting.groups)
    if rng.random() < 0.7:
        on = shift(act.day, rng.randint(1, 3))
        reports.claim(desk, act, group, killed_only(final), outlet=desk.outlet(), on=on)
    follow_to_court(desk, act, killed_only(final), steps=rng.choice([2, 3, 4]))
    if rng.random() < 0.6:
        on = act.day.replace(year=act.day.year + rng.choice([1, 1, 2, 3]))
        reports.anniversary(
            desk, act, killed_only(final), outlet=desk.outlet("local", "daily"), on=on
        )


def same_day_city(desk: Desk, plan: Plan) -> None:
    """Two attacks in one city on one day, told apart and together."""
    rng = desk.rng
    day = a_day(desk, plan.year)
    town = desk.setting.town
    morning = desk.act(
        "first", plan.types[0], day, hour="morning", number_=how_many(desk, plan.types[0])
    )
    evening = desk.act(
        "second", plan.types[1], day, hour="evening", number_=how_many(desk, plan.types[1])
    )
    tolls = {act.event: toll_for(desk, act.type) for act in (morning, evening)}
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
        grown(tolls[morning.event], rng),
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
    day = a_day(desk, plan.year)
    first = desk.act("first", type_, day, village=village, number_=how_many(desk, type_))
    again = desk.act(
        "again",
        type_,
        shift(day, rng.choice([6, 7, 8])),
        village=village,
        like=first if rng.random() < 0.5 else None,
        number_=how_many(desk, type_),
    )
    desk.keep_apart(first, again, "same place and kind, a week apart")
    tolls = {act.event: toll_for(desk, type_) for act in (first, again)}
    for act in (first, again):
        toll, said = tolls[act.event], desk.statement("police")
        report = reports.flash(
            desk, act, said, first_toll(toll, rng), outlet=desk.outlet("agency"), on=act.day
        )
        if act is again:
            report.paragraphs.append(
                desk.tell(report, first, "back", toll=killed_only(tolls[first.event]), rng=rng)
            )
        if toll.killed:
            reports.update(desk, report, act, said, toll, shift(act.day, 1))
        reports.reprint(
            desk,
            report,
            act,
            toll_of(report, act, toll),
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
            background_toll=killed_only(tolls[first.event]),
        )
    seen = desk.statement(rng.choice(["residents", "elder"]))
    reports.witness(
        desk,
        again,
        seen,
        grown(tolls[again.event], rng),
        outlet=desk.outlet("local"),
        on=shift(again.day, 2),
    )


def denied_strike(desk: Desk, plan: Plan) -> None:
    """People accuse an army of an air strike or of shelling; it denies; they protest."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    actor = "an army drone" if type_ == "air_strike" else "government forces"
    act = desk.act("strike", type_, a_day(desk, plan.year), village=village, words={"actor": actor})
    older, older_toll = older_act(desk, act)
    toll = a_toll(desk, 4, 17)
    people = desk.statement(rng.choice(["residents", "elder", "relatives"]))
    doctors, watchers = desk.statement("hospital"), desk.statement("monitor")
    army = desk.statement("army")
    first = reports.flash(
        desk, act, people, first_toll(toll, rng), outlet=desk.outlet("agency"), on=act.day
    )
    reports.reprint(
        desk, first, act, toll_of(first, act, toll), outlet=desk.outlet("daily"), on=act.day
    )
    reports.witness(
        desk, act, doctors, toll, outlet=desk.outlet("local", "broadcaster"), on=shift(act.day, 1)
    )
    reports.monitor(desk, act, watchers, grown(toll, rng), shift(act.day, 3))
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
            killed_only(toll),
            outlet=desk.outlet(*kinds),
            on=reports.next_day(march.day, rng),
        )
    reports.anniversary(
        desk,
        act,
        killed_only(toll),
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


def corrected(desk: Desk, plan: Plan) -> None:
    """An attack whose toll an agency has to put right, and one a year later on the day."""
    rng, type_ = desk.rng, plan.types[0]
    village = desk.fresh("village", desk.setting.villages)
    act = desk.act("attack", type_, a_day(desk, plan.year), village=village)
    right = a_toll(desk, 4, 12)
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
        killed_only(right),
        outlet=desk.outlet("daily", "agency", "alert"),
        on=shift(act.day, 2),
    )
    again = desk.act("year-later", type_, act.day.replace(year=act.day.year + 1), village=village)
    desk.keep_apart(act, again, "same place and day, a year later")
    new_toll, said = a_toll(desk, 3, 15), desk.statement("police")
    report = reports.flash(desk, again, said, new_toll, outlet=desk.outlet("agency"), on=again.day)
    report.paragraphs.append(desk.tell(report, act, "back", toll=killed_only(right), rng=rng))
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
        background_toll=killed_only(right),
    )
