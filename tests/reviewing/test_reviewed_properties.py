"""What holds for every sequence of judgements and takings-back, whoever makes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from hypothesis import given, settings
from hypothesis import strategies as st
from reviewing_builders import KEY, WHEN

from nonrefoul import store
from nonrefoul.reviewing import (
    Reviewed,
    about,
    added,
    confirmed,
    corrected,
    correction,
    id_of_added,
    learned,
    rejected,
    reviewed,
)
from nonrefoul.words import Claim, Document, Judgement, Modality, Standing, SubjectKind

SAID = "Ветроградов задержан в Бишкеке , потом выслан ; Снегирев задержан и отпущен там же ."
WORDS = SAID.split()
TEXT = " ".join(WORDS)
NAMES = ("d1", "d2", "d3")
DOCUMENTS = {name: Document(name, TEXT, "ru", dt.date(2030, 1, 1)) for name in NAMES}
PERSONS = ("Anna", "Boris", "Clara")


def span(first: int, count: int) -> tuple[int, int]:
    """The offsets of so many words from one on."""
    start = len(" ".join([*WORDS[:first], ""])) if first else 0
    return start, start + len(" ".join(WORDS[first : first + count]))


spans = st.builds(span, st.integers(0, len(WORDS) - 4), st.integers(1, 4))


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    start, end = draw(spans)
    return Claim(
        document=draw(st.sampled_from(NAMES)),
        event=draw(st.sampled_from(["detained", "deported"])),
        subject=draw(st.sampled_from(["Ветроградов", "Глеб Ветроградов", "Снегирёв", None])),
        subject_kind=SubjectKind.PERSON,
        modality=draw(st.sampled_from([Modality.ASSERTED, Modality.EXPECTED])),
        start=start,
        end=end,
        quote=TEXT[start:end],
        host=draw(st.sampled_from(["KG", "KZ"])),
        rule="held",
        confidence=draw(st.sampled_from([0.4, 0.6, 0.9])),
        standing=Standing("v1"),
    )


read_claims = st.lists(claims(), max_size=7, unique=True)


@dataclass(frozen=True)
class Step:
    """Something that a person does next: what, to which of the claims shown, or taken back."""

    who: str
    what: str
    which: int
    host: str
    words: tuple[int, int]


steps = st.lists(
    st.builds(
        Step,
        st.sampled_from(PERSONS),
        st.sampled_from(["confirm", "reject", "correct", "add", "take back"]),
        st.integers(0, 20),
        st.sampled_from(["KG", "KZ", "RU"]),
        spans,
    ),
    max_size=10,
)


def after(read: list[Claim], judgements: list[Judgement]) -> Reviewed:
    return reviewed(read, judgements, KEY, DOCUMENTS)


def verdict(step: Step, shown: Claim, known: Reviewed) -> tuple[str, str]:
    """The id and the verdict by which a person does a step to a claim that is shown."""
    start, end = step.words
    if step.what == "confirm":
        return shown.id, confirmed(shown)
    if step.what == "reject":
        return shown.id, rejected(shown)
    quote = TEXT[start:end]
    words = {"start": start, "end": end}
    if step.what == "add":
        plain = replace(shown, review=None, id="", rule="person", confidence=None, event="wanted")
        whole = replace(plain, **words, quote=quote)  # type: ignore[arg-type]
        return id_of_added(whole, known, KEY), added(whole)
    changes = {"host": step.host, **words}
    if (shown.host, shown.start, shown.end) == (step.host, start, end):
        return shown.id, confirmed(shown)
    return shown.id, corrected(shown, correction(shown, DOCUMENTS[shown.document], changes))


def played(read: list[Claim], script: list[Step]) -> list[Judgement]:
    """The judgements in force after the steps, each made on the claims as they then stood."""
    made: list[Judgement] = []
    for number, step in enumerate(script, 1):
        known = after(read, made)
        shown = [*known.claims, *known.rejected]
        if step.what == "take back":
            if made:
                del made[step.which % len(made)]
        elif shown:
            claim_id, said = verdict(step, shown[step.which % len(shown)], known)
            at = WHEN + dt.timedelta(minutes=number)
            made.append(Judgement(number, at, step.who, about(claim_id), said))
    return made


def everything(known: Reviewed) -> tuple[object, ...]:
    """All of it, ids too, in an order that hangs on nothing."""
    told = [(each.id, each, each.standing) for each in known.claims]
    aside = [(each.id, each) for each in known.rejected]
    order = {"key": str}
    return (
        sorted(told, **order),  # type: ignore[call-overload]
        sorted(aside, **order),  # type: ignore[call-overload]
        dict(known.read),
        dict(known.opinions),
        sorted(known.moot, **order),  # type: ignore[call-overload]
        known.unread,
    )


@given(read_claims, steps, st.randoms())
def test_the_order_in_which_claims_and_judgements_are_given_changes_nothing(
    read: list[Claim], script: list[Step], random: object
) -> None:
    made = played(read, script)
    mixed, others = list(read), list(made)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(others)  # type: ignore[attr-defined]
    assert everything(after(mixed, others)) == everything(after(read, made))


@given(read_claims, steps)
def test_one_documents_claims_and_judgements_give_of_it_what_all_do(
    read: list[Claim], script: list[Step]
) -> None:
    made = played(read, script)
    whole = after(read, made)
    parts = []
    for name in NAMES:
        ids = {f'"document":"{name}"'}
        own = [each for each in made if any(mark in each.verdict for mark in ids)]
        part = reviewed(
            [each for each in read if each.document == name], own, KEY, {name: DOCUMENTS[name]}
        )
        parts.append(part)
    joined = Reviewed(
        tuple(each for part in parts for each in part.claims),
        tuple(each for part in parts for each in part.rejected),
        {key: each for part in parts for key, each in part.read.items()},
        {key: each for part in parts for key, each in part.opinions.items()},
        tuple(each for part in parts for each in part.moot),
        frozenset(each for part in parts for each in part.unread),
    )
    assert everything(joined) == everything(whole)


@given(read_claims, steps, steps.filter(bool))
def test_a_judgement_and_its_taking_back_leave_everything_as_before(
    read: list[Claim], script: list[Step], further: list[Step]
) -> None:
    before = played(read, script)
    known = after(read, before)
    shown, step = [*known.claims, *known.rejected], further[0]
    if shown and step.what != "take back":
        claim_id, said = verdict(step, shown[step.which % len(shown)], known)
        made = Judgement(99, WHEN, step.who, about(claim_id), said)
        back = Judgement(100, WHEN, step.who, "judgement 99", store.TAKEN_BACK)
        assert everything(after(read, store.in_force([*before, made]))) != everything(known)
        assert everything(after(read, store.in_force([*before, made, back]))) == everything(known)


APART = [
    Claim(
        "d1",
        "detained",
        name,
        SubjectKind.PERSON,
        Modality.ASSERTED,
        *span(at, 2),
        TEXT[slice(*span(at, 2))],
        host="KG",
    )
    for at, name in enumerate(["Ветроградов", "Снегирёв", "Мшанников"])
]
words = st.tuples(
    st.sampled_from(PERSONS), st.integers(0, 2), st.sampled_from(["confirm", "reject", "correct"])
)


@given(st.lists(words, max_size=12), st.sets(st.integers(0, 11)))
def test_what_stands_is_just_what_the_judgements_in_force_say(
    said: list[tuple[str, int, str]], taken_back: set[int]
) -> None:
    """Held against the simplest account of it: the last word of each person, claim by claim."""
    ids = {each.subject: each.id for each in after(APART, []).claims}
    made, last = [], {}
    for number, (who, which, what) in enumerate(said):
        claim = APART[which]
        told = {
            "confirm": confirmed(claim),
            "reject": rejected(claim),
            "correct": corrected(claim, replace(claim, host="KZ")),
        }[what]
        made.append(Judgement(number, WHEN, who, about(ids[claim.subject]), told))
        if number not in taken_back:
            last[which, who] = what
    back = [Judgement(90 + n, WHEN, "x", f"judgement {n}", store.TAKEN_BACK) for n in taken_back]
    known = after(APART, store.in_force([*made, *back]))
    stands = {each.subject: each for each in (*known.claims, *known.rejected)}
    names = {"confirm": "confirmed", "reject": "rejected", "correct": "corrected"}
    for which, claim in enumerate(APART):
        heard = {what for (about_it, _), what in last.items() if about_it == which}
        review = stands[claim.subject].review
        expected = names[heard.pop()] if len(heard) == 1 else "disputed" if heard else None
        assert (review and review.verdict) == expected
        assert stands[claim.subject].host == ("KZ" if expected == "corrected" else "KG")
        assert (stands[claim.subject] in known.rejected) == (expected == "rejected")


@given(read_claims, steps)
def test_ids_are_as_many_as_claims_and_a_judgement_moves_nobody_elses(
    read: list[Claim], script: list[Step]
) -> None:
    made = played(read, script)
    bare, known = after(read, []), after(read, made)
    ids = [each.id for each in (*known.claims, *known.rejected)]
    assert len(set(ids)) == len(ids)
    judged = {each.about for said in known.opinions.values() for each in said}
    judged |= {each.about for each in known.moot} | set(known.opinions)
    untouched = {each.id: each for each in bare.claims if each.id not in judged}
    stand = {each.id: each for each in (*known.claims, *known.rejected)}
    assert {name: stand[name] for name in untouched} == untouched


@given(read_claims, steps)
def test_every_claim_that_stands_has_its_quote_in_its_document(
    read: list[Claim], script: list[Step]
) -> None:
    known = after(read, played(read, script))
    for each in (*known.claims, *known.rejected, *known.read.values()):
        assert each.stands_in(DOCUMENTS[each.document])


@given(read_claims, steps)
def test_nothing_that_was_read_is_lost(read: list[Claim], script: list[Step]) -> None:
    """Each claim read stands, or was rejected, or stands as the reading behind another."""
    known = after(read, played(read, script))
    shown = {replace(each, review=None, id="") for each in (*known.claims, *known.rejected)}
    behind = {replace(each, id="") for each in known.read.values()}
    assert set(read) <= shown | behind


@given(read_claims, steps)
def test_a_person_who_alone_speaks_gets_what_they_say(
    read: list[Claim], script: list[Step]
) -> None:
    alone = [replace(each, who="Anna") for each in script]
    known = after(read, played(read, alone))
    assert all(each.review is None or each.review.verdict != "disputed" for each in known.claims)


@given(read_claims, steps)
@settings(max_examples=50)
def test_what_rules_learn_moves_no_claim_that_a_person_settled(
    read: list[Claim], script: list[Step]
) -> None:
    known = after(read, played(read, script))
    moved = learned(known)
    assert [each for each in moved.claims if each.checked] == [
        each for each in known.claims if each.checked
    ]
    assert all(0 <= (each.confidence or 0) <= 1 for each in moved.claims)
    assert [each.id for each in moved.claims] == [each.id for each in known.claims]
