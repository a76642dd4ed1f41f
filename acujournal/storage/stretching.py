"""Seals and opens one file in the age format, in a process of its own that `sealing` starts.

The library holds the interpreter while it stretches a passphrase, some seconds long and with half a gigabyte. Here that
keeps no page waiting, and the memory is given back at once. This file is run by its path and imports nothing of the
program, so that it starts quickly. Passphrase and data come by the standard input and go by the standard output.
"""

from __future__ import annotations

import re
import struct
import sys
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Final

#: How often scrypt stretches, as a power of two. The library chooses it by a glance at how fast the computer is at this
#: very moment, so one and the same computer gives 15 or 20. Below the least a passphrase is too cheap to guess; above
#: the preferred most it takes long and half a gigabyte, each time it is opened; above the last 4 GB and more.
LEAST: Final = 17
MOST_PREFERRED: Final = 19
MOST_OPENED: Final = 22
_TRIES: Final = 20
#: A computer that is asked for too much this often is a fast one, and means it.
_TRIES_ABOVE: Final = 4
#: Seconds between two glances, in which whatever else keeps the computer busy may end.
_PAUSE: Final = 0.1
_HEAD: Final = re.compile(rb"age-encryption\.org/v1\n-> scrypt [^ \n]{1,100} ([0-9]{1,3})\n")
#: The length of the passphrase, in bytes, before the passphrase and the data.
_LENGTH: Final = struct.Struct(">I")


class Answer(StrEnum):
    """How it went; the first line of the answer, before the data."""

    DONE = "done"
    WRONG = "wrong"
    DAMAGED = "damaged"
    #: The file asks for more than is ever tried.
    TOO_MUCH = "too much"
    #: The computer is too slow at this moment, for sealing well or for opening at all.
    BUSY = "busy"


class Deed(StrEnum):
    """What is asked for, the one argument."""

    SEAL = "seal"
    OPEN = "open"


def factor_of(sealed: bytes) -> int | None:
    """The power of two a file says it was stretched with; None where it does not say so."""
    found = _HEAD.match(sealed)
    return int(found[1]) if found else None


def request_of(passphrase: bytes, data: bytes) -> bytes:
    """What this program reads."""
    return _LENGTH.pack(len(passphrase)) + passphrase + data


def seal(
    data: bytes,
    passphrase: str,
    *,
    encrypt: Callable[[bytes, str], bytes],
    pause: Callable[[float], None] = time.sleep,
) -> tuple[Answer, bytes]:
    """Encrypt until the factor is one that is wanted; else with the lowest that is high enough."""
    best, above = b"", 0
    for _ in range(_TRIES):
        sealed = bytes(encrypt(data, passphrase))
        factor = factor_of(sealed)
        if factor is None or factor < LEAST:
            pause(_PAUSE)
            continue
        if factor <= MOST_PREFERRED:
            return Answer.DONE, sealed
        if factor <= MOST_OPENED and (not best or factor < (factor_of(best) or factor)):
            best = sealed
        above += 1
        if best and above >= _TRIES_ABOVE:
            break
    return (Answer.DONE, best) if best else (Answer.BUSY, b"")


def unseal(
    sealed: bytes,
    passphrase: str,
    *,
    decrypt: Callable[[bytes, str], bytes],
    failures: type[Exception],
    pause: Callable[[float], None] = time.sleep,
) -> tuple[Answer, bytes]:
    """Decrypt; where the library takes the computer for too slow, again a while later."""
    factor = factor_of(sealed)
    if factor is None:
        return Answer.DAMAGED, b""
    if factor > MOST_OPENED:
        return Answer.TOO_MUCH, b""
    for _ in range(_TRIES):
        try:
            return Answer.DONE, bytes(decrypt(sealed, passphrase))
        except failures as error:
            # The library has one kind of error, and these are the words it tells them apart by.
            if "Decryption failed" in str(error):
                return Answer.WRONG, b""
            if "Excessive work" not in str(error):
                return Answer.DAMAGED, b""
        pause(_PAUSE)
    return Answer.BUSY, b""


def main() -> None:
    """Read a request, do the deed and write the answer."""
    import pyrage  # type: ignore[import-untyped]
    from pyrage import passphrase as age

    request = sys.stdin.buffer.read()
    (length,) = _LENGTH.unpack_from(request)
    passphrase = request[_LENGTH.size : _LENGTH.size + length].decode()
    data = request[_LENGTH.size + length :]
    if Deed(sys.argv[1]) is Deed.SEAL:
        answer, result = seal(data, passphrase, encrypt=age.encrypt)
    else:
        answer, result = unseal(data, passphrase, decrypt=age.decrypt, failures=pyrage.DecryptError)
    sys.stdout.buffer.write(f"{answer}\n".encode() + result)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
