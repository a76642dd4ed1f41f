"""Ana's file on its way in: only hers, only from her own page, never too large, and nothing is left of what went wrong."""

import asyncio
import http.client
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest

from acujournal.access import OWNER, STRANGER
from acujournal.server import uploads as module
from acujournal.server.sentences import CLOSED, NOT_FROM_HERE
from acujournal.server.uploads import MEGABYTE, MOST_BYTES, Refused, Uploads
from tests.server.serving import Answer, wait_until

WORDS = b"The stairs of my sister.\n"


def send(server, cookie, method, path, body=b"", **headers):
    """One request as Ana's own page sends it, unless `headers` say otherwise."""
    sent = {"Origin": server.origin, "Cookie": cookie} | headers
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    with closing(connection):
        connection.request(method, path, body=body, headers={k: v for k, v in sent.items() if v})
        answer = connection.getresponse()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())


def announce(server, cookie, size):
    answer = send(server, cookie, "POST", f"/incoming?size={size}")
    assert answer.status == 200, answer.text
    return answer.text


def files(server):
    return sorted((server.folder / "incoming").glob("*"))


def begin(server, cookie, name, size, part):
    """Begin to send a file, and send no more than a part."""
    raw = socket.create_connection(("127.0.0.1", server.port))
    raw.sendall(
        f"PUT /incoming/{name} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.origin}\r\n"
        f"Cookie: {cookie}\r\nContent-Length: {size}\r\n\r\n".encode()
    )
    raw.sendall(part)
    return raw


def test_a_file_arrives_whole_and_only_ana_can_read_it(served, ana):
    data = WORDS * 100_000
    name = announce(served, ana, len(data))
    answer = send(served, ana, "PUT", f"/incoming/{name}", data)
    assert (answer.status, answer.body) == (204, b"")
    (file,) = files(served)
    assert file.read_bytes() == data
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert send(served, ana, "DELETE", f"/incoming/{name}").status == 204
    assert files(served) == []


def test_cleo_is_refused(served, ana):
    name = announce(served, ana, 10)
    for method, path in (
        ("POST", "/incoming?size=10"),
        ("PUT", f"/incoming/{name}"),
        ("DELETE", f"/incoming/{name}"),
    ):
        answer = send(served, "", method, path, b"x" * 10)
        assert (answer.status, answer.text) == (403, CLOSED)
    assert files(served) == []
    assert send(served, ana, "PUT", f"/incoming/{name}", b"x" * 10).status == 204, "hers is still waited for"
    send(served, ana, "DELETE", f"/incoming/{name}")


@pytest.mark.parametrize("origin", ["http://evil.test", "null", ""])
def test_another_page_can_send_nothing_in_anas_name(served, ana, origin):
    name = announce(served, ana, 10)
    for method, path in (
        ("POST", "/incoming?size=10"),
        ("PUT", f"/incoming/{name}"),
        ("DELETE", f"/incoming/{name}"),
    ):
        answer = send(served, ana, method, path, b"x" * 10, Origin=origin)
        assert (answer.status, answer.text) == (403, NOT_FROM_HERE)
    assert files(served) == []
    send(served, ana, "DELETE", f"/incoming/{name}")


def test_a_file_that_is_too_large_is_a_sentence_before_a_byte_was_sent(served, ana):
    answer = send(served, ana, "POST", f"/incoming?size={MOST_BYTES + 1}")
    assert answer.status == 413
    assert answer.text.startswith("This file has more than 2,000 MB")
    assert "python -m acujournal import FILE" in answer.text


@pytest.mark.parametrize("size", ["", "-1", "many", "9" * 30])
def test_a_size_that_is_none_is_refused(served, ana, size):
    assert send(served, ana, "POST", f"/incoming?size={size}").status == 400


@pytest.mark.parametrize("sent", [b"x" * 11, b"x" * 9])
def test_more_or_less_than_was_told_is_not_kept(served, ana, sent):
    name = announce(served, ana, 10)
    answer = send(served, ana, "PUT", f"/incoming/{name}", sent)
    assert (answer.status, answer.text) == (400, f"{module.NOT_ALL}\n")
    assert files(served) == []


@pytest.mark.parametrize("name", ["0" * 32, "..%2f..%2fkeys", "keys.json", "%2e%2e"])
def test_a_name_nobody_gave_is_refused_and_touches_nothing(served, ana, name):
    before = sorted(served.folder.rglob("*"))
    assert send(served, ana, "PUT", f"/incoming/{name}", b"x").status in {400, 404, 405}
    send(served, ana, "DELETE", f"/incoming/{name}")
    assert sorted(served.folder.rglob("*")) == before


