"""Names in a query: words that are the name of a known place, person or organisation.

What is understood is searched by every name: an article that mentions the entity by another one is found as well,
behind those with the words as typed. Names in Latin letters (Mosul, ISIS) are understood like Arabic ones. Only what is
hardly anything else counts: names that are also common words or first names do not, nor do names that several entities
share with equal right, and nothing does between quotation marks. After ``place:`` or ``actor:`` it is clear that a name
is meant, and all who carry it count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from search.analysis import default_analyzer
from search.entities import Entity, Gazetteer
from search.entities.corrections import unknown_kind
from search.entities.gazetteer import SHORT, STRONG
from search.entities.latin import is_latin
from search.entities.names import readings, word_key, words_key
from search.query.stop_words import is_stop_word
from search.query.syntax import AllOf, AnyOf, Exclude, Group, Named, Node, Phrase, Scope, Scoped, Spelled, Word
from search.results import Understood

NamedFacet = Literal["place", "actor"]
NAMED_FACETS: Final[tuple[NamedFacet, ...]] = ("place", "actor")

_MOST_WORDS: Final = 8
"""Longest name that is looked for, in words."""
_MOST_REPORTED: Final = 3
"""So many of those who carry a name after ``place:`` or ``actor:`` are reported; all are searched."""
_NAMED_SCOPES: Final = ("any", "place", "actor")
_FAR_LARGER: Final = 10
"""So many times the people of the next place of its name must a place have to be the one that is meant."""


def understand(root: Node | None, gazetteer: Gazetteer) -> tuple[Node | None, tuple[Understood, ...]]:
    """The tree with a `Named` around words that are a name, and what they were understood as, in order of the query."""
    if root is None:
        return None, ()
    reader = _Reader(gazetteer)
    named = reader.node(root)
    return named, tuple(sorted(reader.found, key=lambda one: one.start))


def ids_of(value: str, facet: NamedFacet, gazetteer: Gazetteer) -> tuple[str, ...]:
    """What a value of a facet selects: itself, or where it is a name all who carry it, as after ``place:``."""
    if unknown_kind(value) or gazetteer.get(value) is not None:
        return (value,)
    phrase = Phrase(value, 0, len(value))
    named = _Reader(gazetteer).named(phrase, (phrase,), facet)
    return named.ids if isinstance(named, Named) else (value,)


class _Reader:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.found: list[Understood] = []

    def node(self, node: Node, scope: Scope = "any") -> Node:
        match node:
            case Word() if scope in _NAMED_SCOPES:
                return self.row((node,), scope)[0]
            case Phrase() if scope in ("place", "actor"):
                return self.named(node, (node,), scope)
            case Group(children=children):
                row = self.row(children, scope)
                return row[0] if len(row) == 1 else Group(tuple(row))
            case AllOf(children=children) | AnyOf(children=children):
                return replace(node, children=tuple(self.node(child, scope) for child in children))
            case Exclude(child=child):
                return Exclude(self.node(child, scope))
            case Scoped(scope=inner, child=child):
                return Scoped(inner, self.node(child, inner))
        return node

    def row(self, children: Sequence[Node], scope: Scope) -> list[Node]:
        """Parts side by side: the longest names first, from left to right."""
        out: list[Node] = []
        at = 0
        while at < len(children):
            run = 0
            while run < _MOST_WORDS and at + run < len(children) and _is_plain(children[at + run]):
                run += 1
            for length in range(run if scope in _NAMED_SCOPES else 0, 0, -1):
                words = [child for child in children[at : at + length] if isinstance(child, Word)]
                child: Node = words[0] if length == 1 else Group(tuple(words))
                named = self.named(child, words, scope)
                if named is not child:
                    out.append(named)
                    at += length
                    break
            else:
                plain = isinstance(children[at], Word)
                out.append(children[at] if plain else self.node(children[at], scope))
                at += 1
        return out

    def named(self, child: Node, typed: Sequence[Word | Phrase], scope: Scope) -> Node:
        """The child in a `Named` if the typed words are a name, else as it is or beside what it may be in Arabic."""
        if scope == "any":
            entity = self.entity([one for one in typed if isinstance(one, Word)])
            entities = [entity] if entity else []
        else:
            carriers = self.gazetteer.lookup(_text(typed))
            entities = [entity for entity in carriers if entity.is_place == (scope == "place")]
        if not entities:
            return self.in_arabic(child, typed) if scope == "any" else child
        for entity in entities[:_MOST_REPORTED]:
            kind: Literal["place", "person", "organization"] = "place"
            if not entity.is_place:
                kind = "person" if entity.kind == "person" else "organization"
            self.found.append(Understood(entity.id, entity.label, kind, typed[0].start, typed[-1].end))
        facet: NamedFacet = "place" if entities[0].is_place else "actor"
        if scope == "any" and is_latin(_text(typed)):
            child = Spelled(child, _written(_arabic_name(entities[0]), typed))
        return Named(child, facet, tuple(entity.id for entity in entities))

    def in_arabic(self, child: Node, typed: Sequence[Word | Phrase]) -> Node:
        """The child beside the Arabic names of all who may be meant, if it is a name in Latin letters: Clinton."""
        text = _text(typed)
        if not is_latin(text) or (len(typed) == 1 and is_stop_word(text)):
            return child
        latin = self.gazetteer.latin()
        names = [self.gazetteer.entity(number).label for number in latin.carriers(text)]
        names = names or [self.gazetteer.entity(number).label.split()[-1] for number in latin.bearers(text)]
        others = [_written(name, typed) for name in list(dict.fromkeys(names))[:_MOST_REPORTED]]
        if not others:
            return child
        return Spelled(child, others[0] if len(others) == 1 else AnyOf(tuple(others)))

    def entity(self, words: list[Word]) -> Entity | None:
        """The entity that these words name, with or without particles on the first."""
        typed = _text(words)
        abbreviated = typed.isupper()  # WHO, not who
        if len(words) == 1 and is_stop_word(typed) and not abbreviated:
            return None
        if is_latin(typed) and (numbers := self.gazetteer.latin().carriers(typed)):
            return self.meant([(number, STRONG) for number in numbers])
        terms = [default_analyzer().terms(word.text) for word in words]
        first, rest = terms[0], [term.norm[0] for term in terms[1:]]
        for reading in readings(first.norm[0]):
            start = reading.key if reading.cut else first.norm[0]
            if reading.cut and default_analyzer().word_terms(start)[2] != first.family[0]:
                continue  # لسان is not ل and سان: its family says so
            entity = self.carrier(words_key([start, *rest]))
            if entity is not None:
                return entity
        return None

    def carrier(self, key: str) -> Entity | None:
        """The one entity that is meant by a name."""
        return self.meant(self.gazetteer.names.get(key, ())) or self.institution(key.split())

    def meant(self, numbers: Sequence[tuple[int, int]]) -> Entity | None:
        """The one of the gazetteer's rows, each with the strength of its name, that is meant."""
        carriers = [
            (self.gazetteer.entity(number), number < self.gazetteer.handmade, strength in (STRONG, SHORT))
            for number, strength in numbers
        ]
        found = [(entity, handmade) for entity, handmade, sure in carriers if sure]
        if not found:
            return None
        countries = [entity for entity, _, _ in carriers if entity.kind == "country"]
        if countries:  # a country that weakly has the name, as Oman has that of Amman, leaves it open
            sure = [entity for entity, _ in found if entity.kind == "country"]
            return countries[0] if countries == sure and len(countries) == 1 else None
        if len(found) == 1:
            return found[0][0]
        known = [entity for entity, handmade in found if handmade]
        if len(known) == 1:
            return known[0]
        largest = sorted((entity for entity, _ in found), key=lambda entity: entity.population, reverse=True)
        places = all(entity.is_place for entity in largest)
        far_larger = largest[0].population >= _FAR_LARGER * max(largest[1].population, 1)
        return largest[0] if places and far_larger else None

    def institution(self, keys: list[str]) -> Entity | None:
        """An institution that every state has: الجيش العراقي."""
        patterns = self.gazetteer.patterns
        if len(keys) == 1 or keys[0] not in patterns.heads:
            return None
        met = patterns.match([word_key(key) for key in keys], 0, len(keys))
        return self.gazetteer.get(f"{met[1]}.{met[2].slug}") if met is not None and met[0] == len(keys) else None


def _text(typed: Sequence[Word | Phrase]) -> str:
    return " ".join(one.text for one in typed)


def _arabic_name(entity: Entity) -> str:
    """What Arabic articles call the entity, by which those are ranked that are found for its name in Latin letters."""
    surname = entity.label.split()[-1]
    return surname if surname in entity.short else entity.label


def _written(name: str, typed: Sequence[Word | Phrase]) -> Word | Phrase:
    """A name as if it stood in the query where ``typed`` stands."""
    made = Word if len(default_analyzer().terms(name).norm) == 1 else Phrase
    return made(name, typed[0].start, typed[-1].end)


def _is_plain(node: Node) -> bool:
    return isinstance(node, Word) and (is_latin(node.text) or len(default_analyzer().terms(node.text).norm) == 1)
