"""One story's newsroom: makes acts, tells them in drafts, and keeps what is gold about both."""

import calendar
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from .voice import (
    CLOSE,
    NAMED,
    OPEN,
    arrests_in,
    attributed,
    day_and_month,
    end,
    fill,
    number,
    number_word,
    sentence_case,
    when,
    where,
)
from .world import Act, Count, Outlet, Setting, Statement, Village

EVIDENCE_WORDS = 12

NO_WORDS: Mapping[str, str] = {}

#: Acts whose figure says how many were taken, killed or held, rather than a toll of victims.
COUNTED = {
    "kidnapping": ("people",),
    "killing_by_security_forces": ("killed", "people"),
    "arrest": ("detained", "people"),
    "group_dismantled": ("detained", "people"),
    "charge": ("people",),
    "trial": ("people",),
    "sentence": ("people",),
    "appeal": ("people",),
    "release": ("people",),
}

#: Acts of the law and of groups, whose place is not told with them.
PLACELESS = {"claim_of_responsibility", "charge", "trial", "sentence", "appeal", "release"}


@dataclass(slots=True, kw_only=True)
class Draft:
    """An article in the making.

    ``paragraphs`` hold marks around evidence. ``told`` maps event ids to values, in order.
    ``seed`` fixes how the first sentence is worded, so that an update can be worded alike.
    """

    id: str
    outlet: Outlet
    published: date
    kind: str
    headline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    told: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, tuple[str, str, dict[str, str]]] = field(default_factory=dict)
    wire: tuple[str, int] | None = None
    introduced: set[str] = field(default_factory=set)
    furniture: list[str] = field(default_factory=list)
    credit: str = ""
    slug: str = ""
    seed: int = 0


@dataclass(slots=True, kw_only=True)
class Toll:
    """Killed and injured as one report has them."""

    killed: Count | None = None
    injured: Count | None = None


