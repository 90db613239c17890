from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.core.claims import MentionKind, Role, Status
from dateline.core.documents import Document, Span
from dateline.core.grounded import GroundedClaim
from dateline.exports.dossiers import Dossiers
from dateline.exports.masking import BLOCK, NO_MASK, mask_document
from dateline.exports.persons import published_role

from .samples import (
    ARREST_CLAIM,
    ATTACK,
    ATTACK_CLAIM,
    CLAIMS,
    COURIER,
    COURIER_TEXT,
    DOCUMENTS,
    HERALD,
    REDFERN,
    argument,
    claim,
    span_of,
)


def coded(text: str, *persons: tuple[Role, str, str]) -> tuple[Document, list[GroundedClaim]]:
    document = Document(id="d1", text=text)
    arguments = tuple(
        argument(text, role, MentionKind.PERSON, words, head, private=True)
        for role, words, head in persons
    )
    word = text.split()[-1]
    return document, [claim(document, "arrest", word, text, arguments)]


def masked(text: str, *persons: tuple[Role, str, str]) -> str:
    document, claims = coded(text, *persons)
    return mask_document(document, claims).quote(text, Span(0, len(text)))


def test_a_name_is_masked_wherever_the_document_repeats_it() -> None:
    mask = mask_document(COURIER, CLAIMS[COURIER.id])
    shown = mask.quote(COURIER_TEXT, Span(0, len(COURIER_TEXT)))
    for name in ("Osman", "Velleck", "Redfern", "Ilvar", "Mina Osgood"):
        assert name not in shown
    assert "[suspect], a welder, near the border. [suspect] denies it" in shown
    assert "Mr [victim]'s shop" in shown
    assert "neighbour [witness]." in shown
    assert "Lock up every [suspect]!" in shown


def test_blocks_keep_every_offset() -> None:
    mask = mask_document(COURIER, CLAIMS[COURIER.id])
    text = mask.block(COURIER_TEXT)
    assert len(text) == len(COURIER_TEXT)
    assert "Redfern" not in text
    span = span_of(COURIER_TEXT, "Ilvar Redfern")
    assert text[span.start : span.end] == BLOCK * len("Ilvar Redfern")
    assert text[: span.start].endswith("Police detained ")


def test_two_victims_have_numbers_in_text_order() -> None:
    shown = masked(
        "Bela Nortram and Cael Ostrin were shot. Ostrin was 19",
        (Role.VICTIM, "Cael Ostrin", "Ostrin"),
        (Role.VICTIM, "Bela Nortram", "Nortram"),
    )
    assert shown == "[victim 1] and [victim 2] were shot. [victim 2] was 19"


def test_a_shared_surname_goes_to_the_person_named_last() -> None:
    shown = masked(
        "Bela Nortram fled. Nortram is 20. Cael Nortram stayed; Nortram is 30",
        (Role.SUSPECT, "Bela Nortram", "Nortram"),
        (Role.SUSPECT, "Cael Nortram", "Nortram"),
    )
    assert shown == "[suspect 1] fled. [suspect 1] is 20. [suspect 2] stayed; [suspect 2] is 30"


@pytest.mark.parametrize(
    ("text", "mention", "head", "expected"),
    [
        ("They held welder Bela Nortram of Tarsk", "welder Bela Nortram of Tarsk", "welder",
         "They held welder [suspect] of Tarsk"),
        ("They held Mr Abu al Nortram today", "Mr Abu al Nortram", "Nortram",
         "They held Mr [suspect] today"),
        ("They held Bo Li; a li is a mile", "Bo Li", "Li", "They held [suspect]; a li is a mile"),
        ("They held BELA NORTRAM; Bela  Nortram is old", "BELA NORTRAM", "NORTRAM",
         "They held [suspect]; [suspect] is old"),
        ("They held Bela Rose, who grew a rose", "Bela Rose", "Rose",
         "They held [suspect], who grew a rose"),
        ("They held B. Nortram, or Bela Nortram", "Bela Nortram", "Nortram",
         "They held B. [suspect], or [suspect]"),
        ("They held five suspected IS followers", "five suspected IS followers", "followers",
         "They held five suspected IS followers"),
        ("They were held; they were four", "They", "They", "They were held; they were four"),
        ("They held Tarsk natives and Bela Nortram", "Tarsk natives and Bela Nortram", "natives",
         "They held Tarsk natives and [suspect]"),
        ("They held a man in Tarsk", "a man", "man", "They held a man in Tarsk"),
    ],
)  # fmt: skip
def test_names_are_found_inside_the_phrase(
    text: str, mention: str, head: str, expected: str
) -> None:
    assert masked(text, (Role.SUSPECT, mention, head)) == expected


