"""Number series as a front end meets them."""

from typing import Any

from api.services import Services
from tests.office.mutations import act, document, issue
from tests.office.office import Office

SERIES = """
mutation ($input: %s!) {
  %s(input: $input) {
    position
    series { issuer { code } type restart term nextSequence }
    userErrors { field code }
  }
}
"""
BY_NUMBER = "query ($by: DirectiveBy!) { directive(by: $by) { id issuedOn } }"


async def series(office: Office, mutation: str, by: str = "issuer-D1", **input: Any) -> Any:
    """The payload of a mutation on D1's series of letters."""
    input.setdefault("idempotencyKey", f"series-{next(office.keys)}")
    input.setdefault("issuer", office.units["D1"])
    input.setdefault("type", "CV")
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    (payload,) = (await office.asked(SERIES % (kind, mutation), by, input=input)).values()
    return payload


async def test_a_series_restarts_by_term_as_its_issuer_says(office: Office) -> None:
    await issue(office, number="411-CV/BTG", issuedOn="2025-12-30")
    configured = await series(office, "configureSeries", restart="TERM")
    assert configured["series"] == {
        "issuer": {"code": "D1"},
        "type": "CV",
        "restart": "TERM",
        "term": None,
        "nextSequence": 412,
    }
    opened = await series(office, "openTerm", term="2026-2031", **{"from": "2026-01-01"})
    assert (opened["series"]["term"], opened["series"]["nextSequence"]) == ("2026-2031", 1)
    assert (await issue(office))["number"] == {"text": "1-CV/BTG"}
    earlier = await issue(office, issuedOn="2025-12-31")
    assert earlier["number"] == {"text": "412-CV/BTG"}


async def test_settings_of_a_series_that_are_refused(office: Office, services: Services) -> None:
    before = await services.log.head()
    for payload, code in (
        (await series(office, "configureSeries", "issuer-W1", restart="YEAR"), "NOT_PERMITTED"),
        (await series(office, "configureSeries", restart="YEAR", type="công văn"), "INVALID_KEY"),
        (
            await series(office, "openTerm", term="1", **{"from": "2026-01-01"}),
            "SERIES_NOT_BY_TERM",
        ),
    ):
        assert payload["series"] is None
        assert [error["code"] for error in payload["userErrors"]] == [code]
    assert await services.log.head() == before


async def test_a_number_that_a_restart_gave_twice_is_told_apart_by_the_day(
    office: Office,
) -> None:
    await series(office, "configureSeries", restart="YEAR")
    old = await issue(office, issuedOn="2025-12-30")
    new = await issue(office)
    assert (old["number"], new["number"]) == ({"text": "1-CV/BTG"},) * 2
    number = {"number": "1-CV/BTG", "issuer": office.units["D1"]}
    answer = await office.answer(BY_NUMBER, {"by": {"number": number}}, "issuer-D1", "")
    assert [error["extensions"]["code"] for error in answer.body["errors"]] == ["AMBIGUOUS_NUMBER"]
    for day, expected in (("2025-12-30", old), ("2026-01-05", new)):
        by = {"number": {**number, "issuedOn": day}}
        found = await office.asked(BY_NUMBER, "issuer-D1", by=by)
        assert found["directive"]["id"] == expected["id"]


async def test_open_and_secret_documents_stand_in_one_series(office: Office) -> None:
    await issue(office)
    secret = await issue(office, classification="SECRET")
    assert secret["number"] == {"text": "2-CV/BTG"}
    assert (await issue(office))["number"] == {"text": "3-CV/BTG"}


async def test_numbers_of_state_documents_go_on_in_their_form(office: Office) -> None:
    await issue(office, number="7816/BTG-TTĐT")
    assert (await issue(office))["number"] == {"text": "7817/BTG-TTĐT"}
    await issue(office, type="QĐ", number="12/2026/QĐ-BTG")
    assert (await issue(office, type="QĐ"))["number"] == {"text": "13/2026/QĐ-BTG"}


async def test_an_unnumbered_instrument_takes_no_number(office: Office) -> None:
    assert (await issue(office, unnumbered=True, type="KL"))["number"] is None
    assert (await issue(office, type="KL"))["number"] == {"text": "1-KL/BTG"}
    both = document(office.units, unnumbered=True, number="2-CV/BTG")
    payload = await act(office, "issueDirective", "issuer-D1", **both)
    assert [error["code"] for error in payload["userErrors"]] == ["NUMBER_NOT_WANTED"]
