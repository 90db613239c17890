"""Actors that news names, by alias: armed groups, services, forces, courts, bodies and media.

Besides the actors listed in ``actors.toml``, every state has the bodies listed there ("Kenyan
police", "the Interior Ministry of Kenya"), found by rule from the country's names.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from dateline.errors import Fault, ResourceError
from dateline.resources.toml_tables import read_toml

V = TypeVar("V")

_FILE = "actors.toml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TOKEN = re.compile(
    r"((?:[^\W\d_]\.){2,}|[^\W_]+(?:['\u2019\u02bc`](?!s\b)[^\W_]+)*)(?:['\u2019]s\b)?"
)
_PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_HYPHENS = frozenset({"-", "\u2010", "\u2011", "\u2013"})
_ARTICLES = frozenset({"the", "a", "an"})
_GENERIC_TAILS = frozenset(
    {"group", "movement", "militia", "network", "organisation", "organization", "outfit"}
)
_PLAIN_FIELDS = ("id", "name", "country", "parent", "sector", "start", "end", "wikidata")
_FIELDS = frozenset((*_PLAIN_FIELDS, "kind", "aliases", "shared", "leaders"))


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    SECURITY_SERVICE = "security_service"
    POLICE = "police"
    MILITARY = "military"
    COURT = "court"
    PROSECUTOR = "prosecutor"
    ARMED_GROUP = "armed_group"
    IGO = "igo"
    NGO = "ngo"
    POLITICAL_PARTY = "political_party"
    MEDIA = "media"


#: What an actor may stand for or do, by its kind.
SECTORS: Mapping[ActorKind, frozenset[str]] = {
    ActorKind.STATE: frozenset({"finance", "foreign affairs", "government"}),
    ActorKind.SECURITY_SERVICE: frozenset(
        {"counter-terrorism", "intelligence", "paramilitary", "protection", "security"}
    ),
    ActorKind.POLICE: frozenset(
        {
            "border",
            "counter-terrorism",
            "gendarmerie",
            "investigation",
            "militia",
            "paramilitary",
            "police",
            "special unit",
        }
    ),
    ActorKind.MILITARY: frozenset(
        {
            "armed forces",
            "army",
            "coalition",
            "counter-terrorism",
            "militia",
            "paramilitary",
            "peacekeeping",
            "special unit",
        }
    ),
    ActorKind.COURT: frozenset({"international court", "national court"}),
    ActorKind.PROSECUTOR: frozenset({"investigation", "justice", "prosecution"}),
    ActorKind.ARMED_GROUP: frozenset(
        {
            "anarchist",
            "coalition",
            "criminal",
            "cult",
            "environmental",
            "far right",
            "irish republican",
            "islamist",
            "jihadist",
            "kurdish",
            "left",
            "loyalist",
            "mercenary",
            "militia",
            "nihilist",
            "opposition",
            "palestinian",
            "paramilitary",
            "rebel",
            "right",
            "sectarian",
            "separatist",
            "shia",
        }
    ),
    ActorKind.IGO: frozenset(
        {
            "arms control",
            "border",
            "counter-terrorism",
            "crime",
            "defence",
            "development",
            "finance",
            "health",
            "human rights",
            "humanitarian",
            "justice",
            "mission",
            "police",
            "regional",
            "universal",
        }
    ),
    ActorKind.NGO: frozenset(
        {
            "hindu nationalist",
            "human rights",
            "humanitarian",
            "islamist",
            "press freedom",
            "research",
            "separatist",
            "shia",
        }
    ),
    ActorKind.POLITICAL_PARTY: frozenset(
        {
            "centre",
            "islamist",
            "kurdish",
            "left",
            "opposition",
            "palestinian",
            "right",
            "separatist",
            "shia",
        }
    ),
    ActorKind.MEDIA: frozenset(
        {"broadcaster", "jihadist", "news agency", "newspaper", "radio", "television", "website"}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A known group, service or body: what it is called, and what it is part of.

    ``country`` is an ISO 3166-1 alpha-2 code, ``parent`` the id of the actor it is a branch of,
    ``sector`` what it stands for or does, one of the ``SECTORS`` of its kind, ``start`` and ``end``
    are years. ``shared`` are names that other bodies bear too, which count only where the country
    is known. ``leaders`` are persons known to the public as its leaders or spokesmen. What is not
    known is ``None``.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    parent: str | None = None
    sector: str | None = None
    start: int | None = None
    end: int | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    raw: str
    key: str


@dataclass(frozen=True, slots=True)
class _Alias:
    """An alias as it is matched; ``exact`` tells which words must stand as written."""

    keys: tuple[str, ...]
    raws: tuple[str, ...]
    exact: tuple[bool, ...]
    actor: Actor
    shared: bool

    def matches(
        self, tokens: Sequence[_Token], at: int, country: str | None, year: int | None
    ) -> bool:
        keys = self.keys
        if len(tokens) - at < len(keys):
            return False
        for offset, key in enumerate(keys):
            if tokens[at + offset].key != key:
                return False
        window = tokens[at : at + len(keys)]
        return (
            (year is None or self.actor.start is None or self.actor.start <= year + 1)
            and all(t.raw == r for t, r, x in zip(window, self.raws, self.exact, strict=True) if x)
            and (not self.shared or (country is not None and self.actor.country == country))
        )


@dataclass(frozen=True, slots=True)
class _Body:
    """A body that every state has."""

    slug: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class _Phrases(Generic[V]):
    """Values by the words of a phrase; ``longest_by_first`` bounds the look-ups."""

    by_keys: Mapping[tuple[str, ...], V]
    longest_by_first: Mapping[str, int]

    @classmethod
    def of(cls, by_keys: Mapping[tuple[str, ...], V]) -> "_Phrases[V]":
        longest: dict[str, int] = {}
        for keys in by_keys:
            longest[keys[0]] = max(len(keys), longest.get(keys[0], 0))
        return cls(by_keys, longest)

    def longest(self, tokens: Sequence[_Token], at: int) -> tuple[V | None, int]:
        """Return the value of the longest phrase that begins at a word, and its length."""
        bound = self.longest_by_first.get(tokens[at].key) if at < len(tokens) else None
        if bound is None:
            return None, 0
        for length in range(min(bound, len(tokens) - at), 0, -1):
            value = self.by_keys.get(tuple(t.key for t in tokens[at : at + length]))
            if value is not None:
                return value, length
        return None, 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ActorTable:
    """Known actors, to be looked up by id or found by name in text."""

    actors: Mapping[str, Actor]
    _aliases: Mapping[str, tuple[_Alias, ...]]
    _bodies: "_Phrases[_Body]"
    _countries: "_Phrases[str]"
    _leaders: "_Phrases[str]"
    _country_names: Mapping[str, str]
    _first_words: frozenset[str]
    _exact: frozenset[str]
    _not_members: frozenset[str]
    _not_members_before: frozenset[str]

    def get(self, id_: str) -> Actor | None:
        """Return the actor with an id, listed or a body of a state ("ke-police")."""
        listed = self.actors.get(id_)
        if listed is not None:
            return listed
        code, _, slug = id_.partition("-")
        if code.upper() not in self._country_names:
            return None
        for body in self._bodies.by_keys.values():
            if body.slug == slug:
                return self._body_of(code.upper(), body)
        return None

    def find(
        self, text: str, *, country: str | None = None, year: int | None = None
    ) -> Actor | None:
        """Return the actor that a whole phrase names, if it names one.

        Case, accents, quotes, a leading article, a closing parenthesis and a closing word such as
        "group" do not matter.

        Args:
            text: A noun phrase.
            country: ISO code of the country spoken of, which decides between namesakes.
            year: When this was written; who came up later, by more than a year, is not meant, and
                of namesakes one that had ended is meant last.
        """
        for phrase in dict.fromkeys((text, _PARENTHESIS.sub(" ", text))):
            tokens = _tokens(phrase)
            for at in (0, 1) if tokens and tokens[0].key in _ARTICLES else (0,):
                match = self._longest(tokens, at, country, year)
                if match is None:
                    continue
                length, actor = match
                rest = tokens[at + length :]
                tail = len(rest) == 1 and rest[0].key in _GENERIC_TAILS
                if not rest or (tail and actor.kind is ActorKind.ARMED_GROUP):
                    return actor
        return None

    def find_in(
        self, text: str, *, country: str | None = None, year: int | None = None
    ) -> tuple[tuple[int, int, Actor], ...]:
        """Return the actors named in a text: character range and actor, in text order.

        Whole words only; the longest name wins. A name that merely describes somebody else
        ("IS-inspired", "anti-Taliban") is left out, and so is a name that is an ordinary word as
        well ("IS") in a text all in capitals.

        Args:
            text: Any text.
            country: ISO code of the country spoken of, which decides between namesakes.
            year: When this was written, as for ``find``.
        """
        tokens = _tokens(text)
        shouting = len(tokens) > 1 and text.upper() == text
        found: list[tuple[int, int, Actor]] = []
        at = 0
        while at < len(tokens):
            match = self._longest(tokens, at, country, year, ordinary=shouting)
            if match is None:
                at += 1
                continue
            length, actor = match
            if not self._merely_describes(text, tokens, at, at + length):
                found.append((tokens[at].start, tokens[at + length - 1].end, actor))
            at += length
        return tuple(found)

    def leader_in(self, text: str) -> str | None:
        """Return the id of the actor of which a text names a publicly known leader, if any."""
        tokens = _tokens(text)
        for at in range(len(tokens)):
            actor, _ = self._leaders.longest(tokens, at)
            if actor is not None:
                return actor
        return None

    def country_in(self, text: str) -> str | None:
        """Return the ISO code of the first country that a text names, also as an adjective."""
        tokens = _tokens(text)
        for at in range(len(tokens)):
            country, _ = self._country_at(tokens, at)
            if country is not None:
                return country
        return None

    def _longest(
        self,
        tokens: Sequence[_Token],
        at: int,
        country: str | None,
        year: int | None,
        *,
        ordinary: bool = False,
    ) -> tuple[int, Actor] | None:
        """Return how many words from ``at`` on name an actor, and which.

        With ``ordinary``, names with words that must stand as written do not count.
        """
        if at >= len(tokens) or tokens[at].key not in self._first_words:
            return None
        found = self._listed(tokens, at, country, year, ordinary=ordinary)
        spoken_of, length = self._country_at(tokens, at)
        if spoken_of is not None:
            # "Turkey's MIT": the country named before a shared name decides whose it is.
            after = self._listed(tokens, at + length, spoken_of, year, ordinary=ordinary)
            if after is not None and after[1].country == spoken_of:
                found = _longer(found, (length + after[0], after[1]))
        return _longer(found, self._longest_body(tokens, at, spoken_of, length))

    def _listed(
        self,
        tokens: Sequence[_Token],
        at: int,
        country: str | None,
        year: int | None,
        *,
        ordinary: bool,
    ) -> tuple[int, Actor] | None:
        ended: tuple[int, Actor] | None = None
        for alias in self._aliases.get(tokens[at].key, ()) if at < len(tokens) else ():
            length, actor = len(alias.keys), alias.actor
            if ended is not None and length < ended[0]:
                break
            if not alias.matches(tokens, at, country, year) or (ordinary and any(alias.exact)):
                continue
            if year is None or actor.end is None or actor.end >= year - 1:
                return length, actor
            ended = ended or (length, actor)
        return ended

    def _country_at(self, tokens: Sequence[_Token], at: int) -> tuple[str | None, int]:
        """Return the country named from ``at`` on, as a name or adjective, and its length."""
        if at >= len(tokens) or tokens[at].key not in self._countries.longest_by_first:
            return None, 0
        if not self._as_written(tokens[at]):
            return None, 0
        return self._countries.longest(tokens, at)

    def _longest_body(
        self, tokens: Sequence[_Token], at: int, country: str | None, length: int
    ) -> tuple[int, Actor] | None:
        """Read "Kenyan police" or "Interior Ministry of the Republic of Kenya"."""
        if country is not None:
            body, more = self._bodies.longest(tokens, at + length)
            return None if body is None else (length + more, self._body_of(country, body))
        body, length = self._bodies.longest(tokens, at)
        link = at + length
        if body is None or link >= len(tokens) or tokens[link].key != "of":
            return None
        while link < len(tokens) and tokens[link].key in {"the", "republic", "of"}:
            link += 1
        country, more = self._country_at(tokens, link)
        if country is None or self._bodies.longest(tokens, link + more)[0] is not None:
            return None  # "soldiers of the Nigerian army" are of the army
        return link + more - at, self._body_of(country, body)

    def _as_written(self, token: _Token) -> bool:
        """Tell whether a word that is an ordinary word too ("us") stands as a name."""
        return token.key.upper() not in self._exact or token.raw in self._exact

    def _body_of(self, country: str, body: _Body) -> Actor:
        return Actor(
            id=f"{country.lower()}-{body.slug}",
            name=f"{body.name[0].upper()}{body.name[1:]} of {self._country_names[country]}",
            kind=body.kind,
            country=country,
        )

    def _merely_describes(self, text: str, tokens: Sequence[_Token], first: int, stop: int) -> bool:
        if stop < len(tokens) and text[tokens[stop - 1].end : tokens[stop].start] in _HYPHENS:
            return tokens[stop].key in self._not_members
        if first > 0 and text[tokens[first - 1].end : tokens[first].start] in _HYPHENS:
            return tokens[first - 1].key in self._not_members_before
        return False


@cache
def load_actors() -> ActorTable:
    """Return the actors shipped with Dateline.

    Raises:
        ResourceError: The table has faults; the message names every one of them, with its line.
    """
    resources = files("dateline.resources")
    countries = resources / "gazetteer" / "countries.toml"
    return read_actors(
        (resources / _FILE).read_text(encoding="utf-8"), countries.read_text(encoding="utf-8")
    )


def read_actors(text: str, countries: str) -> ActorTable:
    """Read actors from TOML.

    Args:
        text: ``[[actor]]`` and ``[[body]]`` tables, as ``actors.toml`` describes them.
        countries: One table per country code with ``name``, ``aliases`` and ``demonyms``.

    Raises:
        ResourceError: The text has faults; the message names every one of them, with its line.
    """
    tables = read_toml(text)
    rows: list[dict[str, Any]] = tables.get("actor", [])
    exact = frozenset(tables.get("exact", []))
    faults = list(_faults(rows, text))
    actors = {} if faults else {row["id"]: _actor(row) for row in rows}
    aliases = [alias for actor in actors.values() for alias in _aliases_of(actor, exact)]
    faults.extend(_claimed_twice(aliases, text))
    if faults:
        raise ResourceError("\n".join(str(fault) for fault in faults))
    by_first: defaultdict[str, list[_Alias]] = defaultdict(list)
    for alias in sorted(aliases, key=lambda a: (-len(a.keys), not a.shared, a.keys, a.actor.id)):
        by_first[alias.keys[0]].append(alias)
    named = read_toml(countries)
    bodies = _Phrases.of(dict(_body_nouns(tables.get("body", []))))
    country_words = _Phrases.of(_country_words(named))
    return ActorTable(
        actors=actors,
        _aliases={first: tuple(group) for first, group in by_first.items()},
        _bodies=bodies,
        _countries=country_words,
        _first_words=frozenset(
            (*by_first, *bodies.longest_by_first, *country_words.longest_by_first)
        ),
        _leaders=_Phrases.of(_leader_names(actors.values())),
        _country_names={code: row["name"] for code, row in named.items()},
        _exact=exact,
        _not_members=frozenset(tables.get("not_members", [])),
        _not_members_before=frozenset(tables.get("not_members_before", [])),
    )


def _actor(row: Mapping[str, Any]) -> Actor:
    plain = {key: row[key] for key in _PLAIN_FIELDS if key in row}
    return Actor(
        **plain,
        kind=ActorKind(row["kind"]),
        aliases=tuple(row.get("aliases", [])),
        shared=tuple(row.get("shared", [])),
        leaders=tuple(row.get("leaders", [])),
    )


def _faults(rows: Sequence[Mapping[str, Any]], text: str) -> Iterator[Fault]:
    """Yield what is wrong with each row by itself, and with its id and parent."""
    seen: set[str] = set()
    ids = {row.get("id") for row in rows}
    parents = {row.get("id"): row.get("parent") for row in rows}
    for row in rows:
        id_ = str(row.get("id", ""))
        messages = []
        if not _ID.fullmatch(id_):
            messages.append(f"id {id_!r} is not kebab-case")
        if id_ in seen:
            messages.append(f"id {id_!r} stands twice")
        seen.add(id_)
        if not row.get("name"):
            messages.append(f"{id_}: no name")
        if row.get("kind") not in ActorKind.__members__.values():
            messages.append(f"{id_}: unknown kind {row.get('kind')!r}")
        elif "sector" in row and row["sector"] not in SECTORS[ActorKind(row["kind"])]:
            messages.append(f"{id_}: {row['sector']!r} is no sector of kind {row['kind']!r}")
        if not re.fullmatch(r"[A-Z]{2}", row.get("country", "XX")):
            messages.append(f"{id_}: country {row['country']!r} is not an ISO alpha-2 code")
        if row.get("parent", id_) not in ids:
            messages.append(f"{id_}: no actor {row['parent']!r} to be a branch of")
        elif _is_own_ancestor(id_, parents):
            messages.append(f"{id_}: is its own ancestor")
        if row.get("end", 9999) < row.get("start", 0):
            messages.append(f"{id_}: ends before it starts")
        unknown = sorted(set(row) - _FIELDS)
        messages.extend(f"{id_}: unknown field {field!r}" for field in unknown)
        line = _line(text, id_) if messages else None
        yield from (Fault(path=_FILE, line=line, message=message) for message in messages)


def _is_own_ancestor(id_: str, parents: Mapping[Any, Any]) -> bool:
    passed = {id_}
    parent = parents.get(id_)
    while parent is not None and parent not in passed:
        passed.add(parent)
        parent = parents.get(parent)
    return parent == id_


def _claimed_twice(aliases: Sequence[_Alias], text: str) -> Iterator[Fault]:
    """Yield names that two actors bear, or that one lists twice."""
    owners: dict[tuple[str, ...], Actor] = {}
    for alias in (a for a in aliases if not a.shared):
        owner = owners.setdefault(alias.keys, alias.actor)
        words = " ".join(alias.raws)
        if owner is not alias.actor:
            message = f"{alias.actor.id}: {words!r} is also a name of {owner.id}"
            yield Fault(path=_FILE, line=_line(text, alias.actor.id), message=message)
    listed: set[tuple[str, tuple[str, ...]]] = set()
    for alias in aliases:
        key = (alias.actor.id, alias.keys)
        if key in listed:
            message = f"{alias.actor.id}: {' '.join(alias.raws)!r} stands twice"
            yield Fault(path=_FILE, line=_line(text, alias.actor.id), message=message)
        listed.add(key)


def _line(text: str, id_: str) -> int | None:
    at = text.find(f'id = "{id_}"')
    return None if at < 0 else text.count("\n", 0, at) + 1


def _aliases_of(actor: Actor, exact: frozenset[str]) -> Iterator[_Alias]:
    for name in (actor.name, *actor.aliases):
        yield _alias(name, actor, exact, shared=False)
    for name in actor.shared:
        yield _alias(name, actor, exact, shared=True)


def _alias(name: str, actor: Actor, exact: frozenset[str], *, shared: bool) -> _Alias:
    words = [match.group(1) for match in _TOKEN.finditer(name)]
    raws = tuple(word.replace(".", "") for word in words)
    keys = tuple(_fold(word) for word in words)
    if keys[0] == "the" and len(keys) > 2:
        keys, raws = keys[1:], raws[1:]
    as_written = tuple(raw in exact for raw in raws)
    if keys[0] == "the":
        as_written = (False, True)
    return _Alias(keys, raws, as_written, actor, shared)


def _body_nouns(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, ...], _Body]]:
    for row in rows:
        body = _Body(row["slug"], row["name"], ActorKind(row["kind"]))
        for noun in row["nouns"]:
            yield _keys(noun), body


def _leader_names(actors: Iterable[Actor]) -> dict[tuple[str, ...], str]:
    return {_keys(name): actor.id for actor in actors for name in actor.leaders}


def _country_words(named: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, ...], str]:
    """Return names and adjectives of countries; an adjective of two countries is left out."""
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for code, row in named.items():
        for word in (row["name"], *row.get("aliases", []), *row.get("demonyms", [])):
            owners[_keys(word)].add(code)
    return {keys: next(iter(codes)) for keys, codes in owners.items() if len(codes) == 1}


def _longer(
    one: tuple[int, Actor] | None, other: tuple[int, Actor] | None
) -> tuple[int, Actor] | None:
    """Return the match of more words; the first where both are as long."""
    if one is None or (other is not None and other[0] > one[0]):
        return other
    return one


def _keys(name: str) -> tuple[str, ...]:
    return tuple(_fold(match.group(1)) for match in _TOKEN.finditer(name))


@lru_cache(maxsize=2_000)
def _tokens(text: str) -> tuple[_Token, ...]:
    return tuple(
        _Token(m.start(1), m.end(1), m.group(1).replace(".", ""), _fold(m.group(1)))
        for m in _TOKEN.finditer(text)
    )


_MARKS = re.compile(r"['\u2019\u02bc`.]")


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    """Return a word without case, accents, apostrophes and full stops."""
    if not word.isascii():
        marked = unicodedata.normalize("NFKD", word.replace("ı", "i"))
        word = "".join(c for c in marked if not unicodedata.combining(c))
    return _MARKS.sub("", word).casefold()
