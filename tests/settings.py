"""The site's own settings, over a PostgreSQL and a Redis that the test run starts for itself.

``ALSWEAK_TEST_BACKEND=sqlite`` is the site without servers: SQLite and a broker in memory. A database or broker that
the environment names is never touched.
"""

import os
import sys
from pathlib import Path

from tests import servers

SQLITE = os.environ.get("ALSWEAK_TEST_BACKEND") == "sqlite"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")

if sys.dont_write_bytecode:  # else every process that a test starts compiles Django anew; this leaves the source clean
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parent.parent / ".pytest_cache" / "bytecode")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix

servers.end_when_told()
if not WORKER:  # xdist's workers inherit what the first process started
    named = "ALSWEAK_PRODUCTION ALSWEAK_DEMO DEBUG DATABASE_URL DATABASE_REPLICA_URL REDIS_URL EMAIL_URL"
    for name in named.split():
        os.environ.pop(name, None)
    os.environ["ALSWEAK_VAR"] = servers.make_folder()
    if not SQLITE:
        os.environ["DATABASE_URL"] = servers.start_postgres()
        os.environ["REDIS_URL"] = servers.start_redis()
elif not SQLITE:
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].removesuffix("0") + WORKER.removeprefix("gw")

from alsweak.settings import *  # noqa: E402, F403
from alsweak.settings import CELERY_BROKER_TRANSPORT_OPTIONS, DATABASES, VAR  # noqa: E402

DATABASES["default"]["CONN_MAX_AGE"] = 0  # a job's thread that kept its connection would hold up dropping the database
if SQLITE:
    CELERY_BROKER_TRANSPORT_OPTIONS = CELERY_BROKER_TRANSPORT_OPTIONS | {"polling_interval": 0.02}
    DATABASES["default"]["ENGINE"] = "tests.sqlite"
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # in memory, threads meet locked tables
else:
    DATABASES["default"]["ENGINE"] = "tests.postgresql"
    TIME_ZONE = "Pacific/Auckland"  # the site's own is UTC: nothing may hang on that
EMBEDDED_WORKER = False  # whoever imports the web application here gets no worker that nobody asked for,
PAGES_GIVE_UP = False  # and nobody who shuts its connections where the machine is busy
STATIC_ROOT = VAR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
