"""The kind of a source follows from the words that name it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import SourceKind
from dateline.resources.actors import load_actors
from dateline.resources.sources import source_kind

ACTORS = load_actors()


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("the KNB", "security_service"),
        ("Kyrgyzstan's GKNB", "security_service"),
        ("intelligence officials", "security_service"),
        ("police", "police"),
        ("counter-terrorism police", "police"),
        ("the army", "military"),
        ("the Ministry of Defence", "military"),
        ("Colonel Odo Mbaku", "military"),
        ("the Interior Ministry", "government"),
        ("officials", "government"),
        ("President Lena Quarn", "government"),
        ("a Western diplomat", "government"),
        ("the court", "court"),
        ("Judge Ivo Tarn", "court"),
        ("prosecutors", "prosecutor"),
        ("the indictment", "prosecutor"),
        ("Attorney General Una Vale", "prosecutor"),
        ("rebels", "armed_group"),
        ("the Islamic State", "armed_group"),
        ("Reuters", "media"),
        ("state television", "media"),
        ("residents", "witness"),
        ("his mother", "relative"),
        ("the defendant's lawyer", "lawyer"),
        ("political analysts", "analyst"),
        ("Human Rights Watch", "ngo"),
        ("opposition activists", "ngo"),
        ("the United Nations mission", "igo"),
        ("a source", "unnamed"),
        ("the suspect", "unnamed"),
        ("he", "unnamed"),
    ],
)
def test_source_has_the_kind_of_its_head_or_name(phrase: str, kind: str) -> None:
    assert source_kind(phrase, ACTORS) == kind


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [
        ("a police spokesman", "police"),
        ("Ada Lorne, a spokeswoman for the police", "police"),
        ("a source in the prosecutor's office", "prosecutor"),
        ("a spokesman for the rebels", "armed_group"),
        ("a Taliban commander", "armed_group"),
        ("the commander of the garrison", "military"),
        ("the president of the court", "court"),
        ("a statement from the militant group", "armed_group"),
        ("a UN official", "igo"),
    ],
)
def test_spokesman_takes_the_kind_of_whom_he_speaks_for(phrase: str, kind: str) -> None:
    assert source_kind(phrase, ACTORS) == kind


def test_expert_on_a_group_does_not_speak_for_it() -> None:
    assert source_kind("a Boko Haram expert", ACTORS) is SourceKind.ANALYST
    assert source_kind("an expert on Boko Haram", ACTORS) is SourceKind.ANALYST


def test_whom_a_source_told_is_not_the_source() -> None:
    assert source_kind("an army officer who told Reuters", ACTORS) is SourceKind.MILITARY
    assert source_kind("villagers who fled Boko Haram", ACTORS) is SourceKind.WITNESS


def test_news_agency_of_an_armed_group_speaks_for_the_group() -> None:
    assert source_kind("the Amaq news agency", ACTORS) is SourceKind.ARMED_GROUP


def test_first_of_several_sources_that_tells_its_kind_decides() -> None:
    assert source_kind("police and witnesses", ACTORS) is SourceKind.POLICE
    assert source_kind("Ada Lorne and prosecutors", ACTORS) is SourceKind.PROSECUTOR


@given(st.text(max_size=60))
def test_any_text_has_a_kind(phrase: str) -> None:
    assert source_kind(phrase, ACTORS) in SourceKind
