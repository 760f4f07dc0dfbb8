"""Suggestions while a query is typed, and corrections of one that finds nothing.

Both speak only of what the index holds: its words, the known names of the places and actors that its articles mention,
and their titles. The words are read when first needed and again, beside the searches, when the index has changed; with
``ahead``, as a server wants it, they are read beside the searches from the beginning.
"""

from __future__ import annotations

import gc
import heapq
import logging
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from threading import Lock, Thread
from typing import Final, Literal

from search.analysis import Word, default_analyzer, fold, words
from search.corrected import Corrected
from search.engine import EngineSearch, SearchEngine
from search.entities import Entity
from search.entities.latin import is_latin, latin_key
from search.errors import FihrisError
from search.insight import Insight
from search.query.clauses import Clause, Combined, OneOf
from search.query.parse import parse
from search.query.plan import plan
from search.query.stop_words import is_stop_word
from search.query.syntax import OPERATORS, AllOf, AnyOf, Exclude, Group, Node, Scoped
from search.query.syntax import Word as TypedWord
from search.results import Correction, Replacement
from search.titles import titles_with
from search.vocabulary import Vocabulary
from search.vocabulary_apart import vocabulary_apart

SuggestionKind = Literal["word", "place", "person", "organization", "title"]

RARE: Final = 2
"""Words in so many articles at most may be mistyped; those in more are not."""

