"""Small files only this computer's user may read, replaced whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from acujournal.errors import StorageTrouble


def make_private_folder(folder: Path) -> None:
    """Make the folder, mode 0700, also when it was there with a wider mode.

    Raises StorageTrouble with a sentence that names the setting.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except OSError as error:
        raise _trouble(folder, error) from error


def write_private(path: Path, text: str) -> None:
    """Put the text in a file of mode 0600; a reader sees the old text or the new, never a part."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise _trouble(path, error) from error


def read_private(path: Path) -> str:
    """The text of the file, or an empty text when there is no such file."""
    try:
        return path.read_text("utf-8").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise _trouble(path, error) from error


def _trouble(path: Path, error: Exception) -> StorageTrouble:
    why = getattr(error, "strerror", None) or "it cannot be read"
    return StorageTrouble(
        f"AcuJournal cannot use {path} ({why}). Make room or give yourself access there, "
        "or choose another folder with ACUJOURNAL_DATA_FOLDER."
    )
