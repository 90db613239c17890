"""What follows an act before the law."""

from . import reports
from .desk import Desk, Toll
from .voice import shift
from .world import Act


def follow_to_court(desk: Desk, act: Act, toll: Toll, *, steps: int) -> list[Act]:
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
