"""Settings: the clock, the week, a pause, the sample journal, where the data lie, signing out."""

from acujournal.access import Role
from acujournal.ui.data import settings_link
from acujournal.ui.page import open_page
from acujournal.ui.preferences import (
    choose_clock_and_week,
    choose_pause,
    new_strain,
    sample,
    sign_out,
    where_data_lie,
)

page = open_page("Settings", needs=Role.PATIENT)
choose_clock_and_week(page)
choose_pause(page)
new_strain(page)
sample(page)
where_data_lie(page)
settings_link()
sign_out(page)
