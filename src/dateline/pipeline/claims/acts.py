"""Acts: triggers with their parties and context, before they become claims."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from dateline.core.claims import Role, Stage
from dateline.pipeline.claims.factuality import Context, governors
from dateline.pipeline.claims.frames import Classifier, Frame, with_subject_as_patient
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tolls import Effected
from dateline.pipeline.claims.tree import (
    LIGHT_VERBS,
    child,
    clause_span,
    is_passive,
    prepositional_objects,
    speaker_of,
)
from dateline.pipeline.claims.triggers import Candidate, Entry
from dateline.resources.codebook import EventType, Party, Strength, TriggerRule

#: Words by which a court or minister says that somebody may be handed over.
_MAY = frozenset({"can", "may", "could", "should", "must"})
_RULING = frozenset({"rule", "decide", "say", "find", "hold", "order", "declare", "confirm"})
_RULERS = frozenset(
    "court judge tribunal justice magistrate minister ministry government secretary".split()
)
#: Last words of the names of armed groups, and what names with them may be taken for.
_BANDS = frozenset(
    "front movement brigade brigades army resistance league command legion column vanguard "
    "militia".split()
)
_LOOSE = frozenset({"person", "organization", "group", "forces"})
_ANYBODY = frozenset("he she they it we i".split())
#: The type of violence that is said to be no more than that.
ANY_ATTACK = "armed_assault"
BOMBING = "bombing"
KILLED_BY_FORCES = "killing_by_security_forces"
#: Enforcement that kills.
DEADLY = frozenset({KILLED_BY_FORCES, "targeted_killing", "raid", "air_strike"})
CLAIM_OF_RESPONSIBILITY = "claim_of_responsibility"
#: Verbs of those who keep count of acts, and of those who do or suffer them.
_RECORDING = frozenset("record register document report count log list verify total".split())
_TAKING_PLACE = _RECORDING | frozenset(
    "occur happen mount launch stage suffer see witness experience carry commit conduct attribute "
    "blame perpetrate".split()
)
_PEOPLE = frozenset({"person", "civilian", "official", "journalist", "forces", "armed"})
_DOERS = _PEOPLE | {"group", "state", "court", "organization"}
#: Verbs of violence that mean other things in many trades.
_EVERYDAY = frozenset(
    "shoot attack kill raid storm execute strike hit target bomb torch besiege capture seize give "
    "hijack ambush destroy fire charge invade bombard assault batter slaughter murder punch "
    "battle fight".split()
)
_PERFORMING = frozenset(
    "photographer comedian pianist violinist guitarist drummer singer band dancer painter chef "
    "cook boxer sprinter swimmer golfer jockey batsman bowler goalkeeper striker midfielder winger "
    "defender cyclist grandmaster champion cinematographer filmmaker designer columnist critic "
    "investor trader retailer".split()
)
_HELPING = frozenset(
    "doctor nurse surgeon medic dentist vet veterinarian scientist researcher astronomer biologist "
    "engineer gardener lawyer attorney barrister drug vaccine antibody virus bacterium telescope "
    "hacker programmer therapist physician".split()
)
_RESCUING = frozenset({"firefighter", "fireman", "rescuer", "lifeguard", "regulator", "auditor"})
_TAKING = frozenset("take bring carry rush whisk drive lead haul move transfer fly".split())
_RELEASING = frozenset({"release", "discharge", "free"})
_CARE = frozenset(
    "hospital clinic infirmary doctor morgue mortuary safety shelter treatment surgery".split()
)
_ARMS = frozenset({"weapon", "explosive", "blade", "ammunition"})
_GROUND = frozenset({"place", "facility", "infrastructure", "vehicle"})
#: Whose places may be named without their doing anything there.
_OWNERS = frozenset(
    "police army military government ministry court security prison navy border airforce "
    "intelligence union party soldier company bank club".split()
)
_OF_DOERS = frozenset({"by", "of", "from", "with"})
#: Types of violence that consist of words.
WORDS = frozenset({"claim_of_responsibility", "threat"})
#: What a raid may lead to.
RAIDED = frozenset(
    {"arrest", "seizure", "killing_by_security_forces", "targeted_killing", "group_dismantled"}
)
_HOLDING = frozenset({"hold", "keep"})
#: What a trial ends with.
_VERDICTS = frozenset({"conviction", "sentence", "acquittal"})
#: The type of what bombers do, who say by being named how people were killed.
_BY_BOMBERS = "suicide_bombing"
_BY_MEANS = frozenset({"pobj:with", "pobj:in", "pobj:by"})
_REVENGE = frozenset("revenge retaliation reprisal response vengeance retribution".split())
_WHILE = frozenset({"as", "when", "while"})
#: Participles of what somebody is said to have done besides ("a man [accused] of seeking to").
_SAID_OF = frozenset("accused suspected charged convicted wanted believed alleged".split())
#: What stops a journey.
_STOPPING = frozenset({"travel_prevention", "arrest", "deportation", "repatriation"})
#: Agents that commit no political violence.
_NOT_ACTORS = frozenset({"animal", "hazard"})


@dataclass(slots=True)
class Act:
    """A trigger read as one type of act, gathering what the sentence says of it."""

    parse: Parse
    candidate: Candidate
    entry: Entry
    frame: Frame
    context: Context
    effects: list[Effected] = field(default_factory=list)
    embedded: list["Act"] = field(default_factory=list)
    folded_into: "Act | None" = None
    evidence: list[Token] = field(default_factory=list)
    is_outcome: bool = False

    @property
    def event_type(self) -> EventType:
        """The type the codebook gives the trigger."""
        return self.entry.event_type

    @property
    def head(self) -> Token:
        """The trigger's head word."""
        return self.candidate.head


