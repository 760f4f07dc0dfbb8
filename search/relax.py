"""What to try when a search finds nothing: the same question asked less and less strictly.

Each step keeps what the steps before it gave up. What a step finds is never passed off as found by the query itself:
it comes beside the empty answer, with the step's name and what it means in words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from search.query.parse import parse
from search.query.plan import LONGEST_BEGUN
from search.query.stop_words import is_stop_word
from search.query.syntax import AllOf, AnyOf, Fuzzy, Group, Node, Phrase, Scoped, Together, Word, in_arabic, to_text
from search.request import SearchRequest
from search.results import RelaxedStep

_SHORTEST_FUZZY: Final = 3
"""Letters from which on a word is also searched in near spellings."""

MESSAGES: Final[dict[RelaxedStep, tuple[str, str]]] = {
    "spelling": (
        "No article has the quoted words letter by letter; these have them in another spelling.",
        "لا مقال فيه الكلمات المقتبسة حرفا بحرف، وهذه مقالات كُتبت فيها برسم آخر.",
    ),
    "family": (
        "No article has the words as quoted; these have other forms of them.",
        "لا مقال فيه الكلمات كما اقتُبست، وهذه مقالات فيها صيغ أخرى منها.",
    ),
    "words": (
        "No article has the quoted words side by side, or in one sentence; these have them apart.",
        "لا مقال فيه الكلمات المقتبسة متجاورة أو في جملة واحدة، وهذه مقالات فيها الكلمات متفرقة.",
    ),
    "names": (
        "No article has these words; these mention the same place or actor by another name.",
        "لا مقال فيه هذه الكلمات، وهذه مقالات تذكر المكان أو الجهة باسم آخر.",
    ),
    "corrected": (
        "No article has what was typed; these have what was probably meant.",
        "لا مقال فيه ما كُتب، وهذه مقالات فيها ما يُرجّح أنه المقصود.",
    ),
    "fuzzy": (
        "No article has these words; these have words spelled nearly so.",
        "لا مقال فيه هذه الكلمات، وهذه مقالات فيها كلمات قريبة منها في الرسم.",
    ),
    "any": (
        "No article has all these words; these have some of them.",
        "لا مقال فيه هذه الكلمات كلها، وهذه مقالات فيها بعضها.",
    ),
}
"""What each step tells the user, in English and Arabic."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One step: its name and the request that is less strict by it."""

    step: RelaxedStep
    request: SearchRequest


def relaxations(request: SearchRequest, correct: Callable[[str], str | None]) -> Iterator[Relaxation]:
    """The steps that change anything for this request, in order; ``correct`` gives a corrected query or None."""
    root = parse(request.query).root
    if root is None or not _asks_for_words(root):
        return
    arabic = in_arabic(request.query)
    if _holds(root, Phrase) or _holds(root, Together):
        if request.phrases == "written" and _holds(root, Phrase):
            request = replace(request, phrases="spelling")
            yield Relaxation("spelling", request)
        if request.phrases == "spelling" and _holds(root, Phrase):
            request = replace(request, phrases="family")
            yield Relaxation("family", request)
        apart = _apart(root)
        if apart != root:
            request = replace(request, query=to_text(apart, arabic=arabic))
            yield Relaxation("words", request)
    if not request.expand:
        request = replace(request, expand=True)
        yield Relaxation("names", request)
    if (corrected := correct(request.query)) is not None:
        request = replace(request, query=corrected)
        yield Relaxation("corrected", request)
    root = parse(request.query).root
    if root is None:
        return
    fuzzy = _fuzzy(root)
    if fuzzy != root:
        request = replace(request, query=to_text(fuzzy, arabic=arabic))
        yield Relaxation("fuzzy", request)
    if request.match == "all" and _holds(root, Group):
        yield Relaxation("any", replace(request, match="any"))


def _asks_for_words(node: Node) -> bool:
    """Whether some part that must be found is a word: days and excluded parts cannot be asked less strictly."""
    match node:
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return any(_asks_for_words(child) for child in children)
        case Scoped(child=child):
            return _asks_for_words(child)
    return isinstance(node, Word | Phrase | Together)


def _holds(node: Node, kind: type[Phrase | Together | Group]) -> bool:
    if isinstance(node, kind):
        return True
    match node:
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return any(_holds(child, kind) for child in children)
        case Scoped(child=child):
            return _holds(child, kind)
    return False


def _fuzzy(node: Node) -> Node:
    """The tree with every word that is long enough also searched in near spellings; excluded parts stay as they are."""
    match node:
        case Word(text=text, start=start, end=end) if _can_be_fuzzy(text):
            return Fuzzy(text, start, end)
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return replace(node, children=tuple(_fuzzy(child) for child in children))
        case Scoped(scope=scope, child=child):
            return Scoped(scope, _fuzzy(child))
    return node


def _apart(node: Node) -> Node:
    """The tree with the words of every phrase and sentence side by side instead."""
    match node:
        case Phrase(text=text, start=start, end=end) | Together(text=text, start=start, end=end) if " " in text:
            return Group(tuple(Word(word, start, end) for word in text.split()))
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return replace(node, children=tuple(_apart(child) for child in children))
        case Scoped(scope=scope, child=child):
            return Scoped(scope, _apart(child))
    return node


def _can_be_fuzzy(text: str) -> bool:
    return text.isalpha() and _SHORTEST_FUZZY <= len(text) <= LONGEST_BEGUN and not is_stop_word(text)
