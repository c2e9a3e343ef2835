"""The site as gunicorn serves it: processes of its own, on the database of the tests, to be killed at any moment."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from django.conf import settings

from tests import servers, workers

ROOT = Path(__file__).parent.parent
START_SECONDS = 30


class Site:
    """A site on one free port of the loopback address, from start to start. ``var``: the folder of its own files;
    ``told``: what its environment says in place of what stands below."""

    def __init__(self, var: Path | str, **told: str) -> None:
        self._var, self._told = var, told
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self._port: int = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers. Who is signed in on the database of the tests is signed in here."""
        served = {
            "DATABASE_URL": workers.database(),
            "REDIS_URL": settings.REDIS_URL,
            "ALSWEAK_VAR": str(self._var),
            "SECRET_KEY": settings.SECRET_KEY,
            "WEB_CONCURRENCY": "1",  # it is started often
            "DJANGO_SETTINGS_MODULE": "alsweak.settings",
        }
        log = Path(self._var) / "web.log"
        servers.watch(log)
        bind = self.url.removeprefix("http://")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:alsweak.gunicorn", "--bind", bind, "alsweak.wsgi"],
            cwd=ROOT,
            env=os.environ | served | self._told,
            stdout=subprocess.DEVNULL,  # letters, where no mail server is set
            stderr=log.open("ab"),
            start_new_session=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"The site does not answer at {self.url}.")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it with all its processes, and without a word to them."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        try:
            with closing(HTTPConnection("127.0.0.1", self._port, timeout=START_SECONDS)) as connection:
                connection.request("GET", "/healthz")
                return connection.getresponse().status == 200
        except OSError:
            return False
