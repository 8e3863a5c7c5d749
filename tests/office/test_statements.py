"""How many statements each question of the contract takes: as many for a large page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from api.graphql.runtime import executing
from cascade.log import Log, RecordedEvent
from projections.engine.session import Session
from tests.office.office import Office

pytestmark = pytest.mark.anyio

MANY = 55
REASONS = """query($unit: UnitBy!, $first: Int!) { unit(by: $unit) { obligations(first: $first) {
    edges { node { id because { position recordedAt type actor summary unit { name } } } } } } }"""
STATEMENTS = {
    "AuditTrail": 12,
    "CascadeOf": 31,
    "WhoHasNot": 12,
    "Inbox": 15,
    "Changes": 23,
    "Overdue": 19,
    "Units": 11,
    "Directives": 5,
}
"""The most that each question with a page takes. ``CascadeOf`` has six lists beside each other."""
WITHOUT_A_PAGE = {"Who": 4, "Explain": 16, "ObligationPage": 10, "Anything": 5}
REASONS_TAKE = 17
OFFERS = """query($unit: UnitBy!, $first: Int!) { unit(by: $unit) { obligations(first: $first) {
    edges { node { id viewerCan } } } } }"""


@pytest.fixture
async def large(office: Office) -> Office:
    """Ward W1 with 55 branches more, and a directive of 55 tasks to all of its branches."""
    await office.establish(
        *(
            {"code": f"X{i}", "name": f"Chi bộ {i}", "kind": "cell", "level": "branch"}
            | {"parent": office.units["W1"]}
            for i in range(MANY)
        )
    )
    await office.issue(
        "issuer-W1",
        "W1",
        "1-CV/ĐU",
        subject="Về việc lớn",
        audience={"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
        tasks=[
            {"key": f"t{i}", "text": f"Việc {i}.", "kind": "REPORT", "due": {"on": "2026-01-12"}}
            for i in range(MANY)
        ],
    )
    return office


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The statements that are run, by their names."""
    names: list[str] = []
    with monkeypatch.context() as patched:
        for way in ("rows", "row"):
            original = getattr(Session, way)

            def told(
                self: Session, statement: Any, _original: Any = original, **arguments: Any
            ) -> Any:
                names.append(statement.__name__)
                return _original(self, statement, **arguments)

            patched.setattr(Session, way, told)
        yield names


