"""Light10 stemming as Lucene's ``arabic`` analyzer applies it: the baseline, for runs without a server.

Written from the published rules: Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval"
(2007), and the order of steps that Elasticsearch documents for its analyzer (lower case, digits, stop words,
normalisation, stemming). At most one prefix comes off, suffixes come off one after the other in the order of the list.
Stop words are those of `search.query.stop_words`, dropped after normalisation, where the original would keep الى.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from search.query.stop_words import QUESTION_WORDS, STOP_WORDS

_NORMALISED: Final = {
    ord("آ"): "ا",
    ord("أ"): "ا",
    ord("إ"): "ا",
    ord("ى"): "ي",
    ord("ة"): "ه",
    0x0640: "",  # tatweel
    **dict.fromkeys(range(0x064B, 0x0653), ""),  # harakat, shadda, sukun
}
_PREFIXES: Final = (
    "ال",  # الكتاب
    "وال",  # والكتاب
    "بال",  # بالكتاب
    "كال",  # كالكتاب
    "فال",  # فالكتاب
    "لل",  # للكتاب
    "و",  # وكتاب
)
_SUFFIXES: Final = (
    "ها",  # كتابها
    "ان",  # كتابان
    "ات",  # كتابات
    "ون",  # كاتبون
    "ين",  # كاتبين
    "يه",  # كتابيه
    "ية",  # كتابية
    "ه",  # كتابه
    "ة",  # كتابة
    "ي",  # كتابي
)
_LEAST_REST: Final = 2
_LEAST_AFTER_WAW: Final = 4  # letters of a word that loses its و
_WORD: Final = re.compile(r"(?:[^\W_]|[\u0640\u064b-\u0652\u0670])+")
_STOPPED: Final = STOP_WORDS | QUESTION_WORDS


def stem(word: str) -> str:
    """Strip one normalised word.

    >>> stem("والكتاب"), stem("كتابات"), stem("وزير")
    ('كتاب', 'كتاب', 'زير')
    """
    for prefix in _PREFIXES:
        long_enough = len(word) >= (_LEAST_AFTER_WAW if prefix == "و" else len(prefix) + _LEAST_REST)
        if long_enough and word.startswith(prefix):
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if len(word) >= len(suffix) + _LEAST_REST and word.endswith(suffix):
            word = word[: -len(suffix)]
    return word


@lru_cache(200_000)
def _term(word: str) -> str:
    lowered = "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in word.lower())
    normalised = lowered.translate(_NORMALISED)
    return "" if normalised in _STOPPED else stem(normalised)


def light10(text: str) -> list[str]:
    """The terms of a text, stop words left out."""
    return [term for word in _WORD.findall(text) if (term := _term(word))]
