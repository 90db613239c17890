"""Values in the words of the reader's language."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from dateline.core.claims import Role, Scope, Stage, Status
from dateline.core.decisions import Decision, DecisionKind
from dateline.core.events import Event, TollField
from dateline.core.grounded import (
    Count,
    Interval,
    Place,
    PlacePrecision,
    Reason,
    Standing,
    TimePrecision,
    TimeRelation,
)
from dateline.explore.explorer import EventLine
from dateline.explore.filters import SEPARATOR
from dateline.exports.tolls import Total
from dateline.exports.wording import (
    DISPUTED,
    NOT_STATED,
    interval_words,
    place_words,
    range_words,
    type_words,
)
from dateline.resources.actors import load_actors
from dateline.resources.codebook import EventType
from dateline.review.changes import FieldChange, changed_fields
from dateline.review.second_coding import RELEVANT
from dateline.review.wording import value_words
from dateline.server.locales import Catalogue

_SHORT = 8
_ENGLISH_DAYS = re.compile(r"(?:(by|from) )?([0-9–-]+)(?: \(([a-z ]+)\))?(\*?)")
_NO_COUNTRY = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_PLAIN_TIMES = frozenset({TimePrecision.DAY, TimePrecision.DAYS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words for values, by a catalogue and the labels of a codebook's types."""

    catalogue: Catalogue
    types: Mapping[str, EventType]

    def type(self, event_type: str | None) -> str:
        """Return the name of an event type."""
        if not event_type:
            return self.catalogue.text("value.untyped")
        named = self.catalogue.types.get(event_type)
        if named:
            return named
        known = self.types.get(event_type)
        return known.label if known else type_words(event_type)

    def definition(self, event_type: str) -> str | None:
        """Return what a type of the built-in codebook covers, ``None`` if only that says so."""
        return self.catalogue.definitions.get(event_type)

    def stage(self, stage: Stage | str | None) -> str:
        """Return a stage in words."""
        return self.code("stage", stage)

    def status(self, status: Status | str | None) -> str:
        """Return a status in words."""
        return self.code("status", status)

    def scope(self, scope: Scope | str | None) -> str:
        """Return a scope in words."""
        return self.code("scope", scope)

    def code(self, family: str, code: str | None) -> str:
        """Return a code of a family such as "stage" in words."""
        return NOT_STATED if code is None else self.catalogue.text(f"{family}.{code}")

    def interval(self, interval: Interval | None) -> str:
        """Return an interval with its precision: "2016-06 (month)", "by 2020-03-13"."""
        if interval is None:
            return NOT_STATED
        plain = replace(interval, relation=TimeRelation.IN)
        words = interval_words(plain).split(" (")[0]
        if interval.precision not in _PLAIN_TIMES:
            words += f" ({self.catalogue.text(f'precision.time.{interval.precision}')})"
        if interval.relation is TimeRelation.ON_OR_BEFORE:
            return self.catalogue.text("value.by", days=words)
        if interval.relation is TimeRelation.ON_OR_AFTER:
            return self.catalogue.text("value.from", days=words)
        return words

    def place(self, place: Place | None) -> str:
        """Return a place with the code of its country; a country by its name."""
        if place is None:
            return NOT_STATED
        if place.precision is PlacePrecision.COUNTRY:
            return self._place_name(place)
        return place_words(place)

    def place_in_full(self, place: Place | None) -> str:
        """Return a place with the unit and country it lies in, and how narrow it is."""
        if place is None:
            return NOT_STATED
        names = [self._place_name(place)]
        if place.admin1 and place.admin1 != place.name:
            names.append(place.admin1)
        precision = self.catalogue.text(f"precision.place.{place.precision}")
        return f"{', '.join(self._in_country(names, place))} ({precision})"

    def place_by_name(self, place: Place) -> str:
        """Return a place with the name of its country: "Almaty, Kazakhstan"."""
        return ", ".join(self._in_country([self._place_name(place)], place))

    def _place_name(self, place: Place) -> str:
        """Return a place's name; that of a country in the reader's language."""
        if place.precision is PlacePrecision.COUNTRY and place.country:
            return self.catalogue.countries.get(place.country, place.name)
        return place.name

    def _in_country(self, names: list[str], place: Place) -> list[str]:
        within = place.country and place.precision not in _NO_COUNTRY
        return [*names, self.country(place.country)] if place.country and within else names

    def count(self, count: Count | Total | None) -> str:
        """Return a count as a range: "5", "7–8", "12+", "up to 3"."""
        if count is None:
            return NOT_STATED
        words = self._range(count.low, count.best, count.high)
        unit = getattr(count, "unit", None)
        return f"{words} {unit}" if unit else words

    def _range(self, low: float | None, best: float | None, high: float | None) -> str:
        words = range_words(low, best, high)
        for english, key in (("up to ", "value.up_to"), ("about ", "value.about")):
            if words.startswith(english):
                words = self.catalogue.text(key, count=words.removeprefix(english))
        return self.catalogue.text("value.some") if words == "some" else words

    def standing(self, standing: Standing | None) -> str | None:
        """Return why a figure is worth less than others; ``None`` if it is not."""
        if standing in (None, Standing.STATED, Standing.REPEATED):
            return None
        return self.catalogue.text(f"standing.{standing}")

    def toll(self, toll: TollField) -> str:
        """Return the name of a toll: "killed, victims"."""
        return self.catalogue.text(
            "field.toll",
            effect=self.catalogue.text(f"effect.{toll.effect}"),
            side=self.catalogue.text(f"side.{toll.side}"),
        )

    def reason(self, reason: Reason) -> str:
        """Return why a value is left open."""
        return self.catalogue.text(f"reason_open.{reason.name.lower()}")

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return self.catalogue.countries.get(code, code)

    def place_path(self, path: str) -> str:
        """Return the name of the last part of a place's path; a country by its name."""
        *_, last = path.split(SEPARATOR)
        return self.country(last) if SEPARATOR not in path else last

    def place_full_path(self, path: str) -> str:
        """Return a place's path with the narrowest part first: "Almaty Region, Kazakhstan"."""
        country, *parts = path.split(SEPARATOR)
        names = [*reversed(parts), *([self.country(country)] if country else [])]
        return ", ".join(names)

    def actor(self, actor: str) -> str:
        """Return the name of a known actor."""
        known = load_actors().get(actor)
        return known.name if known else actor

    def day(self, day: date | None) -> str:
        """Return a day of publication, or that there is none."""
        return day.isoformat() if day else self.catalogue.text("value.undated")

    def notes(self, event: Event) -> list[str]:
        """Return what must stand beside a type; an accomplished incident of fact needs nothing."""
        notes = []
        if event.scope.value is Scope.AGGREGATE:
            notes.append(self.scope(Scope.AGGREGATE))
        if event.stage.value not in (None, Stage.ACCOMPLISHED):
            notes.append(self.stage(event.stage.value))
        if event.status.value not in (None, Status.FACT):
            notes.append(self.code("status_note", event.status.value))
        return notes

    def line_notes(self, line: EventLine) -> list[str]:
        """Return what must stand beside the type of a line."""
        notes = []
        if line.scope == Scope.AGGREGATE:
            notes.append(self.scope(line.scope))
        if line.stage not in ("", Stage.ACCOMPLISHED):
            notes.append(self.stage(line.stage))
        if line.status not in ("", Status.FACT):
            notes.append(self.code("status_note", line.status))
        return notes

    def line_place(self, line: EventLine) -> str:
        """Return where a line's event was, starred if disputed; a country in these words."""
        where = line.line.where
        if not line.country:
            return where
        star = DISPUTED if where.endswith(DISPUTED) else ""
        return self.catalogue.countries.get(line.country, where.removesuffix(DISPUTED)) + star

    def days(self, words: str) -> str:
        """Return an interval that stands in English words in the reader's language."""
        match = _ENGLISH_DAYS.fullmatch(words)
        if match is None:
            return words
        before, days, precision, star = match.groups()
        if precision:
            key = precision.replace(" ", "_")
            days += f" ({self.catalogue.text(f'precision.time.{key}')})"
        if before:
            days = self.catalogue.text(f"value.{before}", days=days)
        return days + star

    def title(self, event: Event) -> str:
        """Return what a link to an event says: type, place and day."""
        parts = [self.type(event.type.value)]
        if event.place.value is not None:
            parts.append(self.place(event.place.value))
        if event.time.value is not None:
            parts.append(self.interval(event.time.value))
        return " · ".join(parts)

    def field(self, key: str) -> str:
        """Return the name of a field as decisions name it: "killed.victims"."""
        effect, dot, side = key.partition(".")
        if not dot:
            return self.catalogue.text(f"field.{key}")
        say = self.catalogue.text
        return say("field.toll", effect=say(f"effect.{effect}"), side=say(f"side.{side}"))

    def role(self, role: Role | str) -> str:
        """Return a role in words."""
        return self.catalogue.text(f"role.{role}")

    def rule(self, rule: str) -> str:
        """Return in words how a value was chosen; a rule without words by its name."""
        return self.catalogue.messages.get(f"rule.{rule}", rule)

    def decision(self, decision: Decision) -> str:
        """Return a decision in words, with who took it and why."""
        return self.catalogue.text(
            "ruled.line",
            ruled=self._ruled(decision),
            author=decision.author,
            reason=decision.reason,
        )

    def _ruled(self, decision: Decision) -> str:
        say, kind = self.catalogue.text, decision.kind
        if kind is DecisionKind.CORRECT:
            field = decision.field or ""
            value = self.corrected(field, decision.value)
            return say("ruled.correct", field=self.field(field), value=value)
        if kind is DecisionKind.RELATE:
            return say("ruled.relate", relation=say(f"relation.{decision.relation}"))
        if kind in (DecisionKind.RETRACT, DecisionKind.DUPLICATE):
            shown = ", ".join(document[:_SHORT] for document in decision.documents)
            return say(f"ruled.{kind}", documents=shown)
        if kind is DecisionKind.ADD:
            return say("ruled.add", types=", ".join(self.type(ref.type) for ref in decision.claims))
        if kind is DecisionKind.UNDO:
            return say("ruled.undo", decision=(decision.undoes or "")[:_SHORT])
        if kind in (DecisionKind.MERGE, DecisionKind.SPAN):
            return say(f"ruled.{kind}")
        named = decision.others if kind is DecisionKind.SPLIT else decision.claims
        return say(f"ruled.{kind}", n=len(named))

    def corrected(self, field: str, value: str | None) -> str:
        """Return a value given by a decision or a coder, kept as JSON, in words."""
        plain = None if value is None else json.loads(value)
        if plain is None:
            return self.catalogue.text("ruled.cleared")
        if field == "type":
            return self.type(plain)
        if isinstance(plain, str):
            return self.code("value" if field == RELEVANT else field, plain)
        if "name" in plain:
            parts = (plain["name"], plain.get("admin1"), self.country(plain.get("country") or ""))
            return ", ".join(part for part in parts if part)
        if "start" in plain:
            return value_words(value)
        return self._range(plain.get("low"), plain.get("best"), plain.get("high"))

    def answer(self, field: str, answer: object) -> str:
        """Return a coder's answer as answers are compared, in words."""
        if field == "type" and answer in self.types:
            return self.type(str(answer))
        family = "value" if field == RELEVANT else field
        return self.catalogue.messages.get(f"{family}.{answer}", str(answer))

    def changes(self, before: Event | None, after: Event | None) -> tuple[FieldChange, ...]:
        """Return the fields in which two states of an event differ, in words."""
        return changed_fields(before, after, words=_ChangeWords(self))


class _ChangeWords:
    """The words in which changes of an event are told, in the reader's language."""

    def __init__(self, wording: Wording) -> None:
        self._say = wording.catalogue.text
        self.type = wording.type
        self.interval = wording.interval
        self.place = wording.place_in_full
        self.count = wording.count
        self.code = wording.code
        self.field = wording.field

    def counted(self, what: str) -> str:
        """Return what is counted: claims, documents or sources."""
        return self._say(f"change.{what}")

    def relation(self, kind: str) -> str:
        """Return a tie to another event."""
        return self._say(f"relation.{kind}")

    def note(self, note: str) -> str:
        """Return what stands beside a value: that it is disputed or decided, or that a tie is."""
        return self._say(f"change.{note}")
