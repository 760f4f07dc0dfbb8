"""Clock times, durations and what recurs: beside the dates, and apart from them, since no facet counts them.

What an article means by a day is a date (`find_dates`). ``الساعة الثالثة مساء``, ``لمدة أسبوعين`` and ``كل يوم`` are
none, but who reads the extraction may want them. Each value is written as ISO 8601 writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from indexer.extract.dates.folding import MARKS, fold_for_dates

TimeKind = Literal["time", "time-range", "duration", "repetition", "distance"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time that is no date.

    ``start`` and ``end`` are code points of the original text. ``value`` is ``T15:00:00`` for a time of day,
    ``T15:00:00/T17:00:00`` for two, ``PT3H`` for a duration (``P3.5Y``, ``P2W``), ``R/P1D`` for what recurs, and
    ``+PT5M`` or ``-PT2H`` for a distance from now in hours, minutes or seconds.
    """

    start: int
    end: int
    text: str
    kind: TimeKind
    value: str


#: Units, singular and plural and dual, and their letters in ISO 8601: those of the clock behind a T.
_UNITS: Final = {
    "ثانيه ثوان ثواني ثانيتين": "S",
    "دقيقه دقايق دقيقتين": "M",
    "ساعه ساعات ساعتين": "H",
    "يوم يوما ايام يومين": "D",
    "اسبوع اسبوعا اسابيع اسبوعين": "W",
    "شهر شهرا اشهر شهور شهرين": "MO",
    "سنه سنوات سنين سنتين عام عاما اعوام عامين": "Y",
}
_UNIT: Final = {word: letter for words, letter in _UNITS.items() for word in words.split()}
_DUALS: Final = frozenset(word for word in _UNIT if word.endswith("ين") and word != "سنين")
_NUMBERS: Final = {
    "واحد واحده احدي": 1,
    "اثنان اثنين اثنتان اثنتين": 2,
    "ثلاث ثلاثه": 3,
    "اربع اربعه": 4,
    "خمس خمسه": 5,
    "ست سته": 6,
    "سبع سبعه": 7,
    "ثمان ثماني ثمانيه": 8,
    "تسع تسعه": 9,
    "عشر عشره": 10,
    "عشرون عشرين": 20,
    "ثلاثون ثلاثين": 30,
    "اربعون اربعين": 40,
    "خمسون خمسين": 50,
    "ستون ستين": 60,
    "سبعون سبعين": 70,
    "ثمانون ثمانين": 80,
    "تسعون تسعين": 90,
}
_NUMBER: Final = {word: number for words, number in _NUMBERS.items() for word in words.split()}
_HOURS: Final = {
    "الواحده": 1, "الثانيه": 2, "الثالثه": 3, "الرابعه": 4, "الخامسه": 5, "السادسه": 6, "السابعه": 7, "الثامنه": 8,
    "التاسعه": 9, "العاشره": 10, "الحاديه عشره": 11, "الثانيه عشره": 12, "الحاديه عشر": 11, "الثانيه عشر": 12,
}  # fmt: skip
_PARTS_OF_AN_HOUR: Final = {
    "والنصف": 30, "والربع": 15, "والثلث": 20, "الا ربعا": -15, "الا الربع": -15, "الا ثلثا": -20,
}  # fmt: skip
_WHOLE: Final = {"الظهيره": 12, "منتصف النهار": 12, "منتصف الليل": 0}
#: بضع and عدة are three at least.
_FEW: Final = 3
_NOON: Final = 12
_HOURS_OF_DAY: Final = 24
_EVENING: Final = 6
_MINUTES: Final = 60
_PACKED: Final = 100
_YEARS: Final = range(1900, 2060)


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


