"""The commands put together, and the edge where errors become sentences and exit statuses."""

from __future__ import annotations

import sys

import click
from sqlalchemy.exc import OperationalError

from connectors.store import StoreError
from service.cli import demo, documents, groups, plans, rules, serving, syncing
from service.cli.output import EXIT_INPUT, EXIT_SERVER, complain
from service.domain.errors import InputError
from service.journeys.wording import store_sentence


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="kjoreplan", message="%(prog)s %(version)s")
def cli() -> None:
    """Kjøreplan: møteplan, protokoller og kjøreregler for kommunestyregrupper."""


for _command in (
    plans.plan,
    syncing.sync,
    documents.render,
    documents.read,
    documents.validate,
    rules.rules,
    groups.group,
    serving.serve,
    serving.user,
    demo.demo,
):
    cli.add_command(_command)


def main() -> None:
    """Run the command line; every error ends as one sentence on standard error."""
    sys.exit(_run())


def _run() -> int:
    try:
        return int(cli.main(prog_name="kjoreplan", standalone_mode=False) or 0)
    except InputError as error:
        return complain(str(error), EXIT_INPUT)
    except StoreError as error:
        status = EXIT_SERVER if error.temporary else EXIT_INPUT
        return complain(store_sentence(error), status)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return complain("Avbrutt. Ingenting er gjort halvveis.", EXIT_INPUT)
    except click.ClickException as error:
        error.show()
        return EXIT_INPUT
    except OperationalError:
        return complain(
            "Databasen kan ikke åpnes. Se om KJOREPLAN_DATABASE_URL stemmer, og om det er plass "
            "på disken.",
            EXIT_INPUT,
        )
    except BrokenPipeError:
        sys.stderr.close()
        return 0
