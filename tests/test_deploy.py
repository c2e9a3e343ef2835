"""The files that a clinic deploys with. Without a Docker engine they are read, and what they start is looked for."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"] == "alsweak"}
DOCKERFILE = (ROOT / "Dockerfile").read_text()
VALUES = {
    "SECRET_KEY": "tbHYgzkRkbcQzN7mDnwIoJDLX5zg2Uo3vgPyAqgVYbqG8OVzqTqtTw0",
    "POSTGRES_PASSWORD": "c0ffee",
    "ALLOWED_HOSTS": "als.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://als.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "alsweak <als@example.org>",
}


def pins(file):
    lines = (ROOT / file).read_text().replace("\\\n", " ").splitlines()
    return {
        name: (version, hashes) for line in lines for name, version, hashes in re.findall(r"^(\S+)==(\S+)(.*)", line)
    }


def filled_in(values):
    """The environment of our services with these values in .env; KeyError for a variable that has none."""
    environment = OURS["web"]["environment"]
    return {
        name: re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: values[found[1]], it) for name, it in environment.items()
    }


def manage(*arguments, tmp_path, **environment):
    inherited = {"PATH": os.environ["PATH"], "ALSWEAK_PRODUCTION": "1", "ALSWEAK_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=inherited | environment, capture_output=True, text=True)


def test_compose_has_the_processes_of_a_clinic():
    assert set(SERVICES) == {"web", "worker", "beat", "migrate", "postgres", "redis"}
    assert set(OURS) == {"web", "worker", "beat", "migrate"}


def test_every_variable_must_be_given_and_env_example_names_it_without_a_value():
    asked = re.findall(r"\$\{(\w+)(.*?)\}", COMPOSE)
    assert [name for name, rest in asked if not rest.startswith(":?")] == []
    example = re.findall(r"^(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert dict(example) == dict.fromkeys((name for name, _ in asked), "")


def test_compose_environment_passes_the_deploy_check(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **filled_in(VALUES))
    assert (result.returncode, result.stderr) == (0, "")


def test_bare_production_is_refused_by_number(tmp_path):
    result = manage("check", tmp_path=tmp_path)
    assert result.returncode == 1
    assert set(re.findall(r"alsweak\.E\d+", result.stderr)) == {"alsweak.E001", "alsweak.E002", "alsweak.E004"}


@pytest.mark.parametrize("name", [name for name in OURS if "command" in OURS[name]])
def test_command_starts_a_program_of_the_image(name):
    program, *_ = OURS[name]["command"]
    assert shutil.which(program, path=Path(sys.executable).parent)


def test_image_starts_gunicorn_as_another_user_than_root():
    assert re.search(r'^CMD \["(\w+)"', DOCKERFILE, re.MULTILINE)[1] == "gunicorn"
    assert shutil.which("gunicorn", path=Path(sys.executable).parent)
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["alsweak"]


def test_every_lasting_process_has_a_health_check():
    assert "HEALTHCHECK" in DOCKERFILE
    assert {name for name in SERVICES if "test" in SERVICES[name].get("healthcheck", {})} == set(SERVICES) - {
        "web",
        "migrate",
    }


@pytest.mark.parametrize("name", OURS)
def test_dependencies_are_waited_for_until_they_are_ready(name):
    for other, how in OURS[name]["depends_on"].items():
        lasting = other != "migrate"
        assert how == {"condition": "service_healthy" if lasting else "service_completed_successfully"}


def test_data_is_kept_in_named_volumes():
    used = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(yaml.safe_load(COMPOSE)["volumes"]) == {"postgres", "redis"}


def test_image_gets_every_room_and_nothing_else():
    taken = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    rooms = {"alsweak", "clinical", "people", "symptoms", "care", "reports", "exchange"}
    assert taken == rooms | {"templates", "static", "locale", "manage.py", "requirements.txt"}


def test_image_makes_its_own_catalogues_while_it_may_still_write():
    assert "**/*.mo" in (ROOT / ".dockerignore").read_text().splitlines()
    first_start = re.search(r"^RUN .*python manage\.py", DOCKERFILE, re.MULTILINE)
    assert first_start.start() < DOCKERFILE.index("\nUSER ")


def test_probe_asks_the_running_site(live_server, monkeypatch):
    from alsweak.probe import probe

    monkeypatch.setenv("BIND", f"0.0.0.0:{live_server.thread.port}")
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost,127.0.0.1")
    probe()


def test_requirements_pin_what_pyproject_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, everything = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runtime.items() <= everything.items()
    for declared, pinned in [
        (project["project"]["dependencies"], runtime),
        (project["dependency-groups"]["dev"], everything),
    ]:
        wanted = [Requirement(line) for line in declared]
        assert [it.name for it in wanted if not it.specifier.contains(pinned[it.name][0])] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_have_hashes_and_no_address(file):
    assert [name for name, (_, hashes) in pins(file).items() if "--hash=sha256:" not in hashes] == []
    assert "://" not in (ROOT / file).read_text()
