"""Readings of days by name or by distance from the publication: yesterday, last Sunday, the first Friday of July."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import NO_DATE
from indexer.extract.dates.folding import folded_words, with_prepositions
from indexer.extract.dates.lexicon import CLASSES, DAY
from indexer.extract.dates.nearest import enclosing_period, nearest_weekday, weekday_in_week
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.read_days import day_of_month

if TYPE_CHECKING:
    from indexer.extract.dates.context import Context, Match

# اليوم as a noun of its own: اليوم العالمي, اليوم التالي.
_TODAY_NOUN: Final = folded_words(
    "العالمي الدولي الوطني الدراسي الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر "
    "الاخير المفتوح التالي "
    "الموالي نفسه ذاته الواحد الثقافي الرياضي العلمي الكامل المذكور الترفيهي التدريبي السابق الحادي الختامي "
    "الافتتاحي "
    "الموعود الذي الطويل العادي الاربعين العشرين الموحد الأوروبي"
)
_TODAY_TITLES: Final = folded_words("صحيفه جريده المصري روسيا العرب قناه موقع كل طوال طيله مدار عين صحيفتي دنيا سوريه")
#: اليوم is these days or each day here: في عالمنا اليوم, مرتين في اليوم.
_TODAY_LOOSE: Final = folded_words("عالمنا عالم العالم مجتمعنا مجتمعاتنا واقعنا في نفس ذات بنفس بذات لنفس تلو")
_WORLD: Final = "العالم"
_DAY_ON_DAY: Final = "تلو"  # اليوم تلو اليوم
_BALL: Final = "بكره"  # tomorrow in speech, with a ball in the news
_NEED: Final = "الحاجه"  # بأمس الحاجة: in the most pressing need
_OF_A_NIGHT: Final = folded_words("الواحدة السابقة التالية الأولى الثانية الثالثة الأخيرة الموالية نفسها ذاتها")
_TOMORROW: Final = ("الغد", "غد")
#: Of what is to come one day, and names: أجيال الغد, صحيفة الغد.
_OF_TOMORROW: Final = with_prepositions(
    "صحيفة جريدة قناة موقع حزب تيار جيل أجيال الأجيال رجال قادة قائد جنود شباب نساء بناة علماء أمل نجوم عالم مدينة مدن "
    "مدرسة طاقة تونس مصر لبنان سوريا العراق"
)
_PRICES: Final = folded_words("تكاليف تكلفة كلفة سعر أسعار إيجار إيجارات أجرة قيمة ثمن لسعر بسعر وسعر")
_BETTER_TOMORROW: Final = folded_words("أفضل مشرق جديد واعد أجمل أكثر")  # غد أفضل
# الأحد is "the One" too, الجمعة a sura, سوق الجمعة a quarter.
_NOT_BEFORE_WEEKDAY: Final = folded_words("كلا كلتا هذين هؤلاء كل بن ابن بنت ال ام الواحد الفرد") | with_prepositions(
    "عبد سورة سوق جمعية مجلة صحيفة جريدة مسجد جامع حي قرية بلدة مدينة شارع مخيم محطة ملعب"
)
_NOT_AFTER_WEEKDAY: Final = folded_words("العظيمة الحزينة السوداء الدموي الدامي")
_PRAYER: Final = folded_words("صلاة لصلاة وصلاة بصلاة")
_FRIDAY: Final = 4
_BOTH: Final = folded_words("معا كليهما ايضا")  # behind which الاثنين is "the two"


#: Before a weekday that is a family name: الدكتور الخميس.
_TITLES: Final = folded_words(
    "الدكتور الدكتورة الأستاذ الأستاذة الشيخ السيد السيدة المهندس المهندسة اللواء العميد العقيد المقدم الرائد "
    "النقيب عائلة أسرة آل"
)


_DAYS_LISTED: Final = 3  # days between two weekdays of a list
#: Ends of a dual with a pronoun, behind which الاثنين is the number: ببلدينا الاثنين.
_OF_TWO: Final = ("ينا", "يهما", "يكما")


def relative_day(ctx: Context, match: Match) -> Period | None:
    """Read ``أمس الأحد``."""
    kind = ctx.class_at(match.start("rel"))
    anchor = ctx.anchor
    if kind == "today":
        if ctx.next_word(match) in _TODAY_NOUN or ctx.previous_word(match) in _TODAY_TITLES:
            return None
        loose = not ctx.has(match, "wd") and ctx.previous_word(match) in _TODAY_LOOSE
        # يحتفل العالم اليوم is today, عالم اليوم is not.
        if loose and not (ctx.previous_word(match) == _WORLD and ctx.verb_before(match, 2)):
            return None
        if ctx.next_word(match) == _DAY_ON_DAY:
            return None
        offset = 0
    elif (
        (not ctx.has(match, "wd") and ctx.tokens.word(match.start("rel")) == _BALL and not ctx.conventions.spoken)
        or ctx.next_word(match) in _BETTER_TOMORROW
        or (kind == "yesterday" and ctx.next_word(match) == _NEED)
        or (ctx.tokens.word(match.start("rel")) in _TOMORROW and ctx.previous_word(match) in _OF_TOMORROW)
    ):
        return None
    else:
        offset = {"yesterday": -1, "tomorrow": 1}.get(kind, 0)
        if kind == "dayago":
            offset = -ctx.integer(match, "rel")
        elif kind == "daysahead":
            offset = ctx.integer(match, "rel")
    date = anchor + offset * ONE_DAY
    if not ctx.has(match, "wd"):
        return periods.day((ctx.written_on or anchor) + offset * ONE_DAY)
    weekday = ctx.integer(match, "wd")
    if date.weekday() != weekday:
        # The text says which day it was: the nearest such day, sooner four before than three ahead, for texts are
        # printed late. What it says of أمس later goes by it.
        late = 3 if kind in ("tomorrow", "daysahead") else 4
        date += ONE_DAY * ((weekday - date.weekday() + late) % 7 - late)
        ctx.written_on = date - offset * ONE_DAY
    return periods.day(date)


def day_of_the_paper(ctx: Context, match: Match) -> Period | None:
    """Read ``اليوم (أمس)``: a speech said اليوم, the paper of the next day adds which day that was."""
    kind = ctx.class_at(match.start("rel"))
    offset = -ctx.integer(match, "rel") if kind == "dayago" else {"yesterday": -1, "tomorrow": 1}.get(kind, 0)
    return periods.day(ctx.anchor + offset * ONE_DAY)


def tonight(ctx: Context, match: Match) -> Period | None:
    """Read ``الليلة الماضية``."""
    following = ctx.class_at(match.end())
    if ctx.next_word(match) in _OF_A_NIGHT or following == "which" or ctx.class_at(match.start() - 1) == "farther":
        return None  # تلك الليلة
    if match.end() == match.start() + 1 and ctx.previous_word(match) in _PRICES:
        return None  # تبلغ تكاليف الليلة
    nights = ctx.step(ctx.adjective(match, "a"))
    if ctx.has(match, "bf"):  # الليلة قبل الماضية
        nights = min(nights, 0) * 2
    return periods.day(ctx.anchor + ONE_DAY * nights)


def this_part_of_day(ctx: Context, _match: Match) -> Period | None:
    """Read ``هذا المساء``, ``هذا اليوم``."""
    return periods.day(ctx.anchor)


def day_of_other_year(ctx: Context, match: Match) -> Period | None:
    """Read ``مثل هذا اليوم من العام الماضي``."""
    if ctx.has(match, "yn"):  # مثل هذا اليوم من عام 1908
        year, hijri = ctx.written_year(match)
        return periods.day(ctx.anchor.replace(year=year)) if year and not hijri else None
    adjective = ctx.adjective(match, "ya")
    return periods.day(periods.shift_months(ctx.anchor, 12 * ctx.step(adjective))) if ctx.step(adjective) else None


def weekday(ctx: Context, match: Match) -> Period | None:
    """Read ``الثلاثاء المقبل``."""
    weekday = ctx.integer(match, "wd")
    if ctx.previous_word(match) in _NOT_BEFORE_WEEKDAY or ctx.next_word(match) in _NOT_AFTER_WEEKDAY:
        return None
    if weekday == 0 and ctx.next_word(match) in _BOTH:
        return None
    if weekday == _FRIDAY and match.start() == match.start("wd") and ctx.previous_word(match) in _PRAYER:
        return None
    if ctx.previous_word(match) in _TITLES and not match.group(0).startswith(CLASSES["yawm"]):
        return None  # الدكتور الخميس
    two = ctx.previous_word(match).endswith(_OF_TWO) or ctx.next_word(match).endswith("هما")
    if weekday == 0 and two:
        return None  # عن الاثنين لأنهما
    if _ends_night(ctx, match):
        return NO_DATE
    if _is_habit(ctx, match):
        return None
    if ctx.has(match, "w"):
        step = ctx.step(ctx.adjective(match, "a") or "this")
        return periods.day(weekday_in_week(ctx, weekday, step))
    date = nearest_weekday(ctx, match, weekday, ctx.adjective(match, "wa"))
    if not ctx.adjective(match, "wa") and ctx.class_at(match.start() - 1) == "conj":
        before, at = ctx.weekday_before
        days = (weekday - before.weekday()) % 7
        if at == match.start() - 1 and 1 <= days <= _DAYS_LISTED:
            date = before + days * ONE_DAY  # الأحد والاثنين, in the paper of Sunday
    ctx.weekday_before = date, match.end()
    return periods.day(date)


def _is_habit(ctx: Context, match: Match) -> bool:
    """Whether the day is that of every week: ``يفتح أيام السبت``, not ``أيام السبت والأحد``."""
    at, end = match.start(), match.end()
    if ctx.class_at(at - 1) != "plural" or ctx.integer_at(at - 1) != DAY or end > at + 1:
        return False  # بالسجن خمس سنوات الأربعاء
    return ctx.class_at(end + (ctx.class_at(end) in ("conj", "comma", "dash"))) != "weekday"


def _ends_night(ctx: Context, match: Match) -> bool:
    """Tell whether the day is the one that a night went on into: ليلة الخميس على الجمعة."""
    at = match.start()
    return (
        ctx.previous_word(match) == "علي"
        and ctx.class_at(at - 2) == "weekday"
        and ctx.class_at(at - 3) == "pod"
        and ctx.tokens.word(at - 3).startswith("ليل")
    )


def night_between(ctx: Context, match: Match) -> Period | None:
    """Read ``ليل السبت - الأحد``: the day on which the night began."""
    part = match.start("wd") - 1
    if ctx.class_at(part) == "podphrase":
        night = ctx.tokens.value(part) == 1
    else:
        night = ctx.tokens.word(part).lstrip("وف").removeprefix("ال").startswith("ليل")
    if not night:
        return None
    weekday = ctx.integer(match, "wd")
    adjective = ctx.adjective(match, "wa")
    if adjective:  # ليل الخميس الجمعة الماضي
        ending = ctx.integer(match, "wd2")
        return periods.day(nearest_weekday(ctx, match, ending, adjective) - ONE_DAY * ((ending - weekday) % 7))
    if (ctx.anchor - ONE_DAY).weekday() == weekday:
        return periods.day(ctx.anchor - ONE_DAY)  # the night that ended on the day of publication
    return periods.day(nearest_weekday(ctx, match, weekday, ""))


def night_from_to(ctx: Context, match: Match) -> Period | None:
    """Read ``الليلة الفاصلة بين السبت 22 والأحد 23 أكتوبر``: the day on which the night began."""
    if ctx.has(match, "m") and ctx.has(match, "d"):
        return day_of_month(ctx, match)
    return periods.day(nearest_weekday(ctx, match, ctx.integer(match, "wd"), ctx.adjective(match, "a")))


def weekday_after_next(ctx: Context, match: Match) -> Period | None:
    """Read ``الأحد بعد المقبل``, ``الأحد قبل الماضي``."""
    if ctx.has(match, "bf"):
        return periods.day(nearest_weekday(ctx, match, ctx.integer(match, "wd"), "past") - 7 * ONE_DAY)
    return periods.day(nearest_weekday(ctx, match, ctx.integer(match, "wd"), "next") + 7 * ONE_DAY)


def bare_weekday(ctx: Context, match: Match) -> Period | None:
    """Read ``يوم أحد``."""
    kind = ctx.class_at(match.start("wb"))
    weekday = 0 if kind == "two" else ctx.integer(match, "wb")
    if ctx.previous_word(match) == "كل" or ctx.class_at(match.start("wb") - 1) != "yawm":
        return None
    return periods.day(nearest_weekday(ctx, match, weekday, ctx.adjective(match, "wa")))


def weekdays_in_week(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع المقبل بين الأربعاء والجمعة``, ``من الأحد إلى الخميس``."""
    step = ctx.step(ctx.adjective(match, "a") or "this")
    first = weekday_in_week(ctx, ctx.integer(match, "wd"), step)
    return periods.span(first, weekday_in_week(ctx, ctx.integer(match, "wd2"), step))


