"""A link's token, its time and its passcode: what holds before any database is asked."""

import base64
from datetime import UTC, date, datetime, timedelta

import argon2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from acujournal import sharing
from acujournal.errors import BadValue
from acujournal.sharing import (
    NOBODYS_HASH,
    Share,
    ShareState,
    check_note,
    check_period,
    expiry,
    hash_passcode,
    hash_token,
    is_same_hash,
    new_token,
    passcode_is_right,
)

NOW = datetime(2026, 11, 22, 19, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def test_a_token_is_256_random_bits_an_address_can_hold():
    tokens = {new_token() for _ in range(500)}
    assert len(tokens) == 500
    for token in tokens:
        assert len(token) == sharing.TOKEN_LENGTH
        assert len(base64.urlsafe_b64decode(token + "=")) == 32
        assert token.replace("-", "").replace("_", "").isalnum()


def test_a_token_cannot_be_read_from_what_is_kept():
    token = new_token()
    kept = hash_token(token)
    assert len(kept) == 64
    assert token not in kept
    assert kept == hash_token(token)
    assert kept != hash_token(token[:-1])
    assert is_same_hash(kept, hash_token(token))
    assert not is_same_hash(kept, hash_token(token + "x"))


@given(st.text(st.characters(codec=None)))
def test_whatever_is_typed_as_a_token_has_a_hash(text):
    assert len(hash_token(text)) == 64


def test_a_link_holds_from_one_to_180_days():
    assert expiry(NOW) == NOW + timedelta(days=30)
    assert expiry(NOW, 1) == NOW + timedelta(days=1)
    assert expiry(NOW, 180) == NOW + timedelta(days=180)
    for days in (0, -1, 181, 10**9, True):
        with pytest.raises(BadValue, match="1 to 180 days"):
            expiry(NOW, days)


def test_a_link_shows_at_least_one_day():
    check_period(TODAY, TODAY + timedelta(days=1))
    with pytest.raises(BadValue, match="at least one day"):
        check_period(TODAY, TODAY)


def test_a_passcode_is_kept_so_that_nobody_can_read_it():
    kept = hash_passcode("garden gate")
    assert kept.startswith("$argon2id$")
    assert "garden" not in kept
    assert kept != hash_passcode("garden gate")
    assert passcode_is_right(kept, "garden gate")
    assert not passcode_is_right(kept, "garden gates")
    assert not passcode_is_right("not a hash", "garden gate")


def test_a_passcode_has_at_least_six_letters():
    for short in ("", "12345", "  123  ", "\x00\x00\x00\x00\x00\x00"):
        with pytest.raises(BadValue, match="at least 6"):
            hash_passcode(short)
    with pytest.raises(BadValue, match="shorter"):
        hash_passcode("x" * (sharing.PASSCODE_MOST + 1))
    assert passcode_is_right(hash_passcode("123456"), "123456")


def test_a_passcode_is_the_same_however_a_keyboard_writes_it():
    kept = hash_passcode("caf\u00e9 99")
    assert passcode_is_right(kept, "cafe\u0301 99")
    assert passcode_is_right(kept, " caf\u00e9 99\n")


def test_what_is_too_long_is_not_right_by_its_beginning():
    longest = "x" * sharing.PASSCODE_MOST
    kept = hash_passcode(longest)
    assert passcode_is_right(kept, longest)
    assert not passcode_is_right(kept, longest + "x")
    assert not passcode_is_right(kept, longest + "x" * 1_000_000)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_same_passcode_opens(one, other):
    try:
        kept = hash_passcode(one)
    except BadValue:
        return
    assert passcode_is_right(kept, one)
    assert passcode_is_right(kept, other) == (sharing._plain(one) == sharing._plain(other))


def test_nobodys_passcode_costs_as_much_as_anybodys():
    nobodys, anybodys = (argon2.extract_parameters(kept) for kept in (NOBODYS_HASH, hash_passcode("123456")))
    assert nobodys == anybodys
    assert nobodys.memory_cost >= 19 * 1024
    assert nobodys.time_cost >= 2


def share(**more):
    return Share(
        share_id="s",
        reader="Ben",
        title="",
        first_day=TODAY,
        until_day=TODAY + timedelta(days=1),
        created_at=NOW,
        expires_at=NOW + timedelta(days=30),
        **more,
    )


def test_a_link_is_open_until_something_ends_it():
    assert share().state(NOW) is ShareState.OPEN
    assert share().state(NOW + timedelta(days=30) - timedelta(seconds=1)) is ShareState.OPEN
    assert share().state(NOW + timedelta(days=30)) is ShareState.EXPIRED
    assert share(tries_left=0).state(NOW) is ShareState.LOCKED
    assert share(tries_left=0, revoked_at=NOW).state(NOW + timedelta(days=60)) is ShareState.REVOKED


def test_a_message_is_text_of_a_thousand_letters_or_a_date():
    assert check_note("  Bring the letter.\r\n", None, TODAY) == "Bring the letter."
    assert check_note("", TODAY + timedelta(days=7), TODAY) == ""
    assert len(check_note("x" * 1000, None, TODAY)) == 1000
    assert check_note("<b>a</b>\x00\ud800", None, TODAY) == "<b>a</b>"
    with pytest.raises(BadValue, match="shorten"):
        check_note("x" * 1001, None, TODAY)
    with pytest.raises(BadValue, match="Write a message"):
        check_note(" \n", None, TODAY)
    for day in (TODAY - timedelta(days=2), TODAY + timedelta(days=800)):
        with pytest.raises(BadValue, match="next appointment"):
            check_note("", day, TODAY)
