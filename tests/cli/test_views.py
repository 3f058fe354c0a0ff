"""The terminal views, on records made by hand; every person here is invented."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType

from nonrefoul.cli import json_lines
from nonrefoul.cli.known import called, identified
from nonrefoul.cli.posture_records import posture_record
from nonrefoul.cli.posture_view import postures_view
from nonrefoul.cli.posture_why import posture_views
from nonrefoul.cli.screen import framed
from nonrefoul.cli.states import state_code
from nonrefoul.cli.tables import cases_view, claims_view
from nonrefoul.cli.views import alerts_view, case_views
from nonrefoul.cli.wording import alert_label
from nonrefoul.rules import RULES
from nonrefoul.words import (
    Alert,
    Case,
    Claim,
    Direction,
    Document,
    Doubt,
    Held,
    Matter,
    Modality,
    Norm,
    Person,
    Posture,
    Status,
    SubjectKind,
    Verified,
)

TEXT = "Захар Тростенцов пропал. Он просил убежище в Кыргызстане."
DOCUMENT = Document("one", TEXT, "ru", dt.date(2025, 8, 19), "sample (invented)")
DOCUMENTS = Held({"one": DOCUMENT})


def claim(event: str, quote: str, modality: Modality = Modality.ASSERTED) -> Claim:
    start = TEXT.index(quote)
    return Claim(
        document="one",
        event=event,
        subject="Захар Тростенцов",
        subject_kind=SubjectKind.PERSON,
        modality=modality,
        start=start,
        end=start + len(quote),
        quote=quote,
        host="KG",
        origin="RU",
        rule="asylum.applied",
    )


GONE = claim("disappeared", "Захар Тростенцов пропал")
ASKED = claim("asylum_applied", "просил убежище")
NORM = Norm("x", "Convention on Nothing, art. 1", "Nothing.", "nowhere", Verified.UNVERIFIED)
PERSON = Person("p1", "Захар Тростенцов", ("Захар Тростенцов", "Zakhar Trostentsov"), (GONE, ASKED))


def case(person: Person = PERSON, timeline: tuple[Claim, ...] = (ASKED, GONE)) -> Case:
    statuses = (
        Status("asylum", "applied", (ASKED,), (NORM,)),
        Status("custody", "lost", (GONE,), (NORM,)),
        Status("whereabouts", "missing", (GONE,), (NORM,), unordered=True),
    )
    bare = Case("7f3a90c2", person, "KG", "RU", timeline, statuses)
    code = "disappeared_under_protection"
    alert = Alert(code, 4, bare.id, person.id, "KG", "RU", (ASKED, GONE), (NORM,), "a1b2c3d4")
    return replace(bare, alerts=(alert,))


def posture(direction: Direction = Direction.TOWARD) -> Posture:
    matter = Matter("m", "disappeared", -0.8, 0.5, "2025-08", (GONE,))
    return Posture("KG", "RU", direction, 0.91, 0.7, 0.42, 0.9, (matter,), 2)


def printed(view: RenderableType, width: int = 80, terminal: bool = False) -> str:
    console = Console(
        width=width, markup=False, emoji=False, highlight=False, force_terminal=terminal
    )
    with console.capture() as capture:
        console.print(view)
    return capture.get()


def test_a_list_of_cases_tells_state_person_status_and_alerts() -> None:
    said = printed(cases_view([case()], "en"), width=120)
    for part in ("7f3a90c2", "Kyrgyzstan", "Захар Тростенцов", "Russia", "missing", "⚠"):
        assert part in said


def test_why_goes_down_to_quote_document_source_and_offsets() -> None:
    said = printed(case_views([case()], DOCUMENTS, {}, "en"), width=200)
    assert "“просил убежище”" in said
    assert (
        f"one · sample (invented) · published 2025-08-19 · characters {ASKED.start}–{ASKED.end}"
        in said
    )


def test_a_case_in_full_tells_axes_norms_claims_and_an_order_that_is_not_told() -> None:
    said = printed(case_views([case()], DOCUMENTS, {}, "en", why=False), width=200)
    assert "asylum: asylum applied for" in said
    assert "whereabouts: missing (order not told)" in said
    assert "by: Convention on Nothing, art. 1 (reference not verified)" in said
    assert "rests on: Disappeared." in said


def test_a_list_leaves_out_what_goes_without_saying() -> None:
    assert "whether held" not in printed(cases_view([case()], "en"), width=200)


@pytest.mark.parametrize("why", [True, False])
def test_an_alert_is_always_suspected_and_names_its_norm(why: bool) -> None:
    said = printed(alerts_view([case()], DOCUMENTS, "en", why), width=200)
    assert "⚠ Suspected enforced disappearance" in said
    assert "to be checked, reference not verified: Convention on Nothing, art. 1" in said
    assert "would breach" not in said
    assert "severity 4 · a1b2c3d4" in said
    assert "⚠ Подозрение на" in printed(alerts_view([case()], DOCUMENTS, "ru", why))


def test_what_an_alert_rests_on_stays_suspected_where_it_is() -> None:
    perhaps = replace(GONE, modality=Modality.SUSPECTED)
    doubted = replace(case().alerts[0], claims=(ASKED, perhaps))
    said = printed(alerts_view([replace(case(), alerts=(doubted,))], DOCUMENTS, "en", False), 200)
    assert "rests on: Asylum applied for. Suspected: disappeared. [one]" in said


def test_alerts_of_a_case_stand_together_below_one_head_the_gravest_case_first() -> None:
    own = case().alerts[0]
    lesser = replace(own, code="taken_without_procedure", severity=2)
    graver = replace(own, severity=5, case="00000001")
    first = replace(case(), alerts=(lesser, own))
    second = replace(case(), id="00000001", alerts=(graver,))
    said = printed(alerts_view([first, second], DOCUMENTS, "en", False), width=200)
    assert said.count("7f3a90c2") == 1
    places = [said.index(each) for each in ("00000001", "7f3a90c2", "taking with no procedure")]
    assert places == sorted(places)


def test_claims_do_not_say_again_what_stands_in_the_row_above() -> None:
    elsewhere = replace(GONE, document="two")
    said = printed(claims_view([GONE, ASKED, elsewhere], "en"), width=120).splitlines()[2:]
    assert [line.count("Захар Тростенцов") for line in said] == [1, 0, 1]
    assert [line.split()[0] for line in said] == ["one", "Asylum", "two"]


def test_every_kind_of_alert_is_called_a_suspicion() -> None:
    codes = [kind["code"] for kind in yaml.safe_load((RULES / "alerts.yml").read_text("utf-8"))]
    for code in (*codes, "one_that_nobody_wrote_yet"):
        assert "suspected" in alert_label(code, "en").casefold()
        assert "подозрение" in alert_label(code, "ru").casefold()


def test_who_may_be_the_same_is_named_and_not_merged() -> None:
    perhaps = replace(PERSON, doubts=(Doubt("p2", ("bare_name",), 0.5),))
    said = printed(case_views([case(perhaps)], DOCUMENTS, {"p2": "Захар Т."}, "en"), width=200)
    assert "Perhaps the same person as: Захар Т." in said


def test_no_alerts_is_not_said_to_mean_that_nothing_happened() -> None:
    assert "does not mean that nothing happened" in printed(alerts_view([], Held({}), "en", False))


@pytest.mark.parametrize(
    ("direction", "arrow"),
    [
        (Direction.TOWARD, "→ toward Russia, 91%"),
        (Direction.AWAY, "← away from Russia, 91%"),
        (Direction.UNCLEAR, "↔ unclear (Russia)"),
        (Direction.NOT_ENOUGH_KNOWN, "? not enough known (Russia)"),
    ],
)
def test_a_posture_has_a_direction_and_a_band(direction: Direction, arrow: str) -> None:
    said = printed(postures_view([posture(direction)], "en"), width=120)
    assert arrow in said
    assert "70% (42%–90%)" in said


def test_a_posture_in_full_names_its_matters_and_their_words() -> None:
    said = printed(posture_views([posture()], DOCUMENTS, "en", why=True), width=200)
    assert "1. ▲ disappeared · Захар Тростенцов · August 2025" in said
    assert "“Захар Тростенцов пропал”" in said


def test_what_rests_on_samples_says_that_it_is_invented() -> None:
    said = printed(framed(cases_view([case()], "en"), [GONE], DOCUMENTS, "en"), width=200)
    assert "INVENTED" in said.splitlines()[0]
    assert "checked by no person" in said


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("width", [80, 120])
def test_nothing_is_wider_than_the_terminal(lang: str, width: int) -> None:
    views = (
        claims_view([GONE, ASKED], "ru" if lang == "ru" else "en"),
        cases_view([case()], "ru" if lang == "ru" else "en"),
        postures_view([posture()], "ru" if lang == "ru" else "en"),
    )
    for view in views:
        assert max(len(line) for line in printed(view, width).splitlines()) <= width


HOSTILE = "\x1b]0;owned\x07\x9b31m\u202e[bold red]Иван[/] :smile:"


def test_text_from_documents_reaches_no_terminal_as_control() -> None:
    doubts = (Doubt(HOSTILE, (), 0.0),)
    person = Person("p", HOSTILE, (HOSTILE, "x" + HOSTILE), (), doubts)
    said = printed(case_views([case(person)], DOCUMENTS, {HOSTILE: HOSTILE}, "en"), width=200)
    assert "[bold red]Иван[/] :smile:" in said
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said)


@given(st.text(min_size=1))
def test_json_lines_hold_no_control_and_lose_nothing(text: str) -> None:
    line = json_lines.line({"text": text})
    assert json.loads(line) == {"text": text}
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f]", line)


def test_a_posture_as_json_has_host_origin_direction_and_numbers() -> None:
    record = posture_record(posture(), DOCUMENTS, why=False)
    assert record["host"] == "KG"
    assert record["origin"] == "RU"
    assert record["direction"] == "toward"
    assert (record["low"], record["share_against"], record["high"]) == (0.42, 0.7, 0.9)
    why = posture_record(posture(), DOCUMENTS, why=True)["because"]
    assert why[0]["claims"][0]["quote"] == GONE.quote


def test_a_case_and_an_alert_as_json_lead_to_their_claims() -> None:
    record = json_lines.case_record(case(), DOCUMENTS, why=True)
    assert record["alerts"] == ["disappeared_under_protection"]
    assert [each["quote"] for each in record["because"]] == [ASKED.quote, GONE.quote]
    assert record["axes"]["asylum"]["state"] == "applied"
    assert record["axes"]["asylum"]["claims"][0]["quote"] == ASKED.quote
    alert = json_lines.alert_record(case().alerts[0], case(), DOCUMENTS, why=True)
    assert alert["suspected"] is True
    assert alert["person"] == "Захар Тростенцов"
    assert [each["event"] for each in alert["because"]] == ["asylum_applied", "disappeared"]


@pytest.mark.parametrize("name", ["Тростенцов", "захар", "ТРОСТЕНЦОВ Захар", "trostentsov"])
def test_cases_are_found_by_any_name(name: str) -> None:
    assert called([case()], name) == [case()]


def test_cases_of_others_are_not_found() -> None:
    assert called([case()], "Захар Мшанников") == []


def test_a_case_is_found_by_its_id_or_the_beginning_of_it() -> None:
    assert identified([case()], "7f3a90c2") == identified([case()], "7F3A") == case()


@pytest.mark.parametrize(
    "text", ["KG", "kg", "Kyrgyzstan", "Киргизия", "Кыргызстан", " кыргызстан "]
)
def test_a_state_is_understood_by_code_and_by_name(text: str) -> None:
    assert state_code(text) == "KG"


@pytest.mark.parametrize("text", ["", "Нарния", "EU", "ZZ"])
def test_what_is_no_state_is_none(text: str) -> None:
    assert state_code(text) is None
