"""What a text says of an act: that it happened, on whose word, and whether it is one at all."""

from collections.abc import Sequence

from spacy.tokens import Token

from dateline.core.claims import (
    OFFICIAL_SOURCES,
    Anchor,
    Argument,
    Basis,
    Role,
    SourceKind,
    Stage,
    Status,
    TollMention,
)
from dateline.core.documents import SegmentKind
from dateline.pipeline.claims.acts import (
    CLAIM_OF_RESPONSIBILITY,
    Act,
    is_one_of_many,
    rules_on_extradition,
    stage_of,
)
from dateline.pipeline.claims.attribution import Statement
from dateline.pipeline.claims.factuality import governors, has_no
from dateline.pipeline.claims.generality import is_of_a_kind, is_of_procedure
from dateline.pipeline.claims.parse import is_marked
from dateline.pipeline.claims.tree import child, clause_verb, prepositional_objects
from dateline.resources.codebook import Strength

_NOBODY = frozenset({"nobody", "none", "no-one", "nothing"})
#: Segments that tell in the present tense of what has happened.
_NEWS_LINES = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING})
_WHEN = frozenset("on during in at ahead before".split())
_AT = frozenset("in at near outside inside on beside under".split())
#: Roles of those an act is done to.
_UNDERGOING = frozenset(
    {Role.TARGET, Role.VICTIM, Role.SUSPECT, Role.ITEM, Role.CONVICT, Role.DEFENDANT}
)
#: Fixed words longer than this report an act as a verb does ("gun battles raged").
_TELLING_PHRASE = 2
#: Words before acts by which they are particular ones.
_SINGLED_OUT = frozenset("the these those two three four both several twin".split())
#: What a kind of act does over time.
_CHANGING = frozenset(
    "increase rise grow escalate intensify multiply surge soar decrease decline fall drop dwindle "
    "continue persist become spread resume abate subside".split()
)
#: Steps of the law that are told of a person's past.
_PASTS = frozenset({"conviction", "sentence", "acquittal"})
_CRIMES = frozenset({"crime", "offence", "offense", "charge", "felony"})
_FORMERLY = frozenset({"previously", "earlier", "once", "formerly", "already", "before"})
#: Words before what somebody was tried for.
_FOUND_GUILTY = frozenset(
    "convict sentence jail imprison serve term year month count conviction sentence guilty try "
    "want wanted condemn life imprisonment prison trial colony".split()
)
_COUNTING = frozenset({"det", "nummod", "poss"})
#: What is done to a bomb alone.
_SETTING_OFF = frozenset({"detonate", "explode", "plant"})
#: Words by which acts are many and none of them in particular.
_OFTEN = frozenset(
    "frequent frequently regular regularly repeated repeatedly often daily recently routinely "
    "periodic periodically sporadic constant constantly increasing increasingly".split()
)
#: Words before acts that are claimed or told of as a sort.
_UNCOUNTED = frozenset("most many several some such similar other previous past numerous".split())


def is_asserted(act: Act, stage: Stage) -> bool:
    """Tell whether the text says the act happened, is under way, was tried, planned or denied."""
    context = act.context
    if context.denial is not None or (rules_on_extradition(act) and not context.negated):
        return True
    if context.negated or context.hypothetical or context.generic:
        return False
    if act.event_type.id == CLAIM_OF_RESPONSIBILITY and _of_many(act):
        return False
    if stage is Stage.FOILED and context.purpose:
        return False
    if act.event_type.family == "plot":
        if act.entry.rule.stage is Stage.FOILED and (context.plan is not None or _any_at_all(act)):
            return False
        return not context.future and not _is_mere_offence(act)
    if _goes_on_holding(act) or _is_caught_up(act):
        return False
    if context.future and act.event_type.id == "sentence":
        # "He will serve 17 years" tells of a sentence that was passed.
        return clause_verb(act.head).lemma_.lower() in {"serve", "spend", "go"} or _is_jailed(act)
    if context.future or context.purpose:
        return stage is Stage.THREATENED
    if stage is Stage.PLANNED:
        # An extradition that is ordered is reported as such; an attack that is planned is a plot.
        return act.event_type.family == "plot" or act.entry.rule.stage is Stage.PLANNED
    return True