def test_a_connection_that_is_cut_leaves_no_file(served, ana):
    name = announce(served, ana, 50_000_000)
    raw = begin(served, ana, name, 50_000_000, b"x" * 5_000_000)
    wait_until(lambda: files(served) and files(served)[0].stat().st_size > 1_000_000)
    raw.close()
    wait_until(lambda: files(served) == [])
    assert "Traceback" not in served.log
    assert name not in served.log


def test_what_is_cancelled_while_it_comes_is_gone_and_stays_gone(served, ana):
    name = announce(served, ana, 5_000_000)
    with closing(begin(served, ana, name, 5_000_000, b"x" * 3_000_000)) as raw:
        wait_until(lambda: files(served))
        assert send(served, ana, "DELETE", f"/incoming/{name}").status == 204
        raw.sendall(b"x" * 2_000_000)
        assert raw.recv(12) == b"HTTP/1.1 404"
    assert files(served) == []


def test_a_third_file_at_once_waits(served, ana):
    names = [announce(served, ana, 3_000_000) for _ in range(2)]
    coming = [begin(served, ana, name, 3_000_000, b"x" * 2_000_000) for name in names]
    wait_until(lambda: len(files(served)) == 2)
    answer = send(served, ana, "POST", "/incoming?size=1")
    assert (answer.status, answer.text) == (429, f"{module.TOO_MANY}\n")
    for raw in coming:
        raw.close()
    wait_until(lambda: files(served) == [])


def test_what_a_killed_program_left_is_gone_at_the_next_start(new_server):
    server = new_server().start()
    cookie = server.let_ana_in()
    name = announce(server, cookie, 5_000_000)
    with closing(begin(server, cookie, name, 5_000_000, b"x" * 3_000_000)):
        wait_until(lambda: files(server))
        server.stop(9)
    assert len(files(server)) == 1
    server.start()
    wait_until(lambda: files(server) == [])


def test_what_nobody_read_is_gone_at_the_end(new_server):
    server = new_server().start()
    cookie = server.let_ana_in()
    name = announce(server, cookie, 5)
    assert send(server, cookie, "PUT", f"/incoming/{name}", b"words").status == 204
    assert len(files(server)) == 1
    server.stop()
    assert files(server) == []


async def pieces(*parts):
    for part in parts:
        yield part


def put(kept, viewer, data):
    name = kept.expect(viewer, len(data))
    # A browser of another test may have a loop of its own in this thread.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, kept.receive(viewer, name, pieces(data))).result()
    return name


def found(kept, viewer, name):
    """What is in a file that is there; None where there is none."""
    with kept.reading(viewer, name) as path:
        return path and path.read_bytes()


def test_a_file_is_found_by_whoever_sent_it_and_once_it_is_whole(tmp_path):
    kept = Uploads(lambda: tmp_path)
    expected = kept.expect(OWNER, 5)
    assert found(kept, OWNER, expected) is None
    name = put(kept, OWNER, b"words")
    assert found(kept, OWNER, name) == b"words"
    assert found(kept, STRANGER, name) is None
    kept.discard(STRANGER, name)
    assert found(kept, OWNER, name)
    kept.discard(OWNER, name)
    assert found(kept, OWNER, name) is None
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_file_nobody_reads_gives_way_to_the_third(tmp_path):
    kept = Uploads(lambda: tmp_path)
    names = [put(kept, OWNER, b"words") for _ in range(3)]
    assert [found(kept, OWNER, name) is not None for name in names] == [False, True, True]
    assert len(list((tmp_path / "incoming").iterdir())) == 2


def test_a_file_that_is_being_read_gives_way_to_none(tmp_path):
    kept = Uploads(lambda: tmp_path)
    first, second = put(kept, OWNER, b"first"), put(kept, OWNER, b"second")
    with kept.reading(OWNER, first) as path:
        third = put(kept, OWNER, b"third")
        assert (path.read_bytes(), found(kept, OWNER, second)) == (b"first", None)
        with kept.reading(OWNER, third), pytest.raises(Refused, match="being sent or read"):
            kept.expect(OWNER, 1)
        with kept.reading(OWNER, first):
            pass
        fourth = put(kept, OWNER, b"fourth")
        assert path.read_bytes() == b"first", "one of two runs is still at it"
        kept.discard(OWNER, first)
    assert found(kept, OWNER, first) is None
    put(kept, OWNER, b"fifth")
    put(kept, OWNER, b"sixth")
    assert found(kept, OWNER, fourth) is None, "read or not, it can give way again"


def test_what_nobody_read_is_forgotten_with_all_else_of_hers(tmp_path):
    kept = Uploads(lambda: tmp_path)
    other = replace(OWNER, person_id="ben")
    hers, his, waited_for = put(kept, OWNER, b"hers"), put(kept, other, b"his"), kept.expect(OWNER, 5)
    kept.forget(OWNER)
    assert found(kept, OWNER, hers) is None
    assert found(kept, other, his) == b"his"
    assert [one.name for one in (tmp_path / "incoming").iterdir()] == [his]
    with ThreadPoolExecutor(max_workers=1) as thread, pytest.raises(Refused) as refused:
        thread.submit(asyncio.run, kept.receive(OWNER, waited_for, pieces(b"words"))).result()
    assert str(refused.value) == module.NOT_EXPECTED


