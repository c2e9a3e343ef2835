"""People who write while the tables change under them, by the code of a state as a site does that is still running."""

import datetime as dt
import random
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps.registry import Apps
from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import F
from django.utils import timezone

from tests.alsweak.upgrade.changed import Tables
from tests.alsweak.upgrade.made import BEN, BENS_ADDRESS

WRITERS = 3
PAUSE = 0.02  # seconds
MARK = "load"  # in each row of theirs


class Writers:
    """``saved``: what they were told is saved, check-in to grade. ``waits``: the longest that one of them waited while
    each migration was made, in seconds. ``refused``: how often the tables did not take what they wrote, by the
    database's words."""

    def __init__(self, apps: Apps) -> None:
        self.saved: dict[uuid.UUID, int] = {}
        self.waits: dict[str, float] = {}
        self.refused: Counter[str] = Counter()
        self.stepped_back = 0
        self.making = ""
        self._apps = apps
        self._stop = threading.Event()

    @contextmanager
    def writing(self) -> Iterator[None]:
        self._stop.clear()
        usual = sys.getswitchinterval()
        sys.setswitchinterval(PAUSE / 40)  # else they stand behind the thread that renders models
        threads = [threading.Thread(target=self._write_on) for _ in range(WRITERS)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._stop.set()
            for thread in threads:
                thread.join()
            sys.setswitchinterval(usual)

    def taken_from(self, found: Tables) -> list[str]:
        """Take what they wrote out of all rows that are there; what is not as they were told."""
        native = connection.features.has_native_uuid_field
        wanted = {(pk if native else pk.hex): grade for pk, grade in self.saved.items()}
        check_ins, weakness, events = (
            found[it] for it in ("symptoms_checkin", "symptoms_weakness", "people_auditevent")
        )
        there = {key: weakness.pop(key)["neck"] for key in [*check_ins] if check_ins[key]["time_zone"] == MARK}
        noted = [events.pop(key) for key in [*events] if events[key]["detail"] == MARK]
        found["symptoms_checkin"] = {key: row for key, row in check_ins.items() if key not in there}
        record = found["people_patient"][BEN if native else BEN.hex]
        counted, record["data_version"] = record["data_version"], 0
        wrong = [f"{key} is {there.get(key)}, was {wanted.get(key)}" for key, _ in there.items() ^ wanted.items()]
        if {len(noted), counted} != {len(wanted)}:
            wrong.append(f"{len(wanted)} were saved, {len(noted)} events, the record counts {counted}")
        return wrong

    def _write_on(self) -> None:
        while not self._stop.is_set():
            pk, grade, began, during = uuid.uuid4(), random.randrange(5), time.monotonic(), self.making
            try:
                self._write(pk, grade)
            except OperationalError:  # a lock that it did not get: whoever pressed is told, and presses again
                self.stepped_back += 1
            except (DatabaseError, LookupError) as error:  # or there is no such table yet
                self.refused[str(error).splitlines()[0]] += 1
                self._apps = (
                    MigrationLoader(connection).project_state(_made()).apps
                )  # the new code, as soon as it is needed
            else:
                self.saved[pk] = grade
            took = time.monotonic() - began
            for name in {during, self.making}:
                self.waits[name] = max(took, self.waits.get(name, 0))
            time.sleep(PAUSE)
        connection.close()

    def _write(self, pk: uuid.UUID, grade: int) -> None:
        """As the writer of entries does: the record last, so that what is written stands in one line."""
        author = self._model("people", "User").objects.values_list("pk", flat=True).get(email=BENS_ADDRESS)
        now, who = timezone.now(), {"patient_id": BEN, "author_id": author, "source": "self"}
        day = dt.date(2026, 1, 1)
        with transaction.atomic():
            self._create("symptoms", "CheckIn", pk=pk, day=day, status="superseded", time_zone=MARK, made_at=now, **who)
            self._create("symptoms", "Weakness", check_in_id=pk, patient_id=BEN, neck=grade)
            self._create("people", "AuditEvent", user_id=author, patient_id=BEN, verb="log", detail=MARK, at=now)
            self._model("people", "Patient").objects.filter(pk=BEN).update(data_version=F("data_version") + 1)

    def _create(self, app: str, name: str, **values: Any) -> None:
        model = self._model(app, name)
        there = {"pk"} | {field.attname for field in model._meta.concrete_fields}
        model._base_manager.create(**{field: value for field, value in values.items() if field in there})

    def _model(self, app: str, name: str) -> Any:
        return self._apps.get_model(app, name)


def _made() -> list[tuple[str, str]]:
    loader = MigrationLoader(connection)
    return list(loader.applied_migrations.keys() & loader.graph.nodes.keys())
