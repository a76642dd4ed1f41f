"""Today: the day's check-in, pain right now, what is due, and the last two weeks at a glance."""

from acujournal.access import Role
from acujournal.ui.checkin import check_in
from acujournal.ui.due import left_over, next_session, pause_notice
from acujournal.ui.page import open_page
from acujournal.ui.recent import last_two_weeks
from acujournal.ui.rightnow import pain_right_now
from acujournal.ui.words import title_day

page = open_page("", needs=Role.PATIENT)
pain_right_now(page, title=title_day(page.today))
pause_notice(page)
check_in(page, page.today)
left_over(page)
next_session(page)
last_two_weeks(page)
