"""When and where, as far as the words near a trigger tell."""

from collections.abc import Collection, Mapping, Sequence

from spacy.tokens import Doc, Token

from dateline.core.claims import Anchor, Basis
from dateline.core.documents import Span
from dateline.pipeline.claims.attribution import Statement
from dateline.pipeline.claims.frames import Classifier
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.tree import clause_verb
from dateline.pipeline.claims.triggers import Candidate

#: What groups and persons are.
_BODIES = frozenset({"group", "armed", "person", "organization", "forces", "official"})
#: Verbs whose "from" says where it happened.
_LEAVING = frozenset("deport extradite expel repatriate evict abduct kidnap snatch escape".split())
_NOT_THERE = frozenset({"to", "from", "for", "with", "into", "against"})

#: What somebody says something in, on a day of its own.
_MESSAGES = frozenset(
    "message statement video audio recording communique communiqué letter note leaflet broadcast "
    "post tweet bulletin tape audiotape videotape clip footage interview release report call "
    "announcement email".split()
)
#: What is done about an act later.
_AFTERWARDS = frozenset(
    "name identify charge accuse link question interrogate seek appeal mourn bury remember mark "
    "commemorate indict convict sentence jail try condemn blame offer extradite".split()
)
_HAPPENS = frozenset({"happen", "occur"})
#: Families of what is done or said about an act.
_STEPS = frozenset({"justice", "enforcement", "statement"})
_ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth latest".split())
_LENGTHS = frozenset("mile kilometre kilometer km mi metre meter".split())
_MEASURING = frozenset({"since", "than", "unlike"})
#: What is done to those who are taken in, and what they are taken in during.
_CAUGHT = frozenset(
    "arrest detain apprehend nab hold capture catch extradite deport release free detention "
    "arraign question remand extradition custody".split()
)
_TURMOIL = frozenset("clash riot protest demonstration unrest raid operation scuffle".split())
_WHILE = frozenset({"while", "when", "as"})
_AT = frozenset({"in", "on", "at", "near", "into"})
_ROADS = frozenset("road highway street bridge route motorway railway line approach".split())
_AREAS = frozenset("city town village district province region state county".split())
#: What an act does to people, told in a clause on it: "the attack in which 30 died in Torva".
_TAKES = frozenset("kill die wound injure claim leave hurt".split())


