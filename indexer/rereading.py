"""Reading again the articles that a change to the entities concerns, and no others.

Most changes hold at once for what is indexed. But a name that was added, removed or split off must be looked for in
texts: the articles with the name in them are extracted anew, and those that turn out otherwise are indexed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from indexer.pipeline import raw
from indexer.sources import RawArticle
from indexer.workers import analyse_all
from search.article import Article
from search.document import encode_article
from search.engine import EngineSearch, SearchEngine
from search.entities import Corrections, Gazetteer
from search.entities.changes import Change
from search.entities.corrections import name_in_id, unknown_kind
from search.query.clauses import Clause, Combined
from search.query.plan import plan
from search.query.syntax import Phrase

_PAGE: Final = 1000
COMMIT_EVERY: Final = 10_000


@dataclass(slots=True)
class Reread:
    """What reading again did, in articles; ``failed`` could not be read and stay as they were."""

    read: int = 0
    changed: int = 0
    failed: int = 0


def names_to_find(changes: Iterable[Change], corrections: Corrections) -> tuple[str, ...]:
    """The names that texts must be searched for after these changes; empty where they hold at once.

    ``corrections`` hold the changes, and those that they undo.
    """
    every = {change.id: change for change in corrections.changes}
    names: dict[str, None] = {}
    for change in changes:
        names |= dict.fromkeys(_names(change, every, corrections))
    return tuple(names)


def _names(change: Change, every: dict[str, Change], corrections: Corrections) -> list[str]:
    match change.do:
        case "undo":
            undone = every[change.change]
            # what was indexed meanwhile has what was merged under the other id, and nothing of what was blocked
            known = _known_names(undone.entity, corrections) if undone.do in ("merge", "block", "unblock") else []
            return [*known, *_names(undone, every, corrections)]
        case "unblock" if change.entity:
            return _known_names(change.entity, corrections)
        case "merge" | "block" if not change.name:
            return list(change.names)
    return [name for name in (change.label, change.name, *change.names) if name]


def _known_names(entity_id: str, corrections: Corrections) -> list[str]:
    names: dict[str, None] = {}
    for gazetteer in (Gazetteer.load(), Gazetteer.load(corrections)):
        entity = gazetteer.get(entity_id)
        if entity is not None:
            names |= dict.fromkeys((entity.label, *entity.names, *entity.short))
    if not names and unknown_kind(entity_id):
        names[name_in_id(entity_id)] = None
    return list(names)


def _having(names: Iterable[str]) -> Clause:
    """The articles with one of these names in their text, particles attached or not, in any form of its words."""
    found: list[Clause] = []
    for name in names:
        phrase = Phrase(name, 0, len(name))
        found += [plan(phrase, "all", "spelling").clause, plan(phrase, "all", "family").clause]
    return Combined(should=tuple(found), at_least=1)


def articles_to_read(engine: SearchEngine, names: tuple[str, ...]) -> list[str]:
    """The ids of the articles that have one of these names in their text."""
    if not names:
        return []
    ids: list[str] = []
    after: str | None = None
    while True:
        page = engine.search(EngineSearch(_having(names), {}, "newest", _PAGE, after, ids_only=True))
        ids += [hit.id for hit in page.hits]
        if page.next is None:
            return ids
        after = page.next


def reread(engine: SearchEngine, ids: Iterable[str], corrections: Corrections, workers: int) -> Reread:
    """Extract these articles anew and index again those that have other mentions now.

    Raises:
        IndexBusy: another process is writing to the index.

    """
    report = Reread()
    before: dict[str, Article] = {}

    def records() -> Iterator[RawArticle]:
        for article_id in ids:
            stored = engine.article(article_id)
            if stored is not None:
                before[article_id] = stored
                yield raw(stored)

    with engine.update() as writer:
        # a process of its own for each worker pays only where there is much to read
        source = records()
        first = list(islice(source, _PAGE))
        many = len(first) == _PAGE
        for record, analysed in analyse_all(_chain(first, source), workers if many else 1, corrections):
            report.read += 1
            stored = before.pop(record.id)
            if isinstance(analysed, str):
                report.failed += 1
            elif analysed.article != encode_article(stored):
                writer.add(analysed)
                report.changed += 1
                if report.changed % COMMIT_EVERY == 0:
                    writer.commit()
        writer.commit()
    return report


def _chain(first: Iterable[RawArticle], rest: Iterable[RawArticle]) -> Iterator[RawArticle]:
    yield from first
    yield from rest
