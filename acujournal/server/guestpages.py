"""What the holder of a link may see: the report, and a few small pages without a script. No cookie, nothing from elsewhere.

A report may be followed by one script of ours, page.js, which makes its charts answer to pointing.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape, unescape
from pathlib import Path
from typing import Final

from acujournal.sharing import MESSAGE_LIMIT, PASSCODE_MOST

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{margin:0;background:#fff;color:#1d2122;font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:break-word}"
    "main{max-width:34rem;margin:0 auto;padding:2rem 1rem}"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 1rem;color:#0f5f66}"
    "label{display:block;font-weight:600;margin:1rem 0 .3rem}"
    "input,textarea{box-sizing:border-box;width:100%;min-height:44px;padding:.5rem .6rem;font:inherit;color:inherit;"
    "background:transparent;border:1px solid #6b7374;border-radius:4px}"
    "textarea{min-height:9rem}"
    "button{min-height:44px;margin-top:1.2rem;padding:.5rem 1.2rem;font:inherit;font-weight:600;color:#fff;"
    "background:#0f5f66;border:1px solid #0f5f66;border-radius:4px;cursor:pointer}"
    ":focus-visible{outline:3px solid #0f5f66;outline-offset:2px}"
    ".problem{border-left:4px solid #b3261e;padding:.3rem .7rem;font-weight:600}"
    ".small{font-size:.94rem}"
    "@media (prefers-color-scheme:dark){body{background:#14191a;color:#f2f0ed}h1{color:#5cc4c9}"
    "input,textarea{border-color:#9aa4a5}button{color:#0b1213;background:#5cc4c9;border-color:#5cc4c9}"
    ":focus-visible{outline-color:#5cc4c9}.problem{border-color:#ff8a80}}"
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
#: Their own style, a form to this very address, and nothing else.
POLICY: Final = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

#: What a page may do that says nothing about it.
NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'"
#: A policy stands before anything it is about, right at the beginning.
_HEAD_BYTES: Final = 4_096
#: The script beside a report, and its address: below the door, which no owner's cookie opens, and another for other bytes.
#: No token has a dot.
SCRIPT: Final = (Path(__file__).resolve().parents[1] / "report" / "page.js").read_bytes()
SCRIPT_PATH: Final = f"/s/page-{hashlib.sha256(SCRIPT).hexdigest()[:16]}.js"
_MAY_RUN: Final = "script-src 'self'"
_OWN_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"<>]*)">')
#: The policies pages were ever frozen with, before there was a script and since; see report.page. Only the style differs.
#: A page may have come with a copy of somebody else's, and is believed nothing more.
_STYLE_HASH: Final = (
    r"style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:; base-uri 'none'; form-action 'none'"
)
_KNOWN_POLICY: Final = re.compile(
    rf"default-src 'none'; (?:{_STYLE_HASH}"
    rf"|script-src 'self'; {_STYLE_HASH}; require-trusted-types-for 'script'; trusted-types 'none')"
)


def _whole(title: str, inside: str) -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex, nofollow, noarchive">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{title}</h1>\n{inside}\n</main>\n</body>\n</html>\n"
    ).encode()


#: The one answer to unknown, expired, revoked and locked.
GONE_PAGE: Final = _whole(
    "There is no page here",
    "<p>The link may be incomplete, it may have ended, or whoever made it has closed it.</p>\n"
    "<p>Ask the person who gave it to you for a new one.</p>",
)
METHOD_PAGE: Final = _whole("This cannot be done here", "<p>Open the link in a browser.</p>")
TROUBLE_PAGE: Final = _whole(
    "Not at this moment",
    "<p>The page cannot be shown right now. Nothing is lost. Try again in a few minutes.</p>",
)


def thanks_page(*, key: str = "") -> bytes:
    """Says that the note was left, and leads back, without asking for the passcode again."""
    return _whole(
        "Your note was left",
        "<p>It is shown to the person who gave you this link. It cannot be changed any more.</p>\n"
        f"{_way_back(key)}",
    )


def no_note_page(*, key: str = "") -> bytes:
    """Says that no note can be left."""
    return _whole(
        "No note can be left here",
        f"<p>One was left before, or whoever made this link has not asked for one.</p>\n{_way_back(key)}",
    )


def passcode_page(tries_left: int | None = None) -> bytes:
    """Asks for the passcode; after a wrong one it says how many tries are left in all."""
    return _whole(
        "This page has a passcode",
        f"{_wrong(tries_left)}<p>Whoever gave you the link has told you the passcode, or will.</p>\n"
        f'<form method="post" autocomplete="off">\n{_passcode_field()}\n<button type="submit">Open the page</button>\n</form>',
    )


def note_page(
    *,
    message: str = "",
    next_on: str = "",
    problem: str = "",
    key: str = "",
    needs_passcode: bool = False,
    tries_left: int | None = None,
) -> bytes:
    """The form for one message. What was typed stands in it again, as text, where it could not be taken."""
    trouble = f'<p class="problem" role="alert">{escape(problem)}</p>\n' if problem else _wrong(tries_left)
    passcode = f"{_passcode_field()}\n" if needs_passcode else ""
    return _whole(
        "Leave a note",
        f"{trouble}<p>One message to the person who gave you this link. They read it in their own journal; it is no way to "
        "reach them quickly. Nobody else reads it, and no answer comes back here.</p>\n"
        f'<form method="post" action="?note{_with_key(key)}" autocomplete="off">\n<label for="message">Message, up to {MESSAGE_LIMIT:,} characters</label>\n'
        f'<textarea id="message" name="message" rows="7" maxlength="{MESSAGE_LIMIT}">\n{escape(message[: 4 * MESSAGE_LIMIT])}</textarea>\n'
        '<label for="next_on">Next appointment, if there is one</label>\n'
        f'<input id="next_on" name="next_on" type="date" value="{escape(next_on[:20])}">\n{passcode}'
        '<button type="submit">Leave this note</button>\n</form>\n'
        '<p class="small">It can be left once and not be changed. Do not write what others must not read.</p>',
    )


def with_links(page: bytes, *, key: str = "", takes_note: bool = False) -> bytes:
    """The frozen page, unchanged, with one line above it that is not printed: to the PDF and, where it may be, to the note.

    The addresses are relative, so that the token stands nowhere in the page. A page closes a fold when it is printed,
    which is why the line stands in one.
    """
    more = _with_key(key)
    links = [f'<a href="?pdf{more}">Open as PDF</a>']
    if takes_note:
        links.append(f'<a href="?note{more}">Leave a note for the person who made it</a>')
    line = (
        f"<details open><summary>This report as a file</summary><p>{' &middot; '.join(links)}</p></details>\n"
    )
    return page.replace(b"<main>\n", b"<main>\n" + line.encode(), 1)


def with_script(page: bytes) -> bytes:
    """The frozen page with the script named in its head; one that was frozen before there was a script stays as it is."""
    if _MAY_RUN not in policy_in(page):
        return page
    return page.replace(b"</head>", f'<script src="{SCRIPT_PATH}" defer></script>\n</head>'.encode(), 1)


def policy_in(page: bytes) -> str:
    """The policy a frozen page brings in its own head, and that nobody may frame it, which only a header can say.

    One that no report of ours was ever frozen with is not believed: such a page may do nothing.
    """
    found = _OWN_POLICY.search(page, 0, _HEAD_BYTES)
    said = unescape(found[1].decode("utf-8", "replace")) if found else ""
    return f"{said if _KNOWN_POLICY.fullmatch(said) else NOTHING}; frame-ancestors 'none'"


def _with_key(key: str) -> str:
    return f"&amp;in={escape(key)}" if key else ""


def _way_back(key: str) -> str:
    return (
        f'<p><a href="?in={escape(key)}">Back to the report</a></p>'
        if key
        else '<p><a href="?">Back to the report</a></p>'
    )


def _wrong(tries_left: int | None) -> str:
    if tries_left is None:
        return ""
    left = "1 try is" if tries_left == 1 else f"{tries_left} tries are"
    return f'<p class="problem" role="alert">This passcode is not right. {left} left in all; then the page closes for good.</p>\n'


def _passcode_field() -> str:
    return (
        '<label for="passcode">Passcode</label>\n'
        f'<input id="passcode" name="passcode" type="password" required maxlength="{PASSCODE_MOST}" autocomplete="off" '
        'autocapitalize="none" spellcheck="false">'
    )
