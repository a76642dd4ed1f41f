"""Cleo has an account on Ana's computer. She gets one line; Ana's link opens once; Ana stays signed in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from acujournal.access import OWNER, STRANGER
from acujournal.server.keys import Keys
from acujournal.server.sentences import CLOSED
from tests.server.serving import open_websocket

EVERYWHERE = [
    "/",
    "/today",
    "/history?day=2026-01-05",
    "/settings",
    "/no/such/page",
    "/index.html",
    "/favicon.png",
    "/static/js/index.DormvYxC.js",
    "/media/0123456789abcdef.csv",
    "/component/anything/index.html",
    "/app/static/file.txt",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
    "/_stcore/bidi-components/scale/scale.js",
    "/open/",
    "/open/not-the-token",
    "/open/a/b",
    "/healthz/more",
    "//healthz",
    "/static/../media/x",
]


@pytest.mark.parametrize("path", EVERYWHERE)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_cleo_gets_one_line_everywhere(served, path, method):
    answer = served.get(path, method=method)
    assert answer.status == 403
    assert answer.text == ("" if method == "HEAD" else CLOSED)


def test_cleo_cannot_send_anything_either(served):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = served.get("/_stcore/upload_file/x/y", method=method, Origin=served.origin)
        assert (answer.status, answer.text) == (403, CLOSED)


def test_cleo_cannot_open_the_pages_own_connection(served):
    with pytest.raises(InvalidStatus) as refused, open_websocket(served):
        pass
    assert refused.value.response.status_code == 403
    assert refused.value.response.body.decode() == CLOSED
    assert "handshake" not in served.log, "anybody could fill the log"


def test_ana_can_open_it(served, ana):
    with open_websocket(served, ana):
        pass


def test_a_forged_cookie_opens_nothing(served, ana):
    name, value = ana.split("=", 1)
    for forged in (
        f"{name}=owner",
        f"{name}={value[:-2]}xx",
        f"acujournal_00000000={value}",
        f"{name}=",
        "x" * 3000,
    ):
        assert served.get("/", cookie=forged).status == 403


def test_the_cookie_of_another_copy_opens_nothing(tmp_path):
    keys, others = Keys(None), Keys(None)
    cookie = others.exchange(others.new_link("").removeprefix("/open/"))
    assert others.viewer_of({others.cookie_name(): cookie}) is OWNER
    assert keys.cookie_name() != others.cookie_name()
    assert keys.viewer_of({keys.cookie_name(): cookie}) is STRANGER
    assert keys.viewer_of({}) is STRANGER


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can act as another user")
def test_a_cookie_in_cleos_hands_opens_nothing_where_the_system_tells_users_apart(served, ana):
    # A program of hers on another port of this computer is sent Ana's cookie.
    program = (
        "import http.client, sys\n"
        "c = http.client.HTTPConnection('127.0.0.1', int(sys.argv[1]))\n"
        "c.request('GET', sys.argv[2], headers={'Cookie': sys.argv[3]})\n"
        "print(c.getresponse().status)\n"
    )
    for path in ("/", "/_stcore/health", "/media/x.csv"):
        command = [sys.executable, "-I", "-c", program, str(served.port), path, ana]
        # The test's own interpreter may lie where another user cannot look, so Debian's is taken.
        command[0] = str(python) if (python := Path("/usr/bin/python3")).exists() else sys.executable
        done = subprocess.run(
            command, capture_output=True, text=True, user=65534, group=65534, cwd="/", check=True
        )
        assert done.stdout.strip() == "403"
    assert served.get("/", cookie=ana).status == 200


def test_anas_link_opens_once(new_server):
    server = new_server().start()
    path = server.link.removeprefix(server.origin)
    assert server.get(path, method="HEAD").status == 403
    first = server.get(path)
    assert (first.status, first.headers["location"]) == (303, "/")
    flags = first.headers["set-cookie"].lower()
    assert "httponly" in flags
    assert "samesite=strict" in flags
    assert "path=/" in flags
    assert "domain" not in flags
    second = server.get(path)
    assert (second.status, second.text) == (403, CLOSED)
    cookie = first.headers["set-cookie"].split(";")[0]
    assert b"<title>" in server.get("/today", cookie=cookie).body


def test_ana_stays_signed_in_after_a_restart_and_the_old_link_is_dead(new_server):
    server = new_server().start()
    unused = server.link.removeprefix(server.origin)
    server.stop()
    server.start()
    assert server.get(unused).status == 403
    cookie = server.let_ana_in()
    server.stop()
    server.start()
    assert server.get("/", cookie=cookie).status == 200


def test_signing_out_everywhere_ends_every_cookie_also_in_a_running_program(new_server):
    server = new_server().start()
    cookie = server.let_ana_in()
    assert server.get("/", cookie=cookie).status == 200
    Keys(server.folder).sign_out_everywhere()
    assert server.get("/", cookie=cookie).status == 403


def test_only_ana_can_read_the_keys(new_server):
    server = new_server().start()
    server.let_ana_in()
    assert server.folder.stat().st_mode & 0o777 == 0o700
    for name in ("door-secret", "start-token", "running.json"):
        assert (server.folder / name).stat().st_mode & 0o777 == 0o600


def test_a_folder_others_could_read_is_closed_at_the_start(new_server):
    server = new_server()
    server.folder.mkdir(mode=0o755)
    server.start()
    assert server.folder.stat().st_mode & 0o777 == 0o700


def test_what_tells_about_the_program_is_not_there_for_ana_either(served, ana):
    assert served.get("/_stcore/metrics", cookie=ana).status == 404
    assert served.get("/_stcore/agent/openapi.json", cookie=ana).status == 404


def test_anybody_may_learn_that_this_is_acujournal_and_no_more(served):
    assert served.get("/healthz").body == b'{"program":"AcuJournal"}'


def test_whoever_claims_to_be_acujournal_must_know_the_folders_secret(served):
    proof = served.get("/healthz?challenge=abc").text
    assert Keys(served.folder).prove("abc") in proof
    assert Keys(None).prove("abc") not in proof
