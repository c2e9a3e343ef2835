"""What is installed: the pins of the image and of a developer."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent


def pins(file):
    lines = (ROOT / file).read_text().replace("\\\n", " ").splitlines()
    return {
        name: (version, hashes) for line in lines for name, version, hashes in re.findall(r"^(\S+)==(\S+)(.*)", line)
    }


def test_requirements_pin_what_pyproject_allows():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runtime, everything = pins("requirements.txt"), pins("requirements-dev.txt")
    assert runtime.items() <= everything.items()
    for declared, pinned in [
        (project["project"]["dependencies"], runtime),
        (project["dependency-groups"]["dev"], everything),
    ]:
        wanted = [Requirement(line) for line in declared]
        assert [it.name for it in wanted if not it.specifier.contains(pinned[it.name][0])] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_have_hashes_and_no_address(file):
    assert [name for name, (_, hashes) in pins(file).items() if "--hash=sha256:" not in hashes] == []
    assert "://" not in (ROOT / file).read_text()
