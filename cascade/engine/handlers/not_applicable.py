"""Commands by which units say that something does not apply, and by which that is decided."""

from typing import Final

from cascade.engine.engine import Decision, Handlers
from cascade.engine.obligation_loading import (
    FoundObligation,
    act_on_each,
    require_bearer,
    require_judge,
)
from cascade.engine.session import Session
from cascade.events import Event
from cascade.execution.commands import (
    DecideNotApplicable,
    DeclareNotApplicable,
    TakeBackNotApplicable,
)
from cascade.execution.decisions.not_applicable import (
    check_agreement,
    check_declaration,
    decide_declaration,
    decide_declare,
    decide_take_back,
)


async def declare(command: DeclareNotApplicable, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        require_bearer(access, session, found)
        if not check_declaration(found.state):
            return []
        declaration_id, reason = session.new_id(), session.seal_text(command.reason)
        return decide_declare(found.state, declaration_id, reason, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def take_back(command: TakeBackNotApplicable, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        require_bearer(access, session, found)
        return decide_take_back(found.state, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def decide(command: DecideNotApplicable, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        judge_id = require_judge(access, session, found)
        if not check_agreement(found.state, command.agree):
            return []
        remark = None if command.remark is None else session.seal_text(command.remark)
        return decide_declaration(found.state, command.agree, judge_id, remark, offset, session.now)

    return await act_on_each(command.obligations, session, act)


HANDLERS: Final[Handlers] = {
    DeclareNotApplicable: declare,
    TakeBackNotApplicable: take_back,
    DecideNotApplicable: decide,
}
