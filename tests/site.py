"""A small site for tests: the articles of `tests.corpus` in a real index, and some that try to break a page."""

from __future__ import annotations

import datetime as dt
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI

from search.article import ActorMention, Article, DateMention, PlaceMention
from search.engines import open_engine
from search.settings import Settings
from tests.corpus import TEN, article, document, place
from web.app import create_app
from web.protocol import Protocol

EVIL = "<script>alert(1)</script>"

_BODY = 'زار وزير الثقافة جامعة الموصل يوم الاثنين،\n\nوقال سعاد الطحان إن <b>الجسر</b> & "الطريق" في الموصل.'


def _mention_at(text: str, nth: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(nth + 1):
        start = _BODY.index(text, start + 1)
    return start, start + len(text)


HOSTILE = article(
    'evil/<script>alert("id")</script>?#&',
    _BODY,
    f"{EVIL} مقال & عنوان",
    url="javascript:alert(1)",
    source=f'مصدر "{EVIL}"',
    section=EVIL,
    author=EVIL,
    published=dt.datetime(2018, 6, 1, 12, 0, tzinfo=dt.UTC),
    places=(
        PlaceMention("body", *_mention_at("الموصل"), "الموصل", "mosul.iq", EVIL),
        PlaceMention("body", *_mention_at("الموصل", 1), "الموصل", "mosul.iq", EVIL),
    ),
    actors=(
        ActorMention(
            "body", *_mention_at("جامعة الموصل"), "جامعة الموصل", "university-of-mosul", "جامعة الموصل", "organization"
        ),
        ActorMention("body", *_mention_at("سعاد الطحان"), "سعاد الطحان", f"person:{EVIL}", "سعاد الطحان", "person"),
    ),
    dates=(
        DateMention(
            "body", *_mention_at("يوم الاثنين"), "يوم الاثنين", dt.date(2018, 6, 4), dt.date(2018, 6, 4), "day"
        ),
    ),
)

ODD_IDS = (
    "..",
    ".",
    " فراغ ",
    "a/b//c",
    "a%2Fb",
    "line\nend\n",
    "?x=1#y",
    "é\u0301\U0001f4f0",
    "\u202eabc",
    "null\0id",
)

ARTICLES: tuple[Article, ...] = (
    *TEN,
    HOSTILE,
    *(
        article(
            identity, f"نص المقال رقم {number}", "معرف غريب", published=dt.date(2018, 7, 1 + number), source="غرائب"
        )
        for number, identity in enumerate(ODD_IDS)
    ),
    article(
        "untitled-1",
        "متن بلا عنوان يكفي ليُعرف به المقال في القوائم",
        published=dt.date(2018, 8, 1),
        places=tuple(place(f"القرية {letter}", f"village-{number}.iq") for number, letter in enumerate("ابتثجحخدذرز")),
    ),
)


def build_index(directory: Path, articles: Sequence[Article] = ARTICLES) -> str:
    """Index articles in a directory; returns its name."""
    engine = open_engine(str(directory))
    with engine.update() as writer:
        for one in articles:
            writer.add(document(one))
        writer.commit()
    engine.close()
    return str(directory)


def site(index: str, **settings: object) -> FastAPI:
    """The application over an index."""
    return create_app(Settings(index=index, **settings))  # type: ignore[arg-type] # values of any setting


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of the application on a free port of this machine, as long as the block lasts."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(app, http=Protocol, log_level="warning", server_header=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + 60
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            assert time.monotonic() < deadline, "the server did not start in a minute"
            time.sleep(0.05)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(30)
