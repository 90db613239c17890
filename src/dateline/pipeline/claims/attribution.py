"""Who says so: sources, the words that credit them, and what they are credited with."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from dateline.core.claims import OFFICIAL_SOURCES, SourceKind
from dateline.core.documents import Document, SegmentKind, Span
from dateline.pipeline.claims.parse import Parse
from dateline.pipeline.claims.speakers import Speaker, Speakers
from dateline.pipeline.claims.tree import (
    ANY_SUBJECT,
    RELATIVE_PRONOUNS,
    child,
    is_passive,
    object_of,
    phrase,
    refuses_request,
    resolve_relative,
    surface_subject,
)
from dateline.resources.actors import ActorKind, ActorTable
from dateline.resources.lexicons import Cues, source_kind

_THIRD_PERSON = frozenset({"he", "she", "it", "they", "who"})
_OTHER_PRONOUNS = frozenset({"i", "we", "you", "one", "some", "all", "many", "others", "that"})
_CONTENT_OBJECTS = frozenset({"dobj", "oprd"})
#: Verbs that credit their object to the subject ("police reported 15 arrests").
_TELLING_OF = frozenset(
    "announce report reveal disclose recount record document mention cite describe recall list "
    "detail single".split()
)
#: Verbs with a preposition before what is said ("the army spoke of 15 dead").
_SPEAKING_OF = {"speak": frozenset({"of"}), "tell": frozenset({"of"}), "report": frozenset({"on"})}
#: Verbs that state a figure when their object is one of ``_FIGURES``.
_GIVING = frozenset({"put", "give", "place", "raise", "lower", "revise", "set"})
_FIGURES = frozenset({"toll", "number", "figure", "count", "total", "tally", "figures", "account"})
#: Verbs whose subject is not who is in doubt ("he appears to have fled").
_SEEMING = frozenset({"appear", "seem"})
#: Verbs by which a court states what somebody did.
_JUDGING = frozenset({"sentence", "convict", "jail", "imprison", "condemn", "find"})
#: Words that credit their object as a source ("the agency, citing officials").
_CITING = frozenset({"citing", "quoting"})
#: Nouns that stand for whoever issued them.
_ISSUED = frozenset(
    "statement communique communiqué release announcement message post tweet video".split()
)
#: What things are told according to without anybody who says so.
_NOBODYS_WORDS = frozenset({"detail", "plan", "schedule", "law", "custom"})
#: What those who report put out.
_REPORTS = frozenset({"report", "dispatch", "article"})
#: Nouns for people, for whom "it" does not stand.
_SOMEBODY = frozenset("man woman boy girl person suspect defendant militant officer".split())
#: Verbs by which words are put out.
_ISSUING = frozenset({"issue", "release", "publish", "post", "write", "sign", "circulate", "read"})
#: Verbs of a formal step by which nobody has given an account that goes on.
_CHARGING = frozenset({"charge", "indict", "arraign", "prosecute"})
#: What is sworn by those who join a group.
_OATHS = frozenset("allegiance loyalty oath fealty bayat baya bay'ah revenge vengeance".split())
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
_QUOTES = frozenset({'"', "``", "''"})
_HEADLINES = frozenset({SegmentKind.HEADLINE, SegmentKind.SUBHEADING})
_LINKS = frozenset({"and", "but", "as", "when", "where", "while", "because"})
_MARKS = frozenset({":", "-", "--", ","})
_POINTING_BACK = frozenset({"this", "it", "that"})
#: How many words may stand beside source and verb in a sentence that only credits another.
_AFTERWORDS = 4
#: The longest name of a source, in tokens, that stands between a comma and its verb.
_SOURCE_TOKENS = 24
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
#: Openings after which a sentence no longer goes on with what the speaker before it said.
_BREAKS = frozenset({"but", "however", "meanwhile", "separately", "elsewhere", "earlier", "later"})
#: Sources whose account goes on over several sentences.
_ACCOUNTS = frozenset(SourceKind) - {SourceKind.UNNAMED, SourceKind.ANALYST, SourceKind.MEDIA}
#: Titles after which a parser takes the full stop for the end of a name.
_RANKS = frozenset(
    "insp supt cmdr comdr comr sgt brig col gen maj capt lt adm cpl det dep asst prof dr".split()
)
#: Words between somebody and whom they speak or work for.
_OF_OFFICES = frozenset({"for", "at", "from", "with"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A source, its cue and the tokens it is credited with.

    ``source`` is the fullest mention of the source, ``words`` those that stand for it here.
    ``cue_tokens`` are the words of the cue with its adjuncts ("said in a March 15 statement"):
    a date among them dates the statement, not the act. ``carried`` statements are continued from
    the sentence before.
    """

    source: Span | None
    words: Span | None
    source_head: Token | None
    kind: SourceKind
    cue: Span
    cue_head: Token
    cue_tokens: frozenset[int]
    content: frozenset[int]
    carried: bool = False

    def covers(self, token: Token) -> bool:
        """Tell whether a token is part of what is said."""
        return token.i in self.content


