"""Documents that say something about the program say what is so."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from warden_desk import __version__
from warden_desk.cli.main import commands

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
DECISIONS = sorted((DOCS / "decisions").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#]+)")


def read(path: Path) -> str:
    return path.read_text("utf-8")


def calls(group: click.Group, *path: str) -> Iterator[str]:
    """Every command as it is called: "tasking list"."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from calls(command, *path, name)
        else:
            yield " ".join((*path, name))


def test_the_packages_of_the_architecture_are_the_folders():
    named = set(
        re.findall(r"^\| `warden_desk/(\w+)` \|", read(DOCS / "ARCHITECTURE.md"), re.MULTILINE)
    )
    folders = {path.parent.name for path in (ROOT / "warden_desk").glob("*/__init__.py")}

    assert named == folders


def test_the_folders_beside_the_package_are_described():
    described = read(DOCS / "ARCHITECTURE.md")

    for folder in ("resources", "maps", "tests", "requirements"):
        assert (ROOT / folder).is_dir()
        assert f"`{folder}/`" in described


@pytest.mark.parametrize("document", ["docs/ARCHITECTURE.md", "docs/widgets.md"])
def test_files_that_a_document_names_are_there(document: str):
    """Of names like `ui/jobs.py`; examples of files to come have letters for digits (`000N`)."""
    text = read(ROOT / document).partition("## How a feature is added")[0]
    named = re.findall(r"`([\w/]+/\w+\.(?:py|toml|md))", text)

    assert named
    for name in named:
        assert any((root / name).exists() for root in (ROOT, ROOT / "warden_desk")), name


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *DOCS.glob("**/*.md")]), ids=lambda path: path.name
)
def test_links_between_documents_lead_somewhere(path: Path):
    for target in LINK.findall(read(path)):
        assert (path.parent / target).exists(), target


def test_every_command_has_its_line_and_every_line_its_command():
    lines = re.findall(r"^\| `([a-z -]+[a-z])", read(DOCS / "commands.md"), re.MULTILINE)
    known = set(calls(commands))
    written = [
        max((call for call in known if line.startswith(call)), key=len, default=line)
        for line in lines
    ]

    assert set(written) == set(known)


def test_decisions_are_numbered_without_a_gap():
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_every_decision_has_its_title_and_a_status(path: Path):
    first, *rest = read(path).splitlines()

    assert re.fullmatch(rf"# {int(path.name[:4])}\. \S.{{10,}}", first)
    assert any(re.match(r"\*\*Status\.\*\* (Accepted|Replaced by) ?\S*", line) for line in rest)
    for part in ("**Situation.**", "**Decision.**"):
        assert any(line.startswith(part) for line in rest), part


def test_the_changes_begin_with_the_version_of_the_package():
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", read(ROOT / "CHANGELOG.md"), re.MULTILINE)
    project = re.search(r'^version = "(.+)"', read(ROOT / "pyproject.toml"), re.MULTILINE)

    assert project is not None
    assert versions[0] == __version__ == project[1]


def test_every_change_is_one_entry_in_the_users_words():
    entries = re.findall(r"^\* (.+)", read(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert entries
    assert not [entry for entry in entries if "`warden_desk" in entry or ".py:" in entry]
