"""Copies that only a passphrase opens, in the age format (age-encryption.org/v1), which other programs read too.

The passphrase is stretched with scrypt and each piece of the file is authenticated, so that one changed byte is noticed.
Stretching takes some seconds and some hundred megabytes, here and for whoever guesses.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Final

from acujournal.errors import BadValue, StorageTrouble

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
_DAMAGED: Final = "This copy is damaged, so nothing was changed. Choose another one."
_NOT_SEALED: Final = "The copy could not be encrypted, so it was not kept. Try again."


def check_passphrase(passphrase: str, again: str) -> str:
    """The passphrase to seal with. Raises BadValue for one that is too short, or was typed differently twice."""
    if passphrase != again:
        raise BadValue(NOT_THE_SAME)
    if len(passphrase) < SHORTEST:
        raise BadValue(TOO_SHORT)
    return passphrase


def is_sealed(file: Path) -> bool:
    """Whether a file begins as age files do. False where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def seal(data: bytes, passphrase: str) -> bytes:
    """Encrypt, and open once to be sure. Raises StorageTrouble where that does not give the same bytes."""
    from pyrage import passphrase as age  # type: ignore[import-untyped]

    sealed = bytes(age.encrypt(data, _one_way(passphrase)))
    try:
        is_sure = unseal(sealed, passphrase) == data
    except StorageTrouble:
        is_sure = False
    if not is_sure:
        raise StorageTrouble(_NOT_SEALED)
    return sealed


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What was sealed. Raises StorageTrouble for a wrong passphrase and for a file that was changed or cut off."""
    import pyrage
    from pyrage import passphrase as age

    try:
        return bytes(age.decrypt(sealed, _one_way(passphrase)))
    except pyrage.DecryptError as error:
        # The library has one kind of error. This is what it says when the passphrase opens nothing.
        raise StorageTrouble(WRONG if "Decryption failed" in str(error) else _DAMAGED) from None


def _one_way(passphrase: str) -> str:
    # One keyboard writes an accented letter as one sign, another as two; they look the same.
    return unicodedata.normalize("NFC", passphrase)
