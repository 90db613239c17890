"""Incidents put together with what a text reports as a whole; mentions scored beside claims."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.core.act_mentions import ActMention, MentionedArgument
from dateline.core.claims import Role
from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.fillers import Filler, FillerRole, Overview, Reported
from dateline.resources.fill_models import load_fill_models
from dateline.scoring import muc4_entities, wikievents
from dateline.scoring.interface import Options
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_grouping import Scene
from dateline.scoring.muc4_incidents import Incident, find_incidents
from dateline.scoring.muc4_overview import with_overview

from .fakes import FakeCoder, Said, silent, span_of

TEXT = (
    "two armed men shot pedro osario near the old mill. "
    "hours later a bomb went off at the grain store, and the red dawn front said it was theirs."
)
SHOT = Said(type="armed_assault", trigger="shot", arguments=((Role.VICTIM, "pedro osario", None),))
BLAST = Said(type="bombing", trigger="went off", arguments=())

BOTH = {Reported.ATTACK: 0.9, Reported.BOMBING: 0.9}


def overview(
    fillers: Mapping[FillerRole, Sequence[str]],
    reported: Mapping[Reported, float] | None = None,
    *,
    probability: float = 0.9,
) -> Overview:
    return Overview(
        fillers=tuple(
            Filler(role=role, mentions=(span_of(TEXT, words),), probability=probability)
            for role, some in fillers.items()
            for words in some
        ),
        reported=dict.fromkeys(Reported, 0.0) | dict(reported or {}),
    )


def coded(*said: Said) -> Coded:
    coder = FakeCoder(lambda _: said)
    return coder.code_document(coder.read_text(TEXT, published=None, path="a"))


def put_together(told_by: Coded, told: Overview) -> tuple[Incident, ...]:
    scene = Scene.of(Words.of(TEXT), TEXT, ())
    model = load_fill_models()["same"]
    return with_overview(find_incidents(told_by), told_by, told, scene, model)


def test_each_filler_goes_to_the_incident_it_stands_nearest() -> None:
    both = coded(SHOT, BLAST)
    told = overview(
        {
            FillerRole.PERPETRATOR_INDIVIDUAL: ["armed men"],
            FillerRole.PERPETRATOR_ORGANIZATION: ["red dawn front"],
            FillerRole.TARGET: ["grain store"],
            FillerRole.VICTIM: ["pedro osario"],
        },
        BOTH,
    )
    shot, blast = put_together(both, told)
    assert [f.text for f in shot.individuals] == ["armed men"]
    assert [f.text for f in blast.organizations] == ["red dawn front"]
    assert [f.text for f in blast.targets] == ["grain store"]
    assert not shot.targets
    assert not blast.victims


def test_perpetrators_are_those_of_every_incident_that_has_none_of_its_own() -> None:
    both = coded(SHOT, BLAST)
    told = overview(
        {
            FillerRole.PERPETRATOR_ORGANIZATION: ["red dawn front"],
            FillerRole.TARGET: ["grain store"],
            FillerRole.VICTIM: ["pedro osario"],
        },
        BOTH,
    )
    shot, blast = put_together(both, told)
    assert [f.text for f in shot.organizations] == [f.text for f in blast.organizations]


def test_an_event_without_target_and_victim_is_no_incident_of_its_own() -> None:
    both = coded(SHOT, BLAST)
    told = overview(
        {FillerRole.WEAPON: ["bomb"], FillerRole.VICTIM: ["pedro osario"]},
        BOTH,
    )
    (shot,) = put_together(both, told)
    assert shot.type == "ATTACK"
    assert [f.text for f in shot.weapons] == ["bomb"]


def test_an_event_of_a_kind_that_the_text_does_not_report_is_left_out() -> None:
    one = coded(SHOT)
    told = overview({FillerRole.VICTIM: ["pedro osario"]}, {Reported.ATTACK: 0.1})
    assert put_together(one, told) == ()


def test_an_incident_has_the_fillers_of_the_text_alone() -> None:
    one = coded(SHOT)
    told = overview({FillerRole.VICTIM: ["osario"]}, BOTH)
    (shot,) = put_together(one, told)
    assert [(f.text, f.named) for f in shot.victims] == [("osario", True)]


def test_phrases_for_one_thing_are_given_once() -> None:
    one = coded(SHOT)
    told = overview({FillerRole.VICTIM: ["pedro osario", "osario"]}, BOTH)
    (shot,) = put_together(one, told)
    assert [f.text for f in shot.victims] == ["pedro osario"]


def test_an_unlikely_organization_is_given_to_no_incident() -> None:
    one = coded(SHOT)
    fillers = {
        FillerRole.PERPETRATOR_ORGANIZATION: ["red dawn front"],
        FillerRole.VICTIM: ["pedro osario"],
    }
    (doubtful,) = put_together(one, overview(fillers, BOTH, probability=0.2))
    (likely,) = put_together(one, overview(fillers, BOTH, probability=0.9))
    assert not doubtful.organizations
    assert [f.text for f in likely.organizations] == ["red dawn front"]


FAR_APART = (
    "gunmen shot two teachers in tulva today.\n\n"
    "the council met on the budget. it also spoke of roads. a new bridge is planned. "
    "the weather was fair. nobody spoke of war.\n\n"
    "meanwhile, on 2 march another group shot a miller and wounded his brother in the south."
)


def test_sufferers_of_one_kind_that_stand_far_apart_are_parted() -> None:
    coder = FakeCoder(silent)
    told_by = coder.code_document(coder.read_text(FAR_APART, published=None, path="a"))
    told = Overview(
        fillers=tuple(
            Filler(
                role=FillerRole.DESCRIBED_VICTIM,
                mentions=(span_of(FAR_APART, words),),
                probability=0.9,
            )
            for words in ("two teachers", "miller", "brother")
        ),
        reported=dict.fromkeys(Reported, 0.0) | {Reported.ATTACK: 0.9},
    )
    scene = Scene.of(Words.of(FAR_APART), FAR_APART, ())
    incidents = with_overview((), told_by, told, scene, load_fill_models()["same"])
    assert [[f.text for f in one.victims] for one in incidents] == [
        ["two teachers"],
        ["miller", "brother"],
    ]


def test_a_kind_without_event_stands_where_words_tell_of_it() -> None:
    one = coded(SHOT)
    told = overview({FillerRole.VICTIM: ["pedro osario"], FillerRole.TARGET: ["grain store"]}, BOTH)
    shot, blast = put_together(one, told)
    assert (shot.type, blast.type) == ("ATTACK", "BOMBING")
    assert [f.text for f in blast.targets] == ["grain store"]


def test_text_without_events_has_the_incident_it_is_likely_to_report() -> None:
    nothing = coded()
    told = overview(
        {FillerRole.TARGET: ["grain store"]}, {Reported.BOMBING: 0.8, Reported.ATTACK: 0.2}
    )
    (incident,) = put_together(nothing, told)
    assert (incident.type, incident.stage, incident.event) == ("BOMBING", "ACCOMPLISHED", None)
    assert [f.text for f in incident.targets] == ["grain store"]


def test_unlikely_text_stays_without_incident() -> None:
    told = overview({FillerRole.TARGET: ["grain store"]}, {Reported.BOMBING: 0.3})
    assert put_together(coded(), told) == ()


@dataclass(frozen=True)
class ReadingCoder(FakeCoder):
    """A coder that reads whole texts too."""

    told: Overview | None = None
    mentions: Sequence[str] = ()

    def overview(self, document: Document, /) -> Overview | None:
        return self.told

    def act_mentions(self, coded: Coded, /) -> Sequence[ActMention]:
        text = coded.document.text
        return [
            ActMention(
                type="armed_assault",
                trigger=span_of(text, words),
                arguments=(
                    MentionedArgument(
                        role=Role.VICTIM,
                        span=span_of(text, "osario"),
                        head=span_of(text, "osario"),
                        probability=0.7,
                    ),
                ),
                probability=0.9,
            )
            for words in self.mentions
        ]


def test_entities_are_those_of_the_text_beside_those_of_events(tmp_path: Path) -> None:
    extracts: dict[str, list[list[list[object]]]] = {
        role: [] for role in ("PerpInd", "PerpOrg", "Target", "Weapon")
    }
    line = {"docid": "TST9-MUC4-0007", "doctext": TEXT}
    marked = {**extracts, "Victim": [[["pedro osario", 19]]]}
    path = tmp_path / "e.jsonl"
    path.write_text(json.dumps({**line, "extracts": marked}), encoding="utf-8")
    told = overview({FillerRole.VICTIM: ["pedro osario"]})
    report = muc4_entities.evaluate([path], ReadingCoder(silent, told=told), Options())
    by_text, by_events = report.tables
    assert by_text.rows[0].value == 1.0
    assert by_events.title.startswith("Events alone: ")
    assert by_events.rows[0].value == 0.0


def test_mentions_are_scored_beside_claims_alone(tmp_path: Path) -> None:
    tokens = TEXT.split()
    shot = tokens.index("shot")
    event = {
        "event_type": "Conflict.Attack.Unspecified",
        "trigger": {"start": shot, "end": shot + 1, "text": "shot"},
        "arguments": [],
    }
    line = {"doc_id": "a", "tokens": tokens, "entity_mentions": [], "event_mentions": [event]}
    path = tmp_path / "w.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    report = wikievents.evaluate([path], ReadingCoder(silent, mentions=["shot"]), Options())
    titles = [table.title for table in report.tables]
    assert titles[:1] == ["Triggers"]
    assert "Claims alone: Triggers" in titles
    assert report.row("trigger and type").value == 1.0
    alone = report.tables[titles.index("Claims alone: Triggers")]
    assert alone.rows[1].value == 0.0
