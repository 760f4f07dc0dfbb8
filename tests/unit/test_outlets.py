"""Where a source is at home: by host, by name, by an Arab state's domain."""

from __future__ import annotations

import pytest

from indexer import pipeline
from indexer.outlets import home_country
from indexer.sources import RawArticle


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("", "http://www.alriyadh.com/1070421", "sa"),
        ("", "https://sub.domain.okaz.com.sa/new/1", "sa"),
        ("Jawhara FM", "", "tn"),
        ("الشرق الأوسط", "", "sa"),
        ("صحيفة لا يعرفها أحد", "https://news.example.iq/1", "iq"),
        ("صحيفة لا يعرفها أحد", "https://example.com/1", ""),
        ("", "aps.dz/ar/1", "dz"),
        ("", "http://[broken", ""),
        ("", "", ""),
        ("بي بي سي", "https://www.bbc.com/arabic/1", ""),
    ],
)
def test_a_source_is_at_home_where_its_publishers_are(source: str, url: str, country: str):
    assert home_country(source, url) == country


@pytest.fixture
def home_set(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FIHRIS_HOME", "iq")
    pipeline._home_of_unknown.cache_clear()
    yield
    pipeline._home_of_unknown.cache_clear()


BARE = RawArticle(id="1", title="", body="أعلنت وزارة الداخلية أن التحقيق مستمر.")


def test_a_ministry_without_its_state_is_the_source_s():
    known = RawArticle(id="1", title="", body=BARE.body, source="alriyadh")
    assert [actor.id for actor in pipeline.article(known).actors] == ["sa.interior-ministry"]
    assert [actor.id for actor in pipeline.article(BARE).actors] == ["org:وزاره_الداخليه"]


@pytest.mark.usefixtures("home_set")
def test_the_home_of_unknown_sources_can_be_set_and_changes_what_is_stored():
    assert [actor.id for actor in pipeline.article(BARE).actors] == ["iq.interior-ministry"]
    known = RawArticle(id="1", title="", body=BARE.body, source="alriyadh")
    assert pipeline.digest(BARE) != pipeline.digest(known)
    assert [actor.id for actor in pipeline.article(known).actors] == ["sa.interior-ministry"]
