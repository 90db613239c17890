"""The language an article is written in."""

import re
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
#: Words of English news that are words of none of the other languages.
_ENGLISH = frozenset(
    "the and that this these those with without from were been being have has had which who whose "
    "their they them his her she when where while after before during about into through between "
    "against under said says told would could should will not but there than also other others "
    "according because since until two three four five six seven eight nine ten more most least "
    "killed injured arrested police people monday tuesday wednesday thursday friday saturday "
    "sunday january february march april june july august october".split()
)
_WORD = re.compile(r"[^\W\d_]+")
#: Least number of English words, of different ones, and their least share of a text's words.
_ENGLISH_WORDS, _DIFFERENT, _SHARE = 3, 2, 0.15


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, or ``None`` if it is too short to tell.

    Reference:
        Lui & Baldwin (2012), langid.py, in the py3langid distribution.
    """
    sample = text[:SAMPLE_CHARS]
    letters = filter(str.isalpha, sample)
    if len(list(islice(letters, MIN_LETTERS))) < MIN_LETTERS:
        return None
    if _is_plainly_english(sample):
        return "en"
    language, _ = _identifier().classify(sample)
    return str(language)


def _is_plainly_english(text: str) -> bool:
    """Tell whether the words of a text leave no doubt, so that the classifier is not needed."""
    words = _WORD.findall(text.lower())
    english = [word for word in words if word in _ENGLISH]
    return (
        len(english) >= max(_ENGLISH_WORDS, _SHARE * len(words)) and len(set(english)) >= _DIFFERENT
    )


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Imported when a language is first asked for: it takes as long as a short article.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = frozenset(identifier.labels)
    identifier.set_languages([code for code in LANGUAGES if code in known])
    return identifier
