"""Ana's journal behind AppTest: every page run as a script, without a browser."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from acujournal.access import OWNER, STRANGER, Viewer
from acujournal.server import running
from acujournal.server.running import Running
from acujournal.settings import Settings
from acujournal.storage import JournalStore, open_store

ROOT = Path(__file__).resolve().parents[2]
#: 20:14 on Sunday 22 November 2026 in Berlin.
EVENING = datetime(2026, 11, 22, 19, 14, tzinfo=UTC)


class Clock:
    """A clock a test turns."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a journal nobody has opened yet, to copy: copying is faster than migrating."""
    folder = tmp_path_factory.mktemp("migrated")
    settings = Settings.from_environment({"ACUJOURNAL_DATA_FOLDER": str(folder)})
    open_store(settings.database_url, data_folder=folder, now=EVENING).close()
    return next(folder.glob("*.sqlite"))


@pytest.fixture
def copy(tmp_path: Path, migrated: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Running:
    """One running copy on a fresh SQLite file."""
    shutil.copy(migrated, tmp_path)
    settings = Settings.from_environment({"ACUJOURNAL_DATA_FOLDER": str(tmp_path)})
    store = open_store(settings.database_url, data_folder=tmp_path, now=EVENING)
    made = Running(clock=clock, settings=settings, store=store)
    monkeypatch.setattr(running, "_current", made)
    yield made
    store.close()


@pytest.fixture
def ana(copy: Running) -> JournalStore:
    """Ana's journal, welcomed, in Berlin."""
    store = copy.store.as_seen_by(OWNER)
    store.save_preferences(replace(store.preferences(), zone="Europe/Berlin", welcomed_at=EVENING))
    return store


@pytest.fixture
def open_app(copy: Running, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open the program in one more tab, as Ana or as a stranger."""

    def open_it(viewer: Viewer = OWNER, zone: str = "Europe/Berlin", **address: str) -> AppTest:
        monkeypatch.setattr("acujournal.ui.page.viewer_of", lambda _: viewer)
        app = AppTest.from_file(str(ROOT / "acujournal" / "main.py"), default_timeout=20)
        app.context = {"timezone": zone}
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return open_it


@pytest.fixture
def stranger() -> Viewer:
    return STRANGER


def go(app: AppTest, page: str, **address: str) -> AppTest:
    """Open another page of the program in the same tab."""
    for name in list(app.query_params):
        del app.query_params[name]
    for name, value in address.items():
        app.query_params[name] = value
    return app.switch_page(f"../pages/{page}.py").run()


def words(app: AppTest) -> str:
    """Everything an open page says, in order of kind."""
    kinds = (
        "title",
        "header",
        "subheader",
        "markdown",
        "text",
        "caption",
        "error",
        "info",
        "success",
        "button",
    )
    said = [
        str(getattr(one, "value", "") or getattr(one, "label", "")) for kind in kinds for one in app.get(kind)
    ]
    said += [button.label for button in app.button]
    said += [link.proto.label for link in app.get("page_link")]
    said += [html.proto.body for html in app.get("html") if "<style>" not in html.proto.body]
    return "\n".join(said)


def control(store: JournalStore, name: str, *, subject: str, mount: int = 0) -> str:
    """The key of one control of a form of this journal."""
    return f"{subject}.{store.journal_id}.{mount}.{name}"


def choose(app: AppTest, store: JournalStore, subject: str, name: str, value: object) -> AppTest:
    """Choose or type as the browser would: the control's own message."""
    app.session_state[control(store, name, subject=subject)] = {"value": value}
    return app.run()


def press(
    app: AppTest, store: JournalStore, subject: str, button: str = "save", *, mount: int = 0
) -> AppTest:
    """Press a button of a form."""
    return app.button(key=control(store, button, subject=subject, mount=mount)).click().run()
