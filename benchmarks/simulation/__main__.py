"""`python -m benchmarks.simulation`: ask for many invented people, print the tables, write simulation.json and the README's."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

from benchmarks.simulation.kinds import KINDS, QUICK
from benchmarks.simulation.run import SEED, simulate
from benchmarks.simulation.table import Simulation, quote, readme_tables, spoken, write_simulation
from benchmarks.simulation.tally import Row, problems

PEOPLE = 300
QUICK_PEOPLE = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Simulate. Returns 1 with `--check` where a promise is not kept, whatever else is right."""
    asked = _parser().parse_args(arguments)
    kinds, people = (QUICK, QUICK_PEOPLE) if asked.quick else (KINDS, asked.people)
    begin = time.monotonic()
    rows = simulate(kinds, people=people, processes=asked.processes, seed=asked.seed, say=_say_row)
    found = Simulation(asked.seed, people, tuple(rows))
    if not asked.quick:
        write_simulation(found)
        quote(found)
    sys.stdout.write("\n\n".join(readme_tables(found)) + "\n")
    broken = problems(rows)
    for problem in broken:
        _say(problem)
    _say(
        f"{len(rows)} kinds of {people} people in {time.monotonic() - begin:.0f} s: "
        f"{f'{len(broken)} promises are NOT kept' if broken else 'every promise is kept'}."
    )
    return 1 if asked.check and broken else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.simulation", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE, help=f"of each kind ({PEOPLE})")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="one for each core")
    parser.add_argument("--seed", type=int, default=SEED, help=f"the same seed, the same people ({SEED})")
    parser.add_argument("--check", action="store_true", help="fail where a promise is not kept")
    parser.add_argument(
        "--quick",
        action="store_true",
        help=f"{len(QUICK)} kinds of {QUICK_PEOPLE} people, for development; nothing is written",
    )
    return parser


def _say_row(row: Row) -> None:
    _say(spoken(row))


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
