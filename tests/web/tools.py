"""The checkers that come from npm, where they are installed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browser import do_without

MODULES = Path(__file__).parent / "node_modules"
CONFIG = Path(__file__).with_name("htmlvalidate.json")
OLDEST_JAVA = 11
OLDEST_NODE = (20, 19)  # as package.json has it
JAVA_VERSION = re.compile(r'version "(\d+)')  # openjdk version "17.0.15" 2025-04-15


def html_validate(pages: Sequence[Path], *options: str) -> str:
    """Return what html-validate has to say of pages: empty when that is nothing."""
    tool = need_module("html-validate/bin/html-validate.mjs")
    command = ["node", str(tool), "--config", str(CONFIG), "--formatter", "text", *options, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode == 0) is (not done.stdout), done.stderr
    return done.stdout


def vnu(pages: Sequence[Path]) -> list[tuple[Path, str]]:
    """Return what the W3C's checker has to say, page by page."""
    tool = need_module("vnu-jar/build/dist/vnu.jar")
    need_java()
    command = ["java", "-jar", str(tool), "--format", "json", "--exit-zero-always", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [(Path(said["url"]), said["message"]) for said in json.loads(done.stderr)["messages"]]


def need_module(path: str) -> Path:
    """Return a file of an installed package; skip the test where no node could have installed it."""
    if not (shutil.which("npm") and shutil.which("node")):
        _skip("html-validate and vnu: there is no node with npm on this machine")
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout  # v20.19.2
    if tuple(int(part) for part in version.lstrip("v").split(".")[:2]) < OLDEST_NODE:
        _skip(f"html-validate and vnu: node {version.strip()} is too old")
    if not (MODULES / path).is_file():
        do_without(f"{path} is not installed: sh .ci/setup.sh dev installs it")
    return MODULES / path


def need_java() -> None:
    """Skip the test where there is no Java: 190 MB, which the setup does not bring for one checker."""
    if not shutil.which("java"):
        _skip("vnu: there is no java on this machine")
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr
    version = JAVA_VERSION.search(said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        _skip(f"vnu: it needs Java {OLDEST_JAVA}, here is {said.splitlines()[0]}")


def _skip(what: str) -> None:
    warnings.simplefilter("default")
    pytest.skip(f"!!! NOT TESTED: {what}")
