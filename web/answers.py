"""The shapes of the API's answers for its OpenAPI description; `search.answer` makes the answers themselves."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_Kind = Literal["person", "organization"]
_FieldName = Literal["title", "body"]
_Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-07-01"])]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NearAnswer(_Answer):
    """A value of a facet that may be meant."""

    id: str = Field(examples=["mosul.iq"])
    label: str = Field(examples=["الموصل"])


class NoticeAnswer(_Answer):
    """Something that was read otherwise than typed, or that no article has; ``start`` and ``end`` are code points.

    ``facet``, ``value`` and ``suggestions`` are there only in notices about a value that no article has.
    """

    code: str = Field(examples=["unclosed-quote"])
    start: int
    end: int
    message: str
    message_ar: str
    facet: Literal["place", "actor", "source", "section"] | None = None
    value: str = ""
    suggestions: list[NearAnswer] = Field(default=[])


class UnderstoodAnswer(_Answer):
    """Words of the query that name a known entity: articles were found by its other names too."""

    id: str = Field(examples=["mosul.iq"])
    label: str = Field(examples=["الموصل"])
    kind: Literal["place", "person", "organization"]
    start: int
    end: int


class FormAnswer(_Answer):
    """A word of the index and the articles that have it."""

    text: str = Field(examples=["للموصل"])
    count: int = Field(ge=0, examples=[3])


class WordAnswer(_Answer):
    """A part of the query and the words of the index that it finds, most frequent first."""

    text: str = Field(examples=["الموصل"])
    start: int
    end: int
    kind: Literal["word", "stop", "prefix", "fuzzy", "phrase", "sentence"]
    excluded: bool
    forms: list[FormAnswer]


class ReplacementAnswer(_Answer):
    """A word that was probably mistyped and what is put in its place."""

    start: int
    end: int
    typed: str = Field(examples=["الموصول"])
    text: str = Field(examples=["الموصل"])


class CorrectionAnswer(_Answer):
    """The query that was probably meant."""

    query: str = Field(examples=["جامعة الموصل"])
    replacements: list[ReplacementAnswer]


class HighlightsAnswer(_Answer):
    """Escaped HTML with ``<mark>`` around matching words."""

    title: str = Field(examples=["مكتبة جامعة <mark>الموصل</mark>"])
    body: list[str]


class HitPlace(_Answer):
    """A place that the article mentions."""

    id: str = Field(examples=["mosul.iq"])
    label: str = Field(examples=["الموصل"])


class HitActor(_Answer):
    """A person or organisation that the article mentions."""

    id: str = Field(examples=["unesco"])
    label: str = Field(examples=["اليونسكو"])
    kind: _Kind


class HitAnswer(_Answer):
    """One article found; ``score`` is null where the sort is not by relevance."""

    id: str = Field(examples=["nakheel-20260701-1"])
    title: str
    url: str
    source: str
    section: str
    published: str | None = Field(description="A day or a time, as the source gave it.", examples=["2026-07-01"])
    score: float | None
    highlights: HighlightsAnswer
    places: list[HitPlace]
    actors: list[HitActor]


class RelaxedAnswer(_Answer):
    """What a less strict search finds where the query itself finds nothing; ``message`` says how it differs."""

    steps: list[str]
    message: str
    message_ar: str
    query: str
    match: Literal["all", "any"]
    phrases: Literal["spelling", "written", "family"]
    expand: bool
    total: int
    hits: list[HitAnswer]


class FacetValueAnswer(_Answer):
    """One value of a facet, counted over what matches everything but this facet's own selection."""

    id: str
    label: str
    count: int = Field(ge=0)
    selected: bool


class PlaceValueAnswer(FacetValueAnswer):
    """A place: counted are the articles that mention it or a place within it."""

    parent: str | None = Field(
        description="The place that it is shown in, itself among the values; null at the top.", examples=["iq-ni"]
    )