def _goes_on_holding(act: Act) -> bool:
    """Tell whether people already held stay so: "police may continue to detain the five"."""
    verb = act.head
    return (
        act.event_type.id == "arrest"
        and verb.dep_ == "xcomp"
        and verb.head.lemma_.lower() in {"continue", "keep"}
    )


def _is_caught_up(act: Act) -> bool:
    """Tell whether people only were where something was: "civilians were caught in the blast"."""
    if act.event_type.id != "arrest" or act.head.lemma_.lower() != "catch":
        return False
    into = [t for t in act.head.subtree if t.dep_ == "pobj" and t.head.lower_ in {"in", "by"}]
    return any(t.lemma_.lower() in _BEFALL for t in into)


#: What people are caught in who are not arrested.
_BEFALL = frozenset(
    "blast explosion crossfire fire gunfire shootout fighting violence clash attack bombing ambush "
    "stampede rubble middle crush riot unrest shelling strike airstrike turmoil chaos".split()
)


def _is_jailed(act: Act) -> bool:
    """Tell whether it is laid down that somebody in particular goes to prison, and how long.

    "Nineteen others will be jailed for three years" does so; "whoever enters" is of nobody.
    """
    if not act.candidate.is_verb or act.head.lemma_.lower() not in {"jail", "imprison"}:
        return False
    numbered = any(t.pos_ == "NUM" for t in act.head.subtree if t.i > act.head.i)
    return numbered and any(
        t.pos_ in {"NUM", "PROPN"} or any(c.dep_ == "nummod" for c in t.lefts)
        for t in act.frame.patients
    )


def _any_at_all(act: Act) -> bool:
    """Tell whether an act is of no particular thing: "to prevent any attack"."""
    return any(c.lower_ in {"any", "every", "all"} for t in act.frame.patients for c in t.lefts)


def _of_many(act: Act) -> bool:
    """Tell whether what is claimed is no act in particular: "most such attacks"."""
    claimed = [t for t in act.frame.patients if t.tag_ == "NNS"]
    told = [[c.lower_ for c in t.lefts if c.dep_ in _COUNTING or c.dep_ == "amod"] for t in claimed]
    return bool(told) and all(words and _UNCOUNTED.issuperset(words) for words in told)


def _is_mere_offence(act: Act) -> bool:
    """Tell whether a plot is only what somebody is accused of, without a target or a day.

    "Accused of plotting attacks" names an offence; "accused of plotting to bomb a market" a plot.
    """
    subordinate = act.head.dep_ in {"relcl", "acl", "pcomp", "xcomp", "conj"}
    if stage_of(act) is Stage.FOILED:
        return False
    if act.event_type.id != "plot" or not (act.context.accusation is not None or subordinate):
        return False
    tried = any(g.token.lemma_.lower() in _FOUND_GUILTY | _CRIMES for g in governors(act.head))
    if not tried and _is_pinned_down(act):
        return False
    if act.candidate.is_verb and len(act.candidate.tokens) > 1:
        return act.candidate.tokens[-1].tag_ in {"NNS", "NNPS"}
    acts = [t for t in act.frame.patients if t.pos_ == "NOUN"]
    plural = [t for t in acts if t.tag_ == "NNS"]
    targeted = any(inner.frame.patients for inner in act.embedded)
    return not targeted and (bool(plural) or not (acts or act.embedded or act.frame.oblique))


def _is_pinned_down(act: Act) -> bool:
    """Tell whether a plot says itself when it was to be: "attacks during the New Year holidays"."""
    heads = (*act.candidate.tokens, *act.frame.patients)
    beside = [pair for head in heads for pair in prepositional_objects(head)]
    return any(preposition in _WHEN and is_marked(t, "time") for preposition, t in beside)


def spares_all(act: Act) -> bool:
    """Tell whether a sentence says of the attack told before that nobody came to harm."""
    return act.is_outcome and all(effect.mention.negated for effect in act.effects)