def choose_entry(
    candidate: Candidate, frame: Frame, classifier: Classifier, *, in_domain: bool
) -> tuple[Entry, Frame] | None:
    """Choose what a trigger means from the classes of its parties, or ``None`` if nothing fits.

    Among codebook entries that fit, the one with most conditions met wins; the codebook's order
    breaks ties. Outside texts about political violence only strong triggers of violence count.

    Returns:
        The entry, and the frame with its parties as that entry names them.
    """
    if _classes(frame.agents, classifier) & _NOT_ACTORS:
        return None
    if _dismisses(candidate, classifier) or _takes_to_care(candidate):
        return None
    words = _clause_words(candidate, frame)
    meanwhile = {t.i for t in _meanwhile(candidate, frame)}
    apart = _clause_words(candidate, frame, leaving_out=meanwhile) if meanwhile else words
    best: tuple[int, Entry, Frame] | None = None
    for entry in candidate.entries:
        rule = entry.rule
        if not in_domain and not (
            rule.strength is Strength.STRONG and entry.event_type.family == "violence"
        ):
            continue
        if apart & rule.unless or (rule.beside and not words & rule.beside):
            continue
        if _is_bare_number(entry, frame):
            continue
        turned = frame
        if rule.subject is Party.PATIENT and not (candidate.is_verb and is_passive(candidate.head)):
            turned = with_subject_as_patient(frame)
        if entry.event_type.id == ANY_ATTACK and counts_acts(candidate):
            rule = replace(rule, needs=frozenset())
            if candidate.head.head.lemma_.lower() in _RECORDING:
                turned = replace(turned, agents=())
        agent = _classes(turned.agents, classifier)
        patient = _classes(turned.patients, classifier)
        fitted = turned
        if (
            rule.agent
            and not agent & rule.agent
            and (
                _are_anybody(turned.agents)
                or (entry.event_type.family == "violence" and _are_named(turned.agents, classifier))
            )
        ):
            fitted = replace(turned, agents=())
        if entry.event_type.id == KILLED_BY_FORCES and _are_forces_alone(turned, classifier):
            continue
        if _is_at_work(entry, fitted.agents, patient) or _gathers_things(candidate, entry):
            continue
        score = _fit(rule, fitted, agent, patient, verbal=candidate.is_verb)
        if score is not None and rule.behind:
            score = score + 3 if _has_behind(rule.behind, candidate, fitted, classifier) else None
        if score is not None and rule.patient and len(fitted.patients) > 1:
            counted = [p for p in fitted.patients[1:] if not _is_companion(p)]
            each = [_classes((p,), classifier) for p in (fitted.patients[0], *counted)]
            score -= 2 * sum(bool(c) and not c & rule.patient for c in each)
        if score is not None and (best is None or score > best[0]):
            best = (score, entry, turned)
    return (best[1], best[2]) if best else None


#: Those who come to harm with somebody because they are with them.
_COMPANIONS = frozenset(
    "wife husband son daughter child brother sister father mother driver bodyguard guard aide "
    "escort assistant secretary relative companion".split()
)


def _is_companion(party: Token) -> bool:
    """Tell whether somebody is with the one told first: "killed a mayor and [his driver]"."""
    nouns = [party, *(noun for name, noun in prepositional_objects(party) if name == "of")]
    return any(noun.lemma_.lower() in _COMPANIONS for noun in nouns)


def _dismisses(candidate: Candidate, classifier: Classifier) -> bool:
    """Tell whether somebody is fired from a job: people are fired, weapons are fired at people."""
    if candidate.head.lemma_.lower() != "fire" or not candidate.is_verb:
        return False
    fired = child(candidate.head, "dobj")
    if fired is None or fired.i in {t.i for t in candidate.tokens}:
        return False
    classes = classifier.classes(fired)
    return bool(classes & _PEOPLE) and not classes & _ARMS


def _are_forces_alone(frame: Frame, classifier: Classifier) -> bool:
    """Tell whether one of a body of the forces fell, and nobody is said to have killed him.

    Nor is it said who killed "the duo".
    """
    return not frame.agents and all(
        t.lemma_.lower() in _FEW
        or (t.pos_ == "PROPN" and {"forces", "group"} <= classifier.classes(t))
        for t in frame.patients
    )


