"""Fetching what a bare machine lacks."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APT = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300"]
INSTALL = ["install", "--no-install-recommends"]
FONTS = ("fonts-liberation", "fonts-dejavu-core")  # a bare machine has none, and without them nothing has its size


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """One of several test processes looks and fetches, the others wait and find."""
    with open(Path(tempfile.gettempdir(), f"alsweak-debian-{os.getuid()}.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def install(*packages: str) -> bool:
    """Install Debian packages, the file lists refreshed; False where that is not ours to do (not root, no apt)."""
    if not _ours():
        return False
    for step in (["update"], [*INSTALL, *packages]):
        subprocess.run([*APT, *step], check=True, env=_environment(), stdout=subprocess.DEVNULL)
    return True


def add(package: str) -> bool:
    """Install what is better but not needed, from the file lists as they are, removing nothing; False if that fails."""
    if not _ours():
        return False
    step = [*APT, "-o", "Acquire::http::Timeout=20", *INSTALL, "--no-remove", package]
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run(step, check=False, env=_environment(), **silent).returncode == 0


def _ours() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _environment() -> dict[str, str]:
    return os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
