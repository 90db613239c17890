"""How far an act got and how surely it happened: negation, plans, hypotheses, accusations."""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.core.claims import Stage, Status
from dateline.core.documents import SegmentKind
from dateline.pipeline.claims.frames import Frame
from dateline.pipeline.claims.tree import TASKS, child, clause_verb, refuses_request
from dateline.pipeline.claims.triggers import Candidate
from dateline.resources.lexicons import Cues

#: Verbs whose infinitive did happen ("managed to escape").
_IMPLICATIVE = frozenset("manage begin start continue go come proceed happen seem appear".split())
_POSSIBLE_MODALS = frozenset({"may", "might", "could"})
_FUTURE_MODALS = frozenset({"will", "wo", "'ll", "shall", "would", "should", "must", "can", "ca"})
_CONDITIONALS = frozenset({"if", "unless", "whether", "until", "lest", "in case"})
_TRIALS = frozenset({"trial", "charge", "indictment", "prosecution", "suspicion"})
#: Nouns that speak of acts of a kind, or of none in particular.
_ABOUT_ACTS = frozenset(
    "number rate frequency risk threat danger fear possibility likelihood chance prospect kind "
    "type sort lack absence pattern history definition theory study fight struggle war "
    "resurgence rise increase decline surge spike decrease upsurge uptick drop fall "
    "anniversary".split()
)
#: Nouns of what would show that something happened; "no evidence of" denies it.
_EVIDENTIAL = frozenset(
    "proof evidence indication sign suggestion confirmation record report trace hint".split()
)
#: Verbs that make possible or call for what may or may not be done.
_ENABLING = frozenset("let allow permit enable empower entitle authorise authorize require".split())
#: Words before a preposition whose gerund says what was not done ("instead of arresting").
_NOT_DOING = frozenset({"instead", "rather"})
#: Verbs of those who would have something done, by which it is not done yet.
_WISHING = frozenset("plead ask beg apply petition request appeal wish hope urge pray".split())
_PAST = frozenset({"VBD", "VBN"})
_USING = frozenset({"use", "employ"})
#: Nouns for what hides another act, which is told of all the same.
_COVERS = frozenset({"cover", "front", "pretext", "conduit", "vehicle", "means", "channel"})
#: How what was done to foil an act hangs on the foiling.
_STEPS_OF_FOILING = frozenset({"pcomp:after", "pcomp:by", "pcomp:before", "pobj:after"})
#: Words that take for granted that what follows them came about.
_SINCE = frozenset({"pobj:since", "pobj:following"})
#: Words for people by what act they had a part in: "the culprits in the bombing".
_TAKING_PART = frozenset({"pobj:in", "pobj:behind", "pobj:of"})
_PART_TAKERS = frozenset(
    "culprit perpetrator mastermind suspect attacker gunman bomber killer assailant victim "
    "survivor casualty witness those".split()
)
_COUNTING = frozenset({"det", "nummod", "poss"})
#: Words of the state that do what they say, in the present tense.
_DECREES = frozenset({"decree", "order", "ruling", "verdict", "judgment", "judgement", "sanction"})
#: Adverbs of what is done again and again.
_HABITUAL = frozenset(
    "always commonly constantly customarily frequently generally habitually normally occasionally "
    "often periodically rarely regularly routinely seldom sometimes traditionally typically "
    "usually".split()
)
#: Words that set a day for a step of the law that is still to come.
_SCHEDULING = frozenset("schedule fix set slate await ahead before until".split())
_DIFFER = frozenset({"differ", "disagree", "vary", "conflict", "divide", "diverge"})
_CONVICTING = frozenset(
    "convict sentence jail imprison condemn execute guilty hang acquit clear serve".split()
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around a trigger do to it.

    ``plan`` is the word that makes the act a plan, ``accusation`` the word that makes it an
    allegation, ``denial`` the word that denies it.
    """

    negated: bool = False
    hypothetical: bool = False
    generic: bool = False
    future: bool = False
    possible: bool = False
    purpose: bool = False
    stage: Stage | None = None
    status: Status | None = None
    plan: Token | None = None
    accusation: Token | None = None
    denial: Token | None = None
    disagreement: bool = False


@dataclass(frozen=True, slots=True)
class Governor:
    """A word above another, and how the lower one hangs on it."""

    token: Token
    link: str
    below: Token


def governors(node: Token) -> Iterator[Governor]:
    """Yield the words above ``node``, nearest first; the link names prepositions passed over."""
    current = node
    while current.head != current:
        head, link = current.head, current.dep_
        if head.dep_ == "prep" or head.pos_ == "ADP":
            preposition = head
            if preposition.head == preposition:
                return
            link = f"{link}:{preposition.lower_}"
            below = current
            current = preposition.head
            while current.pos_ == "ADP" and current.head != current:
                current = current.head
            yield Governor(current, link, below)
            continue
        yield Governor(head, link, current)
        current = head


def context_of(
    candidate: Candidate, frame: Frame, cues: Cues, segment: SegmentKind, *, tenseless: bool
) -> Context:
    """Read the context of a trigger.

    Args:
        candidate: The trigger.
        frame: Its parties; a light verb carries the tense of a nominal trigger.
        cues: Words that plan, attempt, foil, threaten, accuse, hedge and deny.
        segment: Headlines and captions use the present tense for what has happened.
        tenseless: The type is a state that lasts (a trial, a charge), so that the present tense
            does not make it generic.
    """
    node = frame.light or candidate.head
    facts = _own_clause(node, cues)
    named = [t for t in candidate.tokens if not candidate.is_verb or t.i < candidate.head.i]
    if _is_left_undone(node) or any(has_no(token) for token in named):
        facts["negated"] = True
    if (
        (_is_to_infinitive(node) or _is_to_be_done(node))
        and node.dep_ in {"acl", "advcl", "relcl", "ROOT"}
        and not _is_carried_out(node)
    ):
        facts["purpose"] = True
    seen_clause = grounds = False
    for governor in governors(node):
        token, link = governor.token, governor.link
        lemma = token.lemma_.lower()
        base = link.partition(":")[0]
        if link in _SINCE and _is_definite(governor.below):
            break
        if link in _TAKING_PART and _is_definite(governor.below) and _takes_part(token):
            break
        if _lacks_evidence(token) or _is_left_undone(token):
            facts["negated"] = True
        if base in {"relcl", "parataxis", "appos"} or (
            base == "advcl" and child(governor.below, "mark")
        ):
            break
        if base == "acl" and _describes_people(candidate, governor):
            break
        grounds = grounds or (link == "pcomp:for" and lemma not in _COVERS)
        complement = base in {"xcomp", "ccomp", "pcomp", "dobj", "pobj", "acl", "oprd", "attr"}
        if base == "conj":
            continue
        if governor.below == node and _is_yet_to_come(candidate, governor):
            facts["future"] = True
        if base == "xcomp" and _has_to(governor.below):
            if lemma == "be" or _is_going_to(token):
                facts["future"] = True
            elif lemma in _WISHING:
                facts["hypothetical"] = True
        if (
            base == "advcl"
            and not seen_clause
            and facts.get("purpose") is None
            and _is_to_infinitive(governor.below)
            and not _is_carried_out(governor.below)
        ):
            facts["purpose"] = True
        if link in {"pcomp:for", "pobj:for"} and (prepared := child(token, "dobj")) is not None:
            # "Made preparations for an attack".
            _read_governor(facts, prepared, prepared.lemma_.lower(), "pobj", link, cues)
        sought = lemma == "want" and _is_wanted(token, base, link)
        told = (complement and not sought) or base in {"nsubjpass", "nsubj"}
        if link in _STEPS_OF_FOILING and lemma in cues.foil:
            # "Foiled an attack after arresting two": the arrest was made.
            told = False
        if told and (not grounds or link == "pcomp:for"):
            _read_governor(facts, token, lemma, base, link, cues)
        if base in {"nsubj", "nsubjpass"}:
            own = _own_clause(token, cues)
            for key in ("negated", "hypothetical", "future", "possible"):
                facts.setdefault(key, own.get(key)) if own.get(key) else None
            break
        if token.pos_ in {"VERB", "AUX"}:
            own = _own_clause(token, cues)
            if complement and own.get("negated") and lemma not in cues.deny:
                facts["negated"] = True
            if complement and own.get("hypothetical") and lemma not in cues.say:
                facts["hypothetical"] = True
            if base == "pobj" and lemma == "lead" and _may_lead_there(token, own):
                facts["future"] = True
            if base in {"ccomp", "xcomp"} and lemma in _ENABLING and _is_timeless(token, own):
                facts["hypothetical"] = True
            if base == "advcl" and own.get("future") and facts.get("tense") is not None:
                facts["hypothetical"] = True
            if (
                base == "advcl"
                and not seen_clause
                and node in (governor.below, *governor.below.conjuncts)
                and node.tag_ == "VBG"
                and segment is SegmentKind.PARAGRAPH
                and _goes_on(token, own, frame)
            ):
                facts["generic"] = True
            if complement and not seen_clause and own.get("generic"):
                facts["generic"] = True
            seen_clause = True
            if lemma in cues.say and base == "ccomp":
                break
    if (
        facts.get("tense") == "present"
        and not tenseless
        and segment
        not in {
            SegmentKind.HEADLINE,
            SegmentKind.SUBHEADING,
            SegmentKind.CAPTION,
        }
    ):
        facts["generic"] = not _is_decreed(node)
    facts.pop("tense", None)
    if not candidate.is_verb and _is_of_a_kind(candidate):
        facts["generic"] = True
    return Context(**{k: v for k, v in facts.items() if v is not None})  # type: ignore[arg-type]


def _is_going_to(verb: Token) -> bool:
    """Tell whether an act was only ahead: "they were going to blow up the station"."""
    return verb.lower_ == "going" and child(verb, "aux") is not None


def _is_carried_out(verb: Token) -> bool:
    """Tell whether what an operation was for was done: "carried out an operation to arrest him"."""
    noun: Token | None = verb.head
    if _is_done_with_means(verb):
        return True
    if verb.dep_ == "advcl":
        noun = child(verb.head, "dobj")
    elif verb.dep_ not in {"acl", "relcl"}:
        return False
    if noun is None or noun.lemma_.lower() not in TASKS:
        return False
    if noun.head.tag_ not in _PAST:
        return False
    done = noun.dep_ in {"dobj", "nsubjpass"}
    return done and noun.head.lemma_.lower() in {"carry", "conduct", "complete"}


def _takes_part(above: Token) -> bool:
    """Tell whether an act only says who people are: "find [the culprits] in the bombing"."""
    whom = child(above, "dobj") if above.pos_ == "VERB" else above
    return whom is not None and whom.lemma_.lower() in _PART_TAKERS


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ in {"the", "this", "that"} and c.dep_ == "det" for c in noun.lefts)


def _is_done_with_means(verb: Token) -> bool:
    """Tell whether means were used for what the verb says: "used blowtorches to damage it"."""
    user = verb.head if verb.head.pos_ == "VERB" else verb.head.head
    if user.lemma_.lower() not in _USING or user.tag_ not in _PAST:
        return False
    own = {"aux", "auxpass"}
    unreal = any(c.dep_ in own and c.tag_ == "MD" for c in user.children)
    means = child(user, "dobj") or child(user, "nsubjpass")
    return means is not None and not unreal and verb.dep_ in {"acl", "advcl", "xcomp"}


def _is_wanted(verb: Token, base: str, link: str) -> bool:
    """Tell whether somebody is wanted for a deed: "wanted for", "wanted on suspicion of"."""
    past = verb.tag_ in {"VBN", "VBD"}
    return past and base in {"pcomp", "pobj"} and link.partition(":")[2] in {"for", "on", "over"}


def _may_lead_there(verb: Token, own: dict[str, object]) -> bool:
    """Tell whether what leads to an act is only asked for: "information leading to the arrest"."""
    return own.get("future") is True or verb.head.lemma_.lower() in {"information", "tip", "clue"}


def _is_yet_to_come(candidate: Candidate, above: Governor) -> bool:
    """Tell whether a step of the law is only announced: "fixed Friday for the arraignment"."""
    if candidate.is_verb or candidate.entries[0].event_type.family != "justice":
        return False
    links = {"dobj", "nsubjpass", "pobj:for", "pobj:of"}
    return above.link in links and above.token.lemma_.lower() in _SCHEDULING


def _describes_people(candidate: Candidate, above: Governor) -> bool:
    """Tell whether an act of the state only says who somebody is: "men sentenced to death".

    What is done with them ("rejected an appeal by two men sentenced") leaves that act as it was.
    """
    if not candidate.is_verb or above.below != candidate.head or candidate.head.tag_ != "VBN":
        return False
    family = candidate.entries[0].event_type.family
    return family in {"justice", "enforcement"} and above.token.pos_ in {"NOUN", "PROPN"}


def _goes_on(verb: Token, own: dict[str, object], frame: Frame) -> bool:
    """Tell whether a gerund is part of what goes on or has gone on, and tells of no act by itself.

    "Gangs raid villages, kidnapping residents", "gangs have roamed the north, killing hundreds".
    """
    if own.get("tense") == "present":
        return True
    perfect = any(c.dep_ == "aux" and c.lower_ in {"have", "has"} for c in verb.children)
    uncounted = all(
        t.tag_ in {"NNS", "NNPS"} and not any(c.dep_ in _COUNTING for c in t.lefts)
        for t in frame.patients
    )
    return perfect and bool(frame.patients) and uncounted


def _is_decreed(verb: Token) -> bool:
    """Tell whether a decree or ruling does what the verb says: "the order freezes the assets"."""
    subject = child(verb, "nsubj")
    return subject is not None and subject.lemma_.lower() in _DECREES


def _is_left_undone(node: Token) -> bool:
    """Tell whether a word is what was not done: "without firing", "without any clash"."""
    if node.dep_ == "pobj" and node.head.lower_ == "without":
        return True
    if node.dep_ != "pcomp":
        return False
    preposition = node.head
    before = preposition.nbor(-1) if preposition.i > 0 else preposition
    return preposition.lower_ == "without" or before.lower_ in _NOT_DOING


def has_no(noun: Token) -> bool:
    """Tell whether a noun is denied by the word before it: "there was no immediate claim"."""
    return any(c.dep_ in {"det", "neg"} and c.lower_ in {"no", "neither"} for c in noun.lefts)


def _lacks_evidence(noun: Token) -> bool:
    """Tell whether a noun says that nothing shows what hangs on it: "no evidence of"."""
    return noun.lemma_.lower() in _EVIDENTIAL and has_no(noun)


def _is_timeless(verb: Token, own: dict[str, object]) -> bool:
    """Tell whether a verb speaks of the present or the future, as laws do."""
    return own.get("tense") == "present" or own.get("future") is True or verb.tag_ == "VB"


def _is_of_a_kind(candidate: Candidate) -> bool:
    """Tell whether a noun stands for its kind: "the number of attacks", "fear of attack"."""
    noun = candidate.head
    above = next(governors(noun), None)
    if above is None or above.token in candidate.tokens or not above.link.startswith("pobj:"):
        return False
    if above.token.lemma_.lower() not in _ABOUT_ACTS:
        return False
    bare = not any(c.dep_ in {"det", "nummod", "poss"} for c in noun.lefts)
    return bare and not any(c.dep_ in {"acl", "relcl"} for c in noun.rights)


def _own_clause(node: Token, cues: Cues) -> dict[str, object]:
    """Read what a word's own clause says: auxiliaries, negation, tense, conditional markers."""
    facts: dict[str, object] = {}
    verb = node if node.pos_ in {"VERB", "AUX"} else clause_verb(node)
    if _is_of_any_time(verb):
        facts["generic"] = True
    verbal = node.pos_ in {"VERB", "AUX"}
    for item in node.children:
        lower = item.lower_
        if (
            item.dep_ == "neg"
            or (item.dep_ == "det" and lower == "no")
            or (item.dep_ == "preconj" and lower == "neither")
            or (item.dep_ == "advmod" and lower in {"never", "hardly"})
        ):
            facts["negated"] = True
        elif item.dep_ == "mark" and lower in _CONDITIONALS:
            if lower == "whether" and _sources_differ(node):
                facts["disagreement"] = True
            else:
                facts["hypothetical"] = True
        elif item.dep_ in {"advmod", "amod"} and lower in cues.hedges:
            facts["status"] = Status.ACCUSED if lower in cues.accusing_hedges else Status.POSSIBLE
        elif item.dep_ == "amod" and lower in {"attempted", "failed"}:
            facts["stage"] = Stage.ATTEMPTED
        elif item.dep_ == "amod" and lower in {
            "planned",
            "would-be",
            "potential",
            "possible",
            "future",
            "imminent",
        }:
            facts["stage"] = Stage.PLANNED
        elif item.dep_ == "amod" and lower in {"foiled", "thwarted", "averted"}:
            facts["stage"] = Stage.FOILED
    if not verbal:
        return facts
    if _is_to_infinitive(verb) and any(c.lower_ == "how" for c in verb.lefts):
        # "Taught them how to make bombs" tells of no bomb made.
        facts["hypothetical"] = True
    auxiliaries = [c for c in verb.children if c.dep_ in {"aux", "auxpass"}]
    if (
        not auxiliaries
        and verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and verb.tag_ in {"VB", "VBN", "VBG"}
    ):
        auxiliaries = [c for c in verb.head.children if c.dep_ in {"aux", "auxpass"}]
    words = {a.lower_ for a in auxiliaries}
    have = any(a.lemma_ == "have" for a in auxiliaries)
    if words & _POSSIBLE_MODALS:
        facts["possible"] = True
        unreal = not have or _is_conditioned(verb)
        facts["hypothetical"] = unreal or facts.get("hypothetical", False)
    elif words & {"would", "should", "can", "ca"}:
        facts["hypothetical"] = True
    elif words & {"will", "wo", "'ll", "shall", "must"} or _is_or_else(verb, words):
        facts["future"] = True
    elif auxiliaries and auxiliaries[0].tag_ == "VB" and auxiliaries[0].head == verb:
        # "Prosecutors asked that he be jailed" says what they want.
        facts["hypothetical"] = words == {"be"} and verb.dep_ == "ccomp"
    finite = auxiliaries[0] if auxiliaries else verb
    if not auxiliaries and verb.dep_ == "conj" and verb.tag_ in {"VB", "VBP"}:
        finite = verb.head
    past = have or any(a.tag_ in {"VBD", "VBN"} for a in [finite]) or "did" in words
    if not past and finite.tag_ not in {"VBD", "VBN"} and _is_habit(verb):
        facts["generic"] = True
    if verb.dep_ in {"acl", "advcl", "relcl"} and _is_part_of_habit(verb):
        facts["generic"] = True
    if finite.tag_ in {"VBZ", "VBP"} and not past:
        passive_state = any(a.dep_ == "auxpass" for a in auxiliaries) and "being" not in words
        facts["tense"] = "state" if passive_state else "present"
        if _is_conditioned(verb):
            facts["hypothetical"] = True
    if (
        verb.tag_ == "VB"
        and not auxiliaries
        and verb.dep_ in {"ROOT", "ccomp"}
        and not any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    ):
        facts["hypothetical"] = True
    return facts


def _is_habit(verb: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ in _HABITUAL for c in verb.children)


def _is_part_of_habit(verb: Token) -> bool:
    """Tell whether a clause hangs on what is done again and again.

    "Those kidnapped are usually freed after a ransom is paid."
    """
    owner = verb.head if verb.dep_ == "advcl" else verb.head.head
    words = [c for c in owner.children if c.dep_ in {"aux", "auxpass"}] or [owner]
    return _is_habit(owner) and words[0].tag_ in {"VBZ", "VBP"}


def _is_or_else(verb: Token, auxiliaries: Set[str]) -> bool:
    """Tell whether a verb is what follows if an order is not obeyed: "leave or be killed"."""
    ordered = verb.dep_ == "conj" and verb.head.tag_ in {"VB", "VBP"}
    bare = auxiliaries in ({"be"}, {"to", "be"})
    return ordered and bare and any(c.dep_ == "cc" and c.lower_ == "or" for c in verb.head.children)


def _is_of_any_time(verb: Token) -> bool:
    """Tell whether a clause is of whenever something is done: "when a group is banned, it is"."""
    if verb.dep_ != "advcl" or verb.head.tag_ not in {"VBZ", "VBP"}:
        return False
    finite = child(verb, "auxpass", "aux") or verb
    return finite.tag_ in {"VBZ", "VBP"} and any(
        c.dep_ == "advmod" and c.lower_ in {"when", "once", "whenever"} for c in verb.lefts
    )


def _is_conditioned(verb: Token) -> bool:
    """Tell whether a clause with "if" says on what it hung: "had it worked, ... could have"."""
    return any(
        c.dep_ == "advcl" and any(m.dep_ == "mark" and m.lower_ in _CONDITIONALS for m in c.lefts)
        for c in verb.children
    )


def _sources_differ(verb: Token) -> bool:
    """Tell whether a "whether" clause gives the versions of sources that differ."""
    return any(g.token.lemma_.lower() in _DIFFER for g in governors(verb))


def _read_governor(
    facts: dict[str, object], token: Token, lemma: str, base: str, link: str, cues: Cues
) -> None:
    """Add what one word above says of the act below it."""
    infinitive_or_noun = base in {
        "xcomp",
        "dobj",
        "acl",
        "nsubjpass",
        "pcomp",
        "pobj",
        "attr",
        "oprd",
    }
    if lemma in cues.foil and base in {"dobj", "nsubjpass", "pcomp", "pobj"}:
        facts.setdefault("stage", Stage.FOILED)
    elif lemma in cues.plan and infinitive_or_noun:
        if facts.get("plan") is None:
            facts["plan"] = token
            facts.setdefault("stage", Stage.PLANNED)
    elif (
        lemma in cues.threaten
        and base in {"xcomp", "ccomp", "pcomp", "acl"}
        and link != "pcomp:for"
    ):
        facts.setdefault("stage", Stage.THREATENED)
    elif lemma in cues.attempt and base in {"xcomp", "acl", "dobj", "pcomp"}:
        facts.setdefault("stage", Stage.ATTEMPTED)
    elif (
        base == "xcomp"
        and lemma not in _IMPLICATIVE
        and not (lemma == "able" and token.head.tag_ in _PAST)
        and _is_to_infinitive_of(token)
        and not any(
            _is_done_with_means(c) or c.lemma_ == "be" for c in token.children if c.dep_ == "xcomp"
        )
        and lemma not in cues.accuse
        and lemma not in cues.say
    ):
        facts.setdefault("purpose", True)
    if lemma in cues.accuse and base in {"pcomp", "pobj", "xcomp", "oprd", "ccomp", "dobj"}:
        facts.setdefault("status", Status.ACCUSED)
        facts.setdefault("accusation", token)
    elif lemma in _CONVICTING and base in {"pcomp", "pobj", "xcomp"}:
        facts.setdefault("accusation", token)
    elif base == "pcomp" and _is_tried(token):
        facts.setdefault("status", Status.ACCUSED)
        facts.setdefault("accusation", token)
    denies = lemma in cues.deny and not refuses_request(token)
    if denies and base in {"ccomp", "dobj", "pcomp", "pobj", "xcomp", "acl"}:
        facts.setdefault("status", Status.DENIED)
        facts.setdefault("denial", token)
    if lemma == "allege" and base == "xcomp":
        # "Is alleged to have" accuses; "alleges that it has" claims.
        facts.setdefault("status", Status.ACCUSED)
        facts.setdefault("accusation", token)
    if lemma in cues.claim and base in {"ccomp", "xcomp"}:
        facts.setdefault("status", Status.CLAIMED)
    if lemma == "expect" and base == "xcomp":
        facts.setdefault("future", True)
    elif lemma in cues.doubt and base in {"ccomp", "xcomp"}:
        facts.setdefault("possible", True)


def _is_tried(token: Token) -> bool:
    """Tell whether a word is a trial or charge, or a verb that says somebody faces one."""
    if token.lemma_.lower() in _TRIALS:
        return True
    below = [c for child_ in token.children for c in (child_, *child_.children)]
    return token.pos_ in {"VERB", "AUX"} and any(c.lemma_.lower() in _TRIALS for c in below)


def _is_to_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and _has_to(verb)


def _has_to(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_to_be_done(verb: Token) -> bool:
    """Tell whether a noun is followed by what is to be done to it: "suspects to be held"."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return verb.dep_ in {"acl", "relcl"} and auxiliaries == {"to", "be"}


def _is_to_infinitive_of(token: Token) -> bool:
    return any(c.dep_ == "xcomp" and _is_to_infinitive(c) for c in token.children)
