"""The cut icon font: every icon that can appear is in it, and it is only sent for the font it was cut from."""

import json

from acujournal.server import icons
from tools.icons import icons_named


def test_every_icon_that_can_appear_is_in_the_cut_font():
    made_from = json.loads(icons.MADE_FROM.read_text())
    assert icons_named() == {*made_from["icons"], *made_from["not_in_the_font"]}, "run: make icons"
    assert made_from["not_in_the_font"] == ["star_filled"], "an icon of this program has another name"


def test_only_the_font_it_was_cut_from_is_replaced(tmp_path):
    whole = icons.whole_font()
    assert icons.smaller(whole) == icons.CUT
    assert icons.CUT.stat().st_size < whole.stat().st_size / 20
    newer = tmp_path / whole.name
    newer.write_bytes(whole.read_bytes() + b"\0")
    assert icons.smaller(newer) == newer


def test_a_browser_asks_for_the_icons_each_time_because_the_next_version_may_have_more(served, ana):
    path = f"/static/media/{icons.whole_font().name}"
    answer = served.get(path, cookie=ana)
    assert answer.body == icons.CUT.read_bytes()
    assert answer.headers["cache-control"] == "public, no-cache"
    assert served.get(path, cookie=ana, If_None_Match=answer.headers["etag"]).status == 304
