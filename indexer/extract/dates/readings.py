"""What each rule's match means: a `Period`, or None where the words only look like a date."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Final

from indexer.extract.dates import periods
from indexer.extract.dates.folding import folded_words
from indexer.extract.dates.lexicon import CENTURY, CLASS_NAME, CLASSES, DAY, DECADE, MONTH, EVENT_YEARS, WEEK, YEAR
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.tense import direction_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from indexer.extract.dates.expression import Conventions, Direction
    from indexer.extract.dates.tokens import Tokens

Match = re.Match[str]

_HIJRI_YEARS: Final = range(1340, 1470)
_CENTURY_YEARS: Final = 100
_SAFAR: Final = 2  # also the word for zero
# A day that names no year lies ahead when it comes within so many days and was last long ago: "15 نوفمبر" in October.
# After a verb of the past, which may report a plan, it must come sooner.
_SOON: Final = 31
_COMING: Final = 75
_FAR: Final = 240
# A feast that names no year is the one around the publication, whatever the verbs say: greetings wish for the next.
_AROUND: Final = 60
_FEW: Final = 3  # بضعة is three to nine
_PARTS: Final = ("start", "early", "mid", "middle", "late", "end", "rest")
_UNIT_CLASSES: Final = {"dweek": WEEK, "dmonth": MONTH, "dyear": YEAR, "ddecade": DECADE, "dcentury": CENTURY}
_FROM_OR_ON: Final = folded_words("من علي")
_OPENERS: Final = frozenset(
    CLASSES[name] for name in "in since until during from to before after between part prep".split() if name in CLASSES
) | {CLASSES[name] for name in _PARTS}
# What is counted, and so makes a number before it a number: 2014 دولار.
_COUNTED: Final = folded_words(
    "دولار دولارات ريال ريالات درهم دينار يورو جنيه ليره طن متر كيلومتر كلم كم كيلوغرام كيلوجرام شخص نقطه نقاط ميغاواط "
    "ميجاوات هكتار فدان برميل مليون مليار الف بالمائه بالمئه مقعد صوت ساعه دقيقه قدم ميل عنصر جندي مقاتل قتيل جريح شهيد "
    "لاجئ نازح صاروخ حاج معتمر طالب طالبه مواطن اسير معتقل سهم"
)
# What takes the name of its year: حرب 1967.
_YEARLY: Final = folded_words(
    "حرب العالم كأس مونديال انتخابات رؤية موازنة ميزانية أولمبياد بطولة ثورة انقلاب اتفاق اتفاقية معاهدة قمة دورة نسخة هجمات مجزرة دستور "
    "صيف ربيع خريف شتاء موسم يورو أمم أوروبا آسيا أفريقيا إفريقيا الأولمبية ألعاب حدود هزيمة نكسة نكبة حدود اكسبو إكسبو برنامج خطة عاصفة"
)
# Word classes after which a number can be a bare year: ألعاب 2016, (2016).
_BEFORE_BARE_YEAR: Final = frozenset(("other", "lpar", "quote", "", "stop", "season", "conj"))
# What is named after a day and so is no date: حركة 20 فبراير, شارع 7 نيسان.
_NAMED_AFTER_DAYS: Final = folded_words(
    "حركة لحركة وحركة قوى لقوى تحالف شارع بشارع مدينة بمدينة ميدان بميدان جسر كتائب كتيبة لواء حزب تيار ائتلاف فريق ملعب بملعب مستشفى "
    "جامعة قاعدة مطار معسكر سد ساحة شباب مجموعة منطقة حي"
)
# العام is "general" after these: الأمين العام السابق.
_GENERAL_OF: Final = folded_words(
    "الأمين الأمينة المدير المديرة القائد الرأي القطاع النائب الأمن المدعي الدين المال الصالح المفتش المراقب السكرتير المفوض الإضراب الحاكم "
    "المشرف الحق النظام الشأن التعليم الأمانة المنسق الرئيس القنصل المحامي والمدير والأمين للأمين للمدير بالأمين الضابط المؤتمر الهدف المسار الجو"
)
_NUMBERED: Final = folded_words("رقم القرار قرار الماده ماده رقمها رقمه بوينج بوينغ ايرباص طراز كود الرمز هاتف فاكس ص")
# اليوم as a noun of its own: اليوم العالمي, اليوم التالي.
_TODAY_NOUN: Final = folded_words(
    "العالمي الدولي الوطني الدراسي الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الاخير المفتوح التالي "
    "الموالي نفسه ذاته الواحد الثقافي الرياضي العلمي الكامل المذكور الترفيهي التدريبي السابق الحادي الختامي الافتتاحي "
    "الموعود الذي الطويل العادي الاربعين العشرين"
)
_TODAY_TITLES: Final = folded_words("صحيفه جريده المصري روسيا العرب قناه موقع كل طوال طيله عين صحيفتي دنيا سوريه")
_AFTER_AN_AMOUNT: Final = folded_words("فقط تقريبا على عند وسط إذا لدى مع عن أو وذلك بحسب وفق")
_OF_A_NIGHT: Final = folded_words("الواحدة السابقة التالية الأولى الثانية الثالثة الأخيرة الموالية نفسها ذاتها")
_OTHER_YEARS: Final = folded_words("الدراسي الجامعي المالي الهجري القضائي التدريبي الأكاديمي الدراسى")
_BETTER_TOMORROW: Final = folded_words("أفضل مشرق جديد واعد أجمل أكثر")  # غد أفضل
_NOT_BEFORE_WEEKDAY: Final = folded_words("كلا كلتا هذين هؤلاء كل بن ابن بنت ال ام")
_NOT_AFTER_WEEKDAY: Final = folded_words("معا كليهما ايضا")


# What reads as a date and is none, as in حركة 20 فبراير: no shorter reading inside it counts either.
NO_DATE: Final = Period(dt.date.min, dt.date.min, "day")


class NoAnchorError(ValueError):
    """The expression needs a day of publication and the text has none."""


class Reader:
    """Reads the matches of one text against its day of publication."""

    def __init__(self, tokens: Tokens, anchor: dt.date | None, conventions: Conventions) -> None:
        self._tokens = tokens
        self._anchor = anchor
        self._conventions = conventions
        self._year_in_text: int | None = None
        self._month_in_text: dt.date | None = None

    def read(self, rule: str, match: Match) -> Period | None:
        """Return the period of a rule's match, or None where it names no date."""
        try:
            return _READERS[rule](self, match)
        except (ValueError, OverflowError):
            return None

    def names_year(self, match: Match) -> bool:
        """Whether the year is written in the match."""
        return self._has(match, "yn", "yn3", "yw", "full", "ym") is not None

    def part_of(self, whole: Period, part: str) -> Period | None:
        """Return a part of a period: its first day, its last ten days …"""
        try:
            if part in ("later", "earlier", "rest"):
                if not whole.first <= self.anchor <= whole.last:
                    return None
                if part == "earlier":
                    return periods.span(whole.first, self.anchor)
                if part == "rest" or not self._conventions.halves:
                    return periods.span(self.anchor, whole.last)
                part = "late"
            if (
                self._conventions.halves
                and part == "end"
                and whole.precision == "week"
                and whole.first <= self.anchor <= whole.last
            ):
                return periods.span(whole.last - ONE_DAY, whole.last)
            return periods.part_of(whole, part, halves=self._conventions.halves)
        except (ValueError, OverflowError):
            return None

    def part_of_unit(self, unit: str, part: str, start: int, end: int) -> Period | None:
        """Return the part of this week, month or year: ``مطلع العام``. A weekend follows the tense beside it."""
        try:
            if unit in ("dweek", "myweek"):
                whole = periods.week(self.anchor, self._conventions.week_start)
                direction = self._conventions.direction or direction_beside(self._tokens, start, end - 1)
                if part in ("end", "late") and direction != "future" and whole.last - ONE_DAY > self.anchor:
                    if not self._conventions.halves:
                        whole = periods.week(self.anchor - 7 * ONE_DAY, self._conventions.week_start)
            elif end < len(self._tokens.classes) and self._tokens.word(end) in _OTHER_YEARS:
                return None  # مطلع العام الدراسي
            else:
                whole = self._unit(_UNIT_CLASSES[unit], "this")
        except (ValueError, OverflowError):
            return None
        return self.part_of(whole, part)

    # ---- small readings ---------------------------------------------------------------------------------------------
    @property
    def anchor(self) -> dt.date:
        """The day of publication; raises NoAnchorError where there is none."""
        if self._anchor is None:
            raise NoAnchorError("no day of publication")
        return self._anchor

    def _class(self, position: int) -> str:
        classes = self._tokens.classes
        return CLASS_NAME[classes[position]] if 0 <= position < len(classes) else ""

    def _int(self, match: Match, group: str) -> int:
        value = self._tokens.value(match.start(group))
        if not isinstance(value, int):
            raise TypeError("a single number was expected")
        return value

    def _pair(self, match: Match, group: str) -> tuple[int, ...]:
        return self._tokens.pair(match.start(group))

    def _number(self, match: Match, group: str) -> int:
        """Sum a number in digits or words; a unit right before مائة multiplies it."""
        total = last_unit = 0
        for position in range(match.start(group), match.end(group)):
            name = self._class(position)
            if name == "conj":
                last_unit = 0
                continue
            value = self._tokens.value(position)
            if not isinstance(value, int):
                continue
            if name in ("first", "fatih"):
                value = 1
            if name == "hundred" and value == 100 and last_unit:  # noqa: PLR2004 - مائة
                total += (value - 1) * last_unit
                last_unit = 0
                continue
            total += value
            last_unit = value if name == "one" else 0
        return total

    def _has(self, match: Match, *groups: str) -> str | None:
        """Return the first of ``groups`` that took part in the match."""
        for group in groups:
            if group in match.re.groupindex and match.start(group) >= 0:
                return group
        return None

    def _adjective(self, match: Match, *groups: str) -> str:
        """Return the class of the direction word in the first of ``groups`` present: past, next, this …"""
        group = self._has(match, *groups)
        return self._class(match.start(group)) if group else ""

    def _direction(self, match: Match) -> Direction | None:
        return self._conventions.direction or direction_beside(self._tokens, match.start(), match.end() - 1)

    def _next_word(self, match: Match) -> str:
        end = match.end()
        return self._tokens.word(end) if end < len(self._tokens.classes) else ""

    def _previous_word(self, match: Match) -> str:
        start = match.start()
        return self._tokens.word(start - 1) if start > 0 else ""

    # ---- years ------------------------------------------------------------------------------------------------------
    def _year(self, match: Match) -> tuple[int | None, bool]:
        """Return the year that a match names, or None, and whether it is certainly or likely a Hijri one."""
        era = self._adjective(match, "era", "era2", "era3")
        for group in ("yn", "yn3", "yz"):
            if self._has(match, group):
                number = self._int(match, group)
                return number, era == "era_h" or (era != "era_m" and number in _HIJRI_YEARS)
        if self._has(match, "yw"):
            number = self._number(match, "yw")
            return number, era == "era_h" or (era != "era_m" and number in _HIJRI_YEARS)
        if self._has(match, "yd", "ya2", "yb"):
            return self._shifted_year(self._adjective(match, "ya", "ya2") or "this"), False
        return None, False

    def _shifted_year(self, adjective: str) -> int:
        if adjective == "same":
            if self._year_in_text is None:
                raise ValueError("no year was named before")
            return self._year_in_text
        return self.anchor.year + self._step(adjective)

    @staticmethod
    def _step(adjective: str) -> int:
        return {"past": -1, "previous": -1, "latest": -1, "next": 1, "following": 1}.get(adjective, 0)

    def _nearest_year(self, match: Match, month: int, day: int | None, adjective: str) -> int:
        """Return the year of a day or month that names none, by its adjective, its weekday or the tense beside it."""
        anchor = self.anchor
        if adjective == "this":
            return anchor.year

        def period(year: int) -> Period:
            return periods.month(year, month) if day is None else periods.day(dt.date(year, month, day))

        years = [year for year in range(anchor.year - 8, anchor.year + 9) if day is None or _exists(year, month, day)]
        before = max((year for year in years if period(year).first <= anchor), default=anchor.year)
        ahead = min((year for year in years if period(year).last >= anchor), default=anchor.year)
        if adjective in ("past", "latest", "previous"):
            return before if period(before).last < anchor else before - 1
        if adjective == "next":
            return ahead if period(ahead).first > anchor else ahead + 1
        if self._has(match, "wd") and day is not None:
            weekday = self._int(match, "wd")
            fitting = [y for y in (before, ahead) if dt.date(y, month, day).weekday() == weekday]
            if len(fitting) == 1:
                return fitting[0]
        if self._has(match, "rel"):
            return min((before, ahead), key=lambda y: abs((period(y).first - anchor).days))
        direction = self._direction(match)
        if direction == "future":
            # Nobody calls a month ten months ahead by its bare name when the last one was two months ago.
            lately = self._conventions.direction is None and (anchor - period(before).last).days <= _AROUND
            return before if lately and (period(ahead).first - anchor).days > _FAR else ahead
        if direction is None or day is not None:
            far = (anchor - period(before).last).days
            near = (period(ahead).first - anchor).days
            if self._conventions.direction is None and near <= (_SOON if direction else _COMING) < far:
                return ahead
        return before

    # ---- days -------------------------------------------------------------------------------------------------------
    def day_of_month(self, match: Match) -> Period | None:
        if self._previous_word(match) in _NAMED_AFTER_DAYS:
            return NO_DATE
        if self._recurs(match):
            return NO_DATE
        month = self._int(match, "m")
        day = self._number(match, "d" if self._has(match, "d") else "d3")
        year, hijri = self._year(match)
        if (
            self._class(match.start("m")) == "maymonth"
            and self._has(match, "d")
            and self._class(match.start("d")) == "first"
            and not match["mp"]
        ):
            return None
        if year is None:
            year = self._nearest_year(match, month, day, self._adjective(match, "a"))
        elif hijri and year < 1500 and self._adjective(match, "era") != "era_h":  # noqa: PLR2004 - a Gregorian month
            hijri = False
        self._year_in_text = year
        self._month_in_text = dt.date(year, month, 1)
        return periods.day(dt.date(year, month, day))

    def _recurs(self, match: Match) -> bool:
        """Whether the day or month is that of every year: ``15 مايو من كل عام``."""
        end = match.end()
        return self._class(end) == "from" and self._class(end + 1) == "every"

    def month_then_day(self, match: Match) -> Period | None:
        if self._class(match.start("m")) in ("ab", "maymonth") and not self._has(match, "yn", "yw"):
            return None
        month, day = self._int(match, "m"), self._number(match, "d")
        year, _ = self._year(match)
        if year is None:
            if not self._plain_number_ends(match):
                return None
            year = self._nearest_year(match, month, day, "")
        return periods.day(dt.date(year, month, day))

    def day_of_hijri_month(self, match: Match) -> Period | None:
        month, day = self._int(match, "h"), self._number(match, "d")
        year, hijri = self._year(match)
        if month == _SAFAR and year is None and self._class(match.start("h") - 1) not in ("from", "shahr"):
            return NO_DATE  # a score: 1 / صفر
        if year is None or not hijri:
            year = year if year is not None and year < 1000 else self._nearest_hijri(match, month, day)  # noqa: PLR2004
        return periods.hijri_day(year, month, day)

    def _nearest_hijri(self, match: Match, month: int, day: int | None) -> int:
        anchor = self.anchor
        current = periods.hijri_year_of(anchor)
        adjective = self._adjective(match, "a", "a1")
        if adjective == "this":
            return current

        def period(year: int) -> Period:
            return periods.hijri_month(year, month) if day is None else periods.hijri_day(year, month, day)

        years = (current - 1, current, current + 1)
        before = max((y for y in years if period(y).first <= anchor), default=current)
        ahead = min((y for y in years if period(y).last >= anchor), default=current)
        if adjective in ("past", "latest", "previous"):
            return before if period(before).last < anchor else before - 1
        if adjective == "next":
            return ahead if period(ahead).first > anchor else ahead + 1
        direction = self._direction(match)
        if direction == "future" and (anchor - period(before).last).days > 62:  # noqa: PLR2004 - two months
            return ahead
        far, near = (anchor - period(before).last).days, (period(ahead).first - anchor).days
        if near <= (_SOON if direction else _COMING) < far:
            return ahead
        return before

    def numeric_day(self, match: Match) -> Period | None:
        year, month, day = self._pair(match, "full")
        if year < 1500 and self._adjective(match, "era") != "era_m":  # noqa: PLR2004 - Hijri years of print
            return periods.hijri_day(year, month, day)
        self._year_in_text = year
        return periods.day(dt.date(year, month, day))

    def day_slash_month(self, match: Match) -> Period | None:
        a, b, zero = self._pair(match, "dm")
        if self._conventions.month_first and a <= 12:  # noqa: PLR2004 - months
            a, b = b, a
        slash = self._class(match.start("dm")) == "slashdm"
        if self._class(match.end()) in ("podadv", "dpod", "pod"):
            return None  # hours: الاثنين 8-9 صباحا
        led = match.start("dm") > match.start() or self._class(match.start() - 1) in ("since", "until")
        if not led and not (slash and zero):
            return None
        if b > 12 >= a:  # noqa: PLR2004 - months
            a, b = b, a
        if self._has(match, "yy"):
            return periods.day(dt.date(2000 + self._int(match, "yy"), b, a))
        gregorian = dt.date(self._nearest_year(match, b, a, ""), b, a)
        if self._has(match, "wd") and gregorian.weekday() != self._int(match, "wd"):
            # "الأربعاء 28/9" that was no Wednesday may be a Hijri day.
            hijri = periods.hijri_day(self._nearest_hijri(match, b, a), b, a)
            if hijri.first.weekday() == self._int(match, "wd"):
                return hijri
        return periods.day(gregorian)

    def month(self, match: Match) -> Period | None:
        if self._recurs(match):
            return NO_DATE
        number = self._int(match, "m")
        kind = self._class(match.start("m"))
        marked = self._has(match, "ms", "mp", "a", "yn", "yd", "ya2", "yw")
        if kind != "month" and not marked:
            opened = self._tokens.classes[match.start() - 1] in _OPENERS if match.start() else False
            if not opened or kind == "ab":
                return None
        year, _ = self._year(match)
        if year is None:
            year = self._nearest_year(match, number, None, self._adjective(match, "a"))
        self._year_in_text = year
        return periods.month(year, number)

    def libyan_month(self, match: Match) -> Period | None:
        return periods.day(dt.date(self._int(match, "yn"), self._int(match, "m"), self._number(match, "d")))

    def hijri_month(self, match: Match) -> Period | None:
        number = self._int(match, "h")
        opened = self._tokens.classes[match.start() - 1] in _OPENERS if match.start() else False
        year, hijri = self._year(match)
        marked = self._has(match, "ms", "a") or year is not None
        if not marked and not (opened and number != _SAFAR):
            return None
        if year is None:
            year = self._nearest_hijri(match, number, None)
        elif not hijri:
            year = self._hijri_year_in(year, number, 1)
        return periods.hijri_month(year, number)

    def numeric_month(self, match: Match) -> Period | None:
        year, month = self._pair(match, "ym")
        return periods.hijri_month(year, month) if year < 1500 else periods.month(year, month)  # noqa: PLR2004

    def relative_day(self, match: Match) -> Period | None:
        kind = self._class(match.start("rel"))
        anchor = self.anchor
        if kind == "today":
            if self._next_word(match) in _TODAY_NOUN or self._previous_word(match) in _TODAY_TITLES:
                return None
            offset = 0
        elif self._next_word(match) in _BETTER_TOMORROW:
            return None
        else:
            offset = {"yesterday": -1, "tomorrow": 1}.get(kind, 0)
            if kind == "dayago":
                offset = -self._int(match, "rel")
            elif kind == "daysahead":
                offset = self._int(match, "rel")
        date = anchor + offset * ONE_DAY
        if self._has(match, "wd"):
            weekday = self._int(match, "wd")
            if date.weekday() != weekday:
                # The text says which day it was: the nearest such day within three days.
                date += ONE_DAY * ((weekday - date.weekday() + 3) % 7 - 3)
        return periods.day(date)

    def tonight(self, match: Match) -> Period | None:
        if self._next_word(match) in _OF_A_NIGHT:
            return None
        adjective = self._adjective(match, "a")
        return periods.day(self.anchor + ONE_DAY * self._step(adjective))

    def this_part_of_day(self, _match: Match) -> Period | None:
        return periods.day(self.anchor)

    def weekday(self, match: Match) -> Period | None:
        weekday = self._int(match, "wd")
        if self._previous_word(match) in _NOT_BEFORE_WEEKDAY or self._next_word(match) in _NOT_AFTER_WEEKDAY:
            return None
        if self._has(match, "w"):
            step = self._step(self._adjective(match, "a") or "this")
            return periods.day(self._weekday_in_week(weekday, step))
        return periods.day(self._nearest_weekday(match, weekday, self._adjective(match, "wa")))

    def _shared_adjective(self, match: Match) -> str:
        """Return the direction that a second weekday has for both: ``السبت والأحد المقبلين``."""
        end = match.end()
        if self._class(end) not in ("conj", "to") or self._class(end + 1) != "weekday":
            return ""
        return self._class(end + 2) if self._class(end + 2) in ("past", "next") else ""

    def weekday_after_next(self, match: Match) -> Period | None:
        return periods.day(self._nearest_weekday(match, self._int(match, "wd"), "next") + 7 * ONE_DAY)

    def _weekday_in_week(self, weekday: int, step: int) -> dt.date:
        start = self._conventions.week_start
        first = periods.week(self.anchor, start).first + 7 * step * ONE_DAY
        return first + ((weekday - start) % 7) * ONE_DAY

    def _nearest_weekday(self, match: Match, weekday: int, adjective: str) -> dt.date:
        anchor = self.anchor
        back, ahead = (anchor.weekday() - weekday) % 7, (weekday - anchor.weekday()) % 7
        if not adjective:
            adjective = self._shared_adjective(match)
        if adjective in ("past", "latest", "previous"):
            return anchor - ONE_DAY * (back or 7)
        if adjective == "next":
            return anchor + ONE_DAY * (ahead or 7)
        if adjective == "this":
            return self._weekday_in_week(weekday, 0)
        if self._direction(match) == "future":
            return anchor + ONE_DAY * ahead
        if self._conventions.direction:
            back = back or 7
        return anchor - ONE_DAY * back

    def bare_weekday(self, match: Match) -> Period | None:
        kind = self._class(match.start("wb"))
        weekday = 0 if kind == "two" else self._int(match, "wb")
        if self._previous_word(match) == "كل" or self._class(match.start("wb") - 1) != "yawm":
            return None
        return periods.day(self._nearest_weekday(match, weekday, self._adjective(match, "wa")))

    def weekdays_in_week(self, match: Match) -> Period | None:
        step = self._step(self._adjective(match, "a") or "this")
        first = self._weekday_in_week(self._int(match, "wd"), step)
        return periods.span(first, self._weekday_in_week(self._int(match, "wd2"), step))

    def week_then_weekday(self, match: Match) -> Period | None:
        step = self._step(self._adjective(match, "a") or "this")
        return periods.day(self._weekday_in_week(self._int(match, "wd"), step))

    def _plain_number_ends(self, match: Match) -> bool:
        """Whether the number that ends the match counts nothing: ``الثلاثاء 13 وزير`` is not the 13th."""
        end = match.end()
        if end >= len(self._tokens.classes):
            return True
        if self._class(end) != "other":
            return self._class(end) in ("stop", "dot", "comma", "rpar", "in", "quote", "conj", "until")
        return self._tokens.word(end) in ("الساعه", "عند")

    def weekday_number(self, match: Match) -> Period | None:
        day = self._number(match, "d")
        if not self._plain_number_ends(match) or not 1 <= day <= 31:  # noqa: PLR2004 - days
            return None
        weekday = self._int(match, "wd")
        if self._class(match.end() - 1) == "ord" and self._class(match.end()) == "from":
            return None
        anchor = self.anchor
        for months in (0, -1, 1):
            near = periods.shift_months(anchor.replace(day=1), months)
            if _exists(near.year, near.month, day) and near.replace(day=day).weekday() == weekday:
                return periods.day(near.replace(day=day))
        if self._conventions.spoken:
            return None
        return periods.day(anchor.replace(day=day))

    def day_number(self, match: Match) -> Period | None:
        day = self._number(match, "d")
        if not self._plain_number_ends(match):
            return None
        return periods.day(self.anchor.replace(day=day))

    def spoken_day(self, match: Match) -> Period | None:
        if not self._conventions.spoken or not self._plain_number_ends(match):
            return None
        return periods.day(self.anchor.replace(day=self._number(match, "d")))

    def spoken_unit(self, match: Match) -> Period | None:
        if not self._conventions.spoken:
            return None
        kind = self._class(match.start())
        if kind == "season4":
            options = [
                periods.season(y, self._int(match, "s")) for y in range(self.anchor.year - 1, self.anchor.year + 2)
            ]
            return min(options, key=lambda s: abs((s.first - self.anchor).days))
        if kind == "myweek":
            return periods.week(self.anchor, self._conventions.week_start)
        return periods.day(self.anchor - ONE_DAY * (kind == "final"))

    def two_thousands(self, match: Match) -> Period | None:
        if self._class(match.start() - 1) != "born" or self._tokens.value(match.start()) != 2000:  # noqa: PLR2004
            return None
        return periods.years(2000, 2009)

    def ago_from(self, match: Match) -> Period | None:
        amounts = self._amounts(match, "q")
        if not amounts:
            return None
        offset = {"tomorrow": 1, "yesterday": -1}.get(self._class(match.start("rel")), 0)
        sign = -1 if self._class(match.start()) in ("before", "since") else 1
        moved = Reader(self._tokens, self.anchor + offset * ONE_DAY, self._conventions)
        return moved._away(amounts, sign)

    def spoken_decimal(self, match: Match) -> Period | None:
        if not self._conventions.spoken:
            return None
        a, b = self._tokens.pair(match.start())
        if a > 1000:  # noqa: PLR2004 - a year
            return periods.month(a, b)
        month, day = (a, b) if b > 12 else (b, a)  # noqa: PLR2004 - months
        return periods.day(dt.date(self._nearest_year(match, month, day, ""), month, day))

    def day_of_this_month(self, match: Match) -> Period | None:
        day = self._number(match, "d")
        ordinal = self._class(match.end("d") - 1) not in ("n12", "n31")
        if ordinal and not self._has(match, "fr"):
            return None  # الدورة السادسة الحالية
        adjective = self._adjective(match, "a")
        if adjective == "same":
            if self._month_in_text is None:
                return None
            month = self._month_in_text
        else:
            month = periods.shift_months(self.anchor.replace(day=1), self._step(adjective))
        return periods.day(month.replace(day=day))

    def half_of_month(self, match: Match) -> Period | None:
        whole = self._enclosing(match)
        middle = whole.first + 14 * ONE_DAY
        number = self._int(match, "n")
        if number > 2:  # noqa: PLR2004 - halves
            return None
        first, last = (whole.first, middle) if number == 1 else (middle + ONE_DAY, whole.last)
        return periods.span(first, last, whole.doubt)

    # ---- years, units -----------------------------------------------------------------------------------------------
    def year(self, match: Match) -> Period | None:
        year, hijri = self._year(match)
        if CLASSES["bc"] in match.group(0):
            return NO_DATE
        if year is None or year < 100:  # noqa: PLR2004 - ألفين is a year, خمسين a count
            return None
        if hijri:
            return periods.hijri_year(year)
        self._year_in_text = year
        return periods.year(year)

    def bare_year(self, match: Match) -> Period | None:
        year, hijri = self._year(match)
        if year is None:
            return None
        era = self._has(match, "era") is not None
        opener = self._class(match.start() - 1)
        previous = self._previous_word(match)
        opened = match.start() > 0 and self._tokens.classes[match.start() - 1] in _OPENERS
        # 1436هـ / 2015 is a pair of calendars.
        opened = opened or (opener in ("slash", "dash", "lpar") and self._class(match.start() - 2) == "era_h")
        if era and not opened and not hijri and not 1900 <= year <= 2060:  # noqa: PLR2004 - 1250م is a length
            return None
        if not era:
            if previous in _NUMBERED:
                return None
            bracketed = opener == "lpar" and self._class(match.end()) == "rpar"
            if bracketed and self._counts(match.end() + 1, year):
                return None  # شارك (1600) طالب
            if bracketed and 1500 <= year <= 2060 and (year % 100 or year > 1900):  # noqa: PLR2004 - احتلت تونس (1881)
                return periods.year(year)
            if hijri or not 1900 <= year <= 2060:  # noqa: PLR2004 - years of news
                return None
            event = previous in _YEARLY
            if self._next_word(match) in _COUNTED if event else self._counts(match.end(), year):
                return None
            if not opened and not event and (year % 100 == 0 or opener not in _BEFORE_BARE_YEAR):
                return None
        if hijri:
            return periods.hijri_year(year)
        self._year_in_text = year
        return periods.year(year)

    def _counts(self, end: int, year: int) -> bool:
        """Whether a noun after the number makes it a count: ``2014 شخصا``."""
        if end >= len(self._tokens.classes) or self._class(end) != "other":
            return self._class(end) in ("unit", "yawm", "shahr", "sana", "plural", "hundred", "thousand")
        word = self._tokens.word(end)
        if not word[0].isalpha() or word.startswith("ال"):
            return False
        return word in _COUNTED or word.endswith(("ا", "ه")) or (year % 100 == 0 and len(word) > 3)  # noqa: PLR2004

    def years(self, match: Match) -> Period | None:
        first, last = self._tokens.pair(match.start())
        if first < 1500:  # noqa: PLR2004 - Hijri years
            begin, end = periods.hijri_year(first), periods.hijri_year(last)
            return periods.span(begin.first, end.last, 1)
        return periods.years(first, last)

    def the_unit(self, match: Match) -> Period | None:
        if self._previous_word(match) in _GENERAL_OF:
            return None
        if self._has(match, "yz"):
            return self.year(match)
        return self._unit(_UNIT_CLASSES[self._class(match.start("u"))], self._adjective(match, "a") or "this")

    def unit_after_next(self, match: Match) -> Period | None:
        return self._unit(_UNIT_CLASSES[self._class(match.start("u"))], "next", 2)

    def _unit(self, unit: int, adjective: str, times: int = 1) -> Period:
        anchor = self.anchor
        step = self._step(adjective) * times
        if unit == WEEK:
            return periods.week(anchor + 7 * step * ONE_DAY, self._conventions.week_start)
        if unit == MONTH:
            shifted = periods.shift_months(anchor, step)
            return periods.month(shifted.year, shifted.month)
        if unit == YEAR:
            return periods.year(self._shifted_year(adjective) if times == 1 else anchor.year + step)
        length = 10 if unit == DECADE else _CENTURY_YEARS
        if unit == CENTURY:
            first = (anchor.year - 1) // _CENTURY_YEARS * _CENTURY_YEARS + 1 + step * length
        else:
            first = anchor.year // length * length + step * length
        return periods.years(first, first + length - 1)

    def _amounts(self, match: Match, group: str) -> list[tuple[int, int]] | None:
        """Return the (count, unit) pairs of ``شهر و21 يوما``."""
        pairs: list[tuple[int, int]] = []
        count = 0
        position = match.start(group)
        while position < match.end(group):
            name = self._class(position)
            value = self._tokens.value(position) if name != "conj" else 0
            position += 1
            if name == "conj" or not isinstance(value, int):
                continue
            if name in ("unit", "yawm", "shahr", "sana", "plural"):
                if count == 0 and name == "plural":
                    return None
                pairs.append((count or 1, value))
                count = 0
                if self._class(position) == "one" and self._tokens.value(position) == 1:
                    position += 1
            elif name == "dual":
                pairs.append((2, value))
            elif name == "nisf" and pairs:
                pairs.append(
                    {YEAR: (6, MONTH), MONTH: (15, DAY), WEEK: (3, DAY), DECADE: (5, YEAR)}.get(pairs[-1][1], (0, DAY))
                )
            elif name == "decadeof":
                pairs.append((count or 1, DECADE))
                count = 0
            else:
                count += value
        return pairs

    def _away(self, amounts: list[tuple[int, int]], sign: int) -> Period:
        anchor = self.anchor
        months = sum(count * {MONTH: 1, YEAR: 12, DECADE: 120, CENTURY: 1200}.get(unit, 0) for count, unit in amounts)
        days = sum(count * {DAY: 1, WEEK: 7}.get(unit, 0) for count, unit in amounts)
        date = periods.shift_months(anchor, sign * months) + sign * days * ONE_DAY
        if days or self._conventions.ago_to_the_day:
            return periods.day(date)
        if any(unit == MONTH for _, unit in amounts):
            return periods.month(date.year, date.month)
        return periods.year(date.year)

    def ago(self, match: Match) -> Period | None:
        amounts = self._amounts(match, "q")
        if not amounts or self._continues(match):
            return None
        return self._away(amounts, -1)

    def _continues(self, match: Match) -> bool:
        """Whether the amount belongs to what follows: ``قبل يومين من الانتخابات``, ``منذ عام 2003``, ``قبل يوم الأحد``."""
        ending = self._class(match.end())
        if self._class(match.end() - 1) == "now":
            return False
        if ending == "from":
            return True
        if ending in ("y4", "n3", "weekday", "yesterday", "month", "hmonth", "ramadan", "full", "years", "n31", "n12"):
            return self._class(match.end() - 1) in ("yawm", "shahr", "sana", "decadeof")
        if self._class(match.end() - 1) in ("yawm", "shahr", "sana") and self._next_word(match).startswith("ال"):
            return self._class(match.end()) in ("other", "named")  # قبل يوم الانتخابات
        return self._next_word(match) in _FROM_OR_ON

    def ago_few(self, match: Match) -> Period | None:
        unit = self._int(match, "s")
        period = self._away([(_FEW, unit)], -1)
        return period._replace(doubt={DAY: 6, WEEK: 42, MONTH: 180}.get(unit, 2190))

    def ahead(self, match: Match) -> Period | None:
        opener = self._class(match.start())
        amounts = self._amounts(match, "q")
        previous = self._class(match.start() - 1)
        if previous in ("unit", "yawm", "shahr", "sana") and len(amounts or ()) == 1:
            return None  # يوما بعد يوم
        if opener != "after" or not amounts or self._continues(match):
            return None
        following = self._class(match.end())
        if following == "other" and self._next_word(match) not in _AFTER_AN_AMOUNT:
            return None  # بعد 5 سنوات عمل
        # "توفي بعد يومين" tells a story: two days after what went before, not after the publication.
        if not self._has(match, "nw"):
            direction = direction_beside(self._tokens, match.start(), match.end() - 1)
            if direction == "past" or (direction is None and not self._conventions.direction):
                return None
        return self._away(amounts, 1)

    def from_now(self, match: Match) -> Period | None:
        amounts = self._amounts(match, "q")
        if not amounts:
            return None
        inside = self._class(match.start() - 1) in ("during", "in", "after", "prep")
        past = not inside and direction_beside(self._tokens, match.start(), match.end() - 1) == "past"
        return self._away(amounts, -1 if past else 1)

    def last_units(self, match: Match) -> Period | None:
        dual = self._class(match.start("u")) == "ddual"
        if not dual and not self._has(match, "n"):
            return None
        count = 2 if dual else self._number(match, "n")
        return self._last(count, self._int(match, "u"), self._adjective(match, "a"))

    def last_count(self, match: Match) -> Period | None:
        group = self._has(match, "s", "s2", "s3") or "s"
        count = self._number(match, "n") if self._has(match, "n") else 2
        return self._last(count, self._int(match, group), self._adjective(match, "a"))

    def final_units(self, match: Match) -> Period | None:
        count = self._number(match, "n") if self._has(match, "n") else 2
        return self._last(count, self._int(match, "s" if self._has(match, "s") else "s2"), "past")

    def _last(self, count: int, unit: int, adjective: str) -> Period:
        """Return the days of ``الأيام الثلاثة الماضية``: those before the publication day, or those after it."""
        anchor = self.anchor
        sign = 1 if adjective == "next" else -1
        if unit == DECADE:
            first = anchor.year // 10 * 10
            return (
                periods.years(first - 10 * count, first - 1)
                if sign < 0
                else periods.years(first + 10, first + 10 * count + 9)
            )
        months = {MONTH: 1, YEAR: 12, CENTURY: 1200}.get(unit, 0) * count
        days = {DAY: 1, WEEK: 7}.get(unit, 0) * count
        far = periods.shift_months(anchor, sign * months) + sign * days * ONE_DAY
        return periods.span(far, anchor - ONE_DAY) if sign < 0 else periods.span(anchor + ONE_DAY, far)

    def season(self, match: Match) -> Period | None:
        value = self._int(match, "s")
        kind = self._class(match.start("s"))
        # The definite autumn and winter stand in the lexicon by season, the Libyan spring and summer by month.
        number = {3: 1, 6: 2}.get(value, 0) if kind == "libyan" else value
        if not number:
            return None
        year, _ = self._year(match)
        if year is not None:
            return periods.season(year, number)
        adjective = self._adjective(match, "a")
        anchor = self.anchor
        options = [periods.season(y, number) for y in range(anchor.year - 2, anchor.year + 3)]
        if adjective in ("past", "latest", "previous"):
            return max((s for s in options if s.last < anchor), key=lambda s: s.first)
        if adjective == "next":
            return min((s for s in options if s.first > anchor), key=lambda s: s.first)
        return min(options, key=lambda s: 0 if s.first <= anchor <= s.last else abs((s.first - anchor).days))

    def quarter(self, match: Match) -> Period | None:
        latest = self._class(match.start("n")) == "latest"
        is_quarter = self._class(match.start("k")) == "quarter"
        number = (4 if is_quarter else 2) if latest else self._int(match, "n")
        year, _ = self._year(match)
        if year is None:
            year = self.anchor.year
            if self._adjective(match, "a") in ("past", "latest", "previous"):
                current = (self.anchor.month + 2) // 3 if is_quarter else (self.anchor.month + 5) // 6
                year -= number >= current
        return periods.quarter(year, number) if is_quarter else periods.half(year, number)

    def bare_quarter(self, match: Match) -> Period | None:
        if not self._tokens.word(match.start()).endswith("ربع"):
            return None  # الثلاثي الأول, three players
        # Only behind a preposition, and not "الربع الثاني من المباراة".
        if (
            self._class(match.start() - 1) not in ("in", "during", "prep", "end", "start")
            or self._class(match.end()) == "from"
        ):
            return None
        latest = self._class(match.start("n")) == "latest"
        number = 4 if latest else self._int(match, "n")
        current = (self.anchor.month + 2) // 3
        coming = number > current and self._direction(match) != "future"
        year = self.anchor.year - (coming and number - current > 1)
        return periods.quarter(year, number)

    def this_quarter(self, match: Match) -> Period | None:
        moved = periods.shift_months(self.anchor, 3 * self._step(self._adjective(match, "a")))
        return periods.quarter(moved.year, (moved.month + 2) // 3)

    def decade(self, match: Match) -> Period | None:
        position = match.start()
        while self._class(position) != "decade":
            position += 1
        first = self._tokens.value(position)
        if not isinstance(first, int):
            return None
        if self._class(match.end()) == "from" and self._next_word_after(match).startswith(("عمر", "العمر")):
            return None
        if self._has(match, "c") and self._class(match.start("c")) != "past":
            century = self._number(match, "c")
            first = (century - 1) * _CENTURY_YEARS + first % _CENTURY_YEARS
        return periods.years(first, first + 9)

    def _next_word_after(self, match: Match) -> str:
        end = match.end() + 1
        return self._tokens.word(end) if end < len(self._tokens.classes) else ""

    def part_of_century(self, match: Match) -> Period | None:
        century = 20 if self._class(match.start("c")) == "past" else self._number(match, "c")
        size = {"half": 50, "ddecade": 10}.get(self._class(match.start("k")), 25)
        count = _CENTURY_YEARS // size
        number = count if self._class(match.start("n")) == "latest" else self._int(match, "n")
        if number > count:
            return None
        # Decades are counted from the round year, halves and quarters from the year 1: 1901 to 1950.
        first = (century - 1) * _CENTURY_YEARS + (number - 1) * size + (size != 10)  # noqa: PLR2004 - decades
        return periods.years(first, first + size - 1)

    def century(self, match: Match) -> Period | None:
        century = self._number(match, "c")
        first = (century - 1) * _CENTURY_YEARS + 1
        if CLASSES["bc"] in match.group(0):
            return NO_DATE
        if self._adjective(match, "era") == "era_h":
            begin, end = periods.hijri_year(first), periods.hijri_year(first + _CENTURY_YEARS - 1)
            return periods.span(begin.first, end.last, begin.doubt)
        return periods.years(first, first + _CENTURY_YEARS - 1)

    @staticmethod
    def _hijri_year_in(gregorian: int, month: int, day: int) -> int:
        """Return the Hijri year whose given day falls in a Gregorian year, the earlier of two."""
        current = periods.hijri_year_of(dt.date(gregorian, 1, 1))
        for year in (current, current + 1, current + 2):
            if periods.hijri_day(year, month, day).first.year == gregorian:
                return year
        raise ValueError("no such day in that year")

    # ---- named days -------------------------------------------------------------------------------------------------
    def named(self, match: Match) -> Period | None:
        kind, *rest = self._pair(match, "x")
        year, hijri = self._year(match)
        if kind == 5:  # noqa: PLR2004 - the fourth Thursday of November
            month, weekday, nth = rest
            if year is None:
                year = self._nearest_year(match, month, 22, self._adjective(match, "a"))
            first = dt.date(year, month, 1)
            return periods.day(first + ONE_DAY * ((weekday - first.weekday()) % 7 + 7 * (nth - 1)))
        if kind == 4:  # noqa: PLR2004 - kinds of NAMED_DAYS
            return periods.years(rest[0], rest[1])
        adjective = self._adjective(match, "a")
        tense = bool(adjective or self._conventions.direction)
        if kind == 1:
            month, day = rest
            if year is None and not tense:
                anchor = self.anchor
                near = (anchor.year - 1, anchor.year, anchor.year + 1)
                year = next((y for y in near if abs((dt.date(y, month, day) - anchor).days) <= _AROUND), None)
            if year is None:
                year = self._nearest_year(match, month, day, adjective)
            return periods.day(dt.date(year, month, day))
        month, day = rest[:2]
        length = rest[2] if len(rest) > 2 else 1  # noqa: PLR2004 - a feast of several days
        hijri_year: int | None = None
        if year is None:
            if not tense:
                anchor = self.anchor
                current = periods.hijri_year_of(anchor)
                near = (current - 1, current, current + 1)
                hijri_year = next(
                    (y for y in near if abs((periods.hijri_day(y, month, day).first - anchor).days) <= _AROUND), None
                )
            if hijri_year is None:
                hijri_year = self._nearest_hijri(match, month, day)
        elif hijri:
            hijri_year = year
        else:
            hijri_year = self._hijri_year_in(year, month, day)
        first = periods.hijri_day(hijri_year, month, day)
        if self._has(match, "nth"):
            nth = 1 if self._class(match.start("nth")) == "first" else self._int(match, "nth")
            return periods.day(first.first + (nth - 1) * ONE_DAY, first.doubt)
        if length > 1:
            return periods.span(first.first, first.first + (length - 1) * ONE_DAY, first.doubt)
        return first

    def event_day(self, match: Match) -> Period | None:
        month, day = self._int(match, "m"), self._number(match, "d")
        year, _ = self._year(match)
        if year is None:
            year = EVENT_YEARS.get((month, day))
        return None if year is None else periods.day(dt.date(year, month, day))

    # ---- counted within another -------------------------------------------------------------------------------------
    def week_of(self, match: Match) -> Period | None:
        whole = self._enclosing(match)
        start = self._conventions.week_start
        number = None if self._class(match.start("n")) == "latest" else self._int(match, "n")
        # A week belongs to the month or year that holds its fourth day.
        middle = 3 * ONE_DAY
        first = periods.week(whole.first, start)
        if first.first + middle < whole.first:
            first = periods.week(whole.first + 7 * ONE_DAY, start)
        if self._conventions.spoken and whole.precision == "month" and first.first < whole.first:
            first = periods.week(whole.first + 7 * ONE_DAY, start)
        if number is None:
            last = periods.week(whole.last, start)
            return last if last.first + middle <= whole.last else periods.week(whole.last - 7 * ONE_DAY, start)
        return periods.week(first.first + 7 * (number - 1) * ONE_DAY, start)

    def _enclosing(self, match: Match) -> Period:
        if self._has(match, "h"):
            year, hijri = self._year(match)
            number = self._int(match, "h")
            return periods.hijri_month(year if year and hijri else self._nearest_hijri(match, number, None), number)
        if self._has(match, "m"):
            year, _ = self._year(match)
            number = self._int(match, "m")
            if year is None:
                year = self._nearest_year(match, number, None, self._adjective(match, "a"))
            return periods.month(year, number)
        if self._has(match, "mo"):
            return self._unit(MONTH, self._adjective(match, "a2", "a") or "this")
        if self._has(match, "ye"):
            return self._unit(YEAR, self._adjective(match, "a3") or "this")
        if self._has(match, "y2"):
            return periods.year(self._int(match, "y2"))
        return periods.year(self._number(match, "yw2"))

    def nth_weekday(self, match: Match) -> Period | None:
        whole = self._enclosing(match)
        weekday = 0 if self._class(match.start("wb")) == "two" else self._int(match, "wb")
        kind = self._class(match.start("n"))
        if kind == "final":
            date = whole.last - ONE_DAY * ((whole.last.weekday() - weekday) % 7)
        else:
            nth = 1 if kind == "first" else self._int(match, "n")
            date = whole.first + ONE_DAY * ((weekday - whole.first.weekday()) % 7 + 7 * (nth - 1))
            if date > whole.last:
                return None
        return periods.day(date)

    # ---- ranges written with one month ------------------------------------------------------------------------------
    def days_of_month(self, match: Match) -> Period | None:
        if self._has(match, "dd"):
            first, last, _ = self._pair(match, "dd")
        else:
            first, last = self._number(match, "d1"), self._number(match, "d2")
            if match.group(0)[0] in (CLASSES["conj"],):
                return None
        year, hijri = self._year(match)
        if self._has(match, "h"):
            month = self._int(match, "h")
            if year is None or not hijri:
                year = self._nearest_hijri(match, month, last)
            begin, end = periods.hijri_day(year, month, first), periods.hijri_day(year, month, last)
            return periods.span(begin.first, end.first, 1)
        if self._has(match, "mo"):
            shifted = periods.shift_months(self.anchor.replace(day=1), self._step(self._adjective(match, "a2")))
            return periods.span(shifted.replace(day=first), shifted.replace(day=last))
        month = self._int(match, "m")
        if year is None:
            year = self._nearest_year(match, month, last, self._adjective(match, "a"))
        return periods.span(dt.date(year, month, first), dt.date(year, month, last))

    def years_from_to(self, match: Match) -> Period | None:
        opener = self._class(match.start())
        if opener == "y4" and CLASSES["conj"] in match.group(0):
            return None
        first, last = self._int(match, "y1"), self._int(match, "y2")
        if CLASSES["slash"] in match.group(0) and last != first + 1:
            return None
        if last in _HIJRI_YEARS and self._adjective(match, "era") != "era_m":
            return periods.span(periods.hijri_year(first).first, periods.hijri_year(last).last, 1)
        return periods.years(first, last)

    def years_in_words(self, match: Match) -> Period | None:
        first, last = self._number(match, "w1"), self._number(match, "w2")
        if not 1900 <= first <= last <= 2100:  # noqa: PLR2004 - years of news
            return None
        return periods.years(first, last)

    def months_from_to(self, match: Match) -> Period | None:
        first, last = self._int(match, "m1"), self._int(match, "m2")
        opener = self._class(match.start())
        if opener not in ("from", "between", "shahray"):
            return None
        year, _ = self._year(match)
        if year is None:
            year = self._nearest_year(match, last, None, self._adjective(match, "a"))
        begin = periods.month(year - (first > last), first)
        return periods.span(begin.first, periods.month(year, last).last)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


_READERS: Final[dict[str, Callable[[Reader, Match], Period | None]]] = {
    "day_of_month": Reader.day_of_month,
    "month_then_day": Reader.month_then_day,
    "day_of_hijri_month": Reader.day_of_hijri_month,
    "numeric_day": Reader.numeric_day,
    "day_slash_month": Reader.day_slash_month,
    "month": Reader.month,
    "libyan_month": Reader.libyan_month,
    "hijri_month": Reader.hijri_month,
    "numeric_month": Reader.numeric_month,
    "relative_day": Reader.relative_day,
    "from_now": Reader.from_now,
    "weekdays_in_week": Reader.weekdays_in_week,
    "weekdays": Reader.weekdays_in_week,
    "spoken_day": Reader.spoken_day,
    "spoken_unit": Reader.spoken_unit,
    "two_thousands": Reader.two_thousands,
    "ago_from": Reader.ago_from,
    "weekday_after_next": Reader.weekday_after_next,
    "half_of_month": Reader.half_of_month,
    "spoken_decimal": Reader.spoken_decimal,
    "tonight": Reader.tonight,
    "this_part_of_day": Reader.this_part_of_day,
    "today_marked": Reader.this_part_of_day,
    "weekday": Reader.weekday,
    "bare_weekday": Reader.bare_weekday,
    "week_then_weekday": Reader.week_then_weekday,
    "weekday_number": Reader.weekday_number,
    "day_number": Reader.day_number,
    "day_of_this_month": Reader.day_of_this_month,
    "year": Reader.year,
    "bare_year": Reader.bare_year,
    "years": Reader.years,
    "the_unit": Reader.the_unit,
    "this_unit": Reader.the_unit,
    "unit_after_next": Reader.unit_after_next,
    "ago": Reader.ago,
    "ago_few": Reader.ago_few,
    "ahead": Reader.ahead,
    "last_units": Reader.last_units,
    "last_count": Reader.last_count,
    "final_units": Reader.final_units,
    "season": Reader.season,
    "quarter": Reader.quarter,
    "bare_quarter": Reader.bare_quarter,
    "this_quarter": Reader.this_quarter,
    "decade": Reader.decade,
    "part_of_century": Reader.part_of_century,
    "century": Reader.century,
    "named": Reader.named,
    "event_day": Reader.event_day,
    "week_of": Reader.week_of,
    "nth_weekday": Reader.nth_weekday,
    "days_of_month": Reader.days_of_month,
    "years_from_to": Reader.years_from_to,
    "years_in_words": Reader.years_in_words,
    "months_from_to": Reader.months_from_to,
}
