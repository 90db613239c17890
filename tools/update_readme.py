"""Run the commands of the README's sessions again and write down what they print now.

A session is a fenced block marked ``console``; its commands are the lines that begin with "$ ".
They run in the source's root, all with one store that is thrown away. An event's id stands for the
first event of the command before it, so that ids may change. Long output is cut and says so.

Usage: ``python tools/update_readme.py``
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
SESSION = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
EVENT_ID = re.compile(r"\b[0-9a-f]{8}\b")
LONGEST = 32
WIDTH = 100


def main() -> None:
    """Rewrite the sessions in place."""
    text = README.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        told = SESSION.sub(lambda found: run_session(found[1], Path(folder)), text)
    README.write_text(told, encoding="utf-8")


def run_session(session: str, folder: Path) -> str:
    """Return a session with the output its commands give now."""
    parts: list[str] = []
    output = ""
    for line in session.splitlines():
        if not line.startswith("$ "):
            continue
        first = re.search(EVENT_ID, output)
        command = EVENT_ID.sub(first[0], line[2:]) if first else line[2:]
        output = run(command, folder)
        parts.append(f"$ {command}\n{shorten(output)}\n")
    return "\n".join(parts)


def run(command: str, folder: Path) -> str:
    """Return what a command prints, on both outputs, in a terminal of ``WIDTH`` columns."""
    name, *arguments = shlex.split(command)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")},
        "DATELINE_DB": str(folder / "events.db"),
        "COLUMNS": str(WIDTH),
        "NO_COLOR": "1",
    }
    done = subprocess.run(
        [str(Path(sys.executable).with_name(name)), *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def shorten(output: str) -> str:
    """Return the first lines of an output without spaces at their ends."""
    lines = [line.rstrip() for line in output.strip("\n").splitlines()]
    if len(lines) <= LONGEST:
        return "\n".join(lines)
    return "\n".join([*lines[:LONGEST], f"[{len(lines) - LONGEST} more lines]"])


if __name__ == "__main__":
    main()
