"""Readings of amounts counted from the publication: two weeks ago, in three months, the last three days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from indexer.extract.dates import periods
from indexer.extract.dates.context import Context
from indexer.extract.dates.folding import folded_words
from indexer.extract.dates.lexicon import CENTURY, DAY, DECADE, MONTH, WEEK, YEAR
from indexer.extract.dates.nearest import enclosing_period
from indexer.extract.dates.periods import ONE_DAY, Period
from indexer.extract.dates.tense import direction_beside, tells_event, tense_beside

if TYPE_CHECKING:
    from indexer.extract.dates.context import Match

_NEVER: Final = folded_words("لن ولن")
_DENIAL_REACH: Final = 4  # words from لن to the amount
_MANY: Final = 200
_FEW: Final = 3  # بضعة is three to nine
_OF_TIME: Final = folded_words("الزمن الزمان")  # قبل عقد من الزمن
_PARTS: Final = folded_words("ربع نصف ثلث")
_ONLY: Final = "فقط"
_NEARLY: Final = "تقريبا"
_FROM_OR_ON: Final = folded_words("من علي")
_AFTER_AN_AMOUNT: Final = folded_words("فقط تقريبا على عند وسط إذا لدى مع عن أو وذلك بحسب وفق")


def ago_from(ctx: Context, match: Match) -> Period | None:
    """Read ``بعد أسبوع من اليوم``."""
    amounts = written_amounts(ctx, match, "q")
    if not amounts:
        return None
    offset = {"tomorrow": 1, "yesterday": -1}.get(ctx.class_at(match.start("rel")), 0)
    sign = -1 if ctx.class_at(match.start()) in ("before", "since") else 1
    moved = Context(ctx.tokens, ctx.anchor + offset * ONE_DAY, ctx.conventions)
    return days_away(moved, amounts, sign)


#: Half of a unit: ``قبل عام ونصف``, ``قبل نصف عام``.
_HALVES: Final = {CENTURY: (50, YEAR), DECADE: (5, YEAR), YEAR: (6, MONTH), MONTH: (15, DAY), WEEK: (3, DAY)}


def written_amounts(ctx: Context, match: Match, group: str) -> list[tuple[int, int]] | None:
    """Return the (count, unit) pairs of ``شهر و21 يوما``."""
    pairs: list[tuple[int, int]] = []
    count = 0
    half = False
    position = match.start(group)
    while position < match.end(group):
        name = ctx.class_at(position)
        value = ctx.tokens.value(position) if name != "conj" else 0
        position += 1
        if name == "conj" or not isinstance(value, int):
            continue
        if name in ("unit", "yawm", "shahr", "sana", "plural"):
            if count == 0 and name == "plural":
                return None
            if half and value not in (MONTH, YEAR):
                return None  # قبل نصف قرن is no year
            pairs.append(_HALVES[value] if half else (count or 1, value))
            count, half = 0, False
            if ctx.class_at(position) == "one" and ctx.tokens.value(position) == 1:
                position += 1
        elif name == "dual":
            pairs.append((2, value))
        elif name == "nisf":
            if pairs:
                pairs.append(_HALVES.get(pairs[-1][1], (0, DAY)))
            else:
                half = True  # قبل نصف عام
        elif name == "decadeof":
            pairs.append((count or 1, DECADE))
            count = 0
        else:
            count += value
    return pairs


def days_away(ctx: Context, amounts: list[tuple[int, int]], sign: int) -> Period:
    """Return the day, month or year so far before (-1) or after (1) the publication, as precise as its units."""
    anchor = ctx.anchor
    months = sum(count * {MONTH: 1, YEAR: 12, DECADE: 120, CENTURY: 1200}.get(unit, 0) for count, unit in amounts)
    days = sum(count * {DAY: 1, WEEK: 7}.get(unit, 0) for count, unit in amounts)
    date = periods.shift_months(anchor, sign * months) + sign * days * ONE_DAY
    if days or ctx.conventions.ago_to_the_day:
        return periods.day(date)
    if any(unit == MONTH for _, unit in amounts):
        return periods.month(date.year, date.month)
    return periods.year(date.year)


def ago(ctx: Context, match: Match) -> Period | None:
    """Read ``قبل أسبوعين``."""
    if _of_an_event(ctx, match):
        return None  # قبل أسبوع فقط من الانتخابات
    amounts = written_amounts(ctx, match, "q")
    if not amounts or belongs_to_next(ctx, match) or _is_denied(ctx, match):
        return None
    return days_away(ctx, amounts, -1)


def from_then(ctx: Context, match: Match) -> Period | None:
    """Read ``قبل ذلك بثلاث سنوات``: years counted from the one named a few words before."""
    year, amounts = ctx.year_beside("following"), written_amounts(ctx, match, "q")
    if year is None or not amounts or any(unit != YEAR for _, unit in amounts):
        return None
    sign = -1 if ctx.class_at(match.start()) == "before" else 1
    return periods.year(year + sign * sum(count for count, _ in amounts))


def _is_denied(ctx: Context, match: Match) -> bool:
    """Whether something will not be before then: ``لن تصل قبل 6 أشهر`` is none of the past."""
    token = ctx.tokens.token_at(match.start())
    return any(ctx.tokens.spelled(number) in _NEVER for number in range(max(0, token - _DENIAL_REACH), token))


def _of_an_event(ctx: Context, match: Match) -> bool:
    """Whether ``فقط`` or ``تقريبا`` stands between the amount and the event it counts from."""
    following, second = ctx.next_word(match), ctx.second_word(match)
    return (following == _ONLY and second in _FROM_OR_ON) or (following == _NEARLY and second == "من")


def belongs_to_next(ctx: Context, match: Match) -> bool:
    """Whether the amount belongs to what follows: ``قبل يومين من الانتخابات``, ``منذ عام 2003``, ``قبل يوم الأحد``."""
    ending = ctx.class_at(match.end())
    if ctx.class_at(match.end() - 1) == "now":
        return False
    if ending == "from":
        return ctx.second_word(match) not in _OF_TIME
    if ending in (
        "y4",
        "n3",
        "weekday",
        "yesterday",
        "month",
        "hmonth",
        "ramadan",
        "full",
        "years",
        "n31",
        "n12",
        "n99",
    ):
        return ctx.class_at(match.end() - 1) in ("yawm", "shahr", "sana", "decadeof")
    if ctx.class_at(match.end() - 1) in ("yawm", "shahr", "sana") and ctx.next_word(match).startswith("ال"):
        return ctx.class_at(match.end()) in ("other", "named")  # قبل يوم الانتخابات
    return ctx.next_word(match) in _FROM_OR_ON


#: Days by which ``بضعة`` of a unit may be off.
_DOUBT_OF_FEW: Final = {DAY: 6, WEEK: 42, MONTH: 180}


def ago_few(ctx: Context, match: Match) -> Period | None:
    """Read ``قبل بضعة أيام``."""
    unit = ctx.integer(match, "s")
    if unit not in _DOUBT_OF_FEW or ctx.class_at(match.start()) == "since":
        return None  # قبل عدة سنوات is no year, منذ عدة أيام no day
    period = days_away(ctx, [(_FEW, unit)], -1)
    return period._replace(doubt=_DOUBT_OF_FEW[unit])


def ahead(ctx: Context, match: Match) -> Period | None:
    """Read ``بعد ثلاثة أشهر``."""
    if _of_an_event(ctx, match):
        return None  # بعد سنة فقط من ظهوره
    opener = ctx.class_at(match.start())
    amounts = written_amounts(ctx, match, "q")
    previous = ctx.class_at(match.start() - 1)
    if previous in ("unit", "yawm", "shahr", "sana") and len(amounts or ()) == 1:
        return None  # يوما بعد يوم
    if opener != "after" or not amounts or belongs_to_next(ctx, match):
        return None
    following = ctx.class_at(match.end())
    next_word = ctx.next_word(match)
    if following == "other" and next_word not in _AFTER_AN_AMOUNT and not tells_event(next_word):
        return None  # بعد 5 سنوات عمل
    # "توفي بعد يومين" tells a story: two days after what went before, not after the publication.
    if not ctx.has(match, "nw"):
        direction = direction_beside(ctx.tokens, match.start(), match.end() - 1)
        years = all(unit in (YEAR, DECADE, CENTURY) for _, unit in amounts)
        before = ctx.class_at(match.start() - 2) if previous == "conj" else previous
        begins = before in ("", "stop", "dot", "quote", "lpar")
        if years and begins and tense_beside(ctx.tokens, match.start(), match.end() - 1) == "present":
            return None  # بعد 20 عاما، يلتقي التوأم: the present of headlines
        if direction == "past" or (direction is None and not ctx.conventions.direction):
            return None
    return days_away(ctx, amounts, 1)


def from_now(ctx: Context, match: Match) -> Period | None:
    """Read ``شهر و21 يوما من الآن``."""
    if ctx.previous_word(match) in _PARTS:
        return None  # قبل ربع قرن من الآن
    amounts = written_amounts(ctx, match, "q")
    if not amounts:
        return None
    inside = ctx.class_at(match.start() - 1) in ("during", "in", "after", "prep")
    past = not inside and direction_beside(ctx.tokens, match.start(), match.end() - 1) == "past"
    return days_away(ctx, amounts, -1 if past else 1)


def last_units(ctx: Context, match: Match) -> Period | None:
    """Read ``الأيام الثلاثة الماضية``."""
    dual = ctx.class_at(match.start("u")) == "ddual"
    if not dual and not ctx.has(match, "n"):
        return None
    count = 2 if dual else ctx.number(match, "n")
    return last_amount(ctx, count, ctx.integer(match, "u"), ctx.adjective(match, "a"))


def last_count(ctx: Context, match: Match) -> Period | None:
    """Read ``الثلاثة أيام الماضية``."""
    group = ctx.has(match, "s", "s2", "s3") or "s"
    count = ctx.number(match, "n") if ctx.has(match, "n") else 2
    if count > _MANY:
        return None  # السبعة آلاف سنة الماضية
    return last_amount(ctx, count, ctx.integer(match, group), ctx.adjective(match, "a"))


def last_days(ctx: Context, match: Match) -> Period | None:
    """Read ``آخر يومين من رمضان``."""
    unit = ctx.integer(match, "s" if ctx.has(match, "s") else "s2")
    count = ctx.number(match, "n") if ctx.has(match, "n") else 2
    whole = enclosing_period(ctx, match)
    days = count * {DAY: 1, WEEK: 7}.get(unit, 0)
    if not 0 < days < (whole.last - whole.first).days:
        return None
    return periods.span(whole.last - (days - 1) * ONE_DAY, whole.last, whole.doubt)


def final_units(ctx: Context, match: Match) -> Period | None:
    """Read ``آخر ثلاثة أيام``."""
    if ctx.class_at(match.end()) == "from":
        return None  # آخر ثلاثة أيام من المهرجان
    count = ctx.number(match, "n") if ctx.has(match, "n") else 2
    return last_amount(ctx, count, ctx.integer(match, "s" if ctx.has(match, "s") else "s2"), "past")


def last_amount(ctx: Context, count: int, unit: int, adjective: str) -> Period:
    """Return the days of ``الأيام الثلاثة الماضية``: those before the publication day, or those after it."""
    anchor = ctx.anchor
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
