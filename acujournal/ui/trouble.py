"""The last net under every page: whatever fails ends as a sentence, and no word of a patient reaches a log."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from acujournal.errors import AcujournalError
from acujournal.server.quiet import name_failure
from acujournal.server.sentences import SCREEN_FAILED

_log = logging.getLogger(__name__)


@contextmanager
def told_in_sentences(below: Callable[[], object] | None = None) -> Iterator[None]:
    """Show every failure of the block as a sentence, and what `below` draws under it.

    Streamlit's own signals, such as a rerun, pass through.
    """
    is_well = False
    try:
        yield
        is_well = True
    except AcujournalError as error:
        st.error(str(error))
    except Exception as error:  # noqa: BLE001 - the last net under every page.
        # The message may hold a patient's words, so only the kind of the failure is kept, and where it was.
        _log.error("A page failed: %s", name_failure(error))
        st.error(SCREEN_FAILED)
    if below is not None and not is_well:
        below()
