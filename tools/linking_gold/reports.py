"""The kinds of report an act gets: flash, update, reprint, communiqué, paraphrase and so on."""

import re
from collections.abc import Mapping
from datetime import date
from random import Random

from .desk import NO_WORDS, Desk, Draft, Toll
from .voice import number_word, ordinal_word, shift, years_between
from .world import Act, Outlet, Statement

#: Words that a reprinting desk changes, one or two to a copy.
_EDITS = (
    (r"\bwounded\b", "injured"),
    (r"\bkm\b", "kilometres"),
    (r"\bsaid that\b", "said"),
    (r"\baccording to\b", "according to"),
    (r"\btaken to hospital\b", "hospitalised"),
    (r"\bwas not clear\b", "remained unclear"),
    (r"\bthe rest of the day\b", "the remainder of the day"),
)


def flash(
    desk: Desk, act: Act, statement: Statement, toll: Toll, *, outlet: Outlet, on: date
) -> Draft:
    """Report an act within hours."""
    draft = desk.draft("flash", outlet, on)
    draft.headline = desk.headline(draft, act, toll)
    draft.paragraphs.append(_lead(desk, draft, act, statement, toll))
    second = [desk.colour(draft, act, desk.rng.choice(statement.forms))]
    if desk.rng.random() < 0.5:
        second.append(desk.colour(draft, act))
    draft.paragraphs.append(" ".join(second))
    if desk.rng.random() < 0.7 and act.type not in {"killing_by_security_forces", "clash"}:
        draft.paragraphs.append(desk.prose(draft, "no_claim", act))
    desk.pad(draft, act)
    return draft


def _lead(
    desk: Desk,
    draft: Draft,
    act: Act,
    statement: Statement | None,
    toll: Toll,
    form: str = "lead",
    words: Mapping[str, str] = NO_WORDS,
) -> str:
    rng = Random(f"{draft.seed} lead {act.event}")
    return desk.tell(
        draft, act, form, toll=toll, statement=statement, rng=rng, say=True, words=words
    )


def update(desk: Desk, old: Draft, act: Act, statement: Statement, toll: Toll, on: date) -> Draft:
    """Report again on the same page: the first sentence anew, paragraphs added."""
    desk.wire(old)
    draft = desk.draft("update", old.outlet, on)
    draft.seed, draft.credit, draft.places = old.seed, old.credit, dict(old.places)
    draft.paragraphs = [_lead(desk, draft, act, statement, toll), *old.paragraphs[1:]]
    for event, values in old.told.items():
        draft.told.setdefault(event, dict(values))
    draft.slug = old.slug
    extra = [desk.colour(draft, act), desk.prose(draft, "after")]
    if desk.rng.random() < 0.5:
        extra.append(desk.prose(draft, "quotes"))
    draft.paragraphs[2:2] = [" ".join(extra[:2]), *extra[2:]]
    prefix = desk.rng.choice(["UPDATE 1-", "", "", "UPDATED: "])
    draft.headline = prefix + (
        desk.headline(draft, act, toll) if desk.rng.random() < 0.7 else old.headline
    )
    group, version = old.wire or ("", 0)
    draft.wire = (group, version + 1)
    return draft


def reprint(desk: Desk, old: Draft, act: Act, toll: Toll, *, outlet: Outlet, on: date) -> Draft:
    """Print an agency's text under another headline, shortened and touched up."""
    desk.wire(old)
    draft = desk.draft("reprint", outlet, on)
    draft.headline = desk.headline(draft, act, toll)
    draft.told = {event: dict(values) for event, values in old.told.items()}
    draft.places, draft.wire = dict(old.places), old.wire
    keep = len(old.paragraphs) - desk.rng.choice([0, 0, 1, 1, 2])
    kept = old.paragraphs[: max(2, keep)]
    for pattern, new in desk.rng.sample(_EDITS, desk.rng.choice([0, 1, 2])):
        kept = [re.sub(pattern, new, paragraph) for paragraph in kept]
    draft.paragraphs = kept
    draft.credit = desk.rng.choice([old.outlet.name, f"({old.outlet.name})", draft.credit])
    return draft


