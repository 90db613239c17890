"""The reading of one document: sentence by sentence, what was said before carries over."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.core.claims import (
    OFFICIAL_SOURCES,
    Anchor,
    Argument,
    Attribution,
    Basis,
    Claim,
    Effect,
    MentionKind,
    Provenance,
    Role,
    Scope,
    Side,
    Status,
    TollMention,
    Trigger,
    claim_id,
)
from dateline.core.documents import Document, SegmentKind, Span
from dateline.pipeline.claims.acts import (
    ANY_ATTACK,
    BOMBING,
    CLAIM_OF_RESPONSIBILITY,
    DEADLY,
    KILLED_BY_FORCES,
    RAIDED,
    WORDS,
    Act,
    choose_entry,
    counts_acts,
    counts_plans,
    embed_plans,
    fold_effects,
    fold_held,
    fold_journeys,
    fold_named,
    fold_raids,
    fold_repeated,
    fold_trials,
    is_attack,
    is_by_bomb,
    is_told_beside,
    role_for,
    stage_of,
)
from dateline.pipeline.claims.anchors import Anchorer, measured_from
from dateline.pipeline.claims.assertion import (
    confidence_of,
    is_asserted,
    is_specific,
    names_nobody,
    spares_all,
    status_of,
    type_confidence_of,
)
from dateline.pipeline.claims.attribution import Attributor, Statement, statement_about
from dateline.pipeline.claims.boasts import find_boasts
from dateline.pipeline.claims.domain import Domain
from dateline.pipeline.claims.factuality import context_of
from dateline.pipeline.claims.frames import Classifier, Frame, frame_of, is_plural
from dateline.pipeline.claims.parse import Parse, is_marked
from dateline.pipeline.claims.parties import (
    CLASH,
    SUSPECTED,
    can_take,
    harmed_by,
    is_arm,
    is_beside_forces,
    meant_by_charges,
    parties_of,
    role_of_harmed,
    side_in_clash,
    undoes,
)
from dateline.pipeline.claims.referents import Referent, find_referents
from dateline.pipeline.claims.scope import counts_for_years, is_total, is_trend, runs_on
from dateline.pipeline.claims.tolls import (
    Effected,
    find_effects,
    is_tally,
    members_named,
    quantity_in,
    restates_tally,
    tells_of_war,
)
from dateline.pipeline.claims.tree import BODIES, agents, clause_span, phrase
from dateline.pipeline.claims.triggers import (
    Candidate,
    Entry,
    TriggerIndex,
    find_candidates,
    without_overlaps,
)
from dateline.pipeline.claims.unreal import without_figures, without_mishaps
from dateline.pipeline.claims.whereabouts import CARRY, Whereabouts
from dateline.resources.actors import ActorTable
from dateline.resources.codebook import EventType
from dateline.resources.lexicons import Cues
from dateline.resources.phrases import find_phrases

#: Violence against things.
_AGAINST_THINGS = frozenset({"arson", "infrastructure_attack"})
#: Nouns for attacks, with the type they tell of by themselves.
_ATTACK_NOUNS = {
    **dict.fromkeys(
        "attack ambush assault massacre shooting bloodbath raid siege".split(), ANY_ATTACK
    ),
    **dict.fromkeys("blast explosion bombing".split(), "bombing"),
    **dict.fromkeys("clash fighting skirmish".split(), "clash"),
    "shelling": "shelling",
    "airstrike": "air_strike",
}
_BOMBS = frozenset({"bomb", "grenade", "landmine"})
_TURMOIL = frozenset("riot rioting violence unrest stampede".split())
_FROM_THE_AIR = "air_strike"
#: What people are hurt in.
_HURTING = DEADLY | {"force_against_protest", "violent_demonstration"}
_SUPPORTING = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING, SegmentKind.CAPTION})
#: Years that no news is of.
_LONG_AGO = re.compile(r"\b(?:1[0-8]\d\d|19[0-4]\d)\b")
#: Attacks of which the dead are told in sentences of their own.
_OF_MANY_DEATHS = frozenset(
    {"bombing", "suicide_bombing", "shelling", "air_strike", "vehicle_attack", "mob_violence"}
    | {"clash", "force_against_protest", "violent_demonstration"}
)
#: Attacks after which those taken are held.
_TAKINGS = frozenset({"kidnapping", "hostage_taking"})
_IN_CUSTODY = frozenset(
    "police custody cell jail prison court suspicion charge warrant remand detention station army "
    "soldier officer authority".split()
)
_DYING = frozenset({"kill", "die", "perish"})
_QUESTIONS = frozenset({"who", "whom", "what", "which"})
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})
#: How far before a sentence that only names the source the clause may end that it credits.
_GAP = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Spans found in a document before parsing, each tuple in text order."""

    times: tuple[Span, ...]
    quantities: tuple[Span, ...]
    places: tuple[Span, ...]
    demonyms: tuple[Span, ...] = ()
    money: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a codebook and the word lists give every reading."""

    index: TriggerIndex
    types: Mapping[str, EventType]
    classifier: Classifier
    cues: Cues
    actors: ActorTable
    made_by: Provenance
    violent: frozenset[str]


class Reading:
    """The reading of one document: what was said so far carries over to what follows."""

    def __init__(
        self, tools: Tools, document: Document, mentions: Mentions, domain: Domain
    ) -> None:
        self._tools = tools
        self._document = document
        self._mentions = mentions
        self._domain = domain
        self._attributor = Attributor(tools.cues, tools.actors, document)
        self._whereabouts = Whereabouts(document, mentions.places)
        self._last_attack: tuple[int, str | None] = (0, None)
        self.claims: list[Claim] = []
        self.referents: list[Referent] = []

    def note(self, parse: Parse) -> None:
        """Remember whom a sentence speaks of, for later words that point back to them."""
        for name, spans in (
            ("time", self._mentions.times),
            ("place", self._mentions.places),
            ("money", self._mentions.money),
            ("demonym", self._mentions.demonyms),
        ):
            parse.mark(name, _within(spans, parse.sentence.span))
        quantities = _within(self._mentions.quantities, parse.sentence.span)
        self.referents.extend(find_referents(parse, self._tools.classifier, quantities))

    def read(self, parse: Parse) -> None:
        """Add the claims of one sentence."""
        self.note(parse)
        times = _within(self._mentions.times, parse.sentence.span)
        places = _within(self._mentions.places, parse.sentence.span)
        quantities = _within(self._mentions.quantities, parse.sentence.span)
        statements = self._attributor.statements(parse)
        if not statements or all(s.carried for s in statements):
            self._credit_before(parse)
        self._credit_quotation(parse, statements)
        acts = [
            act
            for act in self._acts(parse)
            if not (restates_tally(act.head) or tells_of_war(act.head))
        ]
        self._continue(acts, parse)
        embed_plans(acts)
        loose = [
            effect
            for effect in find_effects(parse, self._tools.classifier, quantities)
            if not _give_effect(acts, effect)
        ]
        acts.extend(self._outcomes(parse, loose))
        acts = without_mishaps(acts, parse.words, self._tools.cues)
        _tell_attackers(acts)
        fold_effects(acts)
        fold_repeated(acts)
        fold_named(acts)
        fold_raids(acts)
        fold_trials(acts)
        fold_held(acts)
        fold_journeys(acts)
        claiming = self._tools.types.get(CLAIM_OF_RESPONSIBILITY)
        if claiming is not None:
            tools = self._tools
            acts.extend(find_boasts(acts, statements, tools.classifier, tools.cues, claiming))
        anchorer = Anchorer(
            parse,
            [a.candidate for a in acts],
            {a.frame.light.i: a.head.i for a in acts if a.frame.light is not None}
            | {
                a.head.i: a.folded_into.head.i
                for a in acts
                if a.folded_into is not None and a.event_type.id == "trial"
            },
            statements,
            self._tools.classifier,
            {a.head.i: _line_of_news(a) for a in acts},
        )
        for act in acts:
            if act.folded_into is None:
                claim = self._claim(act, statements, anchorer, times, places, quantities)
                if claim is not None:
                    self.claims.append(claim)
                    if (is_attack(act) or act.event_type.id in _HURTING) and (
                        act.event_type.id not in _AGAINST_THINGS
                    ):
                        self._last_attack = (parse.sentence.paragraph, act.event_type.id)

    def _credit_quotation(self, parse: Parse, statements: Sequence[Statement]) -> None:
        """Hand the sentences of a quotation to the source that stands behind its last one."""
        found = self._attributor.quoted_before(parse, statements)
        if found is None:
            return
        opened, statement = found
        for at, claim in enumerate(self.claims):
            if claim.evidence[-1].start >= opened and not claim.attribution:
                self.claims[at] = _credited(claim, statement)

    def _credit_before(self, parse: Parse) -> None:
        """Hand the sentence before to the source that this one credits it to."""
        if not self.claims or parse.sentence.segment is not SegmentKind.PARAGRAPH:
            return
        afterword = self._attributor.afterword(parse)
        if afterword is None or afterword.source is None:
            return
        for at, claim in enumerate(self.claims):
            near = 0 <= parse.sentence.span.start - claim.evidence[-1].end <= _GAP
            if near and not claim.attribution:
                self.claims[at] = _credited(claim, afterword)

    def _acts(self, parse: Parse) -> list[Act]:
        acts: list[Act] = []
        cues = self._tools.cues
        candidates = without_figures(find_candidates(parse, self._tools.index), parse.words, cues)
        read = [self._read_trigger(found) for found in candidates]
        choices = {choice[0]: choice for choice in read if choice is not None}
        for kept in without_overlaps(choices):
            candidate, entry, frame = choices[kept]
            lasting = entry.event_type.family in {"justice"} or entry.event_type.id == "plot"
            context = context_of(
                candidate, frame, self._tools.cues, _style(parse), tenseless=lasting
            )
            act = Act(parse, candidate, entry, frame, context)
            bombing = self._tools.types.get(BOMBING)
            if bombing is not None and is_by_bomb(act, self._tools.classifier):
                act.entry = Entry(entry.words, bombing, bombing.triggers[0])
            acts.append(act)
        return acts

    def _read_trigger(self, candidate: Candidate) -> tuple[Candidate, Entry, Frame] | None:
        """Choose what a trigger means, trying it with fewer words where more fit nothing."""
        tried: Candidate | None = candidate
        while tried is not None:
            frame = frame_of(tried, self._tools.classifier)
            choice = choose_entry(
                tried, frame, self._tools.classifier, in_domain=self._domain.relevant
            )
            if choice is not None:
                return tried, *choice
            tried = tried.shorter
        return None

    def _continue(self, acts: Sequence[Act], parse: Parse) -> None:
        """Let a bare "nine were killed" be of the sort of attack told just before."""
        told, last = self._last_attack
        event_type = self._tools.types.get(last or "")
        if last in _TAKINGS and event_type is not None and parse.sentence.paragraph - told <= CARRY:
            for act in acts:
                if self._stays_taken(act):
                    act.entry = Entry(act.entry.words, event_type, event_type.triggers[0])
        if len(acts) != 1 or last not in _OF_MANY_DEATHS or event_type is None:
            return
        (act,) = acts
        bare = act.event_type.id == ANY_ATTACK and act.head.lemma_.lower() in _DYING
        near = parse.sentence.paragraph - told <= CARRY and not _gives_toll(parse)
        if bare and near and not act.frame.agents and not self._names_an_act(parse):
            act.entry = Entry(act.entry.words, event_type, event_type.triggers[0])
            act.is_outcome = True

    def _stays_taken(self, act: Act) -> bool:
        """Tell whether those "held" are the ones whom somebody took just before, not arrested."""
        verb = act.head
        held = act.event_type.id == "arrest" and verb.lemma_.lower() in {"hold", "keep"}
        if not held or len(act.candidate.tokens) > 1 or act.frame.agents:
            return False
        classes = {c for t in act.frame.patients for c in self._tools.classifier.classes(t)}
        in_law = {t.lemma_.lower() for t in verb.subtree} & _IN_CUSTODY
        return not classes & {"armed", "suspect"} and not in_law

    def _outcomes(self, parse: Parse, effects: Sequence[Effected]) -> list[Act]:
        """Read killings and injuries of a sentence that names no act as more about the last one.

        Attackers who died are told apart: the forces killed them.
        """
        found: list[Act] = []
        for perpetrators in (False, True):
            group = [e for e in effects if (e.mention.side is Side.PERPETRATORS) is perpetrators]
            told, last = self._last_attack
            near = parse.sentence.paragraph - told <= CARRY
            fallen = bool(group) and all(e.mention.side is Side.FORCES for e in group)
            by_forces = perpetrators or (last in DEADLY and near and not fallen)
            named = self._names_an_act(parse) or _told_by_a_bomb(group)
            if by_forces and not perpetrators and (named or self._fell_to_attackers(group)):
                by_forces = False
            type_ = KILLED_BY_FORCES if by_forces else ANY_ATTACK if last in DEADLY else last
            if last == _FROM_THE_AIR and near and not named:
                type_ = last
            event_type = self._tools.types.get(type_ or "")
            if last is None and group and named:
                type_ = KILLED_BY_FORCES if perpetrators else named
                event_type = self._tools.types.get(type_)
            elif last is None:
                continue
            if not group or event_type is None:
                continue
            word = group[0].word
            candidate = Candidate(
                word,
                (word,),
                (Entry((word.lemma_.lower(),), event_type, event_type.triggers[0]),),
                word.pos_ == "VERB",
            )
            frame = Frame((), tuple(e.person for e in group if e.person != word), ())
            context = context_of(
                candidate, frame, self._tools.cues, parse.sentence.segment, tenseless=True
            )
            act = Act(parse, candidate, candidate.entries[0], frame, context, list(group))
            act.is_outcome = True
            found.append(act)
        return found

    def _fell_to_attackers(self, group: Sequence[Effected]) -> bool:
        """Tell whether civilians who died are those of an attack that the text has told of."""
        civilians = any("civilian" in self._tools.classifier.classes(e.person) for e in group)
        return civilians and any(
            (known := self._tools.types.get(claim.type)) is not None
            and known.family == "violence"
            and claim.type not in DEADLY | WORDS
            for claim in self.claims
        )

    def _names_an_act(self, parse: Parse) -> str | None:
        """Return the type of attack that a sentence has a noun for, if only in passing."""
        figures = find_phrases(parse.words, self._tools.cues.figurative)
        return next(
            (
                _ATTACK_NOUNS[t.lemma_.lower()]
                for t in parse.doc
                if t.pos_ == "NOUN"
                and t.lemma_.lower() in _ATTACK_NOUNS
                and not any(start <= t.idx < end for start, end in figures)
            ),
            None,
        )

    def _claim(
        self,
        act: Act,
        statements: list[Statement],
        anchorer: Anchorer,
        times: Sequence[Span],
        places: Sequence[Span],
        quantities: Sequence[Span],
    ) -> Claim | None:
        context = act.context
        stage = stage_of(act)
        if not is_asserted(act, stage) and not spares_all(act):
            return None
        if self._takes_up_raid(act):
            return None
        about = statement_about(statements, act.head)
        if not about and act.event_type.id == "claim_of_responsibility" and act.frame.agents:
            about = [self._attributor.own_words(act.parse, act.head, act.frame.agents[0])]
        status = status_of(act, about)
        asked = act.parse.words.rstrip().endswith("?")
        if (
            asked
            or any(t.lower_ in _QUESTIONS for t in act.frame.patients)
            or (names_nobody(act) and not spares_all(act))
        ):
            return None
        arguments = self._arguments(act, quantities, status)
        if counts_acts(act.candidate):
            arguments.append(self._argument(act.parse, Role.OFFENCE, act.head, quantities))
        missing = [r for r in act.event_type.required if r not in {a.role for a in arguments}]
        if missing:
            return None
        parties = {t.i for t in (*act.frame.agents, *act.frame.patients)}
        own_times = anchorer.times(act.frame.light or act.head, times)
        own_times = (
            own_times
            if act.frame.light is None
            else _merged(anchorer.times(act.head, times), own_times)
        )
        own_places = [] if spares_all(act) else anchorer.places(act.head, places, parties)
        if act.is_outcome:
            # "The toll rose to nine on Friday" dates the count, not the attack.
            counted = is_tally(act.head) or _gives_toll(act.parse)
            own_times = [
                a
                for a in own_times
                if (a.basis is Basis.ARGUMENT and not counted) or runs_on(self._document, a.span)
            ]
        tolls = self._tolls(act, arguments, quantities)
        if not is_specific(act, arguments, own_times, own_places, tolls):
            return None
        if act.event_type.family == "justice":
            # "Convicted of the 2013 blast" dates the blast.
            crimes = [a.mention for a in arguments if a.role is Role.OFFENCE]
            own_times = [
                t for t in own_times if not any(crime.contains(t.span) for crime in crimes)
            ]
        all_times = tuple(own_times) or self._whereabouts.times_told(act)
        if act.event_type.family == "plot":
            all_times = tuple(own_times)
        all_places = (*own_places, *self._whereabouts.places_told(act))
        if act.event_type.id == CLAIM_OF_RESPONSIBILITY:
            all_places = ()
        if act.parse.sentence.segment not in _SUPPORTING:
            self._whereabouts.remember(act, own_times, own_places)
        span = act.parse.span(act.candidate.tokens[0], act.candidate.tokens[-1])
        if any(_LONG_AGO.search(self._document.text_at(a.span)) for a in own_times):
            return None
        if is_trend(self._document, act.parse, own_times, arguments, tolls):
            return None
        scope = is_total(
            self._document,
            act.parse,
            act.head,
            own_times,
            arguments,
            act.event_type,
            victims_counted=any(toll.quantity != toll.head for toll in tolls),
            acts_counted=counts_acts(act.candidate) or counts_plans(act),
        ) or (is_attack(act) and counts_for_years(self._document, tolls))
        return Claim(
            id=claim_id(self._document.id, span, act.event_type.id),
            document_id=self._document.id,
            type=act.event_type.id,
            scope=Scope.AGGREGATE if scope else Scope.INCIDENT,
            stage=stage,
            status=status,
            trigger=Trigger(span=span, lemma=act.entry.lemma),
            evidence=(self._evidence(act),),
            arguments=self._with_harmed(act, arguments, quantities),
            tolls=tuple(tolls),
            times=all_times,
            places=all_places,
            attribution=tuple(
                Attribution(source=s.source, cue=s.cue, kind=s.kind)
                for s in about
                if s.source is not None
            ),
            tense_future=context.future,
            confidence=confidence_of(act, arguments, own_times, own_places),
            type_confidence=type_confidence_of(act),
            made_by=self._tools.made_by,
            disagreement=self._evidence(act) if context.disagreement else None,
        )

    def _takes_up_raid(self, act: Act) -> bool:
        """Tell whether "the raids" are those in which people were held or arms found before."""
        raid = act.event_type.id == "raid" and not act.candidate.is_verb
        definite = any(c.lower_ in {"the", "these", "those", "both"} for c in act.head.lefts)
        return raid and definite and any(c.type in RAIDED for c in self.claims)

    def _arguments(self, act: Act, quantities: Sequence[Span], status: Status) -> list[Argument]:
        alleged = status in {
            Status.ACCUSED,
            Status.ACCUSED_BY_AUTHORITIES,
            Status.POSSIBLE,
            Status.DENIED,
        }
        found: dict[tuple[Role, int], Argument] = {}
        named_parties = (
            *parties_of(act),
            *self._counted_trigger(act, quantities),
            *self._arms_in_trigger(act),
        )
        for role, named in named_parties:
            token = meant_by_charges(named) if role is Role.OFFENCE else named
            if is_marked(token, "time") or token.lower_ in _REFLEXIVES:
                continue
            classes = self._tools.classifier.classes(token)
            if role is Role.PERPETRATOR and is_arm(classes):
                # "A bomb killed two"
                role = Role.INSTRUMENT
            elif (
                role is Role.OFFENCE
                and act.event_type.syntax.patient is Role.OFFENCE
                and Role.SUSPECT in act.event_type.roles
                and "act" not in classes
                and classes & {"person", "armed", "suspect"}
            ):
                # "Placed two men under investigation", "investigated an officer".
                role = Role.SUSPECT
            if not can_take(role, token, classes) or (
                role is Role.PERPETRATOR and undoes(act) and "armed" not in classes
            ):
                continue
            fitting = role_for(role, classes, act.event_type.roles, alleged=alleged)
            if fitting is Role.SUSPECT and is_beside_forces(token, self._tools.classifier):
                fitting = Role.AUTHORITY
            if act.event_type.id == CLASH and token in act.frame.patients:
                fitting = side_in_clash(classes, fitting)
            if role is Role.OFFENCE and token.tag_ == "VBG":
                # "On suspicion of recruiting": the deed, not those who do it.
                fitting = role
            if act.event_type.syntax.patient is Role.SUSPECT and (
                role is Role.SUSPECT or (role is Role.AUTHORITY and fitting is Role.SUSPECT)
            ):
                # An officer who is held is a suspect; rebels who hold somebody are none.
                fitting = role
            if fitting not in act.event_type.roles and fitting not in {
                Role.INSTRUMENT,
                Role.TARGET,
                Role.SUSPECT,
            }:
                continue
            argument = self._argument(act.parse, fitting, token, quantities)
            found.setdefault((fitting, token.i), argument)
            if fitting in SUSPECTED or fitting is Role.AUTHORITY:
                for group in self._groups_in(act.parse, argument):
                    found.setdefault((group.role, group.mention.start + 100_000), group)
        return sorted(found.values(), key=lambda a: (a.mention, a.role))

    def _with_harmed(
        self, act: Act, arguments: Sequence[Argument], quantities: Sequence[Span]
    ) -> tuple[Argument, ...]:
        """Add whom the outcome of an act befell to those whom the act itself names."""
        role = role_of_harmed(act)
        befell = (
            replace(self._argument(act.parse, role, person, quantities), of_outcome=True)
            for person in harmed_by(act)
            if role is not None
        )
        added = {
            harmed.mention: harmed
            for harmed in befell
            if not any(harmed.mention.overlaps(known.mention) for known in arguments)
        }
        return tuple(sorted((*arguments, *added.values()), key=lambda a: (a.mention, a.role)))

    def _counted_trigger(self, act: Act, quantities: Sequence[Span]) -> list[tuple[Role, Token]]:
        """Read "made eight arrests" as eight people arrested."""
        patient = act.event_type.syntax.patient
        if act.candidate.is_verb or act.frame.patients or patient is None:
            return []
        if act.event_type.family != "enforcement" or act.head.tag_ != "NNS":
            return []
        counted = quantity_in(act.parse, act.head, quantities) is not None
        return [(patient, act.head)] if counted else []

    def _arms_in_trigger(self, act: Act) -> list[tuple[Role, Token]]:
        """Read "threw [a grenade]" and "[drone] strike" as saying with what it was done."""
        if act.event_type.family != "violence":
            return []
        return [
            (Role.INSTRUMENT, token)
            for token in act.candidate.tokens
            if token != act.head
            and token.pos_ in {"NOUN", "PROPN"}
            and is_arm(self._tools.classifier.classes(token))
        ]

    def _argument(
        self, parse: Parse, role: Role, token: Token, quantities: Sequence[Span]
    ) -> Argument:
        first, last = phrase(token)
        return Argument(
            role=role,
            kind=self._tools.classifier.kind(token),
            mention=parse.span(first, last),
            head=parse.token_span(token),
            quantity=quantity_in(parse, token, quantities),
        )

    def _groups_in(self, parse: Parse, argument: Argument) -> Iterable[Argument]:
        """Name the armed group inside "suspected IS followers"."""
        if argument.role is Role.AUTHORITY:
            return
        text = self._document.text_at(argument.mention)
        for start, end, actor in self._tools.actors.find_in(text):
            if actor.kind == "armed_group":
                span = Span(argument.mention.start + start, argument.mention.start + end)
                yield Argument(
                    role=Role.ORGANIZATION,
                    kind=MentionKind.ORGANIZATION,
                    mention=span,
                    head=span,
                )

    def _tolls(
        self, act: Act, arguments: Sequence[Argument], quantities: Sequence[Span]
    ) -> list[TollMention]:
        tolls = [e.mention for e in act.effects]
        if act.event_type.id == "arrest":
            for argument in arguments:
                if argument.role is Role.SUSPECT and argument.kind in {
                    MentionKind.PERSON,
                    MentionKind.GROUP,
                    MentionKind.ORGANIZATION,
                    MentionKind.OBJECT,
                }:
                    tolls.extend(self._detained(act, argument, quantities))
        if act.event_type.id == "suicide_bombing" and not tolls:
            for token in act.frame.agents:
                if "himself" in {t.lower_ for t in act.candidate.tokens} or any(
                    c.lower_ in {"himself", "herself", "themselves"} for c in act.head.children
                ):
                    span = act.parse.span(*phrase(token))
                    tolls.append(
                        TollMention(
                            effect=Effect.KILLED,
                            side=Side.PERPETRATORS,
                            quantity=span,
                            head=act.parse.token_span(token),
                            plural=is_plural(token),
                        )
                    )
        return tolls

    def _detained(
        self, act: Act, argument: Argument, quantities: Sequence[Span]
    ) -> Iterable[TollMention]:
        """Count those held: the group itself, or those it is said to consist of."""
        token = act.parse.tokens_in(argument.head)[0]
        members = [] if argument.quantity is not None else members_named(token)
        for person in members or [token]:
            whole = act.parse.span(*phrase(person))
            yield TollMention(
                effect=Effect.DETAINED,
                side=Side.PERPETRATORS,
                quantity=quantity_in(act.parse, person, quantities) or whole,
                head=act.parse.token_span(person),
                plural=is_plural(person),
            )

    def _evidence(self, act: Act) -> Span:
        """Return the clause the claim rests on: the trigger's, with its parties."""
        first, last = clause_span(act.frame.light or act.head)
        parties = [*act.frame.agents, *act.frame.patients, *(e.person for e in act.effects)]
        edges = [edge for party in parties for edge in phrase(party)]
        words = [effect.word for effect in act.effects]
        for token in (*act.candidate.tokens, *edges, *words, *act.evidence):
            if token.sent.start == act.head.sent.start:
                first = token if token.i < first.i else first
                last = token if token.i > last.i else last
        return act.parse.span(first, last)


