import uuid

import pytest
from django.core.management import CommandError, call_command

from exchange.models import Import
from symptoms.models import Measurement
from tests.symptoms.write.bringing import DAY, bring_in


def told(capsys, *args):
    call_command("imports", *args)
    return capsys.readouterr().out


def test_what_came_in_is_listed_and_taken_back_once(clinic, record, capsys):
    bring_in(clinic, f"A-1,{DAY},self,70,,")
    noted = Import.objects.get()

    assert told(capsys) == f"{noted.pk}  2026-03-02 08:00  csv into North Clinic: 1 new, 0 corrected\n"
    assert told(capsys, "--take-back", str(noted.pk)) == "1 entries were taken back, 0 count again.\n"
    assert not Measurement.objects.standing().exists()
    assert told(capsys, "--take-back", str(noted.pk)) == "It was taken back before: nothing was changed.\n"
    assert ", taken back " in told(capsys)


def test_what_never_came_in_is_said_to_be_not_there(db):
    pk = uuid.uuid4()
    with pytest.raises(CommandError, match=f"^There is no import {pk}. “manage.py imports” lists them.$"):
        call_command("imports", "--take-back", str(pk))
