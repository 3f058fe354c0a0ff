"""What is said of postures is said in both languages, and every weight has its reason in both."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from made_postures import claim, matter, posture, postures

from nonrefoul.posture import Number, weights
from nonrefoul.publish.posture_reasons import number_named, reason, weighing
from nonrefoul.publish.posture_sentences import exposed, limits, misleading, steps, summary
from nonrefoul.publish.posture_words import counted, posture_texts
from nonrefoul.rules import RULES
from nonrefoul.rules.states import Lang
from nonrefoul.words import Balance, Direction, Modality, Posture, Variant

# Russian counts in three forms, English in two; English reasons stand in posture.yml.
ONLY_RUSSIAN = re.compile(r"count_\w+_few|reason_\w+|why_\w+")
EVENTS = [
    each["event"] for each in yaml.safe_load((RULES / "posture.yml").read_text("utf-8"))["outcomes"]
]


def test_both_languages_say_the_same_things() -> None:
    english, russian = posture_texts("en"), posture_texts("ru")
    assert set(english) == {key for key in russian if not ONLY_RUSSIAN.fullmatch(key)}
    for key, text in english.items():
        braces = [set(re.findall(r"{(\w+)}", each)) for each in (text, russian[key])]
        assert braces[1] <= braces[0] | {"month_number", "number"}, key


@pytest.mark.parametrize("event", EVENTS)
def test_every_weight_has_its_reason_in_russian_too(event: str) -> None:
    assert re.search("[а-я]", reason(event, "ru"))
    assert reason(event, "en").endswith(".")


def test_every_number_of_the_method_is_named_and_has_its_reason_in_both_languages() -> None:
    found = weights()
    numbers = {f"reading_{name}" for name in type(found.readings).model_fields}
    numbers |= {
        name for name in type(found).model_fields if isinstance(getattr(found, name), Number)
    }
    for name in numbers:
        called, why = number_named(name, "the file's own", "ru")
        assert re.search("[а-я]", called)
        assert re.search("[а-я]", why)
        assert number_named(name, "the file's own", "en")[0]
    for modality in found.certainty:
        assert re.search("[а-я]", number_named(f"certainty_{modality.value}", "", "ru")[1])


@settings(max_examples=40)
@given(postures(), st.sampled_from(["en", "ru"]))
def test_of_any_posture_something_can_be_said(made: Posture, lang: Lang) -> None:
    other = Variant("source", "канал", Direction.UNCLEAR, 0.6, Balance(0.5, 0.1, 0.9, 0.5), 1)
    alike = replace(other, kind="equal", source=None)
    said = [*summary(made, (other, alike), lang), *misleading(made, (other, alike), lang)]
    said += [*exposed(made, lang), *limits(lang)]
    for each in made.matters:
        said += [*weighing(each, lang), steps(each, lang)]
    assert all("{" not in each and "\n" not in each for each in said)


def test_only_dated_steps_are_put_in_order() -> None:
    told = (
        claim("detained", "2031-02"),
        claim("extradited", "2031-05-02"),
        claim("wanted"),
        claim("deported", modality=Modality.EXPECTED),
    )
    said = steps(matter("a", claims=told), "en")
    assert "How it went: detained (February 2031) → extradited (2 May 2031)." in said
    assert "In an order that is not told: put on a wanted list." in said
    assert "deported" not in said


def test_a_suspected_step_stays_suspected() -> None:
    told = (claim("detained", "2031-02"), claim("killed", modality=Modality.SUSPECTED))
    assert "suspected: killed" in steps(matter("a", claims=told), "en")


def test_one_source_and_too_few_matters_are_said_at_once() -> None:
    few = replace(posture(matter("a")), direction=Direction.NOT_ENOUGH_KNOWN)
    first, second, *_ = summary(few, (), "en")
    assert "Too little for a direction" in first
    assert "told by one source" in second


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 эпизод"), (3, "3 эпизода"), (5, "5 эпизодов"), (21, "21 эпизод")]
)
def test_russian_counts_as_russian_does(number: int, said: str) -> None:
    assert counted("matters", number, "ru") == said