_FEW = frozenset({"duo", "trio", "pair", "couple", "quartet"})


def _is_at_work(entry: Entry, doers: Collection[Token], whom: frozenset[str]) -> bool:
    """Tell whether an everyday verb only says what people of a trade do in it.

    Artists and athletes shoot, attack and kill as they perform; doctors, researchers and
    firefighters do so to diseases and fires, not to people.
    """
    if len(entry.words) > 1 or entry.words[0] not in _EVERYDAY or not doers:
        return False
    trades = {token.lemma_.lower() for token in doers}
    if trades <= _PERFORMING:
        return True
    if trades <= _RESCUING:
        return not whom & _PEOPLE
    return trades <= _HELPING and not whom & (_PEOPLE | {"facility", "vehicle", "place", "group"})


def _gathers_things(candidate: Candidate, entry: Entry) -> bool:
    """Tell whether people gather something rather than themselves: "gathering wood outside"."""
    gathering = candidate.is_verb and entry.words[0] in {"gather", "assemble", "mass", "collect"}
    people = entry.event_type.family == "demonstration"
    return gathering and people and child(candidate.head, "dobj") is not None


def _takes_to_care(candidate: Candidate) -> bool:
    """Tell whether somebody is taken to hospital, which neither arrests nor kidnaps them.

    Nor is whoever is released from one set free.
    """
    verb = candidate.head.lemma_.lower()
    if not candidate.is_verb or verb not in _TAKING | _RELEASING:
        return False
    ways = {"to", "into"} if verb in _TAKING else {"from", "after"}
    return any(
        preposition in ways and noun.lemma_.lower() in _CARE
        for preposition, noun in prepositional_objects(candidate.head)
    )


def _are_anybody(tokens: Collection[Token]) -> bool:
    """Tell whether parties are pronouns, which say nothing of what they stand for."""
    return bool(tokens) and all(token.lower_ in _ANYBODY for token in tokens)


def _are_named(tokens: Collection[Token], classifier: Classifier) -> bool:
    """Tell whether parties have the names of bodies that may be armed: "the Ash Banner"."""
    return bool(tokens) and all(
        token.pos_ == "PROPN"
        and any(c.lower_ == "the" for c in token.lefts)
        and any(c.pos_ == "PROPN" for c in token.lefts)
        and (
            classifier.classes(token) == {"person"}
            or (token.lower_ in _BANDS and classifier.classes(token) <= _LOOSE)
        )
        for token in tokens
    )


def counts_acts(candidate: Candidate) -> bool:
    """Tell whether a trigger counts acts that took place ("recorded 41 attacks")."""
    head = candidate.head
    if candidate.is_verb or head.tag_ not in {"NNS", "NNPS"}:
        return False
    if not any(c.dep_ == "nummod" for c in head.lefts):
        return False
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "of":
        verb = verb.head.head
    return verb.lemma_.lower() in _TAKING_PLACE or any(c.dep_ == "expl" for c in verb.lefts)


def counts_plans(act: "Act") -> bool:
    """Tell whether a number of planned attacks was stopped: "foiled 18 attacks"."""
    return foils(act) and any(
        c.dep_ == "nummod" for inner in act.embedded for c in inner.head.lefts
    )


def _is_bare_number(entry: Entry, frame: Frame) -> bool:
    """Tell whether an everyday verb has only a number for an object ("took 100 off the total")."""
    everyday = entry.words[0] in LIGHT_VERBS | {"take", "catch"} and len(entry.words) == 1
    return everyday and bool(frame.patients) and all(t.pos_ == "NUM" for t in frame.patients)


def _meanwhile(candidate: Candidate, frame: Frame) -> list[Token]:
    """Return the words that say what else went on: "exploded [as an army lorry drove by]".

    So do those of what followed or was meant: "exploded, [killing two army officers]".
    """
    verb = frame.light or candidate.head
    own = {t.i for t in candidate.tokens}
    return [
        token
        for clause in verb.children
        if clause.dep_ == "advcl"
        and (
            (clause.tag_ == "VBG" and clause.i > verb.i)
            or any(c.lower_ in _WHILE and c.dep_ in {"mark", "advmod"} for c in clause.children)
        )
        and own.isdisjoint(t.i for t in clause.subtree)
        for token in clause.subtree
    ]


def _clause_words(
    candidate: Candidate, frame: Frame, *, leaving_out: Collection[int] = ()
) -> frozenset[str]:
    """Return lemmas and forms of the words in the trigger's clause."""
    first, last = clause_span(frame.light or candidate.head)
    words = candidate.head.doc[first.i : last.i + 1]
    own = {t.i for t in candidate.tokens}
    aside = {
        t.i
        for clause in words
        if (
            clause.dep_ == "relcl"
            or (clause.dep_ in {"acl", "advcl"} and clause.lower_ in _SAID_OF)
            or (clause.dep_ == "conj" and child(clause, "nsubj", "nsubjpass") is not None)
        )
        and own.isdisjoint(inside := [t.i for t in clause.subtree])
        for t in clause.doc[min(inside) : max(inside) + 1]
        if t.lower_ not in _SAID_OF
    }
    beside = [c for party in (*frame.agents, *frame.patients) for c in (*party.lefts, party)]
    aside |= set(leaving_out)
    told = [t for t in words if t.i not in aside and not _names_a_place(t)]
    kept = [t for t in (*told, *beside) if not _is_remote(t)]
    return frozenset(w for t in kept for w in (t.lower_, t.lemma_.lower()))


