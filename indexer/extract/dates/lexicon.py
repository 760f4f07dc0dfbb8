"""The words that dates are made of: each word's class, and the value it stands for.

Words are folded as the text is (see ``folding``), so hamza and ta marbuta may be left out here. A form with attached
particles is generated here once, so that finding a word in the text is one dictionary look-up: ``وأمس`` reads as the
classes of ``و`` and ``أمس``.
"""

# ruff: noqa: PLR2004 - calendar numbers: months, days of a month, digits of a year

from __future__ import annotations

from typing import Final, NamedTuple

from indexer.extract.dates.folding import fold_for_dates, folded_words

Value = int | tuple[int, ...]

# ---- months ---------------------------------------------------------------------------------------------------------
# Gregorian months by number. Egyptian and Gulf, Levantine, Maghrebi and Moroccan names, with spellings met in news.
GREGORIAN_MONTHS: Final[dict[int, str]] = {
    1: "يناير ينائر جانفي جنفي",
    2: "فبراير فبرائر فبرابر فيفري فيفيري",
    3: "اذار",
    4: "ابريل افريل",
    5: "مايو",
    6: "يونيو يونيه يوينو حزيران",
    7: "يوليو جويليه جويله يوليوز تموز",
    8: "اغسطس غشت اغشت",
    9: "سبتمبر سبتمر ستمبر شتنبر ايلول",
    10: "اكتوبر",
    11: "نوفمبر نونبر",
    12: "ديسمبر ديسمير دجنبر",
}
#: Months that are a name or a verb too and count where something tells the month only: السيد شباط, سيارة نيسان.
NAME_MONTHS: Final[dict[int, str]] = {2: "شباط", 4: "نيسان", 5: "ايار", 7: "يوليه"}
# Month names that are words of another meaning too: مارس "he exercised", آب "returned" or أب "father", ماي a name.
DOUBTFUL_MONTHS: Final[dict[int, str]] = {3: "مارس", 5: "ماي", 6: "جوان", 8: "اوت"}
AB: Final = {8: "اب"}
# Libya's own months (1970s to 2011), all common words: they count only between a day and a year, or paired.
LIBYAN_MONTHS: Final[dict[int, str]] = {
    2: "النوار", 3: "الربيع", 4: "الطير", 5: "الماء", 6: "الصيف", 7: "ناصر", 8: "هانيبال", 10: "التمور",
    11: "الحرث", 12: "الكانون",
}  # fmt: skip
# الفاتح is Libya's September and, before any month, its first day: الفاتح من نوفمبر.
FATIH: Final = {9: "الفاتح"}
HIJRI_MONTHS: Final[dict[int, str]] = {1: "محرم المحرم", 2: "صفر", 7: "رجب", 8: "شعبان", 10: "شوال"}
RAMADAN: Final = {9: "رمضان"}
# Months of two words; every spelling of the second word.
GREGORIAN_MONTH_PHRASES: Final[dict[int, str]] = {
    1: "كانون الثاني|كانون ثاني|كانون ثان|كانون التاني|اي النار",
    10: "تشرين الاول|تشرين اول",
    11: "تشرين الثاني|تشرين ثاني|تشرين ثان|تشرين التاني",
    12: "كانون الاول|كانون اول",
}
HIJRI_MONTH_PHRASES: Final[dict[int, str]] = {
    1: "محرم الحرام",
    2: "صفر الخير|صفر المظفر",
    3: "ربيع الاول|ربيع اول",
    4: "ربيع الثاني|ربيع ثاني|ربيع الاخر|ربيع اخر",
    5: "جمادي الاولي|جمادي الاول|جماد الاول|جماد الاولي|جماده الاولي|جمادي اول",
    6: "جمادي الاخره|جمادي الثانيه|جمادي الثاني|جماد الثاني|جماد الاخر|جمادي الاخر|جماد الاخره|جماد الثانيه",
    7: "رجب الفرد|رجب المرجب",
    8: "شعبان المعظم",
    11: "ذو القعده|ذي القعده|ذوالقعده|ذيالقعده|ذي قعده|ذو قعده|ذا القعده",
    12: "ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه|ذي حجه|ذا الحجه|ذو حجه",
}
RAMADAN_PHRASES: Final = {9: "رمضان المبارك|رمضان الكريم|رمضان الفضيل|الشهر الفضيل|الشهر الكريم|الشهر المبارك"}

