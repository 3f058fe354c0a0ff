"""Cases: one for a person and host state, in the order of what happened."""

from cases_builders import KEY, claim, documents, made, only, person

from nonrefoul.cases import cases


def test_a_case_for_each_host_state() -> None:
    found = made(claim("asylum_applied", host="KG"), claim("detained", host="KZ"))
    assert [case.host for case in found] == ["KG", "KZ"]
    assert len({case.id for case in found}) == 2


def test_claims_without_a_host_join_the_only_one_and_no_other() -> None:
    assert [case.host for case in made(claim("wanted", host=None), claim("detained"))] == ["KG"]
    several = made(claim("wanted", host=None), claim("detained"), claim("released", host="KZ"))
    assert [case.host for case in several] == [None, "KG", "KZ"]


def test_the_timeline_is_in_order_of_date_and_invents_none() -> None:
    late, early, undated = (
        claim("extradited", date="2031-05"),
        claim("detained", date="2031-01-05"),
        claim("released", document="d2"),
    )
    case = only(late, early, undated, d2="2031-03-01")
    assert case.timeline == (early, undated, late)
    assert case.timeline[1].date is None


def test_undated_claims_stand_in_the_order_of_their_text() -> None:
    second, first = claim("released", start=50), claim("detained", start=10)
    assert only(second, first).timeline == (first, second)


def test_open_ends_and_approximate_dates_are_placed() -> None:
    by_then, about, until = (
        claim("detained", date="../2031-01-05"),
        claim("released", date="2031-03~"),
        claim("extradited", date="2031-04/2031-05"),
    )
    assert only(until, about, by_then).timeline == (by_then, about, until)


def test_a_date_that_cannot_be_is_no_date() -> None:
    assert only(claim("detained", date="2031-13-45")).timeline[0].date == "2031-13-45"


def test_two_states_that_want_one_person_are_not_made_one() -> None:
    assert only(claim("wanted", origin="RU"), claim("wanted", origin="BY")).origin is None
    assert only(claim("wanted", origin="RU"), claim("detained", origin=None)).origin == "RU"


def test_an_id_needs_the_key_and_names_nobody() -> None:
    someone = person([claim("detained")])
    (one,), (other,) = (cases([someone], documents(), key) for key in (KEY, b"another"))
    assert one.id != other.id
    assert one.id != someone.id
    assert len(one.id) == 8


def test_norms_that_do_not_bind_the_host_are_not_named() -> None:
    def norms(host: str) -> set[str]:
        told = (claim("asylum_applied", host=host), claim("extradited", host=host))
        return {norm.id for alert in only(*told).alerts for norm in alert.norms}

    assert "refugee_33" in norms("KG")
    assert norms("AE") == {"cat_3"}


def test_interim_measures_rest_on_the_provision_of_the_body_that_is_named() -> None:
    def norms(quote: str, actor: str | None = None) -> set[str]:
        told = claim("extradition_suspended", host="RS", quote=quote, actor=actor)
        (state,) = (each for each in only(told).statuses if each.axis == "interim")
        assert state.code == "in_force"
        return {norm.id for norm in state.norms}

    assert norms("по правилу 39 выдачу остановили") == {"echr_39", "udhr_8"}
    assert norms("временные меры", "Комитет ООН против пыток") == {"cat_22", "udhr_8"}
    assert norms("Комитет по правам человека просил не выдавать") == {"op1_1", "udhr_8"}
    assert norms("действуют временные меры") == {"op1_1", "cat_22", "echr_39", "udhr_8"}


def test_an_alert_on_interim_measures_names_the_provision_of_the_body_that_asked() -> None:
    def norms(quote: str) -> set[str]:
        waits = claim("extradition_suspended", date="2031-02-01", host="RS", quote=quote)
        handed = claim("extradited", date="2031-03-01", host="RS", start=40)
        told = {alert.code: alert for alert in only(waits, handed).alerts}
        return {norm.id for norm in told["transfer_despite_interim_measures"].norms}

    assert norms("Комитет ООН против пыток просил не выдавать") == {"cat_22", "cat_3"}
    assert norms("временные меры") == {"op1_1", "cat_22", "echr_39", "cat_3"}