def names_nobody(act: Act) -> bool:
    """Tell whether a party says that there was none: "no militants were killed"."""
    parties = (*act.frame.agents, *act.frame.patients)
    return any(t.lower_ in _NOBODY or has_no(t) for t in parties)


def status_of(act: Act, about: Sequence[Statement]) -> Status:
    """Say who vouches for an act.

    What officials say that suspects did or planned is an accusation; what only the armed group
    itself says is a claim. "Blamed for the killing" takes the killing for granted.
    """
    context = act.context
    kinds = {s.kind for s in about if s.source is not None}
    official = not kinds.isdisjoint(OFFICIAL_SOURCES)
    if act.event_type.id == CLAIM_OF_RESPONSIBILITY:
        return Status.CLAIMED
    if context.status is Status.ACCUSED:
        blamed = context.accusation is not None and context.accusation.lemma_ == "blame"
        if blamed and not act.candidate.is_verb:
            return Status.FACT
        return Status.ACCUSED_BY_AUTHORITIES if official or not about else Status.ACCUSED
    if context.status is Status.CLAIMED and SourceKind.PROSECUTOR in kinds:
        # What the prosecution alleges is no claim of those who did it.
        return Status.ACCUSED_BY_AUTHORITIES
    if context.status is not None:
        return context.status
    if context.possible:
        return Status.POSSIBLE
    if kinds == {SourceKind.ARMED_GROUP} and act.event_type.family == "violence":
        return Status.CLAIMED
    if official and act.event_type.family == "plot" and act.frame.agents:
        by_court = any(
            s.kind is SourceKind.COURT and s.cue_head.lemma_.lower() not in {"hear", "tell"}
            for s in about
        )
        stage = act.entry.rule.stage
        if not by_court and stage is not Stage.FOILED:
            return Status.ACCUSED_BY_AUTHORITIES
    return Status.OFFICIAL if official else Status.FACT


def is_specific(
    act: Act,
    arguments: Sequence[Argument],
    times: Sequence[Anchor],
    places: Sequence[Anchor],
    tolls: Sequence[TollMention],
) -> bool:
    """Tell whether a claim is about a particular act: enough of when, where, who or how many."""
    dated = bool(times) and times[0].basis is Basis.ARGUMENT
    if is_one_of_many(act.head) or is_of_a_kind(act) or _is_by_a_band(act, arguments):
        return False
    lines = act.parse.sentence.segment in _NEWS_LINES
    happens = _happens(act.head, in_line=lines)
    told = act.candidate.is_verb or act.frame.light is not None or happens
    counted = any(a.quantity is not None for a in arguments)
    if not told and act.event_type.family == "plot" and act.event_type.id != "plot":
        return dated
    tallied = any(_is_counted(t) for t in tolls) or any(e.person.pos_ == "NUM" for e in act.effects)
    if not told and act.head.tag_ in {"NNS", "NNPS"}:
        return counted or dated or (bool(tolls) and (bool(times) or tallied))
    plural = [t for t in act.candidate.tokens if t.tag_ in {"NNS", "NNPS"}]
    loosely = dated and all(t.lower_ in _OFTEN for t in act.parse.tokens_in(times[0].span))
    if plural and _is_often(plural[0]) and not (counted or (dated and not loosely)):
        return False
    if act.head.dep_ in {"acl", "amod"} and act.event_type.id == "designation":
        return dated
    whose = {t.i for p in (*act.frame.agents, *act.frame.patients) for t in p.lefts}
    where = [p for p in places if not any(t.i in whose for t in act.parse.tokens_in(p.span))]
    bare = not (times or where or counted or tallied)
    if bare and is_of_procedure(act):
        return False
    if (bare and _is_habit(act)) or (not dated and _is_development(act)):
        return False
    placed = any(place.basis is Basis.ARGUMENT for place in places)
    reached = bool(act.entry.rule.behind) or _is_of_known_things(act)
    if not (dated or placed or counted or reached) and _is_ground(act):
        return False
    if not (dated or counted) and _is_listed_offence(act):
        return False
    points = 1 if act.event_type.family == "plot" and act.frame.agents else 0
    points += 1 if happens else 0
    points += 1 if happens and _is_somewhere(act.head) else 0
    if times:
        points += 2 if times[0].basis is Basis.ARGUMENT else 1
    if places:
        points += 1
    if any(a.quantity is not None for a in arguments):
        points += 1
    if any(t.quantity for t in tolls):
        points += 2 if tallied else 1
    if any(a.role in _UNDERGOING or a.role is act.event_type.syntax.patient for a in arguments):
        points += 1
    past = {"VBD", "VBN"} | ({"VBZ", "VBP"} if act.parse.sentence.segment in _NEWS_LINES else set())
    if act.candidate.is_verb and act.head.tag_ in past:
        points += 1
        if act.head.lemma_.lower() in _SETTING_OFF:
            points += 1 if any(a.role is Role.INSTRUMENT for a in arguments) else 0
    if not act.candidate.is_verb and act.frame.light is not None:
        points += 1
    if act.entry.rule.strength is Strength.STRONG and (
        act.candidate.is_verb or len(act.candidate.tokens) > _TELLING_PHRASE
    ):
        points += 1
    if stage_of(act) is Stage.FOILED and any(a.role is Role.INSTRUMENT for a in arguments):
        points += 1
    return points >= 2


