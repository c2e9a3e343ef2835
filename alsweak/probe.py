"""Exit with 0 if the web process of this container answers at /healthz: ``python -m alsweak.probe``."""

import os
from urllib.request import Request, urlopen


def probe() -> None:
    """Ask as the proxy in front would; raises URLError or HTTPError where no good answer comes within four seconds."""
    port = os.environ.get("BIND", "127.0.0.1:8000").rpartition(":")[2]
    host = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].lstrip(".")
    headers = {"Host": host, "X-Forwarded-Proto": "https"}
    urlopen(Request(f"http://127.0.0.1:{port}/healthz", headers=headers), timeout=4).close()


if __name__ == "__main__":
    probe()
