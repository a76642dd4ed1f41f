"""Share: one report for a reader, looked at first; as a PDF, as a page, or behind a link that ends."""

from acujournal.access import Role
from acujournal.ui.links import links_just_made, links_of
from acujournal.ui.page import open_page
from acujournal.ui.replies import all_replies
from acujournal.ui.share import choose_and_look, get_ready

page = open_page("Share", needs=Role.PATIENT)
selection = choose_and_look(page)
links_just_made(page)
links_of(page)
all_replies(page)
get_ready(page, selection)
