import json
from datetime import date
from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.pipeline.articles.read import document_from_text
from dateline.pipeline.link_store import link_store
from dateline.store.interface import RunStart
from dateline.store.sqlite import open_store

from ..exports.samples import MADE_BY
from .conftest import Dateline

DISPATCH = (
    "A bomb killed 12 people and wounded 30 at a market in Mosul on Monday, police said. The "
    "stalls on both sides of the gate lost their roofs, and traders carried the hurt to the road "
    "on doors because no ambulance could pass between the carts."
)
UPDATE = DISPATCH.replace("12", "14")
TAKEN_BACK = (
    "The bomb at a market in Mosul on Monday killed 11 people and not 14, doctors said on Thursday."
)


@pytest.fixture
def bombing(tmp_path: Path, coder: Coder) -> Path:
    """Return the path of a store with a dispatch, a reprint, its update and what doctors say."""
    path = tmp_path / "events.db"
    texts = (
        (DISPATCH, "Vostok Wire", 14),
        (f"{DISPATCH} More to follow.", "Torva Post", 14),
        (UPDATE, "Vostok Wire", 15),
        (TAKEN_BACK, "Radio Meskar", 16),
    )
    with open_store(path) as store:
        run_id = store.start_run(RunStart(made_by=MADE_BY))
        for text, outlet, day in texts:
            document = document_from_text(
                f"{outlet} on Mosul\n\n{text}", outlet=outlet, published=date(2024, 5, day)
            )
            store.put(run_id, coder.code_document(document), MADE_BY)
        link_store(store)
    return path


@pytest.mark.usefixtures("bombing")
def test_copies_stand_together_with_the_version_each_gives(dateline: Dateline) -> None:
    outcome = dateline("copies", "--json")
    assert outcome.status == 0
    (group,) = json.loads(outcome.out)["groups"]
    assert sorted((row["outlet"], row["version"]) for row in group) == [
        ("Torva Post", 1),
        ("Vostok Wire", 1),
        ("Vostok Wire", 2),
    ]
    (alone,) = json.loads(dateline("copies", group[0]["document"], "--json").out)["groups"]
    assert alone == group
    assert "version 2  Vostok Wire, 2024-05-15" in dateline("copies").out


@pytest.mark.usefixtures("bombing")
def test_copies_of_a_document_that_is_not_there_are_an_error(dateline: Dateline) -> None:
    outcome = dateline("copies", "nothing")
    assert outcome.status != 0
    assert "no document 'nothing'" in outcome.err


@pytest.mark.usefixtures("bombing")
def test_show_tells_how_the_toll_changed_and_what_was_taken_back(dateline: Dateline) -> None:
    (line, *_) = dateline("events", "--type", "bombing", "--format", "jsonl").out.splitlines()
    event = json.loads(line)["event"]
    out = dateline("show", event["id"]).out
    assert "HOW FIGURES CHANGED" in out
    assert "2024-05-14  12 (replaced later) – " in out
    assert "2024-05-15  14 (withdrawn) – Vostok Wire" in out
    assert "DENIED OR TAKEN BACK" in out


@pytest.mark.usefixtures("bombing")
@pytest.mark.parametrize("rule", ["low-best-high", "latest", "conservative"])
def test_exports_name_the_rule_by_which_figures_were_chosen(dateline: Dateline, rule: str) -> None:
    flags = ("events", "--figures", rule, "--type", "bombing", "--format")
    event = json.loads(dateline(*flags, "jsonl").out.splitlines()[0])["event"]
    field = event["toll"]["killed"]["victims"]
    assert field["rule"] == rule
    assert field["value"]["best"] == 11
    assert {value["standing"] for value in field["values"]} == {
        "stated",
        "superseded",
        "withdrawn",
    }
    assert f",{rule}," in dateline(*flags, "csv").out


@pytest.mark.usefixtures("bombing")
def test_an_unknown_rule_is_an_error(dateline: Dateline) -> None:
    assert dateline("events", "--figures", "highest").status == 2
