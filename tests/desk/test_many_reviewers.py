"""Reviewers who judge at once at a real desk: nothing that was kept is lost, nothing overrun.

The whole, 20 clients and 10,000 edits, is `python tools/bench_reviewers.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from nonrefoul.store import Store, judge, judgements, open_store

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import bench_reviewers


def test_four_reviewers_make_two_hundred_edits(own: Store) -> None:
    assert bench_reviewers.run(own.home, clients=4, edits=200, seed=1) == []
    assert len(judgements(open_store(own.home, make=False))) > 50


def test_the_bench_would_see_what_was_lost_overrun_or_told_wrongly(own: Store) -> None:
    told = bench_reviewers.Told()
    about = (
        "claim 1",
        'rejected {"seen":{"document":"d","event":"e","start":0,"end":1,'
        '"quote":"q","subject_kind":"person","modality":"asserted"}}',
    )
    for number in (1, 2):
        assert judge(own, *about, "Вера") == number
    told.kept = {1: ("Вера", "reject", 0), 2: ("Вера", "reject", 0), 3: ("Вера", "reject", 2)}
    told.answers["POST 500"] = 1
    told.troubles = ["TimeoutError"]
    wrong = " ".join(bench_reviewers._wrong(own.home, [told]))
    assert "answers were POST 500" in wrong
    assert "no answer came: TimeoutError" in wrong
    assert "told but not kept: [3]" in wrong
    assert "judgement 2 was made over 1, unseen" in wrong
