"""The command line in a process of its own, as a user starts it."""

import os
import subprocess
import sys
from pathlib import Path

_START = (sys.executable, "-c", "from dateline.cli.main import run; run()")


def environment(*, hash_seed: int = 0) -> dict[str, str]:
    """Return the environment without Dateline's settings, with a fixed hash seed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**kept, "PYTHONHASHSEED": str(hash_seed), "COLUMNS": "200", "NO_COLOR": "1"}


def dateline(
    *arguments: str | Path, folder: Path, hash_seed: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder to its end."""
    return subprocess.run(
        [*_START, *map(str, arguments)],
        cwd=folder,
        env=environment(hash_seed=hash_seed),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def start_dateline(*arguments: str | Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start a command in a folder, its output thrown away."""
    return subprocess.Popen(
        [*_START, *map(str, arguments)],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