def _credited(claim: Claim, statement: Statement) -> Claim:
    """Return a claim on the word of whoever makes a statement."""
    assert statement.source is not None
    credit = Attribution(source=statement.source, cue=statement.cue, kind=statement.kind)
    plain = claim.status is Status.FACT and statement.kind in OFFICIAL_SOURCES
    status = Status.OFFICIAL if plain else claim.status
    return replace(claim, attribution=(credit,), status=status)


def _give_effect(acts: list[Act], effect: Effected) -> bool:
    """Hand a killing or injury to the act whose word says it, or else the nearest violent one."""
    for act in acts:
        if act.head.i == effect.word.i:
            act.effects.append(effect)
            return True
    told = _told_which(effect.word) if effect.word.dep_ == "relcl" else effect.word.head
    elsewhere = told.lemma_.lower() in _TURMOIL or told.lemma_.lower() in _ATTACK_NOUNS
    if effect.word.dep_ == "relcl" and elsewhere and told.i not in {a.head.i for a in acts}:
        # "Set off riots that killed six" tells of the riots' dead; "arrested three over the attack
        # that killed six" of an attack besides.
        return bool(acts) and not _is_attack_told_beside(told, acts)
    if effect.word.lemma_.lower() in BODIES:
        # Where no act is told by them they were found, buried or named after one told elsewhere.
        return True
    if tells_of_war(effect.word):
        return True
    violent = [
        a
        for a in acts
        if (is_attack(a) or a.event_type.id in _HURTING)
        and not is_told_beside(effect.word, a.frame.light or a.head)
        and not measured_from(effect.word, a.head)
    ]
    if effect.mention.side is Side.PERPETRATORS:
        violent = [
            a
            for a in violent
            if a.event_type.id in DEADLY | {"clash", "suicide_bombing"}
            or _died_of_it(effect.word, a)
        ]
    if not violent:
        return False
    doers = {t.i for t in agents(effect.word)} if effect.word.pos_ == "VERB" else set()
    nearest = next((a for a in violent if a.head.i in doers), None) or min(
        violent, key=lambda a: (abs(a.head.i - effect.word.i), a.head.i)
    )
    nearest.effects.append(effect)
    return True


