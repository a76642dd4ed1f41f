"""How much memory one more open page holds."""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack

from benchmarks.bench import Bench
from benchmarks.registry import Measured, figure, percentile, slope
from benchmarks.servers import Server
from benchmarks.wire import Wire

WARM_UP = 8
BLOCK = 5
LEAST_SESSIONS = 20


def _open_sessions(open_pages: ExitStack, server: Server, many: int) -> float:
    """Open so many sessions, each to the end of its first run; returns the server's memory in MB."""
    for _ in range(many):
        open_pages.enter_context(Wire(server)).run()
    time.sleep(0.6)
    return server.memory_mb()


def _measured(sizes: list[float]) -> Measured:
    """The slope over all blocks; the 95th percentile is that of single blocks, per session."""
    sessions = [float(number * BLOCK) for number in range(len(sizes))]
    steps = [(after - before) / BLOCK for before, after in itertools.pairwise(sizes)]
    return Measured(value=slope(sessions, sizes), p95=percentile(steps, 95), rounds=BLOCK * len(steps))


@figure(
    "memory-per-session",
    "memory per further open session",
    rival="empty page's",
    unit="MB",
    must=0.5,
    aim=0.2,
    judged_by="difference",
)
def memory_per_session(bench: Bench) -> tuple[Measured, Measured]:
    """The slope of the server's own memory over open sessions on Today, after the first few, by blocks in turn."""
    blocks = -(-max(bench.rounds, LEAST_SESSIONS) // BLOCK)
    with bench.ours() as ours, bench.plain("empty") as plain, ExitStack() as open_pages:
        for server in (ours, plain):
            _open_sessions(open_pages, server, WARM_UP)
            server.wait_until_quiet()
        a, b = [ours.memory_mb()], [plain.memory_mb()]
        for _ in range(blocks):
            a.append(_open_sessions(open_pages, ours, BLOCK))
            b.append(_open_sessions(open_pages, plain, BLOCK))
    return _measured(a), _measured(b)
