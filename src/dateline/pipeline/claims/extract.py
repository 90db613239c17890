"""Document to claims: the claims stage, in order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    SourceKind,
    Stage,
    Status,
    TollMention,
    Trigger,
    claim_id,
)
from dateline.core.documents import Document, SegmentKind, Sentence, Span
from dateline.pipeline.claims.acts import (
    ANY_ATTACK,
    KILLED_BY_FORCES,
    Act,
    choose_entry,
    counts_acts,
    embed_plans,
    foils,
    fold_effects,
    fold_journeys,
    fold_named,
    fold_raids,
    is_attack,
    role_for,
    stage_of,
)
from dateline.pipeline.claims.anchors import Anchorer
from dateline.pipeline.claims.attribution import (
    Attributor,
    Statement,
    attribution_spans,
    statement_about,
)
from dateline.pipeline.claims.boasts import find_boasts
from dateline.pipeline.claims.coreference import introducing, resolve_antecedents
from dateline.pipeline.claims.domain import Domain, read_domain
from dateline.pipeline.claims.factuality import context_of, governors
from dateline.pipeline.claims.frames import Classifier, Frame, frame_of, is_plural
from dateline.pipeline.claims.parse import Parse, Parser, is_marked
from dateline.pipeline.claims.referents import Referent, find_referents
from dateline.pipeline.claims.refusals import add_denials
from dateline.pipeline.claims.scope import is_total, is_trend
from dateline.pipeline.claims.tolls import (
    EFFECT_WORDS,
    Effected,
    find_effects,
    is_tally,
    members_named,
    quantity_in,
    restates_tally,
)
from dateline.pipeline.claims.tree import (
    BODIES,
    child,
    clause_span,
    clause_verb,
    patients,
    phrase,
    prepositional_objects,
)
from dateline.pipeline.claims.triggers import (
    Candidate,
    Entry,
    Triage,
    TriggerIndex,
    find_candidates,
    index_triggers,
    without_overlaps,
)
from dateline.pipeline.claims.unreal import is_tale, without_figures, without_mishaps
from dateline.resources.actors import ActorTable
from dateline.resources.codebook import Codebook, EventType, Strength
from dateline.resources.lexicons import Cues, Nouns
from dateline.resources.phrases import find_phrases

_CLAIM = "claim_of_responsibility"
#: Violence against things.
_AGAINST_THINGS = frozenset({"arson", "infrastructure_attack"})
_ATTACK_NOUNS = frozenset(
    "attack ambush assault massacre shooting bloodbath raid siege blast explosion bombing".split()
)
#: Enforcement that kills.
_DEADLY = frozenset({KILLED_BY_FORCES, "targeted_killing", "raid", "air_strike"})
_SUPPORTING = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING, SegmentKind.CAPTION})
_SUSPECTED = frozenset({Role.SUSPECT, Role.PERPETRATOR, Role.DEFENDANT, Role.CONVICT})
_NOBODY = frozenset({"nobody", "none", "no-one", "nothing"})
#: Years that no news is of.
_LONG_AGO = re.compile(r"\b(?:1[0-8]\d\d|19[0-3]\d)\b")
_UNDOING = frozenset(
    "free release rescue liberate liberation recover save freeing negotiate secure win defuse "
    "disarm deactivate dismantle discover find intercept detect neutralise neutralize "
    "disposal".split()
)
#: Nouns behind "for" that nobody is charged with.
_NO_OFFENCES = frozenset(
    "day week month year hour time period lack reason moment question questioning interrogation "
    "trial hearing life way".split()
)
#: What harm is not done with, though it stands behind "with" or "in".
_NO_INSTRUMENTS = frozenset({"wound", "injury", "burn", "intent", "sign", "help"})
_NOT_WIELDED = frozenset({"place", "act", "state"})
_TOOLS = frozenset({"weapon", "explosive", "vehicle", "blade", "material", "ammunition"})
_ACCUSATIONS = frozenset("charge count suspicion allegation accusation".split())
_QUESTIONS = frozenset({"who", "whom", "what", "which"})
_REFLEXIVES = frozenset({"himself", "herself", "themselves", "itself"})
_THINGS = frozenset(
    {"facility", "vehicle", "weapon", "explosive", "money", "material", "place", "act", "offence"}
)
_AGENTS = frozenset(
    {"person", "civilian", "official", "journalist", "forces", "armed", "group", "organization",
     "state", "court"}
)  # fmt: skip
#: What a person has, with a word for whose it is: "their heads had been carried off".
_LIMBS = frozenset({"head", "heads", "hand", "hands", "limbs", "ears", "fingers"})
_AT = frozenset("in at near outside inside on beside under".split())
#: Words before "in" by which a place is where somebody is from or lives, not where things happen.
_ELSEWHERE = frozenset(
    "origins origin roots based born headquartered exile living lives lived raised educated "
    "interests invested president prime government".split()
)
_LOCATIVE = frozenset("in near at outside inside across throughout around of".split())
#: How far back, in characters, the place named last still locates a sentence.
_NEAR = 700
_NOWHERE: tuple[int, tuple[Anchor, ...]] = (-9, ())
#: Roles of those an act is done to.
_UNDERGOING = frozenset(
    {Role.TARGET, Role.VICTIM, Role.SUSPECT, Role.ITEM, Role.CONVICT, Role.DEFENDANT}
)
#: Fixed words longer than this report an act as a verb does ("gun battles raged").
_TELLING_PHRASE = 2
#: Steps of the law that are told of a person's past.
_PASTS = frozenset({"conviction", "sentence", "acquittal"})
#: Words before what somebody was tried for.
_FOUND_GUILTY = frozenset(
    "convict sentence jail imprison serve term year month count conviction sentence guilty try "
    "want wanted condemn life imprisonment prison trial colony".split()
)
#: How many paragraphs a time or place carries over to sentences that name none.
_CARRY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """Spans found in a document before parsing, each tuple in text order."""

    times: tuple[Span, ...]
    quantities: tuple[Span, ...]
    places: tuple[Span, ...]
    demonyms: tuple[Span, ...] = ()
    money: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tools:
    """What a codebook and the word lists give every reading."""

    index: TriggerIndex
    types: Mapping[str, EventType]
    classifier: Classifier
    cues: Cues
    actors: ActorTable
    made_by: Provenance
    violent: frozenset[str]


class ClaimExtractor:
    """Finds the claims of a document by codebook triggers and dependency patterns."""

    def __init__(
        self,
        *,
        codebook: Codebook,
        nouns: Nouns,
        cues: Cues,
        actors: ActorTable,
        parser: Parser,
        made_by: Provenance,
    ) -> None:
        """Index the codebook's triggers."""
        self._tools = _Tools(
            index=index_triggers(codebook),
            types={event_type.id: event_type for event_type in codebook.types},
            classifier=Classifier(nouns, actors),
            cues=cues,
            actors=actors,
            made_by=made_by,
            violent=frozenset(t.id for t in codebook.types if t.family == "violence")
            - {_CLAIM, "threat"}
            | (_DEADLY & {t.id for t in codebook.types}),
        )
        self._triage = Triage(self._tools.index, nouns, EFFECT_WORDS)
        self._parser = parser

    def extract(
        self, document: Document, sentences: Sequence[Sentence], mentions: Mentions
    ) -> tuple[Claim, ...]:
        """Return the claims of a document, in text order.

        Args:
            document: The article; only segments that bear claims are read.
            sentences: Its sentences.
            mentions: Times, quantities and places found in it beforehand.
        """
        kept = [
            s
            for s in sentences
            if self._triage.keeps(document, s)
            and not is_tale(document.text_at(s.span), self._tools.cues)
        ]
        domain = read_domain(document, sentences, self._tools.cues, self._tools.actors)
        if not kept or domain.excluded:
            return ()
        reading = _Reading(self._tools, document, mentions, domain)
        for parse in self._parser.parse(document, kept):
            reading.read(parse)
        for parse in self._parser.parse(document, introducing(document, sentences, kept)):
            reading.note(parse)
        claims = stop_plots(resolve_antecedents(document, reading.claims, reading.referents))
        return add_denials(document, sentences, claims, self._tools.violent)

    def attributions(
        self, document: Document, sentences: Sequence[Sentence]
    ) -> Iterator[tuple[Span | None, Span, Span]]:
        """Yield source, cue and content of every statement of a document, in text order."""
        attributor = Attributor(self._tools.cues, self._tools.actors, document)
        yield from attribution_spans(self._parser.parse(document, sentences), attributor)