_PART: Final = "(?:صباحا|صباح اليوم|فجرا|ظهرا|عصرا|مساء|ليلا|بعد الظهر|قبل الظهر|بعد منتصف الليل)"
_DIGITS: Final = r"[0-9]+(?:\.[0-9]+)?"
_WORD: Final = rf"{_any(_NUMBER)}(?: و ?{_any(_NUMBER)}| عشره?)?"
_COUNT: Final = rf"(?:{_DIGITS}|{_WORD})"
_AMOUNT: Final = rf"(?:(?:بضع|عده) {_any(_UNIT)}|{_COUNT} {_any(_UNIT)}|{_any(_UNIT)})"
_CLOCK: Final = rf"(?:[0-9]{{1,2}}(?:[:.][0-9]{{2}}){{0,2}}|[0-9]{{3,4}}|{_any(_HOURS)})"
_MORE: Final = f"(?: {_any(_PARTS_OF_AN_HOUR)})?"
_TIME: Final = rf"(?:(?:في |عند )?الساعه {_CLOCK}{_MORE}(?: {_PART})?|{_CLOCK}{_MORE} {_PART})"
_BARE: Final = r"(?<![\w./:-])"
_END: Final = r"(?![\w:]|[./][0-9])"
_WEEKDAY: Final = "(?:اثنين|ثلاثاء|اربعاء|خميس|جمعه|سبت|احد)"
_EVERY: Final = rf"(?:كل (?:يوم {_WEEKDAY}|{_WEEKDAY}|{_COUNT} {_any(_UNIT)}|{_any(_UNIT)})|يوميا|اسبوعيا|شهريا|سنويا)"
_ADVERBS: Final = {"يوميا": "P1D", "اسبوعيا": "P1W", "شهريا": "P1M", "سنويا": "P1Y"}

_REPETITION: Final = re.compile(rf"{_BARE}(?:(?:{_TIME} )?(?P<every>{_EVERY})(?: {_TIME})?){_END}")
_DURATION: Final = re.compile(
    rf"{_BARE}(?:(?:لمده|مده|لفتره|طوال|طيله|علي مدي|علي مدار) (?P<amount>{_AMOUNT})"
    rf"|ل(?P<few>(?:بضع|عده) {_any(_UNIT)})|(?:طوال|طيله) (?P<whole>اليوم|الليل|الاسبوع|الشهر|العام|السنه)){_END}"
)
_RANGE: Final = re.compile(
    rf"{_BARE}(?:(?:من|بين) (?:الساعه )?(?P<a>{_CLOCK})(?: (?P<pa>{_PART}))? (?:حتي|الي|و) ?(?:الساعه )?"
    rf"(?P<b>{_CLOCK}) (?P<pb>{_PART})"
    rf"|(?P<c>{_CLOCK}) ?- ?(?P<d>{_CLOCK}) (?P<pd>{_PART})){_END}"
)
_CLOCK_TIME: Final = re.compile(
    rf"{_BARE}(?:(?:الساعه (?P<h>{_CLOCK})(?P<m>{_MORE})(?: (?P<p>{_PART}))?"
    rf"|(?P<h2>{_CLOCK})(?P<m2>{_MORE}) (?P<p2>{_PART}))"
    rf"|(?P<whole>{_any(_WHOLE)})){_END}"
)
_DISTANCE: Final = re.compile(
    rf"{_BARE}(?P<way>بعد|قبل|منذ) (?P<amount>{_COUNT} (?:ثوان|ثواني|دقايق|ساعات|دقيقه|ساعه|ثانيه)"
    rf"|ساعتين|دقيقتين|ساعه|دقيقه){_END}"
)


def find_times(text: str) -> list[TimeExpression]:
    """Return the clock times, durations and repetitions of a text in its order; none overlap, nothing raises."""
    folded = fold_for_dates(text)
    found: list[TimeExpression] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern, read in _READINGS:
        for match in pattern.finditer(folded.text):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            value = read(match)
            if value:
                taken.append(match.span())
                start, end = folded.source_span(*match.span())
                while end < len(text) and text[end] in MARKS:
                    end += 1  # مساءً
                found.append(TimeExpression(start, end, text[start:end], kind, value))
    return sorted(found, key=lambda one: one.start)


