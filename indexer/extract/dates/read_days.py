"""Readings of days written by number: 24/10/2016, the fifth of May, 15 Ramadan, the 20th of next month."""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import AROUND, GREGORIAN_FROM, NO_DATE, OTHER_YEARS, SAFAR, Context, Match
from indexer.extract.dates.folding import folded_words
from indexer.extract.dates.lexicon import CLASSES
from indexer.extract.dates.nearest import enclosing_period, nearest_hijri, nearest_year
from indexer.extract.dates.periods import DAYS, MONTHS, ONE_DAY
from indexer.extract.dates.read_years import last_century

if TYPE_CHECKING:
    from indexer.extract.dates.periods import Period

#: Before ``ثامن مارس``, for without the article an ordinal is rarely a day.
_BEFORE_BARE_ORDINALS: Final = frozenset(("in", "since", "until", "to", "from", "frombeginning", "before", "after"))
#: What begins a range, not a list.
_FROM: Final = frozenset((CLASSES["from"], CLASSES["between"]))
#: What months are parts of the name of: مؤسسة أيلول, السيدة نيسان, سيارات نيسان.
NAMED_AFTER_MONTHS: Final = folded_words(
    "مؤسسة لمؤسسة شركة لشركة دار فرقة سيارة سيارات مركز مكتبة صحيفة جريدة قناة إذاعة شارع حي نادي السيد "
    "السيدة الآنسة الدكتور الدكتورة الفنان الفنانة الطفل الطفلة الشاعر الشاعرة الكاتب الكاتبة الناشط "
    "الناشطة الصحافية الصحفية الممثلة المطربة الشابة الأستاذة الإعلامية المهندسة المحامية قال قالت وقال "
    "وقالت أضاف أضافت وأضاف وأضافت أوضحت وأوضحت الطالبة اللاعبة الصغيرة المذيعة النائبة الوزيرة الزميلة المخرجة "
    "الروائية الباحثة الرسامة البطلة العداءة السباحة"
)
#: Libyan months that are words of every day: the spring, the birds, the water, the summer.
_COMMON_LIBYAN: Final = folded_words("الربيع الطير الماء الصيف ناصر")
#: What a version's number follows: الإصدار رقم 2.16.17.
_VERSIONS: Final = folded_words("رقم الاصدار اصدار النسخة نسخة التحديث تحديث الفصل المادة البند الفقرة")
# What is named after a day and so is no date: حركة 20 فبراير, شارع 7 نيسان.
_NAMED_AFTER_DAYS: Final = folded_words(
    "حركة لحركة وحركة قوى لقوى تحالف شارع بشارع مدينة بمدينة ميدان بميدان جسر كتائب كتيبة لواء حزب تيار ائتلاف "
    "فريق ملعب بملعب مستشفى قناة إذاعة صحيفة جريدة مسجد مدرسة ثانوية كلية مصنع سوق دوار كتلة وكتلة بكتلة لكتلة "
    "حلف ثوار تجمع محور قطبي فريقي نواب وزراء قيادات جمهور محطة حديقة نفق كوبري حراك لحراك جامعة قاعدة مطار "
    "معسكر سد ساحة شباب مجموعة منطقة حي"
)


def day_of_month(ctx: Context, match: Match) -> Period | None:
    """Read ``الاثنين 24 تشرين الأول (أكتوبر) 2016``."""
    if ctx.previous_word(match) in _NAMED_AFTER_DAYS:
        return NO_DATE
    if ctx.recurs(match):
        return NO_DATE
    if ctx.has(match, "d") and match.end("d") - match.start("d") == 1 and _is_feminine(ctx, match.start("d")):
        return None  # الأسابيع الأولى من مارس
    if _is_bare_ordinal(ctx, match):
        return None
    month = ctx.integer(match, "m")
    day = ctx.number(match, "d" if ctx.has(match, "d") else "d3")
    year, hijri = ctx.written_year(match)
    if (
        ctx.class_at(match.start("m")) == "maymonth"
        and ctx.has(match, "d")
        and ctx.class_at(match.start("d")) == "first"
        and ctx.tokens.word(match.start("d")) != "فاتح"
        and not match["mp"]
    ):
        return None
    if year is None:
        year = nearest_year(ctx, match, month, day, ctx.adjective(match, "a"))
    elif hijri and year < GREGORIAN_FROM and ctx.adjective(match, "era") != "era_h":
        hijri = False
    if ctx.class_at(match.start() - 1) != "event":
        ctx.year_in_text = year
        ctx.month_in_text = dt.date(year, month, 1)
    return periods.day(dt.date(year, month, day))


