"""Servers for the tests of the doors."""

import sys

import pytest

from tests.server.serving import HERE, Server, free_port


@pytest.fixture
def new_server(tmp_path):
    """Makes servers that end with the test; each is one more run on the same data folder."""
    made = []

    def make(*, port=0, command=(), **environment):
        server = Server(
            folder=tmp_path / "journal",
            port=port or free_port(),
            command=[*(command or (sys.executable, str(HERE / "launcher.py")))],
            environment=environment,
        )
        made.append(server)
        return server

    yield make
    for server in made:
        server.stop()
        assert "OUTSIDE" not in server.log


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """One server for the tests that only look."""
    folder = tmp_path_factory.mktemp("served") / "journal"
    server = Server(folder=folder, port=free_port(), command=[sys.executable, str(HERE / "launcher.py")])
    server.start()
    yield server
    server.stop()
    assert "OUTSIDE" not in server.log


@pytest.fixture(scope="module")
def ana(served):
    """Ana's cookie at that server."""
    return served.let_ana_in()
