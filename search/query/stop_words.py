"""Words that carry a sentence but not its subject: in a query they rank and never decide what is found.

They are indexed like all others, so that phrases with them work ("من أجل سوريا") and nothing is lost. Written as
`search.analysis.fold` leaves them: ``الي`` for إلى, ``علي`` for على and for the name علي, which is why a query of stop
words alone searches them after all.
"""

from __future__ import annotations

from typing import Final

from search.analysis import fold

_STOP_WORDS: Final = """
في من إلى على عن مع بين عند لدى منذ حتى خلال حول ضد نحو دون بدون قبل بعد تحت فوق أمام خلف عبر سوى غير
و أو أم ثم بل لكن ولكن لكنه أما إما
أن إن أنه إنه أنها إنها أنهم إنهم أنني كأن لأن لأنه لأنها بأن بأنه بأنها وأن فإن وإن لو إذا إذ كي لكي
قد لقد سوف لن لم لا ما ليس ليست ليسوا إلا كلا نعم
هذا هذه هذان هؤلاء ذلك تلك ذاك أولئك هنا هناك وهذا وهذه بهذا لهذا
هو هي هم هن هما نحن أنا أنت أنتم وهو وهي وهم
الذي التي الذين اللذان اللواتي اللاتي والذي والتي والذين
كان كانت كانوا يكون تكون وكان وكانت كما كل كلا كلتا بعض أي أية جميع
به بها بهم له لها لهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها إليهم عنه عنها معه معها
حيث بينما كذلك أيضا فقط جدا مثل وقد ومن وفي وعلى وإلى وعن ومع وما ولا ولم ولن فيما مما عما بما كما لما
تم يتم وتم
the a an of in on at to and or for with by from is are was were be
"""

_QUESTION_WORDS: Final = """
ما ماذا ماهو ماهي من متى أين كيف لماذا لم كم هل أي أية بماذا لمن ممن أيهما مَن
وما ومن ومتى وأين وكيف ولماذا وكم وهل فهل فما
what who when where why how which
"""

STOP_WORDS: Final = frozenset(fold(word) for word in _STOP_WORDS.split())
"""Particles, pronouns, demonstratives and auxiliary verbs."""

QUESTION_WORDS: Final = frozenset(fold(word) for word in _QUESTION_WORDS.split())
"""Words that ask: a question finds its answer, which does not repeat them."""


def is_stop_word(word: str) -> bool:
    """Whether a word as typed is one of either list."""
    folded = fold(word)
    return folded in STOP_WORDS or folded in QUESTION_WORDS
