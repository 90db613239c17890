"""Small linking sets on disk, and linkers that join what they are told to."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dateline.core.coded import Coded
from dateline.core.events import Event, Relation

from .fakes import Said

DAY = date(2031, 5, 4)

#: Three articles on two bombs in one town; the second repeats the first's wire text.
TEXTS = {
    "a1": "PUBLISHED: 2031-05-05\n\nA bomb blew up the ferry office of Velmora on Sunday.",
    "a2": "PUBLISHED: 2031-05-06\n\nA bomb blew up the ferry office of Velmora on Sunday. Rain.",
    "a3": "PUBLISHED: 2031-05-06\n\nThe depot in Velmora was bombed. Three men were held later.",
}
BLEW_UP = Said(
    type="bombing",
    trigger="blew up",
    evidence="A bomb blew up the ferry office of Velmora on Sunday",
    days=(DAY, DAY),
    place=("Velmora", None, "XA"),
)
BOMBED = Said(
    type="bombing",
    trigger="bombed",
    evidence="The depot in Velmora was bombed",
    place=("Velmora", None, "XA"),
)
HELD = Said(type="arrest", trigger="held", evidence="Three men were held later")


def find(text: str) -> Sequence[Said]:
    """Find every act of the articles."""
    return [said for said in (BLEW_UP, BOMBED, HELD) if said.trigger in text]


def article(id_: str, mentions: Sequence[dict[str, object]], **more: object) -> dict[str, object]:
    text = TEXTS[id_]
    return {
        "schema": "dateline-linking/1",
        "id": id_,
        "part": "train",
        "story": "s",
        "published": text[11:21],
        "text": text,
        "mentions": list(mentions),
        **more,
    }


def mention(id_: str, event: str, type_: str, evidence: str, **more: object) -> dict[str, object]:
    return {"id": id_, "event": event, "type": type_, "evidence": evidence, **more}


def articles() -> list[dict[str, object]]:
    ferry = "A bomb blew up the ferry office"
    wire = {"group": "w", "version": 1}
    return [
        article("a1", [mention("a1-1", "ferry", "bombing", ferry, statement="p")], wire=wire),
        article("a2", [mention("a2-1", "ferry", "bombing", ferry, statement="p")], wire=wire),
        article(
            "a3",
            [
                mention("a3-1", "depot", "bombing", "The depot in Velmora was bombed"),
                mention("a3-2", "arrest", "arrest", "Three men were held"),
            ],
        ),
    ]


STORY: dict[str, object] = {
    "id": "s",
    "about": "two bombs in one town",
    "incidents": ["ferry", "depot"],
    "links": [{"from": "depot", "to": "arrest", "kind": "led_to"}],
    "apart": [{"a": "ferry", "b": "depot", "why": "two bombs on one day"}],
}


def write_set(
    folder: Path, lines: Sequence[dict[str, object]] | None = None, **story: object
) -> Path:
    path = folder / "train.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines or articles()))
    links = {"schema": "dateline-linking-links/1", "part": "train", "stories": [STORY | story]}
    (folder / "train.links.json").write_text(json.dumps(links))
    return path


def joining(
    key: Callable[[Event], str], relations: tuple[Relation, ...] = ()
) -> Callable[[Sequence[Coded]], tuple[Event, ...]]:
    """Return a linker that makes one event of all with the same key, each with its relations."""

    def link(coded: Sequence[Coded]) -> tuple[Event, ...]:
        groups: dict[str, list[Event]] = {}
        for one in coded:
            for event in one.events:
                groups.setdefault(key(event), []).append(event)
        linked = []
        for name, events in groups.items():
            documents = tuple(sorted({d for e in events for d in e.documents}))
            linked.append(
                replace(
                    events[0],
                    id=name,
                    claims=tuple(sorted(c for e in events for c in e.claims)),
                    documents=documents,
                    source_groups=(documents,),
                    relations=tuple(r for r in relations if r.event != name),
                )
            )
        return tuple(linked)

    return link
