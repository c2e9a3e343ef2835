"""The process that makes a backup every night, as compose starts it."""

import os
import signal
import subprocess
import sys
import time

from tests import workers
from tests.alsweak.backup.restored import ROOT, programs


def test_it_makes_up_for_a_night_without_a_backup_and_then_waits_until_it_is_told_to_end(
    transactional_db, tmp_path, monkeypatch
):
    programs(monkeypatch)
    folder = tmp_path / "backups"
    env = os.environ | {"DATABASE_URL": workers.database(), "ALSWEAK_VAR": str(tmp_path)}
    command = [sys.executable, "manage.py", "backup", "--nightly", "02:30", "--to", str(folder), "--keep", "7/4/12"]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=env | {"DJANGO_SETTINGS_MODULE": "alsweak.settings", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        told = process.stdout.readline()
        (file,) = folder.glob("*.zip")
        assert told.startswith(f"{file}: ")
        time.sleep(0.5)  # in which a second one would be begun
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert (process.wait(10), process.stdout.read()) == (0, "")
        assert list(folder.iterdir()) == [file]
    finally:
        process.kill()
        process.communicate()