@dataclass(frozen=True, slots=True)
class _Heard:
    """The statement that the next sentence of the paragraph may go on with."""

    paragraph: int
    index: int
    speaker: Speaker
    cue: Span


class Attributor:
    """Finds statements sentence by sentence and remembers who spoke last."""

    def __init__(self, cues: Cues, actors: ActorTable, document: Document) -> None:
        """Start a document: nobody has spoken yet."""
        self._cues = cues
        self._crediting = cues.reporting | _TELLING_OF
        self._actors = actors
        self._document = document
        self._speakers = Speakers(document, actors)
        self._heard: _Heard | None = None

    def statements(self, parse: Parse) -> list[Statement]:
        """Return the statements of a sentence, in text order of their cues.

        A sentence without one that lies in an open quotation, or goes on in the past tense after
        a statement in the same paragraph, is credited to that statement's source.
        """
        found: list[Statement] = []
        for token in parse.doc:
            statement = self._credit(parse, token) or self._reporting(parse, token)
            if statement is not None:
                found.append(statement)
        if not found and parse.sentence.segment in _HEADLINES:
            found.extend(self._headline(parse))
        own = [s for s in found if s.source is not None]
        if own:
            main = max(own, key=lambda s: (len(s.content), -s.cue.start))
            self._remember(parse, main)
            if main.cue_head.lemma_.lower() in _CHARGING:
                self._heard = None
            return found
        return [*found, *self._continued(parse, found)]

    def afterword(self, parse: Parse) -> Statement | None:
        """Return the credit that a sentence of its own gives to the one before it.

        "The ministry's press service reported." says nothing but whose words those were.
        """
        verb = next((t for t in parse.doc if t.dep_ == "ROOT"), None)
        if verb is None or verb.lemma_.lower() not in self._cues.say | self._cues.confirm:
            return None
        speaker = self._speaker(verb)
        told = child(verb, "nsubjpass")
        if speaker is None or (told is not None and told.lower_ not in _POINTING_BACK):
            return None
        aside = _subtree(speaker) | ({told.i} if told is not None else set())
        rest = [t for t in parse.doc if t.i not in aside and t != verb and not t.is_punct]
        if len(rest) > _AFTERWORDS or any(t.pos_ in {"VERB", "SCONJ"} for t in rest):
            return None
        statement = self._statement(parse, verb, speaker, frozenset())
        unnamed = statement.kind is SourceKind.UNNAMED and speaker.pos_ != "PROPN"
        if statement.source is None or unnamed:
            return None
        self._remember(parse, statement)
        return statement

    def quoted_before(
        self, parse: Parse, statements: Sequence[Statement]
    ) -> tuple[int, Statement] | None:
        """Return where a quotation of several sentences opens, and who closes it in this one.

        Whoever stands behind the last sentence of a quotation said those before it too.
        """
        start = parse.sentence.span.start
        segment = self._document.segment_at(start)
        if segment is None or parse.doc[0].text in _QUOTES:
            return None
        before = self._document.text[segment.span.start : start]
        opened = max(before.rfind("“"), before.rfind('"') if before.count('"') % 2 else -1)
        if opened <= before.rfind("”"):
            return None
        for statement in statements:
            named = statement.source is not None and not statement.carried
            if named and 0 in statement.content and statement.cue_head.i > 0:
                return segment.span.start + opened, statement
        return None

    def own_words(self, parse: Parse, cue: Token, speaker: Token) -> Statement:
        """Return an act of speech as a statement of the one who speaks: "the group claimed it"."""
        return self._statement(parse, cue, speaker, frozenset())

    def _remember(self, parse: Parse, main: Statement) -> None:
        if main.source is None:
            return
        speaker = Speaker(
            span=main.source, kind=main.kind, text=self._document.text_at(main.source)
        )
        self._speakers.heard(speaker)
        self._heard = _Heard(parse.sentence.paragraph, parse.sentence.index, speaker, main.cue)

    def _reporting(self, parse: Parse, token: Token) -> Statement | None:
        lemma = token.lemma_.lower()
        if token.pos_ not in {"VERB", "AUX"}:
            return None
        if _negated(token) or lemma in _SEEMING or _takes_oath(token):
            return None
        if lemma in self._cues.deny and refuses_request(token):
            return None
        if lemma in self._cues.accuse and token.tag_ == "VB" and token.dep_ in {"xcomp", "acl"}:
            return None
        if lemma in self._cues.doubt and _lower(child(token, *ANY_SUBJECT)) in {"i", "you", "we"}:
            return None
        if lemma not in self._crediting:
            return self._figure(parse, token, lemma)
        closing = self._closing(parse, token, lemma)
        if closing is not None:
            return closing
        content = self._content(token, lemma)
        if not content:
            return None
        speaker = self._speaker(token)
        if speaker is None:
            names = self._misread(parse, token)
            if names:
                return self._statement(parse, token, names[-1], content, names)
        return self._statement(parse, token, speaker, content)

    def _misread(self, parse: Parse, verb: Token) -> list[Token]:
        """Return a known actor before a verb that the parser took for no noun ("IS said")."""
        names = [t for t in verb.doc[: verb.i] if t.dep_ not in {"aux", "neg"} or t.is_upper]
        while names and names[0].is_punct:
            names.pop(0)
        if not 0 < len(names) <= 6:
            return []
        known = self._actors.find(self._document.text_at(parse.span(names[0], names[-1])))
        return names if known is not None else []

    def _figure(self, parse: Parse, verb: Token, lemma: str) -> Statement | None:
        """Read "the ministry put the toll at 15" and "as the mayor put it"."""
        if lemma == "put" and verb.dep_ == "advcl" and _lower(child(verb, "mark")) == "as":
            inside = _subtree(verb.head) - _subtree(verb)
            return self._statement(parse, verb, self._speaker(verb), inside)
        obj = child(verb, "dobj", "nsubjpass")
        if lemma == "speak":
            inside = self._object_of(verb, lemma)
        elif lemma in _GIVING and obj is not None and obj.lemma_.lower() in _FIGURES:
            by = child(verb, "agent")
            aside = _subtree(by) if by is not None else frozenset()
            active = frozenset() if is_passive(verb) else _subject_tokens(verb)
            inside = _subtree(verb) - active - aside - {verb.i}
        else:
            return self._finding(parse, verb, lemma)
        return self._statement(parse, verb, self._speaker(verb), inside) if inside else None

    def _finding(self, parse: Parse, verb: Token, lemma: str) -> Statement | None:
        """Credit what somebody is convicted for to the court that did so."""
        if lemma not in _JUDGING:
            return None
        grounds: set[int] = set()
        for item in verb.subtree:
            if item.dep_ != "prep" or item.lower_ not in {"for", "of"} or item.i < verb.i:
                continue
            if item.head == verb or child(item, "pcomp") is not None:
                grounds |= _subtree(item)
                for token in item.subtree:
                    if token.dep_ == "relcl":
                        grounds -= _subtree(token)
        court = self._speaker(verb)
        if not grounds or court is None or court.i in grounds:
            return None
        statement = self._statement(parse, verb, court, frozenset(grounds))
        return statement if statement.kind is SourceKind.COURT else None

    def _object_of(self, verb: Token, lemma: str) -> frozenset[int]:
        wanted = _SPEAKING_OF.get(lemma, frozenset())
        for item in verb.children:
            if item.dep_ == "prep" and item.lower_ in wanted:
                return _subtree(item) - {item.i}
        return frozenset()

    def _speaker(self, verb: Token) -> Token | None:
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and child(verb, "agent") is None:
            # "Two people believed to have fled": others believe it.
            return None
        if is_passive(verb):
            by = child(verb, "agent")
            if by is not None:
                return child(by, "pobj")
            return surface_subject(verb) if verb.lemma_.lower() in {"quote", "cite"} else None
        subject = child(verb, *ANY_SUBJECT)
        if subject is not None:
            return resolve_relative(subject)
        return surface_subject(verb)

    def _content(self, verb: Token, lemma: str) -> frozenset[int]:
        clause = child(verb, "ccomp")
        weighty = self._cues.claim | self._cues.deny | self._cues.confirm | self._cues.accuse
        if clause is None and lemma in weighty | self._cues.doubt:
            clause = child(verb, "xcomp", "pcomp")
        if clause is not None:
            inside = _subtree(clause)
            if clause.dep_ == "ccomp" and child(clause, "parataxis") == verb:
                inside -= _subtree(verb)
            return inside | _goes_on_behind(verb) if clause.i > verb.i else inside
        if verb.dep_ in {"parataxis", "advcl"} and verb.head != verb:
            has_object = any(c.dep_ in _CONTENT_OBJECTS for c in verb.children)
            marker = child(verb, "mark")
            if verb.dep_ == "advcl" and verb.tag_ == "VBG":
                return _quoted(verb) - {verb.i}
            if not has_object and (marker is None or marker.lower_ == "as"):
                return _subtree(verb.head) - _subtree(verb)
        obj = child(verb, *_CONTENT_OBJECTS)
        if obj is not None and lemma in weighty:
            aside = frozenset[int]()
            if lemma in self._cues.accuse:
                # Whoever accuses somebody does not say what else the report tells of them.
                aside = aside.union(*(_subtree(c) for c in obj.children if c.dep_ == "relcl"))
            return _subtree(verb) - _subject_tokens(verb) - aside
        if obj is not None and lemma in _TELLING_OF:
            return frozenset(i for i in _subtree(verb) if i >= obj.left_edge.i)
        by = child(verb, "agent")
        if by is not None and lemma in self._cues.accuse | self._cues.doubt:
            return _subtree(verb) - _subtree(by)
        spoken_of = self._object_of(verb, lemma)
        if spoken_of:
            return spoken_of
        quoted = _quoted(verb)
        return quoted if verb.i not in quoted else frozenset()

    def _closing(self, parse: Parse, verb: Token, lemma: str) -> Statement | None:
        """Read ", X said" and ", said X" after or inside what is said, off the commas.

        Long sentences mislead the parser: it takes the first noun for the subject of the closing
        verb, or hangs the verb on the clause before it.
        """
        unled = child(verb, "aux", "auxpass", "agent", "dobj") is None
        misread = verb.tag_ == "VBN" and verb.dep_ != "pcomp" and unled
        if (
            not (verb.tag_ in {"VBD", "VBZ", "VBP"} or misread)
            or lemma not in self._cues.say | self._cues.claim | self._cues.confirm
        ):
            return None
        later = child(verb, "ccomp", "xcomp")
        if later is not None and later.i > verb.i:
            return None
        doc = verb.doc
        inverted = verb.i > 0 and _opens(doc[verb.i - 1]) and lemma != "tell"
        names = _after(verb) if inverted else []
        first = verb.i
        if not names:
            names = _before(verb)
            first = names[0].i if names else 0
        if not names or first < 4 or not _opens(doc[first - 1]):
            return None
        before = range(first - 1)
        if not any(doc[i].pos_ in {"VERB", "AUX"} for i in before):
            return None
        if names[0].lower_ in _LINKS or any(t.lower_ in RELATIVE_PRONOUNS for t in names):
            return None
        if misread and (inverted or not self._may_speak(parse, names)):
            return None
        inside = set(before) | _resumed(verb, names)
        return self._statement(parse, verb, _head_of(names), frozenset(inside), names)

    def _credit(self, parse: Parse, token: Token) -> Statement | None:
        """Read "according to X" and "citing X"."""
        if token.lower_ not in self._cues.according:
            return None
        citing = token.lower_ in _CITING
        found = child(token, "dobj") if citing else None
        for item in () if citing else (token, *token.children):
            found = child(item, "pobj")
            if found is not None:
                break
        if found is None or found.lemma_.lower() in _NOBODYS_WORDS:
            return None
        top = token
        while top.dep_ in {"prep", "pcomp"} and top.head.lower_ in self._cues.according:
            top = top.head
        verb = top.head
        aside = top.i > 0 and not _opens(token.doc[top.i - 1])
        if aside and (verb.pos_ == "NUM" or verb.dep_ in {"appos", "nummod"}):
            return self._statement(parse, token, found, _subtree(verb) - _subtree(top))
        while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
            verb = verb.head
        inside = frozenset(t.i for t in token.doc) - _subtree(top)
        if verb.dep_ != "ROOT" and not (citing and verb.lemma_.lower() in self._cues.reporting):
            inside &= _subtree(verb)
        return self._statement(parse, token, found, inside)

    def _headline(self, parse: Parse) -> list[Statement]:
        """Read "Police: two held", "Two held - police" and "Two held, minister says"."""
        tokens = [t for t in parse.doc if not t.is_space]
        for at, mark in enumerate(tokens):
            if mark.text not in _MARKS or not 0 < at < len(tokens) - 1:
                continue
            if mark.text == "-" and not (tokens[at - 1].whitespace_ and mark.whitespace_):
                continue
            before, after = tokens[:at], tokens[at + 1 :]
            parts = [(before, after)] if mark.text == ":" else []
            parts.append((after, before))
            for source, content in parts:
                speech = [t for t in source if t.lemma_.lower() in self._cues.say]
                names = [t for t in source if t not in speech]
                if mark.text == "," and not speech:
                    continue
                if 0 < len(names) <= 6 and len(content) > 1 and self._may_speak(parse, names):
                    cue = speech[0] if speech else mark
                    inside = frozenset(t.i for t in content)
                    statement = self._statement(parse, cue, _head_of(names), inside, names)
                    return [statement]
        return []

    def _may_speak(self, parse: Parse, names: Sequence[Token]) -> bool:
        if any(t.pos_ == "VERB" and t.tag_ in {"VBD", "VBN", "VBG", "VBZ"} for t in names):
            return False
        text = self._document.text_at(parse.span(names[0], names[-1]))
        actor = self._actors.find(text)
        if actor is not None and actor.kind is ActorKind.STATE:
            return False
        return source_kind(text, self._actors) is not SourceKind.UNNAMED

    def _continued(self, parse: Parse, found: Sequence[Statement]) -> list[Statement]:
        """Credit a sentence that goes on with what was said before it in its paragraph."""
        heard, sentence = self._heard, parse.sentence
        if heard is None or found or sentence.segment is not SegmentKind.PARAGRAPH:
            return []
        quoted = self._opens_inside_quotation(parse)
        if heard.paragraph != sentence.paragraph and not (
            heard.paragraph + 1 == sentence.paragraph and self._is_all_quoted(parse)
        ):
            return []
        follows = sentence.index == heard.index + 1 and self._goes_on(parse, heard.speaker)
        if not quoted and not follows:
            return []
        self._heard = replace(heard, index=sentence.index)
        return [
            Statement(
                source=heard.speaker.span,
                words=None,
                source_head=None,
                kind=heard.speaker.kind,
                cue=heard.cue,
                cue_head=parse.doc[0],
                cue_tokens=frozenset(),
                content=frozenset(range(len(parse.doc))),
                carried=True,
            )
        ]

    def _is_all_quoted(self, parse: Parse) -> bool:
        """Tell whether the paragraph of a sentence is a quotation and says not whose."""
        segment = self._document.segment_at(parse.sentence.span.start)
        text = self._document.text_at(segment.span).strip() if segment is not None else ""
        inner = text[1:].rstrip(".!?,").rstrip('"”')
        return text[:1] in {'"', "“"} and not any(mark in inner for mark in '"“”')

    def _opens_inside_quotation(self, parse: Parse) -> bool:
        if parse.doc[0].text in _QUOTES:
            return True
        start = parse.sentence.span.start
        segment = self._document.segment_at(start)
        before = self._document.text[segment.span.start if segment else start : start]
        return (before.count("\u201c") > before.count("\u201d")) or before.count('"') % 2 == 1

    def _goes_on(self, parse: Parse, speaker: Speaker) -> bool:
        if speaker.kind not in _ACCOUNTS or parse.doc[0].lower_ in _BREAKS:
            return False
        root = next((t for t in parse.doc if t.dep_ == "ROOT"), None)
        if root is None or root.pos_ not in {"VERB", "AUX"}:
            return False
        if _lower(child(root, *ANY_SUBJECT)) in {"he", "she"}:
            return False
        finite = child(root, "aux", "auxpass") or root
        return finite.tag_ in {"VBD", "VBZ", "VBP"} and (finite.tag_ == "VBD" or root.tag_ == "VBN")

    def _statement(
        self,
        parse: Parse,
        cue: Token,
        source: Token | None,
        content: frozenset[int],
        names: Sequence[Token] = (),
    ) -> Statement:
        words: Span | None = None
        speaker: Speaker | None = None
        if source is not None:
            first, last = phrase(source)
            last = _with_apposition(source, _with_office(_with_name(last)))
            if names:
                first, last = names[0], names[-1]
            last = _closing_bracket(first, last)
            words = parse.span(first, last)
            speaker = self._identify(parse, source, words, (first.i, last.i))
        first_cue, last_cue, cue_tokens = self._cue_extent(cue, content)
        return Statement(
            source=speaker.span if speaker is not None else None,
            words=words,
            source_head=source,
            kind=speaker.kind if speaker is not None else SourceKind.UNNAMED,
            cue=parse.span(first_cue, last_cue),
            cue_head=cue,
            cue_tokens=cue_tokens,
            content=content - cue_tokens,
        )

    def _identify(
        self, parse: Parse, source: Token, words: Span, bounds: tuple[int, int]
    ) -> Speaker | None:
        """Return who is meant by the words of a source."""
        if source.lower_ in _THIRD_PERSON and source.pos_ == "PRON":
            own = _antecedent(source)
            if own is None:
                return self._speakers.last
            return self._speakers.of_span(parse.span(*phrase(own)))
        if source.lower_ in _OTHER_PRONOUNS:
            return None
        if source.pos_ == "PROPN":
            return self._speakers.named(words, source.text)
        noun = source.lemma_.lower()
        issuer = self._issuer(parse, source, words) if noun in self._cues.reporting_nouns else None
        if issuer is not None:
            return issuer
        others = [
            t
            for t in source.doc[bounds[0] : bounds[1] + 1]
            if t != source and t.pos_ != "DET" and t.lower_ != "same"
        ]
        definite = any(c.dep_ == "det" and c.lower_ in {"the", "this"} for c in source.children)
        if not others and noun in _ISSUED and self._speakers.last_is(*OFFICIAL_SOURCES):
            return self._speakers.last
        if others or not definite:
            return self._speakers.of_span(words)
        if noun in _ISSUED and self._speakers.last is not None:
            return self._speakers.last
        if noun in _REPORTS and self._speakers.last_is(SourceKind.MEDIA):
            return self._speakers.last
        return self._speakers.described(words, noun)

    def _issuer(self, parse: Parse, noun: Token, words: Span) -> Speaker | None:
        """Return who speaks through "a report by the ministry" or "the army's statement"."""
        owner = child(noun, "poss") or object_of(noun, "by", "from", "of") or _who_issued(noun)
        if owner is None or owner.pos_ == "PRON":
            return None
        span = parse.span(*phrase(owner))
        named = self._speakers.named(span, owner.text) if owner.pos_ == "PROPN" else None
        speaker = named or self._speakers.of_span(span)
        if speaker.kind is SourceKind.UNNAMED:
            return None
        if speaker.span != span:
            return speaker
        whole = Span(min(words.start, span.start), max(words.end, span.end))
        return Speaker(span=whole, kind=speaker.kind, text=self._document.text_at(whole))

    def _cue_extent(
        self, cue: Token, content: frozenset[int]
    ) -> tuple[Token, Token, frozenset[int]]:
        """Return the cue's first and last word, and all tokens of its adjuncts."""
        adjuncts = {cue.i}
        last = cue
        for item in cue.children:
            if (
                item.dep_ in {"prep", "npadvmod", "advmod", "dative", "dobj"}
                and item.i not in content
            ):
                inside = [t for t in item.subtree if t.i not in content]
                adjuncts.update(t.i for t in inside)
                nouns = {t.lemma_.lower() for t in inside}
                if item.dep_ == "prep" and item.i > cue.i and nouns & self._cues.reporting_nouns:
                    contiguous = [t for t in inside if t.i >= last.i]
                    last = contiguous[-1] if contiguous else last
        return cue, last, frozenset(adjuncts)