class Anchorer:
    """Hands the times and places of one sentence to its triggers."""

    def __init__(
        self,
        parse: Parse,
        candidates: Sequence[Candidate],
        lights: dict[int, int],
        statements: Sequence[Statement],
        classifier: Classifier,
        families: Mapping[int, str],
    ) -> None:
        """Note which tokens head a trigger or carry one.

        Args:
            parse: The sentence.
            candidates: Its triggers.
            lights: For the index of a light verb, the index of the trigger it carries.
            statements: Who says what; a time on a cue dates the statement.
            classifier: Tells people from places.
            families: For the index of a trigger, the family of its type, "statement" for a boast.
        """
        self._parse = parse
        self._heads = {c.head.i: c.head.i for c in candidates} | lights
        self._cues = {i: s.cue_head.i for s in statements for i in s.cue_tokens}
        self._sources = {
            t.i for s in statements if s.source_head is not None for t in s.source_head.subtree
        } - {i for s in statements for i in s.content}
        self._told = [
            (frozenset(t.i for t in s.source_head.subtree), s.content)
            for s in statements
            if s.source_head is not None
        ]
        self._classifier = classifier
        self._families = families

    def times(self, trigger: Token, mentions: Sequence[Span]) -> list[Anchor]:
        """Return the time mentions of the sentence that may date a trigger, nearest first."""
        return self._anchors(trigger, mentions)

    def places(
        self, trigger: Token, mentions: Sequence[Span], parties: Collection[int]
    ) -> list[Anchor]:
        """Return the place mentions of the sentence that may locate a trigger, nearest first.

        ``parties`` are the tokens of its agents and patients: "Authorities in Torva arrested"
        locates the arrest, "arrested on orders of a commander in Torva" does not.
        """
        return self._anchors(trigger, mentions, parties)

    def _anchors(
        self, trigger: Token, mentions: Sequence[Span], parties: Collection[int] | None = None
    ) -> list[Anchor]:
        place = parties is not None
        ranked: list[tuple[int, int, Anchor]] = []
        for mention in mentions:
            tokens = self._parse.tokens_in(mention)
            if not tokens:
                continue
            head = _head(tokens)
            spoken = self._cues.get(head.i)
            if spoken is not None and (place or self._heads.get(spoken) != trigger.i):
                continue
            if place and head.i in self._sources:
                continue
            if place and _where(head, trigger):
                ranked.append((0, 0, Anchor(span=mention, basis=Basis.ARGUMENT)))
                continue
            if not place and _is_named_after(head, tokens[-1], trigger):
                ranked.append((0, 0, Anchor(span=mention, basis=Basis.ARGUMENT)))
                continue
            opens = not place and _opens_clause(tokens, trigger)
            below = trigger.i in {t.i for t in head.subtree} and trigger.i != head.head.i
            if below and not opens:
                continue
            if self._tells_of_it(trigger, head):
                continue
            if not place and _preposition(head) == "until":
                continue
            if place and _preposition(head) in _NOT_THERE and not _leaves(trigger, head):
                continue
            if place and self._describes_a_party(head, trigger):
                continue
            if not place and (
                self._dates_something_else(head, trigger)
                or _came_after(head, trigger)
                or _dates_message(head, trigger)
            ):
                continue
            if measured_from(head, trigger):
                continue
            if self._is_of_the_crime(head, trigger, place=place):
                continue
            if parties is not None and self._belongs_to_people(head, parties):
                continue
            owner, steps = (trigger.i, 1) if opens else self._owner(head)
            if not place and owner is None and self._is_told_aside(trigger, head):
                continue
            if not place and owner is not None:
                owner = self._act_dated_beside(head, owner, mentions)
            if owner is not None and owner != trigger.i and not self._shares(trigger, owner):
                continue
            if owner is not None and (
                self._tries(owner, trigger.i) or self._goes_before(owner, trigger)
            ):
                continue
            apart = not place and owner not in {None, trigger.i}
            if apart and owner is not None and self._is_of_the_case(trigger, trigger.doc[owner]):
                continue
            if owner == trigger.i:
                basis, rank = Basis.ARGUMENT, 0
            elif owner is None:
                shared = _is_conjunct(trigger, clause_verb(head)) or (
                    not place and _tells_of(trigger, head)
                )
                basis, rank = (Basis.ARGUMENT, 0) if shared else (Basis.SENTENCE, 1)
            else:
                basis, rank = Basis.SENTENCE, 2
            if place and owner is not None and _is_aimed_at(head, trigger.doc[owner]):
                basis, rank = Basis.SENTENCE, 2
            if place and (head.dep_ in {"nsubj", "nsubjpass"} or _is_bearing(head)):
                basis, rank = Basis.SENTENCE, 3
            distance = abs(head.i - trigger.i) + steps
            ranked.append((rank, distance, Anchor(span=mention, basis=basis)))
        ranked.sort(key=lambda item: (item[0], item[1], item[2].span))
        return [anchor for _, _, anchor in ranked]

    def _tells_of_it(self, trigger: Token, mention: Token) -> bool:
        """Tell whether a day or place is in what those say whom the trigger only describes.

        "The men detained in Torva told the court that they had trained in Meskar in 2011."
        """
        return any(
            trigger.i in speaker and mention.i in content - speaker
            for speaker, content in self._told
        )

    def _dates_something_else(self, time: Token, trigger: Token) -> bool:
        """Tell whether a time is of a thing or of what is said of somebody aside.

        "Fighters who reject the 2016 accord", "a man who came in May" date no act.
        """
        noun = time.head
        if _counts_acts_within(time) or _ends_a_term(time) or _is_birth(time):
            return True
        if _follows_on(trigger, time):
            return True
        if (
            time.dep_ in {"compound", "nummod", "amod", "nmod"}
            and time.shape_ == "dddd"
            and noun.i not in self._heads
            and trigger.i not in {t.i for t in noun.subtree}
            and "act" not in self._classifier.classes(noun)
        ):
            return True
        current = time
        while current.head != current:
            aside = current.dep_ == "relcl" and current.i not in self._heads
            if aside and _tells_of_happening(current):
                return False
            if aside and current.head.i not in self._heads:
                named = current.head
                own = "act" in self._classifier.classes(named) or time.i == named.i
                return not own and trigger.i not in {t.i for t in current.subtree}
            current = current.head
        return False

    def _owner(self, token: Token) -> tuple[int | None, int]:
        """Return the trigger a token hangs on, and how many steps up it is."""
        current, steps = token, 0
        while current.head != current:
            current = current.head
            steps += 1
            if current.i in self._heads:
                return self._heads[current.i], steps
        return None, steps

    def _act_dated_beside(self, time: Token, owner: int, mentions: Sequence[Span]) -> int:
        """Return the act right before a time where the step it hangs on is dated already.

        "Arrested on Tuesday over the explosion in Torva on March 26": of two days the second is
        that of the explosion, wherever a parser hangs it. So is a year: "jailed over the explosion
        in March 2019".
        """
        if self._families.get(owner) not in _STEPS or time.i < owner:
            return owner
        nouns = [
            i
            for i, family in self._families.items()
            if family == "violence" and owner < i < time.i and time.doc[i].pos_ == "NOUN"
        ]
        if not nouns or any(
            t.pos_ in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"}
            for t in time.doc[max(nouns) + 1 : time.i]
        ):
            return owner
        heads = [_head(tokens) for m in mentions if (tokens := self._parse.tokens_in(m))]
        dated = any(t.i < max(nouns) and self._owner(t)[0] == owner for t in heads)
        tried = self._families.get(owner) == "justice" and _blames(time.doc, owner, max(nouns))
        long_ago = tried and any(t.shape_ == "dddd" for t in (time, *time.subtree))
        return max(nouns) if dated or long_ago else owner

    def _tries(self, owner: int, trigger: int) -> bool:
        """Tell whether one trigger is the arrest or trial for the act the other reports.

        "Jailed on Tuesday for the attack": the day is that of the sentence.
        """
        return self._families.get(owner) in _STEPS and self._families.get(trigger) == "violence"

    def _is_of_the_case(self, trigger: Token, owner: Token) -> bool:
        """Tell whether an arrest or trial is for what another trigger, below it, reports.

        "Held over the May 5 blast" does not date the arrest, "held during Friday's clashes" does.
        """
        if self._families.get(owner.i) not in {"violence", "plot"}:
            return False
        if trigger.lemma_.lower() not in _CAUGHT and self._families.get(trigger.i) != "justice":
            return False
        current = owner
        while current.head != current and current.i != trigger.i:
            if current.dep_ == "prep" and current.lower_ in {"during", "amid", "at", "by"}:
                return False
            if current.dep_ == "prep" and current.lower_ == "in":
                if owner.lemma_.lower() in _SWOOPS:
                    return False
                return owner.lemma_.lower() not in _TURMOIL
            if current.dep_ == "advcl" and any(c.lower_ in _WHILE for c in current.children):
                return False
            current = current.head
        return bool(current.i == trigger.i)

    def _is_told_aside(self, trigger: Token, time: Token) -> bool:
        """Tell whether a step of the law is only said of somebody who does something at a time.

        "Doran, who was held in a raid, read out a statement last month."
        """
        if trigger.dep_ != "relcl" or self._families.get(trigger.i) not in _STEPS:
            return False
        somebody = trigger.head
        return time.i not in {t.i for t in somebody.subtree} and self._classifier.is_people(
            somebody
        )

    def _is_of_the_crime(self, mention: Token, trigger: Token, *, place: bool) -> bool:
        """Tell whether a time or place is of what a court or the police step in over.

        "Sentenced two men to death over attacks that targeted foreigners in 2015", "jailed for his
        role in the bombings in Torva".
        """
        family = self._families.get(trigger.i)
        if family != "justice" and (place or family != "enforcement"):
            return False
        deep = place or any(c.isdigit() for c in mention.text)
        current, act = mention, False
        while current.head != current and current.i != trigger.i:
            above = current.head
            if current.i != mention.i and "act" in self._classifier.classes(current):
                act = self._families.get(current.i) not in _STEPS
            blamed = current.dep_ in {"pobj", "pcomp"} and above.lower_ in {"over", "for", "of"}
            if blamed and act and (deep or "act" in self._classifier.classes(current)):
                return True
            current = above
        return False

    def _goes_before(self, owner: int, trigger: Token) -> bool:
        """Tell whether an arrest is only named with those whose trial the sentence tells of.

        "Twelve men arrested in a raid were charged on Friday": the day is that of the charge. So is
        that of the sentence where "a man who was convicted of it was jailed on Friday".
        """
        told = trigger
        while told.dep_ == "conj" and told.head.pos_ in {"VERB", "AUX"}:
            told = told.head
        if told.dep_ not in {"acl", "relcl"} or not any(a.i == owner for a in told.ancestors):
            return False
        return self._families.get(owner) == "justice" and self._families.get(trigger.i) in _STEPS

    def _shares(self, trigger: Token, owner: int) -> bool:
        """Tell whether what dates another trigger dates this one too.

        It does if this one stands in the other's clause ("attacked on Friday, killing two") or is
        coordinated with it, not if the other stands in a clause of its own further down.
        """
        other = trigger.doc[owner]
        if any(a.i == owner for a in trigger.ancestors):
            return True
        current = other
        while current.i != trigger.i and (
            current.dep_ in {"conj", "advcl", "xcomp", "dobj", "pobj", "prep", "nsubj"}
            or (current.dep_ == "relcl" and current.lemma_.lower() in _TAKES)
        ):
            if current.dep_ == "conj" and _has_subject(current) and trigger.i < current.i:
                return False
            if current.dep_ == "advcl" and _is_of_another_time(current):
                return False
            current = current.head
        return bool(current.i == trigger.i)

    def _describes_a_party(self, place: Token, trigger: Token) -> bool:
        """Tell whether a place is in what is said aside of a group or person.

        "Blamed on the Banner, a militia with roots in Uganda" locates nothing but the roots.
        """
        current = place
        while current.head != current and current.i != trigger.i:
            if current.dep_ == "appos" and current.i != place.i:
                classes = self._classifier.classes(current)
                inside = {t.i for t in current.subtree}
                if classes & _BODIES and inside.isdisjoint({trigger.i, *self._heads}):
                    return True
            current = current.head
        return False

    def _belongs_to_people(self, head: Token, parties: Collection[int]) -> bool:
        """Tell whether a place only says where somebody is from or serves."""
        if head.dep_ in {"compound", "amod", "nmod", "poss"}:
            if head.head.lemma_ == "community" and _preposition(head.head) in _AT:
                return False
            return self._classifier.is_people(head.head) or "state" in self._classifier.classes(
                head.head
            )
        if head.dep_ == "pobj":
            governor = head.head.head
            if _preposition(governor) in _BESIDE and head.head.lower_ == "in":
                return False
            if head.head.lower_ in {"near", "outside"}:
                return False
            if head.head.lower_ in {"of", "from"} or governor.i not in parties:
                return governor.pos_ != "VERB" and self._classifier.is_people(governor)
        return False


