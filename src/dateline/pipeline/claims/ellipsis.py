"""Headlines leave out "were": the parser is given it, and nobody after the parser sees it.

"Guard killed, five hurt in Karvel blasts" is read as "Guard were killed, five were hurt in ...".
"""

from spacy.tokens import Doc, Token

#: Participles of what befalls people and things, which as verbs of the past have an object.
_BEFALLING = frozenset(
    "killed wounded injured hurt slain massacred murdered assassinated beheaded lynched martyred "
    "stabbed maimed kidnapped abducted arrested detained nabbed apprehended captured jailed "
    "sentenced convicted acquitted indicted deported extradited rescued freed seized foiled "
    "thwarted bombed torched ambushed targeted destroyed damaged neutralised neutralized gunned "
    "hanged burnt recovered".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
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
    "is are was were be been being am has have had having get gets got getting leave leaves left "
    "leaving with of those who whom that which see sees saw find finds found no to not".split()
)
_WERE = "were"
#: The longest line, in words, that may be one of news without a verb.
_LONGEST = 30


def with_were(doc: Doc) -> Doc | None:
    """Return a headline's words with each "were" that it leaves out, or ``None`` if none is.

    Args:
        doc: The parse of a line; where it has found a finite verb behind a participle, the
            participle only describes somebody ("Mother of man killed in raid speaks out").
    """
    if not 2 < len(doc) <= _LONGEST:
        return None
    places = [t.i for t in doc if _lacks_were(t)]
    if not places:
        return None
    told: list[tuple[str, bool, str]] = []
    for token in doc:
        lacking = token.i in places
        if lacking:
            told.append((_WERE, True, _WERE))
        word = token.lower_ if lacking else token.text
        told.append((word, bool(token.whitespace_), token.norm_))
    written = Doc(doc.vocab, words=[w for w, _, _ in told], spaces=[s for _, s, _ in told])
    for token, (_, _, norm) in zip(written, told, strict=True):
        token.norm_ = norm
    return written


def without_were(parsed: Doc, plain: Doc) -> Doc | None:
    """Return a parse without the words that were added, or ``None`` if more hangs on one of them.

    Args:
        parsed: What the parser made of the words from ``with_were``, tags and lemmas set.
        plain: The line as it stands.
    """
    added = _added(parsed, plain)
    kept = [t for t in parsed if t.i not in added]
    if any(t.head.i in added for t in kept) or len(kept) != len(plain):
        return None
    place = {t.i: at for at, t in enumerate(kept)}
    return Doc(
        plain.vocab,
        words=[t.text for t in kept],
        spaces=[bool(t.whitespace_) for t in plain],
        tags=[t.tag_ for t in kept],
        pos=[t.pos_ for t in kept],
        lemmas=[t.lemma_ for t in kept],
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


def _lacks_were(participle: Token) -> bool:
    """Tell whether a participle is all the verb there is to those before it."""
    doc = participle.doc
    before = doc[participle.i - 1] if participle.i else None
    if participle.lower_ not in _BEFALLING or before is None:
        return False
    if not before.text[-1].isalnum() or before.tag_ in {"IN", "TO", "CC", "DT", "RB"}:
        return False
    after = doc[participle.i + 1].lower_ if participle.i + 1 < len(doc) else "."
    if after not in _NO_OBJECT and after not in _PAUSES:
        return False
    return not _is_claimed(participle) and not _describes(participle)


def _is_claimed(participle: Token) -> bool:
    """Tell whether a word before it in its clause has the participle: "were", "leaves", "of"."""
    for token in reversed(participle.doc[: participle.i]):
        if token.lower_ in _BEGINNING:
            return False
        if token.lower_ in _CLAIMING:
            return True
    return False


def _describes(participle: Token) -> bool:
    """Tell whether the clause has its verb behind the participle: "man killed in raid named"."""
    for token in participle.doc[participle.i + 1 :]:
        if token.lower_ in _BEGINNING:
            return False
        if token.tag_ in _FINITE and token.lower_ not in _BEFALLING:
            return True
    return False
