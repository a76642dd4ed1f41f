"""How long the honest answers take, beside the drawing of the page they stand on.

Ours is one whole analysis of ten years of days with 500 sessions, in one process, everything loaded. The rival is what
a person waits for anyway: Progress of ten years, from the start of the navigation to the last change in any chart,
while the answers are kept from the visit before.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from datetime import time as clock_time

from acujournal.access import OWNER
from acujournal.journal import Journal, days_of
from acujournal.stats import analyse
from acujournal.storage import open_store
from acujournal.treatment import Treatment
from benchmarks.bench import Bench, today
from benchmarks.chromium import time_charts, visitor, watch_charts
from benchmarks.journals import database_url
from benchmarks.registry import Measured, figure

SESSIONS = 500
WARM_UP = 2


def _with_sessions(journal: Journal) -> Journal:
    """The same days with 500 sessions spread over them, on every weekday, from the fourth week on."""
    days = [entry.day for entry in journal.entries]
    every = list(days_of(days[28], days[-1]))
    held = [every[place * len(every) // SESSIONS] for place in range(SESSIONS)]
    treatments = tuple(
        Treatment(treatment_id=f"s{number}", starts_at=datetime.combine(day, clock_time(10), UTC), zone="UTC")
        for number, day in enumerate(held)
    )
    return replace(journal, treatments=treatments)


@figure(
    "analyse-10-years",
    "every honest answer from 10 years of days with 500 sessions",
    rival="our own Progress of 10 years drawn in the browser, its answers kept",
    unit="ms",
    must=0.3,
    aim=0.1,
)
def analyse_ten_years(bench: Bench) -> tuple[Measured, Measured]:
    """One analysis and one drawing in turn."""
    folder = bench.journal(10)
    store = open_store(database_url(folder), data_folder=folder, now=datetime.now(UTC))
    try:
        journal = _with_sessions(store.as_seen_by(OWNER).load_journal())
    finally:
        store.close()
    with bench.ours(years=10) as server, visitor(bench.browser, server, watch_charts()) as page:
        address = server.origin + "/progress?period=All"
        time_charts(page, address)
        server.wait_until_quiet()
        ours, rival = [], []
        for _ in range(WARM_UP + bench.rounds):
            begun = time.perf_counter()
            analyse(journal, today=today())
            ours.append((time.perf_counter() - begun) * 1000)
            rival.append(time_charts(page, address))
    return Measured.of(ours[WARM_UP:]), Measured.of(rival[WARM_UP:])
