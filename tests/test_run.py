"""`run.py`: what it starts, when it sets up, and what it says when it cannot."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

import run

RUN = Path(run.__file__)

posix = pytest.mark.skipif(os.name == "nt", reason="needs a shell script as the Python it starts")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lacks libraries Qt needs")


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n" + textwrap.dedent(script), encoding="utf-8")
    path.chmod(0o755)


def a_project(root: Path) -> Path:
    """A project folder of our shape whose locks ask for nothing, so that no network is needed."""
    (root / "requirements").mkdir(parents=True)
    for layer in ("run", "test", "build"):
        (root / "requirements" / f"{layer}.txt").write_text(f"# {layer}\n", encoding="utf-8")
    (root / "warden_desk").mkdir()
    (root / "warden_desk" / "__init__.py").touch()
    (root / "warden_desk" / "__main__.py").write_text(
        "import os, sys\nprint(sys.argv[1:], os.getcwd())\nsys.exit(7)\n", encoding="utf-8"
    )
    shutil.copy(RUN, root)
    return root


def started(root: Path, *arguments: str, cwd: Path | None = None, **env: str):
    return subprocess.run(
        [sys.executable, str(root / "run.py"), *arguments],
        cwd=cwd or root,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=100,
    )


# What counts as set up


@pytest.fixture
def stamped(tmp_path: Path) -> run.Environment:
    """An environment whose stamp says that `run` is installed."""
    environment = run.Environment(a_project(tmp_path / "desk"))
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    environment.stamp.write_text(json.dumps(environment._wanted(["run"])), encoding="utf-8")
    return environment


def test_a_stamped_environment_is_ready_for_what_its_stamp_names_and_no_more(
    stamped: run.Environment,
):
    assert stamped.ready(["run"])
    assert not stamped.ready(["run", "test"])


def spoil_lock(environment: run.Environment) -> None:
    (environment.root / "requirements" / "run.txt").write_text("# newer\n", encoding="utf-8")


def spoil_python(environment: run.Environment) -> None:
    environment.python.unlink()


def spoil_stamp(environment: run.Environment) -> None:
    half = environment.stamp.read_text(encoding="utf-8")[:20]
    environment.stamp.write_text(half, encoding="utf-8")


def spoil_version(environment: run.Environment) -> None:
    stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    stamp["python"] = "cpython-310 linux"
    environment.stamp.write_text(json.dumps(stamp), encoding="utf-8")


@pytest.mark.parametrize("spoil", [spoil_lock, spoil_python, spoil_stamp, spoil_version])
def test_an_environment_that_no_longer_fits_is_not_ready(
    stamped: run.Environment, spoil: Callable[[run.Environment], None]
):
    spoil(stamped)

    assert not stamped.ready(["run"])


# Setting up, for real but with empty locks


@pytest.fixture(scope="module")
def _set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = a_project(tmp_path_factory.mktemp("set-up") / "desk")
    run.Environment(root).set_up(["run"])
    return root


@pytest.fixture
def desk(_set_up: Path, tmp_path: Path) -> Path:
    """A set-up project folder; also a moved one, since it was set up elsewhere."""
    return Path(shutil.copytree(_set_up, tmp_path / "desk", symlinks=True))


@pytest.mark.slow
def test_a_set_up_folder_starts_the_command_in_the_folder_the_user_is_in(
    desk: Path, tmp_path: Path
):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "json.py").write_text("raise SystemExit('the wrong json')", encoding="utf-8")

    done = started(desk, "team", "list", "--json", cwd=elsewhere)

    assert done.stdout.strip() == f"['team', 'list', '--json'] {elsewhere}"
    assert done.returncode == 7


@pytest.mark.slow
def test_another_layer_is_added_to_the_environment_there_is(desk: Path):
    (desk / ".venv" / "kept").touch()
    environment = run.Environment(desk)

    environment.set_up(["run", "test"])

    assert environment.ready(["run", "test"])
    assert (desk / ".venv" / "kept").exists()


@pytest.mark.slow
def test_a_changed_lock_makes_the_environment_anew(desk: Path):
    (desk / ".venv" / "left over").touch()
    environment = run.Environment(desk)
    spoil_lock(environment)

    environment.set_up(["run"])

    assert environment.ready(["run"])
    assert not (desk / ".venv" / "left over").exists()
    assert started(desk).returncode == 7


@pytest.mark.slow
def test_packages_that_cannot_be_installed_leave_nothing_that_counts_as_ready(desk: Path):
    (desk / "requirements" / "test.txt").write_text("no == such == line\n", encoding="utf-8")
    environment = run.Environment(desk)

    with pytest.raises(run.Stop, match="could not be installed"):
        environment.set_up(["run", "test"])

    assert not environment.ready(["run"])


def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path):
    root = a_project(tmp_path / "desk")
    (root / ".venv.lock").mkdir()  # so that it cannot be opened, whoever runs the tests

    done = started(root)

    assert done.returncode == 1
    assert done.stderr.startswith("Set-up failed (if Warden Desk is open, close it): ")
    assert "Traceback" not in done.stderr


# What is started


@pytest.fixture
def echo(tmp_path: Path) -> Path:
    """A project whose Python only says how it was called; a module named in BAD fails."""
    root = a_project(tmp_path / "desk")
    environment = run.Environment(root)
    program(
        environment.python,
        """
        echo "$PWD: $*"
        echo "qt=$QT_QPA_PLATFORM"
        [ "$2" != "$BAD" ]
        """,
    )
    stamp = environment._wanted(["run", "test", "build"])
    environment.stamp.write_text(json.dumps(stamp), encoding="utf-8")
    return root


def calls(output: str) -> list[str]:
    return [line.split(": ", 1)[1] for line in output.splitlines() if line.startswith("/")]


@posix
def test_no_argument_opens_the_window(echo: Path):
    assert calls(started(echo).stdout) == ["-P -m warden_desk"]


@posix
def test_test_runs_every_check_and_pytest_last_with_what_follows(echo: Path, tmp_path: Path):
    done = started(echo, "test", "-k", "week", "-n0", cwd=tmp_path, QT_QPA_PLATFORM="offscreen")

    *checks, tests = calls(done.stdout)
    assert [check.split()[1] for check in checks[:3]] == ["ruff", "ruff", "basedpyright"]
    assert "importlinter" in checks[3]
    assert tests == "-m pytest -k week -n0"
    assert done.stdout.endswith(f"{echo}: {tests}\nqt=offscreen\n")
    assert done.returncode == 0


@posix
def test_a_failing_check_stops_the_checks_and_says_which(echo: Path):
    done = started(echo, "test", BAD="basedpyright")

    assert calls(done.stdout)[-1].startswith("-m basedpyright")
    assert done.stderr == (
        "--- Stopped at: Types (basedpyright). The checks after it were not run.\n"
    )
    assert done.returncode == 1


def hear_interrupts() -> None:
    """A shell that starts tests in the background has them and theirs ignore the keyboard."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@posix