def _is_bare_ordinal(ctx: Context, match: Match) -> bool:
    """Whether the day is ``ثامن`` with nothing before that makes it one: ``في ثامن مارس`` is a day."""
    if not ctx.has(match, "d") or ctx.class_at(match.start("d")) != "bareord" or match.start("d") > match.start():
        return False
    return ctx.class_at(match.start() - 1) not in _BEFORE_BARE_ORDINALS


def day_short_year(ctx: Context, match: Match) -> Period | None:
    """Read ``17 أيار 83``."""
    year = last_century(ctx, match, "yy")
    if year is None or ctx.previous_word(match) in _NAMED_AFTER_DAYS:
        return None
    return periods.day(dt.date(year, ctx.integer(match, "m"), ctx.number(match, "d")))


def night_of_days(ctx: Context, match: Match) -> Period | None:
    """Read ``الليلة الفاصلة بين 30 سبتمبر و1 أكتوبر 2015``: the day on which the night began."""
    if not ctx.has(match, "mm"):
        return day_of_month(ctx, match)
    month, year = ctx.integer(match, "mm"), ctx.written_year(match)[0]
    if year is None:
        year = nearest_year(ctx, match, month, ctx.number(match, "d"), "")
    elif month > ctx.integer(match, "m"):
        year -= 1
    return periods.day(dt.date(year, month, ctx.number(match, "d")))


def _is_feminine(ctx: Context, at: int) -> bool:
    """Whether an ordinal is of a feminine noun, as a day's is not."""
    return ctx.class_at(at) == "ord" and ctx.tokens.word(at).endswith(("ه", "الاولي"))


def month_then_day(ctx: Context, match: Match) -> Period | None:
    """Read ``سبتمبر 10، 2001``."""
    if ctx.class_at(match.start("m")) in ("ab", "maymonth") and not ctx.has(match, "yn", "yw"):
        return None
    month, day = ctx.integer(match, "m"), ctx.number(match, "d")
    year, _ = ctx.written_year(match)
    if year is None:
        if not ctx.plain_number_ends(match):
            return None
        year = nearest_year(ctx, match, month, day, "")
    return periods.day(dt.date(year, month, day))


def day_of_hijri_month(ctx: Context, match: Match) -> Period | None:
    """Read ``15 رمضان 1436هـ``."""
    if ctx.previous_word(match) in _NAMED_AFTER_DAYS or ctx.recurs(match):
        return NO_DATE
    if _is_bare_ordinal(ctx, match):
        return None
    month, day = ctx.integer(match, "h"), ctx.number(match, "d")
    year, hijri = ctx.written_year(match)
    if month == SAFAR and year is None and ctx.class_at(match.start("h") - 1) not in ("from", "shahr"):
        return NO_DATE  # a score: 1 / صفر
    if year is None or not hijri:
        year = year if year is not None and year < 1000 else nearest_hijri(ctx, match, month, day)
    ctx.hijri_month_in_text = year, month
    return _on_its_weekday(ctx, match, periods.hijri_day(year, month, day))


def _on_its_weekday(ctx: Context, match: Match, found: Period) -> Period:
    """Move a Hijri day within its doubt to the weekday named with it: ``الخميس 29 رمضان``."""
    if not ctx.has(match, "wd"):
        return found
    ahead = (ctx.integer(match, "wd") - found.first.weekday()) % 7
    days = next((days for days in (ahead, ahead - 7) if abs(days) <= found.doubt), None)
    return periods.day(found.first + days * ONE_DAY, found.doubt) if days else found


