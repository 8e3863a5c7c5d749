"""Reorganisations as one package: given, looked at beforehand, and carried out on their day."""

from typing import Any

from api.services import Services
from cascade.enums import ScheduledOutcome
from cascade.organisation.events import TreeReorganised
from tests.office.mutations import act, acted, errors_of, issue, refused
from tests.office.office import Office
from tests.office.reorganisations import chart, children, let_days_pass
from tests.office.test_days_to_come import settled

TODAY, LATER, AFTERWARDS = "2026-01-05", "2026-01-08", "2026-01-09"
PREVIEW = """
query ($input: ReorganiseInput!, $first: Int, $after: String) {
  reorganisationPreview(input: $input) {
    ended new
    passages(first: $first, after: $after) {
      totalCount pageInfo { endCursor hasNextPage }
      edges { node {
        unit { code obligations(first: 5) { edges { node { task { key } } } } }
        directive { number { text } } bearer { code } bearerKey bearerCode bearerName obligations
      } }
    }
    userErrors { field code message }
  }
}
"""
SCHEDULED = """
query ($code: String!) {
  unit(by: { code: $code }) { scheduledChanges { command effectiveOn outcome reason } }
}
"""


def one(office: Office, code: str) -> dict[str, str]:
    return {"unit": office.units[code]}


def new(key: str, code: str, level: str, parent: dict[str, str]) -> dict[str, Any]:
    kind = {"key": key, "code": code, "name": f"Đảng ủy {code}", "kind": "committee"}
    return {**kind, "level": level, "parent": parent}


def merger(office: Office) -> list[dict[str, Any]]:
    """Both provinces become one, under which their wards become one that takes a code of theirs."""
    root = one(office, "C")
    return [
        {"merge": {"units": [one(office, "T1"), one(office, "T2")],
                   "into": {"new": new("province", "T9", "province", root)}}},
        {"merge": {"units": [one(office, "W1"), one(office, "W2")],
                   "into": {"new": new("ward", "W1", "ward", {"key": "province"})}}},
        {"establish": new("branch", "B99", "branch", {"key": "ward"})},
        {"rename": {"unit": one(office, "B11"), "name": "Chi bộ Mười Một"}},
    ]  # fmt: skip


async def test_a_package_takes_effect_at_one_position(office: Office, services: Services) -> None:
    payload = await acted(office, "reorganise", steps=merger(office), validFrom=TODAY)
    assert [unit["code"] for unit in payload["units"]] == ["T9", "W1", "B99"]
    last = (await services.log.read(0))[-1]
    assert isinstance(last.event, TreeReorganised)
    assert str(last.position) == str(payload["position"])
    ward = await chart(office, "W1")
    assert ward["parent"] == {"code": "T9"}
    assert children(ward) == ["B11", "B12", "B21", "B99"]
    assert {unit["code"] for unit in ward["predecessors"]} == {"W1", "W2"}
    assert (await chart(office, "B11"))["name"] == "Chi bộ Mười Một"
    assert await chart(office, "T1") is None


async def test_what_a_package_ends_is_borne_by_who_stands_for_it(office: Office) -> None:
    await issue(office)
    await acted(office, "reorganise", steps=merger(office), validFrom=TODAY)
    query = """query { unit(by: { code: "W1" }) { obligations(first: 9) { edges { node {
        unit { code } bearer { code } } } } } }"""
    await office.grant("reader", "C", "READER")
    seen = (await office.asked(query, "reader"))["unit"]["obligations"]["edges"]
    told = sorted((e["node"]["unit"]["code"], e["node"]["bearer"]["code"]) for e in seen)
    assert told == [("W1", "W1"), ("W2", "W1")]


async def test_a_package_that_contradicts_itself_is_refused_with_the_step(
    office: Office, services: Services
) -> None:
    move = {"move": {"unit": one(office, "W2"), "parent": {"key": "province"}}}
    steps = [*merger(office), move]
    for day in (TODAY, LATER):
        assert await refused(office, services.log, "reorganise", steps=steps, validFrom=day) == [
            "UNIT_HAS_ENDED at steps.4.move.unit"
        ]
    before = [move, *merger(office)]
    assert await refused(office, services.log, "reorganise", steps=before, validFrom=TODAY) == [
        "UNKNOWN_KEY at steps.0.move.parent.key"
    ]