# ---- days of the week, Monday = 0 -----------------------------------------------------------------------------------
WEEKDAYS: Final[dict[int, str]] = {
    0: "الاثنين الاتنين الاثنبن",
    1: "الثلاثاء الثلاثا التلاتاء الثلثاء",
    2: "الاربعاء الاربعا",
    3: "الخميس",
    4: "الجمعه",
    5: "السبت",
    6: "الاحد",
}
# Without the article only after يوم, مساء and the like: يوم خميس.
BARE_WEEKDAYS: Final[dict[int, str]] = {
    1: "ثلاثاء", 2: "اربعاء", 3: "خميس", 4: "جمعه", 5: "سبت", 6: "احد",
}  # fmt: skip

# ---- numbers in words -----------------------------------------------------------------------------------------------
ORDINALS: Final[dict[int, str]] = {
    1: "الاول الاولي",
    2: "الثاني الثانيه",
    3: "الثالث الثالثه",
    4: "الرابع الرابعه",
    5: "الخامس الخامسه",
    6: "السادس السادسه",
    7: "السابع السابعه",
    8: "الثامن الثامنه",
    9: "التاسع التاسعه",
    10: "العاشر العاشره",
}
BARE_ORDINALS: Final[dict[int, str]] = {
    2: "ثاني", 3: "ثالث", 4: "رابع", 5: "خامس", 6: "سادس", 7: "سابع", 8: "ثامن", 9: "تاسع", 10: "عاشر",
}  # fmt: skip
ELEVENTH: Final = {1: "الحادي الحاديه الواحد الواحده"}  # الحادي عشر، الواحد والعشرون
DEFINITE_TENS: Final[dict[int, str]] = {
    20: "العشرين العشرون", 30: "الثلاثين الثلاثون", 40: "الاربعين الاربعون", 50: "الخمسين الخمسون", 60: "الستين الستون",
    70: "السبعين السبعون", 80: "الثمانين الثمانون", 90: "التسعين التسعون",
}  # fmt: skip
UNITS: Final[dict[int, str]] = {
    1: "واحد واحده احدي",
    2: "اثنان اثنتين اثنتان اثنا اثني اثنتا اثنتي",
    3: "ثلاث ثلاثه",
    4: "اربع اربعه",
    5: "خمس خمسه",
    6: "ست سته",
    7: "سبع سبعه",
    8: "ثمان ثماني ثمانيه",
    9: "تسع تسعه",
    10: "عشر عشره",
}
TWO: Final = {2: "اثنين"}  # also Monday without its article
TENS: Final[dict[int, str]] = {
    20: "عشرين عشرون", 30: "ثلاثين ثلاثون", 40: "اربعين اربعون", 50: "خمسين خمسون", 60: "ستين ستون",
    70: "سبعين سبعون", 80: "ثمانين ثمانون", 90: "تسعين تسعون",
}  # fmt: skip
HUNDREDS: Final[dict[int, str]] = {
    100: "مائه مئه مايه", 200: "مائتين مئتين مائتان مئتان", 300: "ثلاثمائه ثلاثمئه ثلثمائه",
    400: "اربعمائه اربعمئه", 500: "خمسمائه خمسمئه", 600: "ستمائه ستمئه", 700: "سبعمائه سبعمئه",
    800: "ثمانمائه ثمانمئه ثمانيمائه", 900: "تسعمائه تسعمئه",
}  # fmt: skip
THOUSANDS: Final[dict[int, str]] = {1000: "الف", 2000: "الفين الفان"}
# The second word of a plural with its number after it: الأيام الثلاثة الماضية.
DEFINITE_UNITS: Final[dict[int, str]] = {
    2: "الاثني الاثنا الاثنتي الاثنتا",  # الاثني عشر شهرا الماضية
    3: "الثلاث الثلاثه", 4: "الاربع الاربعه", 5: "الخمس الخمسه", 6: "الست السته", 7: "السبع السبعه",
    8: "الثمان الثماني الثمانيه", 9: "التسع التسعه", 10: "العشر العشره",
}  # fmt: skip

