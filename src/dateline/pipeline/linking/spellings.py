"""One spelling for the spellings of a name in different alphabets."""

import re
import unicodedata
from functools import lru_cache

#: Letters that stand for one sound, in order; then vowels fall away.
_FOLDED = (
    ("shch", "s"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "g"),
    ("dh", "d"), ("th", "s"), ("ph", "f"), ("zh", "j"), ("dj", "j"), ("ij", "i"), ("ch", "c"),
    ("sh", "s"), ("ck", "k"), ("q", "k"), ("w", "v"), ("x", "ks"), ("ts", "c"), ("dz", "z"),
)  # fmt: skip
_ENDINGS = (("ieff", "v"), ("yev", "v"), ("iev", "v"), ("jev", "v"), ("eff", "v"), ("off", "v"))
#: Articles and particles of names, which some spellings leave out.
_PARTICLES = frozenset(
    "al el ul an as ash at az ad ar er es ud ur us uz ibn bin ben bint ould oglu ogly de da del "
    "della di dos du la le van von der den of the".split()
)
_SERVANT = re.compile(r"abd[aeou]+[lrsndtz]?(?=[^aeiou]|$)|abd(?=[^aeiou]|$)")
_FIRST = str.maketrans("eoy", "iuj")
_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")
_PART = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """Return the skeleton of one word of a name: its consonants, spelt one way.

    "Yousefi" and "Yusufi", "Qadyrov" and "Kadirov", "Khalid" and "Halid" have one each. A first
    vowel stays, so that "Omar" is not "Amir".
    """
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    for ending, short in _ENDINGS:
        if plain.endswith(ending):
            plain = plain[: -len(ending)] + short
    for written, folded in _FOLDED:
        plain = plain.replace(written, folded)
    first, rest = plain[:1].translate(_FIRST), plain[1:].removesuffix("h")
    return first + _VOWELS.sub("", _DOUBLED.sub(r"\1", rest))


@lru_cache(maxsize=20_000)
def fold_name(phrase: str) -> tuple[str, ...]:
    """Return the skeletons of the words of a name, in order.

    Articles and particles are left out; "Abd al-Karim", "Abdul Karim" and "Abdelkarim" are one
    word.
    """
    words: list[str] = []
    waiting = ""
    for part in _PART.findall(phrase.casefold()):
        servant = _SERVANT.match(part)
        if servant is not None:
            rest = part[servant.end() :]
            waiting = "abd"
            if not rest:
                continue
            part = rest
        elif part in _PARTICLES:
            continue
        folded = fold_word(part)
        words.append(waiting + folded)
        waiting = ""
    return tuple(word for word in words if word)
