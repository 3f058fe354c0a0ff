"""Looks a name up once, checks every address it has, and connects to a checked one, no other."""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import httpcore

from nonrefoul.fetching.addresses import Target
from nonrefoul.fetching.limits import Limits
from nonrefoul.fetching.public import is_public
from nonrefoul.fetching.records import FetchError, Why, refused

Resolver = Callable[[str, int], Sequence[str]]
_MOST_TRIED = 4


def system_resolver(host: str, port: int) -> Sequence[str]:
    """All addresses that this machine's resolver has for a name; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(each[4][0]) for each in found]


@dataclass(frozen=True)
class Network:
    """What fetching goes out through.

    `open` holds single pairs of IP address and port that may be connected to although they are
    not public: the tests' own servers, and nothing else. No option and no setting fills it.
    """

    resolver: Resolver = system_resolver
    tls: ssl.SSLContext | None = None
    open: frozenset[tuple[str, int]] = field(default=frozenset())

    def checked(self, target: Target, limits: Limits) -> list[str]:
        """The addresses of a target, each of which may be connected to.

        Raises FetchError where there is none, or where any one of them is not public: such a name
        is out for trouble, and which of its addresses is taken must not be left to chance.
        """
        found = list(dict.fromkeys(self._addresses(target, limits)))
        if not found:
            raise _unknown()
        for each in found:
            if (each, target.port) not in self.open and not _is_public(each):
                raise refused("it leads into a local or special network, not the open internet")
        return found[:_MOST_TRIED]

    def _addresses(self, target: Target, limits: Limits) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(target.host))]
        except ValueError:
            return _in_time(lambda: self.resolver(target.host, target.port), limits.resolve)


PUBLIC = Network()


class Pinned(httpcore.NetworkBackend):
    """Connects to the addresses it was made with, whatever name it is asked for."""

    def __init__(self, ips: Sequence[str], tape: Tape) -> None:
        self._ips, self._tape = ips, tape
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of the checked addresses that answers."""
        for ip in self._ips:
            try:
                stream = self._sockets.connect_tcp(ip, port, timeout, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if ip == self._ips[-1]:
                    raise
                continue
            self._tape.begin(ip, stream.get_extra_info("socket"))
            return _Taped(stream, self._tape)
        raise httpcore.ConnectError("no address")


class Tape:
    """What goes over one connection, byte for byte, and the end of its time.

    When the time is up the connection is shut down from outside, so that no drip of bytes,
    not even in the handshake, can hold it open.
    """

    def __init__(self, limits: Limits) -> None:
        self.ip = ""
        self.sent, self.received = bytearray(), bytearray()
        self.timed_out = False
        self._limits = limits
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(limits.total, self._stop)
        self._timer.daemon = True

    def begin(self, ip: str, connection: socket.socket) -> None:
        """Watch a connection that has just been made; raises ConnectError where it went astray."""
        if ipaddress.ip_address(connection.getpeername()[0]) != ipaddress.ip_address(ip):
            connection.close()
            raise httpcore.ConnectError("not the address that was checked")
        self.ip, self._socket = ip, connection.dup()
        self._timer.start()

    def heard(self, data: bytes) -> None:
        """Keep what came; raises FetchError where it is too much."""
        self.received += data
        if len(self.received) > self._limits.most_bytes:
            raise too_large(self._limits)

    def end(self) -> None:
        """Stop watching."""
        self._timer.cancel()
        if self._socket:
            self._socket.close()

    def _stop(self) -> None:
        self.timed_out = True
        if self._socket:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it has ended by itself


class _Taped(httpcore.NetworkStream):
    """A connection whose bytes are kept as they pass, inside of TLS where there is one."""

    def __init__(self, stream: httpcore.NetworkStream, tape: Tape) -> None:
        self._stream, self._tape = stream, tape

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, timeout)
        self._tape.heard(data)
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)
        self._tape.sent += buffer

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        secure = self._stream.start_tls(ssl_context, server_hostname, timeout)
        return _Taped(secure, self._tape)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def too_large(limits: Limits) -> FetchError:
    """The error of an answer that is larger than is taken."""
    what = f"the answer is larger than {limits.most_bytes >> 20} MB"
    return FetchError(Why.TOO_LARGE, what, "save it with a browser and add the file")


def _unknown() -> FetchError:
    return FetchError(Why.AWAY, "no such name is known", "check the address and the connection")


def _is_public(written: str) -> bool:
    try:
        return is_public(ipaddress.ip_address(written))
    except ValueError:
        return False


def _in_time(look_up: Callable[[], Sequence[str]], seconds: float) -> Sequence[str]:
    """What a look-up gives; the system's own can't be told to end, so it is left behind."""
    found: queue.Queue[Sequence[str] | OSError] = queue.Queue()

    def work() -> None:
        try:
            found.put(look_up())
        except (OSError, UnicodeError):
            found.put([])

    threading.Thread(target=work, daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty:
        raise FetchError(Why.AWAY, "the name could not be looked up in time", "try later") from None
    if isinstance(answer, OSError) or not answer:
        raise _unknown()
    return answer
