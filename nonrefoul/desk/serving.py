"""Serves the desk on this machine, says where, and opens the browser."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import uvicorn

from nonrefoul.desk.app import desk
from nonrefoul.desk.door import LOOPBACK, Door
from nonrefoul.errors import NonrefoulError, StoreError, defect
from nonrefoul.knowing import Known
from nonrefoul.rules.states import Lang
from nonrefoul.store import Store

PORT = 8642
EVERY_SECONDS = 5.0

_log = logging.getLogger("nonrefoul.desk")


class PortError(NonrefoulError):
    """The address can't be listened on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the desk is wanted: without a port the usual one, or another where it is taken."""

    host: str = LOOPBACK
    port: int | None = None
    browser: bool = True
    lang: Lang | None = None


def serve(store: Store, wish: Wish, say: Callable[[str], None]) -> None:
    """Serve until stopped from the keyboard; `say` is told the address that opens the desk.

    Raises StoreError, and PortError where nothing can be served there.
    """
    logging.basicConfig(format="nonrefoul: %(message)s")
    with listening(wish) as listener:
        door = Door(port_of(listener), wish.host)
        app = desk(store, door, wish.lang)
        with suppress(NonrefoulError):  # the page of the search says what is wrong with it
            app.state.searching.bring_up(0)
        say(door.address())
        if wish.browser and has_screen():
            # Programs of others on this machine can see what a browser is called with.
            address = door.address(once=True)
            threading.Timer(0.5, webbrowser.open, (address,)).start()
        # Paths hold ids of persons' cases, so no request is logged.
        ended = threading.Event()
        threading.Thread(target=_keeping_up, args=(app.state.known, ended), daemon=True).start()
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            log_level="warning",
            lifespan="off",
            ws="none",
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=3,
        )
        try:
            uvicorn.Server(config).run(sockets=[listener])
        finally:
            ended.set()


def _keeping_up(known: Known, ended: threading.Event) -> None:
    """Take in every few seconds what other programs added to the store meanwhile."""
    while not ended.wait(EVERY_SECONDS):
        try:
            known.refresh()
            known.settle()
        except StoreError as error:
            _log.error("%s", error)
        except Exception as error:  # noqa: BLE001 - the outermost edge of this thread
            _log.error("unexpected %s; this is a defect, please report it", defect(error))


def listening(wish: Wish) -> socket.socket:
    """A socket that listens where the desk is wanted; raises PortError."""
    ports = [wish.port] if wish.port is not None else [PORT, 0]
    for port in ports:
        try:
            family = socket.AF_INET6 if ":" in wish.host else socket.AF_INET
            listener = socket.create_server((wish.host, port), family=family)
            # Else the system holds back the end of an answer until the browser has confirmed its
            # beginning, some 40 ms; asyncio asks for this only of sockets that name their protocol.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return listener
        except OSError as error:
            reason = error.strerror or type(error).__name__
    raise PortError(f"{wish.host}:{ports[-1]}: {reason}: choose another --port")


def has_screen() -> bool:
    """Whether a browser can be shown; without a screen one would take over the terminal."""
    if os.environ.get("BROWSER") or sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def port_of(listener: socket.socket) -> int:
    """The port that a socket listens on."""
    return int(listener.getsockname()[1])
