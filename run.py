#!/usr/bin/env python3
"""Set Warden Desk up and start it, with nothing but Python 3.11 or newer.

python3 run.py              set up if needed, then open the window
python3 run.py test ...     set up, then every check; what follows goes to pytest
python3 run.py bench ...    set up, then the benchmark
python3 run.py build        make the program folder in dist/
python3 run.py lock ...     write the files in requirements/ anew; what follows goes to uv
python3 run.py ANYTHING     the warden-desk command: python3 run.py --help
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - said to whoever has an older one
    sys.exit("Warden Desk needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info))

ROOT = Path(__file__).resolve().parent

# What Qt, its xcb plugin and QtWebEngine are linked against and a bare Debian may lack.
SYSTEM_LIBRARIES = """
libEGL.so.1 libGL.so.1 libX11-xcb.so.1 libXcomposite.so.1 libXdamage.so.1 libXext.so.6
libXfixes.so.3 libXrandr.so.2 libXrender.so.1 libXtst.so.6 libasound.so.2 libdbus-1.so.3
libdrm.so.2 libexpat.so.1 libfontconfig.so.1 libgbm.so.1 libglib-2.0.so.0 libgssapi_krb5.so.2
libnss3.so libudev.so.1 libxcb-cursor.so.0 libxcb-dri3.so.0 libxcb-icccm.so.4 libxcb-image.so.0
libxcb-keysyms.so.1 libxcb-randr.so.0 libxcb-render-util.so.0 libxcb-shape.so.0 libxcb-shm.so.0
libxcb-sync.so.1 libxcb-util.so.1 libxcb-xfixes.so.0 libxcb-xkb.so.1 libxkbcommon-x11.so.0
libxkbcommon.so.0 libxkbfile.so.1
"""
APT_INSTALL = ["apt-get", "install", "--yes", "--no-install-recommends"]

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
CHECKS = {
    "Mistakes and style (ruff check)": ["-m", "ruff", "check", "."],
    "Format (ruff format)": ["-m", "ruff", "format", "--check", "."],
    "Types (basedpyright)": ["-m", "basedpyright", "--warnings"],
    "Import contracts (import-linter)": ["-c", LINT_IMPORTS],
}


class Stop(Exception):
    """The start cannot go on; the text says why and what to do."""


class Environment:
    """The virtual environment beside this file, and the stamp of what is installed in it.

    It is made of layers, each a lock file in requirements/. The stamp is removed before anything
    is touched and written last, so that an interrupted set-up never counts as ready.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.stamp = self.folder / "set-up.json"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    def ready(self, layers: list[str]) -> bool:
        """Whether every one of these layers is installed as its lock now says."""
        return self.python.exists() and self._wanted(layers).items() <= self._stamped().items()

    def set_up(self, layers: list[str]) -> None:
        """Bring the environment to these layers, unless it is there already."""
        if self.ready(layers):
            return
        try:
            with only_one(self.root / ".venv.lock"):
                if not self.ready(layers):  # another start may just have done it
                    provide_system_packages()
                    self._build(layers)
        except (OSError, subprocess.CalledProcessError) as error:
            raise Stop(f"Set-up failed (if Warden Desk is open, close it): {error}") from error

    def _build(self, layers: list[str]) -> None:
        installed = [name for name in self._stamped() if self._lock(name).exists()]
        whole = bool(installed) and self.ready(installed)
        self.stamp.unlink(missing_ok=True)
        if not whole:
            installed = []
            self._make()
        self._install([name for name in layers if name not in installed])
        everything = self._wanted([*installed, *layers])
        self.stamp.write_text(json.dumps(everything, indent=1), encoding="utf-8")

    def _lock(self, layer: str) -> Path:
        return self.root / "requirements" / f"{layer}.txt"

    def _wanted(self, layers: list[str]) -> dict[str, str]:
        stamp = {"python": f"{sys.implementation.cache_tag} {sys.platform}"}
        for name in layers:
            stamp[name] = hashlib.sha256(self._lock(name).read_bytes()).hexdigest()
        return stamp

    def _stamped(self) -> dict[str, str]:
        try:
            return dict(json.loads(self.stamp.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return {}

    def _make(self) -> None:
        import venv

        say("Setting up Warden Desk. This is done once and takes a few minutes.")
        if self.folder.exists():
            shutil.rmtree(self.folder)
        venv.create(self.folder, symlinks=os.name != "nt", with_pip=True)
        packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(self.folder)}))
        # The package is found from any current folder; a relative path lets the folder be moved.
        here = os.path.relpath(self.root, packages)
        (packages / "warden_desk.pth").write_text(f"{here}\n", encoding="ascii")

    def _install(self, layers: list[str]) -> None:
        command = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check"]
        command += ["--no-input", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
        for layer in layers:
            command += ["-r", str(self._lock(layer))]
        said: list[str] = []
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
        ) as pip:
            for line in pip.stdout or ():
                said.append(line)
                show_progress(line)
        show_progress("")
        if pip.returncode:
            raise Stop("".join(said[-12:]) + "The packages could not be installed: see above.")


def say(text: str) -> None:
    """Print at once, also where the output goes to a file."""
    print(text, flush=True)


