"""The public door: Ben reads one frozen page; for Cleo, who has no link, none has ever been there."""

import http.client
import re
import socket
import statistics
import threading
import time
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest

from acujournal.server import guestpages
from acujournal.sharing import MESSAGE_LIMIT, TRIES, new_token
from acujournal.storage.openings import A_MOMENT
from tests.journeys.home import EVENING, new_home
from tests.server.serving import Answer, open_websocket

HASH = f"'sha256-{'Ab+/' * 10}abc='"
POLICY = f"default-src 'none'; style-src {HASH}; img-src data:; base-uri 'none'; form-action 'none'"
PAGE = (
    f'<!DOCTYPE html>\n<html lang="en"><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    "<title>t</title></head>\n<body>\n<main>\n<h1>Ana's report</h1>\n</main>\n</body>\n</html>\n"
).encode()
PDF = b"%PDF-1.7 Ana's report"
PASSCODE = "garden gate"
DAY = timedelta(days=1)
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = new_home(tmp_path_factory.mktemp("shared")).begin()
    home.welcome("Europe/Berlin")
    yield home
    home.stop()
    assert "OUTSIDE" not in home.log
    assert "Traceback" not in home.log


@pytest.fixture(autouse=True)
def evening(home):
    yield
    home.turn_clock(EVENING)


def share(home, **more):
    given = {"page": PAGE, "pdf": PDF, "first_day": (EVENING - 30 * DAY).date(), "until_day": EVENING.date()}
    with home.journal() as journal:
        return journal.make_share(**given | {"now": home.now, "reader": "Ben"} | more)


def seen(home, made):
    # The server may write what it has counted a moment later.
    time.sleep(2 * A_MOMENT)
    with home.journal() as journal:
        return next(one for one in journal.shares() if one.share_id == made.share.share_id)


def send(home, path, fields=None, *, body=None, kind=FORM, method="POST", **headers):
    """A form as a browser sends it from a page without a referrer: its origin is "null"."""
    connection = http.client.HTTPConnection("127.0.0.1", home.port, timeout=60)
    try:
        content = urlencode(fields or {}) if body is None else body
        connection.request(method, path, content, {"Content-Type": kind, "Origin": "null", **headers})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def door(made):
    return f"/s/{made.token}"


def told(answer):
    """All an answer says but the time of day."""
    return (
        answer.status,
        {name: value for name, value in answer.headers.items() if name != "date"},
        answer.body,
    )


def test_ben_gets_the_frozen_page_and_its_pdf_without_a_cookie(home):
    made = share(home)
    page, pdf = home.get(door(made)), home.get(f"{door(made)}?pdf")

    line = re.search(rb"<details open>.*?</details>\n", page.body)[0]
    assert page.body.replace(line, b"") == PAGE
    assert made.token.encode() not in page.body
    assert (pdf.status, pdf.body, pdf.headers["content-type"]) == (200, PDF, "application/pdf")
    assert 'filename="pain-diary-report.pdf"' in pdf.headers["content-disposition"]
    assert (seen(home, made).page_views, seen(home, made).pdf_views) == (1, 1)


def test_the_page_keeps_the_policy_it_was_frozen_with_and_nobody_may_keep_index_or_frame_it(home):
    made = share(home, passcode=PASSCODE, takes_note=True)
    opened = send(home, door(made), {"passcode": PASSCODE})
    asked = home.get(door(made))
    gone = home.get("/s/nothing")
    pdf = home.get(f"{door(share(home))}?pdf")

    assert opened.headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'none'"
    for answer in (opened, asked, gone, pdf):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in answer.headers
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
    assert b"<script" not in opened.body + asked.body + gone.body


def test_what_is_not_open_is_one_and_the_same_page(home):
    never = home.get(f"/s/{new_token()}")
    revoked, expired, locked = share(home), share(home, days=1), share(home, passcode=PASSCODE)
    with home.journal() as journal:
        journal.revoke_share(revoked.share.share_id, now=home.now)
    for _ in range(TRIES):
        last = send(home, door(locked), {"passcode": "not this one"})
    home.turn_clock(EVENING + 2 * DAY)

    assert never.status == 404
    assert never.body == guestpages.GONE_PAGE
    assert told(last) == told(never)
    for made in (revoked, expired, locked):
        for query in ("", "?pdf", "?note", "?in=1-0"):
            assert told(home.get(door(made) + query)) == told(never)
        for fields in ({"passcode": PASSCODE}, {"message": "Hello"}, {}):
            assert told(send(home, door(made), fields)) == told(never)
            assert told(send(home, f"{door(made)}?note", fields)) == told(never)


