"""The rules of axes, clocks, alerts and law: complete, in both languages, checked on loading."""

from pathlib import Path

import pytest

from nonrefoul.rules import RuleError, load
from nonrefoul.rules.alarms import ALERTS, AlertKind, alert_kinds
from nonrefoul.rules.axes import AXES, Axes, axes, clock_kinds, state_label
from nonrefoul.rules.law import (
    StateLaw,
    Treaty,
    norm_in,
    provisions,
    state_laws,
    terms,
    treaties,
)
from nonrefoul.words import Verified

LAW = """
code: XX
seen: 2031-01
provisions:
  - id: xx_1
    topic: detention
    article: {en: "Sample Code, art. 1", ru: "Образцовый кодекс, ст. 1"}
    says: {en: It says so., ru: Так сказано.}
    from: 2030-01-01
    source: https://example.org/sample
    verified: verified
    term: {number: 40, unit: days, days: unspecified, clock: true, kind: provisional_arrest}
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_state_of_an_axis_has_its_names_and_rests_on_a_provision() -> None:
    for axis in axes().values():
        for state in axis.states:
            assert state_label(axis.code, state.code, "en") != state_label(
                axis.code, state.code, "ru"
            )
            assert state.norms or state is axis.states[0]


def test_a_norm_that_binds_every_state_stands_behind_every_state() -> None:
    declared = {
        each.id for treaty in treaties() if treaty.declaration for each in treaty.provisions
    }
    for axis in axes().values():
        for state in axis.states[1:]:
            every = declared | {"cat_3"}
            assert every & set(state.norms), f"{axis.code}.{state.code}"


def test_every_alert_is_worded_as_a_suspicion_only() -> None:
    for kind in alert_kinds().values():
        assert kind.label.en.startswith("suspected")
        assert kind.label.ru.startswith("подозрение на")
        assert "suspected" in kind.text.en
        assert "подозрение" in kind.text.ru


def test_what_is_suspected_weighs_less() -> None:
    for kind in alert_kinds().values():
        assert kind.severity_suspected < kind.severity


def test_norms_are_in_both_languages() -> None:
    norm = provisions()["refugee_33"].norm()
    assert "art. 33" in norm.article
    assert "ст. 33" in norm_in(norm, "ru").article


def test_the_states_and_treaties_that_were_asked_for_are_there() -> None:
    assert {"KZ", "KG", "AM", "RS", "GE", "TR"} <= set(state_laws())
    codes = {treaty.code for treaty in treaties()}
    assert {"minsk", "chisinau", "ece", "refugee_convention", "cat", "iccpr", "iccpr_op1"} <= codes
    assert "echr" in codes


def test_no_clock_rests_on_kyrgyz_or_turkish_law() -> None:
    for code in ("KG", "TR"):
        assert not any(each.term and each.term.clock for each in state_laws()[code].provisions)


def test_a_term_of_a_treaty_is_as_sure_as_the_membership() -> None:
    kinds = {each.id: bond for each, bond in terms("KG", "RU", "provisional_arrest")}
    assert kinds == {"minsk_62": Verified.UNVERIFIED}
    armenian = [each.id for each, _ in terms("AM", "RU", "provisional_arrest")]
    assert "ece_16_max" not in armenian
    assert "am_ece_16" in armenian


def test_whether_russia_is_bound_by_chisinau_is_disputed() -> None:
    (chisinau,) = (each for each in treaties() if each.code == "chisinau")
    assert chisinau.parties["RU"].status == "disputed"
    assert chisinau.bond("RU", None) is Verified.UNVERIFIED


@pytest.mark.parametrize("key", ["source", "verified", "from", "says", "article", "topic"])
def test_a_provision_with_something_missing_does_not_load(tmp_path: Path, key: str) -> None:
    lines = [line for line in LAW.splitlines() if not line.strip().startswith(f"{key}:")]
    path = write(tmp_path, "\n".join(lines))
    with pytest.raises(RuleError, match=rf"xx.yml:\d+: rule xx_1: .*{key}.* missing"):
        load(path, StateLaw)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("https://example.org/sample", '""', "`source` is missing"),
        ("verified: verified", "verified: secondary", "`clock: true` needs `verified: verified`"),
        ("verified: verified", "verified: yes", "verified"),
        ("2030-01-01", "spring", "is no day"),
        (
            "    source: https://example.org/sample\n    verified: verified",
            "    verified: unverified",
            "check_at",
        ),
        ("number: 40, ", "", "term.number: is missing"),
        ("clock: true, ", "", "term.clock: is missing"),
        ("unit: days", "unit: fortnights", "term.unit"),
        ("topic: detention", "topic: detention\n    artcle: x", "this key is not known"),
    ],
)
def test_what_is_wrong_is_said_in_words(tmp_path: Path, old: str, new: str, told: str) -> None:
    path = write(tmp_path, LAW.replace(old, new))
    with pytest.raises(RuleError) as wrong:
        load(path, StateLaw)
    said = str(wrong.value)
    assert told in said
    assert "rule xx_1" in said
    assert "\n" not in said


def test_a_treaty_without_parties_does_not_load(tmp_path: Path) -> None:
    text = LAW.replace("seen: 2031-01", "name: {en: Sample, ru: Образец}")
    with pytest.raises(RuleError, match="parties"):
        load(write(tmp_path, text), Treaty)


def test_an_alert_without_a_norm_does_not_load(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yml"
    text = ALERTS.read_text(encoding="utf-8").replace("norms: [refugee_33, cat_3]", "norms: []")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="norms"):
        load(path, tuple[AlertKind, ...])


def test_axes_with_a_key_that_nobody_knows_do_not_load(tmp_path: Path) -> None:
    text = AXES.read_text(encoding="utf-8").replace("contradicting:", "contradictory:", 1)
    with pytest.raises(RuleError, match="not known"):
        load(write(tmp_path, text), Axes)


def test_every_kind_of_clock_is_used_and_named() -> None:
    used = {each.term.kind for each in provisions().values() if each.term}
    assert set(clock_kinds()) <= used
