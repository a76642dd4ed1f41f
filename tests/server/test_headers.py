"""What every answer carries."""

import re

from acujournal.server.headers import _how_long, content_security_policy

ANSWERS = [
    "/",
    "/today",
    "/healthz",
    "/open/wrong",
    "/_stcore/health",
    "/_stcore/metrics",
    "/media/none.csv",
    "/favicon.png",
]


def test_every_answer_carries_the_safety_headers(served, ana):
    for path in ANSWERS:
        for cookie in ("", ana):
            headers = served.get(path, cookie=cookie).headers
            assert headers["content-security-policy"] == content_security_policy()
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-frame-options"] == "DENY"
            assert headers["cross-origin-opener-policy"] == "same-origin"
            assert headers["cross-origin-resource-policy"] == "same-origin"
            assert "camera=()" in headers["permissions-policy"]
            assert headers["cache-control"] == "no-store"


def test_scripts_come_only_from_the_program_itself():
    scripts = re.search(r"script-src ([^;]*)", content_security_policy())[1].split()
    assert scripts[0] == "'self'"
    assert len(scripts) >= 2
    assert all(source.startswith("'sha256-") for source in scripts[1:])
    assert "unsafe-eval" not in content_security_policy()
    assert "http" not in content_security_policy()


def test_a_browser_keeps_streamlits_own_files_and_nothing_else(served, ana):
    name = re.search(r'src="\./(static/js/[^"]+)"', served.get("/", cookie=ana).text)[1]
    kept = served.get(f"/{name}", cookie=ana)
    assert kept.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert served.get("/static/js/none.js", cookie=ana).headers["cache-control"] == "no-store"


def test_a_browser_keeps_the_controls_whose_address_holds_their_hash():
    controls = "/_stcore/bidi-components/acujournal.controls-0123456789ab/scale.js"
    assert b"immutable" in _how_long(controls, 200, b"public")
    assert _how_long(controls, 404, b"public") == b"no-store"
    assert _how_long("/_stcore/bidi-components/acujournal.controls/scale.js", 200, b"public") == b"no-store"
    assert _how_long("/media/0123.csv", 200, b"public, immutable") == b"no-store"
    assert _how_long("/favicon.png", 200, b"public, immutable") == b"no-store"
