"""Where the journal is kept. `open_store(url, data_folder=...)` is the door; a viewer is the key."""

from acujournal.storage.backups import (
    CLINIC_BACKS_UP,
    Backup,
    Backups,
    Contents,
    Restored,
    look_into,
    restore,
)
from acujournal.storage.drafts import Draft
from acujournal.storage.erasing import Receipt
from acujournal.storage.imports import Batch, Fate, Import, Preview, Undone
from acujournal.storage.opening import open_store, sqlite_file
from acujournal.storage.record import Event
from acujournal.storage.records import Version
from acujournal.storage.store import JournalStore, Store
from acujournal.storage.tables import Action, Happening

__all__ = [
    "CLINIC_BACKS_UP",
    "Action",
    "Backup",
    "Backups",
    "Batch",
    "Contents",
    "Draft",
    "Event",
    "Fate",
    "Happening",
    "Import",
    "JournalStore",
    "Preview",
    "Receipt",
    "Restored",
    "Store",
    "Undone",
    "Version",
    "look_into",
    "open_store",
    "restore",
    "sqlite_file",
]
