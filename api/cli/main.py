"""The console command `cascade`."""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from api.cli.ending import STATUS, STATUS_OF_SIGNAL, Interrupted
from api.cli.lazy import LazyCommand, lazily
from cascade import __version__

# typer has come with click and with a click of its own: the base of its usage errors is in both.
USAGE_ERROR: Final = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

app = typer.Typer(
    name="cascade",
    cls=lazily(
        LazyCommand(
            "init",
            "api.cli.founding:init",
            "Found the organisation: levels, root unit, working calendar and first administrator.",
        ),
        LazyCommand(
            "serve",
            "api.cli.service:serve",
            "Serve the GraphQL API, with PostgreSQL and the projector, until SIGTERM or Ctrl-C.",
        ),
        LazyCommand(
            "demo",
            "api.cli.demo:demo",
            "Tell the ward letter's story, a nation's and a reorganisation's, through GraphQL over "
            "HTTP.",
        ),
        LazyCommand("token", "api.cli.tokens:token", "Print a bearer token for SUBJECT."),
        LazyCommand(
            "status",
            "api.cli.standing:status",
            "Tell the log's head, its root hash, and how far the read models follow it.",
        ),
        LazyCommand(
            "settings",
            "api.cli.standing:settings",
            "List the settings: environment variable, value, default, meaning. Passwords are left "
            "out.",
        ),
    ),
    help="Tells every office what a directive asks of it, and proves why.",
    epilog="Settings are environment variables: `cascade settings` lists them.",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.add_typer(
    typer.Typer(help="The organisation's units.", no_args_is_help=True),
    name="units",
    cls=lazily(
        LazyCommand(
            "generate",
            "api.cli.generation:generate",
            "Establish a made-up nation below the root unit, 1,000 units an event.",
        ),
        LazyCommand(
            "import",
            "api.cli.importing:import_units",
            "Establish all units of a CSV file at once, or none of them.",
        ),
        LazyCommand(
            "export",
            "api.cli.importing:export_units",
            "Write every live unit below the root as CSV, as `cascade units import` reads it.",
        ),
        LazyCommand(
            "reorganise",
            "api.cli.reorganising:reorganise",
            "Change the tree by all steps of a file together, or by none of them.",
        ),
    ),
)
app.add_typer(
    typer.Typer(help="A made-up nation to measure on.", no_args_is_help=True),
    name="nation",
    cls=lazily(
        LazyCommand(
            "generate",
            "api.cli.nation_years:generate",
            "Make a nation's whole log of a year, 243,356 units strong, in a fresh deployment.",
        )
    ),
)
app.add_typer(
    typer.Typer(help="Uploaded files.", no_args_is_help=True),
    name="blobs",
    cls=lazily(
        LazyCommand(
            "prune",
            "api.cli.pruning:prune",
            "Delete uploaded files that no command has named; what an event names always stays.",
        )
    ),
)
app.add_typer(
    typer.Typer(help="The read models.", no_args_is_help=True),
    name="projection",
    cls=lazily(
        LazyCommand(
            "rebuild",
            "api.cli.rebuilding:rebuild",
            "Fill the read models again from the log, compare them with the live ones, switch to "
            "them.",
        ),
        LazyCommand(
            "resume",
            "api.cli.resuming:resume",
            "Try the event again before which the read models stand still, and go on behind it.",
        ),
        LazyCommand(
            "verify",
            "api.cli.verifying:verify",
            "Derive what units owe once more from the log, and compare it with what is shown.",
        ),
    ),
)


@app.callback()
def program(
    version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False,
) -> None:
    """Tells every office what a directive asks of it, and proves why."""
    if version:
        typer.echo(f"cascade {__version__}")
        raise typer.Exit


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
    # Only now: the errors that are expected are those of everything that there is to import.
    from api.cli.errors import EXPECTED, causes, in_one_line
    from api.cli.printing import complain

    single = list(causes(error))
    first = next((each for each in single if not isinstance(each, EXPECTED)), single[0])
    if isinstance(first, USAGE_ERROR):
        complain(usage(first))
    elif isinstance(first, EXPECTED):
        complain(in_one_line(first))
    else:
        # The trace is for whoever asks for it: CASCADE_LOG_LEVEL=debug.
        import structlog

        structlog.get_logger().debug("fault", exc_info=first)
        complain(f"{type(first).__name__}: {in_one_line(first)} (a fault of the program)")
    return STATUS


def usage(error: BaseException) -> str:
    """A usage error's words; without arguments these are the help, which was asked for."""
    told = getattr(error, "format_message", error.__str__)()
    return told or "say what to do: `cascade --help` tells what there is"
