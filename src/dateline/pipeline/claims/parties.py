"""Who takes part in an act, in which role."""

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.core.claims import Role, Side
from dateline.pipeline.claims.acts import DEADLY, Act, foils
from dateline.pipeline.claims.frames import Classifier
from dateline.pipeline.claims.tree import BODIES, agents, child, patients, prepositional_objects

CLASH = "clash"
SUSPECTED = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_UNDOING = frozenset(
    "free release rescue liberate liberation recover save freeing negotiate secure win defuse "
    "disarm deactivate dismantle discover find intercept detect neutralise neutralize "
    "disposal".split()
)
#: Nouns behind "for" that nobody is charged with.
_NO_OFFENCES = frozenset(
    "day week month year hour time period lack reason moment question questioning interrogation "
    "trial hearing life way".split()
)
#: What harm is not done with, though it stands behind "with" or "in".
_NO_INSTRUMENTS = frozenset({"wound", "injury", "burn", "intent", "sign", "help"})
#: Verbs of those who say whose an act was, and the words before whom they name.
_BLAMING = {
    "blame": frozenset({"on", "upon"}),
    "attribute": frozenset({"to"}),
    "pin": frozenset({"on"}),
}
_WIELDING = frozenset({"wield", "brandish", "fire", "use"})
_NOT_WIELDED = frozenset({"place", "act", "state"})
_ARMS = frozenset({"weapon", "explosive", "blade"})
_TOOLS = frozenset({"weapon", "explosive", "vehicle", "blade", "material", "ammunition"})
_ACCUSATIONS = frozenset("charge count suspicion allegation accusation".split())
_THINGS = frozenset(
    {"facility", "vehicle", "weapon", "explosive", "money", "material", "place", "act", "offence"}
)
_AGENTS = frozenset(
    {"person", "civilian", "official", "journalist", "forces", "armed", "group", "organization",
     "state", "court"}
)  # fmt: skip
#: What is done beside an arrest: "the arrest of a man and recovery of two rifles".
_FINDS = frozenset({"recovery", "seizure", "discovery", "confiscation", "destruction", "search"})
#: Words that say of people that an act killed or hurt them.
_HARMED_WORDS = frozenset("dead killed kill victim wounded wound injured injure hurt slain".split())
#: Words for what came of an act rather than for people.
_DEATHS = BODIES | frozenset(
    "death fatality killing murder slaying injury casualty life toll dead killed slain wounded "
    "injured hurt".split()
)
#: What a person has, with a word for whose it is: "their heads had been carried off".
_LIMBS = frozenset({"head", "heads", "hand", "hands", "limbs", "ears", "fingers"})


def parties_of(act: Act) -> Iterable[tuple[Role, Token]]:
    """Yield (role, head word) for a trigger's parties, and those of acts embedded in it."""
    syntax = act.event_type.syntax
    doer = Role.AUTHORITY if foils(act) else syntax.agent
    if doer is not None:
        yield from ((doer, token) for token in act.frame.agents)
    if act.event_type.id != "plot" and syntax.patient is not None:
        yield from ((syntax.patient, token) for token in act.frame.patients)
    beside = [
        pair
        for party in act.frame.patients
        for pair in prepositional_objects(party)
        # "Six of his cousins" are not convicted of these.
        if not (party.pos_ == "NUM" and pair[0] == "of")
    ]
    for preposition, token in (*act.frame.oblique, *beside):
        role = syntax.prepositions.get(preposition)
        if role is not None:
            yield role, token
    if act.event_type.family == "violence":
        yield from ((Role.SUSPECT, token) for token in _blamed_for(act))
        yield from ((Role.INSTRUMENT, token) for token in _wielded_by(act))
    if act.event_type.id == "plot":
        embedded_heads = {inner.head.i for inner in act.embedded}
        for token in act.frame.patients:
            if token.i not in embedded_heads and syntax.patient is not None:
                yield syntax.patient, token
            if foils(act):
                yield from ((Role.SUSPECT, t) for p, t in prepositional_objects(token) if p == "by")
                yield from ((Role.TARGET, t) for t in _aims_of(token))
        for plot in (act, *(inner for inner in act.embedded if inner.event_type.id == "plot")):
            for verb in plot.candidate.tokens[1:]:
                if verb.pos_ == "VERB":
                    yield from ((Role.TARGET, token) for token in patients(verb))
        for inner in act.embedded:
            if inner.event_type.id == "plot":
                yield from ((Role.SUSPECT, token) for token in inner.frame.agents)
                continue
            yield from ((Role.TARGET, token) for token in inner.frame.patients)
            for preposition, token in inner.frame.oblique:
                if preposition in {"with", "using"}:
                    yield Role.INSTRUMENT, token
                elif preposition in {"on", "against", "at"}:
                    yield Role.TARGET, token


def _blamed_for(act: Act) -> list[Token]:
    """Return whom others hold to be behind an act: "an attack blamed on [rebels]".

    So do "the attack was attributed to [rebels]" and "blamed [rebels] for the attack".
    """
    nouns = agents(act.head) if act.candidate.is_verb else [act.head]
    return [whom for noun in nouns if noun.pos_ == "NOUN" for whom in _blamed_for_what(noun)]


def _blamed_for_what(noun: Token) -> list[Token]:
    said = [c for c in noun.rights if c.dep_ in {"acl", "relcl"}]
    if noun.dep_ in {"nsubjpass", "dobj"}:
        said.append(noun.head)
    found = [
        whom
        for verb in said
        if verb.lemma_.lower() in _BLAMING
        for preposition, whom in prepositional_objects(verb)
        if preposition in _BLAMING[verb.lemma_.lower()]
    ]
    over = noun.head
    if noun.dep_ == "pobj" and over.lower_ == "for" and over.head.lemma_.lower() == "blame":
        found.extend(patients(over.head))
    return found


