"""Time and memory of linking, over invented stores of 10,000 to 1,000,000 claims.

    python -m benchmarks.linking [--claims 10000 100000 1000000] [--folder DIR]

Each store is made first, which is not timed: incidents over ten years in forty countries, few of
them much reported and few towns often hit, told by several documents each, a third of which copy
another's words; some report no day, no town, or another day than the others. Then everything is
linked, and after that a thousand documents more. Each store is linked in a fresh process with two
workers. Told are the time by the clock, the processors' time of all three together, which other
work on the machine touches less, and the peak memory of the process that links; a worker takes
some 100 MB beside it.
"""

import argparse
import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import accumulate, islice
from multiprocessing import get_context
from pathlib import Path

from dateline.core.claims import (
    Anchor,
    Argument,
    Basis,
    Claim,
    Effect,
    MentionKind,
    Provenance,
    Role,
    Scope,
    Side,
    Stage,
    Status,
    Trigger,
    claim_id,
)
from dateline.core.coded import Coded
from dateline.core.copies import TextSketch
from dateline.core.documents import (
    DateBasis,
    Document,
    Published,
    Segment,
    SegmentKind,
    Span,
    document_id,
)
from dateline.core.grounded import (
    Count,
    GroundedArgument,
    GroundedClaim,
    Interval,
    Place,
    PlacePrecision,
    Reason,
    TimeBasis,
    TimePrecision,
    TimeRelation,
    TollCount,
    Unresolved,
)
from dateline.core.linking import CodedActs
from dateline.pipeline.link_store import link_store
from dateline.pipeline.linking.copies import sketch_text
from dateline.pipeline.linking.features import ACTS_VERSION, act_of
from dateline.pipeline.linking.link import build_event, linker_version
from dateline.resources.word_weights import load_word_weights
from dateline.store.codec import encode, split_document
from dateline.store.columns import claim_columns, document_columns
from dateline.store.database import Database
from dateline.store.links import coded_acts_columns
from dateline.store.sketches import write_sketch
from dateline.store.sqlite import open_store

SEED = 20160605
SIZES = (10_000, 100_000, 1_000_000)
#: Processes that build events.
WORKERS = 2
#: Documents added to a store that is linked already.
ADDED = 1_000

FIRST_DAY = date(2010, 1, 1)
DAYS = 3652
COUNTRIES = 40
TOWNS = 120
OUTLETS = 400
INVENTED_WORDS = 30_000
_DOCUMENTS_AT_ONCE = 10_000
#: Memory that holds a store's pages while it is filled, in KiB.
_CACHE_KB = 1_000_000
#: How many documents tell of one incident.
REPORTS = (1, 1, 1, 1, 2, 2, 3, 4, 6, 12)
TYPES = {
    "armed_assault": 30,
    "bombing": 25,
    "arrest": 15,
    "killing_by_security_forces": 10,
    "kidnapping": 8,
    "sentence": 6,
    "air_strike": 6,
}
MADE_BY = Provenance(version="benchmark", codebook="benchmark", model="benchmark")


Told = tuple[Document, list[list[GroundedClaim]]]


