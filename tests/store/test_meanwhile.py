"""Who judges what another judged meanwhile is told so, and nothing is kept of it."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from nonrefoul import store
from nonrefoul.store import MeanwhileError, Since
from nonrefoul.words import Judgement


def on(*abouts: str, upto: int) -> Since:
    return Since(upto, lambda about, _made: about in abouts)


def test_what_nobody_judged_meanwhile_is_kept(tmp_path: Path) -> None:
    kept = store.open_store(tmp_path)
    number = store.judge(kept, "alert a", "dismissed", "Vera")
    store.judge(kept, "alert b", "dismissed", "Oleg")
    store.judge(kept, "alert a", "dismissed", "Vera", since=on("alert a", upto=number))
    assert len(store.judgements(kept)) == 3


def test_what_was_judged_or_taken_back_meanwhile_is_not_judged_over(tmp_path: Path) -> None:
    kept = store.open_store(tmp_path)
    first = store.judge(kept, "alert a", "dismissed", "Vera")
    back = store.take_back(kept, first, "Oleg")
    again = store.take_back(kept, back.number, "Oleg")
    for seen, missed in ((0, 3), (first, 2), (back.number, 1)):
        with pytest.raises(MeanwhileError) as told:
            store.judge(kept, "alert a", "x", "Vera", since=on("alert a", upto=seen))
        assert [each.number for each in told.value.judgements] == [1, 2, 3][3 - missed :]
    assert store.judgements(kept)[-1] == again


def test_of_many_at_once_one_is_kept(tmp_path: Path) -> None:
    kept = store.open_store(tmp_path)
    told: list[Judgement | MeanwhileError] = []

    def judge(who: str) -> None:
        try:
            told.append(store.decide(kept, "alert a", "x", who, since=on("alert a", upto=0)))
        except MeanwhileError as error:
            told.append(error)

    threads = [Thread(target=judge, args=(f"reviewer {n}",)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each for each in told if isinstance(each, Judgement)] == store.judgements(kept)
    assert len(store.judgements(kept)) == 1