def _with_office(last: Token) -> Token:
    """Return the end of a source with whom it speaks for: "a spokesman for the [army]"."""
    if last.i + 1 >= len(last.doc) or last.pos_ not in {"NOUN", "PROPN"}:
        return last
    beside = last.nbor()
    if beside.dep_ != "prep" or beside.head != last or beside.lower_ not in _OF_OFFICES:
        return last
    office = child(beside, "pobj")
    return phrase(office)[1] if office is not None else last


def _with_name(last: Token) -> Token:
    """Return the end of a name whose title a parse has cut off: "Chief Insp. [Ann Lee]"."""
    doc, at = last.doc, last.i + 1
    if last.lower_.rstrip(".") not in _RANKS or at + 1 >= len(doc):
        return last
    name = doc[at + 1] if doc[at].text == "." else doc[at]
    while name.pos_ == "PROPN" and name.i + 1 < len(doc) and name.nbor().pos_ == "PROPN":
        name = name.nbor()
    return name if name.pos_ == "PROPN" else last


def _closing_bracket(first: Token, last: Token) -> Token:
    """Return the bracket behind a source that ends in its short name: "the Office (KTO[)]"."""
    opened = any(t.text == "(" for t in last.doc[first.i : last.i + 1])
    closed = any(t.text == ")" for t in last.doc[first.i : last.i + 1])
    after = last.nbor() if last.i + 1 < len(last.doc) else last
    if after.text == "(" and after.i + 2 < len(last.doc) and after.nbor(2).text == ")":
        return after.nbor(2) if after.nbor().is_upper else last
    return after if opened and not closed and after.text == ")" else last


