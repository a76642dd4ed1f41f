"""What one run of a page says leaves together."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from acujournal.server import bursts
from acujournal.server.bursts import Bursts


def said(kind):
    message = ForwardMsg()
    if kind == "script_finished":
        message.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    elif kind == "new_session":
        message.new_session.name = "a run"
    else:
        message.delta.new_element.text.body = kind
    return {"type": "websocket.send", "bytes": message.SerializeToString()}


def word(message):
    if message["type"] != "websocket.send":
        return message["type"]
    read = ForwardMsg.FromString(message["bytes"])
    kind = read.WhichOneof("type")
    return read.delta.new_element.text.body if kind == "delta" else kind


class Wire:
    """What has left, and when each time something left."""

    def __init__(self):
        self.left = []
        self.broken = False

    async def send(self, message):
        if self.broken:
            raise OSError("gone")
        # As a real connection does, it lets others go on in between.
        await asyncio.sleep(0)
        self.left.append(word(message))


def connection(act, wire):
    """Let `act` be the program behind a connection, and run it to its end."""

    async def app(scope, receive, send):
        await act(send)

    async def nothing():
        raise AssertionError("Nobody listens here.")

    # In a thread of its own: a browser driven by another test of this process keeps its loop running in this one.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, Bursts(app)({"type": "websocket"}, nothing, wire.send)).result()


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
def patient(monkeypatch):
    """However slow this computer is, a run is not cut in two."""
    monkeypatch.setattr(bursts, "LONGEST_WAIT", 30.0)


def test_what_a_run_says_leaves_when_it_ends(wire, patient):
    async def act(send):
        for kind in ("new_session", "one", "two"):
            await send(said(kind))
        await asyncio.sleep(0.01)
        assert wire.left == []
        await send(said("script_finished"))
        assert wire.left == ["new_session", "one", "two", "script_finished"]

    connection(act, wire)


def test_a_slow_run_shows_what_there_is_after_a_moment(wire):
    async def act(send):
        await send(said("new_session"))
        await send(said("one"))
        await asyncio.sleep(bursts.LONGEST_WAIT * 8)
        assert wire.left == ["new_session", "one"]
        await send(said("two"))
        await asyncio.sleep(bursts.LONGEST_WAIT * 8)
        assert wire.left == ["new_session", "one", "two"]

    connection(act, wire)


def test_what_is_said_outside_of_a_run_does_not_wait(wire, patient):
    async def act(send):
        await send(said("one"))
        assert wire.left == ["one"]
        for kind in ("new_session", "two", "script_finished", "three"):
            await send(said(kind))
        assert wire.left == ["one", "new_session", "two", "script_finished", "three"]

    connection(act, wire)


def test_the_order_stays_whatever_leaves_by_itself_meanwhile(wire, monkeypatch):
    monkeypatch.setattr(bursts, "LONGEST_WAIT", 0.0)
    words = [f"word {number}" for number in range(200)]

    async def act(send):
        await send(said("new_session"))
        for kind in words:
            await send(said(kind))
            await asyncio.sleep(0)
        await send(said("script_finished"))

    connection(act, wire)
    assert wire.left == ["new_session", *words, "script_finished"]


def test_a_connection_is_closed_after_all_that_was_held(wire, patient):
    async def act(send):
        await send({"type": "websocket.accept"})
        await send(said("new_session"))
        await send(said("one"))
        await send({"type": "websocket.close"})

    connection(act, wire)
    assert wire.left == ["websocket.accept", "new_session", "one", "websocket.close"]


def test_whoever_sends_next_is_told_that_the_connection_broke(wire):
    async def act(send):
        await send(said("new_session"))
        wire.broken = True
        await asyncio.sleep(bursts.LONGEST_WAIT * 8)
        with pytest.raises(OSError, match="gone"):
            await send(said("one"))

    connection(act, wire)


def test_what_is_no_connection_of_a_page_passes_untouched():
    met = []

    async def app(*given):
        met.append(given)

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, Bursts(app)({"type": "http"}, "receive", "send")).result()
    assert met == [({"type": "http"}, "receive", "send")]
