"""A real server in a process of its own, and the few ways Ana and Cleo talk to it."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from websockets.sync.client import connect

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self):
        return self.body.decode()


@dataclass
class Server:
    """One run of the program. `log` holds all it printed."""

    folder: Path
    port: int
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen | None = None

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log_file(self):
        return self.folder.parent / f"{self.folder.name}.{self.port}.log"

    @property
    def log(self):
        return self.log_file.read_text() if self.log_file.exists() else ""

    @property
    def link(self):
        return re.findall(r"http://\S+/open/\S+", self.log)[-1]

    def start(self, *, wait="/open/"):
        before = self.log.count(wait)
        with self.log_file.open("a") as log:
            self.process = subprocess.Popen(
                self.command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, env=self._environment()
            )
        wait_until(lambda: self.log.count(wait) > before or self.process.poll() is not None)
        assert self.process.poll() is None, self.log
        return self

    def run_to_the_end(self):
        """For a start that must not succeed: (exit code, what was printed)."""
        done = subprocess.run(
            self.command,
            capture_output=True,
            text=True,
            timeout=20,
            cwd=ROOT,
            env=self._environment(),
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()
        finally:
            self.process = None

    def get(self, path="/", *, method="GET", cookie="", **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(self.port, path, method=method, headers=names | ({"Cookie": cookie} if cookie else {}))

    def let_ana_in(self):
        """Use the printed link and return the cookie her browser would keep."""
        answer = self.get(self.link.removeprefix(self.origin))
        assert answer.status == 303
        return answer.headers["set-cookie"].split(";")[0]

    def _environment(self):
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("ACUJOURNAL", "STREAMLIT"))
        }
        own = {"ACUJOURNAL_DATA_FOLDER": str(self.folder), "ACUJOURNAL_PORT": str(self.port), "CI": "true"}
        return {name: value for name, value in (kept | own | self.environment).items() if value}


def ask(port, path, *, method="GET", headers=None, host="127.0.0.1"):
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def wait_until(is_so, seconds=20):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def open_websocket(server, cookie="", origin=None):
    headers = {"Cookie": cookie} if cookie else {}
    return connect(
        f"ws://127.0.0.1:{server.port}/_stcore/stream",
        additional_headers=headers,
        origin=origin or server.origin,
        subprotocols=["streamlit"],
        proxy=None,
    )


def streamlit_run(server, *options):
    script = str(HERE / "launcher.py")
    return [sys.executable, "-m", "streamlit", "run", script, f"--server.port={server.port}", *options]
