"""The commands by which claims are judged, on a real database; every person is invented."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from keeping_builders import Entry, keep_entries
from typer.testing import CliRunner, Result

from nonrefoul import store
from nonrefoul.cli import app
from nonrefoul.pipeline import know
from nonrefoul.reviewing import about, added, addition, id_of_added
from nonrefoul.store import documents, open_store
from nonrefoul.store.verifying import verify
from nonrefoul.words import Claim, Document, Modality, Reading, SubjectKind

SAID = {
    "asylum_applied": "Марк Лужайкин просил убежища в Бишкеке.",
    "extradited": "Марк Лужайкин выдан России.",
    "detained": "Адвокат Лужайкина молчит.",
}
TEXT = " ".join(SAID.values())


def read(event: str) -> Claim:
    start = TEXT.index(SAID[event])
    end = start + len(SAID[event]) - 1
    return Claim(
        document="post",
        event=event,
        subject="Марк Лужайкин",
        subject_kind=SubjectKind.PERSON,
        modality=Modality.ASSERTED,
        start=start,
        end=end,
        quote=TEXT[start:end],
        host="KG",
        origin="RU",
        date="2025-08-01",
        rule=f"rule-{event}",
        confidence=0.7,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    document = Document("post", TEXT, "ru", dt.date(2025, 9, 1), "test channel")
    found = Reading("post", "ru", True, tuple(map(read, SAID)))
    keep_entries(open_store(tmp_path), [Entry(document, found)], "test")
    return tmp_path


def run(home: Path, *words: str) -> Result:
    return CliRunner().invoke(app, [*words, "--home", str(home)], env={"COLUMNS": "160"})


def done(home: Path, *words: str) -> str:
    result = run(home, *words)
    assert result.exit_code == 0, result.output
    return result.stdout


def records(home: Path, *words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done(home, *words, "--json").splitlines()]


def id_of(home: Path, event: str) -> str:
    return str(next(each["id"] for each in records(home, "claims") if each["event"] == event))


def test_claims_are_listed_with_ids_and_their_words(home: Path) -> None:
    listed = done(home, "claims")
    assert id_of(home, "extradited")[:8] in listed
    assert "Марк Лужайкин выдан России" in listed
    (found,) = records(home, "claims", "--event", "detained")
    assert found["event"] == "detained"
    assert records(home, "claims", "--state", "Kazakhstan") == []
    assert run(home, "claims", "--event", "vanished").exit_code == 2


def test_what_alerts_rest_on_waits_first(home: Path) -> None:
    waiting = [each["event"] for each in records(home, "claims", "--unreviewed")]
    assert set(waiting[:2]) == {"asylum_applied", "extradited"}
    assert waiting[2:] == ["detained"]


def test_a_confirmed_claim_is_marked_wherever_its_quote_is_shown(home: Path) -> None:
    said = done(home, "confirm", id_of(home, "extradited")[:8], "--by", "Anna")
    assert "take it back with: nonrefoul take-back 1" in said
    (case,) = records(home, "cases")
    assert "✓ confirmed by Anna" in done(home, "case", case["case"], "--why")
    assert "✓ подтверждено: Anna" in done(home, "alerts", "--why", "--lang", "ru")
    assert "1 of the 3 claims here checked" in done(home, "case", case["case"], "--why")
    waiting = [each["event"] for each in records(home, "claims", "--unreviewed")]
    assert waiting == ["asylum_applied", "detained"]


def test_a_rejected_claim_reaches_no_case_posture_alert_or_digest(home: Path) -> None:
    assert records(home, "alerts")
    before = know(open_store(home))
    claim = id_of(home, "extradited")
    done(home, "reject", claim, "--because", "another man", "--by", "Anna")
    known = know(open_store(home))
    told = [each for case in known.cases for each in case.timeline]
    told += [c for posture in known.postures for m in posture.matters for c in m.claims]
    told += [c for case in known.cases for alert in case.alerts for c in alert.claims]
    assert "extradited" not in {each.event for each in told}
    assert "выдан" not in done(home, "digest", "--since", "2025-01-01", "--why")
    assert records(home, "alerts") == []
    assert known.postures != before.postures
    done(home, "take-back", "1")
    again = know(open_store(home))
    assert (again.claims, again.persons) == (before.claims, before.persons)
    assert (again.cases, again.postures) == (before.cases, before.postures)


def test_a_correction_moves_the_case_and_keeps_what_was_read_beside_it(home: Path) -> None:
    claim = id_of(home, "detained")
    done(home, "correct", claim, "--host", "Казахстан", "--date", "2025-07", "--words", "Лужайкина")
    found = next(each for each in records(home, "claims") if each["id"] == claim)
    assert (found["host"], found["date"], found["quote"]) == ("KZ", "2025-07", "Лужайкина")
    assert found["review"]["verdict"] == "corrected"
    assert {each["host"] for each in records(home, "cases")} == {"KG", "KZ"}
    (judged,) = records(home, "judgements")
    said = (judged["verdict"], judged["seen"]["host"], judged["says"]["host"])
    assert said == ("corrected", "KG", "KZ")
    told = done(home, "judgements")
    assert "host KG → KZ" in told
    assert "{" not in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (["--host", "Atlantis"], "no state is called so"),
        (["--date", "spring"], "date must be"),
        (["--words", "не сказано"], "no such words"),
        (["--event", "vanished"], "no known one"),
        ([], "nothing is corrected"),
    ],
)
def test_a_correction_that_is_no_claim_is_refused(
    home: Path, changes: list[str], told: str
) -> None:
    result = run(home, "correct", id_of(home, "detained"), *changes)
    assert result.exit_code == 2
    assert told in str(result.exception) + result.output
    assert records(home, "judgements") == []


def test_an_unknown_id_is_said_to_be_one(home: Path) -> None:
    result = run(home, "reject", "no-such")
    assert result.exit_code == 2
    assert "there is no claim of that id" in str(result.exception) + result.output


def test_who_says_the_same_twice_is_told_so(home: Path) -> None:
    claim = id_of(home, "detained")
    done(home, "confirm", claim, "--by", "Anna")
    result = run(home, "confirm", claim, "--by", "Anna")
    assert result.exit_code == 2
    assert "has said just that already (judgement 1)" in str(result.exception) + result.output
    done(home, "confirm", claim, "--by", "Boris")


def test_two_who_differ_leave_the_claim_disputed(home: Path) -> None:
    claim = id_of(home, "detained")
    done(home, "confirm", claim, "--by", "Anna")
    second = records(home, "claims", "--second", "--by", "Boris")
    assert [(each["id"], "review" in each) for each in second] == [(claim, False)]
    done(home, "reject", claim, "--by", "Boris")
    found = next(each for each in records(home, "claims") if each["id"] == claim)
    review = found["review"]
    assert (review["verdict"], review["who"]) == ("disputed", ["Anna", "Boris"])
    assert review["judgements"] == [1, 2]
    assert "≠ disputed: Anna, Boris" in done(home, "claims")
    verdicts = records(home, "agreement")[0]
    assert (verdicts["question"], verdicts["claims"], verdicts["same"]) == ("verdict", 1, 0)
    assert "verdict" in done(home, "agreement")


def test_rules_that_people_reject_are_listed_first(home: Path) -> None:
    assert "No claim has been judged" in done(home, "rules")
    done(home, "confirm", id_of(home, "asylum_applied"))
    done(home, "reject", id_of(home, "extradited"))
    found = records(home, "rules", "--worst")
    assert [each["rule"] for each in found] == ["rule-extradited", "rule-asylum_applied"]
    assert (found[0]["rejected"], found[0]["share"], found[0]["few"]) == (1, 0.0, True)
    assert "too few to say" in done(home, "rules", "--worst")


def test_all_that_was_judged_is_kept_as_evidence_is(home: Path) -> None:
    """What a person adds, too; and the whole of it verifies."""
    opened = open_store(home)
    known = know(opened)
    start = TEXT.index("Бишкеке")
    fields = {"event": "released", "start": start, "end": start + 7, "subject": "Марк Лужайкин"}
    missed = addition(known.documents["post"], fields)
    claim_id = id_of_added(missed, known.reviewed, opened.key)
    store.decide(opened, about(claim_id), added(missed), "Anna")
    assert id_of(home, "released") == claim_id
    for word in ("confirm", "reject"):
        done(home, word, id_of(home, "detained"), "--by", word)
    done(home, "correct", id_of(home, "asylum_applied"), "--host", "")
    done(home, "take-back", "2")
    done(home, "verify")
    assert [each for each in verify(open_store(home)) if each.wrong] == []


def test_a_newer_reading_of_the_same_words_keeps_its_judgement(home: Path) -> None:
    claim = id_of(home, "extradited")
    done(home, "confirm", claim)
    opened = open_store(home)
    old = read("extradited")
    grown = replace(old, end=old.end + 1, quote=TEXT[old.start : old.end + 1])
    again = Reading("post", "ru", True, (grown,))
    keep_entries(opened, [Entry(documents(opened)["post"], again)], "newer")
    (found,) = know(opened).claims
    assert (found.id, found.checked, found.quote) == (claim, True, old.quote)
