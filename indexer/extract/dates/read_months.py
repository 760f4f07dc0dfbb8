"""Readings of months, seasons, quarters and halves."""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

from typing import Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import (
    EARLIEST_OF_NEWS,
    GREGORIAN_FROM,
    LATEST_OF_NEWS,
    NO_DATE,
    OPENERS,
    OTHER_YEARS,
    SAFAR,
    Context,
    Match,
)
from indexer.extract.dates.folding import fold_for_dates, folded_words, with_prepositions
from indexer.extract.dates.lexicon import DAY, MONTH, NAME_MONTHS, WEEK
from indexer.extract.dates.nearest import enclosing_period, hijri_year_in, nearest_hijri, nearest_year
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.read_days import NAMED_AFTER_MONTHS
from indexer.extract.dates.read_named import named
from indexer.extract.dates.read_years import NUMBERED, last_century

_SHORTEST_YEAR: Final = 13
_EARLIEST_NUMBERED: Final = 1300  # the Hijri years of news and the Gregorian ones
_LAST_CENTURY: Final = 50
_MONTHS: Final = frozenset(("month", "maymonth", "ab"))
_NAMES: Final = frozenset(fold_for_dates(" ".join(NAME_MONTHS.values())).text.split())
#: Before a month that is a name too: عقود نيسان, أحداث أيار.
_MONTHLY: Final = with_prepositions(
    "تسليم عقد عقود شحنات أحداث انتخابات انتفاضة هجوم هجمات معركة معارك مجزرة اتفاق تفاهم بيانات مبيعات أسعار إنتاج "
    "صادرات واردات مستويات مؤشر عن عدد أشهر شهور ذكرى جلسة مفاوضات رواتب راتب أو مع"
)
_CLINIC: Final = folded_words("كلينيك كلينك")  # مايو كلينيك
_OF_EVERY_YEAR: Final = folded_words("كل كذبة بكذبة كذبات نكتة سمكة")  # كل يوليو, كذبة أبريل
#: What tells the month from a man called رمضان.
_BEFORE_RAMADAN: Final = folded_words(
    "حلول بحلول وحلول لحلول قدوم بقدوم دخول بدخول هلال ليالي أيام قبيل انقضاء انتهاء بانتهاء نهار أجواء مسلسلات ودخول"
)


def month(ctx: Context, match: Match) -> Period | None:
    """Read ``يونيو/حزيران 2014``."""
    if ctx.recurs(match):
        return NO_DATE
    number = ctx.integer(match, "m")
    kind = ctx.class_at(match.start("m"))
    previous = ctx.previous_word(match)
    if match.end() == match.end("m") and (previous in NAMED_AFTER_MONTHS or ctx.next_word(match) in _CLINIC):
        return None
    if previous in _OF_EVERY_YEAR:
        return NO_DATE
    marked = ctx.has(match, "ms", "mp", "a", "yn", "yd", "ya2", "yw")
    opened = ctx.tokens.classes[match.start() - 1] in OPENERS if match.start() else False
    if kind != "month" and not marked and (not opened or kind == "ab"):
        return None
    if not marked and ctx.tokens.word(match.start("m")).lstrip("وف") in _NAMES and not _is_month(ctx, match, opened):
        return None
    year, _ = ctx.written_year(match)
    last = _month_after_a_dash(ctx, match)
    if year is None:
        year = nearest_year(ctx, match, last or number, None, ctx.adjective(match, "a"))
    of_event = ctx.class_at(match.start() - 1) == "event"  # ثورة يوليو has named its year
    if not of_event:
        ctx.year_in_text = year
    if last and last != number:
        return periods.span(periods.month(year - (number > last), number).first, periods.month(year, last).last)
    found = periods.month(year, number)
    if not of_event:
        ctx.month_in_text = found.first
    return found


def _is_month(ctx: Context, match: Match, opened: bool) -> bool:
    """Whether شباط, نيسان, أيار or يوليه is a month, not the name of a man or a car, or a verb."""
    before, following = ctx.class_at(match.start() - 1), ctx.next_word(match)
    if before == "prep" and following.startswith("ال"):
        return False  # المدير التنفيذي لنيسان الشرق الأوسط
    if opened:
        return True
    if before in ("conj", "comma"):
        return ctx.class_at(match.start() - 2) in _MONTHS
    return before in ("lpar", "slash", "dash") or ctx.previous_word(match) in _MONTHLY


