"""A payload leads on to what may be asked: one request acts, and reads what it did."""

from typing import Any

import pytest

from tests.office.office import Office

pytestmark = pytest.mark.anyio

RENAME = 'renameUnit(input: {{idempotencyKey: "{key}", unit: $unit, name: "{name}"}})'
READ = """{ position userErrors { code refusal } query {
    unit(by: {id: $unit}) { name } log { head { position } } } }"""


def renamed(*names: str) -> str:
    fields = " ".join(f"{n}: {RENAME.format(key=f'own-{n}', name=n)} {READ}" for n in names)
    return f"mutation($unit: ID!) {{ {fields} }}"


async def test_what_a_mutation_did_is_read_in_the_same_request(told: Office) -> None:
    data = await told.asked(renamed("Alpha"), "an", unit=told.units["B11"])
    payload = data["Alpha"]
    assert payload["query"]["unit"]["name"] == "Alpha"
    assert payload["query"]["log"]["head"]["position"] >= payload["position"]


async def test_each_mutation_of_an_operation_reads_its_own(told: Office) -> None:
    names = ("Beta", "Gamma", "Delta")
    data = await told.asked(renamed(*names), "an", unit=told.units["B11"])
    assert [data[name]["query"]["unit"]["name"] for name in names] == list(names)


async def test_beside_a_refusal_it_reads_what_is(told: Office) -> None:
    unit = told.units["B12"]
    before = (await told.asked(NAME, "an", unit=unit))["unit"]["name"]
    payload = (await told.asked(renamed("Epsilon"), "reader-T1", unit=unit))["Epsilon"]
    assert payload["userErrors"] == [{"code": "NOT_PERMITTED", "refusal": "NOT_PERMITTED"}]
    assert payload["query"]["unit"]["name"] == before


async def test_a_moment_of_the_past_stays_what_it_was(told: Office) -> None:
    unit = told.units["W1"]
    now = (await told.asked(NAME, "an", unit=unit))["unit"]["name"]
    head = (await told.asked("{ service { projectedTo } }"))["service"]["projectedTo"]
    asked = f"unit(by: {{id: $unit}}, asOf: {{position: {head}}}) {{ name }}"
    query = renamed("Zeta").replace("unit(by: {id: $unit}) { name }", f"{asked} live: {LIVE}")
    answer: dict[str, Any] = (await told.asked(query, "an", unit=unit))["Zeta"]["query"]
    assert (answer["unit"]["name"], answer["live"]["name"]) == (now, "Zeta")


LIVE = "unit(by: {id: $unit}) { name }"
NAME = f"query($unit: ID!) {{ {LIVE} }}"
