"""Which acts are parts of one operation: the arrest, the seizure and the killing in a raid."""

from collections.abc import Iterator, Mapping, Sequence

from dateline.core.linking import Act, Spot

#: For each type that may be part of something larger, what that is, likeliest first.
_WHOLES: Mapping[str, tuple[str, ...]] = {
    "group_dismantled": ("raid",),
    "arrest": ("raid", "group_dismantled"),
    "seizure": ("raid", "group_dismantled", "arrest"),
    "killing_by_security_forces": ("raid",),
    "targeted_killing": ("raid",),
    "arson": ("armed_assault", "mob_violence"),
    "infrastructure_attack": ("armed_assault", "mob_violence"),
}
_WHOLE_TYPES = frozenset(whole for wholes in _WHOLES.values() for whole in wholes)
#: Level from which a place says little: countries and regions.
_BROAD = 4
_PROVINCE = 3


def may_be_in_operation(type_: str) -> bool:
    """Tell whether acts of a type are parts of others or have parts."""
    return type_ in _WHOLES or type_ in _WHOLE_TYPES


def parts_of(beside: Sequence[Act]) -> Iterator[tuple[Act, Act]]:
    """Yield each act that is part of another one, with that one.

    Args:
        beside: Acts told beside each other in one text. An act is part of one whose type may hold
            it if days and places agree and no other act of that type could be meant.
    """
    for act in beside:
        for whole in _wholes(act):
            holding = [b for b in beside if b.id != act.id and whole in b.types and _agree(act, b)]
            if len(holding) == 1:
                yield act, holding[0]
            if holding:
                break


def _wholes(act: Act) -> tuple[str, ...]:
    """Return the types an act may be part of: of an act of several types, those of all."""
    if act.aggregate or not act.types:
        return ()
    first, *others = (_WHOLES.get(type_, ()) for type_ in act.types)
    return tuple(w for w in first if w not in act.types and all(w in other for other in others))


def _agree(act: Act, whole: Act) -> bool:
    return (
        act.document == whole.document
        and not whole.aggregate
        and _days_agree(act, whole)
        and _places_agree(act, whole)
    )


def _days_agree(act: Act, whole: Act) -> bool:
    """Tell whether two acts share a day, as far as the text dates them."""
    if act.implied or whole.implied or not act.days or not whole.days:
        return True
    return any(a.start <= b.end and b.start <= a.end for a in act.days for b in whole.days)


def _places_agree(act: Act, whole: Act) -> bool:
    if not act.spots or not whole.spots:
        return True
    return any(_spots_agree(a, b) for a in act.spots for b in whole.spots)


def _spots_agree(a: Spot, b: Spot) -> bool:
    """Tell whether two places are one, or one lies in the other or may."""
    if a.place == b.place:
        return True
    if a.country is None or b.country is None:
        return False
    if max(a.level, b.level) >= _BROAD:
        return a.country == b.country
    in_one_province = a.admin1 is not None and a.admin1 == b.admin1
    return in_one_province and max(a.level, b.level) == _PROVINCE
