"""A bare client of Streamlit's WebSocket: what a browser sends and receives, without the browser."""

from __future__ import annotations

import json
import time
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from benchmarks.servers import Server

ANSWER_SECONDS = 30


class Wire:
    """One session of one page. `elements` holds the messages of what stands on the page, the newest last."""

    def __init__(self, server: Server) -> None:
        headers = {"Cookie": server.cookie} if server.cookie else {}
        self._url = server.origin + "/"
        self._connection = connect(
            f"ws://127.0.0.1:{server.port}/_stcore/stream",
            origin=Origin(server.origin),
            additional_headers=headers,
            subprotocols=[Subprotocol("streamlit")],
            compression=None,
            max_size=None,
            open_timeout=ANSWER_SECONDS,
            proxy=None,
        )
        self._page = ""
        self.elements: list[ForwardMsg] = []

    def run(self, *states: WidgetState, until_text: str = "") -> float:
        """Run the script once with these states of widgets, to its end; returns the milliseconds.

        The last state is the one just touched: as in a browser, only its fragment runs if it stands in one.
        The time begins before the message is written and ends when the end of the script has been read. With
        `until_text` an element that holds this text must have been read as well, else it is a TimeoutError.
        """
        message = self._rerun(states)
        begin = time.perf_counter()
        self._connection.send(message)
        has_finished, has_text = False, not until_text
        while not (has_finished and has_text):
            read = ForwardMsg.FromString(self._receive(begin))
            kind = read.WhichOneof("type")
            if kind == "new_session":
                self._page, has_finished = read.new_session.page_script_hash, False
                if not read.metadata.run.fragment_ids:
                    self.elements = []
            elif kind == "delta":
                self.elements.append(read)
                has_text = has_text or until_text.encode() in read.delta.SerializeToString()
            elif kind == "script_finished" and read.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                has_finished = True
        return (time.perf_counter() - begin) * 1000

    def button(self, label: str) -> str:
        """The id of the button with this label."""
        for read in reversed(self.elements):
            button = read.delta.new_element.button
            if button.label == label:
                return str(button.id)
        raise LookupError(f"There is no button {label!r} on the page.")

    def control(self, key_ends: str) -> str:
        """The id of the control of our own whose key ends so."""
        for read in reversed(self.elements):
            component = read.delta.new_element.bidi_component
            if component.id and str(json.loads(component.json or "{}").get("id", "")).endswith(key_ends):
                return str(component.id)
        raise LookupError(f"There is no control {key_ends!r} on the page.")

    def close(self) -> None:
        """End the session."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _receive(self, begin: float) -> bytes:
        left = begin + ANSWER_SECONDS - time.perf_counter()
        read = self._connection.recv(timeout=max(0.0, left))
        assert isinstance(read, bytes)
        return read

    def _fragment_of(self, widget: str) -> str:
        """The fragment this widget stands in, or an empty text."""
        for read in reversed(self.elements):
            element = read.delta.new_element
            if widget in {element.button.id, element.bidi_component.id}:
                return str(read.delta.fragment_id)
        return ""

    def _rerun(self, states: tuple[WidgetState, ...]) -> bytes:
        message = BackMsg()
        rerun = message.rerun_script
        rerun.page_script_hash = self._page
        rerun.widget_states.widgets.extend(states)
        rerun.fragment_id = self._fragment_of(states[-1].id) if states else ""
        rerun.context_info.timezone = "UTC"
        rerun.context_info.locale = "en-US"
        rerun.context_info.url = self._url
        rerun.context_info.color_scheme = "light"
        return bytes(message.SerializeToString())


def chosen(control: str, value: int, number: int) -> WidgetState:
    """What a browser sends for a 0-10 scale after its `number`-th choice."""
    return WidgetState(id=control, json_value=json.dumps({"sent": {"v": value, "n": number}}))


def pressed(button: str) -> WidgetState:
    """What a browser sends for a button just pressed."""
    return WidgetState(id=button, trigger_value=True)
