"""Write ``docs/conventions.md`` from the shipped conventions for times and counts.

Run from the root of the source tree: ``python -m tools.write_conventions``.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from dateline.resources.counts import Bounds, CountLexicon, load_count_lexicon
from dateline.resources.times import ObservanceRule, TimeLexicon, load_time_lexicon

TARGET = Path(__file__).parents[1] / "docs" / "conventions.md"
TEMPLATE = """\
# Conventions

Where a text is vague, Dateline takes it to mean what this page says, always and everywhere. All of
it is data: copy `times.toml` or `counts.toml` from `dateline/resources/lexicons` into a folder of
your own, change what you want otherwise and name the folder: `dateline code ... --conventions
FOLDER`, or `conventions = "FOLDER"` in `dateline.toml`. A file that is not in the folder is taken
from Dateline. A digest of your files stands in the record beside the codebook's
(`made_by.codebook`), and articles coded under other conventions are coded again. Names of
currencies come from Unicode CLDR; what the words of a text mean beyond this page (which Friday "on
Friday" is) is a rule, not a convention, and cannot be changed.

This page is written from the files by `tools/write_conventions.py`.

## Counts

Every count has a lowest, a best and a highest value; "open" means that the text sets no bound.

{operators}

Sums of money and masses differ from counts of things in: {measures}.

A plural without a number ("gunmen") is at least {plural:g}. Nouns that count: {nouns}.

{vague}

Parts of a whole: {fractions}.

## Times

Days are those of the outlet: its publication day is "today", and "yesterday" the day before. The
time zone is the one that the publication stamp is given in; a stamp is not moved to another zone.
{grace}

| words | meaning |
|---|---|
{times}

Seasons last three months and begin as on the northern hemisphere: {seasons}. A winter is named by
the year it begins in.

## Feasts and days of remembrance

Fixed days are written month-day; days of the Islamic calendar follow the Umm al-Qura reckoning,
"after Easter" counts from Easter Sunday.

{observances}
"""


def render(counts: CountLexicon, times: TimeLexicon) -> str:
    """Return the page for a pair of lexicons."""
    chosen = times.conventions
    measures = [
        f'"{name.replace("_", " ")}" is {_formula(rule.low, rule.best, rule.high)}'
        for name, rule in sorted(counts.measure_rules.items())
        if rule != counts.rules[name]
    ]
    bands = [(f'"{word}"', f"{low} to {high}") for word, (low, high) in sorted(times.bands.items())]
    spans = [
        (f'"{part} May"', f"from day {first} to day {last} of the month")
        for part, (first, last) in (
            ("early", chosen.early_month), ("mid", chosen.mid_month), ("late", chosen.late_month),
        )
    ] + [
        (f'"{part} 2031"', f"from month {first} to month {last} of the year")
        for part, (first, last) in (
            ("early", chosen.early_year), ("mid", chosen.mid_year), ("late", chosen.late_year),
        )
    ]  # fmt: skip
    reaching = [
        ('"the past few weeks", "recent weeks"', f"{chosen.recent} units back"),
        ('"in the days after", "in the days before"', f"{chosen.days_around} days"),
    ]
    return TEMPLATE.format(
        operators=_operators(counts),
        measures="; ".join(measures),
        plural=counts.plural[0],
        nouns=", ".join(f'"{noun}" {value:g}' for noun, value in sorted(counts.nouns.items())),
        vague=_vague(counts),
        fractions=", ".join(
            f'"{words}" {share:.3g}' for words, share in sorted(counts.fractions.items())
        ),
        grace=f"A day without a year may lie up to {chosen.grace_days} day after publication and "
        "still be read as past,\nsince stamps are late and zones differ.",
        times="\n".join(f"| {words} | {meaning} |" for words, meaning in bands + spans + reaching),
        seasons=", ".join(f"{name} in month {month}" for name, month in times.seasons.items()),
        observances=_observances(times),
    )


def _operators(counts: CountLexicon) -> str:
    rows = []
    for name, rule in counts.rules.items():
        words = [word for word, named in counts.before.items() if named == name]
        words += [f"... {word}" for word, named in counts.after.items() if named == name]
        rows.append(
            (", ".join(words), rule.low or "open", rule.best or "open", rule.high or "open")
        )
    return _table(("words with a number n", "lowest", "best", "highest"), rows)


def _vague(counts: CountLexicon) -> str:
    words_of: dict[Bounds, list[str]] = {}
    for word, bounds in counts.vague.items():
        words_of.setdefault(bounds, []).append(word)
    rows = [(", ".join(words), *map(_bound, bounds)) for bounds, words in words_of.items()]
    return _table(("words without a number", "lowest", "best", "highest"), rows)


def _observances(times: TimeLexicon) -> str:
    seen = {id(entry): entry for entry in times.observances.values()}
    rows = []
    for entry in seen.values():
        days = "the month" if entry.days == 0 else str(entry.days)
        rule = "" if entry.rule is ObservanceRule.FIXED else f"{entry.rule.replace('_', ' ')}: "
        rows.append((", ".join(entry.names), f"{rule}{entry.at}", days))
    return _table(("names", "day", "days"), rows)


def _formula(low: str, best: str, high: str) -> str:
    return f"{low or 'open'}, {best or 'open'}, {high or 'open'}"


def _bound(bound: float | None) -> str:
    return "open" if bound is None else f"{bound:g}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Write the page."""
    TARGET.write_text(render(load_count_lexicon(), load_time_lexicon()), encoding="utf-8")


if __name__ == "__main__":
    main()