#: What somebody is near is where the act is: "near a patrol in Quetta", "next to troops in Gao".
_BESIDE = frozenset("near at outside beside behind alongside to against on into".split())


def _blames(words: Doc, step: int, act: int) -> bool:
    """Tell whether an act is what a step of the law is for or over."""
    return any(t.lower_ in {"over", "for", "of"} for t in words[step + 1 : act])


def _opens_clause(time: Sequence[Token], trigger: Token) -> bool:
    """Tell whether a time opens a clause that a parser hangs on it as if it described the time.

    "In the first months of the year | 31 rebels were killed": no word makes the clause describe
    the year.
    """
    if trigger.dep_ != "relcl" or trigger.head.i not in {t.i for t in time}:
        return False
    first = trigger.left_edge
    return (
        first.i == time[-1].i + 1
        and first.tag_ not in {"WDT", "WP", "WRB", "IN"}
        and any(c.dep_ in {"nsubj", "nsubjpass"} for c in trigger.lefts)
    )


#: What the police arrest people in.
_SWOOPS = frozenset({"raid", "swoop", "sweep", "sting", "crackdown"})


def _is_named_after(time: Token, last: Token, trigger: Token) -> bool:
    """Tell whether an act has its name from a day before a comma: "the May 4, 2029, bombing"."""
    if trigger.head != time or trigger.i <= last.i:
        return False
    return all(t.is_punct or t.pos_ == "ADJ" for t in trigger.doc[last.i + 1 : trigger.i])


