"""Mistakes of the parser that can be told from the sentence and put right."""

from itertools import pairwise

from spacy.tokens import Doc, Token

from dateline.resources.inflections import is_past_form

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_FORBIDDEN = frozenset({"outlawed", "banned", "proscribed", "prohibited"})
_WHEN = frozenset("after before when while as since once".split())
_NOUNS = frozenset({"NOUN", "PROPN"})
#: Verbs whose past tense is written as their present: beside a day of the week it is the past.
_SAME = frozenset("put set hit cut shut hurt split spread burst cast rid slit beat quit".split())
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
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
    Headlines have their verbs taken for nouns ("rebels ambush convoy"), a list its last names for
    more of it though they say so ("shot two men, residents said"), and an aside for the sentence
    ("a man, believed to be a rebel, attacked").
    """
    tokens = list(doc)
    dated = any(token.lower_ in _WEEKDAYS and token.dep_ == "pobj" for token in tokens)
    for verb in tokens:
        if verb.tag_ == "VBP" and (is_past_form(verb.lower_) or (dated and verb.lower_ in _SAME)):
            verb.tag_ = "VBD"
    for noun in tokens:
        if noun.tag_ == "VBG" and noun.dep_ == "aux" and noun.head.tag_ in _FINITE:
            noun.tag_, noun.pos_, noun.dep_ = "NN", "NOUN", "nsubj"
    for participle in tokens:
        if _tells_outcome(participle) and participle.i and participle.nbor(-1).lower_ == ",":
            _hang_on_own_verb(participle)
    for token in tokens:
        _take_as_verb(token)
    for token in tokens:
        _take_step_as_verb(token)
        _take_as_noun(token)
        _take_as_object(token)
        _take_as_accused(token)
        _take_suspects_as_noun(token)
        _join_prefix(token)
    for token in tokens:
        if token.dep_ == "mark" and token.lower_ in _WHEN:
            _hang_opening(token)
        if token.lower_ in _FORBIDDEN and token.i:
            _make_description(token)
    for token in tokens[1:-1]:
        _count_before_place(token)
        _take_as_claim(token)
        _give_subject(token)
        _part_from_noun(token)
        _part_from_dead(token)
        _free_from_name(token)
        _part_from_speech(token)
        _make_aside(token)
        _describe(token)
    for noun in tokens[2:]:
        if noun.dep_ in _SUBJECTS:
            _join_to_subject(noun)
    for verb in tokens:
        _join_subjects(verb)
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.dep_ == "ROOT":
            _make_predicate(verb)
    for noun in tokens:
        if noun.dep_ == "amod" and noun.tag_ in {"NN", "NNS"} and noun.i == noun.head.i + 1:
            _make_head(noun, noun.head)
    for noun in tokens[2:]:
        if noun.dep_ == "conj" and noun.head.pos_ == "VERB":
            _join_to_object(noun)
    for name in tokens[1:]:
        if name.pos_ == "PROPN" and name.dep_ in {"appos", "nmod"}:
            _join_to_title(name)
    for name in tokens[2:]:
        if name.pos_ == "PROPN" and name.dep_ == "appos":
            _make_list_of_names(name)
    for noun in tokens[2:]:
        if noun.dep_ == "npadvmod":
            _hang_on_object(noun)
        if noun.dep_ == "appos" and noun.head.dep_ in _SUBJECTS | {"dobj"}:
            _make_list(noun)
    for word in tokens[:-3]:
        if word.lower_ == "in" and word.nbor().lower_ in {"total", "all"}:
            _free_subject(word)
    for of in tokens[2:-2]:
        if of.lower_ == "of" and of.nbor(1).lower_ in {"them", "whom"}:
            _set_aside(of)
    for verb in tokens:
        if verb.dep_ != "amod" or verb.tag_ not in {"VBD", "VBN"}:
            continue
        subject = _noun_before(verb) if _lacks_verb(verb) else None
        if subject is not None:
            _make_verb(verb, subject)
            break
        if _opens_fire(verb):
            _make_verb_of_clause(verb)
            break
    return doc


#: What headlines say of attackers, in forms that are nouns as well.
_HEADLINE_VERBS = frozenset(
    "ambush attack raid kill kidnap abduct storm torch bomb shoot target burn murder behead hijack "
    "massacre shell injure wound strike lynch".split()
)
#: Words before a place where the parser may take a number of people for one of places.
_BESIDE_PLACES = frozenset({"outside", "inside", "near"})
_SAID = frozenset({"said", "say", "says", "told", "reported", "added", "confirmed"})
#: What is said aside of somebody.
_SAID_ASIDE = frozenset(
    "believed suspected thought said reported known understood described identified named "
    "alleged".split()
)


def _make_description(participle: Token) -> None:
    """Let a group be one that is banned, not one that bans: "members of Hizb outlawed in Torva"."""
    after = participle.nbor() if participle.i + 1 < len(participle.doc) else None
    named = participle.nbor(-1)
    if participle.dep_ == "ROOT" or named.pos_ not in _NOUNS:
        return
    if after is None or after.lower_ not in {"in", "by", "as"}:
        return
    participle.tag_, participle.dep_ = "VBN", "acl"
    for child in list(participle.lefts):
        child.head, child.dep_ = participle.head, "appos"
    participle.head = named


def _hang_opening(mark: Token) -> None:
    """Hang the opening of a sentence on its verb, not on that of the aside after it.

    "On Monday, two days after gunmen killed four, police arrested ten."
    """
    aside, verb = mark.head, mark.head.head
    if aside.dep_ not in {"advcl", "ccomp"} or aside.i > verb.i:
        return
    for child in list(aside.lefts):
        if child.dep_ not in {"prep", "npadvmod"} or child.i > mark.i:
            continue
        if any(token.lower_ == "," for token in mark.doc[child.right_edge.i : mark.i]):
            child.head = verb


def _take_as_verb(word: Token) -> None:
    """Make a verb of a word between two nouns: "rebels [ambush] convoy", "rob bank, [kidnap] man".

    Its subject is a plural before it, or that of the verb before a comma.
    """
    if word.lower_ not in _HEADLINE_VERBS or word.dep_ != "compound" or word.i < 1:
        return
    noun, before = word.head, word.nbor(-1)
    if noun.i < word.i or noun.pos_ not in _NOUNS:
        return
    if before.text == ",":
        verb = next((t for t in word.doc if t.dep_ == "ROOT" and t.pos_ == "VERB"), None)
        if verb is None or verb.i > word.i or noun.head.i >= word.i + 3:
            return
        word.head, word.dep_ = verb, "conj"
    elif before.tag_ in {"NNS", "NNPS"} and before.dep_ == "compound" and before.head == noun:
        whole = noun.dep_ == "ROOT"
        word.head = word if whole else noun.head
        word.dep_ = "ROOT" if whole else "ccomp"
        for part in [t for t in noun.lefts if t.i < before.i]:
            part.head = before
        before.head, before.dep_ = word, "nsubj"
    else:
        return
    word.tag_, word.pos_ = "VBP", "VERB"
    noun.head, noun.dep_ = word, "dobj"


#: Violence whose name is a verb form.
_NAMED_ACTS = frozenset("shelling bombing stabbing shooting fighting looting rioting".split())
_AIMING = frozenset({"at", "on", "into", "with", "from", "against"})
_BEFORE_ACTS = frozenset("by in of from after during amid following".split())


def _take_as_noun(word: Token) -> None:
    """Make a noun of what is read as a verb without an object: "killed by [shelling]"."""
    if word.lower_ not in _NAMED_ACTS or word.tag_ != "VBG":
        return
    if any(c.dep_ in {"dobj", "aux", *_SUBJECTS} or c.lower_ in _AIMING for c in word.children):
        return
    before = word.nbor(-1) if word.i else word
    named = before.dep_ == "pobj" and before.text[0].isupper()
    if word.dep_ == "pcomp" and word.head.lower_ in _BEFORE_ACTS:
        word.dep_ = "pobj"
    elif word.dep_ == "acl" and named and before.head.lower_ in _BEFORE_ACTS:
        word.head, word.dep_ = before.head, "pobj"
        for part in list(before.lefts):
            part.head = word
        before.head, before.dep_ = word, "amod"
        before.pos_, before.tag_ = "ADJ", "JJ"
    else:
        return
    word.tag_, word.pos_ = "NN", "NOUN"


def _take_step_as_verb(word: Token) -> None:
    """Make a verb of what the police do in headlines: "police [arrest] two", "army [bust] cell"."""
    subject = next((c for c in word.lefts if c.dep_ == "nsubj" and c.pos_ in _NOUNS), None)
    if word.lower_ not in {"arrest", "bust", "raid", "net", "jail"} or subject is None:
        return
    if word.pos_ == "VERB" or subject.tag_ not in {"NNS", "NNPS"}:
        return
    noun = word.head
    if word.dep_ == "amod" and noun.dep_ == "ROOT":
        word.head, word.dep_ = word, "ROOT"
        noun.head, noun.dep_ = word, "dobj"
    elif word.dep_ != "ROOT" or not any(c.dep_ == "dobj" for c in word.rights):
        return
    word.tag_, word.pos_ = "VBP", "VERB"


def _take_as_accused(word: Token) -> None:
    """Make a noun of the accused whom a court or the police deal with: "court acquits [accused]".

    Headlines have the verb before it taken for a noun ("Court acquits key accused in blast case").
    """
    if word.lower_ != "accused" or word.pos_ == "NOUN" or word.i < 2:
        return
    if word.i + 1 < len(word.doc) and word.nbor().lower_ in {"of", "by", "him", "them", "the"}:
        return
    at = word.i - 1
    if word.doc[at].lower_ in _BEFORE_ACCUSED or word.doc[at].pos_ in {"NUM", "ADJ"}:
        at -= 1
    verb = word.doc[at]
    if at < 1 or verb.lower_ not in _DEALING:
        return
    beside = list(word.doc[at + 1 : word.i])
    if verb.pos_ != "VERB":
        if any(t.tag_ in _FINITE for t in word.doc):
            return
        subject = verb.nbor(-1)
        verb.tag_, verb.pos_, verb.dep_, verb.head = "VBZ", "VERB", "ROOT", verb
        subject.head, subject.dep_ = verb, "nsubj"
        for part in [t for t in verb.lefts if t != subject]:
            part.head = subject
    word.head, word.dep_, word.tag_, word.pos_ = verb, "dobj", "NN", "NOUN"
    for part in beside:
        part.head, part.dep_ = word, "amod"
    for part in [t for t in verb.rights if t.i > word.i]:
        part.head = word


#: Words between a verb and the accused it is about.
_BEFORE_ACCUSED = frozenset(
    "key main prime co-accused all both another fourth third second".split()
)
#: What is done with the accused.
_DEALING = frozenset(
    "acquits acquitted arrests arrested convicts convicted jails jailed nabs nabbed frees freed "
    "detains detained discharges discharged sentences sentenced remands chargesheets".split()
)


def _take_suspects_as_noun(word: Token) -> None:
    """Make a noun of the last word of "court frees 40 rebel [suspects]"."""
    behind = [t for t in word.rights if not t.is_punct and t.dep_ not in {"prep", "npadvmod"}]
    if word.lower_ != "suspects" or word.tag_ != "VBZ" or behind or word.i < 2:
        return
    verb = next((t for t in word.lefts if t.dep_ in {"ccomp", "nsubj"} and t.pos_ == "VERB"), None)
    name = word.nbor(-1)
    if verb is None or (name.head, name.dep_) not in {(verb, "dobj"), (word, "nsubj")}:
        return
    verb.dep_ = word.dep_
    verb.head = verb if word.dep_ == "ROOT" else word.head
    for part in [t for t in word.rights if t.dep_ != "prep"]:
        part.head = verb
    for part in [t for t in name.lefts if t.dep_ == "nummod"]:
        part.head = word
    word.head, word.dep_, word.tag_, word.pos_ = verb, "dobj", "NNS", "NOUN"
    name.head, name.dep_ = word, "compound"


def _join_prefix(prefix: Token) -> None:
    """Make one noun of what a tokenizer takes apart: "two [co]-defendants"."""
    if prefix.lower_ not in {"co", "ex"} or prefix.i + 2 >= len(prefix.doc):
        return
    mark, noun = prefix.nbor(), prefix.nbor(2)
    if mark.text != "-" or mark.whitespace_:
        return
    if noun.pos_ not in _NOUNS and noun.lower_ != "accused":
        return
    parts = (prefix, mark, noun)
    top = next((t for t in parts if t.head not in parts or t.head == t), prefix)
    if top != noun:
        above, link = top.head, top.dep_
        noun.dep_ = link
        noun.head = noun if above == top else above
    for part in (prefix, mark):
        for item in [t for t in part.children if t not in parts]:
            item.head = noun
    prefix.head, prefix.dep_, prefix.pos_ = noun, "compound", "NOUN"
    mark.head, mark.dep_, mark.pos_ = noun, "punct", "PUNCT"
    noun.pos_, noun.tag_ = "NOUN", "NNS" if noun.lower_.endswith("s") else "NN"


def _take_as_object(word: Token) -> None:
    """Make "both" and "all" the object of the verb before them: "sentenced [both] to death"."""
    if word.lower_ not in {"both", "all", "each"} or word.dep_ != "advmod" or not word.i:
        return
    verb = word.nbor(-1)
    if verb.pos_ == "VERB" and not any(c.dep_ in {"dobj", "auxpass"} for c in verb.children):
        word.head, word.dep_, word.pos_ = verb, "dobj", "PRON"


def _count_before_place(word: Token) -> None:
    """Part people from the place behind them: "kills [14] outside police station"."""
    place, number = word.head, word.nbor(-1)
    counted = number.pos_ == "NUM" and number.dep_ == "nummod" and number.head == place
    if word.lower_ not in _BESIDE_PLACES or not counted or place.dep_ != "dobj":
        return
    number.head, number.dep_ = place.head, "dobj"
    word.head, word.dep_, word.pos_, word.tag_ = place.head, "prep", "ADP", "IN"
    place.head, place.dep_ = word, "pobj"


def _part_from_dead(hurt: Token) -> None:
    """Make a verb of what is read as part of a number: "killed 14 and [injured] scores"."""
    noun = hurt.nbor()
    number = hurt.doc[hurt.i - 2] if hurt.i > 1 else hurt
    if hurt.lower_ not in {"injured", "wounded", "hurt"} or hurt.nbor(-1).lower_ != "and":
        return
    if number.dep_ != "nummod" or number.head != noun or noun.dep_ != "dobj":
        return
    verb = noun.head
    hurt.tag_, hurt.pos_, hurt.lemma_ = "VBD", "VERB", _BASE[hurt.lower_]
    hurt.head, hurt.dep_ = verb, "conj"
    noun.head = hurt
    number.head, number.dep_ = verb, "dobj"


_BASE = {"injured": "injure", "wounded": "wound", "hurt": "hurt"}


def _give_subject(verb: Token) -> None:
    """Give a passive the people that were taken for what is said: "says [two men] were hurt"."""
    said = verb.head
    if verb.dep_ != "conj" or said.lemma_ not in {"say", "report", "confirm", "state", "add"}:
        return
    if any(c.dep_ in _SUBJECTS or c.dep_ == "cc" for c in verb.children):
        return
    whom = next((c for c in said.rights if c.dep_ == "dobj" and c.i < verb.i), None)
    passive = any(c.dep_ == "auxpass" for c in verb.lefts)
    if whom is None or not passive or any(c.dep_ == "cc" for c in said.rights):
        return
    verb.dep_ = "ccomp"
    whom.head, whom.dep_ = verb, "nsubjpass"


def _part_from_noun(verb: Token) -> None:
    """Make a verb of what is read as said of a place: "blasts at a hall [killed] six and hurt"."""
    if (
        verb.dep_ != "acl"
        or verb.tag_ not in {"VBD", "VBN"}
        or not any(c.dep_ == "dobj" for c in verb.rights)
    ):
        return
    subject = verb.head
    while subject.dep_ in {"pobj", "prep"}:
        subject = subject.head
    other = subject.head
    if subject.dep_ != "nsubj" or other.i < verb.i or other.tag_ != "VBD":
        return
    ands = [c for c in subject.children if c.dep_ == "cc" and verb.i < c.i < other.i]
    if not ands or subject == verb.head:
        return
    verb.tag_, verb.dep_ = "VBD", other.dep_
    verb.head = verb if other.dep_ == "ROOT" else other.head
    for part in [c for c in other.lefts if c.i < verb.i]:
        part.head = verb
    other.dep_, other.head = "conj", verb
    for word in ands:
        word.head = verb


def _take_as_claim(word: Token) -> None:
    """Make a verb of "claims" before what is claimed: "the army [claims] to have killed four"."""
    if word.lower_ not in {"claims", "claim"} or word.tag_ not in {"NN", "NNS"}:
        return
    done = next((c for c in word.rights if c.dep_ in {"relcl", "acl"}), None)
    who = word.nbor(-1)
    if done is None or who.head != word or word.nbor().lower_ != "to":
        return
    if not any(c.dep_ == "aux" and c.lower_ == "have" for c in done.lefts):
        return
    for part in [t for t in word.lefts if t.dep_ in {"det", "amod", "compound", "poss"}]:
        if part != who:
            part.head = who
    who.dep_, who.tag_, who.pos_ = "nsubj", "NN" if who.tag_ == "JJ" else who.tag_, "NOUN"
    word.tag_, word.pos_, word.lemma_ = "VBZ", "VERB", "claim"
    done.dep_ = "xcomp"


def _free_from_name(others: Token) -> None:
    """Hang on people those told of beside one's name: "a guard known as Tor and [six] others".

    The parser takes them for part of what the first is known as.
    """
    name = others.head
    if others.dep_ != "conj" or name.dep_ != "pobj" or name.head.lower_ != "as":
        return
    told = name.head.head
    beside = any(c.lower_ == "other" or c.dep_ == "nummod" for c in others.lefts)
    if told.lower_ in _SAID_ASIDE and told.dep_ == "acl" and beside:
        others.head = told.head


def _part_from_speech(said: Token) -> None:
    """Give a verb of saying the subject before it that was taken for part of a list.

    "Killed two men, a resident and a policeman [said]".
    """
    if said.lower_ not in _SAID or said.pos_ != "VERB" or said.nbor(-1).pos_ not in _NOUNS:
        return
    if any(c.dep_ in _SUBJECTS for c in said.children):
        return
    first = said.nbor(-1)
    while first.dep_ in {"compound", "pobj", "prep"} and first.head.i < first.i:
        first = first.head
    while first.dep_ == "conj" and first.head.i < first.i:
        start = first.left_edge
        if start.i and start.nbor(-1).text == ",":
            first.head, first.dep_ = said, "nsubj"
            return
        first = first.head


def _make_aside(said: Token) -> None:
    """Hang on a noun what is said aside of it: "a man, [believed] to be a rebel, attacked"."""
    noun = next((c for c in said.lefts if c.dep_ in _SUBJECTS), None)
    if said.lower_ not in _SAID_ASIDE or said.nbor(-1).text != "," or noun is None:
        return
    verb = next((c for c in said.rights if c.dep_ == "conj" and c.tag_ in _FINITE), None)
    if verb is None:
        return
    if any(c.dep_ in _SUBJECTS for c in verb.children) or verb.left_edge.nbor(-1).text != ",":
        return
    verb.dep_ = said.dep_
    verb.head = verb if said.dep_ == "ROOT" else said.head
    noun.head = verb
    for part in [c for c in said.rights if c.i > verb.i]:
        part.head = verb
    said.head, said.dep_, said.tag_ = noun, "acl", "VBN"


def _describe(said: Token) -> None:
    """Hang on people what is said of them: "two men [believed] to be rebels were arrested"."""
    noun = next((c for c in said.lefts if c.dep_ in _SUBJECTS), None)
    if said.lower_ not in _SAID_ASIDE or said.nbor().lower_ != "to" or noun is None:
        return
    if any(c.dep_ in {"aux", "auxpass"} for c in said.children) or noun.pos_ == "PRON":
        return
    clauses = [c for c in said.rights if c.dep_ in {"ccomp", "conj"}]
    verb = next((c for c in clauses if not any(g.dep_ in _SUBJECTS for g in c.children)), None)
    if verb is None or not any(t.tag_ in _FINITE for t in (verb, *verb.lefts)):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    verb.dep_ = said.dep_
    verb.head = verb if said.dep_ == "ROOT" else said.head
    noun.head, noun.dep_ = verb, "nsubjpass" if passive else "nsubj"
    for part in [c for c in said.rights if c.i > verb.i]:
        part.head = verb
    said.head, said.dep_, said.tag_ = noun, "acl", "VBN"


#: Participles after a comma that say what the act before them did.
_OUTCOMES = frozenset({"killing", "wounding", "injuring", "leaving"})


def _tells_outcome(participle: Token) -> bool:
    """Tell whether a participle says what an act did: "killing two", "taking 21 lives"."""
    if participle.lower_ in {"taking", "claiming"}:
        return any(c.dep_ == "dobj" and c.lemma_.lower() == "life" for c in participle.rights)
    return participle.lower_ in _OUTCOMES


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


def _join_subjects(verb: Token) -> None:
    """Make a list of two subjects of one verb: "two guards, [a driver] were hurt".

    In "two dead, five hurt" the first is no part of what the verb says.
    """
    subjects = [c for c in verb.lefts if c.dep_ in _SUBJECTS and c.pos_ in _LISTED]
    if len(subjects) > 1 and ":" in subjects[0].text:
        # "Around 10:30 a bomber struck".
        subjects[0].dep_ = "npadvmod"
        return
    for first, second in pairwise(subjects):
        between = [t.lower_ for t in verb.doc[first.right_edge.i + 1 : second.left_edge.i]]
        named = any(c.dep_ in {"det", "poss"} for t in (first, second) for c in t.lefts)
        if not set(between) <= {",", "and"} or ("and" not in between and named):
            continue
        if second.right_edge.nbor().text == "," or _is_of_them(second):
            continue
        if _is_of_them(first) or any(c.lower_ == "dead" for c in first.rights):
            first.dep_ = "dep"
        else:
            second.head, second.dep_ = first, "conj"
            return


def _is_of_them(some: Token) -> bool:
    """Tell whether people are some of those told of before: "eight [of them] women"."""
    return any(t.lower_ in {"them", "whom"} and t.head.lower_ == "of" for t in some.subtree)


#: What may stand in a list of people.
_LISTED = frozenset({"NOUN", "PROPN", "NUM"})


def _make_predicate(participle: Token) -> None:
    """Make a participle with an object the verb of a sentence that has no other.

    "The grenade attack injured 30 worshippers".
    """
    noun = participle.head
    if noun.pos_ not in _NOUNS or not any(c.dep_ == "dobj" for c in participle.rights):
        return
    if any(t.tag_ in _FINITE and t.dep_ in _CLAUSES for t in participle.doc):
        return
    participle.head, participle.dep_, participle.tag_ = participle, "ROOT", "VBD"
    for token in [t for t in noun.rights if t.i > participle.i]:
        token.head = participle
    noun.head, noun.dep_ = participle, "nsubj"


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


def _hang_on_object(noun: Token) -> None:
    """Hang a list on the object it goes on with: "killed a judge, [a driver and two guards]"."""
    start = min(t.i for t in (noun, *noun.lefts))
    whole = noun.doc[start - 2] if start > 1 else noun
    if (
        whole.dep_ == "dobj"
        and whole.head == noun.head
        and any(c.dep_ == "conj" for c in noun.rights)
    ):
        noun.head, noun.dep_ = whole, "appos"


#: The greatest age that a name is followed by, in digits.
_AGE_DIGITS = 2


def _has_age(name: Token) -> bool:
    """Tell whether a name is followed by an age: "Karim Dal, 24", "Karim Dal (24)"."""
    after = name.doc[name.i + 1 : name.i + 3]
    if len(after) < _AGE_DIGITS or after[0].text not in {",", "("}:
        return False
    return after[1].text.isdigit() and len(after[1].text) <= _AGE_DIGITS


def _make_list_of_names(name: Token) -> None:
    """Join people told of with their ages: "Karim Dal, 24, [Adan Orso, 25] and Yusuf Bek, 30"."""
    whole = name.head
    if whole.pos_ == "PROPN" and whole.i < name.i and _has_age(whole) and _has_age(name):
        name.dep_ = "conj"


def _join_to_subject(noun: Token) -> None:
    """Join two subjects of a verb with "and" between them: "a grocer and [six] of his men"."""
    start = noun.left_edge.i
    before = noun.doc[start - 1] if start > 1 else noun
    first = before.head
    if before.dep_ != "cc" or before.lower_ != "and" or before.nbor(-1).text == ",":
        return
    if first.dep_ == noun.dep_ and first.head == noun.head and first.i < noun.i:
        noun.head, noun.dep_ = first, "conj"


def _join_to_object(noun: Token) -> None:
    """Join people whom a parse has beside a verb to its object: "killed Ali, a cook, and [two]"."""
    verb = noun.head
    whole = next((c for c in verb.rights if c.dep_ == "dobj" and c.i < noun.i), None)
    if whole is None or noun.pos_ not in {"NOUN", "PROPN", "NUM"}:
        return
    if any(c.dep_ in _SUBJECTS | {"cop", "aux"} for c in noun.children):
        return
    if noun.doc[noun.left_edge.i - 1].lower_ == "and":
        noun.head = whole


def _join_to_title(name: Token) -> None:
    """Join a name to the title before it, which a parse takes for somebody else.

    In "Lena Orso and prison officer Mira Sand were hurt" the officer is no third person.
    """
    start = name.left_edge.i
    title = name.doc[start - 1] if start else name
    if title.tag_ != "NN" or title.dep_ != "conj" or title.head != name.head:
        return
    if not any(c.dep_ == "compound" for c in name.lefts):
        return
    name.dep_ = "conj"
    for part in [c for c in title.children if c != name]:
        part.head = name
    title.head, title.dep_ = name, "compound"


def _make_list(noun: Token) -> None:
    """Join a list whose later members the parse takes for another word for the first.

    "Two guards, a driver and a cook were hurt" has four people in it, "two men, a driver and a
    cook, were hurt" two.
    """
    whole = noun.head
    members = [c for c in noun.rights if c.dep_ == "conj"]
    start = min(t.i for t in (noun, *noun.lefts))
    if len(members) != 1 or not any(c.dep_ == "cc" for c in noun.rights) or start - whole.i != 2:
        return
    if noun.doc[start - 1].text != "," or not all(_is_counted(t) for t in (whole, noun, *members)):
        return
    end = members[0].right_edge.i + 1
    if end < len(noun.doc) and noun.doc[end].text in {",", ")", "-", "\u2013", "\u2014"}:
        return
    count = next((c.lower_ for c in whole.lefts if c.dep_ == "nummod"), "one")
    if whole.dep_ == "dobj" and count in {"two", "2"}:
        return
    noun.dep_ = "conj"
    for member in (noun, *members):
        if member.pos_ == "ADJ":
            member.tag_, member.pos_ = "NN", "NOUN"


def _is_counted(noun: Token) -> bool:
    return any(c.dep_ == "nummod" or c.lower_ in {"a", "an", "several", "some"} for c in noun.lefts)


def _free_subject(preposition: Token) -> None:
    """Give a verb the subject that "in total" before it has swallowed.

    "In total 28 tourists were killed".
    """
    verb, whole = preposition.head, preposition.nbor()
    noun = next((c for c in preposition.children if c.dep_ == "pobj" and c != whole), None)
    if noun is None or noun.i > verb.i or any(c.dep_ in _SUBJECTS for c in verb.children):
        return
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    noun.head, noun.dep_ = verb, "nsubjpass" if passive else "nsubj"
    whole.head, whole.dep_ = preposition, "pobj"


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


#: What is opened, sprayed or hurled, with no article before it.
_FIRE = frozenset({"fire", "bullets", "grenades", "shots", "gunfire", "rockets", "bombs", "stones"})


def _opens_fire(verb: Token) -> bool:
    """Tell whether a participle is the missing verb: "two men on a bike sprayed bullets"."""
    noun = verb.head
    root = next((t for t in verb.doc if t.dep_ == "ROOT"), None)
    return (
        noun.lower_ in _FIRE
        and noun.i == verb.i + 1
        and root is not None
        and verb.i > 0
        and verb.nbor(-1).pos_ in _NOUNS
        and _clause_noun(noun) is not None
    )


def _clause_noun(noun: Token) -> Token | None:
    """Return the noun that a clause without a verb consists of, above another in it."""
    current = noun
    while current.head != current and current.head.tag_ not in _FINITE:
        current = current.head
        if current.pos_ in _NOUNS and (current.dep_ == "ROOT" or current.head.tag_ in _FINITE):
            break
    lone = current.i < noun.i and current.pos_ in _NOUNS
    return current if lone and current.dep_ in {"ROOT", "ccomp", "dobj"} else None


def _make_verb_of_clause(verb: Token) -> None:
    """Let a participle that the parser hung deep in its own subject be the verb of the clause."""
    noun = verb.head
    subject = _clause_noun(noun)
    if subject is None:
        return
    above, link = noun.head, subject.dep_
    verb.dep_ = "ROOT" if link == "ROOT" else "ccomp"
    verb.head = verb if link == "ROOT" else subject.head
    verb.tag_, verb.pos_ = "VBD", "VERB"
    for part in [t for t in (*noun.lefts, *noun.rights) if t != verb]:
        if part.i > noun.i:
            part.head = verb
        elif above.i != part.i:
            part.head, part.dep_ = above, "pobj" if above.dep_ == "prep" else "dobj"
    for part in [t for t in above.rights if t.i > noun.i]:
        part.head = verb
    noun.head, noun.dep_ = verb, "dobj"
    subject.head, subject.dep_ = verb, "nsubj"
    for part in [t for t in verb.doc if t.head == subject and t.i > noun.i]:
        part.head = verb


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
