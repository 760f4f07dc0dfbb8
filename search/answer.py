"""Results and articles as the JSON of the API: the same for ``/api/v1`` and for ``fihris search --json``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from search.article import ActorMention, Article, DateMention, PlaceMention
from search.explain import Explanation, plain_line
from search.insight import ScorePart
from search.request import FacetName
from search.results import Correction, FacetValue, Hit, Notice, Relaxed, SearchResults, Understood, WordForms
from search.suggest import Suggestion

Json = dict[str, Any]


def search_answer(results: SearchResults) -> Json:
    """``{query, notices, understood, searched, words, total, hits, facets, next}`` as docs/api.md describes it.

    The days of date facets are dates, which orjson writes as ``YYYY-MM-DD``: there may be thousands of them.
    """
    facets: Json = {
        facet.name: [value_answer(facet.name, value) for value in facet.values] for facet in results.term_facets
    }
    for bars in results.date_facets:
        facets[bars.name] = [
            {"from": first, "to": last, "count": count, "selected": selected}
            for first, last, count, selected in bars.bars
        ]
    answer: Json = {
        "query": results.query,
        "notices": [notice_answer(notice) for notice in results.notices],
        "understood": [understood_answer(one) for one in results.understood],
        "searched": plain_line(results.query, results.words),
        "words": [word_answer(word) for word in results.words],
        "total": results.total,
        "hits": [hit_answer(hit) for hit in results.hits],
        "facets": facets,
        "next": results.next,
    }
    if results.did_you_mean is not None:
        answer["did_you_mean"] = correction_answer(results.did_you_mean)
    if results.relaxed is not None:
        answer["relaxed"] = relaxed_answer(results.relaxed)
    if results.partial:
        answer["partial"] = True
    return answer


def value_answer(facet: FacetName, value: FacetValue) -> Json:
    """One value of a term facet; places say what they are shown in."""
    answer = {"id": value.id, "label": value.label, "count": value.count, "selected": value.selected}
    return {**answer, "parent": value.parent} if facet == "place" else answer


def notice_answer(notice: Notice) -> Json:
    """One notice; what it says no article has comes with its facet, value and suggestions."""
    answer = {
        "code": notice.code,
        "start": notice.start,
        "end": notice.end,
        "message": notice.message,
        "message_ar": notice.message_ar,
    }
    if notice.facet is None:
        return answer
    suggestions = [{"id": one.id, "label": one.label} for one in notice.suggestions]
    return {**answer, "facet": notice.facet, "value": notice.value, "suggestions": suggestions}


def relaxed_answer(relaxed: Relaxed) -> Json:
    """What a less strict search finds; only there where the search itself finds nothing."""
    return {
        "steps": list(relaxed.steps),
        "message": relaxed.message,
        "message_ar": relaxed.message_ar,
        "query": relaxed.query,
        "match": relaxed.match,
        "phrases": relaxed.phrases,
        "expand": relaxed.expand,
        "total": relaxed.total,
        "hits": [hit_answer(hit) for hit in relaxed.hits],
    }


def understood_answer(understood: Understood) -> Json:
    """One name in the query; ``start`` and ``end`` are code points in it."""
    return {
        "id": understood.id,
        "label": understood.label,
        "kind": understood.kind,
        "start": understood.start,
        "end": understood.end,
    }


def word_answer(word: WordForms) -> Json:
    """One word of the query and the words of the index that it finds."""
    return {
        "text": word.text,
        "start": word.start,
        "end": word.end,
        "kind": word.kind,
        "excluded": word.excluded,
        "forms": [{"text": form.text, "count": form.count} for form in word.forms],
    }


def correction_answer(correction: Correction) -> Json:
    """What was probably meant, and which words of the query differ."""
    return {
        "query": correction.query,
        "replacements": [
            {"start": one.start, "end": one.end, "typed": one.typed, "text": one.text}
            for one in correction.replacements
        ],
    }


def suggestions_answer(query: str, suggestions: Iterable[Suggestion], correction: Correction | None) -> Json:
    """What a query being typed may become; ``did_you_mean`` only where a word of it was probably mistyped."""
    answer: Json = {"query": query, "suggestions": [suggestion_answer(one) for one in suggestions]}
    if correction is not None:
        answer["did_you_mean"] = correction_answer(correction)
    return answer


def suggestion_answer(suggestion: Suggestion) -> Json:
    """One suggestion; ``id`` is null for a word."""
    return {
        "text": suggestion.text,
        "completion": suggestion.completion,
        "kind": suggestion.kind,
        "count": suggestion.count,
        "id": suggestion.id,
    }


def explanation_answer(explanation: Explanation) -> Json:
    """``{query, searched, words, clause, notices, understood, score}``; score is null where there is none."""
    return {
        "query": explanation.query,
        "searched": plain_line(explanation.query, explanation.words),
        "words": [word_answer(word) for word in explanation.words],
        "clause": explanation.clause,
        "notices": [notice_answer(notice) for notice in explanation.notices],
        "understood": [understood_answer(one) for one in explanation.understood],
        "score": None if explanation.score is None else score_answer(explanation.score),
    }


def score_answer(part: ScorePart) -> Json:
    """A number of a score and the numbers that it was made of."""
    return {
        "value": part.value,
        "description": part.description,
        "parts": [score_answer(inner) for inner in part.parts],
    }


def hit_answer(hit: Hit) -> Json:
    """One hit: what a list of results needs of the article."""
    article = hit.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "source": article.source,
        "section": article.section,
        "published": article.published.isoformat() if article.published else None,
        "score": hit.score,
        "highlights": {"title": hit.highlights.title, "body": list(hit.highlights.body)},
        "places": _distinct({"id": place.id, "label": place.label} for place in article.places),
        "actors": _distinct({"id": actor.id, "label": actor.label, "kind": actor.kind} for actor in article.actors),
    }


def _distinct(entities: Iterable[Json]) -> list[Json]:
    return list({entity["id"]: entity for entity in reversed(list(entities))}.values())[::-1]


def article_answer(article: Article) -> Json:
    """A whole article with every mention."""
    return {
        "id": article.id,
        "title": article.title,
        "body": article.body,
        "url": article.url,
        "source": article.source,
        "section": article.section,
        "author": article.author,
        "published": article.published.isoformat() if article.published else None,
        **mentions_answer(article),
    }


def mentions_answer(article: Article) -> Json:
    """``{places, actors, dates}``, every mention with its offsets."""
    return {
        "places": [place_answer(place) for place in article.places],
        "actors": [actor_answer(actor) for actor in article.actors],
        "dates": [date_answer(date) for date in article.dates],
    }


def place_answer(place: PlaceMention) -> Json:
    """One mention of a place."""
    return {
        "id": place.id,
        "label": place.label,
        "name": place.name,
        "field": place.field,
        "start": place.start,
        "end": place.end,
        "lat": place.lat,
        "lon": place.lon,
        **_doubt(place),
    }


def actor_answer(actor: ActorMention) -> Json:
    """One mention of a person or organisation."""
    return {
        "id": actor.id,
        "label": actor.label,
        "kind": actor.kind,
        "name": actor.name,
        "field": actor.field,
        "start": actor.start,
        "end": actor.end,
        **_doubt(actor),
    }


def _doubt(mention: PlaceMention | ActorMention) -> Json:
    """Whether the article leaves open what is meant, and all that it may be, likeliest first."""
    candidates = [{"id": one.id, "label": one.label} for one in mention.candidates]
    return {"in_doubt": bool(candidates), "candidates": candidates}


def date_answer(date: DateMention) -> Json:
    """One mention of a date; ``from`` and ``to`` are days, both included."""
    return {
        "text": date.text,
        "field": date.field,
        "start": date.start,
        "end": date.end,
        "from": date.first.isoformat(),
        "to": date.last.isoformat(),
        "precision": date.precision,
    }