def _is_remote(token: Token) -> bool:
    """Tell whether a word is the second half of "remote-controlled", which nothing is less."""
    if token.lower_ != "controlled" or token.i < 1:
        return False
    return any(t.lower_ in {"remote", "remotely", "radio"} for t in token.doc[: token.i][-2:])


def _names_a_place(token: Token) -> bool:
    """Tell whether a word only says whose the place is: "near a [police] station"."""
    if token.dep_ not in {"compound", "nmod", "amod", "poss"} or token.head.dep_ != "pobj":
        return False
    preposition = token.head.head
    measured = preposition.i > 0 and preposition.nbor(-1).dep_ == "npadvmod"
    return token.lemma_.lower() in _OWNERS and (measured or preposition.lower_ not in _OF_DOERS)


def _fit(
    rule: TriggerRule,
    frame: Frame,
    agent: frozenset[str],
    patient: frozenset[str],
    *,
    verbal: bool,
) -> int | None:
    """Score how well the parties meet a rule's conditions; ``None`` if they break one."""
    score = 2 if rule.strength is Strength.STRONG else 0
    for name, wanted, stated, found in (
        ("agent", rule.agent, bool(frame.agents), agent),
        ("patient", rule.patient, bool(frame.patients), patient),
    ):
        if not stated:
            if name in rule.needs or (
                name == "agent" and verbal and wanted and not wanted & _DOERS
            ):
                return None
            score -= 1 if wanted else 0
            continue
        if not wanted:
            score += 1 if name in rule.needs else 0
        elif found & wanted:
            score += 3
        elif found or name in rule.needs or not wanted & _DOERS:
            return None
        else:
            score -= 1
    return score


def _has_behind(
    wanted: Sequence[tuple[str, frozenset[str]]],
    candidate: Candidate,
    frame: Frame,
    classifier: Classifier,
) -> bool:
    """Tell whether a preposition that a rule asks for has an object of its class.

    It may hang on the trigger, on whom it is done to ("wired [money to rebels]") or on the verb
    that a noun is the object of ("brokered the delivery of rifles [to rebels]"). Whoever is given
    something without one has it "to" them: "sent [the rebels] money".
    """
    pairs = [
        *frame.oblique,
        *(pair for word in candidate.tokens[1:] for pair in prepositional_objects(word)),
        *(pair for party in frame.patients for pair in prepositional_objects(party)),
        *(prepositional_objects(candidate.head.head) if _is_object(candidate.head) else ()),
        *(("to", c) for c in candidate.head.children if c.dep_ == "dative" and c.pos_ != "ADP"),
    ]
    return any(
        preposition == word and classifier.classes(noun) & classes
        for word, classes in wanted
        for preposition, noun in pairs
    )


def _is_object(noun: Token) -> bool:
    return noun.dep_ in {"dobj", "nsubjpass"} and noun.head.pos_ == "VERB"


def _classes(tokens: tuple[Token, ...], classifier: Classifier) -> frozenset[str]:
    return frozenset().union(*(classifier.classes(speaker_of(token) or token) for token in tokens))


def embed_plans(acts: list[Act]) -> None:
    """Put acts that are only planned, prevented or plotted under the plot that names them.

    "Foiled a bombing", "plotting to attack a police station": the plot is the act, the bombing
    what it was for. So is the plot that was foiled: "foiled a plot to bomb".
    """
    for act in acts:
        if act.event_type.family == "plot" and act.event_type.id != "plot":
            continue
        for governor in governors(act.frame.light or act.head):
            owner = next(
                (
                    other
                    for other in acts
                    if other is not act
                    and other.event_type.id == "plot"
                    and (act.event_type.id != "plot" or foils(other))
                    and governor.token in {other.head, other.frame.light}
                ),
                None,
            )
            if owner is not None and act.event_type.family in {"violence", "plot"}:
                if not foils(owner) and _was_carried_out(act, owner):
                    owner.folded_into = act
                    act.context = replace(act.context, stage=None, plan=None)
                    break
                act.folded_into = owner
                owner.embedded.append(act)
                break