# ---- spans of time: 1 day, 2 week, 3 month, 4 year, 5 decade, 6 century ---------------------------------------------
DAY, WEEK, MONTH, YEAR, DECADE, CENTURY = range(1, 7)
UNIT_WORDS: Final[dict[str, dict[int, str]]] = {
    "unit": {DAY: "يوما", WEEK: "اسبوع اسبوعا", MONTH: "شهرا", YEAR: "عاما حول", DECADE: "عقدا", CENTURY: "قرن قرنا"},
    "yawm": {DAY: "يوم"},
    "shahr": {MONTH: "شهر"},
    "sana": {YEAR: "عام سنه"},
    "dual": {
        DAY: "يومين يومان", WEEK: "اسبوعين اسبوعان", MONTH: "شهرين شهران", YEAR: "عامين عامان سنتين سنتان",
        DECADE: "عقدين عقدان", CENTURY: "قرنين قرنان",
    },
    "plural": {
        DAY: "ايام", WEEK: "اسابيع", MONTH: "اشهر شهور", YEAR: "سنوات اعوام سنين", DECADE: "عقود", CENTURY: "قرون",
    },
    "today": {DAY: "اليوم"},
    "dweek": {WEEK: "الاسبوع"},
    "dmonth": {MONTH: "الشهر"},
    "dyear": {YEAR: "العام السنه"},
    "ddecade": {DECADE: "العقد العشريه"},
    "dcentury": {CENTURY: "القرن"},
    "ddual": {
        DAY: "اليومين اليومان", WEEK: "الاسبوعين الاسبوعان", MONTH: "الشهرين الشهران",
        YEAR: "العامين العامان السنتين السنتان", DECADE: "العقدين العقدان", CENTURY: "القرنين القرنان",
    },
    "dplural": {
        DAY: "الايام", WEEK: "الاسابيع", MONTH: "الاشهر الشهور", YEAR: "السنوات الاعوام السنين", DECADE: "العقود",
        CENTURY: "القرون",
    },
    "yawmay": {DAY: "يومي"},  # يومي السبت والأحد
    "shahray": {MONTH: "شهري"},  # شهري مايو ويونيو
    "amay": {YEAR: "عامي سنتي"},  # عامي 2014 و2015
    "myweek": {WEEK: "اسبوعي"},
}  # fmt: skip

