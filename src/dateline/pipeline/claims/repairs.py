"""Mistakes of the parser that can be told from the sentence and put right."""

from spacy.tokens import Doc, Token

from dateline.resources.inflections import is_past_form

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NOUNS = frozenset({"NOUN", "PROPN"})
#: Participles that say what a noun is like ("Taliban controlled areas").
_DESCRIBING = frozenset(
    "linked affiliated allied aligned backed led based born armed trained controlled held inspired "
    "occupied funded sponsored dominated made related".split()
)


def repair(doc: Doc) -> Doc:
    """Correct a parse in place and return it.

    A past tense before a bare plural is taken for an adjective ("A small device damaged shops"):
    where the sentence has no other verb, it is the verb. A noun in -ing before the verb is taken
    for part of it ("Heavy shelling hit a school"): it is the subject. The last noun of a compound
    is what it is about ("a village elder"). A past tense is no present ("retook the town"). What
    some of those told of are is no subject beside them ("seven men, four of them Orlians, were").
    """
    for verb in doc:
        if verb.tag_ == "VBP" and is_past_form(verb.lower_):
            verb.tag_ = "VBD"
    for noun in doc:
        if noun.tag_ == "VBG" and noun.dep_ == "aux" and noun.head.tag_ in _FINITE:
            noun.tag_, noun.pos_, noun.dep_ = "NN", "NOUN", "nsubj"
    for participle in doc:
        if participle.lower_ in _OUTCOMES and participle.i and participle.nbor(-1).lower_ == ",":
            _hang_on_own_verb(participle)
    for noun in doc:
        if noun.dep_ == "amod" and noun.tag_ in {"NN", "NNS"} and noun.i == noun.head.i + 1:
            _make_head(noun, noun.head)
    for of in doc[2:-2]:
        if of.lower_ == "of" and of.nbor(1).lower_ in {"them", "whom"}:
            _set_aside(of)
    for verb in doc:
        if verb.dep_ == "amod" and verb.tag_ in {"VBD", "VBN"} and _lacks_verb(verb):
            subject = _noun_before(verb)
            if subject is not None:
                _make_verb(verb, subject)
                break
    return doc


#: Participles after a comma that say what the act before them did.
_OUTCOMES = frozenset({"killing", "wounding", "injuring", "leaving"})


def _hang_on_own_verb(participle: Token) -> None:
    """Hang what an act did on the last verb before it, if that is in a clause of its head.

    "He is accused of aiding men who shelled a town, killing two".
    """
    if participle.tag_ != "VBG" or participle.head.i >= participle.i:
        return
    verbs = [t for t in participle.doc[: participle.i] if t.tag_ in _FINITE and t.pos_ == "VERB"]
    if not verbs or verbs[-1] == participle.head or verbs[-1].dep_ != "relcl":
        return
    if participle.head in verbs[-1].ancestors:
        participle.head, participle.dep_ = verbs[-1], "advcl"


def _make_head(noun: Token, part: Token) -> None:
    """Let a noun take the place of the one before it, which becomes part of it."""
    noun.dep_ = part.dep_
    if part.dep_ == "ROOT":
        noun.head = noun
    else:
        noun.head = part.head
    for item in [t for t in part.children if t != noun]:
        item.head = noun
    part.head = noun
    part.dep_ = "compound"


def _set_aside(of: Token) -> None:
    """Make "four of them foreigners" an aside on the people named before it."""
    some, noun = of.nbor(-1), of.nbor(2)
    if noun.dep_ not in _SUBJECTS or some.nbor(-1).text not in {",", "-"}:
        return
    whole = next((t for t in noun.head.lefts if t.i < some.i and t.pos_ in _NOUNS), None)
    if whole is None or whole.dep_ not in _SUBJECTS | {"dep"}:
        return
    whole.dep_ = noun.dep_
    noun.dep_, noun.head = "appos", whole
    some.dep_, some.head = "nummod", noun


def _lacks_verb(verb: Token) -> bool:
    """Tell whether the noun a participle describes is all there is to the sentence."""
    noun = verb.head
    return (
        verb.lower_ not in _DESCRIBING
        and noun.dep_ == "ROOT"
        and noun.pos_ in _NOUNS
        and noun.tag_ in {"NNS", "NNPS"}
        and verb.i < noun.i
        and not any(t.tag_ in _FINITE and t.dep_ in _CLAUSES for t in verb.doc if t != verb)
    )


def _noun_before(verb: Token) -> Token | None:
    """Return the noun right before a participle, if it can be the subject."""
    if verb.i == 0:
        return None
    before = verb.nbor(-1)
    return before if before.pos_ in _NOUNS and before.head in {verb.head, verb} else None


def _make_verb(verb: Token, subject: Token) -> None:
    noun = verb.head
    lefts = [t for t in (*noun.lefts, *verb.lefts) if t.i < verb.i and t != subject]
    verb.head = verb
    verb.dep_ = "ROOT"
    verb.pos_ = "VERB"
    verb.tag_ = "VBD"
    noun.head = verb
    noun.dep_ = "dobj"
    subject.head = verb
    subject.dep_ = "nsubj"
    for token in lefts:
        token.head = subject
