"""Store what the larger TOML files shipped with Dateline say as JSON, which is read faster.

Run ``python -m tools.compile_tables`` after a change of such a file; ``--check`` only tells
whether that is needed.
"""

import argparse
import json
import sys
import tomllib
from pathlib import Path

from dateline.resources.toml_tables import STORED, stored_at

#: Files smaller than this are read fast enough as they are.
LEAST_BYTES = 4_000
SOURCES = (
    *STORED.parent.rglob("*.toml"),
    STORED.parents[1] / "pipeline" / "articles" / "furniture.toml",
)


def shipped() -> dict[Path, str]:
    """Return where each reading belongs, with the reading as JSON."""
    readings = {}
    for source in sorted(SOURCES):
        text = source.read_text(encoding="utf-8")
        if source.stat().st_size >= LEAST_BYTES:
            tables = tomllib.loads(text)
            reading = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
            if json.loads(reading) != tables:
                raise ValueError(f"{source}: JSON cannot hold what it says")
            readings[stored_at(text)] = reading
    return readings


def main() -> int:
    """Store the readings, or tell whether they are stored."""
    parser = argparse.ArgumentParser(prog="python -m tools.compile_tables", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing")
    check = parser.parse_args().check
    readings = shipped()
    present = set(STORED.glob("*.json"))
    missing, unused = sorted(readings.keys() - present), sorted(present - readings.keys())
    if not check:
        STORED.mkdir(exist_ok=True)
        for path in missing:
            path.write_text(readings[path], encoding="utf-8")
        for path in unused:
            path.unlink()
    print(f"{len(readings)} readings: {len(missing)} were missing, {len(unused)} of no file")
    return 1 if check and (missing or unused) else 0


if __name__ == "__main__":
    sys.exit(main())
