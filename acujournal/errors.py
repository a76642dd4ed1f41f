"""What can go wrong, each kind carrying a sentence a person may read.

Nothing here contains a patient's words: the sentences name the rule that was broken and what to do next.
"""


class AcujournalError(Exception):
    """The parent of every failure this program explains to a person. `str(error)` is the sentence."""


class BadValue(AcujournalError, ValueError):
    """A value the journal refuses, such as a pain of 11."""


class SameMinute(BadValue):
    """A session begins at the same minute as another one. Perhaps they are two; only the person knows."""


class NotFound(AcujournalError):
    """There is nothing there for this viewer. Strangers get the same answer as for what never was."""


class Conflict(AcujournalError):
    """Somebody, or another tab, saved the same thing in the meantime.

    `theirs` is what is in the journal now; nothing was overwritten.
    """

    def __init__(self, sentence: str, theirs: object) -> None:
        super().__init__(sentence)
        self.theirs = theirs


class StorageTrouble(AcujournalError):
    """The database cannot be read or written: full, read-only, damaged or out of reach."""


class NewerDatabase(StorageTrouble):
    """The database was written by a newer AcuJournal than this one."""


class BadSetting(AcujournalError):
    """A setting of the computer's owner that cannot be used. The sentence names the variable."""


class ReportTrouble(AcujournalError):
    """A report could not be made. Nothing was kept and nothing was sent."""
