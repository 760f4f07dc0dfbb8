"""Which way a bare weekday or month points: the tense of the verb beside it.

The nearest verb before it in its clause decides, else the nearest one after it: ``دعا الأحد`` is the Sunday before,
``يجتمع الثلاثاء`` the Tuesday to come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from indexer.extract.dates.folding import folded_words
from indexer.extract.dates.lexicon import WORDS
from search.analysis import load_lexicon

if TYPE_CHECKING:
    from indexer.extract.dates.expression import Direction
    from indexer.extract.dates.tokens import Tokens

Tense = Literal["past", "present", "future"]

_PAST_ROOTS: Final = folded_words(
    "قال اعلن اكد افاد ذكر دعا اضاف اوضح اشار صرح كشف نفي بحث التقي زار وصل قتل اصيب اعتقل شن نفذ اطلق سيطر "
    "استعاد قصف هاجم "
    "انفجر وقع حدث توفي مات بدا انتهي عقد انعقد اجتمع شارك شهد وقع اعتبر طالب حذر رفض وافق اقر قرر امر عين "
    "اقال استقال فاز "
    "خسر تعادل سجل احرز ادي تسبب نشر بث نقل كتب راي تحدث ناقش استقبل ودع غادر عاد توجه انطلق اختتم افتتح دشن "
    "وضع تفقد ترأس "
    "تراس اطلع تسلم سلم قدم وجه اصدر صدر ادان ندد استنكر اتهم حمل شكر هنا عبر ابدي ابلغ بلغ ارتفع انخفض تراجع "
    "هبط صعد اغلق "
    "تظاهر احتج خرج دخل اقتحم حرر تمكن نجح فشل احبط ضبط اوقف القي احتجز افرج اطاح تعرض استهدف تحطم غرق سقط ارسل تلقي "
    "اقام نظم احتفل كرم توج تاهل انضم وقعت جري تم كان اصبح ظل بات استشهد لقي جرح اختطف خطف اغتال اعدم حكم قضي "
    "مثل لفت "
    "راي تابع ختم واصل استمر ادلي اجري حضر فتح منح حصل نال اخلي استولي انسحب انتخب صوت صادق"
)
_FUTURE_WORDS: Final = folded_words(
    "سوف المقرر مقرر المقرره مقررا المتوقع متوقع المتوقعه المنتظر منتظر المرتقب مرتقب المرتقبه مرتقبه المزمع "
    "مزمع المزمعه "
    "ينتظر يتوقع يعتزم تعتزم يستعد تستعد المرجح يرجح لن قبيل عشيه سيكون ستكون استعدادا تمهيدا يحل تحل تصادف يصادف"
)
_PAST_ENDINGS: Final = ("", "ت", "وا", "ا", "تا", "ه", "ها", "هم", "ته", "تها", "وه", "وها", "تهم")
_FINAL_WEAK: Final = {"ي": "ت", "ا": "ت"}


def _past_forms() -> frozenset[str]:
    forms: set[str] = set()
    for root in _PAST_ROOTS:
        forms.update(root + ending for ending in _PAST_ENDINGS)
        if root[-1] in _FINAL_WEAK:
            forms.add(root[:-1] + _FINAL_WEAK[root[-1]])
    forms.update(prefix + form for form in list(forms) for prefix in "وف")
    return frozenset(forms)


_PAST: Final = _past_forms()
# Nouns that look like the verbs of the third person: with ي (يوم, يد) or with س before it (سياسة, سيارة).
_NOT_VERBS: Final = folded_words(
    "يد يمين يسار ياسر يوسف يحيي يعقوب يونس يمني يهود يهودي يوناني يابان ياباني يورو يونيسف يخت يقين يمنيه "
    "يهوديه يابانيه يمنيين "
    "يونانيه يوميا يومي يوميه سيارتين سيارته سيارتان سيد سيده سيادي سياديه سياده سياسه سياسي سياسيه سياسيا "
    "سياسيين سياسات سياره سيارات "
    "سياحه سياحي سياحيه سيناء سينا سيناريو سيطره سيول سيف سينما سينمائي سيره سير سيئ سيئه سيل سيما سيدي سيليا "
    "سيتي سياج سياق سيلفا "
    "سيوف سيرا سيمون سيرك سيطر سيطرت سيرين سيدات سنه سنوات سني سنيه سنوي سنويا سنغافوره سنتر سنجار سند"
)
#: Feminine verbs that tell of what is to come where they are in the present: تستضيف الدوحة الأحد. Of others ت is as
#: often that of a past (تبنى, تداول) or of a state (تعاني).
_FEMININE_VERBS: Final = folded_words(
    "تعقد تبدا تنطلق تستضيف تلتقي تجتمع تجري تفتتح تختتم تقام تستانف تنظم تحتضن تواجه تدخل تزور تصل تنتهي "
    "تلعب تستقبل تشارك تستكمل تطرح تحتفي تستمر تتواصل تدشن تحيي تخوض تلاقي تغادر تتنافس تباشر تكرم تنتخب "
    "تغلق تفتح تتسلم تتأثر تشتد تهب تهطل تتساقط تلفح تبث تعرض تصدر تحتفل تناقش تصوت تتوجه تقيم تطلق تتقلص تنحسر"
)
#: What is told of behind حيث as an event to come: حيث يلتقي الأحد, not حيث يعيش.
_WHERE: Final = "حيث"
_EVENTS: Final = _FEMININE_VERBS | {"ي" + verb[1:] for verb in _FEMININE_VERBS} | {"يقام"}
_TO_BE: Final = ("يكون", "تكون", "نكون", "يكونوا", "يكونون", "يتم", "تتم")
_REPORTING_PRESENT: Final = folded_words(
    "يقول تقول يري تري يذكر يشير تشير يؤكد يضيف يوضح يعتبر يعد تعد يبلغ يقع تقع يعني تعني"
)
_IMPERFECT_LENGTH: Final = 4
_WINDOW: Final = 40
_UNTIL: Final = folded_words("حتى لغاية وحتى ولغاية")
_SINCE: Final = "منذ"
_DELIVERY: Final = folded_words("تسليم طقس وطقس الطقس والطقس")
"""Before the month of a futures contract, and before the day of a forecast: عقود خام برنت تسليم يونيو, طقس الثلاثاء."""
_STOPS: Final = frozenset(".؟!؛")
_THAT: Final = "ان"
_THATS: Final = folded_words("أن بأن وأن")
_BEFORE_THAT: Final = folded_words("قبل بعد منذ دون بدون إلى حتى وبعد وقبل ومنذ غير عادة")
#: Who calls to these calls to what is to come: دعا إلى التظاهر الجمعة, but دعا إلى التهدئة الجمعة.
_CALLS: Final = folded_words("دعا دعت دعوا ودعا ودعت ودعوا دعوة دعوات الدعوة داعيا داعية يدعو تدعو يدعون ويدعو وتدعو")
_GATHERINGS: Final = folded_words(
    "التظاهر للتظاهر مظاهرة مظاهرات تظاهرة تظاهرات تظاهرتين إضراب للإضراب الإضراب اعتصام الاعتصام للاعتصام "
    "مسيرة مسيرات جلسة لجلسة اجتماع لاجتماع لقاء للقاء قمة لقمة عصيان للعصيان النزول للنزول الخروج للخروج عقد "
    "لعقد مؤتمر لمؤتمر حداد الحداد احتجاجات وقفة وقفات الاحتشاد للاحتشاد التجمع للتجمع"
)
_TO: Final = "الي"


# Nouns of action that are written like a past verb: فتح, قتل. They give way to a surer verb shortly before them.
_VERBAL_NOUNS: Final = folded_words(
    "فتح قتل دعم بحث وضع ضبط وقع نشر نقل شن حكم منح حمل صوت مثل جرح قصف ختم حضر عقد بث شكر حرر فوز حدث"
)
_NOUN_REACH: Final = 5
_RELATIVES: Final = folded_words(
    "الذي التي الذين اللذين اللتين ما مما وما لا ولا كما حيث وهو وهي والتي والذي بما فيما الذى"
)
_BEFORE_NOUNS: Final = folded_words("إلى في من على عن بعد قبل منذ خلال بين دون مع عند")
_NEGATED_PAST: Final = folded_words("لم ولم كان كانت وكان وكانت فلم كانوا")


def _is_verb(word: str) -> bool:
    """Tell an imperfect verb from a name that looks like one: سيعقد, يلتقي, but ستيفن, فيليبو, ينبع."""
    return word.endswith(_TO_BE) or load_lexicon().is_imperfect(word)


def _word_tense(word: str, before: str) -> Tense | None:
    bare = word[1:] if word[0] in "وف" and len(word) > _IMPERFECT_LENGTH else word
    if word in _PAST:
        return "past"
    if bare in _FUTURE_WORDS:
        return "future"
    coming = bare[:2] in ("سي", "ست", "سن") and len(bare) >= _IMPERFECT_LENGTH and bare not in _NOT_VERBS
    if before in _NEGATED_PAST and not coming:  # كان سيلعب الأربعاء: the match is still to come
        return "past"
    if bare in WORDS or bare in _NOT_VERBS or bare in _REPORTING_PRESENT:
        return None
    if coming and not bare.endswith(("ه", "ات", "ين")):
        return "future" if _is_verb(word) else None
    if before == _THAT and word[0] in "يت" and load_lexicon().is_imperfect(word):
        return "present"  # توقع أن يصل الأحد
    if before in _BEFORE_NOUNS:
        return None  # خضع إلى تدخل جراحي
    if before in _RELATIVES and not (before == _WHERE and bare in _EVENTS):
        return None  # الجنرال الذي يقود التحالف
    if bare[0] == "ي" and len(bare) >= _IMPERFECT_LENGTH and not bare.endswith(("يه", "ات")):
        return "present" if _is_verb(word) else None
    if bare in _EVENTS:
        return "present"
    return None


def tense_of(word: str) -> Tense | None:
    """Return the tense of a folded word, None where it is no verb that tells one."""
    return _word_tense(word, "") if word and word[0].isalpha() else None


def tells_event(word: str) -> bool:
    """Whether a folded word is a verb that tells of what is to come: ``بعد يومين يقام``, ``بعد يومين ستنطلق``."""
    return word in _EVENTS or word == "سوف" or (word[:1] == "س" and tense_of(word) == "future")


def direction_beside(tokens: Tokens, first: int, last: int) -> Direction | None:
    """Return the way the verb beside the positions ``first`` to ``last`` points, or None where none is near."""
    tense = tense_beside(tokens, first, last)
    return "future" if tense == "present" else tense


def tense_beside(tokens: Tokens, first: int, last: int) -> Tense | None:
    """Return the tense of the verb that `direction_beside` goes by."""
    start, end = tokens.token_at(first), tokens.token_at(last) + 1
    before = _nearest(tokens, range(start - 1, max(-1, start - _WINDOW), -1))
    beside = tokens.spelled(start - 1) if start else ""
    if beside in _DELIVERY or (before is None and beside in _UNTIL):
        return "future"
    after = None
    if before is None or beside in _THATS:
        after = _nearest(tokens, range(end, min(len(tokens), end + _WINDOW)))
    if after == "future":
        return after  # قال إن الأحد سيكون عطلة
    return before or after


def _nearest(tokens: Tokens, numbers: range) -> Tense | None:
    """Return the direction of the first verb in the order of ``numbers``, within the sentence."""
    noun_at: int | None = None
    gathering = False
    for number in numbers:
        word = tokens.spelled(number)
        if numbers.step < 0:
            if word in _GATHERINGS:
                gathering = gathering or word[0] == "ل" or (number > 0 and tokens.spelled(number - 1) == _TO)
            elif gathering and word in _CALLS:
                return "future"
        if word == _SINCE and numbers.step < 0:
            return "past"  # يتم اعتقاله منذ مقتل الطفل الجمعة
        if not word or word in _STOPS or (noun_at is not None and abs(number - noun_at) > _NOUN_REACH):
            break
        if not word[0].isalpha():
            continue
        if word in _VERBAL_NOUNS and noun_at is None:
            noun_at = number
            continue
        before = tokens.spelled(number - 1) if number else ""
        if before == _THAT and number > 1 and tokens.spelled(number - 2) in _BEFORE_THAT:
            if word in _PAST:
                return "past"  # بعد أن خسر الأربعاء
            continue  # سافر قبل أن يصل الأربعاء: as the verb before tells
        tense = _word_tense(word, before)
        if tense is not None:
            return tense
    return None if noun_at is None else "past"
