"""Copies that only a passphrase opens, in the age format (age-encryption.org/v1), which other programs read too.

The passphrase is stretched with scrypt and each piece of the file is authenticated, so that one changed byte is noticed.
Stretching takes some seconds and some hundred megabytes, here and for whoever guesses. It is done by `stretching`, in a
process of its own.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from acujournal.errors import BadValue, StorageTrouble
from acujournal.storage import stretching
from acujournal.storage.stretching import Answer, Deed, request_of

#: What the name of a sealed file ends in.
ENDING: Final = ".age"
SHORTEST: Final = 10
_HEAD: Final = b"age-encryption.org/v1\n"
FORGOTTEN: Final = (
    "If you forget the passphrase, the copy is lost: nobody can open it again, and AcuJournal cannot either."
)
TOO_SHORT: Final = (
    f"This passphrase is too short. Choose one of at least {SHORTEST} characters; four or five words are good. No copy "
    "was made."
)
NOT_THE_SAME: Final = "The two passphrases are not the same. Type both again. No copy was made."
NEEDED: Final = "This copy has a passphrase. Nothing was changed. Put it back again, and type the passphrase."
WRONG: Final = "This passphrase does not open this copy. Capital and small letters count. Try again. Nothing was changed."
UNREADABLE: Final = "This passphrase holds a sign that cannot be read. Type it again. Nothing was changed."
_NOT_SEALED: Final = (
    "The copy could not be encrypted, so it was not kept. Close other programs, then try again."
)
_TOO_SLOW_TO_SEAL: Final = (
    "This computer is too busy or too slow to encrypt a copy well now, so none was kept. Try again later."
)
#: Why a copy did not open, by the answer; None for a process that was stopped, most often for want of memory.
_NOT_OPENED: Final[Mapping[Answer | None, str]] = {
    Answer.WRONG: WRONG,
    Answer.DAMAGED: "This copy is damaged, so nothing was changed. Choose another one.",
    Answer.TOO_MUCH: (
        "This copy needs more work to open than any copy AcuJournal makes, so it was not tried. Nothing was changed. "
        "Choose another one."
    ),
    Answer.BUSY: (
        "This computer is too busy or too slow to open this copy now. The copy is not damaged. Try again later."
    ),
    None: (
        "The copy could not be opened now, perhaps because too little memory is free. Close other programs, then try "
        "again. Nothing was changed."
    ),
}
_STRETCHING: Final = Path(stretching.__file__)
#: Far longer than the most that is ever tried takes.
_SECONDS: Final = 300.0
_ONE_AT_A_TIME: Final = threading.Lock()


def check_passphrase(passphrase: str, again: str) -> str:
    """The passphrase to seal with. Raises BadValue for one that is too short, cannot be read, or was typed differently twice."""
    if passphrase != again:
        raise BadValue(NOT_THE_SAME)
    if len(passphrase) < SHORTEST:
        raise BadValue(TOO_SHORT)
    _one_way(passphrase)
    return passphrase


def is_sealed(file: Path) -> bool:
    """Whether a file begins as age files do. False where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def seal(data: bytes, passphrase: str) -> bytes:
    """Encrypt, and open once to be sure. Other threads go on meanwhile.

    Raises StorageTrouble where opening does not give the same bytes, or the computer cannot do it now.
    """
    answer, sealed = _apart(Deed.SEAL, passphrase, data)
    if answer is Answer.BUSY:
        raise StorageTrouble(_TOO_SLOW_TO_SEAL)
    if answer is not Answer.DONE:
        raise StorageTrouble(_NOT_SEALED)
    try:
        is_sure = unseal(sealed, passphrase) == data
    except StorageTrouble:
        is_sure = False
    if not is_sure:
        raise StorageTrouble(_NOT_SEALED)
    return sealed


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Other threads go on meanwhile.

    Raises StorageTrouble for a wrong passphrase, for a file that was changed or cut off, for one that asks for too much
    work, and where the computer cannot do it now.
    """
    answer, data = _apart(Deed.OPEN, passphrase, sealed)
    if answer is not Answer.DONE:
        raise StorageTrouble(_NOT_OPENED[answer])
    return data


def _apart(deed: Deed, passphrase: str, data: bytes) -> tuple[Answer | None, bytes]:
    """Have it done by `stretching` in a process of its own; None where that process came to grief."""
    request = request_of(_one_way(passphrase), data)
    # Two at once would take twice the memory, and make the computer look slower than it is.
    with _ONE_AT_A_TIME:
        try:
            done = subprocess.run(  # noqa: S603 - a program of ours; what a person typed goes by its input.
                (sys.executable, "-P", str(_STRETCHING), str(deed)),
                input=request,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except (OSError, subprocess.SubprocessError):
            return None, b""
    said, _, result = done.stdout.partition(b"\n")
    if done.returncode != 0 or said.decode("ascii", "replace") not in set(Answer):
        return None, b""
    return Answer(said.decode()), result


def _one_way(passphrase: str) -> bytes:
    # One keyboard writes an accented letter as one sign, another as two; they look the same.
    try:
        return unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError:
        raise BadValue(UNREADABLE) from None