def _who_issued(noun: Token) -> Token | None:
    """Return the ministry of "a statement issued by the ministry"."""
    clause = child(noun, "acl")
    if clause is None or clause.tag_ != "VBN" or clause.lemma_.lower() not in _ISSUING:
        return None
    by = child(clause, "agent")
    return child(by, "pobj") if by is not None else None


def _negated(verb: Token) -> bool:
    """Tell whether nobody says it: "no group said it was behind the blast", "they should say"."""
    if any(c.dep_ == "aux" and c.lower_ in {"should", "must"} for c in verb.children):
        return True
    subject = child(verb, *ANY_SUBJECT)
    return subject is not None and (
        _lower(child(subject, "det")) in {"no", "neither"} or subject.lower_ in {"nobody", "none"}
    )


def _takes_oath(verb: Token) -> bool:
    """Tell whether somebody swears allegiance, which states nothing."""
    sworn = child(verb, "dobj") if verb.lemma_.lower() in {"swear", "pledge"} else None
    return sworn is not None and sworn.lemma_.lower() in _OATHS


def _antecedent(pronoun: Token) -> Token | None:
    """Return the subject of a clause above that a pronoun takes up: "officials blame ... they"."""
    verb = pronoun.head
    while verb.head != verb:
        verb = verb.head
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        subject = child(verb, *ANY_SUBJECT)
        if subject is None or subject.i >= pronoun.i or subject.pos_ not in {"NOUN", "PROPN"}:
            continue
        if pronoun.lower_ == "it" and subject.lemma_.lower() in _SOMEBODY:
            continue
        plural = subject.tag_ in {"NNS", "NNPS"}
        if plural == (pronoun.lower_ == "they"):
            return subject
    return None


