"""What every figure is given: the browser, the journals, and the two sides."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.journals import Reader, fill_journal, write_rows
from benchmarks.servers import Ours, Plain


def today() -> date:
    """The calendar day the program shows: the benchmark's journals live in UTC."""
    return datetime.now(UTC).date()


@dataclass
class Bench:
    """One run. `folder` holds everything and is thrown away; `rounds` is how often each side is measured."""

    browser: Browser
    folder: Path
    rounds: int
    _numbers: Iterator[int] = field(default_factory=count)

    def journal(self, years: int) -> Path:
        """A fresh copy of the data folder with so many years in it."""
        made = self.folder / f"journal of {years}"
        if not made.exists():
            fill_journal(made, years=years, today=today())
        copy = self.folder / f"data {next(self._numbers)}"
        shutil.copytree(made, copy)
        copy.chmod(0o700)
        return copy

    def ours(self, years: int = 1) -> Ours:
        """Our program, not yet started, on a fresh journal."""
        return Ours(self.journal(years), self._log())

    def plain(self, rival: str, *arguments: str) -> Plain:
        """A rival, not yet started."""
        return Plain(rival, self._log(), *arguments)

    def rows(self) -> Path:
        """The rows of the course of one year, as CSV."""
        path = self.folder / "rows.csv"
        if not path.exists():
            write_rows(self.journal(1), path, today=today())
        return path

    @contextmanager
    def reading(self, server: Ours) -> Iterator[Reader]:
        """A second reader of the journal this server serves."""
        reader = Reader(server.data_folder)
        try:
            yield reader
        finally:
            reader.close()

    def _log(self) -> Path:
        return self.folder / f"server {next(self._numbers)}.log"
