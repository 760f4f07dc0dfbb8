"""The shapes of date expressions: rules over word classes, each with an example.

A rule says which words follow one another; ``readings`` says what its captures mean. Notation: see ``notation``.
A line that begins at the margin names an abbreviation, or a rule with an example after the colon; the indented lines
under it are its pattern.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from indexer.extract.dates.lexicon import OTHER
from indexer.extract.dates.notation import Pattern, compile_pattern

# A later abbreviation may use an earlier one.
_ABBREVIATIONS: Final = """
numeral
    one | two | ten | hundred | thousand
number
    (numeral (conj? numeral)*)
ordinal
    (eleventh one | ord one | (ord | eleventh) conj deftens | ord | deftens)
digits
    (al? (n12 | n31))
count
    (n12 | n31 | n99 | n3 | number)
defcount
    (defone (one | conj deftens)? | deftens)
dayno
    (digits | ordinal | first | fatih | number)
gregorian
    (month | maymonth | ab)
pair
    (libyan? (slash | dash | lpar)? gregorian rpar?)
adj
    (past | next | this | latest | previous)
direction
    (past | next | this | latest | previous | following | same)
lead
    ((pod | podphrase) yawm? | yawm)
tail
    (podadv | in? dpod | dpodphrase)
era
    (prep? (era_h | era_m))
ofyear
    (comma? dash? slash? from? (prep? (sana | dyear))? yn:y4 (era:era)? | from? prep? sana yn3:n3
    (era3:era)? | from? prep? farther ys:dyear | comma? from? prep? sana? yw:(thousand (conj? numeral)*)
    | comma? from? in? prep? (dem
    yd:dyear (ya:direction)? | dyear ya2:(direction) (yz:y4)?))
theunit
    (dweek | dmonth | dyear | ddecade | dcentury)
units
    (unit | yawm | shahr | sana | plural | decadeof)
amount
    ((count units | dual | units one | nisf? units) (conj nisf (dyear | dmonth | today | dweek)?)?)
between_days
    (date? prep? dash? lpar? | yawm | in)
"""

_RULES: Final = """
day_of_month: الاثنين 24 تشرين الأول (أكتوبر) 2016
    lead? (rel:(today | yesterday | tomorrow | dayago | daysahead) tail? comma? between_days)? (wd:weekday
    wa:(adj)? tail? comma? between_days)? (d:(dayno | bareord) | lpar d3:digits rpar)
    slash? dash? dot? from? shahr? m:(gregorian)
    (mp:(pair))? a:(adj)? (dot? ofyear)? rpar?
day_short_year: 17 أيار 83
    lead? (wd:weekday wa:(adj)? comma?)? d:(dayno) slash? from? shahr? m:(gregorian) (mp:(pair))? yy:n99 era_m?
month_then_day: سبتمبر 10، 2001
    (wd:weekday comma?)? m:(gregorian) dash? d:(digits | ordinal) (comma? from? yn:y4 | comma? from?
    yw:(thousand (conj? numeral)*))?
day_of_hijri_month: 15 رمضان 1436هـ
    lead? (rel:(today | yesterday | tomorrow | dayago) tail? comma? between_days)? (wd:weekday wa:(adj)? tail?
    comma? between_days)? d:(dayno | bareord) slash? dash? from? (shahr | dem)? h:(hmonth | ramadan) a:(adj)? ofyear?
    rpar?
numeric_day: 24/10/2016
    lead? (rel:(today | yesterday | tomorrow) comma?)? (wd:weekday wa:(adj)? comma? between_days)?
    full:full era:(era)? rpar?
days_to_numeric: من 20 إلى 24/8/1436هـ
    (from | between)? yawm? (d1:digits (to | until | dash | conj) full:full | dd:dashdm slash ym:ym) era:(era)?
day_slash_month: يوم 24/10
    lead? (wd:weekday comma? between_days)? dm:(slashdm | dashdm) (a:(adj) | comma yy:(n12 | n31 | n99))?
month: يونيو/حزيران 2014
    dem? ms:(shahr)? m:(gregorian) (mp:(pair))? a:(adj)? ofyear?
