"""Titles of articles found by the words that are being typed, the last of them perhaps not yet whole.

Any engine can find them: it is a search of the title field alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from search.analysis import fold
from search.engine import EngineSearch, SearchEngine
from search.query.attached import attached_forms, prefix_leads
from search.query.clauses import Clause, Combined, Term, TermPrefix

_SHORTEST: Final = 2
"""Letters of the last word from which on titles are looked for: of fewer, they are any titles."""
_ARTICLE: Final = "ال"
"""By itself, it begins a word of nearly every title as well."""
_LONGEST: Final = 30
_MOST_WORDS: Final = 12
"""So many of the words before the last count, the nearest ones: a title is soon no other one."""
_COPIES: Final = 3
"""Titles read for each one wanted: stories of one title, as wire copies have it, are shown once."""


def titles_with(engine: SearchEngine, typed: Sequence[str], limit: int) -> list[tuple[str, str]]:
    """(id, title) of the newest articles whose title has these words, the last one at least as a beginning.

    Raises:
        EngineError: the index cannot answer.

    """
    norms = [fold(word) for word in typed[-_MOST_WORDS - 1 :]]
    if not norms or not all(norms) or not _SHORTEST <= len(norms[-1]) <= _LONGEST or norms == [_ARTICLE] or limit < 1:
        return []
    last = norms[-1]
    whole = tuple(_word(norm) for norm in norms[:-1])
    clause = Combined(must=(*whole, TermPrefix("title_norm", last, 1.0, prefix_leads(last))))
    answer = engine.search(EngineSearch(clause, {}, "newest", limit * _COPIES))
    found: dict[str, tuple[str, str]] = {}
    for hit in answer.hits:
        if hit.article is not None:
            title = " ".join(hit.article.title.split())
            found.setdefault(fold(title), (hit.article.id, title))
    return list(found.values())[:limit]


def _word(norm: str) -> Clause:
    """A word of the title, with or without what Arabic writes onto it."""
    forms = tuple(Term("title_norm", form) for form in attached_forms(norm))
    return Combined(should=forms, at_least=1)
