"""Store Dateline's longest regular expressions as compiled, which starts it faster.

Run ``python -m tools.compile_regexes`` after a change of the forms of times and counts, of their
word lists, or of another expression that ``compile_regex`` is asked for; ``--check`` only tells
whether that is needed. What is stored serves the version of
Python's engine that runs this alone; others compile anew.
"""

import argparse
import json
import re._compiler  # type: ignore[import-not-found]
import re._parser  # type: ignore[import-not-found]
import sys
from typing import Any

import numpy as np

from dateline.api import Coder
from dateline.pipeline.grounding.openings import read_openings
from dateline.pipeline.grounding.quantities import compile_quantities
from dateline.pipeline.grounding.time_patterns import compile_patterns
from dateline.resources.counts import load_count_lexicon
from dateline.resources.extractor_files import NO_MODEL
from dateline.resources.regexes import (
    ASKED,
    ASKED_OPENINGS,
    ENGINE,
    INDEX,
    STORED,
    TOLD_OF_ENGINE,
    TOLD_OF_OPENINGS,
    TOLD_OF_REGEXES,
    compile_regex,
    digest,
)
from dateline.resources.times import load_time_lexicon


def ask_for_all() -> None:
    """Have everything that is to be stored asked for in this process."""
    Coder(model=NO_MODEL)
    compile_quantities(load_count_lexicon())
    for source in compile_patterns(load_time_lexicon()).sources.values():
        compile_regex(source)


def store() -> None:
    """Compile the expressions, read their openings and write both."""
    regexes: dict[str, tuple[int, int, dict[str, int]]] = {}
    codes: dict[str, np.ndarray] = {}
    for source, flags in ASKED:
        parsed: Any = re._parser.parse(source, flags)
        key = digest(source, flags)
        codes[key] = np.array(re._compiler._code(parsed, flags), dtype=np.uint32)
        state = parsed.state
        regexes[key] = (state.flags, state.groups - 1, dict(state.groupdict))
    told = {
        TOLD_OF_ENGINE: ENGINE,
        TOLD_OF_REGEXES: regexes,
        TOLD_OF_OPENINGS: {
            digest(source, length): sorted(read_openings(source, length))
            for source, length in ASKED_OPENINGS
        },
    }
    index = json.dumps(told, sort_keys=True)
    codes[INDEX] = np.frombuffer(index.encode(), dtype=np.uint8)
    np.savez_compressed(STORED, allow_pickle=False, **dict(sorted(codes.items())))


def missing() -> int:
    """Return how many expressions and openings are not stored."""
    wanted = {digest(source, flags) for source, flags in ASKED}
    openings = {digest(source, length) for source, length in ASKED_OPENINGS}
    if not STORED.is_file():
        return len(wanted) + len(openings)
    with np.load(STORED, allow_pickle=False) as stored:
        told = json.loads(stored[INDEX].tobytes())
    return len(wanted - told[TOLD_OF_REGEXES].keys()) + len(
        openings - told.get(TOLD_OF_OPENINGS, {}).keys()
    )


def main() -> int:
    """Store the expressions, or tell whether they are stored."""
    parser = argparse.ArgumentParser(prog="python -m tools.compile_regexes", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    ask_for_all()
    lacking = missing()
    if not check:
        store()
    print(f"{len(ASKED)} expressions, openings of {len(ASKED_OPENINGS)}: {lacking} were missing")
    return 1 if check and lacking else 0


if __name__ == "__main__":
    sys.exit(main())