month_short_year: شهر سبتمبر 16, حزيران 67
    ms:(shahr) m:(gregorian) yy:(n31 | n99) | m2:(gregorian) yy2:n99 era_m?
libyan_month: 7 الطير 1986, شهر الحرث 2004
    (d:(dayno) from? shahr? | shahr) m:(libyan | fatih) (pair)? comma? from? sana? yn:y4
libyan_day: يوم 20 التمور
    yawm d:digits from? shahr? m:libyan (mp:(pair))? a:(adj)?
hijri_month: شهر رمضان 1436
    (dem | ms:(shahr))? h:(hmonth | ramadan) a:(adj)? ofyear?
numeric_month: 3/2015
    ym:ym
day_of_the_paper: اليوم (أمس)
    lead? (today | yesterday | tomorrow) lpar rel:(today | yesterday | tomorrow | dayago) rpar
relative_day: أمس الأحد
    lead? rel:(today | yesterday | tomorrow | dayago | daysahead) tail? (comma? lpar? wd:weekday rpar?)?
tonight: الليلة الماضية
    t:tonight (bf:before)? a:(past | next)?
this_part_of_day: هذا المساء
    dem (t:tonight | dpod)
day_of_other_year: مثل هذا اليوم من العام الماضي
    (dem | samef)? today same? from (dem? yd:dyear ya:(direction) | prep? (sana | dyear) yn:y4)
today_marked: هذا اليوم
    dem today
weekday: الثلاثاء المقبل
    lead? wd:weekday wa:(adj)? (from? (w:dweek) a:(direction)?)?
night_between: ليل السبت - الأحد
    (pod | podphrase) wd:weekday (dash | slash | to)? wd2:weekday wa:(adj)?
night_from_to: الليلة الفاصلة بين السبت 22 والأحد 23 أكتوبر
    nightbetween yawm? wd:weekday d:(digits)? (conj | to) yawm? weekday (digits from? shahr? m:(gregorian) (mp:(pair))?
    a:(adj)? ofyear?)?
night_of_days: الليلة الفاصلة بين 2 و3 فيفري
    nightbetween (yawmay | yawm)? d:(digits | ordinal) (shahr? mm:(gregorian) (pair)?)?
    (conj | to) yawm? (digits | ordinal)
    from? shahr? m:(gregorian) (mp:(pair))? a:(adj)? ofyear?
bare_weekday: يوم أحد
    lead wb:(bareday | two) wa:(adj)?
weekdays_in_week: الأسبوع المقبل بين الأربعاء والجمعة
    dem? w:dweek a:(adj)? comma? (from | between) yawm? wd:weekday (to | until | conj | dash) yawm? wd2:weekday
weekdays: من الأحد إلى الخميس
    (from | between) yawm? wd:weekday (to | until | conj | dash) yawm? wd2:weekday from? dem? w:dweek a:(adj)?
week_then_weekday: الأسبوع المقبل يوم الجمعة
    dem? w:dweek a:(adj)? comma? in? lead? wd:weekday
weekday_number: الخميس 21
    lead? wd:weekday comma? (in | yawm)? d:(digits | ordinal | number)
day_number: يوم 27
    y:(yawm) d:(digits | ordinal)
spoken_day: إلى 27
    (to | in | prep | yawm) d:(digits | ordinal)
spoken_unit: أسبوعي
    s:season4 | myweek | yawmay | final yawm
two_thousands: مواليد الألفين
    thousand
ago_from: بعد أسبوع من اليوم
    (before | since | after)? q:(amount) from rel:(today | tomorrow | yesterday)
weekday_after_next: الأحد بعد المقبل, الأحد قبل الماضي
    lead? wd:weekday (after next | bf:(before | beforelast) past)
spoken_decimal: 4.22
    decimal
day_of_this_month: 20 من الشهر المقبل
    lead? (wd:weekday comma?)? d:(dayno) fr:(from | prep | in)?
    (dem? mo:dmonth a:(adj | same)? | samef mo2:dmonth | a2:this)
day_of_named_month: أبريل ويوم 15 منه
    yawm? d:(digits | ordinal) ofit
half_of_month: النصف الثاني من الشهر الجاري
    k:(half | third) n:(ord | latest) from (shahr? (m:(gregorian) (mp:(pair))? | h:(hmonth |
    ramadan)) a:(adj)? ofyear? | dem? mo:dmonth
    a2:(adj)?)
