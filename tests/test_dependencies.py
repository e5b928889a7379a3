"""What the program stands on: declared, locked, used, and free of the faults we know of."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = {
    "run": PYPROJECT["project"]["dependencies"],
    **PYPROJECT["dependency-groups"],
}
OWN = {"warden_desk", "tests", "maps", "run"}
USED_WITHOUT_IMPORT = {
    "tzdata": "zoneinfo reads it where the system has no time zones: on Windows",
    "rl-accel": "reportlab sets text faster where it finds it",
}

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; (.+?))?(?: \\)?$")

VOID_CALLS = """
import sys
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv)
label = QLabel()
before = sys.getrefcount(None)
for number in range(20_000):
    label.setText("still here")
print(before - sys.getrefcount(None))
"""


def lock_text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def pins(name: str) -> set[tuple[str, str]]:
    """Every package of a lock with its version; a package may have one a system or Python."""
    found = [PIN.match(line) for line in lock_text(name).splitlines()]
    return {(match[1], match[2]) for match in found if match}


def requirements(*names: str) -> dict[str, Requirement]:
    every = [Requirement(text) for name in names for text in DECLARED[name]]
    return {canonicalize_name(requirement.name): requirement for requirement in every}


@pytest.mark.parametrize("name", DECLARED)
def test_every_declared_package_is_locked_to_a_version_in_its_range(name: str):
    locked = pins(name)
    for package, requirement in requirements(name).items():
        versions = [version for found, version in locked if found == package]
        assert versions, f"{package}: run `python3 run.py lock`"
        assert all(version in requirement.specifier for version in versions), package


@pytest.mark.parametrize("name", DECLARED)
def test_every_locked_package_has_a_hash_and_no_lock_names_a_place(name: str):
    entries = re.split(r"\n(?=[a-z0-9])", lock_text(name))

    assert all("--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"://|file:|--(extra-)?index|--find-links| @ ", lock_text(name))


@pytest.mark.parametrize("name", ["test", "build", "maps"])
def test_a_lock_added_to_the_runtime_never_asks_for_another_version(name: str):
    runtime = pins("run")
    known = {package for package, _ in runtime}

    assert {pin for pin in pins(name) if pin[0] in known} <= runtime


def test_the_release_of_qt_that_loses_references_to_none_is_kept_out():
    assert "6.12.0" not in requirements("run")["pyside6"].specifier


def test_twenty_thousand_calls_into_qt_leave_the_references_to_none_alone():
    done = subprocess.run(
        [sys.executable, "-c", VOID_CALLS, "-platform", "offscreen"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )

    assert abs(int(done.stdout)) < 100


# What the code names


def sources(folder: str) -> Iterator[ast.Module]:
    for path in (ROOT / folder).rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def imported(folder: str) -> set[str]:
    """The top-level modules of others that the code of a folder imports."""
    names: set[str] = set()
    for module in sources(folder):
        for node in ast.walk(module):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                names.add((node.module or "").partition(".")[0])
    return names - OWN - set(sys.stdlib_module_names)


def named(folder: str) -> set[str]:
    """The texts of a folder's code: files of a package are found by its name."""
    return {
        node.value
        for module in sources(folder)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def packages_of(modules: set[str]) -> set[str]:
    distributions = packages_distributions()
    return {
        canonicalize_name(package)
        for module in modules
        for package in distributions.get(module, [module])
    }


# PySide6 itself is an umbrella for these; its modules lie in them.
PARTS_OF_PYSIDE6 = {"pyside6-essentials", "pyside6-addons", "shiboken6"}


@pytest.mark.parametrize(
    ("folder", "groups"),
    [("warden_desk", ["run"]), ("tests", ["run", "test"]), ("maps", ["run", "maps"])],
)
def test_nothing_is_imported_that_is_not_declared(folder: str, groups: list[str]):
    undeclared = packages_of(imported(folder)) - set(requirements(*groups)) - PARTS_OF_PYSIDE6

    assert undeclared == set()


def test_every_declared_package_is_used():
    used = packages_of(
        imported("warden_desk") | (named("warden_desk") & set(packages_distributions()))
    )

    assert set(requirements("run")) - used == set(USED_WITHOUT_IMPORT)
