"""What is not restored, and says why; what does not become a backup."""

import json
import os
import re
import resource
import zipfile
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pyrage import x25519

from alsweak.backup.making import NATIVE, back_up
from alsweak.backup.restoring import compared, opened
from people.models import Clinic
from tests.alsweak.backup.restored import empty, programs, run
from tests.cast import PASSWORD


@pytest.fixture
def backup(transactional_db, ada, tmp_path, monkeypatch):
    """Makes one of a site with Ada, in a folder of its own."""
    programs(monkeypatch)

    def make(**how):
        return back_up(tmp_path / "backups", now=timezone.now(), **how)

    return make


def refused(file, **options):
    with pytest.raises(CommandError) as error:
        call_command("restore", file, **options)
    return str(error.value)


def told_otherwise(file, **said):
    """The same backup whose manifest says something else."""
    other = file.with_name("other.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, json.dumps(json.loads(data) | said) if name == "manifest.json" else data)
    return other


def manifest(file):
    with zipfile.ZipFile(file) as archive:
        return json.loads(archive.read("manifest.json"))


@pytest.mark.parametrize("name", ["own", "tables/people_user.jsonl", "manifest.json"])
def test_a_damaged_member_is_named(backup, name):
    name = NATIVE[connection.vendor] if name == "own" else name
    file = backup()
    with zipfile.ZipFile(file) as archive:
        place = archive.getinfo(name)
    data = bytearray(file.read_bytes())
    data[place.header_offset + 60 + place.compress_size // 2] ^= 0xFF
    file.write_bytes(data)

    damaged = "manifest.json is missing or damaged: nothing was restored."
    assert refused(file) == (damaged if name == "manifest.json" else f"Damaged: {name}. Nothing was restored.")


def test_what_cannot_be_a_whole_backup_of_this_alsweak_is_refused(backup, tmp_path):
    file = backup()
    newer = manifest(file)["migrations"] | {"people": "0999_of_next_year"}

    assert refused(told_otherwise(file, format=2)) == (
        "It has format 2, and this alsweak reads up to 1: take the one that made it."
    )
    assert refused(told_otherwise(file, migrations=newer)) == (
        "It is of a newer alsweak, with people.0999_of_next_year. Nothing was restored."
    )
    assert refused(tmp_path / "none.zip") == f"There is no file {tmp_path / 'none.zip'}."
    file.write_bytes(file.read_bytes()[:-100])
    assert refused(file) == "It is no backup, or its end is missing. Nothing was restored."


def test_a_database_with_tables_is_left_as_it_is(backup, ada):
    file = backup()
    ada.name = "Ada since then"
    ada.save()

    assert re.fullmatch(r"The database has \d+ tables: a backup goes into an empty one.*", refused(file))
    ada.refresh_from_db()
    assert ada.name == "Ada since then"


def test_an_encrypted_backup_is_opened_by_its_own_key_alone(backup, tmp_path):
    own, other = x25519.Identity.generate(), x25519.Identity.generate()
    keys = {name: tmp_path / name for name in ("own", "other", "none")}
    for name, lines in {"own": f"# of the clinic\n{own}\n", "other": f"{other}\n", "none": "a secret\n"}.items():
        keys[name].write_text(lines)
    file = backup(encrypt_to=str(own.to_public()))

    assert file.name.endswith(".zip.age")
    assert b"manifest.json" not in file.read_bytes()
    assert refused(file) == "It is encrypted: --identity names the file of the key. Nothing was restored."
    assert refused(file, identity=keys["other"]).startswith("The key does not open it, or it is damaged")
    assert refused(file, identity=keys["none"]).endswith(
        "holds no secret key of age, which begins with AGE-SECRET-KEY-1."
    )
    with opened(file, keys["own"]) as (_, made):
        assert {same for *_, same in compared(made)} == {True}
    with pytest.raises(CommandError, match=r"“ada” is no public key of age, which begins with age1\."):
        backup(encrypt_to="ada")


@contextmanager
def full_after(size):
    """A disk that takes no more than so much of a file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_full_disk_is_told_and_nothing_is_left_of_a_backup(backup, tmp_path, encrypted):
    key = str(x25519.Identity.generate().to_public()) if encrypted else ""
    before = backup()

    with full_after(20_000), pytest.raises(CommandError) as error:
        call_command("backup", to=before.parent, keep=(1, 0, 0), encrypt_to=key)

    assert str(error.value).startswith(f"{before.parent} did not take it")
    assert list(before.parent.iterdir()) == [before]


def test_a_backup_is_for_its_owner_alone_and_older_ones_and_what_was_left_go_with_the_next(backup, capsys):
    old = backup()
    folder = old.parent
    old = old.rename(folder / "alsweak-20250101T000000Z.zip")
    left = folder / ".alsweak-one-that-was-killed.part"
    left.write_text("half")
    os.utime(left, (0, 0))
    (folder / "mine.txt").write_text("kept")

    call_command("backup", to=folder, keep=(1, 0, 0))

    (new,) = folder.glob("*.zip")
    assert new != old
    assert {path.name for path in folder.iterdir()} == {new.name, "mine.txt"}
    assert (new.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)
    assert capsys.readouterr().out.splitlines()[-1] == "alsweak-20250101T000000Z.zip was dropped."


def test_the_secret_and_no_password_is_in_it_as_it_was_typed(backup, settings):
    with zipfile.ZipFile(backup()) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert settings.SECRET_KEY.encode() not in everything
    assert PASSWORD.encode() not in everything


def test_in_production_it_is_said_that_whoever_has_the_file_reads_it(backup, settings, capsys, tmp_path):
    settings.PRODUCTION = True
    call_command("backup", to=tmp_path)
    assert "not encrypted" in capsys.readouterr().err


def test_a_database_that_differs_from_its_backup_is_told_table_by_table_and_ends_with_one(backup, tmp_path):
    file = backup()
    tables = manifest(file)["tables"]
    tables["people_user"]["checksum"], tables["people_clinic"]["rows"] = "0" * 64, 7
    with opened(told_otherwise(file, tables=tables), None) as (_, made):
        assert [table for table, _, same in compared(made) if not same] == ["people_clinic", "people_user"]
    Clinic.objects.all().update(name="Another")

    with empty(connection.vendor, tmp_path) as database:
        done = run(["manage.py"], "restore", file.with_name("other.zip"), database=database, var=tmp_path / "var")
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: Do not use this database: people_clinic, people_user differ from the backup.\n"
    )