_LEARNT: Final = 100_000
"""Words whose terms a server knows before it meets them in an article to highlight: nearly all that it will meet, in
some 20 MB."""
_MAX_AGE: Final = 3600.0
"""Seconds that words may be older than the index before they are read again."""
_MOST_NAME_WORDS: Final = 4
_MOST_IN_CONTEXT: Final = 2_000
"""Words with a beginning up to which they are counted among the articles that the rest of the query finds: of more, in
milliseconds, only all together."""
_SHORTEST_MISTYPED: Final = 4
_NAME_WEIGHT: Final = 2
"""A name counts so many times as much as a word in as many articles: it says more."""
_MOST_TITLES: Final = 3
"""Titles among the suggestions, where there are words and names as well."""
_SHORTEST_CORRECTED: Final = 3
_LONGEST: Final = 30
"""Letters up to which a word is taken for a mistyped one: longer ones are none at all."""
_LONG: Final = 7
"""Letters, the article aside, from which on any two of them may be wrong: of a shorter word they leave too little."""
_LONG_ENOUGH: Final = 4
"""Letters, the article aside, from which on a word is looked for by its consonants."""
_NO_VOWELS: Final = dict.fromkeys(map(ord, "اوي"))
_SURE: Final = 3
"""Articles that a correction must stand in at least."""
_ARTICLE: Final = "ال"
_MOST_CORRECTED: Final = 4
"""Words of one query that are corrected: each is tried with the rest of it, and a text in another language is none."""
_MOST_TYPED: Final = 32
"""Words of one query that are looked at for mistakes."""
_CANDIDATES: Final = 5
"""Corrections of one word that are tried with the rest of the query."""
_FAR_MORE_FREQUENT: Final = 100
"""A word in one or two articles is taken for a mistake if one so many times as frequent is a single edit away."""
_HIGHEST: Final = "\U0010ffff"
_MANY: Final = 1000  # so many names that go on from a prefix are gone through once: few prefixes are so short (ال)
_QUOTES: Final = dict.fromkeys(map(ord, '"«»“”„‟‹›❝❞'), " ")
_LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that the typed one may be meant to become.

    ``text`` is the whole query; ``completion`` is the word or name in it that was completed, ``id`` its canonical id if
    it is a name, ``count`` the articles that have it (an estimate where a word has several spellings). Of the kind
    ``title`` the completion is the title of an article, ``id`` that article's, and the query the title as a phrase.
    """

    text: str
    completion: str
    kind: SuggestionKind
    count: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class _Name:
    entity: Entity
    text: str
    count: int


class _Known:
    """The words of one state of the index."""

    def __init__(self, state: str, engine: Insight, make: Callable[[Sequence[tuple[str, int]]], Vocabulary]) -> None:
        self.state = state
        self.engine = engine
        self.read = time.monotonic()
        self.words = make(engine.terms("text_exact"))


class _Names:
    """The known names of what the articles of an index mention, as people have corrected them."""

    def __init__(self, engine: Insight, view: Corrected, total: Callable[[Clause], int]) -> None:
        self.view = view
        entries: list[tuple[str, _Name]] = []
        for entity, count in _mentioned(engine, view, total):
            for text in dict.fromkeys((entity.label, *entity.names, *entity.short)):
                name = _Name(entity, text, count)
                entries += [(key, name) for key in _name_keys(text, anywhere=entity.kind == "person")]
            shown = _Name(entity, entity.label, count)
            for text in view.gazetteer.latin_names(entity):
                entries += [(key, shown) for key in _latin_keys(text, anywhere=entity.kind == "person")]
        entries.sort(key=lambda entry: entry[0])
        self.keys = [key for key, _ in entries]
        self.names = [name for _, name in entries]
        self._of_many: dict[tuple[str, int], list[_Name]] = {}

    def names_from(self, prefix: str, limit: int) -> list[_Name]:
        """The names that begin so, most frequent entities first, each entity once by the name that is nearest."""
        low, high = bisect_left(self.keys, prefix), bisect_left(self.keys, prefix + _HIGHEST)
        if high - low < _MANY:
            return self._likeliest(low, high, limit)
        found = self._of_many.get((prefix, limit))
        if found is None:
            found = self._of_many[prefix, limit] = self._likeliest(low, high, limit)
        return found

    def _likeliest(self, low: int, high: int, limit: int) -> list[_Name]:
        best: dict[str, _Name] = {}
        for name in self.names[low:high]:
            known = best.get(name.entity.id)
            if known is None or len(name.text) < len(known.text):
                best[name.entity.id] = name
        return heapq.nlargest(limit, best.values(), key=lambda name: name.count)


def _mentioned(engine: Insight, view: Corrected, total: Callable[[Clause], int]) -> Iterator[tuple[Entity, int]]:
    """Every known entity that articles mention with the number of those articles; ``total`` counts what was merged."""
    for facet in ("place", "actor"):
        counts: dict[str, int] = {}
        for identity, count in engine.terms(facet):
            shown = view.shown(identity)
            if shown is not None:
                counts[shown] = counts.get(shown, 0) + count
        for identity, count in counts.items():
            entity = view.gazetteer.get(identity)
            if entity is not None:
                parts = view.parts(identity)
                yield entity, count if len(parts) == 1 else total(OneOf(facet, parts))


def _name_keys(name: str, *, anywhere: bool) -> list[str]:
    """What may be typed to get a name: its folded words, also without the article; a person's from any word on."""
    folded = [fold(word.text) for word in words(name)]
    keys = []
    for start in range(len(folded) if anywhere else min(1, len(folded))):
        key = " ".join(folded[start:])
        keys.append(key)
        if key.startswith(_ARTICLE):
            keys.append(key[len(_ARTICLE) :])
    return keys


def _latin_keys(name: str, *, anywhere: bool) -> list[str]:
    """What may be typed in Latin letters to get a name, a person's from any word on."""
    key = latin_key(name).split()
    return [" ".join(key[start:]) for start in range(len(key) if anywhere else min(1, len(key)))]


