"""Where something in the journal came from: written by hand, or brought in from another program's export."""

from __future__ import annotations

from typing import Final

from acujournal.answers import clean_text
from acujournal.errors import BadValue

#: The source of what the person wrote here.
BY_HAND: Final = ""
IMPORT_BEGINS: Final = "import:"
SOURCE_LIMIT: Final = 40
#: The apps whose exports can be read, as they call themselves.
APPS: Final = {
    "bearable": "Bearable",
    "daylio": "Daylio",
    "track-and-graph": "Track & Graph",
    "loop": "Loop Habit Tracker",
    "crisiscore": "CrisisCore Pain Tracker",
    "apple-health": "Apple Health",
    "health-connect": "Health Connect",
}


def source_of(app: str) -> str:
    """The source of what came from an app's export, such as "import:bearable" for "bearable"."""
    return check_source(f"{IMPORT_BEGINS}{app}")


def app_of(source: str) -> str:
    """The app of a source, such as "bearable"; an empty text for what was written by hand."""
    return source.removeprefix(IMPORT_BEGINS)


def app_words(source: str) -> str:
    """What an app is called that something came from; only names of ours, for a package may bring any."""
    return APPS.get(app_of(source), "another app")


def check_source(source: str) -> str:
    """Refuse, with BadValue, what is neither by hand nor the name of an import."""
    is_known = source == BY_HAND or (source.startswith(IMPORT_BEGINS) and source != IMPORT_BEGINS)
    if not is_known or len(source) > SOURCE_LIMIT or source != clean_text(source):
        raise BadValue("It is not clear where this came from. Import the file again.")
    return source
