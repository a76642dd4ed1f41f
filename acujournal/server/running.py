"""What one running copy holds: its journal's store, its clock, its keys, or the trouble it met on the way."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from acujournal.access import OWNER, Viewer
from acujournal.errors import AcujournalError, BadSetting
from acujournal.private_files import make_private_folder, read_private, write_private
from acujournal.server.keys import Keys
from acujournal.server.sentences import address_refused
from acujournal.settings import Settings

if TYPE_CHECKING:
    from acujournal.storage import Store

Clock = Callable[[], datetime]

_log = logging.getLogger(__name__)

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def now() -> datetime:
    """The present instant, aware."""
    return datetime.now(UTC)


@dataclass
class Running:
    """One running copy. Either `store` is there, or `trouble` is a sentence that says why not.

    `asked_elsewhere` is a claim: it was asked to serve an address other computers could reach, so it shows no journal.
    """

    clock: Clock = now
    settings: Settings | None = None
    store: Store | None = None
    trouble: str = ""
    keys: Keys = field(default_factory=lambda: Keys(None))
    asked_elsewhere: bool = False
    origin: str = ""
    when_ready: Callable[[str], None] | None = None

    @property
    def state_folder(self) -> Path | None:
        """The private folder of this copy, when it could be used."""
        return self.settings.data_folder if self.settings else None

    def close(self) -> None:
        """Let go of the database. Nothing is lost by calling it twice."""
        store, self.store = self.store, None
        if store is not None:
            store.close()


_current = Running()


def current() -> Running:
    """The copy this process runs."""
    return _current


def viewer_of(cookies: Mapping[str, str]) -> Viewer:
    """The owner for a valid cookie of this copy, a stranger for anything else."""
    return _current.keys.viewer_of(cookies)


def sign_out_everywhere() -> None:
    """End every sign-in of this copy. A fresh link is printed by `make run` or `python -m acujournal link`."""
    _current.keys.sign_out_everywhere()
    _note_access(is_let_in=False)


def note_sign_in() -> None:
    """Write into the owner's access record that a browser was let in."""
    _note_access(is_let_in=True)


def _note_access(*, is_let_in: bool) -> None:
    if _current.store is None:
        return
    try:
        from acujournal.storage import Happening

        kind = Happening.SIGNED_IN if is_let_in else Happening.SIGNED_OUT_EVERYWHERE
        _current.store.as_seen_by(OWNER).record(kind, now=_current.clock())
    except Exception as error:  # noqa: BLE001 - whatever it is, it must keep nobody out of their journal, and nobody in.
        _log.warning("An access could not be written down: %s", type(error).__name__)


def prepare(environ: Mapping[str, str], clock: Clock = now) -> Running:
    """Read the settings and the keys, and open (migrate) the journal's database.

    Raises AcujournalError with a sentence for the person.
    """
    # One process runs one copy, and the page scripts of all its sessions have to find it.
    global _current  # noqa: PLW0603
    settings = Settings.from_environment(environ)
    _current = Running(clock=clock)
    if not is_loopback(settings.address):
        _current.asked_elsewhere = True
        raise BadSetting(address_refused(settings.address))
    make_private_folder(settings.data_folder)
    _current.settings = settings
    _current.keys = Keys(settings.data_folder)
    from acujournal.storage import open_store

    _current.store = open_store(settings.database_url, data_folder=settings.data_folder, now=clock())
    return _current


def prepare_or_remember_trouble(environ: Mapping[str, str]) -> Running:
    """Like prepare(), for a server somebody else started: trouble is kept as a sentence for the screen."""
    if _current.store is None and not _current.trouble:
        try:
            prepare(environ)
        except AcujournalError as error:
            _current.trouble = str(error)
    return _current


def is_loopback(address: str) -> bool:
    """Whether only this computer can reach a server on that address."""
    return address in _LOOPBACK


def note_origin(origin: str) -> None:
    """Write down where this copy answers, for `python -m acujournal link` and a second `make run`."""
    if _current.state_folder:
        write_private(
            _current.state_folder / "running.json", json.dumps({"origin": origin, "process": os.getpid()})
        )


def forget_origin() -> None:
    """Take the note away, if it is still this process's own."""
    folder = _current.state_folder
    if folder and _noted(folder).get("process") == os.getpid():
        (folder / "running.json").unlink(missing_ok=True)


def is_noted_here() -> bool:
    """Whether the note of the data folder is this process's own, so that no other copy uses the folder now."""
    folder = _current.state_folder
    return folder is not None and _noted(folder).get("process") == os.getpid()


def noted_origin(folder: Path) -> str:
    """Where a copy on this data folder said it answers, or an empty text. It may have died since."""
    return str(_noted(folder).get("origin", ""))


def _noted(folder: Path) -> dict[str, object]:
    try:
        noted = json.loads(read_private(folder / "running.json") or "{}")
    except (ValueError, AcujournalError):
        return {}
    return noted if isinstance(noted, dict) else {}
