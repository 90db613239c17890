"""Who takes part in an act, in which role."""

from collections.abc import Iterable

from spacy.tokens import Token

from dateline.core.claims import Role, Side
from dateline.pipeline.claims.acts import Act, foils
from dateline.pipeline.claims.tree import BODIES, child, patients, prepositional_objects

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
_NOT_WIELDED = frozenset({"place", "act", "state"})
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
    beside = [pair for party in act.frame.patients for pair in prepositional_objects(party)]
    for preposition, token in (*act.frame.oblique, *beside):
        role = syntax.prepositions.get(preposition)
        if role is not None:
            yield role, token
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


def harmed_by(act: Act) -> list[Token]:
    """Return whom an act's outcome befell: of "a blast killed [a judge]" the judge.

    Words for deaths and bodies name nobody, and attackers who fell are no victims.
    """
    if Role.VICTIM not in act.event_type.roles:
        return []
    return [
        effect.person
        for effect in act.effects
        if effect.mention.side is not Side.PERPETRATORS
        and not effect.mention.negated
        and effect.person.lemma_.lower() not in _DEATHS
        and effect.person.lower_ not in _DEATHS
    ]


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
