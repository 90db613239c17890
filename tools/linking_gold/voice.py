"""How an outlet writes numbers, days, places and who says so."""

import calendar
import re
from datetime import date, timedelta
from random import Random

from .world import Act, Count, Outlet, Setting

_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

#: Marks around the words that are evidence for a mention: opened, named, closed.
OPEN, NAMED, CLOSE = "\x01", "\x02", "\x03"


def number_word(n: int) -> str:
    """Return a number below a hundred in words, a greater one in digits."""
    if n < len(_SMALL):
        return _SMALL[n]
    if n >= 100:
        return f"{n:,}"
    tens, ones = divmod(n, 10)
    return _TENS[tens - 2] + (f"-{_SMALL[ones]}" if ones else "")


def ordinal_word(n: int) -> str:
    """Return the ordinal of one to five."""
    return ("first", "second", "third", "fourth", "fifth")[n - 1]


def number(count: Count, outlet: Outlet) -> str:
    """Return a figure as an outlet writes it."""
    digits = outlet.numbers == "digits" or count.n > 10
    plain = f"{count.n:,}" if digits else number_word(count.n)
    return f"{count.operator} {plain}".strip()


def day_and_month(day: date, outlet: Outlet) -> str:
    """Return a day as an outlet writes it: "March 11" or "11 March"."""
    month = calendar.month_name[day.month]
    return f"{month} {day.day}" if outlet.dates == "us" else f"{day.day} {month}"


def when(
    act: Act, published: date, outlet: Outlet, rng: Random
) -> tuple[str, tuple[date, date] | None]:
    """Return words for the day of an act, and the days they mean."""
    return when_day(act.day, act.hour, published, outlet, rng)


def when_day(
    day: date, hour: str, published: date, outlet: Outlet, rng: Random
) -> tuple[str, tuple[date, date] | None]:
    """Return words for a day as told on another, and the days they mean."""
    age = (published - day).days
    exact, dated = (day, day), day_and_month(day, outlet)
    weekday = calendar.day_name[day.weekday()]
    if age < 7:
        part = f" {hour}" if hour and rng.random() < 0.4 else ""
        options = [f"on {weekday}{part}"] * 5 + [f"on {dated}", f"on {weekday}, {dated},"]
        if hour == "night":
            options.append(f"late on {weekday}")
        if age == 1 and outlet.style in {"local", "tabloid"}:
            options += ["yesterday"] * 3
        if age == 0 and outlet.style in {"broadcaster", "tabloid"}:
            options += ["today", "earlier today"]
        if outlet.style in {"ministry", "translated", "alert"}:
            options = [f"on {dated}"] * 3 + [f"on {dated}, {day.year},", f"on {weekday}"]
        return rng.choice(options), exact
    month = calendar.month_name[day.month]
    last = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
    whole_month = (day.replace(day=1), last)
    this_month = published.month == day.month and published.year == day.year
    if age > 9 and this_month and rng.random() < 0.25:
        return "earlier this month", (day.replace(day=1), published)
    monday = published - timedelta(days=published.weekday())
    if monday - timedelta(days=7) <= day < monday and rng.random() < 0.25:
        return "last week", (monday - timedelta(days=7), monday - timedelta(days=1))
    if published.year == day.year:
        if age > 31 and rng.random() < 0.25:
            return f"in {month}", whole_month
        return f"on {dated}", exact
    if age < 300 and published.year == day.year + 1 and rng.random() < 0.5:
        return f"last {month}" if rng.random() < 0.4 else f"in {month} {day.year}", whole_month
    if rng.random() < 0.35:
        return f"in {month} {day.year}", whole_month
    if rng.random() < 0.1:
        return f"in {day.year}", (date(day.year, 1, 1), date(day.year, 12, 31))
    return (f"on {dated}, {day.year}," if outlet.dates == "us" else f"on {dated} {day.year}"), exact