def numeric_day(ctx: Context, match: Match) -> Period | None:
    """Read ``24/10/2016``."""
    if ctx.previous_word(match) in _VERSIONS:
        return None
    year, month, day = ctx.numbers(match, "full")
    if year < GREGORIAN_FROM and ctx.adjective(match, "era") != "era_m":
        return _on_its_weekday(ctx, match, periods.hijri_day(year, month, day))
    found = dt.date(year, month, day)
    ctx.year_in_text, ctx.month_in_text = year, found.replace(day=1)
    return periods.day(found)


def days_to_numeric(ctx: Context, match: Match) -> Period | None:
    """Read ``من 20 إلى 24/8/1436هـ``."""
    if ctx.has(match, "dd"):  # 10-28/10/1436
        begin, day, _ = ctx.numbers(match, "dd")
        year, month = ctx.numbers(match, "ym")
    else:
        begin = ctx.number(match, "d1")
        year, month, day = ctx.numbers(match, "full")
    if begin >= day:
        return None
    if year < GREGORIAN_FROM and ctx.adjective(match, "era") != "era_m":
        first, last = periods.hijri_day(year, month, begin), periods.hijri_day(year, month, day)
        return periods.span(first.first, last.last, last.doubt)
    ctx.year_in_text = year
    return periods.span(dt.date(year, month, begin), dt.date(year, month, day))


def day_slash_month(ctx: Context, match: Match) -> Period | None:
    """Read ``يوم 24/10``."""
    a, b, zero = ctx.numbers(match, "dm")
    if ctx.conventions.month_first and a <= MONTHS:
        a, b = b, a
    slash = ctx.class_at(match.start("dm")) == "slashdm"
    if ctx.class_at(match.end()) in ("podadv", "dpod", "pod"):
        return None  # hours: الاثنين 8-9 صباحا
    led = match.start("dm") > match.start() or ctx.class_at(match.start() - 1) in ("since", "until", "date")
    adjective = ctx.adjective(match, "a")
    if not led and not (slash and (zero or adjective)):
        return None
    if b > MONTHS >= a:
        a, b = b, a
    if ctx.has(match, "yy"):
        return periods.day(dt.date(2000 + ctx.integer(match, "yy"), b, a))
    gregorian = dt.date(nearest_year(ctx, match, b, a, adjective), b, a)
    if ctx.has(match, "wd") and gregorian.weekday() != ctx.integer(match, "wd"):
        # "الأربعاء 28/9" that was no Wednesday may be a Hijri day.
        hijri = periods.hijri_day(nearest_hijri(ctx, match, b, a), b, a)
        if hijri.first.weekday() == ctx.integer(match, "wd"):
            return hijri
    if abs(gregorian - ctx.anchor).days > AROUND and ctx.counts_hijri:
        hijri = periods.hijri_day(nearest_hijri(ctx, match, b, a), b, a)
        if abs(hijri.first - ctx.anchor).days < AROUND:
            return _on_its_weekday(ctx, match, hijri)  # بتاريخ 16/10, where other days are Hijri ones
    return periods.day(gregorian)


def libyan_month(ctx: Context, match: Match) -> Period | None:
    """Read ``7 الطير 1986``, ``شهر الحرث 2004``."""
    year, month = ctx.integer(match, "yn"), ctx.integer(match, "m")
    return (
        periods.day(dt.date(year, month, ctx.number(match, "d"))) if ctx.has(match, "d") else periods.month(year, month)
    )


def libyan_day(ctx: Context, match: Match) -> Period | None:
    """Read ``يوم 20 التمور``: without a year only the months that are no common words."""
    month, day = ctx.integer(match, "m"), ctx.number(match, "d")
    if not ctx.has(match, "mp") and ctx.tokens.word(match.start("m")) in _COMMON_LIBYAN:
        return None
    return periods.day(dt.date(nearest_year(ctx, match, month, day, ctx.adjective(match, "a")), month, day))


def weekday_number(ctx: Context, match: Match) -> Period | None:
    """Read ``الخميس 21``."""
    day = ctx.number(match, "d")
    ranging = ctx.class_at(match.end()) == "to" and ctx.class_at(match.start() - 1) == "from"  # من الجمعة 17 إلى
    if not (ranging or ctx.plain_number_ends(match)) or not 1 <= day <= DAYS:
        return None
    weekday = ctx.integer(match, "wd")
    if ctx.class_at(match.end() - 1) == "ord" and ctx.class_at(match.end()) == "from":
        return None
    anchor = ctx.anchor
    for months in (0, -1, 1):
        near = periods.shift_months(anchor.replace(day=1), months)
        if periods.exists(near.year, near.month, day) and near.replace(day=day).weekday() == weekday:
            return periods.day(near.replace(day=day))
    if ctx.conventions.spoken:
        return None
    return periods.day(anchor.replace(day=day))


