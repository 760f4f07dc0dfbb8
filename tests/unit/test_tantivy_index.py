"""Stored articles of the embedded engine: packed, and read back or named as damaged."""

from __future__ import annotations

import pytest

from search.document import decode_article, encode_article
from search.engines.tantivy_index import packed, unpacked
from search.errors import IndexDamaged
from tests.corpus import TEN, random_articles


def test_packed_articles_come_back_and_are_shorter() -> None:
    articles = [*TEN, *random_articles(50, seed=9)]
    for one in articles:
        assert decode_article(unpacked(packed(encode_article(one)))) == one
    assert (
        sum(len(packed(encode_article(one))) for one in articles)
        < sum(len(encode_article(one)) for one in articles) / 2
    )


def test_articles_stored_before_packing_are_read() -> None:
    assert decode_article(unpacked(encode_article(TEN[0]))) == TEN[0]


@pytest.mark.parametrize("keep", [0, 1, 40])
def test_damaged_articles_are_named(keep: int) -> None:
    whole = packed(encode_article(TEN[0]))
    with pytest.raises(IndexDamaged, match="reindex"):
        unpacked(whole[:keep])
    with pytest.raises(IndexDamaged, match="reindex"):
        unpacked(whole[:keep] + b"\xff\0\xff" + whole[keep + 3 :])