@dataclass(frozen=True, slots=True)
class Town:
    """An invented town."""

    name: str
    country: str
    admin1: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened: documents tell parts of it."""

    type: str
    day: date
    town: Town
    killed: int
    words: tuple[str, ...]


class World:
    """Makes incidents and documents that tell of them; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._common = sorted(load_word_weights().by_stem)
        self._rare = [f"q{number:05}x" for number in range(INVENTED_WORDS)]
        self._rare = [
            "".join(chr(97 + int(c)) if c.isdigit() else c for c in w) for w in self._rare
        ]
        self._towns = [self._town(c, t) for c in range(COUNTRIES) for t in range(TOWNS)]
        by_country = [1 / (1 + c) for c in range(COUNTRIES)]
        self._town_weights = list(
            accumulate(by_country[c] / (1 + t) for c in range(COUNTRIES) for t in range(TOWNS))
        )

    def _town(self, country: int, town: int) -> Town:
        code = chr(65 + country // 26) + chr(65 + country % 26)
        admin1 = f"Province {town % 12}"
        angle = self._random.random()
        return Town(f"Town {country}-{town}", code, admin1, country % 8 * 9.0 + angle, town * 0.4)

    def documents(self, claims: int) -> Iterator[Told]:
        """Yield documents with their claims by act, until there are so many claims."""
        made = 0
        number = 0
        while made < claims:
            incident = self._incident()
            wording: str | None = None
            for _ in range(self._random.choice(REPORTS)):
                number += 1
                document, acts, wording = self._report(incident, number, wording)
                made += sum(map(len, acts))
                yield document, acts

    def totals(self, count: int) -> Iterator[Told]:
        """Yield so many documents that each give a total: how many were killed in a year."""
        for number in range(count):
            town = self._random.choices(self._towns, cum_weights=self._town_weights)[0]
            year = self._random.randrange(FIRST_DAY.year, FIRST_DAY.year + DAYS // 365)
            killed = self._random.randrange(20, 400)
            said = f"In {year} attacks killed {killed} people in {town.country}."
            text = f"{said} Yearly report No. {number}"
            document = Document(
                id=document_id(text),
                text=text,
                outlet=f"Outlet {self._random.randrange(OUTLETS)}",
                published=Published(date=date(year + 1, 1, 10), basis=DateBasis.METADATA),
                language="en",
                segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
            )
            whole = Incident(
                type=self._random.choice(("armed_assault", "bombing", "kidnapping")),
                day=date(year, 1, 1),
                town=town,
                killed=killed,
                words=(),
            )
            period = Interval(
                start=whole.day,
                end=date(year, 12, 31),
                precision=TimePrecision.YEAR,
                relation=TimeRelation.IN,
                basis=TimeBasis.EXPLICIT,
                mention=Span(3, 7),
            )
            country = self._place_of(town, whole=True, basis=Basis.SENTENCE)
            span = Span(0, len(said))
            told = self._claim(document, whole, span, period, country, scope=Scope.AGGREGATE)
            yield document, [[told]]

    def _incident(self) -> Incident:
        chosen = self._random.choices(self._towns, cum_weights=self._town_weights)[0]
        type_ = self._random.choices(list(TYPES), list(TYPES.values()))[0]
        rare = self._random.sample(self._rare, 3)
        common = self._random.sample(self._common, 12)
        return Incident(
            type=type_,
            day=FIRST_DAY + timedelta(days=self._random.randrange(DAYS)),
            town=chosen,
            killed=min(60, int(self._random.paretovariate(1.2))),
            words=(*rare, *common),
        )

    def _report(
        self, incident: Incident, number: int, copied: str | None
    ) -> tuple[Document, list[list[GroundedClaim]], str]:
        chance = self._random
        if copied is None or chance.random() > 0.33:
            told = chance.sample(incident.words, 9) + chance.sample(self._common, 6)
            chance.shuffle(told)
            copied = " ".join([*told[:7], incident.type, *told[7:], "."])
        background = self._incident()
        passing = " ".join([*background.words[2:8], background.type, *background.words[8:], "."])
        text = f"{copied} {copied[:40]} again {passing} No. {number}"
        published = incident.day + timedelta(days=chance.choice((0, 0, 1, 1, 2)))
        document = Document(
            id=document_id(text),
            text=text,
            outlet=f"Outlet {chance.randrange(OUTLETS)}",
            published=Published(date=published, basis=DateBasis.METADATA),
            language="en",
            segments=(Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text))),),
        )
        place = self._place(incident.town)
        time_ = self._time(incident.day)
        main = [
            self._claim(document, incident, span, time_, place)
            for span in (Span(0, len(copied)), Span(len(copied) + 1, len(copied) + 41))
        ]
        acts = [main]
        if chance.random() < 0.5:
            start = text.index(passing)
            span = Span(start, start + len(passing))
            earlier = self._time(background.day)
            passing_claim = self._claim(
                document, background, span, earlier, self._place(background.town)
            )
            acts.append([passing_claim] * 1)
        return document, acts, copied

    def _time(self, day: date) -> Interval | Unresolved:
        chance = self._random.random()
        if chance < 0.15:
            return Unresolved(reason=Reason.NOT_STATED)
        if chance < 0.2:
            day += timedelta(days=1)
        start, end, precision = day, day, TimePrecision.DAY
        if chance > 0.95:
            start = day.replace(day=1)
            end, precision = start + timedelta(days=27), TimePrecision.MONTH
        return Interval(
            start=start,
            end=end,
            precision=precision,
            relation=TimeRelation.IN,
            basis=TimeBasis.EXPLICIT,
            mention=Span(0, 3),
        )

    def _place(self, town: Town) -> Place | Unresolved:
        chance = self._random.random()
        if chance < 0.05:
            return Unresolved(reason=Reason.NOT_STATED)
        basis = Basis.DOCUMENT if chance < 0.35 else Basis.ARGUMENT
        return self._place_of(town, whole=chance > 0.9, basis=basis)

    def _place_of(self, town: Town, *, whole: bool, basis: Basis) -> Place:
        return Place(
            name=town.country if whole else town.name,
            admin1=None if whole else town.admin1,
            country=town.country,
            latitude=town.latitude,
            longitude=town.longitude,
            precision=PlacePrecision.COUNTRY if whole else PlacePrecision.TOWN,
            gazetteer=f"benchmark:{town.country if whole else town.name}",
            basis=basis,
            mention=Span(0, 3),
        )

    def _claim(
        self,
        document: Document,
        incident: Incident,
        evidence: Span,
        time_: Interval | Unresolved,
        place: Place | Unresolved,
        *,
        scope: Scope = Scope.INCIDENT,
    ) -> GroundedClaim:
        trigger = Span(evidence.start, evidence.start + 4)
        count = Count(
            low=incident.killed, best=incident.killed, high=incident.killed, mention=trigger
        )
        victims = Argument(
            role=Role.VICTIM,
            kind=MentionKind.GROUP,
            mention=trigger,
            head=trigger,
            quantity=trigger,
        )
        claim = Claim(
            id=claim_id(document.id, trigger, incident.type),
            document_id=document.id,
            type=incident.type,
            scope=scope,
            stage=Stage.ACCOMPLISHED,
            status=Status.FACT,
            trigger=Trigger(span=trigger, lemma=incident.type),
            evidence=(evidence,),
            arguments=(victims,),
            tolls=(),
            times=(Anchor(span=Span(0, 3), basis=Basis.SENTENCE),),
            places=(Anchor(span=Span(0, 3), basis=Basis.SENTENCE),),
            attribution=(),
            tense_future=False,
            confidence=0.9,
            type_confidence=0.9,
            made_by=MADE_BY,
        )
        return GroundedClaim(
            claim=claim,
            arguments=(GroundedArgument(argument=victims, count=count),),
            toll=(TollCount(effect=Effect.KILLED, side=Side.VICTIMS, count=count),),
            time=time_,
            place=place,
            time_confidence=0.9,
            place_confidence=0.9,
        )


