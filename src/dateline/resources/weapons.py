"""Weapons, explosives and instruments: what a named item is, and its code in other codebooks."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.errors import Fault, ResourceError
from dateline.resources.phrases import fold_phrase, singular_forms
from dateline.resources.schemes import (
    ACLED_INSTRUMENT_SUB_EVENTS,
    GTD_WEAPON_TYPES,
    MUC4_INSTRUMENT_TYPES,
)
from dateline.resources.toml_lines import TomlLines, index_lines
from dateline.resources.toml_tables import read_toml

_FILE = "weapons.toml"
_LONGEST_PHRASE = 6
_GENERIC = "weapon"
_ITEM_BREAK = re.compile(r"[,;]|\band\b|\bor\b")
_CONTENTS = re.compile(r" (?:of|containing|with|filled with|packed with|loaded with) ")
_OPTIONAL_CODES: Mapping[str, tuple[str, ...]] = {
    "acled": ACLED_INSTRUMENT_SUB_EVENTS,
    "muc4": MUC4_INSTRUMENT_TYPES,
}
_PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponClass:
    """A class of instruments.

    ``path`` goes from the broad to the fine ("firearm.rifle"). ``gtd`` is the weapon type of the
    Global Terrorism Database (1 biological to 13 unknown), ``acled`` the ACLED sub-event type that
    its use implies, ``muc4`` the instrument type of the MUC-4 templates. Where a scheme has no code
    for it, the code is ``None`` and ``no_acled`` or ``no_muc4`` says why.
    """

    path: str
    gtd: int
    acled: str | None
    no_acled: str | None
    muc4: str | None
    no_muc4: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Weapons:
    """Classes of instruments by path, and terms by class; terms are folded for look-up."""

    classes: Mapping[str, WeaponClass]
    terms: Mapping[str, str]

    def classify(self, phrase: str) -> str | None:
        """Return the class path of an item, ``None`` if it is no known instrument.

        The longest listed ending of the phrase counts; of what stands before and after "of", the
        finer ("a stock of hand grenades" is read as grenades), and of coordinated items the first.
        A vehicle "packed with" explosives is a bomb.
        """
        plain = _PARENTHESIS.sub(" ", phrase)
        # A term such as "bow and arrows" is one item.
        items = [plain] if fold_phrase(plain) in self.terms else _ITEM_BREAK.split(plain)
        for item in items:
            found = self._paths(fold_phrase(item))
            if len(found) > 1 and found[0] == "vehicle" and found[-1].startswith("explosive"):
                return "explosive.bomb.vehicle"
            if found:
                return max(found, key=lambda path: (path != _GENERIC, path.count(".")))
        return None

    def _paths(self, item: str) -> list[str]:
        """Return the classes of an item and, if it holds something, of its contents."""
        whole = self._ending(item)
        if whole is not None and _CONTENTS.search(whole):
            return [self.terms[whole]]
        terms = map(self._ending, _CONTENTS.split(item))
        return [self.terms[term] for term in terms if term is not None]

    def _ending(self, item: str) -> str | None:
        """Return the longest listed term that ends a folded phrase."""
        words = item.split()
        for start in range(max(0, len(words) - _LONGEST_PHRASE), len(words)):
            for form in singular_forms(" ".join(words[start:])):
                if form in self.terms:
                    return form
        return None


def classify_item(phrase: str) -> str | None:
    """Return the class path of an item by its name or noun phrase ("firearm.rifle").

    ``None`` means that it is no known weapon, explosive or instrument.
    """
    return load_weapons().classify(phrase)


@cache
def load_weapons() -> Weapons:
    """Return the instruments shipped with Dateline.

    Raises:
        ResourceError: The list has faults; the message names every one of them, with its line.
    """
    source = files("dateline.resources") / _FILE
    return read_weapons(source.read_text(encoding="utf-8"))


def read_weapons(text: str) -> Weapons:
    """Read instruments from TOML: ``[[class]]`` tables, as ``weapons.toml`` describes them.

    Raises:
        ResourceError: The text has faults; the message names every one of them, with its line.
    """
    tables = read_toml(text)
    lines = index_lines(text)
    reasons: Mapping[str, str] = tables.get("reasons", {})
    faults: list[Fault] = []
    classes: dict[str, WeaponClass] = {}
    terms: dict[str, str] = {}
    for index, row in enumerate(tables["class"]):
        path = row["class"]
        for key, message in (*_path_faults(path, classes), *_code_faults(row, reasons)):
            line = lines.line(("class", index, key))
            faults.append(Fault(path=_FILE, line=line, message=f"{path}: {message}"))
        classes[path] = WeaponClass(
            path=path,
            gtd=row.get("gtd", 0),
            acled=row.get("acled"),
            no_acled=reasons.get(row.get("no_acled", "")),
            muc4=row.get("muc4"),
            no_muc4=reasons.get(row.get("no_muc4", "")),
        )
        for number, term in enumerate(row["terms"]):
            key = fold_phrase(term)
            if key in terms:
                message = f"{path}: {term!r} is in {terms[key]!r} already"
                line = lines.line(("class", index, "terms", number))
                faults.append(Fault(path=_FILE, line=line, message=message))
            terms[key] = path
    faults.extend(_unused_reasons(tables["class"], reasons, lines))
    if faults:
        raise ResourceError("\n".join(str(fault) for fault in faults))
    return Weapons(classes=classes, terms=terms)


def _path_faults(path: str, above: Mapping[str, WeaponClass]) -> Iterator[tuple[str, str]]:
    """Yield the key at fault and what is wrong with the path of a class."""
    if path in above:
        yield "class", "the class stands twice"
    parent = path.rpartition(".")[0]
    if parent and parent not in above:
        yield "class", f"no class {parent!r} above it"


def _code_faults(row: Mapping[str, Any], reasons: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the key at fault and what is wrong with the codes of a class."""
    if "gtd" not in row:
        yield "class", "no weapon type of GTD"
    elif row["gtd"] not in GTD_WEAPON_TYPES:
        yield "gtd", f"no weapon type {row['gtd']} in GTD"
    for scheme, known in _OPTIONAL_CODES.items():
        without = f"no_{scheme}"
        if (scheme in row) == (without in row):
            yield scheme, f"needs either {scheme!r} or, with a reason, {without!r}"
        if scheme in row and row[scheme] not in known:
            yield scheme, f"unknown code {row[scheme]!r}; known: {', '.join(known)}"
        if without in row and row[without] not in reasons:
            yield without, f"no reason {row[without]!r} under [reasons]"


def _unused_reasons(
    rows: Sequence[Mapping[str, Any]], reasons: Mapping[str, str], lines: TomlLines
) -> Iterator[Fault]:
    used = {row.get(f"no_{scheme}") for row in rows for scheme in _OPTIONAL_CODES}
    for name in reasons:
        if name not in used:
            line = lines.line(("reasons", name))
            yield Fault(path=_FILE, line=line, message=f"no class uses the reason {name!r}")