def day_number(ctx: Context, match: Match) -> Period | None:
    """Read ``يوم 27``."""
    day = ctx.number(match, "d")
    if not ctx.plain_number_ends(match):
        return None
    return periods.day(ctx.anchor.replace(day=day))


def spoken_day(ctx: Context, match: Match) -> Period | None:
    """Read ``إلى 27``."""
    if not ctx.conventions.spoken or not ctx.plain_number_ends(match):
        return None
    return periods.day(ctx.anchor.replace(day=ctx.number(match, "d")))


def spoken_decimal(ctx: Context, match: Match) -> Period | None:
    """Read ``4.22``."""
    if not ctx.conventions.spoken:
        return None
    a, b = ctx.tokens.pair(match.start())
    if a > 1000:
        return periods.month(a, b)
    month, day = (a, b) if b > MONTHS else (b, a)
    return periods.day(dt.date(nearest_year(ctx, match, month, day, ""), month, day))


def day_of_this_month(ctx: Context, match: Match) -> Period | None:
    """Read ``20 من الشهر المقبل``."""
    day = ctx.number(match, "d")
    ordinal = ctx.class_at(match.end("d") - 1) not in ("n12", "n31")
    if ctx.class_at(match.start() - 1) == "comma" and ctx.adjective(match, "fr") == "prep" and not ordinal:
        return None  # 31,7 للشهر المقابل
    if ordinal and not ctx.has(match, "fr"):
        opened = (
            ctx.class_at(match.start() - 1) in ("in", "since", "until", "to") or ctx.class_at(match.start()) == "yawm"
        )
        if not opened or ctx.tokens.word(match.end() - 1) not in ("الجاري", "الحالي"):
            return None  # الدورة السادسة الحالية, but في الخامس والعشرين الجاري
    adjective = ctx.adjective(match, "a")
    if adjective == "same" or ctx.has(match, "mo2"):
        if ctx.hijri_month_in_text is not None:
            return periods.hijri_day(*ctx.hijri_month_in_text, day)
        if ctx.month_in_text is None:
            return None
        month = ctx.month_in_text
    else:
        month = periods.shift_months(ctx.anchor.replace(day=1), ctx.step(adjective))
        if ctx.has(match, "wd") and (periods.exists(month.year, month.month, day)):
            hijri = _of_hijri_month(ctx, match, day, month.replace(day=day), ctx.step(adjective))
            if hijri:
                return hijri
    return periods.day(month.replace(day=day))


def _of_hijri_month(ctx: Context, match: Match, day: int, gregorian: dt.date, step: int) -> Period | None:
    """Return the Hijri day of ``السبت التاسع من الشهر الجاري`` where the Gregorian ninth was no Saturday."""
    weekday = ctx.integer(match, "wd")
    if gregorian.weekday() == weekday:
        return None
    year, number = periods.hijri_month_of(ctx.anchor)
    year, number = year + (number + step - 1) // MONTHS, (number + step - 1) % MONTHS + 1
    found = _on_its_weekday(ctx, match, periods.hijri_day(year, number, day))
    return found if found.first.weekday() == weekday else None


def day_of_named_month(ctx: Context, match: Match) -> Period | None:
    """Read ``في 15 منه``: the day of the month named before."""
    day = ctx.number(match, "d")
    digits = ctx.class_at(match.end("d") - 1) in ("n12", "n31")
    opened = ctx.class_at(match.start() - 1) in ("in", "until", "to", "conj") or ctx.class_at(match.start()) == "yawm"
    if not opened or not (digits or day > 10):
        return None  # في الفصل الثاني منه
    if ctx.hijri_month_in_text is not None:
        return periods.hijri_day(*ctx.hijri_month_in_text, day)
    if ctx.month_in_text is None:
        return None
    return periods.day(ctx.month_in_text.replace(day=day))