class Suggester:
    """Suggestions and corrections for one index."""

    def __init__(self, engine: SearchEngine, view: Callable[[], Corrected], *, ahead: bool = False) -> None:
        self._engine = engine
        self._view = view
        self._ahead = ahead
        self._known: _Known | None = None
        self._known_names: tuple[_Known, _Names] | None = None
        self._lock = Lock()
        self._reading: Thread | None = None

    def suggest(self, typed: str, limit: int = 8, *, wait: bool = True) -> tuple[Suggestion, ...]:
        """What the last word of ``typed`` may become; nothing after a space or sign, or where no word begins so.

        Titles come last. Without ``wait`` there are only titles while the words of the index are still being read.
        """
        found = words(typed)
        if not found or found[-1].end != len(typed) or limit < 1:
            return ()
        titles = self._titles(found, limit)
        completed = self._completed(typed, found, limit, wait=wait)
        kept = max(limit - _MOST_TITLES, limit - len(titles)) if limit > _MOST_TITLES else limit
        return (*completed[:kept], *titles)[:limit]

    def _completed(self, typed: str, found: list[Word], limit: int, *, wait: bool) -> list[Suggestion]:
        """Names and words that complete the last word, likeliest first."""
        known = self._current(wait=wait)
        if known is None:
            return []
        completed = self._names(known, typed, found, limit) + self._words(known, typed, found[-1], limit)
        if not completed:
            completed = self._mistyped(known, typed, found[-1], limit)
        distinct: dict[str, Suggestion] = {}
        for one in completed:  # names come first: الموصل is shown as the place and not again as the word
            distinct.setdefault(fold(one.text), one)
        return sorted(distinct.values(), key=_rank)

    def _titles(self, found: list[Word], limit: int) -> list[Suggestion]:
        titles = titles_with(self._engine, [word.text for word in found], limit)
        return [Suggestion(_as_phrase(title), title, "title", 1, identity) for identity, title in titles]

    def correct(self, query: str, *, wait: bool = True) -> Correction | None:
        """The query with words that hardly any article has replaced by likely ones; None if that finds nothing.

        Without ``wait`` it is None also while the words of the index are not known.
        """
        known = self._current() if wait else self._at_hand()
        root = parse(query).root
        if known is None or root is None:
            return None
        replacements: list[Replacement] = []
        for word in _typed_words(root)[:_MOST_TYPED]:
            candidates = self._candidates(known, word.text)
            if candidates:
                if len(replacements) == _MOST_CORRECTED:
                    return None
                best = max(candidates, key=partial(self._total_with, query, word))
                replacements.append(_to(query, word, best))
        corrected = _replaced(query, replacements)
        return Correction(corrected, tuple(replacements)) if replacements and self._total(corrected) else None

    def vocabulary(self) -> Vocabulary | None:
        """The words of the index; None where the engine does not tell them."""
        known = self._current()
        return None if known is None else known.words

    def warm(self) -> None:
        """Read the words, their families and the names now, so that nothing waits for them later."""
        known = self._current()
        if known is not None:
            known.words.sort_families()
            self._names_of(known)

    def families_at_hand(self) -> Vocabulary | None:
        """The words of the index, sorted into families, where that is known without waiting."""
        known = self._at_hand()
        return known.words if known is not None and known.words.has_families else None

    # ---- what is known

    def _at_hand(self) -> _Known | None:
        """What is known without waiting; only ``ahead`` does this begin to read."""
        return self._current(wait=False) if self._ahead else self._known

    def _current(self, *, wait: bool = True) -> _Known | None:
        """What was read last; what has changed since is read beside the searches, and all of it without ``wait``."""
        engine = self._engine
        if not isinstance(engine, Insight):
            return None
        state = engine.state()
        with self._lock:
            if self._known is None and wait and self._reading is None:
                self._known = _Known(state, engine, Vocabulary)
            elif (self._known is None or self._is_due(self._known, state)) and self._reading is None:
                self._reading = Thread(target=self._read_again, args=(engine, state), daemon=True)
                self._reading.start()
            reading = self._reading
        if self._known is None and wait and reading is not None:
            reading.join()
        return self._known

    @staticmethod
    def _is_due(known: _Known, state: str) -> bool:
        """Another version at once; a few more articles only now and then."""
        if known.state == state:
            return False
        other_version = known.state.partition(":")[0] != state.partition(":")[0]
        return other_version or time.monotonic() - known.read > _MAX_AGE

    def _read_again(self, engine: Insight, state: str) -> None:
        try:
            with _all_stays() if self._ahead else nullcontext():
                known = _Known(state, engine, vocabulary_apart if self._ahead else Vocabulary)
                self._known = known
                if self._ahead:
                    default_analyzer().learn(known.words.most_frequent(_LEARNT))
                    self._names_of(known)
                    self._view().gazetteer.latin()
        except FihrisError:
            logging.getLogger(__name__).warning("the words of the index could not be read", exc_info=True)
        finally:
            self._reading = None

    # ---- completion

    def _names(self, known: _Known, typed: str, found: list[Word], limit: int) -> list[Suggestion]:
        """Names that the last words begin, the most words first; in articles that the words before them find."""
        for start in range(max(0, len(found) - _MOST_NAME_WORDS), len(found)):
            last = typed[found[start].start :]
            prefix = latin_key(last) if is_latin(last) else " ".join(fold(word.text) for word in found[start:])
            names = self._names_of(known).names_from(prefix, limit)
            if not names:
                continue
            head = typed[: found[start].start]
            counts = self._counts_within(head, names)
            return [
                Suggestion(head + name.text, name.text, _kind(name.entity), counts[name.entity.id], name.entity.id)
                for name in names
                if counts[name.entity.id]
            ]
        return []

    def _names_of(self, known: _Known) -> _Names:
        """The names beside the words that are known, read again where corrections have changed them."""
        view = self._view()
        read = self._known_names
        if read is None or read[0] is not known or read[1].view is not view:
            read = self._known_names = (known, _Names(known.engine, view, self._together))
        return read[1]

    def _counts_within(self, head: str, names: list[_Name]) -> dict[str, int]:
        root = parse(head).root
        if root is None or not isinstance(self._engine, Insight):
            return {name.entity.id: name.count for name in names}
        view = self._view()
        within = view.clause(plan(root, "all").clause)
        counts = {}
        for name in names:
            identity = name.entity.id
            facet = "place" if name.entity.is_place else "actor"
            parts = view.parts(identity)
            counts[identity] = (
                dict(self._engine.terms(facet, identity, within)).get(identity, 0)
                if parts == (identity,)
                else self._together(Combined(must=(within,), filters=(OneOf(facet, parts),)))
            )
        return counts

    def _together(self, clause: Clause) -> int:
        return self._engine.search(EngineSearch(clause, {}, "relevance", 0, ids_only=True)).total

    def _words(self, known: _Known, typed: str, last: Word, limit: int) -> list[Suggestion]:
        prefix, head = fold(last.text), typed[: last.start]
        if not prefix:
            return []
        few = known.words.number(prefix) <= _MOST_IN_CONTEXT
        root = parse(head).root if few else None
        if root is None or not isinstance(self._engine, Insight):
            return [_word(head, one.text, one.count) for one in known.words.complete(prefix, limit)]
        within = plan(root, "all").clause
        counts: dict[str, int] = {}
        beginnings = (prefix,) if prefix.startswith(_ARTICLE) else (prefix, _ARTICLE + prefix)
        for beginning in beginnings:
            counts |= dict(self._engine.terms("text_norm", beginning, within, limit))
        likeliest = heapq.nlargest(limit, (norm for norm in counts if not is_stop_word(norm)), key=counts.__getitem__)
        return [_word(head, known.words.word(norm).text, counts[norm]) for norm in likeliest]

    @staticmethod
    def _mistyped(known: _Known, typed: str, last: Word, limit: int) -> list[Suggestion]:
        """Words whose beginning is one edit away from what was typed."""
        prefix = fold(last.text)
        if not _SHORTEST_MISTYPED <= len(prefix) <= _LONGEST:
            return []
        found = {}
        for beginning in _one_edit_away(prefix):
            for one in known.words.complete(beginning, limit):
                found[one.norm] = one
        likeliest = heapq.nlargest(limit, found.values(), key=lambda one: one.count)
        return [_word(typed[: last.start], one.text, one.count) for one in likeliest]

    # ---- correction

    def _candidates(self, known: _Known, word: str) -> list[str]:
        """What a word that hardly any article has may be meant to be, likeliest first."""
        norms = [fold(part.text) for part in words(word)]
        if len(norms) != 1 or not _SHORTEST_CORRECTED <= len(norms[0]) <= _LONGEST or is_stop_word(word):
            return []
        norm = norms[0]
        total = self._total(word)
        if total > RARE:
            return []
        enough = max(_SURE, total * _FAR_MORE_FREQUENT)
        likely = [(one.count, one.text) for one in known.words.near(norm, 1, 50)] + _two_words(known.words, norm)
        sure = [one for one in likely if one[0] >= enough]
        if not sure and not total:
            sure = _farther(known.words, norm)
        return [text for _, text in sorted(sure, reverse=True)][:_CANDIDATES]

    def _total_with(self, query: str, word: TypedWord, text: str) -> int:
        return self._total(_replaced(query, [_to(query, word, text)]))

    def _total(self, query: str) -> int:
        return self._together(self._view().clause(plan(parse(query).root, "all").clause))


