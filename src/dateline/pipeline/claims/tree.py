"""Who does what to whom, read off a dependency tree.

Labels are those of spaCy's English models (CLEAR style). Every function returns head tokens;
``phrase`` gives the words around one.
"""

from spacy.tokens import Token

from dateline.pipeline.claims.parse import is_marked

SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
ANY_SUBJECT = SUBJECTS | PASSIVE_SUBJECTS
RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that", "whose"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})

#: What is left of people, which tells that they died but not how.
BODIES = frozenset({"body", "corpse", "remain"})
#: Verbs whose object is the one who acts in the infinitive or gerund that follows.
OBJECT_CONTROL = frozenset(
    "accuse suspect charge prevent stop bar block keep arrest detain convict blame indict sentence "
    "order urge force tell ask persuade train recruit hire lead allow send call jail imprison "
    "instruct direct push pay encourage enlist catch find see catch apprehend nab hold seek try "
    "prosecute question investigate want".split()
)

#: Verbs that only carry the act named by their object.
LIGHT_VERBS = frozenset(
    "make carry conduct launch stage mount perpetrate commit execute face stand undergo suffer "
    "perform undertake hold open bring file receive do have give hand order lead unleash see "
    "record report impose serve get press announce stag".split()  # "stag": the lemma of "staged"
)

#: What somebody carries out in order to do what is said behind it ("a raid to arrest him").
TASKS = frozenset({"operation", "raid", "mission", "swoop", "sting"})
#: Verbs of those who stop a plan, which is not theirs.
_STOPPING = frozenset("thwart foil avert prevent disrupt uncover expose stop block".split())
_NEVER_WITHOUT_OBJECT = frozenset(
    "arrest detain apprehend kill wound injure abduct kidnap behead execute jail imprison "
    "sentence convict indict charge hospitalise hospitalize capture seize free rescue torch slay "
    "acquit nab hang deport extradite outlaw massacre".split()
)
_TOGETHER = frozenset({"along", "together"})
#: Words before what happened at, before or after the same time.
_TIME_CLAUSES = frozenset({"after", "before", "as", "since", "until"})
_LEFT_MODIFIERS = frozenset(
    "det amod nummod compound poss quantmod nmod predet advmod neg punct case".split()
)


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child with one of the labels."""
    for item in token.children:
        if item.dep_ in labels:
            return item
    return None


def conjuncts(token: Token) -> list[Token]:
    """Return a noun and those coordinated with it, in text order."""
    found = [token]
    for item in (*_behind_name(token), *token.children):
        if item.dep_ == "conj" and item.pos_ in NOMINAL:
            found.extend(conjuncts(item))
    return found


def _behind_name(token: Token) -> list[Token]:
    """Return whom a list goes on with behind another word for its first member.

    "The mayor, Karim Dal, and [two guards]": a parse may join the guards to the name.
    """
    named = child(token, "appos")
    if named is None or token.tag_ not in {"NN", "NNP"} or "PROPN" not in {named.pos_, token.pos_}:
        return []
    if named.tag_ not in {"NN", "NNP"} or named.i < token.i:
        return []
    return [
        c
        for c in named.rights
        if c.dep_ == "conj"
        and c.doc[c.left_edge.i - 1].lower_ == "and"
        and c.doc[c.left_edge.i - 2].text == ","
        and (c.pos_ in {"PROPN", "NUM"} or child(c, "det", "poss", "nummod") is not None)
    ]


def is_passive(verb: Token) -> bool:
    """Tell whether a verb's subject undergoes the act."""
    if any(c.dep_ in PASSIVE_SUBJECTS or c.dep_ == "auxpass" for c in verb.children):
        return True
    if _is_found_guilty(verb):
        return True
    if child(verb, *SUBJECTS) is not None:
        return _is_reduced(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    bare = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and verb.lemma_ in _NEVER_WITHOUT_OBJECT)
    if verb.dep_ == "conj" and bare and child(verb, "aux", "dobj") is None:
        return is_passive(verb.head)
    if (
        verb.dep_ in {"advcl", "ROOT", "ccomp"}
        and verb.tag_ == "VBN"
        and child(verb, "dobj") is None
    ):
        return child(verb, "aux") is None
    return False


