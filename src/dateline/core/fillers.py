"""What a whole text reports, without saying where: incidents, and who and what took part.

Roles and kinds of incident are those of MUC-4.
"""

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.documents import Span

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")


class FillerRole(StrEnum):
    """The part that is played in some incident of the text.

    ``VICTIM`` is a victim who is named, ``DESCRIBED_VICTIM`` one who is not ("three farmers").
    """

    PERPETRATOR_INDIVIDUAL = "perpetrator_individual"
    PERPETRATOR_ORGANIZATION = "perpetrator_organization"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"
    DESCRIBED_VICTIM = "described_victim"


class Reported(StrEnum):
    """What a text may report: a kind of incident, or one that came no further than its stage."""

    ARSON = "arson"
    ATTACK = "attack"
    BOMBING = "bombing"
    FORCED_WORK_STOPPAGE = "forced_work_stoppage"
    HIJACKING = "hijacking"
    KIDNAPPING = "kidnapping"
    ROBBERY = "robbery"
    ATTEMPTED = "attempted"
    THREATENED = "threatened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Who or what fills a role of a text's incidents, by the words that name it best.

    ``mentions`` are where these words stand, in text order; ``probability`` is how likely they
    fill the role.
    """

    role: FillerRole
    mentions: tuple[Span, ...]
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a whole text reports: ``reported`` gives a probability for each entry.

    ``fillers`` stand by role, the likeliest of each first.
    """

    fillers: tuple[Filler, ...]
    reported: Mapping[Reported, float]


def bare(mention: str) -> str:
    """Return a mention in lower case, without punctuation, articles and extra white space.

    Reference:
        Du et al. (2021), GRIT, https://github.com/xinyadu/grit_doc_event_entity, ``eval.py``.
    """
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())
