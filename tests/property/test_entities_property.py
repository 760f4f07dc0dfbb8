"""Whatever changes people make: undoing brings back what was, and a file says what was written."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from search.entities import Corrections, EntitiesFile
from search.entities.changes import Change, ChangeError, new_change
from search.entities.corrections import undone_changes

IDS = st.sampled_from([f"e{number}" for number in range(8)])
NAMES = st.sampled_from([f"اسم {letter}" for letter in "ابتثجح"])
NOW = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


def made(do: str, **what: object) -> Change:
    return new_change(do, "x", "y", NOW, **what)  # type: ignore[arg-type]


CHANGES = st.one_of(
    st.builds(lambda e, i: made("merge", entity=e, into=i), IDS, IDS),
    st.builds(lambda e, n: made("rename", entity=e, label=n), IDS, NAMES),
    st.builds(lambda e, n: made("add-name", entity=e, name=n), IDS, NAMES),
    st.builds(lambda e, n: made("remove-name", entity=e, name=n), IDS, NAMES),
    st.builds(lambda e: made("block", entity=e), IDS),
    st.builds(lambda e: made("unblock", entity=e), IDS),
    st.builds(lambda n: made("block", name=n), NAMES),
    st.builds(lambda e, i, n: made("split", entity=e, into=i, names=(n,), kind="person", label=n), IDS, IDS, NAMES),
)


def possible(changes: list[Change]) -> list[Change]:
    """Those of the changes that can be made one after the other."""
    kept: list[Change] = []
    for change in changes:
        try:
            Corrections([*kept, change])
        except ChangeError:
            continue
        kept.append(change)
    return kept


def state(corrections: Corrections) -> tuple[object, ...]:
    """All that corrections say, in looks-up that were never asked for left out."""
    return (
        {one: corrections.shown(one) for one in (f"e{number}" for number in range(8))},
        {
            (one, name): corrections.mention(one, name)
            for one in (f"e{number}" for number in range(8))
            for name in (f"اسم {letter}" for letter in "ابتثجح")
        },
        corrections.labels,
        corrections.added,
        {one: names for one, names in corrections.names.items() if names},
        corrections.fingerprint,
    )


@given(st.lists(CHANGES, max_size=12), CHANGES)
def test_undoing_what_was_done_brings_back_what_was(some: list[Change], last: Change) -> None:
    before = possible(some)
    done = possible([*before, last])
    if len(done) == len(before):
        return
    undone = [*done, made("undo", change=last.id)]
    assert state(Corrections(undone)) == state(Corrections(before))
    again = [*undone, made("undo", change=undone[-1].id)]
    assert state(Corrections(again)) == state(Corrections(done))
    assert undone_changes(again) == {undone[-1].id}


@given(st.lists(CHANGES, max_size=12))
def test_ids_lead_to_one_that_leads_to_itself(some: list[Change]) -> None:
    corrections = Corrections(possible(some))
    for one in (f"e{number}" for number in range(8)):
        shown = corrections.shown(one)
        if shown is not None:
            assert corrections.shown(shown) == shown
            assert one in corrections.parts(shown)


@settings(max_examples=25)
@given(st.lists(CHANGES, max_size=12))
def test_a_file_says_what_was_written(some: list[Change]) -> None:
    changes = possible(some)
    with tempfile.TemporaryDirectory() as folder:
        file = EntitiesFile(Path(folder) / "entities.jsonl")
        for change in changes:
            file.append(lambda _, one=change: [one])  # type: ignore[misc]
        assert file.read().changes == tuple(changes)
        assert state(file.read()) == state(Corrections(changes))
