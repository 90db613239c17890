"""Say whether a found event is a marked one, and which of its values are right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.documents import Span
from dateline.scoring.matching import best_pairs
from dateline.scoring.records import EventRecord, Range, fold

TypeTest = Callable[[EventRecord, EventRecord], bool]

#: Families of types that coders mistake for each other; used for the lenient score only.
#: A type may stand in several; two types are near when they share one.
NEAR_TYPES: tuple[frozenset[str], ...] = (
    frozenset(
        {
            "armed_assault",
            "assassination",
            "attack",
            "arson",
            "bombing",
            "clash",
            "execution",
            "infrastructure_attack",
            "mob_violence",
            "shelling",
            "shooting",
            "suicide_bombing",
            "unarmed_assault",
            "vehicle_attack",
            "air_strike",
        }
    ),
    frozenset({"kidnapping", "hostage_taking", "hijacking", "attack"}),
    frozenset(
        {
            "killing_by_security_forces",
            "killed_by_forces",
            "targeted_killing",
            "air_strike",
            "clash",
            "raid",
        }
    ),
    frozenset({"arrest", "raid", "group_dismantled", "travel_prevention", "surrender"}),
    frozenset({"plot", "plot_foiled", "group_dismantled", "threat"}),
    frozenset({"financing", "recruitment", "propaganda", "training", "travel_to_conflict"}),
    frozenset({"seizure", "raid", "weapons_trafficking"}),
    frozenset({"charge", "investigation", "trial"}),
    frozenset({"trial", "conviction", "sentence", "acquittal", "appeal"}),
    frozenset({"extradition", "deportation", "repatriation", "release"}),
    frozenset({"protest", "violent_demonstration", "mob_violence", "force_against_protest"}),
)


def same_type(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether the found type is one of those marked."""
    return found.type in marked.types


