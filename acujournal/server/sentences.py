"""What the server says to a person, each sentence in one place."""

from __future__ import annotations

import os

#: The only answer a stranger ever gets.
CLOSED = (
    "Open AcuJournal with the link it printed when it started; starting it once more prints a fresh one.\n"
)

#: The answer to anybody who comes over a network, under another name, or through another program.
ONLY_HERE = (
    "AcuJournal has no sign-in yet, so the journal opens on this computer only: "
    "start it on 127.0.0.1 and open it in a browser here.\n"
)

#: The answer to a request another web page sent in the browser's name.
NOT_FROM_HERE = "This request did not come from AcuJournal's own page, so it was refused.\n"


def port_in_use(port: int) -> str:
    """The chosen port is taken by another program: which, and how to choose a different one."""
    other = port + 1 if port < 65535 else port - 1
    example = (
        f"$env:ACUJOURNAL_PORT={other}; .venv\\Scripts\\python app.py"
        if os.name == "nt"
        else f"ACUJOURNAL_PORT={other} make run"
    )
    return (
        f"Another program is using port {port}. Close it, or choose another port for AcuJournal, "
        f"for example: {example}"
    )


def port_moved(wanted: int, found: int) -> str:
    """Nobody chose a port, so the next free one is as good."""
    return f"Another program is using port {wanted}, so AcuJournal uses {found} this time."


#: For `python -m acujournal link`.
NOT_RUNNING = "AcuJournal is not running. Start it with `make run`, or with the line for it in the README.\n"


def also_running(link: str) -> str:
    """Somebody started a second copy on the same data: they may stay with the first."""
    return f"AcuJournal is already running on this journal: open {link}"


def address_refused(address: str) -> str:
    """The setting of the address asks for more than this program can keep safe."""
    return (
        f"AcuJournal was asked to serve on {address}. It has no sign-in yet, so the journal opens on this computer "
        "only: leave ACUJOURNAL_ADDRESS unset, or set it to 127.0.0.1."
    )


#: Shown instead of a screen that failed.
SCREEN_FAILED = (
    "Something went wrong on this screen. What you saved is safe. Reload the page; if it happens again, "
    "close AcuJournal and start it once more."
)
