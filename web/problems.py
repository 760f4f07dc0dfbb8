"""What went wrong, for programs and for readers: RFC 9457 problem documents in Arabic or English, and the error page.

Texts are fixed here rather than taken from the errors, whose messages name files and are for whoever runs the server.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final, Literal

from search.errors import (
    CorrectionsDamaged,
    CursorError,
    EngineError,
    EngineUnavailable,
    IndexDamaged,
    IndexMissing,
    RequestError,
    SchemaMismatch,
)
from search.request import MAX_SELECTED, TERM_FACETS

MEDIA_TYPE: Final = "application/problem+json"

Language = Literal["ar", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One kind of problem in both languages; ``detail`` says what to do about it."""

    title: str
    title_ar: str
    detail: str
    detail_ar: str


WORDINGS: Final[dict[str, Wording]] = {
    "bad-parameter": Wording(
        "A parameter cannot be used",
        "معامل لا يمكن استعماله",
        "Correct the parameter or leave it out.",
        "صحّح المعامل أو احذفه.",
    ),
    "bad-cursor": Wording(
        "The cursor cannot be used",
        "مؤشر الصفحة لا يمكن استعماله",
        "It is damaged or belongs to another search. Start again from the first page.",
        "المؤشر تالف أو من بحث آخر. ابدأ من الصفحة الأولى.",
    ),
    "not-found": Wording("There is nothing here", "لا شيء هنا", "Check the address.", "تحقق من العنوان."),
    "article-not-found": Wording(
        "There is no such article",
        "لا مقال بهذا المعرّف",
        "No article has this id, or it was deleted.",
        "لا مقال بهذا المعرّف في الفهرس، أو حُذف منه.",
    ),
    "method-not-allowed": Wording(
        "The method is not allowed",
        "طريقة الطلب غير مقبولة",
        "Only GET and HEAD are understood here.",
        "لا يُقبل هنا إلا GET وHEAD.",
    ),
    "index-missing": Wording(
        "There is no index yet",
        "لا فهرس بعد",
        "Nothing has been indexed yet. Run `fihris index PATH` (or `fihris index --sample`) and try again; "
        "the server need not be restarted.",
        "لم يُفهرس شيء بعد. شغّل الأمر fihris index مع مسار المقالات، أو fihris index --sample للمقالات التجريبية، "
        "ثم أعد المحاولة. لا حاجة إلى إعادة تشغيل الخادم.",
    ),
    "schema-mismatch": Wording(
        "The index is of another version",
        "الفهرس من إصدار آخر",
        "The index was made by another version of Fihris. Run `fihris reindex` and try again.",
        "أُنشئ الفهرس بإصدار آخر من البرنامج. شغّل الأمر fihris reindex ثم أعد المحاولة.",
    ),
    "index-damaged": Wording(
        "The index is damaged",
        "الفهرس تالف",
        "The files of the index cannot be read. Run `fihris reindex --rollback`, or index the articles anew.",
        "تعذّرت قراءة ملفات الفهرس. ارجع إلى الإصدار السابق بالأمر fihris reindex --rollback أو أعد فهرسة المقالات.",
    ),
    "corrections-damaged": Wording(
        "The corrections to the entities cannot be read",
        "تعذّرت قراءة تصحيحات الأسماء",
        "The file of corrections is damaged; `fihris entities log` names the line. Correct it, or restore the file.",
        "ملف التصحيحات تالف، والأمر fihris entities log يسمّي السطر. صحّحه أو استعد الملف.",
    ),
    "engine-unavailable": Wording(
        "The search engine does not answer",
        "محرك البحث لا يجيب",
        "The search server cannot be reached now. Try again in a while.",
        "تعذّر الوصول إلى خادم البحث الآن. أعد المحاولة بعد قليل.",
    ),
    "internal-error": Wording(
        "Something went wrong",
        "حدث خطأ",
        "The server met an error that is its own. It has been logged.",
        "وقع خطأ في الخادم نفسه، وقد سُجّل.",
    ),
}
"""Every problem by its code, the last part of its ``type``."""

