"""Who and what fills a role of the incidents a whole text reports, as MUC-4 asked."""

import re
import string
from dataclasses import dataclass
from enum import StrEnum

from dateline.core.documents import Span

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")


class FillerRole(StrEnum):
    """The part that is played in some incident of the text."""

    PERPETRATOR_INDIVIDUAL = "perpetrator_individual"
    PERPETRATOR_ORGANIZATION = "perpetrator_organization"
    TARGET = "target"
    VICTIM = "victim"
    WEAPON = "weapon"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filler:
    """Who or what fills a role of a text's incidents, by the words that name it best.

    ``mentions`` are where these words stand, in text order; ``probability`` is how likely they
    fill the role.
    """

    role: FillerRole
    mentions: tuple[Span, ...]
    probability: float


def bare(mention: str) -> str:
    """Return a mention in lower case, without punctuation, articles and extra white space.

    Reference:
        Du et al. (2021), GRIT, https://github.com/xinyadu/grit_doc_event_entity, ``eval.py``.
    """
    return " ".join(_ARTICLES.sub(" ", mention.lower().translate(_PUNCTUATION)).split())
