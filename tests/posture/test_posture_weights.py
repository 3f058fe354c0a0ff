"""The weights are complete, and keep the promises that the method makes."""

from nonrefoul.posture import weights
from nonrefoul.rules import events
from nonrefoul.words import Actuality, Modality, Side


def test_every_event_is_weighed_once() -> None:
    told = [outcome.event for outcome in weights().outcomes]
    assert sorted(told) == sorted(events())


def test_only_acts_of_a_side_weigh() -> None:
    for outcome in weights().outcomes:
        assert (outcome.gravity > 0) == (outcome.side is not Side.NONE), outcome.event


def test_acts_of_the_origin_state_never_weigh_as_the_hosts_conduct() -> None:
    acts = {code for code, event in events().items() if event.group == "origin"}
    weighing = {event for event in acts if weights().by_event[event].gravity > 0}
    assert weighing == {"in_origin_custody"}


def test_what_did_not_happen_counts_nothing_and_doubt_counts_less() -> None:
    value = {modality: weights().certainty[modality].value for modality in Modality}
    for modality in Modality:
        if modality.actuality is not Actuality.HAPPENED:
            assert value[modality] == 0
    assert 0 < value[Modality.SUSPECTED] < value[Modality.REPORTED] < value[Modality.ASSERTED]
