"""The search service: a `SearchRequest` in, `SearchResults` out.

Parses and plans the query, asks the engine, names the facet values, highlights the hits and makes the cursor. The page,
the API and the command line all search through here.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from search import calendar
from search.absent import absent
from search.analysis.frames import load_frames
from search.article import Article
from search.corrected import Corrected, corrected
from search.corrected_counts import Asked, corrected_counts, spare
from search.engine import EngineSearch, SearchEngine
from search.entities import NONE, EntitiesFile, Gazetteer
from search.errors import CursorError, EngineError, RequestError
from search.explain import Explanation, article_score, word_forms
from search.highlight import Highlighter, mention_spans
from search.place_tree import Counts, also_counted, tree_values
from search.query.clauses import Clause, NumberRange, OneOf
from search.query.describe import describe
from search.query.names import NAMED_FACETS, ids_of, understand
from search.query.parse import parse
from search.query.plan import Marks, Plan, plan
from search.query.syntax import Node
from search.relax import MESSAGES, relaxations
from search.request import (
    DATE_FACETS,
    MAX_LIMIT,
    MAX_QUERY_LENGTH,
    MAX_SELECTED,
    MAX_UNFOLDED,
    TERM_FACETS,
    DateFacet,
    FacetName,
    Filters,
    Interval,
    SearchRequest,
    TermFacet,
)
from search.results import (
    BarUnit,
    Correction,
    DateFacetResult,
    FacetValue,
    Highlights,
    Hit,
    Notice,
    Relaxed,
    RelaxedStep,
    SearchResults,
    TermFacetResult,
    Understood,
)
from search.schema import FACET_FIELDS
from search.suggest import RARE, Suggester, Suggestion

_LABELS: Final = 20_000
"""Labels of places and actors outside the gazetteer that are remembered."""


@dataclass(frozen=True, slots=True)
class ScoredId:
    """One hit of a batch search."""

    id: str
    score: float | None


@dataclass(frozen=True, slots=True)
class ScoredIds:
    """The answer of a batch search: ids alone, for speed."""

    total: int
    hits: tuple[ScoredId, ...]


class SearchService:
    """Searches one index.

    ``ahead`` is for servers: the words of the index are read beside the searches, so that answers can tell the forms of
    each word and likelier spellings. Without it they are read where they are asked for, by `suggest` for instance.
    ``entities`` is the file of corrections to the entities: what it says holds from the next search on.
    """

    def __init__(self, engine: SearchEngine, *, ahead: bool = False, entities: EntitiesFile | None = None) -> None:
        self.engine = engine
        self._entities = entities
        self._suggester = Suggester(engine, self.corrected, ahead=ahead)
        self._labels: OrderedDict[tuple[TermFacet, str], str] = OrderedDict()
        self._lock = Lock()

    def corrected(self) -> Corrected:
        """The entities as people have corrected them by now.

        Raises:
            CorrectionsDamaged: the file of corrections cannot be read.

        """
        return corrected(NONE if self._entities is None else self._entities.corrections())

    def named(self, request: SearchRequest) -> SearchRequest:
        """The request with ids in place of names where places and actors are selected by name: العراق, ISIS.

        Raises:
            RequestError: too many values are selected.
            CorrectionsDamaged: the file of corrections cannot be read.

        """
        _check_selected(request.filters)
        gazetteer = self.corrected().gazetteer
        place, actor = (
            tuple(
                dict.fromkeys(
                    one for value in request.filters.selected(facet) for one in ids_of(value, facet, gazetteer)
                )
            )
            for facet in NAMED_FACETS
        )
        return replace(request, filters=replace(request.filters, place=place, actor=actor))

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request.

        Raises:
            RequestError: a parameter is out of its range; CursorError, a kind of it, for the cursor.
            EngineError: the index cannot answer.
            CorrectionsDamaged: the file of corrections cannot be read.

        """
        results, root = self._found(request)
        first = request.limit and not request.cursor
        notices = () if request.cursor else absent(self.engine, self.corrected(), request, root, results)
        return replace(
            results,
            notices=(*results.notices, *notices),
            words=word_forms(root, self._suggester.families_at_hand()),
            did_you_mean=self._suggester.correct(request.query, wait=False)
            if first and results.total <= RARE
            else None,
            relaxed=self._relaxed(request) if first and not results.total and request.relax else None,
        )

    def _found(self, request: SearchRequest) -> tuple[SearchResults, Node | None]:
        """What the request finds, without the help that comes beside it, and the parsed query."""
        _check(request)
        view = self.corrected()
        parsed = parse(request.query)
        root, understood = _understood(parsed.root, request, view)
        planned = plan(root, request.match, request.phrases)
        fingerprint = _fingerprint(request)
        after = _read_cursor(request.cursor, fingerprint) if request.cursor else None
        request = _as_now(request, view)
        asked = _engine_search(request, planned.clause, after, view)
        answer = self.engine.search(asked)
        highlight = _highlighting(planned) if request.highlight else _no_highlights
        articles = (view.article(hit.article) for hit in answer.hits if hit.article is not None)
        scores = (hit.score for hit in answer.hits if hit.article is not None)
        hits = tuple(Hit(article, score, highlight(article)) for article, score in zip(articles, scores, strict=True))
        results = SearchResults(
            query=request.query,
            notices=parsed.notices,
            total=answer.total,
            hits=hits,
            term_facets=tuple(
                self._term_facet(Asked(self.engine, asked, name, answer.terms[name]), request, view)
                for name in TERM_FACETS
                if name in answer.terms
            ),
            date_facets=tuple(
                DateFacetResult(name, _bar_unit(name, request.interval), answer.bars[name], request.filters.days(name))
                for name in DATE_FACETS
                if name in answer.bars
            ),
            next=_write_cursor(answer.next, fingerprint) if answer.next else None,
            partial=answer.partial,
            understood=understood,
        )
        return results, root

    def _relaxed(self, request: SearchRequest) -> Relaxed | None:
        """What the first less strict form of the request that finds anything finds."""
        steps: list[RelaxedStep] = []
        for relaxation in relaxations(request, self._corrected):
            if len(relaxation.request.query) > MAX_QUERY_LENGTH:  # signs were added, and it was nearly too long before
                break
            steps.append(relaxation.step)
            found, _ = self._found(replace(relaxation.request, cursor=None, facets=()))
            if found.total:
                asked = relaxation.request
                return Relaxed(
                    tuple(steps),
                    *MESSAGES[relaxation.step],
                    query=asked.query,
                    match=asked.match,
                    phrases=asked.phrases,
                    expand=asked.expand,
                    total=found.total,
                    hits=found.hits,
                )
        return None

    def _corrected(self, query: str) -> str | None:
        correction = self._suggester.correct(query, wait=False)  # no search waits for the words to be read
        return None if correction is None else correction.query

    def ids(self, request: SearchRequest) -> ScoredIds:
        """Answer a request with ids and scores alone: no facets, no highlights, no articles read."""
        _check(request)
        view = self.corrected()
        root, _ = _understood(parse(request.query).root, request, view)
        clause = view.clause(plan(root, request.match, request.phrases).clause)
        search = EngineSearch(clause, _filters(request.filters, view), request.sort, request.limit, ids_only=True)
        answer = self.engine.search(search)
        return ScoredIds(answer.total, tuple(ScoredId(hit.id, hit.score) for hit in answer.hits))

    def suggest(self, typed: str, limit: int = 8, *, wait: bool = True) -> tuple[Suggestion, ...]:
        """What the last word of a query being typed may become: words and names that the index holds, and titles.

        The first call reads the words of the index, in seconds for tens of thousands of articles; `warm` does so ahead.
        Without ``wait`` there are only titles until they are read.
        """
        return self._suggester.suggest(typed, limit, wait=wait)

    def did_you_mean(self, query: str) -> Correction | None:
        """The query with words that hardly any article has replaced by those that are likely meant; None if none is."""
        return self._suggester.correct(query)

    def read_ahead(self) -> None:
        """Begin to read the words of the index beside what else is done; without an index, later."""
        with suppress(EngineError):
            self._suggester.families_at_hand()

    def warm(self) -> None:
        """Read what searches and suggestions need beforehand: lexicon, gazetteer, the words of the index."""
        self.corrected().gazetteer.latin()
        load_frames()
        self._suggester.warm()

    def explain(self, request: SearchRequest, article_id: str | None = None) -> Explanation:
        """What a request searches for, word by word, and how the score of one article comes about.

        Raises as `search` does.
        """
        _check(request)
        parsed = parse(request.query)
        view = self.corrected()
        root, understood = _understood(parsed.root, request, view)
        clause = view.clause(plan(root, request.match, request.phrases).clause)
        return Explanation(
            query=request.query,
            clause=describe(clause),
            words=word_forms(root, self._suggester.vocabulary()),
            notices=parsed.notices,
            understood=understood,
            score=article_score(self.engine, clause, article_id) if article_id is not None else None,
        )

    def notices(self, query: str) -> tuple[Notice, ...]:
        """What would be read otherwise than typed."""
        return parse(query).notices

    def article(self, article_id: str) -> Article | None:
        """The stored article with its mentions as people have corrected them, or None."""
        found = self.engine.article(article_id)
        return None if found is None else self.corrected().article(found)

    def every_hit(self, request: SearchRequest) -> Iterator[Hit]:
        """Every hit of a search, page after page of ``limit`` hits, without facets."""
        request = replace(request, facets=(), limit=max(request.limit, 1))
        while True:
            page, _ = self._found(request)
            yield from page.hits
            if page.next is None:
                return
            request = replace(request, cursor=page.next)

    def label(self, facet: TermFacet, value: str) -> str:
        """The name shown for a facet value: of a known place or actor its label, else as some article writes it."""
        return self._labelled(facet, (value,), self.corrected().gazetteer)[value]

    def _labelled(self, facet: TermFacet, values: Sequence[str], gazetteer: Gazetteer) -> dict[str, str]:
        """The names shown for facet values, as `label` has them; the engine is asked once for those not known."""
        labels = {value: value for value in values}
        if facet not in ("place", "actor"):
            return labels
        unknown: list[str] = []
        with self._lock:
            for value in labels:
                known = gazetteer.get(value)
                if known is not None:
                    labels[value] = known.label
                elif (facet, value) in self._labels:
                    self._labels.move_to_end((facet, value))
                    labels[value] = self._labels[facet, value]
                else:
                    unknown.append(value)
        if unknown:
            found = self.engine.labels(facet, unknown)
            labels |= found
            with self._lock:
                self._labels |= {(facet, value): label for value, label in found.items()}
                while len(self._labels) > _LABELS:
                    self._labels.popitem(last=False)
        return labels

    def _term_facet(self, asked: Asked, request: SearchRequest, view: Corrected) -> TermFacetResult:
        name = asked.facet
        selected = request.filters.selected(name)
        gazetteer = view.gazetteer
        if name == "place":
            size = request.place_size or request.facet_size
            counts = corrected_counts(asked, size, also_counted(selected, request.unfold, gazetteer), view)
            counts = tree_values(counts, size, selected, request.unfold, gazetteer)
        else:
            counts = corrected_counts(asked, request.facet_size, selected, view)
            counts = _first(counts, request.facet_size, selected)
        labels = self._labelled(name, [value for value, _ in counts], gazetteer)
        return TermFacetResult(
            name,
            tuple(
                FacetValue(
                    value,
                    labels[value],
                    count,
                    value in selected,
                    gazetteer.parent(value) if name == "place" else None,
                )
                for value, count in counts
            ),
        )


