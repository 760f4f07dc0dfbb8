"""Readings of years, decades, centuries, and of this, last or next week, month and year."""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import (
    AROUND,
    CENTURY_YEARS,
    EARLIEST_OF_NEWS,
    GREGORIAN_FROM,
    HIJRI_YEARS,
    LATEST_OF_NEWS,
    NO_DATE,
    OPENERS,
    OTHER_YEARS,
    UNIT_CLASSES,
    Context,
    Match,
)
from indexer.extract.dates.folding import folded_words, with_prepositions
from indexer.extract.dates.lexicon import CENTURY, CLASSES
from indexer.extract.dates.nearest import unit_period

if TYPE_CHECKING:
    from indexer.extract.dates.periods import Period


# What is counted, and so makes a number before it a number: 2014 دولار.
_COUNTED: Final = folded_words(
    "مليم متظاهر "
    "دولار دولارات ريال ريالات درهم دينار يورو جنيه ليره طن متر كيلومتر كلم كم كيلوغرام كيلوجرام شخص نقطه نقاط "
    "ميغاواط ميجاوات هكتار فدان برميل مليون مليار الف بالمائه بالمئه مقعد صوت ساعه دقيقه قدم ميل عنصر جندي "
    "مقاتل قتيل جريح شهيد لاجئ نازح صاروخ حاج معتمر طالب طالبه مواطن اسير معتقل سهم وحدة وحدات وظيفة وظائف "
    "وثيقة وثائق ورشة واقعة وفاة وفيات فرد فندق فريق فرصة فيلم فيلا فلسطيني فلسطينيا قتلى جرحى شهداء مشتبها "
    "مشتبه متهما متهم محتجزا محتجز مصابين مصابا ضحايا إصابات حالات نسخة"
)
# What takes the name of its year: حرب 1967.
_YEARLY: Final = folded_words(
    "حرب العالم كأس مونديال انتخابات رؤية موازنة ميزانية أولمبياد بطولة ثورة انقلاب اتفاق اتفاقية معاهدة قمة "
    "دورة نسخة هجمات مجزرة دستور "
    "أحداث انتفاضة صيف ربيع خريف شتاء موسم يورو أمم أوروبا آسيا أفريقيا إفريقيا الأولمبية ألعاب حدود هزيمة نكسة نكبة "
    "حدود اكسبو إكسبو برنامج خطة عاصفة انفجار زلزال"
)
# Words that are no nouns though they end like counted ones: منذ 2011 لا.
_NO_NOUNS: Final = folded_words(
    "بنسبة بقيمة بواقع بزيادة بمدينة بمشاركة برئاسة برعاية بمناسبة بتكلفة بكلفة بمنطقة بمحافظة بولاية بمنافسة "
    "بصورة بعدما لمواجهة لمدة لمصلحة لمناقشة لمكافحة لإقامة لمنافسة نتيجة مقارنة متجاوزة مقابل حتى عندما لا ما "
    "هذا هذه إذا كما فيما بينما حينما مما أنه له به إلا أما كذا لما إنه منه فيه عليه لكنه لأنه بأنه كأنه عنه معه لديه "
    "إليه أنا أيضا مثلما ريثما طالما لولا"
)
_ACCUSATIVE: Final = "ا"
#: A range of two numbers below this is seldom one of years, and never before what is counted.
_EARLY: Final = 1900
_LARGE: Final = ("مليار", "مليون", "ملايين")
#: Nouns that begin with ب or ل of their own and may be counted.
_WITH_B_OR_L: Final = folded_words(
    "بلدة بطاقة بقعة بناية باخرة بوابة بحيرة بندقية بطولة بيضة بعثة بقرة بكالوريا بلاغا بحارا باحثا برميلا بيتا بنكا "
    "لوحة لعبة لجنة لاعبا لاعبة لاجئا لاجئة لغما لقاحا لترا لحظة ليلة لبنانيا ليبيا بريطانيا برلمانيا"
)
#: What may have a year for its name: رواية 1984.
_TITLED: Final = with_prepositions("رواية روايته روايتها الرواية")
_TO_BEFORE_CHRIST: Final = re.compile(
    "[{conj}{to}{until}{dash}]+[{sana}{dyear}]?[{y4}{n3}{n99}]{bc}".format(**CLASSES)
).match
# Word classes after which a number can be a bare year: ألعاب 2016, (2016).
_BEFORE_BARE_YEAR: Final = frozenset(
    ("other", "lpar", "quote", "", "stop", "season", "conj", "born", "date", "plural", "dplural", "amay", "ddual")
)
# العام is "general" after these: الأمين العام السابق.
_GENERAL_OF: Final = folded_words(
    "الأمين الأمينة المدير المديرة القائد الرأي القطاع النائب الأمن المدعي الدين المال الصالح المفتش المراقب "
    "السكرتير المفوض الإضراب الحاكم "
    "المشرف الحق النظام الشأن التعليم الأمانة المنسق الرئيس القنصل المحامي والمدير والأمين للأمين للمدير "
    "بالأمين الضابط المؤتمر الهدف المسار الجو"
)
_LATEST_CENTURY: Final = 21
#: Two digits from here on are a year of the last century.
_LAST_CENTURY: Final = 50
_SAMPLE: Final = "عينه"  # العام عينه is the same year, 1920 عينة are samples
_GENERAL: Final = "العام"
_CURRENT: Final = "الجاري"
#: What is general and has no next one: الرئيس العام المقبل is next year.
_OF_MANY: Final = folded_words("الرأي القطاع الأمن الدين المال الحق النظام الشأن التعليم الرئيس الجو المسار")
#: Years said without their century: عام ثمانية وأربعين.
_SPOKEN_YEARS: Final = range(31, 100)
_PER_CENT: Final = tuple(folded_words("المائة المئة"))
# Classes beside which a number belongs to an amount: عشرين سنة 15.
_AMOUNTS: Final = frozenset(
    (
        "n12",
        "n31",
        "n99",
        "n3",
        "num",
        "y4",
        "one",
        "two",
        "ten",
        "hundred",
        "thousand",
        "slash",
        "dash",
        "decimal",
        "clock",
        "unit",
        "plural",
        "dual",
        "yawm",
        "shahr",
        "sana",
    )
)
NUMBERED: Final = with_prepositions(
    "رقم الرقم ارقام الهاتف القرار قرار الماده ماده رقمها رقمه بوينج بوينغ ايرباص طراز كود الرمز هاتف "
    "فاكس الطراز الساخن المجاني ص بريد البريد المرسوم مرسوم الغرفة غرفة الرحلة رحلة التعميم تعميم الفرقة اللواء "
    "الكتيبة الجوال جوال الموديل"
)


