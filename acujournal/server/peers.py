"""Whose process is knocking: Linux tells the user behind a connection on the same computer.

A cookie or a link can be seen by others: the address a browser is started with stands in the list of processes, and a
program that listens on another port of this computer is sent the same cookies. So where the system can say who
owns the other end, it must be the same user.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

End = tuple[str, int]

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
_LISTENING = "0A"
_NOBODY = -1
# From linux/sock_diag.h and linux/inet_diag.h.
_SOCK_DIAG_BY_FAMILY, _REQUEST, _ERROR = 20, 1, 2
_HEADER, _QUESTION, _ANSWER = struct.Struct("=IHHII"), struct.Struct("=BBBBI"), struct.Struct("=4B48x5I")


def is_own_process(peer: End, own: End) -> bool | None:
    """Whether the connection from `peer` to our end `own` is of this user (or root); None where nobody can say."""
    try:
        user = _owner(peer, own)
        # Without an answer for our own end either, the system does not answer such questions at all.
        if user is None and _owner(own, peer) is None:
            return own_by_table(peer[1], own[1])
    except (OSError, AttributeError, ValueError, struct.error):
        return own_by_table(peer[1], own[1])
    return user in {os.getuid(), 0}


def own_by_table(peer_port: int, own_port: int, *, tables: tuple[Path, ...] = _TABLES) -> bool | None:
    """The same from the system's table of connections, which takes some thousandths of a second to read."""
    sees_own_listener = False
    for local, remote, state, user in _rows(tables):
        if local == peer_port and remote == own_port:
            return user in {os.getuid(), 0}
        sees_own_listener = sees_own_listener or (local == own_port and state == _LISTENING)
    # A table that does not show our own socket is not about this computer's connections.
    return False if sees_own_listener else None


def _owner(local: End, remote: End) -> int | None:
    """The user of the socket with these ends, asked of the kernel; None when it knows no such socket."""
    family = socket.AF_INET6 if ":" in local[0] else socket.AF_INET
    addresses = [socket.inet_pton(family, end[0]).ljust(16, b"\0") for end in (local, remote)]
    question = _QUESTION.pack(family, socket.IPPROTO_TCP, 0, 0, 0xFFFFFFFF)
    question += (
        struct.pack("!HH", local[1], remote[1]) + b"".join(addresses) + struct.pack("=I", 0) + b"\xff" * 8
    )
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_CLOEXEC, 4) as kernel:
        kernel.settimeout(0.5)
        kernel.bind((0, 0))
        kernel.send(
            _HEADER.pack(_HEADER.size + len(question), _SOCK_DIAG_BY_FAMILY, _REQUEST, 1, 0) + question
        )
        answer = kernel.recv(4096)
    kind = _HEADER.unpack_from(answer)[1]
    if kind == _ERROR:
        number = -struct.unpack_from("=i", answer, _HEADER.size)[0]
        if number != errno.ENOENT:
            raise OSError(number, os.strerror(number))
        return None
    *_, user, inode = _ANSWER.unpack_from(answer, _HEADER.size)
    return _user_of(user, inode)


def _user_of(user: int, inode: int) -> int:
    """The user the system names for a socket; whoever has hung up already is nobody, though the system says root."""
    return user if inode else _NOBODY


def _rows(tables: tuple[Path, ...]) -> Iterator[tuple[int, int, str, int]]:
    """(local port, remote port, state, user) of every connection between loopback addresses, and of listeners."""
    for table in tables:
        try:
            lines = table.read_text("ascii").splitlines()[1:]
        except (OSError, UnicodeDecodeError):
            continue
        for line in lines:
            words = line.split()
            local, remote, state = words[1], words[2], words[3]
            if state == _LISTENING or (_is_loopback(local) and _is_loopback(remote)):
                yield _port(local), _port(remote), state, _user_of(int(words[7]), int(words[9]))


def _port(end: str) -> int:
    return int(end.rsplit(":", 1)[1], 16)


def _is_loopback(end: str) -> bool:
    digits = end.rsplit(":", 1)[0]
    words = [bytes.fromhex(digits[i : i + 8])[::-1] for i in range(0, len(digits), 8)]
    packed = b"".join(words)
    if len(packed) == 4:
        return packed[0] == 127
    return packed == socket.inet_pton(socket.AF_INET6, "::1") or packed[:13] == b"\0" * 10 + b"\xff\xff\x7f"
