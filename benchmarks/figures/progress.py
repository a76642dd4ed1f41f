"""How long the charts of Progress take.

For both sides it is the same way: a navigation to the page's address, with a warm server and a warm browser cache,
from the browser's start of the navigation to the last change inside any chart. Charts count as drawn when the script
has ended, each shows a line of marks, and nothing in them has changed for 0.8 s (which is not counted).
"""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.chromium import time_charts, visitor, watch_charts
from benchmarks.registry import Measured, figure
from benchmarks.servers import Server

WARM_UP = 2


def _alternate(
    bench: Bench, first: tuple[Server, str], second: tuple[Server, str]
) -> tuple[Measured, Measured]:
    """Open both addresses in turn, each with a browser profile of its own."""
    with (
        visitor(bench.browser, first[0], watch_charts()) as page_a,
        visitor(bench.browser, second[0], watch_charts()) as page_b,
    ):
        for (server, path), page in ((first, page_a), (second, page_b)):
            time_charts(page, server.origin + path)
        for server, _ in (first, second):
            server.wait_until_quiet()
        a, b = [], []
        for _ in range(WARM_UP + bench.rounds):
            a.append(time_charts(page_a, first[0].origin + first[1]))
            b.append(time_charts(page_b, second[0].origin + second[1]))
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])


@figure(
    "progress-1-year",
    "open Progress, 1 year -> all charts drawn",
    rival="one plain st.altair_chart of the same rows, streamlit run",
    unit="ms",
    must=2.5,
    aim=1.5,
)
def progress_one_year(bench: Bench) -> tuple[Measured, Measured]:
    """The year as we draw it, beside a line of its pain ratings."""
    with bench.ours() as ours, bench.plain("chart", str(bench.rows())) as plain:
        return _alternate(bench, (ours, "/progress?period=1+year"), (plain, "/"))


@figure(
    "progress-10-years",
    "open Progress, 10 years -> all charts drawn",
    rival="our own 1 year",
    unit="ms",
    must=1.5,
    aim=1.2,
)
def progress_ten_years(bench: Bench) -> tuple[Measured, Measured]:
    """Everything of ten years, beside one year of a journal of one year."""
    with bench.ours(years=10) as long, bench.ours(years=1) as short:
        return _alternate(bench, (long, "/progress?period=All"), (short, "/progress?period=1+year"))