year: عام 2014
    (sana | dyear) (yn:(y4 | n3) era:(era)? (past | next | this)? | yn3:(n12 | n31 | n99) era3:(era) |
    yw:(number) era2:(era)?) bc?
year_of_two_digits: عام 67
    (sana | dyear) yy:(n31 | n99)
year_of_era: العام الهجري 1445, العام الميلادي الحالي
    (sana | dyear) (era_h | era_m) yn:y4 | dyear e:(era_h | era_m) a:(past | next | this) (yn2:y4)?
bare_year: في 2014
    yn:y4 era:(era)?
years: 2014-2016
    (between amay)? y:years (era)?
the_unit: الأسبوع الماضي
    u:(theunit) (a:(direction) (yz:y4 era?)?)
new_year: العام الجديد 2017
    dyear era:(era)? new (prep? (sana | dyear)? yn:y4)?
from_then: عام 1987، وبعد ذلك بثلاث سنوات
    (before | after) farther prep q:(amount)
unit_beside: عام 2014 والعام الذي سبقه
    u:(dyear | dmonth) which (preceding | succeeding)
that_year: عام 1928 وفي ذلك العام
    farther ys:dyear same?
this_unit: هذا الأسبوع
    dem u:(theunit) a:(this)? (yz:y4 era?)?
month_of_other_year: الشهر نفسه من العام الماضي
    (mo:dmonth same | samef mo3:dmonth) from prep? (sana | dyear) yn:y4 | (dem? mo2:dmonth same? | samef mo4:dmonth)
    from (dem? yd:dyear ya:(direction))
unit_after_next: الأسبوع بعد القادم
    u:(theunit) after a:(next)
unit_before_last: الأسبوع قبل الماضي
    u:(theunit) (before | beforelast) a:(past) (yz:y4)?
two_units: العامين الحالي والمقبل
    u:ddual a:(past | this) conj b:(this | next)
first_months: الأشهر الستة الأولى من 2016, الشهرين الأولين من العام
    (u:dplural n:(defone | count) first:ord | n2:(defone | count) u2:(plural | dplural) first2:ord | u3:ddual firsttwo)
    (from prep? (sana | dyear)? yn:y4 (era:era)? | from prep? (dem yd:dyear
    (ya:direction)? | dyear ya2:(direction) (yz:y4)?) | from yb:dyear)
first_days: الأيام العشرة الأولى من ديسمبر, الأسابيع الثلاثة الأولى من مارس, الأيام الثلاثة الأولى لعيد الفطر
    (u:dplural n:(defone | count) first:ord | n2:(defone | count) u2:(plural | dplural) first2:ord | u3:ddual firsttwo)
    (from (shahr? (m:(gregorian) (mp:(pair))? | h:(hmonth | ramadan)) a:(adj)? ofyear? | dem? mo:dmonth a2:(adj)?) |
    (from | prep) x:named)
ago: قبل أسبوعين
    lead? (before | since) (about | more)? q:(amount ((conj | comma)? amount)*) nw:(from now)?
ago_few: قبل بضعة أيام
    (before | since) several s:(plural)
ahead: بعد ثلاثة أشهر
    after (about | more)? q:(amount ((conj | comma)? amount)*) nw:(from now)?
from_now: شهر و21 يوما من الآن
    q:(amount ((conj | comma)? amount)*) from now
last_units: الأيام الثلاثة الماضية
    u:(dplural | ddual) (al? n:(defone | count))? few? a:(past | next | latest) few?
last_count: الثلاثة أيام الماضية
    (n:(defcount | count) s:(plural | dplural | unit | sana | shahr | yawm) | s2:dual | s3:ddual)
    a:(past | next | latest)
last_days: آخر يومين من رمضان
    final (n:(count) s:(plural) | s2:dual) (from | in) (shahr? (m:(gregorian) | h:(hmonth | ramadan)) a:(adj)? ofyear?
    | dem? mo:dmonth a2:(adj | same)?)
final_units: آخر ثلاثة أيام
    final (n:(count) s:(plural) | s2:dual)
