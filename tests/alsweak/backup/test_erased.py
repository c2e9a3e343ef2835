"""Who was erased after a backup was made does not come back with it."""

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from alsweak.backup import erased
from exchange.erase import receipt
from exchange.erase.person import erase_record
from tests.alsweak.backup.restored import empty, programs, run


def test_a_restore_erases_once_more_what_the_list_beside_the_backup_names(
    transactional_db, record, ada, tmp_path, monkeypatch
):
    programs(monkeypatch)
    folder = tmp_path / "backups"
    call_command("backup", to=folder)
    (file,) = folder.iterdir()
    erase_record(record, by=ada, asked_by=receipt.OWNER, now=timezone.now())
    erased.keep(folder)

    with empty(connection.vendor, tmp_path) as database:
        done = run(["manage.py", "restore"], file, database=database, var=tmp_path / "var")
        left = run(["manage.py", "export_csv"], database=database, var=tmp_path / "var")

    assert (done.returncode, done.stdout.splitlines()[-2:]) == (
        0,
        ["But for what erased.jsonl beside it says was erased:", f"record {record.pk}: erased again"],
    )
    assert left.stdout.splitlines()[1:] == []


def test_where_nothing_was_erased_there_is_no_list(db, tmp_path):
    erased.keep(tmp_path)

    assert list(tmp_path.iterdir()) == []
