"""Incident or total: whether a claim counts over a period or over several operations."""

import re
from collections.abc import Sequence

from spacy.tokens import Token

from dateline.core.claims import Anchor, Argument, Basis, Role, TollMention
from dateline.core.documents import Document, Span
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tree import clause_verb, prepositional_objects
from dateline.resources.codebook import EventType

_PERIOD = re.compile(
    r"^\s*(?:since\b|so far\b|this year\b|(?:in|over|during|within|for)\s+(?:the\s+)?"
    r"(?:recent|past|last|previous|first)\b|between\b(?!\s+[a-z]+\s+\d{1,2}\s+and\s+\d{1,2}\b)|"
    r"from\b.*\bto\b|every\b|each\b|"
    r"annually\b|(?:(?:in|during)\s+)?(?:the\s+year\s+)?(?:19|20)\d\d$|to date\b)",
    re.IGNORECASE,
)
#: Periods in which one operation may lie too, so that only acts or bodies counted make a total.
_LONG_PERIOD = re.compile(
    r"^\s*(?:(?:in|over|during|within|for)\s+)?(?:the\s+)?(?:whole\s+|entire\s+)?(?:of\s+)?"
    r"(?:last|this|past|previous|that)\s+(?:year|month|quarter|summer|winter|spring|autumn|decade)\b|"
    r"^\s*(?:in\s+)?(?:the\s+)?(?:first|second|third|fourth|last)\s+(?:half|quarter)\b|"
    r"^\s*(?:in\s+|during\s+)?(?:january|february|march|april|may|june|july|august|september|"
    r"october|november|december)(?:\s+(?:19|20)\d\d)?$",
    re.IGNORECASE,
)
#: Verbs of what lasts as long as somebody is in custody.
_HOLDING = frozenset({"hold", "keep", "jail", "imprison", "detain"})
_VAGUE_PERIOD = re.compile(
    r"^\s*(?:(?:in|over|during|within)\s+)?(?:the\s+)?(?:recent|past|last|previous|coming)\s+"
    r"(?:few\s+|several\s+|\w+\s+)?(?:days|weeks|months|years|decades)\b",
    re.IGNORECASE,
)
#: A period between two months or years.
_FROM_TO = re.compile(
    r"^\s*(?:between\s+[a-z]+(?:\s+\d{4})?\s+and\s+[a-z]|from\s+[a-z]+(?:\s+\d{4})?\s+(?:to|through|"
    r"until)\s+[a-z]|(?:between|from)\s+\d{4})",
    re.IGNORECASE,
)
#: Stretches of several months that end on a day of their own.
_SEVERAL_MONTHS = re.compile(
    r"^\s*(?:(?:in|over|during|within|for)\s+)?(?:the\s+)?(?:(?:same|whole|entire)\s+)?"
    r"(?:(?:first|second|third|fourth|last|past|previous|opening|final)\s+"
    r"(?:half|quarter|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)\s+months)"
    r"|(?:whole|entire)\s+(?:year|month|quarter))\b",
    re.IGNORECASE,
)
#: A word after a period by which all of it is meant: "in November alone".
_ALONE = re.compile(r"^\s+alone\b", re.IGNORECASE)
#: Periods that lead up to the day they are told on.
_RUNS_ON = re.compile(r"^\s*(?:since\b|(?:so far\s+)?this (?:year|month)\b)", re.IGNORECASE)
#: What acts are counted in, and what a report on a period says they did.
_CASES = frozenset({"case", "incident", "instance", "act"})
_ACTS = frozenset(
    "attacks bombings blasts explosions raids strikes airstrikes clashes killings shootings "
    "incidents assaults ambushes kidnappings abductions".split()
)
#: So many acts may be told of in one report of one day.
_FEW = frozenset({"one", "two", "three", "1", "2", "3"})
#: More people than one operation or one trial is about.
_SCORES = 50
#: More dead than one attack leaves, when all that is told is the year.
_THOUSANDS = 1000
_PLACES = frozenset("city country town village state district province nation region".split())
_A_YEAR = re.compile(r"\b(?:year|quarter|half|(?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR_ALONE = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d[\d,]*")
#: Some of those counted before.
_SOME_OF = re.compile(r"\bof (?:them|those|these|the total)\b", re.IGNORECASE)
#: Words before a time, not always read as part of it, that make it a period.
_OPENING = re.compile(r"\b(?:in|over|during|within|for|since)\s+(?:the\s+)?$", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:since(?:\s+the)?\s+(?:beginning|start)\s+of|since|so far|to date|in total|"
    r"altogether|a total of|over the (?:past|last)|"
    r"during the (?:past|last))\W+(?:the\s+)?\w*\W*$",
    re.IGNORECASE,
)

