"""`python -m benchmarks`: measure every figure beside its rival, print the table, write results.json."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import benchmarks.figures  # noqa: F401 - fills the registry.
from benchmarks.bench import Bench
from benchmarks.chromium import chromium
from benchmarks.registry import FIGURES, Figure, Result
from benchmarks.table import table, write_results

QUICK_ROUNDS = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for. Returns 1 when a figure could not be measured, whatever the others say."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    chosen = [FIGURES[name] for name in asked.only or FIGURES]
    rounds = QUICK_ROUNDS if asked.quick else asked.rounds
    results: list[Result] = []
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="acujournal-bench-") as folder, chromium() as browser:
        bench = Bench(browser=browser, folder=Path(folder), rounds=rounds)
        try:
            for figure in chosen:
                _measure(bench, figure, results, failed)
        except KeyboardInterrupt:
            _say("Stopped.")
            return 130
    if results:
        sys.stdout.write(table(results) + "\n")
    if not asked.quick:
        write_results(results, keep_others=bool(asked.only))
    for name in failed:
        _say(f"{name} could not be measured.")
    return 1 if failed else 0


def _measure(bench: Bench, figure: Figure, results: list[Result], failed: list[str]) -> None:
    begin = time.monotonic()
    _say(f"{figure.name}: measuring ...")
    try:
        ours, rival = figure.measure(bench)
    except Exception:  # noqa: BLE001 - one figure that fails must not cost the others.
        traceback.print_exc()
        failed.append(figure.name)
        return
    result = Result(figure, ours, rival)
    results.append(result)
    taken = time.monotonic() - begin
    _say(
        f"{figure.name}: {ours.value:.1f} to {rival.value:.1f} {figure.unit}, {result.verdict}, {taken:.0f} s"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=list(FIGURES),
        metavar="FIGURE",
        help=f"one of: {', '.join(FIGURES)}",
    )
    parser.add_argument("--rounds", type=int, default=30, help="how often each side is measured (30)")
    parser.add_argument(
        "--quick", action="store_true", help=f"{QUICK_ROUNDS} rounds, for development; nothing is written"
    )
    return parser


def _end(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