def where(
    act: Act, setting: Setting, outlet: Outlet, rng: Random
) -> tuple[str, str, dict[str, str]]:
    """Return words for a place at first mention, its short name, and the place they mean."""
    town, admin1 = setting.town, setting.admin1_phrase
    gold = {"name": town, "admin1": setting.admin1, "country": setting.code}
    village = act.village
    if village is None:
        name = act.where or town
        gold["name"] = name
        forms = [f"in {name}", f"in the city of {name}", f"in {setting.country}'s {name}"]
        forms += [f"in central {name}", f"in downtown {name}"]
        if name == town:
            forms.append(f"in {name}, {admin1}")
        else:
            gold["admin1"] = ""
        if outlet.style == "daily":
            forms += [f"in the {setting.demonym} city of {name}"] * 2
        return rng.choice(forms), name, gold
    name = village.other if outlet.style == "translated" and rng.random() < 0.6 else village.name
    distance = (
        f"{round(village.distance_km * 0.62)} miles"
        if outlet.name == "Bay Harbor Ledger"
        else f"{village.distance_km} km"
    )
    forms = [
        f"in {name}, a village {distance} {village.direction} of {town}",
        f"in the village of {name}, near {town}",
        f"in {name} in {admin1}",
        f"in the {name} area, {distance} {village.direction} of {town}",
        f"near {name}, outside {town}",
        f"in {name}",
    ]
    if outlet.style in {"daily", "broadcaster", "translated"} and rng.random() < 0.1:
        gold["name"] = setting.admin1
        forms = [f"in {admin1}", f"in a village in {admin1}", f"in {setting.country}'s {admin1}"]
        return rng.choice(forms).replace("'s the ", "'s "), setting.admin1, gold
    if outlet.style in {"daily", "alert", "broadcaster"} and rng.random() < 0.35:
        vague = [f"near {town}", f"outside {town}", f"near the town of {town} in {admin1}"]
        return rng.choice(vague), town, gold
    gold["name"] = f"{name}, {town}"
    return rng.choice(forms), name, gold


def fill(template: str, slots: dict[str, str], key: str) -> str | None:
    """Return a phrase with its slots filled and its evidence marked; ``None`` if one is empty."""
    names = re.findall(r"\{(\w+)\}", template)
    if any(not slots.get(name) for name in names):
        return None
    text = re.sub(r"\{(\w+)\}", lambda match: slots[match[1]], template)
    text = text.replace("[", f"{OPEN}{key}{NAMED}").replace("]", CLOSE)
    text = text.replace("<", f"{OPEN}{arrests_in(key)}{NAMED}").replace(">", CLOSE)
    text = re.sub(r",(\x03?)([,.;])", r"\1\2", text)
    return re.sub(r" {2,}", " ", text).strip()


def arrests_in(event: str) -> str:
    """Return the id of the arrests made when a group is broken up."""
    return f"{event}-arrests"


def sentence_case(text: str) -> str:
    """Return a text with its first letter in upper case, marks aside."""
    match = re.match(rf"(?:{OPEN}[^{NAMED}]*{NAMED}|[\"“(])*", text)
    at = match.end() if match else 0
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def end(text: str) -> str:
    """Return a text as a sentence."""
    return sentence_case(text).rstrip(",") + "."


def attributed(clause: str, source: str, outlet: Outlet, rng: Random) -> str:
    """Return a clause as a sentence that says who says so."""
    plain = [
        f"{clause}, {source} said.",
        f"{clause}, according to {source}.",
        f"{source} said that {clause}.",
        f"{source} said {clause}.",
        f"according to {source}, {clause}.",
    ]
    if "." in clause or ";" in clause:
        plain = plain[:2]
    if outlet.style == "translated":
        plain += [f"{source} informed that {clause}.", f"as reported by {source}, {clause}."]
    if outlet.style in {"agency", "daily"}:
        plain += [f"{clause}, {source} told {outlet.name}."]
    chosen = rng.choice(plain)
    return sentence_case(re.sub(r",(\x03?),", r"\1,", chosen))


def years_between(first: date, second: date) -> int:
    """Return whole years."""
    return second.year - first.year - ((second.month, second.day) < (first.month, first.day))


def shift(day: date, days: int) -> date:
    """Return a day so many days on."""
    return day + timedelta(days=days)