# ---- direction, parts, seasons --------------------------------------------------------------------------------------
PLAIN_WORDS: Final[dict[str, str]] = {
    "past": "الماضي الماضيه الماضيين الماضيتين الفائت الفائته الفايت الفائتين الفائتتين المنصرم المنصرمه المنصرمين "
    "المنصرمتين المنقضي المنقضيه الفارط الفارطه المنقضيين الماضيان الفائتان الماضييين",
    "latest": "الاخير الاخيره الاخيرين الاخيرتين",
    "next": "المقبل المقبله المقبلين المقبلتين القادم القادمه القادمين القادمتين الاتي الاتيه الاتيين القابل القابله "
    "المقبلان القادمان",
    "this": "الحالي الحاليه الجاري الجاريه الراهن الراهنه الحاليين الجاريين",
    "following": "التالي التاليه الموالي المواليه",
    "previous": "السابق السابقه السابقين السابقتين",
    "same": "نفسه نفسها ذاته ذاتها عينه",
    "dem": "هذا هذه",
    "farther": "ذلك تلك",
    "yesterday": "امس الامس البارحه امبارح",
    "tomorrow": "غدا الغد غد بكره",
    "tonight": "الليله",
    "pod": "صباح مساء ليل ليله فجر ظهر عصر عشيه نهار ضحي مغرب ظهيره امسيه صبيحه عشاء",
    "dpod": "الصباح المساء الليل الفجر الظهر النهار",
    "podadv": "صباحا مساء ليلا فجرا ظهرا عصرا نهارا",
    "before": "قبل",
    "since": "منذ مذ",
    "after": "بعد",
    "until": "حتي لغايه",
    "to": "الي",
    "from": "من",
    "between": "بين مابين",
    "in": "في",
    "during": "خلال اثناء غضون",
    "about": "نحو حوالي قرابه زهاء",
    "several": "بضعه بضع عده",
    "start": "مطلع بدايه مستهل",
    "begin": "بدء",  # منذ بدء العام
    "samef": "نفس ذات",  # من نفس الشهر
    "early": "اوائل اوايل",
    "mid": "منتصف",
    "middle": "اواسط",
    "late": "اواخر",
    "end": "نهايه ختام موفي متم",  # متم: Moroccan
    "rest": "باقي بقيه",
    "first": "اول غره فاتح",
    "final": "اخر",
    "weekend": "عطله ويكاند ويكند",
    "date": "بتاريخ تاريخ الموافق موافق المصادف الموافقه مصادف",
    "quarters": "الربعين الربعان الثلاثيين الثلاثيتين",  # الربعين الأول والثاني من العام
    "firsttwo": "الاولين الاوليين الاولان الاوليان",  # الشهرين الأولين من العام
    "quarter": "الربع الثلاثي الثلاثيه",
    "nisf": "نصف",  # قبل عام ونصف
    "chapter": "الفصل",  # الفصل الثاني من سنة 2023
    "third": "الثلث",
    "half": "النصف الشطر السداسي السداسيه",
    "season": "موسم الموسم",
    "decadeof": "عقد",
    "era_h": "ه هجري هجريا هجريه الهجره الهجريه الهجري",
    "era_m": "م ميلادي ميلاديا ميلاديه الميلاديه الميلادي الميلاد",
    "every": "كل",
    "few": "قليله القليله معدوده",
    "born": "مواليد",
    "now": "الان",
    "new": "الجديد الجديده",  # العام الجديد
    "ofit": "منه",  # في 15 منه: of the month named before
    "which": "الذي التي",
    "preceding": "سبقه سبقها سبقته سبقتها قبله قبلها",  # العام الذي سبقه
    "succeeding": "يليه تليه يليها تليها تلاه تلاها تلته تلتها",
    "conj": "و ف",  # written apart, or before a number: و2018
    "prep": "ب ل ك",
    "al": "ال",  # الـ15 من مايو
}
SEASONS: Final[dict[int, str]] = {1: "ربيع", 2: "صيف صائفة", 3: "خريف", 4: "شتاء"}
DEFINITE_SEASONS: Final[dict[int, str]] = {
    2: "الصائفة",
    3: "الخريف",
    4: "الشتاء",
}  # الربيع and الصيف are Libyan months too
DECADES: Final[dict[int, str]] = {
    1920: "العشرينيات العشرينات عشرينيات عشرينات",
    1930: "الثلاثينيات الثلاثينات ثلاثينيات ثلاثينات",
    1940: "الاربعينيات الاربعينات اربعينيات اربعينات",
    1950: "الخمسينيات الخمسينات خمسينيات خمسينات",
    1960: "الستينيات الستينات ستينيات ستينات",
    1970: "السبعينيات السبعينات سبعينيات سبعينات",
    1980: "الثمانينيات الثمانينات ثمانينيات ثمانينات",
    2000: "الالفين الالفينيات الالفينات الفينيات الفينات",
    1990: "التسعينيات التسعينات تسعينيات تسعينات",
}

# ---- phrases of several words that read as one word -----------------------------------------------------------------
PHRASES: Final[dict[str, dict[int, str]]] = {
    "dayago": {  # days before the publication
        2: (
            "اول امس|اول من امس|الاول من امس|امس الاول|قبل امس|اول البارحه|البارحه الاولي|ليله البارحه الاولي|"
            "اول امبارح|امس الاولي"
        ),
        3: "اول اول امس",
    },
    "daysahead": {2: "بعد غد|بعد غدا|بعد الغد|بعد بكره|بعد يوم غد"},
    "podphrase": {  # 1 for nights
        0: "بعد ظهر|قبل ظهر|منتصف نهار|ساعه متاخره من مساء|وقت متاخر من مساء",
        1: "بعد منتصف ليل|منتصف ليل|قبيل منتصف ليل",
    },
    "dpodphrase": {0: "بعد الظهر|قبل الظهر|بعد منتصف الليل|منتصف الليل|منتصف النهار|قبيل منتصف الليل"},
    "more": {0: "اكثر من|اقل من|ما يقارب|ما يقرب من|ما يزيد عن|ما يزيد علي|ما لا يقل عن"},
    "beforelast": {0: "ما قبل"},
    "later": {0: "وقت لاحق|لاحقا"},
    "earlier": {0: "وقت سابق"},
    "nightbetween": {0: "الليله الفاصله بين|الليله الرابطه بين|الليله الممتده بين|الليله الواقعه بين|الليله ما بين"},
    "bc": {0: "قبل الميلاد|قبل ميلاد المسيح"},
    "until": {0: "الي غايه|الي حدود"},
    "frombeginning": {0: "ابتداء من|اعتبارا من|بدءا من"},
    "tishrin": {10: "تشرين"},  # October, with an event before it alone: حرب تشرين, انتفاضة 17 تشرين
}  # fmt: skip