def _lower(token: Token | None) -> str:
    return "" if token is None else token.lower_


def _subtree(token: Token) -> frozenset[int]:
    return frozenset(t.i for t in token.subtree)


def _subject_tokens(verb: Token) -> frozenset[int]:
    return frozenset(t.i for s in verb.children if s.dep_ in ANY_SUBJECT for t in s.subtree)


def _opens(token: Token) -> bool:
    """Tell whether a mark may stand between what is said and "X said"."""
    if token.text == "-":
        return token.i > 0 and bool(token.nbor(-1).whitespace_)
    return token.text in _QUOTES or token.text in {",", "--", "\u2014"}


def _before(verb: Token) -> list[Token]:
    """Return the source in ", X, of Y, said": the tokens between a comma and the verb."""
    doc, at = verb.doc, verb.i - 1
    while at >= 0 and doc[at].pos_ in {"ADV", "AUX"}:
        at -= 1
    end = at
    commas = 0
    while at >= 0 and end - at < _SOURCE_TOKENS:
        token = doc[at]
        if (token.pos_ == "VERB" and token.dep_ != "amod") or token.pos_ == "SCONJ":
            break
        if token.text in _QUOTES:
            break
        if _opens(token):
            commas += 1
            inner = doc[at + 1 : end + 1]
            closed = _opens(doc[end])
            if commas > (2 if closed else 0):
                return _trimmed(inner)
        at -= 1
    if at >= 0 and doc[at].text in _QUOTES:
        return _trimmed(doc[at + 1 : end + 1])
    return []


