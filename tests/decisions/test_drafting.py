"""Drafts: written, commented on, discarded, and nothing of them decided."""

from dataclasses import replace
from typing import Any

import pytest

from cascade.content import ContentRef
from cascade.directive.commands import CommentOnDirective, DraftDirective
from cascade.directive.decisions.drafting import (
    COMMENTERS,
    Drafting,
    check_comment,
    comment,
    decide_discard,
    decide_draft,
    require_draft,
)
from cascade.directive.events import DirectiveDrafted, DraftDiscarded
from cascade.directive.state import Directive
from cascade.enums import Classification, DirectiveStatus
from cascade.events import next_place
from cascade.refusals import Refused
from tests.decisions.organisation import nation, unit_id
from tests.decisions.story import NOW, given, told

TREE = nation()
ID = unit_id("a draft")
CONTENT = {"subject": "Về việc thông tin", "tasks": [{"key": "1", "text": "Báo cáo"}]}
DRAFT = DraftDirective(
    issuer=unit_id("P1"),
    type="CV",
    subject="Về việc thông tin",
    content=CONTENT,
    commenters=(unit_id("W1"),),
)
DRAFTED = DirectiveDrafted(
    **next_place(ID, 0, NOW),
    issuer_id=unit_id("P1"),
    type="CV",
    subject="Về việc thông tin",
    classification=Classification.OPEN,
    content=CONTENT,
    commenter_ids=(unit_id("W1"),),
)
TEXT = ContentRef(id=unit_id("a text"), size=3, media_type="text/plain", commitment="00")


def write(**changed: Any) -> Any:
    command = replace(DRAFT, **changed)
    return lambda directive: decide_draft(TREE, Drafting(command, directive, ()), ID, NOW)


def test_a_draft_is_written_and_written_anew() -> None:
    story = given(Directive())
    story.when(write()).then(DRAFTED).and_then_nothing()
    later = replace(DRAFTED, originator_version=2, subject="Khác")
    story.when(write(subject="Khác")).then(later)
    assert story.state.status() is DirectiveStatus.DRAFT


def test_a_commenter_who_is_named_twice_is_asked_once() -> None:
    given(Directive()).when(write(commenters=(unit_id("W1"),) * 2)).then(DRAFTED)


@pytest.mark.parametrize(
    ("changed", "reasons"),
    [
        ({"content": {"tasks": ["x" * 20_000] * 14}}, ["DRAFT_TOO_LARGE"]),
        ({"commenters": (unit_id("nowhere"),)}, ["UNIT_NOT_FOUND at commenters.0"]),
        ({"commenters": (unit_id("W1"),) * (COMMENTERS + 1)}, ["TOO_MANY at commenters"]),
    ],
)
def test_a_draft_that_is_refused(changed: dict[str, Any], reasons: list[str]) -> None:
    given(Directive()).when(write(**changed)).then_refused(*reasons)


def test_a_draft_is_its_issuers() -> None:
    directive = given(Directive(), DRAFTED).state
    assert require_draft(TREE, directive, unit_id("P1")) == DRAFTED
    for other in (directive, Directive()):
        with pytest.raises(Refused) as caught:
            require_draft(TREE, other, unit_id("P2"), "draft")
        assert [told(reason) for reason in caught.value.reasons] == ["DRAFT_NOT_FOUND at draft"]


def test_a_discarded_draft_is_gone() -> None:
    story = given(Directive(), DRAFTED)
    story.when(lambda draft: decide_discard(draft, NOW)).then(
        DraftDiscarded(originator_id=ID, originator_version=2, timestamp=NOW)
    )
    story.and_given(DraftDiscarded(originator_id=ID, originator_version=2, timestamp=NOW))
    assert story.state.status() is None
    story.when(lambda draft: decide_discard(draft, NOW)).then_refused("NOT_A_DRAFT at draft")


def test_a_comment_is_made_on_a_draft() -> None:
    draft = given(Directive(), DRAFTED).state
    check_comment(draft, CommentOnDirective(directive=ID, unit=unit_id("W1"), text="Đồng ý"))
    made = comment(draft, unit_id("a comment"), unit_id("W1"), TEXT, NOW)
    assert (made.originator_id, made.originator_version) == (ID, 2)
    with pytest.raises(Refused) as caught:
        check_comment(
            Directive(), CommentOnDirective(directive=ID, unit=unit_id("W1"), text="Đồng ý")
        )
    assert [told(reason) for reason in caught.value.reasons] == ["NOT_A_DRAFT at directive"]
