"""The tasks of ``dateline evaluate``, in the order they are listed."""

from collections.abc import Mapping

from dateline.scoring import (
    attribution,
    expressions,
    geoparsing,
    gold,
    linking_gold,
    muc4_entities,
    muc4_gtt,
    muc4_templates_task,
    near_misses,
    passages,
    rams,
    types,
    wikievents,
)
from dateline.scoring.interface import Task

TASKS: Mapping[str, Task] = {
    "gold": gold.evaluate,
    "linking": linking_gold.evaluate,
    "muc4-templates": muc4_templates_task.evaluate,
    "muc4-entities": muc4_entities.evaluate,
    "muc4-gtt": muc4_gtt.evaluate,
    "wikievents": wikievents.evaluate,
    "rams": rams.evaluate,
    "attribution": attribution.evaluate,
    "types": types.evaluate,
    "geoparsing": geoparsing.evaluate,
    "near-misses": near_misses.evaluate,
    "passages": passages.evaluate,
    "times": expressions.evaluate_times,
    "counts": expressions.evaluate_counts,
}

#: What each task takes after its name.
ARGUMENTS: Mapping[str, str] = {
    "gold": "FILE...",
    "linking": "FILE.jsonl...",
    "muc4-templates": "TEXTS KEYS",
    "muc4-entities": "FILE.jsonl...",
    "muc4-gtt": "FILE.jsonl...",
    "wikievents": "FILE.jsonl...",
    "rams": "FILE.jsonl...",
    "attribution": "DIR...",
    "types": "FILE.tsv... --scheme acled",
    "geoparsing": "FILE.xml...",
    "near-misses": "FILE.jsonl...",
    "passages": "FILE.jsonl...",
    "times": "FILE.jsonl...",
    "counts": "FILE.jsonl...",
}
