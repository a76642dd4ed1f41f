"""Where pages link to one another. Streamlit takes them relative to the main script."""

from typing import Final

TODAY: Final = "../pages/today.py"
HISTORY: Final = "../pages/history.py"
SESSIONS: Final = "../pages/sessions.py"
PLAN: Final = "../pages/plan.py"
