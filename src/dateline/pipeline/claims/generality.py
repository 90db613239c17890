"""Acts of a kind: what laws provide for, what befalls anybody, what has gone on for years."""

import re

from spacy.tokens import Token

from dateline.core.claims import Stage
from dateline.core.documents import SegmentKind
from dateline.pipeline.claims.acts import Act
from dateline.pipeline.claims.factuality import governors
from dateline.pipeline.claims.tree import child, clause_verb, prepositional_objects

#: Verbs of what a law, a rule or a debate does to a kind of act.
_PROVIDING = frozenset(
    "authorise authorize allow permit enable require empower ban prohibit forbid outlaw "
    "criminalise criminalize punish govern regulate debate discuss define cover concern relate "
    "extend limit restrict prevent oppose favour favor propose consider justify legalise legalize "
    "simulate rehearse imagine depict portray brace fear anticipate expect guard dread deter "
    "protect".split()
)
#: Nouns of what is laid down or argued about.
_LAID_DOWN = frozenset(
    "law bill act provision rule regulation legislation clause section article power measure "
    "policy debate right authority ban limit argument opposition support permission option "
    "definition question problem issue topic idea notion concept simulation scenario".split()
)
_ANYBODY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody"})
_ANY = frozenset({"any", "every", "certain", "other"})
_COUNTING = frozenset({"det", "nummod", "poss"})
_PRESENT = frozenset({"VBZ", "VBP", "VB"})
_HAVE = frozenset({"have", "has", "'ve"})
_FORBIDDING = frozenset({"ban", "outlaw", "prohibit", "proscribe", "forbid"})
_IN_COURT = frozenset(
    "defendant suspect accused convict prisoner detainee person offender individual".split()
)
_A = frozenset({"a", "an", "each"})
_UNDERGOING = frozenset({"experience", "suffer", "see", "record", "register", "face"})
_COUNTRIES = frozenset({"country", "nation", "state", "region", "continent"})
_CASES = frozenset({"case", "instance", "situation", "circumstance"})
_OCCURRING = frozenset({"occur", "happen", "take"})
#: So many places beside the first are no place in particular.
_SEVERAL = 2
#: How long something has been going on.
_FOR_LONG = re.compile(
    r"\bfor\s+(?:(?:many|several|some|countless|long)\s+)?"
    r"(?:years|decades|generations|centuries|months)\b(?!\s+(?:in|of)\b)|\bover\s+the\s+"
    r"(?:years|decades|centuries)\b|\bthroughout\s+history\b|\btime\s+and\s+(?:time\s+)?again\b",
    re.IGNORECASE,
)


def is_of_a_kind(act: Act) -> bool:
    """Tell whether words for an act stand for acts of a kind, none of which is told of."""
    if act.context.denial is not None:
        return False
    return (
        _befalls_anybody(act)
        or _is_provided_for(act)
        or _has_gone_on(act)
        or _accompanies(act)
        or _is_what_works(act)
        or _is_everywhere(act)
        or _describes_people(act)
        or _is_of_cases(act)
        or _is_compared(act)
        or _is_done_by_anybody(act)
        or _is_in_force(act)
    )


def is_of_procedure(act: Act) -> bool:
    """Tell whether a step of the law is told of nobody: "a defendant faces a separate trial"."""
    verb = act.frame.light or act.head
    return (
        act.event_type.family in {"justice", "enforcement"}
        and bool(act.frame.patients)
        and not _is_past(verb)
        and all(
            t.lemma_.lower() in _IN_COURT
            and any(c.lower_ in _A for c in t.lefts)
            and not any(c.dep_ in {"acl", "amod", "relcl", "nummod"} for c in t.children)
            for t in act.frame.patients
        )
    )


def _befalls_anybody(act: Act) -> bool:
    """Tell whether an act in the present is one on anybody: "any persons who are arrested"."""
    return not _is_past(act.frame.light or act.head) and any(
        t.lower_ in _ANYBODY or any(c.lower_ in {"any", "every"} for c in t.lefts)
        for t in act.frame.patients
    )


def _is_done_by_anybody(act: Act) -> bool:
    """Tell whether a law is told of: "anyone who gives the group money commits a crime"."""
    verb = act.frame.light or act.head
    doers = [c for t in (verb, *verb.ancestors) for c in t.lefts if c.dep_ == "nsubj"]
    return not _is_past(verb) and any(t.lower_ in _ANYBODY for t in doers)


def _is_in_force(act: Act) -> bool:
    """Tell whether a ban is told as the state of things: "both countries ban the group"."""
    line = act.parse.sentence.segment is not SegmentKind.PARAGRAPH
    told = not line and act.parse.words.rstrip().endswith(".")
    verb = act.frame.light or act.head
    present = verb.tag_ in _PRESENT and child(verb, "aux", "auxpass") is None
    bans = act.event_type.id == "designation" and verb.lemma_.lower() in _FORBIDDING
    return told and bans and present