def _first(counts: Counts, size: int, selected: tuple[str, ...]) -> Counts:
    """The most frequent values and behind them the selected ones that are not among them."""
    kept = dict(counts[:size])
    known = dict(counts)
    kept |= {value: known.get(value, 0) for value in selected if value not in kept}
    return tuple(kept.items())


def _check_selected(filters: Filters) -> None:
    numbers = {facet: len(filters.selected(facet)) for facet in TERM_FACETS}
    if (total := sum(numbers.values())) > MAX_SELECTED:
        most = max(numbers, key=lambda facet: numbers[facet])
        raise RequestError(most, f"at most {MAX_SELECTED} values can be selected, not {total}")


def _check(request: SearchRequest) -> None:
    if not 0 <= request.limit <= MAX_LIMIT:
        raise RequestError("limit", f"limit must be from 0 to {MAX_LIMIT}, not {request.limit}")
    if len(request.query) > MAX_QUERY_LENGTH:
        raise RequestError("q", f"the query is longer than {MAX_QUERY_LENGTH} characters")
    for size in (request.facet_size, request.place_size or 1):
        if not 1 <= size <= MAX_LIMIT:
            raise RequestError("facet_size", f"facet_size must be from 1 to {MAX_LIMIT}, not {size}")
    if len(request.unfold) > MAX_UNFOLDED:
        raise RequestError("unfold", f"at most {MAX_UNFOLDED} places can be unfolded, not {len(request.unfold)}")
    for name, days in (("from", request.filters.published), ("mentioned_from", request.filters.mentioned)):
        if days.first and days.last and days.last < days.first:
            raise RequestError(name, f"the range ends ({days.last}) before it begins ({days.first})")


