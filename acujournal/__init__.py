"""AcuJournal: a journal for people with back pain who try acupuncture."""

__version__ = "0.1.0"
