"""Commands of which only the name and a summary are there until one is called: what a command needs
takes seconds to import, and the help of all of them needs none of it.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup


class LazyCommand(TyperCommand):
    """The command of a function in a module, as in "api.cli.tokens:token". ``summary`` is the first
    paragraph of the function's docstring.
    """

    def __init__(self, name: str, source: str, summary: str) -> None:
        super().__init__(name, help=summary)
        self.source = source

    def loaded(self) -> Any:
        """The whole command, imported."""
        module, function = self.source.split(":")
        alone = typer.Typer(add_completion=False, rich_markup_mode="rich")
        alone.command(self.name)(getattr(import_module(module), function))
        return typer.main.get_command(alone)

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        return self.loaded().make_context(*arguments, **more)


def lazily(*commands: LazyCommand) -> type[TyperGroup]:
    """The class of a group that has these commands, before what it has otherwise."""

    class LazyGroup(TyperGroup):
        def __init__(self, **given: Any) -> None:
            super().__init__(**given)
            self.commands = {**{str(each.name): each for each in commands}, **self.commands}

    return LazyGroup