def _as_now(request: SearchRequest, view: Corrected) -> SearchRequest:
    """The request with what was merged selected as what it was merged into: old addresses stay good."""
    if not view.corrections:
        return request

    def now(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(view.corrections.resolved, values)))

    filters = replace(request.filters, place=now(request.filters.place), actor=now(request.filters.actor))
    return replace(request, filters=filters, unfold=now(request.unfold))


def _filters(filters: Filters, view: Corrected) -> dict[FacetName, Clause]:
    """One clause for each facet with a selection."""
    clauses: dict[FacetName, Clause] = {}
    for name in TERM_FACETS:
        if values := filters.selected(name):
            clauses[name] = view.clause(OneOf(FACET_FIELDS[name], values))
    published, mentioned = filters.published, filters.mentioned
    if published:
        clauses["published"] = NumberRange(
            "published_day",
            calendar.day_number(published.first) if published.first else None,
            calendar.day_number(published.last) if published.last else None,
        )
    if mentioned:
        clauses["mentioned"] = OneOf("mentioned", calendar.overlap_nodes(mentioned.first, mentioned.last))
    return clauses


def _bar_unit(name: DateFacet, interval: Interval) -> BarUnit:
    return "year" if name == "mentioned" else interval  # dates in the text reach over centuries, often whole years


