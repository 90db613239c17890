"""Acts: triggers with their parties and context, before they become claims."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.core.claims import Role, Stage
from dateline.pipeline.claims.factuality import Context, governors
from dateline.pipeline.claims.frames import Classifier, Frame
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tolls import Effected
from dateline.pipeline.claims.triggers import Candidate, Entry
from dateline.resources.codebook import EventType, Strength

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
) -> Entry | None:
    """Choose what a trigger means from the classes of its parties, or ``None`` if nothing fits.

    A condition on a party that is not stated does not hold for weak triggers and is left open
    for strong ones. Among entries that fit, the one with most conditions met wins; the codebook's
    order breaks ties.
    """
    agent = _classes(frame.agents, classifier)
    patient = _classes(frame.patients, classifier)
    if agent & _NOT_ACTORS:
        return None
    best: tuple[int, Entry] | None = None
    for entry in candidate.entries:
        score = _fit(entry, agent, patient, bool(frame.agents), bool(frame.patients), in_domain)
        if score is not None and (best is None or score > best[0]):
            best = (score, entry)
    return best[1] if best else None


def _fit(
    entry: Entry,
    agent: frozenset[str],
    patient: frozenset[str],
    has_agent: bool,
    has_patient: bool,
    in_domain: bool,
) -> int | None:
    rule = entry.rule
    score = 2 if rule.strength == Strength.STRONG else 0
    met = False
    for wanted, stated, found in (
        (rule.agent, has_agent, agent),
        (rule.patient, has_patient, patient),
    ):
        if not wanted:
            continue
        if found & wanted:
            score += 3
            met = True
        elif stated and found:
            return None
        elif stated:
            score -= 1
    if rule.strength == Strength.STRONG:
        return score
    if rule.agent and rule.patient and not met:
        return None
    if rule.patient and not patient & rule.patient and not (rule.agent and agent & rule.agent):
        return None
    if rule.agent and not rule.patient and not met:
        return None
    if not rule.agent and not rule.patient and not in_domain:
        return None
    return score


def _classes(tokens: tuple[Token, ...], classifier: Classifier) -> frozenset[str]:
    return frozenset().union(*(classifier.classes(token) for token in tokens))


def embed_plans(acts: list[Act]) -> None:
    """Put acts that are only planned, prevented or plotted under the plot that names them.

    "Foiled a bombing", "plotting to attack a police station": the plot is the act, the bombing
    what it was for.
    """
    for act in acts:
        if act.event_type.family == "plot":
            continue
        for governor in governors(act.frame.light or act.head):
            owner = next(
                (
                    other
                    for other in acts
                    if other is not act
                    and other.event_type.id == "plot"
                    and governor.token in {other.head, other.frame.light}
                ),
                None,
            )
            if owner is not None and act.event_type.family in {"violence", "plot"}:
                act.folded_into = owner
                owner.embedded.append(act)
                break


def fold_effects(acts: list[Act]) -> None:
    """Fold killings into the attack they are the outcome of.

    "The attack killed 12", "killed in a bombing", "attacked a post, killing two" are one act
    each; attackers shot by the forces are another.
    """
    for act in acts:
        if act.folded_into is not None or not _is_outcome(act):
            continue
        for other in acts:
            if other is act or other.folded_into is not None or other.event_type.family != "violence":
                continue
            if _is_outcome(other) and other.head.i > act.head.i:
                continue
            if _tied(act, other):
                act.folded_into = other
                other.effects.extend(e for e in act.effects if e not in other.effects)
                other.evidence.append(act.head)
                _share_parties(act, other)
                break


_OUTCOMES = frozenset(
    "kill die death dead deadly wound injure hurt perish slay murder fatality casualty killing".split()
)


def _is_outcome(act: Act) -> bool:
    return (
        act.event_type.family == "violence" and act.head.lemma_.lower() in _OUTCOMES
    ) or act.head.lower_ in _OUTCOMES


def _tied(outcome: Act, other: Act) -> bool:
    """Tell whether an outcome and an act stand in one clause complex."""
    above = {g.token.i for g in governors(outcome.head)}
    below = {g.token.i for g in governors(other.head)}
    if other.head.i in above or outcome.head.i in below:
        return True
    verb = other.frame.light
    if verb is not None and (verb.i in above or outcome.head.i in {g.token.i for g in governors(verb)}):
        return True
    agents = {t.i for t in outcome.frame.agents}
    return other.head.i in agents


def _share_parties(outcome: Act, other: Act) -> None:
    """Let the attack take over who was behind it, if it names nobody itself."""
    if not other.frame.agents:
        agents = tuple(t for t in outcome.frame.agents if t.i != other.head.i)
        other.frame = Frame(agents, other.frame.patients, other.frame.oblique, other.frame.light)


def stage_of(act: Act) -> Stage:
    """Return how far an act got: by its words first, by its codebook entry otherwise."""
    if act.event_type.family == "plot" and act.entry.rule.stage is not None:
        return act.entry.rule.stage
    if act.context.stage is not None:
        return act.context.stage
    return act.entry.rule.stage or act.event_type.default_stage


def role_for(role: Role, classes: frozenset[str], *, alleged: bool) -> Role:
    """Return the role a party takes, given what it is.

    Arms are instruments, not victims; buildings are targets; the accused are suspects, never
    perpetrators.
    """
    people = {"person", "civilian", "official", "journalist", "forces", "armed"}
    if role in {Role.VICTIM, Role.PERPETRATOR, Role.TARGET, Role.SUSPECT}:
        if classes & {"weapon", "explosive", "blade", "ammunition"} and not classes & people:
            return Role.INSTRUMENT
        if role is Role.VICTIM and classes & {"facility", "vehicle", "infrastructure"} and not classes & people:
            return Role.TARGET
    if role is Role.PERPETRATOR and alleged:
        return Role.SUSPECT
    return role
