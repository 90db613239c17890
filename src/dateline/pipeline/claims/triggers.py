"""Words that may report an act: looked up in sentences before and after parsing."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.core.documents import CLAIM_BEARING, Document, Sentence
from dateline.pipeline.claims.parse import SHOT_DEAD, Parse, is_marked
from dateline.pipeline.claims.tree import BODIES
from dateline.resources.codebook import Codebook, EventType, Party, TriggerRule
from dateline.resources.inflections import noun_forms, verb_forms
from dateline.resources.lexicons import Nouns

_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
#: Prepositions that fixed words of a verb may end in.
_BEHIND_OBJECT = frozenset({"at", "on", "into", "in", "against", "to"})
#: Forms that are the past of another verb than the one they are a base form of.
_PAST_OF = {"fell": "fall", "lay": "lie", "found": "find", "bound": "bind", "wound": "wind"}
#: How far, in tokens, fixed words of a verb may stand behind it ("took the men into custody").
_REACH = 9


@dataclass(frozen=True, slots=True)
class Entry:
    """One trigger of a codebook: its words, where it stands, and the type it may mean."""

    words: tuple[str, ...]
    event_type: EventType
    rule: TriggerRule

    @property
    def lemma(self) -> str:
        """The entry as the codebook writes it."""
        return " ".join(self.words)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trigger found in a parse, with every codebook entry it may stand for.

    ``shorter`` is the same trigger with fewer of its words, for when no longer entry fits.
    """

    head: Token
    tokens: tuple[Token, ...]
    entries: tuple[Entry, ...]
    is_verb: bool
    shorter: "Candidate | None" = None


@dataclass(slots=True)
class TriggerIndex:
    """The triggers of a codebook, by the form in which their first or last word appears."""

    verbs: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    nouns: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    adjectives: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    phrases: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    forms: set[str] = field(default_factory=set)


def index_triggers(codebook: Codebook) -> TriggerIndex:
    """Prepare a codebook's triggers for look-up by inflected form."""
    index = TriggerIndex()
    for event_type in codebook.types:
        for rule in event_type.triggers:
            for lemma in rule.verbs:
                first, *rest = lemma.split()
                words = (first, *" ".join(rest).replace("-", " ").split())
                entry = Entry(words, event_type, rule)
                for form in verb_forms(words[0]):
                    index.verbs[form].append(entry)
            for lemma in rule.nouns:
                words = tuple(lemma.replace("-", " ").split())
                entry = Entry(words, event_type, rule)
                for form in noun_forms(words[-1]):
                    index.nouns[form].append(entry)
            for lemma in rule.adjectives:
                index.adjectives[lemma].append(Entry((lemma,), event_type, rule))
            for phrase in rule.phrases:
                words = tuple(phrase.lower().replace("-", " ").split())
                index.phrases[words[0]].append(Entry(words, event_type, rule))
    for table in (index.verbs, index.nouns, index.adjectives, index.phrases):
        index.forms.update(table)
    return index


