"""Who acts in an event and whom it befalls, in the words of the reports."""

from collections.abc import Iterable, Iterator

from dateline.core.claims import Role
from dateline.exports.dossiers import Dossier
from dateline.exports.wording import shorten

#: Roles of those who act, and of those it befalls, in the order they are named.
AGENTS = (Role.PERPETRATOR, Role.AUTHORITY)
PATIENTS = (
    Role.TARGET,
    Role.VICTIM,
    Role.SUSPECT,
    Role.DEFENDANT,
    Role.CONVICT,
    Role.BENEFICIARY,
)

#: Longer phrases are cut at a word: a relative clause can run on for lines.
MAX_PHRASE = 60


def acting(dossier: Dossier) -> list[str]:
    """Return those who act, perpetrators before authorities.

    A person only alleged to have done it is marked as a suspect.
    """
    return phrases_in(dossier, AGENTS)


def affected(dossier: Dossier) -> list[str]:
    """Return those it befalls: targets, victims, suspects, defendants, convicts."""
    return phrases_in(dossier, PATIENTS)


def phrases_in(dossier: Dossier, roles: Iterable[Role]) -> list[str]:
    """Return the phrases that name participants in some roles, each phrase once."""
    phrases: dict[str, str] = {}
    for role in roles:
        for phrase in _phrases(dossier, role):
            phrases.setdefault(phrase.casefold(), phrase)
    return list(phrases.values())


def _phrases(dossier: Dossier, role: Role) -> Iterator[str]:
    for support in dossier.event.participants:
        if support.value.argument.role is role:
            phrase = shorten(dossier.argument_words(support), MAX_PHRASE)
            published = dossier.published_role(support)
            said = published is role or f"[{published}" in phrase
            yield phrase if said else f"{phrase} ({published})"


def summarise(phrases: list[str], *, limit: int = 2) -> str:
    """Join the first few phrases and say how many more there are."""
    separator = "; " if any("," in phrase for phrase in phrases[:limit]) else ", "
    shown = separator.join(phrases[:limit])
    return shown if len(phrases) <= limit else f"{shown} and {len(phrases) - limit} more"
