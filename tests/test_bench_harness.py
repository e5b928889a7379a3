"""The benchmark's own judgement: what counts as kept, and what it tells whoever runs it."""

import json
import os
import subprocess
import sys

import pytest

from tests.bench import harness
from tests.bench.__main__ import as_json, is_wanted, listed, main, table
from tests.bench.first_paint import HEAVY
from tests.bench.harness import PartFailed, Promise, State, interleaved, measured, runs
from tests.bench.promises import PROMISES

FASTER = Promise("faster", "part", "Faster than before", "part: times faster", 8, at_least=True)
WITHIN = Promise("within", "part", "Done within", "part: done, ms", 50, "ms")


@pytest.mark.parametrize(
    ("promise", "figure", "state"),
    [
        (FASTER, 8.0, State.KEPT),
        (FASTER, 7.99, State.BROKEN),
        (WITHIN, 50.0, State.KEPT),
        (WITHIN, 50.1, State.BROKEN),
        (WITHIN, float("nan"), State.BROKEN),
        (FASTER, float("nan"), State.BROKEN),
    ],
)
def test_a_promise_is_kept_up_to_its_limit(promise: Promise, figure: float, state: State) -> None:
    assert promise.state({promise.figure: figure}) is state


def test_a_promise_without_its_figure_is_not_kept() -> None:
    assert WITHIN.state({"part: something else, ms": 1}) is State.UNMEASURED


def test_two_ways_are_taken_in_turns_and_the_first_round_is_forgotten() -> None:
    order: list[str] = []

    def way(name: str) -> float:
        order.append(name)
        return len(order)

    found = interleaved(2, {"a": lambda: way("a"), "b": lambda: way("b")})
    assert order == ["a", "b", "a", "b", "a", "b"]
    assert found == {"a": [3, 5], "b": [4, 6]}


def test_a_part_repeats_as_often_as_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(harness.RUNS, raising=False)
    assert runs(7) == 7
    monkeypatch.setenv(harness.RUNS, "2")
    assert runs(7) == 2


def test_the_table_says_limit_figure_and_judgement() -> None:
    figures = {"part": {FASTER.figure: 9.5, WITHIN.figure: 1234.5}}
    heading, *lines = table([FASTER, WITHIN], figures)
    assert heading.split() == ["Promise", "Limit", "Measured"]
    assert lines[0].endswith("≥ 8 ×    9.50 ×  kept")
    assert lines[1].endswith("≤ 50 ms  1,234 ms  broken")
    assert "part: done, ms" in "".join(listed(figures))


def test_the_table_owns_up_to_what_was_not_measured() -> None:
    assert table([WITHIN], {})[1].split()[-3:] == ["–", "not", "measured"]


def test_scripts_read_the_same_judgement() -> None:
    told = json.loads(json.dumps(as_json([FASTER], {"part": {FASTER.figure: 9.5}})))
    assert told["promises"] == [
        {
            "name": "faster",
            "what": "Faster than before",
            "limit": 8,
            "at_least": True,
            "unit": "×",
            "measured": 9.5,
            "state": "kept",
        }
    ]


def test_a_part_that_breaks_says_why_and_gives_no_figure() -> None:
    with pytest.raises(PartFailed, match="no_such_part"):
        measured("no_such_part")


def test_promises_have_names_of_their_own() -> None:
    names = [promise.name for promise in PROMISES] + [*{promise.part for promise in PROMISES}]
    assert len(names) == len(set(names))


def test_what_needs_another_program_is_measured_only_where_it_is_named() -> None:
    office = next(promise for promise in PROMISES if promise.on_request)
    usual = next(promise for promise in PROMISES if not promise.on_request)

    assert (is_wanted(office, []), is_wanted(usual, [])) == (False, True)
    assert (is_wanted(office, ["office"]), is_wanted(usual, ["office"])) == (True, False)


def test_an_unknown_name_is_refused_with_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["--only", "nothing"])
    assert refusal.value.code == 2
    assert "first-window" in capsys.readouterr().err


@pytest.mark.parametrize("module", ["sqlite3", "folium.plugins"])
def test_a_heavy_module_is_seen_whatever_part_of_it_is_loaded(module: str) -> None:
    told = _told_by_a_window_that_loaded(module)
    assert told == ([name for name in HEAVY if module.startswith(name)])


def _told_by_a_window_that_loaded(module: str) -> list[str]:
    script = (
        "import sys, types; from tests.bench.first_paint import heavy_modules;"
        f"sys.modules[{module!r}] = types.ModuleType('m'); print(*heavy_modules())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=harness.ROOT,
        env={**os.environ, "PYTHONPATH": str(harness.ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.split()