def two_thousands(ctx: Context, match: Match) -> Period | None:
    """Read ``مواليد الألفين``."""
    if ctx.class_at(match.start() - 1) != "born" or ctx.tokens.value(match.start()) != 2000:
        return None
    return periods.years(2000, 2009)


def year(ctx: Context, match: Match) -> Period | None:
    """Read ``عام 2014``."""
    year, hijri = ctx.written_year(match)
    if CLASSES["bc"] in match.group(0):
        return NO_DATE
    if ctx.has(match, "yw") and year is not None and _SPOKEN_YEARS.start <= year < _SPOKEN_YEARS.stop and not hijri:
        if year % 10 == 0 or counts_things(ctx, match.end(), 1):
            return None
        year += 1900  # عام ثمانية وأربعين
    if year is None or (year < 100 and not ((hijri or _written_out(ctx, match, "era3")) and year)):
        return None
    if _TO_BEFORE_CHRIST(ctx.tokens.classes, match.end()):
        return NO_DATE  # بين العام 700 والعام 530 قبل الميلاد
    if year < 1000 and counts_things(ctx, match.end(), 1):
        return None  # السنة 400 شخص
    if hijri:
        return periods.hijri_year(year)
    ctx.year_in_text = year
    return periods.year(year)


def last_century(ctx: Context, match: Match, group: str) -> int | None:
    """Return the year of ``67`` beside a month, a season or another such year; None where it counts something."""
    number = ctx.integer(match, group)
    if number < _LAST_CENTURY or ctx.class_at(match.start() - 1) in ("n12", "n31") or short_number_counts(ctx, match):
        return None
    return 1900 + number


