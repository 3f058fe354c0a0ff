"""Whatever becomes of a document's text, what persons signed stands in it, or is said not to."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from reviewing_builders import TEXT, Desk, claim

from nonrefoul.reviewing import confirmed, rejected
from nonrefoul.words import Claim, Standing

READ = (
    claim(),
    claim("его выдали России", "extradited"),
    claim("просил убежища", "asylum_applied"),
    claim("Адвокат Ветроградова", "detained"),
)
edits = st.lists(
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), st.sampled_from(["", "!", TEXT[:40]])),
    max_size=4,
)


def edited(text: str, changes: list[tuple[int, int, str]]) -> str:
    for at, cut, put in changes:
        text = text[:at] + put + text[at + cut :]
    return text


def judged(verdicts: list[str]) -> Desk:
    desk = Desk(*READ)
    shown = {each.event + each.quote: each for each in desk.now.claims}
    for each, verdict in zip(READ, verdicts, strict=True):
        found = shown[each.event + each.quote]
        if verdict != "-":
            said = confirmed(found) if verdict == "c" else rejected(found)
            desk.says("Anna", found.id, said)
    return desk


def read_again(text: str, kept: list[bool]) -> list[Claim]:
    """What is read in the text now: of the claims whose words are there those to be kept."""
    found = []
    for each, keeps in zip(READ, kept, strict=True):
        if keeps and each.quote in text:
            start = text.index(each.quote)
            found.append(replace(each, start=start, end=start + len(each.quote)))
    return found


verdicts = st.lists(st.sampled_from("cr-"), min_size=4, max_size=4)
kept = st.lists(st.booleans(), min_size=4, max_size=4)


@given(verdicts, edits, kept)
def test_a_quote_stands_in_the_newest_text_or_is_said_to_be_edited_away(
    said: list[str], changes: list[tuple[int, int, str]], keeps: list[bool]
) -> None:
    desk = judged(said)
    text = edited(TEXT, changes)
    desk.edit(text, read_again(text, keeps))
    for each in (*desk.now.claims, *desk.now.rejected):
        away = each.standing is not None and each.standing.edited_away
        assert away == (each.quote not in text)
        assert away or each.stands_in(desk.documents["d1"])


@given(verdicts, edits, kept)
def test_no_word_of_a_person_is_lost(
    said: list[str], changes: list[tuple[int, int, str]], keeps: list[bool]
) -> None:
    """Each judgement is heard in a claim's review, or it is told that it is moot."""
    desk = judged(said)
    text = edited(TEXT, changes)
    desk.edit(text, read_again(text, keeps))
    heard = [n for each in desk.now.claims if each.review for n in each.review.judgements]
    heard += [n for each in desk.now.rejected if each.review for n in each.review.judgements]
    moot = [each.judgement.number for each in desk.now.moot]
    assert sorted([*heard, *moot]) == [each.number for each in desk.made]


@given(verdicts, edits)
def test_what_is_edited_away_and_judged_comes_back_when_that_is_taken_back(
    said: list[str], changes: list[tuple[int, int, str]]
) -> None:
    desk = judged(said)
    text = edited(TEXT, changes)
    gone = [replace(each, standing=Standing("v1", True)) for each in READ if each.quote not in text]
    desk.edit(text, read_again(text, [True] * 4))
    desk.read += gone
    made, desk.made = desk.made, []
    bare = desk.now
    desk.made = made
    assert len(desk.now.claims) + len(desk.now.rejected) <= len(bare.claims) + len(made)
    for judgement in list(desk.made):
        desk.take_back(judgement)
    assert desk.now == bare