def _is_by_a_band(act: Act, arguments: Sequence[Argument]) -> bool:
    """Tell whether gunmen are said to hold somebody, which is no arrest: "rounded up by rebels".

    Who is named may rule the place.
    """
    if act.event_type.id != "arrest" or not any(a.role is Role.AUTHORITY for a in arguments):
        return False
    agents = act.frame.agents
    return bool(agents) and all(
        t.pos_ == "NOUN"
        and t.lemma_.lower() in _BANDS
        and not any(c.pos_ == "PROPN" for c in t.lefts)
        for t in agents
    )


#: Words for armed men who hold no office.
_BANDS = frozenset(
    "gunman bandit militant rebel insurgent terrorist extremist jihadist kidnapper abductor "
    "attacker assailant fighter guerrilla".split()
)


def _is_often(noun: Token) -> bool:
    """Tell whether acts are only said to go on: "have come under frequent attacks"."""
    words = {t.lower_ for t in (*noun.lefts, *noun.head.children, *clause_verb(noun).children)}
    return not words.isdisjoint(_OFTEN)


def _is_counted(toll: TollMention) -> bool:
    return toll.quantity != toll.head


def _is_habit(act: Act) -> bool:
    """Tell whether an act is one of many of its kind: "has kidnapped foreigners, bombed markets".

    Its objects are bare plurals, and the verb is in the perfect or only describes them.
    """
    whom = act.frame.patients
    if not act.candidate.is_verb or not whom:
        return False
    bare = all(
        t.tag_ == "NNS"
        and not any(c.dep_ in {"det", "nummod", "poss"} for c in t.lefts)
        and not any(c.dep_ == "relcl" for c in t.rights)
        for t in whom
    )
    if not bare:
        return False
    verb = act.head
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    present = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in verb.children)
    return present or act.head.dep_ == "acl"


def _is_development(act: Act) -> bool:
    """Tell whether acts of a kind are what has been going on, and none of them is told of.

    "Attacks on convoys have increased", "militants have carried out bomb attacks in the south".
    """
    noun = act.head
    if act.candidate.is_verb or noun.tag_ != "NNS":
        return False
    if any(c.dep_ in {"nummod", "poss"} for c in noun.lefts):
        return False
    verb = act.frame.light or noun.head
    if noun.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_.lower() in _CHANGING:
        return True
    if any(c.lower_ in _SINGLED_OUT for c in noun.lefts):
        return False
    perfect = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "had"} for c in verb.children)
    return act.frame.light is not None and noun.dep_ == "dobj" and perfect