#: What says that a sentence counts what several acts did: a report on a period, or the figures of
#: its parts.
_SUMS_UP = re.compile(
    r"\b(?:weekly|monthly|quarterly|half-yearly|yearly|annual|year-end|end-of-year) "
    r"(?:\w+ ){0,2}(?:report|bulletin|briefing|figures|review|statement|statistics|summary|tally)\b"
    r"|(?::|\bincluding) (?:\w+|\d+) (?:\w+ )?(?:in|near|at|on|by|with)\b[^.;]*\band (?:\w+|\d+) "
    r"(?:\w+ )?(?:in|near|at|on|by|with|elsewhere)\b"
    r"|, (?:\w+|\d+) of (?:them|whom) (?:in|on|near|at|during) (?:one|a single|an?|the|[A-Z])",
)

#: Figures that no single attack has.
_OF_YEARS = re.compile(
    r"\b(?:[4-9],\d{3}|\d{2,3},\d{3}|[4-9]\d{3}|\d{5,}|thousands|million)\b(?!\s*%)", re.IGNORECASE
)


def counts_for_years(document: Document, tolls: Sequence[TollMention]) -> bool:
    """Tell whether so many were killed or injured that it must be in years of attacks."""
    return any(_OF_YEARS.search(document.text_at(toll.quantity)) for toll in tolls)


_SINGLE = frozenset({"one", "1", "a", "an", "one of them", "a man", "a woman"})


def is_trend(
    document: Document,
    parse: Parse,
    times: Sequence[Anchor],
    arguments: Sequence[Argument],
    tolls: Sequence[TollMention],
) -> bool:
    """Tell whether a claim speaks of what has been going on, without counting it.

    "Journalists have been attacked in recent months" is neither an incident nor a total.
    """
    if not times or any(a.quantity is not None for a in arguments):
        return False
    if any(toll.quantity != toll.head and len(toll.quantity) < 25 for toll in tolls):
        return False
    return bool(_VAGUE_PERIOD.match(document.text_at(times[0].span)))


def _goes_on(trigger: Token, words: str) -> bool:
    """Tell whether a time says how long somebody is being held: "three men held since May"."""
    return (
        trigger.lemma_.lower() in _HOLDING
        and words.lower().startswith("since")
        and not any(c.dep_ in {"aux", "auxpass"} for c in trigger.children)
    )


def runs_on(document: Document, time: Span) -> bool:
    """Tell whether a time is a period that leads up to what is told: "since May", "this year"."""
    return _RUNS_ON.match(_time_words(document, time)) is not None


def _time_words(document: Document, time: Span) -> str:
    """Return a time with the preposition before it."""
    opening = _OPENING.search(document.text[max(0, time.start - 30) : time.start])
    return (opening[0] if opening else "") + document.text_at(time)


def _counts_some_of(document: Document, argument: Argument) -> bool:
    """Tell whether those counted are some of more counted before: "21 of them"."""
    return argument.quantity is not None and bool(
        _SOME_OF.search(document.text_at(argument.mention))
    )


def _is_of_many_acts(trigger: Token) -> bool:
    """Tell whether words tell of more acts than one report would.

    "Killed in 12 bomb attacks", "23 cases of arson", "attacks in the province claimed 31 lives".
    """
    if trigger.tag_ in {"NNS", "NNPS"} or trigger.dep_ == "pobj":
        of = trigger.head if trigger.dep_ == "pobj" and trigger.head.lower_ == "of" else None
        if of is not None and of.head.lemma_.lower() in _CASES and _is_many(of.head):
            return True
        around = (*prepositional_objects(trigger), *prepositional_objects(trigger.head))
        return _is_many(trigger) or any(
            preposition == "in" and t.lemma_.lower() in _PLACES and _is_many(t)
            for preposition, t in around
        )
    subjects = [c for c in trigger.lefts if c.dep_ == "nsubj"]
    return trigger.pos_ == "VERB" and any(
        t.tag_ == "NNS"
        and t.lower_ in _ACTS
        and not any(c.dep_ in {"det", "nummod", "poss"} for c in t.lefts)
        for t in subjects
    )


