"""What was pressed is carried out before the page is heard again."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from acujournal.server import turns
from acujournal.server.turns import Turns

PRESS, ANSWER, NOISE = "press", "answer", "noise"


def from_page(kind):
    if kind == NOISE:
        return {"type": "websocket.receive", "bytes": b"\xff\xff\xff"}
    said = BackMsg()
    state = said.rerun_script.widget_states.widgets.add(id="one")
    if kind == PRESS:
        state.trigger_value = True
    else:
        state.int_value = 7
    return {"type": "websocket.receive", "bytes": said.SerializeToString()}


def to_page(kind):
    said = ForwardMsg()
    if kind == "begins":
        said.new_session.name = "a run"
    elif kind == "ends":
        said.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    else:
        said.delta.new_element.text.body = kind
    return {"type": "websocket.send", "bytes": said.SerializeToString()}


def connection(act, page_says):
    """Let `act` be the program behind a connection on which the page has said all this already."""
    waiting = [from_page(kind) for kind in page_says]

    async def app(scope, receive, send):
        await act(receive, lambda kind: send(to_page(kind)))

    async def from_browser():
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect"}

    async def to_browser(message):
        await asyncio.sleep(0)

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, Turns(app)({"type": "websocket"}, from_browser, to_browser)).result()


@pytest.fixture
def patient(monkeypatch):
    """Nothing is heard because of a time that has run out."""
    monkeypatch.setattr(turns, "LONGEST_WAIT", 30.0)


def test_after_a_press_the_page_is_heard_when_the_run_is_over(patient):
    order = []

    async def act(receive, say):
        order.append((await receive())["type"])
        heard = asyncio.ensure_future(receive())
        for word in ("begins", "a line", "ends"):
            await asyncio.sleep(0.01)
            assert not heard.done(), word
            await say(word)
        order.append((await heard)["type"])

    connection(act, [PRESS, ANSWER])
    assert order == ["websocket.receive"] * 2


def test_a_run_that_was_under_way_already_is_not_the_one_that_was_asked_for(patient):
    async def act(receive, say):
        await receive()
        heard = asyncio.ensure_future(receive())
        for word in ("begins", "ends", "begins"):
            await say(word)
        await asyncio.sleep(turns.BETWEEN_RUNS * 3)
        assert not heard.done()
        await say("ends")
        await heard

    connection(act, [PRESS, ANSWER])


def test_the_end_of_an_earlier_run_is_not_the_end_of_the_one_that_was_asked_for(patient):
    async def act(receive, say):
        await receive()
        heard = asyncio.ensure_future(receive())
        await say("ends")
        await asyncio.sleep(0.01)
        assert not heard.done()
        await say("begins")
        await say("ends")
        await heard

    connection(act, [PRESS, ANSWER])


@pytest.mark.parametrize("kind", [ANSWER, NOISE])
def test_after_anything_else_the_page_is_heard_at_once(patient, kind):
    async def act(receive, say):
        await receive()
        await asyncio.wait_for(receive(), 5)

    connection(act, [kind, ANSWER])


def test_a_run_that_takes_long_does_not_make_the_page_dumb(monkeypatch):
    monkeypatch.setattr(turns, "LONGEST_WAIT", 0.02)

    async def act(receive, say):
        await receive()
        await say("begins")
        await asyncio.wait_for(receive(), 5)
        await asyncio.wait_for(receive(), 5)

    connection(act, [PRESS, ANSWER, ANSWER])


def test_what_is_no_page_passes_untouched():
    seen = []

    async def app(scope, receive, send):
        seen.extend([receive, send])

    async def receive():
        raise AssertionError("Nobody asked.")

    async def send(message):
        raise AssertionError("Nobody spoke.")

    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, Turns(app)({"type": "http"}, receive, send)).result()
    assert seen == [receive, send]