# ---- days and periods with a name -----------------------------------------------------------------------------------
# 1, month, day: Gregorian every year; 2, month, day (, days): Hijri every year;
# 4, first year, last year; 5, month, weekday, which one of the month; 6, days after the Easter of the eastern churches;
# 7: the feast at the end of Ramadan or of the pilgrimage, whichever is nearer;
# 0, no day known here.
NAMED_DAYS: Final[dict[Value, str]] = {
    (1, 1, 1): "راس السنه الميلاديه|راس السنه الجديده|راس السنه|عيد راس السنه|عيد راس السنه الميلاديه|يوم راس السنه",
    (1, 12, 31): "ليله راس السنه|ليله راس السنه الميلاديه|ليله راس السنه الجديده|عشيه راس السنه",
    (1, 12, 25): "عيد الميلاد|عيد الميلاد المجيد|عيد ميلاد السيد المسيح|الكريسماس|الكريسمس|يوم عيد الميلاد",
    (1, 12, 24): "ليله عيد الميلاد|عشيه عيد الميلاد",
    (1, 2, 14): "عيد الحب|الفالنتاين|عيد الفالنتاين",
    (1, 3, 21): "عيد النوروز|النوروز|عيد نوروز|عيد الام",
    (1, 5, 1): "عيد العمال|عيد العمال العالمي|يوم العمال العالمي|عيد الشغل",
    (1, 3, 8): "اليوم العالمي للمراه|يوم المراه العالمي|عيد المراه",
    (1, 9, 23): "اليوم الوطني السعودي|اليوم الوطني للمملكه|اليوم الوطني للمملكه العربيه السعوديه",
    (1, 12, 2): "اليوم الوطني الاماراتي|اليوم الوطني لدوله الامارات",
    (1, 12, 18): "اليوم الوطني القطري|اليوم الوطني لدوله قطر|اليوم الوطني لقطر",
    (1, 12, 16): "اليوم الوطني البحريني|اليوم الوطني لمملكه البحرين",
    (1, 2, 25): "اليوم الوطني الكويتي|العيد الوطني الكويتي",
    (1, 11, 18): "العيد الوطني العماني",
    (1, 7, 14): "العيد الوطني الفرنسي|عيد الباستيل",
    (1, 7, 4): "عيد الاستقلال الامريكي|عيد الاستقلال الاميركي",
    (1, 3, 30): "يوم الارض الفلسطيني|ذكري يوم الارض الفلسطيني|ذكري يوم الارض",
    (1, 5, 15): "ذكري النكبه|يوم النكبه",
    (1, 6, 5): "ذكري النكسه",
    (1, 1, 19): "عيد الغطاس",
    (1, 2, 22): "يوم التاسيس|يوم التاسيس السعودي|ذكري يوم التاسيس",
    (1, 4, 17): "يوم الاسير الفلسطيني",
    (1, 4, 22): "يوم الارض العالمي|اليوم العالمي للارض",
    (1, 5, 25): "عيد المقاومه والتحرير",
    (1, 7, 30): "عيد العرش|عيد العرش المجيد|ذكري عيد العرش",
    (1, 8, 20): "ذكري ثوره الملك والشعب|ثوره الملك والشعب",
    (1, 11, 2): "ذكري وعد بلفور",
    (1, 11, 6): "ذكري المسيره الخضراء|عيد المسيره الخضراء",
    (7,): "العيد",
    (2, 10, 1, 3): "عيد الفطر|عيد الفطر المبارك|عيد الفطر السعيد",
    (2, 12, 10, 4): "عيد الاضحي|عيد الاضحي المبارك|عيد النحر",
    (2, 1, 1): "راس السنه الهجريه|عيد راس السنه الهجريه",
    (1, 1, 12): "راس السنه الامازيغيه|عيد راس السنه الامازيغيه",
    (0,): "راس السنه العبريه|راس السنه اليهوديه|راس السنه الصينيه|راس السنه القمريه|راس السنه القبطيه|"
    "راس السنه الايرانيه|راس السنه الفارسيه|راس السنه الايزيديه",
    (2, 1, 10): "يوم عاشوراء|ذكري عاشوراء|عاشوراء",
    (2, 3, 12): "المولد النبوي|المولد النبوي الشريف|عيد المولد النبوي|عيد المولد النبوي الشريف|ذكري المولد النبوي",
    (2, 12, 9): "يوم عرفه|وقفه عرفات|وقفه عرفه|يوم عرفات",
    (2, 12, 8): "يوم الترويه",
    (2, 12, 11, 3): "ايام التشريق",
    (2, 7, 27): "ليله الاسراء والمعراج|ذكري الاسراء والمعراج",
    (2, 9, 27): "ليله القدر",
    (2, 8, 15): "ليله النصف من شعبان|النصف من شعبان",
    (2, 12, 1, 10): "العشر الاوائل من ذي الحجه|العشر الاول من ذي الحجه|عشر ذي الحجه",
    (2, 9, 1, 10): "العشر الاوائل من رمضان|العشر الاوائل من شهر رمضان|العشر الاول من رمضان",
    (2, 9, 21, 10): "العشر الاواخر من رمضان|العشر الاواخر من شهر رمضان|العشر الاواخر من شهر رمضان المبارك",
    (5, 11, 3, 4): "عيد الشكر|يوم الشكر",
    (6, 0): "عيد القيامه|عيد القيامه المجيد",
    (6, 1): "شم النسيم|عيد شم النسيم",
    (4, 1914, 1918): "الحرب العالميه الاولي",
    (4, 1939, 1945): "الحرب العالميه الثانيه",
}
# Days that a noun before them makes one event of one year: هجمات 11 سبتمبر, ثورة 25 يناير.
EVENT_WORDS: Final = (
    "هجمات اعتداءات احداث تفجيرات هجوم ثورة انقلاب انتفاضة حرب انفجار زلزال نصر انتصار انتصارات نكسة كارثة"
)
EVENT_YEARS: Final[dict[tuple[int, int], int]] = {
    (9, 11): 2001,  # هجمات 11 سبتمبر
    (1, 25): 2011,  # ثورة 25 يناير, Egypt
    (6, 30): 2013,  # ثورة 30 يونيو, Egypt
    (6, 5): 1967,  # نكسة 5 يونيو
    (7, 23): 1952,  # ثورة 23 يوليو, Egypt
    (10, 6): 1973,  # حرب 6 أكتوبر
    (1, 14): 2011,  # ثورة 14 جانفي, Tunisia
    (2, 17): 2011,  # ثورة 17 فبراير, Libya
    (9, 26): 1962,  # ثورة 26 سبتمبر, Yemen
    (10, 14): 1963,  # ثورة 14 أكتوبر, Yemen
    (7, 14): 1958,  # ثورة 14 تموز, Iraq
    (7, 17): 1968,  # انقلاب 17 تموز, Iraq
    (3, 8): 1963,  # انقلاب 8 آذار, Syria
    (10, 7): 2023,  # هجوم 7 أكتوبر
    (10, 17): 2019,  # انتفاضة 17 تشرين, Lebanon
    (12, 17): 2010,  # ثورة 17 ديسمبر, Tunisia
    (12, 19): 2018,  # ثورة 19 ديسمبر, Sudan
    (2, 11): 2011,  # ثورة 11 فبراير, Yemen
    (9, 21): 2014,  # انقلاب 21 سبتمبر, Yemen
    (3, 15): 2011,  # ثورة 15 آذار, Syria
    (9, 1): 1969,  # ثورة الفاتح من سبتمبر, Libya
    (11, 1): 1954,  # ثورة أول نوفمبر, Algeria
    (11, 13): 2015,  # هجمات 13 نوفمبر, Paris
    (5, 16): 2003,  # تفجيرات 16 ماي, Casablanca
}
#: Days on which more has happened: the noun's last letters tell which is meant.
EVENTS: Final[dict[tuple[str, int, int], int]] = {
    ("انقلاب", 10, 25): 2021,  # Sudan
    ("انقلاب", 7, 15): 2016,  # Turkey
    ("انفجار", 8, 4): 2020,  # Beirut
    ("زلزال", 2, 6): 2023,  # Turkey and Syria
    ("زلزال", 9, 8): 2023,  # Morocco
    ("انقلاب", 6, 30): 1989,  # Sudan
    ("انقلاب", 7, 3): 2013,  # Egypt
    ("انقلاب", 5, 25): 1969,  # Sudan
    ("تفجيرات", 7, 7): 2005,  # London
}