def _is_found_guilty(verb: Token) -> bool:
    """Tell whether "the preacher found guilty" lacks its "was": no court finds nobody guilty."""
    if verb.lemma_ != "find" or child(verb, "aux", "dobj", "ccomp") is not None:
        return False
    return verb.i + 1 < len(verb.doc) and bool(verb.nbor().lower_ == "guilty")


def _is_reduced(verb: Token) -> bool:
    """Tell whether "five arrested" or "two policemen killed" lacks its "were".

    The parser takes the noun for a subject; but these verbs never go without an object.
    """
    if verb.lemma_ not in _NEVER_WITHOUT_OBJECT or verb.tag_ not in {"VBN", "VBD"}:
        return False
    if verb.dep_ == "relcl" or child(verb, "aux", "dobj", "ccomp", "xcomp") is not None:
        return False
    if _object_taken_for_subject(verb) is not None:
        return False
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.lemma_ == "leave":
        # "Left one man dead and two guards wounded" has two objects, each with its state.
        return True
    joined = [other for other in verb.conjuncts if other.pos_ == "VERB"]
    return not any(child(other, "dobj") is not None for other in joined)


def resolve_relative(token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.lower_ not in RELATIVE_PRONOUNS or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    clause = token.head
    while clause.dep_ not in {"relcl", "ROOT"} and clause.head != clause:
        clause = clause.head
    if not describes_noun(clause):
        return token
    return relative_head(clause, personal=token.lower_ in {"who", "whom"})


#: Nouns of places and of where somebody comes from, which are nobody.
_REALMS = frozenset(
    "republic country nation state province region district city town village area border "
    "capital origin descent nationality background".split()
)


def relative_head(clause: Token, *, personal: bool) -> Token:
    """Return the noun a relative clause describes.

    "five men in Astana, whom a court convicted": the parser hangs the clause on the nearest noun,
    but "who" never stands for a place, and what precedes the place is meant.
    """
    head = clause.head
    while (
        personal
        and (is_marked(head, "place") or is_marked(head, "time") or head.lemma_ in _REALMS)
        and head.dep_ in {"pobj", "appos"}
        and head.head.head.pos_ in NOMINAL
    ):
        head = head.head.head if head.dep_ == "pobj" else head.head
    return head


def describes_noun(clause: Token) -> bool:
    """Tell whether a relative clause hangs on a noun, as it should."""
    return clause.dep_ == "relcl" and clause.head.pos_ in NOMINAL


def surface_subject(verb: Token) -> Token | None:
    """Return the subject a verb has or shares, active or passive."""
    own = child(verb, *ANY_SUBJECT)
    if own is not None:
        return _subject_behind_time(own, verb) or resolve_relative(own)
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
        return surface_subject(verb.head)
    return controller(verb)


def _subject_behind_time(subject: Token, verb: Token) -> Token | None:
    """Return the subject that the parser gave to "after" instead of to the verb behind it.

    In "two others injured after [gunmen] opened fire" it takes the others for those who fire.
    """
    clause = child(subject, "acl")
    if clause is None or clause.tag_ != "VBN" or clause.lemma_ not in _NEVER_WITHOUT_OBJECT:
        return None
    for item in clause.children:
        noun = child(item, "pobj") if item.dep_ == "prep" else None
        if item.lower_ in _TIME_CLAUSES and noun is not None and noun.i == verb.i - 1:
            return noun
    return None


def controller(verb: Token) -> Token | None:
    """Return who a verb without a subject of its own is about."""
    head = verb.head
    match verb.dep_:
        case "xcomp" | "ccomp" if verb.tag_ in {"VB", "VBG", "VBN"} or child(verb, "aux"):
            if head.pos_ in {"VERB", "AUX"}:
                obj = child(head, "dobj")
                if obj is not None and head.lemma_ in OBJECT_CONTROL:
                    return resolve_relative(obj)
                return surface_subject(head)
            if head.dep_ == "acomp" and head.head.pos_ in {"VERB", "AUX"}:
                return surface_subject(head.head)
            return head if head.pos_ in NOMINAL else None
        case "advcl" if head.pos_ in {"VERB", "AUX"}:
            return surface_subject(head)
        case "acl" if verb.tag_ in {"VBG", "VBN"}:
            return head
        case "acl":
            return owner(head)
        case "pcomp":
            return controller_of_gerund(head)
        case "relcl" if verb.tag_ == "VB" and head.lemma_ in TASKS:
            return owner(head)
        case "relcl":
            return relative_head(verb, personal=False)
        case "ROOT" | "dep" | "appos":
            return None
    return None


def controller_of_gerund(preposition: Token) -> Token | None:
    """Return who acts in a gerund after a preposition ("accused of plotting")."""
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX"}:
        obj = child(governor, "dobj")
        if obj is not None and not is_passive(governor):
            if governor.lemma_ in OBJECT_CONTROL:
                return resolve_relative(obj)
            if governor.lemma_ in LIGHT_VERBS:
                return surface_subject(governor)
        return surface_subject(governor)
    if governor.dep_ == "prep":
        return controller_of_gerund(governor)
    if governor.dep_ == "dobj" and governor.head.lemma_ in OBJECT_CONTROL:
        return governor
    if governor.pos_ == "ADJ" and governor.head.lemma_ in OBJECT_CONTROL:
        found = child(governor, *SUBJECTS) or child(governor.head, "dobj")
        if found is not None and not is_passive(governor.head):
            return resolve_relative(found)
    if governor.pos_ == "ADJ":
        return surface_subject(governor.head) if governor.head.pos_ in {"VERB", "AUX"} else None
    return owner(governor)


def owner(noun: Token) -> Token | None:
    """Return whose plan, charge or order a noun is."""
    possessor = child(noun, "poss")
    if possessor is not None:
        return possessor
    by = object_of(noun, "by")
    if by is not None:
        return by
    head = noun.head
    if noun.dep_ in {"dobj", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        return surface_subject(head) if head.lemma_.lower() not in _STOPPING else None
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        governor = head.head
        if governor.pos_ in {"VERB", "AUX"}:
            obj = child(governor, "dobj")
            if obj is not None and governor.lemma_ in OBJECT_CONTROL:
                return resolve_relative(obj)
            return surface_subject(governor)
        if governor.pos_ in {"NOUN", "PROPN"}:
            return governor if governor.lemma_ not in {"part"} else owner(governor)
    if noun.dep_ == "conj":
        return owner(head)
    return None


def agents(verb: Token) -> list[Token]:
    """Return who does what a verb says."""
    if is_passive(verb):
        by = child(verb, "agent")
        found = child(by, "pobj") if by is not None else None
        if found is None:
            found = _agent_behind(verb) or _whose_hands(verb)
        if found is None and verb.dep_ == "conj" and is_passive(verb.head):
            return agents(verb.head) if child(verb, "auxpass") is None else []
        return conjuncts(found) if found is not None else []
    subject = surface_subject(verb)
    return conjuncts(subject) if subject is not None else []


def _some_of(noun: Token) -> list[Token]:
    """Return of whom a number is: "two of [whom]"."""
    of = child(noun, "prep")
    return [t for t in of.children if t.dep_ == "pobj"] if of is not None else []


def _whose_hands(verb: Token) -> Token | None:
    """Return at whose hands somebody suffered: "killed at the hands of [militiamen]"."""
    for at in (c for c in verb.rights if c.lower_ == "at" and c.dep_ == "prep"):
        hands = child(at, "pobj")
        if hands is not None and hands.lower_ in {"hand", "hands"}:
            return object_of(hands, "of")
    return None


def _agent_behind(verb: Token) -> Token | None:
    """Return who does what the next passive says too: "was shot and killed by [two men]"."""
    after = next((c for c in verb.rights if c.dep_ == "conj" and c.tag_ == "VBN"), None)
    if after is None or child(after, "auxpass", *ANY_SUBJECT) is not None:
        return None
    by = child(after, "agent")
    return child(by, "pobj") if by is not None else None


def patients(verb: Token) -> list[Token]:
    """Return to whom or what it is done."""
    if is_passive(verb):
        own = child(verb, *PASSIVE_SUBJECTS)
        if own is None and verb.dep_ == "acl":
            return _named_among(verb.head) or [verb.head]
        subject = resolve_relative(own) if own is not None else surface_subject(verb)
        found = [*conjuncts(subject), *_alongside(verb)] if subject is not None else []
        extra = child(verb, "oprd")
        return found or ([extra] if extra is not None else [])
    obj = child(verb, "dobj")
    if obj is not None:
        return conjuncts(resolve_relative(obj))
    described = _object_taken_for_subject(verb)
    if described is not None:
        return [described]
    if verb.dep_ == "relcl":
        subject = child(verb, *SUBJECTS)
        named = subject is not None and not any(
            t.lower_ in RELATIVE_PRONOUNS for t in (subject, *_some_of(subject))
        )
        opening = (verb.left_edge, *verb.lefts)
        at_a_time = any(c.lower_ in {"when", "where", "why"} for c in opening)
        if named and not at_a_time and not _is_set_in(verb):
            return [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and not _closes_clause(verb):
        return []
    for item in verb.conjuncts:
        if item.i > verb.i and item.pos_ == "VERB" and child(item, "dobj") is not None:
            between = [t for t in verb.subtree if t.i < item.i and t.dep_ in {"dobj", "prep"}]
            if not between:
                shared = child(item, "dobj")
                return conjuncts(shared) if shared is not None else []
    return []


def _named_among(those: Token) -> list[Token]:
    """Return who is said to be some of them: "among those killed was [a driver]"."""
    among = those.head
    if those.lower_ != "those" or among.lower_ != "among" or among.head.lemma_ != "be":
        return []
    named = child(among.head, "attr") or child(among.head, "nsubj")
    return conjuncts(named) if named is not None else []


def _alongside(verb: Token) -> list[Token]:
    """Return those to whom the same was done: "killed along with [two guards]"."""
    for item in verb.children:
        if item.dep_ == "prep" and item.lower_ in _TOGETHER:
            inner = child(item, "prep")
            noun = child(inner, "pobj") if inner is not None and inner.lower_ == "with" else None
            if noun is not None:
                return conjuncts(noun)
    return []


def _is_set_in(verb: Token) -> bool:
    """Tell whether a relative clause says what happened in something: "in which two men died"."""
    return any(
        item.dep_ == "prep" and any(c.lower_ in RELATIVE_PRONOUNS for c in item.children)
        for item in verb.lefts
    )


#: Verbs that do take a clause for their object.
_CLAUSAL = frozenset(
    "say tell report claim announce declare confirm fear believe know find think state allege add "
    "warn show see hear mean suggest insist deny admit acknowledge estimate reveal".split()
)


def _object_taken_for_subject(verb: Token) -> Token | None:
    """Return the object that the parser made the subject of its own description.

    In "killed two men wanted for a bombing", "two men" is taken for the subject of "wanted"; in
    "convicted two men also belonging to the cell" for that of "belonging".
    """
    if verb.lemma_.lower() in _CLAUSAL:
        return None
    clause = child(verb, "ccomp")
    for item in verb.rights if clause is None else ():
        if item.dep_ == "advcl" and (item.tag_ == "VBG" or item.lemma_.lower() in _CLAUSAL):
            clause = item
            break
    if clause is None or child(clause, "mark") is not None:
        return None
    if clause.tag_ not in {"VBN", "VBD"} and clause.dep_ != "advcl":
        return None
    subject = child(clause, *SUBJECTS)
    if subject is None or child(clause, "aux", "auxpass") is not None:
        return None
    return subject if subject.left_edge.i == verb.i + 1 else None


def _closes_clause(verb: Token) -> bool:
    return any(c.dep_ in {"dobj", "prep"} for c in verb.children)


def object_of(token: Token, *prepositions: str) -> Token | None:
    """Return the object of one of a token's prepositions."""
    for item in token.children:
        if item.dep_ in {"prep", "agent", "dative"} and item.lower_ in prepositions:
            found = child(item, "pobj", "pcomp")
            if found is not None:
                return found
            nested = child(item, "prep")
            if nested is not None:
                return child(nested, "pobj", "pcomp")
    return None


def prepositional_objects(token: Token) -> list[tuple[str, Token]]:
    """Return (preposition, object) pairs of a token; chains give their last preposition too."""
    found: list[tuple[str, Token]] = []
    for item in token.children:
        apart = item.lower_ == "according" or item.lower_ in _TOGETHER
        if item.dep_ in {"prep", "dative", "agent"} and not apart:
            obj = child(item, "pobj")
            if obj is not None:
                found.extend((item.lower_, noun) for noun in conjuncts(obj))
            for nested in item.children:
                if nested.dep_ == "prep":
                    inner = child(nested, "pobj")
                    if inner is not None:
                        found.append((nested.lower_, inner))
    return found


#: What somebody is not given, which is no word about what happened.
_REFUSED = frozenset(
    "bail bond parole entry access visa permission asylum application request petition appeal bid "
    "motion plea extension leave treatment".split()
)


def refuses_request(verb: Token) -> bool:
    """Tell whether "denied" or "rejected" is said of what was asked for: "denied him bail"."""
    return any(c.dep_ in {"dobj", "nsubjpass"} and c.lemma_ in _REFUSED for c in verb.children)


#: Marks that open a quotation, and what closes them.
_OPENING = {'"': '"', "'": "'", "“": "”", "‘": "’"}


#: Words that a parse may have in a noun phrase they stand before.
_BEFORE_PHRASES = frozenset({"dead", "when", "where", "while", "after", "as"})


def phrase(head: Token) -> tuple[Token, Token]:
    """Return first and last token of the noun phrase around a head.

    Determiners, numbers, adjectives and compounds before the head belong to it, and short
    "of" and "with" phrases after it; clauses, appositions and coordinated nouns do not.
    """
    first = head
    for item in head.lefts:
        if item.dep_ in _LEFT_MODIFIERS and item.lower_ not in {"whom", "which", "who"}:
            edge = item.left_edge
            if edge.i < first.i:
                first = edge
    while first.i < head.i and first.lower_ in _BEFORE_PHRASES:
        first = first.nbor()
    while (
        first.i < head.i
        and (first.is_punct or first.dep_ in {"advmod", "cc"})
        and not (first.text in {'"', "'", "[", "("} or first.dep_ == "advmod")
    ):
        first = first.nbor()
    last = head
    for item in head.rights:
        if item.i > last.i + 2 and item.dep_ not in {"prep"}:
            break
        joins = {"of", "with", "for"} if head.pos_ == "PROPN" else {"of", "with"}
        if item.dep_ == "prep" and item.lower_ in joins and item.i <= last.i + 1:
            obj = child(item, "pobj")
            if item.lower_ == "for" and (obj is None or obj.pos_ != "PROPN"):
                break
            if obj is not None:
                last = phrase(obj)[1]
                continue
        if item.dep_ in {"prep", "relcl", "acl", "punct", "cc", "conj", "appos"}:
            break
    return _close(first, last)


def _close(first: Token, last: Token) -> tuple[Token, Token]:
    """Leave out a quotation mark before a phrase that none in it closes."""
    if first.i < last.i and first.text in _OPENING:
        inside = [token.text for token in first.doc[first.i + 1 : last.i + 1]]
        if _OPENING[first.text] not in inside:
            first = first.nbor()
    return first, last


def speaker_of(pronoun: Token) -> Token | None:
    """Return the subject of a clause above that a pronoun takes up: "police said they had ..."."""
    if pronoun.lower_ not in {"it", "they"}:
        return None
    verb = pronoun.head
    while verb.head != verb:
        if verb.dep_ not in {"ccomp", "conj", "xcomp", "advcl"}:
            return None
        verb = verb.head
        subject = child(verb, *ANY_SUBJECT) if verb.pos_ in {"VERB", "AUX"} else None
        if subject is None or subject.i >= pronoun.i or subject.pos_ not in {"NOUN", "PROPN"}:
            continue
        plural = subject.tag_ in {"NNS", "NNPS"} or subject.lower_ == "police"
        return subject if plural == (pronoun.lower_ == "they") else None
    return None


def clause_verb(token: Token) -> Token:
    """Return the nearest verb at or above a token."""
    current = token
    while current.pos_ not in {"VERB", "AUX"} and current.head != current:
        current = current.head
    return current


def clause_span(token: Token) -> tuple[Token, Token]:
    """Return first and last token of the clause a trigger heads or stands in."""
    verb = clause_verb(token)
    tokens = [t for t in verb.subtree if not t.is_space]
    return tokens[0], tokens[-1]