def _was_carried_out(act: Act, plan: Act) -> bool:
    """Tell whether an act that somebody planned is told of as done.

    "Convicted of masterminding the 2008 attacks", "planning a bombing that killed 16", "planning
    and carrying out a bombing".
    """
    noun, verb = act.head, plan.head
    if noun.pos_ not in {"NOUN", "PROPN"} or act.event_type.family != "violence":
        return False
    joined = [t for t in verb.children if t.dep_ == "conj" and t.tag_ != "VB"]
    if any(t.lemma_.lower() in _CARRIES_OUT for t in joined):
        return True
    if any(t.dep_ == "relcl" and t.tag_ == "VBD" and t.lemma_ in _TAKES for t in noun.subtree):
        return True
    dated = any(t.shape_ == "dddd" for t in noun.children)
    article = child(noun, "det")
    return article is not None and article.lower_ == "the" and (dated or verb.lemma_ in _LEADS)


#: Verbs of those behind an act that took place, of doing it, and of what it did to people.
_LEADS = frozenset({"mastermind", "orchestrate"})
_CARRIES_OUT = frozenset({"carry", "execute", "commit", "conduct", "perpetrate"})
_TAKES = frozenset("kill die wound injure leave claim".split())


def foils(act: Act) -> bool:
    """Tell whether a trigger says that a plot was stopped, so that whoever acts stopped it."""
    return act.event_type.id == "plot" and act.entry.rule.stage is Stage.FOILED


def fold_effects(acts: list[Act]) -> None:
    """Fold killings into the attack they are the outcome of.

    "The attack killed 12", "killed in a bombing", "attacked a post, killing two" are one act
    each; attackers shot by the forces are another.
    """
    for act in acts:
        if act.folded_into is not None or not _is_outcome(act):
            continue
        for other in acts:
            if other is act or other.folded_into is not None:
                continue
            if not is_attack(other) and not (_is_by_forces(act) and _is_by_forces(other)):
                continue
            if _is_by_forces(act) and not _are_those_of(act, other):
                continue
            later = _is_outcome(other) and other.head.i > act.head.i
            if later and not (_is_vague(act) and not _is_vague(other)):
                continue
            if (_is_unreal(other) and not _is_unreal(act)) or is_one_of_many(other.head):
                continue
            if _is_done_beside(act, other):
                continue
            if _tied(act, other):
                _fold(act, other)
                _share_parties(act, other)
                _fold_by_name(act, other, acts)
                if other.event_type.id == ANY_ATTACK and act.event_type.id == _BY_BOMBERS:
                    # "A suicide bomber killed two in an attack": whoever killed says how.
                    other.entry = act.entry
                break


def _fold(act: Act, other: Act) -> None:
    """Take an act for more words on another, with those it struck."""
    act.folded_into = other
    other.effects.extend(e for e in act.effects if e not in other.effects)
    other.evidence.append(act.head)


def _fold_by_name(outcome: Act, other: Act, acts: list[Act]) -> None:
    """Fold into an act the bare noun by which its outcome names it anew.

    "A bomb went off, killing ten in the deadliest attack this year" tells of one act.
    """
    for act in acts:
        named = act.head.dep_ == "pobj" and act.head.head.lower_ in {"in", "during"}
        if act is other or act.folded_into is not None or act.candidate.is_verb or not named:
            continue
        apart = act.frame.agents or act.frame.patients or act.head.tag_ == "NNS"
        inside = {outcome.head, child(outcome.head, "dobj")}
        if act.head.head.head in inside and act.event_type.id == ANY_ATTACK and not apart:
            act.folded_into = other
            other.evidence.append(act.head)


def _is_vague(act: Act) -> bool:
    """Tell whether an act says neither how people were killed nor by whom."""
    return act.event_type.id == ANY_ATTACK and not act.frame.agents


def is_one_of_many(noun: Token) -> bool:
    """Tell whether a noun only says what an act is one of: "the latest in a series of raids"."""
    of = noun.head
    if noun.dep_ != "pobj" or of.lower_ != "of" or noun.tag_ not in {"NNS", "NNPS"}:
        return False
    series = of.head
    if series.lemma_.lower() not in _SERIES or series.dep_ != "pobj":
        return False
    return series.head.head.lower_ in _RANKS or series.head.head.pos_ == "NUM"


_SERIES = frozenset("series string wave spate succession chain rash slew spree number".split())
_RANKS = frozenset("latest last first second third fourth fifth deadliest worst one most".split())


def _is_done_beside(outcome: Act, other: Act) -> bool:
    """Tell whether people were killed, and others taken or things burnt, in verbs of their own.

    "Killed eight farmers and kidnapped two others" tells of two acts.
    """
    if other.event_type.id not in _NOT_DEADLY or not (
        outcome.candidate.is_verb and other.candidate.is_verb
    ):
        return False
    joined = other.head in outcome.head.conjuncts
    whom, taken = ({t.i for t in a.frame.patients} for a in (outcome, other))
    return joined and bool(whom) and bool(taken) and whom.isdisjoint(taken)


_NOT_DEADLY = frozenset({"kidnapping", "hostage_taking", "arson", "infrastructure_attack"})


def _is_unreal(act: Act) -> bool:
    """Tell whether an act did not happen: nobody was killed in it."""
    context = act.context
    return context.hypothetical or context.negated or context.future or context.purpose


