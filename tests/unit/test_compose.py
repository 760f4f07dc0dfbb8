"""docker-compose.yml and the Dockerfile hold together with each other, the settings and the tested version."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from compose_spec import PyCompose, PyOptions

from search.settings import Settings
from tests.elasticsearch_node.build import elasticsearch_version

ROOT = Path(__file__).parents[2]
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def dockerfile() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8")


def test_top_level(compose: dict[str, Any]) -> None:
    assert {key for key in compose if not key.startswith("x-")} == {"name", "services", "volumes"}
    assert set(compose["services"]) == {"elasticsearch", "index", "web"}


def checked(text: str) -> PyCompose:
    """The file as the Compose specification's validator reads it. Raises ValueError where it breaks the schema."""
    options = PyOptions()
    options.apply_merge = True
    read = options.from_yaml(text)
    read.validate()
    return read


def test_the_file_keeps_to_the_compose_specification() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    assert sorted(checked(text).service_names()) == ["elasticsearch", "index", "web"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("restart: unless-stopped", "restart: sometimes"),
        ("condition: service_healthy", "condition: service_happy"),
        ("interval: 10s", "interval: soon"),
        ("mem_limit: 2g", "mem_limit: [2g]"),
        ("init: true", "initialise: true"),
    ],
)
def test_the_validator_sees_what_is_wrong(right: str, wrong: str) -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"\S"):
        checked(text.replace(right, wrong, 1))


def test_services_depend_on_services(compose: dict[str, Any]) -> None:
    for service in compose["services"].values():
        for other, how in service.get("depends_on", {}).items():
            assert other in compose["services"]
            assert how["condition"] in CONDITIONS
            if how["condition"] == "service_healthy":
                assert "healthcheck" in compose["services"][other]


def test_volumes_are_declared_or_folders(compose: dict[str, Any]) -> None:
    used = [one.split(":") for service in compose["services"].values() for one in service.get("volumes", ())]
    named = {source for source, *_ in used if not source.startswith(".")}
    assert named == set(compose["volumes"])
    assert all(target.startswith("/") for _, target, *_ in used)


def test_the_server_is_of_the_tested_version(compose: dict[str, Any]) -> None:
    assert compose["services"]["elasticsearch"]["image"] == f"elasticsearch:{elasticsearch_version()}"


def test_security_is_on_and_the_server_is_not_published(compose: dict[str, Any]) -> None:
    server = compose["services"]["elasticsearch"]
    assert server["environment"]["xpack.security.enabled"] == "true"
    assert "ports" not in server
    assert all(port.startswith("127.0.0.1:") for port in compose["services"]["web"]["ports"])
    password = server["environment"]["ELASTIC_PASSWORD"]
    assert re.fullmatch(r"\$\{FIHRIS_PASSWORD:\?.+\}", password), "no password stands in the file"
    for name in ("web", "index"):
        assert compose["services"][name]["environment"]["FIHRIS_PASSWORD"] == password


def test_every_variable_is_a_setting(compose: dict[str, Any], dockerfile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = {f"FIHRIS_{name.upper()}" for name in Settings.model_fields}
    assert set(re.findall(r"FIHRIS_[A-Z_]+", dockerfile)) <= known
    for name in ("web", "index"):
        environment = compose["services"][name]["environment"]
        assert set(environment) <= known
        for variable, value in environment.items():
            monkeypatch.setenv(variable, str(value))
        settings = Settings()
        assert settings.remote
        assert settings.index == f"http://elasticsearch:{9200}"


def test_environment_values_are_text(compose: dict[str, Any]) -> None:
    """YAML reads true and 8000 as something else than text, which Compose takes in some places only."""
    for service in compose["services"].values():
        assert all(isinstance(value, str) for value in service["environment"].values())


def test_the_dockerfile_copies_what_the_context_sends(dockerfile: str) -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*", "all is left out but what is named"
    sent = {line[1:] for line in ignored if line.startswith("!")}
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", dockerfile, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied == sent


def test_the_image_is_slim_and_runs_as_nobody_special(dockerfile: str) -> None:
    stages = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert stages == ["python:3.11-slim"] * 2
    last = dockerfile[dockerfile.rindex("FROM ") :]
    assert re.search(r"^USER fihris$", last, re.MULTILINE)
    assert "HEALTHCHECK" in last
    assert last.index("USER fihris") < last.index("ENTRYPOINT")


def test_the_commands_are_those_of_the_command_line(compose: dict[str, Any]) -> None:
    from indexer.cli import app  # noqa: PLC0415 - heavy, and only needed here

    commands = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    for name in ("web", "index"):
        assert compose["services"][name]["command"][0] in commands
