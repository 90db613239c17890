"""The Python API: code an article with a few lines."""

from datetime import UTC, date, datetime
from pathlib import Path

from dateline.core.act_mentions import ActMention
from dateline.core.coded import Coded
from dateline.core.documents import Document, Span
from dateline.core.fillers import Overview
from dateline.pipeline.articles.options import ReadOptions
from dateline.pipeline.articles.read import document_from_text, read_document
from dateline.pipeline.articles.sources import Source
from dateline.pipeline.run import Pipeline, load_pipeline


class Coder:
    """Codes articles one at a time, in this process.

    >>> coder = Coder()
    >>> coded = coder.code("Police arrested two suspected militants in Almaty on 3 May 2021.")
    >>> [claim.claim.type for claim in coded.claims]
    ['arrest']
    """

    def __init__(
        self,
        *,
        codebook: Path | None = None,
        gazetteer: Path | None = None,
        conventions: Path | None = None,
        model: Path | None = None,
    ) -> None:
        """Load the model, the codebook and the gazetteer.

        Args:
            codebook: A codebook file instead of the built-in one.
            gazetteer: A gazetteer file instead of the built-in one.
            conventions: A folder with conventions for times and counts instead of the built-in
                ones (``docs/conventions.md``).
            model: A folder with a trained extractor instead of the built-in one, or
                ``Path("none")`` for rules alone.

        Raises:
            ResourceError: One of them is missing or has faults.
        """
        self._pipeline = load_pipeline(
            codebook=codebook, gazetteer=gazetteer, conventions=conventions, model=model
        )

    @property
    def pipeline(self) -> Pipeline:
        """The loaded stages."""
        return self._pipeline

    def code(self, text_or_path: str | Path, *, published: date | None = None) -> Coded:
        """Code one article.

        Args:
            text_or_path: The text itself, or a ``Path`` to a file that holds one article.
            published: Day of publication, for an article that does not say.

        Raises:
            ArticleError: The article cannot be read.
        """
        return self.code_document(self.read(text_or_path, published=published))

    def read(self, text_or_path: str | Path, *, published: date | None = None) -> Document:
        """Read one article without coding it.

        Raises:
            ArticleError: The article cannot be read.
        """
        if isinstance(text_or_path, Path):
            source = Source(
                label=text_or_path.as_posix(), name=text_or_path.name, path=text_or_path
            )
            today = datetime.now(tz=UTC).date()
            return read_document(source, ReadOptions(published=published), today=today).document
        return document_from_text(text_or_path, published=published)

    def code_document(self, document: Document) -> Coded:
        """Code a document that was already read."""
        return self._pipeline.code(document)

    def attributions(self, document: Document) -> tuple[tuple[Span | None, Span, Span], ...]:
        """Return who is credited with saying what, whatever it is about.

        Returns:
            Source, cue and content of each statement, in text order; a source that is not named
            is ``None``.
        """
        return tuple(self._pipeline.attributions(document))

    def act_mentions(self, coded: Coded) -> tuple[ActMention, ...] | None:
        """Return all words of a coded document that name an act, in text order.

        Claims report particular acts; this has the words for others too ("attacks of this kind").
        It is ``None`` without a trained extractor.
        """
        return self._pipeline.act_mentions(coded)

    def overview(self, document: Document) -> Overview | None:
        """Return what a document reports as a whole: incidents, who and what took part.

        It is ``None`` without a trained extractor.
        """
        return self._pipeline.overview(document)

    def read_text(
        self,
        text: str,
        *,
        published: date | None = None,
        path: str | None = None,
        url: str | None = None,
    ) -> Document:
        """Make a document of a text.

        Raises:
            ArticleError: The text is empty.
        """
        return document_from_text(text, published=published, path=path, url=url)
