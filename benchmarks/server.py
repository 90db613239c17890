"""How fast the review app answers twenty people at once, over an invented store.

    python -m benchmarks.server [--claims 300000] [--store FILE] [--users 20] [--seconds 60]

The store is made and linked first, which is not timed (see ``benchmarks.linking``); one that is
there already is used as it is. Then the app is started in a process of its own, once with a cold
cache, and each user opens pages one after the other, with half a second to two and a half to look
at each: lists by random filters, map, timeline, events with their histories and cases, documents,
the queue, coverage, totals. Told are the times from request to last byte, over loopback, the
processor's time a page took on average, and the most memory the app took. The first lines say what
the first visitor waits for, and what pages of each kind take of a processor while nobody else asks.
"""

import argparse
import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.linking import SEED, WORKERS, World, fill, measure_apart
from dateline.core.claims import Scope
from dateline.store.interface import EventFilters
from dateline.store.sqlite import open_store

PORT = 8399
BASE = f"http://127.0.0.1:{PORT}"
LOOK_S = (0.5, 2.5)
MOST_KNOWN = 5_000
PAGES_ALONE = 20
MEDIAN_MS, P99_MS = 150, 400
CLAIMS_A_TOTAL = 300


def make(path: Path, claims: int) -> None:
    """Make and link a store of so many claims, and a total for every ``CLAIMS_A_TOTAL``."""
    fill(path, World(SEED).documents(claims), workers=WORKERS)
    fill(path, World(SEED).totals(claims // CLAIMS_A_TOTAL), workers=WORKERS)
    measure_apart(path)


@contextmanager
def serving(path: Path) -> Iterator[int]:
    """Serve a store; yield the process id of the app."""
    command = [str(Path(sys.executable).with_name("dateline")), "serve", str(path)]
    command += ["--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            _wait_for(process)
            yield process.pid
        finally:
            process.terminate()


def _wait_for(process: "subprocess.Popen[bytes]", timeout_s: float = 900.0) -> None:
    started = time.perf_counter()
    while time.perf_counter() - started < timeout_s:
        if process.poll() is not None:
            raise SystemExit((process.stderr.read() if process.stderr else b"").decode())
        try:
            httpx.get(f"{BASE}/login", timeout=1)
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the app did not start")


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of pages that there are."""

    events: Sequence[str]
    documents: Sequence[str]
    totals: Sequence[str]


def known_in(path: Path) -> Known:
    """Return ids of a store, and print how much it holds."""
    with open_store(path) as store:
        print(
            f"{store.count_documents()} documents, {store.count_claims()} claims, "
            f"{store.count_events()} events"
        )
        some = EventFilters(scope=Scope.AGGREGATE, limit=MOST_KNOWN)
        return Known(
            events=store.browsing.ids()[:MOST_KNOWN],
            documents=store.browsing.documents(after="", limit=MOST_KNOWN),
            totals=[event.id for event in store.events(some)],
        )


class Visitor:
    """Chooses pages as people do; the same number chooses the same ones."""

    def __init__(self, number: int, known: "Known") -> None:
        self._random = random.Random(number)
        self._known = known
        self.pages: dict[str, Callable[[], str]] = {
            "list": lambda: f"/?{self._filters()}",
            "map": lambda: f"/api/v1/map?{self._filters()}&zoom={self._random.randint(2, 8)}",
            "timeline": lambda: f"/api/v1/timeline?{self._filters()}",
            "facets": lambda: f"/api/v1/facets?{self._filters()}",
            "event": lambda: f"/event/{self._random.choice(known.events)}",
            "history": lambda: f"/event/{self._random.choice(known.events)}/history",
            "case": lambda: f"/case/{self._random.choice(known.events)}",
            "document": lambda: f"/document/{self._random.choice(known.documents)}",
            "queue": lambda: "/queue",
            "coverage": lambda: f"/coverage?{self._filters()}",
            "totals": lambda: "/totals",
        }
        if known.totals:
            self.pages["total"] = lambda: f"/totals/{self._random.choice(known.totals)}"
        self._weights = {"list": 6, "event": 6, "document": 2}

    def next(self) -> tuple[str, str]:
        """Return the kind and the address of the next page."""
        names = list(self.pages)
        (name,) = self._random.choices(names, [self._weights.get(n, 1) for n in names])
        return name, self.pages[name]()

    def wait_s(self) -> float:
        """Return how long the page is looked at."""
        return self._random.uniform(*LOOK_S)

    def _filters(self) -> str:
        chance = self._random
        year = chance.randint(2010, 2018)
        choices = (
            "",
            f"type={chance.choice(('bombing', 'arrest', 'kidnapping'))}",
            f"place=A{chance.choice('ABCDEF')}",
            f"since={year}-01-01&until={year}-12-31",
            "disputed=yes",
            "order=-killed",
            f"q=town+{chance.randint(0, 99)}",
        )
        return "&".join(filter(None, chance.sample(choices, 2)))


def alone(process: int, visitor: Visitor) -> Iterator[tuple[str, float]]:
    """Open pages of each kind one after the other; yield kind and processor milliseconds a page."""
    with httpx.Client(base_url=BASE, timeout=60) as client:
        for kind, address in visitor.pages.items():
            spent = processor_s(process)
            for _ in range(PAGES_ALONE):
                client.get(address(), follow_redirects=True).raise_for_status()
            yield kind, 1000 * (processor_s(process) - spent) / PAGES_ALONE


async def visit(users: int, seconds: float, visitors: Sequence[Visitor]) -> dict[str, list[float]]:
    """Let users open pages for some time; return the milliseconds of each, by kind."""
    times: dict[str, list[float]] = {}
    until = time.perf_counter() + seconds

    async def one(visitor: Visitor) -> None:
        async with httpx.AsyncClient(base_url=BASE, timeout=60) as client:
            while time.perf_counter() < until:
                await asyncio.sleep(visitor.wait_s())
                kind, address = visitor.next()
                started = time.perf_counter()
                answer = await client.get(address, follow_redirects=True)
                times.setdefault(kind, []).append(1000 * (time.perf_counter() - started))
                answer.raise_for_status()

    await asyncio.gather(*(one(visitor) for visitor in visitors[:users]))
    return times


def peak_mb(process: int) -> float:
    """Return the most memory a process took, in MB."""
    status = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else float("nan")


def processor_s(process: int) -> float:
    """Return how long a process has run on a processor, in seconds."""
    # The name of the program, in brackets, may hold anything; user and system time come 11 later.
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def at(times: Sequence[float], share: float) -> float:
    """Return the time that a share of the pages did not exceed."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the store if there is none, serve it and print how long pages took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=300_000)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = options.store or Path(folder) / "events.db"
        if not path.exists():
            make(path, options.claims)
        known = known_in(path)
        started = time.perf_counter()
        with serving(path) as process:
            print(f"ready after {time.perf_counter() - started:.1f} s")
            for address in ("/", "/api/v1/map?zoom=2", "/"):
                begun = time.perf_counter()
                httpx.get(f"{BASE}{address}", timeout=300).raise_for_status()
                print(f"{address:<22} {1000 * (time.perf_counter() - begun):.0f} ms")
            for kind, spent in alone(process, Visitor(options.users, known)):
                print(f"{kind:<22} {spent:.1f} ms of a processor, one visitor")
            visitors = [Visitor(number, known) for number in range(options.users)]
            spent = processor_s(process)
            times = asyncio.run(visit(options.users, options.seconds, visitors))
            spent = processor_s(process) - spent
            memory = peak_mb(process)
    print(f"{options.users} users        pages    median ms  p99 ms")
    every = [time_ for kind in times.values() for time_ in kind]
    for kind, took in [*sorted(times.items()), ("all", every)]:
        print(f"{kind:<15} {len(took):<8} {at(took, 0.5):<10.0f} {at(took, 0.99):.0f}")
    print(f"processor: {1000 * spent / len(every):.1f} ms a page")
    print(f"bars: median {MEDIAN_MS} ms, p99 {P99_MS} ms; peak memory {memory:.0f} MB (bar 500)")


if __name__ == "__main__":
    main()