async def test_a_package_is_for_who_administers_all_that_it_names(
    office: Office, services: Services
) -> None:
    await office.grant("mai", "T1", "ADMINISTRATOR")
    errors = await refused(
        office, services.log, "reorganise", "mai", steps=merger(office), validFrom=TODAY
    )
    assert errors == [
        "NOT_PERMITTED at steps.0.merge.into.new.parent.unit",
        "NOT_PERMITTED at steps.0.merge.units.1.unit",
    ] or set(errors) == {
        "NOT_PERMITTED at steps.0.merge.units.1.unit",
        "NOT_PERMITTED at steps.0.merge.into.new.parent.unit",
    }


# ---- on a day to come


async def test_a_package_waits_for_its_day_and_takes_effect_as_one(
    office: Office, services: Services
) -> None:
    payload = await acted(office, "reorganise", steps=merger(office), validFrom=LATER)
    assert payload["scheduled"]["command"] == "Reorganise"
    assert (await chart(office, "W2"))["live"]
    *_, outcome = await let_days_pass(office, services.engine, 3)
    assert await services.notifier.wait_for(outcome.position or 0, 5)
    assert children(await chart(office, "W1")) == ["B11", "B12", "B21", "B99"]
    assert await settled(services) == [(ScheduledOutcome.TOOK_EFFECT, None)]
    await office.grant("reader", "C", "READER")
    changes = (await office.asked(SCHEDULED, "reader", code="B11"))["unit"]["scheduledChanges"]
    assert [(c["command"], c["outcome"]) for c in changes] == [("Reorganise", "TOOK_EFFECT")]


async def test_a_package_is_decided_on_the_tree_of_its_day(
    office: Office, services: Services
) -> None:
    move = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": "2026-01-07"}
    await acted(office, "moveUnit", **move)
    parts = [{"new": new("a", "T8", "province", one(office, "C"))}, {"standing": one(office, "T1")}]
    placed = [{"unit": one(office, "W1"), "part": 1}]
    split = {"split": {"unit": one(office, "T2"), "parts": parts, "placements": placed}}
    assert await refused(office, services.log, "reorganise", steps=[split], validFrom=TODAY) == [
        "NOT_UNDER_ENDED at steps.0.split.placements.0.unit"
    ]
    await acted(office, "reorganise", steps=[split], validFrom=LATER)
    *_, outcome = await let_days_pass(office, services.engine, 3)
    assert await services.notifier.wait_for(outcome.position or 0, 5)
    assert (await chart(office, "W1"))["parent"] == {"code": "T1"}


async def test_what_would_spoil_a_package_that_waits_is_refused(
    office: Office, services: Services
) -> None:
    units, log = office.units, services.log
    payload = await acted(office, "reorganise", steps=merger(office), validFrom=LATER)
    dissolved = {"unit": units["W2"], "validFrom": TODAY}
    assert await refused(office, log, "dissolveUnit", **dissolved) == ["CONTRADICTS_PACKAGE"]
    taken = {**NEW, "code": "T9", "parent": units["C"]}
    assert await refused(office, log, "establishUnits", units=[taken]) == ["CONTRADICTS_PACKAGE"]
    after = {"unit": units["W2"], "parent": units["T2"], "validFrom": AFTERWARDS}
    assert await refused(office, log, "moveUnit", **after) == ["CONTRADICTS_PACKAGE"]
    other = [{"dissolve": {"unit": one(office, "T2")}}]
    assert await refused(office, log, "reorganise", steps=other, validFrom=TODAY) == [
        "CONTRADICTS_PACKAGE"
    ]
    await acted(office, "dissolveUnit", unit=units["B12"], validFrom=TODAY)
    await acted(office, "cancelScheduledChange", change=payload["scheduled"]["id"])
    await acted(office, "dissolveUnit", **dissolved)


NEW = {"name": "Tỉnh ủy Chín", "kind": "committee", "level": "province"}


