"""Private persons by role instead of by name: "[suspect]", "[victim 2]".

Which mentions name a private person is decided in grounding; here their names are found wherever
the document repeats them, and each person gets one label per document.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.core.claims import Role, SourceKind
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim
from dateline.exports.person_names import names_in_argument, names_in_source

#: Stands for one code point of a masked name where offsets must stay as they are.
BLOCK = "█"

#: A surname is masked on its own from this length: shorter ones are too often other words.
MIN_SURNAME_LETTERS = 4

#: The label a role gives, most telling first: a person keeps the first that applies.
LABELS: Mapping[Role, str] = {
    Role.VICTIM: "victim",
    Role.TARGET: "victim",
    Role.CONVICT: "convict",
    Role.DEFENDANT: "defendant",
    Role.SUSPECT: "suspect",
    Role.PERPETRATOR: "suspect",
    Role.BENEFICIARY: "beneficiary",
    Role.AUTHORITY: "official",
}
OTHER_LABEL = "person"

#: Sources who are private persons by their kind.
PRIVATE_SOURCES: Mapping[SourceKind, str] = {
    SourceKind.WITNESS: "witness",
    SourceKind.RELATIVE: "relative",
}

_ORDER = (*dict.fromkeys(LABELS.values()), *PRIVATE_SOURCES.values(), OTHER_LABEL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedName:
    """Where a private person is named, and the label that stands for the name."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """The names to hide in one document: their places in its text, and the names themselves."""

    names: tuple[MaskedName, ...]
    forms: tuple[tuple[str, str], ...]

    def block(self, text: str) -> str:
        """Return the document's text with blocks for the names, every offset as before."""
        parts: list[str] = []
        end = 0
        for name in self.names:
            parts += [text[end : name.span.start], BLOCK * len(name.span)]
            end = name.span.end
        return "".join([*parts, text[end:]])

    def replace(self, words: str) -> str:
        """Return other words, such as a title, with each name replaced by its label."""
        if not self.forms:
            return words
        labels = {_key(form): label for form, label in self.forms}
        pattern = _pattern(form for form, _ in self.forms)
        return pattern.sub(lambda match: f"[{labels.get(_key(match.group()), OTHER_LABEL)}]", words)

    def quote(self, text: str, span: Span) -> str:
        """Return the words a span of the document covers, with labels for the names."""
        parts: list[str] = []
        at = span.start
        for name in self.names:
            if not name.span.overlaps(span):
                continue
            parts += [text[at : max(at, name.span.start)], f"[{name.label}]"]
            at = max(at, name.span.end)
        return "".join([*parts, text[at : span.end]])


#: Hides nothing.
NO_MASK = Mask(names=(), forms=())


@dataclass(frozen=True, slots=True, order=True)
class NamedPerson:
    """A name of a private person, word by word, and the label that a role gives."""

    words: tuple[str, ...]
    label: str


@dataclass(slots=True, eq=False)
class _Person:
    """Names taken to be one person's, and the labels their roles give."""

    names: list[tuple[str, ...]]
    labels: set[str]
    label: str = ""

    @property
    def surname(self) -> str | None:
        full = self.names[0]
        return full[-1] if len(full) > 1 else None

    def is_named(self, name: tuple[str, ...]) -> bool:
        return any(_is_shorter_form(name, of=known) for known in self.names)


def mask_document(
    document: Document,
    claims: Iterable[GroundedClaim],
    *,
    also: Iterable[NamedPerson] = (),
) -> Mask:
    """Find every place where the document names a private person.

    Args:
        document: The article.
        claims: All its claims, in any order; they say who is a private person and in what role.
        also: Private persons whom other documents on the same events name.

    Returns:
        The mask. People of one label are numbered by where they are first named, if there are
        several; a surname two of them share goes to the one named last before it.
    """
    persons = {*named_persons(document, claims), *also}
    found = sorted(persons, key=lambda person: (-len(person.words), person))
    people: list[_Person] = []
    for named in found:
        name, label = named.words, named.label
        same = [person for person in people if person.is_named(name)]
        if not same:
            people.append(_Person(names=[name], labels={label}))
        for person in same:
            person.labels.add(label)
            if name not in person.names:
                person.names.append(name)
    if not people:
        return NO_MASK
    matches = tuple(_occurrences(document.text, people))
    _label(people, [person for _, person in matches])
    forms = {form: person.label for person in reversed(people) for form in _forms(person)}
    return Mask(
        names=tuple(MaskedName(span=span, label=person.label) for span, person in matches),
        forms=tuple(sorted(forms.items())),
    )


def named_persons(document: Document, claims: Iterable[GroundedClaim]) -> Iterator[NamedPerson]:
    """Yield the names of private persons in the arguments and sources of claims."""
    for grounded in claims:
        for argument in grounded.arguments:
            if argument.private_person:
                label = LABELS.get(argument.argument.role, OTHER_LABEL)
                for name in names_in_argument(document, argument):
                    yield NamedPerson(name, label)
        for attribution in grounded.claim.attribution:
            if attribution.kind in PRIVATE_SOURCES:
                for name in names_in_source(document.text_at(attribution.source)):
                    yield NamedPerson(name, PRIVATE_SOURCES[attribution.kind])


def _is_shorter_form(name: tuple[str, ...], *, of: tuple[str, ...]) -> bool:
    """Tell whether each word of ``name`` is a word of ``of``, in order, or its initial."""
    words = iter(of)
    return name[-1].casefold() == of[-1].casefold() and all(
        any(_is_same_word(part, word) for word in words) for part in name
    )


def _is_same_word(part: str, word: str) -> bool:
    if part.endswith("."):
        return word.casefold().startswith(part[:-1].casefold())
    return part.casefold() == word.casefold()


def _forms(person: _Person) -> Iterator[str]:
    for name in person.names:
        yield " ".join(name)
    surname = person.surname
    if surname is not None and len(surname) >= MIN_SURNAME_LETTERS:
        yield surname


def _occurrences(text: str, people: Sequence[_Person]) -> Iterator[tuple[Span, _Person]]:
    owners: dict[str, list[_Person]] = {}
    for person in people:
        for form in dict.fromkeys(_key(form) for form in _forms(person)):
            owners.setdefault(form, []).append(person)
    last: dict[str, _Person] = {}
    for match in _pattern(form for person in people for form in _forms(person)).finditer(text):
        form = _key(match.group())
        person = last.get(form) or owners.get(form, people)[0]
        for shorter in _forms(person):
            last[_key(shorter)] = person
        yield Span(match.start(), match.end()), person


def _label(people: Sequence[_Person], in_text_order: Sequence[_Person]) -> None:
    for person in people:
        person.label = min(person.labels, key=_ORDER.index)
    for label in _ORDER:
        alike = [person for person in dict.fromkeys(in_text_order) if person.label == label]
        for number, person in enumerate(alike if len(alike) > 1 else (), start=1):
            person.label = f"{label} {number}"


def _key(form: str) -> str:
    return " ".join(form.split()).casefold()


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Match any of the names: several words in any case, one word as written or in capitals."""
    alternatives: list[str] = []
    for form in sorted(set(forms), key=lambda form: (-len(form), form)):
        words = [re.escape(word) for word in form.split()]
        if len(words) > 1:
            alternatives.append("(?i:" + r"\s+".join(words) + ")")
        else:
            alternatives += dict.fromkeys([words[0], re.escape(form.upper())])
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)")