class Triage:
    """Tells from a sentence's words alone whether any trigger in it could be fulfilled.

    A trigger of several words needs all of them, and an everyday one a word of a class that its
    codebook entry asks for. Names may be anybody and any place, pronouns anybody.
    """

    def __init__(self, index: TriggerIndex, nouns: Nouns, always: Collection[str]) -> None:
        """Note what every form needs; sentences with a word of ``always`` are kept in any case."""
        self._always = frozenset(always)
        self._index = index
        self._needs: dict[str, tuple[_Need, ...]] = {}
        self._classes = cache(nouns.classes)

    def keeps(self, document: Document, sentence: Sentence) -> bool:
        """Tell whether a sentence is worth parsing."""
        if sentence.segment not in CLAIM_BEARING:
            return False
        found = _WORD.findall(document.text_at(sentence.span))
        words = {word.lower() for word in found}
        if not words.isdisjoint(self._always):
            return True
        classes: set[str] | None = None
        for word in words:
            if word not in self._index.forms:
                continue
            for need in self._needs_of(word):
                if not all(words & forms for forms in need.words):
                    continue
                if not need.classes:
                    return True
                if classes is None:
                    classes = self._classes_in(found)
                if classes & need.classes:
                    return True
        return False

    def _needs_of(self, form: str) -> "tuple[_Need, ...]":
        """Return what a form needs, worked out when a text first has it."""
        if form not in self._needs:
            tables = (
                self._index.verbs,
                self._index.nouns,
                self._index.adjectives,
                self._index.phrases,
            )
            entries = (entry for table in tables for entry in table.get(form, ()))
            self._needs[form] = tuple(dict.fromkeys(_need_of(entry) for entry in entries))
        return self._needs[form]

    def _classes_in(self, words: Sequence[str]) -> set[str]:
        classes: set[str] = set()
        for word in words:
            lower = word.lower()
            if word[0].isupper() or lower in _ANYBODY:
                classes |= _NAMES
            classes |= self._classes(lower)
        for first, second in pairwise(words):
            classes |= self._classes(f"{first} {second}".lower())
        return classes


@dataclass(frozen=True, slots=True)
class _Need:
    """What must stand in a sentence beside a form: other words, and a noun of some class."""

    words: tuple[frozenset[str], ...]
    classes: frozenset[str]


def _need_of(entry: Entry) -> _Need:
    words = entry.words if len(entry.words) > 1 else ()
    others = tuple(
        verb_forms(word) | noun_forms(word) | _REFLEXIVES
        if word in _ANY_REFLEXIVE
        else verb_forms(word) | noun_forms(word)
        for word in words
        if word.isalpha()
    )
    rule = entry.rule
    asked = rule.patient if Party.PATIENT in rule.needs else frozenset[str]()
    return _Need(others, frozenset(str(c) for c in asked))


#: Classes that a name or a pronoun may stand for.
_NAMES = frozenset(
    "person civilian official journalist forces armed group organization state facility place "
    "court leader follower suspect victim activist police judicial kin analyst".split()
)
_ANYBODY = frozenset(
    "he she they him her them who whom others one two three four five six seven eight nine ten "
    "dozen dozens hundreds scores several many all both another those some".split()
)


def find_candidates(parse: Parse, index: TriggerIndex) -> list[Candidate]:
    """Find what may be a trigger in a sentence, in text order; several may overlap."""
    found: list[Candidate] = []
    present = _words_of(parse.doc)
    for token in parse.doc:
        form = token.lower_
        if token.text == "March" and _is_month(token):
            continue
        shot_dead = form == SHOT_DEAD and parse.was_shot_dead(token)
        matches: list[tuple[tuple[Token, ...], Entry, bool]] = []
        phrases: list[tuple[Token, tuple[Token, ...], Entry]] = []
        for entry in index.phrases.get(form, ()):
            tokens = _following(token, entry.words) if present.issuperset(entry.words) else ()
            if tokens and not _opens_clause(tokens):
                passive = None if token.pos_ == "VERB" else _passive_in(tokens)
                if passive is not None:
                    phrases.append((passive, tokens, entry))
                    continue
                if tokens[-1].lemma_.lower() in BODIES:
                    # "Bullet-riddled bodies of two teachers" tells of them as the noun does.
                    found.append(Candidate(tokens[-1], tokens, (entry,), False))
                    continue
                matches.append((tokens, entry, token.pos_ in {"VERB", "AUX"}))
        if shot_dead:
            matches.extend(
                ((token,), entry, True)
                for entry in index.verbs.get("shot", ())
                if entry.words == ("shoot", "dead")
            )
        elif _may_be_verb(token):
            for entry in index.verbs.get(form, ()):
                if _PAST_OF.get(form) == token.lemma_.lower() and entry.words[0] == form:
                    continue
                if present.issuperset(entry.words[1:]) and (
                    tokens := _with_particles(token, entry.words)
                    or _passive_with_object(token, entry.words)
                ):
                    if token.dep_ == "auxpass" and token.head in tokens:
                        # "Being shot by" is said of whoever is shot.
                        found.append(Candidate(token.head, tokens, (entry,), True))
                        continue
                    matches.append((tokens, entry, True))
        if token.pos_ in {"NOUN", "PROPN"} or (
            token.tag_ == "VBG" and token.dep_ in {"pobj", "dobj", "nsubj", "compound"}
        ):
            for entry in index.nouns.get(form, ()):
                if present.issuperset(entry.words[:-1]) and (
                    tokens := _preceding(token, entry.words)
                ):
                    matches.append((tokens, entry, False))
        if token.pos_ in {"ADJ", "VERB"}:
            matches.extend(((token,), entry, False) for entry in index.adjectives.get(form, ()))
        found.extend(
            Candidate(
                verb, tokens, tuple(e for v, t, e in phrases if (v, t) == (verb, tokens)), True
            )
            for verb, tokens in dict.fromkeys((v, t) for v, t, _ in phrases)
        )
        shorter: Candidate | None = None
        for tokens in sorted({tokens for tokens, _, _ in matches}, key=_reach):
            kept = [m for m in matches if m[0] == tokens]
            entries = tuple(entry for _, entry, _ in kept)
            shorter = Candidate(token, tokens, entries, kept[0][2], shorter)
        if shorter is not None:
            found.append(shorter)
    return sorted(found, key=lambda c: c.head.i)