def _is_ground(act: Act) -> bool:
    """Tell whether an act only says what somebody was found guilty of, or who somebody is.

    "Jailed for financing terrorism", "a man convicted of terrorism": neither tells of an act apart
    from the sentence or from what else is said of the man.
    """
    if act.event_type.family == "justice":
        aside = (
            act.head.dep_ in {"acl", "relcl"}
            and act.event_type.id in _PASTS | {"charge"}
            and not (act.head.dep_ == "acl" and act.head.head.dep_ == "ROOT")
        )
        verb = act.frame.light or act.head
        return aside or (act.event_type.id in _PASTS and _is_of_old(verb))
    offences = act.event_type.family in {"plot", "violence"} or act.event_type.id == "escape"
    if act.event_type.id == "plot" or not offences:
        return False
    if act.event_type.id == "escape":
        return act.context.accusation is not None
    convicted = act.context.accusation
    if convicted is not None and convicted.lemma_.lower() in _FOUND_GUILTY:
        return act.candidate.is_verb
    above = next(governors(act.head), None)
    if above is None or above.link not in {"pcomp:for", "pcomp:of", "pcomp:on"}:
        return False
    return above.token.lemma_.lower() in _FOUND_GUILTY


def _is_of_known_things(act: Act) -> bool:
    """Tell whether an offence was done with things the report knows: "procured [the rifles]"."""
    if act.event_type.family != "plot" or act.event_type.syntax.patient is not Role.ITEM:
        return False
    return any(c.lower_ == "the" or c.dep_ == "poss" for t in act.frame.patients for c in t.lefts)


def _is_listed_offence(act: Act) -> bool:
    """Tell whether an act is one of several that somebody is accused of at one time.

    "Suspected of financing terrorism, recruiting for the group and plotting attacks" says what the
    case is about, not what happened when.
    """
    if act.event_type.family != "plot" or act.event_type.id == "plot":
        return False
    if act.context.accusation is None or not act.candidate.is_verb:
        return False
    return any(t.dep_ == "conj" or child(t, "conj") is not None for t in _up_to(act))


def _is_of_old(verb: Token) -> bool:
    """Tell whether a verb tells of somebody's past: "had previously been convicted"."""
    return any(c.dep_ == "advmod" and c.lower_ in _FORMERLY for c in verb.children)


def _up_to(act: Act) -> list[Token]:
    """Return a trigger's head and the words between it and what accuses somebody of it."""
    found = [act.head]
    for governor in governors(act.head):
        if governor.token == act.context.accusation:
            break
        found.append(governor.token)
    return found


def _happens(noun: Token, *, in_line: bool = False) -> bool:
    """Tell whether a noun is the subject of a verb in the past ("clashes erupted").

    Lines of news have the present tense for that ("blast hits church").
    """
    verb = noun.head
    if noun.dep_ == "dobj" and verb.tag_ in {"VBD", "VBN"}:
        return verb.lemma_.lower() in {"announce", "confirm", "report", "order", "document"}
    return (
        noun.dep_ in {"nsubj", "nsubjpass"}
        and noun.pos_ in {"NOUN", "PROPN"}
        and verb.tag_ in ({"VBD", "VBN", "VBZ", "VBP"} if in_line else {"VBD", "VBN"})
    )


def _is_somewhere(noun: Token) -> bool:
    """Tell whether the words around a noun say at what it happened: "a blast in a school"."""
    pairs = (*prepositional_objects(noun), *prepositional_objects(noun.head))
    return any(preposition in _AT and not is_marked(t, "time") for preposition, t in pairs)


def confidence_of(
    act: Act, arguments: Sequence[Argument], times: Sequence[Anchor], places: Sequence[Anchor]
) -> float:
    score = 0.5
    score += 0.15 if act.candidate.is_verb or act.frame.light is not None else 0.0
    score += 0.1 if arguments else -0.1
    score += 0.1 if times else 0.0
    score += 0.1 if places else 0.0
    score -= 0.2 if act.context.possible else 0.0
    return round(min(0.95, max(0.1, score)), 3)


def type_confidence_of(act: Act) -> float:
    return 0.9 if len({e.event_type.id for e in act.candidate.entries}) == 1 else 0.7
