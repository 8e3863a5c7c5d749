"""What is shown of a directive's life beside its text."""

from datetime import date

from cascade.content import seal
from cascade.directive.audience import Audience
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCommented,
    DirectiveCorrected,
    DirectiveDrafted,
    DirectiveSuperseded,
    UnitInvited,
)
from cascade.directive.records import CitationRecord, CorrectionRecord
from cascade.enums import CitationRelation, Classification
from cascade.identifiers import ORGANISATION, citation_id
from cascade.numbering.number import parse_number
from cascade.organisation.events import UnitsMerged
from tests.harness.chronicle import Chronicle, known, named, task, under
from tests.reading.desk import Desk, directive, unit

DRAFT = """
query ($id: ID!) {
  directive(by: {id: $id}) {
    status subject issuerNameThen number { text } issuedOn tasks { key }
    comments { text by { code } }
    draft { content commenters { code } }
  }
  directives(filter: {status: DRAFT}) { totalCount edges { node { id } } }
}
"""


async def test_a_draft_has_content_and_comments_and_no_parts(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.grant("bo", "W1")
    chronicle = desk.chronicle
    await chronicle.record(
        DirectiveDrafted,
        known("D1"),
        issuer_id=known("P1"),
        type="CV",
        subject="On flood shelters",
        classification=Classification.OPEN,
        content={"subject": "On flood shelters", "tasks": []},
        commenter_ids=(known("W2"),),
    )
    reference, content = seal(b"Which ones?", "text/plain", known("said"), bytes(32))
    await chronicle.record(
        DirectiveCommented, known("D1"), comment_id=known("said"), unit_id=known("W2"),
        text=reference, text_content=content,
    )  # fmt: skip
    data = await desk.ask(DRAFT, "an", id=directive("D1"))
    assert data["directive"] == {
        "status": "DRAFT",
        "subject": "On flood shelters",
        "issuerNameThen": "Unit P1",
        "number": None,
        "issuedOn": None,
        "tasks": None,
        "comments": [{"text": "Which ones?", "by": {"code": "W2"}}],
        "draft": {
            "content": {"subject": "On flood shelters", "tasks": []},
            "commenters": [{"code": "W2"}],
        },
    }
    assert data["directives"]["totalCount"] == 1
    hidden = await desk.ask(DRAFT, "bo", id=directive("D1"))
    assert hidden == {"directive": None, "directives": {"totalCount": 0, "edges": []}}


LATER = """
query ($id: ID!) {
  directive(by: {id: $id}) {
    status subject supersededBy { number { text } } standing needToKnow unnumbered signingPost
    jointIssuers { code } audience { unit { code } under { code } }
    amendments {
      note changes tasksWithdrawn { key } audienceAdded { unit { code } } amendedBy { id }
    }
    corrections { field written corrected note task { key } }
    invitations { id state note unit { code } task { key } }
    relays(first: 5) {
      totalCount edges { node { by { code } audience { under { code } } recalledAt } }
    }
  }
}
"""


async def live_through(chronicle: Chronicle) -> None:
    await chronicle.issue(
        "D1", "P1", under("P1", "ward"), task("D1", "go"), task("D1", "stay"),
        signing_post="Chief of office", standing=True,
    )  # fmt: skip
    await chronicle.issue("D2", "P1", under("P1", "ward"), task("D2", "go"))
    await chronicle.record(
        DirectiveAmended, known("D1"),
        added_tasks=(), changed_tasks=(), withdrawn_task_ids=(task("D1", "stay").task_id,),
        added=named("W2"), topmost=None, withdrawn=None, amending_id=known("D2"), note="Less to do",
    )  # fmt: skip
    slip = CorrectionRecord(field="subject", task_id=None, written="About D1", corrected="On D1")
    await chronicle.record(DirectiveCorrected, known("D1"), corrections=(slip,), note=None)
    await chronicle.record(
        UnitInvited, known("D1"), invitation_id=known("I1"), unit_id=known("W2"),
        task_id=task("D1", "go").task_id, note="Please",
    )  # fmt: skip
    await chronicle.relay("D1", "W1", under("W1", "branch"))
    await chronicle.record(DirectiveSuperseded, known("D1"), by_id=known("D2"))


async def test_what_became_of_a_directive_is_shown_with_it(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await live_through(desk.chronicle)
    shown = (await desk.ask(LATER, "an", id=directive("D1")))["directive"]
    invitation = shown["invitations"][0].pop("id")
    assert shown == {
        "status": "SUPERSEDED",
        "subject": "On D1",
        "supersededBy": {"number": {"text": "D2-CV/P1"}},
        "standing": True,
        "needToKnow": False,
        "unnumbered": False,
        "signingPost": "Chief of office",
        "jointIssuers": [],
        "audience": [
            {"unit": None, "under": {"code": "P1"}},
            {"unit": {"code": "W2"}, "under": None},
        ],
        "amendments": [
            {
                "note": "Less to do",
                "changes": ["Task stay was withdrawn.", "The audience was widened."],
                "tasksWithdrawn": [{"key": "stay"}],
                "audienceAdded": [{"unit": {"code": "W2"}}],
                "amendedBy": {"id": directive("D2")},
            }
        ],
        "corrections": [
            {
                "field": "SUBJECT",
                "written": "About D1",
                "corrected": "On D1",
                "note": None,
                "task": None,
            }
        ],
        "invitations": [
            {
                "state": "INVITED",
                "note": "Please",
                "unit": {"code": "W2"},
                "task": {"key": "go"},
            }
        ],
        "relays": {
            "totalCount": 1,
            "edges": [
                {
                    "node": {
                        "by": {"code": "W1"},
                        "audience": [{"under": {"code": "W1"}}],
                        "recalledAt": None,
                    }
                }
            ],
        },
    }
    node = "query ($id: ID!) { node(id: $id) { ... on Invitation { state } } }"
    assert await desk.ask(node, "an", id=invitation) == {"node": {"state": "INVITED"}}


async def test_a_card_shows_nothing_of_that(desk: Desk) -> None:
    await desk.grant("bo", "W1")
    chronicle = desk.chronicle
    nobody = Audience((), (), ())
    await chronicle.issue("D1", "P2", named("W2"), task("D1", "go"), signing_post="Chief")
    await chronicle.issue(
        "D2", "P1", named("W1"), task("D2", "go"), citations=(_cites("D2", "D1"),)
    )
    await chronicle.record(
        DirectiveAmended, known("D1"), added_tasks=(), changed_tasks=(), withdrawn_task_ids=(),
        added=None, topmost=None, withdrawn=nobody, amending_id=None, note="Hidden",
    )  # fmt: skip
    shown = (await desk.ask(LATER, "bo", id=directive("D1")))["directive"]
    assert (shown.pop("status"), shown.pop("subject")) == ("IN_FORCE", "About D1")
    assert set(map(str, shown.values())) == {"None"}


def _cites(citing: str, cited: str) -> CitationRecord:
    return CitationRecord(
        citation_id=citation_id(known(citing), 0),
        number=parse_number("1-CV/P2"),
        issued_on=None,
        issuer_name=None,
        relation=CitationRelation.REFERS_TO,
        target_id=known(cited),
    )


async def test_a_unit_issued_what_it_issued_with_others_and_what_it_stands_for(desk: Desk) -> None:
    await desk.grant("an", "C")
    chronicle = desk.chronicle
    joint = (known("P2"),)
    await chronicle.issue("D1", "P1", named("W1"), task("D1", "go"), joint_issuer_ids=joint)
    await chronicle.issue("D2", "W1", named("W1"), task("D2", "go"))
    await chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=(known("W1"),), into_id=known("W2"), new=None,
        valid_from=date(2026, 1, 5),
    )  # fmt: skip
    asked = """
    query ($unit: ID!) {
      unit(by: {id: $unit}) { directivesIssued { totalCount edges { node { subject } } } }
    }
    """
    for code, subject in (("P1", "About D1"), ("P2", "About D1"), ("W2", "About D2")):
        issued = (await desk.ask(asked, "an", unit=unit(code)))["unit"]["directivesIssued"]
        assert [edge["node"]["subject"] for edge in issued["edges"]] == [subject]
        assert issued["totalCount"] == 1
