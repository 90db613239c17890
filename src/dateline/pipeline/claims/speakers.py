"""Which earlier, fuller words "he", "Ruzimov" or "the ministry" as a source stand for."""

import re
from dataclasses import dataclass

from dateline.core.claims import SourceKind
from dateline.core.documents import Document, Span
from dateline.resources.actors import ActorTable
from dateline.resources.lexicons import source_kind

#: Words that end the search for modifiers to the left of a noun.
_STOP = frozenset(
    "a an the this that these those his her its their said told by to of in on at for from with "
    "and or but as after before when while where which who whose also another other one no any "
    "same".split()
)
_CAPITALISED = re.compile(r"[A-Z][\w.'\u2019-]*$")
_WORD = re.compile(r"[\w.'\u2019&-]+")
_NAME_AFTER = re.compile(r"(?:\s+[A-Z][\w'\u2019-]*)+")
_OFFICE_AFTER = re.compile(r",\s+((?:an?|the|who)\b[^,.;:\n]{3,80}|[a-z][^,.;:\n]{3,80})(?=[,.])")
_OF_AFTER = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'\u2019-]*(?:\s+[A-Z][\w'\u2019-]*)*")
#: How many words before a name or noun may belong to it.
_LEFT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A source as the text names it most fully so far."""

    span: Span
    kind: SourceKind
    text: str

    @property
    def names(self) -> frozenset[str]:
        """Its capitalised words."""
        return frozenset(w for w in _WORD.findall(self.text) if _CAPITALISED.match(w))

    @property
    def words(self) -> frozenset[str]:
        """All its words, in lower case."""
        return frozenset(w.lower().removesuffix("'s") for w in _WORD.findall(self.text))


class Speakers:
    """The sources of a document, as far as it has been read."""

    def __init__(self, document: Document, actors: ActorTable) -> None:
        """Start a document: nobody has spoken yet."""
        self._document = document
        self._actors = actors
        self._known: list[Speaker] = []
        self._introduced: dict[str, Speaker | None] = {}
        self.last: Speaker | None = None

    def of_span(self, span: Span) -> Speaker:
        """Return the speaker that a phrase names by itself."""
        text = self._document.text_at(span)
        return Speaker(span=span, kind=source_kind(text, self._actors), text=text)

    def named(self, span: Span, name: str) -> Speaker:
        """Return who a personal or proper name stands for: the fullest mention so far."""
        own = self.of_span(span)
        known = [s for s in self._known if name in s.names]
        introduced = self._introduction(name, span.start)
        if introduced is not None:
            known.append(introduced)
        fuller = [s for s in known if s.kind is not SourceKind.UNNAMED] or known
        best = max(fuller, key=lambda s: (len(s.text), -s.span.start), default=None)
        if own.kind is not SourceKind.UNNAMED:
            if best is not None and own.text in best.text and best.kind is own.kind:
                return best
            return own
        return best if best is not None and len(best.text) > len(own.text) else own

    def described(self, span: Span, noun: str) -> Speaker:
        """Return who "the ministry" or "the source" stands for: the last one so described."""
        own = self.of_span(span)
        for speaker in reversed(self._known):
            if noun in speaker.words and len(speaker.text) > len(own.text):
                return speaker
        found = self._earlier(noun, span.start)
        return found if found is not None and found.kind is not SourceKind.UNNAMED else own

    def heard(self, speaker: Speaker) -> None:
        """Remember who spoke."""
        self._known.append(speaker)
        self.last = speaker

    def last_is(self, *kinds: SourceKind) -> bool:
        """Tell whether whoever spoke last is of one of some kinds."""
        return self.last is not None and self.last.kind in kinds

    def _introduction(self, name: str, before: int) -> Speaker | None:
        """Return the phrase in which a name first stands, with title and office."""
        if name not in self._introduced:
            match = re.search(rf"\b{re.escape(name)}\b", self._document.text)
            self._introduced[name] = (
                None if match is None else self._around_name(match.start(), match.end())
            )
        found = self._introduced[name]
        return found if found is not None and found.span.start < before else None

    def _around_name(self, start: int, end: int) -> Speaker | None:
        text = self._document.text
        after = _NAME_AFTER.match(text, end)
        end = after.end() if after else end
        office = _OFFICE_AFTER.match(text, end)
        if office and self._tells(office.group(1)):
            end = office.end()
        candidates = [start, *self._lefts(start)]
        names = [start]
        for at in candidates[1:]:
            word = _WORD.match(text, at)
            if word is None or not _CAPITALISED.match(word.group()):
                break
            names.append(at)
        titled = [at for at in candidates if self._tells(text[at:start])]
        return self.of_span(Span(min([*names, *titled[:1]]), end))

    def _earlier(self, noun: str, before: int) -> Speaker | None:
        """Return the last phrase before a point that has a noun and says whose it is."""
        text = self._document.text
        pattern = re.compile(rf"\b{re.escape(noun)}\b", re.IGNORECASE)
        for match in reversed(list(pattern.finditer(text, 0, before))):
            end = match.end()
            of = _OF_AFTER.match(text, end)
            lefts = self._lefts(match.start())
            if of is None and not lefts:
                continue
            return self.of_span(
                Span(lefts[-1] if lefts else match.start(), of.end() if of else end)
            )
        return None

    def _lefts(self, start: int) -> list[int]:
        """Return the starts of the words before a point that may belong to a phrase."""
        line = self._document.text.rfind("\n", 0, start) + 1
        before = self._document.text[line:start]
        found: list[int] = []
        at = len(before)
        for match in reversed(list(_WORD.finditer(before))):
            gap = before[match.end() : at]
            if gap.strip() or match.group().lower() in _STOP or len(found) == _LEFT:
                break
            if match.group().endswith(".") and len(match.group()) > 5:
                break
            found.append(line + match.start())
            at = match.start()
        return found

    def _tells(self, phrase: str) -> bool:
        return source_kind(phrase, self._actors) is not SourceKind.UNNAMED
