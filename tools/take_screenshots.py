"""Take the screenshots of the README and of docs/review-app.md, of the sample articles.

    python -m tools.take_screenshots [--chromium /usr/bin/chromium]

It codes the samples into a store of its own, serves that, and writes ``docs/images``. Look at the
pictures before you keep them.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from dateline.core.events import Event
from dateline.store.sqlite import open_store

IMAGES = Path(__file__).parent.parent / "docs" / "images"
PORT = 8398
BASE = f"http://127.0.0.1:{PORT}"
WIDTH = 1440
_DRAWN_MS = 1_500


def pages_of(event: Event) -> dict[str, tuple[str, int]]:
    """Return the address and the height of each picture, by its name."""
    return {
        "review-explore": ("/", 900),
        "review-map": ("/?view=map", 900),
        "review-event": (f"/event/{event.id}", 1000),
        "review-document": (f"/document/{event.documents[0]}", 830),
    }


def most_reported(path: Path) -> Event:
    """Return the event of a store that most documents tell of."""
    with open_store(path, read_only=True) as store:
        return max(store.events(), key=lambda event: (len(event.documents), event.id))


@contextmanager
def serving(path: Path) -> Iterator[None]:
    """Serve a store."""
    command = [_dateline(), "serve", str(path), "--port", str(PORT)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while process.poll() is None and not _answers():
                time.sleep(0.2)
            yield
        finally:
            process.terminate()


def _dateline() -> str:
    return str(Path(sys.executable).with_name("dateline"))


def _answers() -> bool:
    try:
        with urllib.request.urlopen(BASE):
            return True
    except OSError:
        return False


def main(arguments: Sequence[str] | None = None) -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([_dateline(), "demo", "--to", folder], check=True, stdout=subprocess.DEVNULL)
        path = Path(folder) / "events.db"
        event = most_reported(path)
        with serving(path), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=options.chromium, chromium_sandbox=False, args=["--disable-gpu"]
            )
            for name, (address, height) in pages_of(event).items():
                page = browser.new_page(
                    viewport={"width": WIDTH, "height": height}, color_scheme="light"
                )
                page.goto(f"{BASE}{address}")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(_DRAWN_MS)
                page.screenshot(path=IMAGES / f"{name}.png")
                page.close()
            browser.close()


if __name__ == "__main__":
    main()