_DAYS_AR: Final = "التاريخ يوم أو شهر أو عام: \u20662016-10-24\u2069 أو \u20662016-10\u2069 أو 2016"
"""The dates are isolated (U+2066, U+2069): behind Arabic letters a screen shows 2016-10-24 as 24-10-2016."""
_PARAMETER_AR: Final[dict[str, str]] = {
    "q": "عبارة البحث طويلة جدا.",
    "match": "القيم المقبولة: all لكل الكلمات، وany لأي كلمة.",
    "phrases": "القيم المقبولة: spelling بأي رسم، وwritten حرفا بحرف، وfamily بأي صيغة.",
    "expand": "القيم المقبولة: true لفهم الأسماء، وfalse لتركها كلمات.",
    "relax": "القيم المقبولة: true لإعادة البحث أقل صرامة إن لم يوجد شيء، وfalse لترك ذلك.",
    "from": f"{_DAYS_AR}، ولا يكون بعد آخر المدة.",
    "to": f"{_DAYS_AR}، ولا يكون قبل أول المدة.",
    "mentioned_from": f"{_DAYS_AR}، ولا يكون بعد آخر المدة.",
    "mentioned_to": f"{_DAYS_AR}، ولا يكون قبل أول المدة.",
    "sort": "القيم المقبولة: relevance وnewest وoldest.",
    "limit": "أكبر عدد يُطلب عدد صحيح: من 0 إلى 1000 للنتائج، ومن 0 إلى 50 للاقتراحات.",
    "facets": "التصنيفات: place وactor وsource وsection وpublished وmentioned، أو none.",
    "facet_size": "عدد القيم عدد صحيح من 1 إلى 1000.",
    **dict.fromkeys(TERM_FACETS, f"لا يُحدَّد أكثر من {MAX_SELECTED} قيمة معا."),
    "unfold": "لا يُنشر أكثر من 20 مكانا معا.",
    "interval": "القيم المقبولة: month للشهر، وday لليوم.",
    "part": "ليس في المقال جزء بهذا الرقم.",
}
"""What each parameter accepts, in Arabic; the English sentence comes with the error."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that went wrong; ``parameter`` is the parameter at fault, if one is."""

    status: int
    code: str
    title: str
    title_ar: str
    detail: str
    detail_ar: str
    parameter: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def document(self, language: Language, instance: str) -> dict[str, Any]:
        """The RFC 9457 document in a language; ``instance`` is the path that was asked for."""
        arabic = language == "ar"
        document: dict[str, Any] = {
            "type": f"/help#problem-{self.code}",
            "title": self.title_ar if arabic else self.title,
            "status": self.status,
            "detail": self.detail_ar if arabic else self.detail,
            "instance": instance,
        }
        if self.parameter is not None:
            document["parameter"] = self.parameter
        return document


class ArticleNotFound(Exception):  # noqa: N818 - answered as 404, raised only by the endpoints
    """No article has the id asked for."""


def problem_of(error: Exception) -> Problem:
    """What an error means to whoever asked."""
    match error:
        case CursorError():
            return _problem(HTTPStatus.BAD_REQUEST, "bad-cursor", parameter="cursor")
        case RequestError():
            return _problem(
                HTTPStatus.BAD_REQUEST,
                "bad-parameter",
                detail=str(error),
                detail_ar=_PARAMETER_AR.get(error.parameter, ""),
                parameter=error.parameter,
            )
        case ArticleNotFound():
            return _problem(HTTPStatus.NOT_FOUND, "article-not-found")
        case IndexMissing():
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "index-missing")
        case SchemaMismatch():
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "schema-mismatch")
        case CorrectionsDamaged():
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "corrections-damaged")
        case IndexDamaged():
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "index-damaged")
        case EngineUnavailable() | EngineError():
            return _problem(HTTPStatus.SERVICE_UNAVAILABLE, "engine-unavailable", headers={"retry-after": "10"})
        case _:
            return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error")


def http_problem(status: int, headers: dict[str, str] | None = None) -> Problem:
    """The problem of a plain HTTP status."""
    if status == HTTPStatus.NOT_FOUND:
        return _problem(HTTPStatus.NOT_FOUND, "not-found")
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        # whatever answers GET answers HEAD; the framework names the first alone
        return _problem(HTTPStatus.METHOD_NOT_ALLOWED, "method-not-allowed", headers={"allow": "GET, HEAD"})
    phrase = HTTPStatus(status).phrase
    return Problem(status, "http", phrase, f"خطأ {status}", phrase, "", headers=headers or {})


def _problem(
    status: HTTPStatus,
    code: str,
    *,
    detail: str = "",
    detail_ar: str = "",
    parameter: str | None = None,
    headers: dict[str, str] | None = None,
) -> Problem:
    words = WORDINGS[code]
    return Problem(
        int(status),
        code,
        words.title,
        words.title_ar,
        detail or words.detail,
        detail_ar or words.detail_ar,
        parameter,
        headers or {},
    )


def preferred_language(accept_language: str) -> Language:
    """Arabic or English, whichever an ``Accept-Language`` header ranks higher; English where it names neither."""
    ranks: dict[str, float] = {}
    for part in accept_language.split(","):
        tag, _, parameters = part.partition(";")
        name, _, value = parameters.strip().partition("=")
        try:
            weight = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            weight = 0.0
        language = tag.strip().lower().partition("-")[0]
        ranks.setdefault(language, weight)
    return "ar" if ranks.get("ar", 0.0) > ranks.get("en", 0.0) else "en"