def test_what_is_not_open_takes_the_same_time(home):
    revoked, expired, locked = (share(home, passcode=PASSCODE, days=days) for days in (30, 1, 30))
    with home.journal() as journal:
        journal.revoke_share(revoked.share.share_id, now=home.now)
    for _ in range(TRIES):
        send(home, door(locked), {"passcode": "not this one"})
    home.turn_clock(EVENING + 2 * DAY)
    paths = {"revoked": door(revoked), "expired": door(expired), "locked": door(locked)}
    times = {name: [] for name in ("never", *paths)}
    for _ in range(12):
        for name, path in {"never": f"/s/{new_token()}", **paths}.items():
            began = time.perf_counter()
            send(home, path, {"passcode": PASSCODE})
            times[name].append(time.perf_counter() - began)

    never = statistics.median(times.pop("never"))
    for name, taken in times.items():
        assert 0.5 < never / statistics.median(taken) < 2, name
    assert min(min(taken) for taken in times.values()) > 0.005, "no passcode was worked out"


ODD = [
    "/s/",
    "/s/a/b",
    "/s//",
    "/s/%00",
    "/s/..%2f..%2fetc%2fpasswd",
    "/s/../history",
    "/s/%F0%9F%98%80",
    "/s/%ff%fe",
    "/s/%ED%A0%80",
    "/s/" + "x" * 10_000,
    "/s/{{7*7}}",
    "/s/<script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E"),
    "/s/x?pdf&note&in=9999999999-" + "0" * 64,
    "/s/x?" + "a=1&" * 500,
]


@pytest.mark.parametrize("path", ODD)
def test_an_odd_address_is_a_page_that_never_was(home, path):
    never = home.get(f"/s/{new_token()}")

    assert told(home.get(path)) == told(never)
    assert told(home.get(path, Accept="text/html")) == told(never)
    assert told(send(home, path, {"passcode": "whatever"})) == told(never)


def test_a_token_with_something_beside_it_opens_nothing(home):
    made = share(home)
    for path in (
        f"{door(made)}/",
        f"{door(made)}/pdf",
        door(made)[:-1],
        f"{door(made)}x",
        f"/s/{made.token.upper()}",
    ):
        assert home.get(path).status == 404
    assert seen(home, made).page_views == 0


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused_alike_and_count_nothing(home, method):
    made = share(home)
    answers = [told(home.get(path, method=method)) for path in (door(made), f"/s/{new_token()}")]

    assert answers[0] == answers[1]
    assert answers[0][0] == 405
    assert answers[0][1]["allow"] == "GET, POST"
    assert seen(home, made).page_views == 0


def test_a_method_that_is_none_is_refused_before_any_link_is_looked_at(home):
    made = share(home)
    answers = [told(home.get(path, method="BREW")) for path in (door(made), f"/s/{new_token()}", "/")]

    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 400
    assert seen(home, made).page_views == 0


def test_a_body_no_form_of_ours_sends_is_a_page_that_never_was(home):
    made = share(home, passcode=PASSCODE, takes_note=True)
    never = told(home.get(f"/s/{new_token()}"))
    right = urlencode({"passcode": PASSCODE})
    for path in (door(made), f"{door(made)}?note"):
        assert told(send(home, path, body=f"{right}&x={'y' * 25_000}")) == never
        assert told(send(home, path, body=f"{right}&" + "&".join(f"f{n}=1" for n in range(30)))) == never
        assert told(send(home, path, body=f'{{"passcode": "{PASSCODE}"}}', kind="application/json")) == never
        assert told(send(home, path, body=right, kind="multipart/form-data; boundary=x")) == never
    assert seen(home, made).tries_left == TRIES


