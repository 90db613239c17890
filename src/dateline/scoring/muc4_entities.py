"""Task ``muc4-entities``: role fillers of whole documents by CEAF-REE, as GRIT is scored.

Reference:
    Du, Rush & Cardie (2021), GRIT: Generative Role-filler Transformers for Document-level Event
    Entity Extraction, EACL.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from dateline.core.coded import Coded
from dateline.core.documents import Document
from dateline.core.fillers import FillerRole, bare
from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import Coder, Options, OverviewFinder
from dateline.scoring.muc4_files import RoleDocument, read_role_documents
from dateline.scoring.muc4_incidents import find_incidents
from dateline.scoring.muc4_roles import (
    ROLES,
    Entities,
    matched_entities,
    pooled,
    role_entities,
    score_id,
)
from dateline.scoring.report import Report, Table, f1_row

TASK = "muc4-entities"


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score role fillers of whole documents (CEAF-REE) in GRIT's format of MUC-4.

    Raises:
        EvaluationError: A file is not in that format, or predictions cannot be written.
    """
    documents = [d for path in paths for d in read_role_documents(path, key="extracts")]
    read = [coder.read_text(d.text, published=None, path=d.id) for d in documents]
    of_events = [event_entities(coder.code_document(one)) for one in read]
    of_texts = [text_entities(one, coder) for one in read]
    found = [e if t is None else t for e, t in zip(of_events, of_texts, strict=True)]
    if options.predictions is not None:
        write_text_file(options.predictions, predictions_json(documents, found))
    return Report(
        task=TASK,
        documents=len(documents),
        tables=(
            score_entities([d.entities for d in documents], found),
            *(
                [score_entities([d.entities for d in documents], of_events, of="Events alone: ")]
                if found != of_events
                else []
            ),
        ),
        notes=("Texts are lower-cased, as the corpus has them.",),
    )


def event_entities(coded: Coded) -> Entities:
    """Return a document's entities by role, over all incidents."""
    return pooled(role_entities(incident) for incident in find_incidents(coded))


#: The corpus's name for each role.
_ROLE_NAMES = {
    FillerRole.PERPETRATOR_INDIVIDUAL: "PerpInd",
    FillerRole.PERPETRATOR_ORGANIZATION: "PerpOrg",
    FillerRole.TARGET: "Target",
    FillerRole.VICTIM: "Victim",
    FillerRole.WEAPON: "Weapon",
}


def text_entities(document: Document, coder: Coder) -> Entities | None:
    """Return a document's entities by role as read from its text as a whole, if the coder can."""
    overview = coder.overview(document) if isinstance(coder, OverviewFinder) else None
    if overview is None:
        return None
    return {
        name: tuple(
            (bare(document.text_at(filler.mentions[0])),)
            for filler in overview.fillers
            if filler.role is role
        )
        for role, name in _ROLE_NAMES.items()
    }


def score_entities(gold: Sequence[Entities], found: Sequence[Entities], *, of: str = "") -> Table:
    """Return CEAF-REE by role and over all roles; ``of`` is put before the title.

    Each document's entities of a role are paired one to one; a found entity fits a gold one when
    all its strings, normalised, are among that one's.
    """
    by_role = {
        role: [
            (float(matched_entities(g[role], f[role])), float(len(f[role])), float(len(g[role])))
            for g, f in zip(gold, found, strict=True)
        ]
        for role in ROLES
    }
    micro = [
        (sum(t[0] for t in tallies), sum(t[1] for t in tallies), sum(t[2] for t in tallies))
        for tallies in zip(*by_role.values(), strict=True)
    ]
    rows = [f1_row(role, tallies) for role, tallies in by_role.items()]
    return Table(
        title=f"{of}Entities by role (CEAF-REE)",
        rows=(f1_row("all roles", micro), *rows),
        note="Strict: every string of a found entity must name the marked one.",
    )


def predictions_json(documents: Sequence[RoleDocument], found: Sequence[Entities]) -> str:
    """Return answers as the published scorer reads them."""
    answers = {
        score_id(document.id): {
            "doctext": document.text,
            "pred_extracts": {role: [list(e) for e in entities[role]] for role in ROLES},
            "gold_extracts": {role: [list(e) for e in document.entities[role]] for role in ROLES},
        }
        for document, entities in zip(documents, found, strict=True)
    }
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"
