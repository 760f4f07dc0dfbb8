"""Parties, clubs and malls by their names, what the tagger is sure of, and short names after the full ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from indexer.extract.lexicon import (
    DAY,
    GENERIC,
    HEAD,
    LATIN,
    PREPOSITION,
    PROPER_HEAD,
    SPORT,
    STOP,
    TRIGGER,
)
from indexer.extract.organizations.found import OrganizationHit
from indexer.extract.organizations.reading import OrganizationStep
from indexer.extract.organizations.words import ARTICLE, CLUB_ENDS, RARE, SURE_OF_NAME, UNCOMMON
from indexer.extract.tagger import SURE
from search.analysis import fold
from search.entities.names import word_key

if TYPE_CHECKING:
    from indexer.extract.lexicon import WordType
    from indexer.extract.organizations.chains import NameChains
    from indexer.extract.organizations.found import FoundOrganizations
    from indexer.extract.organizations.reading import OrganizationReading

_SURE_OF_UNKNOWN_WORD: Final = SURE["organization"]
_CLUB_ENDS_IN_SPORT: Final = frozenset(map(word_key, map(fold, ("سيتي", "تاون", "رينجرز", "ألبيون"))))
_MALLS: Final = frozenset(map(fold, ("مول", "سنتر", "بلازا", "سكوير", "تاور")))
#: Football club in letters as they are read out: سان دييغو إف سي.
_FOOTBALL: Final = frozenset(map(word_key, map(fold, ("إف", "أف", "اف"))))
_ENDS_OF_CLUBS: Final = CLUB_ENDS | _CLUB_ENDS_IN_SPORT | _FOOTBALL
_CLUB: Final = word_key(fold("سي"))
_THE_CLUB: Final = word_key(fold("نادي"))
#: Behind these on sports pages stands who is played against.
_AGAINST: Final = frozenset(
    map(word_key, fold("أمام ضد نظيره مضيفه ضيفه غريمه كسب هزم أقصى تجاوز يواجه واجه لاعب محترف").split())
)
_LONGEST_OPPONENT: Final = 2
#: A group, called like any base, and those beside which it is meant.
_GROUP: Final = "al-qaeda"
_BESIDE_GROUP: Final = frozenset(
    {
        _GROUP,
        "islamic-state",
        "jabhat-al-nusra",
        "taliban",
        *(f"al-qaeda-in-the-{where}" for where in ("arabian-peninsula", "islamic-maghreb")),
    }
)
_THE_BASE: Final = word_key(fold("القاعدة"))
_BASE: Final = word_key(fold("قاعدة"))
_THIS: Final = frozenset(map(fold, ("هذه", "تلك", "نفس", "في", "داخل", "على", "إلى", "خارج")))
#: What a party is called by, its state aside: الحزب الليبرالي.
_PARTY: Final = word_key(fold("الحزب"))
_IDEOLOGIES: Final = frozenset(
    map(
        word_key,
        fold(
            "الليبرالي الاشتراكي الشيوعي الديمقراطي الديموقراطي الجمهوري القومي التقدمي المسيحي الراديكالي المحافظ"
        ).split(),
    )
)


class CalledOrganizations(OrganizationStep):
    """Takes parties, clubs and malls by their names, and short names of what was found."""

    def __init__(self, reading: OrganizationReading, found: FoundOrganizations, chains: NameChains) -> None:
        super().__init__(reading)
        self._found = found
        self._chains = chains

    def take_parties(self) -> None:
        """Take parties called by what they stand for: الحزب الليبرالي, of the state that the article is most about."""
        gazetteer = self._lexicon.gazetteer
        for i in self._units.having({_PARTY}):
            word = self._types[i]
            end = min(i + self._units.reach[i], i + 3)
            last = i
            while last + 1 < end and self._types[last + 1].key in _IDEOLOGIES and last + 1 not in self._taken:
                last += 1
            if last == i or i in self._taken:
                continue
            cut = 0 if word.key == _PARTY else word.bare_cut
            article = cut > 0 and word.bare_article
            if self._units.reach[last] > 1 and self._types[last + 1].country and last + 1 not in self._taken:
                self._found.unknown(i, last + 1, cut, article)
                continue
            key = " ".join([_PARTY, *(self._types[at].key for at in range(i + 1, last + 1))])
            country = self._evidence.leading_country()
            adjectives = [adjective for adjective, of in gazetteer.adjectives.items() if country and of == country]
            met = [number for one in adjectives for number, _ in gazetteer.names.get(f"{key} {one}", ())]
            if met:
                entity = gazetteer.entity(met[0])
                self._found.add(i, last, cut, article, entity.id, entity.label)
            else:
                self._found.unknown(i, last, cut, article)

    def take_clubs(self) -> None:
        """Take foreign clubs by the word that ends their names: ريفرز يونايتد, سان دييغو إف سي."""
        for i in self._units.having(_ENDS_OF_CLUBS):
            word = self._types[i]
            last = i
            if word.key in _FOOTBALL:
                if self._units.reach[i] < 2 or self._types[i + 1].key != _CLUB:  # noqa: PLR2004 - a unit follows
                    continue
                last = i + 1
            elif word.key in _CLUB_ENDS_IN_SPORT and (not self._evidence.sport or self._is_mall(i)):
                continue
            before = self._units.before(i)
            marks = STOP | DAY | LATIN | PREPOSITION | HEAD | PROPER_HEAD | SPORT | GENERIC
            first = next((one.first for one in self._candidates if one.last == i - 1), i - 1)
            named = before is not None and not before.flags & marks and (first < i - 1 or before.count < RARE)
            if named and word.key in _ENDS_OF_CLUBS and self._free(first, last):
                begin = self._types[first]
                cut = begin.bare_cut or self._joined(first)
                self._found.unknown(first, last, cut, begin.bare_article)
            elif self._evidence.sport and self._free(i, i):
                met = {hit.id: hit for hit in self._found.hits if hit.last > hit.first and self._ends_so(hit, word)}
                if len(met) == 1:  # يونايتد after مانشستر يونايتد
                    (club,) = met.values()
                    self._found.add(
                        i, i, 0 if word.key in _ENDS_OF_CLUBS else word.bare_cut, False, club.id, club.label
                    )

    def _joined(self, i: int) -> int:
        """Return the letters of و where it joins a name that nobody knows to others so joined: وبارنسلي وهدرسفيلد."""
        before = self._units.before(i)
        joined = before is not None and (before.folded.startswith("و") or i - 1 in self._taken)
        return int(joined and bool(self._lexicon.joined_key(self._types[i])))

    def take_opponents(self) -> None:
        """Take a foreign club that no list has by who plays against it and its state: أمام أورنافاسيس الإيطالي."""
        if not self._evidence.sport:
            return
        for i in self._units.having(_AGAINST):
            first = i + 1
            end = min(i + self._units.reach[i], first + _LONGEST_OPPONENT + 1)
            last = first
            while last < end and self._chains.foreign(last) and not self._types[last].country:
                last += 1
            if not first < last < end or not self._free(first, last):
                continue
            nation = self._types[last]
            if nation.country and nation.folded.startswith("ال") and nation.folded.endswith("ي"):
                self._found.unknown(first, last - 1, 0, article=False)

    def take_among_clubs(self) -> None:
        """Take a club called like its town between others: وهجر، والطائي، وأبها، وضمك."""
        if not self._evidence.sport:
            return
        gazetteer = self._lexicon.gazetteer
        begin = {hit.first: hit for hit in self._found.hits if hit.id in self._of_clubs}
        end = {hit.last for hit in begin.values()}
        for hit in list(begin.values()):
            i = hit.first - 1
            town = self._at.get(i)
            if i - 1 not in end or town is None or town.last != i or town.cut != 1 or not self._free(i, i):
                continue
            if not all(self._types[at].folded.startswith("و") for at in (i, i + 1)):
                continue
            met = [gazetteer.entity(number) for number, _ in gazetteer.names.get(f"{_THE_CLUB} {town.key}", ())]
            if len(met) == 1 and met[0].type == "club":
                self._found.add(i, i, town.cut, town.article, met[0].id, met[0].label)

    def _ends_so(self, hit: OrganizationHit, word: WordType) -> bool:
        """Tell whether an organisation's name ends with a word, particles aside."""
        return self._types[hit.last].key in (word.key, word.bare_key)

    def _is_mall(self, i: int) -> bool:
        """Tell whether a word makes what it goes on with no club: القطيف سيتي مول."""
        return self._units.reach[i] > 1 and self._types[i + 1].folded in _MALLS

    def take_short(self) -> None:
        """Take a club's name alone on a sports page where its noun was met too: الدرعية beside نادي الدرعية."""
        if not self._called:
            return
        for i in self._units.having(self._called.keys()):
            word, before = self._types[i], self._units.before(i)
            if i in self._taken or (before is not None and (before.flags | before.bare_flags) & TRIGGER):
                continue  # في مدينة ميلانو
            for key, cut in ((word.key, 0), (word.bare_key, word.bare_cut)):
                club = self._called.get(key)
                if club is not None:
                    self._found.add(i, i, cut, cut > 0 and word.bare_article, club.id, club.label)
                    break

    def take_beside_groups(self) -> None:
        """Take القاعدة as the group where other groups are met, or it in full, and no base is spoken of."""
        if self._units.having({_BASE}) or not any(hit.id in _BESIDE_GROUP for hit in self._found.hits):
            return
        group = self._lexicon.gazetteer.get(_GROUP)
        for i in self._units.having({_THE_BASE}):
            word = self._types[i]
            following = self._types[i + 1] if self._units.reach[i] > 1 else None
            described = following is not None and following.folded.startswith(ARTICLE) and not following.flags & STOP
            before = self._units.before(i)
            noun = before is not None and before.folded in _THIS
            if i not in self._taken and not described and not noun and group is not None:
                cut = 0 if word.key == _THE_BASE else word.bare_cut
                self._found.add(i, i, cut, cut > 0 and word.bare_article, group.id, group.label)

    def settle(self) -> None:
        """Let a word that no list has be the organisation whose listed name it begins: إنتر after إنتر الإيطالي."""
        listed: dict[str, set[tuple[str, str]]] = {}
        settled = {hit.id: hit.label for hit in self._found.hits if not hit.candidates}
        for at, hit in enumerate(self._found.hits):
            if hit.candidates:  # النادي الأهلي beside النادي الأهلي السعودي
                met = [one for one in hit.candidates if one.id in settled]
                if len(met) == 1:
                    self._found.hits[at] = replace(hit, id=met[0].id, label=met[0].label, candidates=())
        for hit in self._found.hits:
            if hit.last > hit.first and not hit.id.startswith("org:"):
                listed.setdefault(self._types[hit.first].bare_key, set()).add((hit.id, hit.label))
        for at, hit in enumerate(self._found.hits):
            if hit.first == hit.last and hit.id.startswith("org:"):
                owners = listed.get(self._types[hit.first].bare_key, set())
                if len(owners) == 1:
                    org_id, label = next(iter(owners))
                    self._found.hits[at] = replace(hit, id=org_id, label=label)

    def _listed_place(self, first: int, last: int) -> bool:
        """Tell whether a list has a name of several words as a place's alone: الاتحاد السوفياتي."""
        known = self._at.get(first)
        return known is not None and known.last == last and bool(known.strong("place"))

    def _two_nouns(self, first: int, last: int) -> bool:
        """Tell whether a head and a noun behind it both have the article, so that they are two: حرم الاتحاد المدينة."""
        head, noun = self._types[first], self._types[last]
        definite = head.folded.startswith(ARTICLE) and noun.folded.startswith(ARTICLE)
        return last == first + 1 and definite and bool(head.flags & HEAD) and bool(noun.flags & TRIGGER)

    def take_tagged(self) -> None:
        """Take what the tagger is sure of."""
        for span in self._evidence.spans:
            if span.kind != "organization" or not self._free(span.first, span.last):
                continue
            words = self._types[span.first : span.last + 1]
            if any(word.flags & (STOP | DAY) for word in words) or all(word.country for word in words):
                continue
            if self._chains.anybodys(span.first, span.last):
                continue
            if span.first == span.last:
                word = words[0]
                known = self._at.get(span.first)
                place = known is not None and bool(known.strong("place"))
                bare_noun = bool(word.flags & (HEAD | PROPER_HEAD | TRIGGER | GENERIC))
                if span.confidence < _SURE_OF_UNKNOWN_WORD or place or bare_noun or word.count > 4 * UNCOMMON:
                    continue
            else:
                sure = SURE["organization"] if self._two_nouns(span.first, span.last) else SURE_OF_NAME
                if span.confidence < sure or self._listed_place(span.first, span.last):
                    continue
            cut = words[0].bare_cut
            self._found.unknown(span.first, span.last, cut, words[0].bare_article)