async def test_what_a_package_rests_on_is_not_cancelled_before_it(
    office: Office, services: Services
) -> None:
    move = {"unit": office.units["W1"], "parent": office.units["T2"], "validFrom": "2026-01-07"}
    change = (await acted(office, "moveUnit", **move))["scheduled"]["id"]
    parts = [{"new": new("a", "T8", "province", one(office, "C"))}, {"standing": one(office, "T1")}]
    placed = [{"unit": one(office, "W1"), "part": 1}]
    split = {"split": {"unit": one(office, "T2"), "parts": parts, "placements": placed}}
    await acted(office, "reorganise", steps=[split], validFrom=LATER)
    assert await refused(office, services.log, "cancelScheduledChange", change=change) == [
        "CONTRADICTS_PACKAGE"
    ]


async def test_a_package_that_has_become_impossible_changes_nothing_and_says_at_which_step(
    office: Office, services: Services
) -> None:
    await office.grant("mai", "C", "ADMINISTRATOR")
    await acted(office, "reorganise", "mai", steps=merger(office), validFrom=LATER)
    sent = {"subject": "mai", "unit": office.units["C"], "role": "ADMINISTRATOR"}
    payload = await act(office, "reorganise", "mai", steps=merger(office), validFrom=LATER)
    assert (payload["position"], errors_of(payload)) == (None, [])
    await acted_grants(office, "revokeRole", **sent)
    await let_days_pass(office, services.engine, 3)
    ((outcome, reason),) = await settled(services)
    assert outcome is ScheduledOutcome.IMPOSSIBLE
    assert (reason or "").startswith("NOT_PERMITTED (step 0): ")
    assert (await chart(office, "T1"))["live"]


async def acted_grants(office: Office, mutation: str, **sent: Any) -> None:
    query = (
        f"mutation ($input: {mutation[0].upper()}{mutation[1:]}Input!) "
        f"{{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
    )
    sent["idempotencyKey"] = f"key-{next(office.keys)}"
    assert (await office.asked(query, input=sent))[mutation]["userErrors"] == []


# ---- looked at beforehand


async def test_a_preview_says_who_would_bear_what(office: Office, services: Services) -> None:
    directive = await issue(office)
    await issue(office)
    await office.grant("an", "C", "READER")
    ward = {"key": "ward"}
    successors = [ward, one(office, "W2")]
    transfers = [{"directive": directive["id"], "to": one(office, "W2")}]
    steps = [
        {"establish": new("ward", "W9", "ward", one(office, "T1"))},
        {"dissolve": {"unit": one(office, "W1"), "successors": successors,
                      "transfers": transfers}},
    ]  # fmt: skip
    before = await services.log.head()
    sent = {"idempotencyKey": "preview", "steps": steps, "validFrom": TODAY}
    preview = (await office.asked(PREVIEW, input=sent, first=1))["reorganisationPreview"]
    assert (preview["ended"], preview["new"], preview["userErrors"]) == (1, 1, [])
    page = preview["passages"]
    (edge,) = page["edges"]
    node = edge["node"]
    assert (node["bearer"], node["bearerKey"], node["bearerCode"]) == (None, "ward", "W9")
    assert (node["unit"]["code"], node["directive"], node["obligations"]) == ("W1", None, 1)
    assert len(node["unit"]["obligations"]["edges"]) == 2
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (2, True)
    more = {"first": 1, "after": page["pageInfo"]["endCursor"]}
    preview = (await office.asked(PREVIEW, input=sent, **more))["reorganisationPreview"]
    ((node,)) = [edge["node"] for edge in preview["passages"]["edges"]]
    assert (node["bearer"], node["obligations"]) == ({"code": "W2"}, 1)
    assert await services.log.head() == before


async def test_a_preview_tells_what_would_be_refused(office: Office) -> None:
    steps = [*merger(office), {"dissolve": {"unit": one(office, "W2")}}]
    sent = {"idempotencyKey": "preview", "steps": steps, "validFrom": LATER}
    preview = (await office.asked(PREVIEW, input=sent))["reorganisationPreview"]
    assert [error["code"] for error in preview["userErrors"]] == ["UNIT_HAS_ENDED"]
    assert preview["userErrors"][0]["field"] == ["steps", "4", "dissolve", "unit"]
    assert preview["passages"]["edges"] == []