def is_by_bomb(act: Act, classifier: Classifier) -> bool:
    """Tell whether an attack of no other sort was made with a bomb: "killed ten with a bomb"."""
    if act.event_type.id != ANY_ATTACK or not act.candidate.is_verb:
        return False
    means = [t for name, t in act.frame.oblique if name in {"with", "in", "using"}]
    if not means or any(child(t, "conj") is not None for t in means):
        return False
    return any(
        t.lemma_.lower() in _BOMBS and "explosive" in classifier.classes(t) and t.tag_ != "VBG"
        for t in means
    )


_BOMBS = frozenset({"bomb", "ied", "mine", "landmine", "device", "explosive"})


def fold_repeated(acts: list[Act]) -> None:
    """Fold an attack into another that the same attackers made in the same breath.

    "Gunmen ambushed a convoy before firing at the soldiers" tells of one attack. So does "hit by
    mines planted by rebels".
    """
    told = [a for a in acts if a.folded_into is None and is_attack(a)]
    for act in told:
        for other in told:
            if other is act or other.folded_into is not None:
                continue
            if other.event_type != act.event_type:
                continue
            means = {*other.frame.agents, *other.frame.patients, *_means(other)}
            if act.head.dep_ == "acl" and act.head.head in means and act.event_type.id == BOMBING:
                _fold(act, other)
                other.frame = replace(other.frame, agents=(*other.frame.agents, *act.frame.agents))
                break
            if other.head.i > act.head.i:
                continue
            verb = other.frame.light or other.head
            who = {t.i for t in other.frame.agents}
            same = bool(who) and who == {t.i for t in act.frame.agents}
            gerund = act.head.dep_ in {"pcomp", "advcl"} and act.head.tag_ == "VBG"
            if same and gerund and verb.i in {g.token.i for g in governors(act.head)}:
                _fold(act, other)
                other.frame = replace(
                    other.frame, patients=(*other.frame.patients, *act.frame.patients)
                )
                break


def _means(act: Act) -> list[Token]:
    """Return what an act was done with or by, as prepositions say."""
    return [t for name, t in act.frame.oblique if name in {"by", "with", "in"}]


def fold_named(acts: list[Act]) -> None:
    """Fold the noun for an act into the verb that tells of it: "a blast ripped through"."""
    for act in acts:
        if act.folded_into is not None or act.candidate.is_verb or not is_attack(act):
            continue
        for other in acts:
            if other is act or other.folded_into is not None or not other.candidate.is_verb:
                continue
            named = act.head.i in {t.i for t in other.frame.agents}
            if named and other.event_type == act.event_type:
                _fold(act, other)
                frame = other.frame
                who = act.frame.agents
                whom = frame.patients or act.frame.patients
                other.frame = Frame(who, whom, (*frame.oblique, *act.frame.oblique), frame.light)
                break


def is_attack(act: Act) -> bool:
    """Tell whether an act can have victims: words about an attack are not one."""
    return act.event_type.family == "violence" and act.event_type.id not in WORDS


_OUTCOMES = frozenset(
    (
        "kill die death dead deadly wound injure hurt perish slay murder fatality casualty killing "
        "martyr martyrdom maim toll"
    ).split()
)


def _is_outcome(act: Act) -> bool:
    words = {act.head.lemma_.lower(), act.head.lower_}
    deadly = act.event_type.family == "violence" or _is_by_forces(act)
    return deadly and bool(words & _OUTCOMES)


def _is_by_forces(act: Act) -> bool:
    return act.event_type.id == KILLED_BY_FORCES


def _are_those_of(outcome: Act, other: Act) -> bool:
    """Tell whether the forces that killed are those that the other act is told of."""
    who = {t.i for t in outcome.frame.agents}
    return bool(who) and who <= {t.i for t in other.frame.agents}


def _tied(outcome: Act, other: Act) -> bool:
    """Tell whether an outcome and an act stand in one clause complex."""
    if is_told_beside(outcome.head, other.frame.light or other.head):
        return False
    above = {g.token.i for g in governors(outcome.head)}
    below = {g.token.i: g.link for g in governors(other.head)}
    if other.head.i in above or outcome.head.i in below:
        return not _is_avenged(outcome.head, other.head)
    verb = other.frame.light
    if verb is not None and (
        verb.i in above or outcome.head.i in {g.token.i for g in governors(verb)}
    ):
        return True
    beside = [outcome.head.head] if outcome.head.dep_ in {"ccomp", "parataxis"} else []
    joined = {t.i for t in (*outcome.head.conjuncts, *beside) if t.lemma_.lower() in _OUTCOMES}
    if outcome.candidate.is_verb and not joined.isdisjoint(below):
        # "Two were killed and six wounded in a blast": both were in it.
        return True
    if outcome.head.dep_ == "advcl" and below.get(outcome.head.head.i) in _BY_MEANS:
        # "Began with a mortar attack, wounding three".
        return True
    agents = {t.i for t in outcome.frame.agents}
    return other.head.i in agents or _hung_on_speech(outcome.head, other.head)


