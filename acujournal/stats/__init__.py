"""The honest answers: pure functions, values in and values out, no clock and no chance."""

from acujournal.stats.analysis import Analysis, analyse, last_sunday

__all__ = ["Analysis", "analyse", "last_sunday"]
