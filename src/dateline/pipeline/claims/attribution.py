"""Who says so: sources, the words that credit them, and what they are credited with."""

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.core.claims import SourceKind
from dateline.core.documents import Span
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tree import (
    ANY_SUBJECT,
    child,
    conjuncts,
    is_passive,
    phrase,
    resolve_relative,
    surface_subject,
)
from dateline.resources.actors import ActorTable
from dateline.resources.lexicons import Cues, source_kind

_THIRD_PERSON = frozenset({"he", "she", "it", "they", "who"})
_CONTENT_OBJECTS = frozenset({"dobj", "oprd"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A source, its cue and the tokens it is credited with.

    ``cue_tokens`` are the words of the cue with its adjuncts ("said in a March 15 statement"):
    a date among them dates the statement, not the act.
    """

    source: Span | None
    source_head: Token | None
    kind: SourceKind
    cue: Span
    cue_head: Token
    cue_tokens: frozenset[int]
    content: frozenset[int]

    def covers(self, token: Token) -> bool:
        """Tell whether a token is part of what is said."""
        return token.i in self.content


class Attributor:
    """Finds statements sentence by sentence and remembers who spoke last."""

    def __init__(self, cues: Cues, actors: ActorTable) -> None:
        """Start a document: nobody has spoken yet."""
        self._cues = cues
        self._actors = actors
        self._last: tuple[Span, SourceKind] | None = None
        self._named: dict[str, SourceKind] = {}

    def statements(self, parse: Parse) -> list[Statement]:
        """Return the statements of a sentence, outermost first."""
        found: list[Statement] = []
        for token in parse.doc:
            statement = self._according_to(parse, token) or self._reporting(parse, token)
            if statement is not None:
                found.append(statement)
        if not found:
            quoted = self._bare_quotation(parse)
            if quoted is not None:
                found.append(quoted)
        for statement in found:
            if statement.source is not None:
                self._last = (statement.source, statement.kind)
                break
        return found

    def _reporting(self, parse: Parse, token: Token) -> Statement | None:
        lemma = token.lemma_.lower()
        if token.pos_ != "VERB" or lemma not in self._cues.reporting:
            return None
        content = self._content(token, lemma)
        if not content:
            return None
        source = self._speaker(token)
        return self._statement(parse, token, source, content)

    def _speaker(self, verb: Token) -> Token | None:
        if is_passive(verb):
            by = child(verb, "agent")
            if by is not None:
                return child(by, "pobj")
            return surface_subject(verb) if verb.lemma_.lower() == "quote" else None
        subject = child(verb, *ANY_SUBJECT)
        if subject is not None:
            return resolve_relative(subject)
        return surface_subject(verb)

    def _content(self, verb: Token, lemma: str) -> frozenset[int]:
        clause = child(verb, "ccomp")
        if clause is None and lemma in self._cues.accuse | self._cues.claim | self._cues.deny:
            clause = child(verb, "xcomp", "pcomp")
        if clause is not None:
            inside = {t.i for t in clause.subtree}
            if clause.dep_ == "ccomp" and child(clause, "parataxis") == verb:
                inside -= {t.i for t in verb.subtree}
            return frozenset(inside)
        if verb.dep_ in {"parataxis", "advcl"} and verb.head != verb:
            has_object = any(c.dep_ in _CONTENT_OBJECTS for c in verb.children)
            marker = child(verb, "mark")
            if not has_object and (marker is None or marker.lower_ == "as"):
                inside = {t.i for t in verb.head.subtree} - {t.i for t in verb.subtree}
                return frozenset(inside)
        obj = child(verb, *_CONTENT_OBJECTS)
        weighty = self._cues.claim | self._cues.deny | self._cues.confirm | self._cues.accuse
        if obj is not None and lemma in weighty:
            return frozenset(t.i for t in verb.subtree) - {
                t.i for s in verb.children if s.dep_ in ANY_SUBJECT for t in s.subtree
            }
        quoted = _quoted(verb)
        if quoted and verb.i not in quoted:
            return quoted
        if verb.dep_ == "ROOT" and obj is None:
            return _fronted(verb)
        return frozenset()

    def _according_to(self, parse: Parse, token: Token) -> Statement | None:
        if token.lower_ not in self._cues.according:
            return None
        found: Token | None = None
        for item in [token, *token.children]:
            found = child(item, "pobj")
            if found is not None:
                break
        if found is None:
            return None
        top = token
        while top.dep_ in {"prep", "pcomp"} and top.head.lower_ in self._cues.according:
            top = top.head
        inside = {t.i for t in token.doc} - {t.i for t in top.subtree}
        verb = top.head
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        scope = {t.i for t in verb.subtree} if verb.dep_ != "ROOT" else inside
        return self._statement(parse, token, found, frozenset(inside & scope))

    def _bare_quotation(self, parse: Parse) -> Statement | None:
        """Credit a sentence that stands in quotation marks throughout to who spoke last."""
        text = parse.doc.text.strip()
        if self._last is None or len(text) < 2 or text[0] != '"':
            return None
        source, kind = self._last
        mark = parse.doc[0]
        return Statement(
            source=source,
            source_head=None,
            kind=kind,
            cue=parse.token_span(mark),
            cue_head=mark,
            cue_tokens=frozenset(),
            content=frozenset(range(len(parse.doc))),
        )

    def _statement(
        self, parse: Parse, cue: Token, source: Token | None, content: frozenset[int]
    ) -> Statement:
        span: Span | None = None
        kind = SourceKind.UNNAMED
        if source is not None:
            if source.lower_ in _THIRD_PERSON and source.pos_ == "PRON":
                if self._last is not None:
                    span, kind = self._last
            else:
                first, last = phrase(source)
                last = _with_apposition(source, last)
                span = parse.span(first, last)
                kind = source_kind(parse.doc[first.i : last.i + 1].text, self._actors)
                if source.pos_ == "PROPN":
                    kind = self._remembered(source.text, kind)
        first_cue, last_cue, cue_tokens = self._cue_extent(cue, content)
        return Statement(
            source=span,
            source_head=source,
            kind=kind,
            cue=parse.span(first_cue, last_cue),
            cue_head=cue,
            cue_tokens=cue_tokens,
            content=content,
        )

    def _remembered(self, name: str, kind: SourceKind) -> SourceKind:
        """Give "Mynbayev" the kind of "police spokesman Saken Mynbayev" named before."""
        if kind is not SourceKind.UNNAMED:
            self._named.setdefault(name, kind)
            return kind
        return self._named.get(name, kind)

    def _cue_extent(
        self, cue: Token, content: frozenset[int]
    ) -> tuple[Token, Token, frozenset[int]]:
        """Return the cue's first and last word, and all tokens of its adjuncts."""
        adjuncts = {cue.i}
        last = cue
        for item in cue.children:
            if item.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj"} and item.i not in content:
                inside = [t for t in item.subtree if t.i not in content]
                adjuncts.update(t.i for t in inside)
                nouns = {t.lemma_.lower() for t in inside}
                if item.dep_ == "prep" and item.i > cue.i and nouns & self._cues.reporting_nouns:
                    contiguous = [t for t in inside if t.i >= last.i]
                    last = contiguous[-1] if contiguous else last
        return cue, last, frozenset(adjuncts)


def _with_apposition(head: Token, last: Token) -> Token:
    """Extend "Ann Lee" by ", a spokeswoman for the police"."""
    apposition = child(head, "appos")
    if apposition is None or apposition.i < last.i or apposition.i - last.i > 12:
        return last
    return phrase(apposition)[1]


def _quoted(verb: Token) -> frozenset[int]:
    inside: set[int] = set()
    open_mark = False
    for token in verb.doc:
        if token.text in {'"', "``", "''"}:
            open_mark = not open_mark
        elif open_mark:
            inside.add(token.i)
    return frozenset(inside)


def _fronted(verb: Token) -> frozenset[int]:
    """Return the clause before a closing "X said" that the parser left unattached."""
    subject = child(verb, *ANY_SUBJECT)
    if subject is None:
        return frozenset()
    first = min(subject.left_edge.i, verb.i)
    before = [t for t in verb.doc if t.i < first]
    if len(before) >= 4 and before[-1].text in {",", '"'}:
        return frozenset(t.i for t in before)
    return frozenset()


def statement_about(statements: list[Statement], token: Token) -> list[Statement]:
    """Return the statements that cover a token, innermost first."""
    covering = [s for s in statements if s.covers(token) and token.i not in s.cue_tokens]
    return sorted(covering, key=lambda s: len(s.content))


