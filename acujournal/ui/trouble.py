"""The last net under every page: whatever fails ends as a sentence, and no word of a patient reaches a log."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from acujournal.errors import AcujournalError

SOMETHING_BROKE: Final = (
    "Something went wrong on this page. What you saved is safe. Reload the page; "
    "if it happens again, start AcuJournal anew."
)

_log = logging.getLogger(__name__)


@contextmanager
def told_in_sentences() -> Iterator[None]:
    """Show every failure of the block as a sentence. Streamlit's own signals, such as a rerun, pass through."""
    try:
        yield
    except AcujournalError as error:
        st.error(str(error))
    except Exception as error:  # noqa: BLE001 - the last net under every page.
        # The message may hold a patient's words, so only the kind of the failure is kept, and where it was.
        _log.error("A page failed: %s at %s", type(error).__name__, _place_of(error))
        st.error(SOMETHING_BROKE)


def _place_of(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return "?" if trace is None else f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