def communique(
    desk: Desk, act: Act, statement: Statement, toll: Toll, *, role: str, on: date
) -> Draft:
    """Publish an authority's own text."""
    draft = desk.draft("communique", desk.press_page(role), on)
    draft.headline = desk.headline(draft, act, toll)
    draft.paragraphs = [desk.tell(draft, act, toll=toll, statement=statement, say=False)]
    draft.paragraphs.append(
        f"{desk.prose(draft, 'formal')} {desk.prose(draft, 'formal')}"
        if desk.rng.random() < 0.6
        else desk.prose(draft, "formal")
    )
    return draft


def paraphrase(
    desk: Desk,
    act: Act,
    statement: Statement,
    toll: Toll,
    *,
    outlet: Outlet,
    on: date,
    background: Act | None = None,
    background_toll: Toll | None = None,
) -> Draft:
    """Report in other words what an authority said."""
    draft = desk.draft("paraphrase", outlet, on)
    draft.headline = desk.headline(draft, act, toll)
    lead = _lead(desk, draft, act, statement, toll)
    opening = [lead]
    if desk.rng.random() < 0.35:
        opening = [desk.prose(draft, "after"), lead]
    draft.paragraphs = opening
    draft.paragraphs.append(desk.colour(draft, act))
    if outlet.style != "alert":
        draft.paragraphs.append(desk.prose(draft, desk.rng.choice(["analyst", "setting", "after"])))
    if background is not None:
        draft.paragraphs.append(
            desk.tell(draft, background, "back", toll=background_toll, rng=desk.rng)
        )
    if outlet.style == "alert":
        draft.paragraphs.append("Travellers should avoid the area and follow local media.")
    desk.pad(draft, act)
    return draft


def witness(
    desk: Desk, act: Act, statement: Statement, toll: Toll, *, outlet: Outlet, on: date
) -> Draft:
    """Report what people who were there say."""
    draft = desk.draft("witness", outlet, on)
    draft.headline = desk.headline(draft, act, toll)
    quote = desk.prose(draft, "quotes")
    lead = _lead(desk, draft, act, statement, toll)
    draft.paragraphs = [quote, lead] if desk.rng.random() < 0.4 else [lead, quote]
    draft.paragraphs.append(f"{desk.colour(draft, act)} {desk.prose(draft, 'quotes')}")
    draft.paragraphs.append(desk.prose(draft, "doubt"))
    desk.pad(draft, act)
    return draft


def monitor(desk: Desk, act: Act, statement: Statement, toll: Toll, on: date) -> Draft:
    """Report a monitor's own count."""
    draft = desk.draft("monitor", desk.monitor_page(), on)
    draft.headline = desk.headline(draft, act, toll)
    draft.paragraphs = [
        desk.tell(draft, act, toll=toll, statement=statement),
        f"{desk.colour(draft, act)} {desk.prose(draft, 'quotes')}",
        desk.prose(draft, "doubt"),
    ]
    desk.pad(draft, act)
    return draft


def brief(
    desk: Desk, act: Act, statement: Statement | None, toll: Toll, *, outlet: Outlet, on: date
) -> Draft:
    """Report an act in a few lines."""
    draft = desk.draft("brief", outlet, on)
    draft.headline = desk.headline(draft, act, toll)
    draft.paragraphs = [_lead(desk, draft, act, statement, toll)]
    if act.colour and desk.rng.random() < 0.8:
        draft.paragraphs.append(desk.colour(draft, act))
    draft.paragraphs.append(desk.prose(draft, desk.rng.choice(["setting", "after"])))
    return draft


def claim(
    desk: Desk, act: Act, group: str, toll: Toll, *, outlet: Outlet, on: date
) -> tuple[Draft, Act]:
    """Report that a group says it did it."""
    draft = desk.draft("claim", outlet, on)
    said = desk.act(
        "claim", "claim_of_responsibility", on, hour="", incident=False, words={"group": group}
    )
    desk.link(act, said, "response_to")
    rng = Random(f"{draft.seed} claim")
    cause = desk.cause(draft, act, rng)
    more = {**cause, "group": group}
    lead = desk.tell(draft, said, statement=_group_statement(desk, group), say=False, words=more)
    draft.told[said.event].update(status="claimed", source=group)
    tail = desk.pick(desk.phrases["claim_of_responsibility"]["tail"])
    slots, _ = desk.slots(draft, said, Toll(), rng)
    tail = tail.replace("{when}", slots["when"])
    lead = f"{lead[:-1]} {tail}."
    words = {**_headline_words(desk, draft, act, cause), **more}
    draft.headline = desk.headline(draft, said, words=words)
    again = desk.tell(draft, act, "back", toll=toll, rng=rng)
    draft.paragraphs = [lead, again] if rng.random() < 0.7 else [again, lead]
    draft.paragraphs.append(desk.prose(draft, "doubt"))
    desk.pad(draft)
    return draft, said


