"""Word lists, written as running text."""


def word_set(listed: str) -> frozenset[str]:
    """Return the words of a list that white space separates."""
    return frozenset(listed.split())