def nth_day(ctx: Context, match: Match) -> Period | None:
    """Read ``رابع أيام رمضان``, ``آخر أيام مايو``, ``اليوم الأول من شهر رمضان``."""
    if ctx.has(match, "ye") and ctx.next_word(match) in OTHER_YEARS:
        return None  # أول يوم من العام الدراسي
    whole = enclosing_period(ctx, match)
    group = ctx.has(match, "n", "n2") or "n"
    kind = ctx.class_at(match.start(group))
    if kind in ("final", "latest"):
        return periods.day(whole.last, whole.doubt)
    nth = 1 if kind == "first" else ctx.integer(match, group)
    return periods.day(whole.first + (nth - 1) * ONE_DAY, whole.doubt)


def days_of_month(ctx: Context, match: Match) -> Period | None:
    """Read ``من 4 إلى 22 يناير 1995``."""
    if ctx.recurs(match):
        return NO_DATE
    group = ctx.has(match, "dd", "dd2")
    if group:
        first, last, _ = ctx.numbers(match, group)
    else:
        first, last = ctx.number(match, "d1"), ctx.number(match, "d2")
        listed = match.group(0)[0] == CLASSES["conj"] or _are_apart(ctx, match, "d1")
        if listed or _is_one_number(ctx, match, "d1"):
            return None
    begin, end = _listed(ctx, match, first, last)
    return periods.span(begin.first, end.first, begin.doubt)


def _is_one_number(ctx: Context, match: Match, first: str) -> bool:
    """Whether the two ordinals are one: ``الثالث والعشرين من الشهر``, not ``بين الخامس عشر والعشرين``."""
    at = match.start(first)
    alone = match.end(first) == at + 1 and match.group(0)[0] not in _FROM
    return alone and ctx.class_at(at) == "ord" and ctx.class_at(match.start("d2")) == "deftens"


def listed_day(ctx: Context, match: Match) -> Period | None:
    """Read the 3 of ``3 و5 و9 نيسان``: days that do not follow one another are so many."""
    if ctx.recurs(match) or _is_one_number(ctx, match, "only") or not _are_apart(ctx, match, "only"):
        return None
    return _listed(ctx, match, ctx.number(match, "only"), ctx.number(match, "d2"))[0]


def _are_apart(ctx: Context, match: Match, first: str) -> bool:
    """Whether the days listed, from that of a group on, do not follow one another: ``3 و5 نيسان``, not ``بين 3 و5``."""
    end = match.start("d2")
    between = match.string[match.end(first) : end]
    if between[-1] != CLASSES["conj"] or match.group(0)[0] in _FROM or CLASSES["weekday"] in match.group(0):
        return False
    at = match.start() - 1
    while ctx.class_at(at) in ("yawmay", "plural", "yawm"):
        at -= 1
    if match.string[at : at + 1] in _FROM and at >= 0:
        return False
    days = [ctx.number(match, first)]
    days += [ctx.integer_at(at) for at in range(match.end(first), end) if ctx.class_at(at) in ("n12", "n31")]
    days.append(ctx.number(match, "d2"))
    return any(later != day + 1 for day, later in pairwise(days))


def _listed(ctx: Context, match: Match, first: int, last: int) -> tuple[Period, Period]:
    """Return two days of the month that ends a list."""
    year, hijri = ctx.written_year(match)
    if ctx.has(match, "h"):
        month = ctx.integer(match, "h")
        if year is None or not hijri:
            year = nearest_hijri(ctx, match, month, last)
        begin, end = (periods.hijri_day(year, month, day) for day in (first, last))
        return begin._replace(doubt=1), end
    if ctx.has(match, "mo"):
        whole = enclosing_period(ctx, match)
        if whole.first + (last - 1) * ONE_DAY > whole.last:
            raise ValueError("no such day in that month")
        begin, end = (periods.day(whole.first + (day - 1) * ONE_DAY, whole.doubt) for day in (first, last))
        return begin, end
    month = ctx.integer(match, "m")
    if year is None:
        year = nearest_year(ctx, match, month, last, ctx.adjective(match, "a"))
    return periods.day(dt.date(year, month, first)), periods.day(dt.date(year, month, last))