class Desk:
    """Makes the acts and articles of one story."""

    def __init__(
        self,
        story: str,
        part: str,
        setting: Setting,
        phrases: Mapping[str, Mapping[str, Any]],
        outlets: Mapping[str, Outlet],
    ) -> None:
        """Open a desk; the story's id is the seed of all its choices."""
        self.story, self.part, self.setting = story, part, setting
        self.phrases, self.outlets = phrases, outlets
        self.rng = Random(f"linking {story}")
        self.drafts: list[Draft] = []
        self.acts: dict[str, Act] = {}
        self.incidents: list[str] = []
        self.links: list[dict[str, str]] = []
        self.apart: list[dict[str, str]] = []
        self.totals: list[dict[str, Any]] = []
        self.denials: list[tuple[Draft, str, str]] = []
        self._statements = 0
        self._wires = 0
        self._used: set[str] = set()

    # Choices

    def pick(self, options: Sequence[str], rng: Random | None = None) -> str:
        """Choose a wording; every third of a long list is kept for the test part."""
        return (rng or self.rng).choice(self._open(options))

    def _open(self, options: Sequence[str]) -> Sequence[str]:
        if self.part == "test" or len(options) < 6:
            return options
        return [option for at, option in enumerate(options) if at % 3 != 2]

    def fresh(self, group: str, options: Sequence[Any]) -> Any:
        """Choose something this story has not used yet, if anything is left."""
        left = [o for o in options if f"{group}:{o}" not in self._used] or list(options)
        chosen = self.rng.choice(left)
        self._used.add(f"{group}:{chosen}")
        return chosen

    def outlet(self, *styles: str) -> Outlet:
        """Choose an outlet of one of the styles that has not yet written in this story."""
        if styles == ("local",):
            return self.local()
        fitting = [o for o in self.outlets.values() if not styles or o.style in styles]
        return self.outlets[self.fresh("outlet", [o.name for o in fitting])]

    def local(self) -> Outlet:
        """Return the town's own paper."""
        kind = ("Standard", "Observer", "Herald", "Echo")[len(self.setting.town) % 4]
        return Outlet(
            name=f"{self.setting.town} {kind}",
            domain=f"{_slug(self.setting.town)}-{kind.lower()}.example",
            style="local",
            dates="uk" if len(self.setting.id) % 2 else "us",
            numbers="words",
            dateline="",
            credit=("By {name}", "Staff report"),
        )

    def press_page(self, role: str) -> Outlet:
        """Return an authority's own page."""
        name = self.setting.speakers[role][0]
        return Outlet(
            name=f"Press service, {re.sub('^the ', '', name)} ({self.setting.country})",
            domain=f"{_slug(name)}-{self.setting.id}.example",
            style="ministry",
            dates="uk",
            numbers="digits",
            dateline="",
            credit=("",),
        )

    def monitor_page(self) -> Outlet:
        """Return the page of the region's monitor."""
        name = re.sub("^the ", "", self.setting.monitor)
        return Outlet(
            name=sentence_case(name),
            domain=f"{_slug(name)}.example",
            style="monitor",
            dates="uk",
            numbers="words",
            dateline="",
            credit=("",),
        )

    def statement(self, role: str) -> Statement:
        """Open a statement of an authority, of witnesses, or of a monitor."""
        self._statements += 1
        id_ = f"{self.story}-s{self._statements}"
        if role in self.setting.speakers:
            return Statement(id=id_, forms=self.setting.speakers[role], official=True)
        named = self.rng.choice(self.setting.names)
        forms = {
            "residents": ("residents", "villagers", "two residents", "people who live there"),
            "hospital": (f"doctors at {self.setting.hospital}", "a doctor", "hospital staff"),
            "monitor": (self.setting.monitor, "the monitoring group"),
            "relatives": ("relatives of the victims", "families of the victims"),
            "witness": (f"{named}, who saw it from a roof", f"{named}, a witness"),
            "elder": (f"village elder {named}", "a village elder"),
        }[role]
        return Statement(id=id_, forms=forms, official=False)

    # Acts

    def act(
        self,
        name: str,
        type_: str,
        day: date,
        *,
        village: Village | None = None,
        town: str | None = None,
        like: Act | None = None,
        number_: int = 0,
        hour: str | None = None,
        incident: bool = True,
        words: Mapping[str, str] = NO_WORDS,
    ) -> Act:
        """Make an act; ``like`` takes targets and means over from another, ``words`` fill slots."""
        phrases = self.phrases[type_]
        chosen: dict[str, str] = {}
        if like is not None:
            chosen.update(like.slots)
        else:
            if "targets" in phrases:
                target, short = self.fresh(f"{type_}.target", phrases["targets"])
                chosen.update(target=target, short=short)
            for slot in ("means", "actors", "victims", "places"):
                if slot in phrases:
                    chosen[{"actors": "actor", "places": "site"}.get(slot, slot)] = self.fresh(
                        f"{type_}.{slot}", phrases[slot]
                    )
        chosen.update(words)
        act = Act(
            event=f"{self.story}-{name}",
            type=type_,
            day=day,
            hour=self.rng.choice(["morning", "afternoon", "evening", "night", ""])
            if hour is None
            else hour,
            village=village,
            where=town,
            slots=chosen,
            colour=tuple(tuple(wordings) for wordings in phrases.get("colour", ())),
            number=number_,
        )
        self.acts[act.event] = act
        if incident:
            self.incidents.append(act.event)
        return act

    def link(self, first: Act, second: Act, kind: str) -> None:
        """Tie two acts of one case."""
        self.links.append({"from": first.event, "to": second.event, "kind": kind})

    def keep_apart(self, first: Act, second: Act, why: str) -> None:
        """Mark two acts as never one."""
        self.apart.append({"a": first.event, "b": second.event, "why": why})

    # Drafts

    def draft(self, kind: str, outlet: Outlet, published: date) -> Draft:
        """Open a draft."""
        draft = Draft(
            id=f"{self.story}-{len(self.drafts) + 1:02d}",
            outlet=outlet,
            published=published,
            kind=kind,
            seed=self.rng.randrange(10**9),
        )
        if outlet.style != "ministry":
            name = self.rng.choice(self.setting.names)
            credit = self.rng.choice(outlet.credit)
            draft.credit = credit.format(name=name, Town=self.setting.town)
        pool = self.phrases["prose"]["furniture"]
        if self.rng.random() < 0.45:
            draft.furniture = [
                line.format(
                    year=published.year,
                    Outlet=outlet.name,
                    Country=self.setting.country,
                    Town=self.setting.town,
                )
                for line in self.rng.sample(pool, self.rng.choice([1, 1, 2, 3]))
            ]
        self.drafts.append(draft)
        return draft

    def wire(self, draft: Draft) -> None:
        """Open a wire group with a draft."""
        if draft.wire is None:
            self._wires += 1
            draft.wire = (f"{self.story}-w{self._wires}", 1)

    def slots(
        self, draft: Draft, act: Act, toll: Toll, rng: Random
    ) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the words for an act in a draft, and the values they mean."""
        setting, outlet = self.setting, draft.outlet
        if act.event not in draft.places:
            draft.places[act.event] = where(act, setting, outlet, Random(f"{draft.seed} place"))
        phrase, short, place = draft.places[act.event]
        there = f"in {short}" if act.village else f"in {setting.town if not act.where else short}"
        spoken, days = when(act, draft.published, outlet, rng)
        values: dict[str, Any] = {
            "type": act.type,
            "date": {"start": str(days[0]), "end": str(days[1])} if days else None,
            "place": None if act.type in PLACELESS else {k: v for k, v in place.items() if v},
        }
        slots = dict(act.slots)
        slots.update(
            where=there if act.event in draft.introduced else phrase,
            there=there,
            when=spoken,
            town=setting.town,
            hospital=setting.hospital,
            P=short,
            T=setting.town,
            A=setting.admin1,
            C=setting.country,
        )
        _toll_slots(slots, values, toll, outlet, rng)
        if act.number:
            slots["n"] = number(Count(n=act.number), outlet)
            slots["N"] = str(act.number) if act.number > 9 else number_word(act.number)
            for name in COUNTED.get(act.type, ()):
                values[name] = Count(n=act.number).gold
        elif toll.killed:
            values["people"] = values["killed"]
        if act.type == "assassination":
            one = Count(n=1).gold
            values.update(killed=one, people=one)
        return slots, values

    def tell(
        self,
        draft: Draft,
        act: Act,
        form: str = "lead",
        *,
        toll: Toll | None = None,
        statement: Statement | None = None,
        say: bool = True,
        rng: Random | None = None,
        words: Mapping[str, str] = NO_WORDS,
    ) -> str:
        """Return a sentence that tells an act, and note in the draft what it says."""
        rng = rng or Random(f"{draft.seed} {act.event} {form}")
        slots, values = self.slots(draft, act, toll or Toll(), rng)
        slots.update(words)
        draft.introduced.add(act.event)
        if statement and slots.get("actor") in statement.forms:
            slots["actor"] = rng.choice(["its officers", "officers"])
        clause = self._clause(act, form, slots, draft, rng)
        source = rng.choice(statement.forms) if statement else None
        values.update(
            statement=statement.id if statement else None,
            source=source if say else None,
            status="official" if statement and statement.official else "fact",
        )
        values["also"] = self.phrases[act.type].get("also", [])
        for name, value in values.items():
            draft.told.setdefault(act.event, {}).setdefault(name, value)
        if arrests_in(act.event) in clause:
            draft.told.setdefault(arrests_in(act.event), {**values, "type": "arrest"})
            link = {"from": arrests_in(act.event), "to": act.event, "kind": "part_of"}
            if link not in self.links:
                self.links.append(link)
        if source is None or not say:
            return end(clause)
        return attributed(clause, source, draft.outlet, rng)

    def _clause(self, act: Act, form: str, slots: dict[str, str], draft: Draft, rng: Random) -> str:
        words = self.phrases[act.type]
        options = list(self._open(words[form]))
        style = {"ministry": "official", "alert": "official"}.get(
            draft.outlet.style, draft.outlet.style
        )
        if form == "lead" and style in words and rng.random() < 0.75:
            options = list(words[style])
        rng.shuffle(options)
        for option in [*options, *words[form]]:
            text = fill(option, slots, act.event)
            if text is not None:
                return text
        raise ValueError(f"{act.event}: no {form} of {act.type} can be filled")

    def cause(self, draft: Draft, act: Act, rng: Random) -> dict[str, str]:
        """Return words by which a later act names an earlier one."""
        slots, _ = self.slots(draft, act, Toll(), rng)
        ref = fill(self.pick(self.phrases[act.type]["ref"], rng), slots, "") or "the attack"
        noun = re.sub("^the ", "", ref)
        place = slots["P"]
        at = "" if place in ref else f" in {place}"
        forms = [f"{ref}{at} {slots['when']}", f"{ref}{at}"]
        if (draft.published - act.day).days > 6 and re.match("on ", slots["when"]):
            forms.append(f"the {day_and_month(act.day, draft.outlet)} {noun}{at}")
        long = rng.choice(forms)
        short = noun if place in noun else f"{place} {noun}"
        return {
            "cause": long,
            "cause_short": short,
            "cause_place": f"{at.strip() or slots['there']} {slots['when']}",
        }

    def headline(
        self, draft: Draft, act: Act, toll: Toll | None = None, words: Mapping[str, str] = NO_WORDS
    ) -> str:
        """Return a headline for an act."""
        rng = Random(f"{draft.seed} head")
        slots, _ = self.slots(draft, act, toll or Toll(), rng)
        slots.update(words)
        slots["Short"] = slots.get("short", "").capitalize()
        if toll and toll.killed:
            slots["K"] = str(toll.killed.n)
        if toll and toll.injured:
            slots["I"] = str(toll.injured.n)
        options = list(self._open(self.phrases[act.type]["head"]))
        rng.shuffle(options)
        for option in options:
            text = fill(option, slots, "")
            if text:
                break
        else:
            text = self.setting.town
        text = sentence_case(text.replace("the ", "", 1) if text.startswith("the ") else text)
        if draft.outlet.style == "tabloid":
            return text.upper() if rng.random() < 0.4 else f"{text}!"
        if draft.outlet.style == "daily" and rng.random() < 0.3:
            return " ".join(
                w if w in {"in", "of", "at", "on", "by", "as", "the"} else w[:1].upper() + w[1:]
                for w in text.split()
            )
        return text

    def prose(
        self, draft: Draft, kind: str, act: Act | None = None, words: Mapping[str, str] = NO_WORDS
    ) -> str:
        """Return a sentence that tells no event, not used in this story before if possible."""
        options = self.phrases["prose"][kind]
        chosen = self.fresh(f"{kind}", options)
        if isinstance(chosen, list):
            chosen = self.rng.choice(chosen)
        names = self.rng.sample(self.setting.names, 2)
        slots = {
            "Town": self.setting.town,
            "A": self.setting.admin1,
            "Country": self.setting.country,
            "capital": self.setting.capital,
            "hospital": self.setting.hospital,
            "Outlet": draft.outlet.name,
            "name": names[0],
            "name2": names[1],
            **words,
        }
        if act is not None:
            slots.update(self.cause(draft, act, self.rng))
            slots["ref"] = self.pick(self.phrases[act.type]["ref"])
            inner, _ = self.slots(draft, act, Toll(), self.rng)
            slots["ref"] = fill(slots["ref"], inner, "") or "the attack"
            slots["ref_of"] = "this" if self.rng.random() < 0.5 else "it"
            slots["there"] = inner["there"]
            slots["P"] = inner["P"]
        text = fill(chosen, slots, "")
        if text is None:
            raise ValueError(f"cannot fill {chosen!r}")
        return sentence_case(text)

    def colour(self, draft: Draft, act: Act, source: str | None = None) -> str:
        """Return a fact of the scene, with or without who told it."""
        options = [wordings for wordings in act.colour if str(wordings) not in draft.slug]
        wordings = self.rng.choice(options or list(act.colour))
        draft.slug += str(wordings)
        text = self.rng.choice(list(wordings)).replace("{hospital}", self.setting.hospital)
        if source:
            lowered = text[:1].lower() + text[1:]
            return sentence_case(
                self.rng.choice([f"{text}, {source} said.", f"{source} said {lowered}."])
            )
        return sentence_case(text) + "."

    def pad(self, draft: Draft, act: Act | None = None) -> None:
        """Add paragraphs that tell no event until a draft has the length its outlet prints."""
        low, high = _LENGTHS.get(draft.outlet.style, (60, 140))
        wanted = self.rng.randint(low, high)
        kinds = ["setting", "after", "analyst", "quotes", "people", "setting"]
        if act is not None and "victims" in act.slots and "killed" in draft.told[act.event]:
            kinds = ["hurt", "blame", *kinds]
        if act is not None and "target" in act.slots and act.type != "plot":
            kinds.append("retell")
        self.rng.shuffle(kinds)
        while kinds and sum(len(p.split()) for p in draft.paragraphs) < wanted:
            group = self.rng.choice(self.setting.groups)
            made = []
            for kind in (kinds.pop(), kinds.pop() if kinds and self.rng.random() < 0.5 else None):
                if kind is not None:
                    about = act if kind == "retell" else None
                    made.append(
                        self.prose(
                            draft,
                            kind,
                            about,
                            words={"group": group, "Group": sentence_case(group)},
                        )
                    )
            at = self.rng.randint(min(2, len(draft.paragraphs)), len(draft.paragraphs))
            draft.paragraphs.insert(at, " ".join(made))


#: Words an outlet of a style prints, at least and at most.
_LENGTHS = {
    "agency": (90, 230),
    "daily": (120, 260),
    "local": (90, 200),
    "translated": (70, 170),
    "broadcaster": (60, 120),
    "tabloid": (60, 120),
    "monitor": (120, 250),
    "ministry": (40, 90),
    "alert": (40, 60),
}


def _toll_slots(
    slots: dict[str, str], values: dict[str, Any], toll: Toll, outlet: Outlet, rng: Random
) -> None:
    if toll.killed:
        k = number(toll.killed, outlet)
        one = toll.killed.n == 1
        slots.update(
            k=k,
            kp=f"{k} {'person' if one else 'people'}",
            kv="" if one or "victims" not in slots else f"{k} {slots['victims']}",
            were="was" if one else "were",
            K=str(toll.killed.n),
        )
        values["killed"] = toll.killed.gold
    if toll.injured:
        i = number(toll.injured, outlet)
        slots.update(i=i, ip=f"{i} {rng.choice(['others', 'people', 'more'])}")
        values["injured"] = toll.injured.gold


def _slug(text: str) -> str:
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in text.lower())
    return re.sub("-+", "-", plain).strip("-").removeprefix("the-")


def finish(desk: Desk, draft: Draft) -> dict[str, Any]:
    """Return a draft as one line of gold: its text with header lines, and its mentions."""
    outlet, day = draft.outlet, draft.published
    rng = Random(f"{draft.seed} finish")
    paragraphs = list(draft.paragraphs)
    dateline = outlet.dateline.format(
        TOWN=desk.setting.town.upper(),
        Town=desk.setting.town,
        Country=desk.setting.country,
        date=day_and_month(day, outlet),
        Month_day=f"{calendar.month_name[day.month]} {day.day}",
    )
    if dateline and draft.kind not in {"anniversary"}:
        paragraphs[0] = dateline + paragraphs[0]
    body = "\n\n".join(paragraphs)
    body = re.sub(rf",({CLOSE}?),?({CLOSE}?)([,.;:])", r"\1\2\3", body)
    evidence: dict[str, str] = {}
    for match in re.finditer(rf"{OPEN}([^{NAMED}]*){NAMED}([^{CLOSE}]*){CLOSE}", body):
        words = match[2].split()[:EVIDENCE_WORDS]
        evidence.setdefault(match[1], " ".join(words).rstrip(",;."))
    plain = re.sub(rf"{OPEN}[^{NAMED}]*{NAMED}|{CLOSE}", "", body)
    url = f"https://{outlet.domain}/{day:%Y/%m/%d}/{_slug(draft.headline)[:40]}"
    head = [f"URL: {url}", f"PUBLISHED: {day}", f"OUTLET: {outlet.name}"]
    if rng.random() < 0.3:
        head.append(f"TITLE: {draft.headline}")
    parts = ["\n".join(head), draft.headline]
    if draft.credit and draft.credit.startswith("By "):
        parts.append(draft.credit)
    parts.append(plain)
    if draft.credit and not draft.credit.startswith("By "):
        parts.append(draft.credit)
    parts += draft.furniture
    parts.append(desk.phrases["prose"]["disclaimer"])
    mentions = []
    told = [(event, values) for event, values in draft.told.items() if event in evidence]
    for at, (event, values) in enumerate(told, start=1):
        mention = {"id": f"{draft.id}-{at}", "event": event, "type": values["type"]}
        mention.update(also=values.get("also", []), evidence=evidence[event])
        mention.update({name: values[name] for name in _VALUES if values.get(name) is not None})
        mentions.append(mention)
    return {
        "schema": "dateline-linking/1",
        "id": draft.id,
        "part": desk.part,
        "story": desk.story,
        "published": str(day),
        "outlet": outlet.name,
        "url": url,
        "kind": draft.kind,
        "wire": {"group": draft.wire[0], "version": draft.wire[1]} if draft.wire else None,
        "text": "\n\n".join(parts) + "\n",
        "mentions": mentions,
    }


_VALUES = (
    "date",
    "place",
    "killed",
    "injured",
    "detained",
    "people",
    "source",
    "statement",
    "scope",
    "stage",
    "status",
    "optional",
)
