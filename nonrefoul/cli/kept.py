"""Commands on what is kept: check it, put a timestamp on it, hand it over, encrypt it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from nonrefoul.cli import errors
from nonrefoul.cli.options import Home
from nonrefoul.cli.passphrase import passphrase


def verify(home: Home = None) -> None:
    """Recheck every byte, hash, link of the log, signature, quote and timestamp that is kept.

    Example: nonrefoul verify
    """
    from nonrefoul.store import open_store
    from nonrefoul.store.verifying import verify as findings

    wrong = 0
    for found in findings(open_store(home, make=False, ask=passphrase)):
        errors.say(found.what if found.wrong else f"{found.what} (nothing is wrong with that)")
        wrong += found.wrong
    if not wrong:
        typer.echo("All that is kept is as it was kept.")
    raise typer.Exit(errors.ALTERED if wrong else errors.FINE)


def export_evidence(
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="The id of a document, or of a case.")
    ],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="FOLDER", help="A new folder; else evidence-ID.")
    ] = None,
    whole: Annotated[
        bool,
        typer.Option("--whole", help="Put in all that was handed in, others' messages among it."),
    ] = False,
    home: Home = None,
) -> None:
    """Put a document or a case's documents into a bag that a stranger can check with public tools.

    Example: nonrefoul export-evidence 7f3a90c2 --to for-the-court
    """
    from nonrefoul.cli.handing_over import hand_over

    hand_over(identity, to, whole, home)


def timestamp(
    authority: Annotated[
        str, typer.Option("--authority", metavar="URL", help="Whose timestamp it is.")
    ],
    request: Annotated[
        Path | None, typer.Option(help="Write what the authority is to be asked to this new file.")
    ] = None,
    answer: Annotated[
        Path | None, typer.Option(help="Keep the authority's answer, which is in this file.")
    ] = None,
    roots: Annotated[
        Path | None, typer.Option(help="Certificates (PEM) that you trust for this authority.")
    ] = None,
    always: Annotated[
        bool, typer.Option("--always", help="Ask it now, and after each `add` and `follow`.")
    ] = False,
    never: Annotated[
        bool, typer.Option("--never", help="Ask it by itself no more; its timestamps stay.")
    ] = False,
    home: Home = None,
) -> None:
    """Have an authority bear witness to the log (RFC 3161), by hand or whenever something came in.

    Example: nonrefoul timestamp --authority https://tsa.example.org --request ask.tsq
    """
    from nonrefoul.cli import witnessing

    if (request is not None) + (answer is not None) + always + never != 1:
        raise typer.BadParameter("give one of --request, --answer, --always, --never")
    if request:
        witnessing.ask_by_hand(authority, request, home)
    elif answer:
        witnessing.take_answer(authority, answer, roots, home)
    elif always:
        witnessing.ask_always(authority, roots, home)
    else:
        witnessing.ask_never(authority, home)


def encrypt(home: Home = None) -> None:
    """Have originals encrypted under a passphrase from the first one on; none may be there yet.

    Example: nonrefoul encrypt --home locked
    """
    from nonrefoul.store import encrypt as encrypted
    from nonrefoul.store import open_store

    store = open_store(home)
    encrypted(store, passphrase(twice=True))
    typer.echo("Originals will be encrypted. Without the passphrase nobody can read them again.")
