"""Reads a web address strictly: what two programs could read in two ways is refused, not guessed.

RFC 3986 for the form, RFC 9110 for http and https, UTS 46 for names in other alphabets.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from nonrefoul.fetching.records import refused

_FORM = re.compile(
    r"(?P<scheme>[a-z]+)://(?P<where>[^/?#]*)(?P<path>[^?#]*)(?P<query>\?[^#]*)?", re.I
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WHERE = re.compile(r"(?P<host>\[[0-9a-f:.]*\]|[^\[\]:]*)(:(?P<port>[0-9]{1,5}))?", re.I)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Below 1024 other services listen, which an HTTP request could be made to talk to.
_FIRST_FREE_PORT, _LAST_PORT = 1024, 65535
_MOST_CHARACTERS, _MOST_HOST = 4096, 253
# What must stay as it is in a path and a query; all else is written with percent signs.
_STAYS = "!$%&'()*+,-./:;=?@_~"
# Names that never lead into the open internet (RFC 6761, 6762, 7686, 8375, 9476).
_NOT_PUBLIC = {
    *("localhost", "localdomain", "local", "internal", "intranet", "private", "corp", "home"),
    *("lan", "arpa", "onion", "alt", "test", "example", "invalid"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A web address in parts; `host` is in ASCII and lower case, IPv6 without its brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port: what a robots.txt holds for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def address(self) -> str:
        """The address written in one way."""
        return self.site + self.path


def target(address: str) -> Target:
    """Read a web address; raises FetchError where it is none, or not certainly one and the same."""
    if len(address) > _MOST_CHARACTERS:
        raise refused("the address is too long")
    if not address.isprintable() or re.search(r"[\s\\]", address):
        raise refused("the address has blanks, backslashes or invisible characters in it")
    form = _FORM.match(address)
    if not form or form["scheme"].lower() not in _DEFAULT_PORTS:
        raise refused("this is no address of http or https", "write it as https://name/path")
    where = _WHERE.fullmatch(form["where"])
    if "@" in form["where"]:
        raise refused("a name or password stands in the address", "leave it out: none is ever sent")
    if not where:
        raise refused("the host in the address is written in a way that can be misread")
    scheme = form["scheme"].lower()
    path = quote((form["path"] or "/") + (form["query"] or ""), safe=_STAYS)
    return Target(scheme, _host(where["host"]), _port(where["port"], scheme), path)


def joined(base: str, place: str) -> str:
    """The address that a page at `base` names as `place`, without what comes after a #.

    Raises FetchError where programs disagree on what it names.
    """
    plain = place.strip().replace(" ", "%20").partition("#")[0]
    if _SCHEME.match(plain):
        return plain
    if plain.startswith("///"):
        raise refused("it leads to something that is no address")
    try:
        return urljoin(base, plain)
    except ValueError:
        raise refused("it leads to something that is no address") from None


def shown(address: str) -> str:
    """An address as it may be shown: no user, no password, no query (it may hold a secret)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "an address that can't be read"
    place = urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
    clean = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in place)
    return clean + ("?…" if parts.query else "")


def _port(written: str | None, scheme: str) -> int:
    port = int(written) if written else _DEFAULT_PORTS[scheme]
    if port in _DEFAULT_PORTS.values() or _FIRST_FREE_PORT <= port <= _LAST_PORT:
        return port
    raise refused(f"port {port} is not one of the web", "use 80, 443, or one from 1024 on")


def _host(written: str) -> str:
    if written.startswith("["):
        return _ipv6(written[1:-1])
    host = _ascii(written).lower().removesuffix(".")
    labels = host.split(".")
    if len(host) > _MOST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise refused("the host in the address is no name that a site can have")
    if _NUMBER.fullmatch(labels[-1]):
        return _ipv4(host)
    if len(labels) == 1 or labels[-1] in _NOT_PUBLIC:
        raise refused("the name belongs to a local network, not to the open internet")
    return host


def _ascii(written: str) -> str:
    """A name in the letters of the DNS; dots, digits and letters of other scripts become plain."""
    if written.isascii():
        return written
    try:
        return idna.encode(written, uts46=True, std3_rules=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise refused("the host in the address is no name that a site can have") from None


def _ipv4(written: str) -> str:
    """An IPv4 address in its one plain spelling; octal, hex and short ones are refused."""
    try:
        return str(ipaddress.IPv4Address(written))
    except ValueError:
        what = "the host is a number in an unusual spelling"
        raise refused(what, "write it as four numbers with dots, or give the name") from None


def _ipv6(written: str) -> str:
    try:
        return str(ipaddress.IPv6Address(written))
    except ValueError:
        raise refused("the host in brackets is no IPv6 address") from None