def short_number_counts(ctx: Context, match: Match) -> bool:
    """Whether the number of two digits that ends the match counts things: ``أكتوبر 88 شخصا``, ``مايو 55 في المئة``."""
    end = match.end()
    if counts_things(ctx, end, 1) or ctx.class_at(end) in _AMOUNTS or ctx.second_word(match).startswith(_PER_CENT):
        return True
    return ctx.class_at(end) == "comma" and ctx.class_at(end + 1) in _AMOUNTS


def short_years(ctx: Context, match: Match) -> Period | None:
    """Read ``بين عامي 97 و99``."""
    first, last = ctx.integer(match, "y1"), last_century(ctx, match, "y2")
    opened = ctx.class_at(match.start()) in ("from", "between") or CLASSES["conj"] not in match.group(0)
    if last is None or not _LAST_CENTURY <= first < last - 1900:
        return None
    return periods.years(1900 + first, last) if opened or 1901 + first == last else None


def short_year_listed(ctx: Context, match: Match) -> Period | None:
    """Read the 67 and the 73 of ``عامي 67 و73``."""
    first, last, year = (ctx.integer(match, group) for group in ("y1", "y2", "only"))
    if min(first, last) < _LAST_CENTURY or last == first + 1 or short_number_counts(ctx, match):
        return None
    return periods.year(1900 + year)


def _written_out(ctx: Context, match: Match, group: str) -> bool:
    """Whether the calendar is a whole word: عام 79 ميلادي, not عام 79م."""
    return ctx.has(match, group) is not None and len(ctx.tokens.word(match.end(group) - 1)) > 1


def year_of_two_digits(ctx: Context, match: Match) -> Period | None:
    """Read ``عام 67``, ``سنة 90``: the latest year written so that has begun."""
    if ctx.class_at(match.start() - 1) in _AMOUNTS or short_number_counts(ctx, match):
        return None  # عشرين سنة 15 منها, تراجعت هذا العام 21 في المائة, أعلى معدل هذا العام 19،25
    number = ctx.integer(match, "yy")
    if number == 0 or (ctx.class_at(match.end()) == "era_m" and len(ctx.next_word(match)) > 1):
        return None
    century = 2000 if number < 50 and 2000 + number <= ctx.anchor.year + 1 else 1900
    ctx.year_in_text = century + number
    return periods.year(century + number)


def year_of_era(ctx: Context, match: Match) -> Period | None:
    """Read ``العام الهجري 1445``, ``العام الميلادي الحالي``."""
    if ctx.has(match, "a"):
        step = ctx.step(ctx.adjective(match, "a"))
        if ctx.class_at(match.end("e") - 1) == "era_h":
            return periods.hijri_year(periods.hijri_year_of(ctx.anchor) + step)
        return periods.year(ctx.integer(match, "yn2") if ctx.has(match, "yn2") else ctx.anchor.year + step)
    number = ctx.integer(match, "yn")
    hijri = CLASSES["era_h"] in match.group(0)
    if hijri is not (number in HIJRI_YEARS):
        return None
    return periods.hijri_year(number) if hijri else periods.year(number)


