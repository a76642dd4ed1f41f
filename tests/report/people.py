"""Ana's journal in the shapes a report has to bear, and what a report says."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pypdf

from acujournal.background import VISIT_TEXTS, FirstVisit, Ongoing, OngoingKind, YesNo
from acujournal.body import regions
from acujournal.journal import Care, Entry, Journal
from acujournal.report import Contents, Section, Selection, contents
from acujournal.sample import make_sample
from acujournal.treatment import EffectKind, Severity, SideEffect, Style, Treatment
from acujournal.weekly import WeeklyCheck

#: A Monday, as in the other tests.
TODAY = date(2026, 11, 23)
ZONE = "Europe/Berlin"
DISCUSS = "Sitting at work is still the worst. Should we go on every week?"
#: What breaks programs that take text for something else: Typst, HTML, SVG, LaTeX, formulas, right-to-left, emoji.
HOSTILE = (
    '#set page(fill: red) #eval("1+1") #read("/etc/passwd") $ x^2 $ *bold* _it_ @ref <label> \\u{1F4A9} // `raw`',
    "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;\"'</style></title>--><!--",
    '<svg onload="alert(1)"><text>#image("x.png")</text></svg> data:text/html,<b>',
    "\\documentclass{article}\\input{/etc/passwd}$\\frac{1}{0}$ {{ 7*7 }} {% for x in y %} ${7*7}",
    "=cmd|'/C calc'!A0 +1+1 -1 @SUM(1) \u202eסוד\u202c שלום عليكم السلام नमस्ते สวัสดี",
    "😀 👩‍👩‍👧‍👦 🇩🇪 ❤️ 针灸 腰痛 \U0001f9ff e\u0301 a\u0300\u0301\u0302\u0303 \u200d\u200b\ufeff",
)
LONG_WORD = "W" * 4000


@cache
def year(years: int = 1) -> tuple[Journal, tuple[WeeklyCheck, ...], tuple, tuple, FirstVisit]:
    """An invented journal of so many years, as values a report is made from."""
    sample = make_sample(TODAY, ZONE, weeks=52 * years)
    journal = Journal(zone=ZONE, entries=sample.entries, moments=sample.moments, treatments=sample.treatments)
    return journal, sample.weekly_checks, sample.plans, sample.ongoing, sample.first_visits[0]


def chosen(days: int = 91, **more) -> Selection:
    usual = {
        "first": TODAY - timedelta(days=days),
        "until": TODAY,
        "name": "Ana M.",
        "reader": "Ben",
        "discuss": DISCUSS,
    }
    return Selection(**{**usual, **more})


def report(days: int = 91, *, years: int = 1, journal: Journal | None = None, **more) -> Contents:
    whole, checks, plans, ongoing, visit = year(years)
    return contents(journal or whole, checks, plans, ongoing, visit, chosen(days, **more), TODAY)


def bare(entries: tuple[Entry, ...] = (), treatments: tuple[Treatment, ...] = (), **more) -> Contents:
    """The report of a journal with nothing but these."""
    journal = Journal(zone="UTC", entries=entries, treatments=treatments)
    return contents(journal, (), (), (), None, chosen(**more), TODAY)


def rated(pains: list[int | None], **more) -> tuple[Entry, ...]:
    """Days with these average pains, the last of them yesterday; None for a day that was not written."""
    first = TODAY - timedelta(days=len(pains))
    return tuple(
        Entry(day=first + timedelta(days=n), pain_average=pain, **more)
        for n, pain in enumerate(pains)
        if pain is not None
    )


def fullest(**more) -> Contents:
    """Ten years with everything in them that can be, as long as it can be, and every section chosen."""
    journal, checks, plans, _, _ = year(10)
    long = "A very long sentence about the back that goes on and on. " * 70
    medicines = tuple(f"{n} {'Medicine with a name that is long ' * 3}"[:110] for n in range(9))
    places = tuple(regions())[:30]
    entries = tuple(
        replace(
            entry,
            note=long[:4000],
            medicines=medicines,
            places=places,
            other_care=tuple(Care),
            sleep_hours=7.5,
        )
        for entry in journal.entries
    )
    effects = tuple(
        SideEffect(kind=kind, severity=Severity.MODERATE, is_still_there=True) for kind in EffectKind
    )
    points = tuple(f"{n} point in words of my own which are many" for n in range(12))
    treatments = tuple(
        replace(one, side_effects=effects, points=points, styles=tuple(Style)) if one.day < TODAY else one
        for one in journal.treatments
    )
    ongoing = tuple(
        Ongoing(
            ongoing_id=str(n),
            kind=OngoingKind.MEDICINE,
            name=f"{n} {'Another medicine ' * 6}",
            began_on=TODAY - timedelta(days=3 * n + 1),
        )
        for n in range(60)
    )
    visit = FirstVisit(
        places=places,
        **dict.fromkeys(VISIT_TEXTS, long[:4000]),
        blood_thinners=YesNo.NO,
        bleeding_disorder=YesNo.UNSURE,
        pacemaker=YesNo.NO,
        pregnancy=YesNo.NO,
        fainting=YesNo.YES,
    )
    full = Journal(zone=ZONE, entries=entries, moments=journal.moments, treatments=treatments)
    selection = chosen(
        3650,
        sections=frozenset(Section),
        name="A name " * 17,
        reader="A reader " * 13,
        discuss="W" * 300,
        notes=tuple(entry.day for entry in entries[-20:]),
        **more,
    )
    return contents(full, checks, plans, ongoing, visit, selection, TODAY)


def hostile() -> Contents:
    """Every text a patient can type is an attack, and some are one word of 4,000 letters."""
    journal, checks, plans, _, _ = year()
    entries = tuple(
        replace(entry, note=(*HOSTILE, LONG_WORD)[n % 7], medicines=(HOSTILE[n % 6][:120],))
        for n, entry in enumerate(journal.entries[-60:])
    )
    treatments = tuple(
        replace(
            one, points=tuple(text[:60] for text in HOSTILE), practitioner=HOSTILE[0][:120], note=LONG_WORD
        )
        for one in journal.treatments
        if one.day >= entries[0].day
    )
    ongoing = tuple(
        Ongoing(ongoing_id=str(n), kind=OngoingKind.CARE, name=text[:120]) for n, text in enumerate(HOSTILE)
    )
    visit = FirstVisit(**{name: HOSTILE[n % 6] for n, name in enumerate(VISIT_TEXTS)})
    selection = chosen(
        60,
        sections=frozenset(Section),
        name=HOSTILE[1][:120],
        reader=HOSTILE[0][:120],
        discuss=(HOSTILE[5] + LONG_WORD)[:300],
        notes=tuple(entry.day for entry in entries[-7:]),
    )
    return contents(
        Journal(zone=ZONE, entries=entries, treatments=treatments),
        checks,
        plans,
        ongoing,
        visit,
        selection,
        TODAY,
    )


def said(report: Contents) -> list[str]:
    """Every text of a report that both its forms must show, in no order."""
    texts = [report.title, report.name, report.reader, report.period, report.made_on]
    texts += [*report.period_notes, *report.header, *report.filled, *report.below_tiles]
    for tile in report.tiles:
        texts += [tile.name, tile.value, tile.detail, tile.before]
    tables = [report.listed] if report.listed else []
    quotes = [report.discuss] if report.discuss else []
    for part in (*report.page_one, *report.page_two):
        texts += [part.title, *part.sentences]
        texts += [part.picture.how_to_read] if part.picture else []
        tables += part.tables
        quotes += part.quotes
    for table in tables:
        texts += [table.caption, *table.heads, *(cell for row in table.rows for cell in row), table.left_out]
    for quote in quotes:
        texts += [quote.label, quote.text, quote.left_out]
    return [text for text in texts if text]


def squeezed(text: str) -> str:
    """Without spaces of any kind: how lines were broken, or a word within them, does not matter."""
    return re.sub(r"[\s\u200b\u00ad]+", "", text)


def pdf_text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def session(day: date, **more) -> Treatment:
    return Treatment(
        treatment_id=day.isoformat(),
        starts_at=datetime(day.year, day.month, day.day, 9, tzinfo=UTC),
        zone="UTC",
        **more,
    )