def _count(words: str) -> float:
    """Return a number in digits or words: 3.5, أربع وعشرين, ثلاث عشرة."""
    if words[0].isdigit():
        return float(words)
    return float(sum(_NUMBER[word.removeprefix("و") if word not in _NUMBER else word] for word in words.split()))


def _amount(words: str) -> str:
    """Return an amount as ISO 8601 has it: ثلاثة أيام → P3D."""
    *before, unit = words.split()
    letter = _UNIT[unit]
    if before and before[0] in {"بضع", "عده"}:
        number = float(_FEW)
    elif before:
        number = _count(" ".join(before))
    else:
        number = 2.0 if unit in _DUALS else 1.0
    return ("PT" if letter in "SMH" else "P") + f"{number:g}" + letter[0]


def _every(match: re.Match[str]) -> str:
    words = match["every"]
    if words in _ADVERBS:
        return "R/" + _ADVERBS[words]
    rest = words.removeprefix("كل ")
    if rest.split()[-1] not in _UNIT:  # a weekday
        return "R/P1W"
    return "R/" + _amount(rest)


def _duration(match: re.Match[str]) -> str:
    whole = {"اليوم": "P1D", "الليل": "PT12H", "الاسبوع": "P1W", "الشهر": "P1M", "العام": "P1Y", "السنه": "P1Y"}
    return whole[match["whole"]] if match["whole"] else _amount(match["amount"] or match["few"])


def _time(clock: str, more: str, part: str) -> str:
    """Return a time of day; empty where the numbers are none: 27:80."""
    minute = second = 0
    if clock in _HOURS:
        hour = _HOURS[clock]
    elif clock.isdigit() and len(clock) > 2:  # noqa: PLR2004 - 1140 صباحا
        if int(clock) in _YEARS:
            return ""  # في عام 2016 مساء
        hour, minute = divmod(int(clock), _PACKED)
    else:
        hour, minute, second = (*map(int, re.split("[:.]", clock)), 0, 0)[:3]
    minute += _PARTS_OF_AN_HOUR.get(more.strip(), 0)
    hour, minute = hour + minute // _MINUTES, minute % _MINUTES
    after_noon = part in {"مساء", "عصرا", "بعد الظهر"} or (part == "ظهرا" and hour < _EVENING)
    if hour < _NOON and (after_noon or (part == "ليلا" and hour >= _EVENING)):
        hour += _NOON
    elif hour == _NOON and part in {"ليلا", "صباحا", "بعد منتصف الليل"}:
        hour = 0
    if hour >= _HOURS_OF_DAY or second >= _MINUTES:
        return ""
    return f"T{hour:02}:{minute:02}:{second:02}"


def _range(match: re.Match[str]) -> str:
    if match["c"]:
        first, last = (match["c"], match["pd"]), (match["d"], match["pd"])
    else:
        first, last = (match["a"], match["pa"] or match["pb"]), (match["b"], match["pb"])
    begin, end = _time(first[0], "", first[1]), _time(last[0], "", last[1])
    return f"{begin}/{end}" if begin and end else ""


def _clock(match: re.Match[str]) -> str:
    if match["whole"]:
        return f"T{_WHOLE[match['whole']]:02}:00:00"
    return _time(match["h"] or match["h2"], match["m"] or match["m2"] or "", match["p"] or match["p2"] or "")


def _distance(match: re.Match[str]) -> str:
    return ("+" if match["way"] == "بعد" else "-") + _amount(match["amount"])


#: The longer shapes first: the hour of "كل يوم الساعة 4" belongs to it.
_READINGS: Final[tuple[tuple[TimeKind, re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = (
    ("repetition", _REPETITION, _every),
    ("time-range", _RANGE, _range),
    ("duration", _DURATION, _duration),
    ("distance", _DISTANCE, _distance),
    ("time", _CLOCK_TIME, _clock),
)
