"""The language an article is written in."""

from functools import lru_cache
from itertools import islice
from typing import Any

#: Languages told apart, ISO 639-1: those of news pages we expect; more would cost precision.
LANGUAGES = (
    "am", "ar", "az", "bg", "bn", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi",
    "hu", "hy", "id", "it", "ja", "ka", "kk", "ko", "ky", "nl", "no", "pl", "ps", "pt", "ro", "ru",
    "so", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
#: Letters below which a text is too short to tell.
MIN_LETTERS = 40
#: Characters of running text that are looked at; more does not change the answer.
SAMPLE_CHARS = 1_500


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or ``None`` if it is too short to tell.

    Reference:
        Lui & Baldwin (2012), langid.py, in the py3langid distribution.
    """
    sample = text[:SAMPLE_CHARS]
    letters = filter(str.isalpha, sample)
    if len(list(islice(letters, MIN_LETTERS))) < MIN_LETTERS:
        return None
    language, _ = _identifier().classify(sample)
    return str(language)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Imported when a language is first asked for: it takes as long as a short article.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = frozenset(identifier.labels)
    identifier.set_languages([code for code in LANGUAGES if code in known])
    return identifier