def test_a_stop_from_the_keyboard_is_not_a_traceback(echo: Path):
    environment = run.Environment(echo)
    program(environment.python, "exec sleep 60\n")
    with subprocess.Popen(
        [sys.executable, str(echo / "run.py"), "test"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=hear_interrupts,
    ) as waiting:
        assert waiting.stdout is not None
        waiting.stdout.readline()  # the first check has begun
        os.killpg(waiting.pid, signal.SIGINT)  # as a terminal does: to the program and its child
        _, said = waiting.communicate(timeout=30)

    assert said == "\nStopped.\n"
    assert waiting.returncode == 130


@posix
def test_failing_tests_fail_the_command(echo: Path):
    assert started(echo, "test", BAD="pytest").returncode == 1


@posix
@pytest.mark.parametrize(
    ("arguments", "called"),
    [
        (["bench", "--quick"], "-m tests.bench --quick"),
        (["build"], "-m PyInstaller --noconfirm build_installer.spec"),
        (["import", "people", "test"], "-P -m warden_desk import people test"),
    ],
)
def test_each_word_starts_its_own_program(echo: Path, arguments: list[str], called: str):
    assert calls(started(echo, *arguments).stdout) == [called]


@pytest.mark.parametrize("asked", [["-n0"], ["-n", "2"], ["--numprocesses=3"], ["--pdb"]])
def test_the_number_of_test_processes_can_be_chosen(asked: list[str]):
    assert run.workers(asked) == []


def test_an_old_python_is_told_in_one_sentence():
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); "
    done = subprocess.run(
        [sys.executable, "-c", f"{pretend}runpy.run_path({str(RUN)!r}, run_name='__main__')"],
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert done.stderr == "Warden Desk needs Python 3.11 or newer; this is 3.9.\n"
    assert done.returncode == 1


# What the system lacks


@pytest.mark.parametrize(
    ("library", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
        ("libnss3.so", "libnss3"),
        ("libxcb-dri3.so.0", "libxcb-dri3-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ],
)
def test_a_library_is_named_as_debian_names_its_package(library: str, package: str):
    assert run.debian_package(library) == package


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that lacks two libraries; apt there only writes down what it was asked."""
    monkeypatch.setattr(run, "SYSTEM_LIBRARIES", "libnonesuch.so.7 libmissing-2.so.0 libc.so.6")
    monkeypatch.setenv("PATH", str(tmp_path))
    program(tmp_path / "apt-get", f'echo "$DEBIAN_FRONTEND $*" >> {tmp_path}/asked\n')
    program(tmp_path / "apt-cache", "echo libmissing-2-0t64\n")
    return tmp_path


@linux
def test_a_user_is_given_the_one_command_to_run(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(run.Stop) as stop:
        run.provide_system_packages()

    assert "sudo apt-get install --yes --no-install-recommends libnonesuch7 libmissing-2-0t64" in (
        str(stop.value)
    )
    assert not (bare / "asked").exists()


@linux
def test_root_has_them_installed_and_is_told_if_that_did_not_help(
    bare: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(run.Stop, match="still not found: libnonesuch7, libmissing-2-0"):
        run.provide_system_packages()

    assert (bare / "asked").read_text(encoding="utf-8").splitlines() == [
        "noninteractive update",
        "noninteractive install --yes --no-install-recommends libnonesuch7 libmissing-2-0t64",
    ]


@linux
def test_a_refusal_of_apt_is_passed_on(bare: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    program(bare / "apt-get", 'echo "E: no network" >&2; exit 100\n')

    with pytest.raises(run.Stop, match="E: no network"):
        run.provide_system_packages()


@linux
def test_where_there_is_no_apt_the_names_are_given(bare: Path):
    (bare / "apt-get").unlink()

    with pytest.raises(run.Stop, match="Debian calls libnonesuch7, libmissing-2-0"):
        run.provide_system_packages()


@linux
def test_this_machine_lacks_nothing_once_set_up():
    assert run.missing_packages() == []
