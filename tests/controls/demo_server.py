"""The demo as a process of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """The demo under `streamlit run`, on one port for all its lives."""

    def __init__(self, port):
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process = None

    def start(self):
        options = {
            "SERVER_PORT": str(self.port),
            "SERVER_ADDRESS": "127.0.0.1",
            "SERVER_HEADLESS": "true",
            "SERVER_FILE_WATCHER_TYPE": "none",
            "BROWSER_SERVER_ADDRESS": "localhost",
            "BROWSER_GATHER_USAGE_STATS": "false",
            "CLIENT_TOOLBAR_MODE": "minimal",
            "THEME_LIGHT_PRIMARY_COLOR": "#0f5f66",
            "THEME_LIGHT_TEXT_COLOR": "#141414",
            "THEME_DARK_PRIMARY_COLOR": "#5cc4c9",
            "THEME_DARK_TEXT_COLOR": "#f2f0ed",
        }
        environment = {**os.environ, **{f"STREAMLIT_{name}": value for name, value in options.items()}}
        environment["PYTHONPATH"] = str(HERE.parents[1])
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "demo_app.py"],
            cwd=HERE,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise TimeoutError("The demo did not start.")

    def kill(self):
        self.process.kill()
        self.process.wait()
