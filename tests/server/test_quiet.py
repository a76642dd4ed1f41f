"""No patient's word and no secret address in any log."""

import asyncio
import logging
import subprocess
import sys

import pytest

from acujournal.server.quiet import name_failure
from tests.server.serving import ROOT

WORD = "gehoelzpfad"

PROGRAM = f"""
import asyncio, logging, sys, threading
from acujournal.server.quiet import keep_words_out_of_logs
logging.basicConfig(level=logging.DEBUG)
keep_words_out_of_logs()
keep_words_out_of_logs()
WORD = {WORD!r}
log = logging.getLogger("streamlit.error_util")

def fail():
    raise ValueError(WORD)

def caught(say):
    try:
        fail()
    except ValueError as error:
        say(error)

caught(lambda error: log.error("Uncaught app execution", exc_info=error))
caught(lambda error: log.exception("It failed: %s", error))
caught(lambda error: log.warning(error))
caught(lambda error: log.warning("It failed: %s", error))

async def forgotten():
    task = asyncio.ensure_future(failing(WORD))
    await asyncio.sleep(0.01)
    asyncio.get_running_loop().call_soon(lambda word: fail(), WORD)
    await asyncio.sleep(0.01)

async def failing(word):
    fail()

asyncio.run(forgotten())
thread = threading.Thread(target=fail)
thread.start()
thread.join()

class Ends:
    def __del__(self):
        fail()

Ends()
print("plain %d%%" % 5, file=sys.stderr)
log.info("done %s %d%%", "well", 100)
fail()
"""


@pytest.fixture(scope="module")
def printed():
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=ROOT, timeout=30, check=False
    )
    assert done.returncode == 1
    return done.stdout + done.stderr


def test_no_way_a_failure_takes_prints_its_words(printed):
    assert WORD not in printed


def test_the_kind_and_the_place_of_each_failure_are_told(printed):
    assert printed.count("ValueError at <string>:") >= 8
    assert "Uncaught app execution: ValueError at" in printed


def test_other_records_stay_as_they_are(printed):
    assert "done well 100%" in printed


def test_a_failure_is_named_by_the_line_of_this_program_it_passed_last():
    from acujournal.settings import Settings

    with pytest.raises(Exception, match="ACUJOURNAL_PORT") as caught:
        Settings.from_environment({"ACUJOURNAL_PORT": "x"})
    assert name_failure(caught.value).startswith("BadSetting at acujournal/settings.py:")


def test_a_failure_that_was_never_raised_has_no_place():
    assert name_failure(ValueError(WORD)) == "ValueError"
    assert name_failure(None) == "no exception"
    assert logging.getLogger("asyncio") is asyncio.log.logger
