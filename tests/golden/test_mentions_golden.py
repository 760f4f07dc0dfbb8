"""Sentences of our own with the places and actors that a careful reader finds in them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from indexer.extract import extract

CASES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("mentions_cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_the_places_and_actors_of_a_sentence(case: dict[str, Any]):
    found = extract("", case["text"], dt.date.fromisoformat(case["published"]), case["home"])
    assert sorted({place.id for place in found.places}) == case["places"]
    assert sorted({actor.id for actor in found.actors}) == case["actors"]
