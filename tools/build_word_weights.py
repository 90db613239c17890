"""Count in how many news texts a word stands, and write how telling each is.

    python -m tools.build_word_weights CORPORA OUTPUT

CORPORA is a folder with ``muc4/train.entities.jsonl``, ``wikievents/train.jsonl``,
``rams/train.jsonl`` and ``geoparsing/TR-News.xml``. What is written are cut words with the
logarithm of how seldom they are; no text can be read back from it.
"""

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap

from dateline.resources.word_weights import UNLISTED, stem

#: Words in fewer texts than this are not listed, which makes them as telling as can be.
LEAST_TEXTS = 4
LINE_WIDTH = 96
WORD = re.compile(r"[^\W\d_]{3,}")
MARKUP = re.compile(r"<[^>]*>|<!\[CDATA\[|\]\]>|https?://\S+")
HEAD = """\
# How telling a word is: minus the base-2 logarithm of the share of texts that have it.
# A weight, then the first six letters of the words that have it. Not listed: 12.
# Counted in the training parts of MUC-4, WikiEvents, RAMS and TR-News by
# tools/build_word_weights.py; counts only, no text of theirs.
"""


def texts(corpora: Path) -> Iterator[str]:
    """Yield every text of the corpora."""
    for line in (corpora / "muc4/train.entities.jsonl").open(encoding="utf-8"):
        yield json.loads(line)["doctext"]
    for line in (corpora / "wikievents/train.jsonl").open(encoding="utf-8"):
        yield " ".join(json.loads(line)["tokens"])
    for line in (corpora / "rams/train.jsonl").open(encoding="utf-8"):
        yield " ".join(word for sentence in json.loads(line)["sentences"] for word in sentence)
    articles = (corpora / "geoparsing/TR-News.xml").read_text(encoding="utf-8")
    yield from (MARKUP.sub(" ", part) for part in articles.split("</article>"))


def main(corpora: Path, output: Path) -> None:
    """Write the table."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(corpora):
        total += 1
        counts.update({stem(word) for word in WORD.findall(text)})
    by_weight: dict[int, list[str]] = defaultdict(list)
    for word, count in counts.items():
        weight = min(UNLISTED, round(math.log2(total / count)))
        if count >= LEAST_TEXTS and weight < UNLISTED:
            by_weight[weight].append(word)
    with output.open("w", encoding="utf-8") as stream:
        stream.write(HEAD)
        for weight in sorted(by_weight):
            for line in wrap(" ".join(sorted(by_weight[weight])), LINE_WIDTH):
                stream.write(f"{weight} {line}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
