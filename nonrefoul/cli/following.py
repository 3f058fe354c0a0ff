"""Commands that reach out: follow feeds, pages and channels, list them, and leave them."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.evidence import Full, counted, warn_unread
from nonrefoul.cli.options import Home, Json
from nonrefoul.cli.passphrase import passphrase

if TYPE_CHECKING:
    from nonrefoul.following import Brought
    from nonrefoul.store import Source, Store

_NOTHING = "nothing is followed yet; `nonrefoul follow ADDRESS` adds to the list"
Addresses = Annotated[
    list[str],
    typer.Argument(metavar="ADDRESS...", help="A feed, a page, or a public channel as @name."),
]
Wanted = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ADDRESS...]",
        help="A feed, a page, or a public channel as @name; without any, all that is followed.",
    ),
]


def follow(
    addresses: Wanted = None,
    full: Full = False,
    telegram: Annotated[
        bool,
        typer.Option("--telegram", help="Read a channel through Telegram, with your own keys."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be fetched; contact nobody.")
    ] = False,
    home: Home = None,
) -> None:
    """Add addresses to those that are followed, and bring what is new there since last time.

    Nothing is ever fetched but by this command and by `add` with an address. Without an address
    all that is followed is visited.

    Example: nonrefoul follow https://example.org/feed.xml @channel
    """
    from nonrefoul import store

    named = _sources(addresses or (), full, telegram)
    if dry_run:
        listed, asked = _listed(home)
        _tell_plan(_wanted(named, listed), asked)
        return
    into = store.open_store(home, make=bool(named), ask=passphrase)
    store.follow(into, named)
    wanted = _wanted(named, store.sources(into))
    if wanted:
        _visit(wanted, into, home)
    errors.say(_NOTHING)


def sources(json: Json = False, home: Home = None) -> None:
    """List what is followed: how it went last, since when it fails, how many documents came.

    Example: nonrefoul sources
    """
    from nonrefoul import store
    from nonrefoul.cli.sources_view import record, sources_table

    listed = store.sources(store.open_store(home, make=False))
    if json:
        from nonrefoul.cli.json_lines import line

        for each in listed:
            typer.echo(line(record(each)))
    elif listed:
        from nonrefoul.cli.screen import show

        show(sources_table(listed))
    else:
        errors.say(_NOTHING)


def unfollow(addresses: Addresses, home: Home = None) -> None:
    """Take addresses off the list of those that are followed; what came from them is kept.

    Example: nonrefoul unfollow https://example.org/feed.xml
    """
    from nonrefoul import store

    into = store.open_store(home, make=False)
    listed = [each.address for each in store.sources(into)]
    wrong = False
    for each in addresses:
        meant = _meant(each, listed)
        wrong = wrong or len(meant) != 1
        if len(meant) == 1:
            store.unfollow(into, meant[0])
        elif meant:
            errors.say(f"{_shown(each)} can be several that are followed; write it out in full")
        else:
            errors.say(f"{_shown(each)} is not followed; `nonrefoul sources` lists what is")
    raise typer.Exit(errors.USAGE if wrong else errors.FINE)


def _listed(home: Home) -> tuple[list[Source], list[str]]:
    """What is followed, and which authorities are asked once something came.

    Nothing where there is no database, which is not made.
    """
    from nonrefoul import store
    from nonrefoul.store.authorities import authorities
    from nonrefoul.store.connect import FILE

    if not (store.home_folder(home) / FILE).exists():
        return [], []
    opened = store.open_store(home, make=False)
    return store.sources(opened), [each.address for each in authorities(opened)]


def _wanted(named: Sequence[Source], listed: Sequence[Source]) -> list[Source]:
    """Those named, as they stand in the list; all of the list where none is named."""
    known = {each.address: each for each in listed}
    return [known.get(each.address, each) for each in named] or list(listed)


def _meant(written: str, listed: Sequence[str]) -> list[str]:
    """Those on the list that a person can mean: exactly, else as they are shown."""
    from nonrefoul import fetching

    ways = {written, f"telegram:{fetching.channel(written)}"}
    with suppress(fetching.FetchError):
        ways.add(fetching.followed(written))
    exactly = [each for each in listed if each in ways]
    return exactly or [each for each in listed if _shown(each) in ways]


def _sources(written: Sequence[str], full: bool, telegram: bool) -> list[Source]:
    """What a person named, as it stands in the list; raises BadParameter."""
    from nonrefoul import fetching, store

    now, found = dt.datetime.now(dt.UTC), []
    for each in written:
        name = fetching.channel(each)
        if telegram and not name:
            raise typer.BadParameter(f"{_shown(each)} is no channel; write it as @name")
        try:
            address = f"telegram:{name}" if telegram else fetching.followed(each)
        except fetching.FetchError as error:
            raise typer.BadParameter(f"{_shown(each)}: {error}") from None
        found.append(store.Source(address, full, now))
    return found


def _shown(written: str) -> str:
    from nonrefoul.fetching import shown

    return shown(written)


def _visit(wanted: Sequence[Source], into: Store, home: Home) -> NoReturn:
    """Visit sources, tell how each went, and exit with the code of it all."""
    from nonrefoul.cli.progress import progress
    from nonrefoul.cli.reaching import asked, contacts, stamped, visitor
    from nonrefoul.following import Round
    from nonrefoul.store import home_folder

    failed = False
    with _alone(into), progress([]) as step:
        errors.say(contacts([each.address for each in wanted]))
        during = Round(into, visitor(), progress=step, telegram=asked(home_folder(home)))
        for result in during.visit(wanted):
            warn_unread(result.summary.unread)
            typer.echo(_told(result))
            sys.stdout.flush()
            failed = failed or bool(result.failure) or result.summary.lost
    stamped(into)
    raise typer.Exit(errors.LOST if failed else errors.FINE)


@contextmanager
def _alone(into: Store) -> Iterator[None]:
    """Visits by one process at a time: two could not keep the pauses that sites ask for.

    Raises StoreError where another one is at it.
    """
    from nonrefoul.errors import StoreError
    from nonrefoul.evidence.locking import Lock

    with Lock(into.home / ".follow").alone() as alone:
        if not alone:
            raise StoreError(
                "another `follow` is at work here: wait for it to end and run this again"
            )
        yield


def _tell_plan(wanted: Sequence[Source], asked: Sequence[str]) -> None:
    from nonrefoul.cli.reaching import contacts

    now = dt.datetime.now(dt.UTC)
    for each in wanted:
        waits = each.not_before and each.not_before > now
        until = f"left alone until {_moment(each.not_before)}" if waits else "would be fetched"
        pages = ", and the pages that its teasers lead to" if each.full and not waits else ""
        typer.echo(f"{_shown(each.address)}: {until}{pages}")
    due = [each.address for each in wanted if not (each.not_before and each.not_before > now)]
    if not wanted:
        errors.say(_NOTHING)
    elif due:
        errors.say(f"dry run, nobody was contacted; without it: {contacts(due)}")
    for authority in asked if due else ():
        typer.echo(f"{_shown(authority)}: would be asked for a timestamp, if anything new comes")


def _told(result: Brought) -> str:
    """How the visit to a source went, in one line."""
    name, source, summary = _shown(result.source.address), result.source, result.summary
    if result.waiting:
        since = f"; last: {source.failure}" if source.failure else ""
        return f"{name}: left alone until {_moment(result.waiting)}{since}"
    if result.failure:
        came = f"; {counted(summary.added, 'document')} came before that" if summary.added else ""
        since = _moment(source.failing_since)
        return f"{name}: failed, {result.failure}{came} (fails since {since})"
    if result.unchanged or not summary.added:
        return f"{name}: nothing new"
    changed = f" ({summary.changed} as a new version)" if summary.changed else ""
    came = f"{counted(summary.added, 'document')} came{changed}"
    return f"{name}: {came}; {counted(summary.claims, 'claim')} read"


def _moment(moment: dt.datetime | None) -> str:
    """A moment on the user's own clock."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}" if moment else "?"
