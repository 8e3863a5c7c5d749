"""Bad input, through the engine and a real log: refused by name and place, nothing recorded.

What a pure decision refuses is told one by one in tests/decisions; here is what needs the loading
around it: who asks, what is known, what was done.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from cascade.access.commands import GrantRole, RevokeRole
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DateWindow,
    DueInput,
    GroupInput,
    PassOnInput,
    QuotaInput,
    RecordDirective,
    TaskInput,
    WindowInput,
)
from cascade.enums import CitationRelation, Classification, Role, TaskKind
from cascade.execution.commands import RelayDirective
from cascade.identifiers import CALENDAR, ORGANISATION, access_id, policies_id, series_id
from cascade.organisation.commands import (
    EstablishUnits,
    FoundOrganisation,
    MoveUnit,
    NewUnit,
    RenameUnit,
)
from cascade.policy.commands import SetPolicy
from tests.harness.builders import TODAY
from tests.harness.nation import LEVELS, Nation

NOWHERE = UUID(int=9)
RECORD = RecordDirective(
    recorded_by=NOWHERE,
    issuer=NOWHERE,
    type="CV",
    number="9-CV/TW",
    subject="Về việc",
    issued_on=TODAY,
)


async def test_an_organisation_is_founded_once(nation: Nation) -> None:
    again = FoundOrganisation(
        time_zone="UTC",
        levels=LEVELS,
        root_code="X",
        root_name="Khác",
        root_symbol=None,
        root_kind="body",
        administrator="an",
    )
    assert await nation.refusals(again) == ["ORGANISATION_ALREADY_FOUNDED"]
    nobody = replace(again, administrator="")
    assert await nation.refusals(nobody) == ["INVALID_SUBJECT at subject"]


async def test_units_are_an_administrators_and_stand_somewhere(nation: Nation) -> None:
    await nation.do(
        GrantRole(
            subject="keeper",
            unit=nation.units["P1"],
            role=Role.ADMINISTRATOR,
            clearance=Classification.OPEN,
        )
    )
    here = NewUnit(
        code="N1", name="Đảng ủy mới", kind="committee", level="ward", parent=nation.units["P1"]
    )
    there = replace(here, code="N2", parent=nation.units["P2"])
    nowhere = replace(here, code="N3", parent=NOWHERE)
    both = EstablishUnits((here, there))
    assert await nation.refusals(both, "keeper") == ["NOT_PERMITTED at units.1.parent"]
    assert await nation.refusals(both, "officer-P1") == [
        "NOT_PERMITTED at units.0.parent",
        "NOT_PERMITTED at units.1.parent",
    ]
    unknown = EstablishUnits((nowhere,))
    assert await nation.refusals(unknown, "keeper") == ["UNIT_NOT_FOUND at units.0.parent"]
    taken = EstablishUnits((replace(here, code="W3"),))
    assert await nation.refusals(taken, "keeper") == ["CODE_TAKEN at units.0.code"]


async def test_moves_and_renamings(nation: Nation) -> None:
    units = nation.units
    assert await nation.refusals(MoveUnit(unit=units["P1"], parent=units["B11"])) == [
        "CYCLIC_MOVE at parent"
    ]
    assert await nation.refusals(MoveUnit(unit=NOWHERE, parent=units["P1"])) == [
        "UNIT_NOT_FOUND at unit"
    ]
    assert await nation.refusals(MoveUnit(unit=units["W1"], parent=NOWHERE)) == [
        "UNIT_NOT_FOUND at parent"
    ]
    await nation.do(
        GrantRole(
            subject="keeper",
            unit=units["P1"],
            role=Role.ADMINISTRATOR,
            clearance=Classification.OPEN,
        )
    )
    away = MoveUnit(unit=units["W1"], parent=units["P2"])
    assert await nation.refusals(away, "keeper") == ["NOT_PERMITTED at parent"]
    assert await nation.refusals(RenameUnit(unit=units["W3"], name="X"), "keeper") == [
        "NOT_PERMITTED at unit"
    ]
    assert await nation.refusals(RenameUnit(unit=NOWHERE, name="X")) == ["UNIT_NOT_FOUND at unit"]
    assert await nation.refusals(RenameUnit(unit=units["W3"], name="a\0")) == [
        "FORBIDDEN_CHARACTER at name"
    ]


async def test_grants_and_rules(nation: Nation) -> None:
    units = nation.units
    grant = GrantRole(subject="mai", unit=units["W1"], role=Role.OFFICER)
    assert await nation.refusals(grant, "officer-W1") == ["NOT_PERMITTED at unit"]
    assert await nation.refusals(replace(grant, unit=NOWHERE)) == ["UNIT_NOT_FOUND at unit"]
    assert await nation.refusals(replace(grant, subject=" \n")) == ["INVALID_SUBJECT at subject"]
    revoke = RevokeRole("officer-W1", units["W1"], Role.OFFICER)
    assert await nation.refusals(revoke, "officer-P1") == ["NOT_PERMITTED at unit"]
    rule = SetPolicy(
        unit=units["W1"],
        key="hoi-dap",
        valid_from=TODAY,
        types=(),
        acknowledge_within_working_days=2,
    )
    assert await nation.refusals(rule, "officer-W1") == ["NOT_PERMITTED at unit"]
    assert await nation.refusals(rule, "issuer-P1") == ["NOT_PERMITTED at unit"]
    none = replace(rule, acknowledge_within_working_days=0)
    assert await nation.refusals(none, "issuer-W1") == [
        "POLICY_DAYS_OUT_OF_RANGE at acknowledge_within_working_days"
    ]


async def test_who_issues_for_whom(nation: Nation) -> None:
    command = nation.issuing()
    for somebody in ("issuer-P1", "officer-D1", "admin", "nobody"):
        assert await nation.refusals(command, somebody) == ["NOT_PERMITTED at issuer"]
    secret = replace(command, classification=Classification.TOP_SECRET)
    assert await nation.refusals(secret, "issuer-D1") == ["NOT_PERMITTED at issuer"]
    unknown = replace(command, issuer=NOWHERE)
    assert await nation.refusals(unknown, "issuer-D1") == ["UNIT_NOT_FOUND at issuer"]


async def test_whom_an_issuer_may_address(nation: Nation) -> None:
    units, by = nation.units, "issuer-D1"
    beyond = nation.issuing(audience=AudienceInput((units["W3"],)))
    assert await nation.refusals(beyond, by) == ["AUDIENCE_BEYOND_AUTHORITY at audience.units.0"]
    above = nation.issuing(audience=AudienceInput(groups=(GroupInput(under=units["C"]),)))
    assert await nation.refusals(above, by) == [
        "AUDIENCE_BEYOND_AUTHORITY at audience.groups.0.under"
    ]
    nobody = nation.issuing(audience=AudienceInput(groups=(GroupInput(under=units["B11"]),)))
    assert await nation.refusals(nobody, by) == ["AUDIENCE_REACHES_NOBODY at audience"]
    unknown = nation.issuing(audience=AudienceInput((NOWHERE,)))
    assert await nation.refusals(unknown, by) == ["UNIT_NOT_FOUND at audience.units.0"]
    charged = nation.issuing(tasks=(TaskInput(key="t1", text="Làm", lead=units["W3"]),))
    assert await nation.refusals(charged, by) == ["AUDIENCE_BEYOND_AUTHORITY at tasks.0.lead"]


async def test_a_number_is_taken_once_and_in_its_series(nation: Nation) -> None:
    by = "issuer-D1"
    await nation.issued(number="411-CV/B1")
    for text, reason in {
        "411-CV/B1": "NUMBER_TAKEN_ALREADY",
        "413-CV/B1": "NUMBER_OUT_OF_SERIES",
        "1-CV/B1": "NUMBER_OUT_OF_SERIES",
        "412-KH/B1": "NUMBER_TYPE_DIFFERS",
        "số bốn": "INVALID_NUMBER",
        "412-CV/B\0": "FORBIDDEN_CHARACTER",
    }.items():
        assert reason in await nation.refused(nation.issuing(number=text), by), text
    await nation.issued(number="412-CV/B1")
    assert await nation.refusals(
        nation.issuing("P2", audience=_all(nation, "P2")), "issuer-D1"
    ) == ["NOT_PERMITTED at issuer"]


def _all(nation: Nation, under: str) -> AudienceInput:
    return AudienceInput(groups=(GroupInput(under=nation.units[under]),))


async def test_what_was_recorded_is_neither_recorded_nor_issued_again(nation: Nation) -> None:
    units = nation.units
    record = replace(RECORD, recorded_by=units["W1"], issuer=units["W1"], number="7-CV/ĐU")
    await nation.do(record, by="issuer-W1")
    assert await nation.refusals(record, "issuer-W1") == ["DOCUMENT_ALREADY_KNOWN at number"]
    again = nation.issuing("W1", audience=_all(nation, "W1"), number="7-CV/ĐU")
    assert await nation.refusals(again, "issuer-W1") == ["NUMBER_TAKEN_ALREADY at number"]
    another = replace(record, issued_on=date(2025, 1, 6))
    assert (await nation.do(another, by="issuer-W1")).position is not None


async def test_a_record_that_is_refused(nation: Nation) -> None:
    record = replace(RECORD, recorded_by=nation.units["W1"], issuer=nation.units["C"])
    assert await nation.refusals(record, "officer-W1") == ["NOT_PERMITTED at recorded_by"]
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"recorded_by": NOWHERE}, "UNIT_NOT_FOUND at recorded_by"),
        ({"issuer": NOWHERE}, "UNIT_NOT_FOUND at issuer"),
        ({"subject": "x" * 1_001}, "TEXT_TOO_LONG at subject"),
        ({"number": "9-KH/TW"}, "NUMBER_TYPE_DIFFERS at number"),
        ({"number": "9-CV/TW\0"}, "FORBIDDEN_CHARACTER at number"),
        ({"issued_on": date(2026, 1, 6)}, "ISSUED_IN_THE_FUTURE at issued_on"),
    ]
    for changed, reason in wrongs:
        assert await nation.refusals(replace(record, **changed), "issuer-W1") == [reason]


async def test_citing_and_implementing_need_sight(nation: Nation) -> None:
    units = nation.units
    other = await nation.issued("P2", audience=_all(nation, "P2"))
    secret = await nation.issued(classification=Classification.SECRET)
    await nation.do(
        GrantRole(subject="mai", unit=units["W1"], role=Role.ISSUER, clearance=Classification.OPEN)
    )
    for relation in CitationRelation:
        for target in (other, NOWHERE, ORGANISATION, CALENDAR):
            cited = CitationInput(text="9-CV/X", relation=relation, target=target)
            command = nation.issuing("W1", audience=_all(nation, "W1"), citations=(cited,))
            assert await nation.refusals(command, "issuer-W1") == [
                "DIRECTIVE_NOT_FOUND at citations.0.target"
            ]
    cited = CitationInput(text="1-CV/B1", relation=CitationRelation.IMPLEMENTS, target=secret)
    command = nation.issuing("W1", audience=_all(nation, "W1"), citations=(cited,))
    assert await nation.refusals(command, "mai") == ["DIRECTIVE_NOT_FOUND at citations.0.target"]
    assert (await nation.do(command, by="issuer-W1")).position is not None


async def test_what_is_on_its_way_is_not_seen_below(nation: Nation) -> None:
    """Level by level, a branch does not see what its ward has not passed on."""
    directive = await nation.issued(level_by_level=PassOnInput())
    cited = CitationInput(text="1-CV/B1", relation=CitationRelation.REFERS_TO, target=directive)
    units = nation.units
    unit = NewUnit(
        code="G11", name="Tổ dân phố 11", kind="group", level="branch", parent=units["B11"]
    )
    await nation.establish(unit)
    command = nation.issuing(
        "B11", audience=_all(nation, "B11"), citations=(cited,), number="1-CV/CB"
    )
    assert await nation.refused(command, "issuer-B11") == ["DIRECTIVE_NOT_FOUND"]
    await nation.do(
        RelayDirective(directive=directive, by=units["W1"], audience=_all(nation, "W1")),
        by="issuer-W1",
    )
    assert (await nation.do(command, by="issuer-B11")).position is not None


async def test_a_task_that_is_refused(nation: Nation) -> None:
    wrongs: list[tuple[dict[str, Any], str]] = [
        (
            {"quota": QuotaInput(minimum=0, unit_of_measure="tin", stated="ít nhất")},
            "QUOTA_BELOW_ONE at tasks.0.quota.minimum",
        ),
        ({"due": DueInput(on=date(2026, 1, 4))}, "DUE_BEFORE_ISSUE at tasks.0.due.on"),
        (
            {"due": DueInput(at=datetime(2026, 1, 4, tzinfo=UTC))},
            "DUE_BEFORE_ISSUE at tasks.0.due.at",
        ),
        ({"kind": TaskKind.PASS_ON}, "PASS_ON_IS_DERIVED at tasks.0.kind"),
        ({"text": "x" * 20_001}, "TEXT_TOO_LONG at tasks.0.text"),
        ({"text": "a\0b"}, "FORBIDDEN_CHARACTER at tasks.0.text"),
    ]
    for task, reason in wrongs:
        command = nation.issuing(tasks=(replace(TaskInput(key="t1", text="Làm"), **task),))
        assert await nation.refusals(command, "issuer-D1") == [reason]


async def test_what_no_text_can_hold_is_refused_wherever_it_stands(nation: Nation) -> None:
    command = nation.issuing(subject="\ud800")
    assert await nation.refused(command, "issuer-D1") == ["FORBIDDEN_CHARACTER"]
    command = nation.issuing(type="\udfff")
    assert await nation.refused(command, "issuer-D1") == ["FORBIDDEN_CHARACTER"]


async def test_every_fault_of_an_issue_is_told_at_once(nation: Nation) -> None:
    command = nation.issuing(
        number="bốn",
        audience=AudienceInput((NOWHERE,)),
        citations=(CitationInput(text="9", relation=CitationRelation.REFERS_TO, target=NOWHERE),),
    )
    assert await nation.refusals(command, "issuer-D1") == [
        "UNIT_NOT_FOUND at audience.units.0",
        "INVALID_NUMBER at number",
        "DIRECTIVE_NOT_FOUND at citations.0.target",
    ]
    texts = replace(command, subject=" ", on_behalf_of="T/M\u200b")
    assert await nation.refusals(texts, "issuer-D1") == [
        "EMPTY_TEXT at subject",
        "FORBIDDEN_CHARACTER at on_behalf_of",
    ]


async def test_windows_are_dated_forwards_by_their_issuer(nation: Nation) -> None:
    directive = await nation.issued(windows=(WindowInput(key="dai-hoi", stated="trong đại hội"),))
    command = DateWindow(
        directive=directive, key="dai-hoi", from_day=date(2026, 1, 19), to_day=date(2026, 1, 25)
    )
    backwards = replace(command, to_day=date(2026, 1, 18))
    assert await nation.refusals(backwards, "issuer-D1") == ["WINDOW_BACKWARDS at to_day"]
    before = replace(command, from_day=date(2026, 1, 1), to_day=date(2026, 1, 4))
    assert await nation.refusals(before, "issuer-D1") == ["WINDOW_BEFORE_ISSUE at to_day"]
    unknown = replace(command, key="tết")
    assert await nation.refusals(unknown, "issuer-D1") == ["UNKNOWN_WINDOW at key"]
    assert await nation.refusals(command, "issuer-W1") == ["DIRECTIVE_NOT_FOUND at directive"]
    nothing = replace(command, directive=NOWHERE)
    assert await nation.refusals(nothing, "issuer-D1") == ["DIRECTIVE_NOT_FOUND at directive"]
    assert (await nation.do(command, by="issuer-D1")).position is not None
    assert (await nation.do(command, by="issuer-D1")).position is None


async def test_only_what_reached_a_unit_is_relayed_and_only_below_it(nation: Nation) -> None:
    units = nation.units
    directive = await nation.issued(level_by_level=PassOnInput(3))
    relay = RelayDirective(directive=directive, by=units["W1"], audience=_all(nation, "W1"))
    lost = ["DIRECTIVE_NOT_FOUND at directive"]
    assert await nation.refusals(relay, "officer-W1") == lost
    assert await nation.refusals(replace(relay, by=units["W3"]), "issuer-W3") == lost
    assert await nation.refusals(replace(relay, by=units["B11"]), "issuer-B11") == lost
    assert await nation.refusals(replace(relay, directive=CALENDAR), "issuer-W1") == lost
    assert await nation.refusals(replace(relay, by=NOWHERE), "issuer-W1") == [
        "UNIT_NOT_FOUND at by"
    ]
    beside = replace(relay, audience=AudienceInput((units["B21"],)))
    assert await nation.refusals(beside, "issuer-W1") == [
        "AUDIENCE_BEYOND_AUTHORITY at audience.units.0"
    ]
    long = replace(relay, note="x" * 20_001)
    assert await nation.refusals(long, "issuer-W1") == ["TEXT_TOO_LONG at note"]
    later = NewUnit(code="B13", name="Chi bộ 1.3", kind="cell", level="branch", parent=units["W1"])
    await nation.establish(later)
    new = replace(relay, audience=AudienceInput((units["B13"],)))
    assert "NOT_COVERED at audience.units.0" in await nation.refusals(new, "issuer-W1")


async def test_a_foreign_streams_id_is_no_directive_and_harms_nobody(nation: Nation) -> None:
    """Ids of streams can be worked out; one given as a directive's must not stick in the cache."""
    fresh = nation.reopened()
    units = nation.units
    ids = [
        CALENDAR,
        ORGANISATION,
        access_id("issuer-D1"),
        policies_id(units["W1"]),
        series_id(units["D1"], "CV"),
    ]
    for id_ in ids:
        command = DateWindow(directive=id_, key="k", from_day=TODAY, to_day=TODAY)
        assert await fresh.refused(command, "issuer-W1") == ["DIRECTIVE_NOT_FOUND"]
    await fresh.issued(tasks=(TaskInput(key="t1", text="Làm", due=DueInput(on=TODAY)),))
    await fresh.do(
        SetPolicy(
            unit=units["W1"],
            key="hoi-dap",
            valid_from=TODAY,
            types=(),
            acknowledge_within_working_days=2,
        ),
        by="issuer-W1",
    )
