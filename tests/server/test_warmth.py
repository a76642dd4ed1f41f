"""Slow work is done while nobody waits."""

import threading

from acujournal.server import warmth
from acujournal.server.warmth import SignsOfLife


class Clock:
    seconds = 100.0

    def __call__(self):
        return self.seconds


def test_before_the_first_page_it_waits_longer_than_after():
    clock = Clock()
    signs = SignsOfLife(clock)
    assert signs.seconds_to_quiet() == 2.0
    signs.note(page=True)
    assert 0 < signs.seconds_to_quiet() < 1
    clock.seconds += 0.5
    assert signs.wait_for_quiet()


def test_each_sign_of_life_starts_the_wait_again():
    clock = Clock()
    signs = SignsOfLife(clock)
    clock.seconds += 1.9
    signs.note()
    assert signs.seconds_to_quiet() == 2.0


def test_what_pages_have_left_behind_is_freed_once_and_only_after_a_page(monkeypatch):
    rounds = []
    monkeypatch.setattr(warmth.gc, "collect", lambda: rounds.append(True))
    signs = SignsOfLife(Clock())
    signs.note()
    assert not signs.collect_waste()
    signs.note(page=True)
    signs.note()
    assert signs.collect_waste()
    assert not signs.collect_waste()
    assert rounds == [True]


def test_waste_of_pages_is_freed_while_nobody_waits(monkeypatch):
    collected = threading.Event()
    clock = Clock()
    signs = SignsOfLife(clock)

    def collect():
        collected.set()
        signs.stopped.set()

    monkeypatch.setattr(warmth, "first_steps", list)
    monkeypatch.setattr(warmth, "settle_memory", lambda: None)
    monkeypatch.setattr(warmth.gc, "collect", collect)
    signs.note(page=True)
    clock.seconds += 3
    warmth.start_warming(signs, lambda: True).join(10)
    assert collected.is_set()


def test_it_ends_with_the_program():
    signs = SignsOfLife()
    signs.stopped.set()
    assert not signs.wait_for_quiet()
    assert warmth.start_warming(signs, lambda: True).join(5) is None


def test_steps_are_done_in_order_and_one_that_fails_stops_nothing(monkeypatch, caplog):
    done = []
    finished = threading.Event()

    def fail():
        raise ValueError("no")

    steps = ["json", fail, lambda: done.append("chart"), finished.set]
    monkeypatch.setattr(warmth, "first_steps", lambda: steps)
    clock = Clock()
    signs = SignsOfLife(clock)
    clock.seconds += 10
    thread = warmth.start_warming(signs, lambda: False)
    assert finished.wait(5)
    signs.stopped.set()
    thread.join(10)
    assert done == ["chart"]
    assert "warm-up failed" in caplog.text


def test_a_step_may_bring_up_further_steps_that_come_next(monkeypatch):
    done = []
    finished = threading.Event()
    steps = [lambda: [lambda: done.append(1), lambda: done.append(2)], lambda: done.append(3), finished.set]
    monkeypatch.setattr(warmth, "first_steps", lambda: steps)
    clock = Clock()
    signs = SignsOfLife(clock)
    clock.seconds += 10
    thread = warmth.start_warming(signs, lambda: False)
    assert finished.wait(5)
    signs.stopped.set()
    thread.join(10)
    assert done == [1, 2, 3]


def test_after_the_warm_up_the_usual_charts_need_no_altair_any_more():
    from acujournal.charts.course import CourseShape, course_design

    for step in warmth.draw_usual_charts():
        step()

    before = course_design.cache_info().misses
    shape = CourseShape(weekly=False, strips=("stress", "sleep"), with_moments=True, dense=False, dark=True)
    assert course_design(shape)["resolve"] == {"scale": {"y": "independent"}}
    assert course_design.cache_info().misses == before
