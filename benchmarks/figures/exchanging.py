"""How long it takes to get ten years out of the journal and back into one, and to read what a phone has gathered."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pandas as pd

from acujournal.access import OWNER
from acujournal.everything import Everything
from acujournal.exchange import package
from acujournal.exchange.importing import Source, look
from acujournal.storage import open_store
from benchmarks.apple import MEGABYTE, parse_bare, write_export
from benchmarks.bench import Bench
from benchmarks.journals import database_url
from benchmarks.registry import Measured, figure

WARM_UP = 2
#: Megabytes of an export of Apple Health whose reading is timed, and of one whose reading is weighed.
TIMED = 60
WEIGHED = 1_000


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _frames(everything: Everything) -> list[pd.DataFrame]:
    """The rows of our export as pandas holds them: days and instants as such, lists and versions as their text."""
    return [
        pd.DataFrame(
            {
                column.name: list(values if column.type in ("date", "datetime") else column.write(values))
                for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
            }
        )
        for table in package.TABLES
        if (rows := list(table.rows(everything)))
    ]


@figure(
    "export-10-years",
    "export of 10 years: all tables written, hashed, described and packed",
    rival="pandas writing the same rows as CSV",
    unit="ms",
    must=3.0,
    aim=2.0,
)
def export_ten_years(bench: Bench) -> tuple[Measured, Measured]:
    """Both begin with what they write in memory, ours as values, the rival's as frames."""
    folder = bench.journal(10)
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        everything = store.as_seen_by(OWNER).load_everything()
    finally:
        store.close()
    frames = _frames(everything)

    def write_with_pandas() -> None:
        for frame in frames:
            frame.to_csv(io.StringIO(), index=False, lineterminator="\r\n")

    ours, rival = [], []
    for _ in range(WARM_UP + bench.rounds):
        ours.append(_milliseconds(lambda: package.write(everything)))
        rival.append(_milliseconds(write_with_pandas))
    return Measured.of(ours[WARM_UP:]), Measured.of(rival[WARM_UP:])


@figure(
    "import-10-years",
    "import of 10 years: the package read, checked and written into an empty journal",
    rival="our own export of them, read from the database and written",
    unit="ms",
    must=10.0,
    aim=5.0,
)
def import_ten_years(bench: Bench) -> tuple[Measured, Measured]:
    """Each round has a new, empty journal; opening it does not count."""
    folder = bench.journal(10)
    numbers = count()
    ours, rival = [], []
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        journal = store.as_seen_by(OWNER)
        data = package.write(journal.load_everything())
        for _ in range(WARM_UP + bench.rounds):
            rival.append(_milliseconds(lambda: package.write(journal.load_everything())))
            ours.append(_time_import(bench.folder / f"empty {next(numbers)}", data))
    finally:
        store.close()
    return Measured.of(ours[WARM_UP:]), Measured.of(rival[WARM_UP:])


def _time_import(folder: Path, data: bytes) -> float:
    folder.mkdir(mode=0o700)
    now = datetime.now(UTC)
    store = open_store(database_url(folder), data_folder=folder, now=now)
    try:
        journal = store.as_seen_by(OWNER)

        def bring_in() -> None:
            everything, problems = package.read(data)
            if everything is None:
                raise RuntimeError(f"Our own export was refused: {problems}")
            journal.import_everything(everything, now=now)

        return _milliseconds(bring_in)
    finally:
        store.close()


@figure(
    "apple-health",
    f"Apple Health, an export of {TIMED} MB: sleep by night found in it",
    rival="the same file unpacked and parsed, nothing done with it",
    unit="ms",
    must=5.0,
    aim=2.0,
)
def apple_health(bench: Bench) -> tuple[Measured, Measured]:
    """One reading and one bare parse in turn."""
    path = write_export(bench.folder / "apple.zip", TIMED)
    ours, rival = [], []
    for _ in range(WARM_UP + bench.rounds):
        ours.append(_milliseconds(lambda: look(path, Source.APPLE_HEALTH, zone="UTC")))
        rival.append(_milliseconds(lambda: parse_bare(path)))
    return Measured.of(ours[WARM_UP:]), Measured.of(rival[WARM_UP:])


@figure(
    "apple-health-memory",
    "Apple Health, an export of 1 GB: the most memory while it is read",
    rival="the same process before it reads",
    unit="MB",
    must=300,
    aim=100,
    judged_by="difference",
)
def apple_health_memory(bench: Bench) -> tuple[Measured, Measured]:
    """One reading in a process of its own, which looks at its memory some thousand times; the highest counts."""
    path = write_export(bench.folder / "apple large.zip", WEIGHED)
    answer = subprocess.run(
        [sys.executable, "-m", "benchmarks.apple", str(path)], check=True, capture_output=True, text=True
    )
    told = json.loads(answer.stdout)
    path.unlink()
    if path.exists() or told["rows"] < WEIGHED * MEGABYTE // 1000:
        raise RuntimeError("The export was not read to its end.")
    during = told["during"]
    weighed = Measured.of(during)
    return (
        Measured(value=max(during), p95=weighed.p95, rounds=len(during)),
        Measured(value=told["before"], p95=told["before"], rounds=len(during)),
    )
