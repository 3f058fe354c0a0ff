"""A web site on this machine for a test, and the network that may reach it and nothing else."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import socket

from nonrefoul.fetching import Network, Visitor

NAME = "news.invented-site.org"
LOCAL = "127.0.0.1"
# A command as typed (the fixture `run`): its exit code, what it prints, and what it says beside it.
Run = Callable[..., tuple[int, str, str]]


@dataclass(frozen=True)
class Answer:
    """What the site says to a request; `raw` goes out as it is, with no head of ours."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass
class Site:
    """Answers by path; `asked` holds the path and the headers of every request.

    `sent` holds what was sent in each POST.
    """

    port: int
    scheme: str = "http"
    tls: ssl.SSLContext | None = None
    answers: dict[str, Answer | Callable[[Mapping[str, str]], Answer]] = field(default_factory=dict)
    streams: dict[str, Callable[[socket], None]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sent: list[bytes] = field(default_factory=list)

    def address(self, path: str = "/", name: str = NAME) -> str:
        return f"{self.scheme}://{name}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def network(self, *others: Site) -> Network:
        """A network in which every name leads here, and in which only the sites are open."""
        open_to = frozenset((LOCAL, each.port) for each in (self, *others))
        return Network(resolver=leads_here, tls=self.tls, open=open_to)

    def visitor(self, *others: Site) -> Visitor:
        return Visitor(self.network(*others), pause=0)


def leads_here(host: str, port: int) -> Sequence[str]:
    return [LOCAL]


@contextmanager
def local_site(tls: tuple[ssl.SSLContext, ssl.SSLContext] | None = None) -> Iterator[Site]:
    """Run a site; `tls` are the contexts of the server and of those who ask it."""
    server = ThreadingHTTPServer((LOCAL, 0), BaseHTTPRequestHandler)
    site = Site(server.server_address[1])
    if tls:
        server.socket = tls[0].wrap_socket(server.socket, server_side=True)
        site.scheme, site.tls = "https", tls[1]

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            if stream := site.streams.get(self.path):
                stream(self.connection)
                self.close_connection = True
                return
            _write(self, site.answers.get(self.path, Answer(status=404)))

        def do_POST(self) -> None:
            site.sent.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    server.RequestHandlerClass = Handler
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


def _write(
    handler: BaseHTTPRequestHandler, reply: Answer | Callable[[Mapping[str, str]], Answer]
) -> None:
    answer = reply if isinstance(reply, Answer) else reply(dict(handler.headers))
    if answer.raw is not None:
        handler.wfile.write(answer.raw)
        handler.close_connection = True
        return
    handler.send_response(answer.status)
    for name, value in answer.headers.items():
        handler.send_header(name, value)
    if answer.status != 304:
        handler.send_header("Content-Length", str(len(answer.body)))
    handler.end_headers()
    handler.wfile.write(answer.body)