#: Events called by their month alone: the noun's last letters, the month's names, folded, and the year.
EVENT_MONTHS: Final[tuple[tuple[str, str, int], ...]] = (
    ("حرب", "اكتوبر تشرين", 1973),
    ("نصر", "اكتوبر تشرين", 1973),
    ("انتصار", "اكتوبر تشرين", 1973),
    ("انتصارات", "اكتوبر تشرين", 1973),
    ("حرب", "يونيو يونيه حزيران", 1967),
    ("نكسه", "يونيو يونيه حزيران", 1967),
    ("حرب", "تموز يوليو يوليه", 2006),  # Lebanon
    ("ثوره", "يناير", 2011),  # Egypt
    ("ثوره", "فبراير", 2011),  # Libya
    ("ثوره", "يونيو يونيه", 2013),  # Egypt
    ("ثوره", "يوليو يوليه", 1952),  # Egypt
    ("ثوره", "تموز", 1958),  # Iraq
    ("احداث", "سبتمبر", 2001),
    ("هجمات", "سبتمبر", 2001),
    ("كارثه", "سبتمبر", 2001),
)

_CLASS_NAMES: Final[list[str]] = sorted(
    folded_words(
        "month maymonth ab libyan fatih hmonth ramadan weekday bareday ord bareord eleventh deftens one two ten "
        "hundred thousand "
        "defone season4 dseason decade named event "
        "n12 n31 n99 n3 y4 full ym years slashdm dashdm decimal num clock "
        "slash dash comma dot lpar rpar quote stop opening other"
    )
)
CLASSES: Final[dict[str, str]] = {
    name: chr(0xE000 + n) for n, name in enumerate(dict.fromkeys([*_CLASS_NAMES, *UNIT_WORDS, *PLAIN_WORDS, *PHRASES]))
}
CLASS_NAME: Final = {char: name for name, char in CLASSES.items()}
# Numbers of four digits between these can be years.
EARLIEST_YEAR, LATEST_YEAR = 1000, 2199
OTHER: Final = CLASSES["other"]

