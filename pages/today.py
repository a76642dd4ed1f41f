"""Today: the day's check-in, pain right now, what is due, and the last two weeks at a glance."""

from acujournal.access import Role
from acujournal.ui.checkin import questions
from acujournal.ui.due import pause_notice, shown_day
from acujournal.ui.page import open_page
from acujournal.ui.recent import save_and_look_back
from acujournal.ui.rightnow import pain_right_now
from acujournal.words import title_day

page = open_page("", needs=Role.PATIENT)
day = shown_day(page)
pain_right_now(page, title=title_day(day))
pause_notice(page)
form = questions(page, day)
save_and_look_back(form, day)
