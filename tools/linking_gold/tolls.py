"""Figures as the day goes on: partial at first, then higher, and not the same from all."""

from datetime import date
from random import Random

from .desk import Desk, Draft, Toll
from .world import Act, Count


def a_toll(desk: Desk, low: int = 3, high: int = 19) -> Toll:
    killed = desk.rng.randint(low, high)
    return Toll(killed=Count(n=killed), injured=Count(n=killed + desk.rng.randint(3, 22)))


def grown(toll: Toll, rng: Random) -> Toll:
    """Return a later, higher toll."""
    killed, injured = toll.killed, toll.injured
    return Toll(
        killed=Count(n=killed.n + rng.randint(1, 3)) if killed else None,
        injured=Count(n=injured.n + rng.randint(0, 9)) if injured else None,
    )


def first_toll(toll: Toll, rng: Random) -> Toll:
    """Return a partial toll, as a flash has it."""
    killed = toll.killed
    if killed is None:
        return toll
    fewer = max(2, killed.n - rng.randint(1, 4))
    return Toll(
        killed=Count(n=fewer, operator=rng.choice(["at least", "at least", "", "more than"])),
        injured=Count(n=max(3, (toll.injured.n if toll.injured else 5) - rng.randint(0, 5))),
    )


def killed_only(toll: Toll) -> Toll:
    return Toll(killed=toll.killed)


def official_toll(toll: Toll, rng: Random) -> Toll:
    """Return the figures an authority settles on, sometimes lower than others'."""
    if toll.killed is None or rng.random() < 0.5:
        return toll
    return Toll(killed=Count(n=max(2, toll.killed.n - rng.randint(0, 3))), injured=toll.injured)


def toll_of(draft: Draft, act: Act, fallback: Toll) -> Toll:
    """Return the toll a draft gives, for the headline of its copy."""
    killed = draft.told[act.event].get("killed")
    return Toll(killed=Count(n=int(killed["low"]))) if killed else fallback


def toll_for(desk: Desk, type_: str) -> Toll:
    words = desk.phrases[type_]
    bare = "single" in words or "counted" in words or "deadless" in words
    return Toll() if bare or type_ == "killing_by_security_forces" else a_toll(desk)


def how_many(desk: Desk, type_: str) -> int:
    if type_ in {"kidnapping"}:
        return desk.rng.randint(4, 34)
    return desk.rng.randint(2, 7) if type_ == "killing_by_security_forces" else 0


def a_day(desk: Desk, year: int, first: int = 1, last: int = 12) -> date:
    return date(year, desk.rng.randint(first, last), desk.rng.randint(1, 26))