def _engine_search(request: SearchRequest, clause: Clause, after: str | None, view: Corrected) -> EngineSearch:
    return EngineSearch(
        clause=view.clause(clause),
        filters=_filters(request.filters, view),
        sort=request.sort,
        limit=request.limit,
        after=after,
        term_facets=tuple(name for name in TERM_FACETS if name in request.facets),
        facet_size=spare(max(request.facet_size, request.place_size or 1), view),
        selected={
            **{name: request.filters.selected(name) for name in TERM_FACETS},
            "place": also_counted(request.filters.place, request.unfold, view.gazetteer),
        },
        date_facets={
            name: f"{name}_{_bar_unit(name, request.interval)}" for name in DATE_FACETS if name in request.facets
        },
    )


def _understood(
    root: Node | None, request: SearchRequest, view: Corrected
) -> tuple[Node | None, tuple[Understood, ...]]:
    return understand(root, view.gazetteer) if request.expand and root is not None else (root, ())


def _highlighting(planned: Plan) -> Callable[[Article], Highlights]:
    """What makes the highlights of the articles that a search found."""
    titles, bodies = (Highlighter(planned.marks.get(field, Marks())) for field in ("title", "body"))
    entities = planned.entities

    def highlights(article: Article) -> Highlights:
        return Highlights(
            titles.whole(article.title, mention_spans(article, "title", entities)),
            bodies.fragments(article.body, mention_spans(article, "body", entities)),
        )

    return highlights


def _no_highlights(_: Article) -> Highlights:
    return Highlights("", ())


# ---- cursors: the engine's position, bound to the search that it belongs to


def _fingerprint(request: SearchRequest) -> str:
    """A short hash of all that decides which hits there are and in which order."""
    parts = json.dumps(
        [request.query, request.match, repr(request.filters), request.sort, request.phrases, request.expand],
        ensure_ascii=True,
    )
    return hashlib.blake2b(parts.encode(), digest_size=6).hexdigest()


def _write_cursor(position: str, fingerprint: str) -> str:
    return base64.urlsafe_b64encode(f"{fingerprint}{position}".encode()).decode().rstrip("=")


def _read_cursor(cursor: str, fingerprint: str) -> str:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True).decode("utf-8")
    except (ValueError, binascii.Error) as error:
        raise CursorError("the cursor is damaged: start again from the first page") from error
    if not text.startswith(fingerprint):
        raise CursorError("the cursor belongs to another search: start again from the first page")
    return text[len(fingerprint) :]
