"""Packed files are the same files, smaller."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as st

from acujournal.server.packing import PackedAnswers, accepted_encoding, pack

STATIC = Path(streamlit.__file__).parent / "static"
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


def first_files():
    page = (STATIC / "index.html").read_text("utf-8")
    return re.findall(r'(?:href|src)="\./(static/[^"]+)"', page)


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_what_arrives_is_the_file_itself(served, ana, encoding):
    sent = whole = 0
    for name in first_files():
        answer = served.get(f"/{name}", cookie=ana, Accept_Encoding=encoding)
        content = (STATIC / name).read_bytes()
        used = answer.headers.get("content-encoding", "")
        assert UNPACK[used](answer.body) == content
        assert int(answer.headers["content-length"]) == len(answer.body)
        assert answer.headers["vary"] == "Accept-Encoding"
        sent, whole = sent + len(answer.body), whole + len(content)
    assert sent <= {"br": 0.36, "gzip": 0.40, "": 1}[encoding] * whole


def test_the_page_itself_is_packed_too(served, ana):
    plain = served.get("/", cookie=ana)
    packed = served.get("/history", cookie=ana, Accept_Encoding="gzip, deflate, br, zstd")
    assert packed.headers["content-encoding"] == "br"
    assert brotli.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body)
    assert int(plain.headers["content-length"]) == len(plain.body)


def test_a_browser_that_has_the_file_is_not_sent_it_again(served, ana):
    name = f"/{first_files()[-1]}"
    first = served.get(name, cookie=ana, Accept_Encoding="br")
    again = served.get(name, cookie=ana, Accept_Encoding="br", If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = served.get(name, cookie=ana, Accept_Encoding="gzip", If_None_Match=first.headers["etag"])
    assert other.status == 200


def test_a_part_of_a_file_is_that_part(served, ana):
    name = first_files()[-1]
    part = served.get(f"/{name}", cookie=ana, Accept_Encoding="br", Range="bytes=0-9")
    assert (part.status, part.body) == (206, (STATIC / name).read_bytes()[:10])


def test_asking_for_the_headers_only_brings_no_body(served, ana):
    head = served.get(f"/{first_files()[-1]}", method="HEAD", cookie=ana, Accept_Encoding="br")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize(
    ("offered", "used"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("BR", "br"),
        ("br;q=0.000, gzip;q=0", ""),
        ("identity", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_the_best_encoding_the_browser_takes_is_used(offered, used):
    assert accepted_encoding(offered) == used


@given(st.binary(), st.sampled_from(["br", "gzip", ""]))
def test_packing_loses_nothing(body, encoding):
    assert UNPACK[encoding](pack(body, encoding, 5)) == body


def test_thorough_packing_is_kept_from_visit_to_visit_and_checked(tmp_path):
    file = tmp_path / "index.js"
    file.write_text("the same words again and again\n" * 500)
    kept = tmp_path / "cache"
    first = PackedAnswers()
    first.keep_in(kept)
    quick = first.of_file("/static/index.js", file, "br")
    assert first.improve_next()
    assert not first.improve_next()
    thorough = first.of_file("/static/index.js", file, "br")
    assert len(thorough) <= len(quick)

    second = PackedAnswers()
    second.keep_in(kept)
    assert second.of_file("/static/index.js", file, "br") == thorough
    assert not second.improve_next()

    # A power cut left half a file.
    place = next(kept.iterdir())
    place.write_bytes(thorough[: len(thorough) // 2])
    third = PackedAnswers()
    third.keep_in(kept)
    assert brotli.decompress(third.of_file("/static/index.js", file, "br")) == file.read_bytes()


def test_a_disk_that_is_full_or_closed_is_no_trouble(tmp_path):
    file = tmp_path / "index.js"
    file.write_text("words\n" * 500)
    packed = PackedAnswers()
    packed.keep_in(file / "not a folder")
    assert brotli.decompress(packed.of_file("/static/index.js", file, "br")) == file.read_bytes()
    assert packed.improve_next()
