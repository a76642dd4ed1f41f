"""What a visitor waits and pays for: the bytes of a first load, and the start of the program."""

from __future__ import annotations

import time

from benchmarks.bench import Bench
from benchmarks.chromium import (
    SCALE_IS_USABLE,
    TEXT_IS_VISIBLE,
    Traffic,
    await_ready,
    visitor,
    wait_until_idle,
    watch_ready,
)
from benchmarks.registry import Measured, figure
from benchmarks.servers import Server


def _bytes_of_first_load(bench: Bench, server: Server, ready: str) -> float:
    """Bytes until the page is ready and nothing has come for a second, for a visitor with an empty cache."""
    with visitor(bench.browser, server, watch_ready(ready)) as page:
        traffic = Traffic(page)
        await_ready(page, server.origin)
        wait_until_idle(page)
        seen = -1.0
        while traffic.total != seen:
            seen = traffic.total
            page.wait_for_timeout(1000)
        return traffic.total / 1000


@figure(
    "bytes-of-first-load",
    "bytes over the wire, first load of Today, empty cache",
    rival="empty page, streamlit run",
    unit="kB",
    must=0.52,
    aim=0.42,
)
def bytes_of_first_load(bench: Bench) -> tuple[Measured, Measured]:
    """HTTP answers with their headers as sent, and the payload of the WebSocket both ways.

    Ours is started anew on a folder without packed files each round: the first visit after an installation, when
    nothing is packed thoroughly yet. Later visits to the same installation get smaller.
    """
    a, b = [], []
    with bench.plain("empty") as plain:
        for _ in range(bench.rounds):
            with bench.ours() as ours:
                a.append(_bytes_of_first_load(bench, ours, SCALE_IS_USABLE))
            b.append(_bytes_of_first_load(bench, plain, TEXT_IS_VISIBLE))
    return Measured.of(a), Measured.of(b)


def _start_to_ready(bench: Bench, server: Server, ready: str) -> float:
    """Milliseconds from the start of the process until a waiting browser, cache empty, shows it ready."""
    with visitor(bench.browser, server, watch_ready(ready)) as page:
        begin = time.time()
        server.spawn()
        try:
            server.wait_for_port()
            return (await_ready(page, server.origin) - begin) * 1000
        finally:
            server.stop()


@figure(
    "start-to-usable",
    "start of the process -> Today usable in the browser",
    rival="start -> text visible, empty page, streamlit run",
    unit="ms",
    must=2.0,
    aim=1.3,
)
def start_to_usable(bench: Bench) -> tuple[Measured, Measured]:
    """The browser runs already and opens the address as soon as the port answers; journal of one year."""
    ours, plain = bench.ours(), bench.plain("empty")
    with ours:
        # A first run gives the cookie; later starts find the journal as somebody's second day would.
        _bytes_of_first_load(bench, ours, SCALE_IS_USABLE)
        ours.wait_until_quiet()
    with plain:
        _bytes_of_first_load(bench, plain, TEXT_IS_VISIBLE)
    a, b = [], []
    for _ in range(bench.rounds):
        a.append(_start_to_ready(bench, ours, SCALE_IS_USABLE))
        b.append(_start_to_ready(bench, plain, TEXT_IS_VISIBLE))
    return Measured.of(a), Measured.of(b)
