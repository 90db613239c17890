"""Weapons, explosives and instruments: what a named item is, and its code in other codebooks."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.errors import Fault, ResourceError
from dateline.resources.phrases import fold_phrase, singular_forms

_FILE = "weapons.toml"
_LONGEST_PHRASE = 6
_GENERIC = "weapon"
_ITEM_BREAK = re.compile(r"[,;]|\band\b|\bor\b")
_CONTENTS = re.compile(r" (?:of|containing|with|filled with|packed with|loaded with) ")
_PARENTHESIS = re.compile(r"[(\[][^)\]]*[)\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponClass:
    """A class of instruments.

    ``path`` goes from the broad to the fine ("firearm.rifle"). ``gtd`` is the weapon type of the
    Global Terrorism Database (1 biological to 13 unknown), ``muc4`` the instrument type of the
    MUC-4 templates, ``None`` where none fits.
    """

    path: str
    gtd: int
    muc4: str | None


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
        ResourceError: The list has faults; the message names every one of them.
    """
    source = files("dateline.resources") / _FILE
    return read_weapons(source.read_text(encoding="utf-8"))


def read_weapons(text: str) -> Weapons:
    """Read instruments from TOML: ``[[class]]`` tables, as ``weapons.toml`` describes them.

    Raises:
        ResourceError: The text has faults; the message names every one of them.
    """
    messages: list[str] = []
    classes: dict[str, WeaponClass] = {}
    terms: dict[str, str] = {}
    for row in tomllib.loads(text)["class"]:
        path = row["class"]
        if path in classes:
            messages.append(f"class {path!r} stands twice")
        parent = path.rpartition(".")[0]
        if parent and parent not in classes:
            messages.append(f"{path}: no class {parent!r} above it")
        if not 1 <= row["gtd"] <= 13:
            messages.append(f"{path}: no weapon type {row['gtd']} in GTD")
        classes[path] = WeaponClass(path=path, gtd=row["gtd"], muc4=row.get("muc4"))
        for term in row["terms"]:
            key = fold_phrase(term)
            if key in terms:
                messages.append(f"{path}: {term!r} is in {terms[key]!r} already")
            terms[key] = path
    if messages:
        faults = (str(Fault(path=_FILE, line=None, message=message)) for message in messages)
        raise ResourceError("\n".join(faults))
    return Weapons(classes=classes, terms=terms)
