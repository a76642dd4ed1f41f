"""What the two sides of a page's connection say to each other, as far as the doors around Streamlit have to know."""

from __future__ import annotations

from starlette.types import Message

#: Only larger messages are what stands on a page, such as a chart; when a run begins or ends is said in far fewer bytes.
_LARGEST_SIGNAL_BYTES = 20_000
_TRIGGERS = frozenset({"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"})


def signal(message: Message) -> str:
    """What the server says to a page: "new_session" as a run begins, "script_finished" as it ends, or something else.

    An empty text stands for what is too large to be either.
    """
    body = message.get("bytes")
    if not body or len(body) > _LARGEST_SIGNAL_BYTES:
        return ""
    # Not at the top: what a start needs is loaded first, and Streamlit has this by the time a page is open.
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

    return str(ForwardMsg.FromString(body).WhichOneof("type"))


def is_press(message: Message) -> bool:
    """Whether a page says that a button was pressed, which it says only once."""
    body = message.get("bytes")
    if not body:
        return False
    from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
    from streamlit.proto.BackMsg_pb2 import BackMsg

    try:
        said = BackMsg.FromString(body)
    except DecodeError:
        # Whatever it is, Streamlit answers it as it answers anything it cannot read.
        return False
    return any(state.WhichOneof("value") in _TRIGGERS for state in said.rerun_script.widget_states.widgets)
