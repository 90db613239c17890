"""Armed groups that say of an act that it was theirs: a claim of responsibility by statement."""

from collections.abc import Iterable, Sequence

from spacy.tokens import Token

from dateline.core.claims import SourceKind, Stage
from dateline.pipeline.claims.acts import Act, is_attack, stage_of
from dateline.pipeline.claims.attribution import Statement
from dateline.pipeline.claims.factuality import Context
from dateline.pipeline.claims.frames import Classifier, Frame
from dateline.pipeline.claims.tree import child, object_of, speaker_of
from dateline.pipeline.claims.triggers import Candidate, Entry
from dateline.resources.codebook import EventType
from dateline.resources.lexicons import Cues

#: Nouns for those who act for a group, if they are its own.
_OWN_PEOPLE = frozenset(
    "fighter member soldier force militant man unit brigade bomber sniper operative wing troop "
    "commando gunman guerrilla mujahid mujahideen combatant volunteer cell branch cadre squad "
    "attacker follower hero martyr lion army division artillery drone warrior knight".split()
)
_OWN = frozenset({"its", "their", "our", "his"})
_SELF = frozenset({"it", "they", "we"})
#: Violence that is told of a war rather than claimed.
_NOT_CLAIMED = frozenset({"kidnapping", "hostage_taking", "clash"})
_DONE = frozenset({Stage.ACCOMPLISHED, Stage.ATTEMPTED})


def find_boasts(
    acts: Sequence[Act],
    statements: Iterable[Statement],
    classifier: Classifier,
    cues: Cues,
    claim: EventType,
) -> list[Act]:
    """Return an act of claiming for each statement by which an armed group owns up to violence.

    "The Front said its fighters had destroyed a bridge": the saying is a claim of responsibility,
    whatever the bridge was told as.

    Args:
        acts: The acts of a sentence.
        statements: What is said in it, and by whom.
        classifier: Tells armed groups from others.
        cues: Verbs that deny.
        claim: The codebook's type for such claims.
    """
    if any(act.event_type == claim for act in acts):
        return []
    found: list[Act] = []
    for statement in statements:
        speaker = statement.source_head
        if speaker is None or statement.carried or not _is_armed(statement, classifier):
            continue
        if statement.cue_head.pos_ != "VERB" or statement.cue_head.lemma_.lower() in cues.deny:
            continue
        owned = [act for act in acts if statement.covers(act.head) and _is_own(act, speaker)]
        if owned:
            found.append(_claim_of(statement.cue_head, speaker, owned[0], claim))
    return found[:1]


def _is_armed(statement: Statement, classifier: Classifier) -> bool:
    if statement.kind is SourceKind.ARMED_GROUP:
        return True
    if statement.kind is not SourceKind.UNNAMED or statement.source_head is None:
        return False
    classes = classifier.classes(statement.source_head)
    return "armed" in classes and not classes & {"forces", "state", "court"}


def _is_own(act: Act, speaker: Token) -> bool:
    """Tell whether a done act of violence has the speaker or the speaker's people for its doer."""
    context = act.context
    if (
        not is_attack(act)
        or act.event_type.id in _NOT_CLAIMED
        or stage_of(act) not in _DONE
        or context.denial is not None
    ):
        return False
    if context.negated or context.hypothetical or context.future or context.purpose:
        return False
    return any(_stands_for(agent, speaker) for agent in act.frame.agents)


def _stands_for(agent: Token, speaker: Token) -> bool:
    if agent.lower_ == "we":
        return True
    if agent.lower_ in _SELF:
        return bool(speaker_of(agent) == speaker)
    people = agent.lemma_.lower() in _OWN_PEOPLE or agent.pos_ == "NUM"
    near = [*agent.lefts, *(t for c in agent.rights for t in c.subtree)]
    return people and any(t.lower_ in _OWN and t.dep_ == "poss" for t in near)


#: What an armed group speaks through.
_MESSAGES = frozenset("statement message video communique recording post bulletin".split())


def _spoken_for(speaker: Token) -> Token:
    """Return whom a spokesman speaks for: "a spokesman for the [front]"."""
    if speaker.lemma_.lower() in _MESSAGES:
        return object_of(speaker, "by", "from", "of") or child(speaker, "poss") or speaker
    return object_of(speaker, "for", "of") or speaker


def _claim_of(cue: Token, speaker: Token, act: Act, claim: EventType) -> Act:
    entry = Entry((cue.lemma_.lower(),), claim, claim.triggers[0])
    candidate = Candidate(cue, (cue,), (entry,), True)
    frame = Frame((_spoken_for(speaker),), (act.head,), ())
    return Act(act.parse, candidate, entry, frame, Context(), evidence=[act.head])
