"""Words that tell place names from other words: ordinary ones, given and family names."""

import tarfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from dateline.resources.gazetteer import WordFlag
from dateline.resources.name_keys import name_key
from tools.gazetteer.rows import PlaceRow
from tools.gazetteer.sources import HAND_LISTS, hand_list

#: Tables of the package names, and up to which share of all people a table is taken, in percent.
_TABLES = (
    ("dist.female.first", WordFlag.GIVEN, 85.0),
    ("dist.male.first", WordFlag.GIVEN, 88.0),
    ("dist.all.last", WordFlag.FAMILY, 62.0),
)


def collect_words(archive: Path, places: Iterable[PlaceRow]) -> dict[str, int]:
    """Return words by the bits of ``WordFlag``.

    Args:
        archive: Source archive of the package names 0.3.0 (1990 U.S. census, public domain).
        places: The places; family names count only where a place has the same name.
    """
    keys = {key for place in places for key in place.names}
    hand = hand_list("words.toml")
    words: dict[str, int] = defaultdict(int)
    ordinary = (HAND_LISTS / "ordinary_words.txt").read_text("utf-8").splitlines()
    for word in (*hand["ordinary"], *(w for w in ordinary if w and not w.startswith("#"))):
        words[name_key(word)] |= WordFlag.ORDINARY
    for name, flag in (
        ("never", WordFlag.NEVER),
        ("given_names", WordFlag.GIVEN),
        ("family_names", WordFlag.FAMILY),
    ):
        for word in hand[name]:
            words[name_key(word)] |= flag
    with tarfile.open(archive) as tar:
        for file, flag, share in _TABLES:
            member = tar.extractfile(f"names-0.3.0/names/{file}")
            assert member is not None
            for line in member.read().decode("ascii").splitlines():
                name, _, cumulative, _ = line.split()
                if float(cumulative) <= share and (flag == WordFlag.GIVEN or name.lower() in keys):
                    words[name.lower()] |= flag
    for word in hand["not_given_names"]:
        words[name_key(word)] &= ~WordFlag.GIVEN
    for word in hand["not_ordinary"]:
        words[name_key(word)] &= ~WordFlag.ORDINARY
    return {word: int(flags) for word, flags in sorted(words.items()) if flags}