def _is_month(token: Token) -> bool:
    """Tell whether "March" is when something was, not people who march."""
    if is_marked(token, "time"):
        return True
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return after.like_num or not any(c.dep_ in _NAMING for c in token.lefts)


def _opens_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether a phrase ends in the subject of a clause: "before the court" had ruled."""
    last = tokens[-1]
    subject = last.dep_ in {"nsubj", "nsubjpass"} and last.head.i > last.i
    return subject and tokens[0].pos_ in {"ADP", "SCONJ"}


def _words_of(doc: Doc) -> set[str]:
    """Return every word that a token of a sentence may be matched as."""
    tokens = list(doc)
    present = {token.lower_ for token in tokens}
    if not present.isdisjoint(_REFLEXIVES):
        present |= _ANY_REFLEXIVE
    present.update(token.lemma_.lower() for token in tokens)
    return present


def _reach(tokens: Sequence[Token]) -> tuple[int, list[int]]:
    """Return what candidates are tried by, the last first: more words, then nearer ones."""
    return len(tokens), [-token.i for token in tokens]


def _passive_in(tokens: Sequence[Token]) -> Token | None:
    """Return the passive verb that fixed words hold: "shots were fired", "were fired on"."""
    for token in tokens:
        if token.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in token.children):
            return token
    return None


def _may_be_verb(token: Token) -> bool:
    if token.dep_ == "amod":
        return False
    if token.pos_ in {"VERB", "AUX"}:
        return True
    if token.pos_ == "ADJ" and token.lower_.endswith(("ed", "en", "n", "t")):
        return token.dep_ in {"acomp", "ROOT", "conj", "oprd", "acl", "ccomp", "relcl", "advcl"}
    return token.tag_ in {"VBD", "VBN", "VBZ", "VBG"}


def _following(token: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    doc = token.doc
    tokens: list[Token] = []
    position = token.i
    for word in words:
        while tokens and position < len(doc) and doc[position].text == "-":
            position += 1
        if position >= len(doc) or doc[position].lower_ != word:
            return ()
        tokens.append(doc[position])
        position += 1
    return tuple(tokens)


def _with_particles(verb: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """Match the fixed words behind a verb, which may have its object between."""
    tokens = [verb]
    position = verb.i + 1
    limit = min(len(verb.doc), verb.i + 1 + _REACH)
    for word in words[1:]:
        while position < limit and not (
            _same_word(verb.doc[position], word)
            and verb.doc[position].dep_ != "quantmod"
            and _is_within(verb.doc[position], tokens)
        ):
            between = verb.doc[position]
            if between.text in {";", ":"} or (between.pos_ == "VERB" and between.dep_ != "amod"):
                return ()
            position += 1
        if position >= limit:
            return ()
        tokens.append(verb.doc[position])
        position += 1
    return tuple(tokens)


def _passive_with_object(verb: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """Match a verb's fixed object before its passive: "petrol bombs were thrown at"."""
    if verb.tag_ != "VBN" or len(words) == 1:
        return ()
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    if subject is None and verb.dep_ == "acl":
        subject = verb.head
    if subject is None or subject.pos_ not in {"NOUN", "PROPN"}:
        return ()
    behind = next((n for n, w in enumerate(words) if n > 1 and w in _BEHIND_OBJECT), len(words))
    noun = _preceding(subject, words[1:behind])
    if not noun or not _same_word(subject, words[behind - 1]):
        return ()
    after = [
        c
        for c in verb.rights
        if c.dep_ == "prep" and c.lower_ in words[behind:] and not _opens_time(c)
    ]
    if len(after) != len(words) - behind:
        return ()
    return (*noun, verb, *after)


