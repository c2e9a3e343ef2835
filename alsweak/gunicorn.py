"""Gunicorn's settings: ``gunicorn -c python:alsweak.gunicorn alsweak.wsgi``."""

import os

# The embedded worker's queue lives in the web process, so without Redis there is just one.
workers = int(os.environ.get("WEB_CONCURRENCY", "2")) if os.environ.get("REDIS_URL") else 1
threads = 8
worker_class = "gthread"
bind = os.environ.get("BIND", "127.0.0.1:8000")
timeout = 60
graceful_timeout = 20
keepalive = 5