def _wielded_by(act: Act) -> list[Token]:
    """Return what those who act have in hand: "men armed with [rifles]", "wielding [a knife]"."""
    found: list[Token] = []
    for doer in act.frame.agents:
        for clause in doer.rights:
            lemma = clause.lemma_.lower()
            if lemma in {"arm", "armed"} and clause.dep_ in {"acl", "amod", "relcl"}:
                found.extend(t for p, t in prepositional_objects(clause) if p == "with")
            elif lemma in _WIELDING and clause.dep_ in {"acl", "relcl"}:
                found.extend(patients(clause))
    return found


def _aims_of(plan: Token) -> list[Token]:
    """Return what a plot or attempt was to be done to: "a plot by a cell to attack [a church]"."""
    return [
        target
        for verb in plan.children
        if verb.dep_ in {"acl", "relcl", "xcomp"} and verb.tag_ == "VB"
        for target in patients(verb)
    ]


def can_take(role: Role, token: Token, classes: frozenset[str]) -> bool:
    """Tell whether a noun can play a role: people are held, things seized, acts prosecuted."""
    if token.lower_ in {"that", "which"} and token.pos_ in {"PRON", "DET", "SCONJ"}:
        return False
    if role in {Role.PERPETRATOR, Role.SUSPECT, Role.AUTHORITY} and token.tag_ == "VBG":
        return False
    if role is Role.VICTIM and "money" in classes:
        return False
    if role is Role.INSTRUMENT and (
        token.lemma_.lower() in _NO_INSTRUMENTS or (classes & _NOT_WIELDED and not classes & _TOOLS)
    ):
        return False
    if role is Role.VICTIM and token.lower_ in _LIMBS:
        return not any(c.dep_ == "poss" for c in token.lefts)
    if role is Role.SUSPECT and token.dep_ == "conj" and token.lemma_.lower() in _FINDS:
        return False
    if role in SUSPECTED or role is Role.AUTHORITY:
        return not classes & _THINGS or bool(classes & _AGENTS)
    if role is Role.OFFENCE:
        if token.lemma_.lower() in _NO_OFFENCES:
            return False
        wanted = {"act", "offence", "armed", "suspect"}
        return token.pos_ == "VERB" or bool(classes & wanted) or not classes
    if role is Role.ITEM:
        return not classes & (_AGENTS | {"place"}) and token.lemma_ not in {"record", "hand"}
    return True


def role_of_harmed(act: Act) -> Role | None:
    """Return the role of those whom an act's outcome befell; ``None`` where it has none."""
    roles = act.event_type.roles
    if Role.VICTIM in roles:
        return Role.VICTIM
    return Role.TARGET if act.event_type.id in DEADLY and Role.TARGET in roles else None


def harmed_by(act: Act) -> list[Token]:
    """Return whom an act's outcome befell: of "a blast killed [a judge]" the judge.

    Words for deaths and bodies name nobody, pronouns nobody besides, and attackers who fell are
    no victims.
    """
    role = role_of_harmed(act)
    if role is Role.VICTIM:
        included = [noun for word in act.parse.doc for noun in _included_among(word, act)]
    else:
        included = []
    return included + [
        effect.person
        for effect in act.effects
        if role is not None
        and (role is Role.TARGET or effect.mention.side is not Side.PERPETRATORS)
        and effect.person.pos_ != "PRON"
        and effect.person.lower_ != "those"
        and not effect.mention.negated
        and effect.person.lemma_.lower() not in _DEATHS
        and effect.person.lower_ not in _DEATHS
    ]


def _included_among(verb: Token, act: Act) -> list[Token]:
    """Return some of those whom an act killed or hurt: "those killed included [a judge]"."""
    if verb.lemma_.lower() != "include" or verb.pos_ != "VERB" or verb.dep_ != "ROOT":
        return []
    whole = child(verb, "nsubj")
    if whole is None or not any(t == act.head for t in whole.subtree):
        return []
    hurt = {t.lemma_.lower() for t in whole.children} | {whole.lemma_.lower(), whole.lower_}
    return patients(verb) if hurt & _HARMED_WORDS else []


def is_arm(classes: frozenset[str]) -> bool:
    """Tell whether a noun names a weapon or a bomb, and nobody who bears it."""
    return bool(classes & _ARMS) and not classes & _AGENTS


def side_in_clash(classes: frozenset[str], role: Role) -> Role:
    """Return the role of those who fought: forces of a state, or the armed they met."""
    if "forces" in classes and "armed" not in classes:
        return Role.AUTHORITY
    return Role.PERPETRATOR if classes & {"armed", "group"} else role


def is_beside_forces(token: Token, classifier: Classifier) -> bool:
    """Tell whether an unarmed body acts together with forces: "officers and [the team] found"."""
    if classifier.classes(token) & {"armed", "forces"} or token.dep_ != "conj":
        return False
    return "group" in classifier.classes(token) and "forces" in classifier.classes(token.head)


def undoes(act: Act) -> bool:
    """Tell whether an act ends violence: whoever frees hostages or defuses bombs is no attacker."""
    return act.event_type.family == "violence" and act.head.lemma_.lower() in _UNDOING


def meant_by_charges(noun: Token) -> Token:
    """Return what somebody is charged with: of "on charges of [torture]" the torture."""
    if noun.lemma_.lower() not in _ACCUSATIONS:
        return noun
    of = child(noun, "prep")
    meant = child(of, "pobj", "pcomp") if of is not None and of.lower_ == "of" else None
    return meant if meant is not None else noun
