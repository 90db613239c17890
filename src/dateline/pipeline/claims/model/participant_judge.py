"""Who and what takes part in an act that is named: three readings of each word, put together.

A linear model over the parse (``participants``), the network's probabilities and what the rules
found are the evidence for each word and part. They are weighed by a logistic regression that was
fitted on development texts, because the network remembers those it was trained on.
"""

from collections.abc import Sequence

import numpy as np
from spacy.tokens import Doc, Token

from dateline.core.act_mentions import MentionedArgument
from dateline.core.claims import Role
from dateline.core.documents import Span
from dateline.pipeline.claims.model.heads import sigmoid
from dateline.pipeline.claims.model.participants import (
    Participant,
    Stated,
    find_participants,
    participant_features,
    roles_by_rules,
)
from dateline.pipeline.claims.model.reading import DECIMALS, Reading
from dateline.pipeline.claims.model.types import ROLES
from dateline.resources.extractor_files import ArgumentModel, Floats

#: Parts that are told apart, in the order of the model's rows; no role is the place.
PARTS: tuple[Role | None, ...] = (
    Role.PERPETRATOR,
    Role.TARGET,
    Role.DEFENDANT,
    Role.OFFENCE,
    Role.AUTHORITY,
    Role.INSTRUMENT,
    None,
)
#: Roles that count for another one's part.
_MERGED = {
    Role.VICTIM: Role.TARGET,
    Role.SUSPECT: Role.DEFENDANT,
    Role.CONVICT: Role.DEFENDANT,
}
#: Those who are arrested are suspects yet, not defendants.
_ARREST = "justice.arrestjaildetain"
#: Probabilities are kept this far from 0 and 1; ranks from this on count alike.
EDGE, LAST_RANK = 1e-3, 3


def part_of(role: str) -> int | None:
    """Return the part, as its place in ``PARTS``, of a role in the corpora's words, if any."""
    if role not in ROLES:
        return None
    return _place(ROLES[role])


def is_judged(role: Role | None) -> bool:
    """Tell whether a role is one that the judge may give."""
    return _place(role) is not None


def _place(role: Role | None) -> int | None:
    merged = None if role is None else _MERGED.get(role, role)
    return PARTS.index(merged) if merged in PARTS else None


class ParticipantJudge:
    """Finds the arguments of acts that are named."""

    def __init__(self, model: ArgumentModel, roles: Sequence[str]) -> None:
        """Keep the model; ``roles`` are the classes of the network's argument head."""
        self._model = model
        self._parts = [part_of(role) for role in roles]

    def arguments(
        self, reading: Reading, doc: Doc, trigger: Span, type_: str, stated: Sequence[Stated]
    ) -> tuple[MentionedArgument, ...]:
        """Return who and what takes part in an act, each word in its likeliest part.

        Args:
            reading: The text as the network read it.
            doc: The text's parse.
            trigger: The words that name the act.
            type_: Its type, in the corpora's words.
            stated: What the rules found for it.
        """
        words, asked, evidence = self.evidence(reading, doc, trigger, type_, stated)
        if not evidence.size:
            return ()
        logits = evidence @ self._model.blend + self._model.blend_intercept
        scores = np.round(sigmoid(logits).astype(np.float64), DECIMALS)
        found = []
        for word, row in zip(words, scores, strict=True):
            best = int(row.argmax())
            if row[best] >= self._model.least:
                found.append(
                    MentionedArgument(
                        role=_role(PARTS[asked[best]], type_, roles_by_rules(word, stated)),
                        span=word.span,
                        head=word.head_span,
                        probability=float(row[best]),
                    )
                )
        return tuple(found)

    def evidence(
        self, reading: Reading, doc: Doc, trigger: Span, type_: str, stated: Sequence[Stated]
    ) -> tuple[tuple[Participant, ...], list[int], Floats]:
        """Return the words that may take part, the parts asked, and ``(words, parts, evidence)``.

        Arguments are those of ``arguments``.
        """
        head = trigger_head(doc, trigger)
        words = () if head is None else find_participants(list(head.sent), doc)
        read = reading.role_probabilities(trigger, type_, [word.span for word in words])
        columns = reading.roles_of(type_)
        asked = sorted({p for n in columns if (p := self._parts[n]) is not None})
        if head is None or read is None or not words or not asked:
            return (), [], np.zeros((0, 0, 0), dtype=np.float32)
        network = np.stack(
            [read[:, [n for n in columns if self._parts[n] == p]].sum(1) for p in asked], axis=1
        )
        linear = np.stack(
            [
                self._model.linear(participant_features(word, head, type_, stated))[asked]
                for word in words
            ]
        )
        by_rules = [roles_by_rules(word, stated) for word in words]
        given = np.array([[_gives(roles, p) for p in asked] for roles in by_rules], dtype=bool)
        other = np.array([[_gives_other(roles, p) for p in asked] for roles in by_rules])
        pronouns = np.array([word.head.pos_ == "PRON" for word in words])
        return words, asked, _weighed(linear, network, given, other, pronouns, asked)


def trigger_head(doc: Doc, trigger: Span) -> Token | None:
    """Return the head of a trigger's words, if the parse has them."""
    words = doc.char_span(trigger.start, trigger.end, alignment_mode="expand")
    return words.root if words is not None and len(words) else None


def _weighed(
    linear: Floats,
    network: Floats,
    given: np.ndarray,
    other: np.ndarray,
    pronouns: np.ndarray,
    asked: Sequence[int],
) -> Floats:
    """Return the evidence ``(words, parts, kinds)``, of arrays ``(words, parts)``."""
    kept = np.clip(network, EDGE, 1 - EDGE)
    odds = np.log(kept / (1 - kept))
    alike = np.ones_like(linear)
    kinds = [
        linear,
        odds,
        linear < linear.max(1, keepdims=True),
        network < network.max(1, keepdims=True),
        _ranks(linear),
        _ranks(network),
        given,
        other,
        pronouns[:, None] * alike,
        linear.max() * alike,
        odds.max() * alike,
        linear * odds,
        *(np.equal(asked, part)[None, :] * alike for part in range(len(PARTS))),
    ]
    return np.stack(kinds, axis=-1).astype(np.float32)


def _ranks(values: Floats) -> np.ndarray:
    """Return how many words are likelier in the same part, up to ``LAST_RANK``."""
    likelier: np.ndarray = (values[None, :, :] > values[:, None, :]).sum(1)
    ranks: np.ndarray = np.minimum(likelier, LAST_RANK)
    return ranks


def _gives(roles: frozenset[Role | None], part: int) -> bool:
    return any(_place(role) == part for role in roles)


def _gives_other(roles: frozenset[Role | None], part: int) -> bool:
    return any(_place(role) != part for role in roles)


def _role(part: Role | None, type_: str, by_rules: frozenset[Role | None]) -> Role | None:
    """Return a part's role, as the rules tell it more closely or the act's type does."""
    if part is Role.TARGET and Role.VICTIM in by_rules:
        return Role.VICTIM
    if part is Role.DEFENDANT and type_ == _ARREST:
        return Role.SUSPECT
    return part