def _after(verb: Token) -> list[Token]:
    """Return the source in ", said X": the subject after the verb, or the tokens up to a comma."""
    found: list[Token] = []
    for token in verb.doc[verb.i + 1 :]:
        if token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ"} or token.dep_ == "npadvmod":
            break
        if token.pos_ == "ADP" and token.lower_ not in {"of", "for", "with"}:
            break
        found.append(token)
    if found and found[-1].i + 2 < len(verb.doc) and found[-1].nbor().text == ",":
        named = found[-1].nbor(2)
        head = _head_of(found)
        described = head.pos_ == "PROPN" and child(head, "appos") is not None
        if named.pos_ == "PROPN" or described:
            found = list(verb.doc[found[0].i : _with_apposition(head, found[-1]).i + 1])
    return _trimmed(found[:_SOURCE_TOKENS])


def _trimmed(tokens: Iterable[Token]) -> list[Token]:
    """Return a source without the marks around it, or nothing if no noun is in it."""
    found = list(tokens)
    while found and found[-1].is_punct:
        found.pop()
    while found and found[0].is_punct:
        found.pop(0)
    named = any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in found)
    return found if named else []


def _head_of(names: Sequence[Token]) -> Token:
    """Return the head of a run of tokens: the first noun whose head lies outside it."""
    inside = {t.i for t in names}
    nominal = [t for t in names if t.pos_ in {"NOUN", "PROPN", "PRON"}] or list(names)
    for token in nominal:
        if token.head.i not in inside or token.head == token:
            return token
    return nominal[-1]


