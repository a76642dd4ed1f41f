"""Keeps patients' words and secret addresses out of every log: a failure is named by its kind and its place."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

_PROGRAM = Path(__file__).resolve().parents[2]
_SAYS_TOO_MUCH = ("asyncio",)


def keep_words_out_of_logs() -> None:
    """From now on no log record and no printed failure of this process holds an exception's own text.

    An exception may quote what a patient wrote, and asyncio and Streamlit log exceptions whole. Calling it twice
    changes nothing.
    """
    before = logging.getLogRecordFactory()
    if getattr(before, "keeps_words_out", False):
        return

    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        return _without_words(before(*args, **kwargs))

    make.keeps_words_out = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(make)
    sys.excepthook = _print_failure
    threading.excepthook = lambda hook: _print_failure(hook.exc_type, hook.exc_value, hook.exc_traceback)
    sys.unraisablehook = lambda hook: _print_failure(hook.exc_type, hook.exc_value, hook.exc_traceback)


def keep_requests_out_of_logs() -> None:
    """No log names the addresses people opened: a start link is one of them."""
    # Streamlit puts a handler back on this logger after uvicorn took it off.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_news)


def _is_news(record: logging.LogRecord) -> bool:
    """Uvicorn takes every WebSocket that was refused with an answer for a mistake; anybody could fill the log with them."""
    return "without completing handshake" not in str(record.msg)


def name_failure(error: BaseException | None, found: TracebackType | None = None) -> str:
    """The kind of the failure and the line of this program it passed last, such as "ValueError at pages/today.py:12"."""
    if error is None:
        return "no exception"
    frames = traceback.extract_tb(found or error.__traceback__)
    own = [frame for frame in frames if _is_own(frame.filename)] or list(frames)
    place = f" at {_shown(own[-1].filename)}:{own[-1].lineno}" if own else ""
    return f"{type(error).__name__}{place}"


def _without_words(record: logging.LogRecord) -> logging.LogRecord:
    if isinstance(record.exc_info, tuple):
        failure = name_failure(record.exc_info[1], record.exc_info[2])
        said = (
            ""
            if record.name in _SAYS_TOO_MUCH or isinstance(record.msg, BaseException)
            else str(record.msg).strip()
        )
        # The message may have been filled with the exception's text, so its gaps stay open.
        record.msg, record.args = f"{said or 'Failure'}: {failure}", ()
        record.exc_info = record.exc_text = None
    elif isinstance(record.msg, BaseException):
        record.msg, record.args = name_failure(record.msg), ()
    elif isinstance(record.args, tuple) and any(isinstance(value, BaseException) for value in record.args):
        record.args = tuple(
            name_failure(value) if isinstance(value, BaseException) else value for value in record.args
        )
    return record


def _print_failure(
    kind: type[BaseException], error: BaseException | None, found: TracebackType | None
) -> None:
    if not issubclass(kind, KeyboardInterrupt | SystemExit):
        sys.stderr.write(f"Failure: {name_failure(error, found) if error else kind.__name__}\n")


def _is_own(filename: str) -> bool:
    path = Path(filename)
    return _PROGRAM in path.parents and ".venv" not in path.parts


def _shown(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_PROGRAM).as_posix() if _is_own(filename) else path.name
