"""Where pages link to one another. Streamlit takes them relative to the main script."""

from typing import Final

TODAY: Final = "../pages/today.py"
HISTORY: Final = "../pages/history.py"
SESSIONS: Final = "../pages/sessions.py"
PLAN: Final = "../pages/plan.py"
SHARE: Final = "../pages/share.py"
LEARN: Final = "../pages/learn.py"
DATA: Final = "../pages/data.py"
#: The article everybody must find at once: what it is called in addresses.
GET_HELP: Final = "get-help"
