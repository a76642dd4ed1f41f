"""Starting and stopping: every way to start prints a link, and what goes wrong is said in a sentence."""

import re
import signal
import socket
import sys

import pytest

from acujournal.server.launch import has_screen
from acujournal.server.sentences import NOT_RUNNING
from tests.server.serving import ROOT, ask, streamlit_run

LINK = re.compile(r"http://127\.0\.0\.1:(\d+)/open/[\w-]{43}\b")


def test_a_second_start_gives_a_fresh_link_into_the_running_program(new_server):
    first = new_server().start()
    used = first.let_ana_in()
    code, said = new_server(port=first.port).run_to_the_end()
    assert code == 0
    assert "already running" in said
    link = LINK.search(said)
    assert int(link[1]) == first.port
    assert first.get(link[0].removeprefix(first.origin)).status == 303
    assert first.get("/", cookie=used).status == 200


def test_a_second_start_finds_the_running_program_whatever_port_it_would_take(new_server):
    first = new_server().start()
    code, said = new_server().run_to_the_end()
    assert code == 0
    assert f":{first.port}/open/" in said


def test_a_second_copy_beside_the_first_leaves_the_first_in_reach(new_server):
    first = new_server().start()
    second = new_server()
    second.command = streamlit_run(second)
    second.start()
    assert f"already running on this journal: open {first.origin}/open/" in second.log
    assert second.get("/", cookie=second.let_ana_in()).status == 200
    second.stop()

    asking = new_server()
    asking.command = [sys.executable, "-m", "acujournal", "link"]
    code, said = asking.run_to_the_end()
    assert code == 0
    assert LINK.fullmatch(said.strip())[1] == str(first.port)


def test_link_prints_the_running_programs_address(new_server):
    server = new_server().start()
    asking = new_server(port=server.port)
    asking.command = [sys.executable, "-m", "acujournal", "link"]
    code, said = asking.run_to_the_end()
    assert code == 0
    assert server.get(LINK.fullmatch(said.strip())[0].removeprefix(server.origin)).status == 303


def test_link_says_when_nothing_runs(new_server):
    server = new_server().start()
    server.stop(signal.SIGKILL)
    assert (server.folder / "running.json").exists()
    server.command = [sys.executable, "-m", "acujournal", "link"]
    code, said = server.run_to_the_end()
    assert (code, said) == (1, NOT_RUNNING)


def test_a_chosen_port_in_use_is_said_in_a_sentence(new_server):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, said = new_server(port=port).run_to_the_end()
    assert code == 1
    assert f"using port {port}" in said
    assert "ACUJOURNAL_PORT=" in said
    assert said.count("\n") == 1


def test_another_program_on_our_old_port_is_not_taken_for_ours(new_server):
    server = new_server().start()
    server.stop(signal.SIGKILL)
    with socket.create_server(("127.0.0.1", server.port)):
        code, said = server.run_to_the_end()
    assert code == 1
    assert "/open/" not in said


def test_when_nobody_chose_a_port_the_next_free_one_is_taken_and_said(new_server):
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8501))
            other.listen()
        except OSError:
            pass  # Something else holds it, which is as good.
        server = new_server(ACUJOURNAL_PORT="").start()
        assert "Another program is using port 8501" in server.log
        found = int(LINK.search(server.log)[1])
        assert found != 8501
        assert ask(found, "/healthz").status == 200


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("ACUJOURNAL_PORT", "many", "ACUJOURNAL_PORT"),
        ("ACUJOURNAL_PORT", "9" * 5000, "ACUJOURNAL_PORT"),
        ("ACUJOURNAL_DAILY_COPIES", "no", "ACUJOURNAL_DAILY_COPIES must be on or off"),
        ("ACUJOURNAL_DATA_FOLDER", "~nosuchuser/x", "ACUJOURNAL_DATA_FOLDER"),
        ("ACUJOURNAL_DATABASE_URL", "sqlite:////tmp/a.sqlite?mode=ro", "ACUJOURNAL_DATABASE_URL"),
        ("ACUJOURNAL_DATA_FOLDER", "here", "ACUJOURNAL_DATA_FOLDER"),
        ("ACUJOURNAL_DATA_FOLDER", "/proc/none", "ACUJOURNAL_DATA_FOLDER"),
        ("ACUJOURNAL_DATABASE_URL", "mysql://x", "ACUJOURNAL_DATABASE_URL"),
        ("ACUJOURNAL_DATABASE_URL", "sqlite:///newer.db", "ACUJOURNAL_DATABASE_URL"),
        ("ACUJOURNAL_DATABASE_URL", "sqlite:////tmp/newer.db", "newer AcuJournal"),
    ],
)
def test_a_setting_that_cannot_be_used_is_said_in_one_sentence(new_server, name, value, word):
    server = new_server()
    server.environment[name] = value
    code, said = server.run_to_the_end()
    assert code == 1
    assert word in said
    assert "Traceback" not in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("start", [None, streamlit_run])
