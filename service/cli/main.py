"""The commands put together, and the edge where errors become sentences and exit statuses."""

from __future__ import annotations

import os
import sys

import click
from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError, OperationalError

from service.cli.failing import FAILURES, failure_sentence, failure_status
from service.cli.lazy import LazyGroup
from service.cli.output import EXIT_INPUT, complain, trouble
from service.cli.usage import usage_sentence
from service.config import read_log_level
from service.logs import configure_logs

_GO_ON = {"serve", "worker"}  # they have no other way to say how it goes


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="kjoreplan", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context) -> None:
    """Kjøreplan: møteplan, protokoller og kjøreregler for kommunestyregrupper."""
    goes_on = context.invoked_subcommand in _GO_ON
    configure_logs(read_log_level(os.environ) or ("info" if goes_on else ""))


def main() -> None:
    """Run the command line; every error ends as one sentence on standard error."""
    sys.exit(_run())


def _run() -> int:
    try:
        return int(cli.main(prog_name="kjoreplan", standalone_mode=False) or 0)
    except FAILURES as error:
        return complain(failure_sentence(error), failure_status(error))
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return complain("Avbrutt. Ingenting er gjort halvveis.", EXIT_INPUT)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return EXIT_INPUT
    except click.UsageError as error:
        return complain(usage_sentence(error), EXIT_INPUT)
    except (DatabaseError, CommandError) as error:
        return complain(_storage_sentence(error), EXIT_INPUT)
    except OSError as error:
        return _unsaid(error)


def _storage_sentence(error: DatabaseError | CommandError) -> str:
    """What is wrong with the service's own storage. A fault of ours stays a fault."""
    if isinstance(error, CommandError):
        return "Databasen er fra en nyere utgave av Kjøreplan. Oppgrader programmet."
    if type(error) is DatabaseError:
        return "Databasen er skadet, eller er ingen database. Se om KJOREPLAN_DATABASE_URL stemmer."
    if isinstance(error, OperationalError):
        return (
            "Databasen kan ikke åpnes. Se om KJOREPLAN_DATABASE_URL stemmer, og om det er plass på "
            "disken."
        )
    raise error


def _unsaid(error: OSError) -> int:
    """Standard output takes no more: say so, and let nothing more be written there at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return complain(f"Svaret kan ikke skrives ut: {trouble(error)}.", EXIT_INPUT)