def _tells_of(trigger: Token, time: Token) -> bool:
    """Tell whether a clause tells of the act that a time describes: "a 2013 raid that killed"."""
    return trigger.dep_ in {"relcl", "acl"} and time.head == trigger.head and time.i < trigger.i


def _came_after(time: Token, trigger: Token) -> bool:
    """Tell whether a time is of what was done about an act that a noun names.

    "Police on Monday named a suspect in the killing", "relatives on Friday buried a victim of the
    blast": neither day is that of the act.
    """
    verb = clause_verb(time)
    if trigger.pos_ not in {"NOUN", "PROPN"} or verb.lemma_.lower() not in _AFTERWARDS:
        return False
    if trigger.dep_ in {"nsubj", "nsubjpass"} or trigger.i not in {t.i for t in verb.subtree}:
        return False
    return time.i < trigger.i and time.i not in {t.i for t in trigger.subtree}


def _dates_message(time: Token, trigger: Token) -> bool:
    """Tell whether a time is that of a message in which somebody tells of an act.

    "Claimed the bombing in a message circulated on Tuesday" does not date the bombing.
    """
    current = time
    while current.head != current and current.i != trigger.i:
        above = current.head
        told_in = above.lower_ in {"in", "via", "through"} and above.dep_ == "prep"
        if current.dep_ == "pobj" and told_in and current.lemma_.lower() in _MESSAGES:
            return trigger.i < current.i and trigger.pos_ in {"NOUN", "PROPN"}
        current = above
    return False


