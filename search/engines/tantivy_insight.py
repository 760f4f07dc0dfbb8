"""What the embedded engine tells about its index: terms and scores (`search.insight`)."""

from __future__ import annotations

import json
from typing import Any

from search.engines.tantivy_clauses import to_query
from search.engines.tantivy_pages import address_of
from search.engines.tantivy_snapshots import Snapshot
from search.insight import ScorePart
from search.query.clauses import Clause


def terms_of(
    snapshot: Snapshot, field: str, prefix: str, within: Clause | None, limit: int | None
) -> tuple[tuple[str, int], ...]:
    """The terms of a field that begin so, most frequent first, equal ones in order."""
    query = None if within is None else to_query(snapshot.schema, within)
    found = snapshot.searcher.terms_with_prefix(field, prefix, query, None)
    return tuple(sorted(found, key=lambda term: (-term[1], term[0]))[:limit])


def explain_score(snapshot: Snapshot, clause: Clause, article_id: str) -> ScorePart | None:
    """How the score of an article came about."""
    address = address_of(snapshot, article_id)
    if address is None:
        return None
    query = to_query(snapshot.schema, clause)
    try:
        explanation = query.explain(snapshot.searcher, address)
    except ValueError:  # the library's way to say that the query does not match this article
        return None
    return _part(json.loads(explanation.to_json()))


def _part(found: dict[str, Any]) -> ScorePart:
    context = " ".join(found.get("context") or ())
    description = f"{found['description']} {context}".strip()
    return ScorePart(float(found["value"]), description, tuple(_part(part) for part in found.get("details") or ()))