def test_a_file_of_a_tab_that_was_closed_is_gone_after_an_hour(tmp_path):
    clock = [0.0]
    kept = Uploads(lambda: tmp_path, lambda: clock[0])
    name = put(kept, OWNER, b"words")
    clock[0] = 3601
    kept.expect(OWNER, 1)
    assert found(kept, OWNER, name) is None
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_file_that_sends_nothing_for_a_minute_is_gone(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_SILENT_SECONDS", 0.2)

    async def falls_silent():
        for _ in range(4):
            await asyncio.sleep(0.1)
            yield b"word"
        await asyncio.sleep(60)
        yield b"s"

    kept = Uploads(lambda: tmp_path)
    name = kept.expect(OWNER, 17)
    with ThreadPoolExecutor(max_workers=1) as thread, pytest.raises(Refused) as refused:
        thread.submit(asyncio.run, kept.receive(OWNER, name, falls_silent())).result(timeout=20)
    assert (str(refused.value), refused.value.status) == (module.NOT_ALL, 408)
    assert list((tmp_path / "incoming").iterdir()) == []


def has_free(monkeypatch, tmp_path, *megabytes):
    """A disk with so much room; the last figure holds from then on."""
    told = list(megabytes)
    room = module.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(
        module.shutil,
        "disk_usage",
        lambda _: room._replace(free=(told.pop(0) if len(told) > 1 else told[0]) * MEGABYTE),
    )


def test_room_that_one_file_was_promised_is_not_promised_to_another(tmp_path, monkeypatch):
    clock = [0.0]
    kept = Uploads(lambda: tmp_path, lambda: clock[0])
    has_free(monkeypatch, tmp_path, 1_000)
    kept.expect(OWNER, 600 * MEGABYTE)
    ben = replace(OWNER, person_id="ben")
    with pytest.raises(Refused, match="it has 301 MB, and 300 MB can be used"):
        kept.expect(ben, 301 * MEGABYTE)
    kept.expect(ben, 299 * MEGABYTE)
    clock[0] = 61
    kept.expect(ben, 900 * MEGABYTE)


def test_a_file_there_is_no_room_for_takes_no_other_away(tmp_path, monkeypatch):
    kept = Uploads(lambda: tmp_path)
    names = [put(kept, OWNER, b"words") for _ in range(2)]
    has_free(monkeypatch, tmp_path, 110)
    with pytest.raises(Refused):
        kept.expect(OWNER, 20 * MEGABYTE)
    assert [found(kept, OWNER, name) for name in names] == [b"words", b"words"]


def test_a_disk_that_others_fill_meanwhile_keeps_room_for_the_journal(tmp_path, monkeypatch):
    has_free(monkeypatch, tmp_path, 1_000, 1_000, 99)
    kept = Uploads(lambda: tmp_path)
    name = kept.expect(OWNER, 50 * MEGABYTE)
    sent = pieces(*[bytes(MEGABYTE)] * 50)
    with ThreadPoolExecutor(max_workers=1) as thread, pytest.raises(Refused) as refused:
        thread.submit(asyncio.run, kept.receive(OWNER, name, sent)).result()
    assert str(refused.value) == module.DISK_FAILED
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_disk_without_room_is_a_sentence_with_both_numbers(tmp_path, monkeypatch):
    room = module.shutil.disk_usage(tmp_path)._replace(free=130 * MEGABYTE)
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: room)
    kept = Uploads(lambda: tmp_path)
    kept.discard(OWNER, kept.expect(OWNER, 30 * MEGABYTE))
    with pytest.raises(Refused, match="it has 31 MB, and 30 MB can be used") as refused:
        kept.expect(OWNER, 30 * MEGABYTE + 1)
    assert refused.value.status == 507


def test_a_disk_that_fills_up_on_the_way_keeps_nothing(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "_write_all", full)
    kept = Uploads(lambda: tmp_path)
    with pytest.raises(Refused) as refused:
        put(kept, OWNER, b"words")
    assert str(refused.value) == module.DISK_FAILED
    assert list((tmp_path / "incoming").iterdir()) == []


def test_only_files_of_this_kind_are_cleared(tmp_path):
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / ("0" * 32)).write_text("left over")
    (folder / "something of Ana's").write_text("stays")
    Uploads(lambda: tmp_path).clear_leftovers()
    assert [one.name for one in folder.iterdir()] == ["something of Ana's"]
