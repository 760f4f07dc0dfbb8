"""What the documents promise: every setting, command, option and error is named there, as the code has it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import typer.main

from indexer.cli import app
from search import errors
from search.errors import FihrisError, SettingsError
from search.settings import Settings, load_settings

ROOT = Path(__file__).parent.parent
SETTINGS = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
COMMANDS: dict[str, Any] = vars(typer.main.get_command(app))["commands"]


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_setting_is_documented_as_it_is(name: str) -> None:
    field = Settings.model_fields[name]
    row = re.search(rf"^\| `FIHRIS_{name.upper()}` \| (.*?) \| (.*?) \|$", SETTINGS, re.MULTILINE)
    assert row, f"docs/settings.md has no row for FIHRIS_{name.upper()}"
    assert row[1] == (f"`{field.default}`" if field.default not in (None, "", ()) else "")
    assert row[2] == field.description


def test_no_setting_is_documented_that_is_not_there() -> None:
    named = set(re.findall(r"^\| `FIHRIS_([A-Z_]+)`", SETTINGS, re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_and_option_is_documented(name: str) -> None:
    text = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    section = re.search(rf"^## fihris {name}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/cli.md has no section for fihris {name}"
    inner = vars(COMMANDS[name]).get("commands", {})
    for command in (COMMANDS[name], *inner.values()):
        if command is not COMMANDS[name]:
            assert f"`{command.name}" in section[1], f"{name} {command.name} is not in docs/cli.md"
        for parameter in command.params:
            assert getattr(parameter, "help", None), f"{name} {command.name}: {parameter.name} has no help text"
            if parameter.param_type_name == "option" and parameter.name != "help":
                named = [*parameter.opts, *parameter.secondary_opts]
                assert any(f"`{option}" in section[1] for option in named), f"{name} {named[0]} is not in docs/cli.md"


def test_the_error_tree_is_drawn_as_it_is() -> None:
    drawn = set(re.findall(r"[├└]── (\w+)", errors.__doc__ or ""))
    kinds = {
        kind.__name__ for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, FihrisError)
    }
    assert drawn | {"FihrisError"} == kinds


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIHRIS_PORT", "9000")
    monkeypatch.setenv("FIHRIS_INDEX", " somewhere ")
    assert load_settings().port == 9000
    assert load_settings().index == "somewhere"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "70000"), ("INDEX", " "), ("KEEP", "-1"), ("DIGITS", "roman"), ("LOG_LEVEL", "loud"), ("WORKERS", "two")],
)
def test_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"FIHRIS_{name}", value)
    with pytest.raises(SettingsError, match=f"FIHRIS_{name}: "):
        load_settings()


def test_links_between_documents_lead_somewhere() -> None:
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.relative_to(ROOT)} links to {target}, which is not there"
