"""The shapes of the API's answers for its OpenAPI description; `search.answer` makes the answers themselves."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

_Kind = Literal["person", "organization"]
_FieldName = Literal["title", "body"]
_Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-07-01"])]


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class NoticeAnswer(_Answer):
    """Something in the query that was read otherwise than typed; ``start`` and ``end`` are code points in it."""

    code: str = Field(examples=["unclosed-quote"])
    start: int
    end: int
    message: str
    message_ar: str


class UnderstoodAnswer(_Answer):
    """Words of the query that name a known entity: articles were found by its other names too."""

    id: str = Field(examples=["mosul.iq"])
    label: str = Field(examples=["الموصل"])
    kind: Literal["place", "person", "organization"]
    start: int
    end: int


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
    match: str
    phrases: str
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
    total: int = Field(ge=0)
    hits: list[HitAnswer]
    facets: FacetsAnswer
    next: str | None
    relaxed: RelaxedAnswer | None = Field(
        default=None, description="Present where nothing matches and a less strict search finds something."
    )
    partial: bool = Field(default=False, description="Present and true where part of the index did not answer in time.")


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


class ActorMentionAnswer(_Answer):
    """A mention of a person or organisation."""

    id: str
    label: str
    kind: _Kind
    name: str
    field: _FieldName
    start: int
    end: int


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
