"""Claims to grounded claims: where the act was."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dateline.core.claims import (
    Anchor,
    Basis,
    Claim,
    Effect,
    Provenance,
    Scope,
    Side,
    Stage,
    Status,
    TollMention,
    Trigger,
    claim_id,
)
from dateline.core.documents import Document, Segment, SegmentKind, Span, document_id
from dateline.core.grounded import Place, PlacePrecision
from dateline.pipeline.grounding.ground import GroundingResources, ground_claims
from dateline.resources.actors import load_actors
from dateline.resources.counts import load_count_lexicon
from dateline.resources.times import load_time_lexicon


@pytest.fixture(scope="module")
def resources() -> GroundingResources:
    return GroundingResources(
        times=load_time_lexicon(), counts=load_count_lexicon(), actors=load_actors()
    )


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def claim(text: str, type_: str, trigger: str, *places: str) -> Claim:
    own = span(text, trigger)
    return Claim(
        id=claim_id(document_id(text), own, type_),
        document_id=document_id(text),
        type=type_,
        scope=Scope.INCIDENT,
        stage=Stage.FOILED,
        status=Status.FACT,
        trigger=Trigger(span=own, lemma=trigger),
        evidence=(Span(0, len(text)),),
        arguments=(),
        tolls=(),
        times=(),
        places=tuple(Anchor(span=span(text, p), basis=Basis.ARGUMENT) for p in places),
        attribution=(),
        tense_future=False,
        confidence=1.0,
        type_confidence=1.0,
        made_by=Provenance(version="1", codebook="1", model="1"),
    )


def known(text: str, likelihood: float, *names: str) -> Mapping[Span, Place]:
    return {
        span(text, name): Place(
            name=name,
            admin1=None,
            country="KZ",
            latitude=0.0,
            longitude=0.0,
            precision=PlacePrecision.TOWN,
            gazetteer=f"dateline:{name}",
            basis=Basis.SENTENCE,
            mention=span(text, name),
            likelihood=likelihood,
        )
        for name in names
    }


def document(text: str) -> Document:
    segment = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text)))
    return Document(id=document_id(text), text=text, segments=(segment,))


@pytest.mark.parametrize(
    ("text", "type_", "trigger", "name"),
    [
        ("Police in Torva foiled a plot to bomb a mosque in Sarrin.", "plot", "foiled", "Sarrin"),
        (
            "Police in Torva foiled plans for attacks on guards in Sarrin.",
            "plot",
            "foiled",
            "Sarrin",
        ),
        ("Police in Torva foiled a plot by residents of Sarrin.", "plot", "foiled", "Torva"),
        ("Police in Torva held a man to question him in Sarrin.", "arrest", "held", "Torva"),
    ],
)
def test_a_plot_is_placed_where_it_was_to_happen(
    resources: GroundingResources, text: str, type_: str, trigger: str, name: str
) -> None:
    (found,) = ground_claims(
        document(text),
        [claim(text, type_, trigger, "Torva", "Sarrin")],
        places=known(text, 1.0, "Torva", "Sarrin"),
        resources=resources,
        sentences=(),
        times=(),
    )
    assert isinstance(found.place, Place)
    assert found.place.name == name


def test_a_doubtful_name_makes_a_doubtful_place(resources: GroundingResources) -> None:
    text = "Gunmen fled in Torva."
    sure, doubtful = (
        ground_claims(
            document(text),
            [claim(text, "armed_assault", "fled", "Torva")],
            places=known(text, likelihood, "Torva"),
            resources=resources,
            sentences=(),
            times=(),
        )[0].place_confidence
        for likelihood in (1.0, 0.5)
    )
    assert doubtful == pytest.approx(sure / 2)


def test_a_court_is_not_where_the_act_was_that_it_tries(resources: GroundingResources) -> None:
    text = "TORVA: Two men were jailed for an attack in Sarrin."
    jailed = replace(
        claim(text, "sentence", "jailed"),
        places=(
            Anchor(span=span(text, "Sarrin"), basis=Basis.SENTENCE),
            Anchor(span=span(text, "TORVA"), basis=Basis.DATELINE),
        ),
    )
    found, _ = ground_claims(
        document(text),
        [jailed, claim(text, "armed_assault", "attack", "Sarrin")],
        places=known(text, 1.0, "TORVA", "Sarrin"),
        resources=resources,
        sentences=(),
        times=(),
    )
    assert isinstance(found.place, Place)
    assert found.place.name == "TORVA"


@pytest.mark.parametrize(
    ("text", "low"),
    [
        ("Five of the wounded died, bringing the toll from the blast to 31.", 31),
        ("Two more died, which took the number of dead to at least 31.", 31),
        ("Five men died and 31 women.", 36),
    ],
)
def test_a_toll_brought_to_a_figure_takes_in_the_others(
    resources: GroundingResources, text: str, low: int
) -> None:
    first = text.split()[0]
    told = replace(
        claim(text, "bombing", "died"),
        tolls=tuple(
            TollMention(
                effect=Effect.KILLED,
                side=Side.VICTIMS,
                quantity=span(text, words),
                plural=True,
                head=span(text, words),
            )
            for words in (first, "31")
        ),
    )
    (found,) = ground_claims(
        document(text), [told], places={}, resources=resources, sentences=(), times=()
    )
    (toll,) = found.toll
    assert toll.count.low == low