def _group_statement(desk: Desk, group: str) -> Statement:
    made = desk.statement("witness")
    return Statement(id=made.id, forms=(group,), official=False)


def _headline_words(desk: Desk, draft: Draft, act: Act, cause: dict[str, str]) -> dict[str, str]:
    slots, _ = desk.slots(draft, act, Toll(), Random(draft.seed))
    return {"P": slots["P"], "short": slots.get("short", ""), "cause_short": cause["cause_short"]}


def step(
    desk: Desk,
    act: Act,
    cause_act: Act,
    toll: Toll,
    *,
    outlet: Outlet,
    on: date,
    statement: Statement | None = None,
    earlier: tuple[Act, ...] = (),
    kind: str = "aftermath",
    words: Mapping[str, str] = NO_WORDS,
) -> Draft:
    """Report a step of the law, or another aftermath, with the act it follows from."""
    draft = desk.draft(kind, outlet, on)
    rng = Random(f"{draft.seed} step")
    cause = desk.cause(draft, cause_act, rng)
    slots = {**cause, **words}
    if act.type == "arrest":
        reason = desk.pick(desk.phrases["arrest"]["reason"], rng)
        slots["reason"] = reason.replace("{cause}", cause["cause"])
    lead = desk.tell(draft, act, statement=statement, rng=rng, words=slots)
    head = {**_headline_words(desk, draft, cause_act, cause), **slots}
    draft.headline = desk.headline(draft, act, words=head)
    again = desk.tell(draft, cause_act, "back", toll=toll, rng=rng)
    draft.paragraphs = [lead, again]
    if act.type in {"charge", "trial", "sentence", "appeal"}:
        draft.paragraphs.append(f"{desk.prose(draft, 'law')} {desk.prose(draft, 'law')}")
    else:
        draft.paragraphs.append(desk.prose(draft, "after"))
    for before in earlier:
        bare = {**slots, "reason": "", "actor": before.slots.get("actor", "")}
        bare["reason"] = "over the case"
        draft.paragraphs.append(desk.tell(draft, before, "back", rng=rng, words=bare))
    desk.pad(draft)
    return draft


def anniversary(desk: Desk, act: Act, toll: Toll, *, outlet: Outlet, on: date) -> Draft:
    """Report a day of remembrance; the only event is the old one."""
    draft = desk.draft("anniversary", outlet, on)
    years = years_between(act.day, on)
    spoken = "A year" if years == 1 else f"{number_word(years).capitalize()} years"
    rng = Random(f"{draft.seed} memory")
    cause = desk.cause(draft, act, rng)
    weekday = f"on {on:%A}"
    slots = {
        "years": spoken.lower(),
        "Years": spoken,
        "ordinal": ordinal_word(years),
        "when": weekday,
        "cause_short": cause["cause_short"],
    }
    draft.headline = desk.prose(draft, "memory_head", act, words=slots)
    draft.paragraphs = [desk.prose(draft, "memory_lead", act, words=slots)]
    draft.paragraphs.append(desk.tell(draft, act, "back", toll=toll, rng=rng))
    draft.paragraphs.append(f"{desk.prose(draft, 'memory')} {desk.prose(draft, 'memory')}")
    draft.paragraphs.append(desk.prose(draft, "quotes"))
    desk.pad(draft)
    return draft


def correction(
    desk: Desk, old: Draft, act: Act, statement: Statement, wrong: Toll, right: Toll
) -> Draft:
    """Publish a page again with a figure put right."""
    draft = update(desk, old, act, statement, right, old.published)
    draft.kind = "correction"
    old_n = number_word(wrong.killed.n if wrong.killed else 0)
    new_n = number_word(right.killed.n if right.killed else 0)
    note = desk.prose(draft, "correction", words={"K_old": old_n, "K_new": new_n})
    draft.paragraphs.append(note)
    draft.headline = f"CORRECTED-{old.headline}" if desk.rng.random() < 0.5 else draft.headline
    desk.denials.append((draft, act.event, f"correction|{' '.join(note.split()[:11])}"))
    return draft


def next_day(day: date, rng: Random) -> date:
    """Return the same day or one of the next two."""
    return shift(day, rng.choice([0, 1, 1, 2]))