def is_told_beside(first: Token, second: Token) -> bool:
    """Tell whether two verbs tell of different acts though one clause hangs on the other.

    "Four died in Qara, while three others were abducted in Doma", "two died, hours after a blast
    had killed six", "a man was shot in Torva, where four others were killed too".
    """
    lower, upper = (first, second) if first in second.subtree else (second, first)
    current = lower
    while current.head != current and current.i != upper.i:
        if current.is_ancestor(upper):
            break
        if current.dep_ == "advcl":
            marks = [c for c in current.lefts if c.dep_ in {"mark", "advmod"}]
            whole = any(c.dep_ in {"nsubj", "nsubjpass"} for c in current.children)
            hurt = current.lemma_.lower() in _HURT
            if whole and not hurt and any(c.lower_ in {"while", "whereas"} for c in marks):
                return True
            if any(_is_measured_after(c) for c in marks):
                return True
        if current.dep_ == "relcl" and upper.i < current.head.i:
            where = any(c.lower_ == "where" for c in current.lefts)
            if where and any(t.lower_ in _OTHERS for t in current.subtree):
                return True
        if current.dep_ == "pobj" and _is_measured_after(current.head):
            return True
        if _tells_of_another(current):
            return True
        current = current.head
    return False


def _tells_of_another(clause: Token) -> bool:
    """Tell whether a clause is of another attack: "and a [separate] raid killed six"."""
    if clause.dep_ == "acl":
        return clause.head.lemma_.lower() in _ATTACKS and _is_apart(clause.head)
    if clause.dep_ != "conj" or child(clause, "nsubj", "nsubjpass") is None:
        return False
    return any(t.lemma_.lower() in _ATTACKS and _is_apart(t) for t in clause.subtree)


def _is_apart(noun: Token) -> bool:
    return any(c.lower_ in _SEPARATE for c in noun.lefts)


_ATTACKS = frozenset(
    "attack strike raid ambush blast explosion bombing shelling shooting incident clash".split()
)
_SEPARATE = frozenset({"separate", "second", "another", "similar", "different"})
#: What else befell people in the same act: "one was killed while two were [injured] in a blast".
_HURT = frozenset({"injure", "wound", "hurt", "sustain", "suffer", "receive"})
#: Words for people beside those told of before.
_OTHERS = frozenset({"other", "others", "another", "also", "elsewhere", "separate"})
_SPANS = frozenset("minute hour day week month year".split())


def _is_measured_after(word: Token) -> bool:
    """Tell whether "after" or "before" has a length of time: "two days [after] a blast"."""
    if word.lower_ not in {"after", "before"}:
        return False
    if any(c.lemma_.lower() in _SPANS for c in word.lefts):
        return True
    return word.i > 0 and word.nbor(-1).lemma_.lower() in _SPANS


def _is_avenged(outcome: Token, other: Token) -> bool:
    """Tell whether somebody was killed for another act: "in revenge for an abduction"."""
    return any(g.token.lemma_.lower() in _REVENGE for g in governors(other)) and (
        outcome.i < other.i
    )


def _hung_on_speech(outcome: Token, noun: Token) -> bool:
    """Tell whether the parser hung "in the blast" on the verb of saying that follows it.

    As in "Eight people were killed, not seven, in the blast, staff said".
    """
    speech, preposition = outcome.head, noun.head
    hung = preposition.dep_ == "prep" and bool(preposition.head == speech)
    return outcome.dep_ == "ccomp" and hung and outcome.i < preposition.i < noun.i < speech.i


def _share_parties(outcome: Act, other: Act) -> None:
    """Let the attack take over who was behind it, if it names nobody itself."""
    if not other.frame.agents:
        agents = tuple(t for t in outcome.frame.agents if t.i != other.head.i)
        other.frame = replace(other.frame, agents=agents)


def fold_journeys(acts: list[Act]) -> None:
    """Fold the journey of people into the act that stopped them.

    "Guards turned back 12 people who wanted to join a group" tells of no journey.
    """
    for act in acts:
        if act.event_type.id != "travel_to_conflict" or act.folded_into is not None:
            continue
        who = {t.i for t in act.frame.agents}
        above = {g.token.i for g in governors(act.head)}
        they = all(t.lower_ in _ANYBODY for t in act.frame.agents)
        for other in acts:
            if other.event_type.id not in _STOPPING or other.folded_into is not None:
                continue
            same = not who.isdisjoint(t.i for t in other.frame.patients)
            if same or (they and who and other.head.i in above):
                act.folded_into = other
                other.evidence.append(act.head)
                break


