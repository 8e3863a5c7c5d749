"""What a subject must not see changes none of its answers.

Everything that "low" may ask is asked, then things happen that are above its clearance or outside
its slice, then the very same is asked again: every query, and every refusal of a set of commands.
Ids of what is hidden are made up the first time. Masked is what everybody may know: positions,
hashes, the size of the log, and with them cursors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.directive.commands import (
    AmendDirective,
    AudienceInput,
    CitationInput,
    CommentOnDirective,
    CorrectDirective,
    DiscardDraft,
    DraftDirective,
    InviteUnit,
    IssueDirective,
    RecordDirective,
    RevokeDirective,
    SupersedeDirective,
    TaskInput,
)
from cascade.directive.events import DirectiveIssued
from cascade.engine import HANDLERS
from cascade.enums import CitationRelation
from cascade.execution.commands import (
    Acknowledge,
    ExemptObligations,
    ExtendGroup,
    ObligationRef,
    RecallRelay,
    RelayDirective,
    Remind,
    RemindOverdue,
    SubmitReport,
)
from cascade.identifiers import task_id
from cascade.organisation.commands import DissolveUnit, TransferTo
from cascade.refusals import Refused
from tests.office.mutations import acted
from tests.office.office import Office

pytestmark = pytest.mark.anyio

MASKED = {"position", "moment", "cursor", "endCursor", "startCursor", "leafHash"}
TODAY = date(2026, 1, 8)
LATER = datetime(2026, 3, 2, tzinfo=UTC)
SECRETS = (
    """query ($id: ID!, $unit: ID!) {
    node(id: $id) { __typename }
    byId: directive(by: {id: $id}) { subject }
    byNumber: directive(by: {number: {number: "434-CV/BTG", issuer: $unit}}) { subject }
    unit(by: {id: $unit}) { directivesIssued { totalCount } directivesReceived { totalCount }
        reminders { count note } recordedReports { totalCount } } }""",
    """query { directives(first: 5) { totalCount edges { node {
        subject status citations { text target { subject } }
        implementedBy { totalCount } amendments { note } invitations { state }
        relays { totalCount } } } } }""",
    """query { directives(first: 9, filter: {status: DRAFT}) {
        totalCount edges { node { subject comments { text } } } } }""",
    """query ($unit: ID!) {
    one: directives(filter: {search: "mat"}) { totalCount edges { node { subject } } }
    two: directives(filter: {search: "434"}) { totalCount edges { node { subject } } }
    three: directives(filter: {search: "mat", status: DRAFT}) { totalCount }
    units(filter: {search: "phuong"}) { totalCount edges { node { name } } }
    sliceDiff(unit: $unit, from: {position: 1}) {
        before { total } after { total }
        changed { totalCount edges { node { kind changed } } } } }""",
)


@dataclass(frozen=True)
class Hidden:
    """Ids of what "low" must not see, and one of its own directives beside them."""

    directive: UUID
    own: UUID
    draft: UUID
    elsewhere: UUID
    noted: UUID


@pytest.fixture
async def seen(told: Office) -> Office:
    """Whoever is "low" does everything at W1, cleared for what is open; elsewhere for more."""
    for role in ("READER", "ISSUER", "OFFICER", "INSPECTOR", "ADMINISTRATOR"):
        await told.grant("low", "W1", role, clearance="OPEN")
    await told.grant("low", "B21", "READER", clearance="SECRET")
    await told.grant("high", "W1", "OFFICER")
    told.clock.step(timedelta(days=3))
    return told


async def test_what_is_hidden_changes_no_answer(seen: Office, services: Services) -> None:
    nothing = Hidden(*(uuid4() for _ in fields(Hidden)))
    asked = [each async for each in _asked(seen, nothing)]
    refused = [each async for each in _refused(seen, services, nothing)]
    hidden = await _happens_unseen(seen)
    again = [each async for each in _asked(seen, hidden)]
    for (name, before), (_, after) in zip(asked, again, strict=True):
        assert before == after, name
    refused_again = [each async for each in _refused(seen, services, hidden)]
    for (name, before), (_, after) in zip(refused, refused_again, strict=True):
        assert before == after, name


async def test_a_card_shows_by_a_grant_that_shows_what_cites_it(seen: Office) -> None:
    secret = await _issue(seen, "issuer-D1", "D1", "434-CV/BTG", ["W1"], "SECRET")
    cites = [{"text": "434-CV/BTG", "relation": "REFERS_TO", "target": _encoded(secret)}]
    await _issue(seen, "issuer-W1", "W1", "412-CV/ĐU", ["B11"], "OPEN", citations=cites)
    query = """query ($issuer: ID!) {
        directive(by: {number: {number: "412-CV/ĐU", issuer: $issuer}}) {
            citations { text target { subject } } } }"""
    shown = await seen.asked(query, "low", issuer=seen.units["W1"])
    assert shown["directive"]["citations"] == [{"text": "434-CV/BTG", "target": None}]
    cleared = await seen.asked(query, "issuer-W1", issuer=seen.units["W1"])
    assert cleared["directive"]["citations"][0]["target"] == {"subject": "Mật"}


async def _issue(
    office: Office,
    by: str,
    issuer: str,
    number: str | None,
    to: list[str],
    classification: str,
    **more: Any,
) -> UUID:
    given = {"unnumbered": True} if number is None else {"number": number}
    payload = await office.done(
        "Issue", by, issuer=office.units[issuer], type="CV", issuedOn="2026-01-05",
        subject="Mật", classification=classification,
        audience={"units": [office.units[code] for code in to]},
        tasks=[{"key": "s", "text": "Làm", "due": {"on": "2026-01-07"}}], **given, **more,
    )  # fmt: skip
    return ids.decode(Kind.DIRECTIVE, payload["directive"]["id"])


def _encoded(directive: UUID) -> str:
    return ids.encode(Kind.DIRECTIVE, directive)


async def _happens_unseen(office: Office) -> Hidden:
    """Secret things in W1, open ones in W2."""
    units = office.units
    cites = [{"text": "433-CV/BTG", "relation": "CONTINUES",
              "target": office.directives["433-CV/BTG"]}]  # fmt: skip
    to = ["W1", "B11", "B12"]
    secret = await _issue(office, "issuer-D1", "D1", "434-CV/BTG", to, "SECRET", citations=cites)
    carries_out = [{"text": "434-CV/BTG", "relation": "IMPLEMENTS", "target": _encoded(secret)}]
    own = await _issue(office, "issuer-W1", "W1", None, ["B12"], "SECRET", citations=carries_out)
    elsewhere = await _issue(office, "issuer-D1", "D1", "435-CV/BTG", ["W2"], "OPEN")
    written = {"issuer": units["W1"], "type": "CV", "subject": "Dự thảo mật",
               "classification": "SECRET"}  # fmt: skip
    query = """mutation ($input: DraftDirectiveInput!) { draftDirective(input: $input) {
        directive { id } userErrors { code } } }"""
    drafted = await _sent(office, query, "issuer-W1", **written)
    note = """mutation ($input: RecordDirectiveInput!) { recordDirective(input: $input) {
        directive { id } userErrors { code } } }"""
    noted = await _sent(office, note, "issuer-W1", recordedBy=units["W1"], issuer=units["C"],
                        type="NQ", number="9-NQ/TW", subject="Nghị quyết mật",
                        issuedOn="2026-01-05", classification="SECRET")  # fmt: skip
    owed = {"overdueUnder": units["B12"], "by": units["W1"], "directive": _encoded(secret)}
    await acted(office, "remind", "issuer-W1", **owed)
    return Hidden(secret, own, drafted, elsewhere, noted)


async def _sent(office: Office, query: str, by: str, **given: Any) -> UUID:
    given["idempotencyKey"] = f"unseen-{next(office.keys)}"
    (payload,) = (await office.asked(query, by, input=given)).values()
    assert payload["userErrors"] == []
    return ids.decode(Kind.DIRECTIVE, payload["directive"]["id"])


# ---- everything that is asked


async def _asked(office: Office, hidden: Hidden) -> Any:
    """By name, what "low" is answered."""
    for code in ("W1", "B11", "B12", "D1", "C"):
        by = {"unit": {"code": code}}
        yield f"inbox {code}", _masked(await office.ask("Inbox", "low", **by))
        yield f"overdue {code}", _masked(await office.ask("Overdue", "low", **by))
        for each in fields(hidden):
            sought = {"id": _encoded(getattr(hidden, each.name)), "unit": office.units[code]}
            yield f"{each.name} of {code}", _masked(await office.asked(SECRETS[0], "low", **sought))
    for query in SECRETS[1:]:
        yield query, _masked(await office.asked(query, "low", unit=office.units["T1"]))
    for number, id_ in office.directives.items():
        answered = await office.ask("CascadeOf", "low", directive={"id": id_})
        yield f"cascade {number}", _masked(answered)
        answered = await office.ask("WhoHasNot", "low", directive={"id": id_})
        yield f"who has not {number}", _masked(answered)
    yield "audit", _masked(await office.ask("AuditTrail", "low"))
    for each in fields(hidden):
        about = {"directive": _encoded(getattr(hidden, each.name))}
        yield f"audit of {each.name}", _masked(await office.ask("AuditTrail", "low", filter=about))


def _masked(answer: Any) -> Any:
    if isinstance(answer, Mapping):
        return {key: _masked(value) for key, value in answer.items() if key not in MASKED}
    return [_masked(each) for each in answer] if isinstance(answer, list) else answer


# ---- everything that is refused, or would be done


async def _refused(office: Office, services: Services, hidden: Hidden) -> Any:
    """By name, what "low" is told of commands. None is recorded."""
    for name, command in _commands(office, hidden):
        session = services.engine.session("low")
        try:
            decision = await HANDLERS[type(command)](command, session)
        except Refused as refused:
            yield name, [(reason.code, reason.field, str(reason)) for reason in refused.reasons]
        else:
            matched = [c.target_id for e in decision.events if isinstance(e, DirectiveIssued)
                       for c in e.citations]  # fmt: skip
            kinds = [type(event).__name__ for event in decision.events]
            yield name, (kinds, matched, decision.answer.get("outcomes"))


def _commands(office: Office, hidden: Hidden) -> Iterator[tuple[str, object]]:
    w1, b11, b12, root = (_unit(office, code) for code in ("W1", "B11", "B12", "C"))
    issue = IssueDirective(
        issuer=w1,
        type="CV",
        subject="Về việc",
        issued_on=TODAY,
        audience=AudienceInput((b11,)),
        tasks=(TaskInput(key="t", text="Làm"),),
        number="412-CV/ĐU",
    )
    own_id = ids.decode(Kind.DIRECTIVE, office.directives["411-CV/ĐU"])
    draft = DraftDirective(issuer=w1, type="CV", subject="Về việc", content={})
    record = RecordDirective(
        recorded_by=w1,
        issuer=root,
        type="NQ",
        number="9-NQ/TW",
        subject="Về việc",
        issued_on=date(2026, 1, 5),
    )
    yield "record the same number", record
    yield "go on with the draft", replace(draft, draft=hidden.draft)
    yield "issue the draft", replace(issue, draft=hidden.draft)
    yield "discard the draft", DiscardDraft(hidden.draft)
    yield "comment on the draft", CommentOnDirective(directive=hidden.draft, unit=w1, text="Đồng ý")
    by_number = CitationInput(
        text="434-CV/BTG",
        relation=CitationRelation.IMPLEMENTS,
        issued_on=date(2026, 1, 5),
        issuer_name="Ban Tuyên giáo",
    )
    yield "cite by number", replace(issue, citations=(by_number,))
    noted = replace(by_number, text="9-NQ/TW", issuer_name="Trung ương")
    yield "cite what is noted", replace(issue, citations=(noted,))
    for each in fields(hidden):
        id_ = getattr(hidden, each.name)
        owed = ObligationRef(directive=id_, unit=b12, task=task_id(id_, "s"))
        cited = CitationInput(text="1-CV/X", relation=CitationRelation.REFERS_TO, target=id_)
        commands: list[object] = [
            replace(issue, citations=(cited,)),
            AmendDirective(directive=own_id, withdraw_tasks=("1",), amended_by=id_),
            SupersedeDirective(directive=own_id, by=id_),
            SupersedeDirective(directive=id_, by=own_id),
            RevokeDirective(id_, "Hết hiệu lực"),
            CorrectDirective(directive=id_, subject="Khác"),
            RelayDirective(directive=id_, by=w1, audience=AudienceInput((b11,))),
            RecallRelay(directive=id_, by=w1),
            Acknowledge((owed,)),
            SubmitReport(obligation=owed, text="Đã xong"),
            ExemptObligations((owed,), "Không cần"),
            Remind((owed,), w1),
            RemindOverdue(by=w1, under=b12, directive=id_, _counted=1),
            ExtendGroup(directive=id_, under=w1, due_at=LATER, reason="Bận"),
            InviteUnit(directive=id_, task="s", unit=root),
            CommentOnDirective(directive=id_, unit=w1, text="Đồng ý"),
            DissolveUnit(
                unit=b12,
                valid_from=TODAY,
                successors=(b11,),
                transfers=(TransferTo(directive=id_, to=b11),),
            ),
        ]
        for command in commands:
            yield f"{type(command).__name__} of {each.name}", command


def _unit(office: Office, code: str) -> UUID:
    return ids.decode(Kind.UNIT, office.units[code])
