"""Where the name of a person begins and ends: لوران فابيوس, محمد بن سلمان, علي beside على."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    ALI,
    COMMON_NAME,
    DAY,
    FAITH,
    FAMILY,
    FILIATION,
    FOREIGN_NAME,
    GENERIC,
    GIVEN,
    HEAD,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    QUALIFIER,
    SITE,
    STOP,
    TRIGGER,
)
from indexer.extract.persons.reading import PersonStep
from indexer.extract.persons.words import (
    ARTICLE,
    COMMON_NISBA,
    NEVER,
    RARE,
    RARE_WITH_ARTICLE,
    SERVANT,
    SHORTEST_FULL,
    SURE_AGAINST_PLACE,
    SURE_OF_NAME,
    first_flags,
    rare,
)
from search.analysis import fold

if TYPE_CHECKING:
    from indexer.extract.evidence import NameSpan
    from indexer.extract.lexicon import WordType

_LONGEST_NAME: Final = 5
#: A word that news has less often than this goes on from a first name that is no other word: نبيلة منيب.
_HARDLY_MET: Final = 5
_LONGEST_LINEAGE: Final = 9
_SHORTEST_NISBA: Final = 4
_LEAST_OF_ADVERB: Final = 15
#: A foreign name's second word may be a common word in Arabic letters: هاوارد ويب.
_COMMON_TAIL: Final = 250
#: The second word of first names like نور الدين.
_RELIGION: Final = "الدين"
#: What goes on from علي in first names of Iran: علي أكبر ولايتي.
_OF_ALI: Final = frozenset({"اكبر", "اصغر"})
#: Verbs behind which stands who spoke, played, died: قالت نبيلة منيب.
_DEEDS: Final = frozenset(
    fold(
        "قال قالت أكد أكدت أضاف أضافت صرح صرحت أوضح أوضحت أعلن أعلنت كشف كشفت ذكر ذكرت أفاد أفادت شدد شددت دعا "
        "دعت علق علقت تابع تابعت طالب طالبت كتب كتبت سجل سجلت أحرز أحرزت "
        "توج توجت هنأ هنأت انتقد انتقدت اعتبر اعتبرت رأى ترأس ترأست خسر خسرت"
    ).split()
)
#: Nouns before clubs' names, which nobody bears.
_TEAMS: Final = frozenset(fold("فريق نادي").split())
#: The letter of على, which folding makes one with that of علي.
_PLAIN_YEH: Final = "\u0649"
#: Countries where families are called بالصغير and the like.
_MAGHREB: Final = frozenset({"tn", "dz", "ma", "ly"})
#: عن طريق is no road.
_WAY: Final = "طريق"
#: What a tribe's forefather stands behind.
_TRIBES: Final = frozenset({"بني", "بنو", "قبيله"})
_CLOSING: Final = frozenset("»”")


class NameBounds(PersonStep):
    """Tells where in a sentence a person's name or a title begins and ends."""

    def title_at(self, i: int) -> tuple[int, str, int] | None:
        """Return the longest title at a unit: its last unit, key and cut letters."""
        word = self._types[i]
        if not word.titled:
            return None
        best: tuple[int, str, int] | None = None
        for start in word.starts:
            lengths = start.titles
            for length in range(min(self._units.reach[i], lengths.bit_length() - 1), 0, -1):
                if lengths >> length & 1 and (best is None or i + length - 1 > best[0]):
                    key = " ".join([start.key, *[one.key for one in self._types[i + 1 : i + length]]])
                    if key in self._lexicon.titles:
                        best = (i + length - 1, key, start.cut)
                        break
        return best

    def name_end(self, i: int, *, titled: bool = False) -> int | None:
        """Return the last unit of the person's name of two words or more that begins at ``i``; None where none does."""
        end = i + self._units.reach[i]
        word = self._types[i]
        span = self._evidence.by_unit.get(i)
        tagged_end = span.last if span is not None and span.kind == "person" and span.first == i else -1
        if tagged_end == i and word.flags & COMMON_NAME and span is not None and span.confidence < SURE_OF_NAME:
            tagged_end = -1  # أليس الساكت عن الحق شيطانا
        if tagged_end < 0 and not self._begins_name(i, titled=titled):
            return None
        before = self._units.before(i)
        if before is not None and before.folded in _TRIBES:
            return None  # شيخ قبيلة بني عبدالله فيصل بن عبدالعزيز
        ali = word.flags & ALI and self.distinct_ali
        if word.flags & (STOP | DAY) and tagged_end < 0 and not ali:
            return None
        definite = word.folded.startswith(ARTICLE) and not word.flags & GIVEN
        if definite and i + 1 < end and self._types[i + 1].country:
            return None  # الرسام الكاريكاتوري المصري جورج
        flags = first_flags(word)
        foreign = (titled and not flags & GIVEN) or bool(flags & FOREIGN_NAME)
        last = i
        joined = False
        j = i + 1
        while j < end and j - i < _LONGEST_LINEAGE and j not in self._taken:
            following = self._types[j]
            if following.flags & FILIATION or following.folded == ARTICLE:
                if j + 1 >= end or (self._types[j + 1].flags & STOP and not self._types[j + 1].flags & ALI):
                    break
                joined = True
            elif (
                joined
                or j <= tagged_end
                or self._goes_on(j, i, foreign=foreign)
                or (titled and self._goes_on_rare(j, i))
                or (following.count < _HARDLY_MET and j == i + 1 and self._subject(before, j, i))
            ):
                if not joined and (
                    self._lexicon.joined_key(following)
                    or self._heads_title(j)
                    or (j > i + 1 and self.other_begins(j, i))
                ):
                    break
                if j in self._places and not joined and self._unsure(span):
                    break
                if self.adverb(j) or not _CLOSING.isdisjoint(self._units.gap(j - 1)):
                    break  # «لوك» جديد
                last = j
                joined = False
                if j - i >= _LONGEST_NAME and not following.flags & GIVEN:
                    break
            else:
                break
            j += 1
        return last if last > i else None

    def _goes_on(self, j: int, first: int, *, foreign: bool) -> bool:
        """Tell whether a unit goes on a name that began at ``first``."""
        following = self._types[j]
        if following.flags & COMMON_NAME and following.flags & (GIVEN | FAMILY) and not following.flags & NEVER:
            return bool(self._evidence.tagged(j, "person") or self._evidence.tagged(first, "person"))
        return self._continues_name(j, foreign=foreign, position=j - first)

    def _goes_on_rare(self, j: int, first: int) -> bool:
        """Tell whether a rare word right after a titled first name is its second: الممثل مجد مستورة, هاوارد ويب."""
        begin, word = self._types[first], self._types[j]
        unknown = not first_flags(begin) & GIVEN or bool(first_flags(begin) & FOREIGN_NAME)
        if j != first + 1 + self.in_religion(first) or (word.folded.startswith("و") and self._lexicon.joined_key(word)):
            return False
        return rare(word, _COMMON_TAIL if unknown and begin.count < RARE else RARE)

    def _subject(self, before: WordType | None, j: int, first: int) -> bool:
        """Tell whether a first name and a word that news hardly has are the subject of the verb before them."""
        return before is not None and _acts(before) and self._hardly_met(j, first)

    def _hardly_met(self, j: int, first: int) -> bool:
        """Tell whether a word that news hardly has goes on from a first name that is no other word: نبيلة منيب."""
        word, begin = self._types[j], self._types[first]
        if begin.bare_cut or begin.flags & FAITH or not begin.flags & GIVEN or begin.flags & STOP:
            return False
        if begin.flags & COMMON_NAME and not (self._units.reach[j] > 1 and self._types[j + 1].titled):
            return False  # حسن قشقوي نائب وزير الخارجية
        joined = word.folded.startswith("و") and self._lexicon.joined_key(word)
        return not joined and rare(word, _HARDLY_MET)

    def _heads_title(self, j: int) -> bool:
        """Tell whether a title of several words begins here: عبدالله الجنيبي أمين السر."""
        title = self.title_at(j)
        return title is not None and title[0] > j

    def other_begins(self, j: int, first: int) -> bool:
        """Tell whether a first name behind a family's begins another: في عهد أحمد المرزوقي خالد باسهل."""
        word, family = self._types[j], self._types[j - 1]
        if j - first < SHORTEST_FULL or not word.flags & GIVEN or word.folded.startswith(ARTICLE):
            return False
        nisba = family.folded.startswith(ARTICLE) and family.folded.endswith("ي") and not family.flags & GIVEN
        return nisba and not self._types[j - 2].flags & FILIATION

    def more(self, last: int) -> int:
        """Return where a name ends with the families' names that go on behind it: عبدالرحمن معتق الغامدي."""
        while (
            self._units.reach[last] > 1
            and self._free(last + 1, last + 1)
            and self._types[last + 1].folded.startswith(ARTICLE)
            and self._continues_name(last + 1, foreign=True, position=SHORTEST_FULL)
        ):
            last += 1
        return last

    def _unsure(self, span: NameSpan | None) -> bool:
        """Tell whether the tagger is not sure enough of a span for a place's name in it to be a person's."""
        return span is None or span.kind != "person" or span.confidence < SURE_AGAINST_PLACE

    def _family_follows(self, i: int) -> bool:
        """Tell whether a family name that is no other word comes right after: مطلق البقمي."""
        if self._units.reach[i] < 2:  # noqa: PLR2004 - a unit follows
            return False
        following = self._types[i + 1]
        if self._maghrebi(i + 1):
            return True
        if following.flags & COMMON_NAME or first_flags(self._types[i]) & FOREIGN_NAME:
            return False  # أليس الساكت عن الحق
        if following.flags & GIVEN and following.folded.startswith(SERVANT):
            return True  # ياسمين عبد العزيز
        return bool(following.flags & FAMILY) and following.folded.startswith(ARTICLE)

    def _begins_name(self, i: int, *, titled: bool) -> bool:
        word = self._types[i]
        flags = first_flags(word)
        if word.flags & ALI and self.distinct_ali:
            following = self._types[i + 1] if self._units.reach[i] > 1 else None
            listed = word.folded.startswith("و") and i - 1 in self._taken  # فلان وعلي غيدان
            return following is not None and (self._after_ali(following) or ((titled or listed) and rare(following)))
        if self.in_religion(i) or (titled and flags & (NO_NAME | COMMON_NAME) and self._daughter(i)):
            return True
        if flags & (NEVER | TRIGGER | FILIATION | HEAD | PROPER_HEAD) or word.flags & TRIGGER or word.country:
            return False
        if flags & GIVEN and (not flags & COMMON_NAME or self._family_follows(i)):
            return True
        if titled and flags & GIVEN and self._units.reach[i] > 1:
            following = self._types[i + 1]
            if rare(following) or (self._after_ali(following) and following.folded.startswith(ARTICLE)):
                return True
        return titled and not word.folded.startswith(ARTICLE) and rare(word)

    def _daughter(self, i: int) -> bool:
        """Tell whether a title's bearer is called a son or a daughter, whatever word the name is: عادلة بنت عبدالله."""
        word = self._types[i]
        if self._units.reach[i] < 3 or word.flags & (NEVER & ~NO_NAME) or word.country:  # noqa: PLR2004 - two units follow
            return False
        return bool(self._types[i + 1].flags & FILIATION and self._types[i + 2].flags & GIVEN)

    def _maghrebi(self, j: int) -> bool:
        """Tell whether a word is a family's name as the Maghreb has them: ماهر بالصغير, but not تقني سامي بالتكوين.

        Behind what the named one is (اللاعب ماهر بالصغير) the tagger need not be so sure of the first name.
        """
        word = self._types[j]
        form = word.folded.startswith("بال") and word.count < RARE and self._evidence.home in _MAGHREB
        before = self._units.before(j - 1)
        bearer = before is not None and before.titled and before.folded.startswith(ARTICLE)
        return form and self._evidence.tagged(j - 1, "person") >= (SURE_OF_NAME if bearer else SURE_AGAINST_PLACE)

    @cached_property
    def distinct_ali(self) -> bool:
        """Whether the text writes على and علي apart: it has the letter without points somewhere."""
        return any(_PLAIN_YEH in field for field in self._units.fields)

    def _after_ali(self, word: WordType) -> bool:
        """Tell whether a word may go on the name علي."""
        if word.folded in _OF_ALI:
            return True
        if word.flags & (FILIATION | GIVEN | FAMILY | ALI):
            return not word.flags & (PREPOSITION | DAY)
        article = word.folded.startswith(ARTICLE) and word.count < RARE_WITH_ARTICLE and not word.flags & GENERIC
        return article and not word.country and not word.flags & (NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD)

    def in_religion(self, i: int) -> bool:
        """Tell whether a first name of two words begins here: فخر الدين."""
        word = self._types[i]
        return bool(word.flags & FAITH) and self._units.reach[i] > 1 and self._types[i + 1].folded == _RELIGION

    def _continues_name(self, j: int, *, foreign: bool, position: int) -> bool:
        word = self._types[j]
        if word.folded == _RELIGION:
            return bool(self._types[j - 1].flags & FAITH)
        if word.flags & ALI and self.distinct_ali:
            return True
        if word.folded in _OF_ALI and self._types[j - 1].flags & ALI:
            return True
        if position > 1 and self._types[j - 1].folded in _OF_ALI and self._types[j - 2].flags & ALI:
            return rare(word)
        given_before = bool(first_flags(self._types[j - 1]) & GIVEN) or self._types[j - 1].folded == _RELIGION
        flags = word.flags
        if given_before and self._maghrebi(j):
            return True
        if flags & (NEVER | TRIGGER | QUALIFIER | HEAD | PROPER_HEAD):
            return False
        if flags & (GIVEN | FAMILY) and not flags & COMMON_NAME:
            return True
        if word.folded.startswith(ARTICLE):
            return not word.country and (
                _nisba(word)
                or (given_before and not foreign and word.count < RARE_WITH_ARTICLE and not word.flags & GENERIC)
            )
        return position == 1 and rare(word) and foreign

    def sure_name(self, first: int, last: int) -> bool:
        """Tell whether two words of a name at least are known name words, or the tagger is sure of it."""
        if self._evidence.tagged(first, "person") >= SURE_OF_NAME:
            return True
        begin, *others = self._types[first : last + 1]
        flags = first_flags(begin)
        if self._hardly_met(first + 1, first) and (before := self._units.before(first)) is not None and _acts(before):
            return True
        if self.in_religion(first) or (begin.flags & ALI and self.distinct_ali):
            return last > first + (others[0].folded == _RELIGION)
        if not flags & GIVEN:
            return False
        if self._maghrebi(first + 1):
            return True
        if any(self._evidence.tagged(i, "person") for i in range(first, last + 1)) and others[0].flags & (
            GIVEN | FAMILY
        ):
            return True
        sure = not flags & COMMON_NAME
        foreign = sure and bool(flags & FOREIGN_NAME)
        for word in others:
            if word.flags & (GIVEN | FAMILY) and not word.flags & COMMON_NAME:
                return True
            if sure and (_nisba(word) or (word.folded.startswith(ARTICLE) and word.count < RARE_WITH_ARTICLE)):
                return True
            if foreign and rare(word):
                return True
        return self._hardly_met(first + 1, first)

    def adverb(self, i: int) -> bool:
        """Tell whether a word says how: with بال, which goes on no name (سيسيرو بالتراضي, but ماريو بالوتيلي)."""
        word = self._types[i]
        if self._units.accusative(i):
            return True  # كارتر متشدداً
        noun = word.folded.startswith("بال") and not word.flags & (GIVEN | FAMILY) and word.count >= _LEAST_OF_ADVERB
        return noun and not self._maghrebi(i)

    def lineage_end(self, last: int) -> int:
        """Return the end of a name with the fathers and the house after it: الملك سلمان بن عبدالعزيز آل سعود."""
        end = last + self._units.reach[last]
        own = last
        while own + 2 < end and (
            self._types[own + 1].folded == ARTICLE
            or (self._types[own + 1].folded == "بن" and not self._types[last - 1].flags & FILIATION)
        ):
            own += 2
        return own

    def site_before(self, first: int) -> bool:
        """Tell whether the noun before makes a name a site's: بشارع السعدون, but عن طريق محمد هاني."""
        before = self._units.before(first)
        if before is None or self._types[first].bare_cut:
            return False
        if before.bare_key in _TEAMS:
            return True  # فريق ماسيو البرازيلي
        site = (before.flags | before.bare_flags) & SITE
        return bool(site) and not before.bare_key.startswith(ARTICLE) and before.bare_key != _WAY


def _acts(word: WordType) -> bool:
    """Tell whether a word is a verb of which somebody is the subject: قالت, وصرح."""
    return word.folded.removeprefix("و") in _DEEDS


def _nisba(word: WordType) -> bool:
    """Tell whether a word may be a family name by its form, and is not too common for one: المطماطي."""
    form = word.folded.startswith(ARTICLE) and word.folded.endswith("ي") and len(word.folded) > _SHORTEST_NISBA
    return form and word.count < COMMON_NISBA and not word.country and not word.flags & (QUALIFIER | STOP | GENERIC)
