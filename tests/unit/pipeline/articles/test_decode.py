"""Bytes to text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.pipeline.articles.decode import NotText, decode, mixes_encodings, normalize

SENTENCE = "Police in Torva arrested three men on Tuesday, officials said."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_told_apart_with_and_without_a_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)) == SENTENCE


def test_lines_in_another_encoding_are_decoded_and_the_rest_is_kept() -> None:
    data = "Zoë was held – police said.\n".encode() + "The café’s owner\n".encode("cp1252")
    data += "Ça va – the others\n".encode()
    assert decode(data) == "Zoë was held – police said.\nThe café’s owner\nÇa va – the others\n"


def test_a_declared_charset_is_used_where_the_bytes_are_not_utf_8() -> None:
    assert decode("Москва".encode("koi8-r"), declared="koi8-r") == "Москва"


def test_an_unknown_declared_charset_is_passed_over() -> None:
    assert "Torva" in decode(
        "Zoë in Torva was arrested".encode("cp1252"), declared="no-such-charset"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "PNG image"),
        (b"%PDF-1.4 some words", "PDF document"),
        (b"PK\x03\x04" + b"word " * 50, "ZIP archive"),
        (b"words\x00and\x00\x00zeros" * 20, "control characters"),
        (bytes(range(1, 32)) * 30, "control characters"),
    ],
)
def test_binary_files_are_named_for_what_they_are(data: bytes, reason: str) -> None:
    with pytest.raises(NotText, match="looks binary") as caught:
        decode(data)
    assert reason in str(caught.value)


def test_line_ends_are_unified_and_control_characters_blanked() -> None:
    assert normalize("\ufeffa\r\nb\rc\x07d\te\ud800") == "a\nb\nc d\te?"


@given(st.binary(max_size=400))
def test_any_bytes_give_clean_text_or_are_refused(data: bytes) -> None:
    try:
        text = decode(data)
    except NotText:
        return
    assert not [c for c in text if ord(c) < 32 and c not in "\n\t"]
    text.encode("utf-8")


@given(
    st.text(alphabet=st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Zl", "Zp"]))
)
def test_utf_8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_single_lines_in_another_encoding_are_told() -> None:
    mixed = "Café Zarmin\n".encode() + "Café Torva\n".encode("cp1252") + b"plain\n"
    assert mixes_encodings(mixed)
    assert not mixes_encodings("Café\n".encode())
    assert not mixes_encodings("Café\n".encode("utf-16"))