def bare_year(ctx: Context, match: Match) -> Period | None:
    """Read ``في 2014``."""
    year, hijri = ctx.written_year(match)
    if year is None:
        return None
    era = ctx.has(match, "era") is not None
    opener = ctx.class_at(match.start() - 1)
    previous = ctx.previous_word(match)
    opened = match.start() > 0 and ctx.tokens.classes[match.start() - 1] in OPENERS
    # 1436هـ / 2015 is a pair of calendars.
    opened = opened or (opener in ("slash", "dash", "lpar") and ctx.class_at(match.start() - 2) == "era_h")
    if era and not opened and not hijri and not EARLIEST_OF_NEWS <= year <= LATEST_OF_NEWS:
        return None
    if not era:
        if previous in NUMBERED or previous in _TITLED:
            return None
        if opener == "quote" and ctx.class_at(match.end()) == "quote":
            return None  # روايته «1984»
        bracketed = opener == "lpar" and ctx.class_at(match.end()) == "rpar"
        if bracketed and counts_things(ctx, match.end() + 1, year):
            return None  # شارك (1600) طالب
        if bracketed and year < EARLIEST_OF_NEWS and ctx.class_at(match.end() + 1) == "other":
            return None  # فهرسة (1623) كتاب
        if bracketed and GREGORIAN_FROM <= year <= LATEST_OF_NEWS and (year % 100 or year > EARLIEST_OF_NEWS):
            return periods.year(year)
        if hijri or not EARLIEST_OF_NEWS <= year <= LATEST_OF_NEWS:
            return None
        event = previous in _YEARLY or opener in ("since", "before", "after")
        event = event or ctx.class_at(match.start() - 2) == "same"  # الفترة نفسها من 2011
        # في 2010 مزودا: behind numbers that end in one to ten things counted would be many.
        event = event or (previous == "في" and 1 <= year % 100 <= 10 and ctx.next_word(match).endswith("ا"))
        if ctx.next_word(match) in _COUNTED if event else counts_things(ctx, match.end(), year):
            return None
        if opener == "rpar":  # (رواية) 1993،
            return periods.year(year) if ctx.class_at(match.end()) in ("comma", "stop", "dot", "lpar", "") else None
        if opener == "comma" and _in_list(ctx, match.start()):
            return periods.year(year)
        if not opened and not event and (year % 100 == 0 or opener not in _BEFORE_BARE_YEAR):
            return None
    if hijri:
        return periods.hijri_year(year)
    ctx.year_in_text = year
    return periods.year(year)


def _in_list(ctx: Context, at: int) -> bool:
    """Whether a year stands in a list of years: ``أعوام 1995، 1998، 2013``."""
    while ctx.class_at(at - 1) in ("comma", "conj", "y4"):
        at -= 1
    return ctx.class_at(at - 1) in ("plural", "dplural", "amay")


def counts_things(ctx: Context, end: int, year: int) -> bool:
    """Whether a noun after the number makes it a count: ``2014 شخصا``."""
    if end >= len(ctx.tokens.classes) or ctx.class_at(end) != "other":
        if ctx.class_at(end) == "same":
            return ctx.tokens.word(end) == _SAMPLE
        return ctx.class_at(end) in ("unit", "yawm", "shahr", "sana", "plural", "hundred", "thousand")
    word = ctx.tokens.word(end)
    if not word[0].isalpha() or word.startswith("ال"):
        return False
    if word.startswith(_LARGE) and ctx.class_at(end - 2) == "in" and year % 100 and year >= EARLIEST_OF_NEWS:
        return False  # بلغت الأرباح في 2015 مليارا
    if word in _NO_NOUNS or word[0] in "وف":
        return word in _COUNTED
    if word.endswith("ته") or (word[0] in "بل" and len(word) > 4 and word not in _WITH_B_OR_L):
        return word in _COUNTED  # أدين في 1999 بتهمة القتل, بدأ في 2014 مسيرته
    if word.startswith("مت") and ctx.class_at(end - 2) == "in" and EARLIEST_OF_NEWS <= year <= LATEST_OF_NEWS:
        return word in _COUNTED  # بدأت في 2009 متسببة بمقتل
    noun = word.endswith(("ا", "ه")) and not word.endswith(("ها", "نا", "ما"))
    return word in _COUNTED or noun or (year % 100 == 0 and len(word) > 3)


def years(ctx: Context, match: Match) -> Period | None:
    """Read ``2014-2016``."""
    first, last = ctx.numbers(match, "y")
    if first < _EARLY and _is_counted(ctx.next_word(match)):
        return NO_DATE  # ما بين 1130-1140 دولارا
    if first < GREGORIAN_FROM:
        begin, end = periods.hijri_year(first), periods.hijri_year(last)
        return periods.span(begin.first, end.last, 1)
    return periods.years(first, last)


def _is_counted(word: str) -> bool:
    """Tell whether a word is what is counted, in any case: دولار, دولارا."""
    return word in _COUNTED or word.removesuffix(_ACCUSATIVE) in _COUNTED


