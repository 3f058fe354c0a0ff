"""What the pages show of the invented samples, and of what is not there."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from desk_fixtures import inside
from fastapi import FastAPI
from fastapi.testclient import TestClient

from nonrefoul.desk import desk
from nonrefoul.desk.door import Door
from nonrefoul.desk.pages.today import FIRST, last_visit
from nonrefoul.knowing import View
from nonrefoul.publish import plot_style
from nonrefoul.store import Store, open_store, stamping

NOW = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
TAG = re.compile(r"<[^>]+>")


def stamp(moment: dt.datetime) -> int:
    return int(moment.timestamp())


def words(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(TAG.sub(" ", html.partition("<main")[2]).split())


@pytest.fixture
def known(app: FastAPI) -> View:
    view: View = app.state.known.now
    return view


def test_today_leads_to_the_gravest_alerts_case(client: TestClient, known: View) -> None:
    page = client.get("/").text
    gravest = known.alerts[0]
    assert f"/case/{gravest.case}#alert-{gravest.id}" in page
    assert "Suspected refoulement" in words(page)


def test_today_has_every_host_on_the_map_and_in_the_table(client: TestClient) -> None:
    page = client.get("/?origin=RU").text
    for host in ("AM", "KG", "KZ", "TR"):
        assert page.count(f'href="/state/{host}?origin=RU"') == 2


def test_today_shows_what_came_in(client: TestClient) -> None:
    page = client.get("/").text
    assert "/document/sample-18" in page
    assert "На юге Кыргызстана ждут" in words(page), "a document without a title by its words"
    assert "/document/sample-18" in client.get("/").text, "the same visit goes on"


def test_all_that_came_in_is_listed_a_page_at_a_time(client: TestClient) -> None:
    page = client.get("/came").text
    assert page.count('href="/document/sample-') == 18
    assert 'rel="next"' not in page
    assert "Nothing." in words(client.get(f"/came?since={1 << 40}").text)
    assert "Nothing." in words(client.get("/came?page=2").text)


def test_a_quote_stands_in_its_sentence(client: TestClient, known: View) -> None:
    case = next(e for e in known.cases if any(c.document == "sample-02" for c in e.timeline))
    page = client.get(f"/case/{case.id}").text
    assert '<span class="quiet">В </span><span class="quote">Бишкеке пропал' in page


@pytest.mark.parametrize(
    ("cookie", "since"),
    [
        ("", NOW - FIRST),
        ("nonsense", NOW - FIRST),
        ("1.x", NOW - FIRST),
        # The last request was ten minutes ago: the visit goes on, and counts from before it.
        (f"{stamp(NOW) - 9000}.{stamp(NOW) - 600}", NOW - dt.timedelta(seconds=9000)),
        # It was two hours ago: what came since then is new.
        (f"{stamp(NOW) - 9000}.{stamp(NOW) - 7200}", NOW - dt.timedelta(hours=2)),
        # A clock that was put back does no harm.
        (f"{stamp(NOW) + 9000}.{stamp(NOW) + 9000}", NOW),
    ],
)
def test_new_is_what_came_since_the_visit_before(cookie: str, since: dt.datetime) -> None:
    found, kept = last_visit(cookie, NOW)
    assert found == since
    assert last_visit(kept, NOW)[0] == since, "a reload changes nothing"


def test_a_case_shows_what_it_rests_on(client: TestClient, known: View) -> None:
    case = known.case(known.alerts[0].case)
    assert case
    page = client.get(f"/case/{case.id}").text
    assert "Convention against Torture, art. 3" in words(page)
    for claim in case.timeline:
        assert claim.quote in page
        assert f"/document/{claim.document}#claim-{claim.id[:12]}" in page
    assert "machine-read" in words(page)


def test_a_document_shows_its_text_with_the_words_of_each_claim(
    client: TestClient, known: View
) -> None:
    page = client.get("/document/sample-02").text
    marked = "".join(re.findall(r"<mark[^>]*>([^<]*)</mark>", page))
    for claim in known.claims_of("sample-02"):
        assert claim.quote in marked or claim.quote in page
        assert f'id="claim-{claim.id[:12]}"' in page
    assert "as it was kept, checked just now" in words(page)


def test_from_a_documents_claim_a_link_leads_to_its_case(client: TestClient, known: View) -> None:
    page = client.get("/document/sample-02").text
    case = next(e for e in known.cases if any(c.document == "sample-02" for c in e.timeline))
    assert f'href="/case/{case.id}"' in page


def test_a_document_says_where_its_timestamp_stands(own: Store, door: Door) -> None:
    client = inside(desk(own, door), door)
    assert "none was asked for" in words(client.get("/document/sample-02").text)
    stamping.begin(own, "https://tsa.example.org/<b>")
    page = words(client.get("/document/sample-02").text)
    assert "asked for, not vouched for yet" in page
    assert "<b>" not in page


def test_a_state_leads_down_to_every_claim_that_counts(client: TestClient, known: View) -> None:
    page = client.get("/state/KG?origin=RU").text
    posture = known.posture("KG", "RU")
    assert posture
    for number, matter in enumerate(posture.matters, start=1):
        assert f'id="matter-{number}"' in page
        for claim in matter.claims:
            assert claim.quote in page
    assert "toward Russia" in words(page)


def test_each_mark_of_the_drawing_leads_to_its_matter_on_the_page(
    client: TestClient, known: View
) -> None:
    page = client.get("/state/KG?origin=RU").text
    posture = known.posture("KG", "RU")
    assert posture
    (drawing,) = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    marks = re.findall(r'<a href="#(matter-\d+)"><title>(\d+)\. ', drawing)
    assert len(marks) == len(posture.matters)
    for leads, number in marks:
        assert leads == f"matter-{number}"
        assert page.count(f'id="{leads}"') == 1


def test_the_drawings_style_is_served_as_it_is_in_publish(client: TestClient) -> None:
    (path,) = re.findall(
        r'rel="stylesheet" href="([^"]*drawing[^"]*)"', client.get("/state/KG").text
    )
    answer = client.get(path)
    assert answer.headers["content-type"].startswith("text/css")
    assert answer.text == plot_style()
    colours = client.get("/static/desk.css").text
    for name in set(re.findall(r"var\((--plot-[a-z]+)", plot_style())):
        assert f"{name}: var(" in colours, "every colour is the desk's, in light and dark"


def test_a_state_without_claims_still_shows_its_law(client: TestClient) -> None:
    page = words(client.get("/state/GE?origin=RU").text)
    assert "Law on file" in page


def test_how_a_number_would_read_otherwise_says_without_which_source(client: TestClient) -> None:
    assert "all acts weighed alike" in words(client.get("/state/KG/otherwise?origin=RU").text)


def test_the_method_has_every_event_type_and_its_weight(client: TestClient) -> None:
    page = words(client.get("/method").text)
    assert "abducted" in page
    assert "1.00" in page
    event = words(client.get("/method/event/abducted").text)
    assert "reads" in event


@pytest.mark.parametrize(
    "path",
    [
        "/case/none",
        "/document/none",
        "/document/",
        "/state/QQ",
        "/state/../../etc",
        "/original/999/x",
        "/method/event/none",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
def test_what_is_not_there_is_said_to_be_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (404, 405)


def test_an_origin_nobody_told_of_is_nothing_known(client: TestClient) -> None:
    assert "Nothing is known of this pair" in words(client.get("/state/KG?origin=FR").text)


def test_on_an_empty_database_the_first_page_says_how_to_begin(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:

    door = Door(8642)
    empty = desk(open_store(tmp_path_factory.mktemp("empty")), door)
    assert "nonrefoul add PATH" in words(inside(empty, door).get("/").text)


def test_no_template_is_compiled_while_pages_are_shown(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/").status_code == 200

    def compiled(*_: object, **__: object) -> None:
        pytest.fail("two threads that compile at a time can break each other on Python 3.11")

    monkeypatch.setattr("jinja2.Environment.compile", compiled)
    for path in ("/", "/cases", "/method", "/search?q=1", "/sources", "/review"):
        assert client.get(path).status_code == 200