class BarAnswer(BaseModel):
    """One bar of a date facet; both days are included."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)

    first: _Day = Field(alias="from")
    last: _Day = Field(alias="to")
    count: int = Field(ge=0)
    selected: bool


class FacetsAnswer(_Answer):
    """The facets that were asked for; those that were not are left out."""

    place: list[PlaceValueAnswer] = Field(default=[])
    actor: list[FacetValueAnswer] = Field(default=[])
    source: list[FacetValueAnswer] = Field(default=[])
    section: list[FacetValueAnswer] = Field(default=[])
    published: list[BarAnswer] = Field(default=[])
    mentioned: list[BarAnswer] = Field(default=[])


class SearchAnswer(_Answer):
    """The answer to a search; ``next`` is the cursor of the following page, null on the last one."""

    query: str
    notices: list[NoticeAnswer]
    understood: list[UnderstoodAnswer]
    searched: str = Field(description="What was searched, in one line of Arabic.", examples=["الموصل: بالموصل، للموصل"])
    words: list[WordAnswer]
    total: int = Field(ge=0)
    hits: list[HitAnswer]
    facets: FacetsAnswer
    next: str | None
    did_you_mean: CorrectionAnswer | None = Field(
        default=None, description="Present where hardly anything matches and a word has a likelier spelling."
    )
    relaxed: RelaxedAnswer | None = Field(
        default=None, description="Present where nothing matches and a less strict search finds something."
    )
    partial: bool = Field(default=False, description="Present and true where part of the index did not answer in time.")


class SuggestionAnswer(_Answer):
    """A query that the typed one may be meant to become, and the word, name or title that completes it."""

    text: str = Field(examples=["جامعة الموصل"])
    completion: str = Field(examples=["جامعة الموصل"])
    kind: Literal["word", "place", "person", "organization", "title"]
    count: int = Field(ge=0, description="Articles that have it.")
    id: str | None = Field(
        description="Canonical id of a name, id of the article of a title, null for a word.",
        examples=["university-of-mosul"],
    )


class SuggestAnswer(_Answer):
    """What the query being typed may become, likeliest first, titles last."""

    query: str
    suggestions: list[SuggestionAnswer]
    did_you_mean: CorrectionAnswer | None = Field(
        default=None, description="Present where a word was probably mistyped."
    )


class ScoreAnswer(_Answer):
    """A number of a score, what it stands for, and the numbers that it was made of."""

    value: float
    description: str
    parts: list[ScoreAnswer]


class ExplainAnswer(_Answer):
    """What a query was taken to mean, and how the score of one article came about."""

    query: str
    searched: str
    words: list[WordAnswer]
    clause: str = Field(
        description="What the engine was asked, in the notation of search engines: + must, - must not, ^ boost."
    )
    notices: list[NoticeAnswer]
    understood: list[UnderstoodAnswer]
    score: ScoreAnswer | None = Field(
        description="Of the article `id`; null without it, where it is not found, or where the engine does not tell."
    )


class CandidateAnswer(_Answer):
    """One of the places or actors that a mention may be which the article leaves open."""

    id: str
    label: str


class PlaceMentionAnswer(_Answer):
    """A mention of a place; offsets are code points in ``field``, the end not included."""

    id: str
    label: str
    name: str
    field: _FieldName
    start: int
    end: int
    lat: float | None
    lon: float | None
    in_doubt: bool
    candidates: list[CandidateAnswer]


class ActorMentionAnswer(_Answer):
    """A mention of a person or organisation."""

    id: str
    label: str
    kind: _Kind
    name: str
    field: _FieldName
    start: int
    end: int
    in_doubt: bool
    candidates: list[CandidateAnswer]


class DateMentionAnswer(BaseModel):
    """A date of the text and the days it means, both included."""

    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)

    text: str
    field: _FieldName
    start: int
    end: int
    first: _Day = Field(alias="from")
    last: _Day = Field(alias="to")
    precision: Literal["day", "week", "month", "season", "quarter", "year", "range"]


class ArticleAnswer(_Answer):
    """A whole article with every mention."""

    id: str
    title: str
    body: str
    url: str
    source: str
    section: str
    author: str
    published: str | None
    places: list[PlaceMentionAnswer]
    actors: list[ActorMentionAnswer]
    dates: list[DateMentionAnswer]


class ProblemAnswer(_Answer):
    """What went wrong (RFC 9457), in Arabic or English by ``Accept-Language``."""

    type: str = Field(examples=["/help#problem-bad-parameter"])
    title: str = Field(examples=["A parameter cannot be used"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["limit must be a whole number from 0 to 1000"])
    instance: str = Field(examples=["/api/v1/search"])
    parameter: str | None = Field(default=None, examples=["limit"])


class HealthAnswer(_Answer):
    """The server runs."""

    status: Literal["ok"]


SEARCH_EXAMPLE: dict[str, Any] = {
    "query": "جامعة الموصل",
    "notices": [],
    "understood": [
        {"id": "university-of-mosul", "label": "جامعة الموصل", "kind": "organization", "start": 0, "end": 12}
    ],
    "searched": "جامعة: الجامعة، جامعات، والجامعة؛ الموصل: بالموصل، للموصل",
    "words": [
        {
            "text": "جامعة",
            "start": 0,
            "end": 5,
            "kind": "word",
            "excluded": False,
            "forms": [{"text": "جامعة", "count": 15}, {"text": "الجامعة", "count": 6}],
        },
        {
            "text": "الموصل",
            "start": 6,
            "end": 12,
            "kind": "word",
            "excluded": False,
            "forms": [{"text": "الموصل", "count": 12}, {"text": "بالموصل", "count": 2}],
        },
    ],
    "total": 1,
    "hits": [
        {
            "id": "nakheel-20260701-1",
            "title": "مكتبة جامعة الموصل تستعد لافتتاح قاعة المخطوطات",
            "url": "https://example.org/nakheel/2026/07/01/1",
            "source": "نخيل الضفاف",
            "section": "ثقافة",
            "published": "2026-07-01T07:45:00+03:00",
            "score": 17.8,
            "highlights": {
                "title": "مكتبة <mark>جامعة</mark> <mark>الموصل</mark> تستعد لافتتاح قاعة المخطوطات",
                "body": ["المكتبة المركزية في <mark>جامعة</mark> <mark>الموصل</mark> لافتتاح قاعة جديدة"],
            },
            "places": [{"id": "mosul.iq", "label": "الموصل"}],
            "actors": [{"id": "university-of-mosul", "label": "جامعة الموصل", "kind": "organization"}],
        }
    ],
    "facets": {
        "place": [
            {"id": "iq", "label": "العراق", "count": 1, "selected": False, "parent": "middle-east"},
            {"id": "iq-ni", "label": "نينوى", "count": 1, "selected": False, "parent": "iq"},
        ],
        "published": [{"from": "2026-07-01", "to": "2026-07-31", "count": 1, "selected": False}],
    },
    "next": None,
}

SUGGEST_EXAMPLE: dict[str, Any] = {
    "query": "جامعة المو",
    "suggestions": [
        {
            "text": "جامعة الموصل",
            "completion": "جامعة الموصل",
            "kind": "organization",
            "count": 7,
            "id": "university-of-mosul",
        },
        {
            "text": '"مكتبة جامعة الموصل تستعد لافتتاح قاعة المخطوطات"',
            "completion": "مكتبة جامعة الموصل تستعد لافتتاح قاعة المخطوطات",
            "kind": "title",
            "count": 1,
            "id": "nakheel-20260701-1",
        },
    ],
}

EXPLAIN_EXAMPLE: dict[str, Any] = {
    "query": "الموصل",
    "searched": "الموصل: بالموصل، والموصل، موصلي",
    "words": [
        {
            "text": "الموصل",
            "start": 0,
            "end": 6,
            "kind": "word",
            "excluded": False,
            "forms": [{"text": "الموصل", "count": 12}, {"text": "بالموصل", "count": 2}],
        }
    ],
    "clause": "(text_family:موصل | place:{mosul.iq})",
    "notices": [],
    "understood": [{"id": "mosul.iq", "label": "الموصل", "kind": "place", "start": 0, "end": 6}],
    "score": {
        "value": 4.1,
        "description": "BooleanClause. sum of ...",
        "parts": [{"value": 4.1, "description": "TermQuery, product of...", "parts": []}],
    },
}
