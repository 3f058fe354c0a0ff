"""Commands by which a person judges claims; the work is in `on_claims` and `rule_records`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from nonrefoul.cli.options import By, Home, Json
from nonrefoul.cli.show import Language

ClaimId = Annotated[
    str, typer.Argument(metavar="CLAIM", help="Its id, or the beginning, as quotes show it.")
]
Because = Annotated[str | None, typer.Option(metavar="TEXT", help="Why, in your own words.")]


def _field(metavar: str, told: str, may_be_empty: bool = True) -> Any:
    empty = "; '' where the document does not say." if may_be_empty else "."
    return typer.Option(metavar=metavar, help=told + empty)


Event = Annotated[str | None, _field("EVENT", "The event, by its code", may_be_empty=False)]
Subject = Annotated[str | None, _field("NAME", "Whom it befell")]
Kind = Annotated[
    str | None, _field("KIND", "person, group, organisation, official or none", may_be_empty=False)
]
Group = Annotated[str | None, _field("WORDS", "What they are called without a name")]
Host = Annotated[str | None, _field("STATE", "The host state")]
Origin = Annotated[str | None, _field("STATE", "The state that wants them")]
Actor = Annotated[str | None, _field("NAME", "Who did it")]
Third = Annotated[str | None, _field("STATE", "Another state in it")]
Date = Annotated[str | None, _field("DATE", "When, as 2024-05-17, 2024-05 or 2024-05~")]
How = Annotated[
    str | None,
    _field("HOW", "asserted, reported, suspected, expected, negated or denied", may_be_empty=False),
]
Attribution = Annotated[str | None, _field("WHO", "To whom the document attributes it")]
Words = Annotated[
    str | None, _field("TEXT", "The words that tell it, just as they stand", may_be_empty=False)
]


def claims(
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Only of this host state.")
    ] = None,
    event: Annotated[
        str | None, typer.Option(metavar="EVENT", help="Only of this event, by its code.")
    ] = None,
    unreviewed: Annotated[
        bool, typer.Option("--unreviewed", help="Only what waits for a person, urgent first.")
    ] = False,
    second: Annotated[
        bool,
        typer.Option("--second", help="Only what others have judged and you have not, as read."),
    ] = False,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Whose queue; else the user's name."),
    ] = None,
    json: Json = False,
    lang: Language = "en",
    home: Home = None,
) -> None:
    """List claims with their ids, their words, and what persons said of them.

    Example: nonrefoul claims --unreviewed --state KG
    """
    from nonrefoul.cli import on_claims
    from nonrefoul.cli.showing import Manner

    asked = on_claims.Asked(state, event, unreviewed, second, by)
    on_claims.claims(asked, Manner(True, json, lang), home)


def confirm(claim: ClaimId, by: By = None, because: Because = None, home: Home = None) -> None:
    """Say that a claim is right: the document tells just that, in these words.

    Example: nonrefoul confirm 3f9a01bc
    """
    from nonrefoul.cli import on_claims

    on_claims.confirm(claim, by, because, home)


def reject(claim: ClaimId, because: Because = None, by: By = None, home: Home = None) -> None:
    """Say that the document does not tell what a claim says; it counts nowhere then.

    Example: nonrefoul reject 3f9a01bc --because "it was another man of that name"
    """
    from nonrefoul.cli import on_claims

    on_claims.reject(claim, by, because, home)


def correct(
    claim: ClaimId,
    event: Event = None,
    subject: Subject = None,
    subject_kind: Kind = None,
    group: Group = None,
    host: Host = None,
    origin: Origin = None,
    actor: Actor = None,
    third_state: Third = None,
    date: Date = None,
    modality: How = None,
    attribution: Attribution = None,
    words: Words = None,
    because: Because = None,
    by: By = None,
    home: Home = None,
) -> None:
    """Say what a claim should say instead; what the machine read stays on record beside it.

    Example: nonrefoul correct 3f9a01bc --host KG --date 2024-05
    """
    from nonrefoul.cli import on_claims

    told = {
        "event": event,
        "subject": subject,
        "subject_kind": subject_kind,
        "group": group,
        "host": host,
        "origin": origin,
        "actor": actor,
        "third_state": third_state,
        "date": date,
        "modality": modality,
        "attribution": attribution,
    }
    changes = {name: value for name, value in told.items() if value is not None}
    on_claims.correct(claim, changes, words, on_claims.Made(by, because), home)


def rules(
    worst: Annotated[
        bool, typer.Option("--worst", help="Those of whose claims fewest were confirmed first.")
    ] = False,
    json: Json = False,
    home: Home = None,
) -> None:
    """List rules whose claims persons judged: how many were confirmed, corrected, rejected.

    Example: nonrefoul rules --worst
    """
    from nonrefoul.cli import rule_records

    rule_records.rules(worst, json, home)


def agreement(json: Json = False, home: Home = None) -> None:
    """Show how far persons agree who judged the same claims: Krippendorff's alpha.

    Example: nonrefoul agreement
    """
    from nonrefoul.cli import rule_records

    rule_records.agreement(json, home)
