"""How long whoever holds a link waits for the frozen page."""

from __future__ import annotations

import http.client
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import streamlit

from acujournal.access import OWNER
from acujournal.storage import open_store
from benchmarks.bench import Bench
from benchmarks.registry import Measured, figure
from benchmarks.servers import Ours, Server

#: Requests of one round; a round's value is their mean.
REQUESTS = 50
#: About as many bytes as the page of three months has.
PAGE_BYTES = 300_000


def _static_file() -> tuple[str, int]:
    """The address and size of the file of Streamlit's own that is nearest in size to a report."""
    folder = Path(streamlit.__file__).parent / "static"
    files = [file for file in (folder / "static").rglob("*") if file.is_file()]
    file = min(files, key=lambda one: abs(one.stat().st_size - PAGE_BYTES))
    return f"/{file.relative_to(folder).as_posix()}", file.stat().st_size


def _make_share(ours: Ours, size: int) -> str:
    """A share whose page has exactly so many bytes; the path of its link."""
    now = datetime.now(UTC)
    page = b"<main>\n".ljust(size, b"x")
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
    "a stored share of 300 kB, opened by the holder of its link and counted",
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
