"""Authority over whatever a command names, in whatever field: tests made of the table of rights."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID, uuid4

import pytest

from cascade.access.commands import GrantRole, RevokeRole
from cascade.clock import SteppedClock
from cascade.content import AttachmentRecord, ContentRef, commitment
from cascade.directive.commands import (
    AudienceInput,
    CitationInput,
    DraftDirective,
    DueInput,
    GroupInput,
    InviteUnit,
    RecordDirective,
    TaskInput,
    WindowInput,
)
from cascade.engine import HANDLERS, rights, take_effect_where_due
from cascade.engine.rights import NAMED, Right
from cascade.enums import CitationRelation, Classification, Role, SeriesRestart
from cascade.execution.commands import (
    AskExtension,
    DeclareNotApplicable,
    ObligationRef,
    RecordReport,
    RelayDirective,
)
from cascade.identifiers import task_id
from cascade.log.uploads import Upload
from cascade.numbering.commands import ConfigureSeries
from cascade.organisation.commands import (
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    RenameUnit,
    SplitUnit,
    StageUnits,
)
from cascade.refusals import Refused
from cascade.webhooks.commands import CreateWebhook
from tests.engine.rights_examples import EXAMPLES
from tests.engine.rights_scene import Example, Grants, Scene, declared
from tests.harness.builders import TODAY
from tests.harness.nation import Nation

ROWS = [(kind, row) for kind, rows in NAMED.items() for row in rows]
NEEDED = [(kind, row.field) for kind, row in ROWS if row.right is not Right.NONE]


def _ids(hint: Any, path: str) -> Iterator[str]:
    """The paths of everything in a type that is an id, or a code that stands for one."""
    origin = get_origin(hint)
    if hint is UUID:
        yield path
    elif origin in (Union, UnionType):
        for inner in get_args(hint):
            yield from _ids(inner, path)
    elif origin is tuple:
        yield from _ids(get_args(hint)[0], f"{path}[]")
    elif is_dataclass(hint):
        hints = get_type_hints(hint)
        for each in fields(hint):
            inner_path = f"{path}.{each.name}".removeprefix(".")
            if each.name.endswith("_code") and not each.name.startswith("root_"):
                yield inner_path
            else:
                yield from _ids(hints[each.name], inner_path)


def test_the_table_is_complete_over_the_types_of_every_command() -> None:
    assert NAMED.keys() == HANDLERS.keys()
    for kind, rows in NAMED.items():
        named = [row.field for row in rows]
        assert sorted(named) == sorted(set(named)), kind
        assert sorted(named) == sorted(_ids(kind, "")), kind


def test_where_no_right_is_needed_the_table_says_why() -> None:
    for kind, row in ROWS:
        assert (row.why is not None) == (row.right is Right.NONE), (kind, row)


def test_every_row_that_needs_a_right_has_an_example() -> None:
    assert sorted(map(str, EXAMPLES)) == sorted(map(str, NEEDED))


def test_every_example_names_something_in_the_field_of_its_row(scene_of_names: Scene) -> None:
    for (kind, field), make in EXAMPLES.items():
        command = make(scene_of_names).command
        assert type(command) is kind
        if not field.endswith("_code"):
            assert rights.values_at(command, field), (kind, field)


@pytest.fixture
def scene_of_names() -> Scene:
    """Any ids at all: enough to word the commands."""

    class Units(dict[str, UUID]):
        def __missing__(self, code: str) -> UUID:
            return uuid4()

    class Named:
        units = Units()
        clock = SteppedClock(datetime(2026, 1, 5, 2, tzinfo=UTC))

    apart = ("nation", "upload", "webhook")
    ids = {each.name: uuid4() for each in fields(Scene) if each.name not in apart}
    owned = {"somebody": uuid4(), "another": uuid4()}
    return Scene(nation=Named(), upload=owned, webhook=owned, **ids)


async def test_each_right_is_needed_and_enough(nation: Nation) -> None:
    scene = await _scene(nation)
    for number, ((kind, field), make) in enumerate(EXAMPLES.items()):
        example = make(scene)
        told = f"{kind.__name__}.{field}"
        with_it = await _asks(scene, example.command, example.grants, f"with-{number}")
        assert with_it == [], told
        without, kept = _without(example)
        assert await _asks(scene, without, kept, f"without-{number}"), told


def _without(example: Example) -> tuple[object, Grants]:
    if example.instead is not None:
        return example.instead, example.grants
    assert example.lost in example.grants
    return example.command, tuple(grant for grant in example.grants if grant != example.lost)


async def _asks(scene: Scene, command: object, grants: Grants, subject: str) -> list[str]:
    """Why a subject of these grants is refused; nothing is recorded either way."""
    nation = scene.nation
    for code, role in grants:
        await nation.do(
            GrantRole(subject=subject, unit=scene[code], role=role, clearance=Classification.SECRET)
        )
    session = nation.engine.session(subject)
    if is_somebodys(scene, command):
        session.principal = "somebody"
        for code, role in grants:
            await nation.do(
                GrantRole(
                    subject="somebody", unit=scene[code], role=role, clearance=Classification.SECRET
                )
            )
    try:
        decision = await HANDLERS[type(command)](command, session)
    except Refused as refused:
        return [reason.code for reason in refused.reasons]
    return [e["code"] for one in decision.answer.get("outcomes", ()) for e in one["errors"]]


def is_somebodys(scene: Scene, command: object) -> bool:
    """Whether what it names is a subject's own, or another's who might be taken for it."""
    owned = {*scene.upload.values(), *scene.webhook.values()}
    named = {*getattr(command, "attachments", ()), getattr(command, "webhook", None)}
    return bool(owned & named)


CITED = (
    CitationInput(text="9-CV/X", relation=CitationRelation.REFERS_TO),
    CitationInput(
        text="7-NQ/TU1",
        relation=CitationRelation.REFERS_TO,
        issued_on=TODAY,
        issuer_name="Tỉnh ủy 1",
    ),
)


async def _scene(nation: Nation) -> Scene:
    units = nation.units
    week_from_now = DueInput(on=date(2026, 1, 12))
    tasks = (
        TaskInput(key="t1", text="Báo cáo"),
        TaskInput(key="t2", text="Nộp", due=week_from_now),
        TaskInput(key="t3", text="Phối hợp", lead=units["W2"]),
        TaskInput(key="t4", text="Đại hội", due=DueInput(end_of_window="w")),
        TaskInput(key="t5", text="Sự cố", due=DueInput(hours_after_occurrence=24)),
    )
    windows = (WindowInput(key="w", stated="đại hội"),)
    directive = await nation.issued(tasks=tasks, citations=CITED, windows=windows)
    under_p2 = AudienceInput(groups=(GroupInput(under=units["P2"]),))
    arriving = RecordDirective(
        recorded_by=units["P1"],
        issuer=units["P1"],
        type="NQ",
        number="7-NQ/TU1",
        subject="Về việc",
        issued_on=TODAY,
    )
    await nation.do(arriving, by="issuer-P1")
    own = await nation.issued()
    others = await nation.issued("P2", audience=under_p2)
    await nation.do(
        RelayDirective(
            directive=directive, by=units["W2"], audience=AudienceInput((units["B21"],))
        ),
        by="issuer-W2",
    )
    report = await nation.reported(directive, "B11")
    dated = ObligationRef(directive=directive, unit=units["B11"], task=task_id(directive, "t2"))
    later = datetime(2026, 2, 2, 3, tzinfo=UTC)
    asked = await nation.do(AskExtension(dated, later, "Bận"), by="officer-B11")
    await _declare(nation, directive)
    paper = RecordReport(
        by=units["B22"], to=units["W2"], subject="Về việc", text="Đã xong", occurred_on=TODAY
    )
    recorded = await nation.do(paper, by="officer-B22")
    content: dict[str, Any] = {"subject": "Về việc"}
    draft = DraftDirective(
        issuer=units["D1"], type="CV", subject="Về việc", content=content, commenters=(units["W1"],)
    )
    drafted = await nation.do(draft, by="issuer-D1")
    await nation.do(InviteUnit(directive=directive, task="t3", unit=units["W3"]), by="issuer-D1")
    standing = (await nation.engine.session("").directives([directive]))[directive]
    change = RenameUnit(unit=units["W2"], name="Tên mới", valid_from=date(2026, 2, 1))
    imported = uuid4()
    share = NewUnit(code="I1", name="Mới", kind="office", level="branch", parent=units["W2"])
    await nation.do(StageUnits(imported, (share,)))
    await nation.do(GrantRole(subject="clerk-W1", unit=units["W1"], role=Role.READER))
    await nation.do(ConfigureSeries(units["P2"], "QĐ", SeriesRestart.TERM), by="issuer-P2")
    return Scene(
        nation=nation,
        directive=directive,
        task=task_id(directive, "t1"),
        report=report.report,
        request=UUID(asked.answer["request"]),
        recorded_report=UUID(recorded.answer["report"]),
        citation=next(iter(standing.citations)),
        awaiting=next(iter(standing.proposals)),
        draft=UUID(drafted.answer["directive"]),
        invitation=next(iter(standing.invitations)),
        change=UUID((await nation.do(change)).answer["change"]),
        imported=imported,
        own=own,
        others=others,
        upload={name: await _brought(nation, name) for name in ("somebody", "another")},
        webhook={name: await _webhook(nation, name) for name in ("somebody", "another")},
    )


async def _webhook(nation: Nation, subject: str) -> UUID:
    await nation.grant(subject, "W1", Role.INTEGRATION)
    created = CreateWebhook(unit=nation.units["W1"], address="https://hooks.example.org/")
    return UUID((await nation.do(created, by=subject)).answer["webhook"])


async def _declare(nation: Nation, directive: UUID) -> None:
    """That something happened with one unit, and that with another there is nothing of the kind."""
    await nation.do(declared(nation, directive, "B11"), by="officer-B11")
    ref = replace(nation.owed(directive, "B22"), task=task_id(directive, "t2"))
    nothing = DeclareNotApplicable((ref,), "Không có")
    await nation.do(nothing, by="officer-B22")


async def _brought(nation: Nation, subject: str) -> UUID:
    content = ContentRef(
        id=uuid4(), size=1, media_type="text/plain", commitment=commitment(bytes(32), b"x")
    )
    record = AttachmentRecord(name="a.txt", sha256=sha256(b"x").hexdigest(), content=content)
    await nation.log.uploads.keep(Upload(subject, nation.clock.now(), record), bytes(32), [b"x"])
    return content.id


# ---- an attack, whole


async def test_an_office_that_would_address_the_nation_is_not_a_wards_to_found(
    nation: Nation,
) -> None:
    units = nation.units
    await nation.do(GrantRole(subject="ward", unit=units["W1"], role=Role.ADMINISTRATOR))
    office = NewUnit(
        code="X",
        name="Phòng",
        kind="office",
        level="ward",
        symbol="X",
        parent=units["W1"],
        addresses_under=units["C"],
    )
    found = EstablishUnits((office,))
    assert await nation.refusals(found, "ward") == ["NOT_PERMITTED at units.0.addresses_under"]
    merge = MergeUnits((units["B11"], units["B12"]), MergeTarget(office), TODAY)
    assert await nation.refusals(merge, "ward") == ["NOT_PERMITTED at into.new.addresses_under"]
    parts = (MergeTarget(office), MergeTarget(standing=units["B12"]))
    split = SplitUnit(unit=units["B11"], parts=parts, valid_from=TODAY)
    assert await nation.refusals(split, "ward") == ["NOT_PERMITTED at parts.0.new.addresses_under"]
    by_code = replace(office, parent=None, parent_code="W1", addresses_under=None)
    stage = StageUnits(uuid4(), (replace(by_code, addresses_under_code="C"),))
    assert await nation.refusals(stage, "ward") == ["NOT_PERMITTED at units"]


async def test_a_change_takes_effect_only_while_who_asked_for_it_may_still_ask(
    nation: Nation,
) -> None:
    units = nation.units
    await nation.do(GrantRole(subject="keeper", unit=units["P1"], role=Role.ADMINISTRATOR))
    rename = RenameUnit(unit=units["W1"], name="Tên mới", valid_from=date(2026, 1, 6))
    again = replace(rename, unit=units["W2"])
    first = UUID((await nation.do(rename, by="keeper")).answer["change"])
    second = UUID((await nation.do(again, by="keeper")).answer["change"])
    await nation.do(MoveUnit(unit=units["W1"], parent=units["P2"]))
    nation.clock.step(timedelta(days=1))
    await take_effect_where_due(nation.engine)
    settled = (await nation.engine.organisation()).settled
    assert settled[first].outcome == "IMPOSSIBLE"
    assert (settled[first].reason or "").startswith("NOT_PERMITTED")
    assert settled[second].outcome == "TOOK_EFFECT"


async def test_a_grant_above_an_administrators_clearance_is_not_its_to_end(nation: Nation) -> None:
    unit = nation.units["W1"]
    await nation.do(
        GrantRole(
            subject="keeper", unit=unit, role=Role.ADMINISTRATOR, clearance=Classification.INTERNAL
        )
    )
    await nation.do(
        GrantRole(subject="mai", unit=unit, role=Role.READER, clearance=Classification.SECRET)
    )
    revoke = RevokeRole("mai", unit, Role.READER)
    assert await nation.refusals(revoke, "keeper") == ["CLEARANCE_BEYOND_OWN at role"]
    lower = GrantRole(subject="mai", unit=unit, role=Role.READER, clearance=Classification.OPEN)
    assert await nation.refusals(lower, "keeper") == ["CLEARANCE_BEYOND_OWN at role"]
    higher = GrantRole(subject="lan", unit=unit, role=Role.READER, clearance=Classification.SECRET)
    assert await nation.refusals(higher, "keeper") == ["CLEARANCE_BEYOND_OWN at clearance"]
    await nation.do(
        GrantRole(subject="mai", unit=unit, role=Role.READER, clearance=Classification.INTERNAL)
    )
    assert (await nation.do(revoke, by="keeper")).position is not None
