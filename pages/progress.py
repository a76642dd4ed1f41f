"""Progress: the answer in one sentence, then the charts it stands on, each with how it came about and what is missing."""

import streamlit as st

from acujournal import charts
from acujournal.access import Role
from acujournal.background import care_changes
from acujournal.plan import current_plan
from acujournal.ui import answers
from acujournal.ui.analysing import analysis_of
from acujournal.ui.function import function_section, function_span, has_weeks
from acujournal.ui.ongoing import changes_span
from acujournal.ui.page import is_dark, open_page
from acujournal.ui.period import chosen_period, course_caption, course_table, other_changes
from acujournal.ui.where import body_section

page = open_page("Progress", needs=Role.PATIENT)
# The answers look at the whole journal; below the chooser stands what looks at the chosen period.
whole = st.container()
period = chosen_period(page)

# Where no day is written the journal begins with its weekly answers, or with a change beside the needles.
span = page.store.span() or function_span(page) or changes_span(page)
first = period.starts_on(span)
first_week = period.starts_on(function_span(page))
analysis = analysis_of(page, period.days, span[0] if span else first)
journal = page.store.load_journal(min(first, analysis.trend.first) - charts.LOOKS_BACK, period.until)
plan = current_plan(page.store.plans())
course = charts.course_of(
    journal,
    first,
    period.until,
    today=page.today,
    week_starts_on=page.preferences.week_starts_on,
    changes=care_changes(page.store.all_ongoing(), first, period.until),
    analysis=analysis,
    target=plan.target if plan else None,
)

has_days = course.has_anything or course.logged > 0
is_empty = not (has_days or course.changes or has_weeks(page, first_week, period.until))
teller = answers.Teller()

with whole:
    answers.the_answer(page, analysis, teller)
    if analysis.rated:
        answers.course_in_words(analysis, teller)
if is_empty and not page.preferences.is_weekly:
    st.text("Nothing is written in this period yet. Log today, or choose a longer period.")
if has_days:
    for line in course_caption(course):
        st.text(line)
if course.has_anything:
    answers.drawn(
        charts.course(course, dark=is_dark()),
        charts.course_words(course),
        charts.how_to_read(course),
        key="progress.course",
    )
    course_table(course)
    answers.trend_in_words(analysis, teller)
if has_days or course.changes:
    other_changes(course)
if analysis.rated:
    answers.after_sessions(analysis, teller)
answers.stress_and_sleep(analysis)
answers.usual_week(page, analysis)
function_section(page, first_week, period.until)
answers.function_numbers(analysis, teller)
body_section(journal, first, period.until)
answers.how_complete(page, journal, analysis)
