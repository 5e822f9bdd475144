"""The two example group files, and a short way to read one."""

from pathlib import Path

from service.domain.settings import GroupSettings
from service.imports import read_group_file

FILES = Path(__file__).parents[3] / "service/demo/data"
AURE = (FILES / "aure.toml").read_text(encoding="utf-8")
GJERSTAD = (FILES / "gjerstad.toml").read_text(encoding="utf-8")


def read(text: str) -> GroupSettings:
    return read_group_file(text.encode(), "gruppe.toml")
