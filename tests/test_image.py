"""The image that compose starts. Without a Docker engine its file is read, and what it starts is looked for."""

import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.test_deploy import DOCKERFILE, ROOMS, ROOT, SERVICES


def test_image_starts_gunicorn_as_another_user_than_root():
    assert re.search(r'^CMD \["(\w+)"', DOCKERFILE, re.MULTILINE)[1] == "gunicorn"
    assert shutil.which("gunicorn", path=Path(sys.executable).parent)
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["alsweak"]


def test_image_has_the_programs_of_the_postgresql_that_compose_starts():
    (version,) = re.findall(r"postgresql-client-(\d+)", DOCKERFILE)
    assert SERVICES["postgres"]["image"] == f"postgres:{version}"


def test_image_gets_every_room_and_nothing_else():
    taken = {line[1:].rstrip("/") for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert taken == set(ROOMS) | {"templates", "static", "locale", "manage.py", "requirements.txt"}


def test_image_makes_its_own_catalogues_while_it_may_still_write():
    assert "**/*.mo" in (ROOT / ".dockerignore").read_text().splitlines()
    first_start = re.search(r"^RUN .*python manage\.py", DOCKERFILE, re.MULTILINE)
    assert first_start.start() < DOCKERFILE.index("\nUSER ")


def test_probe_asks_the_running_site(live_server, monkeypatch):
    from alsweak.probe import probe

    monkeypatch.setenv("BIND", f"0.0.0.0:{live_server.thread.port}")
    monkeypatch.setenv("ALLOWED_HOSTS", "localhost,127.0.0.1")
    probe()


@pytest.mark.parametrize("folder", ["--mode 0700 /backups", "/tls/authority /tls/postgres /tls/redis"])
def test_the_folders_of_new_volumes_are_there_for_who_fills_them(folder):
    """A new volume has the owner of the folder of the image."""
    made = DOCKERFILE.index(f"install --directory --owner alsweak {folder}\n")
    assert DOCKERFILE.index("useradd") < made < DOCKERFILE.index("\nUSER alsweak")