def fold_raids(acts: list[Act]) -> None:
    """Fold the raid in which people were held, killed or arms were found into what it led to."""
    outcomes = [a for a in acts if a.event_type.id in RAIDED and a.folded_into is None]
    outcomes = [a for a in outcomes if not a.context.purpose]
    for act in acts:
        raided = act.event_type.id == "raid" or act.head.lemma_.lower() == "raid"
        if raided and act.folded_into is None:
            tied = [o for o in outcomes if o is not act and (_tied(act, o) or _tied(o, act))]
            if tied:
                act.folded_into = tied[0]
                tied[0].evidence.append(act.head)


def fold_trials(acts: list[Act]) -> None:
    """Fold the trial that a sentence only names into the verdict it ended with.

    "Convicted on Friday after a nine-day trial" tells of a verdict, and "his trial on terrorism
    charges" of a trial.
    """
    steps = {a.head.i: a for a in acts if a.event_type.family == "justice"}
    for act in acts:
        over = act.head.head
        if (
            act.event_type.id == "charge"
            and act.head.dep_ == "pobj"
            and over.lower_ in {"on", "of"}
        ):
            step = next((steps[t.i] for t in over.ancestors if t.i in steps), None)
            act.folded_into = act.folded_into or step
    verdicts = [a for a in acts if a.event_type.id in _VERDICTS and a.folded_into is None]
    for act in acts:
        named = act.event_type.id == "trial" and act.head.dep_ == "pobj"
        if named and act.folded_into is None and act.frame.light is None and verdicts:
            act.folded_into = verdicts[0]


def fold_held(acts: list[Act]) -> None:
    """Fold the custody of those whose trial is told of: "sentenced 60 men held on ..."."""
    tried = {t.i: a for a in acts if a.event_type.family == "justice" for t in a.frame.patients}
    for act in acts:
        held = act.event_type.id == "arrest" and act.head.lemma_.lower() in _HOLDING
        for other in acts:
            taken = other.event_type.id in {"kidnapping", "hostage_taking"}
            if held and taken and other.head in act.head.ancestors and not act.frame.agents:
                act.folded_into = act.folded_into or other
        said_aside = act.head.dep_ in {"acl", "relcl"} and act.head.lemma_.lower() in _HOLDING
        if act.event_type.id == "arrest" and said_aside and act.head.head.i in tried:
            act.folded_into = act.folded_into or tried[act.head.head.i]


def rules_on_extradition(act: Act) -> bool:
    """Tell whether a court or minister says that somebody may be handed over."""
    verb = act.head
    if act.event_type.id != "extradition" or not act.candidate.is_verb:
        return False
    allowed = any(c.dep_ == "aux" and c.lower_ in _MAY for c in verb.children)
    who = child(verb.head, "nsubj")
    ruled = verb.dep_ in {"ccomp", "parataxis"} and verb.head.lemma_.lower() in _RULING
    return allowed and ruled and who is not None and who.lemma_.lower() in _RULERS


def stage_of(act: Act) -> Stage:
    """Return how far an act got: by its words first, by its codebook entry otherwise."""
    if rules_on_extradition(act):
        return Stage.PLANNED
    if act.event_type.family == "plot" and act.entry.rule.stage is not None:
        return act.entry.rule.stage
    if act.context.stage is not None:
        return act.context.stage
    return act.entry.rule.stage or act.event_type.default_stage


def role_for(
    role: Role, classes: frozenset[str], roles: Collection[Role], *, alleged: bool
) -> Role:
    """Return the role a party takes in a type, given what it is.

    Arms are instruments, not victims. Of those acted on, people are victims and the rest targets;
    of those who act, state forces, courts and officials are the authority. The accused are
    suspects, never perpetrators.
    """
    people = bool(classes & _PEOPLE)
    if role in {Role.VICTIM, Role.PERPETRATOR, Role.TARGET, Role.SUSPECT, Role.AUTHORITY} and (
        classes & _ARMS and not people
    ):
        return Role.INSTRUMENT
    if role is Role.VICTIM and not people and classes & _GROUND:
        return Role.TARGET
    if role in {Role.VICTIM, Role.TARGET} and "bomber" in classes and Role.AUTHORITY not in roles:
        return Role.PERPETRATOR if Role.PERPETRATOR in roles else role
    if {Role.VICTIM, Role.TARGET} <= set(roles) and role in {Role.VICTIM, Role.TARGET}:
        return Role.VICTIM if people else Role.TARGET
    doers = {Role.PERPETRATOR, Role.SUSPECT, Role.AUTHORITY}
    if role in doers and Role.AUTHORITY in roles and len(doers & set(roles)) > 1:
        if classes & {"forces", "court", "state"} or (
            role is Role.AUTHORITY and not classes & {"armed", "group"}
        ):
            return Role.AUTHORITY
        if role is Role.AUTHORITY and classes & {"armed", "group"}:
            role = Role.PERPETRATOR if Role.PERPETRATOR in roles else Role.SUSPECT
    if role is Role.PERPETRATOR and alleged:
        return Role.SUSPECT
    if role is Role.OFFENCE and classes & {"armed", "suspect"} and Role.SUSPECT in roles:
        return Role.SUSPECT
    return role
