"""Store Dateline's longest regular expressions as compiled, which starts it faster.

Run ``python -m tools.compile_regexes`` after a change of the forms of times and counts or of their
word lists; ``--check`` only tells whether that is needed. What is stored serves the version of
Python's engine that runs this alone; others compile anew.
"""

import argparse
import json
import re._compiler  # type: ignore[import-not-found]
import re._parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from dateline.pipeline.grounding.quantities import compile_quantities
from dateline.pipeline.grounding.time_patterns import compile_patterns
from dateline.resources.counts import load_count_lexicon
from dateline.resources.regexes import (
    ENGINE,
    INDEX,
    STORED,
    TOLD_OF_ENGINE,
    TOLD_OF_REGEXES,
    digest,
)
from dateline.resources.times import load_time_lexicon


def shipped() -> Iterator[str]:
    """Yield the sources of the expressions that are stored."""
    yield compile_quantities(load_count_lexicon()).quantity.pattern
    times = compile_patterns(load_time_lexicon())
    yield times.gate.pattern
    yield times.gate_with_years.pattern
    yield times.names.pattern
    yield from times.sources.values()


def store(sources: list[str]) -> None:
    """Compile expressions and write them."""
    regexes: dict[str, tuple[int, int, dict[str, int]]] = {}
    codes: dict[str, np.ndarray] = {}
    for source in sources:
        parsed: Any = re._parser.parse(source)
        key = digest(source)
        codes[key] = np.array(re._compiler._code(parsed, 0), dtype=np.uint32)
        state = parsed.state
        regexes[key] = (state.flags, state.groups - 1, dict(state.groupdict))
    index = json.dumps({TOLD_OF_ENGINE: ENGINE, TOLD_OF_REGEXES: regexes}, sort_keys=True)
    codes[INDEX] = np.frombuffer(index.encode(), dtype=np.uint8)
    np.savez_compressed(STORED, allow_pickle=False, **codes)


def missing(sources: list[str]) -> int:
    """Return how many expressions are not stored."""
    if not STORED.is_file():
        return len(sources)
    with np.load(STORED, allow_pickle=False) as stored:
        return sum(digest(source) not in stored.files for source in sources)


def main() -> int:
    """Store the expressions, or tell whether they are stored."""
    parser = argparse.ArgumentParser(prog="python -m tools.compile_regexes", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    sources = list(shipped())
    lacking = missing(sources)
    if not check:
        store(sources)
    print(f"{len(sources)} expressions: {lacking} were missing")
    return 1 if check and lacking else 0


if __name__ == "__main__":
    sys.exit(main())
