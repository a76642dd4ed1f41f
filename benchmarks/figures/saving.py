"""How long a save takes, on the screen and on the wire."""

from __future__ import annotations

import time
from collections.abc import Callable

from playwright.sync_api import Page

from acujournal.journal import Entry
from benchmarks.bench import Bench, today
from benchmarks.chromium import time_click, visitor, wait_until_idle
from benchmarks.journals import Reader
from benchmarks.registry import Measured, figure
from benchmarks.wire import Wire, chosen, pressed

WARM_UP = 3
#: Seconds of rest before every timed run on the wire, for both sides. Right after another run the network of plain
#: Streamlit waits for late acknowledgements and takes twice as long; nobody presses Save that fast.
PAUSE = 0.2


class NotSaved(AssertionError):
    """The program said that it saved, and the database says otherwise."""


def score_of_round(number: int) -> int:
    """Another answer each round."""
    return 2 + number % 5


def _revision(reader: Reader) -> int:
    entry = reader.entry(today())
    return entry.revision if entry else 0


def _check_saved(entry: Entry | None, pain: int, revision: int) -> None:
    if entry is None or (entry.pain_average, entry.revision) != (pain, revision):
        raise NotSaved(f"Pain {pain} of revision {revision} was confirmed; the journal holds {entry}.")


def _save_on_screen(page: Page, reader: Reader, pain: int) -> float:
    """Choose another number, let its draft settle, then time the click on Save; the journal must hold it."""
    revision = _revision(reader)
    page.locator("fieldset", has_text="Average pain").locator("label").nth(pain).click()
    page.locator(".st-key-save").get_by_text("Not saved yet").wait_for()
    wait_until_idle(page)
    save = page.get_by_role("button", name="Save", exact=True)
    taken = time_click(page, save, ".st-key-save [data-testid='stAlert']", "Saved at")
    _check_saved(reader.entry(today()), pain, revision + 1)
    wait_until_idle(page)
    return taken


def _count_on_screen(page: Page, number: int) -> float:
    wait_until_idle(page)
    taken = time_click(
        page, page.get_by_role("button", name="Count"), "[data-testid='stText']", f"Counted {number}"
    )
    wait_until_idle(page)
    return taken


@figure(
    "save-in-browser",
    "click Save -> saved confirmed on screen, journal of 1 year",
    rival="click -> text changed, one-button empty page, streamlit run",
    unit="ms",
    must=1.6,
    aim=1.2,
)
def save_in_browser(bench: Bench) -> tuple[Measured, Measured]:
    """From the click's time stamp to the change of the page that shows the answer; every save is looked up."""
    return beside_the_button(
        bench,
        lambda _: "/",
        lambda page, reader, number: _save_on_screen(page, reader, score_of_round(number)),
    )


def beside_the_button(
    bench: Bench, address: Callable[[Reader], str], act: Callable[[Page, Reader, int], float]
) -> tuple[Measured, Measured]:
    """Time `act` on our page at `address`, and in turn with it the click on the one button of an empty page."""
    with (
        bench.ours() as ours,
        bench.plain("button") as plain,
        bench.reading(ours) as reader,
        visitor(bench.browser, ours) as journal,
        visitor(bench.browser, plain) as button,
    ):
        journal.goto(f"{ours.origin}{address(reader)}")
        button.goto(plain.origin)
        wait_until_idle(journal)
        wait_until_idle(button)
        for server in (ours, plain):
            server.wait_until_quiet()
        a, b = [], []
        for number in range(WARM_UP + bench.rounds):
            a.append(act(journal, reader, number))
            b.append(_count_on_screen(button, number + 1))
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])


def save_once_on_wire(wire: Wire, reader: Reader, pain: int, number: int) -> float:
    """The same save: the draft's own run first, not timed, then the run of the pressed button."""
    revision = _revision(reader)
    answer = chosen(wire.control(".pain_average"), pain, number)
    wire.run(answer, until_text="Not saved yet")
    time.sleep(PAUSE)
    taken = wire.run(answer, pressed(wire.button("Save")), until_text="Saved at")
    _check_saved(reader.entry(today()), pain, revision + 1)
    return taken


@figure(
    "save-on-wire",
    "the same save over a bare WebSocket client",
    rival="empty rerun, streamlit run, same client",
    unit="ms",
    must=1.0,
    aim=0.7,
)
def save_on_wire(bench: Bench) -> tuple[Measured, Measured]:
    """From the message that presses Save to the end of that run, with the confirmation among its elements."""
    with (
        bench.ours() as ours,
        bench.plain("empty") as plain,
        bench.reading(ours) as reader,
        Wire(ours) as journal,
        Wire(plain) as empty,
    ):
        journal.run()
        empty.run()
        for server in (ours, plain):
            server.wait_until_quiet()
        a, b = [], []
        for number in range(WARM_UP + bench.rounds):
            a.append(save_once_on_wire(journal, reader, score_of_round(number), number + 1))
            time.sleep(PAUSE)
            b.append(empty.run())
    return Measured.of(a[WARM_UP:]), Measured.of(b[WARM_UP:])