def _is_general(ctx: Context, match: Match) -> bool:
    """Whether العام is "general": الأمين العام السابق, but زار الرئيس العام الماضي, يزور النائب هذا العام."""
    previous = ctx.previous_word(match)
    if previous not in _GENERAL_OF or ctx.has(match, "u") is None or match.start("u") > match.start():
        return False
    if ctx.tokens.word(match.start("u")) != _GENERAL:
        return False
    adjective = ctx.adjective(match, "a")
    current = ctx.tokens.word(match.end() - 1) == _CURRENT
    return not (adjective == "past" or (previous in _OF_MANY and (adjective == "next" or current)))


def the_unit(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع الماضي``, ``هذا الأسبوع``."""
    if _is_general(ctx, match):
        return None
    if ctx.has(match, "yz"):
        return year(ctx, match)
    if CLASSES["dyear"] in match.group(0) and ctx.adjective(match, "a") in ("past", "this", "next", ""):
        ctx.year_in_text = ctx.shifted_year(ctx.adjective(match, "a") or "this")
    return unit_period(ctx, UNIT_CLASSES[ctx.class_at(match.start("u"))], ctx.adjective(match, "a") or "this")


def unit_beside(ctx: Context, match: Match) -> Period | None:
    """Read ``العام الذي سبقه``, ``الشهر الذي يليه``: beside the one named a few words before."""
    adjective = "previous" if ctx.class_at(match.end() - 1) == "preceding" else "following"
    if ctx.class_at(match.start("u")) == "dyear":
        beside = ctx.year_beside(adjective)
        if beside is None:
            return None
        year = ctx.year_in_text = beside + ctx.step(adjective)
        return periods.year(year)
    month = ctx.month_beside(adjective)
    if month is None:
        return None
    shifted = periods.shift_months(month, ctx.step(adjective))
    return periods.month(shifted.year, shifted.month)


def that_year(ctx: Context, match: Match) -> Period | None:
    """Read ``ذلك العام``: the year named a few words before."""
    year = ctx.year_beside("following")
    if year is None or ctx.next_word(match) in OTHER_YEARS or ctx.class_at(match.end()) == "next":
        return None  # ذلك العام المقبل
    return periods.year(year)


def new_year(ctx: Context, match: Match) -> Period | None:
    """Read ``العام الجديد``: the year about to begin or begun lately, none in the middle of one."""
    if ctx.previous_word(match) in _GENERAL_OF:
        return None  # الأمين العام الجديد
    anchor = ctx.anchor
    hijri = ctx.adjective(match, "era") == "era_h"
    if ctx.has(match, "yn"):
        written = ctx.integer(match, "yn")
        return periods.hijri_year(written) if hijri or written in HIJRI_YEARS else periods.year(written)
    number = periods.hijri_year_of(anchor) if hijri else anchor.year
    whole = periods.hijri_year if hijri else periods.year
    current = whole(number)
    if (anchor - current.first).days <= AROUND:
        return current
    return whole(number + 1) if (current.last - anchor).days <= AROUND else None


def two_units(ctx: Context, match: Match) -> Period | None:
    """Read ``العامين الحالي والمقبل``: what its two words name."""
    unit = ctx.integer(match, "u")
    first = unit_period(ctx, unit, ctx.adjective(match, "a"))
    last = unit_period(ctx, unit, ctx.adjective(match, "b"))
    return periods.span(first.first, last.last) if first.last < last.first else None


def unit_after_next(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع بعد القادم``."""
    return unit_period(ctx, UNIT_CLASSES[ctx.class_at(match.start("u"))], "next", 2)


def unit_before_last(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع قبل الماضي``."""
    if ctx.has(match, "yz"):
        return periods.year(ctx.integer(match, "yz"))  # العام قبل الماضي 2013
    return unit_period(ctx, UNIT_CLASSES[ctx.class_at(match.start("u"))], "past", 2)


def decade(ctx: Context, match: Match) -> Period | None:
    """Read ``الثمانينيات``."""
    position = match.start()
    while ctx.class_at(position) != "decade":
        position += 1
    first = ctx.tokens.value(position)
    if not isinstance(first, int):
        return None
    if ctx.class_at(match.end()) == "from" and ctx.second_word(match).startswith(("عمر", "العمر")):
        return None
    if ctx.has(match, "c") and ctx.class_at(match.start("c")) != "past":
        century = {"this": 21, "next": 22}.get(ctx.class_at(match.start("c"))) or ctx.number(match, "c")
        first = (century - 1) * CENTURY_YEARS + first % CENTURY_YEARS
    return periods.years(first, first + 9)


def part_of_century(ctx: Context, match: Match) -> Period | None:
    """Read ``النصف الثاني من القرن الماضي``."""
    named = {"past": 20, "this": 21}.get(ctx.class_at(match.start("c")))
    century = ctx.number(match, "c") if named is None else named
    size = {"half": 50, "ddecade": 10, "third": 33}.get(ctx.class_at(match.start("k")), 25)
    count = CENTURY_YEARS // size
    number = count if ctx.class_at(match.start("n")) == "latest" else ctx.integer(match, "n")
    if number > count:
        return None
    # Decades are counted from the round year, halves and quarters from the year 1: 1901 to 1950.
    first = (century - 1) * CENTURY_YEARS + (number - 1) * size + (size != 10)
    if ctx.adjective(match, "era") == "era_h":
        begin, end = periods.hijri_year(first), periods.hijri_year(first + size - 1)
        return periods.span(begin.first, end.last, begin.doubt)
    # The second third has 34 years, as that of a decade four.
    if size == 33:
        first += number == 3
        return periods.years(first, first + size - (number != 2))
    return periods.years(first, first + size - 1)


def two_centuries(ctx: Context, match: Match) -> Period | None:
    """Read ``القرنين الثامن عشر والتاسع عشر``."""
    first, last = ctx.number(match, "c"), ctx.number(match, "c2")
    if ctx.integer(match, "u") != CENTURY or not first < last <= _LATEST_CENTURY:
        return None
    return periods.years((first - 1) * CENTURY_YEARS + 1, last * CENTURY_YEARS)


def century(ctx: Context, match: Match) -> Period | None:
    """Read ``القرن العشرين``."""
    century = ctx.number(match, ctx.has(match, "c", "c2") or "c")
    if century > _LATEST_CENTURY:
        return None
    first = (century - 1) * CENTURY_YEARS + 1
    if CLASSES["bc"] in match.group(0):
        return NO_DATE
    if ctx.adjective(match, "era", "e") == "era_h":
        begin, end = periods.hijri_year(first), periods.hijri_year(first + CENTURY_YEARS - 1)
        return periods.span(begin.first, end.last, begin.doubt)
    return periods.years(first, first + CENTURY_YEARS - 1)


def years_from_to(ctx: Context, match: Match) -> Period | None:
    """Read ``بين عامي 2014 و2018``."""
    opener = ctx.class_at(match.start())
    first, last = ctx.integer(match, "y1"), ctx.integer(match, "y2")
    if _is_counted(ctx.next_word(match)) and (opener in ("from", "between") or first < _EARLY):
        return NO_DATE  # بين 1500 و2000 دولار
    if opener == "y4" and CLASSES["conj"] in match.group(0):
        return None
    if opener not in ("from", "between") and CLASSES["conj"] in match.group(0) and last != first + 1:
        return None  # في عامي 2006 و2010: those two years
    if CLASSES["slash"] in match.group(0) and last != first + 1:
        return None
    era = ctx.adjective(match, "era")
    if era == "era_h" or (last in HIJRI_YEARS and era != "era_m"):
        return periods.span(periods.hijri_year(first).first, periods.hijri_year(last).last, 1)
    return periods.years(first, last)


def years_in_words(ctx: Context, match: Match) -> Period | None:
    """Read ``من ألفين إلى ألفين وأربعة عشر``."""
    first, last = ctx.number(match, "w1"), ctx.number(match, "w2")
    if not 1900 <= first <= last <= 2100:
        return None
    return periods.years(first, last)
