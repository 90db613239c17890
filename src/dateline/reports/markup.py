"""Words as HTML: everything from a text is escaped here."""

from html import escape

from dateline.exports.wording import printable


def text(words: str) -> str:
    """Return words as HTML, control characters replaced."""
    return escape(printable(words))


def anchor(event_id: str) -> str:
    """Return the anchor of an event's article."""
    return text(f"event-{event_id}")


def starred(words: str, disputed: bool) -> str:
    """Return words as HTML, with a star if sources contradict each other on them."""
    return text(words) + star(disputed)


def star(disputed: bool) -> str:
    """Return the star of a disputed value, or nothing."""
    return '<span class="disputed" title="sources differ">*</span>' if disputed else ""