def test_who_is_victim_and_suspect_is_shown_as_victim() -> None:
    document, claims = coded(
        "Bela Nortram was held, then Nortram died",
        (Role.SUSPECT, "Bela Nortram", "Nortram"),
    )
    died = argument(
        document.text, Role.VICTIM, MentionKind.PERSON, "then Nortram", "Nortram", private=True
    )
    claims.append(claim(document, "execution", "died", "Nortram died", (died,)))
    mask = mask_document(document, claims)
    assert mask.quote(document.text, Span(0, 12)) == "[victim]"


def test_a_place_in_a_source_phrase_is_not_taken_for_a_name() -> None:
    text = "New Tarsk residents said it burned, says his sister Nela Quist"
    document = Document(id="d1", text=text)
    base = claim(document, "arson", "burned", text, ())
    attribution = ARREST_CLAIM.claim.attribution[0]
    sources = tuple(
        replace(attribution, source=span_of(text, words), cue=span_of(text, "said"))
        for words in ("New Tarsk residents", "his sister Nela Quist")
    )
    grounded = replace(base, claim=replace(base.claim, attribution=sources))
    shown = mask_document(document, [grounded]).quote(text, Span(0, len(text)))
    assert shown == "New Tarsk residents said it burned, says his sister [witness]"


def test_nothing_is_masked_where_no_private_person_is_named() -> None:
    assert mask_document(COURIER, []) == NO_MASK


def test_titles_are_masked_as_well() -> None:
    mask = mask_document(COURIER, CLAIMS[COURIER.id])
    assert mask.replace("REDFERN held; Ilvar Redfern denies it") == (
        "[suspect] held; [suspect] denies it"
    )


def test_the_order_of_claims_does_not_matter() -> None:
    assert mask_document(COURIER, [ATTACK_CLAIM, ARREST_CLAIM]) == mask_document(
        COURIER, [ARREST_CLAIM, ATTACK_CLAIM]
    )


def test_whom_another_document_on_the_event_names_is_masked_here_too() -> None:
    shelf = Dossiers(DOCUMENTS.get, CLAIMS.__getitem__)
    dossier = shelf.open(ATTACK)
    assert dossier.masks[HERALD.id].replace(HERALD.title or "") == (
        "[suspect] seized over Tarsk attack"
    )
    _, _, alone = shelf.document(HERALD.id)
    _, _, beside = shelf.document(HERALD.id, beside=[COURIER.id])
    assert alone == NO_MASK
    assert beside == dossier.masks[HERALD.id]


WORDS = st.sampled_from(
    ["Bela", "Nortram", "Ostrin", "Cael", "held", "in", "BELA", "said,", "–", "of"]
)


@given(words=st.lists(WORDS, min_size=3, max_size=30))
def test_no_full_name_survives_and_no_offset_moves(words: list[str]) -> None:
    text = " ".join(["Bela Nortram", *words, "end"])
    document, claims = coded(text, (Role.SUSPECT, "Bela Nortram", "Nortram"))
    mask = mask_document(document, claims)
    blocked = mask.block(text)
    assert len(blocked) == len(text)
    assert "Nortram" not in blocked
    assert all(now in (BLOCK, before) for now, before in zip(blocked, text, strict=True))
    assert "Nortram" not in mask.quote(text, Span(0, len(text)))


def test_a_private_person_is_never_published_as_perpetrator() -> None:
    for status in (*Status, None):
        assert published_role(REDFERN, status) is Role.SUSPECT


@pytest.mark.parametrize(
    ("status", "role"),
    [
        (Status.ACCUSED_BY_AUTHORITIES, Role.SUSPECT),
        (Status.ACQUITTED, Role.SUSPECT),
        (Status.CLAIMED, Role.PERPETRATOR),
    ],
)
def test_any_person_only_alleged_is_a_suspect(status: Status, role: Role) -> None:
    assert published_role(replace(REDFERN, private_person=False), status) is role