@contextmanager
def _all_stays() -> Iterator[None]:
    """Keep the search for cyclic garbage away from what is made here, now and later.

    It would go through all of a million objects again and again, and every search waits meanwhile: a third of a second.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if collecting:
            gc.enable()


def _to(query: str, word: TypedWord, text: str) -> Replacement:
    return Replacement(word.start, word.end, query[word.start : word.end], text)


def _replaced(query: str, replacements: list[Replacement]) -> str:
    for one in sorted(replacements, key=lambda replacement: -replacement.start):
        query = query[: one.start] + one.text + query[one.end :]
    return query


def _rank(one: Suggestion) -> tuple[int, str]:
    return -one.count * (1 if one.id is None else _NAME_WEIGHT), one.text


def _as_phrase(title: str) -> str:
    """A title as a query that finds it: quoted, so that no word of it is an operator."""
    return '"' + " ".join(title.translate(_QUOTES).split()) + '"'


def _word(head: str, text: str, count: int) -> Suggestion:
    return Suggestion(head + text, text, "word", count)


def _kind(entity: Entity) -> SuggestionKind:
    if entity.is_place:
        return "place"
    return "person" if entity.kind == "person" else "organization"


def _typed_words(node: Node) -> list[TypedWord]:
    """The words of a query that are searched in the text and not excluded."""
    match node:
        case TypedWord():
            return [node]
        case AllOf(children=children) | AnyOf(children=children) | Group(children=children):
            return [word for child in children for word in _typed_words(child)]
        case Scoped(scope="title", child=child):
            return _typed_words(child)
        case Exclude():
            return []
    return []


def _farther(known: Vocabulary, norm: str) -> list[tuple[int, str]]:
    """Words two edits away, with their counts: those of the same consonants, or of a long word else any.

    A vowel letter that stands elsewhere is two edits: أوردغان → أردوغان, بويتن → بوتين.
    """
    length = len(norm.removeprefix(_ARTICLE))
    if length < _LONG_ENOUGH:
        return []
    found = [one for one in known.near(norm, 2, 50) if one.count >= _SURE]
    consonants = norm.translate(_NO_VOWELS)
    like = [one for one in found if one.norm.translate(_NO_VOWELS) == consonants]
    return [(one.count, one.text) for one in like or (found if length >= _LONG else ())]


def _two_words(known: Vocabulary, norm: str) -> list[tuple[int, str]]:
    """Two words that may have been typed without a space, with the count of the rarer: وزيرالدفاع → وزير الدفاع.

    One of them may be a particle (فيالعراق), but not an operator: أوبما is not أو and بما.
    """
    found = []
    for cut in range(2, len(norm) - 1):
        halves = [known.word(norm[:cut]), known.word(norm[cut:])]
        content = [half for half in halves if len(half.norm) >= _SHORTEST_CORRECTED and not is_stop_word(half.norm)]
        if content and all(half.count and half.text not in OPERATORS for half in halves):
            found.append((min(half.count for half in halves), " ".join(half.text for half in halves)))
    return found


def _one_edit_away(prefix: str) -> set[str]:
    """Every beginning that one edit makes of this one; the first letter is only ever swapped with the second."""
    found = {prefix[:at] + prefix[at + 1 :] for at in range(1, len(prefix))}
    found |= {prefix[:at] + after + before + prefix[at + 2 :] for at, (before, after) in enumerate(pairwise(prefix))}
    for letter in _LETTERS:
        found |= {prefix[:at] + letter + prefix[at + 1 :] for at in range(1, len(prefix))}
        found |= {prefix[:at] + letter + prefix[at:] for at in range(1, len(prefix) + 1)}
    return found - {prefix}
