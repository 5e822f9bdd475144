"""Commands that are imported when they are asked for, so that none pays for the others."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

import click

from service.domain.errors import InputError

COMMANDS: Mapping[str, str] = {
    "absence": "service.cli.absence:absence",
    "audit": "service.cli.auditing:audit",
    "backup": "service.cli.backups:backup",
    "comment": "service.cli.commenting:comment",
    "conflicts": "service.cli.conflicts:conflicts",
    "demo": "service.cli.demo:demo",
    "doctor": "service.cli.doctor:doctor",
    "feed": "service.cli.feeds:feed",
    "group": "service.cli.groups:group",
    "plan": "service.cli.plans:plan",
    "read": "service.cli.documents:read",
    "register": "service.cli.registers:register",
    "render": "service.cli.documents:render",
    "restore": "service.cli.backups:restore",
    "rotate-key": "service.cli.rotating:rotate_key",
    "rules": "service.cli.rules:rules",
    "serve": "service.cli.serving:serve",
    "study": "service.cli.study:study",
    "sync": "service.cli.syncing:sync",
    "template": "service.cli.templates:template",
    "user": "service.cli.serving:user",
    "validate": "service.cli.validating:validate",
    "worker": "service.cli.working:worker",
    "wheel": "service.cli.wheels:wheel",
}
_EXTRAS = {"demo": ("cheroot", "radicale", "wsgidav")}  # the optional packages a command needs


class LazyGroup(click.Group):
    """The top of the command line. A command whose packages aren't installed is not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands that can be run here, by name."""
        return [name for name in COMMANDS if not _lacking(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command.

        Raises:
            InputError: packages it needs are not installed.
        """
        if cmd_name not in COMMANDS:
            return None
        if _lacking(cmd_name):
            raise InputError(
                "Kommandoen trenger flere pakker. Installer dem: "
                f"pip install 'kjoreplan[{cmd_name}]'",
                where=cmd_name,
            )
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


def _lacking(name: str) -> bool:
    return any(find_spec(package) is None for package in _EXTRAS.get(name, ()))
