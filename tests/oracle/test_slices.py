"""The model's own cases: what grants show."""

from datetime import date

from cascade.enums import Classification, Role
from tests.oracle.builders import at, audience, task, unit_id
from tests.oracle.telling import Telling
from tests.oracle.trees import name_on


def _seen(told: Telling, subject: str) -> set[str]:
    codes = {unit_id(code): code for code in told.codes}
    return {f"{codes[o.unit_id]}/{o.key}" for o in told.slice(subject).obligations()}


def test_a_reader_sees_what_the_subtree_bears_and_the_directives_behind_it() -> None:
    told = Telling()
    told.grant("reader", "W1")
    issued = told.issue(audience("B1", "B3"), task())
    elsewhere = told.issue(audience("B3"), task())
    assert _seen(told, "reader") == {"B1/1"}
    assert told.slice("reader").sees_whole(issued)
    assert not told.slice("reader").sees_card(elsewhere)


def test_an_audience_that_is_not_reached_yet_shows_nothing() -> None:
    told = Telling()
    told.grant("reader", "B1")
    issued = told.issue(audience("W1", "B1"), task(), level_by_level=True)
    assert not told.slice("reader").sees_whole(issued)
    told.relay(issued, "W1", audience("B1"))
    assert told.slice("reader").sees_whole(issued)


def test_an_issuer_sees_what_its_directive_caused() -> None:
    told = Telling()
    told.grant("province", "P")
    told.grant("office", "W2")
    upper = told.issue(audience("W1"), task(), issuer="P")
    told.issue(audience("B1"), task(), issuer="W1", implements=[upper])
    told.move("W1", to="C")
    assert _seen(told, "province") == {"W1/1", "B1/1"}
    assert _seen(told, "office") == set()


def test_clearance_is_judged_for_each_grant() -> None:
    told = Telling()
    told.grant("reader", "W1", clearance=Classification.SECRET)
    told.grant("reader", "W2")
    told.issue(audience("B1", "B3"), task(), classification=Classification.SECRET)
    assert _seen(told, "reader") == {"B1/1"}


def test_recipient_and_office_and_sharers_see_the_reports_of_each_other() -> None:
    told = Telling()
    for code in ("B1", "B2", "B3"):
        told.grant(code, code)
    told.issue(audience("C"), task("1", to=audience("W2"), report_to="B1", report_via="B2"))
    told.issue(audience("C"), task("2", to=audience("W1"), lead="B3", coordinating=["W2"]))
    assert _seen(told, "B1") == {"W2/1"}
    assert _seen(told, "B2") == {"W2/1"}
    assert _seen(told, "B3") == {"B3/2", "W2/2"}


def test_a_cited_document_shows_its_card_one_hop_away() -> None:
    told = Telling()
    told.grant("reader", "B1")
    far = told.issue(audience("B3"), task())
    cited = told.issue(audience("B3"), task(), cites=[far])
    told.issue(audience("B1"), task(), cites=[cited])
    shown = told.slice("reader")
    assert not shown.sees_whole(cited)
    assert shown.sees_card(cited)
    assert not shown.sees_card(far)


def test_a_recorded_document_is_in_the_slice_of_who_records_it() -> None:
    told = Telling()
    for code in ("P", "W1", "W2"):
        told.grant(code, code)
    noted = told.record("C", by="W1")
    assert [told.slice(code).sees_whole(noted) for code in ("P", "W1", "W2")] == [True, True, False]


def test_administrators_read_no_documents_and_grants_end() -> None:
    told = Telling()
    told.grant("administrator", "C", Role.ADMINISTRATOR)
    told.grant("former", "C", valid_to=at(4))
    told.issue(audience("B1"), task())
    assert _seen(told, "administrator") == _seen(told, "former") == set()


def test_a_day_before_the_renaming_bears_the_old_name() -> None:
    told = Telling()
    told.rename("P", "P renamed", date(2026, 1, 10))
    names = [
        name_on(told.history, told.history.head, unit_id("P"), date(2026, 1, day))
        for day in (9, 10)
    ]
    assert names == ["P", "P renamed"]