def _is_many(noun: Token) -> bool:
    """Tell whether a number of more than a few stands before a noun: no year, "a 2015 bombing"."""
    return any(
        c.dep_ == "nummod" and c.lower_ not in _FEW and _YEAR_ALONE.fullmatch(c.lower_) is None
        for c in noun.lefts
    )


def _in_several_attacks(trigger: Token) -> bool:
    """Tell whether people were killed in attacks that nobody singles out: "killed in attacks"."""
    return trigger.pos_ == "VERB" and any(
        preposition == "in"
        and t.tag_ == "NNS"
        and t.lower_ in _ACTS
        and not any(c.dep_ in {"det", "nummod", "poss"} for c in t.lefts)
        for preposition, t in prepositional_objects(trigger)
    )


def _comes_with_years(trigger: Token) -> bool:
    """Tell whether an act sums up what has gone on: "has known no peace, with many killed"."""
    if trigger.dep_ != "pcomp" or trigger.head.lower_ != "with":
        return False
    verb = trigger.head.head
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_of_scores(words: str, least: int = _SCORES) -> bool:
    digits = _DIGITS.search(words)
    return digits is not None and int(digits[0].replace(",", "")) >= least


def is_total(
    document: Document,
    parse: Parse,
    trigger: Token,
    times: Sequence[Anchor],
    arguments: Sequence[Argument],
    event_type: EventType,
    *,
    acts_counted: bool = False,
    victims_counted: bool = False,
) -> bool:
    """Tell whether a claim is a total over a period.

    It must count something, and be dated by a period ("since January", "this year", "in 2015")
    and not by a day; violence is a total only in the perfect tense or between two dates, since
    "the attack in 2015" is one attack. Where the time is several months or the whole of a period
    ("in the first half of the year", "in May alone"), or those counted are some of more counted
    before, no tense is asked for. Where acts or bodies are what is counted ("41 attacks", "foiled
    12 attacks", "nine cells"), or more people than one operation is about, or where the sentence
    gives the figures of its parts or names a report on a period, any month or longer period will
    do. ``victims_counted`` tells that the dead or injured of several acts are.
    """
    crimes = Role.OFFENCE if event_type.family == "justice" else None
    counts = [
        document.text_at(a.quantity)
        for a in arguments
        if a.quantity is not None and a.role is not crimes
    ]
    counted = acts_counted or any(words.casefold() not in _SINGLE for words in counts)
    sums_up = _SUMS_UP.search(document.text_at(parse.sentence.span)) is not None
    many = _is_of_many_acts(trigger)
    counted |= many or (victims_counted and (sums_up or trigger.tag_ in {"NNS", "NNPS"}))
    if not times:
        return False
    nearest = times[0]
    if nearest.basis is not Basis.ARGUMENT and len(times) > 1:
        return False
    before = document.text[max(0, nearest.span.start - 30) : nearest.span.start]
    words = _time_words(document, nearest.span)
    if _RUNS_ON.match(words) and (trigger.lemma_.lower() == "number" or _comes_with_years(trigger)):
        return True
    if not counted:
        return False
    bodies_and_acts = {Role.ORGANIZATION}
    if event_type.family in {"violence", "plot"}:
        bodies_and_acts.add(Role.OFFENCE)
    several = (
        acts_counted
        or many
        or any(a.quantity is not None and a.role in bodies_and_acts for a in arguments)
    )
    if _A_YEAR.search(words):
        least = _SCORES if event_type.family in {"enforcement", "justice"} else _THOUSANDS
        several |= any(_is_of_scores(count, least) for count in counts)
        several |= _in_several_attacks(trigger)
    if (several or sums_up) and (_LONG_PERIOD.match(words) or _PERIOD.match(words)):
        return True
    after = document.text[nearest.span.end : nearest.span.end + 10]
    if _SEVERAL_MONTHS.match(words) or (_ALONE.match(after) and _LONG_PERIOD.match(words)):
        return True
    if _LONG_PERIOD.match(words) and any(_counts_some_of(document, a) for a in arguments):
        return True
    if not (_PERIOD.match(words) or _BEFORE.search(before)) or _goes_on(trigger, words):
        return False
    if event_type.family == "violence" and not _FROM_TO.match(words):
        verb = clause_verb(trigger)
        return any(c.dep_ in {"aux", "auxpass"} and c.lemma_ == "have" for c in verb.children)
    return True
