"""Whose process is at the other end, where the system can say."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from acujournal.server.peers import is_own_process, own_by_table

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")


def is_root():
    import os

    return os.getuid() == 0


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_an_own_connection_is_known_as_such(host):
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, 0), family=family) as server:
        with socket.create_connection(server.getsockname()[:2]) as client:
            ends = client.getsockname()[:2], client.getpeername()[:2]
            assert is_own_process(*ends) is True
            assert own_by_table(ends[0][1], ends[1][1]) is True
        assert own_by_table(1, server.getsockname()[1]) is False


@pytest.mark.skipif(not is_root(), reason="only root can act as another user")
def test_another_users_connection_is_known_as_such():
    python = Path("/usr/bin/python3")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        program = f"import socket; c = socket.create_connection(('127.0.0.1', {port})); c.recv(1)"
        command = [str(python if python.exists() else sys.executable), "-I", "-c", program]
        with subprocess.Popen(command, user=65534, group=65534, cwd="/") as cleo:
            at_door, peer = server.accept()
            with at_door:
                assert is_own_process(peer, at_door.getsockname()) is False
                assert own_by_table(peer[1], port) is False
            cleo.wait(10)


def test_whoever_has_hung_up_is_nobody_and_not_root():
    with socket.create_server(("127.0.0.1", 0)) as server:
        client = socket.create_connection(server.getsockname())
        at_door, peer = server.accept()
        client.sendall(b"GET /open/token HTTP/1.1\r\n\r\n")
        client.close()
        with at_door:
            assert is_own_process(peer, at_door.getsockname()) is False
            assert own_by_table(peer[1], server.getsockname()[1]) is False


def test_where_nobody_can_say_nobody_is_locked_out(tmp_path):
    assert own_by_table(1, 2, tables=(tmp_path / "none",)) is None