def week_then_weekday(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع المقبل يوم الجمعة``."""
    if not ctx.has(match, "a") and ctx.class_at(match.start()) != "dem":
        return None  # افتتحت الأسبوع يوم الأحد
    step = ctx.step(ctx.adjective(match, "a") or "this")
    return periods.day(weekday_in_week(ctx, ctx.integer(match, "wd"), step))


def week_of(ctx: Context, match: Match) -> Period | None:
    """Read ``الأسبوع الأول من يوليو``."""
    whole = enclosing_period(ctx, match)
    start = ctx.conventions.week_start
    number = None if ctx.class_at(match.start("n")) == "latest" else ctx.integer(match, "n")
    # A week belongs to the month or year that holds its fourth day.
    middle = 3 * ONE_DAY
    first = periods.week(whole.first, start)
    if first.first + middle < whole.first:
        first = periods.week(whole.first + 7 * ONE_DAY, start)
    if ctx.conventions.spoken and whole.precision == "month" and first.first < whole.first:
        first = periods.week(whole.first + 7 * ONE_DAY, start)
    if number is None:
        last = periods.week(whole.last, start)
        return last if last.first + middle <= whole.last else periods.week(whole.last - 7 * ONE_DAY, start)
    return periods.week(first.first + 7 * (number - 1) * ONE_DAY, start)


def nth_weekday(ctx: Context, match: Match) -> Period | None:
    """Read ``أول جمعة من يوليو``."""
    whole = enclosing_period(ctx, match)
    weekday = 0 if ctx.class_at(match.start("wb")) == "two" else ctx.integer(match, "wb")
    kind = ctx.class_at(match.start("n"))
    if kind == "final":
        date = whole.last - ONE_DAY * ((whole.last.weekday() - weekday) % 7)
    else:
        nth = 1 if kind == "first" else ctx.integer(match, "n")
        date = whole.first + ONE_DAY * ((weekday - whole.first.weekday()) % 7 + 7 * (nth - 1))
        if date > whole.last:
            return None
    return periods.day(date)
