"""What MUC-4's closed lists say of a filler: learned from the words around it, or by word lists."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.core.documents import Span
from dateline.core.fillers import bare
from dateline.resources.fill_models import FillModels
from dateline.resources.gazetteer import Gazetteer
from dateline.scoring.muc4_days import NamedDay, best_day, day_candidates
from dateline.scoring.muc4_features import (
    Words,
    description_candidates,
    description_features,
    filler_features,
    head_word,
    incident_features,
    sentences_of,
)
from dateline.scoring.muc4_incidents import Filler
from dateline.scoring.muc4_places import best_location, named_places
from dateline.scoring.muc4_words import human_type, is_title, target_type

#: The class of a filler or incident of which nothing is said.
NONE = "-"
#: Least log odds of words beside a name to describe its bearer.
LEAST_DESCRIPTION = -2.0
#: Least log odds of a fill: a fill that is right in three of ten cases adds to F1.
LEAST_FILL = -1.0
#: Mentions of a name beside which a description is looked for.
NAME_MENTIONS = 3

_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "another": 1, "both": 2, "thirty": 30, "forty": 40, "fifty": 50, "dozen": 12}
#: What may stand between a name and a phrase for its bearer.
_LINKS = frozenset({",", ".", "a", "an", "the", "who", "was", "is", "a.", "former"})
_ABOUT = frozenset({"about", "some", "approximately", "around", "nearly", "almost"})
_PLURALS = frozenset(
    "people men women children policemen personnel clergymen congressmen persons troops members "
    "police guerrillas businessmen gunmen countrymen".split()
)


@dataclass(frozen=True, slots=True)
class Judge:
    """Answers for the fillers of one text; without ``models`` by word lists alone."""

    words: Words
    models: FillModels | None

    def human_type(self, victim: Filler, type_: str, described: str = "") -> str | None:
        """Return the human target type of a victim."""
        listed = human_type(f"{victim.text} {described}".strip())
        return self._best("human_type", victim, type_, listed, described, otherwise=listed)

    def human_effect(self, victim: Filler, type_: str, described: str = "") -> str | None:
        """Return what happened to a victim, as far as the words around tell."""
        listed = human_type(f"{victim.text} {described}".strip())
        return self._best("human_effect", victim, type_, listed, described)

    def target_type(self, target: Filler, type_: str) -> str | None:
        """Return the type of a physical target."""
        listed = target_type(target.text)
        return self._best("target_type", target, type_, listed, otherwise=listed)

    def target_effect(self, target: Filler, type_: str) -> str | None:
        """Return what happened to a physical target; arson damages."""
        burnt = "SOME DAMAGE" if type_ == "ARSON" else None
        return self._best("target_effect", target, type_, target_type(target.text)) or burnt

    def confidence(self, organization: Filler, type_: str, usual: str) -> str | None:
        """Return how surely an organization did it; ``usual`` where nothing is learned."""
        return self._best("confidence", organization, type_, "") or usual

    def category(self, perpetrators: Sequence[Filler], type_: str, usual: str | None) -> str | None:
        """Return the category that the perpetrators' words speak for most."""
        if self.models is None or not perpetrators:
            return usual
        model = self.models["category"]
        totals = dict.fromkeys(model.classes, 0.0)
        for perpetrator in perpetrators:
            scores = model.scores(self._features(perpetrator, type_, ""))
            totals = {name: total + scores[name] for name, total in totals.items()}
        return _likeliest({name: total / len(perpetrators) for name, total in totals.items()})

    def country(self, sufferers: Sequence[Filler], type_: str) -> str | None:
        """Return the country that the text's words speak for, as MUC-4 writes it."""
        return self._incident("country", sufferers, type_, whole=True)

    def instrument(self, sufferers: Sequence[Filler], type_: str) -> str | None:
        """Return the type of an instrument that no words name."""
        return self._incident("instrument", sufferers, type_)

    def day(
        self, sufferers: Sequence[Filler], type_: str, days: Sequence[NamedDay], published: date
    ) -> str | None:
        """Return the date fill of an incident."""
        if self.models is None:
            return None
        at = sentences_of(self.words, _mentions(sufferers))
        found = day_candidates(self.words, days, published, at, type_=type_)
        return best_day(found, self.models["day"])

    def location(
        self, sufferers: Sequence[Filler], country: str, gazetteer: Gazetteer
    ) -> str | None:
        """Return the location of an incident in a country."""
        if self.models is None:
            return None
        places = named_places(self.words, country, gazetteer)
        at = sentences_of(self.words, _mentions(sufferers))
        return best_location(self.words, country, places, at, self.models["place"])

    def _incident(
        self, question: str, sufferers: Sequence[Filler], type_: str, *, whole: bool = False
    ) -> str | None:
        if self.models is None:
            return None
        mentions = _mentions(sufferers)
        features = incident_features(self.words, mentions, type_=type_, whole=whole)
        return _likeliest(self.models[question].scores(features))

    def told_apart(self, victims: Sequence[Filler]) -> tuple[dict[Filler, str], list[Filler]]:
        """Return the description of each named victim, and the victims without mere descriptions.

        A described victim that stands beside a name, or that is told in the same words as a
        named one, is that one; a plural one describes every name of its sentence.
        """
        told = {one: self.description(one) or "" for one in victims if one.named}
        known = {bare(words) for words in told.values() if words}
        kept = []
        for victim in victims:
            bearers = [] if victim.named else [one for one in told if self._beside(victim, one)]
            if bearers and self.number(victim) != "1":
                bearers = [one for one in told if self._same_sentence(victim, one)]
            if not bearers and (victim.named or bare(victim.text) not in known):
                kept.append(victim)
            for bearer in bearers:
                told[bearer] = told[bearer] or victim.text
        return told, kept

    def _beside(self, described: Filler, named: Filler) -> bool:
        return any(
            self._adjoin(first, second) or self._adjoin(second, first)
            for first in described.places
            for second in named.places
        )

    def _adjoin(self, first: Span, second: Span) -> bool:
        """Tell whether a phrase overlaps or ends right before another, titles apart."""
        if first.overlaps(second):
            return True
        between = range(self.words.range_of(first).stop, self.words.range_of(second).start)
        return first.end <= second.start and all(
            self.words.words[i] in _LINKS or is_title(self.words.words[i]) for i in between
        )

    def _same_sentence(self, first: Filler, second: Filler) -> bool:
        a, b = (
            {self.words.sentence_of[self.words.range_of(span).start] for span in one.places}
            for one in (first, second)
        )
        return bool(a & b)

    def description(self, victim: Filler) -> str | None:
        """Return the words that describe a named victim, of those beside its name."""
        if self.models is None:
            return None
        model = self.models["description"]
        scored = [
            (model.scores(description_features(self.words, mention, words))["yes"], words)
            for mention in victim.places[:NAME_MENTIONS]
            for words in description_candidates(self.words, mention)
        ]
        best = max(scored, key=lambda one: (one[0], -one[1].start), default=None)
        if best is None or best[0] < LEAST_DESCRIPTION:
            return None
        return " ".join(self.words.words[i] for i in best[1])

    def number(self, filler: Filler) -> str:
        """Return how many a phrase names: a number, one with a bound or "about", or PLURAL."""
        for mention in filler.places:
            stated = self._stated(mention)
            if stated is not None:
                return stated
        head = head_word(re.findall(r"[\w'-]+", filler.text.casefold()))
        plural = head in _PLURALS or (head.endswith("s") and not head.endswith(("ss", "us", "is")))
        return "PLURAL" if plural and not filler.named else "1"

    def _stated(self, mention: Span) -> str | None:
        """Return the number before a phrase or at its beginning."""
        where = self.words.range_of(mention)
        for i in (where.start, where.start - 1, where.start - 2):
            word = self.words.at(i).replace(",", "")
            number = int(word) if word.isdigit() else _NUMBERS.get(word)
            if number is None or (i == where.start - 2 and not self._describes(i + 1)):
                continue
            before = self.words.at(i - 1)
            if before in {"least", "than"}:
                return f"{number}-"
            return f"~{number}" if before in _ABOUT else str(number)
        return None

    def _describes(self, number: int) -> bool:
        return self.words.at(number)[:1].isalpha() and self.words.at(number) not in {"of", "in"}

    def _best(
        self,
        question: str,
        filler: Filler,
        type_: str,
        listed: str,
        described: str = "",
        *,
        otherwise: str | None = None,
    ) -> str | None:
        if self.models is None:
            return otherwise
        scores = self.models[question].scores(self._features(filler, type_, listed, described))
        return _likeliest(scores)

    def _features(
        self, filler: Filler, type_: str, listed: str, described: str = ""
    ) -> tuple[int, ...]:
        return filler_features(
            self.words,
            filler.places,
            type_=type_,
            listed=listed,
            described=described.lower().split(),
        )


def _mentions(fillers: Sequence[Filler]) -> list[Span]:
    return sorted({span for one in fillers for span in one.places})


def _likeliest(scores: Mapping[str, float]) -> str | None:
    """Return the likeliest fill, if it is likely enough."""
    fills = [name for name in sorted(scores) if name != NONE]
    best = max(fills, key=lambda name: scores[name])
    return best if scores[best] >= LEAST_FILL else None