def show_progress(line: str) -> None:
    """Name the package pip is fetching, on one line of a terminal; an empty line ends it."""
    if not sys.stdout.isatty():
        return
    if line.startswith("Collecting "):
        print(f"\r  {line.split()[1]:<60.60}", end="", flush=True)
    elif not line:
        print(f"\r{'':62}\r", end="", flush=True)


@contextlib.contextmanager
def only_one(path: Path):  # noqa: ANN201 - the name of the type differs between Pythons
    """Keep two starts from setting up at once; the system lets go when a process dies."""
    with path.open("a") as file:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def loads(library: str) -> bool:
    """Whether the system finds this shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def debian_package(library: str) -> str:
    """The package Debian's naming rule gives a shared library: libdbus-1.so.3, libdbus-1-3."""
    name, _, version = library.lower().replace("_", "-").partition(".so")
    name = name.replace("libglib-", "libglib")  # the one that does not follow the rule
    hyphen = "-" if version and name[-1].isdigit() else ""
    return name + hyphen + version.lstrip(".")


def missing_packages() -> list[str]:
    """The Debian packages this machine still needs."""
    if sys.platform != "linux":
        return []
    missing = [debian_package(name) for name in SYSTEM_LIBRARIES.split() if not loads(name)]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append("python{}.{}-venv".format(*sys.version_info))
    return missing


def provide_system_packages() -> None:
    """Install the system packages that are missing, or say how."""
    missing = missing_packages()
    if not missing:
        return
    if shutil.which("apt-get") is None:
        raise Stop(f"Install what Debian calls {', '.join(missing)}, then start again.")
    if os.geteuid() != 0:
        command = " ".join([*APT_INSTALL, *present_names(missing)])
        raise Stop(
            "Warden Desk needs some system packages first. Run this once, then start again:\n\n"
            f"  sudo apt-get update && sudo {command}\n"
        )
    say(f"Installing {len(missing)} system packages that Warden Desk needs.")
    run_apt(["apt-get", "update"])
    run_apt([*APT_INSTALL, *present_names(missing)])
    still = missing_packages()
    if still:
        raise Stop(f"These were installed but are still not found: {', '.join(still)}.")


def present_names(packages: list[str]) -> list[str]:
    """The names as this release spells them: since 2024 some end in t64, for 64-bit time."""
    listed = subprocess.run(["apt-cache", "pkgnames", "lib"], capture_output=True, text=True)
    known = set(listed.stdout.split())
    return [f"{name}t64" if f"{name}t64" in known else name for name in packages]


def run_apt(command: list[str]) -> None:
    """Run apt without questions; show what it says only if it fails."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"{done.stderr}{' '.join(command)} failed: see above.")


def become(command: list[str]) -> int:
    """Run `command` in place of this process; on Windows wait for it and pass on its status."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    with subprocess.Popen(command) as child:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # the child has heard it too
                return child.wait()


def start(environment: Environment, arguments: list[str]) -> int:
    """Start the program: the window, or the command the arguments name."""
    environment.set_up(["run"])
    # -P: a file named like a module in the user's folder must not take its place.
    return become([str(environment.python), "-P", "-m", "warden_desk", *arguments])


def test(environment: Environment, arguments: list[str]) -> int:
    """Run every check, cheapest first, and stop at the first that fails."""
    environment.set_up(["run", "test"])
    os.chdir(environment.root)
    for title, check in CHECKS.items():
        say(f"--- {title}")
        if subprocess.call([str(environment.python), *check]):
            raise Stop(f"--- Stopped at: {title}. The checks after it were not run.")
    say("--- Tests (pytest)")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if sys.platform == "linux" and os.geteuid() == 0:
        # Chromium will not start as root inside its sandbox; only the tests may go without.
        os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu")
    return become([str(environment.python), "-m", "pytest", *workers(arguments), *arguments])


def workers(arguments: list[str]) -> list[str]:
    """One test process a core, up to four: each holds Qt and a browser. Else what was asked."""
    if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments):
        return []
    return ["-n", str(min(os.cpu_count() or 1, 4))]


def bench(environment: Environment, arguments: list[str]) -> int:
    """Run the benchmark."""
    environment.set_up(["run", "test"])
    os.chdir(environment.root)
    return become([str(environment.python), "-m", "tests.bench", *arguments])


def build(environment: Environment, arguments: list[str]) -> int:
    """Make the program folder in dist/ with PyInstaller."""
    environment.set_up(["run", "build"])
    os.chdir(environment.root)
    command = ["-m", "PyInstaller", "--noconfirm", *arguments, "build_installer.spec"]
    return become([str(environment.python), *command])


def lock(environment: Environment, arguments: list[str]) -> int:
    """Write the locks anew."""
    environment.set_up(["run", "build"])
    os.chdir(environment.root)
    return become([str(environment.python), "requirements/lock.py", *arguments])


def main(arguments: list[str]) -> int:
    """Do what the first word says; the exit status of what was done."""
    own = {"test": test, "bench": bench, "build": build, "lock": lock}
    environment = Environment(ROOT)
    try:
        if arguments and arguments[0] in own:
            return own[arguments[0]](environment, arguments[1:])
        return start(environment, arguments)
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