Rows = Mapping[str, Sequence[Mapping[str, object]]]
Coding = tuple[Rows, str, TextSketch]
Code = Callable[[Told], Coding]


def fill(path: Path, documents: Iterable[Told], *, workers: int = 1) -> int:
    """Write documents into a store as if they had been coded; return how many claims they have.

    Args:
        path: The store.
        documents: Documents with their claims by act.
        workers: Processes that code; 1 codes in this one.
    """
    with open_store(path):
        pass
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    database = Database(connection, path=path, read_only=False)
    revision = connection.execute("SELECT claims + 1 FROM changes").fetchone()[0]
    written = 0
    waiting = iter(documents)
    with _coders(workers) as code_all, connection:
        while batch := list(islice(waiting, _DOCUMENTS_AT_ONCE)):
            for rows, document_id, sketch in code_all(partial(_code, revision), batch):
                for table, lines in rows.items():
                    for line in lines:
                        _insert(connection, table, line)
                written += len(rows["claims"])
                write_sketch(database, document_id, sketch)
            connection.commit()
        connection.execute("UPDATE changes SET claims = ?", (revision,))
    connection.close()
    return written


@contextmanager
def _coders(workers: int) -> Iterator[Callable[[Code, list[Told]], Iterable[Coding]]]:
    """Give what codes many documents, in their order."""
    if workers <= 1:
        yield map
        return
    with get_context("spawn").Pool(workers) as pool:
        yield lambda code, batch: pool.imap(code, batch, chunksize=100)


