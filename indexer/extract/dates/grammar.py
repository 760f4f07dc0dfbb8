"""The shapes of date expressions: one rule a line, each with an example.

A rule says which words follow one another; `readings` says what its captures mean. Notation: see ``notation``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from indexer.extract.dates.notation import Pattern, compile_pattern

# Order matters: a later line may use an earlier one.
_ABBREVIATIONS: Final[list[tuple[str, str]]] = [
    ("numeral", "one | two | ten | hundred | thousand"),
    ("number", "(numeral (conj? numeral)*)"),  # ألف وتسعمائة وثمانية وسبعين
    ("ordinal", "(eleventh one | ord one | (ord | eleventh) conj deftens | ord | deftens)"),  # الحادي والعشرون
    ("digits", "(al? (n12 | n31))"),
    ("count", "(n12 | n31 | n99 | n3 | number)"),
    ("dayno", "(digits | ordinal | first | fatih)"),
    ("gregorian", "(month | maymonth | ab)"),
    ("pair", "(libyan? (slash | dash | lpar) gregorian rpar?)"),
    ("adj", "(past | next | this | latest | previous)"),
    ("direction", "(past | next | this | latest | previous | following | same)"),
    ("lead", "((pod | podphrase) yawm? | yawm)"),
    ("tail", "(podadv | in? dpod | dpodphrase)"),
    ("era", "(era_h | era_m)"),
    # The year after a month: 2016 / ، 2016 م / من عام 2016 / لعام 2016 / من العام الماضي / من هذا العام.
    (
        "ofyear",
        "(comma? dash? slash? from? (prep? (sana | dyear))? yn:y4 (era:era)? | from? prep? sana yn3:n3 (era3:era)?"
        " | comma? from? prep? sana? yw:(thousand (conj? numeral)*)"
        " | comma? from? in? prep? (dem yd:dyear (ya:direction)? | dyear ya2:(direction)))",
    ),
    ("theunit", "(dweek | dmonth | dyear | ddecade | dcentury)"),
    ("units", "(unit | yawm | shahr | sana | plural | decadeof)"),
    ("amount", "(count units | dual | units one | units)"),
    # Between a day's name and its date: الخميس الموافق 15 مايو، الاثنين في 3 يونيو.
    ("between_days", "(date? prep? dash? | yawm | in)"),
    ("part", "(start | early | mid | middle | late | end | rest)"),
]

# name, pattern, example
_RULES: Final[list[tuple[str, str, str]]] = [
    (
        "day_of_month",
        "lead? (rel:(today | yesterday | tomorrow | dayago | daysahead) tail? comma? between_days)?"
        " (wd:weekday wa:(adj)? tail? comma? between_days)? lpar? d:(dayno) slash? dash? dot? from? shahr? m:(gregorian) (mp:(pair))?"
        " dot? a:(adj)? ofyear? rpar?",
        "الاثنين 24 تشرين الأول (أكتوبر) 2016",
    ),
    (
        "month_then_day",
        "(wd:weekday comma?)? m:(gregorian) dash? d:(digits | ordinal) (comma? from? yn:y4 | comma? from? yw:(thousand (conj? numeral)*))?",
        "سبتمبر 10، 2001",
    ),
    (
        "day_of_hijri_month",
        "lead? (rel:(today | yesterday | tomorrow | dayago) tail? comma? between_days)?"
        " (wd:weekday wa:(adj)? tail? comma? between_days)? lpar? d:(dayno) slash? dash? from? shahr? h:(hmonth | ramadan) a:(adj)? ofyear? rpar?",
        "15 رمضان 1436هـ",
    ),
    ("numeric_day", "lead? (rel:(today | yesterday | tomorrow) comma?)? (wd:weekday wa:(adj)? comma? between_days)? lpar? full:full era:(era)? rpar?", "24/10/2016"),
    ("day_slash_month", "lead? (wd:weekday comma? between_days)? dm:(slashdm | dashdm) (comma yy:(n12 | n31 | n99))?", "يوم 24/10"),
    ("month", "ms:(shahr)? m:(gregorian) (mp:(pair))? a:(adj)? ofyear?", "يونيو/حزيران 2014"),
    ("libyan_month", "d:(dayno) from? shahr? m:libyan (pair)? comma? from? sana? yn:y4", "7 الطير 1986"),
    ("hijri_month", "ms:(shahr)? h:(hmonth | ramadan) a:(adj)? ofyear?", "شهر رمضان 1436"),
    ("numeric_month", "ym:ym", "3/2015"),
    ("relative_day", "lead? rel:(today | yesterday | tomorrow | dayago | daysahead) tail? (comma? lpar? wd:weekday rpar?)?", "أمس الأحد"),
    ("tonight", "t:tonight a:(past | next)?", "الليلة الماضية"),
    ("this_part_of_day", "dem (t:tonight | dpod)", "هذا المساء"),
    ("today_marked", "(dem today | today dem)", "هذا اليوم"),
    ("weekday", "lead? wd:weekday wa:(adj)? (from? (w:dweek) a:(direction)?)?", "الثلاثاء المقبل"),
    ("bare_weekday", "lead wb:(bareday | two) wa:(adj)?", "يوم أحد"),
    ("week_then_weekday", "dem? w:dweek a:(adj)? comma? in? lead? wd:weekday", "الأسبوع المقبل يوم الجمعة"),
    ("weekday_number", "lead? wd:weekday comma? (in | yawm)? d:(digits | ordinal | number)", "الخميس 21"),
    ("day_number", "y:(yawm) d:(digits | ordinal)", "يوم 27"),
    ("day_of_this_month", "lead? (wd:weekday comma?)? d:(dayno) from? (dem? mo:dmonth a:(adj)? | a2:this)", "20 من الشهر المقبل"),
    ("year", "(sana | dyear) (yn:(y4 | n3) era:(era)? | yw:(number) era2:(era)?)", "عام 2014"),
    ("bare_year", "yn:y4 era:(era)?", "في 2014"),
    ("years", "years (era)?", "2014-2016"),
    ("the_unit", "u:(theunit) (a:(direction) | dem)", "الأسبوع الماضي"),
    ("this_unit", "dem u:(theunit) a:(this)?", "هذا الأسبوع"),
    ("unit_after_next", "u:(theunit) after a:(next)", "الأسبوع بعد القادم"),
    ("ago", "lead? (before | since) (about | more)? q:(amount (conj? amount)*) (from now)?", "قبل أسبوعين"),
    ("ago_few", "(before | since) several s:(plural)", "قبل بضعة أيام"),
    ("ahead", "(after | prep? during | in) (about | more)? q:(amount (conj? amount)*) (from now)?", "بعد ثلاثة أشهر"),
    ("last_units", "u:(dplural | ddual) n:(defone | count)? few? a:(past | next | latest) few?", "الأيام الثلاثة الماضية"),
    ("last_count", "(n:(defone | count) s:(plural | dplural) | s2:dual | s3:ddual) a:(past | next | latest)", "ثلاثة أيام مقبلة"),
    ("final_units", "final (n:(count) s:(plural) | s2:dual)", "آخر ثلاثة أيام"),
    ("season", "s:(season4 | dseason | libyan) (a:(adj) | from? (prep? (sana | dyear))? yn:y4 | from? (dem yd:dyear (ya:direction)? | dyear ya2:(direction)))", "صيف 2014"),
    (
        "quarter",
        "k:(quarter | half) n:(ord | latest) (from? prep? (sana | dyear)? yn:y4 | from? prep? (dem yd:dyear (ya:direction)? | dyear ya2:(direction)) | a:(adj))",
        "الربع الأول من 2015",
    ),
    ("decade", "(decadeof)? decade (from? dcentury (c:(past | ordinal)))?", "الثمانينيات"),
    ("century", "dcentury c:(ordinal)", "القرن العشرين"),
    ("named", "lead? (nth:(first | bareord) plural)? x:named (a:(adj) | prep? (sana | dyear)? yn:y4 era:(era)? | (dem yd:dyear (ya:direction)? | dyear ya2:(direction)))?", "عيد الفطر"),
    ("event_day", "event d:(digits | ordinal) slash? from? shahr? m:(gregorian) (mp:(pair))? (comma? from? sana? yn:y4)?", "هجمات 11 سبتمبر"),
    (
        "week_of",
        "dweek n:(ord | latest) from (shahr? m:(gregorian) a:(adj)? ofyear? | mo:(dem? dmonth) a2:(adj)? | (sana | dyear) (y2:y4 | yw2:(number))"
        " | dem? ye:dyear a3:(adj)?)",
        "الأسبوع الأول من يوليو",
    ),
    (
        "nth_weekday",
        "n:(first | bareord | final) yawm? wb:(bareday | weekday | two) (from | in) (shahr? m:(gregorian) ofyear? | dem? mo:dmonth a:(adj)?)",
        "أول جمعة من يوليو",
    ),
    (
        "days_of_month",
        "lead? (from | between)? (yawmay)? (d1:(dayno) (to | until | conj | dash) d2:(dayno) | dd:dashdm) slash? from? shahr?"
        " (m:(gregorian) (mp:(pair))? a:(adj)? ofyear? | h:(hmonth | ramadan) a1:(adj)? | in? dem? mo:dmonth a2:(adj)?)",
        "من 4 إلى 22 يناير 1995",
    ),
    (
        "years_from_to",
        "(from | between)? (amay | sana | dplural)? y1:y4 (to | until | dash | conj) sana? y2:y4 (era)?",
        "بين عامي 2014 و2018",
    ),
    ("years_in_words", "(from | between) (amay | sana)? w1:(number) (to | until) sana? w2:(number)", "من ألفين إلى ألفين وأربعة عشر"),
    ("months_from_to", "(from | between)? shahray? m1:(gregorian) (mp:(pair))? (to | until | dash | conj) shahr? m2:(gregorian) (mp2:(pair))? a:(adj)? ofyear?", "بين مارس ومايو 2015"),
]  # fmt: skip


class Rule(NamedTuple):
    """A compiled rule; ``match(classes, position)`` is anchored at the position."""

    name: str
    regex: re.Pattern[str]
    example: str


def _compile() -> tuple[list[Rule], dict[str, list[Rule]]]:
    known: dict[str, Pattern] = {}
    for name, notation in _ABBREVIATIONS:
        known[name] = compile_pattern(notation, known)
    rules: list[Rule] = []
    by_class: dict[str, list[Rule]] = {}
    for name, notation, example in _RULES:
        pattern = compile_pattern(notation, known)
        rule = Rule(name, re.compile(pattern.source), example)
        rules.append(rule)
        for begin in pattern.begins:
            by_class.setdefault(begin, []).append(rule)
    return rules, by_class


RULES, RULES_BY_CLASS = _compile()
