"""How long the report takes: both its forms, with all their charts."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from acujournal.access import OWNER
from acujournal.journal import Journal
from acujournal.report import Selection, analysis_of, contents, render_page, render_pdf
from acujournal.storage import open_store
from benchmarks.bench import Bench, today
from benchmarks.journals import database_url
from benchmarks.registry import Measured, figure

WARM_UP = 2
A_YEAR = timedelta(days=365)


def _milliseconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _one_chart(journal: Journal, first: date, until: date) -> bytes:
    """The same data of the same days in one plain chart: pain, worst pain, stress, sleep and sessions."""
    import matplotlib as mpl

    mpl.use("pdf")
    from matplotlib import pyplot as plt

    part = journal.between(first, until)
    chart, axes = plt.subplots(figsize=(8.27, 5))
    for name in ("pain_average", "pain_worst", "stress", "sleep_hours"):
        given = part.daily(name)
        axes.plot(list(given), list(given.values()), marker="o", markersize=2, linewidth=1, label=name)
    held = [one.day for one in part.done_treatments()]
    axes.plot(held, [0] * len(held), "^", label="sessions")
    axes.set_ylim(0, 12)
    axes.set_title("Pain 0-10, lower is better")
    axes.legend()
    made = io.BytesIO()
    chart.savefig(made, format="pdf")
    plt.close(chart)
    return made.getvalue()


@figure(
    "report",
    "report of 1 year: the PDF and the page with all their charts",
    rival="one matplotlib chart of the same data as a PDF",
    unit="ms",
    must=1.5,
    aim=1.0,
)
def report(bench: Bench) -> tuple[Measured, Measured]:
    """Both begin with the journal in memory, ours with its answers, which the program works out while the person still chooses.

    Each round is of other days, so that nothing can be taken from the round before.
    """
    folder = bench.journal(2)
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        mine = store.as_seen_by(OWNER)
        journal, checks, plans, ongoing = (
            mine.load_journal(),
            mine.weekly_checks(),
            mine.plans(),
            mine.all_ongoing(),
        )
    finally:
        store.close()
    ours, rival = [], []
    for number in range(WARM_UP + bench.rounds):
        until = today() - timedelta(days=number)
        selection = Selection(first=until - A_YEAR, until=until, name=f"Ana {number}", reader="Ben")
        known = analysis_of(journal, checks, selection, today())

        def both(selection: Selection = selection, known: object = known) -> None:
            said = contents(journal, checks, plans, ongoing, None, selection, today(), analysis=known)
            render_pdf(said)
            render_page(said)

        ours.append(_milliseconds(both))
        rival.append(_milliseconds(lambda until=until: _one_chart(journal, until - A_YEAR, until)))
    return Measured.of(ours[WARM_UP:]), Measured.of(rival[WARM_UP:])