def _is_within(token: Token, fixed: Sequence[Token]) -> bool:
    """Tell whether a word stands beside fixed ones, not in a phrase of its own behind "over".

    Nor is it what a later word is said of: "declared the siege over with four terrorists dead".
    """
    if token.dep_ in {"nsubj", "nsubjpass"} and token.head.i > token.i:
        return bool(token.head.dep_ != "pcomp")
    if _opens_time(token):
        return False
    return token.dep_ != "pobj" or token.head in fixed or token.head.i < fixed[0].i


def _opens_time(token: Token) -> bool:
    return token.dep_ == "prep" and any(_is_time(c) for c in token.children if c.dep_ == "pobj")


def _is_time(token: Token) -> bool:
    """Tell whether a noun says when: "fired on Monday", "were driven at about 3 pm"."""
    return is_marked(token, "time") or _CLOCK.fullmatch(token.lower_) is not None


#: Hours, and parts of the day that stand for them.
_CLOCK = re.compile(
    r"(?:\d{1,2}(?:[:.]\d\d)?)?[ap]\.?m\.?|o['’]clock|\d{1,2}[:.]\d\d|noon|midday|midnight|"
    r"dawn|dusk|night|nightfall|sunrise|sunset"
)


def _same_word(token: Token, word: str) -> bool:
    return (
        token.lower_ == word
        or token.lemma_.lower() == word
        or (word in _ANY_REFLEXIVE and token.lower_ in _REFLEXIVES)
    )


#: How words hang on a march that has a name.
_NAMING = frozenset({"det", "amod", "compound", "nmod", "poss"})
#: Words of a codebook that stand for any of these.
_ANY_REFLEXIVE = frozenset({"oneself", "himself"})
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself", "oneself"})


def _preceding(noun: Token, words: tuple[str, ...]) -> tuple[Token, ...]:
    """Match the words of a compound noun ending in ``noun``; hyphens may be left out."""
    tokens = [noun]
    position = noun.i - 1
    for word in reversed(words[:-1]):
        while position >= 0 and noun.doc[position].text == "-":
            position -= 1
        if position < 0 or not _same_word(noun.doc[position], word):
            return ()
        tokens.append(noun.doc[position])
        position -= 1
    return tuple(reversed(tokens))


def without_overlaps(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the longest of candidates that overlap, in text order; a verb has one word in hand.

    In "faces charges of murder" somebody faces charges.
    """
    kept: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(candidates, key=lambda c: (-len(c.tokens) - c.is_verb, c.tokens[0].i)):
        indices = {t.i for t in candidate.tokens}
        if taken.isdisjoint(indices):
            kept.append(candidate)
            taken |= indices
    return sorted(kept, key=lambda c: c.head.i)