def _is_provided_for(act: Act) -> bool:
    """Tell whether a noun is what laws or arguments are about: "authorises detention of aliens".

    Who is meant must be left open: no number, no name, no article.
    """
    noun = act.head
    if act.candidate.is_verb or act.frame.light is not None or act.effects:
        return False
    if not all(_is_bare(t) for t in (*act.frame.agents, *act.frame.patients)):
        return False
    if any(c.dep_ in {"nummod", "poss"} for c in noun.lefts):
        return False
    above = next(governors(noun), None)
    if above is None or above.token in act.candidate.tokens:
        return False
    lemma, base = above.token.lemma_.lower(), above.link.partition(":")[0]
    if above.token.pos_ == "NOUN":
        return base == "pobj" and lemma in _LAID_DOWN
    return base in {"dobj", "pobj", "nsubjpass"} and lemma in _PROVIDING


def _has_gone_on(act: Act) -> bool:
    """Tell whether those who act have long been at it: "they have bombed schools for years"."""
    verb = clause_verb(act.frame.light or act.head)
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB" and child(verb, "nsubj") is None:
        verb = verb.head
    perfect = any(c.dep_ == "aux" and c.lower_ in _HAVE for c in verb.children)
    whom = act.frame.patients
    uncounted = all(t.tag_ == "NNS" and not _is_numbered(t) for t in whom)
    return (
        perfect
        and act.event_type.family in {"violence", "plot", "demonstration"}
        and bool(whom)
        and uncounted
        and _FOR_LONG.search(act.parse.words) is not None
    )


def _accompanies(act: Act) -> bool:
    """Tell whether a gerund only fills out what goes on: "abductions go on, with gangs seizing"."""
    verb = act.head
    above = verb.head.head if verb.dep_ == "acl" else verb.head
    if verb.tag_ != "VBG" or verb.dep_ not in {"acl", "pcomp"} or above.lower_ != "with":
        return False
    main = clause_verb(above)
    return main.tag_ in {"VBZ", "VBP"} and not any(c.dep_ == "aux" for c in main.children)


def _is_what_works(act: Act) -> bool:
    """Tell whether somebody is said to stop plots in general: "neighbours stop more attacks"."""
    if act.event_type.id != "plot" or act.entry.rule.stage is not Stage.FOILED:
        return False
    verb = act.head
    plain = act.candidate.is_verb and verb.tag_ in {"VBP", "VBZ"} and verb.dep_ != "ROOT"
    return plain and all(not _is_counted(t) for t in act.frame.patients)


def _is_everywhere(act: Act) -> bool:
    """Tell whether attacks are said to have come about in several places: "in Oslo, Rome and"."""
    noun = act.head
    verb = noun.head
    if act.candidate.is_verb or noun.tag_ != "NNS" or _is_numbered(noun) or act.effects:
        return False
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in _OCCURRING:
        return False
    return any(len(t.conjuncts) >= _SEVERAL for _, t in prepositional_objects(verb))


def _describes_people(act: Act) -> bool:
    """Tell whether a gerund says what people of a kind do: "cases of men travelling to join"."""
    verb = act.head
    noun = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "acl" or act.event_type.family != "plot":
        return False
    of_cases = noun.dep_ == "pobj" and noun.head.head.pos_ == "NOUN"
    return of_cases and noun.tag_ == "NNS" and not _is_counted(noun)


def _is_compared(act: Act) -> bool:
    """Tell whether acts are told of as fewer or more than before, or of countries at large.

    "Militants killed fewer people this year", "two thirds of all countries suffered an attack".
    """
    if any(
        c.lower_ in {"fewer", "more"} and c.dep_ == "amod" and child(t, "nummod") is None
        for t in act.frame.patients
        for c in t.lefts
    ):
        return True
    noun = act.head
    if act.candidate.is_verb or noun.dep_ != "dobj" or noun.head.lemma_ not in _UNDERGOING:
        return False
    subject = child(noun.head, "nsubj")
    of = prepositional_objects(subject) if subject is not None else []
    whose = [t for preposition, t in of if preposition == "of"] or [subject]
    return any(t is not None and t.tag_ == "NNS" and t.lemma_.lower() in _COUNTRIES for t in whose)


def _is_of_cases(act: Act) -> bool:
    """Tell whether what has been done is told of cases: "in some cases, planes have been taken"."""
    verb = clause_verb(act.frame.light or act.head)
    perfect = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _HAVE for c in verb.children)
    return perfect and any(
        preposition == "in"
        and noun.tag_ == "NNS"
        and noun.lemma_.lower() in _CASES
        and not prepositional_objects(noun)
        and any(c.dep_ == "amod" for c in noun.lefts)
        for preposition, noun in prepositional_objects(verb)
    )


def _is_bare(noun: Token) -> bool:
    """Tell whether a party is a kind of people or things: no number, article or name."""
    counting = [c for c in noun.lefts if c.dep_ in _COUNTING and c.lower_ not in _ANY]
    return noun.tag_ in {"NNS", "NN", "NNPS"} and not counting


def _is_numbered(noun: Token) -> bool:
    return any(c.dep_ == "nummod" for c in noun.lefts)


def _is_counted(noun: Token) -> bool:
    return any(c.dep_ in _COUNTING for c in noun.lefts)


def _is_past(verb: Token) -> bool:
    """Tell whether a word's clause is in the past."""
    word = verb if verb.pos_ in {"VERB", "AUX"} else clause_verb(verb)
    while word.dep_ == "conj" and child(word, "auxpass", "aux") is None:
        word = word.head
    finite = child(word, "auxpass", "aux") or word
    return finite.tag_ not in _PRESENT