season: صيف 2014
    s:(season4 | dseason | libyan) (a:(adj) | yy:n99 | yr:years | from? (prep? (sana | dyear))? yn:y4 (era:era)? | from?
    (dem yd:dyear (ya:direction)? | dyear ya2:(direction)))
two_seasons: ربيع وصيف 2016
    s1:(season4) conj s:(season4) (a:(adj) | from? (prep? (sana | dyear))? yn:y4 (era:era)? | from?
    (dem yd:dyear (ya:direction)? | dyear ya2:(direction)))
quarter: الربع الأول من 2015
    k:(quarter | half) n:(ord | latest) (from? prep? (sana | dyear)? yn:y4 (era:era)? | from? prep? (dem yd:dyear
    (ya:direction)? | dyear ya2:(direction) (yz:y4)?) | (from | prep) yb:dyear | a:(adj))
two_quarters: الربعين الأول والثاني من 2016
    quarters n:ord conj n2:ord from prep? ((sana | dyear)? yn:y4 | dem yd:dyear (ya:direction)? |
    dyear ya2:(direction) | yb:dyear)
part_of_year: الفصل الثاني من سنة 2023, الشهر الأول من العام الحالي
    k:(chapter | third | dmonth) n:(ord | latest) from prep? ((sana | dyear)? yn:y4 | dem yd:dyear (ya:direction)? |
    dyear ya2:(direction) | yb:dyear)
this_season: هذا الصيف
    dem s:(season4 | dseason | libyan)
bare_quarter: خلال الربع الثاني
    k:quarter n:(ord | latest)
this_quarter: الربع الحالي
    quarter a:(adj)
decade: الثمانينيات
    (decadeof)? decade (from? dcentury (c:(past | this | next | ordinal)))?
part_of_century: النصف الثاني من القرن الماضي
    k:(half | ddecade | quarter | third) n:(ord | latest) from dcentury c:(past | this | ordinal) (era:era)?
two_centuries: القرنين الثامن عشر والتاسع عشر
    between? u:ddual c:(ordinal) conj c2:(ordinal)
century: القرن العشرين
    dcentury (e:era)? (c:(ordinal | digits) | quote c2:digits quote) (era:era)? bc?
named: عيد الفطر
    lead? (nth:(first | bareord) plural)? x:named (a:(adj) | prep? (sana | dyear)? yn:y4 era:(era)? | (dem
    yd:dyear (ya:direction)? | dyear ya2:(direction)))?
nth_day: رابع أيام رمضان, آخر يوم من شهر حزيران, اليوم الأول من شهر رمضان
    (n:(first | bareord | final) (plural | yawm (from | in)) | today n2:(ord | latest) (from | in))
    (shahr? (m:(gregorian) (mp:(pair))? | h:(hmonth | ramadan)) a:(adj)? ofyear? | dem? mo:dmonth a2:(adj)? |
    dem? ye:dyear a3:(adj)?)
event_day: هجمات 11 سبتمبر
    event d:(digits | ordinal | first | fatih) slash? from? shahr? m:(gregorian | tishrin) (mp:(pair))? (comma?
    from? sana? yn:y4 | yy:n99 era_m?)?
event_month: حرب أكتوبر, زلزال أكتوبر 92
    event m:(gregorian | tishrin) (yn:y4 | yy:n99 era_m?)?
week_of: الأسبوع الأول من يوليو
    dweek n:(ord | latest) from (shahr? (m:(gregorian) | h:(hmonth | ramadan)) a:(adj)? ofyear? | mo:(dem? dmonth)
    a2:(adj | same)? | (sana |
    dyear) (y2:y4 | yw2:(number)) | dem? ye:dyear a3:(adj)?)
nth_weekday: أول جمعة من يوليو
    n:(first | bareord | final) yawm? wb:(bareday | weekday | two) (from | in | prep)
    (shahr? (m:(gregorian) | h:(hmonth | ramadan)) ofyear? | dem? mo:dmonth a:(adj)?)
