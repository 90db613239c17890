"""The trained extractor beside the rules, from a text to what the API gives."""

from pathlib import Path

import pytest

from dateline.api import Coder
from dateline.core.documents import Span
from dateline.core.fillers import FillerRole, Reported
from dateline.pipeline.claims.model.encoder import Encoder
from dateline.pipeline.claims.model.pieces import Window
from dateline.resources.extractor_files import Floats

TEXT = (
    "Gunmen ambushed a police patrol near Bogotá on Tuesday, killing two officers. "
    'The mayor, Ana Lopes, said: "We will find them." '
    "Attacks on patrols had been rare, analysts say."
)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.fixture(scope="module")
def by_rules() -> Coder:
    return Coder(model=Path("none"))


def test_mentions_hold_the_claims_and_more(coder: Coder) -> None:
    coded = coder.code(TEXT)
    mentions = coder.act_mentions(coded)
    assert mentions is not None
    assert coded.claims
    assert {m.claim for m in mentions} >= {c.claim.id for c in coded.claims}
    assert all(0 <= m.probability <= 1 for m in mentions)
    assert list(mentions) == sorted(mentions, key=lambda m: (m.trigger, m.type))


def test_arguments_of_mentions_lie_in_the_text(coder: Coder) -> None:
    mentions = coder.act_mentions(coder.code(TEXT)) or ()
    spans = [argument.span for mention in mentions for argument in mention.arguments]
    assert spans
    assert all(span.end <= len(TEXT) for span in spans)


def test_every_cue_is_attributed_once(coder: Coder) -> None:
    cues = [cue for _, cue, _ in coder.attributions(coder.read_text(TEXT))]
    assert len(cues) >= 1
    assert not any(a.overlaps(b) for n, a in enumerate(cues) for b in cues[n + 1 :])


def test_overview_names_fillers_where_they_stand(coder: Coder) -> None:
    overview = coder.overview(coder.read_text(TEXT))
    assert overview is not None
    assert set(overview.reported) == set(Reported)
    for filler in overview.fillers:
        assert filler.role in FillerRole
        assert filler.mentions
        assert all(isinstance(span, Span) for span in filler.mentions)


def test_text_that_reports_no_incident_has_no_fillers(coder: Coder) -> None:
    overview = coder.overview(coder.read_text("The bakery on Mill Lane sells rye bread and cake."))
    assert overview is not None
    assert overview.fillers == ()


def test_rules_alone_give_no_mentions_and_no_overview(by_rules: Coder) -> None:
    coded = by_rules.code(TEXT)
    assert by_rules.act_mentions(coded) is None
    assert by_rules.overview(coded.document) is None


def test_claims_are_those_of_the_rules_and_say_what_made_them(
    coder: Coder, by_rules: Coder
) -> None:
    with_model, without = coder.code(TEXT).claims, by_rules.code(TEXT).claims
    assert [c.claim.id for c in with_model] == [c.claim.id for c in without]
    assert "extractor-" in with_model[0].claim.made_by.model
    assert "extractor-" not in without[0].claim.made_by.model


def test_reading_again_after_another_text_gives_the_same(coder: Coder) -> None:
    assert coder.code(TEXT) == coder.code(TEXT)
    document, other = coder.read_text(TEXT), coder.read_text("A bus burned in Lima.")
    first = coder.overview(document)
    assert coder.overview(other) != first
    assert coder.overview(document) == first


def test_encoder_runs_once_however_much_is_asked_of_a_text(
    coder: Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[Window] = []
    states = Encoder.states

    def counted(encoder: Encoder, window: Window) -> Floats:
        runs.append(window)
        return states(encoder, window)

    monkeypatch.setattr(Encoder, "states", counted)
    coded = coder.code(f"{TEXT} Nobody was held.")
    coder.act_mentions(coded)
    coder.overview(coded.document)
    coder.attributions(coded.document)
    assert len(runs) == 1
