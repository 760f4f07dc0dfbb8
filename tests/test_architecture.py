"""The direction of imports: indexer → search ← web, and every library behind the one package that may use it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("search", "indexer", "web")
ALLOWED = {"search": {"search"}, "indexer": {"search", "indexer"}, "web": {"search", "web"}}
HOMES = {
    "tantivy": "search/engines",
    "elasticsearch": "search/engines",
    "pyarabic": "search/analysis",
    "fastapi": "web",
    "starlette": "web",
    "jinja2": "web",
    "isal": ("web/compression.py", "search/engines/tantivy_index.py"),
    "msgspec": "search/document.py",
    "typer": "indexer/cli",
    "uvicorn": ("indexer/serving.py", "web/protocol.py"),
}
"""Each of these libraries, and the only place that may import it."""


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the direction"
            yield node.module or ""


def test_there_is_something_to_check() -> None:
    assert len(modules()) > 40
    assert {path.relative_to(ROOT).parts[0] for path in modules()} == set(PACKAGES)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    inside = path.relative_to(ROOT)
    for name in imports(path):
        top = name.split(".")[0]
        if top in PACKAGES:
            assert top in ALLOWED[inside.parts[0]], f"{inside} imports {name}"
        home = HOMES.get(top)
        # build scripts are run by hand and may use what they need
        if home is not None and inside.parts[:2] != ("indexer", "tools"):
            assert str(inside).startswith(home), f"{inside} imports {name}, which belongs in {home}"


def test_tests_do_not_shadow_the_packages() -> None:
    names = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert not names & set(PACKAGES)


def test_the_port_stays_small() -> None:
    """Statements of the protocols, docstrings aside: a port that grows is doing an adapter's work."""
    tree = ast.parse((ROOT / "search/engine.py").read_text(encoding="utf-8"))
    protocols = [node for node in tree.body if isinstance(node, ast.ClassDef) and "Protocol" in ast.dump(node)]
    assert len(protocols) == 3
    assert sum(len(protocol.body) for protocol in protocols) < 30


def test_searching_starts_without_extraction() -> None:
    asked = "import sys, indexer.cli; print([name for name in sys.modules if name.startswith('indexer.extract')])"
    run = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
