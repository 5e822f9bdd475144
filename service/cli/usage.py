"""What is wrong with a command as somebody typed it, in bokmål: click says it in English."""

from __future__ import annotations

import click


def usage_sentence(error: click.UsageError) -> str:
    """One sentence about what is wrong, and where it is explained."""
    context = error.ctx
    where = context.command_path if context else "kjoreplan"
    return f"{_what(error)} Se: {where} --help"


def _what(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"Valget {error.option_name} finnes ikke."
    if isinstance(error, click.MissingParameter):
        return f"Kommandoen mangler {_name(error.param)}."
    if isinstance(error, click.BadParameter):
        return f"Verdien passer ikke for {_name(error.param)}.{_choices(error.param)}"
    if isinstance(error, click.BadOptionUsage):
        return f"Valget {error.option_name} er ikke brukt riktig."
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return "Det finnes ingen slik kommando."
    return "Kommandoen har for mange ord."


def _name(parameter: click.Parameter | None) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return (parameter.human_readable_name if parameter else "") or "et ord"


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter else None
    if isinstance(kind, click.Choice):
        return f" Velg blant: {', '.join(map(str, kind.choices))}."
    return " Skriv et helt tall." if isinstance(kind, click.types.IntParamType) else ""