def _code(revision: int, told: Told) -> Coding:
    """Return what is stored of a document that was coded: rows by table, its id, its sketch."""
    document, acts = told
    record, text = split_document(document)
    claims = [claim for act in acts for claim in act]
    coded = Coded(
        document=document,
        claims=tuple(claims),
        events=tuple(build_event(act, {document.id: document}) for act in acts),
        acts=CodedActs(
            version=ACTS_VERSION,
            acts=tuple(act_of(act, document) for act in acts),
            linker=linker_version(),
        ),
    )
    written = {"id": document.id, "text": text, "record": record, "revision": revision}
    columns = coded_acts_columns(coded)
    rows: Rows = {
        "documents": [{**written, **document_columns(document)}],
        "claims": [
            {**claim_columns(claim), "record": encode(claim), "revision": revision}
            for claim in claims
        ],
        "changed_documents": [{"document_id": document.id, "revision": revision}],
        "coded_acts": [columns] if columns else [],
    }
    return rows, document.id, sketch_text(document)


def _insert(connection: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    names = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({values})", row)


def measure(path: Path) -> dict[str, float]:
    """Link a store; return seconds, peak memory in MB and what came out."""
    started = time.perf_counter()
    spent = time.process_time()
    with open_store(path) as store, store.linking():
        report = link_store(store, workers=WORKERS)
        events = store.count_events()
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "seconds": time.perf_counter() - started,
        "processor_seconds": time.process_time() - spent + workers.ru_utime + workers.ru_stime,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "documents": report.documents,
        "events": events,
    }


def measure_apart(path: Path) -> dict[str, float]:
    """Measure in a fresh process, so that peak memory is its own."""
    command = [sys.executable, "-m", "benchmarks.linking", "--measure", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the stores and print what linking them takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, nargs="*", default=SIZES)
    parser.add_argument("--folder", type=Path, help="where the stores are made, and stay")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure is not None:
        print(json.dumps(measure(options.measure)))
        return
    with tempfile.TemporaryDirectory() as folder:
        print(
            "claims     documents  events     link s  processor s  ms a claim  peak MB  "
            "+1,000 documents s  processor s"
        )
        for size in options.claims:
            path = (options.folder or Path(folder)) / f"linking-{size}.db"
            claims = fill(path, World(SEED).documents(size), workers=WORKERS)
            whole = measure_apart(path)
            more = (
                one for one, _ in zip(World(SEED + 1).documents(size), range(ADDED), strict=False)
            )
            fill(path, more)
            step = measure_apart(path)
            print(
                f"{claims:<10} {whole['documents']:<10.0f} {whole['events']:<10.0f} "
                f"{whole['seconds']:<7.1f} {whole['processor_seconds']:<12.1f} "
                f"{1000 * whole['processor_seconds'] / claims:<11.2f} "
                f"{whole['peak_mb']:<8.0f} {step['seconds']:<19.1f} "
                f"{step['processor_seconds']:.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
