"""What fetching sends, takes and refuses, shown on a site that runs on this machine."""

from __future__ import annotations

import gzip
import socket
import ssl
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from local_site import NAME, Answer, Site, local_site

from nonrefoul.fetching import Fetched, FetchError, Network, Validators, Why, fetch
from nonrefoul.fetching.limits import USER_AGENT, Limits

PAGE = "<html><title>Заметка</title><p>Текст.</p></html>".encode()
SMALL = Limits(most_bytes=1 << 20, read=0.4, connect=1, total=1)


@pytest.fixture
def site() -> Iterator[Site]:
    with local_site() as running:
        running.answers["/page"] = Answer(PAGE, headers={"Content-Type": "text/html"})
        yield running


def failed(site: Site, path: str, limits: Limits = SMALL) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(site.address(path), site.network(), limits)
    return caught.value


def test_an_answer_comes_whole_with_every_byte_that_was_exchanged(site: Site) -> None:
    found = fetch(site.address("/page"), site.network())
    assert (found.status, found.body, found.address) == (200, PAGE, site.address("/page"))
    assert found.last.request.startswith(b"GET /page HTTP/1.1\r\nHost: " + NAME.encode())
    assert found.last.response.startswith(b"HTTP/1.0 200 OK\r\n")
    assert found.last.response.endswith(b"\r\n\r\n" + PAGE)
    assert found.last.ip == "127.0.0.1"


def test_little_is_sent_and_nothing_that_tells_who_asks(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".netrc").write_text(f"machine {NAME} login me password secret\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    site.answers["/cookie"] = Answer(
        status=302, headers={"Location": "/page", "Set-Cookie": "a=b; Path=/"}
    )
    assert fetch(site.address("/cookie"), site.network()).body == PAGE
    for _, headers in site.asked:
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}
        assert headers["User-Agent"] == USER_AGENT


def test_redirects_are_followed_and_kept(site: Site) -> None:
    site.answers["/old"] = Answer(status=301, headers={"Location": "new#part"})
    site.answers["/new"] = Answer(status=307, headers={"Location": site.address("/page")})
    found = fetch(site.address("/old"), site.network())
    assert found.redirects == (site.address("/old"), site.address("/new"))
    assert [each.status for each in found.exchanges] == [301, 307, 200]


def test_after_five_redirects_it_ends(site: Site) -> None:
    site.answers["/round"] = Answer(status=302, headers={"Location": "/round"})
    assert failed(site, "/round").why is Why.FAILED
    assert len(site.asked) == 6


def test_a_redirect_without_a_place_is_an_answer(site: Site) -> None:
    site.answers["/odd"] = Answer(b"see elsewhere", status=302)
    assert fetch(site.address("/odd"), site.network()).body == b"see elsewhere"


def test_what_is_known_already_is_asked_for_on_condition(site: Site) -> None:
    site.answers["/feed"] = lambda headers: (
        Answer(status=304)
        if headers.get("If-None-Match") == '"1"'
        else Answer(PAGE, headers={"ETag": '"1"', "Last-Modified": "Thu, 01 Jan 2026 00:00:00 GMT"})
    )
    known = fetch(site.address("/feed"), site.network()).validators()
    assert known.modified == "Thu, 01 Jan 2026 00:00:00 GMT"
    again = fetch(site.address("/feed"), site.network(), validators=known)
    assert (again.status, again.body) == (304, b"")
    elsewhere = Validators("https://other-site.org/feed", '"1"')
    assert fetch(site.address("/feed"), site.network(), validators=elsewhere).status == 200


def test_a_compressed_answer_is_taken_apart_and_kept_as_it_came(site: Site) -> None:
    packed = gzip.compress(PAGE)
    site.answers["/gzip"] = Answer(packed, headers={"Content-Encoding": "gzip"})
    found = fetch(site.address("/gzip"), site.network())
    assert found.body == PAGE
    assert found.last.response.endswith(packed)


def test_a_chunked_answer_is_joined(site: Site) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.answers["/chunks"] = Answer(raw=head + b"3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n")
    assert fetch(site.address("/chunks"), site.network()).body == b"abcde"