def _died_of_it(word: Token, act: Act) -> bool:
    """Tell whether people died when a bomb went off: "two rebels [died] when it exploded"."""
    own = act.event_type.id == BOMBING and act.head.dep_ == "advcl" and act.head.head == word
    return own and word.lemma_.lower() in _DYING


def _told_by_a_bomb(effects: Sequence[Effected]) -> str | None:
    """Return the type of attack if people came to harm in a bomb: "the bomb in which six died"."""
    hung = [_told_which(e.word) for e in effects if e.word.dep_ == "relcl"]
    return "bombing" if any(t.lemma_.lower() in _BOMBS for t in hung) else None


def _told_which(verb: Token) -> Token:
    """Return the noun a relative clause tells of, behind its place: "the bomb in Osh in which"."""
    noun = verb.head
    if noun.dep_ == "pobj" and noun.head.i and verb.i > noun.i:
        before: Token = noun.doc[noun.head.i - 1]
        if before.lemma_.lower() in _BOMBS or before.lemma_.lower() in _ATTACK_NOUNS:
            return before
    return noun


def _is_attack_told_beside(noun: Token, acts: Sequence[Act]) -> bool:
    """Tell whether a noun names the one attack that the other acts of a sentence are steps about.

    Each of the steps has to stand before it, and none of them may be one of violence itself.
    """
    return noun.lemma_.lower() in _ATTACK_NOUNS and all(
        act.event_type.family in {"enforcement", "justice"} and act.head.i < noun.i for act in acts
    )


