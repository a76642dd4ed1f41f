"""Which kinds of people are invented: the rows of the simulation."""

from __future__ import annotations

from benchmarks.simulation.people import Kind, Missing, Schedule

RESEMBLING = (0.0, 0.3, 0.6, 0.8)
PLAIN = (Schedule.WEEKLY, Schedule.TWICE, Schedule.IRREGULAR)
BOOKED = (Schedule.BAD_DAY, Schedule.AFTER_BAD_DAY)


def _books(schedule: Schedule, near: float, points: float = 0.0) -> Kind:
    """Who books on bad days needs bad days: pain around the middle that moves much."""
    return Kind(
        weeks=14, level=(5.0, 5.0), spread=(1.8, 1.8), schedule=schedule, resembling=near, relief=points
    )


def _nothing() -> list[Kind]:
    kinds = []
    for near in RESEMBLING:
        kinds += [Kind(resembling=near, schedule=schedule) for schedule in PLAIN]
        kinds += [Kind(resembling=near, baseline=days) for days in (0, 7, 28)]
        kinds += [Kind(resembling=near, weeks=weeks) for weeks in (4, 26)]
        kinds += [_books(schedule, near) for schedule in BOOKED]
    for near in (0.3, 0.8):
        kinds += [Kind(resembling=near, missing=0.3, missing_as=way) for way in Missing]
        kinds += [
            Kind(resembling=near, late=0.3),
            Kind(resembling=near, rhythm=1.0),
            Kind(resembling=near, weeks=26, schedule=Schedule.IRREGULAR),
            Kind(resembling=near, baseline=0, schedule=Schedule.IRREGULAR),
            Kind(resembling=near, level=(1.0, 2.0)),
        ]
    return kinds


def _relief() -> list[Kind]:
    kinds = []
    for points in (0.5, 1.0, 2.0):
        for days in (1.0, 3.0, 7.0):
            kinds += [
                Kind(relief=points, half_life=days, schedule=one) for one in PLAIN if _is_wanted(points, one)
            ]
    for points in (1.0, 2.0):
        kinds += [_books(one, 0.6, points) for one in BOOKED]
        kinds += [Kind(relief=points, resembling=near) for near in (0.0, 0.6, 0.8)]
    kinds += [Kind(relief=2.0, baseline=days) for days in (0, 7, 28)]
    kinds += [Kind(relief=2.0, weeks=weeks) for weeks in (4, 26)]
    kinds += [Kind(relief=2.0, missing=0.3, missing_as=Missing.HIGH), Kind(relief=2.0, late=0.3)]
    return kinds


def _is_wanted(points: float, schedule: Schedule) -> bool:
    return schedule is not Schedule.TWICE or points == 2.0


def _apart() -> list[Kind]:
    kinds = []
    for near in (0.3, 0.8):
        for schedule in (Schedule.WEEKLY, Schedule.IRREGULAR):
            kinds += [
                Kind(resembling=near, schedule=schedule, excess=2.0),
                Kind(resembling=near, schedule=schedule, flare=3.0),
                Kind(resembling=near, schedule=schedule, medicine=-1.5),
                Kind(resembling=near, schedule=schedule, trend=-0.2),
            ]
        kinds += [Kind(resembling=near, schedule=schedule, step=-1.5) for schedule in PLAIN]
        kinds += [
            Kind(resembling=near, baseline=0, excess=2.0),
            Kind(resembling=near, baseline=0, medicine=-1.5),
            Kind(resembling=near, trend=0.2),
        ]
    return kinds


KINDS: tuple[Kind, ...] = (*_nothing(), *_relief(), *_apart())
#: A few of each, for development.
QUICK: tuple[Kind, ...] = (
    Kind(resembling=0.0),
    Kind(resembling=0.6),
    Kind(resembling=0.8, schedule=Schedule.IRREGULAR),
    _books(Schedule.AFTER_BAD_DAY, 0.6),
    Kind(relief=2.0),
    Kind(step=-1.5),
    Kind(excess=2.0),
)
