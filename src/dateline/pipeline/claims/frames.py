"""The parties around a trigger: agent, patient and prepositional objects, verbal or nominal."""

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Token

from dateline.core.claims import MentionKind
from dateline.pipeline.claims.parse import is_marked
from dateline.pipeline.claims.tree import (
    LIGHT_VERBS,
    agents,
    child,
    conjuncts,
    is_passive,
    object_of,
    patients,
    phrase,
    prepositional_objects,
    resolve_relative,
    surface_subject,
)
from dateline.pipeline.claims.triggers import Candidate
from dateline.resources.actors import ActorTable
from dateline.resources.lexicons import Nouns

#: Verbs that happen to their subject.
UNACCUSATIVE = frozenset(
    "die perish succumb expire explode detonate erupt burn drown return vanish disappear fall "
    "collapse".split()
)
#: Light verbs whose subject undergoes the act its object names.
UNDERGOING = frozenset("face stand undergo receive get suffer await see serve have".split())
#: Light verbs whose subject only tells of the violence that its object names.
_TELLING = frozenset("report record announce confirm document register".split())
#: Acts that are named after who did them: "Kadirov's attack".
_OWN_ACTS = frozenset({"attack", "assault", "rampage", "raid", "bombing", "shooting", "ambush"})
#: Nouns of which a possessor or "of" phrase names the one who acts, if that fits.
_AGENTIVE = frozenset({"armed", "group", "forces"})
_PEOPLE = frozenset({"person", "civilian", "official", "journalist", "forces", "armed"})
_TARGETS = _PEOPLE | {
    "facility", "vehicle", "infrastructure", "organization", "group", "state", "place", "store",
    "demonstration", "act", "court",
}  # fmt: skip
_PRONOUNS = frozenset(
    "he she they him her them who whom others another everyone someone nobody one ones both all "
    "those many several some most none each two we i third fourth fifth".split()
)
#: Classes of things that names of groups and papers are made of ("Ash Banner", "The Shield").
_THINGS_NAMES_HOLD = frozenset({"material", "money", "animal", "hazard"})
#: What is said of people without changing what they are.
_ALLEGED = frozenset({"suspected", "alleged", "accused", "presumed", "reputed"})
#: Verbs by which an act of violence has people for its object ("the clash left two dead").
_HARMING = frozenset({"leave", "kill", "injure", "wound", "hurt"})
#: What is done with arms by those who hit somebody with them.
_SENDING = frozenset("launch fire plant drop throw hurl lob detonate fly send lay".split())
#: Bodies that are armed, no one of which is a person.
_ARMED_BODIES = frozenset(
    "cell gang ring faction network militia movement outfit organization organisation syndicate "
    "army front insurgency".split()
)
#: Nouns for several people, who are what follows "of".
_COMPANIES = frozenset("group band party team bunch crowd column squad gang pack mob".split())
_MEASURES = frozenset(
    "hundred thousand dozen score million number couple pair handful majority kg kilogram kilo ton "
    "metre meter section stretch part row line tonne gram litre liter pound series string wave "
    "stash quantity amount load lot rest sack bag box crate case carton container canister barrel "
    "drum packet package parcel bundle haul consignment shipment truckload batch set pile "
    "total".split()
)
#: Numbers that stand for people where they count nothing else ("thousands marched").
_CROWDS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions"})
#: Nouns that stand for what they are of: "the activity of a cell", "the departure of 19 people".
_TRANSPARENT = frozenset(
    "activity work existence presence departure exit remnant remains corpse body".split()
)
#: Verbs by which an act is said to have come about.
_HAPPENING = frozenset(
    "break erupt occur happen start begin ensue follow rage continue flare resume take come go "
    "unfold escalate intensify".split()
)
#: What an attack does to things.
_RUINING = frozenset("destroy damage hit strike target level flatten demolish devastate".split())
_TIMING = frozenset({"after", "before", "since", "during", "following", "until"})
#: What somebody else acts with.
_WIELDED = frozenset({"weapon", "explosive", "vehicle"})
#: Attacks whose nationality is that of whoever makes them ("an Orlian air strike").
_BY_STATES = frozenset({"air_strike", "shelling", "targeted_killing"})
#: Verbs of sentences and fines, which whoever they befall is given.
_GIVING = frozenset({"hand", "give", "award", "impose", "issue", "pass", "deliver", "mete"})
_PENALTIES = frozenset(
    "sentence term penalty fine year life imprisonment punishment conviction verdict".split()
)
_TO = frozenset({"to", "on", "upon", "against"})
#: Parts of the police or of a group that are what the whole is ("an arm of the police").
_LIMBS_OF_BODIES = frozenset({"arm", "wing"})
#: Whose office brings charges.
_OF_PROSECUTION = frozenset({"prosecutor", "general", "attorney", "prosecution", "prosecutors"})
#: Steps that name those they are taken against: "requested the extradition of [two men]".
_STEPS = frozenset("extradition detention arrest surrender handover deportation rendition".split())
#: Verbs whose object is found, wherever and on whomever that is.
_FINDING = frozenset("find discover seize recover confiscate unearth retrieve take".split())
#: Whoever does so is not what follows "as".
_GUISES = frozenset("dress disguise pose masquerade camouflage clothe attire".split())
#: Nouns for how long something lasts, which are held by nobody ("spent his time in custody").
_SPELLS = frozenset({"time", "day", "week", "month", "year", "night", "hour", "life"})
#: What members of are civilians.
_CIVIL = frozenset(
    "family household community congregation church mosque choir crew staff team delegation public "
    "audience jury panel club union board minority tribe clan village association cooperative "
    "orchestra class faculty press media".split()
)
_LADEN = frozenset("loaded laden packed filled rigged stuffed crammed fitted primed".split())
_CHARGES = frozenset({"explosive", "dynamite", "bomb", "tnt", "grenade", "munition"})
_IMPERSONAL = frozenset({"it", "this", "that", "which", "what", "there"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The parties of one candidate. ``light`` is the verb that carries a nominal trigger."""

    agents: tuple[Token, ...]
    patients: tuple[Token, ...]
    oblique: tuple[tuple[str, Token], ...]
    light: Token | None = None


class Classifier:
    """Sorts nouns into the classes that codebook conditions name."""

    def __init__(self, nouns: Nouns, actors: ActorTable) -> None:
        """Keep the word lists."""
        # The same nouns come back again and again in news.
        self._noun_classes = lru_cache(maxsize=10_000)(nouns.classes)
        self._actors = actors

    def classes(self, token: Token) -> frozenset[str]:
        """Return the classes of the noun phrase headed by ``token``."""
        lower = token.lower_
        named = any(c.pos_ == "PROPN" and c.dep_ in {"compound", "nmod"} for c in token.lefts)
        if (
            (token.pos_ == "NUM" and not named)
            or lower in _PRONOUNS
            or (token.pos_ == "ADJ" and lower == "dead")
        ):
            of = child(token, "prep")
            if of is not None and of.lower_ in {"of", "among"}:
                whole = child(of, "pobj")
                if whole is not None and whole != token:
                    return self.classes(resolve_relative(whole))
            return frozenset({"person"})
        if lower in _IMPERSONAL or (lower == "ones" and child(token, "amod", "nummod") is not None):
            return frozenset()
        shared = _shared_noun(token)
        if shared is not None:
            return self.classes(shared)
        if token.lemma_.lower() in _MEASURES | _TRANSPARENT | _LIMBS_OF_BODIES:
            of = child(token, "prep")
            whole = child(of, "pobj") if of is not None and of.lower_ == "of" else None
            if whole is not None:
                return self.classes(whole)
            if lower in _CROWDS:
                return frozenset({"person"})
        if is_marked(token, "money"):
            return frozenset({"money"})
        found: set[str] = set(self._noun_classes(self._lemma_phrase(token)))
        if token.lemma_.lower() == "bomber" and child(token, "compound", "amod", "nmod") is None:
            found -= {"vehicle", "weapon"}
        if found & _PEOPLE and any(_is_said_armed(c) for c in token.lefts):
            found.add("armed")
        if is_marked(token, "demonym") and child(token, "det", "nummod") is not None:
            # "A Palestinian" is somebody, "Palestinian" by itself may be a place.
            return frozenset({"person"})
        civil = _is_of_civilians(token)
        if civil:
            found = {"person", "civilian"}
        elif _is_of_chamber(token):
            civil = True
            found = {"person", "official"}
        if token.pos_ == "PROPN":
            found -= _THINGS_NAMES_HOLD
        named_for = self._by_name(token)
        if "armed" in named_for:
            # A "Liberation Army" is no army of a state, and an "Islamic State" none either.
            found -= {"forces", "official", "state"}
        found |= named_for | self._by_title(token)
        if lower in {"authorities", "officials"}:
            found |= {"official", "state"}
        if found & _PEOPLE and {"demonstrator", "protester", "protestor"} & {token.lemma_.lower()}:
            found.add("activist")
        if token.lemma_.lower() in _COMPANIES:
            found |= self._company_classes(token)
        if "vehicle" in found and _is_laden(token):
            found |= {"explosive", "weapon"}
        if is_marked(token, "place") and not found & {"facility", "group"}:
            found |= {"state", "place"}
        if not found and self._names_place(token):
            found |= {"state", "place"}
        if not found and (
            token.pos_ == "PROPN"
            or (
                token.pos_ == "NOUN"
                and (is_marked(token, "demonym") or lower.endswith(("ist", "ists", "ian", "ians")))
            )
        ):
            found.add("person")
        if not found and token.pos_ == "ADJ" and is_marked(token, "demonym"):
            # An "Orlian strike" is one by that state.
            found.add("state")
        if (
            token.pos_ == "PROPN"
            and lower.endswith(("man", "woman"))
            and (child(token, "det", "nummod") is not None)
        ):
            # "A Frenchman"
            found = {"person"}
        if token.pos_ == "PROPN" and found == {"person"}:
            titles = [c for c in token.lefts if c.dep_ in {"compound", "nmod"}]
            if any("armed" in self._noun_classes(c.lower_) for c in titles):
                # "Gunman Karim Dal"
                found.add("armed")
        if token.pos_ == "PROPN" and not is_marked(token, "place"):
            apposition = child(token, "appos")
            if apposition is not None and apposition.pos_ == "NOUN":
                known = self.classes(apposition)
                # "Torva, a market town", of which no list knows
                found = set(known) if found == {"person"} and known == {"place"} else found | known
        if token.lemma_.lower() == "personnel":
            found.discard("group")
        if token.lemma_.lower() == "office" and any(
            c.lemma_.lower() in _OF_PROSECUTION for c in token.lefts
        ):
            found = {"official", "judicial", "organization"}
        if not civil and token.lemma_.lower() in {
            "member",
            "personnel",
            "leader",
            "follower",
            "supporter",
            "fighter",
            "commander",
            "operative",
            "head",
            "chief",
            "associate",
            "team",
        }:
            of_whom = self._member_classes(token)
            found = (found - {"armed"} if of_whom == {"forces"} else found) | of_whom
        return frozenset(found)

    def _names_place(self, token: Token) -> bool:
        """Tell whether a name follows the word for a place: "the resort of Port Velm"."""
        of = token.head
        if token.pos_ != "PROPN" or token.dep_ != "pobj" or of.lower_ != "of":
            return False
        return of.head.pos_ == "NOUN" and "place" in self._noun_classes(of.head.lemma_.lower())

    def is_people(self, token: Token) -> bool:
        """Tell whether a noun names persons."""
        return bool(self.classes(token) & _PEOPLE)

    def is_nation(self, token: Token) -> bool:
        """Tell whether a word names a state or those of one: "US", "Orlian"."""
        return is_marked(token, "demonym") or "state" in self._by_name(token)

    def _lemma_phrase(self, token: Token) -> str:
        words = [
            t
            for t in token.lefts
            if t.dep_ in {"compound", "amod", "nmod"} and t.lower_ not in _ALLEGED
        ]
        return " ".join([*(t.lower_ for t in words), token.lemma_.lower()])

    def _by_title(self, token: Token) -> set[str]:
        """Return what the title before a name makes of somebody: "militant commander Anwar"."""
        if token.pos_ != "PROPN":
            return set()
        titles = [t for t in token.lefts if t.dep_ in {"compound", "nmod"} and t.pos_ == "NOUN"]
        held = {c for title in titles for c in self._noun_classes(title.lemma_.lower())}
        return {"leader", "person"} if "leader" in held else set()

    def _by_name(self, token: Token) -> set[str]:
        if not (token.pos_ == "PROPN" or token.is_upper):
            return set()
        first, last = phrase(token)
        text = token.doc[first.i : last.i + 1].text
        name = token.text.partition(" (")[0]
        actor = self._actors.find(text) or self._actors.find(name)
        if actor is None:
            return set()
        match actor.kind:
            case "armed_group":
                return {"group", "armed"}
            case "security_service" | "police" | "military":
                return {"forces"}
            case "court":
                return {"court"}
            case "state":
                return {"state"}
            case _:
                return {"organization"}

    def _company_classes(self, token: Token) -> set[str]:
        """Return what those are whom a group consists of: armed in "a group of gunmen"."""
        of = [noun for preposition, noun in prepositional_objects(token) if preposition == "of"]
        found = {c for noun in of for c in self.classes(noun)}
        return found & (_PEOPLE | {"person"})

    def _member_classes(self, token: Token) -> set[str]:
        """Members of an armed group are armed; of the forces, forces."""
        modifiers = [t for t in token.lefts if t.dep_ in {"compound", "amod", "poss", "nmod"}]
        of = [noun for preposition, noun in prepositional_objects(token) if preposition == "of"]
        found: set[str] = set()
        for part in [*modifiers, *of]:
            if part == token:
                continue
            found |= self.classes(part) & {"armed", "group", "forces"}
        if "forces" in found and "armed" not in found:
            return {"forces"}
        return ({"armed"} if found & {"armed", "group"} else set()) | (found & {"forces"})

    def kind(self, token: Token) -> MentionKind:
        """Return what sort of thing a noun phrase names."""
        classes = self.classes(token)
        plural = is_plural(token)
        if "money" in classes:
            return MentionKind.MONEY
        people = classes & {"person", "armed", "civilian"}
        named = "group" in classes and (
            token.lemma_.lower() in _ARMED_BODIES or self._by_name(token) == {"group", "armed"}
        )
        if classes & {"forces", "court", "organization", "group"} and not (
            (people and not named) or token.tag_ in {"NNS", "NNPS"}
        ):
            return MentionKind.ORGANIZATION
        if classes & (_PEOPLE | {"group"}):
            return MentionKind.GROUP if plural else MentionKind.PERSON
        if classes & {"facility", "infrastructure"}:
            return MentionKind.FACILITY
        if "state" in classes:
            return MentionKind.STATE
        if "place" in classes:
            return MentionKind.PLACE
        return MentionKind.OBJECT


def _is_suspected(name: Token) -> bool:
    """Tell whether a name is that of suspects: "a suspected [Ash Banner] bombing"."""
    if name.pos_ != "PROPN":
        return False
    return any(c.lower_ in _ALLEGED for c in (*name.lefts, *name.head.lefts))


def _is_said_armed(word: Token) -> bool:
    """Tell whether a word before people makes attackers of them: "[armed] men"."""
    forces = word.i + 1 < len(word.doc) and word.nbor(1).lower_ in {"forces", "force", "police"}
    return word.lower_ in {"armed", "masked"} and not forces


def _is_laden(vehicle: Token) -> bool:
    """Tell whether a vehicle is a bomb: "a lorry packed with explosives"."""
    return any(
        preposition in {"with", "full"} and thing.lemma_.lower() in _CHARGES
        for part in vehicle.rights
        if part.lower_ in _LADEN
        for preposition, thing in prepositional_objects(part)
    )


def _shared_noun(token: Token) -> Token | None:
    """Return the noun that a counted adjective of nationality shares with the next one.

    The "soldiers" of "four U.S. and five Orlian soldiers".
    """
    if child(token, "nummod") is None or not token.text[0].isupper():
        return None
    other = child(token, "conj")
    counted = other is not None and child(other, "nummod") is not None
    return other if counted and other is not None and other.tag_ == "NNS" else None


def _is_of_civilians(token: Token) -> bool:
    """Tell whether members are of what nobody fights in: "of one family", "crew members"."""
    if token.lemma_.lower() not in {"member", "head", "leader"}:
        return False
    of = [noun for preposition, noun in prepositional_objects(token) if preposition == "of"]
    whole = [c for c in token.lefts if c.dep_ in {"compound", "nmod"}]
    return any(noun.lemma_.lower() in _CIVIL for noun in (*of, *whole))


#: Bodies that laws are made in.
_CHAMBERS = frozenset("parliament congress senate assembly legislature council cabinet".split())


def _is_of_chamber(token: Token) -> bool:
    """Tell whether somebody sits in a parliament or council: "a member of parliament"."""
    if token.lemma_.lower() not in {"member", "head", "leader"}:
        return False
    of = [noun for preposition, noun in prepositional_objects(token) if preposition == "of"]
    whole = [c for c in token.lefts if c.dep_ in {"compound", "nmod"}]
    return any(noun.lower_ in _CHAMBERS for noun in (*of, *whole))


def is_plural(token: Token) -> bool:
    """Tell whether a noun phrase names more than one."""
    if token.tag_ in {"NNS", "NNPS"} or token.lower_ in {
        "they",
        "them",
        "those",
        "both",
        "all",
        "others",
        "people",
        "police",
        "many",
        "several",
        "some",
    }:
        return True
    if token.pos_ == "NUM":
        return token.lower_ not in {"one", "1"}
    return False


def frame_of(candidate: Candidate, classifier: Classifier) -> Frame:
    """Return the parties of a trigger."""
    if candidate.is_verb:
        return without_times(_verbal_frame(candidate, classifier))
    if candidate.head.pos_ not in {"NOUN", "PROPN", "VERB"}:
        return without_times(_predicative_frame(candidate.head))
    return without_times(_nominal_frame(candidate, classifier))


def _verbal_frame(candidate: Candidate, classifier: Classifier) -> Frame:
    verb = candidate.head
    fixed = {t.i for t in candidate.tokens}
    who = [t for t in agents(verb) if t.i not in fixed or t.head.dep_ == "agent"]
    for participle in (t for t in candidate.tokens[1:] if t.tag_ == "VBN" and t.dep_ == "acl"):
        who.extend(agents(participle))
    if not who:
        # "Killed when [gunmen] opened fire"
        clauses = (t for t in candidate.tokens[1:] if t.dep_ == "nsubj" and t.head != verb)
        who = [t for t in clauses if "armed" in classifier.classes(t)]
    if not who and is_passive(verb):
        # "Died in a shelling by [troops]"
        acts = [t for t in candidate.tokens[1:] if t.dep_ == "pobj"]
        made = [object_of(t, "by") for t in acts]
        who = [t for by in made if by is not None for t in conjuncts(by)]
    whom = [t for t in patients(verb) if t.i not in fixed]
    found = [child(t, "nsubj") for t in candidate.tokens[1:] if t.pos_ == "ADJ"]
    whom = whom or [who for t in found if t is not None for who in conjuncts(t)]
    given_to = child(verb, "dative")
    if not whom and len(fixed) > 1 and given_to is not None and given_to.pos_ != "ADP":
        whom = conjuncts(given_to)
    fired: list[tuple[str, Token]] = []
    last = candidate.tokens[-1]
    if not whom and last != verb and last.pos_ == "VERB":
        whom = [t for t in patients(last) if t.i not in fixed]
    if len(candidate.tokens) > 1 and last.pos_ in {"ADP", "SCONJ", "PART"}:
        behind = child(last, "pobj")
        if behind is not None and not is_marked(behind, "place"):
            # "A rocket was fired at a bus": the bus is hit, with the rocket.
            arms = [t for t in whom if classifier.classes(t) & _WIELDED] if is_passive(verb) else []
            if not whom or (arms == whom and verb.lemma_.lower() not in _FINDING):
                whom = conjuncts(behind)
                fired = [("with", t) for t in arms]
    if verb.lemma_.lower() in _GIVING and not (whom and is_passive(verb)):
        whom = _punished(verb, classifier) or whom
    if not whom:
        whom = [p for t in candidate.tokens if t != verb for p in _held_fixed(t, classifier)]
    if not whom:
        # "Carried out strikes against [camps]"
        whom = [
            thing
            for t in candidate.tokens
            if t.dep_ == "dobj" and t.pos_ == "NOUN"
            for preposition, thing in (*prepositional_objects(t), *_objects_beside(t))
            if preposition in {"on", "against", "upon"}
            and classifier.classes(thing) & _TARGETS
            and not is_marked(thing, "time")
        ]
    unaccusative = verb.lemma_.lower() in UNACCUSATIVE and not whom
    if unaccusative and child(verb, "dobj") is None and not _are_bombers(who, classifier):
        who, whom = [], who
    who = [t for party in who for t in _with_owner(party, classifier)]
    oblique = [*fired, *prepositional_objects(verb)]
    prt = child(verb, "prt")
    if prt is not None:
        oblique.extend(prepositional_objects(prt))
    return Frame(tuple(who), tuple(whom), tuple(oblique))


def _are_bombers(doers: list[Token], classifier: Classifier) -> bool:
    """Tell whether those who detonate are bombers, who do so to bombs: "bomber detonates"."""
    return bool(doers) and all("bomber" in classifier.classes(t) for t in doers)


def _with_owner(party: Token, classifier: Classifier) -> list[Token]:
    """Return whose arms or aircraft act, before these: "[army] jets", "a [Russian] missile"."""
    if not classifier.classes(party) & _WIELDED:
        return [party]
    beside = [
        c
        for c in party.lefts
        if c.dep_ in {"poss", "compound", "amod", "nmod"} and c.lower_ != "fighter"
    ]
    owners = [
        c
        for c in beside
        if classifier.is_nation(c) or classifier.classes(c) & (_AGENTIVE | {"state"})
    ]
    fired = [t for c in party.rights if c.lemma_.lower() in _SENDING for t in _sent_by(c)]
    return [*owners, *fired, party]


def _sent_by(participle: Token) -> list[Token]:
    """Return who sent what somebody is hit by: "a rocket fired by [rebels]"."""
    if participle.dep_ != "acl" or participle.tag_ not in {"VBN", "VBD"}:
        return []
    return agents(participle)


def _punished(verb: Token, classifier: Classifier) -> list[Token]:
    """Return to whom a sentence is given: "to" or "on" them, or named right before it."""
    thing = child(verb, "dobj")
    if thing is None or thing.lemma_.lower() not in _PENALTIES:
        return []
    behind = prepositional_objects(verb) + prepositional_objects(thing)
    people = [t for name, t in behind if name in _TO | {"for"} and classifier.is_people(t)]
    return people or _people_before(thing, classifier)


def _people_before(noun: Token, classifier: Classifier) -> list[Token]:
    """Return people that a parse has as part of a noun: "the [brothers] eight-year terms"."""
    return [
        c
        for c in noun.lefts
        if c.dep_ in {"compound", "nmod"} and c.tag_ in {"NNS", "NNPS"} and classifier.is_people(c)
    ]


def _held_fixed(token: Token, classifier: Classifier) -> list[Token]:
    """Return the people whom fixed words have as an object: "free [two hostages]".

    So do "uphold the sentences of [two men]".
    In "took [three workers] hostage" a parse may have the workers as part of the last word.
    """
    if token.dep_ not in {"dobj", "nsubjpass", "pobj"}:
        return []
    if token.lemma_.lower() in _STEPS:
        # "Extradition from Sabaria of two men": a parse may hang them on the place.
        below = [t for t in token.subtree if t.dep_ == "pobj" and t.head.lower_ == "of"]
        return next((conjuncts(t) for t in below if classifier.is_people(t)), [])
    if token.dep_ not in {"dobj", "nsubjpass"}:
        return []
    if token.lemma_.lower() in _PENALTIES:
        whose = prepositional_objects(token)
        given = {"of", "against", "for"}
        return [t for name, t in whose if name in given and classifier.is_people(t)]
    if not classifier.is_people(token):
        return []
    return _people_before(token, classifier) or [token]


def _predicative_frame(word: Token) -> Frame:
    """Return the parties of a state: "on trial", "in custody", "under arrest"."""
    governor = word.head
    if governor.lemma_.lower() in UNACCUSATIVE:
        # "He died in custody" tells of a death.
        return Frame((), (), ())
    if governor.pos_ in {"VERB", "AUX"}:
        held = child(governor, "dobj") if governor.lemma_ not in {"be", "remain", "stay"} else None
        if held is not None and held.lemma_ in _SPELLS:
            held = None
        party = resolve_relative(held) if held is not None else surface_subject(governor)
    else:
        party = governor if governor.pos_ in {"NOUN", "PROPN", "NUM"} else None
    whom = conjuncts(party) if party is not None else []
    return Frame((), tuple(whom), tuple(prepositional_objects(word)))


def with_subject_as_patient(frame: Frame) -> Frame:
    """Turn a frame round for triggers whose subject is the one acted on ("faces charges")."""
    if frame.patients and not frame.agents:
        return frame
    return Frame((), frame.agents, frame.oblique, frame.light)


def without_times(frame: Frame) -> Frame:
    """Leave out parties that are dates; in "Authorities August 3" the first word is the party."""
    return Frame(
        tuple(_undisguised(p) for t in frame.agents for p in _untimed(t)),
        tuple(p for t in frame.patients for p in _untimed(t)),
        tuple((name, t) for name, t in frame.oblique if not is_marked(t, "time")),
        frame.light,
    )


#: Months that stand before what happened in them ("his June arrest").
_MONTHS = frozenset(
    "january february march april may june july august september october november december".split()
)


#: An hour of the day.
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}")


def _untimed(token: Token) -> list[Token]:
    before = token.dep_ in {"compound", "nmod", "poss"} and token.text.istitle()
    if before and token.lower_ in _MONTHS:
        return []
    if not is_marked(token, "time"):
        return [] if _CLOCK.fullmatch(token.text) else [token]
    return [t for t in token.lefts if t.dep_ in {"compound", "nmod"} and not is_marked(t, "time")][
        -1:
    ]


def _undisguised(token: Token) -> Token:
    """Return who acts: of "men dressed as soldiers" the men, even if the parse has the soldiers."""
    before = phrase(token)[0].i - 1
    if before < 2 or token.doc[before].lower_ != "as":
        return token
    guise = token.doc[before - 1]
    if guise.lower_ == "up":
        guise = token.doc[before - 2]
    if guise.lemma_.lower() not in _GUISES:
        return token
    nouns = (t for t in reversed(token.doc[: guise.i]) if t.pos_ in {"NOUN", "PROPN", "PRON"})
    return next(nouns, token)


def _nominal_frame(candidate: Candidate, classifier: Classifier) -> Frame:
    noun = candidate.head
    own = {t.i for t in candidate.tokens}
    who: list[Token] = []
    whom: list[Token] = []
    oblique: list[tuple[str, Token]] = []
    blamed = noun.dep_ == "dobj" and noun.head.lemma_ == "blame"
    for preposition, thing in (*prepositional_objects(noun), *_objects_beside(noun)):
        if preposition == "by" or (blamed and preposition == "on"):
            who.append(thing)
        elif preposition in {"of", "between"} or (
            preposition in {"on", "against", "upon", "at"} and classifier.classes(thing) & _TARGETS
        ):
            whom.append(thing)
        else:
            oblique.append((preposition, thing))
    for item in noun.lefts:
        if item.i in own or item.dep_ not in {"poss", "compound", "amod", "nmod", "npadvmod"}:
            continue
        classes = classifier.classes(item)
        if (
            classes & _AGENTIVE
            or (item.dep_ == "poss" and classes & {"state"})
            or (item.dep_ == "poss" and item.pos_ == "PROPN" and noun.lemma_ in _OWN_ACTS)
            or (_is_by_states(candidate) and classifier.is_nation(item))
            or (noun.lemma_ in _OWN_ACTS and classes == {"person"} and _is_suspected(item))
        ):
            who.append(item)
        elif (
            classes & {"facility", "person", "civilian", "official", "journalist", "vehicle"}
            and item.pos_ != "ADJ"
            and item.lower_ not in _ALLEGED
        ):
            whom.append(item)
        elif classes & {"weapon", "explosive", "blade"}:
            oblique.append(("with", item))
    if noun.dep_ == "nsubj" and noun.head.lemma_ in _HARMING | _RUINING and not whom:
        whom.extend(patients(noun.head))
    if noun.dep_ == "pobj" and not whom and _are_missing(noun.head.head):
        lost = surface_subject(_verb_of(noun.head.head))
        whom.extend(conjuncts(lost) if lost is not None else [])
    if not who:
        # "The stabbing of a minister by [a militant]": a parse may hang him on the minister.
        made = [object_of(struck, "by") for struck in whom if struck.i > noun.i]
        who.extend(by for by in made if by is not None and classifier.is_people(by))
    light = _light_verb(noun)
    if light is not None:
        subject = surface_subject(light)
        passive = light.dep_ != "relcl" and child(light, "nsubjpass", "auxpass") is not None
        if passive:
            who.extend(agents(light))
            against = [t for name, t in prepositional_objects(light) if name == "against"]
            whom.extend(t for t in against if not whom and classifier.classes(t) & _TARGETS)
        elif subject is not None and subject != noun:
            party = [] if _only_tells(light, candidate) else conjuncts(subject)
            (whom if light.lemma_ in UNDERGOING else who).extend(party)
        oblique.extend(pair for pair in prepositional_objects(light) if pair[1] != noun)
    for item in noun.children:
        if item.dep_ in {"acl", "relcl"} and item.pos_ == "VERB":
            if item.lemma_ in LIGHT_VERBS or item.lemma_ in {"claim", "blame"}:
                who.extend(t for t in agents(item) if resolve_relative(t) != noun)
            elif item.lemma_ in {"target", "hit", "strike"}:
                struck = child(item, "dobj")
                whom.extend(t for t in patients(item) if item.dep_ == "acl" or struck is not None)
    return Frame(tuple(_unique(who)), tuple(_unique(whom)), tuple(oblique), light)


def _verb_of(word: Token) -> Token:
    """Return the verb a state is said with: "went" of "went missing"."""
    return word.head if word.dep_ in {"acomp", "oprd", "xcomp"} else word


def _are_missing(word: Token) -> bool:
    """Tell whether somebody is said to be missing by a verb or what follows it."""
    return any(t.lower_ == "missing" for t in (word, *word.rights))


def _is_by_states(candidate: Candidate) -> bool:
    return any(entry.event_type.id in _BY_STATES for entry in candidate.entries)


def _only_tells(light: Token, candidate: Candidate) -> bool:
    violent = any(entry.event_type.family == "violence" for entry in candidate.entries)
    return violent and light.lemma_.lower() in _TELLING


def _objects_beside(noun: Token) -> list[tuple[str, Token]]:
    """Return prepositional objects that are the noun's though they hang on its verb.

    "A clash broke out between troops and rebels", "responded with air raids on two villages".
    """
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if verb.pos_ != "VERB":
        return []
    if noun.dep_ == "nsubj" and verb.lemma_.lower() in _HAPPENING:
        return [
            (preposition, thing)
            for preposition, thing in prepositional_objects(verb)
            if preposition in {"between", "on", "against", "by"}
        ]
    if noun.dep_ not in {"pobj", "dobj", "nsubjpass"}:
        return []
    end = noun.right_edge.i + 1
    return [
        (preposition, thing)
        for preposition, thing in prepositional_objects(verb)
        if preposition in {"on", "against"}
        and noun.doc[end : end + 1].text == preposition
        and thing.head.i == end
    ]


#: Prepositions after which somebody is put through an act: "put on trial".
_PUT = frozenset({"on", "in", "into", "to", "under"})


def _light_verb(noun: Token) -> Token | None:
    head = noun.head
    if noun.dep_ == "conj":
        return _light_verb(head) if head.pos_ in {"NOUN", "PROPN"} else None
    if noun.dep_ in {"dobj", "nsubjpass"} and head.pos_ == "VERB" and head.lemma_ in LIGHT_VERBS:
        return head
    carried = noun.dep_ == "pobj" and head.dep_ == "prep" and head.lower_ not in _TIMING
    if carried and head.head.lemma_ == "put" and head.lower_ not in _PUT:
        return None
    if carried and head.head.lemma_ in {"carry", "go", "put"}:
        return head.head
    return None


def _unique(tokens: list[Token]) -> list[Token]:
    return list(dict.fromkeys(tokens))