def test_a_folder_that_takes_no_notes_is_said_in_a_sentence(new_server, start):
    server = new_server()
    # Where the note of the address belongs lies a folder: nothing can be written there.
    (server.folder / "running.json").mkdir(parents=True)
    if start:
        server.command = start(server)
    server.start(wait="AcuJournal cannot use")
    assert "Traceback" not in server.log
    assert server.get("/").status == 403


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told_to(new_server, how):
    server = new_server().start()
    assert server.stop(how) == 0
    assert "the store was closed" in server.log
    assert "Traceback" not in server.log
    assert not (server.folder / "running.json").exists()


def test_streamlit_run_prints_the_same_link(new_server):
    server = new_server()
    server.command = streamlit_run(server)
    server.start()
    assert int(LINK.search(server.log)[1]) == server.port
    assert server.get("/").status == 403
    assert server.get("/", cookie=server.let_ana_in()).status == 200


def test_uvicorn_prints_the_same_link_and_no_address_a_person_opened(new_server):
    server = new_server(PYTHONPATH=str(ROOT / "tests" / "server"))
    server.command = [sys.executable, "-m", "uvicorn", "launcher:app", "--port", str(server.port)]
    server.start()
    assert int(LINK.search(server.log)[1]) == server.port
    assert server.get("/open/some-secret-token").status == 403
    assert server.get("/", cookie=server.let_ana_in()).status == 200
    assert "some-secret-token" not in server.log


def test_under_streamlit_run_trouble_with_the_database_is_kept_for_the_screen(new_server):
    server = new_server(ACUJOURNAL_DATABASE_URL="sqlite:////tmp/newer.db")
    server.command = streamlit_run(server)
    server.start()
    assert "written by a newer AcuJournal" in server.log
    assert server.get("/").status == 403
    assert server.get("/", cookie=server.let_ana_in()).status == 200


@pytest.mark.parametrize(
    "command", [["app.py"], ["-m", "acujournal", "run"], ["-m", "streamlit", "run", "app.py"]]
)
def test_the_program_itself_starts_each_way(new_server, command):
    server = new_server()
    server.command = [sys.executable, *command]
    if "streamlit" in command:
        server.command.append(f"--server.port={server.port}")
    server.start()
    assert LINK.search(server.log)
    cookie = server.let_ana_in()
    assert b"<title>" in server.get("/", cookie=cookie).body
    assert server.get("/").status == 403


def test_python_app_py_works_from_any_folder(new_server, tmp_path):
    server = new_server()
    elsewhere = f"import os, runpy, sys; os.chdir({str(tmp_path)!r}); sys.path[0] = {str(ROOT)!r}; "
    program = elsewhere + f"runpy.run_path({str(ROOT / 'app.py')!r}, run_name='__main__')"
    server.command = [sys.executable, "-c", program]
    server.start()
    # This is set in .streamlit/config.toml only.
    answer = server.get("/_stcore/host-config", cookie=server.let_ana_in())
    assert answer.status == 200
    assert "statistics" not in server.log


def test_the_browser_is_opened_only_where_there_is_a_screen():
    assert has_screen({"DISPLAY": ":0"}, "linux")
    assert has_screen({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert has_screen({}, "darwin")
    assert has_screen({}, "win32")
    assert not has_screen({}, "linux")
    assert not has_screen({"SSH_CONNECTION": "x"}, "darwin")
    assert not has_screen({"DISPLAY": ":0", "CI": "true"}, "linux")
