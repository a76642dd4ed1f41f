"""Progress: the course of pain, stress and sleep, where it hurt, what pain keeps one from, with what is missing said."""

import streamlit as st

from acujournal import charts
from acujournal.access import Role
from acujournal.background import care_changes
from acujournal.ui.function import function_section, function_span, has_weeks
from acujournal.ui.ongoing import changes_span
from acujournal.ui.page import is_dark, open_page
from acujournal.ui.period import chosen_period, course_caption, course_table, other_changes
from acujournal.ui.where import body_section

page = open_page("Progress", needs=Role.PATIENT)
period = chosen_period(page)

# Where no day is written the journal begins with its weekly answers, or with a change beside the needles.
first = period.starts_on(page.store.span() or function_span(page) or changes_span(page))
first_week = period.starts_on(function_span(page))
journal = page.store.load_journal(first - charts.LOOKS_BACK, period.until)
course = charts.course_of(
    journal,
    first,
    period.until,
    today=page.today,
    week_starts_on=page.preferences.week_starts_on,
    changes=care_changes(page.store.all_ongoing(), first, period.until),
)

has_days = course.has_anything or course.logged > 0
is_empty = not (has_days or course.changes or has_weeks(page, first_week, period.until))

if is_empty and not page.preferences.is_weekly:
    st.text("Nothing is written in this period yet. Log today, or choose a longer period.")
if has_days:
    for line in course_caption(course):
        st.text(line)
if course.has_anything:
    drawing = charts.course(course, dark=is_dark())
    st.vega_lite_chart(drawing.spec, width="stretch", alt=charts.course_words(course), key="progress.course")
    st.caption(charts.how_to_read(course))
    course_table(course)
if has_days or course.changes:
    other_changes(course)
body_section(journal, first, period.until)
function_section(page, first_week, period.until)
