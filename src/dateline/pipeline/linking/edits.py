"""What people make of a document's claims: those they add, and words they correct."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dateline.core.claims import (
    Argument,
    Attribution,
    Claim,
    MentionKind,
    Provenance,
    Role,
    Scope,
    SourceKind,
    Stage,
    Status,
    Trigger,
)
from dateline.core.decisions import ClaimRef, Decision, DecisionKind, claim_ref
from dateline.core.documents import Document, Span
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    Reason,
    TollCount,
    Unresolved,
)
from dateline.errors import DecisionError, EvidenceError
from dateline.pipeline.linking.corrections import TOLLS, read_value
from dateline.pipeline.linking.decide import find_claim

#: Decisions that change which claims a document has, or which words they rest on.
EDITING = frozenset({DecisionKind.ADD, DecisionKind.SPAN})

_PEOPLE = frozenset({MentionKind.PERSON, MentionKind.GROUP})
#: Any toll's name: a count is read in the same way whatever it counts.
_ANY_TOLL = next(iter(TOLLS))

#: What stands before a decision's id where the version of Dateline stands for other claims.
_DECISION = "decision "


def edited_claims(
    document: Document,
    coded: Sequence[GroundedClaim],
    decisions: Iterable[Decision],
    *,
    families: Mapping[str, str],
) -> tuple[GroundedClaim, ...]:
    """Return a document's claims as people left them, in the order of their triggers.

    A claim that a person added stands in place of one that coding found on the same words with
    the same type. A decision that asks for what the text does not have changes nothing: it is an
    orphan.

    Args:
        document: The document.
        coded: What coding found in it.
        decisions: The decisions in force that add claims to it or correct words of them.
        families: The family of each event type.
    """
    claims = {grounded.claim.id: grounded for grounded in coded}
    for decision in sorted(decisions, key=lambda d: (d.at, d.id)):
        for ref in decision.claims:
            if ref.document != document.id:
                continue
            try:
                if decision.kind is DecisionKind.ADD:
                    claims[ref.claim] = added_claim(document, ref, decision)
                else:
                    present = [claim_ref(grounded.claim) for grounded in claims.values()]
                    found = find_claim(ref, present, families)
                    if found is not None:
                        claims[found.claim] = respanned(
                            document, claims[found.claim], decision.value
                        )
            except (DecisionError, EvidenceError):
                continue
    return tuple(sorted(claims.values(), key=lambda g: (g.claim.trigger.span, g.claim.id)))


def was_added(grounded: GroundedClaim) -> bool:
    """Tell whether a person added a claim."""
    return grounded.claim.made_by.version.startswith(_DECISION)


def added_claim(document: Document, ref: ClaimRef, decision: Decision) -> GroundedClaim:
    """Return the claim that a person added.

    Args:
        document: The document.
        ref: What claim it is: its id, type and trigger.
        decision: The decision; its value says the rest.

    Raises:
        DecisionError: The value is not one of a claim.
        EvidenceError: A span reaches outside the text.
    """
    given = _object(decision.value)
    words = document.text_at(ref.trigger)
    evidence = _spans(document, given.get("evidence")) or (ref.trigger,)
    _check_evidence(ref.trigger, evidence)
    time, place = (_value(document, name, given, ref.trigger) for name in ("time", "place"))
    arguments = tuple(_argument(document, each) for each in _list(given, "arguments"))
    claim = Claim(
        id=ref.claim,
        document_id=document.id,
        type=ref.type,
        scope=_word(Scope, given.get("scope"), Scope.INCIDENT),
        stage=_word(Stage, given.get("stage"), Stage.ACCOMPLISHED),
        status=_word(Status, given.get("status"), Status.FACT),
        trigger=Trigger(span=ref.trigger, lemma=" ".join(words.split()).casefold()),
        evidence=evidence,
        arguments=tuple(each.argument for each in arguments),
        tolls=(),
        times=(),
        places=(),
        attribution=tuple(_attribution(document, each) for each in _list(given, "attribution")),
        tense_future=False,
        confidence=1.0,
        type_confidence=1.0,
        made_by=Provenance(version=f"{_DECISION}{decision.id}", codebook="", model=decision.author),
    )
    return GroundedClaim(
        claim=claim,
        arguments=arguments,
        toll=_toll(document, given.get("toll"), ref.trigger),
        time=time if isinstance(time, Interval) else Unresolved(reason=Reason.NOT_STATED),
        place=place if isinstance(place, Place) else Unresolved(reason=Reason.NOT_STATED),
        time_confidence=1.0 if isinstance(time, Interval) else 0.0,
        place_confidence=1.0 if isinstance(place, Place) else 0.0,
    )


def respanned(document: Document, grounded: GroundedClaim, value: str | None) -> GroundedClaim:
    """Return a claim that rests on other words; it keeps its id.

    Raises:
        DecisionError: The value names no words, or evidence that does not hold the trigger.
        EvidenceError: A span reaches outside the text.
    """
    given = _object(value)
    trigger = _span(document, given.get("trigger"))
    evidence = _spans(document, given.get("evidence")) or (trigger,)
    _check_evidence(trigger, evidence)
    words = " ".join(document.text_at(trigger).split()).casefold()
    return replace(
        grounded,
        claim=replace(
            grounded.claim, trigger=Trigger(span=trigger, lemma=words), evidence=evidence
        ),
    )


def _check_evidence(trigger: Span, evidence: Sequence[Span]) -> None:
    if not evidence[0].contains(trigger):
        raise DecisionError("the first evidence must hold the words that report the act")


def _object(value: str | None) -> dict[str, Any]:
    try:
        given = json.loads(value or "{}")
    except ValueError as error:
        raise DecisionError(f"not JSON: {value}") from error
    if not isinstance(given, dict):
        raise DecisionError(f"not a JSON object: {value}")
    return given


def _span(document: Document, given: object) -> Span:
    try:
        span = Span(given["start"], given["end"])  # type: ignore[index]
    except (TypeError, KeyError) as error:
        raise DecisionError(f"not a span: {given!r}") from error
    document.text_at(span)
    return span


def _spans(document: Document, given: object) -> tuple[Span, ...]:
    if given is None:
        return ()
    if not isinstance(given, list):
        raise DecisionError(f"not a list of spans: {given!r}")
    return tuple(_span(document, each) for each in given)


def _word(set_: type[Any], given: object, default: Any) -> Any:
    if given is None:
        return default
    try:
        return set_(given)
    except ValueError as error:
        raise DecisionError(str(error)) from error


def _value(
    document: Document, name: str, given: Mapping[str, Any], trigger: Span
) -> Interval | Place | Count | None:
    """Return a value with the words that give it: those named, or else the trigger."""
    plain = given.get(name)
    if plain is None:
        return None
    mention = trigger
    if isinstance(plain, dict) and plain.get("mention") is not None:
        mention = _span(document, plain["mention"])
    read: Interval | Place | Count | None = read_value(name, json.dumps(plain), mention=mention)
    return read


def _list(given: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    listed = given.get(name) or []
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise DecisionError(f"{name}: not a list of objects: {listed!r}")
    return listed


def _argument(document: Document, given: Mapping[str, Any]) -> GroundedArgument:
    """Return who or what takes part; whoever is not said to be public is a private person."""
    mention = _span(document, given.get("mention"))
    kind = _word(MentionKind, given.get("kind"), MentionKind.PERSON)
    head, quantity = (
        None if given.get(name) is None else _span(document, given[name])
        for name in ("head", "quantity")
    )
    role = _word(Role, given.get("role"), None)
    if role is None:
        raise DecisionError(f"no role: {dict(given)!r}")
    count = None
    if given.get("count") is not None:
        count = _value(document, _ANY_TOLL, {_ANY_TOLL: given["count"]}, mention)
    private = given.get("private_person")
    return GroundedArgument(
        argument=Argument(
            role=role, kind=kind, mention=mention, head=head or mention, quantity=quantity
        ),
        count=count if isinstance(count, Count) else None,
        actor=None if given.get("actor") is None else str(given["actor"]),
        private_person=kind in _PEOPLE if private is None else bool(private),
    )


def _attribution(document: Document, given: Mapping[str, Any]) -> Attribution:
    source = _span(document, given.get("source"))
    cue = source if given.get("cue") is None else _span(document, given["cue"])
    kind = _word(SourceKind, given.get("kind"), SourceKind.UNNAMED)
    return Attribution(source=source, cue=cue, kind=kind)


def _toll(document: Document, given: object, trigger: Span) -> tuple[TollCount, ...]:
    if given is None:
        return ()
    if not isinstance(given, dict) or not given.keys() <= TOLLS.keys():
        raise DecisionError(f"not a toll: {given!r}")
    found = []
    for name in sorted(given):
        effect, side = TOLLS[name]
        count = _value(document, name, given, trigger)
        if isinstance(count, Count):
            found.append(TollCount(effect=effect, side=side, count=count))
    return tuple(found)
