"""Fetching what a bare machine lacks."""

import os
import shutil
import subprocess

APT = ["apt-get", "-y", "-q", "-o", "DPkg::Lock::Timeout=300"]


def install(*packages: str) -> bool:
    """Install Debian packages, the file lists refreshed; False where that is not ours to do (not root, no apt)."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--no-install-recommends", *packages]):
        subprocess.run([*APT, *step], check=True, env=environment, stdout=subprocess.DEVNULL)
    return True
