"""Events are told with the API's names and ids: every id of every event is known by its name."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, get_args, get_type_hints
from uuid import UUID

import orjson
import pytest

from api.graphql.log.event_data import KINDS, NO_NODES, UNLIKE, told
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.log.catalogue import records
from cascade.log.topics import domain_event_classes
from projections.audit.rows import AuditRow
from tests.golden.files import path_of

ABOUT = UUID(int=9)
CLASSES = domain_event_classes()
LATEST = {
    each.__name__: orjson.loads(path_of(each.TOPIC, getattr(each, "class_version", 1)).read_bytes())
    for each in CLASSES
}


def holds_ids(hint: Any) -> bool:
    return hint is UUID or any(holds_ids(each) for each in get_args(hint))


def entry(name: str, data: Mapping[str, Any]) -> Any:
    row = dict.fromkeys((field.name for field in fields(AuditRow)), None)
    return AuditRow(**{**row, "type": name, "directive_id": ABOUT, "data": data})  # type: ignore[arg-type]


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text within a value, with the name of its field."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from texts(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each, name)
    elif isinstance(value, str):
        yield name, value


def names(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield key
            yield from names(each)
    elif isinstance(value, list):
        for each in value:
            yield from names(each)


def is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def test_every_id_of_every_event_is_known_by_its_name() -> None:
    found = {
        field.name
        for kind in (*CLASSES, *records(CLASSES))
        for field in fields(kind)
        if holds_ids(get_type_hints(kind)[field.name])
    }
    assert found == KINDS.keys() | NO_NODES
    assert {event for event, _ in UNLIKE} <= LATEST.keys()


@pytest.mark.parametrize("name", LATEST)
def test_an_event_has_the_names_and_the_ids_of_the_api(name: str) -> None:
    data = told(entry(name, LATEST[name]))
    assert [each for each in names(data) if "_" in each and not each.startswith("key ")] == []
    plain = {"id", "commentId", "inspectionId", "declarationId", "importId"}
    assert {field for field, text in texts(data) if is_uuid(text)} <= plain


def test_what_an_id_is_of() -> None:
    submitted = LATEST["ReportSubmitted"]
    data = told(entry("ReportSubmitted", submitted))
    assert ids.decode(Kind.UNIT, data["unitId"]) == UUID(submitted["unit_id"])
    report = ids.read_as(Kind.REPORT, data["reportId"])
    assert str(report.report) == submitted["report_id"]  # type: ignore[union-attr]
    owed = ids.decode_obligation(data["obligationId"])
    assert (str(owed.task_id), str(owed.occurrence)) == (
        submitted["task_id"],
        submitted["occurrence"],
    )
    (file, *_) = data["attachments"]
    stored = submitted["attachments"][0]["content"]["id"]
    assert ids.decode(Kind.ATTACHMENT, file["content"]["id"]) == UUID(stored)
    superseded = LATEST["DirectiveSuperseded"]
    by = told(entry("DirectiveSuperseded", superseded))["byId"]
    assert ids.decode(Kind.DIRECTIVE, by) == UUID(superseded["by_id"])
    invited = told(entry("UnitInvited", LATEST["UnitInvited"]))["invitationId"]
    assert ids.read_as(Kind.INVITATION, invited).directive_id == ABOUT  # type: ignore[union-attr]


def test_a_kept_command_names_units_and_directives() -> None:
    unit, directive = str(UUID(int=1)), str(UUID(int=2))
    kept = {
        "into": {"standing": unit},
        "transfers": [{"directive": directive, "to": unit}],
        "valid_from": "2026-01-05",
    }
    data = told(entry("ChangeScheduled", {**LATEST["ChangeScheduled"], "input": kept}))["input"]
    assert data["validFrom"] == "2026-01-05"
    assert ids.decode(Kind.UNIT, data["into"]["standing"]) == UUID(int=1)
    (transfer,) = data["transfers"]
    assert ids.decode(Kind.DIRECTIVE, transfer["directive"]) == UUID(int=2)