def _month_after_a_dash(ctx: Context, match: Match) -> int | None:
    """Return the second month of ``سبتمبر-نوفمبر``, which is no other name of the first."""
    if not match["mp"] or ctx.class_at(match.start("mp")) != "dash":
        return None
    return next(
        (ctx.integer_at(at) for at in range(match.start("mp"), match.end("mp")) if ctx.class_at(at) in _MONTHS), None
    )


def month_short_year(ctx: Context, match: Match) -> Period | None:
    """Read ``شهر سبتمبر 16``: behind شهر and the month a number that counts nothing is the year."""
    if ctx.has(match, "m2"):  # حزيران 67: without شهر only a number that is no day
        if ctx.class_at(match.start("m2")) == "ab" and ctx.class_at(match.start() - 1) == "prep":
            return None  # باب 94
        year = last_century(ctx, match, "yy2")
        return periods.month(year, ctx.integer(match, "m2")) if year else None
    if not ctx.plain_number_ends(match):
        return None
    year = ctx.integer(match, "yy")
    if year < _SHORTEST_YEAR:
        return None
    return periods.month(year + (2000 if year < _LAST_CENTURY else 1900), ctx.integer(match, "m"))


def hijri_month(ctx: Context, match: Match) -> Period | None:
    """Read ``شهر رمضان 1436``."""
    number = ctx.integer(match, "h")
    opened = ctx.tokens.classes[match.start() - 1] in OPENERS if match.start() else False
    year, hijri = ctx.written_year(match)
    marked = (
        ctx.has(match, "ms", "a")
        or match.start("h") > match.start()
        or year is not None
        or ctx.previous_word(match) in _BEFORE_RAMADAN
    )
    marked = marked or _of_two_months(ctx, match.start())
    name = ctx.class_at(match.start() - 1) == "prep" and ctx.class_at(match.end()) == "other"
    if not marked and name and ctx.next_word(match).startswith("ال"):
        return None  # لا علاقة لها برجب العلي
    if not marked and not (opened and number != SAFAR):
        return None
    if year is None:
        year = nearest_hijri(ctx, match, number, None)
    elif not hijri:
        if not EARLIEST_OF_NEWS <= year <= LATEST_OF_NEWS:
            return None  # شهر رمضان 1587 زيارة
        year = hijri_year_in(year, number, 1)
    ctx.hijri_month_in_text = year, number
    return periods.hijri_month(year, number)


def _of_two_months(ctx: Context, at: int) -> bool:
    """Whether a position is in ``شهري رجب وشعبان``."""
    if ctx.class_at(at - 1) == "conj" and ctx.class_at(at - 2) in ("hmonth", "ramadan"):
        at -= 2
    return ctx.class_at(at - 1) == "shahray"


def numeric_month(ctx: Context, match: Match) -> Period | None:
    """Read ``3/2015``."""
    year, month = ctx.numbers(match, "ym")
    if year < _EARLIEST_NUMBERED or ctx.previous_word(match) in NUMBERED:
        return None  # دي دي أر 3/1066, القرار رقم 1559/1
    return periods.hijri_month(year, month) if year < GREGORIAN_FROM else periods.month(year, month)


def spoken_unit(ctx: Context, match: Match) -> Period | None:
    """Read ``أسبوعي``."""
    if not ctx.conventions.spoken:
        return None
    kind = ctx.class_at(match.start())
    if kind == "season4":
        options = [periods.season(y, ctx.integer(match, "s")) for y in range(ctx.anchor.year - 1, ctx.anchor.year + 2)]
        return min(options, key=lambda s: abs((s.first - ctx.anchor).days))
    if kind == "myweek":
        return periods.week(ctx.anchor, ctx.conventions.week_start)
    return periods.day(ctx.anchor - ONE_DAY * (kind == "final"))


def half_of_month(ctx: Context, match: Match) -> Period | None:
    """Read ``النصف الثاني من الشهر الجاري``, ``الثلث الأول من شهر نوفمبر``."""
    whole = enclosing_period(ctx, match)
    count, days = (3, 10) if ctx.class_at(match.start("k")) == "third" else (2, 15)
    number = count if ctx.class_at(match.start("n")) == "latest" else ctx.integer(match, "n")
    if number > count:
        return None
    first = whole.first + (number - 1) * days * ONE_DAY
    return periods.span(first, whole.last if number == count else first + (days - 1) * ONE_DAY, whole.doubt)


