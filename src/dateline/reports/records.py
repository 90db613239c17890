"""Cases and totals as JSON."""

from typing import Any

from dateline.exports.dossiers import Dossiers
from dateline.exports.wording import code_words
from dateline.pipeline.linking.totals import Range
from dateline.reports.cases import CaseNode
from dateline.reports.totals import TotalReport


def case_record(node: CaseNode, shelf: Dossiers) -> dict[str, Any]:
    """Return a case as JSON: an event, how it hangs on the one above, and what followed."""
    event = node.event
    time, place = event.time.value, event.place.value
    return {
        "event": event.id,
        "type": event.type.value,
        "stage": event.stage.value,
        "status": event.status.value,
        "time": {"start": time.start.isoformat(), "end": time.end.isoformat()} if time else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "tie": node.tie.kind if node.tie else None,
        "shown_by": list(node.tie.claims) if node.tie else [],
        "evidence": tie_evidence(node, shelf),
        "followed_by": [case_record(child, shelf) for child in node.children],
    }


def case_summary(root: CaseNode) -> dict[str, Any]:
    """Return a case as JSON: what it begins with, and the ids of its events in their order."""
    event = root.event
    time, place = event.time.value, event.place.value
    return {
        "event": event.id,
        "type": event.type.value,
        "time": {"start": time.start.isoformat(), "end": time.end.isoformat()} if time else None,
        "place": place.name if place else None,
        "country": place.country if place else None,
        "events": [node.event.id for node in root.walk()],
    }


def tie_evidence(node: CaseNode, shelf: Dossiers) -> list[str]:
    """Return how a node hangs on the one above it, and the words of its claims that show it."""
    dossier = shelf.open(node.event)
    shown = set(node.tie.claims) if node.tie else set(node.event.claims[:1])
    claims = [c for c in dossier.claims if c.claim.id in shown] or list(dossier.claims[:1])
    tie = f"{code_words(node.tie.kind)}: " if node.tie else ""
    return [f"{tie}“{dossier.words(c.claim.document_id, c.claim.evidence[0])}”" for c in claims]


def total_record(report: TotalReport) -> dict[str, Any]:
    """Return a total as JSON: the event, its figure and sources, and the comparison."""
    result, event = report.result, report.event
    time, place = event.time.value, event.place.value
    return {
        "event": event.id,
        "type": event.type.value,
        "stage": event.stage.value,
        "unit": result.unit,
        "figure": _bounds(result.figure),
        "period": {"start": time.start.isoformat(), "end": time.end.isoformat()} if time else None,
        "country": place.country if place else None,
        "place": place.name if place else None,
        "sources": [
            {
                "speaker": source.speaker or None,
                "outlet": source.outlet,
                "published": source.published or None,
                "quote": source.quote,
            }
            for source in report.sources
        ],
        "verdict": result.verdict,
        "reason": result.obstacle,
        "on_record": {"surely": _bounds(result.surely), "at_most": _bounds(result.at_most)},
        "difference": _bounds(result.missing),
        "itemised": result.itemised,
        "incidents": [
            {"event": c.event, "amount": _bounds(c.amount), "sure": c.sure} for c in result.counted
        ],
        "within": list(result.within),
        "overlaps": list(report.overlapping),
    }


def _bounds(amount: Range | None) -> dict[str, float | None] | None:
    return None if amount is None else {"low": amount.low, "high": amount.high}
