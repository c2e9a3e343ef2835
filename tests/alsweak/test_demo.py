"""The demo as a newcomer starts it: processes of its own, a database of its own, and Ctrl-C."""

import http.cookiejar
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests import servers

ROOT = Path(__file__).parent.parent.parent
REGISTER = "patient,date,source,function.speech\nR-1,2024-01-15,clinician,3\n"
READY = "Ctrl-C ends the demo"


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """Where the demo keeps its database, from one start to the next."""
    folder = tmp_path_factory.mktemp("demo")
    (folder / "register.csv").write_text(REGISTER)
    return folder


@contextmanager
def demo(var, redis_url=""):
    """The demo, ready, of a parent that ignored the signals, as a script does for what it starts in the background;
    yields its address, what it said so far and its process."""
    ours = {"DATABASE_URL", "REDIS_URL", "ALSWEAK_DEMO", "PYTEST_XDIST_WORKER"}
    env = {name: value for name, value in os.environ.items() if name not in ours}
    env |= {"DJANGO_SETTINGS_MODULE": "alsweak.settings", "ALSWEAK_VAR": str(var), "PYTHONUNBUFFERED": "1"}
    env |= {"REDIS_URL": redis_url} if redis_url else {}
    port = free_port()
    command = ["sh", "-c", 'trap "" INT TERM; exec "$@"', "sh"]
    command += [sys.executable, "manage.py", "demo", "--port", str(port), "--register", str(var / "register.csv")]
    said = var / "said"
    with said.open("w") as stream:
        process = subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        deadline = time.monotonic() + 120
        while READY not in said.read_text():
            assert process.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", said, process
    finally:
        for pid in left(process):
            os.kill(pid, signal.SIGKILL)
        process.wait()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def press_ctrl_c(process):
    """As a terminal does it: all of the group at once; twice, as an impatient person or a wrapper does."""
    for _ in range(2):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.05)
    return process.wait(30)


def left(process):
    """The processes that it has started, itself among them, as far as they still run."""
    listed = subprocess.run(["ps", "-A", "-o", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    found = []
    for line in listed.splitlines():
        pid, state = line.split()
        with suppress(ProcessLookupError):
            if os.getsid(int(pid)) == process.pid and not state.startswith("Z"):
                found.append(int(pid))
    return found


def sign_in(address, who):
    """The page that someone sees after one press on the page for signing in."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    page = browser.open(f"{address}/accounts/login/").read().decode()
    token = re.search('name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = urllib.parse.urlencode({"who": who, "csrfmiddlewaretoken": token}).encode()
    with browser.open(f"{address}/demo/sign-in/", form) as answer:
        return answer.url.removeprefix(address), answer.read().decode()


def rows(var, query):
    with closing(sqlite3.connect(var / "db.sqlite3")) as database, database:
        return database.execute(query).fetchall()


def health(address):
    with urllib.request.urlopen(f"{address}/readyz") as answer:
        return json.load(answer)


def test_one_command_brings_up_the_site_with_people_reports_and_sign_ins_and_ctrl_c_ends_it(var):
    with demo(var) as (address, said, process):
        assert health(address)["reports_waiting"] == 0
        assert rows(var, "SELECT count(*) FROM symptoms_report") == [(13,)]
        where, page = sign_in(address, "clinician")
        assert where == "/patients/"
        assert "Ada Whitfield" in page
        assert "R-1" in page
        assert ">Team</a>" in page  # Cleo runs the clinic too
        assert "No change since" in sign_in(address, "patient")[1]  # she has not logged today
        assert "Ada Whitfield" in sign_in(address, "caregiver")[1]
        assert f"The site is at {address}/" in said.read_text()

        assert press_ctrl_c(process) == 0
        assert left(process) == []
        assert "Traceback" not in said.read_text()


def test_the_next_start_keeps_what_is_there_and_with_redis_other_processes_do_the_work(var):
    rows(var, "UPDATE symptoms_report SET engine = 'an older one'")

    with demo(var, redis_url=servers.start_redis()) as (address, said, process):
        assert "The demo clinic was made" not in said.read_text()
        assert rows(var, "SELECT count(*) FROM people_patient") == [(13,)]
        assert health(address)["reports_waiting"] == 0
        assert rows(var, "SELECT count(*) FROM symptoms_report WHERE engine = 'an older one'") == [(0,)]

        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert left(process) == []


def test_the_demo_does_not_run_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="does not run with ALSWEAK_PRODUCTION"):
        call_command("demo")


def test_a_port_that_is_taken_is_said_to_be():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(CommandError, match=f"^Port {port} is taken. Choose another with --port.$"):
            call_command("demo", port=port)