def season(ctx: Context, match: Match) -> Period | None:
    """Read ``صيف 2014``."""
    value = ctx.integer(match, "s")
    kind = ctx.class_at(match.start("s"))
    # The definite autumn and winter stand in the lexicon by season, the Libyan spring and summer by month.
    number = {3: 1, 6: 2}.get(value, 0) if kind == "libyan" else value
    if not number:
        return None
    if ctx.has(match, "yy"):
        short = last_century(ctx, match, "yy")  # صيف 82
        return periods.season(short, number) if short else None
    if ctx.has(match, "yr"):
        first, last = ctx.numbers(match, "yr")  # شتاء 2007-2008
        return periods.season(first, number) if number == 4 and last == first + 1 else None
    year, hijri = ctx.written_year(match)
    if year is not None and hijri:
        # صيف 1436هـ: the summer that begins in that Hijri year.
        whole = periods.hijri_year(year)
        seasons = (periods.season(y, number) for y in (whole.first.year, whole.last.year))
        return next((s for s in seasons if whole.first <= s.first <= whole.last), None)
    if year is not None:
        return periods.season(year, number)
    adjective = ctx.adjective(match, "a")
    anchor = ctx.anchor
    options = [periods.season(y, number) for y in range(anchor.year - 2, anchor.year + 3)]
    if adjective in ("past", "latest", "previous"):
        return max((s for s in options if s.last < anchor), key=lambda s: s.first)
    if adjective == "next":
        return min((s for s in options if s.first > anchor), key=lambda s: s.first)
    return min(options, key=lambda s: 0 if s.first <= anchor <= s.last else abs((s.first - anchor).days))


def two_seasons(ctx: Context, match: Match) -> Period | None:
    """Read ``ربيع وصيف 2016``: one after the other."""
    last = season(ctx, match)
    number = ctx.integer(match, "s1")
    if last is None or number + 1 != ctx.integer(match, "s"):
        return None
    return periods.span(periods.season(last.first.year, number).first, last.last)


def quarter(ctx: Context, match: Match) -> Period | None:
    """Read ``الربع الأول من 2015``."""
    if ctx.tokens.word(match.start("k")) == "الثلاثيه" and ctx.previous_word(match).startswith("ال"):
        return None  # القمة الثلاثية الثانية
    if ctx.class_at(match.end() - 1) == "dyear" and ctx.next_word(match) in OTHER_YEARS:
        return None  # النصف الأول من السنة المالية
    latest = ctx.class_at(match.start("n")) == "latest"
    is_quarter = ctx.class_at(match.start("k")) == "quarter"
    number = (4 if is_quarter else 2) if latest else ctx.integer(match, "n")
    year, hijri = ctx.written_year(match)
    if year is not None and hijri:
        months = 3 if is_quarter else 6
        begin = periods.hijri_month(year, months * (number - 1) + 1)
        end = periods.hijri_month(year, months * number)
        return Period(begin.first, end.last, "quarter" if is_quarter else "range", 1)
    if year is None:
        year = ctx.anchor.year
        if ctx.adjective(match, "a") in ("past", "latest", "previous"):
            current = (ctx.anchor.month + 2) // 3 if is_quarter else (ctx.anchor.month + 5) // 6
            year -= number >= current
    if is_quarter:
        ctx.name_quarter(year, number)
    return periods.quarter(year, number) if is_quarter else periods.half(year, number)


def part_of_year(ctx: Context, match: Match) -> Period | None:
    """Read ``الفصل الثاني من سنة 2023`` (a quarter, as the Maghreb has it), ``الثلث الأول من العام``."""
    kind = ctx.class_at(match.start("k"))
    chapter = kind == "chapter"
    count = {"chapter": 4, "third": 3}.get(kind, 12)
    number = count if ctx.class_at(match.start("n")) == "latest" else ctx.integer(match, "n")
    year, hijri = ctx.written_year(match)
    if year is None or hijri or number > count or ctx.next_word(match) in OTHER_YEARS:
        return None  # الفصل الأول من العام الجامعي
    if chapter:
        return periods.quarter(year, number)
    if kind == "dmonth":
        return periods.month(year, number)
    return periods.span(periods.month(year, 4 * number - 3).first, periods.month(year, 4 * number).last)


def two_quarters(ctx: Context, match: Match) -> Period | None:
    """Read ``الربعين الأول والثاني من 2016``."""
    first, last = ctx.integer(match, "n"), ctx.integer(match, "n2")
    year, hijri = ctx.written_year(match)
    if year is None or hijri or not first < last:
        return None
    return periods.span(periods.quarter(year, first).first, periods.quarter(year, last).last)


