"""Gazetteer look-ups a second: different names, none asked before, half of them unknown.

Run as ``python -m benchmarks.gazetteer [FILE]``. Known names are drawn from the file as news would
write them, with capitals; unknown ones are known ones with a letter changed that the file does not
have. A look-up gives full entries, most likely first, as the pipeline uses them. Rates are given by
the clock and by processor time, which says more on a busy machine. Beside it stands the plainest
query of the same file for the same names, with keys made in the same way: rows as SQLite gives
them, of names that one place bears alone.
"""

import argparse
import json
import random
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.resources.gazetteer import open_gazetteer
from dateline.resources.gazetteer_file import FORM_BITS, connect
from dateline.resources.name_keys import name_key

NAMES = 40_000
REPEATS = 5
SEED = 20160912


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Medians over the repeats; ``opening_s`` is what a start costs, memory what it adds."""

    names: int
    found: int
    entries: int
    lookups_per_s: int
    lookups_per_cpu_s: int
    plain_sqlite_per_cpu_s: int
    times_as_fast_as_plain_sqlite: float
    opening_s: float
    added_mb: int


def draw_names(path: Path, count: int, seed: int) -> list[str]:
    """Return different names in mixed order, half of them in the file."""
    connection = connect(path)
    generator = random.Random(seed)
    keys = [key for (key,) in connection.execute("SELECT key FROM name") if key.isascii()]
    known = set(keys)
    half = generator.sample(keys, min(count // 2, len(keys)))
    names = [key.title() for key in half]
    for key in half:
        at = generator.randrange(len(key))
        changed = f"{key[:at]}{generator.choice('bdfgklmnprstvz')}{key[at + 1 :]}"
        if name_key(changed) not in known:
            names.append(changed.title())
    connection.close()
    names = sorted(set(names))
    generator.shuffle(names)
    return names


def measure(path: Path | None, repeats: int, count: int) -> Speed:
    """Look each name up once in a gazetteer opened anew, several times over."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    gazetteer = open_gazetteer(path)
    opening = time.perf_counter() - started
    names = draw_names(gazetteer.path, count, SEED)
    gazetteer.close()
    rates, cpu_rates, plain_rates = [], [], []
    found = entries = 0
    for _ in range(repeats):
        name_key.cache_clear()
        gazetteer = open_gazetteer(path)
        wall, cpu = time.perf_counter(), time.process_time()
        found, entries = _look_up(gazetteer.candidates, names)
        rates.append(len(names) / (time.perf_counter() - wall))
        cpu_rates.append(len(names) / (time.process_time() - cpu))
        gazetteer.close()
        plain_rates.append(_plain_rate(gazetteer.path, names))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Speed(
        names=len(names),
        found=found,
        entries=entries,
        lookups_per_s=round(statistics.median(rates)),
        lookups_per_cpu_s=round(statistics.median(cpu_rates)),
        plain_sqlite_per_cpu_s=round(statistics.median(plain_rates)),
        times_as_fast_as_plain_sqlite=round(
            statistics.median(a / b for a, b in zip(cpu_rates, plain_rates, strict=True)), 2
        ),
        opening_s=round(opening, 4),
        added_mb=(after - before) // 1024,
    )


def _look_up(candidates: object, names: Sequence[str]) -> tuple[int, int]:
    assert callable(candidates)
    found = entries = 0
    for name in names:
        answer = candidates(name)
        found += bool(answer)
        entries += len(answer)
    return found, entries


def _plain_rate(path: Path, names: Sequence[str]) -> float:
    """Return how many names a second the plainest query answers, by processor time."""
    name_key.cache_clear()
    cursor = connect(path).cursor()
    query = (
        "SELECT place.* FROM name JOIN place "
        f"ON place.id = name.hits >> {FORM_BITS} WHERE name.key = ?"
    )
    started = time.process_time()
    for name in names:
        cursor.execute(query, (name_key(name),)).fetchall()
    rate = len(names) / (time.process_time() - started)
    cursor.connection.close()
    return rate


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gazetteer", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="by default the shipped gazetteer")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    speed = measure(options.file, options.repeats, options.names)
    if options.json:
        print(json.dumps(asdict(speed)))
        return
    for name, value in asdict(speed).items():
        print(f"{name:<20}{value:>12,}")


if __name__ == "__main__":
    main()
