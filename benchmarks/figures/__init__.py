"""Every figure of the table; importing this package fills the registry in the table's order."""

from benchmarks.figures import saving, session, progress, analysing, arriving, remembering  # noqa: F401, I001 - the order of the table.
from benchmarks.figures import reporting, sharing, exchanging  # noqa: F401 - the table goes on.
