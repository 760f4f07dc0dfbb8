"""Small closed word classes that the name extraction leans on, one rule a table, and the shipped lists of names.

Words are written as in good news Arabic; they are compared by key (`search.entities.names.name_key`).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import search.entities

_DATA: Final = Path(search.entities.__file__).parent / "data"

#: Nouns before a place's name: "مدينة الرمادي". A name behind one is a place even where it is a common word.
PLACE_TRIGGERS: Final = frozenset(
    """
    مدينة محافظة بلدة قرية ولاية منطقة إقليم مقاطعة قضاء ناحية حي ضاحية مخيم جزيرة جزر نهر بحيرة جبل جبال صحراء وادي
    خليج بحر مضيق قناة معبر مطار ميناء مرفأ قاعدة سجن شارع ميدان ساحة عاصمة العاصمة المدينة بلدية معتمدية دولة جمهورية
    مملكة سلطنة إمارة مركز هجرة شاطئ سواحل ساحل ملعب منفذ سد طريق مدينتي محافظتي مدن محافظات بلدات قرى مناطق منطقتي ريف
    شمال جنوب شرق غرب وسط شمالي جنوبي شرقي غربي
    """.split()
)

PREPOSITIONS: Final = frozenset("في إلى من على عن حتى نحو باتجاه داخل خارج قرب بين عبر فوق تحت لدى ضد مع حول".split())

#: Words that join a person's name to a forefather's or a house's. آل is compared as ال standing alone.
FILIATIONS: Final = frozenset("بن ابن بنت آل ولد".split())

WEEKDAYS: Final = frozenset("الأحد الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت".split())

#: Adjectives and nouns that may stand between a title and the name it belongs to: "الرئيس السابق بيل كلينتون".
QUALIFIERS: Final = frozenset(
    """
    السابق السابقة الأسبق الأسبقة الحالي الحالية الجديد الجديدة الراحل الراحلة المخلوع المعزول المنتخب المنتهية ولايته
    العام العامة المكلف المكلفة المؤقت المؤقتة بالنيابة بالإنابة التنفيذي التنفيذية الأول الأولى الأعلى المساعد المشارك
    الأممي الأممية الدولي الدولية الشهير الشهيرة المعروف المعروفة المستقيل المقال المتقاعد الركن طيار مهندس الدكتور
    الدكتورة المهندس المتوفى الشاب الشابة الوطني الوطنية السياسي السياسية العسكري العسكرية الفرنساوي
    """.split()
)

#: Words that never belong to a person's name, beside prepositions: they end a name that is being taken.
STOP_WORDS: Final = frozenset(
    """
    أن إن أنه أنها إنه إنها الذي التي الذين اللذين اللتين اللواتي هو هي هم هذا هذه ذلك تلك هؤلاء أولئك كان كانت كانوا يكون
    تكون قال قالت قالوا يقول تقول أكد أكدت يؤكد تؤكد أعلن أعلنت يعلن أضاف أضافت أوضح أوضحت أشار أشارت ذكر ذكرت دعا دعت
    صرح صرحت شدد شددت نفى نفت بحث التقى التقت استقبل وصل وصلت غادر زار عقد ترأس افتتح وقع رأى اعتبر اعتبرت كشف كشفت بين
    بينت لفت نوه أفاد أفادت طالب طالبت قام قامت تم سيتم يتم قد لقد سوف لن لم لا ما ليس ليست غير أي كل بعض جميع عدة عدد
    أحد إحدى خلال بعد قبل منذ عند عندما حيث حين بينما فيما كما مما ثم أو أم بل لكن حتى إذ إذا لو اليوم أمس غدا الآن أيضا
    فقط جدا نفسه نفسها وهو وهي وهم الماضي المقبل القادم الجاري السبت الأحد صباح مساء ظهر يوم شهر عام سنة أسبوع ليلة مساعد
    حضور برئاسة بقيادة بحضور مؤكدا مشيرا مضيفا موضحا معتبرا داعيا قائلا لافتا مشددا مبينا منوها فإن بأن لأن كأن وأن وإن
    له لها لهم به بها بهم فيه فيها منه منها عليه عليها إليه إليها عنه عنها معه معها لدى سيما كذلك أما إما هنا هناك
    الرئيس رئيس وزير الوزير نائب أمين مدير قائد زعيم عضو محافظ أمير سفير ناطق متحدث باسم ممثل خارجية دفاع داخلية مجلس
    حكومة دولة مدينة وزارة شركة حزب جامعة نادي فريق لجنة منظمة هيئة قوات جيش شرطة برلمان ضمن وسط عبر رغم نظرا بسبب نتيجة
    وفق وفقا حسب بحسب مقابل أمام وراء دون بدون عدم سواء مثل نحو حوالي أكثر أقل أكبر أول ثاني ثالث آخر الأول الثاني الثالث
    أعضاء وفاة مقتل زيارة لقاء اجتماع جلسة تصريح تصريحات بيان مؤتمر كلمة خطاب عملية معركة هجوم قرار قانون مشروع اتفاق
    كانا يعد يعتبر تعتبر يرى ترى يمكن يجب ينبغي يذكر جاء جاءت تأتي يأتي ظل بدأ بدأت انتهى أصبح أصبحت صار لديه لديها
    """.split()
)


def given_names() -> list[tuple[str, bool]]:
    """The shipped person-name words, each with whether it is foreign; empty without the table."""
    path = _DATA / "given_names.tsv"
    if not path.exists():
        return []
    found: list[tuple[str, bool]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if cells[0] and not line.startswith("#"):
            found.append((cells[0], "foreign" in cells[1:]))
    return found
