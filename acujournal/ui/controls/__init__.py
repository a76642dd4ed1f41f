"""The inputs of a journal page: each sends what a person chooses or types at once, without a form.

Every control takes `key` and a starting `value`. The value fills the control when its key is first seen; from the
first touch on the browser owns what is shown, and a rerun neither moves the cursor nor brings an older answer back.
To show another value, give the control another key. What a browser sends is checked before it is returned.
"""

from acujournal.ui.controls.beginning import begins_at_top
from acujournal.ui.controls.body import body_map
from acujournal.ui.controls.browser import latest, register
from acujournal.ui.controls.choices import choices, one_of
from acujournal.ui.controls.handing import address_to_hand_on, print_page_button
from acujournal.ui.controls.line import clock_line, day_line, line
from acujournal.ui.controls.names import Names, name_list
from acujournal.ui.controls.number import BadText, number_box, shown_number
from acujournal.ui.controls.points import Points, point_list
from acujournal.ui.controls.printing import print_button
from acujournal.ui.controls.scale import scale
from acujournal.ui.controls.sending import file_to_send
from acujournal.ui.controls.text import TEXT_KEPT, long_text
from acujournal.ui.controls.turning import presence, turns_after

__all__ = [
    "TEXT_KEPT",
    "BadText",
    "Names",
    "Points",
    "address_to_hand_on",
    "begins_at_top",
    "body_map",
    "choices",
    "clock_line",
    "day_line",
    "file_to_send",
    "latest",
    "line",
    "long_text",
    "name_list",
    "number_box",
    "one_of",
    "point_list",
    "presence",
    "print_button",
    "print_page_button",
    "register",
    "scale",
    "shown_number",
    "turns_after",
]
