"""As long as there is no sign-in, the journal opens on Ana's own computer, under its own name, from its own page."""

import socket

import pytest
from websockets.exceptions import InvalidStatus

from acujournal.server.sentences import NOT_FROM_HERE, ONLY_HERE
from tests.server.serving import ask, open_websocket, streamlit_run


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil.test", ""]
)
def test_under_another_name_there_is_no_journal(served, ana, host):
    answer = served.get("/", cookie=ana, Host=host.format(port=served.port))
    assert (answer.status, answer.text) == (403, ONLY_HERE)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_this_computers_own_names_are_fine(served, ana, host):
    assert served.get("/", cookie=ana, Host=f"{host}:{served.port}").status == 200


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "X-Real-Ip"])
def test_through_a_go_between_there_is_no_journal(served, ana, name):
    answer = served.get("/", cookie=ana, **{name: "127.0.0.1"})
    assert (answer.status, answer.text) == (403, ONLY_HERE)


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "http://127.0.0.1:1", "http://localhost:{port}", "null", None]
)
def test_another_page_cannot_change_anything_in_anas_name(served, ana, origin):
    headers = {} if origin is None else {"Origin": origin.format(port=served.port)}
    answer = served.get("/_stcore/upload_file/x/y", method="PUT", cookie=ana, **headers)
    assert (answer.status, answer.text) == (403, NOT_FROM_HERE)


@pytest.mark.parametrize("origin", ["http://evil.test", "http://127.0.0.1:1", "http://localhost:{port}"])
def test_another_page_cannot_open_the_connection_in_anas_name(served, ana, origin):
    with pytest.raises(InvalidStatus), open_websocket(served, ana, origin=origin.format(port=served.port)):
        pass


def test_a_connection_that_names_no_page_is_refused(served, ana):
    key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        raw.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nConnection: Upgrade\r\n"
            f"Upgrade: websocket\r\n{key}Cookie: {ana}\r\n\r\n".encode()
        )
        assert raw.recv(100).startswith(b"HTTP/1.1 403")


def test_asked_to_serve_another_address_the_program_says_why_not(new_server):
    code, said = new_server(ACUJOURNAL_ADDRESS="0.0.0.0").run_to_the_end()
    assert code == 1
    assert "no sign-in yet" in said
    assert "ACUJOURNAL_ADDRESS" in said
    assert "Traceback" not in said


def test_streamlit_asked_to_serve_another_address_shows_no_journal(new_server):
    server = new_server()
    server.command = streamlit_run(server, "--server.address=0.0.0.0")
    server.start(wait="no sign-in yet")
    assert ask(server.port, "/").text == ONLY_HERE
    assert ask(server.port, "/healthz").text == ONLY_HERE
    assert "/open/" not in server.log


def test_over_the_network_there_is_no_journal(new_server):
    server = new_server()
    own = own_network_address()
    if own is None:
        pytest.skip("this computer has no network address")
    server.command = streamlit_run(server, "--server.address=0.0.0.0")
    server.start(wait="no sign-in yet")
    assert ask(server.port, "/", host=own).text == ONLY_HERE


def own_network_address():
    """This computer's address in a network, found without sending anything."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return None
        return probe.getsockname()[0]
