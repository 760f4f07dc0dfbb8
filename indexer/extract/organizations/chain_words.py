"""What a word may be in the name of an organisation that a noun begins: a purpose, a firm's own name, its members."""

from __future__ import annotations

from typing import Final

from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    HEAD,
    LATIN,
    NO_NAME,
    PREPOSITION,
    PROPER_HEAD,
    STOP,
    TRIGGER,
)
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ACTIONS, ARTICLE, CLUB_ENDS, RARE, SURE_OF_WEAK
from search.analysis import fold

#: Nouns that mean "movement of" and the like far oftener than they begin a name: حركة السوق, فريق المترجمين.
OFTEN_COMMON: Final = frozenset(
    map(fold, ("حركة", "تنظيم", "فريق", "قناة", "جماعة", "مجموعة", "مدرسة", "منتخب", "جبهة", "شبكة"))
)
#: What such an institution is for, behind its own name: مركز لانجون الطبي.
OF_INSTITUTES: Final = frozenset(
    map(fold, ("الطبي", "الطبية", "الجامعي", "البحثي", "الاستشاري", "التكنولوجي", "التكنولوجية", "العلمي", "الخيرية"))
)
_LONGEST_CHAIN: Final = 7
_SHORTEST_OWN_NAME: Final = 3
_SHORTEST_VERB: Final = 4
_FUTURE: Final = ("ست", "سي", "سن")
#: A verb stands without its س too, this often at least.
_LEAST_OF_VERB: Final = 5
#: A noun stands with the article too, this often at least and this share of times; a verb does not.
_LEAST_DEFINITE: Final = 10
_SHARE_DEFINITE: Final = 0.05
#: What somebody is appointed as.
_OFFICES: Final = frozenset(
    map(fold, ("رئيس", "نائب", "مدير", "أمين", "مشرف", "عضو", "مساعد", "وكيل", "محافظ", "متحدث"))
)
#: Ends of nouns for those who are in a union: اتحاد الفنانين, نقابة الأطباء.
_MEMBERS: Final = ("ين", "ات", "اء")


