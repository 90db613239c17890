"""How many were killed or injured: the words that say so, and whose people they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from dateline.core.claims import Effect, Side, TollMention
from dateline.core.documents import Span
from dateline.pipeline.claims.frames import UNACCUSATIVE, Classifier, is_plural
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tree import (
    BODIES,
    agents,
    child,
    conjuncts,
    patients,
    phrase,
    prepositional_objects,
)
from dateline.resources.inflections import noun_forms, verb_forms

_VERBS = {
    **dict.fromkeys(
        "kill slay murder assassinate massacre behead execute martyr slaughter butcher neutralise "
        "neutralize eliminate liquidate lynch electrocute gun die perish succumb expire".split(),
        Effect.KILLED,
    ),
    **dict.fromkeys("wound injure hurt maim hospitalise hospitalize".split(), Effect.INJURED),
}
_ADJECTIVES = {
    "dead": Effect.KILLED,
    "killed": Effect.KILLED,
    "slain": Effect.KILLED,
    "wounded": Effect.INJURED,
    "injured": Effect.INJURED,
    "hurt": Effect.INJURED,
}
_NOUNS = {
    "death": Effect.KILLED,
    "fatality": Effect.KILLED,
    "killing": Effect.KILLED,
    "murder": Effect.KILLED,
    "slaying": Effect.KILLED,
    "injury": Effect.INJURED,
}
#: Words before what nobody died of: "the attempted murder of 79 people".
_NOT_DONE = frozenset({"attempted", "failed", "foiled", "planned"})
#: Forms that tell of killed or injured people, for finding sentences worth parsing.
EFFECT_WORDS = frozenset(
    {form for verb in _VERBS for form in verb_forms(verb)}
    | {
        form
        for noun in (*_NOUNS, "toll", "life", "martyr", "martyrdom")
        for form in noun_forms(noun)
    }
    | set(_ADJECTIVES)
)
#: Words for those whom a number counts.
_TALLIED = {
    **_ADJECTIVES,
    **dict.fromkeys(("deaths", "fatalities", "killings", "murders", "died"), Effect.KILLED),
    "injuries": Effect.INJURED,
}
_OTHER_TOLLS = frozenset({"road", "bridge", "motorway", "financial", "economic", "heavy"})
#: Numbers that stand for people where no noun follows.
_MANY = frozenset({"scores", "dozens", "hundreds", "thousands", "several", "many"})
_SAYING = frozenset({"say", "tell", "report", "confirm", "announce", "add", "state"})
#: What an act does to those whom an adjective after them describes: "left three dead".
_LEAVING = frozenset({"leave", "find", "see"})
#: Prepositions before a figure that a toll has gone beyond.
_PASSING = frozenset({"over", "above", "past", "beyond"})
#: Verbs of what happens to people with wounds.
_LEFT_WITH = frozenset("leave admit bring rush take carry".split())
_DYING = frozenset({"die", "perish", "succumb", "expire"})
_FATALLY = frozenset({"fatally", "mortally"})
_REPORTING = frozenset({"report", "confirm", "declare", "pronounce", "fear", "believe", "presume"})
_PREDICATES = frozenset({"ccomp", "oprd", "xcomp"})
#: Words after "member of" in which a group is named.
_GROUP_REACH = 6
_DETERMINING = frozenset({"det", "nummod", "poss"})
#: Singular nouns for several people.
_COLLECTIVES = frozenset(
    "patrol unit convoy team squad family crew group column crowd garrison party couple".split()
)
#: What people die of by nobody's doing.
_NATURAL_CAUSES = frozenset(
    "illness disease cancer stroke pneumonia covid malaria cholera ebola tuberculosis cause age "
    "complication overdose leukaemia leukemia failure infection hunger starvation thirst cold "
    "dehydration exhaustion exposure heatstroke poisoning aids flu influenza".split()
)
#: Verbs whose infinitive was done.
_DOING_SO = frozenset("go manage proceed continue come begin start happen".split())
#: What kills many over years, and verbs by which it does.
_WARS = frozenset("war conflict insurgency uprising rebellion insurrection troubles revolt".split())
_LIFE_TAKING = frozenset("kill die perish claim take cost leave lose".split())
_SUBJECT = ("nsubj", "nsubjpass")
_MARTYRING = frozenset({"fall", "embrace", "attain", "achieve"})
_WOUNDS = frozenset({"wound", "burn", "injury"})
_SUFFERING = frozenset({"suffer", "sustain", "receive"})
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})
_NONE = frozenset({"no", "none", "nobody", "neither"})
_NOT_DEATHS = frozenset({"sentence", "penalty", "threat", "row", "squad", "certificate", "bed"})


@dataclass(frozen=True, slots=True)
class Effected:
    """Persons of one phrase to whom something happened, and the word that says so."""

    word: Token
    person: Token
    effect: Effect
    mention: TollMention


def find_effects(
    parse: Parse, classifier: Classifier, quantities: Sequence[Span]
) -> list[Effected]:
    """Find who was killed or injured in a sentence."""
    found: list[Effected] = []
    tallied = {whole.i for token in parse.doc if (whole := _tallied(token)) is not None}
    for token in parse.doc:
        by_armed = _is_by_armed(token, classifier)
        for person, effect in _with_members(_affected(token), classifier):
            if person.lower_ in _REFLEXIVES or person.i in tallied:
                continue
            if _adds_nobody(person) or _are_of_them(person):
                continue
            classes = classifier.classes(person)
            if not _countable(person, classes, classifier):
                continue
            found.append(
                Effected(
                    token,
                    person,
                    effect,
                    _mention(
                        parse,
                        person,
                        effect,
                        classes - {"armed"} if by_armed else classes,
                        quantities,
                    ),
                )
            )
    return _without_repeats(_without_added(found))


def _without_added(found: Sequence[Effected]) -> list[Effected]:
    """Leave out those by whom a toll grew: "the toll rose to nine after two died in hospital"."""
    told = [e.word for e in found if is_tally(e.word)]
    return [
        e
        for e in found
        if e.word in told
        or not any(
            clause.dep_ in {"advcl", "pcomp"} and tally.head in clause.ancestors
            for tally in told
            for clause in (e.word, *e.word.ancestors)
        )
    ]


def _is_by_armed(verb: Token, classifier: Classifier) -> bool:
    """Tell whether attackers did the harm, so that whoever came to it was no attacker there."""
    if verb.pos_ != "VERB" or verb.lemma_.lower() in _DYING:
        return False
    who = [classifier.classes(t) for t in agents(verb)]
    return bool(who) and all("armed" in c and "forces" not in c for c in who)


def _are_of_them(person: Token) -> bool:
    """Tell whether people are some of those before: "two died, [one of them a child], and"."""
    end = person.i + 1 < len(person.doc) and person.nbor().text == ","
    some = child(person, "nummod")
    return end and some is not None and any(t.lower_ in {"them", "whom"} for t in some.subtree)


def _adds_nobody(person: Token) -> bool:
    """Tell whether the last noun of a list is nobody else.

    It may be who says so ("wounding nine, witnesses said") or another word for the one before
    ("a commander and bomb maker").
    """
    if person.dep_ != "conj":
        return False
    if person.lemma_.lower() in _NOUNS and child(person, "nummod") is None:
        return True
    end = person.right_edge.i + 1
    if end < len(person.doc) and person.doc[end].lemma_.lower() in _SAYING:
        return True
    alone = person.tag_ == "NN" and not any(c.dep_ in _DETERMINING for c in person.lefts)
    return alone and any(c.lower_ in {"a", "an"} for c in person.head.lefts)


def members_named(group: Token) -> list[Token]:
    """Return whom a group is said to consist of: "the suspects: two brothers and a neighbour".

    One name after a group is none: "five men, members of a cell" says what they are.
    """
    named = child(group, "appos")
    members = conjuncts(named) if named is not None else []
    return members if len(members) > 1 else []


def tells_of_war(word: Token) -> bool:
    """Tell whether a figure is that of a whole war: "6,000 have died in the conflict".

    "The insurgency has claimed 7,000 lives" tells of no act either.
    """
    verb = word if word.pos_ == "VERB" else word.head
    if verb.lemma_.lower() not in _LIFE_TAKING or verb.pos_ != "VERB":
        return False
    if not any(c.dep_ in {"aux", "auxpass"} and c.lemma_ == "have" for c in verb.children):
        return False
    within = [noun for p, noun in prepositional_objects(verb) if p in {"in", "during"}]
    since = [child(clause, *_SUBJECT) for clause in verb.children if clause.dep_ == "advcl"]
    told = (*agents(verb), *within, *since)
    return any(noun is not None and noun.lemma_.lower() in _WARS for noun in told)


def restates_tally(token: Token) -> bool:
    """Tell whether a word only says what a figure counts: "the number of people killed".

    Nor does it tell of an act anew where it says whom else something is said of: "those who died".
    """
    counted = token.head if token.dep_ in {"acl", "relcl"} else token
    if token.dep_ == "relcl" and counted.lower_ == "those" and child(token, "dobj") is None:
        return True
    tally = counted.head.head if counted.dep_ == "pobj" else counted
    whole = _tallied(tally)
    return whole is not None and whole.i in {counted.i, token.i, tally.i}


def is_tally(token: Token) -> bool:
    """Tell whether a noun is the toll or number that a sentence gives a figure for."""
    return _tallied(token) is not None


def _with_members(
    affected: Iterable[tuple[Token, Effect]], classifier: Classifier
) -> Iterable[tuple[Token, Effect]]:
    """Count a group by those it is said to consist of, where they tell sides or numbers."""
    for person, effect in affected:
        members = members_named(person)
        sides = {_side(classifier.classes(member)) for member in members}
        counted = child(person, "nummod") is not None
        if members and (not counted or sides != {Side.VICTIMS}):
            yield from ((member, effect) for member in members)
        if not members or counted:
            yield person, effect


def _affected(token: Token) -> Iterable[tuple[Token, Effect]]:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in _VERBS:
        effect = Effect.KILLED if _is_fatal(token) else _VERBS[lemma]
        whom = patients(token)
        if (lemma == "die" and _of_natural_causes(token)) or _is_aim(token):
            return []
        if not whom and lemma in UNACCUSATIVE:
            whom = agents(token)
        if not whom and token.lower_ in _ADJECTIVES and token.dep_ in _PREDICATES:
            return _by_adjective(token)
        number = token.nbor(-1) if token.i else token
        if not whom and number.pos_ == "NUM" and number.head == token:
            # "Left two dead and three injured": the number is no measure of anything.
            whom = [number]
        return [(person, effect) for person in (*whom, *_corrected(token))]
    if (
        token.pos_ == "VERB"
        and lemma in _MARTYRING
        and any(c.lemma_.lower() in {"martyr", "martyrdom"} for c in token.rights)
    ):
        return [(person, Effect.KILLED) for person in agents(token)]
    if token.pos_ == "VERB" and lemma in _SUFFERING:
        hurt = child(token, "dobj")
        wounded = hurt is not None and hurt.lemma_.lower() in _WOUNDS
        return [(person, Effect.INJURED) for person in agents(token)] if wounded else []
    if token.pos_ == "VERB" and lemma == "treat":
        wounds = {noun.lemma_ for p, noun in prepositional_objects(token) if p == "for"} & _WOUNDS
        return [(person, Effect.INJURED) for person in patients(token)] if wounds else []
    if token.pos_ == "VERB" and lemma in {"shoot", "beat", "stab", "hack", "burn"}:
        dead = (
            _is_fatal(token)
            or [
                c
                for c in token.children
                if c.lower_ in {"dead", "death"} or (lemma == "burn" and c.lower_ == "alive")
            ]
            or [
                noun
                for p, noun in prepositional_objects(token)
                if p == "to" and noun.lower_ == "death"
            ]
        )
        return [(person, Effect.KILLED) for person in patients(token)] if dead else []
    if token.lower_ in _ADJECTIVES and token.pos_ in {"ADJ", "VERB", "NOUN", "ADV"}:
        return _by_adjective(token)
    if token.pos_ == "NOUN" and lemma in _WOUNDS and token.head.lower_ == "with":
        return [(person, Effect.INJURED) for person in _left_with(token.head)]
    if (
        token.pos_ == "NOUN"
        and lemma in _NOUNS
        and not any(c.lower_ in _NOT_DONE for c in token.lefts)
        and not (
            token.dep_ == "compound" or token.nbor(1).lower_ in _NOT_DEATHS
            if token.i + 1 < len(token.doc)
            else False
        )
    ):
        return _by_noun(token)
    if token.pos_ == "NOUN" and lemma in BODIES:
        return _counted_or_of(token, Effect.KILLED)
    if token.pos_ == "NOUN" and lemma == "life":
        return _by_life(token)
    if token.pos_ == "NOUN" and not _adds_a_death(token):
        return _by_tally(token)
    return []


def _is_fatal(verb: Token) -> bool:
    """Tell whether somebody was hurt so that he died: "fatally injured"."""
    return any(c.lower_ in _FATALLY for c in verb.children)


def _is_aim(verb: Token) -> bool:
    """Tell whether killing is only what something was done for: "to kill as many as possible"."""
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.lefts)
    if verb.tag_ == "VBN" and to and verb.dep_ in {"relcl", "acl", "conj"}:
        # "The first officer to be murdered this year" is one told of already.
        return not any(c.lower_ == "have" for c in verb.lefts)
    if verb.tag_ != "VB" or not to:
        return False
    if verb.dep_ == "xcomp":
        return verb.head.lemma_.lower() not in _DOING_SO
    return verb.dep_ in {"advcl", "acl", "relcl"}


def _of_natural_causes(verb: Token) -> bool:
    """Tell whether somebody died of what no violence causes: "died of cancer", "in his sleep"."""
    return any(
        (preposition in {"of", "from", "after"} and noun.lemma_.lower() in _NATURAL_CAUSES)
        or (
            preposition in {"of", "from"}
            and child(noun, "compound") is not None
            and noun.lemma_.lower() == "attack"
        )
        or (preposition == "in" and noun.lower_ == "sleep")
        for preposition, noun in prepositional_objects(verb)
    )


def _corrected(verb: Token) -> list[Token]:
    """Return the wrong figure of "eight were killed, not seven"."""
    return [
        c
        for c in verb.children
        if c.pos_ == "NUM" and c.i > verb.i and c.dep_ != "dobj" and child(c, "neg") is not None
    ]


def _by_adjective(token: Token) -> Iterable[tuple[Token, Effect]]:
    effect = _ADJECTIVES[token.lower_]
    if token.dep_ in {"acomp", "attr"} and token.head.pos_ in {"AUX", "VERB"}:
        subject = child(token.head, "nsubj")
        return [(p, effect) for p in conjuncts(subject)] if subject is not None else []
    if token.dep_ in _PREDICATES and token.head.lemma_ in _REPORTING:
        return [(person, effect) for person in patients(token.head)]
    if token.dep_ in _PREDICATES and token.head.lemma_ in _LEAVING:
        subject = child(token, "nsubj") or child(token.head, "dobj")
        if subject is not None:
            return [(p, effect) for p in _described_by(token, conjuncts(subject))]
    before = token.nbor(-1) if token.i else token
    number = before if before.dep_ == "nummod" else child(token, "nummod") or child(token, "nsubj")
    if number is not None and token.dep_ not in {"amod", "compound"}:
        return [(number if number.pos_ != "NUM" else token, effect)]
    if token.dep_ == "amod" and token.i > token.head.i:
        noun = token.head
        left = noun.dep_ == "dobj" and noun.head.lemma_ in _LEAVING
        return [(noun, effect)] if left or noun.pos_ == "NUM" or token.lower_ != "dead" else []
    if token.i and token.nbor(-1).pos_ == "NUM" and token.dep_ != "amod":
        return [(token.nbor(-1), effect)]
    return []


def _described_by(adjective: Token, people: Sequence[Token]) -> list[Token]:
    """Return who of a list a state behind them is of: "two dead and [three] injured"."""
    told = [t.i for t in adjective.doc[: adjective.i] if t.lower_ in _ADJECTIVES]
    near = [p for p in people if told and told[-1] < p.i < adjective.i]
    return near or list(people)


def _by_noun(token: Token) -> Iterable[tuple[Token, Effect]]:
    effect = _NOUNS[token.lemma_.lower()]
    found = _counted_or_of(token, effect)
    if effect is Effect.INJURED:
        holders = [token, token.head, token.head.head]
        found = found or [
            (noun, effect)
            for holder in holders
            for preposition, noun in prepositional_objects(holder)
            if preposition == "to" and noun.i > token.i and child(noun, "nummod") is not None
        ]
    if found:
        return list(dict.fromkeys(found))
    owner = child(token, "poss")
    return [(owner, effect)] if owner is not None else []


def _left_with(preposition: Token) -> list[Token]:
    """Return who has wounds: "left [four others] with injuries", "[six] were admitted with"."""
    above = preposition.head
    verb = above if above.pos_ == "VERB" else above.head
    return patients(verb) if verb.lemma_ in _LEFT_WITH else []


def _counted_or_of(token: Token, effect: Effect) -> list[tuple[Token, Effect]]:
    of = [noun for preposition, noun in prepositional_objects(token) if preposition == "of"]
    if of:
        return [(noun, effect) for noun in of]
    return [(token, effect)] if child(token, "nummod") is not None else []


def _by_life(token: Token) -> Iterable[tuple[Token, Effect]]:
    """Read "claimed 14 lives", "cost the lives of two guards" and "nine lost their lives"."""
    if token.head.lemma_ not in {"claim", "take", "cost", "lose"}:
        return []
    if token.head.lemma_ == "lose" and child(token, "poss") is not None:
        return [(person, Effect.KILLED) for person in agents(token.head)]
    return _counted_or_of(token, Effect.KILLED)


def _by_tally(token: Token) -> Iterable[tuple[Token, Effect]]:
    """Read "the death toll rose to 14" and "lowered the number of wounded from nine to six"."""
    effect = _tally_effect(token)
    if effect is None:
        return []
    verb = token.head
    places = [token, verb] if verb.pos_ in {"VERB", "AUX"} else [token]
    found = [
        noun
        for place in places
        for preposition, noun in prepositional_objects(place)
        if preposition in {"of", "to", "at", "as", "from", *_PASSING}
        and (noun.pos_ == "NUM" or (preposition == "to" and child(noun, "nummod") is not None))
    ]
    number = child(verb, "attr", "dobj") if verb.pos_ in {"VERB", "AUX"} else None
    if not found and number is not None and number.pos_ == "NUM":
        found = [number]
    return [(noun, effect) for noun in dict.fromkeys(found)]


def _adds_a_death(tally: Token) -> bool:
    """Tell whether a toll is that of other acts too: "his death brings to five the number of"."""
    verb = tally.head
    death = child(verb, "nsubj") if verb.lemma_ == "bring" else None
    return death is not None and _NOUNS.get(death.lemma_.lower()) is Effect.KILLED


def _tally_effect(token: Token) -> Effect | None:
    """Tell what a toll, number or figure counts: the dead, the injured, or neither."""
    if token.lemma_.lower() == "toll":
        words = {c.lower_ for c in token.lefts}
        if words & _OTHER_TOLLS:
            return None
        return Effect.INJURED if words & {"injury", "wounded", "injured"} else Effect.KILLED
    if token.lemma_.lower() not in {"number", "count", "tally", "figure", "total"}:
        return None
    for item in (*(noun for p, noun in prepositional_objects(token) if p == "of"), token):
        for word in (item, *(c for c in item.children if c.dep_ in {"acl", "relcl"})):
            effect = _TALLIED.get(word.lower_)
            if effect is not None:
                return effect
    return None


def _tallied(token: Token) -> Token | None:
    """Return the people of "the number of people killed": the figure counts them."""
    if token.pos_ != "NOUN" or _tally_effect(token) is None or not list(_by_tally(token)):
        return None
    return next((noun for p, noun in prepositional_objects(token) if p == "of"), token)


def _countable(person: Token, classes: frozenset[str], classifier: Classifier) -> bool:
    if person.lemma_.lower() in {*_NOUNS, *BODIES, "life"} or person.lower_ in _ADJECTIVES:
        return True
    if person.pos_ == "NUM" or person.lower_ in _NONE | _MANY:
        return True
    if person.lower_ in {"more", "others"} and child(person, "nummod") is not None:
        return True
    if classes & {"facility", "vehicle", "weapon", "place", "act", "animal"} and not classes & {
        "person",
        "armed",
        "forces",
        "civilian",
        "official",
        "journalist",
    }:
        return False
    return classifier.is_people(person)


def _mention(
    parse: Parse,
    person: Token,
    effect: Effect,
    classes: frozenset[str],
    quantities: Sequence[Span],
) -> TollMention:
    first, last = phrase(person)
    whole = parse.span(first, last)
    head = parse.token_span(person)
    quantity = quantity_in(parse, person, quantities)
    if quantity is None and person.tag_ in {"NN", "NNP"} and not _is_of_several(person):
        # "A guard of the six ministers" is one.
        whole = parse.span(first, person)
    negated = any(t.lower_ in _NONE for t in [person, *person.lefts])
    return TollMention(
        effect=effect,
        side=Side.VICTIMS if _is_of_vigilantes(person) else _side(classes),
        quantity=quantity or whole,
        head=head,
        plural=is_plural(person) or person.lemma_.lower() in _COLLECTIVES,
        negated=negated,
    )


def _is_of_several(person: Token) -> bool:
    return is_plural(person) or person.lemma_.lower() in _COLLECTIVES


def _is_of_vigilantes(person: Token) -> bool:
    """Tell whether somebody guards a village: one who fell to attackers is none of them."""
    words = {person.lemma_.lower()} | {
        t.lemma_.lower() for t in person.subtree if t.i - person.i < _GROUP_REACH
    }
    return "vigilante" in words


def _side(classes: frozenset[str]) -> Side:
    if "forces" in classes:
        return Side.FORCES
    return Side.PERPETRATORS if "armed" in classes else Side.VICTIMS


def quantity_in(parse: Parse, noun: Token, quantities: Sequence[Span]) -> Span | None:
    """Return the number expression that counts a noun, if one stands in its phrase."""
    first, _ = phrase(noun)
    zone = parse.span(first, noun)
    inside = [q for q in quantities if q.overlaps(zone)]
    number = child(noun, "nummod")
    if inside and number is not None and noun.dep_ == "pobj" and inside[0].start < zone.start:
        # "Two of the 26 people killed": 26 were.
        return parse.token_span(number)
    if inside:
        return inside[0]
    before = [q for q in quantities if zone.start - 1 <= q.end <= zone.start]
    return before[0] if before else None


def _without_repeats(found: list[Effected]) -> list[Effected]:
    kept: dict[tuple[Effect, int], Effected] = {}
    for item in found:
        kept.setdefault((item.effect, item.person.i), item)
    return list(kept.values())
