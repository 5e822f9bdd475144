"""kjoreplan serve, kjoreplan user: the pages, and who may log in to them."""

from __future__ import annotations

import os
import sys

import click

from service.cli.context import services, waking_services
from service.cli.output import console
from service.config import read_config
from service.journeys.users import add_user, all_users, remove_user
from service.web.build import build_app
from service.web.serve import serve as serve_app


@click.command()
@click.option("--host", help="Adressen sidene svarer på. Uten: KJOREPLAN_HOST, ellers 127.0.0.1.")
@click.option("--port", type=int, help="Porten. Uten: KJOREPLAN_PORT, ellers 8080.")
def serve(host: str | None, port: int | None) -> None:
    """Start nettsidene."""
    config = read_config(os.environ)
    app = build_app(waking_services(config), config)
    where, at = host or config.host, config.port if port is None else port
    console().print(f"Sidene svarer på http://{where}:{at}/  (avslutt med Ctrl-C)")
    serve_app(app, where, at)


@click.group()
def user() -> None:
    """Hvem som kan logge inn på sidene."""


@user.command("add")
@click.argument("username", metavar="NAVN")
@click.option("--password-stdin", is_flag=True, help="Les passordet fra standard inn.")
def add_command(username: str, password_stdin: bool) -> None:
    """Legg til en bruker, eller gi en som finnes, nytt passord."""
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        password = click.prompt("Passord", hide_input=True, confirmation_prompt="Gjenta passordet")
    add_user(services(), username, password)
    console().print(f"{username} kan logge inn.")


@user.command("list")
def list_command() -> None:
    """Alle som kan logge inn."""
    for name in all_users(services()):
        console().print(name)


@user.command("remove")
@click.argument("username", metavar="NAVN")
def remove_command(username: str) -> None:
    """Steng en bruker ute."""
    remove_user(services(), username)
    console().print(f"{username} kan ikke lenger logge inn.")
