"""Task ``muc4-entities``: role fillers of whole documents by CEAF-REE, as GRIT is scored.

Reference:
    Du, Rush & Cardie (2021), GRIT: Generative Role-filler Transformers for Document-level Event
    Entity Extraction, EACL.
"""

import json
from collections.abc import Sequence
from pathlib import Path

from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import Coder, Options
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
    found = [find_entities(document, coder) for document in documents]
    if options.predictions is not None:
        write_text_file(options.predictions, predictions_json(documents, found))
    return Report(
        task=TASK,
        documents=len(documents),
        tables=(score_entities([document.entities for document in documents], found),),
        notes=("Texts are lower-cased, as the corpus has them.",),
    )


def find_entities(document: RoleDocument, coder: Coder) -> Entities:
    """Code a document and return its entities by role, over all incidents."""
    read = coder.read_text(document.text, published=None, path=document.id)
    coded = coder.code_document(read)
    return pooled(role_entities(incident) for incident in find_incidents(coded))


def score_entities(gold: Sequence[Entities], found: Sequence[Entities]) -> Table:
    """Return CEAF-REE by role and over all roles.

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
        title="Entities by role (CEAF-REE)",
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
