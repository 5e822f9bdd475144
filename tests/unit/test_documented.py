"""What the documents promise exists, and what exists is documented."""

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest

from service.cli.main import cli

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def below(group: click.Group) -> dict[str, click.Command]:
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if isinstance(command, click.Group):
        return [leaf for name, sub in below(command).items() for leaf in leaves(sub, (*path, name))]
    return [path]


COMMANDS = leaves(cli)


def resolve(words: list[str]) -> click.Command | None:
    command: click.Command = cli
    for word in words:
        if not isinstance(command, click.Group):
            return command
        found = below(command).get(word)
        if found is None:
            return None
        command = found
    return command


@pytest.mark.parametrize(
    "line",
    re.findall(
        r"kjoreplan "
        r"((?:comment|demo|group|plan|read|render|rules|serve|sync|template|user|validate)"
        r"[^`\n…]*)",
        README,
    ),
)
def test_every_command_line_of_the_readme_can_be_run(line: str) -> None:
    words = [
        w
        for w in shlex.split(line.split("#", maxsplit=1)[0].replace("·", " ").replace("|", " "))
        if w.islower() or w.startswith("-")
    ]
    command = resolve([w for w in words if not w.startswith("-")][:1])
    assert command is not None, line
    options = {
        o
        for sub in (below(command).values() if isinstance(command, click.Group) else [command])
        for p in sub.params
        for o in p.opts
    }
    for option in re.findall(r"--[a-z-]+", line):
        assert option in options, (line, option)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_is_in_the_readme(path: tuple[str, ...]) -> None:
    assert all(re.search(rf"\b{re.escape(word)}\b", README) for word in path), path


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_says_in_norwegian_what_it_does(path: tuple[str, ...]) -> None:
    command = resolve(list(path))
    assert command is not None
    assert command.help
    assert not re.search(r"\b(the|and|Show|this)\b", command.help), command.help


@pytest.mark.parametrize(
    "unit", sorted((ROOT / "deploy/systemd").glob("*.service")), ids=lambda p: p.name
)
def test_every_unit_starts_a_command_that_exists(unit: Path) -> None:
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str
    parser.read_string(unit.read_text(encoding="utf-8"))
    program, *words = shlex.split(parser["Service"]["ExecStart"])
    assert program.endswith("/kjoreplan")
    assert resolve([w for w in words if not w.startswith("-")]) is not None


def test_every_target_of_the_makefile_that_the_readme_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"\bmake ([a-z]+)\b", README)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