def _resumed(verb: Token, names: Sequence[Token]) -> set[int]:
    """Return what follows the aside in "A did B, X said, and C did D"."""
    doc = verb.doc
    end = max(verb.i, names[-1].i)
    for token in doc[end + 1 : -1]:
        if token.text not in {",", ";"}:
            continue
        opening = token.nbor()
        if opening.tag_ == "VBG" and opening.lower_ != "adding":
            return set()
        if opening.lower_ in RELATIVE_PRONOUNS or opening.lower_ == "according":
            return set()
        rest = range(token.i + 1, len(doc))
        return set(rest) if any(doc[i].tag_ in _FINITE for i in rest) else set()
    return set()


def _goes_on_behind(verb: Token) -> frozenset[int]:
    """Return a clause that the parser joined to "said" instead of to what was said.

    "The ministry said that troops had tried to arrest them, but they opened fire."
    """
    for clause in verb.children:
        subject = child(clause, *ANY_SUBJECT) if clause.dep_ == "conj" else None
        if subject is not None and subject.lower_ == "they" and subject.i > verb.i:
            return _subtree(clause)
    return frozenset()


def _with_apposition(head: Token, last: Token) -> Token:
    """Extend "Ann Lee" by ", a spokeswoman for the police"."""
    apposition = child(head, "appos")
    if apposition is None or apposition.i < last.i or apposition.i - last.i > 12:
        return last
    return phrase(apposition)[1]