def test_a_body_that_never_ends_does_not_hold_the_door(home):
    made = share(home)
    with socket.create_connection(("127.0.0.1", home.port)) as slow:
        head = f"POST {door(made)} HTTP/1.1\r\nHost: 127.0.0.1:{home.port}\r\nContent-Type: {FORM}\r\nContent-Length: 9000\r\n\r\npass"
        slow.sendall(head.encode())
        assert home.get(door(made)).status == 200
        slow.settimeout(30)
        assert b" 404 " in slow.recv(200)


def test_a_wrong_passcode_shows_the_form_again_with_the_tries_left(home):
    made = share(home, passcode=PASSCODE)
    assert "tries" not in home.get(door(made)).text

    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        again = send(home, door(made), {"passcode": "wrong one"})
        assert again.status == 200
        assert f"{left} left" in again.text
    assert b"Ana&#x27;s report" not in again.body
    assert send(home, door(made), {"passcode": PASSCODE}).status == 200
    assert send(home, door(made), {"passcode": ""}).status == 200
    assert seen(home, made).tries_left == 1, "neither the right one nor an empty one is a try"


def test_whoever_showed_the_passcode_may_open_the_pdf_beside_the_page(home):
    made, other = share(home, passcode=PASSCODE), share(home, passcode=PASSCODE)
    opened = send(home, door(made), {"passcode": PASSCODE})
    pdf = re.search(r'href="(\?pdf&amp;in=[^"]+)"', opened.text)[1].replace("&amp;", "&")

    assert home.get(door(made) + pdf).body == PDF
    assert b"passcode" in home.get(f"{door(made)}?pdf").body
    assert b"passcode" in home.get(door(other) + pdf).body, "the key of another link"
    forged = re.sub(r"in=\d+", "in=9999999999", pdf)
    assert b"passcode" in home.get(door(made) + forged).body
    with home.journal() as journal:
        journal.revoke_share(made.share.share_id, now=home.now)
    assert home.get(door(made) + pdf).status == 404


def test_of_fifty_wrong_passcodes_at_once_five_are_looked_at(home):
    made = share(home, passcode=PASSCODE)
    answers = []
    sending = [
        threading.Thread(
            target=lambda n=n: answers.append(send(home, door(made), {"passcode": f"wrong {n}"}))
        )
        for n in range(50)
    ]
    for one in sending:
        one.start()
    for one in sending:
        one.join()

    shown_again = sorted(re.search(r"(\d) tr", one.text)[1] for one in answers if one.status == 200)
    assert shown_again == ["1", "2", "3", "4"]
    assert sum(told(one) == told(home.get(f"/s/{new_token()}")) for one in answers) == 46
    assert seen(home, made).tries_left == 0
    assert send(home, door(made), {"passcode": PASSCODE}).status == 404


def test_ben_s_passcode_is_looked_at_while_a_crowd_knocks_at_links_that_never_were(home):
    made = share(home, passcode=PASSCODE)
    crowd = [
        threading.Thread(target=send, args=(home, f"/s/{new_token()}", {"passcode": f"wrong {n}"}))
        for n in range(130)
    ]
    for one in crowd:
        one.start()
    statuses = {send(home, door(made), {"passcode": PASSCODE}).status for _ in range(3)}
    for one in crowd:
        one.join()
    assert statuses == {200}


def test_the_journal_stays_quick_while_fifty_passcodes_wait(home):
    sending = [
        threading.Thread(target=send, args=(home, f"/s/{new_token()}", {"passcode": f"wrong {n}"}))
        for n in range(50)
    ]
    for one in sending:
        one.start()
    began = time.perf_counter()
    assert home.get("/healthz").status == 200
    took = time.perf_counter() - began
    for one in sending:
        one.join()
    assert took < 1


def test_a_share_revoked_between_two_openings_is_gone_at_once(home):
    made = share(home)
    assert home.get(door(made)).status == 200
    with home.journal() as journal:
        journal.revoke_share(made.share.share_id, now=home.now)
    assert home.get(door(made)).status == 404


