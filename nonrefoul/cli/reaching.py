"""How commands reach out: who is contacted is said first, and keys are asked for when needed."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typer

from nonrefoul.cli import errors
from nonrefoul.errors import NonrefoulError
from nonrefoul.fetching import PUBLIC, FetchError, Network, Visitor, target
from nonrefoul.fetching.public import is_public
from nonrefoul.fetching.telegram import SCHEME
from nonrefoul.fetching.telegram_keys import connect
from nonrefoul.following import once
from nonrefoul.following.taking import Found
from nonrefoul.following.witnessing import witnessed
from nonrefoul.store import Store, stamping
from nonrefoul.store.authorities import authorities

_NAMED = 5


def visitor() -> Visitor:
    """Whoever asks the open internet for a command, and nothing else."""
    return Visitor(network())


def contacts(addresses: Sequence[str]) -> str:
    """One line on who will be contacted, and what they learn by that; nobody for refused ones."""
    hosts = [host for host in dict.fromkeys(map(_host, addresses)) if host]
    if not hosts:
        return "contacting nobody"
    more = f" and {len(hosts) - _NAMED} more" if len(hosts) > _NAMED else ""
    named = ", ".join(hosts[:_NAMED]) + more
    return f"contacting {named}; they see this machine's address, and that nonrefoul asks"


def brought(addresses: Sequence[str], into: Store, full: bool) -> Iterator[Found]:
    """What addresses give, this once; says first who is contacted."""
    errors.say(contacts(addresses))
    asking = visitor()
    for address in addresses:
        yield from once(address, into, asking, full)


def stamped(into: Store) -> None:
    """Ask the authorities that were named for the timestamps that are due; says first whom."""
    named = [(each, stamping.due(into, each.address)) for each in authorities(into)]
    wanted = [(each, due) for each, due in named if due]
    if wanted:
        errors.say(contacts([each.address for each, _ in wanted]))
    for each, due in wanted:
        for line in witnessed(into, each, due, network()):
            errors.say(line)


def network() -> Network:
    """The open internet, and nothing else."""
    return PUBLIC


def asked(home: Path) -> Callable[[], Any]:
    """Gives the client of Telegram, signed in once it is first wanted."""

    @cache
    def client() -> Any:
        try:
            return connect(home, _ask)
        except (NonrefoulError, typer.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - the classes are those of an extra
            what = f"signing in to Telegram failed ({type(error).__name__})"
            raise NonrefoulError(f"{what}: check what you gave, and try again") from None

    return client


def _ask(what: str, hidden: bool) -> str:
    return str(typer.prompt(what, hide_input=hidden, err=True))


def _host(address: str) -> str | None:
    """Who is contacted for an address; None where it is refused before anybody is."""
    if address.startswith(SCHEME):
        return "Telegram, as you"
    try:
        host = target(address).host
    except FetchError:
        return None
    try:
        return host if is_public(ipaddress.ip_address(host)) else None
    except ValueError:
        return host  # a name: where it leads, only looking it up tells
