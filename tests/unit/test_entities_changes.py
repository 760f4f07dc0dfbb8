"""Changes to the entities: what a line may say, what changes add up to, and the file that keeps them."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from search.entities import NONE, Corrections, EntitiesFile, Gazetteer
from search.entities.changes import Change, ChangeError, new_change, read_change, write_change
from search.entities.corrections import check, held
from search.entities.corrections_file import read_changes
from search.errors import CorrectionsDamaged, InputError

NOW = dt.datetime(2026, 11, 25, 20, 15, 30, tzinfo=dt.UTC)


def change(do: str, **what: object) -> Change:
    return new_change(do, "amal", "a test", NOW, **what)  # type: ignore[arg-type]


EVERY = [
    change("add", entity="person:علي_حسن", kind="person", label="علي حسن", english="Ali Hasan", names=("أبو حسن",)),
    change("add", entity="new-town.iq", kind="town", label="البلدة", parent="iq-ni"),
    change("merge", entity="org:لجنه", into="unesco", names=("اللجنة",)),
    change("split", entity="islamic-state", into="daesh", names=("داعش",), kind="organization", label="داعش"),
    change("rename", entity="iq", label="جمهورية العراق"),
    change("add-name", entity="unesco", name="منظمة الثقافة"),
    change("remove-name", entity="islamic-state", name="تنظيم الدولة"),
    change("block", entity="paris.fr"),
    change("block", name="الأمل"),
    change("unblock", entity="paris.fr"),
    change("undo", change="20261125T201530-4f2a1b"),
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.do)
def test_a_line_says_the_change(one: Change) -> None:
    line = write_change(one)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert read_change(json.loads(line)) == one
    assert json.loads(line)["when"] == "2026-11-25T20:15:30Z"


GOOD = {"id": "c1", "when": "2026-11-25T20:15:30Z", "who": "a", "why": "b", "do": "merge", "entity": "x", "into": "y"}


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ([], "line"),
        ({key: value for key, value in GOOD.items() if key != "why"}, "why"),
        ({key: value for key, value in GOOD.items() if key != "into"}, "into"),
        (GOOD | {"do": "join"}, "do"),
        (GOOD | {"do": ["merge"]}, "do"),
        (GOOD | {"colour": "red"}, "colour"),
        (GOOD | {"label": "اسم"}, "label"),
        (GOOD | {"when": "yesterday"}, "when"),
        (GOOD | {"when": "2026-02-30T20:15:30Z"}, "when"),
        (GOOD | {"when": "2026-11-25T20:15:30"}, "when"),
        (GOOD | {"who": " "}, "who"),
        (GOOD | {"who": 7}, "who"),
        (GOOD | {"who": "a\nb"}, "who"),
        (GOOD | {"why": "x" * 301}, "why"),
        (GOOD | {"id": "../x"}, "id"),
        (GOOD | {"entity": "two words"}, "entity"),
        (GOOD | {"names": "اسم"}, "names"),
        (GOOD | {"names": []}, "names"),
        (GOOD | {"names": ["؟"]}, "names"),
        (GOOD | {"do": "block"}, "into"),
        ({key: value for key, value in GOOD.items() if key not in ("into", "entity")} | {"do": "block"}, "entity"),
        (
            {key: value for key, value in GOOD.items() if key != "into"} | {"do": "block", "name": "اسم"},
            "entity",
        ),
    ],
)
def test_a_wrong_line_names_its_field(record: object, field: str) -> None:
    with pytest.raises(ChangeError) as caught:
        read_change(record)
    assert caught.value.field == field


def test_an_undo_and_its_undo() -> None:
    rename = change("rename", entity="iq", label="اسم")
    undo = change("undo", change=rename.id)
    again = change("undo", change=undo.id)
    assert held([rename]) == (rename,)
    assert held([rename, undo]) == ()
    assert held([rename, undo, again]) == (rename,)
    assert held([rename, undo, again, change("undo", change=again.id)]) == ()
    assert Corrections([rename, undo]).labels == {}
    assert not Corrections([rename, undo])
    assert Corrections([rename, undo]).fingerprint == NONE.fingerprint == ""
    with pytest.raises(ChangeError, match="there is no change"):
        held([undo, rename])
    with pytest.raises(ChangeError, match="has the id"):
        held([rename, rename])


def test_what_was_merged_is_one_all_the_way() -> None:
    merged = Corrections(
        [
            change("merge", entity="a", into="b"),
            change("merge", entity="c", into="a"),
            change("merge", entity="b", into="d"),
            change("block", entity="e"),
            change("merge", entity="f", into="e"),
        ]
    )
    assert [merged.shown(one) for one in "abcdefg"] == ["d", "d", "d", "d", None, None, "g"]
    assert merged.parts("d") == ("d", "a", "b", "c")
    assert merged.parts("a") == merged.parts("e") == ()
    with pytest.raises(ChangeError, match="one entity already"):
        Corrections([change("merge", entity="a", into="b"), change("merge", entity="b", into="a")])


REFUSED = [
    (change("merge", entity="iq", into="nowhere"), "into"),
    (change("merge", entity="nowhere", into="iq"), "entity"),
    (change("merge", entity="iq", into="iq"), "into"),
    (change("merge", entity="iq", into="unesco"), "into"),
    (change("merge", entity="person:علي", into="iq"), "into"),
    (change("add", entity="iq", kind="country", label="العراق"), "entity"),
    (change("add", entity="x", kind="person", label="س", parent="iq"), "parent"),
    (change("add", entity="x", kind="town", label="س", parent="unesco"), "parent"),
    (change("add", entity="x", kind="town", label="س", parent="x"), "parent"),
    (change("rename", entity="iq", label="العراق"), "label"),
    (change("rename", entity="nowhere", label="العراق"), "entity"),
    (change("add-name", entity="islamic-state", name="داعش"), "name"),
    (change("remove-name", entity="islamic-state", name="اسم"), "name"),
    (change("remove-name", entity="iq", name="العراق"), "name"),
    (change("split", entity="islamic-state", into="x", names=("داعش",)), "kind"),
    (change("split", entity="islamic-state", into="x", names=("داعش",), kind="city", label="داعش"), "kind"),
    (change("split", entity="islamic-state", into="x", names=("لا",), kind="organization", label="لا"), "names"),
    (change("split", entity="islamic-state", into="islamic-state", names=("داعش",)), "into"),
    (change("split", entity="islamic-state", into="iq", names=("داعش",)), "into"),
    (change("unblock", entity="iq"), "entity"),
    (change("unblock", name="اسم"), "name"),
    (change("block", entity="nowhere"), "entity"),
    (change("undo", change="none"), "change"),
]


@pytest.mark.parametrize(("one", "field"), REFUSED, ids=lambda value: getattr(value, "do", value))
def test_a_change_that_makes_no_sense_is_refused(one: Change, field: str) -> None:
    with pytest.raises(ChangeError) as caught:
        check(one, NONE, Gazetteer.load())
    assert caught.value.field == field


def test_changes_are_checked_against_those_that_hold() -> None:
    add = change("add", entity="person:س", kind="person", label="س")
    merge = change("merge", entity="person:ص", into="person:س")
    block = change("block", entity="iq")
    so_far = Corrections([add, merge, block])
    gazetteer = Gazetteer.load(so_far)
    for one, field in (
        (change("undo", change=add.id), "change"),  # the merge needs it
        (change("rename", entity="person:ص", label="ع"), "entity"),
        (change("rename", entity="iq", label="ع"), "entity"),
        (change("block", entity="iq"), "entity"),
    ):
        with pytest.raises(ChangeError) as caught:
            check(one, so_far, gazetteer)
        assert caught.value.field == field
    for one in (
        change("undo", change=merge.id),
        change("unblock", entity="iq"),
        change("merge", entity="person:ع", into="person:س"),
    ):
        check(one, so_far, gazetteer)


# ---- the gazetteer as corrected


def test_the_gazetteer_has_the_names_as_corrected() -> None:
    corrections = Corrections(
        [
            change("merge", entity="mosul.iq", into="tal-afar.iq"),
            change("rename", entity="iq.army", label="جيش العراق"),
            change("block", entity="paris.fr"),
            change("block", name="سوريا"),
            change("add", entity="person:فلان_الفلاني", kind="person", label="فلان الفلاني", names=("أبو فلان",)),
            change("merge", entity="person:علي_حسن", into="person:فلان_الفلاني", names=("علي حسن",)),
            change("add-name", entity="unesco", name="المنظمة الثقافية"),
            change("remove-name", entity="islamic-state", name="تنظيم الدولة"),
            change("split", entity="islamic-state", into="daesh", names=("داعش",), kind="organization", label="داعش"),
            change("add", entity="new.iq", kind="village", label="القرية الجديدة جدا", parent="iq-ni"),
        ]
    )
    gazetteer = Gazetteer.load(corrections)

    def ids(name: str) -> list[str]:
        return [entity.id for entity in gazetteer.lookup(name)]

    assert ids("الموصل") == ids("وبالموصل") == ids("تلعفر") == ["tal-afar.iq"]
    assert gazetteer.get("mosul.iq") == gazetteer.get("tal-afar.iq")
    assert ids("الجيش العراقي") == ids("جيش العراق") == ["iq.army"]
    assert ids("باريس") == ids("سوريا") == ids("تنظيم الدولة") == []
    assert ids("أبو فلان") == ids("علي حسن") == ["person:فلان_الفلاني"]
    assert ids("المنظمة الثقافية") == ["unesco"]
    assert ids("داعش") == ["daesh"]
    assert ids("القرية الجديدة جدا") == ["new.iq"]
    assert gazetteer.containing("new.iq")[:2] == ("iq-ni", "iq")
    assert gazetteer.parent("mosul-dam.iq") == Gazetteer.load().parent("mosul-dam.iq")
    # the shipped one is as it was
    assert [entity.id for entity in Gazetteer.load().lookup("الموصل")] == ["mosul.iq"]
    assert Gazetteer.load(Corrections([change("undo", change="x")][:0])) is Gazetteer.load()


def test_what_lies_in_a_merged_or_blocked_place() -> None:
    gazetteer = Gazetteer.load(
        Corrections([change("merge", entity="iq-ni", into="sy-ha"), change("block", entity="eg")])
    )
    assert gazetteer.containing("mosul.iq")[:2] == ("sy-ha", "sy")
    assert "iq" not in gazetteer.containing("mosul.iq")
    assert "eg" not in gazetteer.containing("cairo.eg")
    assert {"middle-east", "arab-world"} <= set(gazetteer.containing("cairo.eg"))


@pytest.mark.parametrize(
    "pairs",
    [
        [("iq", "mosul.iq")],  # into a place within it
        [("iq-ni", "mosul.iq"), ("mosul.iq", "tal-afar.iq")],
        [("mosul.iq", "iq"), ("iq", "sy"), ("sy", "middle-east")],
        [("middle-east", "iq"), ("asia", "iq-ni")],
    ],
)
def test_no_place_lies_in_itself_whatever_was_merged(pairs: list[tuple[str, str]]) -> None:
    gazetteer = Gazetteer.load(Corrections([change("merge", entity=one, into=other) for one, other in pairs]))
    gone = {one for one, _ in pairs}
    for place in gazetteer:
        containing = gazetteer.containing(place.id)
        assert place.id not in containing
        assert not gone & set(containing)


# ---- the file


def test_changes_are_kept_and_seen_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "entities.jsonl"
    writer, reader = EntitiesFile(path), EntitiesFile(path)
    assert reader.corrections() == NONE
    first, second = EVERY[4], EVERY[5]
    writer.append(lambda _: [first])
    assert reader.corrections().changes == (first,)
    before = path.read_bytes()
    writer.append(lambda _: [second])
    assert path.read_bytes().startswith(before)
    assert reader.corrections().changes == (first, second)
    assert reader.corrections() is reader.corrections()
    assert sorted(one.name for one in path.parent.iterdir()) == ["entities.jsonl", "entities.jsonl.lock"]
    path.unlink()
    assert reader.corrections() == NONE


def test_a_file_without_its_last_newline_or_with_empty_lines_is_good(tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    path.write_bytes(b"\n" + write_change(EVERY[4]).rstrip() + b"\n\n" + write_change(EVERY[5]).rstrip())
    file = EntitiesFile(path)
    file.append(lambda _: [EVERY[7]])
    assert file.read().changes == (EVERY[4], EVERY[5], EVERY[7])


@pytest.mark.parametrize(
    ("lines", "where"),
    [
        (b"nonsense\n", "1: line: is no JSON"),
        (write_change(EVERY[4]) + b'{"id": "x"}\n', "2: when: is missing"),
        (write_change(EVERY[4]) * 2, "2: id: another change before has the id"),
        (write_change(EVERY[4]) + b"\n" + write_change(EVERY[10]), "3: change: there is no change"),
        (b"\xff\xfe\n", "1: line: is no JSON"),
        (
            write_change(change("merge", entity="a", into="b")) + write_change(change("merge", entity="b", into="a")),
            "2: into: b and a are one entity already",
        ),
    ],
)
def test_a_damaged_file_is_named_and_never_written_over(tmp_path: Path, lines: bytes, where: str) -> None:
    path = tmp_path / "entities.jsonl"
    path.write_bytes(lines)
    file = EntitiesFile(path)
    for use in (file.read, file.corrections, lambda: file.append(lambda _: [EVERY[7]])):
        with pytest.raises(CorrectionsDamaged, match=where) as caught:
            use()
        assert str(path) in str(caught.value)
    assert path.read_bytes() == lines
    with pytest.raises(InputError, match=where):
        read_changes(path)


def test_damage_does_not_end_a_running_reader(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "entities.jsonl"
    file = EntitiesFile(path)
    file.append(lambda _: [EVERY[4]])
    reader = EntitiesFile(path)
    good = reader.corrections()
    with path.open("ab") as out:
        out.write(b"half a li")
    assert reader.corrections() == good
    assert "entities.jsonl:2" in caplog.text
    path.write_bytes(path.read_bytes().removesuffix(b"half a li") + write_change(EVERY[5]))
    assert reader.corrections().changes == (EVERY[4], EVERY[5])


def test_a_refused_change_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = EntitiesFile(tmp_path / "entities.jsonl")
    file.append(lambda _: [EVERY[4]])
    before = file.path.read_bytes()
    with pytest.raises(ChangeError):
        file.append(lambda _: [EVERY[10]])
    with pytest.raises(ZeroDivisionError):
        file.append(lambda _: [replace(EVERY[5], why=str(1 // 0))])
    assert file.path.read_bytes() == before


def _add_many(path: str, who: str) -> None:
    file = EntitiesFile(Path(path))
    for number in range(20):
        file.append(lambda _, n=number: [new_change("add-name", who, "at once", entity="iq", name=f"اسم {n}")])  # type: ignore[misc]


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "entities.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_add_many, args=(str(path), who)) for who in ("amal", "basim")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
        assert writer.exitcode == 0
    changes = EntitiesFile(path).read().changes
    for who in ("amal", "basim"):
        assert [one.name for one in changes if one.who == who] == [f"اسم {number}" for number in range(20)]
