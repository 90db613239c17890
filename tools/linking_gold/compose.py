"""Compose the generated part of the linking set from the plan of its stories."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .desk import Desk, finish
from .plan import PLAN, Plan
from .stories import KINDS
from .world import load_outlets, load_phrases, load_settings

#: Where each part goes, below ``evaluation/linking``.
FILES: Mapping[str, str] = {
    "train": "generated/train",
    "dev": "generated/dev",
    "test": "held-out/generated",
}


def compose(folder: Path) -> None:
    """Write every generated file; the same files each time."""
    settings, outlets, phrases = load_settings(), load_outlets(), load_phrases()
    desks = []
    for plan in PLAN:
        desk = Desk(plan.id, plan.part, settings[plan.setting], phrases, outlets)
        KINDS[plan.kind](desk, plan)
        desks.append((plan, desk))
    for part, name in FILES.items():
        chosen = [(plan, desk) for plan, desk in desks if plan.part == part]
        articles = [finish(desk, draft) for _, desk in chosen for draft in desk.drafts]
        links = {
            "schema": "dateline-linking-links/1",
            "part": part,
            "stories": [_story(plan, desk) for plan, desk in chosen],
        }
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.jsonl").write_text(_lines(articles), encoding="utf-8")
        content = json.dumps(links, ensure_ascii=False, indent=1) + "\n"
        (folder / f"{name}.links.json").write_text(content, encoding="utf-8")


def _lines(values: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


def _story(plan: Plan, desk: Desk) -> dict[str, Any]:
    denials = []
    for draft, event, marked in desk.denials:
        kind, evidence = marked.split("|", 1)
        denials.append({"article": draft.id, "evidence": evidence, "denies": event, "kind": kind})
    return {
        "id": plan.id,
        "about": f"{plan.kind.replace('_', ' ')} in {desk.setting.admin1}, {plan.year}",
        "incidents": desk.incidents,
        "links": desk.links,
        "apart": desk.apart,
        "totals": desk.totals,
        "denials": denials,
    }
