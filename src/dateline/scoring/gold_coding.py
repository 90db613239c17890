"""Code the documents of a gold set and bring marked and found events into one shape."""

from dataclasses import dataclass, replace

from dateline.core.claims import Status
from dateline.core.coded import Coded
from dateline.scoring.comparing import Alignment, TypeTest, align
from dateline.scoring.gold_files import GoldDocument, GoldFormat
from dateline.scoring.incident_coding import to_incident_coding
from dateline.scoring.interface import Coder
from dateline.scoring.records import EventRecord, locate, read_event, sentences_around


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredDocument:
    """A gold document with what was found in it, under the set's own coding rules."""

    gold: GoldDocument
    coded: Coded
    marked: tuple[EventRecord, ...]
    found: tuple[EventRecord, ...]

    def align(self, test: TypeTest) -> Alignment:
        """Pair marked and found events whose types pass a test."""
        sentences = tuple(
            replace(f, evidence=sentences_around(self.coded.document.text, f.evidence))
            for f in self.found
        )
        return align(self.marked, sentences, test)


def code_gold(gold: GoldDocument, format_: GoldFormat, coder: Coder) -> ScoredDocument:
    """Code one gold document and bring marked and found events into one shape."""
    document = coder.read_text(gold.text, published=gold.published, path=gold.path, url=gold.url)
    coded = coder.code_document(document)
    return ScoredDocument(
        gold=gold,
        coded=coded,
        marked=tuple(
            replace(event.record, evidence=locate(document.text, event.evidence))
            for event in gold.events
        ),
        found=found_records(coded, format_),
    )


def found_records(coded: Coded, format_: GoldFormat) -> tuple[EventRecord, ...]:
    """Return a document's events under the coding rules of a format, less what it never marks."""
    if format_ is GoldFormat.INCIDENT:
        return tuple(replace(record, people=None) for record in to_incident_coding(coded))
    records = tuple(read_event(event, coded) for event in coded.events)
    if format_ is GoldFormat.SEED:
        return tuple(
            replace(
                record,
                status="alleged" if record.status in _ALLEGED else "not alleged",
                injured=None,
                arrested=None,
            )
            for record in records
        )
    return records


#: Words for how sure an act is that a seed set calls alleged.
_ALLEGED = frozenset(
    status.value
    for status in Status
    if status not in {Status.FACT, Status.OFFICIAL, Status.ACQUITTED, Status.DENIED}
)