def test_ben_leaves_one_note_and_ana_gets_it_as_text(home):
    made = share(home, takes_note=True)
    message = "See you <b>soon</b>.\r\n\U0001f600"
    assert 'href="?note"' in home.get(door(made)).text
    assert "<form" in home.get(f"{door(made)}?note").text

    thanks = send(home, f"{door(made)}?note", {"message": message, "next_on": "2026-12-01"})
    assert "was left" in thanks.text
    with home.journal() as journal:
        note = next(one for one in journal.notes_of_shares() if one.share_id == made.share.share_id)
    assert note.message == "See you <b>soon</b>.\n\U0001f600"
    assert str(note.next_on) == "2026-12-01"

    again = send(home, f"{door(made)}?note", {"message": "And one more"})
    assert "left here before" in again.text
    assert "No note can be left" in home.get(f"{door(made)}?note").text
    assert 'href="?note"' not in home.get(door(made)).text
    assert seen(home, made).page_views == 2, "the form of the note is no opening of the report"


def test_a_note_that_cannot_be_taken_comes_back_as_it_was_typed(home):
    made = share(home, takes_note=True)
    hostile = '</textarea><script>alert(1)</script>"' + "x" * MESSAGE_LIMIT
    for fields in (
        {"message": hostile},
        {"message": "<i>Hi", "next_on": "soon"},
        {"message": "Hi", "next_on": "2020-01-01"},
    ):
        again = send(home, f"{door(made)}?note", fields)
        assert again.status == 200
        assert 'role="alert"' in again.text
        assert "<script" not in again.text
        assert "<i>" not in again.text
    assert "&lt;/textarea&gt;" in send(home, f"{door(made)}?note", {"message": hostile}).text
    assert "Write a message" in send(home, f"{door(made)}?note", {"message": "  "}).text
    with home.journal() as journal:
        assert not [one for one in journal.notes_of_shares() if one.share_id == made.share.share_id]


def test_where_no_note_was_asked_for_none_is_taken(home):
    made = share(home)
    assert "No note can be left" in home.get(f"{door(made)}?note").text
    assert "cannot be left" in send(home, f"{door(made)}?note", {"message": "Hello"}).text


def test_a_note_behind_a_passcode_needs_it_and_a_wrong_one_is_a_try(home):
    made = share(home, passcode=PASSCODE, takes_note=True)
    path = f"{door(made)}?note"
    assert 'name="passcode"' in home.get(path).text
    assert 'name="passcode"' in send(home, path, {"message": "Hello"}).text
    wrong = send(home, path, {"message": "Hello", "passcode": "not this one"})
    assert "4 tries are left" in wrong.text
    assert ">Hello<" in wrong.text.replace("\n", "")
    opened = send(home, door(made), {"passcode": PASSCODE})
    note = re.search(r'href="(\?note[^"]+)"', opened.text)[1].replace("&amp;", "&")
    assert f'action="{note.replace("&", "&amp;")}"' in home.get(door(made) + note).text, (
        "onward from the form as well"
    )
    late = send(home, path, {"message": "x" * 1001, "passcode": PASSCODE})
    assert 'name="passcode"' not in late.text, "it was right and is not asked for again"
    onward = re.search(r'action="([^"]+)"', late.text)[1].replace("&amp;", "&")
    left = send(home, door(made) + onward, {"message": "Hello"}).text
    assert "was left" in left
    back = re.search(r'href="([^"]+)">Back', left)[1].replace("&amp;", "&")
    assert "Ana's report" in home.get(door(made) + back).text, "and the way back asks for nothing"


RUNS = (
    POLICY.replace("style-src", "script-src 'self'; style-src")
    + "; require-trusted-types-for 'script'; trusted-types 'none'"
)


