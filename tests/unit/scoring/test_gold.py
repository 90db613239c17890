"""Task ``gold`` on small invented sets."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import Effect, Role, Scope, Side, Stage, Status
from dateline.core.coded import Coded
from dateline.core.documents import Span
from dateline.core.events import Event
from dateline.errors import EvaluationError
from dateline.scoring.comparing import align, near_type, same_type
from dateline.scoring.gold import evaluate
from dateline.scoring.interface import Options
from dateline.scoring.records import EventRecord

from .fakes import FakeCoder, Said, silent

DAY = date(2031, 5, 4)
TEXT = (
    "URL: https://example.org/a\nPUBLISHED: 2031-05-05\n\n"
    "Gunmen raided a toll station near Velmora on Sunday. Three drivers died, police said.\n\n"
    "Officers later held two men in Tarsk. They had stored petrol bombs for an attack."
)
QUIET = "PUBLISHED: 2031-05-06\n\nThe Velmora rowing club attacked its season with vigour."

RAID = Said(
    type="armed_assault",
    trigger="raided",
    evidence="Gunmen raided a toll station near Velmora on Sunday",
    days=(DAY, DAY),
    place=("Velmora", None, "XA"),
    toll={(Effect.KILLED, Side.VICTIMS): (3, 3)},
    source="police",
)
ARREST = Said(
    type="arrest",
    trigger="held",
    evidence="Officers later held two men in Tarsk",
    place=("Tarsk", None, "XA"),
    arguments=((Role.SUSPECT, "two men", 2),),
)
PLOT = Said(
    type="plot",
    trigger="stored",
    evidence="They had stored petrol bombs for an attack",
    stage=Stage.PLANNED,
    arguments=((Role.ITEM, "petrol bombs", None),),
)


def incident(eid: str, type_: str, evidence: str, **values: object) -> dict[str, object]:
    event: dict[str, object] = {
        "eid": eid,
        "type": type_,
        "status": "reported_as_fact",
        "aggregate": False,
        "date": None,
        "place": None,
        "actors": [],
        "weapons": [],
        "killed": None,
        "injured": None,
        "arrested": None,
        "source": None,
        "evidence": evidence,
    }
    return event | values


ATTACK = incident(
    "a-1",
    "attack",
    "Gunmen raided a toll station",
    date={"start": "2031-05-04", "end": "2031-05-04"},
    place={"name": "near Velmora", "admin1": None, "country": "XA"},
    killed={"low": 3, "high": 3},
    source="Velmora police",
)
FOILED = incident(
    "a-2",
    "plot_foiled",
    "held two men in Tarsk",
    status="foiled",
    arrested={"low": 2, "high": 2},
    place={"name": "Tarsk", "admin1": None, "country": "XA"},
)


def write_incidents(
    folder: Path, documents: dict[str, tuple[str, list[dict[str, object]]]]
) -> Path:
    (folder / "text").mkdir(exist_ok=True)
    lines = []
    for id_, (text, events) in documents.items():
        (folder / "text" / f"{id_}.txt").write_text(text, encoding="utf-8")
        lines.append(
            json.dumps({"id": id_, "url": None, "published": "2031-05-05", "events": events})
        )
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def find(text: str) -> Sequence[Said]:
    return (RAID, ARREST, PLOT) if "Gunmen" in text else ()


def test_plot_and_arrest_of_one_case_are_scored_as_one_foiled_plot(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK, FOILED]), "b": (QUIET, [])})
    report = evaluate([path], FakeCoder(find), Options())
    for name in ("events", "events, scope also right", "arrested", "killed", "status", "source"):
        assert report.row(name).value == 1.0, name
    assert report.row("events").n == 2
    assert report.row("date, exact interval").n == 1
    assert report.row("documents without event: nothing coded").value == 1.0


def test_an_event_in_a_document_without_any_is_a_false_positive(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK, FOILED]), "b": (QUIET, [])})
    sport = Said(type="armed_assault", trigger="attacked")
    coder = FakeCoder(lambda text: (*find(text), sport) if "rowing" in text else find(text))
    report = evaluate([path], coder, Options())
    assert report.row("events").precision == pytest.approx(2 / 3)
    assert report.row("events").recall == 1.0
    assert report.row("documents without event: nothing coded").value == 0.0


def test_finding_nothing_scores_zero_and_keeps_n(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK, FOILED])})
    row = evaluate([path], FakeCoder(silent), Options()).row("events")
    assert (row.value, row.recall, row.precision, row.n, row.found) == (0.0, 0.0, None, 2, 0)


def test_an_optional_event_is_neither_rewarded_nor_punished(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK, FOILED | {"optional": True}])})
    for said in ((RAID, ARREST, PLOT), (RAID,)):
        row = evaluate([path], FakeCoder(lambda _, said=said: said), Options()).row("events")  # type: ignore[misc]
        assert (row.value, row.n, row.found) == (1.0, 1, 1)


def test_an_alternative_type_is_right(tmp_path: Path) -> None:
    clash = ATTACK | {"type": "clash", "alt_types": ["attack"]}
    path = write_incidents(tmp_path, {"a": (TEXT, [clash])})
    assert evaluate([path], FakeCoder(lambda _: (RAID,)), Options()).row("events").value == 1.0


def test_a_near_type_counts_only_leniently(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK | {"type": "shooting"}])})
    report = evaluate([path], FakeCoder(lambda _: (RAID,)), Options())
    assert report.row("events").value == 0.0
    assert report.row("events, near types accepted").value == 1.0


def test_a_seizure_goes_into_the_arrest_it_was_told_with(tmp_path: Path) -> None:
    arrest = incident("a-1", "arrest", "held two men in Tarsk", arrested={"low": 2, "high": 2})
    path = write_incidents(tmp_path, {"a": (TEXT, [arrest])})
    seizure = Said(type="seizure", trigger="petrol bombs")
    coder = FakeCoder(lambda _: (ARREST, seizure))
    assert evaluate([path], coder, Options()).row("events").value == 1.0


def test_a_seizure_far_from_any_arrest_stays_its_own_event(tmp_path: Path) -> None:
    text = TEXT.replace("They had", "Filler words follow here. " * 40 + "They had")
    seizure = incident("a-1", "seizure", "stored petrol bombs")
    path = write_incidents(tmp_path, {"a": (text, [seizure])})
    coder = FakeCoder(lambda _: (ARREST, Said(type="seizure", trigger="petrol bombs")))
    assert evaluate([path], coder, Options()).row("events").found == 2


def test_a_bomber_who_dies_alone_kills_nobody(tmp_path: Path) -> None:
    killed_nobody = ATTACK | {"type": "bombing", "killed": {"low": 0, "high": 0}}
    path = write_incidents(tmp_path, {"a": (TEXT, [killed_nobody])})
    alone = replace(RAID, type="suicide_bombing", toll={(Effect.KILLED, Side.PERPETRATORS): (1, 1)})
    assert evaluate([path], FakeCoder(lambda _: (alone,)), Options()).row("killed").value == 1.0


def test_predictions_are_a_gold_file_on_which_the_coder_scores_full_marks(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK]), "b": (QUIET, [])})
    out = tmp_path / "answers.jsonl"
    evaluate([path], FakeCoder(find), Options(predictions=out))
    report = evaluate([out], FakeCoder(find), Options())
    others = {row.name: row.value for row in report.rows if row.value != 1.0}
    assert others == {"calibration error": 0.0}
    assert report.row("events").n == 2


def test_seed_sets_keep_plot_and_arrest_apart(tmp_path: Path) -> None:
    path = write_seed(tmp_path)
    report = evaluate([path], FakeCoder(lambda _: (RAID, ARREST, PLOT)), Options())
    assert report.row("events").value == 1.0
    assert report.row("stage").value == 1.0
    # PLOT is told as fact, the set calls it alleged.
    assert report.row("status").value == pytest.approx(2 / 3)


def test_seed_predictions_can_be_scored_again(tmp_path: Path) -> None:
    coder = FakeCoder(lambda _: (RAID, ARREST, PLOT))
    out = tmp_path / "answers.json"
    evaluate([write_seed(tmp_path)], coder, Options(predictions=out))
    report = evaluate([out], coder, Options())
    others = {row.name: row.value for row in report.rows if row.value != 1.0}
    assert others == {"calibration error": 0.0}


def write_seed(folder: Path) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    events: list[dict[str, object]] = [
        {"id": "x1", "type": "armed_assault", "scope": "incident", "status": "completed",
         "killed": {"side": "victim", "low": 3, "high": 3}, "start": "2031-05-04",
         "end": "2031-05-04", "place": "Velmora", "country": "XA", "evidence": "Gunmen raided"},
        {"id": "x2", "type": "arrest", "scope": "incident", "status": "completed",
         "people": {"role": "suspect", "text": "two men", "low": 2, "high": 2},
         "evidence": "held two men"},
        {"id": "x3", "type": "plot", "scope": "incident", "status": "planned",
         "assertion": "alleged", "evidence": "stored petrol bombs"},
    ]  # fmt: skip
    path = folder / "gold.json"
    documents = [{"file": "a.txt", "published": "2031-05-05", "events": events}]
    path.write_text(json.dumps({"documents": documents}, indent=1), encoding="utf-8")
    return path


def test_our_own_format_carries_its_text_and_types(tmp_path: Path) -> None:
    event = {
        "id": "x-1", "type": "armed_assault", "scope": "incident", "stage": "accomplished",
        "status": "fact", "date": {"start": "2031-05-04", "end": "2031-05-04"},
        "place": {"name": "Velmora", "country": "XA"}, "killed": {"low": 3, "high": 3},
        "injured": None, "detained": None,
        "people": {"low": 3, "high": 3}, "source": "police", "evidence": "Gunmen raided",
    }  # fmt: skip
    line = {"schema": "dateline-gold/1", "id": "x", "text": TEXT, "events": [event]}
    path = tmp_path / "ours.jsonl"
    path.write_text(json.dumps(line), encoding="utf-8")
    out = tmp_path / "answers.jsonl"
    report = evaluate([path], FakeCoder(lambda _: (RAID,)), Options(predictions=out))
    others = {row.name: row.value for row in report.rows if row.value != 1.0}
    assert others == {"calibration error": 0.0}
    assert json.loads(out.read_text(encoding="utf-8"))["events"][0]["killed"] == {
        "low": 3,
        "high": 3,
    }


def test_linking_is_scored_over_pairs_of_found_events(tmp_path: Path) -> None:
    documents = {
        id_: (f"{TEXT} Report {id_}.", [ATTACK | {"eid": f"{id_}-1"}]) for id_ in ("a", "b", "c")
    }
    path = write_incidents(tmp_path, documents)
    (tmp_path / "clusters.json").write_text(
        json.dumps(
            {
                "clusters": [{"cluster": "velmora", "eids": ["a-1", "b-1"]}],
                "must_not_merge": [{"a": "a-1", "b": "c-1", "why": "another day"}],
            }
        ),
        encoding="utf-8",
    )

    def link_all(coded: Sequence[Coded], /) -> Sequence[Event]:
        claims = tuple(claim for one in coded for claim in one.events[0].claims)
        return [replace(coded[0].events[0], claims=claims)]

    coder = FakeCoder(lambda _: (RAID,))
    report = evaluate([path], coder, Options(link=link_all))
    pairs = report.row("same-event pairs")
    # a-b is right; a-c and b-c are wrong.
    assert pairs.precision == pytest.approx(1 / 3)
    assert pairs.recall == 1.0
    assert report.row("pairs that must stay apart, merged").value == 1.0
    unlinked = evaluate([path], coder, Options())
    assert any("not measured" in note for note in unlinked.notes)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"id": "a", "published": "unknown", "events": []}\n{"id": ', "gold.jsonl:2: not JSON"),
        ('{"id": "z", "events": []}', "z.txt: No such file"),
        ('{"id": "a", "events": [{"eid": "a-1"}]}', "gold.jsonl:1: events.0.type: Field required"),
        ('{\n "documents": [\n  {]\n}', "gold.jsonl:3: not JSON"),
        ("[]", "gold.jsonl:1: neither"),
        ("", "gold.jsonl:1: neither"),
    ],
)
def test_a_fault_names_file_line_and_reason(tmp_path: Path, content: str, message: str) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [])})
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError) as caught:
        evaluate([path], FakeCoder(silent), Options())
    assert message in str(caught.value)


def test_a_quotation_that_is_not_in_the_text_is_a_fault(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK | {"evidence": "nobody wrote this"}])})
    with pytest.raises(EvaluationError, match=r"gold\.jsonl:1: a-1: evidence"):
        evaluate([path], FakeCoder(silent), Options())


RECORDS = st.builds(
    EventRecord,
    id=st.sampled_from(["p", "q", "r", "s"]),
    types=st.sampled_from([("arrest",), ("bombing",), ("attack", "clash")]),
    aggregate=st.booleans(),
    evidence=st.integers(0, 30).map(lambda start: (Span(start, start + 10),)),
    optional=st.booleans(),
)


@given(st.lists(RECORDS, max_size=6))
def test_what_was_marked_found_again_is_all_right(records: list[EventRecord]) -> None:
    marked = [replace(record, optional=False) for record in records]
    right, found, n = align(marked, marked, same_type).tally
    assert right == found == n == len(records)


@given(st.lists(RECORDS, max_size=5), st.lists(RECORDS, max_size=5), st.randoms())
def test_counts_do_not_depend_on_the_order_of_events(marked, found, random) -> None:  # type: ignore[no-untyped-def]
    expected = align(marked, found, near_type).tally
    random.shuffle(marked)
    random.shuffle(found)
    assert align(marked, found, near_type).tally == expected


def test_scope_is_its_own_score(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK | {"aggregate": True}])})
    report = evaluate([path], FakeCoder(lambda _: (RAID,)), Options())
    assert report.row("events").value == 1.0
    assert report.row("events, scope also right").value == 0.0
    right = FakeCoder(lambda _: (replace(RAID, scope=Scope.AGGREGATE),))
    assert evaluate([path], right, Options()).row("scope").value == 1.0


def test_a_denied_plot_is_not_reported_as_fact(tmp_path: Path) -> None:
    path = write_incidents(tmp_path, {"a": (TEXT, [ATTACK | {"status": "denied"}])})
    denied = replace(RAID, status=Status.DENIED)
    assert evaluate([path], FakeCoder(lambda _: (denied,)), Options()).row("status").value == 1.0