def _quoted(verb: Token) -> frozenset[int]:
    inside: set[int] = set()
    open_mark = False
    for token in verb.doc:
        if token.text in _QUOTES:
            open_mark = not open_mark
        elif open_mark:
            inside.add(token.i)
    return frozenset(inside)


def statement_about(statements: list[Statement], token: Token) -> list[Statement]:
    """Return the statements that cover a token, innermost first."""
    covering = [s for s in statements if s.covers(token) and token.i not in s.cue_tokens]
    return sorted(covering, key=lambda s: len(s.content))


def attribution_spans(
    parses: Iterable[Parse], attributor: Attributor
) -> Iterator[tuple[Span | None, Span, Span]]:
    """Yield source, cue and content of every statement of a document, in text order.

    Args:
        parses: The sentences of one document, in order.
        attributor: One that has read nothing of this document yet.

    Yields:
        The words that stand for the source where it is credited (``None`` if it is not named
        there), the cue with its auxiliaries and adjuncts, and all that is said, from its first
        word to its last.
    """
    for parse in parses:
        for statement in attributor.statements(parse):
            said = [parse.doc[i] for i in sorted(statement.content)]
            while said and (said[-1].is_punct or said[-1].is_space):
                said.pop()
            while said and (said[0].is_punct or said[0].is_space):
                said.pop(0)
            if said and not statement.carried:
                first, last = _with_quotation_marks(said[0], said[-1])
                yield statement.words, _whole_cue(parse, statement), parse.span(first, last)


def _with_quotation_marks(first: Token, last: Token) -> tuple[Token, Token]:
    """Widen what is said by the quotation marks around it, as PolNeAR marks it."""
    if first.i > 0 and first.nbor(-1).text in _QUOTES:
        first = first.nbor(-1)
    after = list(last.doc[last.i + 1 : last.i + 3])
    if len(after) == 2 and after[0].text in {",", ".", "?", "!"}:
        after.pop(0)
    return first, after[0] if after and after[0].text in _QUOTES else last


def _whole_cue(parse: Parse, statement: Statement) -> Span:
    """Return a cue with the auxiliaries before it and the adjuncts that follow it at once."""
    cue = statement.cue_head
    first = last = cue
    while first.i > 0 and first.nbor(-1).head == cue and first.nbor(-1).dep_ in _BEFORE_CUE:
        first = first.nbor(-1)
    while last.i + 1 < len(parse.doc) and last.i + 1 in statement.cue_tokens:
        following = parse.token_span(last.nbor())
        if statement.words is not None and following.overlaps(statement.words):
            break
        last = last.nbor()
    if cue.lower_ == "according" and last.i + 1 < len(parse.doc) and last.nbor().lower_ == "to":
        last = last.nbor()
    return parse.span(first, last)