def _where(place: Token, trigger: Token) -> bool:
    """Tell whether a clause with "where" says of a place what the trigger reports."""
    for clause in place.children:
        if clause.dep_ != "relcl" or trigger.i not in {t.i for t in clause.subtree}:
            continue
        if any(c.lower_ == "where" for c in clause.children):
            return bool(trigger.i == clause.i or clause.dep_ != trigger.dep_)
    return _was_it_in_which(place, trigger)


def _was_it_in_which(place: Token, trigger: Token) -> bool:
    """Tell whether a clause says what happened in an act at a place.

    "The shooting at a post in Torva in which an officer was killed": he was killed in Torva.
    """
    if trigger.dep_ != "relcl" or trigger.left_edge.lower_ not in {"in", "during"}:
        return False
    which = trigger.left_edge.nbor(1)
    inside = trigger.head.i == place.i or place in trigger.head.subtree
    return which.lower_ == "which" and inside and place.i < trigger.left_edge.i


def _leaves(trigger: Token, place: Token) -> bool:
    """Tell whether a place after "from" is where somebody was taken away."""
    return (
        trigger.lemma_.lower() in _LEAVING
        and place.head.lower_ == "from"
        and place.head.head.i == trigger.i
    )


def _is_aimed_at(place: Token, owner: Token) -> bool:
    """Tell whether a place lies in what an act was meant for: "deported to face trial in Doma"."""
    current = place
    while current.head != current and current.i != owner.i:
        if current.dep_ in {"advcl", "xcomp"} and current.tag_ == "VB":
            return any(c.dep_ == "aux" and c.lower_ == "to" for c in current.children)
        current = current.head
    return False


def _follows_on(trigger: Token, time: Token) -> bool:
    """Tell whether a time is of what an act came after: "the arrests followed a fire on Sunday"."""
    verb = trigger.head
    return (
        trigger.dep_ == "nsubj"
        and verb.lemma_.lower() in {"follow", "come"}
        and time.i > verb.i
        and any(
            c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "after")
            for c in verb.rights
            if c.i < time.i
        )
    )


