"""``fihris entities``, run as a user runs it, on an index of articles that were read by the real extraction."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.unit.test_cli import Run, run

__all__ = ["run"]

BODY = "قال المهندس خالد المنصوري في الموصل إن السد بخير، ثم تحدث عن هيئة السدود."
ARTICLES = [
    {"id": "a1", "title": "لقاء", "body": "زار الوزير الموصل أمس ثم زار باريس.", "published": "2016-10-24"},
    {"id": "a2", "title": "معرض", "body": "عقدت منظمة التربية الأممية لقاء في القاهرة.", "published": "2016-11-02"},
    {
        "id": "a3",
        "title": "داعش",
        "body": "خرج تنظيم داعش من المدينة، وفر تنظيم الدولة منها.",
        "published": "2017-01-01",
    },
    *(
        {"id": f"s{number}", "title": "السد", "body": f"{BODY} وهو الخبر رقم {number}.", "published": "2017-02-01"}
        for number in range(3)
    ),
]


@pytest.fixture
def indexed(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "articles.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES), encoding="utf-8")
    assert run("index", file, "--quiet")[0] == 0
    return run


def found(run: Run, *arguments: object) -> dict[str, Any]:
    code, out, err = run("search", "--json", *arguments)
    assert (code, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    return answer


def ids(answer: dict[str, Any]) -> set[str]:
    return {hit["id"] for hit in answer["hits"]}


def good(run: Run, *arguments: object) -> str:
    code, out, err = run("entities", *arguments)
    assert (code, err) == (0, ""), err
    return out


def test_a_merge_holds_at_once_and_is_undone(indexed: Run) -> None:
    before = found(indexed, "--place", "paris.fr")
    assert ids(before) == {"a1"}
    out = good(indexed, "merge", "paris.fr", "cairo.eg", "--why", "a test", "--who", "amal")
    change = out.partition(":")[0]
    assert "القاهرة" in out
    assert ids(found(indexed, "--place", "cairo.eg")) == ids(found(indexed, "--place", "paris.fr")) == {"a1", "a2"}
    places = {value["id"]: value["count"] for value in found(indexed)["facets"]["place"]}
    assert places["cairo.eg"] == places["eg"] == 2
    assert "paris.fr" not in places
    assert "europe" not in places
    assert "merge paris.fr into cairo.eg" in good(indexed, "log")
    shown = json.loads(good(indexed, "show", "cairo.eg", "--json"))
    assert shown["merged"] == ["paris.fr"]
    assert shown["articles"] == 2
    assert shown["changes"] == [change]
    good(indexed, "undo", change, "--why", "it was a test")
    assert found(indexed, "--place", "paris.fr") == before
    assert "[undone]" in good(indexed, "log", "paris.fr")


def test_corrections_are_kept_through_a_reindex_and_undone_after_it(indexed: Run) -> None:
    merge = good(indexed, "merge", "paris.fr", "cairo.eg", "--why", "x").partition(":")[0]
    block = good(indexed, "block", "mosul.iq", "--why", "x").partition(":")[0]
    good(indexed, "rename", "eg", "جمهورية مصر العربية", "--why", "x")
    before = found(indexed, "--sort", "newest")
    assert indexed("reindex", "--quiet")[0] == 0
    after = found(indexed, "--sort", "newest")
    assert after == before
    assert {place["id"] for hit in after["hits"] for place in hit["places"]} == {"cairo.eg"}
    # what was indexed meanwhile is read again
    assert "articles read again" in good(indexed, "undo", merge, "--why", "x")
    good(indexed, "undo", block, "--why", "x")
    assert ids(found(indexed, "--place", "paris.fr")) == {"a1"}
    assert ids(found(indexed, "--place", "mosul.iq")) == {"a1", "s0", "s1", "s2"}


def test_names_are_added_and_removed_in_texts_too(indexed: Run) -> None:
    assert "unesco" not in str(found(indexed, "--actor", "unesco")["hits"])
    out = good(indexed, "add-name", "unesco", "منظمة التربية الأممية", "--why", "x")
    assert "1 articles read again: 1 have other mentions now" in out
    assert ids(found(indexed, "--actor", "unesco")) == {"a2"}
    assert [one["id"] for one in found(indexed, "منظمة التربية الأممية")["understood"]] == ["unesco"]
    good(indexed, "remove-name", "unesco", "منظمة التربية الأممية", "--why", "x")
    assert ids(found(indexed, "--actor", "unesco")) == set()


def test_a_split_reads_the_articles_with_the_names_again(indexed: Run) -> None:
    assert ids(found(indexed, "--actor", "islamic-state")) == {"a3"}
    arguments = ("split", "islamic-state", "daesh", "--label", "داعش", "--kind", "organization", "--why", "x")
    names = ("--name", "داعش", "--name", "تنظيم داعش")
    out = good(indexed, *arguments, *names, "--no-reread")
    assert "1 articles have the name in their text: `fihris entities reread` reads them again" in out
    assert ids(found(indexed, "--actor", "daesh")) == set()
    assert "1 articles read again: 1 have other mentions now" in good(indexed, "reread")
    assert "0 have other mentions now" in good(indexed, "reread")
    assert ids(found(indexed, "--actor", "daesh")) == ids(found(indexed, "--actor", "islamic-state")) == {"a3"}


def test_unknown_names_are_reviewed(indexed: Run) -> None:
    lines = [json.loads(line) for line in good(indexed, "review", "--min", "2", "--json").splitlines()]
    names = {line["label"]: line for line in lines}
    person = names["خالد المنصوري"]
    assert (person["kind"], person["articles"]) == ("person", 3)
    assert all("خالد المنصوري" in sample for sample in person["samples"])
    assert len(person["samples"]) == 3
    code, out, _ = indexed("entities", "review", "--min", "2", "--ask", stdin=b"x\nm nowhere\na\nb\ns\ns\ns\n")
    assert code == 0
    assert "there is no entity nowhere" in out
    left = [json.loads(line)["id"] for line in good(indexed, "review", "--min", "2", "--json").splitlines()]
    assert len(left) == len(lines) - 2
    assert lines[0]["id"] not in left
    assert json.loads(good(indexed, "show", lines[0]["id"], "--json"))["label"] == lines[0]["label"]
    assert json.loads(good(indexed, "show", lines[1]["id"], "--json"))["blocked"]


def test_what_is_exported_is_imported_elsewhere(indexed: Run, tmp_path: Path) -> None:
    good(indexed, "merge", "paris.fr", "cairo.eg", "--why", "x", "--who", "أمل")
    change = good(indexed, "rename", "iq", "جمهورية العراق", "--why", "ي").partition(":")[0]
    good(indexed, "undo", change, "--why", "x")
    out = good(indexed, "export")
    assert out == (tmp_path / "index" / "entities.jsonl").read_text(encoding="utf-8")
    assert good(indexed, "export", "--held").count("\n") == 1
    assert good(indexed, "export", tmp_path / "all.jsonl") == ""
    other = ("--index", tmp_path / "other")
    assert "3 changes would be imported" in good(indexed, "import", tmp_path / "all.jsonl", "--dry-run", *other)
    assert good(indexed, "export", *other) == ""
    code, printed, _ = indexed("entities", "import", tmp_path / "all.jsonl", *other)
    assert code == 0
    assert "3 changes imported, 0 were there already" in printed
    assert good(indexed, "export", *other) == out
    assert "0 changes imported, 3 were there already" in good(indexed, "import", tmp_path / "all.jsonl", *other)


def test_an_import_is_whole_or_nothing_and_names_every_bad_line(indexed: Run, tmp_path: Path) -> None:
    good(indexed, "merge", "paris.fr", "cairo.eg", "--why", "x")
    line = json.loads(good(indexed, "export"))
    file = tmp_path / "bad.jsonl"

    def refused(*lines: object) -> str:
        file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines))
        before = good(indexed, "export")
        code, out, err = indexed("entities", "import", file)
        assert (code, out) == (1, "")
        assert good(indexed, "export") == before
        return err

    fine = {**line, "id": "fine", "do": "block", "entity": "unesco"}
    del fine["into"]
    err = refused(fine, "not json", {**fine, "id": "b", "do": "burn"}, {**fine, "id": "c", "why": ""})
    assert f"{file}:2: line: is no JSON" in err
    assert f"{file}:3: do: must be one of" in err
    assert f"{file}:4: why: must not be empty" in err
    assert f"{file}:1" not in err
    err = refused(fine, {**fine, "id": "d", "entity": "nowhere"}, {**line, "why": "other"})
    assert f"{file}:2: entity: there is no entity nowhere" in err
    assert f"{file}:3: id: another change has the id {line['id']}" in err
    assert "cannot be read" in indexed("entities", "import", tmp_path / "missing.jsonl")[2]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "iq", "nowhere", "--why", "x"), "into: there is no entity nowhere"),
        (("merge", "iq", "unesco", "--why", "x"), "a place and an actor cannot be one"),
        (("merge", "iq", "sy", "--why", " "), "why: must not be empty"),
        (("rename", "iq", "؟", "--why", "x"), "label: must have a letter or digit"),
        (("add", "x", "--label", "س", "--kind", "robot", "--why", "x"), "kind: must be one of person"),
        (("block", "--why", "x"), "entity: block takes either an entity or a name"),
        (("block", "iq", "--name", "العراق", "--why", "x"), "entity: block takes either an entity or a name"),
        (("undo", "c1", "--why", "x"), "change: there is no change c1"),
        (("show", "nowhere"), "there is no entity nowhere"),
        (("list", "--kind", "robot"), "--kind must be one of"),
        (("review", "--kind", "robot"), "--kind must be one of"),
        (("reread", "c1"), "there is no change c1"),
        (("export", "/nowhere/at/all.jsonl"), "cannot be written"),
    ],
)
def test_wrong_input_is_told_and_changes_nothing(
    run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = run("entities", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("fihris: ")
    assert message in err
    assert not (tmp_path / "index" / "entities.jsonl").exists()


def test_missing_options_are_wrong_usage(run: Run) -> None:
    assert run("entities", "merge", "iq", "sy")[0] == 2
    assert run("entities", "nothing")[0] == 2


def test_a_damaged_file_stops_every_command_that_needs_it(indexed: Run, tmp_path: Path) -> None:
    file = tmp_path / "index" / "entities.jsonl"
    file.write_text("half a line")
    articles = tmp_path / "articles.jsonl"
    for arguments in (
        ("entities", "log"),
        ("entities", "block", "iq", "--why", "x"),
        ("search", "x"),
        ("index", articles),
    ):
        code, _, err = indexed(*arguments)
        assert code == 1
        assert f"{file}:1: line: is no JSON" in err
    assert file.read_text() == "half a line"


def test_without_an_index_changes_are_made_all_the_same(run: Run, tmp_path: Path) -> None:
    code, out, err = run("entities", "add-name", "unesco", "منظمة التربية", "--why", "x")
    assert code == 0
    assert "is a name of unesco" in out
    assert "no article was read again" in err
    assert (tmp_path / "index" / "entities.jsonl").exists()
    code, out, _ = run("entities", "list", "منظمة التربية")
    assert out.startswith("unesco\t")
    assert run("entities", "list", "--changed")[1].startswith("unesco\t")


def test_a_server_needs_a_setting(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code, _, err = run("entities", "log", "--index", "http://127.0.0.1:9")
    assert code == 1
    assert "set FIHRIS_ENTITIES" in err
    monkeypatch.setenv("FIHRIS_ENTITIES", str(tmp_path / "elsewhere.jsonl"))
    assert run("entities", "log", "--index", "http://127.0.0.1:9")[0] == 0


DOUBTS = [
    {"id": f"d{number}", "title": "لقاء", "body": f"عقد اللقاء رقم {number} في طرابلس مساء.", "published": "2020-01-01"}
    for number in range(3)
]


def _doubting(run: Run, tmp_path: Path) -> Run:
    file = tmp_path / "doubts.jsonl"
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in DOUBTS), encoding="utf-8")
    assert run("index", file, "--quiet")[0] == 0
    return run


def _open_names(run: Run) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in good(run, "review", "--min", "2", "--json").splitlines()]
    return [line for line in lines if "candidates" in line]


def test_names_left_open_are_reviewed_with_what_settles_them(run: Run, tmp_path: Path) -> None:
    run = _doubting(run, tmp_path)
    (name,) = _open_names(run)
    assert (name["label"], name["kind"], name["articles"], len(name["samples"])) == ("طرابلس", "place", 3, 3)
    assert [one["id"] for one in name["candidates"]] == ["tripoli.ly", "tripoli.lb"]
    out = good(run, "review", "--min", "2")
    assert "left open:" in out
    assert "fihris entities remove-name tripoli.lb 'طرابلس' --why …" in out
    assert "fihris entities block --name 'طرابلس' --why …" in out
    assert "طرابلس" not in good(run, "review", "--min", "2", "--no-open")
    assert [one for one in _open_names_of_kind(run, "person") if "candidates" in one] == []
    for command in name["candidates"][0]["settle"]:  # as they are printed, they can be run
        words = shlex.split(command.removeprefix("fihris entities ").replace("--why …", "--why x"))
        good(run, *words)
    assert _open_names(run) == []
    assert ids(found(run, "--place", "tripoli.ly")) == {"d0", "d1", "d2"}


def _open_names_of_kind(run: Run, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in good(run, "review", "--min", "2", "--json", "--kind", kind).splitlines()]


def test_names_left_open_are_settled_by_answer(run: Run, tmp_path: Path) -> None:
    run = _doubting(run, tmp_path)
    code, out, err = run("entities", "review", "--min", "2", "--ask", stdin=b"9\n2\n")
    assert (code, err) == (0, "")
    assert "1/2, b, s or q" in out
    assert "3 articles read again: 3 have other mentions now" in out
    assert _open_names(run) == []
    assert ids(found(run, "--place", "tripoli.lb")) == {"d0", "d1", "d2"}


def test_a_name_left_open_can_be_blocked(run: Run, tmp_path: Path) -> None:
    run = _doubting(run, tmp_path)
    assert run("entities", "review", "--min", "2", "--ask", stdin=b"b\n")[0] == 0
    assert _open_names(run) == []
    assert ids(found(run, "--place", "tripoli.ly")) == set()
