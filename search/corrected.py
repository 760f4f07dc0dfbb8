"""An index seen through the corrections people made, without indexing anything anew.

The index holds entities as they were when each article was read. Here a clause that asks for an entity becomes one that
asks for everything that is that entity now, and an article's mentions become what they are now. Nothing is changed
where no correction touches it: with none, every method returns what it is given.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Final, TypeVar

from search.article import ActorKind, ActorMention, Article, Candidate, PlaceMention
from search.entities import NONE, Corrections, Gazetteer
from search.query.clauses import Clause, Combined, Nothing, OneOf
from search.schema import FACET_FIELDS

_TREE: Final = FACET_FIELDS["place"]

Mention = TypeVar("Mention", PlaceMention, ActorMention)


class Corrected:
    """The gazetteer with the corrections made, and what they mean for an index.

    ``changed`` are the ids of places and actors that do not mean what the index says they mean: merged or blocked ones,
    those they were merged into, new places with a parent, and every place that any of these lies in or lay in.
    """

    def __init__(self, corrections: Corrections = NONE) -> None:
        self.corrections = corrections
        self.gazetteer = Gazetteer.load(corrections)
        self.changed = self._changed() if corrections else frozenset()
        self._groups: dict[tuple[str, str], Clause] = {}

    def _changed(self) -> frozenset[str]:
        corrections = self.corrections
        placed = {new.id for new in corrections.added.values() if new.parent}
        touched = {*corrections.merged, *corrections.merged.values(), *corrections.blocked, *placed}
        before = Gazetteer.load()
        around = {above for one in touched for above in (*before.containing(one), *self.gazetteer.containing(one))}
        return frozenset(touched | around)

    # ---- what is asked

    def clause(self, clause: Clause) -> Clause:
        """The clause that finds in the index what this one asks for."""
        if not self.corrections:
            return clause
        match clause:
            case OneOf(field=field, values=values) if field == _TREE:
                return self._places(values)
            case OneOf(field="place" | "actor" as field, values=values):
                ids = tuple(dict.fromkeys(part for value in values for part in self.parts(value)))
                return OneOf(field, ids) if ids else Nothing()
            case Combined(must=must, should=should, must_not=must_not, filters=filters):
                parts = [tuple(self.clause(part) for part in some) for some in (must, should, must_not, filters)]
                return replace(clause, must=parts[0], should=parts[1], must_not=parts[2], filters=parts[3])
        return clause

    def group(self, field: str, value: str) -> Clause:
        """The clause that finds what has one value now; made once for each."""
        known = self._groups.get((field, value))
        if known is None:
            known = self._groups[field, value] = self.clause(OneOf(field, (value,)))
        return known

    def parts(self, value: str) -> tuple[str, ...]:
        """The ids in the index that are this entity now; of a merged one those of what it was merged into."""
        return self.corrections.parts(self.corrections.resolved(value))

    def _places(self, values: tuple[str, ...]) -> Clause:
        trees: dict[str, None] = {}
        mentions: dict[str, None] = {}
        for value in values:
            self._collect(self.corrections.resolved(value), trees, mentions, set())
        found = [OneOf(field, tuple(ids)) for field, ids in ((_TREE, trees), ("place", mentions)) if ids]
        if not found:
            return Nothing()
        return found[0] if len(found) == 1 else Combined(should=tuple(found), at_least=1)

    def _collect(self, place: str, trees: dict[str, None], mentions: dict[str, None], seen: set[str]) -> None:
        """What makes up a place: whole trees of the index where nothing in them is changed, else single mentions."""
        if place in seen:
            return
        seen.add(place)
        if place not in self.changed:
            trees[place] = None
            return
        mentions |= dict.fromkeys(self.corrections.parts(place))
        for inner in self.gazetteer.inside(place):
            self._collect(inner, trees, mentions, seen)

    # ---- what is shown

    def shown(self, value: str) -> str | None:
        """The id under which an id of the index is shown; None where it is blocked."""
        return self.corrections.shown(value) if self.corrections else value

    def article(self, article: Article) -> Article:
        """The article with every mention as it is now."""
        if not self.corrections:
            return article
        places = map(self._place, article.places)
        actors = map(self._actor, article.actors)
        return replace(
            article,
            places=tuple(place for place in places if place is not None),
            actors=tuple(actor for actor in actors if actor is not None),
        )

    def _place(self, mention: PlaceMention) -> PlaceMention | None:
        shown = self._mention(mention.id, mention.name)
        if shown is None:
            return None
        mention = self._with_candidates(mention, shown)
        known = self.gazetteer.get(shown)
        if known is None:
            return mention if shown == mention.id else replace(mention, id=shown)
        if shown == mention.id:
            return mention if known.label == mention.label else replace(mention, label=known.label)
        return replace(mention, id=shown, label=known.label, lat=known.lat, lon=known.lon)

    def _actor(self, mention: ActorMention) -> ActorMention | None:
        shown = self._mention(mention.id, mention.name)
        if shown is None:
            return None
        mention = self._with_candidates(mention, shown)
        known = self.gazetteer.get(shown)
        if known is None:
            return mention if shown == mention.id else replace(mention, id=shown)
        kind: ActorKind = "person" if known.kind == "person" else "organization"
        if (shown, known.label, kind) == (mention.id, mention.label, mention.kind):
            return mention
        return replace(mention, id=shown, label=known.label, kind=kind)

    def _with_candidates(self, mention: Mention, shown: str) -> Mention:
        candidates = self._candidates(mention, shown)
        return mention if candidates == mention.candidates else replace(mention, candidates=candidates)

    def _candidates(self, mention: PlaceMention | ActorMention, shown: str) -> tuple[Candidate, ...]:
        """What a mention in doubt may be now, what is shown first; none where people have settled it.

        They have where they gave the name to another entity, and where merges and blocks leave one.
        """
        if not mention.candidates or shown != self.corrections.resolved(mention.id):
            return ()
        labels = {mention.id: mention.label} | {one.id: one.label for one in mention.candidates}
        ids = dict.fromkeys([shown, *(self._mention(one.id, mention.name) for one in mention.candidates)])
        found = []
        for one in ids:
            if one is not None:
                known = self.gazetteer.get(one)
                found.append(Candidate(one, known.label if known is not None else labels.get(one, mention.label)))
        return tuple(found) if len(found) > 1 else ()

    def _mention(self, entity_id: str, name: str) -> str | None:
        return self.corrections.mention(entity_id, name)


@lru_cache(maxsize=2)
def corrected(corrections: Corrections) -> Corrected:
    """The index seen through these corrections; made once for each."""
    return Corrected(corrections)