@pytest.mark.parametrize(
    "policy",
    [
        RUNS.replace("'self'", "'self' 'unsafe-inline'"),
        RUNS.replace("'self'", "'unsafe-eval'"),
        RUNS.replace("script-src 'self'; ", "script-src *; "),
        RUNS.removesuffix("; trusted-types 'none'"),
        POLICY.replace("script-src", "x").replace("form-action 'none'", "form-action *"),
        POLICY.replace(HASH, f"{HASH} 'unsafe-inline'"),
        POLICY.replace(HASH, "'unsafe-inline'"),
        f"script-src 'unsafe-inline'; {POLICY}",
        f"{POLICY}; script-src 'unsafe-inline'",
        f"{POLICY}\n",
        "",
        "\N{LATIN SMALL LETTER E WITH ACUTE}",
    ],
)
def test_a_page_that_came_with_cleos_copy_runs_nothing_whatever_it_says_of_itself(home, policy):
    page = PAGE.replace(POLICY.encode(), policy.replace("'", "&#39;").encode("latin-1"))
    page = page.replace(b"<main>", b"<script>fetch('/')</script><main>")
    answer = home.get(door(share(home, page=page)))
    assert answer.headers["content-security-policy"] == f"{guestpages.NOTHING}; frame-ancestors 'none'"
    assert b"page-" not in answer.body


@pytest.mark.parametrize("policy", [POLICY, RUNS])
def test_every_page_that_was_ever_frozen_here_keeps_its_policy(policy):
    for said in (policy, policy.replace("'", "&#39;")):
        page = PAGE.replace(POLICY.encode(), said.encode())
        assert guestpages.policy_in(page) == f"{policy}; frame-ancestors 'none'"


def test_a_page_that_may_run_our_script_is_followed_by_it_and_an_older_one_is_not(home):
    script = f'<script src="{guestpages.SCRIPT_PATH}" defer></script>\n'.encode()
    newer = PAGE.replace(POLICY.encode(), RUNS.encode())
    made, older = share(home, page=newer), share(home)
    body = home.get(door(made)).body
    assert body.count(b"<script") == body.count(script) == 1
    with home.journal() as journal:
        assert journal.share_bytes(made.share.share_id) == newer, "what is kept stays what was looked at"
    assert b"<script" not in home.get(door(older)).body


def test_the_script_needs_no_cookie_is_kept_by_the_browser_and_is_the_only_file_below_the_door(home):
    found = home.get(guestpages.SCRIPT_PATH)
    assert found.status == 200
    assert found.body == guestpages.SCRIPT
    assert found.headers["content-type"].startswith("text/javascript")
    assert found.headers["cache-control"] == "private, immutable, max-age=31536000"
    assert "set-cookie" not in found.headers
    gone = told(home.get(f"/s/{new_token()}"))
    for path in ("/s/page.js", "/s/page.css", "/s/../report/page.js", guestpages.SCRIPT_PATH + "/", guestpages.SCRIPT_PATH.replace("page-", "page-0")):  # fmt: skip
        assert told(home.get(path)) == gone, path


def test_behind_the_door_there_is_nothing_else_for_ben(home):
    made = share(home)
    for path in (
        "/",
        "/today",
        "/share",
        "/history",
        "/preview/x",
        "/_stcore/health",
        "//s/x",
        "/S/x",
        "/sx",
    ):
        assert home.get(path, Referer=f"{home.origin}{door(made)}").status == 403
    with pytest.raises(Exception, match="403"), open_websocket(home):
        pass


def test_the_door_is_only_for_this_computer_as_everything_here(home):
    made = share(home)
    for headers in ({"Host": "evil.test"}, {"X_Forwarded_For": "10.0.0.1"}):
        assert home.get(door(made), **headers).status == 403


def test_trouble_with_the_disk_is_a_sentence_and_tells_nothing(home):
    made = share(home)
    # What is opened right after another is counted a moment later, and waits for no disk. Here there is no other.
    time.sleep(6 * A_MOMENT)
    with home.read_only():
        answer = home.get(door(made))
    assert answer.status == 503
    assert answer.body == guestpages.TROUBLE_PAGE


def test_no_token_passcode_or_note_is_ever_logged(home):
    made = share(home, passcode=PASSCODE, takes_note=True)
    for path in (door(made), f"{door(made)}?pdf", f"{door(made)}?note", quote(door(made) + "\n")):
        home.get(path)
        send(home, path, {"passcode": PASSCODE, "message": "gehoelzpfad"})
    with home.read_only():
        home.get(door(made))
        send(home, door(made), {"passcode": PASSCODE})

    assert home.process.poll() is None
    for secret in (made.token, PASSCODE, quote(PASSCODE), "garden", "gehoelzpfad", "/s/"):
        assert secret not in home.log
