"""Gazetteer look-ups a second: different names, none asked before, half of them unknown.

Run as ``python -m benchmarks.gazetteer [FILE]``. Known names are drawn from the file as news would
write them, with capitals; unknown ones are known ones with a letter changed that the file does not
have. A look-up gives full entries, most likely first, as the pipeline uses them. Rates are given by
the clock and by processor time, which says more on a busy machine. Beside it stands the plainest
query of the same file for the same names, with keys made in the same way: rows as SQLite gives
them, of names that one place bears alone.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import signal
import statistics
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path

from benchmarks.geonames_rows import write_alternate_names, write_places
from dateline.resources.gazetteer import SHIPPED, open_gazetteer
from dateline.resources.gazetteer_file import FORM_BITS, connect
from dateline.resources.gazetteer_import import Progress, import_geonames
from dateline.resources.name_keys import name_key

NAMES = 40_000
REPEATS = 5
SEED = 20160912
#: Processes that read the rows of an import.
PROCESSES = 2


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import cost; ``read_cpu_s`` is the part spent on reading the rows.

    Times of processors are those of both processes, peak memory that of the one that writes.
    ``resumed_rows`` are those that a killed import had read before this one went on.
    """

    rows: int
    alternate_rows: int
    places: int
    names: int
    resumed_rows: int
    cpu_s: float
    read_cpu_s: float
    wall_s: float
    peak_mb: int
    file_mb: int
    digest: str


def measure_import(rows: int, alternate_rows: int, folder: Path, kill_at: float | None) -> Import:
    """Import invented rows in a process of its own, killed and resumed if wanted."""
    dump = folder / f"allCountries-{rows}.txt"
    if not dump.exists():
        write_places(dump, rows, SEED)
    names = folder / f"alternateNamesV2-{alternate_rows}.txt" if alternate_rows else None
    if names is not None and not names.exists():
        write_alternate_names(names, alternate_rows, rows, SEED + 1)
    to = folder / f"full-{rows}.sqlite"
    if kill_at is not None:
        try:
            _in_own_process(dump, names, to, kill_at)
        except BrokenProcessPool:
            pass
        else:
            raise SystemExit("the import was over before it could be killed")
    return _in_own_process(dump, names, to, None)


def _in_own_process(dump: Path, names: Path | None, to: Path, kill_at: float | None) -> Import:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_import, dump, names, to, kill_at).result()


def _import(dump: Path, names: Path | None, to: Path, kill_at: float | None) -> Import:
    read_cpu = 0.0

    def on_progress(progress: Progress) -> None:
        nonlocal read_cpu
        if progress.step.startswith("reading"):
            read_cpu = time.process_time()
            if kill_at is not None and progress.done >= kill_at * progress.total:
                os.kill(os.getpid(), signal.SIGKILL)

    wall, cpu = time.perf_counter(), time.process_time()
    done = import_geonames(
        dump, names, admin1=None, to=to, base=SHIPPED, on_progress=on_progress, processes=PROCESSES
    )
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    read_cpu += other.ru_utime + other.ru_stime
    with to.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Import(
        rows=_lines(dump),
        alternate_rows=0 if names is None else _lines(names),
        places=done.places,
        names=done.names,
        resumed_rows=done.resumed,
        cpu_s=round(time.process_time() - cpu + other.ru_utime + other.ru_stime, 1),
        read_cpu_s=round(read_cpu - cpu, 1),
        wall_s=round(time.perf_counter() - wall, 1),
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        file_mb=to.stat().st_size // 1_000_000,
        digest=digest[:16],
    )


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for _ in stream)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gazetteer", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="by default the shipped gazetteer")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--names", type=int, default=NAMES)
    parser.add_argument("--rows", type=int, help="import so many invented rows instead")
    parser.add_argument("--alternate-rows", type=int, default=0, help="and alternate names")
    parser.add_argument("--kill-at", type=float, metavar="SHARE", help="kill and resume there")
    parser.add_argument("--folder", type=Path, help="where the rows are kept for further runs")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    if options.rows is None:
        speed: Speed | Import = measure(options.file, options.repeats, options.names)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            folder = options.folder or Path(temporary)
            speed = measure_import(options.rows, options.alternate_rows, folder, options.kill_at)
    if options.json:
        print(json.dumps(asdict(speed)))
        return
    for name, value in asdict(speed).items():
        print(f"{name:<30}{value:>18,}" if not isinstance(value, str) else f"{name:<30}{value:>18}")


if __name__ == "__main__":
    main()
