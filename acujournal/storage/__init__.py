"""Where the journal is kept. `open_store(url, data_folder=...)` is the door; a viewer is the key."""

from acujournal.storage.drafts import Draft
from acujournal.storage.opening import open_store
from acujournal.storage.records import Version
from acujournal.storage.store import JournalStore, Store
from acujournal.storage.tables import Action

__all__ = ["Action", "Draft", "JournalStore", "Store", "Version", "open_store"]