class ChainWords(OrganizationStep):
    """Tells of single words of such names what they are there; ``end`` is where the name ends at the latest."""

    def _limit(self, first: int) -> int:
        """Return the unit that a name beginning at ``first`` cannot reach."""
        return min(first + self._units.reach[first], first + _LONGEST_CHAIN)

    def definite(self, i: int, end: int) -> bool:
        """Tell whether the words up to ``end`` make a name definite."""
        return i < end and self._types[i].folded.startswith(ARTICLE)

    def foreign(self, i: int) -> bool:
        """Tell whether a word without the article may be an organisation's own name: شركة ريكاردو, not شركة صينية."""
        word = self._types[i]
        if word.flags & LATIN or self._evidence.tagged(i, "organization") >= SURE_OF_WEAK or word.key in CLUB_ENDS:
            return True
        return (
            word.count < RARE
            and not _passive_or_with_pronoun(word.folded)
            and not self._of_future(word.folded)
            and not word.key.endswith("ه")
            and not (word.key.endswith("ات") and (word.count or self._lexicon.count(ARTICLE + word.key)))
            and ARTICLE + word.key not in self._lexicon.gazetteer.adjectives
            and not word.bare_cut
        )

    def _of_future(self, folded: str) -> bool:
        """Tell whether a word is a verb with the س of what is to come: قناة ستنقل الحفل."""
        return (
            len(folded) > _SHORTEST_VERB
            and folded.startswith(_FUTURE)
            and self._lexicon.count(folded[1:]) >= _LEAST_OF_VERB
        )

    def _own_name(self, i: int) -> bool:
        """Tell whether a foreign word names an institution by itself: مؤسسة سميثسونيان, جامعة هارفارد."""
        word = self._types[i]
        described = self._units.reach[i] > 1 and self._types[i + 1].folded in OF_INSTITUTES
        return (
            self.foreign(i)
            and not word.flags & (STOP | LATIN | DAY | TRIGGER | NO_NAME)
            and len(word.folded) > _SHORTEST_OWN_NAME
            and self._lexicon.count(ARTICLE + word.folded) <= word.count // 4
            and (described or not word.folded.endswith(("ي", "ين", "ون", "ات", "ا")))
            and not (word.folded.endswith("ت") and self._lexicon.count(word.folded[:-1]) > word.count)
        )

    def _purpose(self, i: int, end: int) -> bool:
        return i < end and self._types[i].folded.startswith("لل")

    def _action_joined(self, i: int, end: int) -> bool:
        """Tell whether و and a noun of action go on a name here, with what it acts on behind: وحماية البيئة."""
        if i >= end:
            return False
        folded = self._types[i].folded
        return folded.startswith("و") and folded[1:] in ACTIONS and self.definite(i + 1, end)

    def _definite_through(self, i: int, end: int) -> int | None:
        """Return the definite word that what goes on a purpose leads to: لاستغلال وتوزيع المياه, لحكام كرة القدم."""
        if self._action_joined(i, end):
            return i + 1
        word = self._types[i] if i < end else None
        if word is None or word.flags & (STOP | PREPOSITION | DAY | LATIN) or word.folded.startswith("و"):
            return None
        return i + 1 if self.definite(i + 1, end) and not self._types[i + 1].flags & GENERIC else None

    def _members(self, i: int) -> bool:
        """Tell whether a word with the article is the plural of a trade's people, as unions are called: الفنانين."""
        word = self._types[i]
        people = word.titled and word.folded.startswith(ARTICLE) and word.folded.endswith(_MEMBERS)
        return people and not word.country

    def _in_construct(self, i: int, end: int) -> bool:
        """Tell whether a noun without the article goes on to the word that names: مجلس محافظة الأنبار.

        A place must follow (حلف قبائل حضرموت), or two words with the article: اتحاد إذاعات الدول العربية.
        """
        word = self._types[i]
        marks = STOP | PREPOSITION | DAY | GENERIC | HEAD | PROPER_HEAD | LATIN
        if i + 1 >= end or word.folded.startswith(ARTICLE) or word.bare_cut or word.flags & marks:
            return False
        if self._lexicon.count(ARTICLE + word.folded) < max(_LEAST_DEFINITE, word.count * _SHARE_DEFINITE):
            return False  # a verb, not a noun: لجنة زارت الرياض
        known = self._at.get(i + 1)
        if known is not None and known.strong("place") and not known.cut and i + 1 not in self._taken:
            return True
        if not self.definite(i + 1, end) or self._types[i + 1].flags & GENERIC:
            return False
        if self.definite(i + 2, end):  # شركة صناعة السيارات الألمانية names nobody
            return not (self._types[i + 2].country and self._types[i - 1].bare_flags & PROPER_HEAD)
        return word.folded in ACTIONS and not self._types[i - 1].bare_flags & PROPER_HEAD

    def _in_office(self, i: int, end: int) -> bool:
        """Tell whether a word says as what somebody is appointed: والراشد رئيسا للتحرير."""
        folded = self._types[i].folded if i < end else ""
        return folded.endswith("ا") and not folded.startswith(ARTICLE) and folded[:-1] in _OFFICES

    def _heads_within(self, first: int, last: int) -> bool:
        """Tell whether another noun for an organisation stands in the name so far: نقابة الغرفة الوطنية."""
        return any(self._types[i].flags & HEAD for i in range(first + 1, last + 1))

    def _agrees(self, first: int, i: int) -> bool:
        """Tell whether a definite word may go on right after a noun: an adjective after a definite one, no و."""
        if self._evidence.tagged(i, "organization") >= SURE_OF_WEAK:
            return True
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head in OFTEN_COMMON:
            return False
        if not head.startswith(ARTICLE):
            return True
        return word.folded.endswith("يه" if head.endswith("ه") else "ي")

    def _disagrees(self, first: int, i: int) -> bool:
        """Tell whether a word is of the other gender than the definite noun that a name begins with."""
        head, word = self._types[first].bare_key, self._types[i]
        if word.folded.startswith("و") or head.endswith(("ه", "ات", "ين")):
            return False
        return word.folded.endswith(("ه", "ات")) and not word.folded.endswith("يه")


def _passive_or_with_pronoun(folded: str) -> bool:
    """Tell whether a rare word has a form that verbs have and names of firms have not: بنك يدار, فريق يرفضها."""
    if not folded.startswith("ي") or len(folded) < _SHORTEST_VERB or folded[1] in "اوي":
        return False
    return folded.endswith(("ها", "هم", "ون")) or (len(folded) == _SHORTEST_VERB and folded[2] == "ا")
