"""HTML in a source's text becomes what a reader of the page sees; what only looks like it stays."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources import RawArticle, find_files, read_file
from indexer.sources.markup import seen_line, seen_text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<p>فقرة أولى</p><p>ثانية</p>", "فقرة أولى\nثانية"),
        ("<p>سطر\nلم ينته</p>\n\n<p>آخر</p>", "سطر لم ينته\nآخر"),
        ("أول<br>ثان<BR/>ثالث<br />رابع", "أول\nثان\nثالث\nرابع"),
        ("فقرة\n\nثانية <b>قوية</b>\nثالثة", "فقرة\nثانية قوية\nثالثة"),
        ("ال<b>موصل</b>", "الموصل"),
        ("<ul><li>أ</li><li>ب</li></ul>", "أ\nب"),
        ("<table><tr><td>أ</td><td>ب</td></tr><tr><th>ج</th></tr></table>", "أ ب\nج"),
        ("<P CLASS=MsoNormal dir=rtl>نص<o:p></o:p></P>", "نص"),
        ('<a href="http://x.y/?a=1&amp;b=2" target=_blank>رابط</a>', "رابط"),
        ('<img src="a.jpg" alt="3 > 2"/>نص', "نص"),
        ('قبل<script>if (a < b) { x("<p>"); }</script> بعد<style>p { color: red }</style>', "قبل بعد"),
        ("<script async src=x></script>نص", "نص"),
        ("متن<script>لا نهاية له", "متن"),
        ("<html><head><title>عنوان</title></head><body>متن</body></html>", "متن"),
        ('<iframe src="x"/>بعده', "بعده"),
        ("<!-- تعليق <p> -->نص<!DOCTYPE html>", "نص"),
        ("<![CDATA[<p>نص</p>]]>", "نص"),
        ('<p>نص مقطوع <a href="http://x', "نص مقطوع"),
        ("&lt;p&gt;نص &amp;quot;مقتبس&amp;quot;&lt;/p&gt;", 'نص "مقتبس"'),
        ("<p>الوسم &lt;br&gt; في HTML</p>", "الوسم <br> في HTML"),
        ("قال:&nbsp;&quot;نعم&quot; &#8220;لا&#8221; &#x645;&#146;", 'قال: "نعم" “لا” م’'),
        ("R&amp;D", "R&D"),
        ("<p></p>", ""),
    ],
)
def test_what_a_reader_sees(text: str, seen: str) -> None:
    assert seen_text(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "3 < 5 و 7 > 2",
        "x<y و y>z",
        "a <b and c> d",
        "«<» و <الموصل> و <<",
        "راسلنا على <a@b.c> أو <info@example.org>",
        "<http://example.org/x> <mailto:a@b.c>",
        "AT&T و S&P و a&b; و &unknown; و &copy",
        "&#xD800; &#0; &#99999999; &#1;",
        "i <3 u",
        "<!-- لا نهاية له",
        "نص بآخره <a href",
        "سطر\r\n\r\n  وآخر  \t",
        "",
    ],
)
def test_what_only_looks_like_html_stays_letter_by_letter(text: str) -> None:
    assert seen_text(text) == text
    assert seen_line(text) == text


@given(st.text(st.sampled_from("اب ج<>&;/!-=\"'pbr3@.\n#x"), max_size=60))
def test_any_text_can_be_read_and_nothing_is_made_up(text: str) -> None:
    seen = seen_text(text)
    if "<" not in text and "&" not in text:
        assert seen == text
    assert set(seen) <= set(text) | set(" \n\t3") or "&" in text


def test_a_line_stays_one() -> None:
    assert seen_line("<h1>عنوان<br>ثان</h1>") == "عنوان ثان"
    assert seen_line("عنوان  كما هو") == "عنوان  كما هو"


@pytest.mark.parametrize(
    "piece", ["<", "<!--", "<![CDATA[", '<a href="', "<a b='", "<p ", "&", "&#1", "<script>", "<!doctype", "<p>\n"]
)
def test_the_work_grows_with_the_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        seen_text(text)
        return time.process_time() - began

    assert min(seconds(400_000) for _ in range(2)) < 30 * max(min(seconds(40_000) for _ in range(3)), 0.005)


def test_records_are_read_without_html_before_ids_are_made(tmp_path: Path) -> None:
    records = [
        {
            "title": "<b>عنوان</b> &quot;مهم&quot;",
            "body": "<p>أولى</p><p>ثانية</p>",
            "source": "الحياة &amp; غيرها",
            "author": ["<i>كاتب</i>", "آخر"],
            "url": "http://example.org/?a=1&amp;b=2",
        },
        {"title": "نص", "body": "أولى"},
        {"title": "<i>نص</i>", "body": "<div>أولى</div>"},
        {"body": "<p>&nbsp;</p>"},
    ]
    path = tmp_path / "feed.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    first, plain, marked, empty = read_file(find_files([path])[0])
    assert isinstance(first, RawArticle)
    assert (first.title, first.body) == ('عنوان "مهم"', "أولى\nثانية")
    assert (first.source, first.author) == ("الحياة & غيرها", "كاتب، آخر")
    assert first.url == "http://example.org/?a=1&amp;b=2"
    assert plain == marked
    assert not isinstance(empty, RawArticle)
    assert "neither a title nor a body" in empty.reason