PUNCTUATION: Final[dict[str, str]] = {
    "/": "slash", "-": "dash", "،": "comma", ",": "comma", ".": "dot", "(": "lpar", ")": "rpar", "[": "lpar",
    "]": "rpar",
    '"': "quote", "'": "quote", "«": "quote", "»": "quote", "“": "quote", "”": "quote", "": "stop", "؟": "stop",
    "!": "stop", "?": "stop", "؛": "stop", ":": "stop", ";": "stop", "|": "comma", "…": "stop",
}  # fmt: skip


class Word(NamedTuple):
    """A word of the lexicon: its classes (a particle's first, if one is attached), its value, the particle's length.

    A particle of length -1 is the ``ل`` that swallowed the article's alef: ``للشهر``.
    """

    classes: str
    value: Value
    particle: int


def _plain_words() -> dict[str, Word]:
    words: dict[str, Word] = {}

    def put(name: str, table: dict[int, str]) -> None:
        for value, forms in table.items():
            for form in fold_for_dates(forms).text.split():
                words.setdefault(form, Word(CLASSES[name], value, 0))

    tables = {
        "month": {n: f"{forms} {NAME_MONTHS.get(n, '')}" for n, forms in GREGORIAN_MONTHS.items()},
        "maymonth": DOUBTFUL_MONTHS, "ab": AB, "hmonth": HIJRI_MONTHS, "ramadan": RAMADAN,
        "weekday": WEEKDAYS, "ord": ORDINALS, "one": UNITS, "two": TWO, "libyan": LIBYAN_MONTHS,
        "bareday": BARE_WEEKDAYS,
        "bareord": BARE_ORDINALS, "eleventh": ELEVENTH, "deftens": DEFINITE_TENS, "ten": TENS, "hundred": HUNDREDS,
        "thousand": THOUSANDS, "defone": DEFINITE_UNITS, "season4": SEASONS, "dseason": DEFINITE_SEASONS,
        "decade": DECADES, "fatih": FATIH, "event": {0: EVENT_WORDS},
    }  # fmt: skip
    for name, table in tables.items():
        put(name, table)
    for name, table in UNIT_WORDS.items():
        put(name, table)
    for name, forms in PLAIN_WORDS.items():
        put(name, {0: forms})
    return words


