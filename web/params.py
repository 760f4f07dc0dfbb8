"""Query string ↔ `SearchRequest`, in this one place for the API, the page, its links and the feeds.

`read` and `write` are inverse: what `write` makes of a request, `read` reads as the same request (highlights aside,
which no parameter asks for). Unknown parameters are ignored; of a repeated parameter that takes one value the last
counts; empty values are as if not given.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, TypeVar
from urllib.parse import quote, quote_plus

from search import calendar
from search.errors import RequestError
from search.request import (
    FACETS,
    MATCHES,
    MAX_LIMIT,
    MAX_QUERY_LENGTH,
    MAX_UNFOLDED,
    PHRASES,
    SORTS,
    TERM_FACETS,
    DateFacet,
    DayRange,
    FacetName,
    Filters,
    Interval,
    SearchRequest,
    Sort,
    TermFacet,
)

Pairs = Iterable[tuple[str, str]]
_Choice = TypeVar("_Choice", bound=str)

_DEFAULT: Final = SearchRequest()
_INTERVALS: Final[tuple[Interval, ...]] = ("month", "day")
_SWITCH: Final = {"true": True, "1": True, "false": False, "0": False}
_NO_FACETS: Final = "none"
SUGGESTIONS: Final = 8
MAX_SUGGESTIONS: Final = 50
_NUMBER: Final = re.compile(r"[0-9]{1,6}")
_PERIOD: Final = r"^\s*[0-9]{1,4}([-/][0-9]{1,2}){0,2}\s*$"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a search: its name, what it does in English and Arabic, its JSON schema and an example."""

    name: str
    description: str
    description_ar: str
    schema: dict[str, Any]
    example: Any

    @property
    def repeated(self) -> bool:
        """Whether it may be given several times to select several values."""
        return self.schema.get("type") == "array"


def _many(name: str, description: str, description_ar: str, example: str) -> Parameter:
    return Parameter(name, description, description_ar, {"type": "array", "items": {"type": "string"}}, [example])


def _choice(name: str, description: str, description_ar: str, values: tuple[str, ...]) -> Parameter:
    schema = {"type": "string", "enum": list(values), "default": values[0]}
    return Parameter(name, description, description_ar, schema, values[0])


def _switch(name: str, description: str, description_ar: str) -> Parameter:
    return Parameter(name, description, description_ar, {"type": "boolean", "default": True}, False)


def _day(name: str, description: str, description_ar: str, example: str) -> Parameter:
    return Parameter(name, description, description_ar, {"type": "string", "pattern": _PERIOD}, example)


def _number(name: str, description: str, description_ar: str, low: int, default: int) -> Parameter:
    schema = {"type": "integer", "minimum": low, "maximum": MAX_LIMIT, "default": default}
    return Parameter(name, description, description_ar, schema, default)


PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter(
        "q",
        "What to search, in the query language (docs/query-syntax.md); empty matches every article.",
        "عبارة البحث، والفارغة تعني كل المقالات.",
        {"type": "string", "maxLength": MAX_QUERY_LENGTH, "default": ""},
        "الموصل",
    ),
    _choice("match", "Whether all words must be found, or any.", "أتُشترط كل الكلمات أم تكفي أي كلمة.", MATCHES),
    _choice(
        "phrases",
        "How strictly quoted words are taken: `spelling` in any spelling, `written` letter by letter, `family` in any "
        "form of the words.",
        "كيف تؤخذ الكلمات المقتبسة: spelling بأي رسم، وwritten حرفا بحرف، وfamily بأي صيغة.",
        PHRASES,
    ),
    _switch(
        "expand",
        "Whether places, people and organisations that the query names are also found by their other names.",
        "أتُعرف الأسماء في العبارة فيُبحث عن أصحابها بأسمائهم الأخرى أيضا.",
    ),
    _switch(
        "relax",
        "Whether a search that finds nothing is tried less strictly, beside the empty answer.",
        "أيُعاد البحث الذي لا يجد شيئا أقل صرامة، إلى جانب جوابه.",
    ),
    _many("place", "Canonical id of a place; repeat it for several.", "معرّف مكان، ويُكرَّر لعدة أماكن.", "mosul.iq"),
    _many(
        "actor",
        "Canonical id of a person or organisation; repeat it for several.",
        "معرّف شخص أو جهة، ويُكرَّر لعدة منها.",
        "united-nations",
    ),
    _many("source", "Name of a source; repeat it for several.", "اسم مصدر، ويُكرَّر لعدة مصادر.", "نخيل الضفاف"),
    _many("section", "Name of a section; repeat it for several.", "اسم قسم، ويُكرَّر لعدة أقسام.", "ثقافة"),
    _day(
        "from",
        "Published on this day, month or year, or later.",
        "نُشر في هذا اليوم أو الشهر أو العام أو بعده.",
        "2026-07",
    ),
    _day(
        "to",
        "Published on this day, month or year, or earlier.",
        "نُشر في هذا اليوم أو الشهر أو العام أو قبله.",
        "2026-09-30",
    ),
    _day(
        "mentioned_from",
        "A date in the text overlaps the days from the beginning of this day, month or year …",
        "في نصه تاريخ يقع في المدة التي أولها هذا اليوم أو الشهر أو العام.",
        "2026",
    ),
    _day(
        "mentioned_to",
        "… to the end of this day, month or year.",
        "في نصه تاريخ يقع في المدة التي آخرها هذا اليوم أو الشهر أو العام.",
        "2026-12",
    ),
    _choice("sort", "Order of the hits.", "ترتيب النتائج.", SORTS),
    _number("limit", "Most hits on one page.", "أكبر عدد من النتائج في الصفحة.", 0, _DEFAULT.limit),
    Parameter(
        "cursor",
        "The `next` of the page before; the other parameters must be the same as there.",
        "قيمة next من الصفحة السابقة، مع بقاء سائر المعاملات كما هي.",
        {"type": "string"},
        "",
    ),
    Parameter(
        "facets",
        "Facets to count, separated by commas or repeated; `none` or empty for none. All of them by default.",
        "التصنيفات المعدودة، تفصلها فواصل أو يُكرَّر المعامل، وnone لتركها كلها.",
        {"type": "array", "items": {"type": "string", "enum": [*FACETS, _NO_FACETS]}},
        ["place", "actor"],
    ),
    _number("facet_size", "Most values of a facet.", "أكبر عدد من القيم في التصنيف.", 1, _DEFAULT.facet_size),
    _many(
        "unfold",
        f"A place whose places are all counted, beside the most frequent ones; repeat it for several, {MAX_UNFOLDED} "
        "at most.",
        "معرّف مكان تُعدّ الأماكن التي فيه كلها زيادة على الأكثر ورودا، ويُكرَّر لعدة أماكن.",
        "iq",
    ),
    _choice(
        "interval",
        "Width of the bars of `published`; those of `mentioned` are years.",
        "عرض أعمدة تاريخ النشر: شهر أو يوم.",
        _INTERVALS,
    ),
)


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is meant where a parameter is not given.

    With ``latest_first`` a search without words, where nothing is more relevant than anything else, is sorted newest
    first whatever ``sort`` says of relevance.
    """

    limit: int = _DEFAULT.limit
    latest_first: bool = False

    def sort(self, query: str) -> Sort:
        """The sort where none is given."""
        return "newest" if self.latest_first and not query.strip() else "relevance"


API: Final = Defaults()

SUGGEST_PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter(
        "q",
        "The query as typed so far; its last word is completed.",
        "العبارة كما كُتبت حتى الآن، وآخر كلمة فيها هي التي تُكمَّل.",
        {"type": "string", "maxLength": MAX_QUERY_LENGTH, "default": ""},
        "جامعة المو",
    ),
    Parameter(
        "limit",
        "Most suggestions.",
        "أكبر عدد من الاقتراحات.",
        {"type": "integer", "minimum": 0, "maximum": MAX_SUGGESTIONS, "default": SUGGESTIONS},
        SUGGESTIONS,
    ),
)
"""What `read_suggest` reads."""


def read_suggest(pairs: Pairs) -> tuple[str, int]:
    """The query being typed and the most suggestions wanted.

    Raises:
        RequestError: names the parameter that cannot be used.

    """
    given = _given(pairs)
    return _query(given), _integer("limit", given, 0, SUGGESTIONS, MAX_SUGGESTIONS)


def read(pairs: Pairs, defaults: Defaults = API) -> SearchRequest:
    """The request that the parameters of a query string ask for.

    Raises:
        RequestError: names the parameter that cannot be used.

    """
    given = _given(pairs)
    query = _query(given)
    sort = _one_of("sort", given, SORTS) or defaults.sort(query)
    if sort == "relevance":
        sort = defaults.sort(query)
    return SearchRequest(
        query=query,
        match=_one_of("match", given, MATCHES) or _DEFAULT.match,
        phrases=_one_of("phrases", given, PHRASES) or _DEFAULT.phrases,
        expand=_boolean("expand", given, default=_DEFAULT.expand),
        relax=_boolean("relax", given, default=_DEFAULT.relax),
        filters=Filters(
            **{name: _values(given.get(name, ())) for name in TERM_FACETS},
            published=_days(given, "from", "to"),
            mentioned=_days(given, "mentioned_from", "mentioned_to"),
        ),
        sort=sort,
        limit=_integer("limit", given, 0, defaults.limit),
        cursor=_last(given, "cursor") or None,
        facets=_facets(given),
        facet_size=_integer("facet_size", given, 1, _DEFAULT.facet_size),
        unfold=_unfolded(given),
        interval=_one_of("interval", given, _INTERVALS) or _DEFAULT.interval,
    )


def write(request: SearchRequest, defaults: Defaults = API) -> list[tuple[str, str]]:
    """The shortest parameters that `read` reads as this request; defaults are left out."""
    filters = request.filters
    pairs: list[tuple[str, str]] = []
    if request.query:
        pairs.append(("q", request.query))
    if request.match != _DEFAULT.match:
        pairs.append(("match", request.match))
    if request.phrases != _DEFAULT.phrases:
        pairs.append(("phrases", request.phrases))
    for name, on, default in (("expand", request.expand, _DEFAULT.expand), ("relax", request.relax, _DEFAULT.relax)):
        if on != default:
            pairs.append((name, "true" if on else "false"))
    for name in TERM_FACETS:
        pairs += [(name, value) for value in filters.selected(name)]
    for days, low, high in ((filters.published, "from", "to"), (filters.mentioned, "mentioned_from", "mentioned_to")):
        if days.first:
            pairs.append((low, days.first.isoformat()))
        if days.last:
            pairs.append((high, days.last.isoformat()))
    if request.sort != defaults.sort(request.query):
        pairs.append(("sort", request.sort))
    if request.limit != defaults.limit:
        pairs.append(("limit", str(request.limit)))
    if request.facets != _DEFAULT.facets:
        pairs.append(("facets", ",".join(request.facets) or _NO_FACETS))
    if request.facet_size != _DEFAULT.facet_size:
        pairs.append(("facet_size", str(request.facet_size)))
    pairs += [("unfold", place) for place in request.unfold]
    if request.interval != _DEFAULT.interval:
        pairs.append(("interval", request.interval))
    if request.cursor:
        pairs.append(("cursor", request.cursor))
    return pairs


_SHORT: Final = 128
"""Characters of names and values that are remembered in their written form; longer ones are rare."""


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return quote_plus(text)


def quoted(text: str) -> str:
    """A name or value as it stands in a query string, percent-encoded; a page writes the same ones again and again."""
    return _remembered(text) if len(text) <= _SHORT else quote_plus(text)


def query_string(pairs: Pairs) -> str:
    """Parameters as a query string, percent-encoded throughout."""
    return "&".join([f"{quoted(name)}={quoted(value)}" for name, value in pairs])


def href(path: str, pairs: Pairs) -> str:
    """A path with its query string, percent-encoded throughout."""
    query = query_string(pairs)
    return f"{path}?{query}" if query else path


def article_href(article_id: str, base: str = "/article", part: int = 1) -> str:
    """Where an article is, or a part of a long one; the whole id is one path segment.

    Browsers take ``.`` and ``..`` for steps in the path, even percent-encoded: articles with these ids are asked for by
    parameter.
    """
    further = [("part", str(part))] if part > 1 else []
    if article_id in {".", ".."}:
        return href(base, [("id", article_id), *further])
    return href(f"{base}/{quote(article_id, safe='')}", further)


def read_part(pairs: Pairs) -> int:
    """Which part of a long article is asked for.

    Raises:
        RequestError: it is no whole number from 1 on.

    """
    value = _last(_given(pairs), "part") or "1"
    if not _NUMBER.fullmatch(value) or int(value) < 1:
        raise RequestError("part", "part must be a whole number from 1 on")
    return int(value)


# ---- changes to a request that a link stands for; all lead to the first page


def with_values(request: SearchRequest, facet: TermFacet, values: tuple[str, ...]) -> SearchRequest:
    """The same search with these values selected in a facet."""
    return replace(request, cursor=None, filters=_changed(request.filters, facet, values))


def toggled(request: SearchRequest, facet: TermFacet, value: str) -> SearchRequest:
    """The same search with a value selected that was not, or the other way round."""
    chosen = request.filters.selected(facet)
    others = tuple(one for one in chosen if one != value)
    return with_values(request, facet, others if value in chosen else (*chosen, value))


def with_days(request: SearchRequest, facet: DateFacet, days: DayRange) -> SearchRequest:
    """The same search with these days selected in a date facet."""
    return replace(request, cursor=None, filters=_changed(request.filters, facet, days))


def _changed(filters: Filters, facet: FacetName, selection: tuple[str, ...] | DayRange) -> Filters:
    changes: dict[str, Any] = {facet: selection}
    return replace(filters, **changes)


# ---- reading single parameters


def _given(pairs: Pairs) -> dict[str, list[str]]:
    given: dict[str, list[str]] = {}
    for name, value in pairs:
        given.setdefault(name, []).append(value)
    return given


def _query(given: dict[str, list[str]]) -> str:
    query = given.get("q", [""])[-1]
    if len(query) > MAX_QUERY_LENGTH:
        raise RequestError("q", f"the query is longer than {MAX_QUERY_LENGTH} characters")
    return query


def _last(given: dict[str, list[str]], name: str) -> str:
    return given.get(name, [""])[-1].strip()


def _values(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _one_of(name: str, given: dict[str, list[str]], allowed: tuple[_Choice, ...]) -> _Choice | None:
    value = _last(given, name)
    for choice in allowed:
        if value == choice:
            return choice
    if value:
        raise RequestError(name, f"{name} must be one of {', '.join(allowed)}")
    return None


def _boolean(name: str, given: dict[str, list[str]], *, default: bool) -> bool:
    value = _last(given, name)
    if not value:
        return default
    if value.lower() not in _SWITCH:
        raise RequestError(name, f"{name} must be true or false")
    return _SWITCH[value.lower()]


def _integer(name: str, given: dict[str, list[str]], low: int, default: int, most: int = MAX_LIMIT) -> int:
    value = _last(given, name)
    if not value:
        return default
    if not _NUMBER.fullmatch(value) or not low <= int(value) <= most:
        raise RequestError(name, f"{name} must be a whole number from {low} to {most}")
    return int(value)


def _days(given: dict[str, list[str]], low: str, high: str) -> DayRange:
    first, last = _period(given, low), _period(given, high)
    days = DayRange(first[0] if first else None, last[1] if last else None)
    if days.first and days.last and days.last < days.first:
        raise RequestError(low, f"the range ends ({days.last}) before it begins ({days.first})")
    return days


def _period(given: dict[str, list[str]], name: str) -> tuple[dt.date, dt.date] | None:
    value = _last(given, name)
    if not value:
        return None
    try:
        return calendar.period(value)
    except ValueError as error:
        raise RequestError(name, f"{name} is a day, month or year: 2016-10-24, 2016-10 or 2016") from error


def _unfolded(given: dict[str, list[str]]) -> tuple[str, ...]:
    places = _values(given.get("unfold", ()))
    if len(places) > MAX_UNFOLDED:
        raise RequestError("unfold", f"at most {MAX_UNFOLDED} places can be unfolded")
    return places


def _facets(given: dict[str, list[str]]) -> tuple[FacetName, ...]:
    if "facets" not in given:
        return FACETS
    asked = {name.strip() for value in given["facets"] for name in value.split(",")} - {"", _NO_FACETS}
    if asked - set(FACETS):
        raise RequestError("facets", f"facets are {', '.join(FACETS)} or {_NO_FACETS}")
    return tuple(name for name in FACETS if name in asked)