def bomb(times: int) -> bytes:
    """A gigabyte or more of nothing, in a few kilobytes or a megabyte."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(times)) + packer.flush()


BROKEN = {
    "a bomb": (Answer(bomb(300), headers={"Content-Encoding": "gzip"}), Why.TOO_LARGE),
    "two megabytes": (Answer(bytes(2 << 20)), Why.TOO_LARGE),
    "endless headers": (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 100_000), Why.FAILED),
    "one endless header": (Answer(raw=b"HTTP/1.1 200 OK\r\nA: " + b"b" * 900_000), Why.FAILED),
    "too short": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort"),
        Why.FAILED,
    ),
    "no HTTP": (Answer(raw=b"220 mail.invented.org ESMTP\r\n"), Why.FAILED),
    "nothing": (Answer(raw=b""), Why.FAILED),
    "two lengths": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"),
        Why.FAILED,
    ),
    "torn chunks": (
        Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
        Why.FAILED,
    ),
    "a coding nobody asked for": (
        Answer(b"x", headers={"Content-Encoding": "br"}),
        Why.FAILED,
    ),
    "gzip twice": (
        Answer(gzip.compress(gzip.compress(PAGE)), headers={"Content-Encoding": "gzip, gzip"}),
        Why.FAILED,
    ),
    "broken gzip": (Answer(b"no gzip", headers={"Content-Encoding": "gzip"}), Why.FAILED),
    "half of a gzip": (
        Answer(gzip.compress(PAGE)[:-9], headers={"Content-Encoding": "gzip"}),
        Why.FAILED,
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_hostile_or_broken_answer_is_refused_in_plain_words(site: Site, name: str) -> None:
    site.answers["/broken"], why = BROKEN[name]
    error = failed(site, "/broken")
    assert error.why is why
    assert len(str(error).splitlines()) == 1


@given(raw=st.binary() | st.binary().map(lambda tail: b"HTTP/1.1 200 OK\r\n" + tail))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_an_answer_or_are_refused(site: Site, raw: bytes) -> None:
    site.answers["/any"] = Answer(raw=raw)
    with suppress(FetchError):
        found = fetch(site.address("/any"), site.network(), SMALL)
        assert found.last.response == raw


def trickle(connection: socket.socket) -> None:
    """A redirect to itself, each time after a while."""
    time.sleep(0.3)
    connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /slow\r\nContent-Length: 0\r\n\r\n")


def test_the_time_in_all_is_for_every_redirect_together(site: Site) -> None:
    site.streams["/slow"] = trickle
    assert "took too long" in str(failed(site, "/slow", Limits(total=0.7)))
    assert len(site.asked) <= 3


def drip(connection: socket.socket) -> None:
    """One byte now and then, so that no single wait is ever long."""
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    for number in range(200):
        connection.sendall(head[number : number + 1] or b"x")
        time.sleep(0.05)


def silence(connection: socket.socket) -> None:
    connection.settimeout(5)
    connection.recv(1)


@pytest.mark.parametrize("how", [drip, silence])
def test_whoever_is_slow_is_left(site: Site, how: object) -> None:
    site.streams["/slow"] = drip if how is drip else silence
    assert failed(site, "/slow").why is Why.FAILED


def test_nobody_there_is_said(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    network = Network(lambda host, at: ["127.0.0.1"], open=frozenset({("127.0.0.1", port)}))
    with pytest.raises(FetchError, match="nobody answers"):
        fetch(f"http://{NAME}:{port}/", network, SMALL)


def test_a_name_that_nobody_knows_burdens_nobody() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "unknown")

    with pytest.raises(FetchError, match="no such name") as caught:
        fetch(f"https://{NAME}/", Network(unknown))
    assert caught.value.why is Why.AWAY


def test_a_resolver_that_never_answers_is_left() -> None:
    def asleep(host: str, port: int) -> list[str]:
        time.sleep(1)
        return ["127.0.0.1"]

    with pytest.raises(FetchError, match="in time"):
        fetch(f"https://{NAME}/", Network(asleep), Limits(resolve=0.05))


Contexts = tuple[ssl.SSLContext, ssl.SSLContext]


def contexts(name: str, trusted: bool = True) -> Contexts:
    """For a server that shows a certificate for a name, and for one who trusts who signed it."""
    authority = trustme.CA()
    server, client = (
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH),
        ssl.create_default_context(),
    )
    authority.issue_cert(name).configure_cert(server)
    if trusted:
        authority.configure_trust(client)
    return server, client


def over_tls(pair: Contexts) -> Fetched:
    with local_site(pair) as site:
        site.answers["/page"] = Answer(PAGE)
        return fetch(site.address("/page"), site.network(), SMALL)


def test_tls_checks_the_name_that_was_asked_for_on_the_pinned_connection() -> None:
    found = over_tls(contexts(NAME))
    assert found.body == PAGE
    assert found.last.response.endswith(PAGE), "kept as it was within TLS"


@pytest.mark.parametrize(
    "pair",
    [contexts("other-site.org"), contexts("127.0.0.1"), contexts(NAME, trusted=False)],
    ids=["another name", "the address alone", "nobody we trust signed it"],
)
def test_a_site_that_can_not_show_who_it_is_gets_no_request(pair: Contexts) -> None:
    with pytest.raises(FetchError, match="TLS") as caught:
        over_tls(pair)
    assert caught.value.why is Why.FAILED


def test_a_redirect_from_https_to_http_is_refused(site: Site) -> None:
    with local_site(contexts(NAME)) as secure:
        secure.answers["/down"] = Answer(status=302, headers={"Location": site.address("/page")})
        with pytest.raises(FetchError, match="https to http"):
            fetch(secure.address("/down"), secure.network(site), SMALL)
        assert site.asked == []
