"""How a query was read and what else may be asked, as the templates see it.

What was searched, the options of the search, what was probably meant, what a less strict search finds, completions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from search.entities import Gazetteer
from search.explain import other_forms
from search.request import PHRASES, Phrases, SearchRequest
from search.results import Relaxed, RelaxedStep, SearchResults, Understood, WordForms
from search.suggest import Suggestion
from web.params import article_href
from web.wording import RESULT, Wording

_FORMS: Final = 12
"""Forms of a word that are shown."""
_NAMES: Final = 6
"""Names of a place or actor that are shown."""

Links = Callable[[SearchRequest], str]

KIND_LABELS: Final = {"person": "شخص", "organization": "جهة", "place": "مكان", "date": "تاريخ"}
_NARROW: Final = {
    "person": "حصر النتائج في هذا الشخص",
    "organization": "حصر النتائج في هذه الجهة",
    "place": "حصر النتائج في هذا المكان",
}
_PHRASE_LABELS: Final[dict[Phrases, str]] = {"spelling": "بأي رسم", "written": "حرفا بحرف", "family": "بأي صيغة"}
_PHRASES_FOUND: Final[dict[Phrases, str]] = {
    "spelling": "العبارة بأي رسم",
    "written": "العبارة حرفا بحرف",
    "family": "العبارة بأي صيغة لكلماتها",
}
_EXPAND_LABELS: Final = {True: "بكل أسمائها", False: "كما كُتبت"}
_RELAX_LABELS: Final = {True: "يُعاد أقل صرامة", False: "لا يُعاد"}
_STEP_LABELS: Final[dict[RelaxedStep, str]] = {
    "spelling": "الرسم حرفا بحرف",
    "family": "صيغة الكلمات المقتبسة",
    "words": "تجاور الكلمات المقتبسة",
    "names": "الاقتصار على الاسم المكتوب",
    "corrected": "الكلمة التي لا تكاد توجد، إلى أقرب كلمة إليها",
    "fuzzy": "إملاء الكلمات",
    "any": "اجتماع الكلمات كلها",
}
"""What each step gives up, as docs/query-syntax.md says it."""
_SUGGESTION_LABELS: Final = {**KIND_LABELS, "word": "", "title": "مقال"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few choices of which one holds."""

    label: str
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class OptionView:
    """A few choices under one heading."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class OptionsView:
    """The options of the search; ``changed`` says which of them are not as usual."""

    options: tuple[OptionView, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchedView:
    """A part of the query and what is searched for it."""

    part: str
    found: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class UnderstoodView:
    """A name in the query, what it was taken for, and the search for just that; empty if it is selected already."""

    part: str
    kind: str
    label: str
    narrow: str
    href: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The query that was probably meant."""

    query: str
    href: str


@dataclass(frozen=True, slots=True)
class RelaxedView:
    """What a less strict search finds: how it differs, what was given up, and where that search is."""

    message: str
    steps: tuple[str, ...]
    query: str
    href: str
    count: str
    request: SearchRequest
    found: Relaxed


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """One completion: what it says, its kind and count in words, its query, and where the article of a title is."""

    label: str
    kind: str
    kind_label: str
    count: str
    text: str
    href: str


def options_view(request: SearchRequest, link: Links) -> OptionsView:
    """The options with the search that each choice makes."""
    phrases = tuple(
        Choice(_PHRASE_LABELS[one], link(replace(request, phrases=one)), request.phrases == one) for one in PHRASES
    )
    expand = tuple(
        Choice(label, link(replace(request, expand=on)), request.expand == on) for on, label in _EXPAND_LABELS.items()
    )
    relax = tuple(
        Choice(label, link(replace(request, relax=on)), request.relax == on) for on, label in _RELAX_LABELS.items()
    )
    usual = SearchRequest()
    changed = [
        f"العبارات {_PHRASE_LABELS[request.phrases]}" if request.phrases != usual.phrases else "",
        f"الأسماء {_EXPAND_LABELS[request.expand]}" if request.expand != usual.expand else "",
        f"البحث الفارغ {_RELAX_LABELS[request.relax]}" if request.relax != usual.relax else "",
    ]
    return OptionsView(
        (
            OptionView("phrases", "العبارات المقتبسة", phrases),
            OptionView("expand", "أسماء الأماكن والأشخاص والجهات", expand),
            OptionView("relax", "البحث الذي لا يجد شيئا", relax),
        ),
        tuple(one for one in changed if one),
    )


def understood_view(one: Understood, request: SearchRequest, narrowed: str) -> UnderstoodView:
    """A name in the query; ``narrowed`` is the search for just what it names."""
    return UnderstoodView(
        request.query[one.start : one.end],
        KIND_LABELS[one.kind],
        one.label,
        _NARROW[one.kind],
        narrowed,
    )


def searched_view(request: SearchRequest, results: SearchResults, gazetteer: Gazetteer) -> tuple[SearchedView, ...]:
    """What was searched, a line for each part of the query, the names that were understood, and what only ranks."""
    views = [
        SearchedView(request.query[word.start : word.end], _found(word, request.phrases), word.excluded)
        for word in results.words
        if word.kind != "stop"
    ]
    for one in results.understood:
        known = gazetteer.get(one.id)
        if known is not None:
            names = [
                name
                for name in dict.fromkeys((known.label, *known.names))
                if name != request.query[one.start : one.end]
            ]
            shown = "، ".join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
            if shown:
                views.append(SearchedView(f"أسماء {one.label}", shown))
    only_rank = [request.query[word.start : word.end] for word in results.words if word.kind == "stop"]
    if only_rank:
        views.append(SearchedView("، ".join(only_rank), "ترتّب النتائج ولا تُشترط"))
    return tuple(view for view in views if view.found)


def _found(word: WordForms, phrases: Phrases) -> str:
    if word.kind == "phrase":
        return _PHRASES_FOUND[phrases]
    if word.kind == "sentence":
        return "كلماتها في جملة واحدة، بأي صيغة"
    others = other_forms(word)
    if not others:
        return "لا صيغ أخرى لها في المقالات" if word.forms else ""
    return "، ".join(form.text for form in others[:_FORMS]) + (" …" if len(others) > _FORMS else "")


def correction_view(request: SearchRequest, results: SearchResults, link: Links) -> CorrectionView | None:
    """What was probably meant; None also where the less strict search below says so already."""
    meant = results.did_you_mean
    if meant is None or (results.relaxed is not None and results.relaxed.steps[-1] == "corrected"):
        return None
    return CorrectionView(meant.query, link(replace(request, query=meant.query)))


def relaxed_view(request: SearchRequest, relaxed: Relaxed | None, link: Links, wording: Wording) -> RelaxedView | None:
    """What a less strict search finds, None where there is none."""
    if relaxed is None:
        return None
    asked = replace(request, query=relaxed.query, match=relaxed.match, phrases=relaxed.phrases, expand=relaxed.expand)
    return RelaxedView(
        relaxed.message_ar,
        tuple(_STEP_LABELS[step] for step in relaxed.steps),
        relaxed.query,
        link(asked),
        wording.counted(relaxed.total, RESULT),
        asked,
        relaxed,
    )


def suggestion_view(one: Suggestion, wording: Wording) -> SuggestionView:
    """A completion as the list under the box shows it."""
    title = one.kind == "title"
    return SuggestionView(
        one.completion if title else one.text,
        one.kind,
        _SUGGESTION_LABELS[one.kind],
        "" if title else wording.number(one.count),
        one.text,
        article_href(one.id) if title and one.id is not None else "",
    )
