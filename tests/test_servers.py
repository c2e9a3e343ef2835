import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

RUN = """
import sys
from tests import servers
servers.end_when_told()
print(servers.start_postgres(), servers.start_redis(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def run():
    """Another test run, which started its servers and waits; with their addresses. Its parent ignored the signals."""
    root = Path(__file__).parent.parent
    command = ["sh", "-c", 'trap "" INT TERM; exec "$@"', "sh", sys.executable, "-c", RUN]
    process = subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    database, broker = process.stdout.readline().split()
    yield process, Path(database.partition("host=")[2]), broker
    process.communicate()


def within(seconds, is_so):
    deadline = time.monotonic() + seconds
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.02)
    return is_so()


def refuses(connect):
    try:
        connect()
    except (psycopg2.OperationalError, redis.ConnectionError):
        return True
    return False


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_servers_stand_beside_this_runs_own_closed_to_others_and_end_with_their_run(run, end):
    process, folder, broker = run
    assert folder.stat().st_mode & 0o077 == 0
    assert not refuses(lambda: psycopg2.connect(host=str(folder), user="postgres").close())
    assert not refuses(redis.Redis.from_url(broker).ping)

    process.send_signal(end)

    assert within(10, lambda: not folder.exists())
    assert refuses(lambda: psycopg2.connect(host=str(folder), user="postgres"))
    assert within(10, lambda: refuses(redis.Redis.from_url(broker).ping))


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_a_keeper_that_is_told_to_end_stops_its_server_first(run, end):
    process, folder, broker = run
    keepers = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], stdout=subprocess.PIPE, check=True)

    for keeper in map(int, keepers.stdout.split()):
        os.kill(keeper, end)

    assert within(10, lambda: not folder.exists())
    assert within(10, lambda: refuses(redis.Redis.from_url(broker).ping))
