"""What is planned to be declared as the commands that somebody would send."""

from datetime import timedelta

from cascade.execution.commands import DeclareOccurrence, WithdrawOccurrence
from cascade.execution.occurrences import number_of_day
from tests.oracle.directives import issued, tasks
from tests.oracle.members import charged
from tests.properties import changes
from tests.properties.easing import reference
from tests.properties.world import World, choose


class Declaring(World):
    """Builds what is declared to have happened, and what is taken back."""

    def declare(self, step: changes.Declare) -> DeclareOccurrence | None:
        every = [
            (directive, task)
            for directive in issued(self.history, self.head).values()
            for task in tasks(self.history, self.head, directive)
        ]
        likely = [each for each in every if each[1].record.due.after_occurrence is not None]
        chosen = choose(likely, step.task, every)
        if chosen is None:
            return None
        directive, task = chosen
        unit_id = choose(list(charged(self.history, self.head, directive, task)), step.unit)
        if unit_id is None:
            return None
        return DeclareOccurrence(
            directive=directive.directive_id,
            unit=unit_id,
            task=task.record.task_id,
            occurred_at=self.now - timedelta(hours=step.hours_ago),
            label=f"occurrence {self.head}",
        )

    def withdraw_declared(self, step: changes.WithdrawDeclared) -> WithdrawOccurrence | None:
        declared = [o for o in self.owed if o.occurrence and number_of_day(o.occurrence)]
        chosen = choose(declared, step.obligation, self.owed)
        return WithdrawOccurrence(reference(chosen), "a reason") if chosen else None