def _phrases() -> dict[tuple[str, ...], Word]:
    phrases: dict[tuple[str, ...], Word] = {}
    tables: list[tuple[str, dict[int, str]]] = [
        ("month", GREGORIAN_MONTH_PHRASES), ("hmonth", HIJRI_MONTH_PHRASES), ("ramadan", RAMADAN_PHRASES),
        *PHRASES.items(),
    ]  # fmt: skip
    for name, table in tables:
        for value, forms in table.items():
            for form in fold_for_dates(forms).text.split("|"):
                phrases[tuple(form.split())] = Word(CLASSES[name], value, 0)
    for named, forms in NAMED_DAYS.items():
        for form in fold_for_dates(forms).text.split("|"):
            phrases[tuple(form.split())] = Word(CLASSES["named"], named, 0)
    return phrases


# Attached particles, longest first in writing: the conjunctions, then the prepositions.
_CONJUNCTIONS: Final = ("", "و", "ف")
_PREPOSITIONS: Final = ("", "ب", "ل", "ك")
#: Classes of words that count only as they are.
_ALONE: Final = frozenset(CLASSES[name] for name in ("which", "preceding", "succeeding"))


def _with_particles(form: str, word: Word) -> dict[str, Word]:
    if len(form) == 1 or word.classes in _ALONE:
        return {form: word}  # the م of ميلادي: لم and له are other words
    forms: dict[str, Word] = {}
    for conjunction in _CONJUNCTIONS:
        for preposition in _PREPOSITIONS:
            marks = (CLASSES["conj"] if conjunction else "") + (CLASSES["prep"] if preposition else "")
            length = len(conjunction) + len(preposition)
            forms[conjunction + preposition + form] = Word(marks + word.classes, word.value, length)
            if preposition == "ل" and form.startswith("ال"):
                forms[conjunction + "لل" + form[2:]] = Word(marks + word.classes, word.value, -length)
    return forms


def _expanded() -> tuple[dict[str, Word], dict[str, list[tuple[tuple[str, ...], Word]]]]:
    plain = _plain_words()
    words: dict[str, Word] = {}
    for form, word in plain.items():
        for spelled, expanded in _with_particles(form, word).items():
            words.setdefault(spelled, expanded)
    words.update(plain)  # واحد is "one" before it is و and أحد
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for form_words, word in _phrases().items():
        for spelled, expanded in _with_particles(form_words[0], word).items():
            phrases.setdefault(spelled, []).append((form_words[1:], expanded))
    for readings in phrases.values():
        readings.sort(key=lambda reading: -len(reading[0]))
    return words, phrases


WORDS, PHRASES_BY_FIRST = _expanded()
# A word that only begins phrases, as كانون does, has a class by which it is noticed.
WORD_CLASSES: Final[dict[str, str]] = (
    dict.fromkeys(PHRASES_BY_FIRST, CLASSES["opening"])
    | {form: word.classes for form, word in WORDS.items()}
    | {mark: CLASSES[name] for mark, name in PUNCTUATION.items()}
)
# The words whose classes and positions do not go one to one: particles attached, and words that begin phrases.
COMPOSITE: Final = frozenset(PHRASES_BY_FIRST) | {form for form, word in WORDS.items() if len(word.classes) > 1}
# Numbers of up to four digits; longer ones and those with signs are read one by one.
WORD_CLASSES.update({str(n): CLASSES["n12" if 1 <= n <= 12 else "n31" if 12 < n <= 31 else "n99"] for n in range(100)})
WORD_CLASSES.update({f"0{n}": CLASSES["n12"] for n in range(1, 10)})
WORD_CLASSES.update({str(n): CLASSES["n3"] for n in range(100, 1000)})
WORD_CLASSES.update({str(n): CLASSES["y4" if EARLIEST_YEAR <= n <= LATEST_YEAR else "num"] for n in range(1000, 10000)})
