"""Conventions of a user's own: how many "dozens" are, when "late May" is.

A folder may hold ``times.toml``, ``counts.toml`` or both, in the format of the files in
``lexicons/``; what is not there is taken from Dateline's own.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dateline.errors import ResourceError
from dateline.resources.counts import CountLexicon, load_count_lexicon
from dateline.resources.times import TimeLexicon, load_time_lexicon

TIMES, COUNTS = "times.toml", "counts.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """What times and counts are read by; ``digest`` is that of a user's files, "" without any."""

    times: TimeLexicon
    counts: CountLexicon
    digest: str


def load_conventions(folder: Path | None = None) -> Conventions:
    """Return the conventions of a folder, or Dateline's own.

    Raises:
        ResourceError: The folder is missing, holds neither file, or a file has faults.
    """
    if folder is None:
        return Conventions(times=load_time_lexicon(), counts=load_count_lexicon(), digest="")
    paths = {name: folder / name for name in (COUNTS, TIMES) if (folder / name).is_file()}
    if not paths:
        raise ResourceError(
            f"{folder}: holds no conventions. Put {TIMES}, {COUNTS} or both there; "
            "docs/conventions.md says what they hold."
        )
    times = load_time_lexicon(paths.get(TIMES))
    counts = load_count_lexicon(paths.get(COUNTS))
    digest = sha256()
    for name, path in paths.items():
        digest.update(f"{name}\n".encode() + path.read_bytes())
    return Conventions(times=times, counts=counts, digest=digest.hexdigest())
