"""How long whoever holds a link waits for the frozen page, and what a crowd of them costs the journal beside it."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import streamlit

from acujournal.access import OWNER
from acujournal.storage import open_store
from benchmarks.bench import Bench
from benchmarks.figures.saving import PAUSE, WARM_UP, save_once_on_wire, score_of_round
from benchmarks.registry import Measured, figure
from benchmarks.servers import ROOT, Ours, Server
from benchmarks.wire import Wire

#: Requests of one round; a round's value is their mean.
REQUESTS = 50
#: About as many bytes as the page of three months has.
PAGE_BYTES = 110_000
#: The beginning of a page, as far as the server looks at it.
HEAD = (
    b"<!DOCTYPE html>\n<html><head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">"
    b"</head>\n<body>\n<main>\n"
)
#: Requests a second of the crowd, the fewest that have to be answered, and for how many seconds before anything is timed.
CROWD = 200
CROWD_ANSWERED = 0.95 * CROWD
CROWD_COMES = 0.5


def _static_file() -> tuple[str, int]:
    """The address and size of the file of Streamlit's own that is nearest in size to a report."""
    folder = Path(streamlit.__file__).parent / "static"
    files = [file for file in (folder / "static").rglob("*") if file.is_file()]
    file = min(files, key=lambda one: abs(one.stat().st_size - PAGE_BYTES))
    return f"/{file.relative_to(folder).as_posix()}", file.stat().st_size


def _make_share(ours: Ours, size: int) -> str:
    """A share whose page has exactly so many bytes; the path of its link."""
    now = datetime.now(UTC)
    page = HEAD.ljust(size, b"x")
    store = open_store(
        f"sqlite:///{ours.data_folder / 'acujournal.sqlite'}", data_folder=ours.data_folder, now=now
    )
    try:
        journal = store.as_seen_by(OWNER)
        days = {"first_day": now.date() - timedelta(days=91), "until_day": now.date()}
        return f"/s/{journal.make_share(page=page, pdf=b'%PDF', now=now, **days).token}"
    finally:
        store.close()


def _round(server: Server, path: str, size: int) -> float:
    """Milliseconds of one request, the mean of many over one connection, none of them packed."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        begin = time.perf_counter()
        for _ in range(REQUESTS):
            connection.request("GET", path, headers={"Accept-Encoding": "identity", "Cookie": server.cookie})
            answer = connection.getresponse()
            assert answer.status == 200, path
            assert len(answer.read()) >= size
        return (time.perf_counter() - begin) / REQUESTS * 1000
    finally:
        connection.close()


@figure(
    "shared-page",
    "a stored share of about 110 kB, as the page of 3 months has, opened by the holder of its link and counted",
    rival="a static file of the same size, same server",
    unit="ms",
    must=3.0,
    aim=2.0,
)
def shared_page(bench: Bench) -> tuple[Measured, Measured]:
    """Both from our program over one kept connection, in turns: plain `streamlit run` waits 40 ms in TCP. Ours looks the link up, counts the opening and reads the frozen page."""
    path, size = _static_file()
    a, b = [], []
    with bench.ours() as ours:
        link = _make_share(ours, size)
        ours.wait_until_quiet()
        _round(ours, link, size)
        _round(ours, path, size)
        for _ in range(bench.rounds):
            a.append(_round(ours, link, size))
            b.append(_round(ours, path, size))
    return Measured.of(a), Measured.of(b)


class NotAnswered(AssertionError):
    """The crowd was to be served while the journal was timed, and was not."""


class _Crowd:
    """The crowd at one address, in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def _tell(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def begin(self) -> None:
        """It comes, and is there in full after a moment."""
        self._tell("on")
        time.sleep(CROWD_COMES)

    def end(self) -> None:
        """It goes home. Raises NotAnswered where it was served too slowly."""
        said = self._tell("off")
        if not said or float(said) < CROWD_ANSWERED:
            raise NotAnswered(f"{CROWD} requests a second were sent, {said.strip() or 'none'} answered.")


@contextmanager
def _crowd(server: Server, path: str) -> Iterator[_Crowd]:
    command = [sys.executable, "-m", "benchmarks.load", str(server.port), path, str(CROWD)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield _Crowd(process)
        finally:
            process.kill()


@figure(
    "journal-beside-shares",
    f"Save on the wire, journal of 1 year, while {CROWD} stored shares a second are opened",
    rival="the same Save while none is",
    unit="ms",
    must=1.5,
    aim=1.2,
)
def journal_beside_shares(bench: Bench) -> tuple[Measured, Measured]:
    """In turns on the same server and the same open journal. Only rounds count in which the whole crowd was served."""
    a, b = [], []
    with bench.ours() as ours, bench.reading(ours) as reader, Wire(ours) as journal:
        link = _make_share(ours, PAGE_BYTES)
        journal.run()
        with _crowd(ours, link) as crowd:
            ours.wait_until_quiet()
            for number in range(WARM_UP + bench.rounds):
                crowd.begin()
                a.append(save_once_on_wire(journal, reader, score_of_round(2 * number), 2 * number + 1))
                crowd.end()
                time.sleep(PAUSE)
                b.append(save_once_on_wire(journal, reader, score_of_round(2 * number + 1), 2 * number + 2))
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])
