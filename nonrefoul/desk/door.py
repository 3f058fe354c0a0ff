"""Who may come in: the secrets of one run of the desk, and the addresses it answers under."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field

LOOPBACK = "127.0.0.1"


def _secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Door:
    """What one run of the desk lets in; a new run lets in nobody who came in by an older one.

    `token` is printed and opens the desk as often as it is typed; a code of `once` opens it a
    single time, so that it may stand where other programs see it. `session` is what the cookie
    holds from then on.
    """

    port: int
    host: str = LOOPBACK
    token: str = field(default_factory=_secret)
    session: str = field(default_factory=_secret)
    once: set[str] = field(default_factory=set)

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the header Host that are answered, so that no other name leads here.

        A name on the internet that is made to point to this machine is none of them.
        """
        names = {"localhost", LOOPBACK} if is_loopback(self.host) else set()
        return frozenset(f"{name}:{self.port}" for name in {*names, bracketed(self.host)})

    @property
    def cookie(self) -> str:
        """The cookie's name; browsers do not tell ports apart, so it has the port in it."""
        return f"nonrefoul-{self.port}"

    @property
    def csrf(self) -> str:
        """What a form must bring along: nobody who has not seen a page of this run knows it."""
        return hmac.new(self.session.encode(), b"csrf", hashlib.sha256).hexdigest()

    def address(self, *, once: bool = False) -> str:
        """The address that opens the desk; with `once` one that does so a single time."""
        code = self.token
        if once:
            code = _secret()
            self.once.add(code)
        return f"http://{bracketed(self.host)}:{self.port}/open?token={code}"

    def opens(self, code: str) -> bool:
        """Whether a code opens the desk; one that opens it once is used up by that."""
        if hmac.compare_digest(code.encode(), self.token.encode()):
            return True
        if code in self.once:
            self.once.discard(code)
            return True
        return False

    def inside(self, session: str) -> bool:
        """Whether a cookie's value is that of this run."""
        return hmac.compare_digest(session.encode(), self.session.encode())

    def same(self, csrf: str) -> bool:
        """Whether what a form brought along is right."""
        return hmac.compare_digest(csrf.encode(), self.csrf.encode())


def is_loopback(host: str) -> bool:
    """Whether an address is one of this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host