def near_type(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether the found type is marked or in a family with a marked one."""
    return same_type(marked, found) or any(
        found.type in family and not family.isdisjoint(marked.types) for family in NEAR_TYPES
    )


def any_type(marked: EventRecord, found: EventRecord) -> bool:
    """Accept whatever the types are: asks only whether the act was noticed."""
    return True


def is_about(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether two records are about one act of one document, types aside.

    They are when a sentence the found one rests on overlaps the words marked as evidence, or when
    their dates overlap and their places agree: one country, and one name inside the other or the
    same first-level division.
    """
    return evidence_overlaps(marked, found) or (
        dates_overlap(marked, found) and places_agree(marked, found)
    )


def evidence_overlaps(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether any evidence spans overlap."""
    return any(a.overlaps(b) for a in marked.evidence for b in found.evidence)


def dates_overlap(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether both are dated and share a day."""
    if marked.start is None or marked.end is None or found.start is None or found.end is None:
        return False
    return marked.start <= found.end and found.start <= marked.end


def places_agree(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether both lie in one country and share a name or a first-level division."""
    if marked.country is None or marked.country != found.country:
        return False
    if marked.admin1 and found.admin1 and same_name(marked.admin1, found.admin1):
        return True
    return names_match(marked.places, found.places)


def names_match(marked: Sequence[str], found: Sequence[str]) -> bool:
    """Tell whether any two names are one, or one's words stand inside the other's."""
    return any(same_name(a, b) for a in marked for b in found)


def same_name(first: str, second: str) -> bool:
    """Tell whether the words of one name stand, in a row, inside the other."""
    a, b = f" {fold(first)} ", f" {fold(second)} "
    return bool(a.strip()) and bool(b.strip()) and (a in b or b in a)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Marked and found events of one document, paired.

    ``pairs`` leaves out marked events that are optional; ``excused`` counts found events that are
    right but optional, which are neither rewarded nor punished.
    """

    pairs: tuple[tuple[EventRecord, EventRecord], ...]
    missed: tuple[EventRecord, ...]
    spurious: tuple[EventRecord, ...]
    excused: int

    @property
    def tally(self) -> tuple[float, float, float]:
        """Right, found, marked."""
        right = len(self.pairs)
        return (right, right + len(self.spurious), right + len(self.missed))


def align(marked: Sequence[EventRecord], found: Sequence[EventRecord], test: TypeTest) -> Alignment:
    """Pair marked and found events one to one: as many as possible, then as alike as possible.

    An event that is not optional goes before any number of optional ones.
    """
    worth = 2.0 * (min(len(marked), len(found)) + 1)
    weights = [[_weight(m, f, test, worth) for f in found] for m in marked]
    pairs = best_pairs(weights)
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    return Alignment(
        pairs=tuple((marked[r], found[c]) for r, c in pairs if not marked[r].optional),
        missed=tuple(m for r, m in enumerate(marked) if r not in rows and not m.optional),
        spurious=tuple(f for c, f in enumerate(found) if c not in columns),
        excused=sum(marked[row].optional for row, _ in pairs),
    )


def _weight(marked: EventRecord, found: EventRecord, test: TypeTest, worth: float) -> float:
    if not (test(marked, found) and is_about(marked, found)):
        return 0.0
    # A pair is worth `worth`, an optional one 1; likeness, under 1, only breaks ties.
    return (1.0 if marked.optional else worth) + _likeness(marked, found)


def _likeness(marked: EventRecord, found: EventRecord) -> float:
    """Return how alike two records are, from 0 to under 1."""
    signs = (
        8 * evidence_overlaps(marked, found),
        8 * (found.type == marked.type) + 4 * same_type(marked, found),
        4 * (marked.aggregate == found.aggregate),
        4 * (same_dates(marked, found) and marked.start is not None),
        2 * dates_overlap(marked, found),
        2 * places_agree(marked, found),
        3 * _same_stated(marked.killed, found.killed),
        3 * _same_stated(marked.arrested, found.arrested),
        3 * _same_stated(marked.people, found.people),
        2 * _same_stated(marked.injured, found.injured),
        _closeness(marked.evidence, found.trigger),
    )
    return sum(signs) / 64


def _closeness(evidence: Sequence[Span], trigger: Span | None) -> float:
    if trigger is None or not evidence:
        return 0.0
    gap = min(max(span.start - trigger.end, trigger.start - span.end, 0) for span in evidence)
    return 4.0 / (1.0 + gap / 50)


def _same_stated(marked: Range | None, found: Range | None) -> bool:
    return marked is not None and marked == found


def same_dates(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether first and last day are the same, or both are undated."""
    return (marked.start, marked.end) == (found.start, found.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldTest:
    """How one value of a matched event is judged.

    ``asked`` says whether the pair has something to judge, so that events on which marked and
    found are both silent do not raise the score.
    """

    asked: Callable[[EventRecord, EventRecord], bool]
    right: Callable[[EventRecord, EventRecord], bool]


def _dated(marked: EventRecord, found: EventRecord) -> bool:
    return marked.start is not None or found.start is not None


def _counted(name: str) -> FieldTest:
    return FieldTest(
        asked=lambda m, f: getattr(m, name) is not None or getattr(f, name) is not None,
        right=lambda m, f: getattr(m, name) == getattr(f, name),
    )


def source_agrees(marked: EventRecord, found: EventRecord) -> bool:
    """Tell whether the two sources share a telling word or an acronym."""
    return bool(_telling(marked.source or "") & _telling(found.source or ""))


#: Words that name no source.
_EMPTY = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "he", "her", "his", "in", "it", "its", "of", "on"}
    | {"or", "report", "reported", "reports", "s", "said", "she", "source", "sources", "spokesman"}
    | {"spokeswoman", "statement", "that", "the", "their", "they", "who", "with"}
)


def _telling(source: str) -> frozenset[str]:
    return frozenset(word for word in fold(source).split() if word not in _EMPTY)


#: What is judged on matched events, in the order of the table.
FIELD_TESTS: Mapping[str, FieldTest] = {
    "scope": FieldTest(asked=any_type, right=lambda m, f: m.aggregate == f.aggregate),
    "date, exact interval": FieldTest(asked=_dated, right=same_dates),
    "date, overlapping": FieldTest(asked=_dated, right=dates_overlap),
    "country": FieldTest(
        asked=lambda m, f: m.country is not None or f.country is not None,
        right=lambda m, f: m.country == f.country,
    ),
    "place name": FieldTest(
        asked=lambda m, f: bool(m.places),
        right=lambda m, f: names_match(m.places, f.places),
    ),
    "killed": _counted("killed"),
    "injured": _counted("injured"),
    "arrested": _counted("arrested"),
    "people": _counted("people"),
    "stage": FieldTest(
        asked=lambda m, f: m.stage is not None, right=lambda m, f: m.stage == f.stage
    ),
    "status": FieldTest(
        asked=lambda m, f: m.status is not None, right=lambda m, f: m.status == f.status
    ),
    "source": FieldTest(asked=lambda m, f: m.source is not None, right=source_agrees),
}
