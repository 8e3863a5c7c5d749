"""That something does not apply, as its unit says, and what is decided on that."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal

from cascade.enums import ReportDecision
from cascade.events import Event
from cascade.execution.decisions.not_applicable import (
    check_agreement,
    check_declaration,
    decide_declaration,
    decide_declare,
    decide_take_back,
)
from cascade.execution.events import (
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
)
from tests.decisions.obligations import TEXT, DirectiveAndActs, story
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW
from tests.decisions.test_acting import END, accepted, act, judge, returned, submit, submitted

Decide = Callable[[DirectiveAndActs], Sequence[Event]]


def declared(
    key: str, version: int, agreed: bool = False, due: datetime | None = END
) -> NotApplicableDeclared:
    declaration = unit_id(f"declaration {version}")
    return NotApplicableDeclared(
        **act("W1", key, version),
        declaration_id=declaration,
        reason=TEXT,
        agreed=agreed,
        due_at=due,
    )


def taken_back(key: str, version: int, of: int) -> NotApplicableTakenBack:
    declaration = unit_id(f"declaration {of}")
    return NotApplicableTakenBack(**act("W1", key, version), declaration_id=declaration)


def decided(key: str, version: int, of: int, agreed: bool) -> NotApplicableDecided:
    return NotApplicableDecided(
        **act("W1", key, version),
        declaration_id=unit_id(f"declaration {of}"),
        decided_by_id=unit_id("P1" if key == "own" else "D1"),
        agreed=agreed,
        remark=None,
    )


def declare(key: str, version: int = 1) -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        standing = state.owed("W1", key)
        if not check_declaration(standing):
            return []
        return decide_declare(standing, unit_id(f"declaration {version}"), TEXT, 0, NOW)

    return decide


def take_back(key: str) -> Decide:
    return lambda state: decide_take_back(state.owed("W1", key), 0, NOW)


def rule(key: str, agree: bool) -> Decide:
    def decide(state: DirectiveAndActs) -> Sequence[Event]:
        standing = state.owed("W1", key)
        if not check_agreement(standing, agree):
            return []
        judge_id = standing.obligation.judge_id
        return decide_declaration(standing, agree, judge_id, None, 0, NOW)

    return decide


def test_it_waits_for_an_agreement() -> None:
    story().when(declare("report")).then(declared("report", 1)).and_then_nothing()


def test_where_no_acceptance_is_needed_it_takes_effect_at_once() -> None:
    at_once = declared("undated", 1, agreed=True, due=None)
    story().when(declare("undated")).then(at_once).and_then_nothing()


def test_it_is_agreed_to_once() -> None:
    given = story(declared("report", 1))
    given.when(rule("report", True)).then(decided("report", 2, 1, True)).and_then_nothing()
    given.when(rule("report", False)).then_refused("DECLARATION_DECIDED")
    given.when(take_back("report")).then_refused("DECLARATION_DECIDED")


def test_it_is_returned_and_declared_again() -> None:
    given = story(declared("report", 1))
    given.when(rule("report", False)).then(decided("report", 2, 1, False)).and_then_nothing()
    given.when(declare("report", 3)).then(declared("report", 3))


def test_it_is_taken_back_before_it_is_decided() -> None:
    given = story(declared("report", 1))
    given.when(take_back("report")).then(taken_back("report", 2, 1)).and_then_nothing()
    given.when(rule("report", True)).then_refused("NOTHING_DECLARED")
    given.when(submit("report", 3)).then(submitted("report", 3))


def test_nothing_is_taken_back_or_decided_that_was_not_declared() -> None:
    story().when(take_back("report")).then_refused("NOTHING_DECLARED")
    story().when(rule("report", True)).then_refused("NOTHING_DECLARED")


def test_a_report_says_that_it_does_apply() -> None:
    given = story(declared("report", 1), decided("report", 2, 1, True))
    assert given.state.owed("W1", "report").is_not_applicable
    given.when(submit("report", 3)).then(submitted("report", 3))
    given.and_given(submitted("report", 3), returned("report", 4, 3))
    assert not given.state.owed("W1", "report").is_not_applicable
    given.when(declare("report", 5)).then(declared("report", 5))


def test_a_report_and_a_declaration_wait_for_one_another() -> None:
    story(submitted("report", 1)).when(declare("report", 2)).then_refused("AWAITS_DECISION")
    given = story(declared("report", 1))
    given.when(submit("report", 2)).then_refused("AWAITS_DECISION at obligation")


def test_every_report_of_what_happens_again_is_decided_first() -> None:
    given = story(
        submitted("when", 1, due=None), submitted("when", 2, due=None), returned("when", 3, 2)
    )
    given.when(declare("when", 4)).then_refused("AWAITS_DECISION")


def test_what_is_fulfilled_does_apply() -> None:
    given = story(submitted("report", 1), accepted("report", 2, 1))
    given.when(declare("report", 3)).then_refused("ALREADY_FULFILLED")
    given.when(judge(ReportDecision.ACCEPTED, "report", 1)).then_nothing()


def test_what_is_asked_of_everybody_always_applies() -> None:
    story().when(declare("read")).then_refused("ALWAYS_APPLIES")


def test_a_quota_that_others_meet_is_met_for_who_declared_that_it_does_not_apply() -> None:
    given = story(declared("shared", 1))
    given.and_given(
        submitted("shared", 1, quantity=Decimal(2), code="W2"), accepted("shared", 2, 1, code="W2")
    )
    given.when(rule("shared", True)).then_refused("ALREADY_FULFILLED")
    given.when(take_back("shared")).then(taken_back("shared", 2, 1))
