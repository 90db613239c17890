"""Task ``muc4-gtt``: incidents with their role fillers, as GTT is scored.

Reference:
    Du, Rush & Cardie (2021), Template Filling with Generative Transformers, NAACL.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from dateline.resources.fill_models import load_fill_models
from dateline.resources.times import load_time_lexicon
from dateline.scoring.gold_predictions import write_text_file
from dateline.scoring.interface import Coder, Options, OverviewFinder
from dateline.scoring.matching import best_pairs
from dateline.scoring.muc4_days import named_days
from dateline.scoring.muc4_features import Words
from dateline.scoring.muc4_files import RoleDocument, RoleTemplate, read_role_documents
from dateline.scoring.muc4_grouping import Scene
from dateline.scoring.muc4_incidents import find_incidents
from dateline.scoring.muc4_overview import with_overview
from dateline.scoring.muc4_roles import ROLES, fits, role_entities, score_id
from dateline.scoring.report import Report, Table, ratio_row

TASK = "muc4-gtt"

#: Found that is right, found, marked that was found, marked.
Tally = tuple[float, float, float, float]
SLOTS = ("incident_type", *ROLES)


def evaluate(paths: Sequence[Path], coder: Coder, options: Options) -> Report:
    """Score incidents with their role fillers in GTT's format of MUC-4.

    Raises:
        EvaluationError: A file is not in that format, or predictions cannot be written.
    """
    documents = [d for path in paths for d in read_role_documents(path, key="templates")]
    found = [find_templates(document, coder) for document in documents]
    if options.predictions is not None:
        write_text_file(options.predictions, predictions_json(documents, found))
    return Report(
        task=TASK,
        documents=len(documents),
        tables=(score_templates([document.templates for document in documents], found),),
        notes=("Texts are lower-cased, as the corpus has them.",),
    )


def find_templates(document: RoleDocument, coder: Coder) -> tuple[RoleTemplate, ...]:
    """Code a document and return its incidents."""
    read = coder.read_text(document.text, published=None, path=document.id)
    coded = coder.code_document(read)
    overview = coder.overview(read) if isinstance(coder, OverviewFinder) else None
    incidents = find_incidents(coded)
    if overview is not None:
        days = named_days(coded.document, None, load_time_lexicon())
        scene = Scene.of(Words.of(coded.document.text), coded.document.text, days)
        model = load_fill_models()["same"]
        incidents = with_overview(incidents, coded, overview, scene, model)
    templates = (
        RoleTemplate(type=incident.type.lower(), entities=role_entities(incident))
        for incident in incidents
    )
    unique: list[RoleTemplate] = []
    for template in templates:
        if template not in unique:
            unique.append(template)
    return tuple(unique)


def score_templates(
    gold: Sequence[Sequence[RoleTemplate]], found: Sequence[Sequence[RoleTemplate]]
) -> Table:
    """Return precision, recall and F1 over the slots of all templates.

    Templates of a document are paired one to one, types agreeing, so that as much as possible is
    right; everything in a template without partner is wrong or missed. The published scorer tries
    every pairing for the best F1; the pairing here maximises the sum of the shares right on both
    sides, which is that but for rare ties.
    """
    tallies = [document_tallies(g, f) for g, f in zip(gold, found, strict=True)]
    rows = [ratio_row(slot, [tally[slot] for tally in tallies]) for slot in SLOTS]
    overall = [_total(tally) for tally in tallies]
    return Table(
        title="Templates",
        rows=(ratio_row("all slots", overall), *rows),
        note="Micro-averaged over incident type and the five string roles.",
    )


def document_tallies(
    gold: Sequence[RoleTemplate], found: Sequence[RoleTemplate]
) -> dict[str, Tally]:
    """Return the counts of each slot for one document under the best pairing."""
    n_found = sum(_size(template) for template in found) or 1
    n_gold = sum(_size(template) for template in gold) or 1
    weights = []
    for g in gold:
        row = []
        for f in found:
            right, recalled = _right(g, f)
            agree = f.type in g.type
            row.append((sum(right.values()) / n_found + sum(recalled.values()) / n_gold) * agree)
        weights.append(row)
    counts = {slot: [0.0, 0.0, 0.0, 0.0] for slot in SLOTS}
    for r, c in best_pairs(weights):
        right, recalled = _right(gold[r], found[c])
        for slot in SLOTS:
            counts[slot][0] += right[slot]
            counts[slot][2] += recalled[slot]
    for position, templates in ((1, found), (3, gold)):
        for template in templates:
            counts["incident_type"][position] += 1
            for role in ROLES:
                counts[role][position] += len(template.entities[role])
    return {slot: (a, b, c, d) for slot, (a, b, c, d) in counts.items()}


def _size(template: RoleTemplate) -> int:
    return 1 + sum(len(template.entities[role]) for role in ROLES)


def _right(
    gold: RoleTemplate, found: RoleTemplate
) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return, by slot, how many found fillers are right and how many marked ones were found."""
    right: dict[str, float] = {"incident_type": 1.0}
    recalled: dict[str, float] = {"incident_type": 1.0}
    for role in ROLES:
        g, f = gold.entities[role], found.entities[role]
        right[role] = float(sum(any(fits(one, other) for one in g) for other in f))
        recalled[role] = float(sum(any(fits(one, other) for other in f) for one in g))
    return right, recalled


def _total(tally: Mapping[str, Tally]) -> Tally:
    a, b, c, d = (sum(tally[slot][index] for slot in SLOTS) for index in range(4))
    return (a, b, c, d)


def predictions_json(
    documents: Sequence[RoleDocument], found: Sequence[Sequence[RoleTemplate]]
) -> str:
    """Return answers as the published scorer reads them."""
    answers = {
        score_id(document.id): {
            "doctext": document.text,
            "pred_templates": [_plain(template) for template in templates],
            "gold_templates": [_plain(template) for template in document.templates],
        }
        for document, templates in zip(documents, found, strict=True)
    }
    return json.dumps(answers, ensure_ascii=False, indent=1) + "\n"


def _plain(template: RoleTemplate) -> dict[str, object]:
    roles = {role: [list(entity) for entity in template.entities[role]] for role in ROLES}
    return {"incident_type": template.type, **roles}