def stop_plots(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Mark a plot as foiled when the same text has its plotters arrested."""
    held = {
        _chain(argument)
        for claim in claims
        if claim.type == "arrest" and claim.stage is Stage.ACCOMPLISHED
        for argument in claim.arguments_in(Role.SUSPECT)
    }
    return tuple(
        replace(claim, stage=Stage.FOILED)
        if claim.type == "plot"
        and claim.stage is Stage.PLANNED
        and any(_chain(a) in held for a in claim.arguments_in(Role.SUSPECT))
        else claim
        for claim in claims
    )


def _chain(argument: Argument) -> Span:
    return argument.antecedent or argument.mention


class _Reading:
    """The reading of one document: what was said so far carries over to what follows."""

    def __init__(
        self, tools: _Tools, document: Document, mentions: Mentions, domain: Domain
    ) -> None:
        self._tools = tools
        self._document = document
        self._mentions = mentions
        self._domain = domain
        self._attributor = Attributor(tools.cues, tools.actors, document)
        self._last_times: dict[str, tuple[int, tuple[Anchor, ...]]] = {}
        self._last_places: dict[str, tuple[int, tuple[Anchor, ...]]] = {}
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
        acts = [act for act in self._acts(parse) if not restates_tally(act.head)]
        embed_plans(acts)
        loose = [
            effect
            for effect in find_effects(parse, self._tools.classifier, quantities)
            if not _give_effect(acts, effect)
        ]
        acts.extend(self._outcomes(parse, loose))
        acts = without_mishaps(acts, parse.words, self._tools.cues)
        fold_effects(acts)
        fold_named(acts)
        fold_raids(acts)
        fold_journeys(acts)
        claiming = self._tools.types.get(_CLAIM)
        if claiming is not None:
            tools = self._tools
            acts.extend(find_boasts(acts, statements, tools.classifier, tools.cues, claiming))
        anchorer = Anchorer(
            parse,
            [a.candidate for a in acts],
            {a.frame.light.i: a.head.i for a in acts if a.frame.light is not None},
            statements,
            self._tools.classifier,
            {a.head.i: a.event_type.family for a in acts},
        )
        for act in acts:
            if act.folded_into is None:
                claim = self._claim(act, statements, anchorer, times, places, quantities)
                if claim is not None:
                    self.claims.append(claim)
                    if (is_attack(act) or act.event_type.id in _DEADLY) and (
                        act.event_type.id not in _AGAINST_THINGS
                    ):
                        self._last_attack = (parse.sentence.paragraph, act.event_type.id)

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
            acts.append(Act(parse, candidate, entry, frame, context))
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

    def _outcomes(self, parse: Parse, effects: Sequence[Effected]) -> list[Act]:
        """Read killings and injuries of a sentence that names no act as more about the last one.

        Attackers who died are told apart: the forces killed them.
        """
        found: list[Act] = []
        for perpetrators in (False, True):
            group = [e for e in effects if (e.mention.side is Side.PERPETRATORS) is perpetrators]
            told, last = self._last_attack
            near = parse.sentence.paragraph - told <= _CARRY
            by_forces = perpetrators or (last in _DEADLY and near)
            type_ = KILLED_BY_FORCES if by_forces else ANY_ATTACK if last in _DEADLY else last
            event_type = self._tools.types.get(type_ or "")
            if last is None and group and self._names_an_act(parse):
                type_ = KILLED_BY_FORCES if perpetrators else ANY_ATTACK
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

    def _names_an_act(self, parse: Parse) -> bool:
        """Tell whether a sentence has a noun for an attack, if only in passing."""
        figures = find_phrases(parse.words, self._tools.cues.figurative)
        return any(
            t.pos_ == "NOUN"
            and t.lemma_.lower() in _ATTACK_NOUNS
            and not any(start <= t.idx < end for start, end in figures)
            for t in parse.doc
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
        if not _asserted(act, stage) and not _spares_all(act):
            return None
        about = statement_about(statements, act.head)
        if not about and act.event_type.id == "claim_of_responsibility" and act.frame.agents:
            about = [self._attributor.own_words(act.parse, act.head, act.frame.agents[0])]
        status = _status(act, about)
        asked = act.parse.words.rstrip().endswith("?")
        if (
            asked
            or any(t.lower_ in _QUESTIONS for t in act.frame.patients)
            or (_names_nobody(act) and not _spares_all(act))
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
        own_places = [] if _spares_all(act) else anchorer.places(act.head, places, parties)
        if act.is_outcome:
            # "The toll rose to nine on Friday" dates the count, not the attack.
            own_times = [
                a for a in own_times if a.basis is Basis.ARGUMENT and not is_tally(act.head)
            ]
        tolls = self._tolls(act, arguments, quantities)
        if not _specific(act, arguments, own_times, own_places, tolls):
            return None
        if act.event_type.family == "justice":
            # "Convicted of the 2013 blast" dates the blast.
            crimes = [a.mention for a in arguments if a.role is Role.OFFENCE]
            own_times = [
                t for t in own_times if not any(crime.contains(t.span) for crime in crimes)
            ]
        paragraph = act.parse.sentence.paragraph
        all_times = tuple(own_times) or self._carried(
            self._last_times.get(_line_of(act), _NOWHERE), paragraph
        )
        if act.event_type.family == "plot":
            all_times = tuple(own_times)
        all_places = (*own_places, *self._places_elsewhere(act))
        if act.event_type.id == _CLAIM:
            all_places = ()
        if act.parse.sentence.segment not in _SUPPORTING:
            if own_times:
                self._last_times[_line_of(act)] = (paragraph, tuple(own_times))
            if own_places:
                self._last_places[_ground_of(act)] = (paragraph, tuple(own_places))
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
            acts_counted=counts_acts(act.candidate),
        )
        return Claim(
            id=claim_id(self._document.id, span, act.event_type.id),
            document_id=self._document.id,
            type=act.event_type.id,
            scope=Scope.AGGREGATE if scope else Scope.INCIDENT,
            stage=stage,
            status=status,
            trigger=Trigger(span=span, lemma=act.entry.lemma),
            evidence=(self._evidence(act),),
            arguments=tuple(arguments),
            tolls=tuple(tolls),
            times=all_times,
            places=all_places,
            attribution=tuple(
                Attribution(source=s.source, cue=s.cue, kind=s.kind)
                for s in about
                if s.source is not None
            ),
            tense_future=context.future,
            confidence=_confidence(act, arguments, own_times, own_places),
            type_confidence=_type_confidence(act),
            made_by=self._tools.made_by,
            disagreement=self._evidence(act) if context.disagreement else None,
        )

    def _places_elsewhere(self, act: Act) -> tuple[Anchor, ...]:
        """Return where an act may have been whose sentence names no place, best first.

        Courts sit where they sat before or where the report is from, not where the attack was that
        they try.
        """
        carried = self._carried(
            self._last_places.get(_ground_of(act), _NOWHERE), act.parse.sentence.paragraph
        )
        before = self._before(act.parse.sentence.span)
        if _ground_of(act) == "courts":
            return (*carried, *self._dateline(), *self._first_place(), *before)
        return (*carried, *before, *self._dateline(), *self._first_place())

    def _carried(self, last: tuple[int, tuple[Anchor, ...]], paragraph: int) -> tuple[Anchor, ...]:
        where, anchors = last
        if 0 <= paragraph - where <= _CARRY:
            return tuple(Anchor(span=a.span, basis=Basis.DOCUMENT) for a in anchors)
        return ()

    def _before(self, sentence: Span) -> tuple[Anchor, ...]:
        """Return the place named last before a sentence, if that is not far back."""
        for place in reversed(self._mentions.places):
            if sentence.start - _NEAR <= place.start < sentence.start and self._may_locate(place):
                return (Anchor(span=place, basis=Basis.DOCUMENT),)
        return ()

    def _first_place(self) -> tuple[Anchor, ...]:
        """Return the first place of the body: a report opens with where its news is."""
        for place in self._mentions.places:
            if self._may_locate(place):
                return (Anchor(span=place, basis=Basis.DOCUMENT),)
        return ()

    def _may_locate(self, place: Span) -> bool:
        """Tell whether words before a place let something have happened there."""
        segment = self._document.segment_at(place.start)
        if segment is None or segment.kind is not SegmentKind.PARAGRAPH:
            return False
        opened = self._document.text[segment.span.start : place.start]
        if opened.count("[") > opened.count("]") or opened.count("(") > opened.count(")"):
            return False
        before = self._document.text[max(0, place.start - 24) : place.start].lower().split()
        if before and before[-1] == "the":
            before.pop()
        if len(before) > 1 and before[-2].strip(",") in _ELSEWHERE:
            return False
        return bool(before) and before[-1] in _LOCATIVE

    def _dateline(self) -> tuple[Anchor, ...]:
        for segment in self._document.segments_of(SegmentKind.DATELINE):
            inside = [p for p in self._mentions.places if segment.span.overlaps(p)]
            return tuple(Anchor(span=p, basis=Basis.DATELINE) for p in inside)
        return ()

    def _arguments(self, act: Act, quantities: Sequence[Span], status: Status) -> list[Argument]:
        alleged = status in {
            Status.ACCUSED,
            Status.ACCUSED_BY_AUTHORITIES,
            Status.POSSIBLE,
            Status.DENIED,
        }
        found: dict[tuple[Role, int], Argument] = {}
        for role, named in (*_parties(act), *self._counted_trigger(act, quantities)):
            token = _meant_by_charges(named) if role is Role.OFFENCE else named
            if is_marked(token, "time") or token.lower_ in _REFLEXIVES:
                continue
            classes = self._tools.classifier.classes(token)
            if not _can_take(role, token, classes) or (
                role is Role.PERPETRATOR and _undoes(act) and "armed" not in classes
            ):
                continue
            fitting = role_for(role, classes, act.event_type.roles, alleged=alleged)
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
            if fitting in _SUSPECTED or fitting is Role.AUTHORITY:
                for group in self._groups_in(act.parse, argument):
                    found.setdefault((group.role, group.mention.start + 100_000), group)
        return sorted(found.values(), key=lambda a: (a.mention, a.role))

    def _counted_trigger(self, act: Act, quantities: Sequence[Span]) -> list[tuple[Role, Token]]:
        """Read "made eight arrests" as eight people arrested."""
        patient = act.event_type.syntax.patient
        if act.candidate.is_verb or act.frame.patients or patient is None:
            return []
        if act.event_type.family != "enforcement" or act.head.tag_ != "NNS":
            return []
        counted = quantity_in(act.parse, act.head, quantities) is not None
        return [(patient, act.head)] if counted else []

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


def _meant_by_charges(noun: Token) -> Token:
    """Return what somebody is charged with: of "on charges of [torture]" the torture."""
    if noun.lemma_.lower() not in _ACCUSATIONS:
        return noun
    of = child(noun, "prep")
    meant = child(of, "pobj", "pcomp") if of is not None and of.lower_ == "of" else None
    return meant if meant is not None else noun


def _undoes(act: Act) -> bool:
    """Tell whether an act ends violence: whoever frees hostages or defuses bombs is no attacker."""
    return act.event_type.family == "violence" and act.head.lemma_.lower() in _UNDOING


def _can_take(role: Role, token: Token, classes: frozenset[str]) -> bool:
    """Tell whether a noun can play a role: people are held, things seized, acts prosecuted."""
    if token.lower_ in {"that", "which"} and token.pos_ in {"PRON", "DET", "SCONJ"}:
        return False
    if role is Role.VICTIM and "money" in classes:
        return False
    if role is Role.INSTRUMENT and (
        token.lemma_.lower() in _NO_INSTRUMENTS or (classes & _NOT_WIELDED and not classes & _TOOLS)
    ):
        return False
    if role is Role.VICTIM and token.lower_ in _LIMBS:
        return not any(c.dep_ == "poss" for c in token.lefts)
    if role in _SUSPECTED or role is Role.AUTHORITY:
        return not classes & _THINGS or bool(classes & _AGENTS)
    if role is Role.OFFENCE:
        if token.lemma_.lower() in _NO_OFFENCES:
            return False
        wanted = {"act", "offence", "armed", "suspect"}
        return token.pos_ == "VERB" or bool(classes & wanted) or not classes
    if role is Role.ITEM:
        return not classes & (_AGENTS | {"place"}) and token.lemma_ not in {"record", "hand"}
    return True


def _parties(act: Act) -> Iterable[tuple[Role, Token]]:
    """Yield (role, head word) for a trigger's parties, and those of acts embedded in it."""
    syntax = act.event_type.syntax
    doer = Role.AUTHORITY if foils(act) else syntax.agent
    if doer is not None:
        yield from ((doer, token) for token in act.frame.agents)
    if act.event_type.id != "plot" and syntax.patient is not None:
        yield from ((syntax.patient, token) for token in act.frame.patients)
    beside = [pair for party in act.frame.patients for pair in prepositional_objects(party)]
    for preposition, token in (*act.frame.oblique, *beside):
        role = syntax.prepositions.get(preposition)
        if role is not None:
            yield role, token
    if act.event_type.id == "plot":
        embedded_heads = {inner.head.i for inner in act.embedded}
        for token in act.frame.patients:
            if token.i not in embedded_heads and syntax.patient is not None:
                yield syntax.patient, token
            if foils(act):
                yield from ((Role.SUSPECT, t) for p, t in prepositional_objects(token) if p == "by")
                yield from ((Role.TARGET, t) for t in _aims_of(token))
        for plot in (act, *(inner for inner in act.embedded if inner.event_type.id == "plot")):
            for verb in plot.candidate.tokens[1:]:
                if verb.pos_ == "VERB":
                    yield from ((Role.TARGET, token) for token in patients(verb))
        for inner in act.embedded:
            if inner.event_type.id == "plot":
                yield from ((Role.SUSPECT, token) for token in inner.frame.agents)
                continue
            yield from ((Role.TARGET, token) for token in inner.frame.patients)
            for preposition, token in inner.frame.oblique:
                if preposition in {"with", "using"}:
                    yield Role.INSTRUMENT, token
                elif preposition in {"on", "against", "at"}:
                    yield Role.TARGET, token


def _aims_of(plan: Token) -> list[Token]:
    """Return what a plot or attempt was to be done to: "a plot by a cell to attack [a church]"."""
    return [
        target
        for verb in plan.children
        if verb.dep_ in {"acl", "relcl", "xcomp"} and verb.tag_ == "VB"
        for target in patients(verb)
    ]


def _give_effect(acts: list[Act], effect: Effected) -> bool:
    """Hand a killing or injury to the act whose word says it, or else the nearest violent one."""
    for act in acts:
        if act.head.i == effect.word.i:
            act.effects.append(effect)
            return True
    if effect.word.lemma_.lower() in BODIES:
        # Where no act is told by them they were found, buried or named after one told elsewhere.
        return True
    violent = [a for a in acts if is_attack(a) or a.event_type.id in _DEADLY]
    if effect.mention.side is Side.PERPETRATORS:
        violent = [a for a in violent if a.event_type.id in _DEADLY | {"clash", "suicide_bombing"}]
    if not violent:
        return False
    nearest = min(violent, key=lambda a: (abs(a.head.i - effect.word.i), a.head.i))
    nearest.effects.append(effect)
    return True


def _asserted(act: Act, stage: Stage) -> bool:
    """Tell whether the text says the act happened, is under way, was tried, planned or denied."""
    context = act.context
    if context.denial is not None:
        return True
    if context.negated or context.hypothetical or context.generic:
        return False
    if stage is Stage.FOILED and context.purpose:
        return False
    if act.event_type.family == "plot":
        if act.entry.rule.stage is Stage.FOILED and (context.plan is not None or _any_at_all(act)):
            return False
        return not context.future and not _is_mere_offence(act)
    if context.future and act.event_type.id == "sentence":
        # "He will serve 17 years" tells of a sentence that was passed.
        return clause_verb(act.head).lemma_.lower() in {"serve", "spend", "go"}
    if context.future or context.purpose:
        return stage is Stage.THREATENED
    if stage is Stage.PLANNED:
        # An extradition that is ordered is reported as such; an attack that is planned is a plot.
        return act.event_type.family == "plot" or act.entry.rule.stage is Stage.PLANNED
    return True


def _any_at_all(act: Act) -> bool:
    """Tell whether an act is of no particular thing: "to prevent any attack"."""
    return any(c.lower_ in {"any", "every", "all"} for t in act.frame.patients for c in t.lefts)


def _is_mere_offence(act: Act) -> bool:
    """Tell whether a plot is only what somebody is accused of, without a target or a day.

    "Accused of plotting attacks" names an offence; "accused of plotting to bomb a market" a plot.
    """
    subordinate = act.head.dep_ in {"relcl", "acl", "pcomp", "xcomp", "conj"}
    if stage_of(act) is Stage.FOILED:
        return False
    if act.event_type.id != "plot" or not (act.context.accusation is not None or subordinate):
        return False
    if act.candidate.is_verb and len(act.candidate.tokens) > 1:
        return act.candidate.tokens[-1].tag_ in {"NNS", "NNPS"}
    acts = [t for t in act.frame.patients if t.pos_ == "NOUN"]
    plural = [t for t in acts if t.tag_ == "NNS"]
    targeted = any(inner.frame.patients for inner in act.embedded)
    return not targeted and (bool(plural) or not (acts or act.embedded or act.frame.oblique))


def _spares_all(act: Act) -> bool:
    """Tell whether a sentence says of the attack told before that nobody came to harm."""
    return act.is_outcome and all(effect.mention.negated for effect in act.effects)


def _names_nobody(act: Act) -> bool:
    """Tell whether a party says that there was none: "no militants were killed"."""
    return any(
        t.lower_ in _NOBODY
        or any(c.lower_ in {"no", "neither"} and c.dep_ == "det" for c in t.lefts)
        for t in (*act.frame.agents, *act.frame.patients)
    )


def _status(act: Act, about: Sequence[Statement]) -> Status:
    """Say who vouches for an act.

    What officials say that suspects did or planned is an accusation; what only the armed group
    itself says is a claim. "Blamed for the killing" takes the killing for granted.
    """
    context = act.context
    kinds = {s.kind for s in about if s.source is not None}
    official = not kinds.isdisjoint(OFFICIAL_SOURCES)
    if act.event_type.id == "claim_of_responsibility":
        return Status.CLAIMED
    if context.status is Status.ACCUSED:
        blamed = context.accusation is not None and context.accusation.lemma_ == "blame"
        if blamed and not act.candidate.is_verb:
            return Status.FACT
        return Status.ACCUSED_BY_AUTHORITIES if official or not about else Status.ACCUSED
    if context.status is not None:
        return context.status
    if context.possible:
        return Status.POSSIBLE
    if kinds == {SourceKind.ARMED_GROUP} and act.event_type.family == "violence":
        return Status.CLAIMED
    if official and act.event_type.family == "plot" and act.frame.agents:
        by_court = any(s.kind is SourceKind.COURT for s in about)
        stage = act.entry.rule.stage
        if not by_court and stage is not Stage.FOILED:
            return Status.ACCUSED_BY_AUTHORITIES
    return Status.OFFICIAL if official else Status.FACT


def _specific(
    act: Act,
    arguments: Sequence[Argument],
    times: Sequence[Anchor],
    places: Sequence[Anchor],
    tolls: Sequence[TollMention],
) -> bool:
    """Tell whether a claim is about a particular act: enough of when, where, who or how many."""
    dated = bool(times) and times[0].basis is Basis.ARGUMENT
    told = act.candidate.is_verb or act.frame.light is not None or _happens(act.head)
    counted = any(a.quantity is not None for a in arguments)
    if not told and act.event_type.family == "plot" and act.event_type.id != "plot":
        return dated
    if not told and act.head.tag_ in {"NNS", "NNPS"}:
        return counted or dated or bool(tolls and times)
    if act.head.dep_ in {"acl", "amod"} and act.event_type.id == "designation":
        return dated
    bare = not (times or places or counted or any(_is_counted(t) for t in tolls))
    if bare and _is_habit(act):
        return False
    placed = any(place.basis is Basis.ARGUMENT for place in places)
    if not (dated or placed or counted) and _is_ground(act):
        return False
    points = 1 if act.event_type.family == "plot" and act.frame.agents else 0
    points += 1 if _happens(act.head) else 0
    points += 1 if _happens(act.head) and _is_somewhere(act.head) else 0
    if times:
        points += 2 if times[0].basis is Basis.ARGUMENT else 1
    if places:
        points += 1
    if any(a.quantity is not None for a in arguments):
        points += 1
    if any(t.quantity for t in tolls):
        points += 1
    if any(a.role in _UNDERGOING or a.role is act.event_type.syntax.patient for a in arguments):
        points += 1
    if act.candidate.is_verb and act.head.tag_ in {"VBD", "VBN"}:
        points += 1
    if not act.candidate.is_verb and act.frame.light is not None:
        points += 1
    if act.entry.rule.strength is Strength.STRONG and (
        act.candidate.is_verb or len(act.candidate.tokens) > _TELLING_PHRASE
    ):
        points += 1
    if stage_of(act) is Stage.FOILED and any(a.role is Role.INSTRUMENT for a in arguments):
        points += 1
    return points >= 2


def _is_counted(toll: TollMention) -> bool:
    return toll.quantity != toll.head


def _is_habit(act: Act) -> bool:
    """Tell whether an act is one of many of its kind: "has kidnapped foreigners, bombed markets".

    Its objects are bare plurals, and the verb is in the perfect or only describes them.
    """
    whom = act.frame.patients
    if not act.candidate.is_verb or not whom:
        return False
    bare = all(
        t.tag_ == "NNS" and not any(c.dep_ in {"det", "nummod", "poss"} for c in t.lefts)
        for t in whom
    )
    if not bare:
        return False
    verb = act.head
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    present = any(c.dep_ == "aux" and c.lower_ in {"has", "have"} for c in verb.children)
    return present or act.head.dep_ == "acl"


def _is_ground(act: Act) -> bool:
    """Tell whether an act only says what somebody was found guilty of, or who somebody is.

    "Jailed for financing terrorism", "a man convicted of terrorism": neither tells of an act apart
    from the sentence or from what else is said of the man.
    """
    if act.event_type.family == "justice":
        return act.head.dep_ in {"acl", "relcl"} and act.event_type.id in _PASTS
    if act.event_type.family != "plot" or act.event_type.id == "plot":
        return False
    above = next(governors(act.head), None)
    if above is None or above.link not in {"pcomp:for", "pcomp:of", "pcomp:on"}:
        return False
    return above.token.lemma_.lower() in _FOUND_GUILTY


def _style(parse: Parse) -> SegmentKind:
    """Return the segment whose grammar a sentence has: without a full stop, a headline's."""
    ended = parse.words.rstrip().endswith((".", "!", "?", '"', "”", "'", "’", ":", ")", "]"))
    return parse.sentence.segment if ended else SegmentKind.HEADLINE


def _line_of(act: Act) -> str:
    """Return the line of a story that an act belongs to: times carry over within one."""
    if act.event_type.family == "justice":
        return "courts"
    if act.event_type.family == "violence" or act.event_type.id in _DEADLY:
        return "violence"
    return "enforcement"


def _ground_of(act: Act) -> str:
    """Return which acts are likely in one place with an act: those of courts, or any others."""
    return "courts" if act.event_type.family == "justice" else "elsewhere"


def _happens(noun: Token) -> bool:
    """Tell whether a noun is the subject of a verb in the past ("clashes erupted")."""
    verb = noun.head
    if noun.dep_ == "dobj" and verb.tag_ in {"VBD", "VBN"}:
        return verb.lemma_.lower() in {"announce", "confirm", "report", "order", "document"}
    return (
        noun.dep_ in {"nsubj", "nsubjpass"}
        and noun.pos_ in {"NOUN", "PROPN"}
        and verb.tag_ in {"VBD", "VBN"}
    )


def _is_somewhere(noun: Token) -> bool:
    """Tell whether the words around a noun say at what it happened: "a blast in a school"."""
    pairs = (*prepositional_objects(noun), *prepositional_objects(noun.head))
    return any(preposition in _AT and not is_marked(t, "time") for preposition, t in pairs)


def _confidence(
    act: Act, arguments: Sequence[Argument], times: Sequence[Anchor], places: Sequence[Anchor]
) -> float:
    score = 0.5
    score += 0.15 if act.candidate.is_verb or act.frame.light is not None else 0.0
    score += 0.1 if arguments else -0.1
    score += 0.1 if times else 0.0
    score += 0.1 if places else 0.0
    score -= 0.2 if act.context.possible else 0.0
    return round(min(0.95, max(0.1, score)), 3)


def _type_confidence(act: Act) -> float:
    return 0.9 if len({e.event_type.id for e in act.candidate.entries}) == 1 else 0.7


def _within(spans: Sequence[Span], outer: Span) -> list[Span]:
    return [span for span in spans if outer.contains(span)]


def _merged(first: list[Anchor], second: list[Anchor]) -> list[Anchor]:
    best: dict[Span, Anchor] = {}
    for anchor in (*first, *second):
        known = best.get(anchor.span)
        if known is None or known.basis is not Basis.ARGUMENT:
            best[anchor.span] = anchor
    return sorted(best.values(), key=lambda a: (a.basis is not Basis.ARGUMENT, a.span))
