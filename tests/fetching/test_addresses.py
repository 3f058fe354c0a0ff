"""Which addresses are never asked: every spelling of a place that is not the open internet."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local_site import LOCAL, Answer, Site, local_site

from nonrefoul.fetching import FetchError, Network, Why, fetch, followed, shown, target
from nonrefoul.fetching.limits import USUAL
from nonrefoul.fetching.public import is_public

# What stands before the path of an address. Each leads, in some program, to a place that is not
# public: this machine, its network, or the service in which a cloud keeps its machines' secrets.
PRIVATE = """
    plain numbers
        127.0.0.1  127.1.2.3  0.0.0.0  0.1.2.3  10.0.0.1  172.16.0.1  172.31.255.254
        192.168.0.1  169.254.169.254  100.64.0.1  100.100.100.200  168.63.129.16  192.0.0.192
        192.0.2.1  198.18.0.1  198.51.100.1  203.0.113.1  192.88.99.1  224.0.0.1  240.0.0.1
        255.255.255.255
    decimal, octal, hexadecimal and short
        2130706433  017700000001  0x7f000001  0x7f.0.0.1  0177.0.0.1  0x7f.1  127.1  127.0.1  0
        0x7F.0X0.0.0x1  00000177.0.0.1  127.0.0.0x1  3232235521  2852039166  0xA9FEA9FE
        0251.0376.0251.0376  4294967295  127.0.0.01
    trailing dots and ports
        127.0.0.1.  localhost.  127.0.0.1:80  127.0.0.1:8080  2130706433.  127.0.0.1..
    names of this machine and its network
        localhost  LOCALHOST  sub.localhost  localhost.localdomain  router.local  printer
        metadata.google.internal  nas.home.arpa  box.lan
    names that lead there
        leads-to-127-0-0-1.org  leads-to-169-254-169-254.org  leads-to-10-0-0-1.org
    IPv6
        [::1]  [::]  [0:0:0:0:0:0:0:1]  [0000::1]  [fe80::1]  [fc00::1]  [fd00:ec2::254]  [fec0::1]
        [ff02::1]  [2001:db8::1]  [2001::1]  [3fff::1]  [100::1]  [5f00::1]  [2001:20::1]
    IPv4 within IPv6
        [::ffff:127.0.0.1]  [::ffff:7f00:1]  [::127.0.0.1]  [::ffff:0:127.0.0.1]
        [64:ff9b::127.0.0.1]  [64:ff9b::a9fe:a9fe]  [64:ff9b:1::7f00:1]  [2002:7f00:1::]
        [2002:a9fe:a9fe::1]  [2001:0:7f00:1::]  [2001:4860::5efe:7f00:1]
    zones
        [fe80::1%25eth0]  [fe80::1%eth0]  [::1%25lo]  [::1%1]
    user and password before, after and about
        a@127.0.0.1  public.org@127.0.0.1  127.0.0.1@localhost  a:b@127.0.0.1:80  @127.0.0.1
        public.org:80@127.0.0.1  public.org%40127.0.0.1  127.0.0.1%23@public.org
    percent-encoded
        %31%32%37.0.0.1  127%2e0%2e0%2e1  %6c%6f%63alhost  127.0.0.1%00.public.org  %5B::1%5D
    digits, letters and dots of other alphabets
        １２７.０.０.１  127。0。0。1  127．0．0．1  127｡0｡0｡1  ①②⑦.⓪.⓪.①  ⓛocalhost  ℓocalhost
        ｌｏｃａｌｈｏｓｔ  localhoſt  0ₓ7f.1  １６９。２５４。１６９。２５４
    brackets and colons astray
        [127.0.0.1]  [::1  ::1  127.0.0.1:  127.0.0.1:080a  127.0.0.1:0  127.0.0.1:65536  [::1]a
        [[::1]]  [v1.127.0.0.1]
    backslashes and blanks
        127.0.0.1\\.public.org  public.org\\@127.0.0.1  public.org\\127.0.0.1
    nothing at all
        .  ..  -  a..b
"""
HOSTS = [
    word
    for line in PRIVATE.splitlines()
    if line.startswith(" " * 8)
    for word in line.replace("\\\\", "\\").split()
]
WHOLE = [
    "http:///127.0.0.1",
    "http:127.0.0.1",
    "http:/127.0.0.1",
    "//127.0.0.1/",
    "///127.0.0.1/",
    "127.0.0.1",
    "http://",
    "",
    "https://127.0.0.1\t/",
    "http://127.0.0.1 /",
    "http://public.org\n@127.0.0.1/",
    "http://127.0.0.1\u200b/",
    "http://pub\u00adlic.org/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/",
    "gopher://127.0.0.1:70/_x",
    "dict://127.0.0.1:11211/",
    "data:text/html,x",
    "javascript:alert(1)",
    "jar:http://127.0.0.1!/",
    "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
    "http://public.org:22/",
    "http://public.org:25/",
    "http://public.org:6 379/",
    "http://" + "a" * 5000 + ".org/",
    "http://" + "a." * 200 + "org/",
]
ADDRESSES = [f"http://{host}/latest/meta-data" for host in HOSTS] + WHOLE


def as_a_careless_program_would(host: str, port: int) -> Sequence[str]:
    """Resolves as the C library does, which takes `0x7f.1` and `127.1` for numbers."""
    if host.startswith("leads-to-"):
        return [host.removeprefix("leads-to-").removesuffix(".org").replace("-", ".")]
    try:
        return [socket.inet_ntoa(socket.inet_aton(host))]
    except OSError:
        return [LOCAL]


def test_the_list_is_long_enough() -> None:
    assert len(set(HOSTS)) == len(HOSTS) >= 120


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_place_that_is_not_public_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(address, Network(as_a_careless_program_would))
    assert caught.value.why is Why.REFUSED
    assert "\n" not in str(caught.value)


def outcome(site: Site, number: int, place: str, network: Network) -> Why | None:
    """Why a redirect to a place gave nothing; None where it led to a page of the same site."""
    where = place.encode("utf-8").decode("latin-1")
    site.answers[f"/{number}"] = Answer(status=302, headers={"Location": where})
    try:
        found = fetch(site.address(f"/{number}"), network)
    except FetchError as error:
        return error.why
    assert found.address.startswith(site.address("/"))
    return None


def test_a_redirect_to_any_of_them_is_refused_and_nothing_is_asked_there() -> None:
    with local_site() as site, local_site() as victim:
        tried = [each for each in ADDRESSES if each.isprintable() and each]
        tried += [f"//{host}:{victim.port}/" for host in HOSTS if ":" not in host]
        tried += [f"http://127.0.0.1:{victim.port}/", f"//0x7f.1:{victim.port}/"]
        network = Network(
            lambda host, port: (
                [LOCAL] if port == site.port else as_a_careless_program_would(host, port)
            ),
            open=frozenset({(LOCAL, site.port)}),
        )
        came = {place: outcome(site, number, place, network) for number, place in enumerate(tried)}
        # Without a scheme it names no host at all, but a page of the same site.
        assert [place for place, why in came.items() if why is not Why.REFUSED] == ["127.0.0.1"]
        assert victim.asked == []


NOT_PUBLIC_ANSWERS = """
    127.0.0.1 10.1.2.3 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 ::1 :: fe80::1 fe80::1%eth0
    fc00::1 fec0::1 ff02::1 ::ffff:8.8.8.8 64:ff9b::808:808 64:ff9b:1::1 2002:808:808:: 2001::1
    2001:db8::1 ::8.8.8.8 no-address
"""


@pytest.mark.parametrize("answer", NOT_PUBLIC_ANSWERS.split())
def test_a_name_with_one_such_address_is_refused_though_the_others_are_public(answer: str) -> None:
    network = Network(lambda host, port: ["93.184.215.14", answer, "2606:2800:21f::1"])
    with pytest.raises(FetchError) as caught:
        network.checked(target("https://public.org/"), USUAL)
    assert caught.value.why is Why.REFUSED


def test_a_name_with_public_addresses_alone_is_let_through() -> None:
    public = ["93.184.215.14", "2606:2800:21f::1"]
    network = Network(lambda host, port: public)
    assert network.checked(target("https://public.org/"), USUAL) == public


def test_a_name_is_looked_up_once_and_the_checked_address_is_the_one_connected_to() -> None:
    """DNS rebinding: the name server gives a public address first and a private one after."""
    with local_site() as victim:
        asked: list[str] = []

        def rebinding(host: str, port: int) -> Sequence[str]:
            asked.append(host)
            return ["127.0.0.2"] if len(asked) == 1 else [LOCAL]

        # 127.0.0.2 stands for the public one: nobody listens there.
        network = Network(rebinding, open=frozenset({("127.0.0.2", victim.port)}))
        with pytest.raises(FetchError) as caught:
            fetch(victim.address(name="rebinding.org"), network)
        assert caught.value.why is Why.FAILED
        assert asked == ["rebinding.org"]
        with pytest.raises(FetchError) as caught:
            fetch(victim.address(name="rebinding.org"), network)
        assert caught.value.why is Why.REFUSED
        assert victim.asked == []


@given(st.ip_addresses(v=4))
def test_no_ipv4_address_is_public_that_python_takes_for_private(
    address: ipaddress.IPv4Address,
) -> None:
    assert not is_public(address) or address.is_global


@given(st.ip_addresses(v=4), st.sampled_from(["::ffff:", "::", "64:ff9b::", "64:ff9b:1::", "2002"]))
def test_no_ipv6_address_that_carries_an_ipv4_address_is_public(
    inner: ipaddress.IPv4Address, prefix: str
) -> None:
    number = int(inner)
    written = (
        f"2002:{number >> 16:x}:{number & 0xFFFF:x}::" if prefix == "2002" else f"{prefix}{inner}"
    )
    assert not is_public(ipaddress.IPv6Address(written))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("HTTPS://Example-Site.ORG", "https://example-site.org/"),
        ("https://example-site.org./a?b=c#d", "https://example-site.org/a?b=c"),
        ("https://example-site.org:443/", "https://example-site.org/"),
        ("http://example-site.org:8080/ё", "http://example-site.org:8080/%D1%91"),
        ("https://новости.рф/", "https://xn--b1amnebsh.xn--p1ai/"),
        ("https://8.8.8.8/", "https://8.8.8.8/"),
        ("https://[2606:2800:21F::1]:8443/", "https://[2606:2800:21f::1]:8443/"),
        ("https://example-site.org/%7Ea/%D1%91", "https://example-site.org/%7Ea/%D1%91"),
    ],
)
def test_an_address_is_written_in_one_way(written: str, read: str) -> None:
    assert target(written).address == read
    assert target(read).address == read


@given(st.text())
def test_whatever_is_written_is_read_in_one_way_or_refused(written: str) -> None:
    for each in (written, f"https://{written}", f"https://site.org/{written}"):
        try:
            found = target(each)
        except FetchError:
            continue
        assert target(found.address) == found


def test_an_address_is_shown_without_user_password_and_query() -> None:
    assert shown("https://me:secret@site.org/a?key=secret#b") == "https://site.org/a?…"
    assert shown("https://[") == "an address that can't be read"


@pytest.mark.parametrize("written", ["@channel", "t.me/channel", "https://t.me/s/channel/"])
def test_a_channel_is_followed_by_its_public_preview(written: str) -> None:
    assert followed(written) == "https://t.me/s/channel"