@contextmanager
def read_from_the_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many streams each look at the log reads."""
    looks: list[int] = []
    read = Log.read_streams

    async def told(self: Log, after_versions: Mapping[UUID, int]) -> list[RecordedEvent]:
        looks.append(len(after_versions))
        return await read(self, after_versions)

    with monkeypatch.context() as patched:
        patched.setattr(Log, "read_streams", told)
        yield looks


def questions(office: Office) -> dict[str, dict[str, Any]]:
    directive, ward, branch = office.directives["1-CV/ĐU"], {"code": "W1"}, {"code": "B11"}
    return {
        "AuditTrail": {},
        "CascadeOf": {"directive": {"id": directive}},
        "WhoHasNot": {"directive": {"id": directive}},
        "Inbox": {"unit": branch},
        "Changes": {"from": {"position": 0}},
        "Overdue": {"unit": ward},
        "Units": {},
        "Directives": {},
    }


async def test_a_larger_page_takes_no_more_statements(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = {}
    for name, variables in questions(large).items():
        by = "inspector-T1" if name in ("AuditTrail", "Overdue") else "issuer-W1"
        for first in (30, 50):
            with counted(monkeypatch) as names:
                await large.ask(name, by, first=first, **variables)
            taken[name, first] = sorted(names)
    for name in questions(large):
        assert taken[name, 30] == taken[name, 50], name
    counts = {name: len(each) for (name, first), each in taken.items() if first == 50}
    assert {name: many for name, many in counts.items() if many > STATEMENTS[name]} == {}


async def test_so_does_a_page_with_its_reasons(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    for first in (1, 50):
        with counted(monkeypatch) as names:
            data = await large.asked(REASONS, "officer-B11", unit={"code": "B11"}, first=first)
        edges = data["unit"]["obligations"]["edges"]
        assert len(edges) == first
        assert all(edge["node"]["because"][0]["type"] == "DirectiveIssued" for edge in edges)
        taken.append(sorted(names))
    assert taken[0] == taken[1]
    assert len(taken[0]) == REASONS_TAKE


async def test_so_does_a_page_with_what_the_viewer_can_do(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = []
    for first in (1, 50):
        with counted(monkeypatch) as names, read_from_the_log(monkeypatch) as looks:
            data = await large.asked(OFFERS, "officer-B11", unit={"code": "B11"}, first=first)
        edges = data["unit"]["obligations"]["edges"]
        assert len(edges) == first
        assert all("ACKNOWLEDGE" in edge["node"]["viewerCan"] for edge in edges)
        taken.append((sorted(names), len(looks)))
    assert taken[0][0] == taken[1][0]
    assert taken[1][1] <= taken[0][1]


async def test_so_do_many_objects_by_their_ids(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = await large.ask("Inbox", "issuer-W1", unit={"code": "B11"}, first=50)
    owed = [edge["node"]["id"] for edge in data["unit"]["obligations"]["edges"]]
    taken = []
    for many in (1, 50):
        with counted(monkeypatch) as names:
            found = await large.ask("Anything", "issuer-W1", ids=owed[:many])
        assert [each["id"] for each in found["nodes"]] == owed[:many]
        taken.append(sorted(names))
    assert taken[0] == taken[1]


async def test_what_has_no_page_takes_as_many_as_it_did(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = await large.ask("Inbox", "officer-B11", unit={"code": "B11"}, first=1)
    owed = data["unit"]["obligations"]["edges"][0]["node"]["id"]
    taken = {}
    for name, variables in {
        "Who": {},
        "Explain": {"obligation": owed},
        "ObligationPage": {"id": owed},
        "Anything": {"ids": [owed]},
    }.items():
        with counted(monkeypatch) as names:
            await large.ask(name, "officer-B11", **variables)
        taken[name] = len(names)
    assert taken == WITHOUT_A_PAGE


async def test_all_of_them_are_answered_by_a_plan(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = await large.ask("Inbox", "officer-B11", unit={"code": "B11"}, first=1)
    owed = data["unit"]["obligations"]["edges"][0]["node"]["id"]
    opened = {
        "Who": {},
        "Explain": {"obligation": owed},
        "ObligationPage": {"id": owed},
        "Anything": {"ids": [owed]},
    }
    monkeypatch.setattr(executing, "_executed", None)
    for name, variables in {**questions(large), **opened}.items():
        by = "inspector-T1" if name in ("AuditTrail", "Overdue") else "issuer-W1"
        await large.ask(name, by, **variables)


ACTS_TAKE = {"Acknowledge": 11, "Extend": 10, "Issue": 4}
"""What is read for a mutation's answer, however much it acts on."""
PREVIEWS_TAKE = {"PreviewAudience": 3, "PreviewDirective": 3}


def issuing(office: Office, tasks: int) -> dict[str, Any]:
    return {
        "idempotencyKey": f"of {tasks} tasks",
        "issuer": office.units["W1"],
        "type": "CV",
        "subject": "Về việc đếm",
        "issuedOn": "2026-01-05",
        "audience": {"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
        "tasks": [{"key": f"t{i}", "text": f"Việc {i}."} for i in range(tasks)],
    }


async def test_acts_on_many_take_as_many_as_on_one(
    large: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    owed = [each["id"] for each in (await large.inbox("B11", "officer-B11", first=60)).values()]
    more = {"dueAt": "2026-03-01T16:00:00Z", "reason": "Đang lũ."}
    taken: dict[str, list[tuple[list[str], int]]] = {}
    for part in (owed[:1], owed[1:51]):
        for name, by, sent in (
            ("Acknowledge", "officer-B11", {"obligations": part}),
            ("Extend", "issuer-W1", {"obligations": part, **more}),
            ("Issue", "issuer-W1", issuing(large, len(part))),
        ):
            with counted(monkeypatch) as names, read_from_the_log(monkeypatch) as looks:
                await large.done(name, by, **sent)
            taken.setdefault(name, []).append((sorted(names), len(looks)))
    for name, (one, many) in taken.items():
        assert one[0] == many[0], name
        assert many[1] <= one[1], name
    assert {name: len(many[0]) for name, (_, many) in taken.items()} == ACTS_TAKE


async def test_so_do_previews(large: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[str, list[tuple[list[str], int]]] = {}
    for tasks, under in ((1, "B11"), (50, "W1")):
        audience = {"groups": [{"under": large.units[under], "levels": ["branch"]}]}
        for name, variables in (
            ("PreviewAudience", {"issuer": large.units["W1"], "input": audience}),
            ("PreviewDirective", {"input": issuing(large, tasks)}),
        ):
            with counted(monkeypatch) as names, read_from_the_log(monkeypatch) as looks:
                await large.ask(name, "issuer-W1", **variables)
            taken.setdefault(name, []).append((sorted(names), len(looks)))
    for name, (one, many) in taken.items():
        assert one[0] == many[0], name
        assert many[1] <= one[1], name
    assert {name: len(many[0]) for name, (_, many) in taken.items()} == PREVIEWS_TAKE