def month_of_other_year(ctx: Context, match: Match) -> Period | None:
    """Read ``الشهر نفسه من العام الماضي``: the month named shortly before, else that of the publication."""
    month = (ctx.month_beside("same") or ctx.anchor).month
    hijri = ctx.hijri_month_beside()
    if hijri and not ctx.has(match, "yn"):
        step = ctx.step(ctx.adjective(match, "ya"))
        return periods.hijri_month(hijri[0] + step, hijri[1]) if step else None
    if ctx.has(match, "yn"):
        return periods.month(ctx.integer(match, "yn"), month)
    adjective = ctx.adjective(match, "ya")
    if not ctx.step(adjective):
        return None
    return periods.month(ctx.shifted_year(adjective), month)


def first_days(ctx: Context, match: Match) -> Period | None:
    """Read ``الأيام العشرة الأولى من ديسمبر``."""
    unit, count = _first_of(ctx, match)
    days = count * {DAY: 1, WEEK: 7}.get(unit, 0)
    if not 2 <= days <= 28:
        return None
    whole = named(ctx, match) if ctx.has(match, "x") else enclosing_period(ctx, match)
    if whole is None:
        return None
    return periods.span(whole.first, whole.first + (days - 1) * ONE_DAY, whole.doubt)


def _first_of(ctx: Context, match: Match) -> tuple[int, int]:
    """Return unit and number of ``الأشهر الستة الأولى``, ``التسعة أشهر الأولى``; zeros where it is not the first."""
    if ctx.has(match, "u3"):
        return ctx.integer(match, "u3"), 2
    second = "2" if ctx.has(match, "n2") else ""
    if ctx.integer(match, "first" + second) != 1:
        return 0, 0
    return ctx.integer(match, "u" + second), ctx.number(match, "n" + second)


def first_months(ctx: Context, match: Match) -> Period | None:
    """Read ``الأشهر الستة الأولى من 2016``."""
    unit, months = _first_of(ctx, match)
    if unit != MONTH or not 2 <= months <= 12:
        return None
    year, hijri = ctx.written_year(match)
    if hijri:
        return None
    year = ctx.anchor.year if year is None else year
    return periods.span(periods.month(year, 1).first, periods.month(year, months).last)


def bare_quarter(ctx: Context, match: Match) -> Period | None:
    """Read ``خلال الربع الثاني``."""
    if not ctx.tokens.word(match.start()).endswith("ربع"):
        return None  # الثلاثي الأول, three players
    # Only behind a preposition, and not "الربع الثاني من المباراة".
    if (
        ctx.class_at(match.start() - 1) not in ("in", "during", "prep", "end", "start")
        or ctx.class_at(match.end()) == "from"
    ):
        return None
    latest = ctx.class_at(match.start("n")) == "latest"
    number = 4 if latest else ctx.integer(match, "n")
    current = (ctx.anchor.month + 2) // 3
    coming = number > current and ctx.direction(match) != "future"
    year = ctx.anchor.year - (coming and number - current > 1)
    ctx.name_quarter(year, number)
    return periods.quarter(year, number)


def this_quarter(ctx: Context, match: Match) -> Period | None:
    """Read ``الربع الحالي``."""
    if ctx.class_at(match.end()) == "from" and ctx.adjective(match, "a") == "latest":
        return None  # الربع الأخير من السنة المالية
    if ctx.adjective(match, "a") == "previous" and ctx.quarter_in_text:
        year, number = ctx.quarter_in_text  # أرباح الربع الثاني ... مقارنة بالربع السابق
        return periods.quarter(year, number - 1) if number > 1 else periods.quarter(year - 1, 4)
    moved = periods.shift_months(ctx.anchor, 3 * ctx.step(ctx.adjective(match, "a")))
    return periods.quarter(moved.year, (moved.month + 2) // 3)


def months_from_to(ctx: Context, match: Match) -> Period | None:
    """Read ``بين مارس ومايو 2015``."""
    if ctx.recurs(match):
        return NO_DATE
    first, last = ctx.integer(match, "m1"), ctx.integer(match, "m2")
    opener = ctx.class_at(match.start())
    if opener not in ("from", "between", "shahray"):
        return None
    year, _ = ctx.written_year(match)
    if year is None:
        year = nearest_year(ctx, match, last, None, ctx.adjective(match, "a"))
    begin = periods.month(year - (first > last), first)
    return periods.span(begin.first, periods.month(year, last).last)