days_of_month: من 4 إلى 22 يناير 1995, السبت والأحد 15 و16 أفريل
    lead? (from | between)? (yawmay | plural)? (weekday ((comma | comma? conj) weekday)* in?)?
    (d1:(dayno) ((comma conj? | conj) digits)*
    (to | until | comma? conj | dash) d2:(dayno) | dd:dashdm | lpar dd2:dashdm rpar) slash? from?
    ((shahr? m:(gregorian) (mp:(pair))? | shahr? h:(hmonth | ramadan)) a:(adj)? ofyear?
    | in? dem? mo:dmonth a2:(adj | same)?)
listed_day: 3 و5 و9 نيسان
    only:(digits | ord) ((comma conj? | conj) digits)* comma? conj d2:(dayno) slash? from?
    ((shahr? m:(gregorian) (mp:(pair))? | shahr? h:(hmonth | ramadan)) a:(adj)? ofyear?
    | in? dem? mo:dmonth a2:(adj | same)?)
short_years: بين عامي 97 و99
    (from | between)? (amay | sana | plural) y1:n99 (to | until | dash | conj) (sana | dyear)? y2:n99
first_short_year: عامي 67 و73
    (amay | plural) only:(y1:n99) conj y2:n99
second_short_year: عامي 67 و73
    (amay | plural) y1:n99 conj only:(y2:n99)
years_from_to: بين عامي 2014 و2018
    (from | between)? (amay | sana | dplural | ddual)? y1:y4 (to | until | dash | conj | slash) sana? y2:y4 (era:era)?
years_in_words: من ألفين إلى ألفين وأربعة عشر
    (from | between) (amay | sana)? w1:(number) (to | until) sana? w2:(number)
months_from_to: بين مارس ومايو 2015
    (from | between)? shahray? m1:(gregorian) (mp:(pair))? (to | until | dash | conj) shahr? m2:(gregorian)
    (mp2:(pair))? a:(adj)? ofyear?
"""


class Rule(NamedTuple):
    """A compiled rule; ``regex`` is matched against a text's classes at one position.

    ``part`` is the group that is the expression where the match is more: the 3 of ``3 و5 و9 نيسان``.
    """

    name: str
    regex: re.Pattern[str]
    example: str
    part: str | int = 0


def _entries(table: str) -> list[tuple[str, str]]:
    """Return (margin line, pattern) pairs of a table."""
    entries: list[tuple[str, str]] = []
    for line in table.strip().splitlines():
        if line.startswith(" "):
            head, pattern = entries[-1]
            entries[-1] = (head, f"{pattern} {line.strip()}")
        else:
            entries.append((line, ""))
    return entries


def _compile() -> list[tuple[Rule, Pattern]]:
    known: dict[str, Pattern] = {}
    for name, notation in _entries(_ABBREVIATIONS):
        known[name] = compile_pattern(notation, known)
    rules: list[tuple[Rule, Pattern]] = []
    for head, notation in _entries(_RULES):
        name, _, example = head.partition(": ")
        pattern = compile_pattern(notation, known)
        regex = re.compile(pattern.source)
        rules.append((Rule(name, regex, example, "only" if "only" in regex.groupindex else 0), pattern))
    return rules


class Grammar(dict[str, list[Rule]]):
    """Maps two classes, or the last one of a text, to the rules that can begin with them; filled as they are met.

    ``beginnings`` finds the positions worth trying: a class that is an expression by itself, or one that a word of
    the lexicon follows.
    """

    def __init__(self, rules: list[tuple[Rule, Pattern]]) -> None:
        super().__init__()
        self._rules = rules
        begins = frozenset[str]().union(*(pattern.begins for _, pattern in rules))
        alone = {begin for begin in begins if len(begin) == 1}
        others = {begin[0] for begin in begins} - alone
        self.beginnings = re.compile(f"[{''.join(sorted(alone))}]|[{''.join(sorted(others))}](?!{OTHER}|$)")

    def __missing__(self, begin: str) -> list[Rule]:
        made = [rule for rule, pattern in self._rules if not pattern.begins.isdisjoint((begin, begin[0]))]
        self[begin] = made
        return made


_COMPILED: Final = _compile()
RULES: Final = [rule for rule, _ in _COMPILED]
NEWS_GRAMMAR: Final = Grammar([pair for pair in _COMPILED if not pair[0].name.startswith("spoken_")])
SPOKEN_GRAMMAR: Final = Grammar(_COMPILED)
