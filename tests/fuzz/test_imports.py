import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


def fuzz(count: int, seed: int, folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz.import_fuzzer", str(count), str(seed), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    report: dict[str, Any] = json.loads(done.stdout)
    return report


@pytest.mark.timeout(600)
def test_five_hundred_damaged_lists_and_two_bombs_do_no_harm(tmp_path: Path) -> None:
    report = fuzz(500, 20261123, tmp_path)

    assert report["defects"] == []
    assert report["outcomes"]["refused"] > 50
    assert report["outcomes"]["imported"] > 50
    assert max(report["bombs"]) < 1.0
    assert report["peak_mb"] < 500
