"""The command line, run as a user runs it: what it prints, and the exit codes 0, 1, 2 and 3."""

from __future__ import annotations

import gzip
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest import CaptureFixture, MonkeyPatch  # noqa: PT013 - names of types read best plain

from indexer import workers
from indexer.cli import main
from indexer.cli_load import SAMPLE
from indexer.sources import RawArticle, raw_article
from search.document import IndexDocument
from search.entities import NONE, Corrections

Run = Callable[..., tuple[int, str, str]]


class Terminal(io.TextIOWrapper):
    """Standard input into which nothing is piped."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(monkeypatch: MonkeyPatch, capsysbinary: CaptureFixture[bytes], tmp_path: Path) -> Run:
    monkeypatch.setenv("FIHRIS_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("FIHRIS_WORKERS", "1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object, stdin: bytes = b"", terminal: bool = False) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["fihris", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", (Terminal if terminal else io.TextIOWrapper)(io.BytesIO(stdin)))
        code = 0
        try:
            main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


ARTICLES = [
    {
        "id": "a1",
        "title": "لقاء في بغداد",
        "body": "زار الوزير الموصل أمس.",
        "published": "2016-10-24",
        "source": "وكالة أ",
    },
    {"id": "a2", "title": "معرض الكتاب", "body": "افتتح في القاهرة.", "published": "2016-11-02", "source": "وكالة ب"},
    {
        "id": "a3",
        "title": "أمطار",
        "body": "هطلت أمطار غزيرة وبالموصل أيضا.",
        "published": "2017-01-01",
        "source": "وكالة أ",
    },
]


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in ARTICLES), encoding="utf-8")
    return path


def hits(out: str) -> list[str]:
    return [hit["id"] for hit in json.loads(out)["hits"]]


def test_index_twice_changes_nothing(run: Run, articles: Path) -> None:
    assert run("index", articles) == (0, "read 3 articles: 3 indexed, 0 unchanged; 0 records rejected\n", "")
    assert run("index", articles) == (0, "read 3 articles: 0 indexed, 3 unchanged; 0 records rejected\n", "")
    code, out, _ = run("search", "--json")
    assert (code, json.loads(out)["total"]) == (0, 3)


def test_quiet(run: Run, articles: Path) -> None:
    assert run("index", articles, "--quiet") == (0, "", "")
    assert run("reindex", "--quiet") == (0, "", "")


def test_only_changed_articles_are_indexed_again(run: Run, articles: Path) -> None:
    run("index", articles)
    changed = [dict(one) for one in ARTICLES]
    changed[1]["body"] = "افتتح في دمشق."
    articles.write_text("\n".join(json.dumps(one) for one in changed), encoding="utf-8")
    assert run("index", articles)[1].startswith("read 3 articles: 1 indexed, 2 unchanged")
    assert hits(run("search", "دمشق", "--json")[1]) == ["a2"]
    assert hits(run("search", "القاهرة", "--json")[1]) == []


def test_of_two_records_with_one_id_the_last_counts_every_time(run: Run, articles: Path) -> None:
    twice = [{"id": "x", "title": "الأول"}, {"id": "x", "title": "الثاني"}]
    articles.write_text("\n".join(json.dumps(one) for one in twice), encoding="utf-8")
    for _ in range(2):
        run("index", articles)
        assert hits(run("search", "الثاني", "--json")[1]) == ["x"]
        assert hits(run("search", "الأول", "--json")[1]) == []


def test_rejects(run: Run, articles: Path, tmp_path: Path) -> None:
    with articles.open("a", encoding="utf-8") as file:
        file.write('\nnot json\n{"id": "a4", "title": 5}\n')
    code, out, err = run("index", articles, "--rejects", tmp_path / "bad.jsonl")
    assert code == 3
    assert out == "read 3 articles: 3 indexed, 0 unchanged; 2 records rejected\n"
    assert f"{articles}:4: it is not JSON" in err
    rejected = [json.loads(line) for line in (tmp_path / "bad.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["line"], one["record"]) for one in rejected] == [(4, "not json"), (5, '{"id":"a4","title":5}')]
    assert json.loads(run("search", "--json")[1])["total"] == 3, "the good ones are there"
    run("index", articles)
    assert (tmp_path / "index-rejects.jsonl").exists(), "without --rejects they are beside the index"


def test_rejects_are_mended_and_indexed(run: Run, articles: Path, tmp_path: Path) -> None:
    bad = tmp_path / "index-rejects.jsonl"
    articles.write_text('{"id": "a4", "title": 5}\n', encoding="utf-8")
    assert run("index", articles)[0] == 3
    code, _, err = run("index", bad)
    assert (code, "name another file for new rejects" in err) == (1, True), "the first rejection would empty it"
    assert run("index", bad, "--rejects", tmp_path / "again.jsonl")[0] == 3
    bad.write_text(bad.read_text(encoding="utf-8").replace(":5", r":\"5\""), encoding="utf-8")
    code, out, _ = run("index", bad, "--rejects", tmp_path / "again.jsonl")
    assert (code, out) == (0, "read 1 articles: 1 indexed, 0 unchanged; 0 records rejected\n")
    assert run("search", "5", "--json", "--limit", "1")[1].count('"a4"') == 1


def test_an_article_that_cannot_be_analysed_is_named_with_file_and_line(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = workers.documents

    def spoiled(records: Sequence[RawArticle], corrections: Corrections = NONE) -> list[IndexDocument]:
        if any(record.id == "a2" for record in records):
            raise ZeroDivisionError("a fault")
        return real(records, corrections)

    monkeypatch.setattr(workers, "documents", spoiled)
    lines = articles.read_text(encoding="utf-8").splitlines()
    [line] = [number for number, text in enumerate(lines, 1) if '"a2"' in text]
    code, out, err = run("index", articles, "--workers", 1)
    assert (code, out) == (3, "read 3 articles: 2 indexed, 0 unchanged; 1 records rejected\n")
    assert f"{articles}:{line}: it could not be analysed: ZeroDivisionError: a fault" in err
    [rejected] = [json.loads(text) for text in (tmp_path / "index-rejects.jsonl").read_text("utf-8").splitlines()]
    assert (rejected["file"], rejected["line"]) == (str(articles), line)
    assert raw_article(rejected) == raw_article(json.loads(lines[line - 1])), "the record itself is there"
    monkeypatch.undo()


def test_an_empty_path_is_not_this_directory(run: Run) -> None:
    for command in ("index", "reindex", "extract"):
        code, _, err = run(command, "")
        assert (code, "a path is empty" in err) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["index", "missing.jsonl"], "missing.jsonl: there is no such file or directory"),
        (["index"], "name at least one file"),
        (["search", "x"], "there is no index in"),
        (["stats"], "there is no index in"),
        (["serve"], "there is no index in"),
        (["delete", "x"], "there is no index in"),
        (["reindex"], "there is nothing stored in"),
        (["reindex", "--rollback"], "there is no earlier version"),
        (["reindex", "--rollback", "--dry-run"], "--rollback takes neither"),
        (["search", "--from", "أمس"], "--from: 'أمس' is not a day, month or year"),
        (["search", "--sort", "random"], "--sort must be one of relevance, newest, oldest"),
        (["search", "--match", "some"], "--match must be one of all, any"),
        (["search", "--batch", "missing.jsonl"], "cannot be read"),
        (["search", "--batch", "missing.txt"], "queries are read from .jsonl or .csv"),
        (["search", "x", "--index", "ftp://example.org"], "an index is a directory, or an address"),
        (["search", "x", "--index", "http://127.0.0.1:1"], "the Elasticsearch server does not answer"),
        (["extract", "nothing.txt"], "there is no such file"),
    ],
)
def test_failures_say_what_to_do(run: Run, arguments: list[str], message: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert err.startswith("fihris: ")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["search", "--limit", "x"], ["delete"], ["index", "--workers", "0"]]
)
def test_wrong_usage(run: Run, arguments: list[str]) -> None:
    code, _, err = run(*arguments)
    assert code == 2
    assert "Usage" in err or "rror" in err


def test_a_wrong_setting_is_named(run: Run, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("FIHRIS_PORT", "many")
    code, _, err = run("search", "x")
    assert code == 1
    assert "FIHRIS_PORT" in err


def test_filters(run: Run, articles: Path) -> None:
    run("index", articles)

    def found(*arguments: str) -> list[str]:
        return sorted(hits(run("search", *arguments, "--json")[1]))

    assert found("الموصل") == found("", "--place", "mosul.iq") == ["a1", "a3"]
    assert found("الموصل", "--to", "2016") == ["a1"]
    assert found("", "--from", "2016-11", "--to", "2016-11-02") == ["a2"]
    assert found("", "--source", "وكالة أ", "--source", "وكالة ب") == ["a1", "a2", "a3"]
    assert found("", "--mentioned-from", "2016-10-23", "--mentioned-to", "2016-10-23") == ["a1"]
    assert found("بغداد القاهرة", "--match", "any") == ["a1", "a2"]
    assert hits(run("search", "--sort", "newest", "--json")[1]) == ["a3", "a2", "a1"]


def test_pages(run: Run, articles: Path) -> None:
    run("index", articles)
    first = json.loads(run("search", "--sort", "oldest", "--limit", "2", "--json")[1])
    second = run("search", "--sort", "oldest", "--limit", "2", "--cursor", first["next"], "--json")[1]
    assert hits(second) == ["a3"]


def test_search_for_people(run: Run, articles: Path) -> None:
    run("index", articles)
    code, out, _ = run("search", "الموصل")
    assert code == 0
    assert out.startswith("2 articles")
    assert "لقاء في بغداد" in out
    assert "الموصل (2)" in out


def test_options_of_the_query(run: Run, articles: Path, tmp_path: Path) -> None:
    run("index", articles)

    def asked(*arguments: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(run("search", *arguments, "--json")[1])
        return found

    assert asked('"أمطار غزيره"')["total"] == 1
    written = asked('"أمطار غزيره"', "--phrases", "written")
    assert (written["total"], written["relaxed"]["steps"], written["relaxed"]["total"]) == (0, ["spelling"], 1)
    assert "relaxed" not in asked('"أمطار غزيره"', "--phrases", "written", "--no-relax")
    assert [one["id"] for one in asked("الموصل")["understood"]] == ["mosul.iq"]
    assert asked("الموصل", "--no-expand")["understood"] == []
    queries = tmp_path / "q.jsonl"
    queries.write_text('{"id": "q1", "query": "\\"أمطار غزيره\\""}\n', encoding="utf-8")
    assert json.loads(run("search", "--batch", queries, "--phrases", "written")[1])["total"] == 0
    code, out, _ = run("search", '"أمطار غزيره"', "--phrases", "written")
    assert code == 0
    assert out.startswith("0 articles")
    assert "less strictly (spelling): No article has the quoted words letter by letter" in out
    code, _, err = run("search", "أمطار", "--phrases", "exact")
    assert code == 1
    assert "--phrases must be one of spelling, written, family, not 'exact'" in err


def test_suggest(run: Run, articles: Path) -> None:
    run("index", articles)
    code, out, _ = run("suggest", "معرض ال")
    assert code == 0
    assert out.splitlines()[-1] == "معرض الكتاب · title · 1"
    assert [one["kind"] for one in json.loads(run("suggest", "موص", "--json")[1])["suggestions"]] == ["place"]
    assert run("suggest", "ا", "--limit", "0")[1] == ""


def test_explain(run: Run, articles: Path) -> None:
    run("index", articles)
    code, out, _ = run("explain", "الموصل -وزير", "--id", "a3")
    assert code == 0
    assert "الموصل (word): وبالموصل" in out
    assert "وزير (word, excluded): الوزير" in out
    assert "clause: (" in out
    assert "0." in out.splitlines()[-1]
    explained = json.loads(run("explain", "الموصل", "--no-expand", "--id", "a2", "--json")[1])
    assert (explained["score"], explained["understood"]) == (None, [])
    assert "score: none" in run("explain", "الموصل", "--id", "a2")[1]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["search", "--place", "\udcff"], "it is not UTF-8 text"),
        (["search", "--source", "\udcff"], "it is not UTF-8 text"),
        (["search", "--cursor", "\udcff"], "it is not UTF-8 text"),
        (["explain", "نص", "--id", "\udcff"], "it is not UTF-8 text"),
        (["delete", "\udcff"], "it is not UTF-8 text"),
        (["search", "--index", ""], "name a directory or an http(s) address"),
        (["index", "articles.jsonl", "--index", " "], "name a directory or an http(s) address"),
    ],
)
def test_what_cannot_be_in_an_index_is_wrong_usage(run: Run, articles: Path, command: list[str], said: str) -> None:
    run("index", articles)
    code, out, err = run(*command)
    assert (code, out) == (2, "")
    assert said in err


def test_files_without_articles_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    code, out, err = run("index", "page.csv", "empty.jsonl")
    assert (code, "read 0 articles" in out) == (0, True)
    assert "fihris: there is no article in what was named" in err


def test_what_no_article_has_is_told(run: Run, articles: Path) -> None:
    run("index", articles)
    code, out, _ = run("search", "--place", "الموصلل")
    assert code == 0
    assert "note: No place is known as 'الموصلل'" in out
    assert "Did you mean الموصل (mosul.iq)?" in out
    assert "Did you mean وكالة أ, وكالة ب?" in run("search", "--source", "وكالة")[1]
    assert "note:" not in run("search", "--place", "الموصل")[1]


def test_batch(run: Run, articles: Path, tmp_path: Path) -> None:
    run("index", articles)
    queries = tmp_path / "q.jsonl"
    queries.write_text('{"id": "q1", "query": "الموصل"}\n{"id": 2, "query": "لاشيءهنا"}\n', encoding="utf-8")
    code, out, _ = run("search", "--batch", queries, "--limit", "1")
    first, second = (json.loads(line) for line in out.splitlines())
    assert code == 0
    assert (first["id"], first["query"], first["total"], len(first["hits"])) == ("q1", "الموصل", 2, 1)
    assert set(first["hits"][0]) == {"id", "score"}
    assert (second["id"], second["total"], second["hits"]) == ("2", 0, [])
    table = tmp_path / "q.csv"
    table.write_text("id,query\nq1,الموصل\n", encoding="utf-8")
    assert json.loads(run("search", "--batch", table)[1])["total"] == 2
    table.write_text("id;query\nq1;\n", encoding="utf-8")
    assert json.loads(run("search", "--batch", table)[1])["total"] == 3
    packed = tmp_path / "q.jsonl.gz"
    packed.write_bytes(gzip.compress('{"id": "q1"}\nno JSON\n{"id": "q3", "query": "الموصل"}\n'.encode()))
    code, out, err = run("search", "--batch", packed)
    assert code == 3
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["q3"]
    assert f"{packed}:1: a query needs the fields id and query" in err
    assert f"{packed}:2: it is not JSON" in err


def test_standard_input_is_a_source(run: Run, tmp_path: Path) -> None:
    lines = "\n".join(json.dumps(one) for one in ARTICLES).encode()
    code, out, err = run("index", "-", stdin=lines + b"\nno JSON\n")
    assert (code, "3 indexed" in out) == (3, True)
    assert "fihris: -:4: it is not JSON" in err
    assert "3 unchanged" in run("index", "-", stdin=gzip.compress(lines))[1]
    assert "3 unchanged" in run("index", "-", "--format", "json", stdin=json.dumps(ARTICLES).encode())[1]
    assert (
        "1 indexed" in run("index", "-", "--format", "txt", "--encoding", "cp1256", stdin="عنوان".encode("cp1256"))[1]
    )
    assert "3 articles" in run("reindex", "-", "--dry-run", stdin=lines)[1]
    (tmp_path / "export.log").write_bytes(lines)
    assert "3 unchanged" in run("index", "export.log", "--format", ".jsonl")[1]
    (tmp_path / "-").write_bytes(b"")
    assert run("index", "./-")[0] == 1
    extracted = json.loads(run("extract", "-", "--format", "TXT", stdin="خبر\nزار الموصل.".encode())[1])
    assert [place["id"] for place in extracted["places"]] == ["mosul.iq"]
    assert run("extract", "-", stdin=b"") == (0, "", "")
    queries = '{"id": "q1", "query": "الموصل"}\n'.encode()
    for stdin in (queries, gzip.compress(queries)):
        assert json.loads(run("search", "--batch", "-", stdin=stdin)[1])["total"] == 2
    table = "id,query\nq1,الموصل\n".encode()
    assert json.loads(run("search", "--batch", "-", "--format", "csv", stdin=table)[1])["total"] == 2
    assert "queries are read from .jsonl or .csv" in run("search", "--batch", "-", "--format", "txt")[2]


@pytest.mark.parametrize("command", [["index", "-"], ["extract", "-"], ["search", "--batch", "-"]])
def test_a_terminal_is_no_source(run: Run, articles: Path, command: list[str]) -> None:
    run("index", articles)
    code, out, err = run(*command, terminal=True)
    assert (code, out) == (1, "")
    assert "standard input is a terminal" in err


def test_standard_input_is_read_once(run: Run) -> None:
    code, _, err = run("index", "-", "-", stdin=b"{}")
    assert code == 1
    assert "standard input can be read only once" in err
    assert "--format must be one of txt, json, jsonl, csv" in run("extract", "-", "--format", "xml", stdin=b"")[2]


def test_a_query_may_begin_with_a_minus_sign(run: Run, articles: Path) -> None:
    run("index", articles)
    totals = [run("search", *words, "--json")[1] for words in (["-بغداد"], ["-(بغداد أو الموصل)"])]
    assert all(json.loads(answer)["total"] < 3 for answer in totals)
    assert run("search", "-x")[0] == 2
    assert "نص" in run("analyze", "-نص")[1]


def test_an_index_that_is_a_file_and_a_wrong_setting_are_named(
    run: Run, articles: Path, monkeypatch: MonkeyPatch
) -> None:
    for command in ("stats", "reindex"):
        assert f"{articles} is a file: an index is a directory" in run(command, "--index", articles)[2]
    monkeypatch.setenv("FIHRIS_DIGITS", "x")
    assert "FIHRIS_DIGITS" in run("stats", "--index", "anything")[2]


def test_a_table_of_tokens_is_whole_in_a_narrow_terminal(run: Run, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    assert "وبالموصل" in run("analyze", "وبالموصل")[1]


def test_reindex_rollback_and_keep(run: Run, articles: Path) -> None:
    run("index", articles)
    code, out, _ = run("reindex", "--dry-run")
    assert code == 0
    assert "dry run: a new version of 3 articles was built, checked and not published" in out
    assert len(json.loads(run("stats", "--json")[1])["versions"]) == 1
    only = articles.parent / "one.jsonl"
    only.write_text(json.dumps(ARTICLES[0]), encoding="utf-8")
    assert "1 articles; 0 old versions deleted" in run("reindex", only)[1]
    assert json.loads(run("search", "--json")[1])["total"] == 1
    assert "3 articles" in run("reindex", "--rollback")[1]
    assert json.loads(run("search", "--json")[1])["total"] == 3
    assert "2 old versions deleted" in run("reindex", "--keep", "0")[1]
    stats = json.loads(run("stats", "--json")[1])
    assert stats["articles"] == 3
    assert [version["published"] for version in stats["versions"]] == [True]
    assert (stats["first_published"], stats["last_published"]) == ("2016-10", "2017-01")


def test_delete(run: Run, articles: Path) -> None:
    run("index", articles)
    assert run("delete", "a1", "a2") == (0, "2 deleted\n", "")
    code, out, err = run("delete", "a3", "a9")
    assert (code, out) == (3, "1 deleted\n")
    assert "there is no article 'a9'" in err
    assert json.loads(run("search", "--json")[1])["total"] == 0


def test_extract(run: Run, articles: Path) -> None:
    code, out, _ = run("extract", articles)
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["id"] for line in lines] == ["a1", "a2", "a3"]
    for line, source in zip(lines, ARTICLES, strict=True):
        assert set(line) == {"id", "places", "actors", "dates"}
        for mention in (*line["places"], *line["actors"], *line["dates"]):
            assert source[mention["field"]][mention["start"] : mention["end"]]
    (mosul,) = (place for place in lines[2]["places"] if place["id"] == "mosul.iq")
    assert ARTICLES[2]["body"][mosul["start"] : mosul["end"]] == "وبالموصل"
    assert mosul["name"] == "الموصل"
    assert set(mosul) == {"id", "label", "name", "field", "start", "end", "lat", "lon", "in_doubt", "candidates"}
    (yesterday,) = lines[0]["dates"]
    assert yesterday == {
        "text": "أمس", "field": "body", "start": 18, "end": 21,
        "from": "2016-10-23", "to": "2016-10-23", "precision": "day",
    }  # fmt: skip


def test_extract_takes_the_day_of_publication(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("عنوان\nوصلوا قبل أسبوعين", encoding="utf-8")
    assert json.loads(run("extract", path)[1])["dates"] == []
    (found,) = json.loads(run("extract", path, "--published", "2016-10-24")[1])["dates"]
    assert found["from"] == "2016-10-10"
    assert run("extract", path, "--published", "أمس")[0] == 1


def test_extract_prints_times_where_asked(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "one.jsonl"
    path.write_text('{"id": "a", "title": "خبر", "body": "تبدأ المباراة الساعة 8 مساء."}\n', encoding="utf-8")
    assert "times" not in json.loads(run("extract", path)[1])
    (found,) = json.loads(run("extract", path, "--times")[1])["times"]
    assert (found["kind"], found["value"], found["field"]) == ("time", "T20:00:00", "body")


def test_extract_reports_bad_records(run: Run, articles: Path) -> None:
    with articles.open("a", encoding="utf-8") as file:
        file.write("\nnot json\n")
    code, out, err = run("extract", articles)
    assert code == 3
    assert len(out.splitlines()) == 3
    assert "articles.jsonl:4: it is not JSON" in err


def test_analyze(run: Run) -> None:
    table = run("analyze", "وبالموصل المُدن")[1]
    assert "وبالموصل" in table
    one = json.loads(run("analyze", "--json", "وبالموصل")[1])
    assert one["text"] == "وبالموصل"
    assert [token["tier"] for token in one["tokens"]] == ["exact", "norm", "family"]
    assert all((token["start"], token["end"], token["position"]) == (0, 8, 0) for token in one["tokens"])
    lines = run("analyze", "-", stdin="الموصل\n\nبغداد".encode())[1].splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["الموصل", "", "بغداد"]


def test_the_sample(run: Run) -> None:
    assert SAMPLE.exists()
    code, out, _ = run("index", "--sample")
    assert code == 0
    count = sum(1 for line in SAMPLE.read_text(encoding="utf-8").splitlines() if line.strip())
    assert f"{count:,} indexed" in out


def test_help_names_every_command(run: Run) -> None:
    _, out, _ = run("--help")
    for command in (
        "index",
        "reindex",
        "search",
        "suggest",
        "explain",
        "extract",
        "analyze",
        "serve",
        "stats",
        "delete",
    ):
        assert command in out
        code, text, _ = run(command, "--help")
        assert code == 0
        assert "Options" in text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HOME", "Saudi", "must be a country's two small letters"),
        ("INDEX", " ", "FIHRIS_INDEX: must name a directory"),
        ("INDEX_NAME", "My-Index", "must be small Latin letters"),
        ("PORT", "abc", "FIHRIS_PORT: Input should be a valid integer"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_may_be(
    run: Run, monkeypatch: MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"FIHRIS_{name}", value)
    code, _, err = run("stats")
    assert (code, said in err, err.count("\n")) == (1, True, 1), err
