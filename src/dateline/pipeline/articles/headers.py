"""Header lines and YAML front matter: what a file says about itself above its text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

#: What each header or front matter key stands for.
FIELDS = {
    "url": "url", "link": "url", "canonical": "url",
    "published": "published", "date": "published", "pubdate": "published",
    "outlet": "outlet", "publisher": "outlet", "site": "outlet", "sitename": "outlet",
    "title": "title", "headline": "title",
    "author": "author", "authors": "author", "byline": "author",
}  # fmt: skip
HEADER_LINE = re.compile(r"(URL|PUBLISHED|OUTLET|TITLE|AUTHOR)[ \t]*:[ \t]*(.*)", re.IGNORECASE)
FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
#: Front matter beyond this is some other text between rules.
MAX_FRONT_MATTER = 20_000
#: Values that say a field is not known.
NOT_KNOWN = frozenset({"", "unknown", "none", "null", "n/a", "-", "?"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Fields found above a text, and the offset at which the text itself starts."""

    fields: Mapping[str, str]
    end: int


def read_heading(text: str) -> Heading:
    """Read front matter or header lines, whichever stands at the top; none is no error.

    Header lines count when one is in capitals or two or more stand together, so that an article
    that opens with "Title: ..." keeps its first line.
    """
    return _front_matter(text) or _header_lines(text) or Heading(fields={}, end=0)


def _front_matter(text: str) -> Heading | None:
    match = FRONT_MATTER.match(text, 0, MAX_FRONT_MATTER)
    if match is None or "&" in match[1]:  # anchors could expand without bound
        return None
    # Imported with the first front matter: most texts have none.
    import yaml

    try:
        content = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    fields: dict[str, str] = {}
    for key, value in content.items():
        name = FIELDS.get(str(key).strip().casefold())
        if name is not None and (written := _written(value)) is not None:
            fields.setdefault(name, written)
    return Heading(fields=fields, end=match.end())


def _written(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or None
    if isinstance(value, datetime | date):
        return value.isoformat()
    return _known(str(value)) if isinstance(value, str | int | float) else None


def _header_lines(text: str) -> Heading | None:
    fields: dict[str, str] = {}
    position, count, capitals = 0, 0, False
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = text[position:stop]
        match = HEADER_LINE.fullmatch(line.strip())
        if match is None:
            if not line.strip() and count == 0:
                position = stop + 1
                continue
            break
        count += 1
        capitals = capitals or match[1].isupper()
        value = _known(match[2])
        if value is not None:
            fields.setdefault(FIELDS[match[1].casefold()], value)
        position = stop + 1
    if not count or not (capitals or count > 1):
        return None
    return Heading(fields=fields, end=min(position, len(text)))


def _known(value: str) -> str | None:
    value = " ".join(value.split())
    return None if value.casefold() in NOT_KNOWN else value
