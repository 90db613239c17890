"""Acts of one document, split or merged, on small invented texts."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from dateline.core.documents import Document, document_id
from dateline.scoring.gold_coding import ScoredDocument
from dateline.scoring.gold_files import GoldDocument
from dateline.scoring.in_document import acts_table, read_acts
from dateline.scoring.records import EventRecord
from dateline.scoring.report import Row, Table

from .fakes import Said, code, span_of

TEXT = (
    "A bomb blew up the ferry office of Velmora on Sunday. The blast killed two clerks.\n\n"
    "A depot in Tarsk was bombed on Monday. Nobody was hurt there."
)
SUNDAY, MONDAY = date(2031, 5, 4), date(2031, 5, 5)
BLEW_UP = Said(
    type="bombing", trigger="blew up", days=(SUNDAY, SUNDAY), place=("Velmora", None, "XA")
)
BLAST = replace(BLEW_UP, trigger="blast")
DEPOT = Said(type="bombing", trigger="bombed", days=(MONDAY, MONDAY), place=("Tarsk", None, "XA"))


def marked(id_: str, words: str, day: date, place: str) -> EventRecord:
    return EventRecord(
        id=id_, types=("bombing",), aggregate=False, evidence=(span_of(TEXT, words),),
        start=day, end=day, places=(place,), country="XA",
    )  # fmt: skip


FERRY = marked("ferry", "blew up the ferry office", SUNDAY, "Velmora")
TARSK = marked("depot", "depot in Tarsk was bombed", MONDAY, "Tarsk")


def scored(groups: Sequence[Sequence[int]], marks: Sequence[EventRecord]) -> ScoredDocument:
    """Return the document with its three claims in events as told."""
    document = Document(id=document_id(TEXT), text=TEXT)
    coded = code(document, (BLEW_UP, BLAST, DEPOT))
    ids = [claim.claim.id for claim in coded.claims]
    events = tuple(
        replace(coded.events[group[0]], claims=tuple(sorted(ids[i] for i in group)))
        for group in groups
    )
    gold = GoldDocument(id="d", text=TEXT, published=MONDAY, path="d", url=None, events=(), line=1)
    return ScoredDocument(
        gold=gold, coded=replace(coded, events=events), marked=tuple(marks), found=()
    )


def table(groups: Sequence[Sequence[int]]) -> Table:
    return acts_table([[read_acts(scored(groups, (FERRY, TARSK)))]])


def row(groups: Sequence[Sequence[int]], name: str) -> Row:
    return next(row for row in table(groups).rows if row.name == name)


def test_claims_go_to_the_act_whose_words_or_day_and_place_they_give() -> None:
    acts = read_acts(scored([[0, 1], [2]], (FERRY, TARSK)))
    assert sorted(acts.key.values()) == ["depot", "ferry", "ferry"]


def test_right_clusters_score_one() -> None:
    assert [row.value for row in table([[0, 1], [2]]).rows] == [1.0, 1.0, 1.0, 1.0]


def test_an_act_in_two_events_is_split() -> None:
    assert row([[0], [1], [2]], "pairs of claims of one act").recall == 0.0
    assert row([[0], [1], [2]], "acts told more than once: in one event").value == 0
    assert row([[0], [1], [2]], "claims of one act together (B³)").precision == 1.0


def test_two_acts_in_one_event_are_merged() -> None:
    merged = row([[0, 1, 2]], "pairs of claims of one act")
    assert merged.precision == pytest.approx(1 / 3)
    assert merged.recall == 1.0
    assert row([[0, 1, 2]], "events of several claims: of one act").value == 0


def test_a_claim_that_contradicts_the_only_act_marked_is_left_out() -> None:
    acts = read_acts(scored([[0, 1], [2]], (FERRY,)))
    assert sorted(acts.key.values()) == ["ferry", "ferry"]


def test_nothing_marked_gives_no_rows() -> None:
    assert acts_table([[read_acts(scored([[0], [1], [2]], ()))]]).rows == ()
