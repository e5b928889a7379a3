"""Write the locks beside this file anew from pyproject.toml: `python3 run.py lock`.

Without arguments what is locked stays as it is where it still fits. `--upgrade` takes the newest
of everything, `--upgrade-package NAME` the newest of one; every argument is handed to uv.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
UV = [sys.executable, "-m", "uv", "--no-config", "pip", "compile", "--quiet", "--no-header"]
# Universal: one lock for every system and every Python from the oldest we support.
LOCK = ["--universal", "--python-version", "3.11", "--generate-hashes"]


def main(arguments: list[str]) -> None:
    """Write the runtime's lock first: the others must agree with it."""
    compile_lock("run", ["pyproject.toml", "-c", "requirements/constraints.txt"], arguments)
    for name in ("test", "build", "maps"):
        compile_lock(name, ["--group", name, "-c", "requirements/run.txt"], arguments)


def compile_lock(name: str, sources: list[str], arguments: list[str]) -> None:
    """Write `requirements/NAME.txt`."""
    output = ["-o", f"requirements/{name}.txt"]
    subprocess.run([*UV, *LOCK, *sources, *output, *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
