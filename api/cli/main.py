"""The console command `cascade`."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, Final

import structlog
import typer

from api.cli import (
    demo,
    founding,
    generation,
    importing,
    pruning,
    rebuilding,
    resuming,
    service,
    standing,
    tokens,
)
from api.cli.errors import EXPECTED, STATUS, causes, in_one_line
from api.cli.printing import complain
from api.cli.running import STATUS_OF_SIGNAL, Interrupted
from cascade import __version__

# typer has come with click and with a click of its own: the base of its usage errors is in both.
USAGE_ERROR: Final = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    name="cascade",
    help="Tells every office what a directive asks of it, and proves why.",
    epilog="Settings are environment variables: `cascade settings` lists them.",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
units = typer.Typer(help="The organisation's units.", no_args_is_help=True)
blobs = typer.Typer(help="Uploaded files.", no_args_is_help=True)
projection = typer.Typer(help="The read models.", no_args_is_help=True)


@app.callback()
def program(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Tells every office what a directive asks of it, and proves why."""
    if version:
        typer.echo(f"cascade {__version__}")
        raise typer.Exit


app.command("init")(founding.init)
app.command("serve")(service.serve)
app.command("demo")(demo.demo)
app.command("token")(tokens.token)
app.command("status")(standing.status)
app.command("settings")(standing.settings)
app.add_typer(units, name="units")
units.command("generate")(generation.generate)
units.command("import")(importing.import_units)
units.command("export")(importing.export_units)
app.add_typer(blobs, name="blobs")
blobs.command("prune")(pruning.prune)
app.add_typer(projection, name="projection")
projection.command("rebuild")(rebuilding.rebuild)
projection.command("resume")(resuming.resume)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 a check failed, 2 refused or not possible."""
    sys.exit(status_of(arguments))


def status_of(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status. Nobody is ever shown a stack trace."""
    try:
        result = app(args=arguments, prog_name="cascade", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except (typer.Abort, KeyboardInterrupt):
        return STATUS_OF_SIGNAL + signal.SIGINT
    except Interrupted as interrupted:
        return interrupted.status
    except BrokenPipeError:
        # Whoever read the output has seen enough; flushing the rest would fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return STATUS
    except Exception as error:
        return _status_of_fault(error)


def _status_of_fault(error: Exception) -> int:
    single = list(causes(error))
    first = next((each for each in single if not isinstance(each, EXPECTED)), single[0])
    if isinstance(first, USAGE_ERROR):
        complain(usage(first))
    elif isinstance(first, EXPECTED):
        complain(in_one_line(first))
    else:
        # The trace is for whoever asks for it: CASCADE_LOG_LEVEL=debug.
        structlog.get_logger().debug("fault", exc_info=first)
        complain(f"{type(first).__name__}: {in_one_line(first)} (a fault of the program)")
    return STATUS


def usage(error: BaseException) -> str:
    """A usage error's words; without arguments these are the help, which was asked for."""
    told = getattr(error, "format_message", error.__str__)()
    return told or "say what to do: `cascade --help` tells what there is"
