"""The rules of cases, alerts and norms: complete, in both languages, checked on loading."""

from pathlib import Path

import pytest

from nonrefoul.rules import RuleError, load
from nonrefoul.rules.protection import ALERTS, AlertKind, alert_kinds, protection, status_label
from nonrefoul.rules.provisions import Provision, norm_in, provisions

PROVISION = """
- id: sample_1
  article: {en: "Sample, art. 1", ru: "Образец, ст. 1"}
  says: {en: It says so., ru: Так сказано.}
  source: https://example.org/sample
  verified: false
"""


def test_every_status_has_its_names() -> None:
    for kind in protection().statuses:
        assert status_label(kind.code, "en") != status_label(kind.code, "ru")


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


@pytest.mark.parametrize("key", ["source", "verified"])
def test_a_provision_without_source_or_check_does_not_load(tmp_path: Path, key: str) -> None:
    path = tmp_path / "treaties.yml"
    lines = [line for line in PROVISION.splitlines() if not line.strip().startswith(key)]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(RuleError, match=rf"treaties.yml:\d+: rule \w+: {key}: Field required"):
        load(path, tuple[Provision, ...])


def test_an_empty_source_is_none(tmp_path: Path) -> None:
    path = tmp_path / "treaties.yml"
    path.write_text(PROVISION.replace("https://example.org/sample", '""'), encoding="utf-8")
    with pytest.raises(RuleError, match="source"):
        load(path, tuple[Provision, ...])


def test_an_alert_without_a_norm_does_not_load(tmp_path: Path) -> None:
    path = tmp_path / "alerts.yml"
    text = ALERTS.read_text(encoding="utf-8").replace("norms: [refugee_33, cat_3]", "norms: []")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match="norms"):
        load(path, tuple[AlertKind, ...])