def _counts_acts_within(time: Token) -> bool:
    """Tell whether a period says what an act is one of many in: "the third attack this month"."""
    noun = time.head.head if time.dep_ == "pobj" else time.head
    words = {noun.lower_, *(t.lower_ for t in noun.lefts)}
    if words.isdisjoint(_ORDINALS):
        return False
    return _preposition(time) in {"in", "within"} or any(
        t.lower_ in {"this", "past", "last"} for t in time.lefts
    )


def _is_birth(time: Token) -> bool:
    """Tell whether a time says how old somebody is: "Omar Belt, born in 1957"."""
    verb = time.head.head if time.dep_ == "pobj" else time.head
    return bool(verb.lower_ == "born")


#: What terms of prison are told in.
_TERMS = frozenset({"year", "month", "day", "week"})


def _ends_a_term(time: Token) -> bool:
    """Tell whether a time is how long somebody is jailed: "for 15 years after a trial"."""
    edge = time.left_edge
    before = edge.nbor(-1) if edge.i > edge.sent.start else edge
    return before.lower_ == "for" and time.lemma_.lower() in _TERMS


def _is_bearing(place: Token) -> bool:
    """Tell whether a place only says how far off another is: "200 miles east of Nairobi"."""
    if place.dep_ in {"appos", "compound"}:
        return _is_bearing(place.head)
    if _preposition(place) not in {"of", "from"}:
        return False
    words = place.doc[max(0, place.head.i - 5) : place.head.i]
    return any(t.lemma_.lower() in _LENGTHS for t in words)


def measured_from(token: Token, apart_from: Token) -> bool:
    """Tell whether a word tells of an older thing that something is only measured by.

    "The worst attack since [the 2013 siege of Velm]", "more than [in the raid of May]": neither
    the year nor the place is that of ``apart_from``, unless it stands in those words itself.
    """
    current = token
    while current.head != current:
        if current.dep_ == "pobj" and current.head.lower_ in _MEASURING and current.i != token.i:
            return apart_from.i not in {t.i for t in current.subtree}
        current = current.head
    return False


def is_yardstick(noun: Token) -> bool:
    """Tell whether an older act is named only for others to be measured by."""
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    if of is not None and of.head.lower_ in {"that", "those"}:
        return is_yardstick(of.head)
    return noun.dep_ == "pobj" and noun.head.lower_ in _MEASURING


def _is_of_another_time(clause: Token) -> bool:
    """Tell whether a clause with a subject tells of what came before: "after they were held"."""
    marks = {c.lower_ for c in clause.lefts if c.dep_ == "mark"}
    return bool(marks & {"after", "before"}) and _has_subject(clause)


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj", "nsubjpass", "csubj"} for c in verb.children)


def _tells_of_happening(verb: Token) -> bool:
    """Tell whether a clause says when or where something was: "which took place on Monday".

    It is about the act before it, whichever noun the parse hangs it on.
    """
    if verb.lemma_ in _HAPPENS:
        return True
    return verb.lemma_ == "take" and any(c.lower_ == "place" for c in verb.children)


def _is_conjunct(trigger: Token, verb: Token) -> bool:
    """Tell whether a trigger is coordinated with a verb before it: "came Friday and shot two"."""
    current = clause_verb(trigger)
    while current.dep_ == "conj" and current.i != verb.i:
        current = current.head
    return bool(current.i == verb.i)


def _head(tokens: Sequence[Token]) -> Token:
    inside = {t.i for t in tokens}
    for token in tokens:
        if token.head.i not in inside:
            return token
    return tokens[-1]


def _preposition(head: Token) -> str | None:
    """Return the preposition of a name, of the list it ends, or of the area it is the name of.

    "Twelve from Japan, Italy and India", "a bus to the district of Orakzai". What leads to a place
    is on the way to it.
    """
    while head.dep_ in {"conj", "appos"} and head.head.i < head.i:
        head = head.head
    if head.dep_ != "pobj":
        return None
    above = head.head.head
    if head.head.lower_ == "of" and above.dep_ == "pobj" and above.lemma_.lower() in _AREAS:
        head = above
    if head.head.lower_ == "to" and head.head.head.lemma_.lower() in _ROADS:
        return "on"
    return str(head.head.lower_)