def _tell_attackers(acts: Sequence[Act]) -> None:
    """Count those whom the forces killed among the attackers, if the sentence tells of both.

    "The man opened fire on guests before being shot dead by police."
    """
    attackers = {
        token.i
        for act in acts
        if is_attack(act) and act.event_type.id not in DEADLY
        for token in act.frame.agents
    }
    for act in acts:
        if act.event_type.id == KILLED_BY_FORCES:
            act.effects = [
                replace(e, mention=replace(e.mention, side=Side.PERPETRATORS))
                if e.person.i in attackers or (attackers and e.person.pos_ == "PRON")
                else e
                for e in act.effects
            ]


def _gives_toll(parse: Parse) -> bool:
    return any(t.lemma_.lower() == "toll" for t in parse.doc)


def _line_of_news(act: Act) -> str:
    """Return the family of an act; that of a boast, which has a day of its own, is a statement."""
    return "statement" if act.event_type.id == CLAIM_OF_RESPONSIBILITY else act.event_type.family


def _style(parse: Parse) -> SegmentKind:
    """Return the segment whose grammar a sentence has: without a full stop, a headline's."""
    ended = parse.words.rstrip().endswith((".", "!", "?", '"', "”", "'", "’", ":", ")", "]"))
    return parse.sentence.segment if ended else SegmentKind.HEADLINE


def _within(spans: Sequence[Span], outer: Span) -> list[Span]:
    return [span for span in spans if outer.contains(span)]


def _merged(first: list[Anchor], second: list[Anchor]) -> list[Anchor]:
    best: dict[Span, Anchor] = {}
    for anchor in (*first, *second):
        known = best.get(anchor.span)
        if known is None or known.basis is not Basis.ARGUMENT:
            best[anchor.span] = anchor
    return sorted(best.values(), key=lambda a: (a.basis is not Basis.ARGUMENT, a.span))
