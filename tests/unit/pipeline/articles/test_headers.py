"""Header lines and front matter."""

from dateline.pipeline.articles.headers import read_heading


def test_header_lines_end_at_the_first_blank_line() -> None:
    text = "URL: https://a.example\nPUBLISHED: 2021-05-04\n\nOUTLET: is a word here\n"
    heading = read_heading(text)
    assert dict(heading.fields) == {"url": "https://a.example", "published": "2021-05-04"}
    assert text[heading.end :].strip() == "OUTLET: is a word here"


def test_an_unknown_date_is_no_field() -> None:
    assert "published" not in read_heading("PUBLISHED: unknown\n\nText.").fields


def test_one_line_in_small_letters_is_text() -> None:
    assert read_heading("Title: a life in letters\nmore text").end == 0


def test_front_matter_gives_the_fields_under_their_usual_names() -> None:
    text = "---\ntitle: A raid\ndate: 2021-05-04\nauthors: [Roe, Quill]\ntags: [x]\n---\nText."
    heading = read_heading(text)
    assert dict(heading.fields) == {
        "title": "A raid",
        "published": "2021-05-04",
        "author": "Roe, Quill",
    }
    assert text[heading.end :] == "Text."


def test_rules_around_prose_are_not_front_matter() -> None:
    assert read_heading("---\nPolice said: [no\n---\nText.").end == 0


def test_yaml_anchors_are_not_expanded() -> None:
    bomb = "---\na: &a [x, x]\nb: &b [*a, *a]\ntitle: *b\n---\nText."
    assert read_heading(bomb).fields == {}
