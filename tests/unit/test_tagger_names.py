"""Lists of names from packages, and the choice of sentences that show many spellings, for the tagger's training."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from indexer.extract.tagger.features import columns
from indexer.tools.tagger_corpora import package_file
from indexer.tools.tagger_lists import LISTS, with_names
from indexer.tools.tagger_names import PACKAGE_LISTS, wikidata_names
from indexer.tools.tagger_silver import covering

if TYPE_CHECKING:
    from pathlib import Path


def test_names_are_on_the_lists_of_their_role_by_how_many_bear_them(tmp_path: Path):
    rows = [
        ("حنظله", "given", 2),
        ("حنظلة", "given", 1),  # one spelling, folded
        ("عبد الله", "given", 90),  # two words: no list holds it
        ("قشوع", "surname", 12),
        ("شلباب", "unknown", 1),
    ]
    with closing(sqlite3.connect(tmp_path / "names.sqlite3")) as base:
        base.execute("CREATE TABLE units (arabic_key TEXT, role TEXT, count INTEGER)")
        base.executemany("INSERT INTO units VALUES (?, ?, ?)", rows)
        base.commit()
    lists = with_names({"قشوع": 1}, wikidata_names(tmp_path / "names.sqlite3"))

    def names(spelling: str) -> list[str]:
        return [name for at, name in enumerate(LISTS) if lists[spelling] >> at & 1]

    assert set(lists) == {"حنظله", "قشوع", "شلباب"}
    assert names("حنظله") == ["given name of Wikidata, 1 or more", "given name of Wikidata, 3 or more"]
    assert names("قشوع") == [LISTS[0], *(f"family name of Wikidata, {many} or more" for many in (1, 3, 10))]
    assert names("شلباب") == [PACKAGE_LISTS[-2]]


def test_the_last_list_is_read_like_the_first():
    bits = 1 << len(LISTS) - 1 | 1
    assert columns([bits, 2], len(LISTS)).nonzero()[1].tolist() == [0, len(LISTS) - 1, 1]


def test_a_package_that_is_not_installed_is_named():
    with pytest.raises(FileNotFoundError, match="no-such-package"):
        package_file("no_such_package", "words.json")


def test_sentences_are_chosen_that_show_spellings_not_shown_yet():
    vocabulary = {"في": 0, "قال": 1, "فابيوس": 2, "بغداد": 3}
    sentences = [["قال", "قال"], ["قال", "فابيوس"], ["فابيوس", "قال"], ["في", "بغداد"], ["في", "في", "قال", "غيرها"]]
    assert covering(sentences, vocabulary, {"فابيوس", "بغداد"}, 3) == [1, 3, 2]
    assert sorted(covering(sentences, vocabulary, set(), 9)) == [0, 1, 2, 3, 4]
