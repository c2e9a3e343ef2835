"""Every state with rows in every table: to the newest, some back, and there again while people write (TRUST 27).

All the way back, and with large tables: ``python -m tests.bench.migrations``.
"""

import json

from django.db import connection

from tests.alsweak.backup.restored import empty, run
from tests.alsweak.upgrade.states import states

BACK = 5


def test_every_row_goes_through_every_state_as_it_is_and_back_and_forth_again_while_people_write(
    transactional_db, tmp_path
):
    with empty(connection.vendor, tmp_path) as database:
        done = run(["-m", "tests.alsweak.upgrade.walk"], "--back", BACK, database=database, var=tmp_path / "var")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["states"], found["wrong"]) == (len(states()), [])
    assert (found["empty"], found["unlike"]) == ([], [])  # no table, and no column always empty or never
    assert {page: code for page, code in found["pages"].items() if code != 200} == {}
    assert found["refused"] == {}  # the code of five states ago writes into the tables of today
    assert found["written"] > 0
