"""Reading article files: every format, every way a record can be bad."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources import RawArticle, Rejection, find_files, raw_article, read_file
from indexer.sources.encoding import text_encoding
from indexer.sources.record import RecordError
from indexer.sources.times import TimeError, parse_time
from search.errors import InputError


def read(path: Path, published: dt.date | None = None, encoding: str | None = None) -> list[RawArticle | Rejection]:
    return [record for file in find_files([path], encoding) for record in read_file(file, published)]


def write(path: Path, content: str | bytes) -> Path:
    content = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


GOOD = {
    "id": "a1",
    "title": "عنوان",
    "body": "متن، فيه فاصلة\nوسطر ثان",
    "published": "2016-10-24",
    "url": "https://example.org/1",
    "source": "وكالة",
    "section": "سياسة",
    "author": "كاتب",
}
EXPECTED = RawArticle(**{**GOOD, "published": dt.date(2016, 10, 24)})  # type: ignore[arg-type]
CSV = (
    "id,title,body,published,url,source,section,author\n"
    'a1,عنوان,"متن، فيه فاصلة\nوسطر ثان",2016-10-24,https://example.org/1,وكالة,سياسة,كاتب\n'
)


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", json.dumps(GOOD)),
        ("list.json", json.dumps([GOOD])),
        ("wrapped.json", json.dumps({"articles": [GOOD]})),
        ("lines.jsonl", json.dumps(GOOD) + "\n\n"),
        ("bom.jsonl", "\ufeff" + json.dumps(GOOD)),
        ("table.csv", CSV),
        ("bom.csv", "\ufeff" + CSV),
        ("semicolons.csv", CSV.replace(",", ";")),
        ("tabs.csv", CSV.replace(",", "\t")),
        ("bars.csv", CSV.replace(",", "|")),
        ("lines.json", json.dumps(GOOD) + "\n"),
    ],
)
def test_every_format_gives_the_same_article(tmp_path: Path, name: str, content: str, ending: str) -> None:
    assert read(write(tmp_path / (name + ending), content)) == [EXPECTED]


def test_text_files(tmp_path: Path) -> None:
    path = write(tmp_path / "2016-10-24-mosul.txt", "\ufeff\n  عنوان  \n\nالفقرة الأولى\n\nالثانية\n")
    (article,) = read(path)
    assert isinstance(article, RawArticle)
    assert (article.title, article.body) == ("عنوان", "\nالفقرة الأولى\n\nالثانية".strip("\n"))
    assert article.published == dt.date(2016, 10, 24)
    (dated,) = read(path, dt.date(2020, 1, 1))
    assert isinstance(dated, RawArticle)
    assert dated.published == dt.date(2020, 1, 1)
    assert read(write(tmp_path / "empty.txt", " \n")) == []


def test_a_text_file_of_one_long_line_has_no_title(tmp_path: Path):
    (text,) = read(write(tmp_path / "long.txt", "كلمة " * 3_000 + "\nسطر\n"))
    assert isinstance(text, RawArticle)
    assert (text.title, text.body) == ("", "كلمة " * 3_000 + "\nسطر")


def test_other_names_of_fields() -> None:
    assert raw_article({"text": "متن", "date": "2016-10-24"}).body == "متن"
    assert raw_article({"text": "متن", "date": "2016-10-24"}).published == dt.date(2016, 10, 24)
    assert raw_article({"id": 7, "title": "ع"}).id == "7"


def test_arabic_names_of_columns(tmp_path: Path) -> None:
    table = "المعرف,العنوان,النص,التاريخ,المصدر,القسم,الكاتب,الرابط\na1,عنوان,متن,24/10/2016,وكالة,سياسة,كاتب,u\n"
    assert read(write(tmp_path / "x.csv", table)) == [
        RawArticle("a1", "عنوان", "متن", "u", "وكالة", "سياسة", "كاتب", dt.date(2016, 10, 24))
    ]


def test_several_authors() -> None:
    assert raw_article({"title": "ع", "author": ["سلمى ", "", "خالد"]}).author == "سلمى، خالد"
    with pytest.raises(RecordError, match="author must be text in quotation marks, not a list"):
        raw_article({"title": "ع", "author": ["سلمى", 5]})


@pytest.mark.parametrize("ending", ["", ".gz"])
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp1256", "windows-1256"),
        ("iso-8859-6", "iso-8859-6"),
        ("utf-16", None),
        ("utf-16-le", None),
        ("utf-16-be", None),
        ("utf-32", None),
    ],
)
def test_other_encodings(tmp_path: Path, encoding: str, named: str | None, ending: str) -> None:
    encoding_read = text_encoding(named) if named else None
    many = "id,title\n" + "".join(f"{number},عنوان قديم {number}\n" for number in range(20_000))
    found = read(write(tmp_path / f"x.csv{ending}", many.encode(encoding)), encoding=encoding_read)
    assert found[-1] == RawArticle("19999", "عنوان قديم 19999", "")
    assert len(found) == 20_000
    (text,) = read(write(tmp_path / f"x.txt{ending}", "عنوان\nمتن".encode(encoding)), encoding=encoding_read)
    assert text == raw_article({"title": "عنوان", "body": "متن"})


@pytest.mark.parametrize("name", ["x.csv", "x.txt", "x.json", "x.jsonl"])
def test_bytes_that_are_no_utf8(tmp_path: Path, name: str) -> None:
    content = {"x.csv": "title\nعنوان قديم\n", "x.txt": "عنوان قديم"}.get(name, '{"title": "عنوان قديم"}')
    (bad,) = read(write(tmp_path / name, content.encode("cp1256")))
    assert isinstance(bad, Rejection)
    assert "--encoding windows-1256" in bad.reason


def test_bytes_that_the_named_encoding_does_not_know(tmp_path: Path) -> None:
    good, bad = (
        read(write(tmp_path / "x.csv", "title\n" + "عنوان\n" * 1), encoding="utf-8"),
        read(write(tmp_path / "y.csv", "title\nعنوان\n"), encoding="ascii"),
    )
    assert isinstance(good[0], RawArticle)
    assert isinstance(bad[-1], Rejection)
    assert "cannot be read further" in bad[-1].reason


@pytest.mark.parametrize("name", ["foo", "zip", "", "base64", "nul\0"])
def test_what_is_no_encoding(name: str) -> None:
    with pytest.raises((LookupError, ValueError)):
        text_encoding(name)


def test_a_missing_id_is_derived_and_stable() -> None:
    by_url = raw_article({"url": "https://example.org/1", "title": "أ"})
    assert by_url.id == raw_article({"url": "https://example.org/1", "title": "ب"}).id
    by_text = raw_article({"title": "أ", "body": "ب"})
    assert by_text.id == raw_article({"title": "أ", "body": "ب", "source": "و"}).id
    assert len({by_url.id, by_text.id, raw_article({"title": "أب"}).id}) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-10-24", dt.date(2016, 10, 24)),
        ("٢٠١٦/١٠/٢٤", dt.date(2016, 10, 24)),
        ("2016/3/4", dt.date(2016, 3, 4)),
        ("2015-07-21 02:51:32", dt.datetime(2015, 7, 21, 2, 51, 32)),  # noqa: DTZ001 - the source gives no zone
        ("2016-10-24T09:00:00Z", dt.datetime(2016, 10, 24, 9, tzinfo=dt.UTC)),
        ("2016-10-24T09:00:00+03:00", dt.datetime(2016, 10, 24, 9, tzinfo=dt.timezone(dt.timedelta(hours=3)))),
        ("Mon, 24 Oct 2016 09:00:00 GMT", dt.datetime(2016, 10, 24, 9, tzinfo=dt.UTC)),
        ("24/10/2016", dt.date(2016, 10, 24)),
        ("٢٤\u200f/١٠\u200f/٢٠١٦", dt.date(2016, 10, 24)),
        ("4.3.2016 - 22:05", dt.datetime(2016, 3, 4, 22, 5)),  # noqa: DTZ001
        ("04-03-2016 10:05 م", dt.datetime(2016, 3, 4, 22, 5)),  # noqa: DTZ001
        ("2016/10/24 12:30 ص", dt.datetime(2016, 10, 24, 0, 30)),  # noqa: DTZ001
        ("24 أكتوبر 2016", dt.date(2016, 10, 24)),
        ("الإثنين، 24 تشرين الأول/أكتوبر 2016", dt.date(2016, 10, 24)),
        ("يوم الاثنين 24 تشرين الأول 2016 الساعة 10:30", dt.datetime(2016, 10, 24, 10, 30)),  # noqa: DTZ001
        ("٢ غشت ٢٠١٥، 7:15 مساء", dt.datetime(2015, 8, 2, 19, 15)),  # noqa: DTZ001
        ("October 24, 2016", dt.date(2016, 10, 24)),
        ("Monday, October 24, 2016", dt.date(2016, 10, 24)),
        ("20161024", dt.date(2016, 10, 24)),
        ("24 أكتوبر 2016م", dt.date(2016, 10, 24)),
        ("الاثنين 24-10-2016", dt.date(2016, 10, 24)),
        ("نشر في: 24/10/2016 م", dt.date(2016, 10, 24)),
        ("23 محرم 1438هـ", dt.date(2016, 10, 24)),
        ("1438/01/23", dt.date(2016, 10, 24)),
        ("الاثنين 23 محرم 1438 هـ الموافق 24 أكتوبر 2016 م", dt.date(2016, 10, 24)),
        ("2016-10-24 10:30:00 AST", dt.date(2016, 10, 24)),
    ],
)
def test_publication_times(text: str, expected: dt.date) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text",
    ["أمس", "2016-13-01", "10/24/2016", "24/10/16", "24-10/2016", "أكتوبر 2016", "31 فبراير 2016", "24/10/2016 25:00",
     "1477267200",
     "24 أكتوبر 2016 و25 أكتوبر 2016", "من 24 إلى 26 أكتوبر 2016", "10/24/2016 م", "2016-10-24T25:00:00 AST",
     "0001-01-01", "9999-01-01", "2016", "x" * 1000, "24 أكتوبر" + " " * 10**6 + "2016"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(TimeError, match="is not"):
        parse_time(text)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "neither a title nor a body"),
        ({"title": " ", "body": "\n"}, "neither a title nor a body"),
        ({"title": 5}, "title must be text in quotation marks, not a number"),
        ({"title": "ع", "body": ["x"]}, "body must be text in quotation marks, not a list"),
        ({"title": "ع", "published": "أمس"}, "published 'أمس' is not a date"),
        ({"title": "ع", "published": 1477267200}, "published must be text in quotation marks, not a number"),
        ({"title": "ع", "id": 1.5}, "id must be text or a whole number, not a number with a fraction"),
        ({"title": "ع", "id": True}, "id must be text or a whole number, not true or false"),
        (None, "a record must be an object with fields, not null"),
        ({"title": "ع", "id": "x" * 513}, "id is longer than 512 bytes"),
        ({"title": "ع", "id": "a\nb"}, "control characters"),
        ({"title": "ع", "source": "ك" * 600}, "source is longer than 1024 bytes"),
        ({"title": "ع" * 10_001}, "title is longer than 10000 characters"),
        ({"title": "ع", "url": "u" * 10_001}, "url is longer than 10000 characters"),
        ({"title": "ع", "author": ["كاتب"] * 5_000}, "author is longer than 10000 characters"),
        ({"title": "ع", "body": "ع" * 10_000_001}, "body is longer than 10000000 characters"),
        ([], "a record must be an object"),
        ("text", "a record must be an object"),
        (None, "a record must be an object"),
    ],
)
def test_bad_records_say_why(tmp_path: Path, record: object, reason: str) -> None:
    path = write(
        tmp_path / "x.jsonl", json.dumps(GOOD) + "\n" + json.dumps(record) + "\n" + json.dumps({**GOOD, "id": "z"})
    )
    first, bad, last = read(path)
    assert isinstance(first, RawArticle)
    assert isinstance(last, RawArticle)
    assert isinstance(bad, Rejection)
    assert reason in bad.reason
    assert (bad.file, bad.line) == (str(path), 2)
    assert json.loads(bad.record) == record


def test_broken_lines_are_kept_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", b'{"title": "\xff"}\n{"title": \n' + json.dumps(GOOD).encode())
    bad_bytes, cut, good = read(path)
    assert isinstance(bad_bytes, Rejection)
    assert "not UTF-8" in bad_bytes.reason
    assert isinstance(cut, Rejection)
    assert "not JSON" in cut.reason
    assert cut.record == '{"title":'
    assert good == EXPECTED


def test_broken_tables(tmp_path: Path) -> None:
    path = write(tmp_path / "x.csv", 'id,title\n1,أ,ب\n2,ب\n"3,ج')
    too_many, good, open_quote = read(path)
    assert isinstance(too_many, Rejection)
    assert too_many.line == 2
    assert "3 cells where the header names 2" in too_many.reason
    assert isinstance(good, RawArticle)
    assert isinstance(open_quote, Rejection)


def test_a_file_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": str(number), "title": f"عنوان {number * 7919}"}) for number in range(5000))
    whole = gzip.compress(lines.encode())
    path = tmp_path / "x.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    *articles, last = read(path)
    assert len(articles) > 100
    assert all(isinstance(article, RawArticle) for article in articles)
    assert isinstance(last, Rejection)
    assert "damaged behind this line" in last.reason
    assert last.line == len(articles), "the last line that was read whole"
    path.write_bytes(b"no gzip at all")
    (only,) = read(path)
    assert isinstance(only, Rejection)


@pytest.mark.parametrize("name", ["x.json", "x.jsonl"])
def test_lone_surrogates_become_replacement_characters(tmp_path: Path, name: str) -> None:
    (article,) = read(write(tmp_path / name, '{"title": "a\\ud800b", "id": "i"}'))
    assert isinstance(article, RawArticle)
    assert article.title == "a\ufffdb"
    assert raw_article({"title": "a\ud800b"}).title == "a\ufffdb"


def test_directories_are_walked(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    write(tmp_path / "b" / "x.JSONL", json.dumps({**GOOD, "id": "1"}))
    write(tmp_path / "a.txt", "عنوان")
    write(tmp_path / "readme.md", "x")
    write(tmp_path / ".hidden" / "x.txt", "x")
    assert [file.path.name for file in find_files([tmp_path])] == ["a.txt", "x.JSONL"]


@pytest.mark.parametrize("name", ["missing.jsonl", "readme.md", "empty", "nul\0.txt"])
def test_paths_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / "readme.md", "x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=name.split("\0", maxsplit=1)[0]):
        find_files([tmp_path / name])


def test_progress_counts_every_byte(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl.gz", "\n".join(json.dumps({"title": f"{number}"}) for number in range(1000)))
    seen: list[int] = []
    (file,) = find_files([path])
    list(read_file(file, report=seen.append))
    assert sum(seen) == file.size == path.stat().st_size


@given(
    st.dictionaries(
        st.sampled_from(["id", "title", "body", "text", "published", "date", "url", "source"]), st.text(max_size=30)
    )
)
def test_any_strings_are_an_article_or_a_reason(record: dict[str, str]) -> None:
    try:
        article = raw_article(record)
    except RecordError:
        assert not (record.get("title", "") + record.get("body", "") + record.get("text", "")).strip() or (
            {"published", "date", "id", "source"} & set(record)
        ), "a record of good text alone is an article"
    else:
        assert article.id
        article.id.encode()
        assert raw_article(record) == article


def _outcomes(path: Path) -> list[tuple[str, int] | str]:
    """Ids of the good records, (record, line) of the bad ones."""
    return [(one.record, one.line) if isinstance(one, Rejection) else one.id for one in read(path)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('[\n{"id": "a", "title": "أ"},\n{"id": "b"},\n{"id": "c", "title": "ج"}\n]', ["a", ('{"id":"b"}', 3), "c"]),
        ('[{"id": "a", "title": "أ"},\n{"id": "b", title: 1},\n{"id": "c", "title": "ج"}]',
         ["a", ('{"id": "b", title: 1}', 2), "c"]),
        ('[{"id": "a", "title": "أ"}\n {"id": "b", "title": "ب"}, {"id": "c", "title": "ج"}]',
         [('{"id": "a", "title": "أ"}\n {"id": "b", "title": "ب"}', 1), "c"]),
        ('[{"id": "a", "title": "أ"},\n{"id": "b", "ti', ["a", ('{"id": "b", "ti', 2)]),
        ('[{"id": "a", "title": "أ"}', ["a", ("", 1)]),
        ('{"articles": [{"id": "a", "title": "أ"},\n5], "count": 2}', ["a", ("5", 2)]),
        ('{"count": 1, "articles": [{"id": "a", "title": "أ"}]}', ["a"]),
        ('{"id": "a", "title": "أ"}\n{"id": "b", "title": "ب"}', ["a", "b"]),
        ('[{"id": "a", "title": "نصف \\ud83d حرف"}]', ["a"]),
        ("[" * 100_000, [("[" * 99_999, 1)]),
        ("[]", []),
        ("", [("", 1)]),
    ],
)  # fmt: skip
def test_a_bad_record_of_a_json_file_loses_no_other(
    tmp_path: Path, content: str, expected: list[tuple[str, int] | str]
) -> None:
    assert _outcomes(write(tmp_path / "x.json", content)) == expected


def test_what_a_broken_gzip_file_holds_is_read(tmp_path: Path) -> None:
    articles = json.dumps([{"id": str(number), "title": f"عنوان {number * 7919}"} for number in range(5000)])
    path = tmp_path / "x.json.gz"
    path.write_bytes(gzip.compress(articles.encode())[:-3000])
    found = read(path)
    assert len(found) > 1000
    assert [type(one) for one in found[-2:]] == [RawArticle, Rejection]
    assert isinstance(found[-1], Rejection)
    assert "damaged behind this line" in found[-1].reason


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('1,"أ\nب",ج\n2,أ,ب,ج\n3,أ,ب\n', ["1", ("2,أ,ب,ج", 4), "3"]),
        ('1,"أ,ب\n2,أ,ب\n3,أ,ب\n', [('1,"أ,ب', 2), "2", "3"]),
        ('1,"أ,ب\n2,"أ",ب\n3,أ,ب\n', [('1,"أ,ب', 2), "2", "3"]),
        ('1,أ,"ب\nوبقية "النص" هنا\n"\n3,أ,ب\n', [('1,أ,"ب\nوبقية "النص" هنا\n"', 2), "3"]),
    ],
)
def test_a_bad_row_of_a_table_loses_no_other(tmp_path: Path, rows: str, expected: list[tuple[str, int] | str]) -> None:
    assert _outcomes(write(tmp_path / "x.csv", "id,title,body\n" + rows)) == expected


def test_a_table_without_a_header_says_what_was_taken_for_it(tmp_path: Path) -> None:
    (bad,) = read(write(tmp_path / "x.csv", "1,لقاء,نص\n2,لقاء,نص\n"))
    assert isinstance(bad, Rejection)
    assert bad.reason == "it has neither a title nor a body (or text); its fields are 1, لقاء, نص"


def test_a_mended_reject_is_an_article(tmp_path: Path) -> None:
    """A line of the rejects file counts as the record in it, as text or put there as an object."""
    reject = {"file": "old.csv", "line": 7, "reason": "published 'x' is not a date"}
    lines = [
        {**reject, "record": json.dumps(GOOD)},
        {**reject, "record": GOOD},
        {**reject, "record": json.dumps({**reject, "record": json.dumps(GOOD)})},
        {**reject, "record": "a1;عنوان;متن"},
        {**reject, "record": "[]"},
    ]
    path = write(tmp_path / "rejects.jsonl", "\n".join(map(json.dumps, lines)))
    first, second, again, broken, listed = read(path)
    assert [first, second, again] == [EXPECTED] * 3
    assert isinstance(broken, Rejection)
    assert isinstance(listed, Rejection)
    assert (broken.line, "is not JSON yet: mend it" in broken.reason) == (4, True)
    assert "must be an object" in listed.reason


def test_a_record_says_where_it_was_read(tmp_path: Path) -> None:
    path = write(tmp_path / "table.csv", 'title,body\nأول,"سطر\nوسطر"\nثان,متن\n')
    assert [one.origin for one in read(path) if isinstance(one, RawArticle)] == [(str(path), 2), (str(path), 4)]


def test_tables_of_spreadsheets(tmp_path: Path) -> None:
    """A line that names the separator comes first, and rows without a word at the end."""
    path = write(tmp_path / "table.csv", "sep=;\nid;title;body\na;أول;متن, فيه, فواصل\n;;\nb;;\n;;\n")
    article, bad = read(path)
    assert isinstance(article, RawArticle)
    assert (article.title, article.origin.line) == ("أول", 3)
    assert isinstance(bad, Rejection)
    assert bad.line == 5


def test_a_list_in_lines_says_what_to_do(tmp_path: Path) -> None:
    path = write(tmp_path / "list.jsonl", json.dumps([GOOD, GOOD], indent=1, ensure_ascii=False))
    first = read(path)[0]
    assert isinstance(first, Rejection)
    assert "character 2 of the line" in first.reason
    assert "named .json" in first.reason


def test_what_lies_in_a_directory_and_cannot_be_read_is_rejected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "good.txt", "عنوان")
    (tmp_path / "nowhere.txt").symlink_to("missing")
    (tmp_path / "itself.txt").symlink_to("itself.txt")
    (tmp_path / "again").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def closed(path: str) -> object:  # permissions mean nothing to root, as whom tests may run
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = read(tmp_path)
    assert [one.id for one in found if isinstance(one, RawArticle)] == [raw_article({"title": "عنوان"}).id]
    rejected = {Path(one.file).name: one.reason for one in found if isinstance(one, Rejection)}
    assert rejected == {
        "closed": "the directory cannot be read: Permission denied",
        "itself.txt": "the file cannot be read: Too many levels of symbolic links",
        "nowhere.txt": "the file cannot be read: No such file or directory",
    }


def test_the_index_and_its_rejects_are_no_sources(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    for name in ("a.txt", "index/state.json", "index-rejects.jsonl", "index2.txt"):
        write(tmp_path / name, "عنوان")
    found = find_files([tmp_path], leave_out=[tmp_path / "index", tmp_path / "index-rejects.jsonl"])
    assert [file.path.name for file in found] == ["a.txt", "index2.txt"]
