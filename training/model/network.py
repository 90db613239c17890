"""One encoder and its heads; the label sets every part of training and export agrees on."""

from torch import nn
from training.model.encoder import Encoder
from training.model.heads import GateHead, PairHead, SpanHead
from training.model.muc_keys import LADDER, PROFILE
from training.model.muc_roles import TRAINED

#: Tags of a piece for one role: outside, first piece, further piece.
TAGS = 3


class Network(nn.Module):
    """The encoder with a head for each question.

    ``role_tags``: MUC-4 roles by tagging; ``role_spans``: the same of given spans;
    ``role_gate``: which roles a window fills at all; ``confidence``: how surely a given span is
    said to have done it; ``profile``: types and stages a window reports.
    ``triggers``: event type of each piece, class 0 for none; ``arguments``: role of each piece
    given a trigger. ``acts``: the codebook's type of each piece, class 0 for none.
    ``cues``: tags of words that attribute; ``attributed``: source and content given a cue.
    """

    def __init__(
        self, encoder: Encoder, *, event_types: int = 1, argument_roles: int = 1, acts: int = 1
    ) -> None:
        super().__init__()
        width = encoder.width
        self.encoder = encoder
        self.role_tags = nn.Linear(width, TAGS * len(TRAINED))
        self.role_spans = SpanHead(width, len(TRAINED))
        self.role_gate = GateHead(width, len(TRAINED))
        self.confidence = SpanHead(width, len(LADDER))
        self.profile = GateHead(width, len(PROFILE))
        self.triggers = nn.Linear(width, event_types)
        self.arguments = PairHead(width, argument_roles)
        self.acts = nn.Linear(width, acts)
        self.cues = nn.Linear(width, TAGS)
        self.attributed = PairHead(width, 2)
