"""A coding run in a process of its own, to be stopped in any way at any moment.

Run as ``python -m tests.integration.store_writer FILE COUNT``; prints a line after each document.
"""

import signal
import sys
from pathlib import Path

from dateline.core.coded import Coded
from dateline.store.interface import CodingState, RunTotals
from dateline.store.sqlite import open_store
from tests.integration.store_examples import MADE_BY, a_claim, a_coding, a_document, start

CLAIMS = 10


def numbered_coding(number: int) -> Coded:
    words = [f"event{number}x{index}" for index in range(CLAIMS)]
    document = a_document(" ".join(words) + " rain" * 300, path=f"{number:05}.txt")
    return a_coding(document, [a_claim(document, word) for word in words])


def main() -> None:
    # Shells start background jobs, and CI its runs, with interrupts ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    path, count = Path(sys.argv[1]), int(sys.argv[2])
    with open_store(path) as store:
        run = start(store)
        for number in range(count):
            coding = numbered_coding(number)
            if store.coding_of(coding.document, MADE_BY) == CodingState.TO_CODE:
                store.put(run, coding, MADE_BY)
                sys.stdout.write(f"{number}\n")
                sys.stdout.flush()
        store.finish_run(run, RunTotals(documents=count))


if __name__ == "__main__":
    main()
