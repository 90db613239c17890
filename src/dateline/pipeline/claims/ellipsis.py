"""Headlines in the words of sentences: the parser is given them, and nobody after it sees them.

"Guard killed, five hurt in Karvel blasts" is read as "Guard were killed, five were hurt in ...",
and "rebels bomb bus", whose verb looks like a noun, as "rebels destroy bus".
"""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

#: Participles of what befalls people and things, which as verbs of the past have an object.
_BEFALLING = frozenset(
    "killed wounded injured hurt slain massacred murdered assassinated beheaded lynched martyred "
    "stabbed maimed kidnapped abducted arrested detained nabbed apprehended captured jailed "
    "sentenced convicted acquitted indicted deported extradited rescued freed seized foiled "
    "thwarted bombed torched ambushed targeted destroyed damaged neutralised neutralized gunned "
    "hanged burnt recovered remanded charged executed cleared".split()
)
#: What the parser is given for verbs that it takes for nouns, and what they are forms of.
_STAND_INS = {
    "bomb": ("destroy", "bomb"),
    "bombs": ("destroys", "bomb"),
    "raid": ("invade", "raid"),
    "raids": ("invades", "raid"),
    "attack": ("destroy", "attack"),
    "attacks": ("destroys", "attack"),
    "ambush": ("destroy", "ambush"),
    "storm": ("invade", "storm"),
    "storms": ("invades", "storm"),
    "torch": ("destroy", "torch"),
    "shell": ("destroy", "shell"),
    "strike": ("destroy", "strike"),
    "strikes": ("destroys", "strike"),
    "target": ("destroy", "target"),
    "targets": ("destroys", "target"),
    "lynch": ("execute", "lynch"),
    "wound": ("injure", "wound"),
    "wounds": ("injures", "wound"),
    "land": ("arrive", "land"),
    "lands": ("arrives", "land"),
    "detonates": ("explodes", "detonate"),
    "climbs": ("rises", "climb"),
    "rock": ("destroy", "rock"),
    "rocks": ("destroys", "rock"),
}
_WITHOUT_OBJECT = frozenset({"land", "lands", "detonates", "climbs"})
_PEOPLE_OF_ONE = frozenset({"mob", "gang", "group", "crowd", "police", "army"})
_AGREEING = {True: frozenset({"NN", "NNP"}), False: frozenset({"NNS", "NNPS"})}
#: "Five dead in blast" is read as "five were killed in blast".
_DEAD = {"dead": ("killed", "kill")}
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: What words are that are no verbs of a clause, whatever their tag.
_PARTS = frozenset({"pobj", "dobj", "compound", "amod", "nmod", "appos"})
#: Words after a participle that has no object.
_NO_OBJECT = frozenset(
    "in at by near as when after during on outside inside amid over for from with while following "
    "before across along down and but since to this last yesterday today here again along within "
    "around alive dead under daily".split()
)
_PAUSES = frozenset(", ; : - – — | . !".split())
#: Words before which a clause begins anew.
_BEGINNING = frozenset({",", ";", ":", "-", "–", "—", "|", "as", "when", "after", "while", "and"})
#: Words in the same clause that have the participle for their own.
_CLAIMING = frozenset(
    "is are was were be been being am has have had having get gets got getting with of among those "
    "who whom that which see sees saw find finds found no to not".split()
)
_LEAVING = frozenset({"leave", "leaves", "left", "leaving"})
_WERE = "were"
#: The longest line, in words, that may be one of news without a verb.
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as the parser is given it, and the lemma of the word of the line if it is another."""

    text: str
    lemma: str = ""


def with_verbs(doc: Doc) -> Doc | None:
    """Return a headline's words as a sentence would have them, or ``None`` if they are such.

    Args:
        doc: The parse of a line; where it has found a finite verb behind a participle, the
            participle only describes somebody ("Mother of man killed in raid speaks out").
    """
    if not 2 < len(doc) <= _LONGEST:
        return None
    changed = {t.i: word for t in doc if (word := _written(t)) is not None}
    if not changed:
        return None
    told: list[tuple[str, bool, str]] = []
    for token in doc:
        word = changed.get(token.i)
        if word is not None and not _is_verb_of_line(token):
            told.append((_WERE, True, _WERE))
        text = word.text if word is not None else token.text
        norm = token.norm_ if word is None else text
        told.append((text, bool(token.whitespace_), norm))
    written = Doc(doc.vocab, words=[w for w, _, _ in told], spaces=[s for _, s, _ in told])
    for token, (_, _, norm) in zip(written, told, strict=True):
        token.norm_ = norm
    return written


def without_verbs(parsed: Doc, plain: Doc) -> Doc | None:
    """Return a parse with the line's own words, or ``None`` if more hangs on one that was added.

    Args:
        parsed: What the parser made of the words from ``with_verbs``, tags and lemmas set.
        plain: The parse of the line as it stands.
    """
    added = _added(parsed, plain)
    kept = [t for t in parsed if t.i not in added]
    if any(t.head.i in added for t in kept) or len(kept) != len(plain):
        return None
    words = [_written(t) for t in plain]
    stood_in = [t for t, old in zip(kept, plain, strict=True) if _is_verb_of_line(old)]
    if any(t.tag_ not in _FINITE or t.dep_ in _PARTS for t in stood_in):
        return None
    place = {t.i: at for at, t in enumerate(kept)}
    return Doc(
        plain.vocab,
        words=[
            old.text if w is None or w.lemma else w.text
            for old, w in zip(plain, words, strict=True)
        ],
        spaces=[bool(t.whitespace_) for t in plain],
        tags=[t.tag_ for t in kept],
        pos=[t.pos_ for t in kept],
        lemmas=[w.lemma if w and w.lemma else t.lemma_ for t, w in zip(kept, words, strict=True)],
        heads=[place[t.head.i] for t in kept],
        deps=[t.dep_ for t in kept],
    )


def _added(parsed: Doc, plain: Doc) -> frozenset[int]:
    """Return which tokens of a parse the line does not have."""
    added = []
    at = 0
    for token in parsed:
        here = plain[at].lower_ if at < len(plain) else ""
        if token.text == _WERE and here != _WERE:
            added.append(token.i)
        else:
            at += 1
    return frozenset(added)


def _written(token: Token) -> _Word | None:
    """Return how a word of a line is written for the parser, or ``None`` if as it stands."""
    if _is_verb_of_line(token):
        return _Word(*_STAND_INS[token.lower_])
    if not _lacks_were(token):
        return None
    return _Word(*_DEAD[token.lower_]) if token.lower_ in _DEAD else _Word(token.lower_)


def _is_verb_of_line(word: Token) -> bool:
    """Tell whether a word that was read as a noun is the verb of a clause that has none."""
    if word.lower_ not in _STAND_INS or word.tag_ in _FINITE or not 0 < word.i < len(word.doc) - 1:
        return False
    before, after = word.nbor(-1), word.nbor(1)
    single = word.lower_.endswith("s")
    agrees = before.tag_ in _AGREEING[single]
    if not agrees and not (before.lower_ in _PEOPLE_OF_ONE and not single):
        return False
    if word.lower_ in _WITHOUT_OBJECT:
        if after.tag_ not in {"IN", "TO", "RP"}:
            return False
    elif after.tag_[:2] not in {"NN", "CD", "JJ", "DT", "PR"} and after.tag_ != "VBP":
        return False
    clause = _clause(word)
    if any((t.tag_ in _FINITE and t != after) or _lacks_were(t) for t in clause):
        return False
    first = next(t for t in clause if t.lower_ in _STAND_INS and t.i > clause[0].i)
    return bool(first.i == word.i)


def _clause(word: Token) -> list[Token]:
    """Return the words around one, up to where clauses begin anew."""
    doc = word.doc
    first = last = word.i
    while first and doc[first - 1].lower_ not in _BEGINNING:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].lower_ not in _BEGINNING:
        last += 1
    return list(doc[first : last + 1])


def _lacks_were(participle: Token) -> bool:
    """Tell whether a participle is all the verb there is to those before it."""
    doc = participle.doc
    before = doc[participle.i - 1] if participle.i else None
    dead = participle.lower_ in _DEAD
    if (participle.lower_ not in _BEFALLING and not dead) or before is None:
        return False
    if not before.text[-1].isalnum() or before.tag_ in {"IN", "TO", "CC", "DT", "RB"}:
        return False
    if dead and before.tag_[:2] not in {"NN", "CD"}:
        return False
    after = doc[participle.i + 1].lower_ if participle.i + 1 < len(doc) else "."
    if after not in _NO_OBJECT and after not in _PAUSES:
        return False
    return not _is_claimed(participle) and not _describes(participle)


def _is_claimed(participle: Token) -> bool:
    """Tell whether a word before it in its clause has the participle: "were", "leaves", "of".

    "Leaves" has those behind a comma as well: "leaves two dead, five injured".
    """
    ended = False
    for token in reversed(participle.doc[: participle.i]):
        if token.lower_ in _LEAVING or (token.lower_ in _CLAIMING and not ended):
            return True
        if token.lower_ in _BEGINNING:
            if token.text != ",":
                return False
            ended = True
    return False


def _describes(participle: Token) -> bool:
    """Tell whether the clause has its verb behind the participle: "man killed in raid named"."""
    for token in participle.doc[participle.i + 1 :]:
        if token.lower_ in _BEGINNING:
            return False
        if token.tag_ in _FINITE and token.lower_ not in _BEFALLING and token.lower_ not in _DEAD:
            return True
    return False
